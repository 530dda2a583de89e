"""The package around the text of a woven document: what Word needs besides words and styles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape

from docgen.docx.stylesheet import HEAD, WORD
from docgen.records import Frozen

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3  # zip notes the system that made it; ours is the same everywhere


class Margin(Frozen):
    """A header or a footer: a part that any number of sections may point to."""

    kind: str
    number: int
    xml: str

    @property
    def id(self) -> str:
        return f"r-{self.kind}{self.number}"

    @property
    def part(self) -> str:
        return f"{self.kind}{self.number}.xml"

    @property
    def tag(self) -> str:
        return {"header": "hdr", "footer": "ftr"}[self.kind]


# Who a document is by: the school, never the person at the keyboard.
_AUTHOR: Final = "<dc:creator>{{ school.short_name }}</dc:creator>"


def wrapped(body: str, margins: Sequence[Margin], look: Mapping[str, str], title: str) -> bytes:
    """Return the DOCX of a body, its headers and footers, and the parts that hold the look."""
    return _packed(
        {
            "[Content_Types].xml": _content_types(margins),
            "_rels/.rels": _PACKAGE_RELATIONS,
            "docProps/app.xml": _APP,
            "docProps/core.xml": _core(title),
            "word/_rels/document.xml.rels": _document_relations(margins),
            "word/document.xml": _story("document", f"<w:body>{body}</w:body>"),
            **look,
            **{f"word/{margin.part}": _story(margin.tag, margin.xml) for margin in margins},
            "word/settings.xml": _SETTINGS,
        }
    )


def _packed(parts: Mapping[str, str]) -> bytes:
    """Zip without compression: the same bytes on every machine, and git packs them better."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.create_system = _UNIX
            archive.writestr(entry, text.encode("utf-8"))
    return file.getvalue()


def _story(tag: str, inside: str) -> str:
    return f'{HEAD}<w:{tag} xmlns:w="{WORD}" xmlns:r="{RELATIONS}">{inside}</w:{tag}>'


def _content_types(margins: Sequence[Margin]) -> str:
    kinds = {
        "word/document.xml": "document.main",
        **{f"word/{part}.xml": part for part in _SHARED},
        **{f"word/{margin.part}": margin.kind for margin in margins},
    }
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    parts = "".join(
        f'<Override PartName="/{part}" ContentType="{word}{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    return f"{HEAD}{_TYPES}{parts}</Types>"


def _core(title: str) -> str:
    named = f"<dc:title>{escape(title)}</dc:title>{_AUTHOR}" if title else ""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{named}<dc:language>ru-RU</dc:language>'
        "</cp:coreProperties>"
    )


def _document_relations(margins: Sequence[Margin]) -> str:
    targets = {f"r-{part}": (part, f"{part}.xml") for part in _SHARED}
    targets |= {margin.id: (margin.kind, margin.part) for margin in margins}
    relations = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


_SHARED = ("styles", "numbering", "settings", "fontTable")
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/docProps/app.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
)
_PACKAGE_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r-document" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="r-core" Type="{_PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/>'
    f'<Relationship Id="r-app" Type="{RELATIONS}/extended-properties" Target="docProps/app.xml"/>'
    "</Relationships>"
)
_APP = (
    f"{HEAD}<Properties"
    ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>docgen</Application></Properties>"
)
# Compatibility 15 is Word 2013 and later: nothing is laid out by the rules of older versions.
# doNotExpandShiftReturn keeps a line that ends in a manual break from being stretched.
_SETTINGS = (
    f'{HEAD}<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/>'
    '<w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/>'
    "<w:compat><w:doNotExpandShiftReturn/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat><w:themeFontLang w:val="ru-RU"/>'
    '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
