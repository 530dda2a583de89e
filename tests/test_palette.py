"""The palette says of every name what documents are really given, neither more nor less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from docgen import engine, resources
from docgen.clauses import Clauses, Text
from docgen.context import build_context
from docgen.diagnostics import Place
from docgen.docx import Blank, Rich
from docgen.packs import Kind, stack
from docgen.palette import Lost, Scope, catalogue, check_clauses, check_kind, scope_of
from docgen.palette.catalogue import filters_for, value_at
from docgen.palette.reading import about, described, group
from docgen.palette.scopes import loops
from docgen.palette.types import Field, Type, typed
from docgen.palette.wording import check_text
from docgen.russian import Phrase
from docgen.studio.checking import shared_files
from docgen.studio.preview import SAMPLES
from tests import programmes
from tests.compiled import COMPILED

STACK = stack()
KINDS = STACK.kinds()
EVENTFUL = (
    programmes.SCHOOL.replace(
        "  director:", "  journals: [{id: orders, number: '{{ number }}-од'}]\n  director:"
    )
    + programmes.TEACHERS.replace(
        "mentees: [t2]}", "mentees: [t2], status: completed, end: 01.12.2026}"
    )
    + """
events:
  - {id: start, title: Встреча, place: зал, participants: [t1], term: {text: осенью}}
documents:
  order-pairs: {number: 1, date: 02.09.2026}
