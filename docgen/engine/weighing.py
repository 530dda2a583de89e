"""What is wrong with a programme that only the whole of it shows, with the packs around it."""

from __future__ import annotations

from docgen import letterhead
from docgen.declensions.findings import check_stated
from docgen.diagnostics import Report
from docgen.model import Programme
from docgen.packs import PackStack
from docgen.register import check_numbers
from docgen.rules import contradictions
from docgen.source import Source


def weighed(programme: Programme, stack: PackStack, read: Source) -> Report:
    """Return what contradicts itself or cannot be right."""
    found = contradictions(programme, stack, read) + check_stated(programme, read)
    return found + check_numbers(programme, stack, read) + _check_head(stack, programme)


def _check_head(stack: PackStack, programme: Programme) -> Report:
    """Say what is wrong with the files that head documents, if there are any."""
    if stack.heading.plain:
        return Report()
    titles = {kind.document for kind in stack.kinds() if kind.document}
    stated = bool(programme.school.letterhead)
    return letterhead.check_head(stack.heading, titles, stated=stated)
