"""The lists of a style sheet that count, and copies of them that begin anew.

A list goes on through a file. Documents joined into one file need lists of their own: copies
of the numbering and of the styles that number their paragraphs by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from functools import cached_property

from lxml import etree

from docgen.records import Frozen

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SILENT = frozenset({"bullet", "none"})
# What follows a style's number in a PDF, too: tags bear the names of styles.
MARK = ".docgen"
_EMPTY = b'<w:x xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'


class Lists(Frozen, dict=True):
    """Styles and numbering as they stand; `counting` are the styles whose numbers run on."""

    styles: etree._Element
    numbering: etree._Element

    @classmethod
    def read(cls, styles: bytes, numbering: bytes) -> Lists:
        """Read both parts; a document may have neither."""
        return cls(etree.fromstring(styles or _EMPTY), etree.fromstring(numbering or _EMPTY))

    @cached_property
    def _by_id(self) -> dict[str, etree._Element]:
        found = self.styles.iterchildren(f"{_W}style")
        return {style.get(f"{_W}styleId", ""): style for style in found}

    @cached_property
    def _abstract(self) -> dict[str, etree._Element]:
        found = self.numbering.iterchildren(f"{_W}abstractNum")
        return {each.get(f"{_W}abstractNumId", ""): each for each in found}

    @cached_property
    def numbers(self) -> dict[str, etree._Element]:
        """The lists that count, by their number; bullets need no beginning."""
        found = self.numbering.iterchildren(f"{_W}num")
        return {num.get(f"{_W}numId", ""): num for num in found if self._counts(num)}

    def _counts(self, num: etree._Element) -> bool:
        levels = [num, *self._abstract_of(num)]
        kinds = {_val(kind) for level in levels for kind in level.iter(f"{_W}numFmt")}
        return bool(kinds - _SILENT)

    def _abstract_of(self, num: etree._Element) -> list[etree._Element]:
        found = self._abstract.get(_child(num, "abstractNumId"))
        return [] if found is None else [found]

    @cached_property
    def counting(self) -> dict[str, tuple[str, ...]]:
        """Each style whose paragraphs are counted, with the styles it has that from, itself first.

        The last of them names the list.
        """
        chains = {name: self._chain(name) for name in self._by_id}
        return {name: chain for name, chain in chains.items() if chain}

    def _chain(self, name: str) -> tuple[str, ...]:
        chain: list[str] = []
        while name in self._by_id and name not in chain:
            chain.append(name)
            number = self._number_of(name)
            if number:
                return tuple(chain) if number in self.numbers else ()
            name = _child(self._by_id[name], "basedOn")
        return ()

    def _number_of(self, name: str) -> str:
        found = self._by_id[name].find(f"{_W}pPr/{_W}numPr/{_W}numId")
        return "" if found is None else _val(found)

    def hangs_together(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph may be of one list, or in one frame, with the next."""
        kinds = (f"{_W}pPr/{_W}numPr", f"{_W}pPr/{_W}pBdr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        said = [paragraph, *self._styles_of("" if style is None else _val(style))]
        return any(each.find(kind) is not None for each in said for kind in kinds)

    def _styles_of(self, name: str) -> list[etree._Element]:
        """Return a style and all that it is based on."""
        found: list[etree._Element] = []
        while name in self._by_id and self._by_id[name] not in found:
            found.append(self._by_id[name])
            name = _child(found[-1], "basedOn")
        return found

    @property
    def counting_names(self) -> Iterable[str]:
        """What Word calls the styles that count."""
        return (_child(self._by_id[name], "name") for name in self.counting)

    @cached_property
    def entangled(self) -> bool:
        """Whether lists hang together in ways that a copy would not keep."""
        linked = next(self.numbering.iter(f"{_W}styleLink", f"{_W}numStyleLink"), None)
        default = any(self._by_id[name].get(f"{_W}default") for name in self.counting)
        tables = (style for style in self._by_id.values() if style.get(f"{_W}type") != "paragraph")
        return (
            linked is not None
            or default
            or any(next(style.iter(f"{_W}numPr"), None) is not None for style in tables)
        )


class Renewal:
    """Gives each document of a joint lists that begin anew; collects the copies this takes."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._first = 1 + max((int(each) for each in lists.numbers), default=0)
        self._styles: list[etree._Element] = []
        self._abstracts: list[etree._Element] = []
        self._nums: list[etree._Element] = []

    def renew(self, body: etree._Element, document: int) -> None:
        """Let the lists of a body be copies that belong to the document alone."""
        numbers: dict[str, str] = {}
        styles: set[str] = set()
        for named in body.iter(f"{_W}pStyle"):
            chain = self._lists.counting.get(_val(named))
            if chain:
                styles.update(chain)
                named.set(f"{_W}val", _copied(_val(named), document))
        for number in body.iter(f"{_W}numId"):
            if _val(number) in self._lists.numbers:
                number.set(f"{_W}val", self._number(_val(number), numbers, document))
        for name in sorted(styles):
            self._copy_style(name, numbers, document)

    def add(self, style: etree._Element) -> None:
        """Let the style sheet have one more style."""
        self._styles.append(style)

    def parts(self) -> tuple[bytes, bytes]:
        """Return the style sheet and the numbering with all copies."""
        styles, numbering = deepcopy(self._lists.styles), deepcopy(self._lists.numbering)
        styles.extend(self._styles)
        first = numbering.find(f"{_W}num")
        place = len(numbering) if first is None else numbering.index(first)
        numbering[place:place] = self._abstracts
        last = numbering.findall(f"{_W}num")[-1:]
        place = numbering.index(last[0]) + 1 if last else len(numbering)
        numbering[place:place] = self._nums
        return etree.tostring(styles), etree.tostring(numbering)

    def _copy_style(self, name: str, numbers: dict[str, str], document: int) -> None:
        style = deepcopy(self._lists._by_id[name])
        style.set(f"{_W}styleId", _copied(name, document))
        for item in style.iterchildren(f"{_W}name"):
            item.set(f"{_W}val", _copied(_val(item), document))
        for item in style.iterchildren(f"{_W}basedOn"):
            if name != self._lists.counting[name][-1]:
                item.set(f"{_W}val", _copied(_val(item), document))
        for item in list(style.iterchildren(f"{_W}link", f"{_W}aliases", f"{_W}next")):
            style.remove(item)
        for number in style.iter(f"{_W}numId"):
            number.set(f"{_W}val", self._number(_val(number), numbers, document))
        self._styles.append(style)

    def _number(self, old: str, numbers: dict[str, str], document: int) -> str:
        """Return the document's own copy of a list."""
        if old not in numbers:
            numbers[old] = str(self._first + len(self._nums))
            self._copy_list(old, numbers[old], document)
        return numbers[old]

    def _copy_list(self, old: str, new: str, document: int) -> None:
        num = deepcopy(self._lists.numbers[old])
        num.set(f"{_W}numId", new)
        for abstract in map(deepcopy, self._lists._abstract_of(num)):
            name = str(1_000_000 + int(new))
            abstract.set(f"{_W}abstractNumId", name)
            for item in list(abstract.iterchildren(f"{_W}nsid", f"{_W}tmpl", f"{_W}name")):
                abstract.remove(item)
            for style in abstract.iter(f"{_W}pStyle"):
                style.set(f"{_W}val", _copied(_val(style), document))
            for item in num.iterchildren(f"{_W}abstractNumId"):
                item.set(f"{_W}val", name)
            self._abstracts.append(abstract)
        self._nums.append(num)


def _copied(name: str, document: int) -> str:
    return f"{name}{MARK}{document}"


def _child(owner: etree._Element, name: str) -> str:
    found = owner.find(f"{_W}{name}")
    return "" if found is None else _val(found)


def _val(element: etree._Element) -> str:
    return element.get(f"{_W}val", "")
