"""Binding made documents into one file.

Each document keeps its page, its headers and its own numbering: it starts a section of its own, and
its lists begin anew. Where two documents have a style of one name, the first one's look wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Final

from docgen.diagnostics import Diagnostic, Place
from docgen.docx import errors, package
from docgen.docx.archive import Archive
from docgen.docx.errors import Findings
from docgen.docx.graft import Graft, with_namespaces
from docgen.docx.ooxml import (
    PARAGRAPH_PROPERTIES,
    WP,
    Element,
    child_first,
    is_w,
    make,
    put_property,
    remove,
    w,
)
from docgen.docx.package import Package
from docgen.errors import TemplateError

_UNMOVABLE: Final = ("footnoteReference", "endnoteReference", "commentReference")


def bind(document: bytes, annexes: Sequence[bytes]) -> bytes:
    """Return one document: the first, then each annex from a new page.

    TemplateError says what of an annex cannot be moved, such as a footnote.
    """
    pack, root = _opened(document)
    for number, annex in enumerate(annexes, start=1):
        source, other = _opened(annex)
        root = _put_behind(pack, root, source, other, f"annex{number}")
    _renumber(root)
    return _written(pack, root)


def _style_of(block: Element) -> str:
    """Return the style of a paragraph; of anything else, nothing."""
    style = block.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"), "")


def _put_behind(
    pack: Package, root: Element, source: Package, other: Element, mark: str
) -> Element:
    """Return the root with another document's blocks behind its own."""
    added = _body(other)
    for item in added.iter(*(w(name) for name in _UNMOVABLE)):
        raise TemplateError(_unmovable(str(item.tag).rpartition("}")[2]))
    _number_directly(source, added)
    Graft(pack, pack.main, source, mark=mark, refuse=_stop).bring(root, added)
    body = _body(root)
    _close_section(body)
    body.extend(list(added))
    return with_namespaces(root, added.nsmap)


def _close_section(body: Element) -> None:
    """Let the last section of a body end with its last paragraph, so that another may follow."""
    section = body[-1]
    if not is_w(section, "sectPr"):
        return
    remove(section)
    if not (len(body) and is_w(body[-1], "p")):
        body.append(make("p"))
    put_property(child_first(body[-1], "pPr"), section, PARAGRAPH_PROPERTIES)


# lists


def _number_directly(source: Package, body: Element) -> None:
    """Name the list of each paragraph that its style numbers: moved lists begin anew."""
    numbered = _numbered_styles(source)
    for paragraph in body.iter(w("p")):
        style = numbered.get(_style_of(paragraph))
        if style and paragraph.find(f"{w('pPr')}/{w('numPr')}") is None:
            _number(paragraph, *style)


def _number(paragraph: Element, number: str, level: str) -> None:
    properties = make("numPr")
    properties.append(make("ilvl", val=level))
    properties.append(make("numId", val=number))
    put_property(child_first(paragraph, "pPr"), properties, PARAGRAPH_PROPERTIES)


def _numbered_styles(pack: Package) -> dict[str, tuple[str, str]]:
    """Return the styles that number their paragraphs: list and level, inherited ones too."""
    member = next(iter(pack.targets(pack.main, "styles")), "")
    root = package.parse_made(pack.members[member]) if member else None
    styles = {} if root is None else {s.get(w("styleId"), ""): s for s in root.iter(w("style"))}
    found = {name: _numbering_of_style(name, styles) for name in styles}
    return {name: each for name, each in found.items() if each}


def _numbering_of_style(name: str, styles: dict[str, Element]) -> tuple[str, str] | None:
    number = level = ""
    seen: set[str] = set()
    while name in styles and name not in seen and not number:
        seen.add(name)
        properties = styles[name].find(f"{w('pPr')}/{w('numPr')}")
        level = level or _value(properties, "ilvl")
        number = _value(properties, "numId")
        name = _value(styles[name], "basedOn")
    return (number, level or "0") if number not in ("", "0") else None


def _value(owner: Element | None, name: str) -> str:
    found = owner.find(w(name)) if owner is not None else None
    return "" if found is None else found.get(w("val"), "")


# packages


def _opened(document: bytes) -> tuple[Package, Element]:
    findings = Findings()
    pack = package.read(document, Place(), findings)
    findings.stop()
    assert pack is not None  # or the findings would have stopped
    root = package.parse(pack.members[pack.main], pack.main, Place(), findings)
    findings.stop()
    assert root is not None
    return pack, root


def _body(root: Element) -> Element:
    body = root.find(w("body"))
    assert body is not None
    return body


def _renumber(root: Element) -> None:
    """Give bookmarks and drawings numbers of their own in the whole document."""
    numbers: dict[str, str] = {}
    for mark in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
        mark.set(w("id"), numbers.setdefault(mark.get(w("id"), ""), str(len(numbers))))
    for number, drawing in zip(count(1), root.iter(f"{{{WP}}}docPr"), strict=False):
        drawing.set("id", str(number))


def _written(pack: Package, root: Element) -> bytes:
    members = {**pack.plumbing(), **pack.members, pack.main: package.xml_bytes(root)}
    return Archive({}).with_members(members.items())


def _stop(what: str) -> None:
    raise TemplateError(_unmovable(what))


def _unmovable(what: str) -> Diagnostic:
    return Diagnostic(
        errors.INCLUDE_UNFIT,
        f"В приложении есть то, что в другой файл не перенести ({what}).",
        hint="Уберите это из шаблона приложения или поставьте annexes: apart.",
    )
