"""`include`: one programme in several files of one folder."""

from __future__ import annotations

from pathlib import Path

from docgen.diagnostics import Diagnostic, Place
from docgen.records import Frozen
from docgen.source.nodes import Data, Fields, Nodes, Spot, fields, items
from docgen.source.texts import Texts
from docgen.source.tree import doubled

MAX_PARTS = 50


def part_path(root: Path, text: str) -> tuple[Path, str]:
    """Return the path of a part, and why it is refused (nothing when it is not)."""
    relative = text.replace("\\", "/")
    path = root.parent / relative
    if not relative:
        return path, "Имя файла пустое"
    if relative.startswith("/") or relative[1:2] == ":":
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


class Merger(Frozen):
    """Makes one tree of several files."""

    nodes: Nodes
    texts: Texts

    def merge(
        self, whole: dict[str, Data], at: Fields, part: dict[str, Data], place: Fields
    ) -> list[Diagnostic]:
        """Add a part: lists are appended, mappings merged; a value given twice is an error.

        `at` says where the whole stands, and `place` the part.
        """
        found: list[Diagnostic] = []
        for key, value in part.items():
            old, new = whole.get(key), place.fields[key]
            if old is None:
                whole[key], at.fields[key] = value, new
            elif isinstance(old, list) and isinstance(value, list):
                self._append(old, at, key, value, new[1])
            elif isinstance(old, dict) and isinstance(value, dict):
                own_key, spot = at.fields[key]
                inner = fields(self.nodes, old, spot)
                at.fields[key] = own_key, inner
                found += self.merge(old, inner, value, fields(self.nodes, value, new[1]))
            elif value is not None:
                found.append(doubled(key, self._place(at.fields[key][0]), self._place(new[0])))
        return found

    def _append(self, old: list[Data], at: Fields, key: str, value: list[Data], new: Spot) -> None:
        own_key, spot = at.fields[key]
        joined = items(self.nodes, spot)
        joined.items.extend(items(self.nodes, new).items)
        at.fields[key] = own_key, joined
        old += value

    def _place(self, node: int) -> Place:
        return self.texts.place(*self.nodes.stretch(node))
