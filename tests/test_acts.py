"""The register of acts: its data, what our texts cite of it, its page, and its command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen import engine, resources
from docgen.diagnostics import Diagnostic
from docgen.engine.acts import Listing, name, page
from docgen.engine.press import Press
from docgen.engine.printed import words
from docgen.packs import stack
from docgen.schema import load
from tests.cli.running import answer, codes, run
from tests.programmes import SCHOOL, STUDENTS, TEACHERS, project

ROOT = Path(__file__).parents[1]
TEMPLATES = resources.templates()
KNOWN = {act["id"]: act for act in stack().table("acts")["acts"]}
CITED = re.compile(r"\bact\('([\w.-]+)'\)")
LAPSED = {"u-204", "u-474", "r-76", "p-582", "2403-r", "996-r", "gost-2016", "np-education"}


def cited_by_texts() -> Iterator[tuple[str, str]]:
    """Yield every act that a built-in text or kind names, with the file."""
    for path in (*TEMPLATES.rglob("*.yaml"), *TEMPLATES.rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        yield from ((path.name, each) for each in CITED.findall(text))
    for kind in stack().kinds():
        yield from ((kind.name, each) for each in kind.acts)


# The data


@pytest.mark.parametrize("act", KNOWN.values(), ids=lambda act: act["id"])
def test_an_act_says_its_level_track_status_confidence_and_source(act: dict[str, str]) -> None:
    asked = {"kind", "issuer", "level", "track", "status", "confidence", "source", "checked"}
    assert asked <= set(act)


def test_names_of_other_acts_lead_somewhere() -> None:
    named = [
        act[key] for act in KNOWN.values() for key in ("replaced_by", "together_with") if key in act
    ]
    named += [
        each["act"] for act in KNOWN.values() for each in act.get("editions", ()) if "act" in each
    ]
    assert sorted(set(named) - set(KNOWN)) == []
    assert {each["act"] for each in stack().table("acts")["required"]} <= set(KNOWN)


def test_what_is_not_confirmed_is_not_of_high_confidence() -> None:
    wrong = [
        act["id"]
        for act in KNOWN.values()
        if act["confidence"] == "high" and act["status"] == "unconfirmed"
    ]
    assert wrong == []


def test_acts_that_schools_still_cite_are_known_as_lapsed() -> None:
    lapsed = {act["id"] for act in KNOWN.values() if act["status"] in ("lapsed", "replaced")}
    assert lapsed == LAPSED


def test_no_built_in_text_cites_an_act_that_is_not_in_force() -> None:
    cited = set(cited_by_texts())
    assert len({act for _, act in cited}) > 10
    sound = {key for key, act in KNOWN.items() if act["status"] in ("in-force", "recommendation")}
    assert sorted(each for each in cited if each[1] not in sound) == []


def test_a_lapsed_act_of_the_register_is_listed_by_no_level(tmp_path: Path) -> None:
    facts = engine.load(project(tmp_path)).facts
    listed = {act.id for act in facts.acts.of_level("federal", ("students", "teachers"))}
    assert "273-fz" in listed
    assert not listed & (LAPSED | {"3273-r", "mr-2163"})


# A school's own words


def findings(folder: Path, text: str) -> list[Diagnostic]:
    """Return what is wrong with acts in a programme."""
    return list(engine.check_citations(engine.load(project(folder, text))))


@pytest.mark.parametrize("sample", ["kvantorium", "rural-school", "teachers"])
def test_nothing_is_wrong_with_the_acts_of_a_sample(sample: str) -> None:
    assert list(engine.check_citations(engine.load(resources.samples() / sample))) == []


def test_a_citation_in_a_text_of_the_programme_is_found_at_its_place(tmp_path: Path) -> None:
    goal = "  goal: По постановлению Минпросвещения России от 25.12.2019 № Р-145\n"
    text = SCHOOL + STUDENTS.replace("  curators:", f"{goal}  curators:")
    (found,) = findings(tmp_path, text)
    assert found.code == "DG460"
    assert found.path == ("programme", "goal")
    place = found.place
    line = text.splitlines()[place.line - 1]
    assert line[place.column - 1 :][: place.length] == "постановлению"


def test_a_citation_in_a_text_of_many_lines_is_found_on_its_line(tmp_path: Path) -> None:
    goal = "  goal: >-\n    О другом,\n    затем по приказу Минпросвещения\n    России № 582.\n"
    text = SCHOOL + STUDENTS.replace("  curators:", f"{goal}  curators:")
    (found,) = findings(tmp_path, text)
    line = text.splitlines()[found.place.line - 1]
    assert line[found.place.column - 1 :][: found.place.length] == "приказу Минпросвещения"


def test_the_school_year_is_the_day_of_a_text_without_a_date(tmp_path: Path) -> None:
    goal = "  goal: «Вовлечь к 2024 году 70 % школьников (Указ Президента РФ № 204)»\n"
    text = SCHOOL + STUDENTS.replace("  curators:", f"{goal}  curators:")
    assert [each.code for each in findings(tmp_path / "now", text)] == ["DG468", "DG467"]
    earlier = text.replace("2026/27", "2023/24").replace("2027", "2024").replace("2026", "2023")
    assert findings(tmp_path / "then", earlier) == []


def test_requisites_of_the_schools_own_list_of_acts_are_compared(tmp_path: Path) -> None:
    act = (
        "  - {id: own, kind: приказ Министерства просвещения РФ, date: 25.12.2019, number: Р-145}\n"
    )
    (found,) = findings(tmp_path, f"{SCHOOL}{STUDENTS}acts:\n{act}")
    assert (found.code, found.path) == ("DG460", ("acts", 0))


def test_an_own_act_that_is_said_to_be_lapsed_is_left_alone(tmp_path: Path) -> None:
    act = "  - {id: own, kind: Указ Президента РФ, date: 07.05.2018, number: 204, status: lapsed}\n"
    assert findings(tmp_path / "lapsed", f"{SCHOOL}{TEACHERS}acts:\n{act}") == []
    live = f"{SCHOOL}{TEACHERS}acts:\n{act}".replace(", status: lapsed", "")
    assert [each.code for each in findings(tmp_path / "live", live)] == ["DG467"]


def test_a_local_order_is_nobodys_business(tmp_path: Path) -> None:
    act = "  - {id: pay, kind: приказ директора школы, date: 25.12.2025, number: 145-р}\n"
    assert findings(tmp_path, f"{SCHOOL}{TEACHERS}acts:\n{act}") == []


@pytest.mark.parametrize(("act", "code"), [("p-582", "DG467"), ("3273-r", "DG474"), ("273-fz", "")])
def test_a_listed_act_that_is_not_in_force_is_found(tmp_path: Path, act: str, code: str) -> None:
    text = SCHOOL + TEACHERS.replace("  curators:", f"  acts: [{act}]\n  curators:")
    found = findings(tmp_path, text)
    assert [each.code for each in found] == [code] * bool(code)
    assert [each.path for each in found] == [("programme", "acts", 0)] * bool(code)


def test_a_clause_of_the_schools_own_is_judged_in_its_file(tmp_path: Path) -> None:
    folder = project(tmp_path, SCHOOL + TEACHERS)
    own = folder / "templates" / "docx" / "our-paper"
    own.mkdir(parents=True)
    clause = "sections:\n  - id: a\n    clauses:\n      - Работаем по письму № МР-42/02.\n"
    (own / "clauses.yaml").write_text(clause, encoding="utf-8")
    kind = "title: Памятка\nshort: Памятка\ntrack: teachers\nextends: protocol\n"
    (own / "kind.yaml").write_text(kind, encoding="utf-8")
    (found,) = engine.check_citations(engine.load(folder))
    assert (found.code, found.place.line) == ("DG470", 4)
    assert found.place.file.endswith("clauses.yaml")


def test_check_says_what_is_wrong_with_acts(tmp_path: Path) -> None:
    goal = "  goal: По распоряжению Минпросвещения России от 24.12.2019 № Р-145\n"
    text = SCHOOL + STUDENTS.replace("  curators:", f"{goal}  curators:")
    result = run("check", "--json", "-C", project(tmp_path, text))
    assert "DG462" in codes(result)


# What documents cite


def test_the_words_of_a_document_are_what_it_cites(tmp_path: Path) -> None:
    loaded = engine.load(project(tmp_path))
    job = engine.plan(loaded, ["order-curator"])[0].jobs[0]
    text = words(Press(loaded).print(job).docx)
    assert "распоряжением Правительства Российской Федерации" in text


def test_documents_are_told_with_their_acts_and_days(tmp_path: Path) -> None:
    text = f"{SCHOOL}{TEACHERS}documents:\n  order-curator: {{number: 1, date: 20.05.2025}}\n"
    kinds = ("order-curator", "regulation-teachers")
    result = run("acts", "--programme", *kinds, "--json", "-C", project(tmp_path, text))
    made = {each["kind"]: each for each in answer(result)["documents"]}
    order = made["order-curator"]
    assert order["date"] == "2025-05-20"
    assert {"1264-r", "az-1128"} <= set(order["acts"])
    assert [each["code"] for each in order["findings"]] == ["DG469"]
    assert made["regulation-teachers"]["findings"] == []
    assert result.exit_code == 1


def test_people_read_which_documents_cite_what(tmp_path: Path) -> None:
    said = run("acts", "--programme", "куратора", "-C", project(tmp_path)).stdout
    order = said.partition("Приказ о назначении куратора (1 документ)")[2].partition("\n\n")[0]
    assert "1264-r" in order
    assert "№ 1264-р" in order


def test_a_broken_programme_is_said_to_be_one(tmp_path: Path) -> None:
    result = run("acts", "--programme", "--json", "-C", project(tmp_path, "school: {}\n"))
    assert result.exit_code == 1
    assert codes(result)


# The list


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (["Р-145"], ["r-145"]),
        (["P-145"], ["r-145"]),
        (["145"], ["r-145"]),
        (["ФЗ-273"], ["273-fz"]),
        (["р-145", "наставничества"], ["r-145"]),
        (["персональных данных"], ["152-fz"]),
        (["нет такого"], []),
    ],
)
def test_an_act_is_found_by_number_or_words(
    asked: list[str], found: list[str], tmp_path: Path
) -> None:
    result = run("acts", *asked, "--json", "-C", tmp_path)
    assert [each["id"] for each in answer(result)["acts"]] == found


def test_a_few_acts_are_shown_with_all_that_is_known(tmp_path: Path) -> None:
    said = run("acts", "582", "-C", tmp_path).stdout
    assert "заменён другим (действовал по 28.02.2025) – приказ" in said
    assert "№ 779" in said
    assert "подтверждены одним источником" in said
    assert "формальная отмена не проверена" in said


def test_all_acts_are_listed_by_level_and_status(tmp_path: Path) -> None:
    lines = run("acts", "-C", tmp_path).stdout.splitlines()
    headings = [line.strip() for line in lines if line.endswith(":")]
    told = load("common")["$defs"]["act-status"]["enumDescriptions"]
    assert sorted(headings) == sorted(f"{each}:" for each in told)
    assert sum(line.startswith("    ") for line in lines) == len(KNOWN)
    assert "реестре нет" in run("acts", "нет такого", "-C", tmp_path).stdout


def test_a_schools_own_acts_are_listed_under_their_level(tmp_path: Path) -> None:
    act = "  - {id: pay, kind: положение об оплате труда, date: 25.12.2025, number: 7}\n"
    folder = project(tmp_path, f"{SCHOOL}{TEACHERS}acts:\n{act}")
    said = run("acts", "-C", folder).stdout
    assert "положение об оплате труда от 25.12.2025 № 7" in said.partition("Локальные")[2]
    own = answer(run("acts", "оплате", "--json", "-C", folder))["acts"]
    assert [(each["id"], each["date"]) for each in own] == [("pay", "2025-12-25")]


def test_the_page_of_acts_is_up_to_date_and_names_every_act() -> None:
    written = (ROOT / "docs" / "acts.md").read_text(encoding="utf-8")
    assert written == page(stack()), "python -m docgen.engine.acts docs/acts.md"
    assert all(f"`{act}`" in written for act in KNOWN)


def test_an_act_is_named_by_its_title_where_it_has_no_number() -> None:
    rows = {row["id"]: row for row in Listing(stack())}
    assert name(rows["np-youth"]) == "национальный проект «Молодёжь и дети»"
    assert name(rows["152-fz"]) == "Федеральный закон от 27.07.2006 № 152-ФЗ"
