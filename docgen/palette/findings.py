"""What is said of names that are not there."""

from __future__ import annotations

from typing import Final

from docgen.diagnostics import Diagnostic, Place
from docgen.docx.errors import UNKNOWN_FIELD
from docgen.palette.scopes import Lost
from docgen.palette.types import Field
from docgen.wording import TextError

OUTSIDE_LOOP: Final = "DG226"
NOT_A_LIST: Final = "DG228"
WRONG_TAG: Final = "DG260"
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


def wrong_tag(text: str, place: Place, error: TextError) -> Diagnostic:
    """Say that a tag in a line of reference data cannot be read."""
    message = f"Ошибка в теге строки «{text}»: {error.reason}."
    hint = error.hint or "Проверьте скобки {{ }} и имена фильтров."
    return Diagnostic(WRONG_TAG, message, place, hint)


def not_a_list(path: str, found: Field, place: Place) -> Diagnostic:
    """Say that a loop goes through something that is no list."""
    message = f"Цикл идёт по «{path}», а это {found.type.title}, не список."
    return Diagnostic(NOT_A_LIST, message, place, "Назовите список: pairs, curators, forms.")
