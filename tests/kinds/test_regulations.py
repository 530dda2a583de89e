"""Положения, the programme, the model, the road map, the plan of the school, the self-check."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from docgen import engine, resources
from docgen.docx.check import check_package
from docgen.engine import Built
from docgen.pdf import LibreOffice, Office
from docgen.russian import inflect
from tests import programmes
from tests.kinds import papers
from tests.kinds.papers import Papers, Printed
from tests.openxml import assert_valid

REGULATIONS = ("regulation-teachers", "regulation-students")
KINDS = (*REGULATIONS, "programme", "model", "roadmap", "mentors-school", "self-check")
BOTH = (
    programmes.SCHOOL
    + programmes.TEACHERS[: programmes.TEACHERS.index("programme:")].lstrip("\n")
    + """
  - {id: s1, last_name: Тетрадкин, first_name: Марк, kind: student, birth_date: 01.02.2010}
  - {id: s2, last_name: Линейкина, first_name: Вера, kind: student, birth_date: 01.02.2013}
programme:
  tracks: [students, teachers]
  school_year: 2026/27
  start: 01.09.2026
  end: 31.05.2027
  forms: [student-student, teacher-teacher]
  curators: [cur]
"""
)
BARE = programmes.SCHOOL + programmes.STUDENTS.replace("  curators: [cur]\n", "")
LONG = " ".join(["Муниципальное бюджетное общеобразовательное учреждение", *["имени героя"] * 18])
STAMPED = """
documents:
  programme:
    stamps:
      - {kind: accepted, body: council}
      - {kind: considered, body: council}
      - {kind: agreed, body: council}
      - {kind: approved}
