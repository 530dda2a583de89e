"""A letterhead beside the programme heads the documents; so do a coat of arms and own lines."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as new_document
from docx.shared import Mm

from docgen import engine
from docgen.engine import Built, Reason
from docgen.letterhead import check_head, check_letterhead, find_heading, in_folder
from docgen.pdf import LibreOffice, Office
from docgen.studio import share_of_page
from tests.cli.running import NO_OFFICE, answer, codes, run
from tests.docx.editors import saved
from tests.docx.making import docx, found, p, texts
from tests.docx.test_letterhead import png
from tests.openxml import assert_valid
from tests.programmes import SCHOOL, TEACHERS, project

GUIDE = (Path(__file__).parents[1] / "docs/templates.md").read_text("utf-8")
KIND = "order-curator"
PICTURE = SCHOOL.replace("  place:", "  coat_of_arms: герб.png\n  place:") + TEACHERS


def letterhead(line: str = "{{ school.short_name }}") -> bytes:
    """A letterhead of one line, in the font that every computer has."""
    made = new_document()
    fonts = made.styles.element.find(".//{*}docDefaults//{*}rFonts")
    fonts.attrib.clear()
    made.styles["Normal"].font.name = "Times New Roman"
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    made.add_paragraph(line)
    return saved(made)


def build(folder: Path, *kinds: str) -> Built:
    """Build a programme into a folder beside it."""
    loaded = engine.load(folder)
    assert loaded.programme is not None, list(loaded.report)
    return engine.build(loaded, folder / "out", kinds or (KIND,))


def first_line(folder: Path, kind: str = KIND) -> str:
    """Build an order; return the line that it begins with."""
    (output,) = build(folder, kind).outputs
    data = output.docx.read_bytes()
    assert_valid(data)
    return next(text for text in texts(data) if text)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A programme of one pair, without a pack of its own."""
    return project(tmp_path / "школа")


def test_a_file_beside_the_programme_heads_the_orders(school: Path) -> None:
    (school / "бланк.docx").write_bytes(letterhead())
    assert first_line(school) == "МБОУ «Лесногорская школа»"


def test_its_margins_come_to_documents_that_have_no_head(school: Path) -> None:
    (school / "бланк.docx").write_bytes(letterhead())
    built = build(school, "regulation-teachers", "roadmap")
    left = {
        output.job.kind: found(output.docx.read_bytes(), "//w:pgMar/@w:left")
        for output in built.outputs
    }
    assert set(left["regulation-teachers"]) == {"1417"}
    assert set(left["roadmap"]) == {"1701"}  # a page turned on its side


@pytest.mark.parametrize("name", ["Бланк.docx", "blank.docx", "БЛАНК.DOCX"])
def test_the_name_may_be_written_in_other_ways(school: Path, name: str) -> None:
    (school / name).write_bytes(letterhead("Наша школа"))
    assert first_line(school) == "Наша школа"


def test_the_nearest_letterhead_counts(school: Path) -> None:
    pack = school / "templates"
    (pack / "docx" / "_parts").mkdir(parents=True)
    (pack / "бланк.docx").write_bytes(letterhead("Муниципалитет"))
    assert first_line(school) == "Муниципалитет"
    (school / "бланк.docx").write_bytes(letterhead("Школа"))
    assert first_line(school) == "Школа"


def test_a_shared_part_of_a_nearer_pack_counts_more_than_a_letterhead_below(tmp_path: Path) -> None:
    near, far = tmp_path / "near", tmp_path / "far"
    (near / "docx" / "_parts").mkdir(parents=True)
    far.mkdir()
    (near / "docx" / "_parts" / "letterhead.docx").write_bytes(docx(p("Часть")))
    (far / "бланк.docx").write_bytes(letterhead())
    assert find_heading(tmp_path, [near, far]).file is None
    assert find_heading(tmp_path, [far, near]).file == far / "бланк.docx"


def test_a_changed_letterhead_makes_the_documents_anew(school: Path) -> None:
    (school / "бланк.docx").write_bytes(letterhead("Прежняя"))
    build(school)
    assert [output.why for output in build(school).outputs] == [()]
    (school / "бланк.docx").write_bytes(letterhead("Новая"))
    (output,) = build(school).outputs
    assert output.why == (Reason.TEMPLATE,)
    assert texts(output.docx.read_bytes())[0] == "Новая"


def test_a_letterhead_with_macros_is_one_error_and_nothing_is_made(school: Path) -> None:
    bad = docx(p("бланк"), members={"word/vbaProject.bin": b"x"})
    (school / "бланк.docx").write_bytes(bad)
    report = engine.load(school).report
    assert [each.code for each in report] == ["DG233"]
    assert next(iter(report)).place.file.endswith("бланк.docx")


def test_a_letterhead_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    assert [each.code for each in check_letterhead(tmp_path / "бланк.docx", ())] == ["DG272"]


def test_a_coat_of_arms_stands_above_the_lines(tmp_path: Path) -> None:
    school = project(tmp_path, PICTURE)
    (school / "герб.png").write_bytes(png(30, 40))
    (output,) = build(school).outputs
    data = output.docx.read_bytes()
    assert_valid(data)
    (extent,) = found(data, "//w:p[1]//*[local-name()='extent']")
    assert (extent.get("cx"), extent.get("cy")) == ("540000", "720000")  # 15 × 20 mm
    (alt,) = found(data, "//w:p[1]//*[local-name()='docPr']/@descr")
    assert alt == "Герб или эмблема: МБОУ «Лесногорская школа»"


