"""Findings as Word comments in a copy of a file: each beside the paragraph that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from lxml import etree

from docgen.diagnostics import Diagnostic
from docgen.docx import package
from docgen.docx.archive import Archive
from docgen.docx.errors import Findings
from docgen.docx.ooxml import XML_SPACE, Element, W, is_w, make, w
from docgen.docx.reading import Read, read

AUTHOR: Final = "docgen"
_MEMBER: Final = "word/comments.xml"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_UNFIT: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), " ")


def commented(data: bytes, found: Iterable[Diagnostic], file: str = "") -> bytes:
    """Return a copy with a comment for every finding; TemplateError if it cannot be read.

    Word has comments in the main text only: a finding about a header, or about the whole file,
    stands at the first paragraph and says its place in words.
    """
    opened = _opened(data, file)
    _Margin(opened).write(list(found))
    return _packed(opened)


def annotated(data: bytes, notes: Mapping[str, Sequence[str]], file: str = "") -> bytes:
    """Return a copy with a comment at every bookmark named, its lines as paragraphs.

    TemplateError if the file cannot be read; a bookmark that is not there gets none.
    """
    opened = _opened(data, file)
    marks = opened.parts[opened.package.main].iter(w("bookmarkStart"))
    places = [(next(each.iterancestors(w("p"))), each.get(w("name"), "")) for each in marks]
    _Margin(opened).annotate([(place, notes[name]) for place, name in places if name in notes])
    return _packed(opened)


def remarked(data: bytes, notes: Mapping[int, Sequence[str]], file: str = "") -> bytes:
    """Return a copy with comments at paragraphs of the main text, by their numbers from 0.

    TemplateError if the file cannot be read.
    """
    opened = _opened(data, file)
    paragraphs = enumerate(opened.parts[opened.package.main].iter(w("p")))
    places = [(each, notes[number]) for number, each in paragraphs if number in notes]
    _Margin(opened).annotate(places)
    return _packed(opened)


def _opened(data: bytes, file: str) -> Read:
    findings = Findings()
    opened = read(data, file, findings)
    findings.stop()
    assert opened is not None  # a file that cannot be read has findings
    return opened


class _Margin:
    """The comments of a document, old and new."""

    def __init__(self, opened: Read) -> None:
        self._body = opened.parts[opened.package.main]
        self._comments = _comments_of(opened)
        taken = [int(each.get(w("id"), "0")) for each in self._comments]
        self._next = max(taken, default=-1) + 1
        self._places = {
            (located.place.line, located.place.spot): paragraph
            for located, paragraph in opened.walk()
            if next(paragraph.iterancestors(w("body")), None) is not None
        }

    def write(self, found: list[Diagnostic]) -> None:
        first = next(self._body.iter(w("p")), None)
        for each in found:
            place = (each.place.line, each.place.spot)
            paragraph = self._places.get(place)
            anchor = _outermost(paragraph) if paragraph is not None else first
            if anchor is not None:
                self._comment(anchor, each, told=paragraph is None)

    def annotate(self, notes: Iterable[tuple[Element, Sequence[str]]]) -> None:
        for paragraph, lines in notes:
            self._write(_outermost(paragraph), lines)

    def _comment(self, paragraph: Element, found: Diagnostic, *, told: bool) -> None:
        where = f"{found.place.spot}: " if told and found.place.spot else ""
        self._write(paragraph, [f"{found.code}. {where}{found.message}", found.hint])

    def _write(self, paragraph: Element, lines: Sequence[str]) -> None:
        number = str(self._next)
        self._next += 1
        _mark(paragraph, number)
        comment = etree.SubElement(self._comments, w("comment"))
        for name, value in (("id", number), ("author", AUTHOR), ("initials", "dg")):
            comment.set(w(name), value)
        comment.extend(_paragraph(line) for line in lines if line)


def _outermost(paragraph: Element) -> Element:
    """Return the paragraph that a text box stands in, or the paragraph itself."""
    return next(reversed(list(paragraph.iterancestors(w("p")))), paragraph)


def _mark(paragraph: Element, number: str) -> None:
    """Put the range of a comment around what a paragraph says."""
    start = 1 if len(paragraph) and is_w(paragraph[0], "pPr") else 0
    paragraph.insert(start, make("commentRangeStart", id=number))
    paragraph.append(make("commentRangeEnd", id=number))
    run = etree.SubElement(paragraph, w("r"))
    run.append(make("commentReference", id=number))


def _paragraph(text: str) -> Element:
    made = make("p")
    words = etree.SubElement(etree.SubElement(made, w("r")), w("t"))
    words.text = text.translate(_UNFIT)
    words.set(XML_SPACE, "preserve")
    return made


def _comments_of(opened: Read) -> Element:
    """Return the comments of a document, made empty if it has none."""
    known = opened.related("comments")
    if known is not None:
        return known
    pack, name = opened.package, opened.package.free_name(_MEMBER)
    root = etree.Element(w("comments"), nsmap={"w": W})
    pack.members[name] = b""
    pack.types[name] = _TYPE
    pack.relate(pack.main, _KIND, name)
    opened.parts[name] = root
    return root


def _packed(opened: Read) -> bytes:
    """Write the package with its main text and its comments as they are now."""
    pack = opened.package
    changed = {pack.main, *pack.targets(pack.main, "comments")}
    members = pack.plumbing()
    for name in sorted(pack.members):
        root = opened.parts.get(name) if name in changed else None
        members[name] = package.xml_bytes(root) if root is not None else pack.members[name]
    return Archive(members).with_members([])
