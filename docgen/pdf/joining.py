"""Joins documents of one template into one DOCX, each a section with numbers of its own.

Only for LibreOffice and only for documents of one kin (see `kinship`): they share all parts
but the text, so joining is putting texts behind one another.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from lxml import etree

from docgen.pdf.kinship import BODY, NUMBERING, STYLES, W, opens_with_table
from docgen.pdf.numbered import Lists, Renewal

# Bookmarks where the first and the last paragraph of each document begin: its first and its last
# page in the PDF. That these follow one another without a gap proves that they are true.
START, END = "docgenstart", "docgenend"
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_BEHIND_PAGE_NUMBER = tuple(
    f"{W}{name}"
    for name in "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid "
    "printerSettings sectPrChange".split()
)


def join(documents: Sequence[bytes]) -> bytes:
    """Return one DOCX of several of one kin."""
    members = _members(documents[0])
    root = etree.fromstring(members[BODY])
    renewal = Renewal(Lists.read(members.get(STYLES, b""), members.get(NUMBERING, b"")))
    bodies = [_body(root), *(_body(_read(document)) for document in documents[1:])]
    for number, body in enumerate(bodies):
        if number:
            renewal.renew(body, number)
        _mark(body, number)
        _begin(body)
    for body in bodies[:-1]:
        _close(body)
    for body in bodies[1:]:
        bodies[0].extend(list(body))
    members[BODY] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return _zipped(members | _renewed(members, renewal))


def _renewed(members: dict[str, bytes], renewal: Renewal) -> dict[str, bytes]:
    styles, numbering = renewal.parts()
    made = {STYLES: styles, NUMBERING: numbering}
    return {name: data for name, data in made.items() if name in members}


def _mark(body: etree._Element, number: int) -> None:
    """Give a document's bookmarks names of their own, and one more to its first paragraph."""
    names: dict[str, str] = {}
    for mark in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        mark.set(f"{W}id", f"{number}{int(mark.get(f'{W}id', '0')):06}")
        if name := mark.get(f"{W}name"):
            names[name] = f"d{number}x{name}"
            mark.set(f"{W}name", names[name])
    for numbered in body.iter(f"{W}p", f"{W}tr"):
        numbered.attrib.pop(_PARAGRAPH_ID, "")
    for link in body.iter(f"{W}hyperlink"):
        if (anchor := link.get(f"{W}anchor")) in names:
            link.set(f"{W}anchor", names[anchor])
    for code in body.iter(f"{W}instrText"):
        code.text = _renamed(code.text or "", names)
    for field in body.iter(f"{W}fldSimple"):
        field.set(f"{W}instr", _renamed(field.get(f"{W}instr", ""), names))
    _put(_bookmark(START, f"{number}999998", number), next(body.iter(f"{W}p")))
    last = list(body.iter(f"{W}p"))[-2] if opens_with_table(body) else body[-2]
    _put(_bookmark(END, f"{number}999999", number), last)


def _renamed(code: str, names: dict[str, str]) -> str:
    """Return a field's code with the bookmark it refers to under its new name."""
    words = code.split()
    if words[:1] == ["REF"]:
        words[1] = names[words[1]]
    return f" {' '.join(words)} "


def _put(mark: list[etree._Element], paragraph: etree._Element) -> None:
    """Put a bookmark where a paragraph begins; anywhere else it would part a word."""
    place = 0 if paragraph.find(f"{W}pPr") is None else 1
    paragraph[place:place] = mark


def _bookmark(name: str, identifier: str, number: int) -> list[etree._Element]:
    start = etree.Element(f"{W}bookmarkStart")
    start.set(f"{W}name", f"{name}{number}")
    end = etree.Element(f"{W}bookmarkEnd")
    for each in (start, end):
        each.set(f"{W}id", identifier)
    return [start, end]


def _begin(body: etree._Element) -> None:
    """Let a document begin on a new page, with page 1 unless it says otherwise."""
    section = next(body.iter(f"{W}sectPr"))
    for kind in section.findall(f"{W}type"):
        section.remove(kind)
    number = section.find(f"{W}pgNumType")
    if number is None:
        number = etree.Element(f"{W}pgNumType")
        behind = next(section.iterchildren(*_BEHIND_PAGE_NUMBER), None)
        section.insert(len(section) if behind is None else section.index(behind), number)
    if number.get(f"{W}start") is None:
        number.set(f"{W}start", "1")


def _close(body: etree._Element) -> None:
    """Let the last section of a body end, so that another may follow.

    LibreOffice drops an empty paragraph that ends a section, so it is given one for that; but not
    where the section begins with a table: there the last paragraph must do it.
    """
    section, last = body[-1], body[-2]
    if not opens_with_table(body):
        last = etree.Element(f"{W}p")
        body.append(last)
    properties = last.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        last.insert(0, properties)
    properties.append(section)


def _body(root: etree._Element) -> etree._Element:
    return next(root.iter(f"{W}body"))


def _read(document: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return etree.fromstring(archive.read(BODY))


def _members(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()
