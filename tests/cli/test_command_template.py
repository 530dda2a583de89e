"""`docgen template`: where templates come from, what they may say, what is wrong with them."""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document as new_document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from docgen import resources
from docgen.docx.view import view
from docgen.pdf import Office
from tests.cli.running import NO_OFFICE, answer, codes, run
from tests.docx.editors import resaved, saved, written
from tests.docx.making import docx, found, p, t, texts
from tests.openxml import assert_valid, spool

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/templates.md").read_text("utf-8")
FIELD = re.compile("«([^»]*)»")


def example() -> bytes:
    """The template that docs/templates.md shows, made by python-docx with simple merge fields."""
    block = re.search(r"^```text order-pairs\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    assert block is not None
    document = new_document()
    table = None
    for line in block[1].splitlines():
        if not line.startswith("|"):
            fill(document.add_paragraph(), line)
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|  ")[0].split(" | ")]
        table = table or document.add_table(rows=0, cols=len(cells))
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            fill(cell.paragraphs[0], text)
    return saved(document)


def fill(paragraph, line: str) -> None:
    """Write a line into a paragraph of python-docx; what is in quotes becomes a merge field."""
    for number, piece in enumerate(FIELD.split(line)):
        if number % 2:
            instruction = f" MERGEFIELD {piece} "
            paragraph._p.append(
                parse_xml(
                    f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}">'
                    f"<w:r><w:t>«{piece}»</w:t></w:r></w:fldSimple>"
                )
            )
        elif piece:
            paragraph.add_run(piece)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """The folder of a sample, with an empty pack of its own."""
    folder = tmp_path / "школа"
    shutil.copytree(resources.samples() / "teachers", folder)
    (folder / "templates/docx/order-pairs").mkdir(parents=True)
    return folder


def put(school: Path, data: bytes, kind: str = "order-pairs") -> Path:
    path = school / "templates/docx" / kind / "template.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


# list


def test_everything_built_in_is_said_to_be_built_in(tmp_path: Path) -> None:
    said = answer(run("template", "list", "--json", "-C", tmp_path))
    assert [pack["name"] for pack in said["packs"]] == ["docgen"]
    groups = {each["group"] for each in said["layers"]}
    assert groups == {"Виды документов", "Общие части", "Справочные данные"}
    assert all(each["sources"] for each in said["layers"])
    names = {each["name"] for each in said["layers"]}
    assert {"order-pairs", "letterhead", "acts", "forms", "texts", "stamps", "profile"} <= names


def test_what_a_school_has_of_its_own_is_told_file_by_file_and_entry_by_entry(
    school: Path,
) -> None:
    template = put(school, example())
    own = school / "templates"
    (own / "stamps.yaml").write_text("approved: ['УТВЕРЖДАЮ']\n", encoding="utf-8")
    (own / "docx/order-pairs/kind.yaml").write_text("order: 95\n", encoding="utf-8")
    layers = {
        each["name"]: each
        for each in answer(run("template", "list", "--json", "-C", school))["layers"]
    }
    sources = layers["order-pairs"]["sources"]
    assert [(each["what"], each["pack"]) for each in sources] == [
        ("описание", "school"),
        ("описание", "docgen"),
        ("слова", "docgen"),
        ("вид и стили", "school"),
    ]
    assert sources[-1]["path"] == str(template)
    assert sources[0]["entries"] == [
        {"name": "order", "line": 1, "changes": [], "mandatory": False}
    ]
    assert "order" not in [each["name"] for each in sources[1]["entries"]]
    assert [each["name"] for each in layers["stamps"]["sources"][0]["entries"]] == ["approved"]
    said = run("template", "list", "order-pairs", "-v", "-C", school).stdout
    assert str(template) in said
    assert "Справочные данные" not in said


def test_every_clause_and_row_is_told_with_the_layer_that_changed_it(school: Path) -> None:
    region = school.parent / "templates"
    (region / "docx/order-pairs").mkdir(parents=True)
    (region / "pack.yaml").write_text(
        "name: region\ntitle: Область\nversion: 1.2\nrequires: [school.place]\n", encoding="utf-8"
    )
    (region / "acts.yaml").write_text("acts: [{id: tk, kind: Кодекс}]\n", encoding="utf-8")
    (region / "docx/order-pairs/amendments.yaml").write_text(
        "amendments:\n  - {append: order, clauses: [{id: order.region, text: Область знает.}]}\n"
        "  - {replace: order.assign, mandatory: да}\n  - {after: order.region, clauses:"
        " [{id: order.last, text: Область помнит., mandatory: да}]}\n",
        encoding="utf-8",
    )
    (school / "templates/docx/order-pairs/amendments.yaml").write_text(
        "amendments:\n  - {replace: order.region, text: Район знает.}\n"
        "  - {replace: order.control, text: Сам.}\n  - {remove: order.post}\n",
        encoding="utf-8",
    )
    said = run("template", "list", "-C", school).stdout.splitlines()
    told = [" ".join(line.split()) for line in said]
    own = "слова Набор школы: order.control (текст), order.region (текст), order.post (убрано)"
    assert own in told
    assert "слова Область: order.last (обязательно)" in told
    assert "данные Область: tk (kind)" in told
    assert any(line.startswith("Область 1.2: ") for line in told)
    assert "требует: school.place" in told
    assert not any("Встроенный набор:" in line for line in told[5:])
    assert told[-1].endswith("Показать всё: --all")
    whole = run("template", "list", "--all", "-C", school).stdout
    assert "273-fz" in whole
    assert "Показать всё" not in whole


