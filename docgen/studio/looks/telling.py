"""What people call the properties of a look: «кегль 18», «левое поле 25 мм»."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

WORDS: Final = {
    "style": "стиль",
    "left": "отступ слева",
    "right": "отступ справа",
    "first": "первая строка",
    "before": "интервал перед",
    "after": "интервал после",
    "line": "междустрочный интервал",
    "rule": "вид интервала",
    "jc": "выравнивание",
    "ascii": "шрифт",
    "sz": "кегль",
    "spacing": "разрядка",
    "b": "полужирный",
    "i": "курсив",
    "u": "подчёркивание",
    "caps": "прописные",
    "vanish": "скрытый текст",
    "smallCaps": "малые прописные",
    "color": "цвет",
    "highlight": "выделение",
    "strike": "зачёркивание",
    "vertAlign": "верхний или нижний индекс",
    "pBdr": "рамка",
    "shd": "заливка",
    "keepNext": "не отрывать от следующего",
    "keepLines": "не разрывать абзац",
    "pageBreakBefore": "с новой страницы",
    "outline": "уровень структуры",
    "list": "нумерация",
    "level": "уровень списка",
}
_SHEET: Final = {
    "orientation": "ориентация",
    "top": "верхнее поле",
    "bottom": "нижнее поле",
    "left": "левое поле",
    "right": "правое поле",
}
_SHEETS: Final = {"portrait": "книжная", "landscape": "альбомная"}
_ALIGNED: Final = {"both": "по ширине", "center": "по центру", "left": "слева", "right": "справа"}
_SHOWN_ITSELF: Final = ("pBdr", "shd")


def told(look: Mapping[str, Any]) -> str:
    """Say what a look changes: «выравнивание справа, кегль 20»."""
    return ", ".join(_said(name, look[name]) for name in WORDS if name in look)


def told_sheet(changed: Mapping[str, str]) -> str:
    """Say what of a sheet was changed: «левое поле 25 мм»."""
    return ", ".join(
        f"{_SHEET[name]} {_SHEETS.get(value, f'{value} мм')}" for name, value in changed.items()
    )


def _said(name: str, value: Any) -> str:
    return f"{WORDS[name]} {_value(name, value)}".rstrip()


def _value(name: str, value: Any) -> str:
    """Say a value as people do: sizes in points, lengths in millimetres."""
    if value is None:
        return "как у основного"
    if isinstance(value, bool):
        return "" if value else "нет"
    if isinstance(value, float):
        if name == "sz":
            return f"{value / 2:g}"
        unit = name in ("before", "after", "line", "spacing")
        return f"{value / 20:g} пт" if unit else f"{round(value / 1440 * 25.4, 1):g} мм"
    return "" if name in _SHOWN_ITSELF else _ALIGNED.get(str(value), str(value))
