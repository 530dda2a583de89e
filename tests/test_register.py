"""The register: numbers that documents get, keep, and never share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from docgen import engine
from docgen.cli.common import DONE
from docgen.files import write_atomic
from docgen.register import FILE
from tests.cli.running import answer, codes, run
from tests.programmes import SCHOOL, TEACHERS, project

GOOD = SCHOOL + TEACHERS
DAY = date(2026, 9, 1)
STATED = "documents:\n  order-curator: {number: 7-од, date: 01.09.2026}\n"


def given(folder: Path, *names: str, day: date = DAY, number: str = "") -> list[str]:
    """Give numbers as the command does; return what was entered."""
    loaded = engine.load(folder)
    made = engine.give_numbers(loaded, names, day, number)
    assert made.report.ok, list(made.report)
    for each in engine.enter(loaded.register, made):
        write_atomic(each.path, each.content)
    return [f"{entry.key} {entry.number} {entry.date:%d.%m.%Y}" for entry in made.given]


def numbers(folder: Path) -> dict[str, str]:
    """Return the numbers that the documents have in the loaded programme."""
    loaded = engine.load(folder)
    assert loaded.programme is not None, list(loaded.report)
    found = loaded.programme.documents.items()
    return {key: document.number for key, document in found if document.number}


def test_documents_get_the_next_numbers_of_their_journal_in_the_order_of_the_bundle(
    tmp_path: Path,
) -> None:
    folder = project(tmp_path, GOOD)
    assert given(folder, "order-adoption", "order-curator", "order-regulation") == [
        "order-adoption 1-од 01.09.2026",
        "order-curator 2-од 01.09.2026",
        "order-regulation 3-од 01.09.2026",
    ]


def test_a_number_stays_with_its_document_whatever_comes_later(tmp_path: Path) -> None:
    folder = project(tmp_path, GOOD)
    given(folder, "order-curator")
    before = numbers(folder)
    assert given(folder, "order-curator", "order-adoption") == ["order-adoption 2-од 01.09.2026"]
    assert numbers(folder) == before | {"order-adoption": "2-од"}
    assert given(folder, "order-curator", "order-adoption") == []


def test_numbers_that_the_programme_states_are_taken(tmp_path: Path) -> None:
    folder = project(tmp_path, GOOD + STATED)
    assert given(folder, "order-curator", "order-adoption") == ["order-adoption 8-од 01.09.2026"]


def test_a_date_that_the_programme_states_is_kept_and_the_earlier_gets_the_smaller_number(
    tmp_path: Path,
) -> None:
    folder = project(tmp_path, GOOD + "documents:\n  order-adoption: {date: 11.09.2026}\n")
    assert given(folder, "order-adoption", "order-curator") == [
        "order-curator 1-од 01.09.2026",
        "order-adoption 2-од 11.09.2026",
    ]


def test_each_year_begins_anew(tmp_path: Path) -> None:
    folder = project(tmp_path, GOOD)
    given(folder, "order-adoption")
    assert given(folder, "order-curator", day=date(2027, 1, 15)) == [
        "order-curator 1-од 15.01.2027"
    ]


def test_a_school_has_patterns_and_first_numbers_of_its_own(tmp_path: Path) -> None:
    own = "  journals:\n    - {id: orders, number: '{{ number }}/{{ year }}-о', start: 57}\npeople:"
    folder = project(tmp_path, GOOD.replace("people:", own, 1))
    assert given(folder, "order-adoption", "order-curator") == [
        "order-adoption 57/2026-о 01.09.2026",
        "order-curator 58/2026-о 01.09.2026",
    ]
    assert given(folder, "order-regulation") == ["order-regulation 59/2026-о 01.09.2026"]


def test_a_pattern_without_a_place_for_the_number_is_refused(tmp_path: Path) -> None:
    own = "  journals:\n    - {id: orders, number: '5-од'}\npeople:"
    folder = project(tmp_path, GOOD.replace("people:", own, 1))
    assert [found.code for found in engine.load(folder).report] == ["DG138"]


def test_the_papers_of_each_person_have_numbers_of_their_own(tmp_path: Path) -> None:
    folder = project(tmp_path, GOOD)
    assert given(folder, "mentor-agreement") == ["mentor-agreement/t1 1 01.09.2026"]


def test_what_a_person_wrote_in_the_register_is_kept(tmp_path: Path) -> None:
    folder = project(tmp_path, GOOD)
    (folder / FILE).write_text(
        "# наш журнал\nregister:\n"
        "  - {kind: order-adoption, number: 12-од, date: 28.08.2026}  # да\n",
        encoding="utf-8",
    )
    assert given(folder, "order-adoption", "order-curator") == ["order-curator 13-од 01.09.2026"]
    text = (folder / FILE).read_text(encoding="utf-8")
    assert text.startswith("# наш журнал\nregister:\n  - {kind: order-adoption, number: 12-од,")
    assert "# да" in text
    assert numbers(folder) == {"order-adoption": "12-од", "order-curator": "13-од"}


def test_the_number_is_printed_in_the_document_and_wherever_it_is_named(tmp_path: Path) -> None:
    folder = project(tmp_path, GOOD)
    given(folder, "order-regulation", number="33-од")
    loaded = engine.load(folder)
    built = engine.build(loaded, tmp_path / "out", ["order-regulation", "regulation-teachers"])
    assert not [b for output in built.outputs for b in output.blanks if "Положении" in b]


def test_a_number_for_several_documents_is_refused(tmp_path: Path) -> None:
    loaded = engine.load(project(tmp_path, GOOD))
    made = engine.give_numbers(loaded, ["order-adoption", "order-curator"], DAY, "5-од")
    assert [found.code for found in made.report] == ["DG414"]
    assert made.given == ()


def test_a_signed_document_is_not_made_again(tmp_path: Path) -> None:
    folder = project(tmp_path, GOOD)
    given(folder, "order-adoption")
    engine.build(engine.load(folder), tmp_path / "out", ["order-adoption"])
    loaded = engine.load(folder)
    made = engine.mark_signed(loaded, ["order-adoption"])
    for each in engine.enter(loaded.register, made):
        write_atomic(each.path, each.content)
    built = engine.build(engine.load(folder), tmp_path / "out", ["order-adoption"])
    assert [output.kept for output in built.outputs] == [True]
    assert [found.code for found in built.report] == ["DG550"]


def test_a_document_without_a_number_is_not_marked_as_signed(tmp_path: Path) -> None:
    made = engine.mark_signed(engine.load(project(tmp_path, GOOD)), ["order-adoption"])
    assert [found.code for found in made.report] == ["DG415"]


def test_a_document_that_the_programme_numbers_can_be_marked_as_signed(tmp_path: Path) -> None:
    loaded = engine.load(project(tmp_path, GOOD + STATED))
    (entry,) = engine.mark_signed(loaded, ["order-curator"]).given
    assert (entry.number, entry.date, entry.signed) == ("7-од", DAY, True)


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("DG411", "{kind: order-adoption, number: 1, date: 01.09.2026}|" * 2),
        ("DG412", "{kind: order-curator, number: 8-од, date: 01.09.2026}"),
        ("DG412", "{kind: order-curator, number: 7-од, date: 02.09.2026}"),
        ("DG413", "{kind: order-adoption, number: 7-од, date: 02.09.2026}"),
        ("DG104", "{kind: order-adoption, nomber: 7-од, date: 02.09.2026}"),
    ],
)
def test_what_contradicts_itself_is_found(tmp_path: Path, code: str, rows: str) -> None:
    folder = project(tmp_path, GOOD + STATED)
    lines = "".join(f"  - {row}\n" for row in rows.strip("|").split("|"))
    (folder / FILE).write_text(f"register:\n{lines}", encoding="utf-8")
    loaded = engine.load(folder)
    assert [found.code for found in loaded.report] == [code]
    assert loaded.programme is None


def test_one_number_in_two_years_is_no_contradiction(tmp_path: Path) -> None:
    folder = project(tmp_path, GOOD + STATED)
    (folder / FILE).write_text(
        "register:\n  - {kind: order-adoption, number: 7-од, date: 11.01.2027}\n", encoding="utf-8"
    )
    assert engine.load(folder).report.ok


def test_a_journal_that_nobody_knows_stops_with_a_finding(tmp_path: Path) -> None:
    folder = project(tmp_path, GOOD)
    own = folder / engine.OWN_PACK / "docx" / "memo"
    own.mkdir(parents=True)
    (own / "kind.yaml").write_text("title: Памятка\nshort: Памятка\njournal: memos\n", "utf-8")
    result = run("register", "memo", "--json", "-C", folder)
    assert codes(result) == ["DG416"]
    assert result.exit_code == 1


def test_the_command_gives_numbers_shows_them_and_writes_nothing_in_a_dry_run(
    tmp_path: Path,
) -> None:
    folder = project(tmp_path, GOOD)
    said = run("register", "order-adoption", "--date", "01.09.2026", "--dry-run", "-C", folder)
    assert "№ 1-од от 01.09.2026  Приказ о внедрении" in said.stdout
    assert not (folder / FILE).exists()
    assert run("register", "order-adoption", "--date", "01.09.2026", "-C", folder).exit_code == DONE
    shown = answer(run("register", "--json", "-C", folder))["register"]
    assert [(each["number"], each["signed"]) for each in shown] == [("1-од", False)]
    assert run("register", "order-adoption", "--signed", "-C", folder).exit_code == DONE
    assert "подписан" in run("register", "-C", folder).stdout
    again = run("register", "order-adoption", "--signed", "-C", folder)
    assert "Записывать нечего" in again.stdout


def test_a_register_that_cannot_be_read_stops_everything_with_its_place(tmp_path: Path) -> None:
    folder = project(tmp_path, GOOD)
    (folder / FILE).write_text("register: нет\n", encoding="utf-8")
    result = run("build", "-C", folder, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert f"{FILE}:1" in result.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [".docgen", "ошибки.xlsx"]