def test_checking_a_programme_in_detail_says_where_everything_comes_from(school: Path) -> None:
    put(school, example())
    said = run("check", "-v", "-C", school).stdout
    listed = run("template", "list", "-v", "-C", school).stdout
    assert listed in said
    assert "Справочные данные" not in run("check", "-C", school).stdout


def test_a_kind_that_is_nowhere_is_an_error() -> None:
    assert codes(run("template", "list", "накладная", "--json")) == ["DG266"]


# fields


def test_fields_are_told_with_meaning_type_example_and_loops() -> None:
    said = answer(run("template", "fields", "order-pairs", "--json"))
    fields = {each["path"]: each for each in said["fields"]}
    assert fields["school.short_name"]["title"] == "Сокращённое наименование"
    assert fields["school.short_name"]["example"]
    mentor = fields["pairs[].goal"]
    assert mentor["loops"] == ["{% for pair in pairs %}"]
    assert mentor["tag"] == "{{ pair.goal }}"
    assert mentor["merge_field"] == "pairs.goal"
    assert fields["programme.start"]["type"] == "дата или ничего"


def test_fields_for_people_can_be_picked_by_words() -> None:
    said = run("template", "fields", "order-pairs", "учебный год").stdout
    assert "{{ programme.school_year }}" in said
    assert "school.okpo" not in said
    assert "long_date" in said


def test_contacts_are_told_to_the_kinds_that_may_print_them() -> None:
    paths = {
        kind: {each["path"] for each in answer(run("template", "fields", kind, "--json"))["fields"]}
        for kind in ("order-pairs", "consent-data-minor")
    }
    assert any(path.endswith(".contacts.phone") for path in paths["consent-data-minor"])
    assert not any(path.endswith(".contacts.phone") for path in paths["order-pairs"])


def test_the_palette_is_a_word_file_to_copy_from(tmp_path: Path) -> None:
    target = tmp_path / "Поля.docx"
    result = run("template", "fields", "order-pairs", "--docx", target, "--json")
    assert answer(result)["outputs"] == [str(target)]
    data = target.read_bytes()
    told = texts(data)
    assert "{{ school.short_name }}" in told
    assert "pairs.mentor.name.full" in told or "pairs.goal" in told
    spool(data)


# check


def test_the_built_in_pack_is_right() -> None:
    result = run("template", "check", "--json")
    assert codes(result) == []
    assert result.exit_code == 0


def test_a_wrong_template_is_told_all_at_once_with_places(tmp_path: Path) -> None:
    path = tmp_path / "Приказ.docx"
    path.write_bytes(
        docx(
            p("{{ school.shrt_name }}"),
            p("{{ row.event }}"),
            p("{{ pairs.mentor }}"),
            p("{% for one in director.post %}{{ one }}{% endfor %}"),
            p("{{ curator.name.full|gne }}"),
            p("{{ director.post", '<w:pStyle w:val="Gone"/>'),
            parts={"styles": ""},
        )
    )
    result = run("template", "check", path, "--kind", "order-pairs", "--json")
    assert sorted(codes(result)) == [
        "DG201",
        "DG203",
        "DG209",
        "DG226",
        "DG226",
        "DG228",
        "DG241",
    ]
    assert result.exit_code == 1
    first = next(each for each in answer(result)["diagnostics"] if each["code"] == "DG201")
    assert "«short_name»" in first["hint"]
    assert first["spot"] == "основной текст, абзац 1"
    assert first["line"] == 2


def test_a_file_is_checked_for_the_kind_in_whose_place_it_lies(school: Path) -> None:
    path = put(school, docx(p("{{ pair.goal }}")))
    assert codes(run("template", "check", path, "--json", "-C", school)) == ["DG226"]
    elsewhere = school / "приказ.docx"
    elsewhere.write_bytes(docx(p("{{ pair.goal }}")))
    assert codes(run("template", "check", elsewhere, "--json", "-C", school)) == []
    named = run("template", "check", elsewhere, "--kind", "order-pairs", "--json", "-C", school)
    assert codes(named) == ["DG226"]


