"""YAML events into plain data and, beside it, the nodes that say where each piece stands.

The data is a tree of dict, list, str and None. Depth and size are judged on the events, before
anything is built of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from itertools import chain, islice, repeat, starmap
from sys import intern
from typing import TYPE_CHECKING, Any, Protocol

import yaml
from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from docgen.deferred import pattern
from docgen.diagnostics import Diagnostic, Place
from docgen.records import Frozen
from docgen.source.characters import composed, odd, visible
from docgen.source.nodes import KEY, SCALAR, Data, Nodes
from docgen.source.texts import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_DEPTH = 40
MAX_FOUND = 1000  # in one file; a file of aliases would give a hundred thousand
MAX_EVENTS = 300_000
_NULLS = frozenset(("", "~", "null"))
_MARKED = (ScalarEvent, MappingStartEvent, SequenceStartEvent)
FLOW = ("{", "[")
_GLUED = pattern(r"[a-z_]+:[^\s/]")

Inside = Callable[[Any, int], Any]  # what reads the inside of a node, up to the event of its end


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


class Tree(Frozen):
    """What could be read of one file: its data, and where among the nodes they stand.

    `said` is every different value and key as it was typed; plain ones on several lines, as one.
    `complete` is false when reading stopped before its end.
    """

    data: Data
    nodes: Nodes
    root: int
    said: tuple[str, ...]
    found: tuple[Diagnostic, ...]
    complete: bool


def build(
    file: Text,
    parser: Callable[[str], Parser] | None = None,
    nodes: Nodes | None = None,
    *,
    whole: bool = False,
) -> Tree:
    """Read one file into a tree; its nodes are added to those of other files, if there are any.

    Unless the `whole` is wanted, or something is wrong with it, elements of lists are left bare.
    """
    nodes = nodes or Nodes()
    first = len(nodes.sizes)
    whole = whole or "%TAG" in file.text  # what it says holds for all that follows
    builder = _Builder(file, parser or _fastest_parser(), nodes, whole=whole)
    complete = builder.read()
    if not (complete or whole):
        nodes.drop(first)
        return build(file, parser, nodes, whole=True)
    nodes.shift(first, file.base)
    root = nodes.empty(file.base) if builder.root is None else builder.root
    said, found = tuple(builder.said()), tuple(builder.found)
    return Tree(builder.data, nodes, root, said, found, complete)


class _Enough(Exception):
    """The file goes beyond a limit, or has to be read as a whole; what was built so far is kept."""


class _Typed(dict[str, str | None]):
    """What plain texts mean; equal ones are one object: a big file says the same thing often."""

    def __missing__(self, typed: str) -> str | None:
        text = typed.strip()  # spaces of Word at the edges are not text either
        self[typed] = None if text in _NULLS else text
        return self[typed]


class _Builder:
    """Puts the events of one file together."""

    def __init__(
        self, file: Text, parser: Callable[[str], Parser], nodes: Nodes, *, whole: bool
    ) -> None:
        self.found: list[Diagnostic] = []
        self.data: Data = None
        self.root: int | None = None
        self.nodes = nodes
        self._file = file
        self._parser = parser
        self._event = self._unmarked().__next__
        self._typed = _Typed()
        self._names: dict[str, str] = {}
        self._as_typed: dict[str, None] = {}
        self._passed: dict[int, dict[str, int]] = {}
        self._whole = whole
        self._bare = False  # whether what is read now is inside something bare
        self._inside: dict[type, Inside] = {
            dict: self._mapping,
            list: self._list,
        }
        self._depth = 0

    def read(self) -> bool:
        """Take all events up to the end of the stream; return whether it was reached."""
        try:
            self._take()
        except yaml.YAMLError as error:
            from docgen.source.troubles import explain  # noqa: PLC0415  most files can be read

            self.found.append(explain(self._file, error, self._last_scalar()))
        except StopIteration:
            self._too_many()
        except _Enough:
            pass
        else:
            return True
        finally:
            del self._event, self._inside  # they know it: such a ring, with the text, would wait
        return False

    def said(self) -> Iterable[str]:
        """Return every different value and key as it was typed."""
        return dict.fromkeys(chain(self._typed, self._names, self._as_typed))

    def _events(self) -> Iterator[Any]:
        """Return the events, of which no more than the limit are taken."""
        return starmap(self._parser(self._file.text).get_event, repeat((), MAX_EVENTS))

    def _unmarked(self) -> Iterator[Any]:
        """Return the events, and refuse what nodes are marked with: anchors and tags."""
        text, events = self._file.text, self._events()
        return map(self._refused, events) if "&" in text or "!" in text else events

    def _refused(self, event: Any) -> Any:
        if isinstance(event, _MARKED):
            if event.tag:
                self._say(event, "DG112", "Метка типа «!» здесь не читается", _QUOTE_MARKS)
            if event.anchor:
                message = f"Метка «&{event.anchor}» здесь не читается"
                self._say(event, "DG112", message, _QUOTE_MARKS)
        return event

    def _take(self) -> None:
        event: Any
        while (event := self._event()).__class__ is not StreamEndEvent:
            if isinstance(event, NodeEvent):
                self.root = len(self.nodes.sizes)
                self.data = self._begun(event)
                self._rest(self.data, event)
            elif self.root is not None and isinstance(event, DocumentStartEvent):
                message = "В файле больше одного документа YAML"
                self._stop(_start(event), message, _ONE_DOCUMENT, "DG114")

    def _begun(self, event: Any) -> Data:
        """Return a value that has begun; what is inside it is not read yet."""
        if event.__class__ is MappingStartEvent:
            return {}
        if event.__class__ is SequenceStartEvent:
            return []
        if event.__class__ is ScalarEvent:
            return self._scalar(event)
        message = f"Ссылка «*{event.anchor}» здесь не читается"
        self._say(event, "DG112", message, _WRITE_IN_FULL)
        if not self._bare:
            self._add(event, SCALAR)
        return None

    def _rest(self, node: Data, start: Any, *, element: bool = False) -> None:
        """Read what is inside a list or a mapping that has begun."""
        inside = self._inside.get(node.__class__)
        if inside is None:
            return
        self._depth += 1
        if self._bare and self._depth <= MAX_DEPTH:
            inside(node, 0)
        else:
            self._placed(inside, node, start, bare=element and self._reads_alone(start))
        self._depth -= 1

    def _placed(self, inside: Inside, node: Data, start: Any, *, bare: bool) -> None:
        """Read what is inside a list or a mapping that is one of the nodes."""
        at = self.nodes.open(start.start_mark.index)
        try:
            if self._depth > MAX_DEPTH:
                message = f"Вложенность больше {MAX_DEPTH} уровней"
                self._stop(_start(start), message, "Проверьте скобки [ и {.")
            self._bare = bare
            self.nodes.ends[at] = inside(node, at).end_mark.index
        finally:
            self._bare = False
            self.nodes.close(at)

    def _reads_alone(self, start: Any) -> bool:
        """Whether what begins here would be the same in a text of its own."""
        in_brackets = self._file.text.startswith(FLOW, start.start_mark.index)
        return not self._whole and bool(start.flow_style) is in_brackets

    def _list(self, node: list[Data], _: int) -> Any:
        """Read the elements of a list; return the event of its end."""
        next_event, scalar, put = self._event, self._scalar, node.append
        while (event := next_event()).__class__ is not SequenceEndEvent:
            if event.__class__ is ScalarEvent:
                put(scalar(event))
            else:
                put(value := self._begun(event))
                self._rest(value, event, element=True)
        return event

    def _mapping(self, node: dict[str, Data], at: int) -> Any:
        """Read the keys and values of a mapping; return the event of its end."""
        next_event, names, typed = self._event, self._names, self._typed
        add = None if self._bare else self._add
        scalar: Any = ScalarEvent
        while (event := next_event()).__class__ is not MappingEndEvent:
            if event.__class__ is not scalar:
                self._no_name(event)
                continue
            key = names.get(event.value) or self._name(event)
            if key in node:
                self._doubled(event, key, node, at)
                self._drop(next_event())
                continue
            value = next_event()
            if add:
                add(event, KEY)
            if value.__class__ is scalar:
                if add:
                    add(value, SCALAR)
                node[key] = self._quoted(value) if value.style else typed[value.value]
            else:
                node[key] = inner = self._begun(value)
                self._rest(inner, value)
        return event

    def _add(self, event: Any, size: int) -> None:
        """Add a key or a scalar to the nodes."""
        nodes = self.nodes
        nodes.starts.append(event.start_mark.index)
        nodes.ends.append(event.end_mark.index)
        nodes.sizes.append(size)

    def _drop(self, event: Any) -> None:
        """Read a value and keep nothing of it but what is wrong with it."""
        at = len(self.nodes.sizes)
        try:
            self._rest(self._begun(event), event)
        finally:
            self.nodes.drop(at)

    def _scalar(self, event: Any) -> str | None:
        """Return the text of a value; an empty one is None."""
        if not self._bare:
            self._add(event, SCALAR)
        return self._quoted(event) if event.style else self._typed[event.value]

    def _quoted(self, event: Any) -> str:
        """Return the text of a value in quotes or in a block."""
        typed = self._note(event)
        escapes = event.style == '"' and "\\" in typed
        return self._escaped(event) if escapes else str(event.value)

    def _name(self, event: Any) -> str:
        """Return a key that is new, and say what is suspect in it."""
        text: str = event.value
        if text.isidentifier():
            return self._names.setdefault(text, intern(text))
        return intern(self._checked_name(event))

    def _no_name(self, event: Any) -> None:
        """Read a key that cannot be one, and its value, and keep nothing of them."""
        if event.__class__ is not AliasEvent:
            message = "Название поля не может быть списком или набором полей"
            hint = "Значение, которое начинается с {, [ или ?, – в кавычки."
            self._say(event, "DG102", message, hint)
        self._drop(event)
        self._drop(self._event())

    def _note(self, event: Any) -> str:
        """Remember how a value or a key was typed, where its text alone does not tell."""
        typed = self._file.text[_start(event) : event.end_mark.index]
        self._as_typed[typed] = None
        return typed

    def _checked_name(self, event: Any) -> str:
        """Return a key that is not one plain word, and say what is suspect in it."""
        self._note(event)
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

    def _escaped(self, event: Any) -> str:
        """Return a value in double quotes: its escapes can make what a text cannot hold."""
        text: str = event.value
        for found in odd(text):
            if found.forbidden:
                self._say(event, "DG106", f"В значении {found}", "Уберите эту запись с «\\».")
        return visible(composed(text))

    def _doubled(self, event: Any, key: str, node: dict[str, Data], at: int) -> None:
        """Report a key that this mapping already has, at both places."""
        if self._bare:
            raise _Enough  # where the first one stands is not known
        if len(self.found) >= MAX_FOUND:
            return
        start, end = self.nodes.stretch(self._first(key, node, at))
        place = self._file.place(start, end - start)
        self.found.append(doubled(key, place, self._place(event)))

    def _first(self, key: str, node: dict[str, Data], at: int) -> int:
        """Return the node of a key of a mapping that is still open; each is passed once."""
        passed = self._passed.setdefault(at, {})
        if key not in passed:
            start = self.nodes.end(next(reversed(passed.values())) + 1) if passed else at + 1
            steps = self.nodes.steps(start, len(self.nodes.sizes))
            passed.update(zip(islice(node, len(passed), None), steps, strict=True))
        return passed[key]

    def _too_many(self) -> None:
        """Report that there are more events than the limit, at the last one taken."""
        (last,) = deque(self._events(), maxlen=1)
        message = f"В файле больше {MAX_EVENTS // 1000} тысяч значений"
        hint = "Разделите его на части и перечислите их в include."
        self.found.append(Diagnostic("DG113", message, self._file.place(_start(last)), hint))

    def _last_scalar(self) -> int:
        """Return where the latest scalar before an error began: such errors often come from it."""
        last = 0
        with suppress(yaml.YAMLError):
            for event in self._events():
                if event.__class__ is ScalarEvent:
                    last = _start(event)
        return last

    def _stop(self, start: int, message: str, hint: str, code: str = "DG113") -> None:
        self.found.append(Diagnostic(code, message, self._file.place(start), hint))
        raise _Enough

    def _say(self, event: Any, code: str, message: str, hint: str) -> None:
        if len(self.found) < MAX_FOUND:
            self.found.append(Diagnostic(code, message, self._place(event), hint))

    def _place(self, event: Any) -> Place:
        start = _start(event)
        return self._file.place(start, event.end_mark.index - start)


def _start(event: Any) -> int:
    """Return where an event begins in its text."""
    return int(event.start_mark.index)


_WRITE_IN_FULL = "Повторите значение полностью."
_ONE_DOCUMENT = "Оставьте один: уберите строку «---» или вынесите вторую часть в файл для include."
_QUOTE_MARKS = "Если это часть текста, возьмите всё значение в кавычки '…'."


def doubled(key: str, first: Place, second: Place) -> Diagnostic:
    """Return the finding that a key is given twice."""
    where = f"строке {first.line}" if first.file == second.file else f"{first}"
    message = f"Поле «{key}» записано дважды: первый раз в {where}"
    return Diagnostic("DG105", message, second, "Оставьте одно из двух или объедините значения.")
