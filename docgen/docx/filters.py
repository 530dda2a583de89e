"""The filters of jinja that templates may use, the text ones in a bounded form."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any, Final

from docgen.deferred import pattern
from docgen.docx import errors, lists
from docgen.docx.effort import metered
from docgen.docx.rich import Blank, Reference, Rich, Run, join
from docgen.docx.state import Context, Refused, pass_context
from docgen.docx.undefined import FilterArgumentError, Undefined

MAX_TEXT = 1_000_000
MAX_GROUP = 1000
MAX_DIGITS = 15
DEFAULT_HINT = "Задайте значение в данных или напишите {{ поле|default('…', true) }}."
_FORMAT = pattern(r"%(?:[-+ 0#]{0,3}\d{0,3}(?:\.\d{1,2})?[sdifg]|%)")
_WORD_BEGINNING = pattern(r"([-\s({\[<]+)")
_NO_TEXT = (list, tuple, set, Mapping, bytes)
_RICH = (Rich, Run, Reference, Blank)


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


@pass_context
def _join(
    context: Context,
    value: Iterable[Any],
    d: str = "",
    attribute: str | int | None = None,
) -> str | Rich:
    """Join texts; blanks and references among them stay what they are."""
    items = [value] if isinstance(value, str) else list(value)
    if attribute is not None:
        items = list(map(lists.getter(context.environment, attribute), items))
    between: list[object] = []
    for item in items:
        between += [_text(d)] if between else []
        between.append(item if isinstance(item, _RICH) else _text(item))
    _check_length(between)
    return join(between)


@pass_context
def _sum(
    context: Context,
    value: Iterable[Any],
    attribute: str | int | None = None,
    start: float = 0,
) -> float:
    """Add up numbers."""
    items = list(value)
    if attribute is not None:
        items = list(map(lists.getter(context.environment, attribute), items))
    if not all(isinstance(item, int | float) for item in [*items, start]):
        raise Refused(errors.FAILED, "Сложить можно только числа")
    total: float = start + sum(items)
    return total


def _round(value: float, precision: int = 0, method: str = "common") -> float:
    """Round to as many digits as a number may have."""
    if not -MAX_DIGITS <= precision <= MAX_DIGITS:
        raise Refused(errors.TOO_MUCH, f"round возможен до {MAX_DIGITS} знаков")
    if method not in ("common", "ceil", "floor"):
        raise FilterArgumentError("method must be common, ceil or floor")
    if method == "common":
        return round(value, precision)
    whole = math.ceil if method == "ceil" else math.floor
    return float(whole(value * 10**precision) / 10**precision)


def _int(value: Any, default: int = 0, base: int = 10) -> int:
    try:
        return int(value, base) if isinstance(value, str) else int(value)
    except (TypeError, ValueError):
        return _whole(value, default)


def _whole(value: Any, default: int) -> int:
    try:
        return int(float(value))
    except (TypeError, ValueError, OverflowError):
        return default


def _float(value: Any, default: float = 0.0) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return default


def _default(value: Any, default_value: Any = "", boolean: bool = False) -> Any:
    return default_value if isinstance(value, Undefined) or (boolean and not value) else value


def _title(text: str) -> str:
    parts = _WORD_BEGINNING.split(text)
    return "".join(part[0].upper() + part[1:].lower() for part in parts if part)


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
    items = list(value)
    size, longer = divmod(len(items), slices)
    columns = [
        items[place * size + min(place, longer) : (place + 1) * size + min(place + 1, longer)]
        for place in range(slices)
    ]
    if fill_with is not None:
        for column in columns[longer:]:
            column.append(fill_with)
    return columns


_UNMETERED: Final[dict[str, Callable[..., Any]]] = {
    **dict.fromkeys(("default", "d"), _default),
    **dict.fromkeys(("length", "count"), len),
    **dict.fromkeys(("e", "escape", "forceescape", "safe", "string"), _unchanged),
    "abs": abs,
    "batch": _batch,
    "capitalize": _text_filter(str.capitalize),
    "dictsort": lists.do_dictsort,
    "first": lists.do_first,
    "float": _float,
    "format": _format,
    "groupby": lists.do_groupby,
    "int": _int,
    "items": lists.do_items,
    "join": _join,
    "last": lists.do_last,
    "list": lists.do_list,
    "lower": _text_filter(str.lower),
    "map": lists.do_map,
    "max": lists.do_max,
    "min": lists.do_min,
    "reject": lists.do_reject,
    "rejectattr": lists.do_rejectattr,
    "replace": _replace,
    "reverse": lists.do_reverse,
    "round": _round,
    "select": lists.do_select,
    "selectattr": lists.do_selectattr,
    "slice": _slice,
    "sort": lists.do_sort,
    "sum": _sum,
    "title": _text_filter(_title),
    "trim": _text_filter(str.strip),
    "truncate": _truncate,
    "unique": lists.do_unique,
    "upper": _text_filter(str.upper),
    "wordcount": _word_count,
}
FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    name: metered(call) for name, call in _UNMETERED.items()
}
