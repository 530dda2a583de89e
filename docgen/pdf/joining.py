"""Joins documents of one template into one DOCX, each a section with numbers of its own.

Only for LibreOffice and only for documents of one kin (see `kinship`): they share all parts
but the text, so joining is putting texts behind one another.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from lxml import etree

from docgen.pdf.filling import filling, midst, weight
from docgen.pdf.kinship import BODY, NUMBERING, STYLES, W, opens_with_table
from docgen.pdf.numbered import Lists, Renewal

# Bookmarks where the first and the last paragraph of each document begin: its first and its last
# page in the PDF. That these follow one another without a gap proves that they are true.
START, END = "docgenstart", "docgenend"
# The style by which a PDF tells that a paragraph is not the document's.
HIDDEN = "docgenhidden"
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_BEHIND_PAGE_NUMBER = tuple(
    f"{W}{name}"
    for name in "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid "
    "printerSettings sectPrChange".split()
)
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_THIN = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_HIDDEN_STYLE = (
    f'<w:style {_NAMESPACE} w:type="paragraph" w:customStyle="1" w:styleId="{HIDDEN}">'
    f'<w:name w:val="{HIDDEN}"/></w:style>'
)
_HIDDEN = (
    f'<w:p {_NAMESPACE}><w:pPr><w:pStyle w:val="{HIDDEN}"/>{_THIN}'
    "<w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>.</w:t></w:r></w:p>"
)
_LIGHT = (
    '<w:tbl><w:tblPr><w:tblW w:w="500" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="500"/>'
    f"</w:tblGrid><w:tr><w:tc><w:p><w:pPr>{_THIN}</w:pPr></w:p></w:tc></w:tr></w:tbl>"
    f"<w:p><w:pPr>{_THIN}</w:pPr></w:p>"
)
_LIGHTER = 19  # by so much a file weighs less with each
_BALLAST = (
    f"<w:body {_NAMESPACE}><w:p><w:r><w:t>.</w:t></w:r></w:p>{{}}<w:p/>"
    '<w:sectPr><w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="567" w:right="567" w:bottom="567" w:left="567" w:header="283" w:footer="283"'
    ' w:gutter="0"/></w:sectPr></w:body>'
)


def join(documents: Sequence[bytes]) -> bytes:
    """Return one DOCX of several of one kin."""
    members = _members(documents[0])
    root = etree.fromstring(members[BODY])
    lists = Lists.read(members.get(STYLES, b""), members.get(NUMBERING, b""))
    renewal = Renewal(lists)
    bodies = [_body(root), *(_body(_read(document)) for document in documents[1:])]
    usual = midst(filling(bodies[0]))
    for number, body in enumerate(bodies):
        first = next(body.iter(f"{W}p"))
        if number:
            _make_up(body, lists)
            renewal.renew(body, number)
        _mark(body, number, first)
        _begin(body)
    bodies.append(_ballast(sum(map(weight, bodies)) - usual, len(bodies)))
    for body in bodies[:-1]:
        _close(body)
    for body in bodies[1:]:
        bodies[0].extend(list(body))
    members[BODY] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return _zipped(members | _renewed(members, renewal))


def _renewed(members: dict[str, bytes], renewal: Renewal) -> dict[str, bytes]:
    renewal.add(etree.fromstring(_HIDDEN_STYLE))
    styles, numbering = renewal.parts()
    made = {STYLES: styles, NUMBERING: numbering}
    return {name: data for name, data in made.items() if name in members}


def _mark(body: etree._Element, number: int, first: etree._Element) -> None:
    """Give a document's bookmarks names of their own, and more to its first and last paragraph."""
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
    _put(_bookmark(START, f"{number}999998", number), first)
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


def _make_up(body: etree._Element, lists: Lists) -> None:
    """Give a document that is not the first a hidden paragraph.

    Where LibreOffice guesses how much a page holds, what begins a page is counted in the first
    document of a file only. It stands behind the first paragraph, which has its space above only
    at the very beginning, or behind those that belong to one list.
    """
    place = next(
        number if _parts(block) else number + 1
        for number, block in enumerate(body)
        if _parts(block) or not lists.hangs_together(block)
    )
    body.insert(place, etree.fromstring(_HIDDEN))


def _parts(block: etree._Element) -> bool:
    """Whether a block is in no list and ends one: a table, or the last paragraph of a section."""
    return block.tag != f"{W}p" or block.find(f"{W}pPr/{W}sectPr") is not None


def _ballast(surplus: int, number: int) -> etree._Element:
    """Return a document for nobody, with tables that take what is too much off a file's weight.

    It gets no PDF: it is only the end of the last document's.
    """
    tables = max(0, surplus // _LIGHTER)
    body = etree.fromstring(_BALLAST.format(_LIGHT * tables))
    _put(_bookmark(START, f"{number}999998", number), body[0])
    return body


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