def test_a_font_that_this_computer_lacks_is_told_and_a_usual_one_is_not(tmp_path: Path) -> None:
    face = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
    path = tmp_path / "шрифты.docx"
    runs = [f"<w:p>{t('x', face.format(name))}</w:p>" for name in ("Times New Roman", "Нет Такого")]
    path.write_bytes(docx(*runs))
    assert codes(run("template", "check", path, "--json")) == ["DG242"]


def test_words_and_description_of_a_kind_are_checked_with_its_template(school: Path) -> None:
    put(school, example())
    folder = school / "templates/docx/order-pairs"
    (folder / "clauses.yaml").write_text(
        "sections:\n  - {id: a, clauses: [{id: a.b, text: '{{ directr.post }}'}]}\n", "utf-8"
    )
    (folder / "kind.yaml").write_text("when: parirs\n", encoding="utf-8")
    found_codes = codes(run("template", "check", "order-pairs", "--json", "-C", school))
    assert [code for code in found_codes if code == "DG201"] == ["DG201", "DG201"]
    (folder / "clauses.yaml").write_text("sections: 5\n", encoding="utf-8")
    assert run("template", "check", "order-pairs", "-C", school).exit_code == 1


def test_a_shared_part_may_use_names_that_who_includes_it_sets(school: Path) -> None:
    path = put(school, docx(p("{{ author.name.full }} {{ school.place }}")), "_parts")
    result = run("template", "check", path, "--json", "-C", school)
    assert [each["level"] for each in answer(result)["diagnostics"]] == ["warning"]
    assert result.exit_code == 0


@pytest.mark.parametrize("name", ["нет.docx", "нет.doc"])
def test_a_file_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    assert codes(run("template", "check", tmp_path / name, "--json")) == ["DG272"]


def test_findings_are_written_into_a_copy_and_the_original_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "Приказ.docx"
    data = written("Школа", "{{ school.shrt_name }}", "{{ не закрыт")
    path.write_bytes(data)
    said = answer(run("template", "check", path, "--comments", "--json"))
    assert said["outputs"] == ["Приказ – замечания.docx"]
    copy = (tmp_path / "Приказ – замечания.docx").read_bytes()
    told = ["".join(each.itertext()) for each in found(copy, "//w:comment", "word/comments.xml")]
    assert any(each.startswith("DG201") for each in told)
    assert path.read_bytes() == data
    spool(copy)


def test_a_right_file_has_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "Приказ.docx"
    path.write_bytes(docx(p("{{ school.place }}")))
    assert answer(run("template", "check", path, "--comments", "--json"))["outputs"] == []
    assert [each.name for each in tmp_path.iterdir()] == ["Приказ.docx"]


# the worked example of docs/templates.md


def test_the_example_of_the_guide_is_right_and_is_built(school: Path) -> None:
    put(school, example())
    assert run("template", "check", "order-pairs", "-C", school).exit_code == 0
    assert_printed(school)


@pytest.mark.soffice
def test_the_example_works_when_libreoffice_has_saved_it(
    school: Path, office: Office, tmp_path: Path
) -> None:
    put(school, resaved(example(), office, tmp_path))
    assert run("template", "check", "order-pairs", "-C", school).exit_code == 0
    assert_printed(school)


def assert_printed(school: Path) -> None:
    """The order names every pair of the sample, each in a row of its own."""
    result = run("build", "order-pairs", "-C", school, "--json")
    (output,) = answer(result)["outputs"]
    made = Path(output["docx"]).read_bytes()
    shown = view(made)
    rows = shown.count("@row")
    assert rows > 4
    assert "TableStart" not in shown
    assert "MERGEFIELD" not in shown
    assert "В 2026/2027 учебном году закрепить пары" in shown.replace("<nbsp>", " ")
    assert_valid(made)


def test_the_guide_says_what_the_check_really_says(school: Path) -> None:
    wrong = io.BytesIO(example()).getvalue()
    put(school, _replaced(wrong, "pairs.mentor.name.full", "pairs.mentr.name.full"))
    result = run("template", "check", "order-pairs", "-C", school, "--json")
    (told,) = [each for each in answer(result)["diagnostics"] if each["code"] == "DG201"]
    assert f"`{told['message']}`" in GUIDE
    assert f"`{told['hint']}`" in GUIDE


def _replaced(data: bytes, old: str, new: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old.encode(), new.encode()))
    return buffer.getvalue()


# preview


def preview(kind: str, out: Path, folder: Path, *more: str) -> Result:
    """Print a kind for the eye, without LibreOffice."""
    return run("template", "preview", kind, "-o", out, "-C", folder, *more, environ=NO_OFFICE)


