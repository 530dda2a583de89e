"""The palette: every name that texts and templates may use, what it is and what it means.

`names.yaml` says what docgen adds; the rest follows from the schemas. So that it never gets out
of step with what documents are really given, tests compare both ways.
"""

from __future__ import annotations

from docgen.palette.catalogue import Entry, catalogue
from docgen.palette.scopes import Lost, Scope, scope_of
from docgen.palette.types import Field, Type
from docgen.palette.wording import check_clauses, check_kind, check_stamps

__all__ = [
    "Entry",
    "Field",
    "Lost",
    "Scope",
    "Type",
    "catalogue",
    "check_clauses",
    "check_kind",
    "check_stamps",
    "scope_of",
]
