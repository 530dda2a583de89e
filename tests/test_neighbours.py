"""What a paper is made of: no stranger's change prints it again, and no change is ever missed."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest

from docgen import engine, resources
from docgen.engine.keeping import EARLIER, NEEDLESS
from docgen.engine.origins import Origins
from docgen.facts import EVERYTHING
from docgen.facts.neighbours import Neighbours
from tests.compiled import COMPILED
from tests.crowd import KINDS, crowd, documents
from tests.programmes import facts, project

EVERYBODY = {"p000", "p001", "p002", "t0", "t1", "t2", "t3", "t4", "t5"}  # of three pairs
# A field with a value that stands on one line, and a row of a list.
_FIELD = re.compile(r"\b([a-z_]+): ([^,{}\[\]\n>|'\"]+|\[[^\]\n]*\])(?=[,}\n])")
_ROW = re.compile(r"^ *- \{.*\}\n", re.MULTILINE)
_PARTS = re.compile(r"^(?=\w)", re.MULTILINE)
_STATES = 16  # some of them are no programme


def neighbours(text: str) -> Neighbours:
    return Neighbours(facts(text).ground)


def concerned(before: str, after: str) -> set[str]:
    """Return the pairs and people of three pairs whose papers a change may concern."""
    old, new = neighbours(before), neighbours(after)
    return {each for each in EVERYBODY if old.digest(each) != new.digest(each)}


def printed(folder: Path, text: str, *kinds: str) -> int:
    """Build a programme into `folder/out`; return how many documents were printed."""
    done: list[int] = []
    loaded = engine.load(project(folder, text))
    assert loaded.programme is not None, list(loaded.report)
    progress = lambda _, number, __: done.append(number)  # noqa: E731  nothing to name
    engine.build(loaded, folder / "out", kinds or KINDS, compiled=COMPILED, progress=progress)
    return len(done)


def test_a_pair_concerns_its_people_and_no_stranger() -> None:
    assert concerned(crowd(3), crowd(3, goals={1: "Иная цель"})) == {"p001", "t2", "t3"}


def test_a_person_concerns_the_others_of_the_pair() -> None:
    other = crowd(3).replace("{id: t5, last_name: Черновиков", "{id: t5, last_name: Чернов")
    assert concerned(crowd(3), other) == {"p002", "t4", "t5"}


def test_a_new_pair_concerns_nobody_else_and_a_removed_one_those_after_it() -> None:
    assert concerned(crowd(3), crowd(4)) == set()
    assert concerned(crowd(3), crowd(3, without=1)) == EVERYBODY - {"p000", "t0", "t1"}


def test_what_is_said_of_the_school_concerns_everybody() -> None:
    assert concerned(crowd(3), crowd(3).replace("31.05.2027", "30.05.2027")) == EVERYBODY


def test_whom_the_school_names_is_everybody_s_neighbour() -> None:
    text = crowd(3).replace("mentors: [t2]", "mentors: [cur]")
    assert concerned(text, text.replace("mentees: [t3]", "mentees: [t3], goal: Цель")) == EVERYBODY
    assert neighbours(text).are_all({"t0", "t1", "t3", "cur", "dir"}, "p000")


def test_a_group_and_the_pair_that_goes_on_for_another_are_neighbours() -> None:
    text = crowd(3).replace("mentors: [t2]", "replaces: p000, mentors: [t2]")
    assert concerned(text, text.replace("post: учитель}", "post: методист}", 1)) >= {"p001", "t3"}
    assert concerned(text, text.replace("mentees: [t5]", "mentees: [t5, t3]")) == EVERYBODY


def test_who_holds_a_post_alone_is_told_of_it() -> None:
    alone = crowd(3).replace("post: учитель}", "post: методист}", 1)
    both = alone.replace("id: t5, ", "id: t5, post: методист, ").replace(
        "post: методист, last_name: Черновиков, first_name: Иван, gender: m, kind: teacher,"
        " post: учитель}",
        "last_name: Черновиков, first_name: Иван, gender: m, kind: teacher, post: методист}",
    )
    assert concerned(alone, both) == {"p000", "t0", "t1", "p002", "t4", "t5"}


def test_a_document_that_looked_up_a_stranger_is_made_of_everything(tmp_path: Path) -> None:
    loaded = engine.load(project(tmp_path, crowd(2)))
    origins, kind = Origins(loaded), loaded.packs.kind("order-pair")
    own = origins.of(kind, "p000", {"t0", "t1", "cur", "dir"})
    whole = origins.of(kind, "p000", {EVERYTHING})
    assert own != whole == origins.of(kind, "p000", {"t0", "t2"})
    assert origins.stands(kind, "p000", own)
    assert origins.stands(kind, "p000", whole)
    assert not origins.stands(kind, "p001", own)


def test_the_papers_of_changed_pairs_are_printed_and_no_others(tmp_path: Path) -> None:
    assert printed(tmp_path, crowd(8)) == 8 * len(KINDS)
    goals = dict.fromkeys(range(5), "Иная цель")
    assert printed(tmp_path, crowd(8, goals=goals)) == 5 * len(KINDS)
    assert printed(tmp_path, crowd(8, goals=goals)) == 0


@pytest.mark.parametrize(
    ("asked", "again"),
    [
        ("{{ pairs|length }}", 3),
        ("{{ people|length }}", 3),
        ("{{ people['t5'].post }}", 3),
        ("{% for one in mentor.mentoring %}{{ one.goal }}{% endfor %}", 1),
        ("{{ document.pairs|length }}", 3),
        ("{{ people[curator.id].post }}", 1),
        ("{{ monitoring.start|long_date }}", 1),
        ("{{ monitoring.indicators|map(attribute='title')|join }}", 1),
        ("{{ monitoring.indicators|map(attribute='text')|join }}", 3),
        ("{{ monitoring.coverage.pairs }}", 3),
        ("{{ 'да' if mentor.id in monitoring.awards.certificate }}", 1),
        ("{{ monitoring.awards.certificate|length }}", 3),
        ("{{ surveys|map(attribute='title')|join }}", 1),
        ("{{ ref('consent.given') }}{# pairs #}", 1),
    ],
)
def test_words_that_ask_for_others_are_printed_when_those_may_have_changed(
    tmp_path: Path, asked: str, again: int
) -> None:
    own = tmp_path / engine.OWN_PACK / "docx" / "mentor-consent"
    own.mkdir(parents=True)
    words = f'amendments:\n  - after: consent.given\n    clauses: [{{id: more, text: "{asked}"}}]\n'
    (own / "amendments.yaml").write_text(words, encoding="utf-8")
    assert printed(tmp_path, crowd(3), "mentor-consent") == 3
    assert printed(tmp_path, crowd(3), "mentor-consent") == 0
    assert printed(tmp_path, crowd(3, goals={2: "Цель"}), "mentor-consent") == again


def test_minutes_are_told_by_the_mark_on_any_paper(tmp_path: Path) -> None:
    mark = "{kind: accepted, body: council, protocol: {number: '3', date: 01.09.2026}}"
    text = f"{crowd(3)}documents:\n  pair-plan/p001: {{stamps: [{mark}]}}\n"
    assert printed(tmp_path, text, "protocol") == 1
    assert printed(tmp_path, text + "  pair-plan/p000: {number: '1'}\n", "protocol") == 0
    assert printed(tmp_path, text.replace("'3'", "'4'"), "protocol") == 1


def test_whatever_changes_a_folder_holds_what_a_new_one_would(tmp_path: Path) -> None:
    """A programme with papers of all sorts changes at random; each state is built twice."""
    chance = random.Random(1)
    folder = tmp_path / "school"
    shutil.copytree(resources.samples() / "rural-school", folder)
    file = folder / "programme.yaml"
    text = file.read_text("utf-8")
    for state in range(_STATES):
        file.write_text(_otherwise(text, chance) if state else text, encoding="utf-8")
        loaded = engine.load(folder)
        if loaded.programme is not None:
            text = file.read_text("utf-8")
            engine.build(loaded, folder / "out", compiled=COMPILED)
            engine.build(loaded, tmp_path / f"new{state}", compiled=COMPILED)
            assert _planned(folder / "out") == _planned(tmp_path / f"new{state}")


def _otherwise(text: str, chance: random.Random) -> str:
    """Return a programme whose people or pairs, mostly, are otherwise than they were."""
    parts = _PARTS.split(text)
    own = [number for number, part in enumerate(parts) if part.startswith(("people", "pairs"))]
    number = chance.choice([*own, *own, *own, chance.randrange(len(parts))])
    parts[number] = _changed(parts[number], chance)
    return "".join(parts)


def _changed(part: str, chance: random.Random) -> str:
    """Return a part with a field that says what another of its name says, or less a row."""
    rows, fields = list(_ROW.finditer(part)), list(_FIELD.finditer(part))
    if rows and not chance.randrange(4):
        row = chance.choice(rows)
        return part[: row.start()] + part[row.end() :]
    one = chance.choice(fields)
    other = chance.choice([each for each in fields if each[1] == one[1]])
    return part[: one.start(2)] + other[2] + part[one.end(2) :]


def _planned(folder: Path) -> dict[str, bytes]:
    """Return the documents of a folder but for those that were moved aside."""
    aside = (EARLIER, NEEDLESS)
    return {name: data for name, data in documents(folder).items() if not name.startswith(aside)}
