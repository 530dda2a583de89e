"""Cuts the PDF of joined documents into one PDF for each, as if each had been converted alone.

A part has its own pages and what they use, its own tags, links, outline and title, and nothing
of the others. What does not look as expected is no part: such a document is converted the plain
way, and so are all when the whole raises Strange.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from docgen.pdf.description import description
from docgen.pdf.joining import END, HIDDEN, START
from docgen.pdf.numbered import MARK
from docgen.pdf.objects import (
    REFERENCE,
    Objects,
    Strange,
    entry,
    parted,
    renumbered,
    written,
    written_text,
)
from docgen.pdf.outline import Heading, Outline
from docgen.pdf.paper import Properties

_MARK = rb"(\d+)\[\s*(\d+) 0 R"
_MARKED = MARK.replace(".", "#2E").encode()
_COPY = re.compile(re.escape(_MARKED) + rb"\d+")
_KEY = re.compile(rb"/StructParents? (\d+)")
_TREE_KEY = re.compile(rb"(\d+)\s*(?:\[([^\]]*)\]|(\d+) 0 R)")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]+) (\d+) 0 R")
_ROLE = re.compile(rb"/([^\s/<>\[\]()]+)/([^\s/<>\[\]()]+)")
_INTENTS, _DESCRIPTION = b"/OutputIntents", b"/Metadata"
_HIDDEN = b"/S/" + HIDDEN.encode()
_KIND = re.compile(rb"/S/([^\s/<>\[\]()]+)")


def split(data: bytes, papers: Sequence[Properties]) -> list[bytes | None]:
    """Return the PDF of each joined document, None for one that cannot be told from the others.

    `papers` say what their properties are.
    """
    joint = _Joint(Objects.read(data), papers)
    return [_part(joint, number, paper) for number, paper in enumerate(papers)]


def _part(joint: _Joint, document: int, paper: Properties) -> bytes | None:
    if document in joint.doubtful:
        return None
    try:
        return _Part(joint, document, paper).written()
    except Strange:
        return None


class _Joint:
    """What is to be cut: where each document begins, and which tags and headings are whose."""

    def __init__(self, objects: Objects, papers: Sequence[Properties]) -> None:
        count = len(papers)
        self.objects = objects
        self.first = papers[0]
        self.catalog = objects.dictionary(objects.root)
        self.tree = _one(objects.references(objects.root, b"/Pages"))
        self.pages = objects.pages()
        self._place = {page: place for place, page in enumerate(self.pages)}
        names = objects.references(objects.root, b"/Dests")
        marks = objects.dictionary(_one(names))
        self._first = self._marked(marks, START, count + 1)  # and where the ballast begins
        if self._first[0] != 0 or any(one >= other for one, other in pairwise(self._first)):
            raise Strange
        self.doubtful = self._doubtful(self._marked(marks, END, count))

    def _doubtful(self, last: list[int]) -> set[int]:
        """Return the documents before and behind a gap: one of their marks is not true."""
        gaps = (
            number
            for number, (end, start) in enumerate(zip(last, self._first[1:], strict=True))
            if end + 1 != start
        )
        return {near for number in gaps for near in (number, number + 1)}

    def _marked(self, marks: bytes, name: str, count: int) -> list[int]:
        """Return where each document's mark of a name is, as a place among the pages."""
        found = re.findall(rb"/" + name.encode() + _MARK, marks)
        pages = {int(number): self._place.get(int(page), -1) for number, page in found}
        return [pages.get(number, -1) for number in range(count)]

    def pages_of(self, document: int) -> list[int]:
        """Return the pages of a document."""
        return self.pages[slice(*self._first[document : document + 2])]

    def document_of(self, page: int) -> int:
        """Return whose page it is."""
        if page not in self._place:
            raise Strange
        return bisect_right(self._first, self._place[page]) - 1

    @cached_property
    def structure(self) -> int:
        """The root of the tags, 0 when there are none."""
        return next(iter(self.objects.references(self.objects.root, b"/StructTreeRoot")), 0)

    @cached_property
    def top(self) -> int:
        """The tag that holds all others: it is nobody's and everybody's."""
        return _one(self.objects.references(self.structure, b"/K"))

    @cached_property
    def tags(self) -> Mapping[int, list[int]]:
        """The tags right below the top one, by document; without those of hidden paragraphs."""
        found: dict[int, list[int]] = {}
        for tag in self.objects.references(self.top, b"/K") if self.structure else ():
            if _HIDDEN in self.objects.dictionary(tag):
                continue
            pages = self.objects.references(tag, b"/Pg")
            found.setdefault(self.document_of(_one(pages)), []).append(tag)
        return found

    @cached_property
    def owners(self) -> Mapping[int, bytes]:
        """What the tree of tags says of each key: the tags of a page, or the tag of a link."""
        names = self.objects.references(self.structure, b"/ParentTree") if self.structure else ()
        found: dict[int, bytes] = {}
        for name in names:
            numbers = entry(self.objects.dictionary(name), b"/Nums")
            for key, many, one in _TREE_KEY.findall(numbers[1:-1]):
                found[int(key)] = b"[%s]" % many if not one else b"%s 0 R" % one
        return found

    @cached_property
    def headings(self) -> Mapping[int, list[Heading]]:
        """The lines of the outline by document."""
        found: dict[int, list[Heading]] = {}
        for root in self.objects.references(self.objects.root, b"/Outlines"):
            for heading in self._headings(root, 0):
                page = int(REFERENCE.findall(heading.target)[0])
                found.setdefault(self.document_of(page), []).append(heading)
        return found

    def _headings(self, parent: int, depth: int) -> Iterator[Heading]:
        line = self.objects.references(parent, b"/First")
        while line:
            text = self.objects.dictionary(line[0])
            title = re.search(rb"/Title\s*<[0-9A-Fa-f]*>", text)
            if title is None or not REFERENCE.search(target := entry(text, b"/Dest")):
                raise Strange
            yield Heading(depth, title[0], target)
            yield from self._headings(line[0], depth + 1)
            line = self.objects.references(line[0], b"/Next")