def test_another_coat_of_arms_makes_the_documents_anew(tmp_path: Path) -> None:
    school = project(tmp_path, PICTURE)
    (school / "герб.png").write_bytes(png(30, 40))
    build(school)
    (school / "герб.png").write_bytes(png(40, 40))
    (output,) = build(school).outputs
    assert output.why == (Reason.TEMPLATE,)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (None, "файла нет"),
        (b"GIF89a" + b"\0" * 40, "не целая картинка"),
        (png()[:-20], "не целая картинка"),
        (png(8, 8), "размер 8×8"),
        (png(20_000, 16), "размер 20000×16"),
        (png(900, 20), "слишком широкий"),
        (b"\0" * (5 * 2**20 + 1), "больше 5 МБ"),
    ],
    ids=["none", "gif", "cut", "tiny", "huge", "wide", "heavy"],
)
def test_a_picture_that_cannot_be_printed_is_an_error(
    tmp_path: Path, data: bytes | None, why: str
) -> None:
    if data is not None:
        (tmp_path / "герб.png").write_bytes(data)
    (finding,) = check_head(find_heading(tmp_path, [], "герб.png"), ())
    assert finding.code == "DG257"
    assert why in finding.message


@pytest.mark.parametrize("name", ["../герб.png", "/etc/passwd", "вниз/../../герб.png"])
def test_a_picture_outside_the_folder_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "герб.png").write_bytes(png())
    school = project(tmp_path / "школа", PICTURE.replace("герб.png", name))
    found = [each for each in engine.load(school).report if each.code == "DG257"]
    assert "не в папке программы" in found[0].message


def test_what_is_not_printed_is_told(tmp_path: Path) -> None:
    school = project(tmp_path, PICTURE)
    for name in ("герб.png", "бланк.docx", "blank.docx"):
        (school / name).write_bytes(png() if name.endswith("png") else letterhead())
    assert sorted(each.code for each in engine.load(school).report) == ["DG256", "DG258"]
    assert [path.name for path in in_folder(school)] == ["бланк.docx", "blank.docx"]


def test_the_packs_say_whose_the_letterhead_is(school: Path) -> None:
    (school / "бланк.docx").write_bytes(letterhead())
    layers = answer(run("template", "list", "-C", school, "--json"))["layers"]
    (part,) = [each for each in layers if each["name"] == "letterhead"]
    assert part["sources"][0]["path"].endswith("бланк.docx")


def test_checking_templates_checks_the_letterhead_and_its_fields(school: Path) -> None:
    (school / "бланк.docx").write_bytes(letterhead("{{ school.ful_name }}"))
    done = run("template", "check", KIND, "-C", school, "--json", environ=NO_OFFICE)
    assert set(codes(done)) == {"DG201"}
    (school / "бланк.docx").write_bytes(letterhead("ПРИКАЗ"))
    again = run("template", "check", school / "бланк.docx", "--json", environ=NO_OFFICE)
    assert codes(again) == ["DG253"]


def blocks(kind: str) -> str:
    found = re.search(rf"^```{kind} letterhead\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def test_checking_the_programme_checks_the_fields_of_the_letterhead(school: Path) -> None:
    assert run("check", "-C", school).exit_code == 0
    for field, code in (("school.shortname", "DG201"), ("pair.start", "DG226")):
        (school / "бланк.docx").write_bytes(letterhead(f"{{{{ {field} }}}}"))
        checked = run("check", "-C", school, "--json")
        assert (checked.exit_code, code in codes(checked)) == (1, True)


def test_the_guide_is_carried_out_word_for_word(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(school)
    (school / "бланк.docx").write_bytes(letterhead())
    commands = (line.removeprefix("docgen ") for line in blocks("sh").splitlines())
    said = "".join(run(*line.split(), environ=NO_OFFICE).output for line in commands)
    assert [line for line in blocks("text").splitlines() if line not in said] == [], said


def test_the_lines_of_the_guide_head_an_order(tmp_path: Path) -> None:
    school = project(tmp_path, SCHOOL.replace("  place:", blocks("yaml") + "  place:") + TEACHERS)
    (school / "герб.png").write_bytes(png())
    (output,) = build(school).outputs
    lines = [text for text in texts(output.docx.read_bytes()) if text]
    assert lines[0] == "МБОУ «Лесногорская школа»"
    assert "ул." in lines[1]


def test_the_guide_promises_what_the_engine_does() -> None:
    told: Callable[[str], bool] = GUIDE.__contains__
    assert all(map(told, ("до 5 МБ", "20 мм высотой", "выше трети листа", "templates/бланк.docx")))


def test_without_libreoffice_the_height_is_guessed(school: Path) -> None:
    (school / "бланк.docx").write_bytes(letterhead())
    made = engine.load(school)
    assert share_of_page(school / "бланк.docx", made, lambda _, __: False) is None


@pytest.mark.soffice
def test_libreoffice_says_how_much_of_the_page_a_letterhead_takes(
    school: Path, office: Office
) -> None:
    (school / "бланк.docx").write_bytes(letterhead("{{ school.full_name }}"))
    converter = LibreOffice(office, os.environ, workers=1)

    def convert(source: Path, target: Path) -> bool:
        return converter.convert([(source, target)]).report.ok

    share = share_of_page(school / "бланк.docx", engine.load(school), convert)
    assert share is not None
    assert 0.02 < share < 0.15
