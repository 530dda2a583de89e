"""What an audit found, for people: a report in Word, a workbook, plain data, comments in copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from docgen.audit.auditing import Audit
from docgen.audit.evidence import Evidence
from docgen.audit.looks import CODE, TITLE, by_file
from docgen.audit.points import POINT, Score
from docgen.diagnostics import Diagnostic, Severity
from docgen.docx import Template
from docgen.docx.comments import commented
from docgen.engine.worksheets import Worksheet, workbook
from docgen.packs import PackStack
from docgen.rules import Waived
from docgen.russian import plural
from docgen.wording import dialect

KIND: Final = "audit-report"
_LEVELS: Final = {
    Severity.ERROR: "ошибка",
    Severity.WARNING: "предупреждение",
    Severity.INFO: "к сведению",
}
_WHOLE: Final = "Вся папка"
_MAIN: Final = "основной текст, "  # all findings but a few are there
_APART: Final = (CODE, POINT)  # told in tables of their own
_HALF: Final = 0.5
_MARKS: Final = {1.0: "есть", _HALF: "не полностью", 0.0: "нет"}
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
_WAIVED: Final = (("Правило", 24), ("От чего школа отступила", 80), ("Причина", 60))


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
    """Return the report as a workbook: points, papers, findings, each mark of looks, waivers."""
    points = (
        (each.number, each.title, _MARKS[each.value], each.lacking, "; ".join(each.files))
        for each in found.scores
    )
    papers = (
        (p.file, p.title, f"{p.day:%d.%m.%Y}" if p.day else "", p.number, len(found.of(p.file)))
        for p in found.papers
    )
    told = (each for each in found.report if each.code != CODE)
    rows = ((_file(each) or _WHOLE, *_row(each)) for each in sorted(told, key=_weight))
    looks = ((_file(each), *_row(each)) for each in found.looks)
    waived = ((each.rule, each.finding.message, each.reason) for each in found.waived)
    return workbook(
        "Проверка документов",
        Worksheet("Контрольные точки", _POINTS, tuple(points)),
        Worksheet("Бумаги", _PAPERS, tuple(papers)),
        Worksheet("Замечания", _FOUND, tuple(rows)),
        Worksheet("Оформление", _FOUND, tuple(looks)),
        Worksheet("Отступления", _WAIVED, tuple(waived)),
    )


def report_data(found: Audit) -> dict[str, Any]:
    """Return the report as plain data; the findings go beside it as everywhere."""
    return {
        "points": [_point_data(each) for each in found.scores],
        "papers": [_paper_data(each) for each in found.papers],
        "unread": list(found.unread),
        "looks": [_look_data(each) for each in found.looks],
        "waived": [_waived(each) for each in found.waived],
        "total": found.total,
        "verdict": verdict(found),
    }


def _point_data(point: Score) -> dict[str, Any]:
    return {
        "number": point.number,
        "title": point.title,
        "score": point.value,
        "lacking": point.lacking,
        "files": list(point.files),
    }


def _paper_data(paper: Evidence) -> dict[str, Any]:
    return {
        "file": paper.file,
        "kind": paper.kind,
        "date": paper.day.isoformat() if paper.day else None,
        "number": paper.number,
    }


def _look_data(found: Diagnostic) -> dict[str, str]:
    return {
        "file": found.place.file,
        "code": found.code,
        "level": found.severity.value,
        "spot": found.place.spot,
        "message": found.message,
    }


def _waived(waived: Waived) -> dict[str, str]:
    return {"rule": waived.rule, "message": waived.finding.message, "reason": waived.reason}


def commented_copies(found: Audit, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every Word file with findings as a copy with the findings as comments."""
    for paper in found.papers:
        about = found.details(paper.file)
        path = folder / paper.file
        if about and path.suffix.casefold() == ".docx":
            yield paper.file, commented(path.read_bytes(), about, paper.file)


