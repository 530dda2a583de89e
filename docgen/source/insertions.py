"""Where new values go in a YAML text: stretches to insert, nothing printed anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import yaml

from docgen.records import Frozen, Struct, field

Steps: TypeAlias = tuple[str | int, ...]
# For a new key, the keys after which it is at home: {"cases": ("middle_name", "last_name")}.
Homes: TypeAlias = Mapping[str, Sequence[str]]
Pair: TypeAlias = tuple[yaml.Node, yaml.Node]

# What every reader of YAML takes for a text, or for the very number, without quotation marks.
_PLAIN = re.compile(
    r"[А-Яа-яЁё][А-Яа-яЁё.-]*(?: [А-Яа-яЁё-]+)*"
    r"|[a-z][a-z0-9-]*"
    r"|\d{2}\.\d{2}\.\d{4}|[1-9]\d{0,3}|\d{1,2} «[А-ЯЁ]+»"
)
# Latin words that YAML 1.1 takes for something else.
_NOT_TEXTS = frozenset("y n yes no on off true false null".split())
_COLON = re.compile(r"\s*:")
_WIDEST = 100  # letters of a new line; a longer mapping is written one key to a line


class Unfit(Exception):
    """The text is written in a way that a value cannot be put into; says what would help."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.hint = hint


class Whole(Frozen):
    """A list of texts that comes in the place of the one that is there."""

    elements: tuple[str, ...]


class Insertion(Frozen):
    """A stretch of a text and what comes in its place."""

    start: int
    end: int
    text: str


