"""Jinja's own filters that templates may use, the text ones in a bounded form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from inspect import unwrap
from itertools import islice
from typing import Any

from jinja2 import Undefined, pass_environment
from jinja2.filters import do_round, make_attrgetter, sync_do_slice
from jinja2.sandbox import SandboxedEnvironment

from docgen.deferred import pattern
from docgen.docx import errors
from docgen.docx.rich import Blank, Reference, Rich, Run, join
from docgen.docx.state import Refused

MAX_TEXT = 1_000_000
MAX_GROUP = 1000
MAX_DIGITS = 15
DEFAULT_HINT = "Задайте значение в данных или напишите {{ поле|default('…', true) }}."
TESTS = (
    "boolean defined divisibleby eq == equalto even false float ge >= greaterthan gt > in integer "
    "iterable le <= lessthan lower lt < mapping ne != none number odd sameas sequence string true "
    "undefined upper"
).split()
_AS_THEY_ARE = (
    "abs count d default dictsort first float groupby int items last length list map max min "
    "reject rejectattr reverse select selectattr sort unique"
).split()
_FORMAT = pattern(r"%(?:[-+ 0#]{0,3}\d{0,3}(?:\.\d{1,2})?[sdifg]|%)")
_TEXTS = (str, int, float)
_NO_TEXT = (list, tuple, set, Mapping, bytes)
_RICH = (Rich, Run, Reference, Blank)


def allowed(builtin: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Return the filters a template may use."""
    # jinja asks of each call whether it might be asynchronous: what it wraps is all we need
    made: dict[str, Callable[..., Any]] = {name: unwrap(builtin[name]) for name in _AS_THEY_ARE}
    made |= {name: _text_filter(builtin[name]) for name in ("title", "capitalize")}
    made |= dict.fromkeys(("e", "escape", "forceescape", "safe", "string"), _unchanged)
    made |= {"upper": _text_filter(str.upper), "lower": _text_filter(str.lower)}
    made |= {"trim": _text_filter(str.strip), "wordcount": _word_count, "format": _format}
    made |= {"replace": _replace, "truncate": _truncate, "join": _join, "sum": _sum}
    made |= {"batch": _batch, "slice": _slice, "round": _round}
    return made


def check_text(value: object) -> None:
    """Refuse to make text of a list, a mapping or a function."""
    if isinstance(value, str):
        return
    if isinstance(value, _NO_TEXT) or callable(value):
        if isinstance(value, Undefined):
            return
        hint = "Список печатают циклом {% for … %} или фильтром |join(', ')."
        raise Refused(errors.NOT_PRINTABLE, "Это не текст, а список или набор полей", hint)


def _text(value: object) -> str:
    check_text(value)
    if value is None:
        raise Refused(errors.EMPTY_VALUE, "Значение пусто (None)", DEFAULT_HINT)
    return str(value)


def _text_filter(change: Callable[..., str]) -> Callable[..., object]:
    def changed(value: object, *args: Any) -> object:
        return value if isinstance(value, Blank) else change(_text(value), *args)

    return changed


def _unchanged(value: object) -> object:
    """Escaping is the engine's own work: `|e` and `|safe` of old templates change nothing."""
    check_text(value)
    return value


def _word_count(value: object) -> int:
    return len(_text(value).split())


def _format(value: object, *args: Any) -> str:
    form = _text(value)
    if "%" in _FORMAT.sub("", form):
        raise Refused(errors.FORBIDDEN, "Такой образец format запрещён")
    for argument in args:
        check_text(argument)
    _check_length([form, *map(str, args)])
    return form % args


def _check_length(values: Iterable[object]) -> None:
    """Refuse texts that would be too long together."""
    if sum(len(value) for value in values if isinstance(value, str)) > MAX_TEXT:
        raise Refused(errors.TOO_MUCH, "Слишком длинный текст")


def _replace(value: object, old: object, new: object, count: int = -1) -> str:
    text, what, instead = _text(value), _text(old), _text(new)
    if len(text) + text.count(what) * len(instead) > MAX_TEXT:
        raise Refused(errors.TOO_MUCH, "Слишком длинный текст")
    return text.replace(what, instead, count)


def _truncate(value: object, length: int = 255, killwords: bool = False, end: str = "…") -> str:
    text = _text(value)
    if len(text) <= length:
        return text
    cut = text[: max(0, length - len(end))]
    return (cut if killwords else cut.rpartition(" ")[0] or cut) + end


@pass_environment
def _join(
    environment: SandboxedEnvironment,
    value: Iterable[Any],
    d: str = "",
    attribute: str | int | None = None,
) -> str | Rich:
    """Join texts; blanks and references among them stay what they are."""
    items = [value] if isinstance(value, str) else list(value)
    if attribute is not None:
        items = list(map(make_attrgetter(environment, attribute), items))
    between: list[object] = []
    for item in items:
        between += [_text(d)] if between else []
        between.append(item if isinstance(item, _RICH) else _text(item))
    _check_length(between)
    return join(between)


@pass_environment
def _sum(
    environment: SandboxedEnvironment,
    value: Iterable[Any],
    attribute: str | int | None = None,
    start: float = 0,
) -> float:
    """Add up numbers."""
    items = list(value)
    if attribute is not None:
        items = list(map(make_attrgetter(environment, attribute), items))
    if not all(isinstance(item, int | float) for item in [*items, start]):
        raise Refused(errors.FAILED, "Сложить можно только числа")
    total: float = start + sum(items)
    return total


def _round(value: float, precision: int = 0, method: str = "common") -> float:
    """Round as jinja does, to as many digits as a number may have."""
    if not -MAX_DIGITS <= precision <= MAX_DIGITS:
        raise Refused(errors.TOO_MUCH, f"round возможен до {MAX_DIGITS} знаков")
    return do_round(value, precision, method)  # type: ignore[arg-type]  # jinja checks the method


def _batch(value: Iterable[Any], linecount: int, fill_with: Any = None) -> list[list[Any]]:
    if not 0 < linecount <= MAX_GROUP:
        raise Refused(errors.TOO_MUCH, f"batch возможен от 1 до {MAX_GROUP}")
    rows: list[list[Any]] = []
    items = iter(value)
    while row := list(islice(items, linecount)):
        missing = 0 if fill_with is None else linecount - len(row)
        rows.append(row + [fill_with] * missing)
    return rows


def _slice(value: Iterable[Any], slices: int, fill_with: Any = None) -> list[list[Any]]:
    if not 0 < slices <= MAX_GROUP:
        raise Refused(errors.TOO_MUCH, f"slice возможен от 1 до {MAX_GROUP}")
    return list(sync_do_slice(list(value), slices, fill_with))