"""
FULL = BOTH.replace("«Лесногорская школа»\n", f"«{LONG}»\n", 1) + STAMPED


def made(text: str, folder: Path) -> Papers:
    """Return the papers of a small programme."""
    return papers.made(text, folder, KINDS)


def rows(text: str) -> dict[str, dict[str, str]]:
    """Return the printed rows of the road map of a programme, by event."""
    groups = programmes.facts(text).names["roadmap"]["groups"]
    return {row["event"]: row for group in groups for row in group["rows"]}


@pytest.fixture(scope="module")
def samples(built_samples: dict[str, Built]) -> dict[str, Papers]:
    """Return the papers of every sample."""
    return Papers.of_samples(built_samples, KINDS)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """Return the papers of a school with both tracks, a very long name and four stamps."""
    return made(FULL, tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """Return the papers of a programme that says only what it must."""
    return made(BARE, tmp_path_factory.mktemp("bare"))


# --- all of them


def test_every_paper_is_a_good_word_document(full: Papers, bare: Papers) -> None:
    for docx, name in (*full.outputs(), *bare.outputs()):
        assert_valid(docx, name)


def test_every_paper_of_the_samples_is_a_sound_package(samples: dict[str, Papers]) -> None:
    for each in samples.values():
        for docx, name in each.outputs():
            assert check_package(docx, name).ok, name


def test_the_fullest_programme_has_every_kind(full: Papers, bare: Papers) -> None:
    assert full.kinds() == set(KINDS)
    assert bare.kinds() == {*KINDS} - {"regulation-teachers"}


def test_an_act_is_named_in_full_first_and_in_short_afterwards(
    samples: dict[str, Papers], full: Papers
) -> None:
    for each in (*samples.values(), full):
        register = each.project.facts.packs.table("acts")["acts"]
        for _, _, text in each.texts(*REGULATIONS):
            for act in register:
                if act.get("number") and act.get("date"):
                    day = date.fromisoformat(act["date"])
                    assert _forms_of(act["number"], f"от {day:%d.%m.%Y} ", text) in ("", "F", "FS")


def test_an_act_named_again_is_still_that_act() -> None:
    act = programmes.facts().acts.cite("273-fz")
    again = act.again()
    assert again == again.short == act.short
    assert (again.id, again.number, again.date) == (act.id, act.number, act.date)
    assert inflect(again, "gen").startswith("Федерального закона №")


def _forms_of(number: str, dated: str, text: str) -> str:
    """Return how a paper names an act, in order: F in full, S in short, repetitions once."""
    found = re.finditer(rf"№ {re.escape(number)}(?![\w/-])", text)
    ways = ["F" if text[: each.start()].endswith(dated) else "S" for each in found]
    return re.sub(r"S+", "S", "".join(ways))


def test_no_paper_names_a_specialist_whom_the_school_does_not_have(
    samples: dict[str, Papers],
) -> None:
    rural = samples["rural-school"]
    assert "рабочая группа" not in rural.text("roadmap").lower()
    for kind in ("roadmap", "mentors-school"):
        assert "психолог" not in rural.text(kind)
    text = rural.text("regulation-students")
    assert re.findall(r"\w*-психолог\w*", text) == ["педагог-психолог"]  # who alone may test
    assert "педагогу-психологу" in samples["kvantorium"].text("regulation-students")


# --- the programme


def test_the_contents_name_every_section_and_every_form(samples: dict[str, Papers]) -> None:
    text = samples["kvantorium"].text("programme")
    contents = text.partition("Содержание\n")[2].partition("@page")[0]
    entries = re.findall(r"^([\d.]+) (.+)<tab><field PAGEREF \w+ \\h>$", contents, re.MULTILINE)
    assert [number for number, _ in entries] == "1. 2. 3. 4. 4.1. 4.2. 4.3. 5. 6. 7. 8.".split()
    body = text.partition("Содержание\n")[2].partition("@page")[2]
    for _, title in entries:
        assert f"\n{title}\n" in body


@pytest.mark.soffice
def test_the_contents_tell_the_pages_on_which_sections_begin(
    samples: dict[str, Papers], full: Papers, printed: Printed
) -> None:
    every = [*samples.values(), full]
    for pages in printed([path for each in every for path in each.paths("programme")]):
        entries = re.findall(r"^([\d.]+) ([^.]+?) ?\.{3,} ?(\d+)$", pages[1], re.MULTILINE)
        assert len(entries) >= 9
        for number, title, page in entries:
            begins = " ".join(f"{number} {title}"[:40].split())
            assert begins in " ".join(pages[int(page) - 1].split())


def test_the_programme_has_the_indicators_that_the_regulation_promises(
    samples: dict[str, Papers], bare: Papers
) -> None:
    for each in (samples["kvantorium"], bare):
        table = each.text("programme").partition("Показатели Программы\n")[2].partition("@end")[0]
        for indicator in each.project.facts.names["monitoring"]["indicators"]:
            assert f"| {indicator['code']}\n" in table
            assert indicator["title"] in table.replace("\u00a0", " ").replace("\n", " ") or (
                indicator["title"].replace("\u00a0", " ") in table
            )


def test_what_shows_success_names_its_indicator(samples: dict[str, Papers]) -> None:
    text = samples["kvantorium"].text("programme")
    assert "молодые педагоги остаются в школе (показатель Ш4)." in text


def test_monitoring_of_the_school_keeps_the_two_measurements(samples: dict[str, Papers]) -> None:
    assert "измеряют дважды" in samples["kvantorium"].text("programme")
    assert "измеряют дважды" in samples["teachers"].text("programme")


# --- the road map


def test_a_row_ends_on_the_day_of_its_document() -> None:
    signed = "documents:\n  order-pairs: {date: 14.10.2026}\n"
    row = rows(programmes.SCHOOL + programmes.STUDENTS + signed)
    assert row["Закрепление наставнических пар и групп"]["term"] == "14.10.2026"
    signed = "documents:\n  order-pairs: {date: 05.10.2026}\n"
    row = rows(programmes.SCHOOL + programmes.TEACHERS + signed)
    term = row["Закрепление наставнических пар и групп"]["term"]
    assert term == "01.10.2026 – 05.10.2026"


def test_a_document_before_its_row_moves_the_row() -> None:
    signed = "documents:\n  order-pairs: {date: 28.09.2026}\n"
    row = rows(programmes.SCHOOL + programmes.TEACHERS + signed)
    assert row["Закрепление наставнических пар и групп"]["term"] == "28.09.2026"
    programmes_row = row["Разработка персонализированных программ наставничества"]
    assert programmes_row["term"] == "08.10.2026 – 16.10.2026"


def test_what_follows_a_late_order_is_put_off_by_whole_weeks() -> None:
    signed = "documents:\n  order-pairs: {date: 16.10.2026}\n"
    row = rows(programmes.SCHOOL + programmes.TEACHERS + signed)
    term = row["Разработка персонализированных программ наставничества"]["term"]
    assert term == "22.10.2026 – 30.10.2026"


def test_a_row_of_the_school_keeps_its_term_and_takes_the_documents_day_without_one() -> None:
    own = (
        "roadmap:\n  rows:\n"
        "    - {event: Сказано, term: {date: 07.10.2026}, document: order-pairs}\n"
        "    - {event: Не сказано, document: order-pairs, responsible: [psychologist]}\n"
        "documents:\n  order-pairs: {date: 05.10.2026}\n"
    )
    row = rows(programmes.SCHOOL + programmes.STUDENTS + own)
    assert row["Сказано"]["term"] == "07.10.2026"
    assert row["Не сказано"]["term"] == "05.10.2026"
    assert row["Не сказано"]["responsible"] == "педагог-психолог"


def test_who_answers_is_who_there_is() -> None:
    row = rows(programmes.SCHOOL + programmes.STUDENTS)
    analysis = "Изучение потребностей обучающихся и возможностей школы"
    assert row[analysis]["responsible"] == "куратор"
    assert row["Отбор наставников под запросы наставляемых"]["responsible"] == "куратор"
    alone = rows(BARE)
    assert alone[analysis]["responsible"] == "директор"
    staffed = programmes.SCHOOL + programmes.STUDENTS.replace(
        "programme:\n",
        "  - {id: psy, last_name: Тестова, first_name: Яна, kind: head, post: педагог-психолог}\n"
        "programme:\n  working_group: [{person: cur}]\n",
    )
    assert rows(staffed)[analysis]["responsible"] == "рабочая группа, педагог-психолог"


def test_only_schools_with_classes_have_class_teachers() -> None:
    asked = "Выявление запросов обучающихся"
    assert rows(programmes.SCHOOL + programmes.STUDENTS)[asked]["responsible"] == (
        "классные руководители"
    )
    house = programmes.SCHOOL.replace("school:\n", "school:\n  type: additional\n")
    assert rows(house + programmes.STUDENTS)[asked]["responsible"] == "куратор"


def test_a_row_that_needs_a_council_waits_for_one() -> None:
    council = "Образование совета наставников"
    assert council not in rows(programmes.SCHOOL + programmes.TEACHERS)
    formed = programmes.TEACHERS.replace(
        "  curators: [cur]\n",
        "  curators: [cur]\n  mentor_council: {name: совет наставников, chair: t1}\n",
    )
    assert council in rows(programmes.SCHOOL + formed)


def test_the_samples_papers_agree_with_their_road_maps(samples: dict[str, Papers]) -> None:
    for each in samples.values():
        programme = each.project.facts.programme
        ordered = programme.document("order-pairs").date
        groups = each.project.facts.names["roadmap"]["groups"]
        terms = [
            row["term"]
            for group in groups
            for row in group["rows"]
            if row["event"] == "Закрепление наставнических пар и групп"
        ]
        assert terms
        if ordered:
            assert all(term.endswith(f"{ordered:%d.%m.%Y}") for term in terms)
            assert all(programme.period(pair)[0] >= ordered for pair in programme.pairs)


# --- the sheet of self-examination


def test_the_sheet_tells_what_is_known_of_every_point(
    samples: dict[str, Papers], bare: Papers
) -> None:
    text = samples["kvantorium"].text("self-check")
    assert "Приказ от 11.09.2026 № 118-од" in text
    assert "приказ от 16.10.2026 № 142-од" in text
    points = text.partition("Контрольные точки")[2]
    assert points.count("□") == 6
    unknown = bare.text("self-check")
    assert unknown.count("Даты приказа нет") == 2
    assert "Локальные акты в программе не названы" in unknown


def test_the_sheet_tells_by_which_orders_the_pairs_were_made(
    samples: dict[str, Papers], bare: Papers, tmp_path: Path
) -> None:
    assert "№ 142-од; 7 – отдельными приказами" in samples["kvantorium"].text("self-check")
    assert "отдельными приказами" not in samples["teachers"].text("self-check")
    assert "1 пара (группа); даты общего приказа нет" in bare.text("self-check")
    alone = made(BARE.partition("pairs:")[0], tmp_path).text("self-check")
    assert alone.count("Пар и групп пока нет") == 2


def test_the_sheet_has_a_box_for_every_outcome_of_every_stage(samples: dict[str, Papers]) -> None:
    for each in samples.values():
        text = each.text("self-check")
        for stage in each.project.facts.names["stages"]:
            assert all(outcome.replace("\u00a0", " ") in text for outcome in stage["outcomes"])


# --- as they are printed


@pytest.mark.soffice
def test_the_model_stays_on_one_page(
    samples: dict[str, Papers], full: Papers, bare: Papers, printed: Printed
) -> None:
    every = [*samples.values(), full, bare]
    paths = [path for each in every for path in each.paths("model")]
    assert [len(pages) for pages in printed(paths)] == [1] * len(every)


@pytest.mark.soffice
@pytest.mark.parametrize(("words", "spilled"), [(1, False), (60, True)])
def test_a_model_that_needs_a_second_page_says_so(
    words: int, spilled: bool, office: Office, tmp_path: Path
) -> None:
    name = f"МБОУ «{'Лесногорская ' * words}школа»"
    text = programmes.SCHOOL.replace("МБОУ «Лесногорская школа»", name) + programmes.STUDENTS
    project = engine.load(programmes.project(tmp_path / "p", text))
    converter = LibreOffice(office, os.environ, temporary=tmp_path)
    built = engine.build(project, tmp_path / "out", ("model",), converter=converter)
    assert ("DG553" in {found.code for found in built.report}) == spilled


@pytest.mark.soffice
def test_no_page_is_blank(
    samples: dict[str, Papers], full: Papers, bare: Papers, printed: Printed
) -> None:
    paths = [path for each in (*samples.values(), full, bare) for path in each.paths(*KINDS)]
    for pages in printed(paths):
        assert all(len(page.split()) > 12 for page in pages)


@pytest.mark.soffice
@pytest.mark.parametrize("layout", ["results", "stages", "contents"])
@pytest.mark.parametrize("count", [1, 40])
def test_a_road_map_of_any_length_repeats_its_head(
    layout: str, count: int, tmp_path: Path, printed: Printed
) -> None:
    lines = "".join(
        f"    - {{event: Мероприятие {n}, stage: work, content: Подробности дела, "
        "term: {recurring: ежемесячно}, responsible: [curator], result: Справка}\n"
        for n in range(1, count + 1)
    )
    text = f"{programmes.SCHOOL}{programmes.STUDENTS}roadmap:\n  layout: {layout}\n  rows:\n{lines}"
    (pages,) = printed(papers.made(text, tmp_path, ("roadmap",)).paths("roadmap"))
    assert len(pages) == 1 if count == 1 else len(pages) > 1
    assert all("Срок" in page for page in pages)
    assert sum(page.count("Мероприятие ") for page in pages) >= count


# --- what the pages of documentation say of the look and of where the words come from


def test_the_page_of_the_look_names_every_part_and_every_family_of_styles() -> None:
    page = Path("docs/look.md").read_text(encoding="utf-8")
    folder = resources.templates() / "docx" / "_parts"
    styles = yaml.safe_load((folder / "styles.yaml").read_text(encoding="utf-8"))["styles"]
    families = {name.partition(".")[0] for name in styles} - {"Normal", "Header", "Break", "Text"}
    assert [each for each in sorted(families) if not re.search(rf"`{each}[`.]", page)] == []
    assert [each.stem for each in folder.glob("*.txt") if f"`{each.stem}`" not in page] == []


def test_the_comparison_names_only_what_there_is() -> None:
    page = Path("docs/comparison.md").read_text(encoding="utf-8")
    known = set(_clause_ids())
    named = set(re.findall(r"`([a-z-]+\.[a-z-]+)`", page))
    tables = {each for each in named if each.endswith(".yaml")}
    fields = {"programme.introduction", "programme.terms"}
    assert named - tables - fields - known == set()
    assert {each for each in tables - {"clauses.yaml"} if not _table(each)} == set()


def _table(name: str) -> bool:
    return (resources.templates() / name).is_file()


def _clause_ids() -> Iterator[str]:
    for path in sorted((resources.templates() / "docx").glob("*/clauses.yaml")):
        read = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for section in read.get("sections", ()):
            yield from (clause["id"] for clause in _nested(section))


def _nested(part: dict[str, list[dict[str, str]]]) -> Iterator[dict[str, str]]:
    for clause in part.get("clauses", ()):
        yield clause
        yield from _nested(clause)  # type: ignore[arg-type] # YAML is of any shape
