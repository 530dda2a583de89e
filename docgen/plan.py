"""What will be made: which documents, for whom, under what names. Same input, same plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from functools import cached_property
from typing import Any, Final, Protocol

from docgen.diagnostics import Diagnostic, Report
from docgen.errors import TemplateError
from docgen.facts import BESIDES, EVERYTHING, Facts
from docgen.files import marked_name, safe_name, unique_names
from docgen.packs import Kind, PackStack
from docgen.records import Frozen, replace

# There are as many documents of such kinds as the people and pairs of a programme make up.
_OF_PEOPLE: Final = frozenset(("pair", "person", "mentor", "mentee", "change"))
_OF_OTHERS: Final = frozenset((EVERYTHING, BESIDES))


class Job(Frozen, gc=False):
    """One document to make: its kind, the id of whom it is about (empty: the programme), and where
    it is put inside the output folder, without an ending."""

    kind: str
    subject: str
    path: str

    @property
    def name(self) -> str:
        """Its file name without an ending."""
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The folder of its part of the bundle."""
        return self.path.rpartition("/")[0]

    @property
    def as_namesake(self) -> Job:
        """The same document as it is called when another one has this name."""
        folder, stroke, name = self.path.rpartition("/")
        marked = marked_name(name, _key(self.kind, self.subject))
        return replace(self, path=f"{folder}{stroke}{marked}")


class Plan(Frozen, dict=True):
    """Documents in the order of the bundle, with their kinds."""

    jobs: tuple[Job, ...]

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that there is a document of."""
        return tuple(dict.fromkeys(job.kind for job in self.jobs))

    def of(self, kind: str) -> tuple[Job, ...]:
        """Return the documents of one kind."""
        return tuple(job for job in self.jobs if job.kind == kind)

    def asks_everything(self, kind: str) -> bool:  # noqa: ARG002  nobody has noted it
        """Whether it depends on all people and pairs which documents of a kind there are."""
        return True


class Planned(Protocol):
    """Documents that are to be made: those of a plan, or everything that applies."""

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All of them, in the order of the bundle."""
        ...

    def of(self, kind: str) -> tuple[Job, ...]:
        """Return the documents of one kind."""
        ...

    def asks_everything(self, kind: str) -> bool:
        """Whether it depends on all people and pairs which documents of a kind there are."""
        ...


class Everything:
    """All documents that apply to a programme, planned when somebody asks for their kinds.

    `facts_for` gives what the conditions and names of a kind may ask. Files of one number (`09 …`)
    are named together, so that no two have one name whichever kinds are asked for. Kinds are
    planned together, too, so that what they ask of somebody is found out once.
    """

    def __init__(self, facts_for: Callable[[Kind], Facts], packs: PackStack) -> None:
        self._facts_for = facts_for
        self._packs = packs
        self._of_number: dict[int, dict[str, tuple[Job, ...]]] = {}
        self._asked: dict[str, dict[str, Set[str]]] = defaultdict(dict)

    def __reduce__(self) -> tuple[type[Everything], tuple[Callable[[Kind], Facts], PackStack]]:
        return Everything, (self._facts_for, self._packs)

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """The documents of all kinds but those made on request, in the order of the bundle."""
        return self.plan()[0].jobs

    def of(self, kind: str) -> tuple[Job, ...]:
        """Return the documents of one kind."""
        number = _number(self._packs.kind(kind))
        if number not in self._of_number:
            self._plan({number})
        return self._of_number[number][kind]

    def asks_everything(self, kind: str) -> bool:
        """Whether it depends on all people and pairs which documents of a kind there are."""
        self.of(kind)
        asked = self._asked[kind].values()
        return self._packs.kind(kind).per in _OF_PEOPLE or any(EVERYTHING in each for each in asked)

    def asked(self, job: Job) -> Set[str]:
        """Return on what it depends that there is a document, or how it is called: see `facts`."""
        self.of(job.kind)
        return self._asked[job.kind].get(job.subject, frozenset())

    def plan(self, names: Iterable[str] = ()) -> tuple[Plan, Report]:
        """Plan the documents of the named kinds (none named: all that apply).

        A kind is named by its id (`order-pairs`), by the beginning of a word of its Russian title
        (`приказы`, `положение`) or by its part of the bundle (`мониторинг`). Findings: a name that
        fits no kind.
        """
        kinds, report = chosen_kinds(self._packs, tuple(names))
        self._plan({_number(kind) for kind in kinds} - self._of_number.keys())
        return Plan(tuple(job for kind in kinds for job in self.of(kind.name))), report

    def _plan(self, numbers: Collection[int]) -> None:
        """Plan the kinds whose files begin with these numbers."""
        kinds = [kind for kind in self._packs.kinds() if _number(kind) in numbers]
        facts = {kind.name: self._facts_for(kind) for kind in kinds}
        wanted = self._wanted(kinds, facts)
        taken = {
            kind.name: dict(_taken(kind, facts[kind.name], wanted[kind.name])) for kind in kinds
        }
        for number in numbers:
            alike = [kind for kind in kinds if _number(kind) == number]
            self._of_number[number] = self._numbered(alike, wanted, taken)

    def _wanted(
        self, kinds: Iterable[Kind], told: Mapping[str, Facts]
    ) -> dict[str, dict[str, str]]:
        """Return the name that each document would have, by kind and by whom it is about."""
        wanted: dict[str, dict[str, str]] = {}
        together: dict[tuple[Facts, str], list[Kind]] = {}
        for kind in kinds:
            wanted[kind.name] = {}
            together.setdefault((told[kind.name], kind.per), []).append(kind)
        for (facts, per), alike in together.items():
            with facts.people.overheard() as asked:
                for subject, scope in facts.subjects(per):
                    for kind in alike:
                        asked.clear()
                        if facts.holds(kind.when, scope, kind.place):
                            wanted[kind.name][subject] = _name(kind, facts, scope)
                        if not _OF_OTHERS.isdisjoint(asked):
                            self._asked[kind.name][subject] = asked & _OF_OTHERS
        return wanted

    def _numbered(
        self, kinds: Iterable[Kind], *wanted: Mapping[str, Mapping[str, str]]
    ) -> dict[str, tuple[Job, ...]]:
        """Return the documents of kinds whose files begin with one number, each under its name.

        Of more than they are, only the names are wanted.
        """
        given = unique_names(
            {
                _key(kind.name, who): name
                for kind in kinds
                for each in wanted
                for who, name in each[kind.name].items()
            }
        )
        return {
            kind.name: tuple(
                Job(kind.name, who, f"{folder}{given[_key(kind.name, who)]}")
                for who in wanted[0][kind.name]
            )
            for kind in kinds
            for folder in (_folder(kind, self._packs),)
        }


