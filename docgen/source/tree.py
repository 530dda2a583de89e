"""YAML events into plain data and, beside it, the marks of where each piece stands.

The data is a tree of dict, list, str and None. The marks have its shape in lists: of a scalar, its
mark; of a list, `[own, item, item…]`; of a mapping, `[own, key, value, key, value…]`.
Depth and size are judged on the events, before anything is built of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, Union

import yaml

from docgen.diagnostics import Diagnostic, Place
from docgen.source.characters import composed, odd, visible
from docgen.source.texts import LENGTH_BITS, Text, pack, unpack
from docgen.source.troubles import explain

if TYPE_CHECKING:
    from collections.abc import Iterator

Data: TypeAlias = Union[dict[str, "Data"], list["Data"], str, None]  # noqa: UP007 - quoted names
Marks: TypeAlias = Union[int, list["Marks"]]  # noqa: UP007 - quoted names

MAX_DEPTH = 40
MAX_FOUND = 1000  # in one file; a file of aliases would give a hundred thousand
MAX_EVENTS = 300_000
_NULLS = frozenset(("", "~", "null"))
_GLUED = re.compile(r"[a-z_]+:[^\s/]")


class Parser(Protocol):
    """What libyaml and the parser in Python have in common."""

    def get_event(self) -> Any: ...


class PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's parser in Python, for machines where libyaml is missing."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


def _fastest_parser() -> Callable[[str], Parser]:
    try:
        from yaml._yaml import CParser  # noqa: PLC0415 - only here may it be missing
    except ImportError:
        return PureParser
    return CParser


@dataclass(frozen=True, slots=True)
class Tree:
    """What could be read of one file; `complete` is false when reading stopped before its end."""

    data: Data
    marks: Marks
    found: tuple[Diagnostic, ...]
    complete: bool


def build(file: Text, parser: Callable[[str], Parser] | None = None) -> Tree:
    """Read one file into a tree."""
    builder = _Builder(file)
    complete = builder.read((parser or _fastest_parser())(file.text))
    return Tree(builder.data, builder.marks, tuple(builder.found), complete)


def scalars(data: Data, marks: Marks) -> Iterator[tuple[int, tuple[str | int, ...], bool]]:
    """Yield mark, path and «is it a key» of every key and scalar of a tree."""
    waiting: list[tuple[Data, Marks, tuple[str | int, ...]]] = [(data, marks, ())]
    while waiting:
        node, own, path = waiting.pop()
        if isinstance(own, int):
            yield own, path, False
        elif isinstance(node, dict):
            for index, (key, value) in enumerate(node.items()):
                key_mark = own[2 * index + 1]
                assert isinstance(key_mark, int)
                yield key_mark, (*path, key), True
                waiting.append((value, own[2 * index + 2], (*path, key)))
        elif isinstance(node, list):
            waiting += [(node[i], own[i + 1], (*path, i)) for i in range(len(node))]


class _Enough(Exception):
    """The file goes beyond a limit; what was built so far is kept."""


class _Builder:
    """Puts events together; knows the innermost open list or mapping and the key in hand."""

    def __init__(self, file: Text) -> None:
        self.found: list[Diagnostic] = []
        self._file = file
        self._base = file.base
        self._top: list[Data] = []
        self._top_marks: list[Marks] = [0]
        self._node: dict[str, Data] | list[Data] = self._top
        self._marks: list[Marks] = self._top_marks
        self._key: str | None = None
        self._key_mark = 0
        self._dropping = False  # the value of a doubled key is read and not kept
        self._outer: list[tuple[dict[str, Data] | list[Data], list[Marks], str | None]] = []
        self._last = 0  # where the latest scalar began: syntax errors often come from it
        self._handlers: dict[type[Any], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
            yaml.DocumentEndEvent: self._pass,
            yaml.StreamStartEvent: self._pass,
        }

    @property
    def data(self) -> Data:
        return self._top[0] if self._top else None

    @property
    def marks(self) -> Marks:
        return self._top_marks[1] if self._top else pack(self._base, 0)

    def read(self, parser: Parser) -> bool:
        """Take all events up to the end of the stream; return whether it was reached."""
        handlers, event = self._handlers, parser.get_event
        try:
            for _ in range(MAX_EVENTS):
                happened = event()
                handler = handlers.get(type(happened))
                if handler is None:
                    return True
                handler(happened)
            message = f"В файле больше {MAX_EVENTS // 1000} тысяч значений"
            hint = "Разделите его на части и перечислите их в include."
            self._stop(happened.start_mark.index, message, hint)
        except yaml.YAMLError as error:
            self.found.append(explain(self._file, error, self._last))
        except _Enough:
            pass
        return False

    def _scalar(self, event: Any) -> None:
        start: int = event.start_mark.index
        mark = self._base + start << LENGTH_BITS | event.end_mark.index - start
        self._last = start
        if event.anchor or event.tag:
            self._refuse(event)
        text: str = event.value
        if self._key is None and type(self._node) is dict:
            if not text.isidentifier():
                text = self._checked_name(event)
            self._name(event, text, mark)
        elif event.style:
            self._put(self._escaped(event) if event.style == '"' else text, mark)
        else:
            text = text.strip()  # spaces of Word at the edges are not text either
            self._put(None if text in _NULLS else text, mark)

    def _name(self, event: Any, text: str, mark: int) -> None:
        """Take a key of the mapping in hand."""
        if text in self._node:
            self._doubled(event, text)
            self._dropping = True
        self._key, self._key_mark = intern(text), mark

    def _checked_name(self, event: Any) -> str:
        """Return a key that is not one plain word, and say what is suspect in it."""
        if event.style:
            return str(event.value)
        text: str = event.value.strip()
        if text == "<<":
            self._say(event, "DG112", "Слияние «<<» здесь не читается", _WRITE_IN_FULL)
        elif not text:
            self._say(event, "DG102", "Перед двоеточием нет названия поля", "Впишите название.")
        elif event.value[0] != text[0]:
            message = "Отступ сделан неразрывными пробелами"
            self._say(event, "DG103", message, "Сотрите отступ и наберите его пробелами заново.")
        elif _GLUED.match(text):
            hint = "Пишите «название: значение» – с пробелом после двоеточия."
            self._say(event, "DG102", "После двоеточия нет пробела", hint)
        return text

    def _put(self, value: Data, mark: Marks) -> None:
        """Add a value to the list or mapping in hand."""
        node = self._node
        if self._dropping:
            self._dropping, self._key = False, None
        elif type(node) is dict and self._key is not None:
            node[self._key] = value
            self._marks += (self._key_mark, mark)
            self._key = None
        elif type(node) is list:
            node.append(value)
            self._marks.append(mark)

    def _mapping(self, event: Any) -> None:
        self._open(event, {})

    def _sequence(self, event: Any) -> None:
        self._open(event, [])

    def _open(self, event: Any, node: dict[str, Data] | list[Data]) -> None:
        start = event.start_mark.index
        if event.anchor or event.tag:
            self._refuse(event)
        marks: list[Marks] = [pack(self._base + start, 0)]
        if self._key is None and isinstance(self._node, dict):
            self._key, self._dropping = self._not_a_name(event), True
        else:
            self._put(node, marks)
        self._outer.append((self._node, self._marks, self._key if self._dropping else None))
        self._node, self._marks, self._key, self._dropping = node, marks, None, False
        if len(self._outer) > MAX_DEPTH:
            self._stop(start, f"Вложенность больше {MAX_DEPTH} уровней", "Проверьте скобки [ и {.")

    def _not_a_name(self, event: Any) -> str:
        message = "Название поля не может быть списком или набором полей"
        self._say(
            event, "DG102", message, "Значение, которое начинается с {, [ или ?, – в кавычки."
        )
        return ""

    def _close(self, event: Any) -> None:
        start, _ = unpack(self._marks[0] if isinstance(self._marks[0], int) else 0)
        self._marks[0] = pack(start, self._base + event.end_mark.index - start)
        self._node, self._marks, self._key = self._outer.pop()
        self._dropping = self._key is not None

    def _alias(self, event: Any) -> None:
        self._say(event, "DG112", f"Ссылка «*{event.anchor}» здесь не читается", _WRITE_IN_FULL)
        start = event.start_mark.index
        if self._key is None and isinstance(self._node, dict):
            self._key, self._dropping = "", True
        else:
            self._put(None, pack(self._base + start, event.end_mark.index - start))

    def _pass(self, event: Any) -> None:
        """Events that say nothing about the data."""

    def _document(self, event: Any) -> None:
        if self._top:
            hint = (
                "Оставьте один: уберите строку «---» или вынесите вторую часть в файл для include."
            )
            self._stop(
                event.start_mark.index, "В файле больше одного документа YAML", hint, "DG114"
            )

    def _escaped(self, event: Any) -> str:
        """Return a value in double quotes: its escapes can make what a text cannot hold."""
        text: str = event.value
        if text.isascii() and text.isprintable():
            return text
        for found in odd(text):
            if found.forbidden:
                self._say(event, "DG106", f"В значении {found}", "Уберите эту запись с «\\».")
        return visible(composed(text))

    def _doubled(self, event: Any, key: str) -> None:
        """Report a key that this mapping already has, at both places."""
        assert isinstance(self._node, dict)
        first = self._marks[2 * list(self._node).index(key) + 1]
        assert isinstance(first, int)
        offset, length = unpack(first)
        place = self._file.place(offset - self._base, length)
        self._add(doubled(key, place, self._place(event)))

    def _refuse(self, event: Any) -> None:
        if event.tag:
            self._say(event, "DG112", "Метка типа «!» здесь не читается", _QUOTE_MARKS)
        if event.anchor:
            self._say(event, "DG112", f"Метка «&{event.anchor}» здесь не читается", _QUOTE_MARKS)

    def _stop(self, start: int, message: str, hint: str, code: str = "DG113") -> None:
        self.found.append(Diagnostic(code, message, self._file.place(start), hint))
        raise _Enough

    def _say(self, event: Any, code: str, message: str, hint: str) -> None:
        self._add(Diagnostic(code, message, self._place(event), hint))

    def _add(self, found: Diagnostic) -> None:
        if len(self.found) < MAX_FOUND:
            self.found.append(found)

    def _place(self, event: Any) -> Place:
        start = event.start_mark.index
        return self._file.place(start, event.end_mark.index - start)


_WRITE_IN_FULL = "Повторите значение полностью."
_QUOTE_MARKS = "Если это часть текста, возьмите всё значение в кавычки '…'."


def doubled(key: str, first: Place, second: Place) -> Diagnostic:
    """Return the finding that a key is given twice."""
    where = f"строке {first.line}" if first.file == second.file else f"{first}"
    message = f"Поле «{key}» записано дважды: первый раз в {where}"
    return Diagnostic("DG105", message, second, "Оставьте одно из двух или объедините значения.")
