"""The project's register: numbers and dates that its documents were given, in `register.yaml`.

What the programme itself says of a document wins; the register remembers the rest, so that a
number, once given, stays with its document whatever is built or comes to the programme later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from docgen import schema, source
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.model import Document, Programme
from docgen.packs import PackStack
from docgen.records import Frozen, field, replace
from docgen.source import Source

FILE: Final = "register.yaml"


class Entry(Frozen):
    """One document's number and date; an empty `subject` is the whole programme."""

    kind: str
    date: date
    number: str = ""
    subject: str = ""
    title: str = ""
    journal: str = ""
    signed: bool = False
    place: Place = field(default_factory=Place)

    @property
    def key(self) -> str:
        """The name of the document in the programme: `order-pairs`, `order-pair/p01`."""
        return document_key(self.kind, self.subject)


class Register(Frozen):
    """All entries of a project, in the order in which they were made."""

    path: Path
    entries: tuple[Entry, ...] = ()
    source: Source | None = None

    def of(self, key: str) -> Entry | None:
        """Return the entry of a document, if it has one."""
        return next((entry for entry in self.entries if entry.key == key), None)


def document_key(kind: str, subject: str) -> str:
    """Return the name under which the programme and the register speak of a document."""
    return f"{kind}/{subject}" if subject else kind


def read_register(folder: Path) -> tuple[Register, Report]:
    """Read the register of a project; a project without the file has an empty one."""
    path = folder / FILE
    if not path.exists():
        return Register(path), Report()
    read = source.read(path, include=False)
    data, report = schema.validate(read, "register")
    report = report + read.report
    if not report.ok:
        return Register(path), report
    entries = tuple(_entry(row, read, index) for index, row in enumerate(data["register"]))
    return Register(path, entries, read), report + Report(_doubled(entries))


def _entry(row: Mapping[str, Any], read: Source, index: int) -> Entry:
    place = read.place(("register", index))
    return Entry(**{**row, "date": date.fromisoformat(row["date"]), "place": place})


def _doubled(entries: Iterable[Entry]) -> Iterator[Diagnostic]:
    seen: dict[str, Entry] = {}
    for entry in entries:
        if entry.key in seen:
            yield Diagnostic(
                "DG411",
                f"Документ «{entry.key}» записан в журнале дважды: см. {seen[entry.key].place}.",
                entry.place,
                "Оставьте одну запись – ту, чей номер стоит на подписанном документе.",
            )
        seen[entry.key] = entry


def entered(programme: Programme, register: Register, source: Source) -> tuple[Programme, Report]:
    """Return the programme with what the register knows of its documents.

    A number or a date that the two of them say differently is an error.
    """
    documents = dict(programme.documents)
    found: list[Diagnostic] = []
    for entry in register.entries:
        stated = documents.get(entry.key, Document())
        found += _contradictions(entry, stated, source)
        status = "signed" if entry.signed else stated.status
        documents[entry.key] = replace(
            stated,
            number=stated.number or entry.number,
            date=stated.date or entry.date,
            status=status,
        )
    return replace(programme, documents=documents), Report(found)


def _contradictions(entry: Entry, stated: Document, source: Source) -> Iterator[Diagnostic]:
    pairs = (("number", stated.number, entry.number), ("date", stated.date, entry.date))
    for name, said, registered in pairs:
        if said and registered and said != registered:
            yield Diagnostic(
                "DG412",
                f"Документ «{entry.key}»: в программе {_shown(said)}, а в журнале "
                f"{_shown(registered)} ({entry.place}).",
                source.place(("documents", entry.key, name)),
                "Уберите из программы или исправьте в журнале: номер и дата у документа одни.",
            )


def _shown(value: str | date) -> str:
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else f"№ {value}"


def check_numbers(programme: Programme, packs: PackStack, source: Source) -> Report:
    """Return documents of one journal that have one number in the same year."""
    journals = {kind.name: kind.journal for kind in packs.kinds()}
    taken: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for key, document in programme.documents.items():
        journal = journals.get(key.partition("/")[0])
        if journal and document.number and document.date:
            taken[journal, document.number, document.date.year].append(key)
    return Report(
        Diagnostic(
            "DG413",
            f"Номер {number} в {year} году получили сразу: {', '.join(keys)}.",
            source.place(("documents", keys[-1])),
            "Два документа одного журнала не могут иметь один номер: исправьте один из них.",
        )
        for (_, number, year), keys in taken.items()
        if len(keys) > 1
    )