class _Part:
    """The PDF of one document in the making: objects get new numbers in the order they are met."""

    def __init__(self, joint: _Joint, document: int, paper: Properties) -> None:
        self._joint = joint
        self._objects = joint.objects
        self._paper = paper
        self._pages = joint.pages_of(document)
        self._tags = joint.tags.get(document, [])
        self._headings = joint.headings.get(document, [])
        self._numbers: dict[int, int] = {}
        self._contents: list[bytes] = []
        self._shared = {joint.tree, joint.structure, joint.top if joint.structure else 0} - {0}

    def written(self) -> bytes:
        """Return the whole file."""
        self._reserve(*self._pages, *sorted(self._shared))
        resources = self._take_resources()
        self._reserve(*resources)
        used = [int(each) for text in resources.values() for each in REFERENCE.findall(text)]
        used += self._objects.references(self._objects.root, _INTENTS)
        met = self._closure(used)
        self._reserve(*met)
        keys = self._keys([*self._pages, *met])
        for number, content in resources.items():
            self._put(number, content)
        for number in (*self._pages, *met):
            self._put(number, self._rekeyed(number, keys))
        self._put(self._joint.tree, self._page_tree(resources))
        if self._joint.structure:
            self._put_structure(met, keys)
        outline = self._put_outline()
        root = self._add(self._catalog(outline))
        return written(self._contents, root, self._add(self._information()))

    # numbers

    def _reserve(self, *numbers: int) -> None:
        for number in numbers:
            self._numbers[number] = self._add(b"")

    def _add(self, content: bytes) -> int:
        self._contents.append(content)
        return len(self._contents)

    def _put(self, number: int, content: bytes) -> None:
        self._contents[self._numbers[number] - 1] = renumbered(content, self._numbers)

    # what belongs to the pages

    def _closure(self, used: list[int]) -> list[int]:
        """Return all that pages, their resources and tags lead to, in the order it is met.

        To another document's page nothing may lead.
        """
        met: dict[int, None] = {}
        others = set(self._joint.pages) - set(self._pages)
        waiting = [*reversed(self._tags), *reversed(used)]
        for page in reversed(self._pages):
            waiting += self._led_to(page)
        while waiting:
            number = waiting.pop()
            if number in others:
                raise Strange
            if number not in self._numbers and number not in met:
                met[number] = None
                waiting += self._led_to(number)
        return list(met)

    def _led_to(self, number: int) -> list[int]:
        content = self._objects.dictionary(number)
        if b"/Subtype/Form" in content:  # it may use what its page does not name
            raise Strange
        return [int(each) for each in reversed(REFERENCE.findall(content))]

    def _take_resources(self) -> dict[int, bytes]:
        """Return the lists of fonts and pictures, without what these pages do not use."""
        lists = {_one(self._objects.references(page, b"/Resources")) for page in self._pages}
        drawn = b" ".join(map(self._objects.drawing, self._pages))
        return {number: self._used(number, drawn) for number in sorted(lists)}

    def _used(self, resources: int, drawn: bytes) -> bytes:
        text = self._objects.dictionary(resources)
        for fonts in self._objects.references(resources, b"/Font"):
            text = text.replace(b"/Font %d 0 R" % fonts, b"/Font" + self._objects.dictionary(fonts))
        names = set(re.findall(rb"/([^\s/<>\[\]()]+)", drawn))
        return _NAMED.sub(lambda each: each[0] if each[1] in names else b"", text)

    # tags

    def _keys(self, numbers: Iterable[int]) -> dict[int, int]:
        """Give the entries of the tree of tags new keys, in the order of the old ones."""
        heads = map(self._objects.dictionary, numbers)
        found = (_KEY.search(head) for head in heads if b"/StructParent" in head)
        old = sorted({int(each[1]) for each in found if each})
        return {key: place for place, key in enumerate(old)}

    def _rekeyed(self, number: int, keys: Mapping[int, int]) -> bytes:
        content = self._objects.content[number]
        head, stream = parted(content)
        if b"/StructParent" in head:
            head = _KEY.sub(lambda each: each[0].replace(each[1], b"%d" % keys[int(each[1])]), head)
        if _MARKED in head:
            head = _COPY.sub(b"", head)
        return head + b"\nstream\n" + stream if stream else head

    def _put_structure(self, met: Sequence[int], keys: Mapping[int, int]) -> None:
        joint = self._joint
        kinds = {_KIND.search(self._objects.dictionary(tag)) for tag in (*met, joint.top)}
        used = {_COPY.sub(b"", kind[1]) for kind in kinds if kind}
        known = dict(_ROLE.findall(_COPY.sub(b"", entry(self._root_of_tags, b"/RoleMap"))))
        roles = b" ".join(b"/%s/%s" % each for each in sorted(known.items()) if each[0] in used)
        owners = b"\n".join(b"%d %s" % (keys[key], joint.owners[key]) for key in keys)
        tree = self._add(renumbered(b"<</Nums[ %s ]>>" % owners, self._numbers))
        self._put(joint.top, self._top_tag())
        self._contents[self._numbers[joint.structure] - 1] = (
            b"<</Type/StructTreeRoot /ParentTree %d 0 R /RoleMap<<%s >> /K[%d 0 R ] >>"
            % (tree, roles, self._numbers[joint.top])
        )

    @property
    def _root_of_tags(self) -> bytes:
        return self._objects.dictionary(self._joint.structure)

    def _top_tag(self) -> bytes:
        kinds = _KIND.search(self._objects.dictionary(self._joint.top))
        if kinds is None:
            raise Strange
        children = b" ".join(b"%d 0 R" % tag for tag in self._tags)
        named = (kinds[1], self._joint.structure, self._pages[0], children)
        return b"<</Type/StructElem /S/%s /P %d 0 R /Pg %d 0 R /K[%s ] >>" % named

    # the frame

    def _page_tree(self, resources: Mapping[int, bytes]) -> bytes:
        kids = b" ".join(b"%d 0 R" % page for page in self._pages)
        box = entry(self._objects.dictionary(self._joint.tree), b"/MediaBox")
        named = (next(iter(resources)), box, kids, len(self._pages))
        return b"<</Type/Pages /Resources %d 0 R /MediaBox%s /Kids[ %s ] /Count %d>>" % named

    def _put_outline(self) -> int:
        """Write the lines of the outline; return its root, 0 when there is none."""
        if not self._headings:
            return 0
        root = self._add(b"")
        lines = Outline(root)
        for heading in self._headings:
            lines.add(heading, self._add(b""))
        for number, content in lines.written():
            parts = lines.targets.get(number, b"")
            self._contents[number - 1] = content + renumbered(parts, self._numbers) + b">>"
        return root

    def _catalog(self, outline: int) -> bytes:
        joint = self._joint
        kept = [
            key + entry(joint.catalog, key)
            for key in (b"/ViewerPreferences", b"/Lang", b"/MarkInfo")
            if key in joint.catalog
        ]
        if joint.structure:
            kept.append(b"/StructTreeRoot %d 0 R" % self._numbers[joint.structure])
        if outline:
            kept.append(b"/Outlines %d 0 R" % outline)
        kept += self._marks_of_an_archive()
        frame = (self._numbers[joint.tree], self._numbers[self._pages[0]], b"\n".join(kept))
        return b"<</Type/Catalog/Pages %d 0 R\n/OpenAction[%d 0 R /XYZ null null 0]\n%s\n>>" % frame

    def _marks_of_an_archive(self) -> Iterator[bytes]:
        """Yield what a PDF/A names in its catalogue: its colours, and a description in XML."""
        catalog = self._joint.catalog
        if _INTENTS in catalog:
            yield _INTENTS + renumbered(entry(catalog, _INTENTS), self._numbers)
        for number in self._objects.references(self._objects.root, _DESCRIPTION):
            given = self._objects.stream(number)
            own = description(given, self._joint.first, self._paper)
            head = b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n" % len(own)
            yield _DESCRIPTION + b" %d 0 R" % self._add(head + own + b"\nendstream")

    def _information(self) -> bytes:
        own = b"".join(
            b"/%s%s\n" % (key.encode(), written_text(value))
            for key, value in self._paper.information()
        )
        given = self._objects.dictionary(self._objects.info)
        tool = [
            found[0]
            for key in (rb"/Creator\s*<\w*>", rb"/Producer\s*<\w*>", rb"/CreationDate\s*\([^)]*\)")
            if (found := re.search(key, given))
        ]
        return b"<<%s%s>>" % (own, b"\n".join(tool))


def _one(numbers: Sequence[int]) -> int:
    if len(numbers) != 1:
        raise Strange
    return numbers[0]
