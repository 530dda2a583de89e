"""A good Word document made of strings, so that a test can spoil exactly one thing of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:pic="{PIC}" '
    f'xmlns:mc="{MC}" xmlns:w14="{W14}" mc:Ignorable="w14"'
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


def paragraph(text: str, style: str = "") -> str:
    """Return a paragraph of one run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def relationships(rows: Iterable[tuple[str, str, str]], external: str = "") -> str:
    """Return a relationships part; a row is id, last word of the type, target."""
    items = "".join(
        f'<Relationship Id="{key}" Type="{_relation_type(kind)}" Target="{target}"'
        + (' TargetMode="External"/>' if key == external else "/>")
        for key, kind, target in rows
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _relation_type(kind: str) -> str:
    return (
        f"{_PACKAGE}/relationships/metadata/{kind}" if kind == "core-properties" else f"{R}/{kind}"
    )


TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    '<w:tr><w:tc><w:tcPr><w:tcW w:w="6000" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>'
    f"{paragraph('Наставник')}</w:tc><w:tc>{paragraph('Срок')}</w:tc></w:tr>"
    '<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
    f"{paragraph('Первый')}</w:tc><w:tc>{paragraph('Второй')}</w:tc>"
    f"<w:tc>{paragraph('Третий')}</w:tc></w:tr>"
    f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{paragraph('Пятый')}</w:tc>"
    f"<w:tc>{paragraph('Шестой')}</w:tc></w:tr></w:tbl>"
)
NUMBERED = (
    '<w:p w14:paraId="00000001"><w:pPr><w:pStyle w:val="Text"/>'
    '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    '<w:bookmarkStart w:id="1" w:name="clause_one"/><w:r><w:t>Общие положения</w:t></w:r>'
    '<w:bookmarkEnd w:id="1"/></w:p>'
)
REFERENCE = (
    '<w:p w14:paraId="00000002"><w:r><w:t xml:space="preserve">Смотри пункт </w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> REF clause_one \\r \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
LINK = (
    '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>сайт школы</w:t></w:r></w:hyperlink>'
    '<w:hyperlink w:anchor="clause_one"><w:r><w:t xml:space="preserve"> и первый пункт</w:t></w:r>'
    "</w:hyperlink></w:p>"
)
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/>'
    '<wp:docPr id="1" name="Рисунок 1"/><a:graphic>'
    f'<a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/>'
    '</pic:nvPicPr><pic:blipFill><a:blip r:embed="rId8"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
CONTROL = (
    '<w:sdt><w:sdtPr><w:id w:val="77"/></w:sdtPr><w:sdtContent>'
    f"{paragraph('Поле для заполнения')}</w:sdtContent></w:sdt>"
)
NOTE = '<w:p><w:r><w:t>Со сноской</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
    '<w:footerReference w:type="default" r:id="rId6"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="709" '
    'w:footer="709" w:gutter="0"/></w:sectPr>'
)
BODY = (
    paragraph("Приказ о закреплении наставников", "Text")
    + NUMBERED
    + REFERENCE
    + LINK
    + TABLE
    + PICTURE
    + CONTROL
    + NOTE
    + paragraph("Директор школы подписал окончание")
    + SECTION
)


def document(body: str = BODY) -> str:
    """Return the main part with this body."""
    return f"{_HEAD}<w:document {_SPACES}><w:body>{body}</w:body></w:document>"


def _types() -> str:
    parts = {
        "document": "document.main",
        "styles": "styles",
        "numbering": "numbering",
        "settings": "settings",
        "header1": "header",
        "footer1": "footer",
        "footnotes": "footnotes",
    }
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="Text"><w:name w:val="Text"/>'
    '<w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/></w:style></w:styles>'
)
_NUMBERING = (
    f'{_HEAD}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_NOTES = (
    f'{_HEAD}<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1"><w:p/>'
    f'</w:footnote><w:footnote w:id="1">{paragraph("Сноска")}</w:footnote></w:footnotes>'
)
CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Приказ</dc:title>'
    "<dc:creator>МБОУ «Лесногорская СОШ»</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2026-08-28T00:00:00Z</dcterms:created>'
    "</cp:coreProperties>"
)
_APP = (
    f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>docgen</Application></Properties>'
)

GOOD: Mapping[str, str | bytes] = {
    "[Content_Types].xml": _types(),
    "_rels/.rels": relationships(
        [
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", "core-properties", "docProps/core.xml"),
            ("rId3", "extended-properties", "docProps/app.xml"),
        ]
    ),
    "word/document.xml": document(),
    "word/_rels/document.xml.rels": relationships(
        [
            ("rId1", "styles", "styles.xml"),
            ("rId2", "numbering", "numbering.xml"),
            ("rId3", "settings", "settings.xml"),
            ("rId4", "footnotes", "footnotes.xml"),
            ("rId5", "header", "header1.xml"),
            ("rId6", "footer", "/word/footer1.xml"),
            ("rId8", "image", "media/image1.png"),
            ("rId9", "hyperlink", "https://example.org/"),
        ],
        external="rId9",
    ),
    "word/styles.xml": _STYLES,
    "word/numbering.xml": _NUMBERING,
    "word/settings.xml": f'{_HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/></w:settings>',
    "word/footnotes.xml": _NOTES,
    "word/header1.xml": f'{_HEAD}<w:hdr xmlns:w="{W}">{paragraph("Колонтитул")}</w:hdr>',
    "word/footer1.xml": f'{_HEAD}<w:ftr xmlns:w="{W}">{paragraph("Низ страницы")}</w:ftr>',
    "word/media/image1.png": PNG,
    "docProps/core.xml": CORE,
    "docProps/app.xml": _APP,
}


def package(parts: Mapping[str, str | bytes | None] | None = None) -> bytes:
    """Return the good document with some parts replaced, added, or (None) left out."""
    wanted = {**GOOD, **(parts or {})}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in wanted.items():
            if content is not None:
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def spoiled(part: str, old: str, new: str) -> bytes:
    """Return the good document with one passage of one part replaced."""
    content = GOOD[part]
    assert isinstance(content, str)
    assert content.count(old) >= 1, f"{part} has no {old!r}"
    return package({part: content.replace(old, new, 1)})


def with_body(*blocks: str) -> bytes:
    """Return a document whose body holds these blocks and the usual page."""
    return package({"word/document.xml": document("".join(blocks) + SECTION)})
