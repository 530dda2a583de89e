"""`include`: one programme in several files of one folder."""

from __future__ import annotations

import re
from pathlib import Path

from docgen.diagnostics import Diagnostic, Place
from docgen.source.texts import Texts
from docgen.source.tree import Data, Marks, doubled

MAX_PARTS = 50


def part_path(root: Path, text: str) -> tuple[Path, str]:
    """Return the path of a part, and why it is refused (nothing when it is not)."""
    relative = text.replace("\\", "/")
    path = root.parent / relative
    if not relative:
        return path, "Имя файла пустое"
    if relative.startswith("/") or re.match(r"[A-Za-z]:", relative):
        return path, f"Путь «{text}» начинается от корня диска"
    if not path.resolve().is_relative_to(root.parent.resolve()):
        return path, f"Файл «{text}» лежит вне папки программы"
    if path.resolve() == root.resolve():
        return path, f"Файл «{text}» включает сам себя"
    return path, ""


def refused(message: str, place: Place) -> Diagnostic:
    """Return the finding that a part cannot be included."""
    hint = "Пишите имя файла из папки программы или из её подпапки, например «people.yaml»."
    return Diagnostic("DG115", message, place, hint)


def merge(
    whole: dict[str, Data],
    marks: list[Marks],
    part: dict[str, Data],
    part_marks: list[Marks],
    texts: Texts,
) -> list[Diagnostic]:
    """Add a part: lists are appended, mappings merged; a value given twice is an error."""
    found = []
    for index, (key, value) in enumerate(part.items()):
        key_mark, value_mark = part_marks[2 * index + 1], part_marks[2 * index + 2]
        if key not in whole:
            whole[key] = value
            marks += (key_mark, value_mark)
            continue
        at = 2 * list(whole).index(key) + 2
        own, own_marks = whole[key], marks[at]
        if own is None:
            whole[key], marks[at - 1], marks[at] = value, key_mark, value_mark
        elif isinstance(own, list) and isinstance(value, list):
            own += value
            marks[at] = [*_list(own_marks), *_list(value_mark)[1:]]
        elif isinstance(own, dict) and isinstance(value, dict):
            found += merge(own, _list(own_marks), value, _list(value_mark), texts)
        elif value is not None:
            found.append(doubled(key, _place(texts, marks[at - 1]), _place(texts, key_mark)))
    return found


def _list(marks: Marks) -> list[Marks]:
    assert isinstance(marks, list)
    return marks


def _place(texts: Texts, mark: Marks) -> Place:
    assert isinstance(mark, int)
    return texts.place(mark)
