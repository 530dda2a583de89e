"""`--all`: what `docgen build` and `docgen check` say of many schools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from docgen.cli.common import Manner, quoted
from docgen.cli.meter import meter
from docgen.cli.printing import as_mapping, counted, totals
from docgen.cli.telling import documents
from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.engine.reasons import SAID
from docgen.errors import DataError, OutputError
from docgen.records import replace

if TYPE_CHECKING:
    from docgen.municipality import Building, Checking, Outcome, SchoolFolder

_TEXTS: Final = (".yaml", ".yml")


def build_all(manner: Manner, root: Path, task: Building, processes: int | None) -> NoReturn:
    """Build every school below a folder, and say what came of each."""
    schools, found = _schools(root)
    found = found + _followed(task, root, schools, found)
    outcomes = _worked(manner, task, schools, processes)
    found = found + _namesakes(outcomes)
    lost = Report() if task.dry else _kept(task.output or root, outcomes, found)
    report = _answer(manner, found + lost, outcomes)
    for outcome in outcomes:
        manner.say(f"  {outcome.school.name}  –  {_said(outcome, task)}")
    manner.say(_built(outcomes, dry=task.dry))
    if not (task.dry or lost):
        _where(manner, task.output or root)
    if not (task.dry or report.ok):
        manner.say("Исправьте и повторите ту же команду: готовое она не тронет.")
    manner.finish(report)


def check_all(manner: Manner, root: Path, task: Checking) -> NoReturn:
    """Check every school below a folder, and say what was found in each."""
    schools, found = _schools(root)
    outcomes = _worked(manner, task, schools, None)
    found = found + _namesakes(outcomes)
    report = _answer(manner, found, outcomes)
    for outcome in outcomes:
        planned = f"можно создать {documents(outcome.planned)}" if outcome.ok else "есть ошибки"
        manner.say(f"  {outcome.school.name}  –  {planned}{_remarks(outcome)}{_waived(outcome)}")
    good = sum(outcome.ok for outcome in outcomes)
    manner.say(f"Без ошибок {good} из {_schools_of(len(outcomes))}.")
    if good:
        manner.say(f"Создать документы: docgen build --all {quoted(root)}")
    manner.finish(report)


def _schools(root: Path) -> tuple[tuple[SchoolFolder, ...], Report]:
    from docgen import municipality  # noqa: PLC0415  not needed by `docgen --help`

    schools, report = municipality.find_schools(root)
    if not schools:
        raise DataError(*report)
    return schools, report


def _followed(task: Building, root: Path, schools: Sequence[SchoolFolder], found: Report) -> Report:
    """Let documents follow the schools that have left or are back; return what is to be said."""
    from docgen import municipality  # noqa: PLC0415  not needed by `docgen --help`

    return municipality.follow(task, root, schools, found)


def _namesakes(outcomes: Sequence[Outcome]) -> Report:
    from docgen import municipality  # noqa: PLC0415  not needed by `docgen --help`

    return municipality.namesakes(outcomes)


def _worked(
    manner: Manner,
    task: Building | Checking,
    schools: Sequence[SchoolFolder],
    processes: int | None,
) -> list[Outcome]:
    from docgen import municipality  # noqa: PLC0415  not needed by `docgen --help`

    return list(municipality.work(task, schools, processes=processes, progress=meter(manner)))


def _kept(folder: Path, outcomes: Sequence[Outcome], found: Report) -> Report:
    """Write the table of all schools; return why it could not be written."""
    from docgen import municipality  # noqa: PLC0415  not needed by `docgen --help`

    try:
        municipality.keep_summary(folder, outcomes, found)
    except OutputError as error:
        return error.report
    return Report()


def _answer(manner: Manner, found: Report, outcomes: Sequence[Outcome]) -> Report:
    """Say what was found, and return it: about schools errors alone, once for all of them.

    The rest is for those who ask for more.
    """
    of_schools = Report(each for outcome in outcomes for each in outcome.report)
    manner.answer(found + of_schools, schools=[_mapping(outcome) for outcome in outcomes])
    folded = Report(_folded(of_schools, everything=manner.verbose))
    manner.findings(found + folded, _line)
    return found + of_schools


def _line(file: str, number: int) -> str:
    """Return a line of a school's file, read anew: its school was let go long ago.

    The lines of a template are not those of its file.
    """
    if not file.endswith(_TEXTS):
        return ""
    with suppress(OSError):
        lines = Path(file).read_text(encoding="utf-8-sig", errors="replace").splitlines()
        return lines[number - 1] if number <= len(lines) else ""
    return ""


def _folded(report: Report, *, everything: bool) -> Iterable[Diagnostic]:
    """Yield findings; what is the same in many schools is said of the first, with their number."""
    same: dict[tuple[str, str], list[Diagnostic]] = {}
    for found in report:
        if everything or found.severity is Severity.ERROR:
            same.setdefault((found.code, found.message), []).append(found)
    for first, *others in same.values():
        files = {each.place.file for each in others} - {first.place.file}
        more = f" (то же ещё в {counted(len(files), 'школе', 'школах', 'школах')})" if files else ""
        yield replace(first, message=f"{first.message}{more}")


def _said(outcome: Outcome, task: Building) -> str:
    """Return «создано 124, не создано 1; 1 ошибка»."""
    if not outcome.planned:
        nothing = "повторять нечего" if task.failed else "документов нет"
        return f"{nothing if outcome.ok else 'не собрана'}{_remarks(outcome)}"
    counts = (
        ("будет создано" if task.dry else "создано", outcome.made),
        ("сделано PDF", outcome.pdfs),
        ("без изменений", outcome.unchanged),
        ("подписано", outcome.signed),
        ("не создано", len(outcome.failures)),
        ("больше не нужны", outcome.moved),
    )
    why = {counts[0]: _why(dict(outcome.why))}
    said = ", ".join(f"{each[0]} {each[1]}{why.get(each, '')}" for each in counts if each[1])
    return f"{said}{_remarks(outcome)}"


def _why(reasons: Mapping[str, int]) -> str:
    """Return « (изменились тексты – 2, новый – 1)»; that all are new goes without saying."""
    if set(reasons) <= {"new"}:
        return ""
    return f" ({', '.join(f'{SAID[why]} – {number}' for why, number in reasons.items())})"


def _remarks(outcome: Outcome) -> str:
    found = totals(outcome.report)
    return f"; {found}" if found else ""


def _waived(outcome: Outcome) -> str:
    """Return which rules a school has decided not to keep, and why."""
    reasons = "; ".join(f"{rule} – {reason}" for rule, reason in outcome.waived)
    return f"; отступления: {reasons}" if reasons else ""


def _built(outcomes: Sequence[Outcome], *, dry: bool) -> str:
    """Return the line that sums up all schools."""
    good = sum(outcome.ok for outcome in outcomes)
    made = sum(outcome.made for outcome in outcomes)
    pdfs = sum(outcome.pdfs for outcome in outcomes)
    same = sum(outcome.unchanged for outcome in outcomes)
    head = f"{'Без ошибок' if dry else 'Готово'}: {good} из {_schools_of(len(outcomes))}."
    what = "Будет создано" if dry else "Создано"
    why = dict(sum((Counter(dict(each.why)) for each in outcomes), Counter()).most_common())
    rest = (("Сделано PDF", pdfs), ("Без изменений", same))
    more = "".join(f" {name}: {_figures(number)}." for name, number in rest if number)
    return f"{head} {what}: {documents(made)}{_why(why)}.{more}"


def _figures(number: int) -> str:
    """Return «18 792», as in «18 792 документа»."""
    return counted(number, "", "", "").rstrip()


def _schools_of(number: int) -> str:
    return counted(number, "школы", "школ", "школ")


def _where(manner: Manner, folder: Path) -> None:
    from docgen.municipality import SUMMARY  # noqa: PLC0415  not needed by `docgen --help`

    manner.say(f"Что с каждой школой и что исправить: {folder / SUMMARY}")


def _mapping(outcome: Outcome) -> dict[str, Any]:
    """Return for programs what came of a school."""
    return {
        "school": outcome.school.name,
        "folder": str(outcome.school.path),
        "title": outcome.title,
        "ok": outcome.ok,
        "totals": {
            "planned": outcome.planned,
            "made": outcome.made,
            "why": dict(outcome.why),
            "pdf": outcome.pdfs,
            "unchanged": outcome.unchanged,
            "signed": outcome.signed,
            "moved": outcome.moved,
            "failed": len(outcome.failures),
        },
        "failed": [failure.job.path for failure in outcome.failures],
        "archive": str(outcome.archive) if outcome.archive else None,
        **({"waived": [_waiver(*each) for each in outcome.waived]} if outcome.waived else {}),
        "diagnostics": [as_mapping(found) for found in outcome.report],
    }


def _waiver(rule: str, reason: str) -> dict[str, str]:
    return {"rule": rule, "reason": reason}
