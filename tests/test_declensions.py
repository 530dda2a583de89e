"""The sheet of declensions says every form that papers print, and where each comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import engine
from docgen.declensions.sheet import origins
from docgen.diagnostics import Diagnostic, Severity
from docgen.facts import Row
from docgen.russian import inflect
from tests.openxml import assert_valid
from tests.programmes import SCHOOL, TEACHERS, facts, project
from tests.test_engine import BOTH, words

GOOD = SCHOOL + TEACHERS
# Whether the vowel falls out – «Дудка» or «Дудека» – is known to the family only.
DOUBTFUL = GOOD.replace(
    "last_name: Придуманная\n    first_name: Анна\n    middle_name: Сергеевна",
    "last_name: Дудек\n    first_name: Лев\n    middle_name: Ильич",
)


def rows(text: str = GOOD) -> dict[str, Row]:
    """Return the rows of a programme by id."""
    return {row.id: row for row in facts(text).lexicon}


def proofread(folder: Path, text: str) -> list[Diagnostic]:
    """Return what is found when the words of all documents are printed."""
    loaded = engine.load(project(folder, text))
    assert loaded.programme is not None, list(loaded.report)
    return list(engine.proofread(loaded))


def codes(found: list[Diagnostic]) -> list[str]:
    """Return the codes of findings."""
    return [each.code for each in found]


def test_everybody_and_everything_has_a_row() -> None:
    more = (
        "partners: [{id: zavod, name: Общество с ограниченной ответственностью «Завод»}]\n"
        "dictionary: [{text: приказ, cases: {gen: приказа}}]\n"
    )
    text = GOOD.replace("  director:", "  founder: {name: Управление образования}\n  director:", 1)
    text = text.replace(
        "curators: [cur]",
        "curators: [cur]\n  venue: {name: технопарк}\n  mentor_council: {name: совет наставников}",
    )
    found = rows(text + more)
    assert [name for name in found if not name.startswith(("people/", "post/"))] == [
        "school/full_name",
        "school/short_name",
        "founder/name",
        "bodies/council/name",
        "venue/name",
        "mentor-council/name",
        "partners/zavod/name",
    ]
    assert {"people/cur/last_name", "people/cur/first_name", "people/cur/middle_name"} <= set(found)
    assert {"people/cur/post", "people/t1/post", "post/директор"} <= set(found)
    assert "people/t1/middle_name" not in found  # she has none


def test_a_form_says_where_it_comes_from() -> None:
    text = GOOD.replace("kind: head\n", "kind: head\n    cases: {last_name: {gen: Придумань}}\n", 1)
    text += "dictionary: [{text: Анна, kind: first-name, cases: {dat: Аннушке}}]\n"
    found = rows(text)
    last, first = found["people/cur/last_name"], found["people/cur/first_name"]
    assert [form.origin for form in last.forms()] == ["stated", *["rule"] * 4]
    assert [form.origin for form in first.forms()] == ["rule", "dictionary", *["rule"] * 3]
    assert origins(last.forms()) == "задано: род.; правило: дат., вин., тво., пре."
    assert origins(found["people/cur/middle_name"].forms()) == "правило"
    name = facts(text).names["curator"]["name"]["full"]
    assert inflect(name, "gen") == "Придумань Анны Сергеевны"
    assert inflect(name, "dat") == "Придуманной Аннушке Сергеевне"


def test_the_dictionary_takes_a_name_for_a_name_only_if_it_says_so() -> None:
    entry = "dictionary: [{text: Анна, cases: {dat: Аннушке}}]\n"
    assert rows(GOOD + entry)["people/cur/first_name"].form("dat").text == "Анне"
    entry = "dictionary: [{text: Анна, kind: first-name, gender: m, cases: {dat: Аннушке}}]\n"
    assert rows(GOOD + entry)["people/cur/first_name"].form("dat").text == "Анне"


def test_a_row_is_found_by_its_name_without_going_through_all() -> None:
    lexicon = facts(GOOD.replace("учитель физики", "учитель математики")).lexicon
    every = {row.id: row for row in lexicon}
    assert {name: lexicon[name] for name in every} == every
    for nobody in ("people/nobody/last_name", "people/nobody/post", "post/никто", "никто"):
        with pytest.raises(KeyError):
            lexicon[nobody]


def test_people_of_one_post_share_its_row_and_one_person_keeps_it() -> None:
    shared = GOOD.replace("учитель физики", "учитель математики")
    assert "post/учитель математики" in rows(shared)
    assert rows(shared)["post/учитель математики"].target == ()
    own = rows()["people/t1/post"]
    assert own.target == ("people", 2, "post_cases")


def test_the_head_signs_with_the_forms_of_the_own_post() -> None:
    text = GOOD.replace(
        "middle_name: Ильич, kind: head}",
        "middle_name: Ильич, kind: head, post: директор, post_cases: {gen: директора школы}}",
    )
    assert inflect(facts(text).names["director"]["post"], "gen") == "директора школы"
    acting = text.replace("{person: dir}", "{person: dir, acting: true}")
    assert facts(acting).names["director"]["post"] == "и. о. директора школы"


def test_a_kind_of_act_from_the_dictionary_declines_in_every_citation() -> None:
    text = GOOD + "dictionary: [{text: Федеральный закон, kind: document, cases: {ins: ФЗ}}]\n"
    act = facts(text).acts.cite("273-fz")
    assert inflect(act, "ins").startswith("ФЗ от 29.12.2012")
    assert inflect(act.short, "ins").startswith("ФЗ №")


def test_a_school_may_give_the_forms_of_its_partner() -> None:
    text = GOOD + "partners: [{id: z, name: НПО «Заря», cases: {dat: НПО «Заре»}}]\n"
    partner = facts(text).scope("partner", "z")["partner"]
    assert inflect(partner["name"], "dat") == "НПО «Заре»"


def test_a_doubtful_form_that_is_printed_is_told_once_with_its_phrase(tmp_path: Path) -> None:
    (found,) = proofread(tmp_path, DOUBTFUL)
    assert found.code == "DG120"
    assert found.severity is Severity.WARNING
    assert "«Дудека» (винительный)" in found.message
    assert "заместителя директора Дудека Льва Ильича" in found.message
    assert "cases: {last_name: {" in found.hint
    line = DOUBTFUL.splitlines()[found.place.line - 1]
    assert line == "    last_name: Дудек"


def test_a_doubtful_form_that_is_not_printed_is_not_told(tmp_path: Path) -> None:
    spare = "  - {id: t9, last_name: Дудек, first_name: Лев, kind: teacher, post: учитель}\n"
    text = GOOD.replace("programme:\n", f"{spare}programme:\n", 1)
    assert rows(text)["people/t9/last_name"].form("gen").doubts
    assert proofread(tmp_path, text) == []


@pytest.mark.parametrize(
    "forms",
    [
        "gen: Дудека, dat: Дудеку, acc: Дудека, ins: Дудеком, loc: Дудеке",  # what the rule gives
        "gen: Дудка, dat: Дудку, acc: Дудка, ins: Дудком, loc: Дудке",
    ],
)
def test_a_confirmed_form_is_not_asked_again(tmp_path: Path, forms: str) -> None:
    own = DOUBTFUL.replace(
        "kind: head\n", f"kind: head\n    cases: {{last_name: {{{forms}}}}}\n", 1
    )
    assert proofread(tmp_path / "own", own) == []
    entry = f"dictionary: [{{text: Дудек, kind: last-name, cases: {{{forms}}}}}]\n"
    assert proofread(tmp_path / "common", DOUBTFUL + entry) == []


def test_a_form_confirmed_in_another_case_is_asked_still(tmp_path: Path) -> None:
    text = DOUBTFUL.replace(
        "kind: head\n", "kind: head\n    cases: {last_name: {ins: Дудком}}\n", 1
    )
    assert codes(proofread(tmp_path, text)) == ["DG120"]


def test_a_post_with_a_word_that_nobody_knows_is_told(tmp_path: Path) -> None:
    text = GOOD.replace("post: заместитель директора", "post: тьютороид")
    (found,) = proofread(tmp_path, text)
    assert found.code == "DG121"
    assert "post_cases: {" in found.hint


def test_a_build_tells_doubtful_forms_too(tmp_path: Path) -> None:
    loaded = engine.load(project(tmp_path, DOUBTFUL))
    built = engine.build(loaded, tmp_path / "out", ["order-curator"])
    assert codes(list(built.report)) == ["DG120"]
    assert built.report.ok


def checked(folder: Path, old: str, new: str) -> list[Diagnostic]:
    """Return what is found in a programme after a change, when it is read."""
    assert old in GOOD
    return list(engine.load(project(folder, GOOD.replace(old, new, 1))).report)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("придуманная", "Придуманная"),
        ("ПРИДУМАННАЯ", "Придуманная"),
        ("ПРидуманная", "Придуманная"),
        ("Придуманная – Новая", "Придуманная-Новая"),
        ("Придуманная,", "Придуманная"),
    ],
)
def test_a_name_that_is_mended_is_told_with_its_place(
    tmp_path: Path, typed: str, printed: str
) -> None:
    (found,) = checked(tmp_path, "last_name: Придуманная", f"last_name: {typed}")
    assert (found.code, found.severity) == ("DG125", Severity.WARNING)
    assert f"«{printed}»" in found.message
    assert found.path[2:] == ("last_name",)
    assert found.place.line


@pytest.mark.parametrize("typed", ["Придуманная5", "Приду_манная", "Ivanova"])
def test_what_is_no_russian_name_is_told_with_its_place(tmp_path: Path, typed: str) -> None:
    (found,) = checked(tmp_path, "last_name: Придуманная", f"last_name: {typed}")
    assert (found.code, found.severity) == ("DG126", Severity.WARNING)
    assert "место" in found.message


def test_a_latin_letter_in_a_name_is_told_once(tmp_path: Path) -> None:
    found = checked(tmp_path, "last_name: Придуманная", "last_name: Придумaнная")
    assert codes(found) == ["DG109"]


def test_a_post_of_the_other_gender_is_told(tmp_path: Path) -> None:
    old = "post: заместитель директора"
    text = DOUBTFUL.replace(old, "post: заведующая библиотекой", 1)
    (found,) = engine.load(project(tmp_path / "man", text)).report
    assert (found.code, found.path[2:]) == ("DG127", ("post",))
    assert checked(tmp_path / "woman", old, "post: заведующая библиотекой") == []
    assert checked(tmp_path / "either", old, "post: заведующий библиотекой") == []


@pytest.mark.parametrize(
    ("post", "code"), [("тьютороид # 5", "DG107"), ("тьютороид «Школы", "DG118")]
)
def test_the_cause_is_told_and_not_what_it_brings_about(
    tmp_path: Path, post: str, code: str
) -> None:
    text = GOOD.replace("post: заместитель директора", f"post: {post}", 1)
    loaded = engine.load(project(tmp_path, text))
    assert codes(list(loaded.report)) == [code]
    assert "DG121" not in codes(list(engine.proofread(loaded)))


@pytest.mark.parametrize(
    ("code", "field"),
    [
        ("DG122", "cases: {last_name: {nom: Выдуманная, gen: Придуманной}}"),
        ("DG122", "post_cases: {nom: директор, gen: заместителя директора}"),
        ("DG123", "cases: {last_name: {gen: Ивановой}}"),
        ("DG123", "cases: {middle_name: {ins: Игоревной}}"),
    ],
)
def test_stated_forms_of_another_word_are_found(tmp_path: Path, code: str, field: str) -> None:
    text = GOOD.replace("kind: head\n", f"kind: head\n    {field}\n", 1)
    loaded = engine.load(project(tmp_path, text))
    assert codes(list(loaded.report)) == [code]
    (found,) = loaded.report
    assert (loaded.programme is None) == (code == "DG122")
    assert field.split(":", maxsplit=1)[0] in text.splitlines()[found.place.line - 1]


def test_a_nominative_that_fits_says_nothing(tmp_path: Path) -> None:
    cases = "cases: {last_name: {nom: Придуманная, acc: Придуманную}}"
    text = GOOD.replace("kind: head\n", f"kind: head\n    {cases}\n", 1)
    text += "dictionary: [{text: заместитель директора, cases: {nom: заместитель  директора}}]\n"
    assert list(engine.load(project(tmp_path, text)).report) == []


def test_an_unknown_case_is_an_error_with_its_place(tmp_path: Path) -> None:
    text = GOOD.replace("kind: head\n", "kind: head\n    cases: {last_name: {rod: Ивановой}}\n", 1)
    loaded = engine.load(project(tmp_path, text))
    (found,) = loaded.report
    assert loaded.programme is None
    assert found.severity is Severity.ERROR
    assert "rod" in found.message + text.splitlines()[found.place.line - 1]


def test_an_entry_of_the_dictionary_that_nothing_uses_is_noted(tmp_path: Path) -> None:
    entries = "dictionary: [{text: %s, cases: {gen: и}}, {text: учитель физики, cases: {}}]\n"
    (found,) = proofread(tmp_path, GOOD + entries % "инспектор")
    assert found.code == "DG124"
    assert found.severity is Severity.INFO
    assert "инспектор" in found.message
    assert proofread(tmp_path, GOOD + entries % "педагогический совет") == []


def test_what_stops_a_document_is_found_before_any_is_made(tmp_path: Path) -> None:
    own = tmp_path / engine.OWN_PACK / "docx" / "model"
    own.mkdir(parents=True)
    (own / "clauses.yaml").write_text(
        "sections: [{id: a, clauses: [{id: a.b, text: '{{ нет }}'}]}]\n", encoding="utf-8"
    )
    assert codes(proofread(tmp_path, GOOD)) == ["DG261"]


def test_words_of_a_template_that_are_nobodys_are_in_the_sheet(tmp_path: Path) -> None:
    own = tmp_path / engine.OWN_PACK / "docx" / "thanks"
    own.mkdir(parents=True)
    (own / "kind.yaml").write_text(
        "title: Т\nshort: Т\nheading: \"{{ 'старший друг'|dat }}\"\n", "utf-8"
    )
    text = GOOD + "dictionary: [{text: старший друг, cases: {dat: старшим друзьям}}]\n"
    found = {row.id: row for row in engine.declension_rows(engine.load(project(tmp_path, text)))}
    assert found["doc/старший друг"].form("dat").text == "старшим друзьям"
    assert found["doc/старший друг"].target == ("dictionary", 0, "cases")


def test_the_sheet_is_made_only_when_it_is_asked_for(tmp_path: Path) -> None:
    loaded = engine.load(project(tmp_path, BOTH))
    assert "declensions" not in engine.plan(loaded)[0].kinds
    assert engine.plan(loaded, ["ведомость"])[0].kinds == ("declensions",)


def test_the_sheet_shows_forms_and_marks_doubts(tmp_path: Path) -> None:
    text = DOUBTFUL.replace(
        "first_name: Лев", "first_name: Лев\n    cases: {first_name: {gen: Льва}}"
    )
    loaded = engine.load(project(tmp_path, text))
    (output,) = engine.build(loaded, tmp_path / "out", ["declensions"]).outputs
    assert_valid(output.docx.read_bytes(), output.docx.name)
    assert output.xlsx is not None
    shown = words(output.docx)
    assert "Дудека (?) Льва* Ильича" in shown
    assert "Дудек: " in shown
    assert "Федеральным законом" in shown


def test_the_sheet_is_the_same_each_time(tmp_path: Path) -> None:
    loaded = engine.load(project(tmp_path, BOTH))
    made = [engine.build(loaded, tmp_path / name, ["declensions"]).outputs[0] for name in "ab"]
    assert made[0].docx.read_bytes() == made[1].docx.read_bytes()
    assert _bytes(made[0].xlsx) == _bytes(made[1].xlsx)


def _bytes(path: Path | None) -> bytes:
    assert path is not None
    return path.read_bytes()
