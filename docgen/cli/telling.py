"""What a build made or would make, said to a person and to a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.cli.common import Manner
from docgen.cli.printing import counted, totals
from docgen.diagnostics import Report

if TYPE_CHECKING:
    from docgen.engine import Built, Output, Project, Reason
    from docgen.pdf import Bundle

_LISTED = 40  # documents named one by one


def tell(built: Built, folder: Path, manner: Manner, report: Report) -> None:
    """Say what was made, where, and what is left to fill in by hand."""
    if report.ok and not built.plan.jobs:
        manner.say("В прошлый раз создано всё: повторять нечего.")
        return
    made = _in_state(built, "made")
    _tell_outputs([*made, *_in_state(built, "signed")], manner)
    manner.say(f"{_summary(built, made)} Папка: {folder}")
    if built.failures:
        manner.say(
            f"Не созданы: {documents(len(built.failures))}. "
            f"Сделать их после исправления: {_repeat(built)}"
        )
    found = totals(report)
    if found:
        manner.say(f"Замечания: {found}.")
    _tell_blanks(built, manner)


def _repeat(built: Built) -> str:
    """Return the command that makes what failed, with PDFs if the others have them."""
    also = any(output.pdf for output in built.outputs if not output.kept)
    return f"docgen build --failed{' --pdf' if also else ''}"


def _tell_outputs(outputs: list[Output], manner: Manner) -> None:
    """Name the documents; of more than anybody reads, say how many lie in each folder."""
    if len(outputs) <= _LISTED or manner.verbose:
        for output in outputs:
            manner.say(f"  {output.job.path}  –  {_files(output)}")
        return
    for folder, number in Counter(output.job.folder for output in outputs).items():
        manner.say(f"  {folder or 'Прочее'}  –  {documents(number)}")
    manner.say("  (все по именам: -v)")


def tell_bound(bound: Bundle, target: Path, manner: Manner) -> None:
    """Say what there is to print; a file that was there before is not what to print then."""
    if not bound.documents:
        older = f" {target} – прежний файл." if target.exists() else ""
        manner.say(f"Печатать нечего: новых PDF нет.{older}")
        return
    pages = counted(bound.pages, "страница", "страницы", "страниц")
    before = "без изменений: " if bound.same else ""
    manner.say(f"Для печати: {target} – {before}{documents(bound.documents)}, {pages}.")


def tell_plan(built: Built, manner: Manner) -> None:
    """Say what would be made, and why."""
    made = _in_state(built, "made")
    manner.say(f"{_intent(built)}{_rest(built, 'Подписанные не затрагиваются', 'Больше не нужны')}")
    for output in made:
        manner.say(f"  {output.job.path}.docx  –  {', '.join(_reasons(output))}")
    for output, why in _older_with_pdf(built):
        manner.say(f"  {output.job.path}.pdf  –  {_reason(why)}")
    for path in built.moved:
        manner.say(f"  {path}.docx  –  больше не нужен, будет перенесён")


def tell_left_out(project: Project, built: Built, manner: Manner) -> None:
    """Say which records were left out for their errors, and what is not made without them."""
    if not project.left_out:
        return
    from docgen.engine import named  # noqa: PLC0415  few programmes have errors

    first = project.left_out[0].place
    manner.say(
        f"Записей с ошибками: {len(project.left_out)} ({named(project.left_out)}; "
        f"см. {first.file}:{first.line}). Документы по ним и те, где говорится обо всех, "
        f"ждут исправления; потом: {_repeat(built)}"
    )


def as_left_out(project: Project) -> dict[str, Any]:
    """Return for programs the records that were left out, if there are any."""
    if not project.left_out:
        return {}
    return {
        "left_out": [
            {"list": each.group, "id": each.id, "file": each.place.file, "line": each.place.line}
            for each in project.left_out
        ]
    }


def as_outputs(built: Built) -> dict[str, Any]:
    """Return for programs what was made."""
    return {
        "outputs": [_output(each) for each in built.outputs],
        "moved": list(built.moved),
        "failed": [failure.job.path for failure in built.failures],
        "totals": _totals(built),
    }


def as_plan(built: Built) -> dict[str, Any]:
    """Return for programs what would be made, and why."""
    made = _in_state(built, "made")
    return {
        "planned": [job.path for job in built.plan.jobs],
        "changes": [
            {"path": output.job.path, "why": [why.value for why in output.why]} for output in made
        ],
        "pdfs": [
            {"path": output.job.path, "why": output.pdf_why.value}
            for output in built.outputs
            if output.pdf_why
        ],
        "moved": list(built.moved),
        "failed": [failure.job.path for failure in built.failures],
        "totals": _totals(built),
    }


def documents(number: int) -> str:
    """Return «5 документов»."""
    return counted(number, "документ", "документа", "документов")


def _in_state(built: Built, state: str) -> list[Output]:
    return [output for output in built.outputs if output.state.value == state]


def _totals(built: Built) -> dict[str, int]:
    states = {state: len(_in_state(built, state)) for state in ("made", "unchanged", "signed")}
    return {**states, "moved": len(built.moved), "failed": len(built.failures)}


def _summary(built: Built, made: list[Output]) -> str:
    pdfs = sum(output.pdf is not None for output in made)
    older = sum(output.pdf_made for output in built.outputs) - sum(each.pdf_made for each in made)
    also = f", из них с PDF – {pdfs}" if pdfs else ""
    head = f"Готово: {documents(len(made))}{also}."
    if not (made or older or built.moved or built.failures):
        head = _nothing(built)
    elif older:
        again = f"сделано PDF: {older}."
        head = f"{head} К прежним документам {again}" if made else f"Документы прежние, {again}"
    return f"{head}{_rest(built, 'Подписанные не тронуты', 'Перенесены как ненужные')}"


def _intent(built: Built) -> str:
    """Return «Будет создано: 2 документа, PDF: 5.»."""
    made = _in_state(built, "made")
    pdfs = sum(output.pdf_why is not None for output in built.outputs)
    if made:
        return f"Будет создано: {documents(len(made))}{f', PDF: {pdfs}' if pdfs else ''}."
    return f"Документы прежние, будет сделано PDF: {pdfs}." if pdfs else _nothing(built)


def _older_with_pdf(built: Built) -> Iterator[tuple[Output, Reason]]:
    """Yield the documents that stay and get another PDF, and why."""
    for output in built.outputs:
        if output.state.value != "made" and output.pdf_why:
            yield output, output.pdf_why


def _nothing(built: Built) -> str:
    if not built.plan.jobs:
        return "Создавать нечего."
    return f"Изменений нет: {documents(len(_in_state(built, 'unchanged')))}."


def _rest(built: Built, signed: str, moved: str) -> str:
    """Return what happened to the others: « Без изменений: 140. Подписанные не тронуты: 2.»."""
    news = _in_state(built, "made") or built.failures
    same = len(_in_state(built, "unchanged")) if news else 0
    counts = (
        ("Без изменений", same),
        (signed, len(_in_state(built, "signed"))),
        (moved, len(built.moved)),
    )
    return "".join(f" {what}: {number}." for what, number in counts if number)


def _reason(why: Reason) -> str:
    from docgen.engine.reasons import SAID  # noqa: PLC0415  not needed by `docgen --help`

    return SAID[why.value]


def _reasons(output: Output) -> Iterable[str]:
    return map(_reason, output.why)


def _files(output: Output) -> str:
    """Return what became of a document: «DOCX и PDF»."""
    if output.kept:
        return "подписан, не тронут"
    return ("DOCX, XLSX" if output.xlsx else "DOCX") + (" и PDF" if output.pdf else "")


def _tell_blanks(built: Built, manner: Manner) -> None:
    blanks = dict.fromkeys(label for output in built.outputs for label in output.blanks)
    if blanks:
        manner.say("Осталось заполнить (в документах выделено жёлтым):")
        for label in blanks:
            manner.say(f"  – {label}")


def _output(output: Output) -> dict[str, Any]:
    return {
        "kind": output.job.kind,
        "subject": output.job.subject,
        "docx": str(output.docx),
        "pdf": str(output.pdf) if output.pdf else None,
        "xlsx": str(output.xlsx) if output.xlsx else None,
        "kept": output.kept,
        "state": output.state.value,
        "blanks": list(output.blanks),
    }
