"""What came of a document: its PDF is put in its place, or a finding says why there is none."""

from __future__ import annotations

from docgen.diagnostics import Diagnostic, Place
from docgen.errors import OutputError
from docgen.files import write_atomic
from docgen.pdf.normal import normalise
from docgen.pdf.process import Ending
from docgen.pdf.proof import Bad, check_pdf, font_findings
from docgen.pdf.worker import Task
from docgen.records import Frozen


class Outcome(Frozen):
    """What came of one document: a `good` PDF or none; `made` says that it is in its place."""

    task: Task
    good: bool
    made: bool
    found: tuple[Diagnostic, ...]


def judge(task: Task, data: bytes | None, ending: Ending) -> Outcome:
    """Write the PDF if it is one; otherwise say what went wrong."""
    if data is None:
        return _failed(task, _NOTHING[ending])
    try:
        fonts = check_pdf(data, task.paper)
        write_atomic(task.pdf, normalise(data, task.paper.created))
    except Bad as reason:
        if ending is not Ending.ITSELF:
            return _failed(task, _NOTHING[ending])
        return _failed(task, ("DG907", f"LibreOffice сделал негодный PDF: {reason}", _REPAIR))
    except OutputError as error:
        return Outcome(task, good=True, made=False, found=tuple(error.report))
    found = tuple(font_findings(fonts, task.paper, task.pdf.name))
    return Outcome(task, good=True, made=True, found=found)


def given_up(task: Task) -> Outcome:
    """Return that a document was not tried, because LibreOffice makes nothing at all."""
    message = "LibreOffice несколько раз подряд не сделал ничего, больше не пробуем"
    hint = "Проверьте LibreOffice командой docgen doctor, затем повторите."
    return _failed(task, ("DG910", message, hint))


_REPAIR = "Откройте документ в Word или LibreOffice, проверьте его и повторите."
_NOTHING = {
    Ending.ITSELF: ("DG905", "LibreOffice не сделал PDF и не сказал почему", _REPAIR),
    Ending.CRASHED: ("DG905", "LibreOffice аварийно завершился на этом документе", _REPAIR),
    Ending.SLOW: (
        "DG906",
        "LibreOffice не успел сделать PDF за отведённое время",
        "Разбейте длинные таблицы на части или закройте лишние программы и повторите.",
    ),
    Ending.SWOLLEN: ("DG905", "LibreOffice стал писать слишком большой файл", _REPAIR),
    Ending.STOPPED: ("DG905", "работа остановлена", "Запустите сборку ещё раз."),
}


def _failed(task: Task, why: tuple[str, str, str]) -> Outcome:
    code, message, hint = why
    name = task.docx.name
    found = Diagnostic(code, f"PDF не сделан из «{name}»: {message}", Place(name), hint)
    return Outcome(task, good=False, made=False, found=(found,))