"""
)
SORTS: dict[str, tuple[type, ...]] = {
    "text": (str, Blank),
    "phrase": (Phrase,),
    "number": (int, float),
    "flag": (bool,),
    "date": (date, Blank),
    "rich": (Rich, str),
    "list": (Sequence,),
    "keys": (Mapping,),
}
# Known only to who makes the sheet of declensions, copies for the site, file names.
MADE_ELSEWHERE = {
    *("declension-group", "declension", "published-paper", "kind-of-paper"),
    *("audit", "audit-point", "audit-paper", "audit-group", "audit-finding", "audit-waiver"),
}


class Comparison:
    """What documents are given, compared with what the palette says of it."""

    def __init__(self) -> None:
        self.wrong: set[str] = set()
        self.met: set[tuple[str, str]] = set()
        self._seen: dict[tuple[str, bool, int], Any] = {}  # which keeps them alive, and ids apart

    def roots(self, scope: Scope, names: Mapping[str, Any]) -> None:
        given = {name for name in names if not name.startswith("_")}
        others = {"declensions", "published"}  # there for every kind, empty for most
        self._note("names", given - set(scope.roots) - others, set(scope.roots) - given)
        for name in given & set(scope.roots):
            self.value(name, names[name], scope.roots[name].type, scope)

    def value(self, path: str, value: Any, kind: Type, scope: Scope) -> None:
        if value is None or kind.sort == "anything":
            if value is None and not (kind.optional or kind.sort == "anything"):
                self.wrong.add(f"{path}: nothing, but {kind}")
        elif kind.sort == "record":
            self._record(value, kind.record, scope)
        elif value != "":
            self._plain(path, value, kind, scope)

    def _plain(self, path: str, value: Any, kind: Type, scope: Scope) -> None:
        fits = isinstance(value, SORTS[kind.sort]) and isinstance(value, bool) == (
            kind.sort == "flag"
        )
        if not fits:
            self.wrong.add(f"{path}: {type(value).__name__} is no {kind.sort}")
        elif kind.element is not None:
            for each in value.values() if isinstance(value, Mapping) else value:
                self.value(f"{path}[]", each, kind.element, scope)

    def _record(self, value: Any, name: str, scope: Scope) -> None:
        told_of = getattr(value, "_record", value)  # of one record there are views without end
        key = (name, scope.personal, id(told_of))
        if key in self._seen:
            return
        self._seen[key] = value
        told = scope.fields(name)
        given = set(value) if isinstance(value, Mapping) else {f for f in told if hasattr(value, f)}
        self._note(name, given - set(told), () if about(name).get("loose") else set(told) - given)
        for field in given & set(told):
            self.met.add((name, field))
            found = value[field] if isinstance(value, Mapping) else getattr(value, field)
            self.value(f"{name}.{field}", found, told[field].type, scope)

    def _note(self, owner: str, untold: Iterable[str], absent: Iterable[str]) -> None:
        self.wrong |= {f"{owner}.{name}: not in the palette" for name in untold}
        self.wrong |= {f"{owner}.{name}: in the palette alone" for name in absent}


def contexts(project: engine.Project) -> Iterator[tuple[Kind, Mapping[str, Any]]]:
    """The names of the first document of every kind that can be made."""
    packs = project.packs
    plan, _ = engine.plan(project, [kind.name for kind in KINDS])
    for name in plan.kinds:
        kind = packs.kind(name)
        leaves = packs.leaves(kind)
        words = COMPILED.of(packs).clauses(leaves).render if leaves else lambda _: Text()
        for job in plan.of(name)[:3]:
            facts = project.facts_for(kind)
            yield kind, {**facts.names, **build_context(job, facts, plan, words)}


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """All samples and a programme with what they lack, compared with the palette."""
    comparison = Comparison()
    own = programmes.project(tmp_path_factory.mktemp("own"), EVENTFUL)
    for folder in (*(resources.samples() / name for name in SAMPLES), own):
        project = engine.load(folder)
        assert project.report.ok, list(project.report)
        for kind, names in contexts(project):
            comparison.roots(scope_of([kind]), names)
        for _, names in project.facts.subjects("event"):  # no built-in kind is made for events
            event = group("subjects")["event"].type
            comparison.value("event", names["event"], event, scope_of([]))
    return comparison


def test_the_palette_tells_what_documents_are_given(compared: Comparison) -> None:
    assert sorted(compared.wrong) == []


def test_every_record_of_the_palette_is_met_in_some_document(compared: Comparison) -> None:
    met = {name for name, _ in compared.met}
    assert records() - met - MADE_ELSEWHERE == set()


def test_a_record_that_nothing_leads_to_is_not_described() -> None:
    parents = {each["like"] for each in described()["records"].values() if "like" in each}
    assert set(described()["records"]) - records() - parents == set()


@cache
def records() -> set[str]:
    """The records that some name leads to."""
    waiting = [
        each.type
        for name in ("names", "paper", "look", "data", "line", "subjects")
        for each in group(name).values()
    ]
    found: set[str] = set()
    everything = scope_of([])
    for kind in waiting:
        if kind.element:
            waiting.append(kind.element)
        if kind.record and kind.record not in found:
            found.add(kind.record)
            waiting += [each.type for each in everything.fields(kind.record).values()]
    return found


# What is written in the built-in pack


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_description_of_a_built_in_kind_names_only_what_there_is(kind: Kind) -> None:
    assert list(check_kind(kind)) == []


@pytest.mark.parametrize(
    ("path", "users"),
    list(shared_files(STACK, KINDS, "clauses.yaml")),
    ids=lambda each: each.parent.name if isinstance(each, Path) else "",
)
def test_the_words_of_a_built_in_kind_name_only_what_there_is(
    path: Path, users: tuple[Kind, ...]
) -> None:
    assert list(check_clauses(Clauses.read(path), users)) == []


# Paths

PROGRAMME = scope_of([STACK.kind("order-pairs")])
CONSENT = scope_of([STACK.kind("consent-data-minor")])


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("school.full_name", "Полное наименование"),
        ("school.address", "Адрес"),
        ("pairs[].mentor.name.full", "Фамилия, имя и отчество"),
        ("people.ivanova.post", "Должность"),
        ("people[].post", "Должность"),
        ("monitoring.awards.thanks-mentor[].reasons", "За что"),
        ("programme.start.year", ""),
        ("text.sections[].clauses[].items[].text", "Слова пункта"),
        ("pairs[].mentor.mentoring[].mentee.name.short", "Инициалы и фамилия"),
    ],
)
def test_a_path_leads_to_a_field(path: str, title: str) -> None:
    found = PROGRAMME.find(path)
    assert isinstance(found, Field)
    assert found.title == title


@pytest.mark.parametrize(
    ("path", "name", "hint"),
    [
        ("shcool", "shcool", "«school»"),
        ("school.full_nam", "full_nam", "«full_name»"),
        ("pairs[].mentor.name.ful", "ful", "«full»"),
        ("school.full_name.gen", "gen", "полей у него нет"),
        ("partner.name", "partner", "per: partner"),
        ("director.identity.number", "identity", ""),
        ("curator.contacts.phone", "contacts", "personal: true"),
    ],
)
def test_a_path_that_leads_nowhere_names_the_nearest_or_says_why(
    path: str, name: str, hint: str
) -> None:
    found = PROGRAMME.find(path)
    assert isinstance(found, Lost)
    assert (found.name, found.outside_loop) == (name, False)
    assert hint in found.hint


@pytest.mark.parametrize(
    ("path", "loop"),
    [
        ("pairs.mentor", "{% for pair in pairs %}"),
        ("pair.mentor", "{% for pair in pairs %}"),
        ("row.event", "{% for row in group.rows %}"),
        ("section.title", "{% for section in text.sections %}"),
    ],
)
def test_a_field_outside_its_loop_is_shown_the_loop(path: str, loop: str) -> None:
    found = PROGRAMME.find(path)
    assert isinstance(found, Lost)
    assert found.outside_loop
    assert loop in found.hint


def test_contacts_and_documents_are_seen_by_the_kinds_that_declare_it() -> None:
    assert isinstance(CONSENT.find("people[].contacts.phone"), Field)
    assert isinstance(CONSENT.find("people[].flags"), Lost)


def test_a_text_of_no_kind_sees_what_any_kind_may_see() -> None:
    everything = scope_of([])
    for path in ("pair.mentor", "partner.name", "person.contacts.phone", "survey.title"):
        assert isinstance(everything.find(path), Field)


def test_conditions_do_not_see_the_document() -> None:
    kind = STACK.kind("order-pairs")
    assert isinstance(scope_of([kind], "condition").find("document.number"), Lost)
    assert isinstance(scope_of([kind], "heading").find("document.number"), Field)
    assert isinstance(scope_of([kind], "file").find("kind.short"), Field)
    assert isinstance(scope_of([kind], "clauses").find("text.sections"), Lost)


# Texts


def found_in(text: str, **names: str | None) -> list[tuple[str, str]]:
    return [(each.code, each.message) for each in check_text(text, names, Place("f"), PROGRAMME)]


@pytest.mark.parametrize(
    "text",
    [
        "{{ director.post|gen }} и {{ pairs|length|counted('пара') }}",
        "{% for pair in pairs %}{{ pair.mentor.name.full }}{% endfor %}",
        "{% set first = pairs|first %}{{ first.mentor.name.full }}",
        "{% if x is defined %}{{ x.y }}{% endif %}",
        "{{ x|default('нет') }}",
        "{{ act('273-fz').short }} {{ people[who].post }}".replace("[who]", "['a']"),
        "{{ pairs|selectattr('mentor.is_minor')|map(attribute='number')|list }}",
        "{% for one, pairs in pairs|groupby('form.id') %}{{ one }}{% endfor %}",
        "слова без тегов",
        "{{ не тег",
    ],
)
def test_a_right_text_has_no_findings(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ director.pst }}", "DG201"),
        ("{{ pairs|map(attribute='mentr')|list }}", "DG201"),
        ("{{ row.event }}", "DG226"),
        ("{% for one in director.post %}{{ one }}{% endfor %}", "DG228"),
    ],
)
def test_a_wrong_name_in_a_text_is_found(text: str, code: str) -> None:
    assert [each for each, _ in found_in(text)] == [code]


def test_a_name_that_something_around_a_text_makes_is_known() -> None:
    assert found_in("{{ form.title }}", form="forms[]") == []
    assert [code for code, _ in found_in("{{ form.titel }}", form="forms[]")] == ["DG201"]


def test_words_and_descriptions_of_a_kind_are_checked(tmp_path: Path) -> None:
    folder = tmp_path / "templates/docx/note"
    folder.mkdir(parents=True)
    (folder / "kind.yaml").write_text(
        "title: Записка\nshort: Записка\nper: pair\nwhen: pair.goaal\n"
        'file: "{{ kind.short }} {{ pair.mentor.name.lats }}"\nheading: "{{ documnt.place }}"\n',
        encoding="utf-8",
    )
    (folder / "clauses.yaml").write_text(
        "sections:\n  - id: a\n    clauses:\n"
        "      - {id: a.b, each: {one: pair.mentees}, text: '{{ one.name.ful }} {{ row.term }}',\n"
        "         items: [{text: '{{ one.psot }}', when: one.is_minr}]}\n",
        encoding="utf-8",
    )
    packs = stack(tmp_path / "templates")
    kind = packs.kind("note")
    assert [each.message.split("»")[0][7:] for each in check_kind(kind)] == [
        "goaal",
        "lats",
        "documnt",
    ]
    clauses = Clauses.read(folder / "clauses.yaml")
    found = [(each.code, each.place.line) for each in check_clauses(clauses, [kind])]
    assert found == [("DG201", 4), ("DG226", 4), ("DG201", 5), ("DG201", 5)]


# The catalogue


def test_the_catalogue_tells_every_record_once_and_where_else_it_is() -> None:
    chapters = catalogue(PROGRAMME)
    paths = [entry.path for chapter in chapters for entry in chapter.entries]
    assert len(paths) == len(set(paths))
    people = next(each for each in chapters if each.path == "curators[]")
    assert "curators[].name" in {entry.path for entry in people.entries}
    assert "pairs[].mentor" in people.also


def test_every_name_of_the_catalogue_leads_to_a_field_with_a_meaning() -> None:
    for chapter in catalogue(PROGRAMME):
        for entry in chapter.entries:
            assert isinstance(PROGRAMME.find(entry.path.replace("{}", "[]")), Field), entry.path
            assert entry.field.title, entry.path


@pytest.mark.parametrize(
    ("path", "made", "inside"),
    [
        ("school.full_name", (), "school.full_name"),
        ("pairs[].number", ("for pair in pairs",), "pair.number"),
        (
            "pairs[].mentees[].name",
            ("for pair in pairs", "for mentee in pair.mentees"),
            "mentee.name",
        ),
        ("people{}.post", ("for person in people.values()",), "person.post"),
        ("school.bodies[].name", ("for body in school.bodies",), "body.name"),
    ],
)
def test_a_path_through_lists_is_shown_with_its_loops(
    path: str, made: tuple[str, ...], inside: str
) -> None:
    assert loops(path) == (made, inside)


def test_an_example_is_the_first_that_is_filled() -> None:
    names = {"pairs": [{"goal": ""}, {"goal": "цель"}], "people": {"a": {"post": "учитель"}}}
    assert value_at("pairs[].goal", names) == "цель"
    assert value_at("people{}.post", names) == "учитель"
    assert value_at("pairs[].lost.goal", names) is None


def test_filters_are_told_by_the_type_that_they_take() -> None:
    assert "gen" in filters_for("text")
    assert "long_date" in filters_for("date")
    assert "long_date" not in filters_for("text")
    assert filters_for("flag") == ()


def test_a_type_is_written_in_one_word() -> None:
    assert typed("list:by-key:pair?") == Type(
        "list", element=Type("keys", element=Type("record", "pair")), optional=True
    )
