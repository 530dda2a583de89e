"""A picture put into the paragraph of a shared part, of a given height, told to the blind too."""

from __future__ import annotations

from typing import Final

from lxml import etree

from docgen.diagnostics import Place
from docgen.docx import package
from docgen.docx.archive import Archive
from docgen.docx.errors import Findings
from docgen.docx.graft import OFFICE
from docgen.docx.images import kind_of, size_of
from docgen.docx.ooxml import Element, w

_EMU_IN_MM: Final = 36_000
_DRAWING: Final = """\
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"
><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="1" name="Picture 1"/><a:graphic
><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"
><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Picture 1"/><pic:cNvPicPr/></pic:nvPicPr
><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill
><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm
><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic
></wp:inline></w:drawing></w:r>"""


def pictured(part: bytes, picture: bytes, *, millimetres: float, alt: str) -> bytes:
    """Return a part with a picture in its first paragraph, so many millimetres high."""
    findings = Findings()
    pack = package.read(part, Place(), findings)
    findings.stop()
    assert pack is not None  # a package that cannot be read has findings
    root = package.parse_made(pack.members[pack.main])
    paragraph = root.find(f".//{w('p')}") if root is not None else None
    if root is None or paragraph is None:
        return part
    kind = kind_of(picture)
    name = pack.free_name(f"word/media/picture.{kind}")
    pack.members[name] = picture
    pack.defaults.setdefault(kind, f"image/{kind}")
    relation = pack.relate(pack.main, f"{OFFICE}/image", name)
    paragraph.append(_drawing(relation, picture, millimetres, alt))
    pack.members[pack.main] = package.xml_bytes(root)
    return Archive(pack.plumbing() | dict(sorted(pack.members.items()))).with_members([])


def _drawing(relation: str, picture: bytes, millimetres: float, alt: str) -> Element:
    wide, high = size_of(picture) or (1, 1)
    height = round(millimetres * _EMU_IN_MM)
    xml = _DRAWING.format(relation=relation, height=height, width=round(height * wide / high))
    run = etree.fromstring(xml)
    for named in run.iter("{*}docPr", "{*}cNvPr"):
        named.set("descr", alt)
    return run
