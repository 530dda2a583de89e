"""Which documents may be converted as one: what their packages must share and must not hold.

LibreOffice lays a hundred joined orders out in a third of the time. Numbers that run through
the whole file – of pages, notes, figures – would be wrong then, so a document that has any
of them is converted alone.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from posixpath import basename

from lxml import etree

from docgen.pdf.filling import filling
from docgen.pdf.numbered import Lists

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_RELATIONS = "word/_rels/document.xml.rels"
# What a document says of itself is given to each PDF apart.
OWN = frozenset({BODY, "docProps/core.xml", "docProps/app.xml"})

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BEARABLE_PARTS = frozenset(
    "styles numbering settings fontTable theme webSettings header footer image hyperlink "
    "footnotes endnotes".split()
)
# They have numbers of their own, are placed by the whole file, or say something of it.
_UNBEARABLE = frozenset(
    f"{W}{name}"
    for name in "footnoteReference endnoteReference commentReference sdt altChunk subDoc object "
    "pict ins del moveFrom moveTo framePr lnNumType".split()
) | {f"{_WP}anchor", f"{_MC}AlternateContent"}
_FIELD = re.compile(r"\s*(?:PAGE|REF\s+(\w+))(?:\s+\\(?:[nrwhpt]|\*\s*\w+))*\s*")
_APART = frozenset({"oddPage", "evenPage"})
_BUILT_IN_HEADING = re.compile(r"heading [1-9]", re.IGNORECASE)

Members = Mapping[str, bytes]


def bears_joining(docx: bytes) -> bool:
    """Tell whether the document looks the same alone and joined with others of its template."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        return bool(kin_of(members, etree.fromstring(members[BODY])))
    except (zipfile.BadZipFile, zlib.error, KeyError, etree.XMLSyntaxError):
        return False


def kin_of(members: Members, document: etree._Element) -> str:
    """Return a name that documents which can be joined with each other share, or nothing."""
    if not (_shared_bear(_shared(members)) and _body_bears(document)):
        return ""
    guess = filling(document[0])
    if not guess:
        return ""
    alike = (sorted(document.attrib.items()), _names(document), guess)
    own = hashlib.sha256(repr(alike).encode())
    for name, data in sorted(members.items()):
        if name not in OWN:
            own.update(f"{name}\0{len(data)}\0".encode() + data)
    own.update(str(b"title>" in members.get("docProps/core.xml", b"")).encode())
    return own.hexdigest()


def _names(document: etree._Element) -> list[tuple[str, str]]:
    return sorted((prefix or "", uri) for prefix, uri in document.nsmap.items())


# the parts that documents of one template have in common


def _shared(members: Members) -> tuple[tuple[str, bytes], ...]:
    kept = (_RELATIONS, STYLES, NUMBERING)
    return tuple(
        (name, data)
        for name, data in sorted(members.items())
        if name in kept or basename(name).startswith(("header", "footer"))
    )


@lru_cache(maxsize=32)
def _shared_bear(parts: tuple[tuple[str, bytes], ...]) -> bool:
    members = dict(parts)
    relations = etree.fromstring(members[_RELATIONS]) if _RELATIONS in members else ()
    kinds = {basename(each.get("Type", "")) for each in relations}
    lists = Lists.read(members.get(STYLES, b""), members.get(NUMBERING, b""))
    edges = [etree.fromstring(data) for name, data in parts if _is_edge(name)]
    return (
        kinds <= _BEARABLE_PARTS
        and not lists.entangled
        and not any(_BUILT_IN_HEADING.fullmatch(name) for name in lists.counting_names)
        and all(_edge_bears(edge, lists) for edge in edges)
    )


def _is_edge(name: str) -> bool:
    return name.endswith(".xml") and basename(name).startswith(("header", "footer"))


def _edge_bears(edge: etree._Element, lists: Lists) -> bool:
    """Whether a header or footer says nothing of the whole file and counts nothing but pages.

    A table there would count in LibreOffice's guess of the file (see `filling`).
    """
    styles = {style.get(f"{W}val", "") for style in edge.iter(f"{W}pStyle")}
    return (
        _elements_bear(edge)
        and next(edge.iter(f"{W}numPr", f"{W}tbl"), None) is None
        and not styles & lists.counting.keys()
        and all(field.strip().split()[0] == "PAGE" for field in _fields(edge))
    )


# the text


def _body_bears(document: etree._Element) -> bool:
    body = document.find(f"{W}body")
    if body is None or len(document) != 1 or not _elements_bear(body):
        return False
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    targets = (_FIELD.fullmatch(field) for field in _fields(body))
    return _ends_plainly(body) and all(
        found and (found[1] is None or found[1] in marks) for found in targets
    )


def _elements_bear(root: etree._Element) -> bool:
    codes = sum(1 for _ in root.iter(f"{W}instrText"))
    begins = sum(char.get(f"{W}fldCharType") == "begin" for char in root.iter(f"{W}fldChar"))
    return (
        codes == begins  # or a code is in pieces, and no piece says what the field is
        and next(root.iter(*_UNBEARABLE), None) is None
        and all(map(_FIELD.fullmatch, _fields(root)))
        and not any(kind.get(f"{W}val") in _APART for kind in root.iter(f"{W}type"))
    )


def _fields(root: etree._Element) -> Iterator[str]:
    yield from (code.text or "" for code in root.iter(f"{W}instrText"))
    yield from (field.get(f"{W}instr", "") for field in root.iter(f"{W}fldSimple"))


def _ends_plainly(body: etree._Element) -> bool:
    """Whether another section can follow, and nothing moves when it does.

    LibreOffice misplaces a section of one paragraph, and the bookmarks of what closes a section.
    """
    if len(body) < 3 or body[-1].tag != f"{W}sectPr" or body[-2].tag != f"{W}p":
        return False
    last = body[-2]
    marked = next(last.iter(f"{W}bookmarkStart"), None) is not None
    changed = last.find(f"{W}pPr/{W}pPrChange") is not None
    return not (
        _closes(body[0]) or _closes(last) or (opens_with_table(body) and (marked or changed))
    )


def opens_with_table(body: etree._Element) -> bool:
    """Whether the last section of a document begins with a table."""
    closing = [place for place, block in enumerate(body) if _closes(block)]
    return body[closing[-1] + 1 if closing else 0].tag == f"{W}tbl"


def _closes(block: etree._Element) -> bool:
    return block.find(f"{W}pPr/{W}sectPr") is not None