def compose(text: str) -> yaml.Node:
    """Return the nodes of a text that has been read without errors before."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        raise Unfit("в нём есть ошибки") from error
    if node is None:
        raise Unfit("в нём нет полей")
    return node


def branches(node: yaml.Node) -> Iterator[tuple[int, Steps, yaml.Node]]:
    """Yield every list and mapping with its offset and the path to it."""
    waiting: list[tuple[Steps, yaml.Node]] = [((), node)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            continue
        yield node.start_mark.index, path, node
        if isinstance(node, yaml.MappingNode):
            waiting += [((*path, key.value.strip()), value) for key, value in node.value]
        else:
            waiting += [((*path, index), value) for index, value in enumerate(node.value)]


class Insertions(Struct):
    """The stretches that put values into one text."""

    text: str
    homes: Homes
    made: list[Insertion] = field(default_factory=list)

    def fill(self, node: yaml.Node, values: Mapping[Any, Any] | list[Any]) -> None:
        """Put values into a list or a mapping: keys that are there change, others are added."""
        numbered = isinstance(values, list) or all(isinstance(key, int) for key in values)
        if isinstance(node, yaml.SequenceNode) and numbered:
            self._append(node, list(values.values() if isinstance(values, Mapping) else values))
        elif isinstance(node, yaml.MappingNode) and isinstance(values, Mapping):
            self._fill_mapping(node, values)
        else:
            raise Unfit("на месте полей записано другое")

    def _fill_mapping(self, node: yaml.MappingNode, values: Mapping[Any, Any]) -> None:
        pairs = _pairs(node)
        for name, value in values.items():
            if name in pairs:
                self._change(pairs[name], value)
        self._add(node, {name: value for name, value in values.items() if name not in pairs})

    def _change(self, pair: Pair, new: Any) -> None:
        """Put a value into what is there, or in its place."""
        key, old = pair
        if isinstance(new, Whole):
            self._replace(key, old, new)
        elif not isinstance(old, yaml.ScalarNode):
            self.fill(old, new)
        elif _is_table(new) and old.start_mark.index == old.end_mark.index:
            self._add_below(key, new)
        elif old.style in ("|", ">"):
            raise Unfit(f"поле «{key.value}» записано в несколько строк, знаком «{old.style}»")
        elif old.start_mark.index == old.end_mark.index:
            self._insert(self._after_colon(key), f" {_flow(new)}")
        else:
            self.made.append(Insertion(old.start_mark.index, old.end_mark.index, _flow(new)))

    def _replace(self, key: yaml.Node, old: yaml.Node, new: Whole) -> None:
        """Put a list in the place of another, in its own way of writing."""
        start, end = old.start_mark.index, _end(old)
        if "#" in self.text[start:end]:
            raise Unfit(f"внутри списка «{key.value}» есть пояснения")
        block = isinstance(old, yaml.SequenceNode) and not old.flow_style
        between = "\n" + " " * old.start_mark.column
        lines = between.join(f"- {_flow(each)}" for each in new.elements)
        self.made.append(Insertion(start, end, lines if block else _flow(list(new.elements))))

    def _add_below(self, key: yaml.Node, new: list[Any]) -> None:
        """Begin a list under a key that has no value; what is said beside the key stays there."""
        column = key.start_mark.column + 2
        end = self._after_colon(key)
        self._insert_lines(end, "\n".join(_block_item(each, column) for each in new))

    def _after_colon(self, key: yaml.Node) -> int:
        found = _COLON.match(self.text, key.end_mark.index)
        if not found:
            raise Unfit(f"у поля «{key.value}» нет двоеточия")
        return found.end()

    def _add(self, node: yaml.MappingNode, new: Mapping[str, Any]) -> None:
        """Add keys that are not there."""
        if new and node.flow_style:
            self._add_in_braces(node, new)
            return
        for name, value in new.items():
            key, home = self._home(node, name) or node.value[-1]
            end = max(key.end_mark.index, _end(home))
            self._insert_lines(end, _block(name, value, node.start_mark.column))

    def _add_in_braces(self, node: yaml.MappingNode, new: Mapping[str, Any]) -> None:
        start = node.start_mark.index
        if self.text[start] != "{":
            raise Unfit("поле стоит в квадратных скобках без фигурных")
        if not node.value:
            self._insert(start + 1, _inside(new))
            return
        for name, value in new.items():
            _, home = self._home(node, name) or node.value[-1]
            if home.start_mark.index == home.end_mark.index:
                self._insert(start + 1, f"{_inside({name: value})}, ")
            else:
                self._insert(home.end_mark.index, f", {_inside({name: value})}")

    def _home(self, node: yaml.MappingNode, name: str) -> Pair | None:
        """Return the pair after which a key is at home; it must be there and have a value."""
        pairs = _pairs(node)
        homes = (pairs[home] for home in self.homes.get(name, ()) if home in pairs)
        return next((pair for pair in homes if _end(pair[1]) > pair[1].start_mark.index), None)

    def _append(self, node: yaml.SequenceNode, new: list[Any]) -> None:
        """Add elements to the end of a list."""
        for value in new:
            if not node.flow_style:
                item = _block_item(value, node.start_mark.column)
                self._insert_lines(_end(node), item)
            elif node.value:
                self._insert(node.value[-1].end_mark.index, f", {_flow(value)}")
            else:
                self._insert(node.start_mark.index + 1, _flow(value))

    def _insert(self, at: int, text: str) -> None:
        self.made.append(Insertion(at, at, text))

    def _insert_lines(self, end: int, lines: str) -> None:
        """Insert whole lines after the line on which something ends, its comment included."""
        words = len(self.text[:end].rstrip())  # a text of several lines ends with empty ones
        line = self.text.find("\n", words)
        self._insert(len(self.text) if line < 0 else line, f"\n{lines}")


def joined(insertions: Iterable[Insertion]) -> list[Insertion]:
    """Return the insertions from the last place to the first, those into one place as one."""
    places: dict[tuple[int, int], list[str]] = {}
    for each in insertions:
        places.setdefault((each.start, each.end), []).append(each.text)
    found = sorted(places.items(), reverse=True)
    return [Insertion(*place, "".join(texts)) for place, texts in found]


def _pairs(node: yaml.Node) -> dict[str, Pair]:
    return {key.value.strip(): (key, value) for key, value in node.value}


def _is_table(value: Any) -> bool:
    """Whether a value is a list of records, each worth a line of its own."""
    return isinstance(value, list) and any(isinstance(each, Mapping) for each in value)


def _end(node: yaml.Node) -> int:
    """Return where the words of a node end; a block itself ends only before the next words."""
    block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    if not block or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    if isinstance(node, yaml.SequenceNode):
        return _end(last)
    key, value = last
    return max(int(key.end_mark.index), _end(value))


def _flow(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, Mapping):
        return f"{{{_inside(value)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    plain = _PLAIN.fullmatch(value) and value not in _NOT_TEXTS
    return str(value) if plain else "'" + value.replace("'", "''") + "'"


def _inside(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}: {_flow(value)}" for name, value in values.items())


def _block(name: str, value: Any, column: int) -> str:
    """Return a key and its value on lines of their own, on one if it is not too long."""
    start = " " * column + f"{name}:"
    if isinstance(value, list):
        return "\n".join((start, *(_block_item(each, column + 2) for each in value)))
    line = f"{start} {_flow(value)}"
    if len(line) <= _WIDEST or not isinstance(value, Mapping):
        return line
    return "\n".join((start, *(_block(key, each, column + 2) for key, each in value.items())))


def _block_item(value: Any, column: int) -> str:
    """Return an element of a list on lines of its own."""
    dash = " " * column + "- "
    line = f"{dash}{_flow(value)}"
    if len(line) <= _WIDEST or not isinstance(value, Mapping):
        return line
    lines = "\n".join(_block(key, each, column + 2) for key, each in value.items())
    return dash + lines[column + 2 :]
