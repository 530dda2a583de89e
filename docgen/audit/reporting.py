"""What an audit found, for people: a report in Word, a workbook, plain data, comments in copies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from docgen.audit.auditing import Audit
from docgen.diagnostics import Diagnostic, Severity
from docgen.docx import Template
from docgen.docx.comments import commented
from docgen.engine.worksheets import Worksheet, workbook
from docgen.packs import PackStack
from docgen.wording import dialect

KIND: Final = "audit-report"
_LEVELS: Final = {
    Severity.ERROR: "ошибка",
    Severity.WARNING: "предупреждение",
    Severity.INFO: "к сведению",
}
_WHOLE: Final = "Вся папка"
_MARKS: Final = {1.0: "есть", 0.5: "не полностью", 0.0: "нет"}
_POINTS: Final = (
    ("№", 5),
    ("Контрольная точка", 50),
    ("Итог", 14),
    ("Не хватает", 50),
    ("Файлы", 70),
)
_PAPERS: Final = (("Файл", 60), ("Что это", 40), ("Дата", 12), ("Номер", 12), ("Замечаний", 12))
_FOUND: Final = (
    ("Файл", 50),
    ("Код", 8),
    ("Важность", 15),
    ("Место", 34),
    ("Что не так", 70),
    ("Что сделать", 60),
)


def report_docx(found: Audit, packs: PackStack) -> bytes:
    """Return the report as a Word file, made from the kind `audit-report` of the packs."""
    kind = packs.kind(KIND)
    path = packs.find(kind, "template.docx")
    assert path is not None  # it comes with docgen
    words = dialect(packs.typesetter())
    template = Template.compile(path.read_bytes(), name=KIND, dialect=words, parts=packs.part)
    document = {"title": kind.title, "heading": kind.heading}
    names = {"audit": _facts(found), "document": document, "school": {"short_name": ""}}
    return template.render(names).docx


def report_xlsx(found: Audit) -> bytes:
    """Return the report as a workbook: points, papers, findings."""
    points = (
        (each.number, each.title, _MARKS[each.value], each.lacking, "; ".join(each.files))
        for each in found.scores
    )
    papers = (
        (p.file, p.title, f"{p.day:%d.%m.%Y}" if p.day else "", p.number, len(found.of(p.file)))
        for p in found.papers
    )
    rows = ((_file(each) or _WHOLE, *_row(each)) for each in found.report)
    return workbook(
        "Проверка документов",
        Worksheet("Контрольные точки", _POINTS, tuple(points)),
        Worksheet("Бумаги", _PAPERS, tuple(papers)),
        Worksheet("Замечания", _FOUND, tuple(rows)),
    )


def report_data(found: Audit) -> dict[str, Any]:
    """Return the report as plain data; the findings go beside it as everywhere."""
    return {
        "points": [
            {
                "number": each.number,
                "title": each.title,
                "score": each.value,
                "lacking": each.lacking,
                "files": list(each.files),
            }
            for each in found.scores
        ],
        "papers": [
            {
                "file": each.file,
                "kind": each.kind,
                "date": each.day.isoformat() if each.day else None,
                "number": each.number,
            }
            for each in found.papers
        ],
        "unread": list(found.unread),
        "total": found.total,
    }


def commented_copies(found: Audit, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every Word file with findings as a copy with the findings as comments."""
    for paper in found.papers:
        about = found.of(paper.file)
        path = folder / paper.file
        if about and path.suffix.casefold() == ".docx":
            yield paper.file, commented(path.read_bytes(), about, paper.file)


def _facts(found: Audit) -> dict[str, Any]:
    """Return what the template of the report may say."""
    errors = found.report.count(Severity.ERROR)
    return {
        "points": [
            {
                "number": each.number,
                "title": each.title,
                "mark": _MARKS[each.value],
                "lacking": each.lacking,
                "files": _some(each.files),
            }
            for each in found.scores
        ],
        "papers": [
            {
                "file": each.file,
                "title": each.title,
                "requisites": _requisites(each.day, each.number),
                "count": len(found.of(each.file)),
            }
            for each in found.papers
        ],
        "groups": _groups(found),
        "total": f"{found.total:g}".replace(".", ","),
        "errors": errors,
        "warnings": found.report.count(Severity.WARNING),
        "verdict": "" if errors else "Нарушений с важностью «ошибка» не найдено.",
    }


def _groups(found: Audit) -> list[dict[str, Any]]:
    files = dict.fromkeys(_file(each) for each in found.report)
    return [
        {
            "file": file or _WHOLE,
            "findings": [
                dict(zip(("code", "severity", "spot", "message", "hint"), _row(each), strict=True))
                for each in sorted(found.report, key=_weight)
                if _file(each) == file
            ],
        }
        for file in files
    ]


def _weight(each: Diagnostic) -> int:
    """Put errors first: among many marks of typography they would be overlooked."""
    return list(_LEVELS).index(each.severity)


def _file(each: Diagnostic) -> str:
    return each.place.file


def _row(each: Diagnostic) -> tuple[str, ...]:
    place = each.place
    spot = place.spot or (f"строка {place.line}" if place.line else "")
    return (each.code, _LEVELS[each.severity], spot, each.message, each.hint)


def _requisites(day: Any, number: str) -> str:
    return " ".join(
        filter(None, (f"{day:%d.%m.%Y}" if day else "", f"№ {number}" if number else ""))
    )


def _some(files: tuple[str, ...], most: int = 3) -> str:
    rest = len(files) - most
    return "; ".join(files[:most]) + (f" и ещё {rest}" if rest > 0 else "")
