"""Papers that must fit into a number of pages: whether they do is known once their PDF is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.diagnostics import Diagnostic, Severity
from docgen.engine.keeping import Output
from docgen.packs import PackStack
from docgen.russian import count


def spilled(outputs: Iterable[Output], packs: PackStack) -> Iterator[Diagnostic]:
    """Yield papers with more pages than their kind allows."""
    for output in outputs:
        most = packs.kind(output.job.kind).pages
        if most and output.pdf and not output.kept:
            from docgen.pdf.pages import page_count  # noqa: PLC0415  slow, and only after a PDF

            found = page_count(output.pdf)
            if found > most:
                yield _spilled(output.job.name, found, most)


def _spilled(name: str, found: int, most: int) -> Diagnostic:
    taken = count(found, "страницу", "страницы", "страниц")
    allowed = count(most, "страницу", "страницы", "страниц")
    return Diagnostic(
        "DG553",
        f"Документ «{name}» занял {taken}, а должен поместиться на {allowed}.",
        hint="Сократите его слова (clauses.yaml) или длинные названия, которые в нём стоят.",
        severity=Severity.WARNING,
    )