def _facts(found: Audit) -> dict[str, Any]:
    """Return what the template of the report may say: what matters most comes first."""
    errors, remarks = _told(found)
    looks = {_file(each): each.message for each in found.report if each.code == CODE}
    return {
        "points": [_point(each) for each in found.scores],
        "papers": [_paper(each, found, looks.get(each.file, "")) for each in found.papers],
        "errors": _groups(errors),
        "remarks": _groups(remarks),
        "waived": [_waived(each) for each in found.waived],
        "total": _total(found),
        "verdict": verdict(found),
    }


def score_lines(found: Audit) -> Iterator[str]:
    """Yield a line for each control point, and one with their sum."""
    for each in found.scores:
        lacking = f" – {each.lacking}" if each.lacking else ""
        yield f"{each.number}. {each.title}: {_MARKS[each.value]}{lacking}"
    yield f"{verdict(found)} {_total(found)}"


def _total(found: Audit) -> str:
    """Return how many control points there are papers for; a point that is not full is a half."""
    halves = any(each.value == _HALF for each in found.scores)
    counted = " (не полностью – за половину)" if halves else ""
    total = f"{found.total:g}".replace(".", ",")
    return f"Контрольные точки: {total} из {len(found.scores)}{counted}."


def _told(found: Audit) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Return the errors and the rest; the look and the control points have tables of their own."""
    told = [each for each in found.report if each.code not in _APART]
    errors = [each for each in told if each.severity is Severity.ERROR]
    return errors, [each for each in told if each.severity is not Severity.ERROR]


def _paper(paper: Evidence, found: Audit, look: str) -> dict[str, Any]:
    return {
        "file": paper.file,
        "title": paper.title,
        "requisites": _requisites(paper.day, paper.number),
        "count": len([each for each in found.of(paper.file) if each.code not in _APART]),
        "look": look.removeprefix(TITLE),
    }


def _point(each: Score) -> dict[str, Any]:
    return {
        "number": each.number,
        "title": each.title,
        "mark": _MARKS[each.value],
        "lacking": each.lacking,
        "files": _some(each.files),
    }


def verdict(found: Audit) -> str:
    """Return in one line how much was read and how much is to be done."""
    errors, remarks = map(len, _told(found))
    read = _counted(len(found.papers), "документ", "документа", "документов")
    unread = f", не прочитано: {len(found.unread)}" if found.unread else ""
    wrong = _counted(errors, "ошибку", "ошибки", "ошибок")
    doubts = _counted(remarks, "замечание", "замечания", "замечаний")
    to_do = f"Нужно исправить {wrong}" if errors else "В самих бумагах ошибок не найдено"
    to_see = f", посмотреть {doubts}" if remarks else ""
    return f"Проверено: {read}{unread}. {to_do}{to_see}."


def _counted(number: int, one: str, few: str, many: str) -> str:
    return f"{number} {plural(number, one, few, many)}"


def _groups(found: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return findings by files, those about the whole folder first."""
    files = sorted(by_file(found).items(), key=lambda each: bool(each[0]))
    return [
        {
            "file": file or _WHOLE,
            "findings": [_finding(each) for each in sorted(about, key=_weight)],
        }
        for file, about in files
    ]


def _finding(each: Diagnostic) -> dict[str, str]:
    return dict(zip(("code", "severity", "spot", "message", "hint"), _row(each), strict=True))


def _weight(each: Diagnostic) -> int:
    """Put errors first: among many marks of typography they would be overlooked."""
    return list(_LEVELS).index(each.severity)


def _file(each: Diagnostic) -> str:
    return each.place.file


def _row(each: Diagnostic) -> tuple[str, ...]:
    place = each.place
    spot = place.spot.removeprefix(_MAIN) or (f"строка {place.line}" if place.line else "")
    return (each.code, _LEVELS[each.severity], spot, each.message, each.hint)


def _requisites(day: Any, number: str) -> str:
    return " ".join(
        filter(None, (f"{day:%d.%m.%Y}" if day else "", f"№ {number}" if number else ""))
    )


def _some(files: tuple[str, ...], most: int = 3) -> str:
    rest = len(files) - most
    return "; ".join(files[:most]) + (f" и ещё {rest}" if rest > 0 else "")
