"""Why a text cannot be printed, said in Russian."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from docgen.deferred import pattern
from docgen.docx import Refused, errors
from docgen.docx.effort import effort
from docgen.docx.undefined import TemplateRuntimeError, UndefinedError
from docgen.errors import DocgenError

_CYRILLIC: Final = pattern("[а-яё]")
_NO_NAME: Final = pattern("имени «(.*)» нет")


class TextError(Exception):
    """Why a text or an expression cannot be read, computed or printed, in Russian."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


class told(effort):
    """Counts what a text costs, and turns whatever it fails with into a TextError.

    Findings of others pass. `names` are all that the text could ask for: the hint says which of
    them was meant.
    """

    __slots__ = ("_names",)

    def __init__(self, *names: Mapping[str, Any]) -> None:
        self._names = names

    def __exit__(self, *failed: object) -> None:
        super().__exit__()
        problem = failed[1]
        if isinstance(problem, Exception) and not isinstance(problem, TextError | DocgenError):
            raise text_error(problem, *self._names) from problem


def text_error(problem: Exception, *names: Iterable[str]) -> TextError:
    """Say in Russian why a text failed that could ask for these names."""
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415  only for what is wrong

    if isinstance(problem, Refused):
        return TextError(problem.message[:1].lower() + problem.message[1:], problem.hint)
    if isinstance(problem, UndefinedError):
        lost = _NO_NAME.fullmatch(str(problem))
        known = [name for layer in names for name in layer if not name.startswith("_")]
        return TextError(str(problem), errors.nearest(lost.group(1), known) if lost else "")
    if isinstance(problem, TemplateSyntaxError):
        return TextError(errors.russian(problem.message or ""))
    if isinstance(problem, TemplateRuntimeError):
        return TextError(errors.russian(str(problem)))
    return TextError(_failure(problem))


def _failure(problem: Exception) -> str:
    if isinstance(problem, ZeroDivisionError):
        return "деление на ноль"
    if isinstance(problem, OverflowError):
        return "слишком большое число"
    if isinstance(problem, RecursionError | MemoryError | SyntaxError):
        return "слишком сложное выражение"
    ours = isinstance(problem, ValueError) and _CYRILLIC.search(str(problem))
    return str(problem) if ours else "значение не того вида"
