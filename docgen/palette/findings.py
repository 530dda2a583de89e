"""What is said of names that are not there."""

from __future__ import annotations

from typing import Final

from docgen.diagnostics import Diagnostic, Place
from docgen.docx.errors import UNKNOWN_FIELD
from docgen.palette.scopes import Lost
from docgen.palette.types import Field

OUTSIDE_LOOP: Final = "DG226"
NOT_A_LIST: Final = "DG228"
_SEE: Final = "Все имена печатает: docgen template fields ВИД."


def lost_field(path: str, lost: Lost, place: Place) -> Diagnostic:
    """Say that a field is not there, or is there only inside a loop."""
    if lost.outside_loop:
        where = f"у каждого элемента «{lost.owner}»" if lost.owner else "внутри цикла"
        message = f"Поле «{path}» стоит вне своего цикла: «{lost.name}» есть только {where}."
        return Diagnostic(OUTSIDE_LOOP, message, place, lost.hint)
    owner = f" у «{lost.owner}»" if lost.owner else ""
    whole = f" ({path})" if path != lost.name else ""
    message = f"Имени «{lost.name}»{owner} нет{whole}."
    return Diagnostic(UNKNOWN_FIELD, message, place, lost.hint or _SEE)


def not_a_list(path: str, found: Field, place: Place) -> Diagnostic:
    """Say that a loop goes through something that is no list."""
    message = f"Цикл идёт по «{path}», а это {found.type.title}, не список."
    return Diagnostic(NOT_A_LIST, message, place, "Назовите список: pairs, curators, forms.")
