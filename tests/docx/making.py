"""Small .docx files made of raw XML, and ways to look into made ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from docgen.docx import Dialect, Rendering, Template
from docgen.docx.ooxml import W
from docgen.errors import TemplateError

_NS = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_ROOTS = {
    "header": "hdr",
    "footer": "ftr",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
}


def t(text: str, properties: str = "") -> str:
    """A run."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escaped}</w:t></w:r>'


def p(text: str = "", properties: str = "") -> str:
    """A paragraph of one run."""
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{look}{t(text) if text else ''}</w:p>"


def cell(*paragraphs: str, properties: str = "") -> str:
    """A table cell; plain strings become paragraphs."""
    inside = "".join(item if item.startswith("<") else p(item) for item in paragraphs)
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{inside}</w:tc>'


def row(*cells: str) -> str:
    """A table row; plain strings become cells."""
    return f"<w:tr>{''.join(c if c.startswith('<w:tc>') else cell(c) for c in cells)}</w:tr>"


def table(*rows: str, columns: int = 2) -> str:
    """A table."""
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def docx(
    *blocks: str,
    parts: Mapping[str, str] | None = None,
    core: str = "",
    relations: str = "",
    members: Mapping[str, bytes] | None = None,
    types: str = "",
) -> bytes:
    """A .docx with these blocks; `parts` maps part kinds (header, styles…) to inner XML."""
    given = dict(parts or {})
    inside = "".join(item if item.startswith("<") else p(item) for item in blocks)
    header = '<w:headerReference w:type="default" r:id="rheader"/>' if "header" in given else ""
    section = f'<w:sectPr>{header}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    files = {
        "word/document.xml": f"<w:document {_NS}><w:body>{inside}{section}</w:body></w:document>"
    }
    links, overrides = relations, types
    for kind, xml in given.items():
        files[f"word/{kind}.xml"] = f"<w:{_ROOTS[kind]} {_NS}>{xml}</w:{_ROOTS[kind]}>"
        links += f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        overrides += f'<Override PartName="/word/{kind}.xml" ContentType="{_WORD}.{kind}+xml"/>'
    root = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    if core:
        root += f'<Relationship Id="r2" Type="{_CORE}" Target="docProps/core.xml"/>'
        files["docProps/core.xml"] = (
            f'<cp:coreProperties xmlns:cp="{_CORE}" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>'
        )
        overrides += (
            '<Override PartName="/docProps/core.xml" ContentType='
            '"application/vnd.openxmlformats-package.core-properties+xml"/>'
        )
    files["_rels/.rels"] = _relationships(root)
    files["word/_rels/document.xml.rels"] = _relationships(links)
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f"{overrides}</Types>"
    )
    return packed({**{k: v.encode() for k, v in files.items()}, **(members or {})})


def _relationships(inside: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inside}</Relationships>'


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def compiled(
    data: bytes, *, parts: Mapping[str, bytes] | None = None, **dialect: object
) -> Template:
    """Compile a template named `t.docx`."""
    own = Dialect(**dialect)  # type: ignore[arg-type]
    return Template.compile(data, name="t.docx", dialect=own, parts=(parts or {}).get)


def rendered(data: bytes, **context: object) -> Rendering:
    """Compile and render."""
    return compiled(data).render(context)


def made(*blocks: str, **context: object) -> bytes:
    """Compile and render a body; return the made .docx."""
    return rendered(docx(*blocks), **context).docx


def member(data: bytes, name: str = "word/document.xml") -> bytes:
    """Read a member of a .docx."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return archive.read(name)


def root(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """Parse a member of a .docx."""
    return etree.fromstring(member(data, name))


def found(data: bytes, path: str, name: str = "word/document.xml") -> list:
    """Evaluate an XPath over a member."""
    return root(data, name).xpath(path, namespaces={"w": W})


def texts(data: bytes, name: str = "word/document.xml") -> list[str]:
    """The texts of all paragraphs, with tabs and line breaks."""
    return [_text(item) for item in found(data, "//w:p", name)]


def _text(paragraph: etree._Element) -> str:
    pieces = {"tab": "\t", "br": "\n"}
    own = paragraph.xpath("w:r/* | w:hyperlink/w:r/*", namespaces={"w": W})
    names = [(item.tag.rpartition("}")[2], item.text or "") for item in own]
    return "".join(text if name == "t" else pieces.get(name, "") for name, text in names)


def problems(data: bytes, **context: object) -> list[tuple[str, str, str]]:
    """The findings of compiling (and, with a context, rendering): code, place, message."""
    try:
        template = compiled(data)
        template.render(context)
    except TemplateError as refused:
        return [(item.code, str(item.place), item.message) for item in refused.report]
    return []


def codes(*blocks: str, **context: object) -> list[str]:
    """The codes of the findings about a body."""
    return sorted({code for code, _, _ in problems(docx(*blocks), **context)})
