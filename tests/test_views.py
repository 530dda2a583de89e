"""Facts are found out when a text asks for them, and nobody pays for what no text asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.errors import OutputError
from docgen.facts import EVERYTHING
from docgen.facts.views import Over, View
from docgen.files import Room
from docgen.packs import Kind, stack
from docgen.plan import Everything
from docgen.records import Frozen
from docgen.wording import Wording
from tests.crowd import crowd
from tests.programmes import SCHOOL, STUDENTS, TEACHERS, facts

ASKED: list[str] = []


class Pupil(Frozen):
    """A record to look at."""

    id: str
    class_: str = ""
    secret: str = ""


class PupilView(View[Pupil], of=Pupil, hidden=("secret",)):
    """What everybody sees of it."""

    __slots__ = ()

    def title(self) -> str:
        ASKED.append(self["id"])
        return f"{self['id']} {self['class']}"


class OpenView(PupilView, of=Pupil):
    """What some see of it."""

    __slots__ = ()


def test_a_name_is_got_whether_it_was_asked_before_or_not() -> None:
    view = PupilView(Pupil("a", "5"))
    assert [view.get("title") for _ in range(2)] == ["a 5", "a 5"]
    assert (view.get("secret"), view.get("nothing", "нет")) == (None, "нет")


def test_a_view_finds_out_what_is_asked_and_only_once() -> None:
    ASKED.clear()
    view = PupilView(Pupil("a", "7 «Б»"))
    assert view["class"] == "7 «Б»"
    assert not ASKED
    assert view["title"] == view["title"] == "a 7 «Б»"
    assert ASKED == ["a"]


def test_what_was_found_out_so_far_can_be_told_without_finding_out_more() -> None:
    ASKED.clear()
    view = PupilView(Pupil("a", "5"))
    assert (view["id"], view.found) == ("a", {"id": "a"})
    assert not ASKED


def test_a_paper_begins_with_what_others_asked_for_and_finds_out_the_rest() -> None:
    made = facts(SCHOOL + STUDENTS)
    assert "stages" not in made.scope("programme", "")
    stages = made.wording.value("stages", made.scope("programme", ""))
    assert made.scope("programme", "")["stages"] is stages


def test_what_others_than_a_paper_is_about_make_up_is_asked_for_each_time() -> None:
    made = facts(SCHOOL + STUDENTS)
    for _ in range(2):
        asked = made.people.listen()
        assert "pairs" not in made.scope("programme", "")
        assert len(made.wording.value("pairs", made.scope("programme", ""))) == 1
        assert EVERYTHING in asked


def test_whoever_looks_at_a_view_as_a_whole_sees_all_its_names() -> None:
    whole = {"id": "a", "class": "5", "title": "a 5"}
    assert dict(PupilView(Pupil("a", "5"))) == whole
    assert {**PupilView(Pupil("a", "5"))} == whole
    assert dict(PupilView(Pupil("a", "5")).items()) == whole
    assert [*PupilView(Pupil("a", "5")).values()] == [*whole.values()]
    assert PupilView(Pupil("a", "5")) == whole
    assert PupilView(Pupil("a", "5")) != {"id": "a"}


def test_a_view_that_a_text_sets_aside_is_not_found_out_for_it() -> None:
    ASKED.clear()
    text = "{% set pupil = it %}{{ pupil.id }}"
    assert Wording().line(text, {"it": PupilView(Pupil("a", "5"))}) == "a"
    assert not ASKED


def test_what_is_hidden_is_no_name_of_a_view() -> None:
    view = PupilView(Pupil("a", secret="x"))
    assert list(view) == ["id", "class", "title"]
    assert "secret" not in view
    with pytest.raises(KeyError):
        view["secret"]


def test_a_view_made_of_another_has_the_names_of_both() -> None:
    view = OpenView(Pupil("a", "1", "x"))
    assert set(view) == {"id", "class", "title", "secret"}
    assert view["secret"] == "x"


def test_views_of_one_record_are_equal_and_nothing_is_found_out_for_it() -> None:
    ASKED.clear()
    one, same, other = (PupilView(Pupil(name)) for name in "aab")
    assert one == same
    assert one != other
    assert one in [other, same]
    assert not ASKED


def test_names_laid_over_others_come_first() -> None:
    laid = Over({"a": 1, "b": 2}, {"b": 3, "c": 4})
    assert dict(laid) == {"a": 1, "b": 3, "c": 4}
    assert len(laid) == 3
    assert "c" in laid
    assert "d" not in laid


def test_facts_with_private_data_stand_on_the_same_ground() -> None:
    usual = facts(SCHOOL + STUDENTS)
    personal = usual.personal()
    assert personal.ground is usual.ground
    assert personal.names["forms"] is usual.names["forms"]
    assert "contacts" in personal.people["s2"]
    assert "contacts" not in usual.people["s2"]
    assert "contacts" not in personal.names["director"]


def test_a_person_knows_his_pairs_and_they_know_him() -> None:
    people = facts(SCHOOL + TEACHERS).people
    (pair,) = people["t1"]["mentoring"]
    assert pair["mentor"] == people["t1"]
    assert people["t1"] in pair["mentors"]
    assert people["t2"] not in pair["mentors"]


def test_what_a_paper_asked_of_somebodys_pairs_goes_with_the_paper() -> None:
    people = facts(SCHOOL + TEACHERS).names["people"]
    (asked,) = people["t1"]["mentoring"]
    (again,) = people["t1"]["mentoring"]
    assert asked == again
    assert asked is not again


def test_only_the_kinds_that_are_asked_for_are_planned() -> None:
    made, asked = facts(crowd(2)), []

    def facts_for(kind: Kind) -> object:
        asked.append(kind.name)
        return made

    every = Everything(facts_for, stack())  # type: ignore[arg-type]  # the facts are real
    assert [job.subject for job in every.of("order-pair")] == ["p000", "p001"]
    assert asked == [
        "order-pairs",
        "annex-pairs",
        "order-pair",
    ]  # their files begin with one number
    assert every.of("order-pair") is every.of("order-pair")
    assert len(asked) == 3


def test_a_file_has_one_name_whichever_kinds_are_asked_for() -> None:
    made = facts(crowd(3))
    every = Everything(lambda _: made, stack())
    whole = {(job.kind, job.subject): job for job in every.jobs}
    for name in ("order-pair", "pair-plan", "mentor-report"):
        alone = Everything(lambda _: made, stack()).plan([name])[0]
        assert all(whole[job.kind, job.subject] == job for job in alone.jobs)


def test_a_room_gives_places_in_its_folder_and_nowhere_else(tmp_path: Path) -> None:
    room = Room(tmp_path / "out")
    (tmp_path / "out" / "in").mkdir(parents=True)
    assert room.place("in/a.docx") == tmp_path / "out" / "in" / "a.docx"
    assert room.place("b.docx") == tmp_path / "out" / "b.docx"
    for name in ("../b.docx", "in/../../b.docx", "..", ".", "", "..\\b.docx"):
        with pytest.raises(OutputError):
            room.place(name)


def test_a_room_says_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file.docx").write_bytes(b"there")
    (tmp_path / "link.docx").symlink_to("nothing.docx")
    room = Room(tmp_path)
    names = ("file.docx", "link.docx", "other.docx", "no folder/file.docx")
    assert [room.look(name)[1] for name in names] == [True, True, False, False]


def test_a_room_follows_no_link_out_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "file.docx").symlink_to(tmp_path / "other.docx")
    (tmp_path / "out" / "folder").symlink_to(tmp_path)
    room = Room(tmp_path / "out")
    for name in ("file.docx", "folder/a.docx"):
        with pytest.raises(OutputError):
            room.place(name)
