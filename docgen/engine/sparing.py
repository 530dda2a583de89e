"""A programme without its records that have errors: one bad record never stops the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.engine.project import Project, checked
from docgen.facts import LeftOut
from docgen.facts.plain import texts
from docgen.manifest import Manifest
from docgen.packs import PackStack
from docgen.plan import Job, Plan
from docgen.records import replace
from docgen.source import Data, Source

RECORDS: Final = ("people", "pairs")  # the lists whose elements may be left out
_ABOUT: Final = {"pair": "pairs", "person": "people", "mentor": "people", "mentee": "people"}
_MOST: Final = 50  # errors of reading; of more, not all are told, so nobody knows whose they are

Element = tuple[str, int]  # a list and an index there


def spared(project: Project) -> Project | None:
    """Return the same without the records that have errors; None if anything else has.

    What names such a record is left out, too; where the school itself names it, something else has
    errors. The report keeps what was found in them.
    """
    whole = project.source
    if not whole.complete or whole.report.count(Severity.ERROR) >= _MOST:
        return None
    said, found, left = project.report, project.report, frozenset[Element]()
    rest, programme = whole, project.programme
    while programme is None or not found.ok:
        more = _elements(found, whole)
        if not more or more <= left:
            return None
        left = _namesakes(left | more, whole)
        rest = whole.without(left)
        programme, again = checked(rest, project.packs, project.register)
        out = left_out(left, whole)
        if _are_named_elsewhere(out, whole):
            return None
        found = Report(each for each in rest.restored(again) if not _is_fact_of(each, out))
        said = said + [_explained(each, out, whole) for each in found]
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
    return Plan((*(_beside(job, manifest, taken) for job in chosen.jobs), *lost))


def refusal(project: Project, job: Job) -> Diagnostic | None:
    """Return why a document cannot be made, if it is about a record that is left out.

    All documents about it have one finding: a report says it once, the table for each of them.
    """
    for each in project.left_out:
        if _is_about(project.packs, job.kind, job.subject, each):
            said = f"Документы по записи с ошибками ({each.group}: {each.id}) не созданы."
            return _unmade(said, each.place)
    return None


def incomplete(project: Project) -> Diagnostic:
    """Return why a document that tells of all people and pairs is not made without some."""
    message = "Документы, в которых говорится обо всех сразу, не созданы: есть записи с ошибками"
    return _unmade(f"{message} ({named(project.left_out)}).", project.left_out[0].place)


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
    elements = [_element(each.path or whole.element(each.place)) for each in errors]
    return frozenset(filter(None, elements)) if all(elements) else frozenset()


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


def _are_named_elsewhere(left: tuple[LeftOut, ...], whole: Source) -> bool:
    """Whether the school's own data name somebody: a road map would tell an id for a name."""
    said = set(texts({name: each for name, each in whole.data.items() if name not in RECORDS}))
    return not said.isdisjoint(each.id for each in left if each.group == "people" and each.id)


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


def _is_fact_of(found: Diagnostic, left: tuple[LeftOut, ...]) -> bool:
    """Whether a finding says that a document is about nobody, who is only left out."""
    match found.path:
        case ("documents", str(key)):
            return key.partition("/")[2] in {each.id for each in left} - {""}
    return False


def _explained(found: Diagnostic, left: tuple[LeftOut, ...], whole: Source) -> Diagnostic:
    """Return what is to be said of a record that names one that is left out."""
    if found.code != "DG160":
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
    documents = project.facts.programme.documents
    for each in manifest:
        key = f"{each.kind}/{each.subject}"
        signed = key in documents and documents[key].status == "signed"
        if each.kind in known and not signed:
            about = (
                _is_about(project.packs, each.kind, each.subject, one) for one in project.left_out
            )
            if any(about):
                yield Job(each.kind, each.subject, each.path)


def _beside(job: Job, manifest: Manifest, taken: set[str]) -> Job:
    """Return a document under the name that it has while its namesake is there."""
    marked = job.as_namesake
    record = manifest.get(marked.path)
    was = record is not None and (record.kind, record.subject) == (job.kind, job.subject)
    return marked if was or job.path in taken else job


def _is_about(packs: PackStack, kind: str, subject: str, left: LeftOut) -> bool:
    """Whether a document is about a record that is left out."""
    return bool(left.id) and subject == left.id and _ABOUT.get(packs.kind(kind).per) == left.group


def _unmade(message: str, place: Place) -> Diagnostic:
    hint = "Исправьте записи и запустите: docgen build --failed"
    return Diagnostic("DG559", message, place, hint, Severity.WARNING)