def _taken(kind: Kind, facts: Facts, wanted: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the names that documents of records left out will have, as far as they can be told."""
    if not facts.ground.left_out or kind.per not in _OF_PEOPLE:
        return
    told = facts.readable
    for subject, scope in told.subjects(kind.per):
        if subject in facts.ground.lacking and subject not in wanted:
            with suppress(TemplateError):  # what cannot be read may be what it asks for
                if told.holds(kind.when, scope, kind.place):
                    yield subject, _name(kind, told, scope)


def make_plan(
    facts_for: Callable[[Kind], Facts], packs: PackStack, names: Iterable[str] = ()
) -> tuple[Plan, Report]:
    """Plan the documents of the named kinds (none named: all that apply)."""
    return Everything(facts_for, packs).plan(names)


def _number(kind: Kind) -> int:
    """Return the number that files of a kind begin with."""
    return kind.order // 10


def _key(kind: str, subject: str) -> str:
    """Return what tells two documents of one name apart: their kind and whom they are about."""
    return f"{kind}-{subject}" if subject else kind


def chosen_kinds(packs: PackStack, names: tuple[str, ...]) -> tuple[tuple[Kind, ...], Report]:
    """Return the kinds that the names mean, in the order of the bundle.

    Without names, that is all of them but those made on request.
    """
    kinds = packs.kinds()
    if not names:
        return tuple(kind for kind in kinds if not kind.on_request), Report()
    meant = {name: _meant(name, kinds, packs) for name in names}
    lost = [_lost(name, kinds) for name, found in meant.items() if not found]
    every = set().union(*meant.values())
    return tuple(kind for kind in kinds if kind.name in every), Report(lost)


def _lost(name: str, kinds: tuple[Kind, ...]) -> Diagnostic:
    from docgen.packs import no_kind  # noqa: PLC0415  names are seldom wrong

    return no_kind(name, kinds)


def _meant(name: str, kinds: tuple[Kind, ...], packs: PackStack) -> set[str]:
    """Return the kinds that a curator means by a name or a word.

    «приказы» means every «Приказ …», «пары» all papers of that part of the bundle; a word that
    begins neither may stand anywhere in a title.
    """
    groups = {group.id for group in packs.groups() if _begins(name, group.title.split())}
    ways: tuple[Callable[[Kind], bool], ...] = (
        lambda kind: kind.name == name,
        lambda kind: _begins(name, kind.short.split()[:1]),
        lambda kind: kind.group in groups,
        lambda kind: _begins(name, kind.short.split()),
    )
    found = ({kind.name for kind in kinds if meant(kind)} for meant in ways)
    return next(filter(None, found), set())


def _begins(name: str, words: list[str]) -> bool:
    """Whether a word begins as the name does, whatever its ending."""
    asked = name.casefold()
    stem = asked[: max(4, len(asked) - 2)]
    return len(asked) >= 4 and any(word.casefold().startswith(stem) for word in words)


def _folder(kind: Kind, packs: PackStack) -> str:
    """Return how paths in the part of the bundle begin that a kind belongs to."""
    group = packs.group(kind)
    return f"{safe_name(group.folder)}/" if group else ""


def _name(kind: Kind, facts: Facts, scope: Mapping[str, Any]) -> str:
    """Return the name that a document of a kind would have."""
    return f"{_number(kind):02d} {facts.fill(kind.file, scope, kind.place, kind=kind)}"
