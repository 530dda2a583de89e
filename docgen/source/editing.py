"""Values put into the files of a source as their author would put them.

Comments, order, quotes, line ends and the mark of byte order are kept, because nothing is printed
anew: new text is inserted where the value belongs. What was edited is read again before it is given
out, and has to be the old data with the new values and nothing more.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

from docgen.diagnostics import Diagnostic, Place
from docgen.records import Frozen
from docgen.source.characters import composed, visible
from docgen.source.decode import MAX_BYTES
from docgen.source.insertions import (
    Homes,
    Insertions,
    Steps,
    Unfit,
    Whole,
    branches,
    compose,
    joined,
)
from docgen.source.nodes import Data
from docgen.source.reading import Source, read_text

_BOM = b"\xef\xbb\xbf"
_LINE_END = re.compile(r"\r\n|\r|\n")
_NOT_UTF8 = (
    "Файл «{}» не в кодировке UTF-8, поэтому вписать в него ничего нельзя",
    "Сохраните его в UTF-8 (в Блокноте «Файл – Сохранить как – Кодировка») и повторите.",
)
_UNFIT = (
    "В файл «{}» вписать новое не получится: {}",
    "Впишите сами; что именно – показано выше.",
)
_PARTS = "Вынесите готовое в другие файлы через include, заведите новый и впишите его последним."


class Edited(Frozen):
    """A file with its new content, not written yet."""

    path: Path
    content: bytes


def edit(
    source: Source, values: Mapping[Steps, Data | Whole], homes: Homes
) -> tuple[tuple[Edited, ...], tuple[Diagnostic, ...]]:
    """Return the files with values put in, and why some of them cannot be edited.

    A path leads to a value that is there, or will be; one whose number is beyond the end of a list
    adds an element, in the file where the last one stands. A list adds to the list that is there,
    a `Whole` replaces it. `homes` says after which keys a new key is at home. Nothing is written.
    """
    files: dict[str, dict[Steps, dict[Any, Any]]] = {}
    for path, value in values.items():
        base = _existing(source.data, path[:-1])
        trees = files.setdefault(source.place(_anchor(source.data, base)).file, {})
        _plant(trees.setdefault(base, {}), path[len(base) :], value)
    made: list[Edited] = []
    found: list[Diagnostic] = []
    for name, trees in files.items():
        try:
            made.append(Edited(Path(name), _edited(source, name, trees, homes)))
        except UnicodeDecodeError:
            found.append(_refused("DG304", name, _NOT_UTF8))
        except Unfit as reason:
            words = (_UNFIT[0], reason.hint or _UNFIT[1])
            found.append(_refused("DG305", name, words, str(reason)))
    return tuple(made), tuple(found)


def _existing(data: Data, path: Steps) -> Steps:
    """Return the longest beginning of a path that leads to a list or a mapping."""
    node = data
    for depth, step in enumerate(path):
        inner = _child(node, step)
        if not isinstance(inner, dict | list):
            return path[:depth]
        node = inner
    return path


def _anchor(data: Data, base: Steps) -> Steps:
    """Return what tells the file and the place of a list: its last element, if that has a place.

    A list may come of several files; where its end is, new elements belong.
    """
    node = data
    for step in base:
        node = _child(node, step)
    if isinstance(node, list) and node and isinstance(node[-1], dict | list):
        return (*base, len(node) - 1)
    return base


def _child(node: Data, step: str | int) -> Data:
    if isinstance(node, dict):
        return node.get(str(step))
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        return node[step]
    return None


def _plant(tree: dict[Any, Any], path: Steps, value: Data | Whole) -> None:
    """Put a value into a tree of mappings; numbers are keys until it is written."""
    for step in path[:-1]:
        tree = tree.setdefault(step, {})
    tree[path[-1]] = value


def _edited(
    source: Source, name: str, trees: Mapping[Steps, dict[Any, Any]], homes: Homes
) -> bytes:
    """Return the content of one file with the values in it."""
    content = Path(name).read_bytes()
    typed = content.removeprefix(_BOM).decode("utf-8")
    text = _text_of(source, name, typed)
    nodes = _collections(text)
    insertions = Insertions(text, homes)
    wanted: Data = read_text(content, name).data
    for base, tree in trees.items():
        steps, node = _node(source, base, nodes)
        insertions.fill(node, _written(tree))
        wanted = _with(wanted, steps, _written(tree))
    made = _typed(typed, insertions, _LINE_END.search(typed))
    if content.startswith(_BOM):
        made = _BOM + made
    if len(made) > MAX_BYTES:
        raise Unfit(f"он станет больше {MAX_BYTES // 1_000_000} МБ, а такой не читается", _PARTS)
    again = read_text(made, name)
    if not again.complete or again.data != wanted:
        raise Unfit("он записан слишком необычно")
    return made


def _collections(text: str) -> dict[int, tuple[Steps, Any]]:
    """Return every list and mapping of a text by its offset: the path in this file, the node."""
    return {offset: (steps, node) for offset, steps, node in branches(compose(text))}


def _node(source: Source, base: Steps, nodes: Mapping[int, tuple[Steps, Any]]) -> tuple[Steps, Any]:
    """Return the list or mapping of one file that a path of the whole leads to."""
    anchor = _anchor(source.data, base)
    steps, node = nodes[source.start(anchor)]
    if anchor == base:
        return steps, node
    return next(found for found in nodes.values() if found[0] == steps[:-1])


def _text_of(source: Source, name: str, typed: str) -> str:
    """Return what was read of the file; it must not have changed since."""
    now = visible(composed(typed))
    if source.text(name) != now:
        raise Unfit("он изменился, пока его читали; повторите команду")
    return now


def _written(tree: Any) -> Any:
    """Return a tree as data: what has numbers for keys is a list of new elements."""
    if isinstance(tree, Whole) or not isinstance(tree, dict):
        return tree
    return {key: _list(value) for key, value in tree.items()}


def _list(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _list(each) for key, each in value.items()}
    numbered = bool(inner) and all(isinstance(key, int) for key in inner)
    return list(inner.values()) if numbered else inner


def _with(data: Data, steps: Steps, values: Any) -> Data:
    """Return data with values laid over what the path leads to."""
    if not steps:
        return _over(data, values)
    if isinstance(data, list):
        at = int(steps[0])
        return [*data[:at], _with(data[at], steps[1:], values), *data[at + 1 :]]
    assert isinstance(data, dict)
    key = str(steps[0])
    return data | {key: _with(data[key], steps[1:], values)}


def _over(old: Data, new: Any) -> Data:
    if isinstance(new, Whole):
        return list(new.elements)
    if isinstance(old, list):
        return [*old, *(new.values() if isinstance(new, dict) else new)]
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {key: _over(old.get(key), value) for key, value in new.items()}
    return new  # type: ignore[no-any-return] # the values are data


def _typed(typed: str, insertions: Insertions, line_end: re.Match[str] | None) -> bytes:
    """Return the file as it was typed, with the insertions and its own line ends."""
    places, rest = _Places.of(typed), len(typed)
    pieces: list[str] = []  # from the last to the first
    for each in joined(insertions.made):
        text = each.text.replace("\n", line_end.group() if line_end else "\n")
        pieces += [typed[places.typed(each.end) : rest], text]
        rest = places.typed(each.start)
    return "".join((typed[:rest], *reversed(pieces))).encode("utf-8")


class _Places(Frozen):
    """Places of the text that was read, in the text that was typed.

    They differ by the length of line ends, and by й typed as two characters.
    """

    lines: tuple[str, ...]
    typed_starts: tuple[int, ...]
    read_starts: tuple[int, ...]

    @classmethod
    def of(cls, typed: str) -> _Places:
        """Set the lines of both texts side by side."""
        ends = [*(found.end() for found in _LINE_END.finditer(typed)), len(typed)]
        starts = (0, *ends[:-1])
        lines = tuple(
            _LINE_END.sub("", typed[start:end]) for start, end in zip(starts, ends, strict=True)
        )
        lengths = (len(unicodedata.normalize("NFC", line)) + 1 for line in lines)
        return cls(lines, starts, (0, *accumulate(lengths)))

    def typed(self, offset: int) -> int:
        """Return the place in the typed text."""
        at = bisect_right(self.read_starts, offset) - 1
        line, column = self.lines[at], offset - self.read_starts[at]
        if unicodedata.is_normalized("NFC", line):
            return self.typed_starts[at] + column
        start = next(n for n in range(len(line) + 1) if _read_length(line[:n]) >= column)
        while start < len(line) and unicodedata.combining(line[start]):
            start += 1
        return self.typed_starts[at] + start


def _read_length(text: str) -> int:
    return len(unicodedata.normalize("NFC", text))


def _refused(code: str, name: str, words: tuple[str, str], *reason: str) -> Diagnostic:
    message, hint = words
    return Diagnostic(code, message.format(Path(name).name, *reason), Place(name), hint)