def test_a_preview_without_libreoffice_is_a_word_file(tmp_path: Path) -> None:
    result = preview("order-pairs", tmp_path, tmp_path, "--json")
    (made,) = answer(result)["outputs"]
    assert_valid(Path(made).read_bytes())
    assert result.exit_code == 3


def test_a_preview_shows_the_template_of_the_school_on_its_own_data(
    school: Path, tmp_path: Path
) -> None:
    put(school, docx(p("Свой шаблон: {{ school.short_name }}")))
    said = []
    for option in ([], ["--sample"]):
        preview("order-pairs", tmp_path, school, *option)
        (made,) = tmp_path.glob("*.docx")
        said.append(texts(made.read_bytes())[0])
    assert all(each.startswith("Свой шаблон: ") for each in said)
    assert said[0] != said[1]


def test_a_kind_that_the_programme_does_not_need_cannot_be_looked_at(
    programme: Path, tmp_path: Path
) -> None:
    result = preview("partner-agreement", tmp_path, programme, "--json")
    assert codes(result) == ["DG271"]


@pytest.mark.soffice
def test_a_preview_has_pages_as_pdf_and_pictures(office: Office, tmp_path: Path) -> None:
    assert office.path
    result = run(
        "template", "preview", "order-pairs", "--png", "-o", tmp_path, "-C", tmp_path, "--json"
    )
    kinds = {Path(each).suffix for each in answer(result)["outputs"]}
    assert kinds == ({".docx", ".pdf", ".png"} if shutil.which("pdftoppm") else {".docx", ".pdf"})


@pytest.fixture
def without_pdftoppm(tmp_path: Path) -> dict[str, str]:
    """An environment with all programs of this computer but one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for each in map(Path, os.environ["PATH"].split(os.pathsep)):
        for program in each.iterdir() if each.is_dir() else ():
            link = folder / program.name
            if program.name != "pdftoppm" and not link.is_symlink():
                link.symlink_to(program)
    return {"PATH": str(folder)}


@pytest.mark.soffice
@pytest.mark.skipif(os.name == "nt", reason="links to programs need rights there")
def test_without_pdftoppm_the_pictures_are_missed_with_a_word(
    office: Office, tmp_path: Path, without_pdftoppm: dict[str, str]
) -> None:
    assert office.path
    options = ("--png", "-o", tmp_path, "-C", tmp_path, "--json")
    result = run("template", "preview", "order-pairs", *options, environ=without_pdftoppm)
    assert codes(result) == ["DG577"]
    assert result.exit_code == 0


@pytest.mark.parametrize("kind", ["order-change", "declensions", "partner-agreement", "survey"])
def test_kinds_for_somebody_have_a_sample_too(kind: str, tmp_path: Path) -> None:
    preview(kind, tmp_path, tmp_path)
    (made,) = tmp_path.glob("*.docx")
    assert_valid(made.read_bytes())


# show and tidy


def test_a_file_and_the_template_of_a_kind_are_shown_as_text(tmp_path: Path) -> None:
    path = tmp_path / "файл.docx"
    path.write_bytes(docx(p("{{ school.place }}")))
    assert "{{ school.place }}" in run("template", "show", path).stdout
    shown = run("template", "show", "order-pairs", "--plain").stdout
    assert shown == view((resources.templates() / "docx/order/template.docx").read_bytes())
    assert answer(run("template", "show", path, "--json"))["lines"][0].startswith("@page")


def test_tidying_keeps_the_old_file_and_is_done_once(tmp_path: Path) -> None:
    path = tmp_path / "Приказ.docx"
    data = written("Слова")
    path.write_bytes(data)
    assert answer(run("template", "tidy", path, "--json"))["outputs"] == [str(path)]
    assert (tmp_path / "Приказ – до уборки.docx").read_bytes() == data
    assert "убирать нечего" in run("template", "tidy", path).stdout
    run("template", "tidy", path, "--styles")
    names = sorted(each.name for each in tmp_path.iterdir())
    assert names == ["Приказ – до уборки 2.docx", "Приказ – до уборки.docx", "Приказ.docx"]


def test_tidying_what_is_no_document_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "Приказ.docx"
    path.write_bytes(b"nothing")
    assert codes(run("template", "tidy", path, "--json")) == ["DG230"]
    assert [each.name for each in tmp_path.iterdir()] == ["Приказ.docx"]


def test_help_is_in_russian_and_names_every_command() -> None:
    said = run("template", "--help").stdout
    for name in ("list", "fields", "check", "preview", "show", "tidy"):
        assert re.search(rf"^  {name} +[а-я]", said, re.MULTILINE)
