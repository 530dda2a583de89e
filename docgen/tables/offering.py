"""The workbook for a programme: empty, or with the people and the pairs that it has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docgen.diagnostics import Diagnostic, Place
from docgen.engine import Project
from docgen.errors import OutputError
from docgen.packs import PackStack
from docgen.tables.export import workbook
from docgen.tables.fields import Catalogue
from docgen.tables.forms import forms_of


def blank_workbook(project: Project | None, packs: PackStack) -> bytes:
    """Return a workbook to fill in; of a programme it has all the people and pairs."""
    catalogue = Catalogue(packs)
    forms = forms_of(packs, project.programme if project else None)
    data = project.source.data if project else {}
    return workbook(catalogue, _records(data.get("people")), _records(data.get("pairs")), forms)


def require_new(path: Path) -> None:
    """Refuse a file that is there: what somebody has filled in is never overwritten."""
    if path.exists():
        hint = "Назовите другой: docgen new --excel ИМЯ.xlsx"
        message = f"Файл «{path}» уже есть, он не изменён"
        raise OutputError(Diagnostic("DG336", message, Place(str(path)), hint))


def _records(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
