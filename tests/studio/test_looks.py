"""The look of a manuscript that a person changed becomes the template of the pack."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as opened
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from docgen import studio
from docgen.packs import Kind, Pack, PackStack
from docgen.pdf import Office
from docgen.studio import Adopted
from docgen.studio.versions import Version
from tests.cli.running import run
from tests.studio.adopted import Edit
from tests.studio.basic import edited
from tests.studio.conftest import KIND


@pytest.fixture
def own(tmp_path: Path) -> Pack:
    return Pack("school", "Набор школы", tmp_path / "templates")


def test_a_manuscript_that_nobody_touched_looks_the_same(adopt: Callable[[Edit], Adopted]) -> None:
    look = adopt(lambda _: None).look
    assert (look.changes, list(look.report)) == ((), [])


def test_styles_margins_and_headers_go_into_the_template(
    adopt: Callable[[Edit], Adopted], packs: PackStack, kind: Kind, own: Pack
) -> None:
    def edit(document: Document) -> None:
        style = document.styles["Req.Kind"]
        style.font.size = Pt(20)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for section in document.sections:
            section.left_margin = Mm(25)
        document.sections[0].header.paragraphs[0].add_run(" из приказа")

    adopted = adopt(edit)
    assert adopted.report.ok
    assert adopted.amendments == ()
    assert adopted.look.changes == (
        "стиль «Req.Kind»: выравнивание справа, кегль 20",
        "лист: левое поле 25 мм",
        "верхний колонтитул",
    )
    (path,) = studio.keep_look(packs, own, kind, adopted.look.data)
    made = Version(path.read_bytes())
    assert made.styles["Req.Kind"].look["sz"] == 40.0
    assert {page.sheet[5] for page in made.pages} == {"25"}
    assert made.pages[0].margins["@header"] == ("[Header] <field PAGE> из приказа",)
    original = own.root / ".docgen" / "originals" / "docx" / KIND / "template.docx"
    assert Version(original.read_bytes()).same_as(
        Version(packs.find(kind, "template.docx").read_bytes())
    )


def test_what_belongs_to_one_clause_is_told(adopt: Callable[[Edit], Adopted]) -> None:
    def edit(document: Document) -> None:
        clause = next(each for each in document.paragraphs if "исполняет другой" in each.text)
        clause.alignment = WD_ALIGN_PARAGRAPH.CENTER
        other = next(
            each for each in document.paragraphs if "обязанности исполняет работник" in each.text
        )
        other.style = document.styles["Title"]

    found = adopt(edit)
    assert found.look.changes == ()
    assert {each.code for each in found.report} == {"DG299"}
    assert [each.message.removeprefix("Не перенесено. ") for each in found.report] == [
        "Пункт «order.deputy» оформлен не так, как его стиль «Point».",
        "У пункта «order.deputy-later» другой стиль («Title» вместо «Point»).",
    ]


def test_the_command_writes_the_template_and_keeps_the_one_before(
    tmp_path: Path, paper: bytes
) -> None:
    file = tmp_path / "x.docx"
    written = tmp_path / "templates" / "docx" / KIND / "template.docx"
    for size in (18, 20):
        document = opened(io.BytesIO(paper))
        document.styles["Req.Kind"].font.size = Pt(size)
        document.save(str(file))
        done = run("template", "adopt", file, "-C", tmp_path, "--yes")
        assert done.exit_code == 0, done.stderr
        assert f"вид: стиль «Req.Kind»: кегль {size}" in done.stdout
        assert Version(written.read_bytes()).styles["Req.Kind"].look["sz"] == size * 2
    kept = tmp_path / "templates" / "Прежние версии" / "docx" / KIND / "template.docx"
    assert Version(kept.read_bytes()).styles["Req.Kind"].look["sz"] == 36
    checked = run("template", "check", KIND, "-C", tmp_path)
    assert checked.exit_code == 0, checked.stdout + checked.stderr


@pytest.mark.soffice
def test_a_file_that_libreoffice_only_saved_has_the_same_look(
    office: Office, packs: PackStack, own: Pack, paper: bytes, desk: Path
) -> None:
    found = studio.adopt(packs, packs.kind(KIND), own, edited(paper, "", office, desk))
    assert (found.amendments, found.look.changes, list(found.report)) == ((), (), [])


@pytest.mark.soffice
def test_styles_and_margins_that_libreoffice_changed_are_understood(
    office: Office, packs: PackStack, own: Pack, paper: bytes, desk: Path
) -> None:
    steps = """
  look = doc.StyleFamilies.getByName("ParagraphStyles").getByName("Req.Kind")
  look.CharHeight = 20
  look.ParaTopMargin = 1000
  names = doc.StyleFamilies.getByName("PageStyles").ElementNames
  For Each name In names
    doc.StyleFamilies.getByName("PageStyles").getByName(name).LeftMargin = 2500
  Next
"""
    found = studio.adopt(packs, packs.kind(KIND), own, edited(paper, steps, office, desk))
    assert found.amendments == ()
    assert list(found.report) == []
    style, sheet = found.look.changes
    assert "кегль 20" in style
    assert "интервал перед" in style
    assert sheet == "лист: левое поле 25 мм"
