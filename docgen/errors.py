"""The few exceptions that stop a run; what is wrong with data is a `Diagnostic` instead."""

from __future__ import annotations

from docgen.diagnostics import Diagnostic, Report


class DocgenError(Exception):
    """The run cannot go on; carries the findings that say why."""

    def __init__(self, *found: Diagnostic) -> None:
        self.report = Report(found)
        super().__init__(*found)

    def __str__(self) -> str:
        return "\n".join(f"{found.code} {found.place}: {found.message}" for found in self.report)


class DataError(DocgenError):
    """The input cannot be used at all (unreadable, not a mapping, a bomb)."""


class TemplateError(DocgenError):
    """A template or a pack is wrong, whatever the data."""


class OutputError(DocgenError):
    """A file could not be written."""


class EnvironmentProblem(DocgenError):
    """Something outside docgen is missing or refuses: no LibreOffice, no rights, a full disk."""
