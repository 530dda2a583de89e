"""A programme without its records that have errors: one bad record never stops the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.engine.project import Project, checked
from docgen.facts import BESIDES, EVERYTHING, LeftOut
from docgen.facts.leftout import RECORDS, are_people
from docgen.manifest import Manifest
from docgen.model.documents import UNKNOWN
from docgen.packs import PackStack
from docgen.plan import Job, Plan
from docgen.records import replace
from docgen.source import Data, Source
from docgen.source.tree import MAX_FOUND  # of more errors of reading, not all are told

_ABOUT: Final = {
    **dict.fromkeys(("person", "mentor", "mentee"), "people"),
    **{name.removesuffix("s"): name for name in ("pairs", "partners", "events", "surveys")},
}

_LOST: Final = "DG160"  # an id that nobody has
_OF_NOBODY: Final = "DG173"  # facts of a document about nobody there is

Element = tuple[str, int]  # a list and an index there


def spared(project: Project) -> Project | None:
    """Return the same without the records that have errors; None if anything else has.

    What names such a record is left out, too; somebody whom the school itself names is there with
    those fields that are without errors. The report keeps what was found in them.
    """
    whole = project.source
    if not whole.complete or whole.all_found.count(Severity.ERROR) >= MAX_FOUND:
        return None
    said, found = Report(), project.all_found
    rest, programme = whole, project.programme
    left, named = frozenset[Element](), frozenset[Element]()
    while programme is None or not found.ok:
        if more := _named_by_school(found, left, whole):
            named |= more
        else:
            said = said + [_explained(each, left_out(left, whole), whole) for each in found]
            left = _namesakes(left | _elements(found, whole), whole)
        tried = rest
        rest = whole.without(left - named, {each: _readable(each, said, whole) for each in named})
        if rest.data == tried.data:
            return None
        programme, again = checked(rest, project.packs, project.register)
        out = left_out(left, whole)
        found = Report(
            each for each in rest.restored(again) if not _is_fact_of(each, out, project.packs)
        )
    said = said + found
    return replace(
        project, source=rest, programme=programme, report=said, left_out=left_out(left, whole)
    )


def left_out(left: Iterable[Element], whole: Source) -> tuple[LeftOut, ...]:
    """Return the records that are left out, first the people: pairs go with them."""
    return tuple(
        LeftOut(group, index, _id(whole, group, index), _start(whole, group, index), said)
        for group, index in sorted(left, key=lambda each: (RECORDS.index(each[0]), each[1]))
        for said in (_list(whole, group)[index],)
    )


def as_planned(chosen: Plan, project: Project, manifest: Manifest, kinds: Iterable[str]) -> Plan:
    """Return a plan with the documents of these kinds that were made of records now left out.

    The others keep the names that they have beside those: a namesake is still there.
    """
    lost = tuple(_lost(project, manifest, set(kinds)))
    taken = {job.path for job in lost}
    named = {(each.kind, each.subject): each.path for each in manifest}
    return Plan((*(_beside(job, named, taken) for job in chosen.jobs), *lost))


def refusal(project: Project, job: Job, asked: Collection[str]) -> Diagnostic | None:
    """Return why a document is not made that is about a record left out, or that asks for all.

    All documents about it have one finding: a report says it once, the table for each of them.
    """
    if left := _left_out_of(project, job.kind, job.subject):
        said = f"Документы по записи с ошибками ({left.group}: {left.id}) не созданы."
        return _unmade(said, left.place)
    return _incomplete(project) if _lacks(project, job.kind, asked) else None


def _lacks(project: Project, kind: str, asked: Collection[str]) -> bool:
    """Whether records that are left out belong to what was asked for.

    A paper about a survey asks for that one.
    """
    if EVERYTHING in asked and are_people(project.left_out):
        return True
    of_any_survey = BESIDES in asked and project.packs.kind(kind).per != "survey"
    return of_any_survey and any(each.group == "surveys" for each in project.left_out)


def _incomplete(project: Project) -> Diagnostic:
    """Return why a document that tells of all people and pairs is not made without some."""
    message = (
        f"Есть записи с ошибками ({named(project.left_out)}): документы, где говорится о них или "
        "обо всех сразу, не созданы."
    )
    return _unmade(message, project.left_out[0].place)


def named(left: tuple[LeftOut, ...], most: int = 3) -> str:
    """Return «pairs: p-07, p-08; people: t5 и ещё 4»."""
    groups: dict[str, list[str]] = {}
    for each in left[:most]:
        groups.setdefault(each.group, []).append(each.id or f"№ {each.index + 1}")
    said = "; ".join(f"{group}: {', '.join(ids)}" for group, ids in groups.items())
    return f"{said} и ещё {len(left) - most}" if len(left) > most else said


def _elements(found: Report, whole: Source) -> frozenset[Element]:
    """Return the records that all errors lie in; none if any lies elsewhere."""
    errors = [each for each in found if each.severity is Severity.ERROR]
    elements = [_element(path) for path in whole.elements(errors)]
    return frozenset(filter(None, elements)) if all(elements) else frozenset()


def _named_by_school(found: Report, left: frozenset[Element], whole: Source) -> frozenset[Element]:
    """Return those of the records left out whom the data of the school name."""
    named = {
        _value(whole, each.path)
        for each in found
        if each.code == _LOST and each.path[0] not in RECORDS
    }
    return frozenset(each for each in left if each[0] == "people" and _id(whole, *each) in named)


def _readable(element: Element, said: Report, whole: Source) -> Data:
    """Return the fields of a record in which nothing was found."""
    group, index = element
    record = _list(whole, group)[index]
    wrong = {each.path[2] for each in said if each.path[:2] == element and len(each.path) > 2}
    known = record if isinstance(record, dict) else {}
    return {name: value for name, value in known.items() if name not in wrong}


def _element(path: tuple[str | int, ...]) -> Element | None:
    match path:
        case (str(group), int(index), *_) if group in RECORDS:
            return group, index
    return None


def _namesakes(left: frozenset[Element], whole: Source) -> frozenset[Element]:
    """Return records with all that have the id of one of them: nobody knows who is meant."""
    ids = {(group, _id(whole, group, index)) for group, index in left}
    return left | {
        (group, index)
        for group in {group for group, _ in left}
        for index in range(len(_list(whole, group)))
        if (each := _id(whole, group, index)) and (group, each) in ids
    }


def _list(whole: Source, group: str) -> list[Data]:
    found = whole.data.get(group)
    return found if isinstance(found, list) else []


def _start(whole: Source, group: str, index: int) -> Place:
    """Return where a record begins: it may take half a page."""
    return replace(whole.place((group, index)), length=1)


def _id(whole: Source, group: str, index: int) -> str:
    """Return the id that somebody typed, if a record has one."""
    record = _list(whole, group)[index]
    typed = record.get("id") if isinstance(record, dict) else None
    return typed if isinstance(typed, str) else ""


def _is_fact_of(found: Diagnostic, left: tuple[LeftOut, ...], packs: PackStack) -> bool:
    """Whether a finding says that a document is about nobody, who is only left out.

    A day of change may be that of a pair that is left out.
    """
    match found.path:
        case ("documents", str(key)) if found.code == _OF_NOBODY:
            kind, _, subject = key.partition("/")
            about_change = packs.kind(kind).per == "change"
            return about_change or subject in {each.id for each in left} - {""}
    return False


def _explained(found: Diagnostic, left: tuple[LeftOut, ...], whole: Source) -> Diagnostic:
    """Return what is to be said of a record that names one that is left out."""
    if found.code != _LOST:
        return found
    typed = _value(whole, found.path)
    named_one = next((each for each in left if each.id and each.id == typed), None)
    if named_one is None:
        return found
    return Diagnostic(
        "DG549",
        f"В записи «{named_one.id}» ({named_one.group}) ошибки, поэтому без неё и эта запись",
        found.place,
        f"Исправьте запись «{named_one.id}»: см. {named_one.place}",
        Severity.WARNING,
        found.path,
    )


def _value(whole: Source, path: tuple[str | int, ...]) -> object:
    value: object = whole.data
    for step in path:
        value = value[step]  # type: ignore[index]  # a finding lies at a value
    return value


def _lost(project: Project, manifest: Manifest, kinds: set[str]) -> Iterator[Job]:
    """Yield the documents that were made of records now left out, but for signed ones."""
    known = {kind.name for kind in project.packs.kinds()} & kinds
    programme = project.facts.programme
    for each in manifest:
        key = f"{each.kind}/{each.subject}"
        signed = programme.documents.get(key, UNKNOWN).status == "signed"
        if each.kind not in known or signed or programme.has(each.subject):
            continue
        if _left_out_of(project, each.kind, each.subject):
            yield Job(each.kind, each.subject, each.path)


def _beside(job: Job, named: Mapping[tuple[str, str], str], taken: set[str]) -> Job:
    """Return a document under the name that it has, be that with or without a namesake."""
    was = replace(job, path=named.get((job.kind, job.subject), job.path))
    if job == was.as_namesake or was == job.as_namesake:
        return was
    return job.as_namesake if job.path in taken else job


def _left_out_of(project: Project, kind: str, subject: str) -> LeftOut | None:
    """Return the record that a document is about, if it is left out."""
    group = _ABOUT.get(project.packs.kind(kind).per, "")
    return project.facts.ground.left_by_id.get((group, subject))


def _unmade(message: str, place: Place) -> Diagnostic:
    hint = "Исправьте записи и запустите: docgen build --failed"
    return Diagnostic("DG559", message, place, hint, Severity.WARNING)
