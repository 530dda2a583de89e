"""Every code of the template engine has a template that earns it and one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import docgen
from docgen.docx import Dialect, package
from docgen.docx.state import State
from docgen.docx.template import Template
from docgen.errors import TemplateError
from tests.docx.making import compiled, docx, p, packed, row, table

CASES = yaml.safe_load(
    (Path(__file__).parent.parent / "cases/templates/tags.yaml").read_text("utf-8")
)
CODES = yaml.safe_load((Path(docgen.__file__).parent / "codes/templates.yaml").read_text("utf-8"))
DATA = {
    "school": {"name": "МБОУ «Школа»"},
    "number": 5,
    "list": ["а", "б"],
    "nothing": None,
    "bell": "\x07",
}
PARTS = {
    "letterhead": docx(p("Школа")),
    "sections": docx(p("", "<w:sectPr/>"), p("x")),
}
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"/></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def template(blocks: list) -> bytes:
    made = [table(row(*block)) if isinstance(block, list) else paragraph(block) for block in blocks]
    grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    joined = "".join(made).replace(f"</w:tbl><w:tbl><w:tblPr/>{grid}", "")
    return docx(joined, parts={"numbering": NUMBERING})


def paragraph(text: str) -> str:
    """A paragraph; one that begins with «1. » is an item of a numbered list."""
    listed = text.startswith("1. ")
    return p(text.removeprefix("1. "), LISTED if listed else "")


def found(data: bytes) -> set[str]:
    try:
        compiled(data, parts=PARTS).render(DATA)
    except TemplateError as refused:
        return {item.code for item in refused.report}
    return set()


@pytest.mark.parametrize("code", CASES)
def test_the_wrong_template_earns_its_code(code: str) -> None:
    assert code in found(template(CASES[code]["wrong"]))


@pytest.mark.parametrize("code", CASES)
def test_the_right_template_is_made(code: str) -> None:
    assert found(template(CASES[code]["right"])) == set()


def link(kind: str, target: str) -> str:
    return f'<Relationship Id="rx" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'


FIELD = '<w:p><w:fldSimple w:instr="{}"/></w:p>'
CHAR = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
MERGE = '<w:fldSimple w:instr="MERGEFIELD {}"/>'
NESTED = (
    f"<w:p>{CHAR.format('begin')}<w:r><w:instrText>IF </w:instrText></w:r>"
    f"{MERGE.format('number')}{CHAR.format('end')}</w:p>"
)
FILES = {
    "DG216": (docx(FIELD.format("QUOTE {{ number }}")), docx(FIELD.format("PAGE"))),
    "DG223": (docx(NESTED), docx(FIELD.format("MERGEFIELD number"))),
    "DG224": (docx(FIELD.format("MERGEFIELD номер")), docx(FIELD.format("MERGEFIELD number"))),
    "DG225": (
        docx(FIELD.format("MERGEFIELD TableStart:list")),
        docx(f"<w:p>{MERGE.format('TableStart:list')}{MERGE.format('TableEnd:list')}</w:p>"),
    ),
    "DG230": (b"text", docx("да")),
    "DG231": (packed({f"m{n}": b"" for n in range(1500)}), docx("да")),
    "DG232": (docx("<w:p></w:r>"), docx("<w:p/>")),
    "DG233": (docx("да", members={"word/vbaProject.bin": b""}), docx("да")),
    "DG234": (
        docx("да", relations=link("image", "http://example.org/a.png")),
        docx("да", relations=link("hyperlink", "http://example.org/")),
    ),
    "DG235": (
        docx("да", relations=link("oleObject", "a.bin")),
        docx("да", relations=link("hyperlink", "https://example.org/")),
    ),
    "DG236": (docx(FIELD.format("INCLUDETEXT a.docx")), docx(FIELD.format("NUMPAGES"))),
    "DG237": (packed({"word/document.xml": b"<a/>"}), docx("да")),
}


@pytest.mark.parametrize("code", FILES)
def test_the_wrong_file_earns_its_code_and_the_right_one_does_not(code: str) -> None:
    wrong, right = FILES[code]
    assert code in found(wrong)
    assert found(right) == set()


def test_a_part_that_came_out_broken_is_never_written() -> None:
    made = compiled(docx(p("{{ number }}")))
    part = made._made.parts[0]
    state = State(made._made, made._sandbox, {})
    assert made._mended(part, b"<w:p>", state) == b""
    assert [item.code for item in state.findings.found] == ["DG238"]
    assert package.parse_made(b"<a/>") is not None


def test_every_code_is_explained_and_has_its_cases() -> None:
    assert set(CODES) == {*CASES, *FILES, "DG238"}
    assert all({"title", "why", "repair"} <= set(entry) for entry in CODES.values())


def test_every_message_says_where_and_most_what_to_do() -> None:
    for code, case in CASES.items():
        try:
            Template.compile(
                template(case["wrong"]),
                name="t.docx",
                dialect=Dialect(),
                parts=PARTS.get,
            ).render(DATA)
        except TemplateError as refused:
            for item in refused.report:
                assert item.place.file == "t.docx", code
                assert item.place.spot, code
                assert item.message.endswith("."), code
