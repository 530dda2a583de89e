"""What will be made: which documents, for whom, under what names. Same input, same plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from docgen.diagnostics import Report
from docgen.facts import Facts
from docgen.files import safe_name, unique_names
from docgen.packs import Kind, PackStack, no_kind


@dataclass(frozen=True, slots=True)
class Job:
    """One document to make: its kind, the id of whom it is about (empty: the programme), its file
    name without an ending, and the folder of its part of the bundle."""

    kind: str
    subject: str
    name: str
    folder: str = ""

    @property
    def path(self) -> PurePosixPath:
        """Where the document is put inside the output folder, without an ending."""
        return PurePosixPath(self.folder, self.name)


@dataclass(frozen=True, slots=True)
class Plan:
    """Documents in the order of the bundle, and their kinds, which every document asks for."""

    jobs: tuple[Job, ...]
    kinds: tuple[str, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", tuple(dict.fromkeys(job.kind for job in self.jobs)))

    def of(self, kind: str) -> tuple[Job, ...]:
        """Return the documents of one kind."""
        return tuple(job for job in self.jobs if job.kind == kind)


def make_plan(
    facts_for: Callable[[Kind], Facts], packs: PackStack, names: Iterable[str] = ()
) -> tuple[Plan, Report]:
    """Plan the documents of the named kinds (none named: all that apply).

    `facts_for` gives what the conditions and names of a kind may ask.

    A kind is named by its id (`order-pairs`), by the beginning of a word of its Russian title
    (`приказы`, `положение`) or by its part of the bundle (`мониторинг`). Findings: a name that
    fits no kind.
    """
    kinds, report = chosen_kinds(packs, tuple(names))
    wanted = {_key(job): job for kind in kinds for job in _jobs(kind, facts_for(kind), packs)}
    given = unique_names({key: job.name for key, job in wanted.items()})
    return Plan(tuple(replace(job, name=given[key]) for key, job in wanted.items())), report


def _key(job: Job) -> str:
    """Return what tells two documents of one name apart: their kind and whom they are about."""
    return "-".join(part for part in (job.kind, job.subject) if part)


def chosen_kinds(packs: PackStack, names: tuple[str, ...]) -> tuple[tuple[Kind, ...], Report]:
    """Return the kinds that the names mean, in the order of the bundle.

    Without names, that is all of them but those made on request.
    """
    kinds = packs.kinds()
    if not names:
        return tuple(kind for kind in kinds if not kind.on_request), Report()
    meant = {name: _meant(name, kinds, packs) for name in names}
    lost = [no_kind(name, kinds) for name, found in meant.items() if not found]
    every = set().union(*meant.values())
    return tuple(kind for kind in kinds if kind.name in every), Report(lost)


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


def _jobs(kind: Kind, facts: Facts, packs: PackStack) -> Iterator[Job]:
    group = packs.group(kind)
    folder = safe_name(group.folder) if group else ""
    for subject, scope in facts.subjects(kind.per):
        if facts.holds(kind.when, scope, kind.place):
            name = facts.fill(kind.file, {**scope, "kind": kind}, kind.place)
            yield Job(kind.name, subject, f"{kind.order // 10:02d} {name}", folder)
