"""Numbers for documents: the next free ones of their journals, put into the project's register."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Final

import yaml

from docgen.diagnostics import Diagnostic, Report
from docgen.engine.project import Project, plan
from docgen.errors import DataError
from docgen.model import Document, Journal
from docgen.plan import Job
from docgen.records import Frozen, field, replace
from docgen.register import Entry, Register, document_key
from docgen.source import Edited, edit
from docgen.source.nodes import Data

# No journal reaches it; it shows where in a pattern the number stands.
_SENTINEL: Final = 9_876_543_210
_HEADER: Final = """\
# Номера и даты, которые получили документы. Ведёт команда docgen register; править можно и здесь.
# Номер остаётся за документом, сколько бы раз его ни создавали заново.
"""


class Registration(Frozen):
    """What would be entered: new entries, and old ones whose documents are signed now."""

    given: tuple[Entry, ...] = ()
    signed: tuple[Entry, ...] = ()
    report: Report = field(default_factory=Report)


class Unnumbered(Frozen):
    """A document of a journal that has no number yet."""

    job: Job
    journal: str


def unnumbered(
    project: Project, names: Iterable[str] = ()
) -> tuple[tuple[Unnumbered, ...], Report]:
    """Return the planned documents of the named kinds that wait for a number, in their order."""
    chosen, report = plan(project, names)
    kinds = {name: project.packs.kind(name) for name in chosen.kinds}
    waiting = (
        Unnumbered(job, kinds[job.kind].journal)
        for job in chosen.jobs
        if kinds[job.kind].journal and not _document(project, job).number
    )
    return tuple(waiting), report


def give_numbers(
    project: Project, names: Iterable[str], day: date, number: str = ""
) -> Registration:
    """Give the named documents that have none the next numbers of their journals.

    Their date is the one the programme states, or `day`; an earlier date gets a smaller number.
    A stated `number` is for one document.
    """
    waiting, report = unnumbered(project, names)
    if number and len(waiting) != 1:
        return Registration(report=report + Report([_one_only(number, len(waiting))]))
    books = {journal.id: _Book(journal, project) for journal in journals(project)}
    given = []
    for each in sorted(waiting, key=lambda each: _day(project, each.job, day)):
        if each.journal not in books:
            raise DataError(_no_journal(each, books))
        on = _day(project, each.job, day)
        given.append(_entry(each, number or books[each.journal].next(on), on))
    return Registration(tuple(given), report=report)


def mark_signed(project: Project, names: Iterable[str]) -> Registration:
    """Mark the named documents as signed: their files are not made anew any more."""
    chosen, report = plan(project, names)
    found: list[Diagnostic] = []
    given, signed = [], []
    for job in chosen.jobs:
        document = _document(project, job)
        journal = project.packs.kind(job.kind).journal
        entry = project.register.of(document_key(job.kind, job.subject))
        if document.status == "signed":
            continue
        if not document.date or (journal and not document.number):
            found.append(_unready(job))
        elif entry:
            signed.append(replace(entry, signed=True))
        else:
            told = Unnumbered(job, journal)
            given.append(replace(_entry(told, document.number, document.date), signed=True))
    return Registration(tuple(given), tuple(signed), report + Report(found))


def enter(register: Register, registration: Registration) -> tuple[Edited, ...]:
    """Return the register's file with what is to be entered; nothing is written yet.

    What a person wrote in the file stays as it is.
    """
    if not (registration.given or registration.signed):
        return ()
    if register.source is None:
        rows = [dict(_fields(entry)) for entry in registration.given]
        text = yaml.safe_dump({"register": rows}, allow_unicode=True, sort_keys=False)
        return (Edited(register.path, (_HEADER + text).encode()),)
    places = {entry.key: index for index, entry in enumerate(register.entries)}
    values: dict[tuple[str | int, ...], Data] = {
        ("register", places[entry.key], "signed"): "да" for entry in registration.signed
    }
    for index, entry in enumerate(registration.given, start=len(register.entries)):
        values["register", index] = dict(_fields(entry))
    edited, found = edit(register.source, values, {})
    if found:
        raise DataError(*found)
    return edited


def journals(project: Project) -> tuple[Journal, ...]:
    """Return the journals of the packs with what the school says of its own."""
    rows = project.packs.table("journals").get("journals", ())
    known = {row["id"]: Journal(**row) for row in rows}
    for own in project.facts.programme.school.journals:
        known[own.id] = _over(own, known.get(own.id, own))
    return tuple(known.values())


class _Book:
    """A journal's numbers: those that are taken, year by year, and the next one."""

    def __init__(self, journal: Journal, project: Project) -> None:
        self._journal = journal
        self._wording = project.facts.wording
        self._taken: dict[int, int] = {}
        kinds = {kind.name for kind in project.packs.kinds() if kind.journal == journal.id}
        for key, document in project.facts.programme.documents.items():
            if key.partition("/")[0] in kinds and document.number and document.date:
                self._take(document.number, document.date)

    def next(self, day: date) -> str:
        """Take the next number of a year."""
        number = max(self._taken.get(day.year, 0) + 1, self._journal.start)
        self._taken[day.year] = number
        return self._printed(number, day)

    def _take(self, number: str, day: date) -> None:
        before, _, after = self._printed(_SENTINEL, day).partition(str(_SENTINEL))
        found = re.fullmatch(rf"{re.escape(before)}(\d+){re.escape(after)}", number)
        if found:
            self._taken[day.year] = max(self._taken.get(day.year, 0), int(found[1]))

    def _printed(self, number: int, day: date) -> str:
        names = {"number": str(number), "year": str(day.year), "date": day}
        return self._wording.line(self._journal.number, names)


def _over(own: Journal, below: Journal) -> Journal:
    return Journal(own.id, own.title or below.title, own.number or below.number, own.start)


def _document(project: Project, job: Job) -> Document:
    return project.facts.programme.document(job.kind, job.subject)


def _day(project: Project, job: Job, otherwise: date) -> date:
    return _document(project, job).date or otherwise


def _entry(waiting: Unnumbered, number: str, day: date) -> Entry:
    job = waiting.job
    title = job.name.partition(" ")[2]
    return Entry(job.kind, day, number, job.subject, title, waiting.journal)


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "kind", entry.kind
    if entry.subject:
        yield "subject", entry.subject
    yield "title", entry.title
    if entry.journal:
        yield "journal", entry.journal
    if entry.number:
        yield "number", entry.number
    yield "date", f"{entry.date:%d.%m.%Y}"
    if entry.signed:
        yield "signed", "да"


def _one_only(number: str, waiting: int) -> Diagnostic:
    return Diagnostic(
        "DG414",
        f"Номер {number} указан, а документов без номера – {waiting}.",
        hint="С --number назовите один документ; остальным номера даёт журнал.",
    )


def _unready(job: Job) -> Diagnostic:
    return Diagnostic(
        "DG415",
        f"У документа «{job.name}» нет номера или даты, подписанным его не отметить.",
        hint="Сначала присвойте номер: docgen register ДОКУМЕНТ --date ДАТА",
    )


def _no_journal(waiting: Unnumbered, known: Collection[str]) -> Diagnostic:
    return Diagnostic(
        "DG416",
        f"Журнала «{waiting.journal}», по которому регистрируют «{waiting.job.name}», нет.",
        hint=f"Есть: {', '.join(known)}. Исправьте journal в kind.yaml или допишите journals.yaml.",
    )
