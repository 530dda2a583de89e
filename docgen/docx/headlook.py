"""What a letterhead may do to the documents under it: found before any of them is made."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.docx import errors, package
from docgen.docx.height import Heights
from docgen.docx.letterhead import Letterhead, counts
from docgen.docx.ooxml import Element, is_w, w
from docgen.docx.tags import paragraph_text

_LARGEST_SHARE: Final = 1 / 3
_A4: Final = (595.3, 841.9)  # points
_TWIPS_IN_MM: Final = 1440 / 25.4
_TWIPS_IN_POINT: Final = 20
# ГОСТ Р 7.0.97: a document has no narrower margins, in millimetres.
_LEAST: Final = {"top": 20, "right": 10, "bottom": 20, "left": 20}
_SIDES: Final = {"top": "верхнее", "right": "правое", "bottom": "нижнее", "left": "левое"}
_ROUNDING: Final = 0.6  # millimetres: Word shows centimetres with one digit
_HIGH_HEADER: Final = 60.0  # points: more than a line or two
_DATED: Final = re.compile(
    r"document\.(?:date|number)\b|№[\s\xa0]*_{2,}|(?:[«\"]\s*_+\s*[»\"]|\b_{2,})\s*_{3,}\s*20"
    r"|\b\d{1,2}\.\d{1,2}\.20\d\d\b.*№"
)


def check_heading(
    letterhead: Letterhead, file: str, titles: Collection[str], share: float | None = None
) -> Iterator[Diagnostic]:
    """Yield what is doubtful in a letterhead; `titles` are the kinds of documents in capitals.

    `share` is how much of the page it takes, if somebody has laid it out.
    """
    place = Place(file)
    taken = _guessed_height(letterhead) / _A4[1] if share is None else share
    if taken > _LARGEST_SHARE:
        yield _too_high(taken, place, "примерно " if share is None else "")
    yield from _narrow(letterhead, place)
    yield from _whole_document(letterhead, file, titles)
    if any(True for _ in letterhead.body.iter("{*}txbxContent")):
        yield _text_box(place)
    yield from _running_head(letterhead, place)


def _guessed_height(letterhead: Letterhead) -> float:
    """Return how much of the first page the head takes, in points, below the upper margin."""
    styles = letterhead.package.targets(letterhead.package.main, "styles")
    data = letterhead.package.members[styles[0]] if styles else b"<none/>"
    heights = Heights(package.parse_made(data))
    header = letterhead.story("header", "first" if letterhead.apart else "default")
    top = _twips(letterhead.margin("top")) / _TWIPS_IN_POINT
    above = _twips(letterhead.margin("header")) / _TWIPS_IN_POINT
    over = above + heights.of(header, _width(letterhead)) - top if header is not None else 0.0
    return heights.of(letterhead.body, _width(letterhead)) + max(0.0, over)


def _too_high(share: float, place: Place, about: str) -> Diagnostic:
    return Diagnostic(
        errors.HEAD_TOO_HIGH,
        f"Бланк занимает {about}{share * 100:.0f} % листа, а нужно не больше трети.",
        place,
        "Уменьшите герб, кегль и интервалы, уберите пустые строки.",
        Severity.WARNING,
    )


def _width(letterhead: Letterhead) -> float:
    """Return the width of the text in points."""
    sides = sum(_twips(letterhead.margin(side)) for side in ("left", "right"))
    return float(max(100.0, _A4[0] - sides / _TWIPS_IN_POINT))


def _narrow(letterhead: Letterhead, place: Place) -> Iterator[Diagnostic]:
    found = {side: _twips(letterhead.margin(side)) / _TWIPS_IN_MM for side in _LEAST}
    narrow = {side: own for side, own in found.items() if own and own < _LEAST[side] - _ROUNDING}
    if narrow and not letterhead.turned:
        told = ", ".join(f"{_SIDES[side]} – {own:.0f} мм" for side, own in narrow.items())
        wanted = ", ".join(f"{_SIDES[side]} – {_LEAST[side]}" for side in narrow)
        yield Diagnostic(
            errors.NARROW_MARGINS,
            f"Поля бланка уже, чем по ГОСТ Р 7.0.97: {told}.",
            place,
            f"Нужно не меньше: {wanted} мм; у документов, что хранят дольше 10 лет, левое – 30.",
            Severity.WARNING,
        )


def _whole_document(
    letterhead: Letterhead, file: str, titles: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield the lines that the documents have themselves: their kind, their date and number."""
    for number, paragraph in enumerate(letterhead.body.iter(w("p")), start=1):
        text = " ".join(paragraph_text(paragraph).split())
        title = re.sub(r"\s", "", text).rstrip(".").upper()
        if title in titles or _DATED.search(text):
            yield Diagnostic(
                errors.WHOLE_DOCUMENT,
                f"В бланке есть строка самого документа: «{errors.shown(text)}».",
                Place(file, spot=f"абзац {number}"),
                "Уберите её: вид, дату и номер docgen печатает под бланком сам, выйдет дважды.",
                Severity.WARNING,
            )


def _text_box(place: Place) -> Diagnostic:
    return Diagnostic(
        errors.TEXT_BOX,
        "В бланке есть надпись (текст в рамке поверх листа): в PDF она может сместиться.",
        place,
        "Наберите этот текст в таблице без границ и посмотрите: docgen template preview приказ.",
        Severity.WARNING,
    )


def _running_head(letterhead: Letterhead, place: Place) -> Iterator[Diagnostic]:
    header, footer = letterhead.story("header", "default"), letterhead.story("footer", "default")
    own = any((kind, page) == ("header", "default") for kind, page, _ in letterhead.margins())
    if header is None or not own:
        return
    if not (counts(header) or (footer is not None and counts(footer))):
        yield Diagnostic(
            errors.NO_PAGE_NUMBER,
            "Верхний колонтитул бланка заменит номера страниц, а своего номера в нём нет.",
            place,
            "Вставьте номер: двойной щелчок по верхнему полю, «Номер страницы» – «Вверху».",
            Severity.WARNING,
        )
    if not letterhead.apart and _is_high(header, letterhead):
        yield Diagnostic(
            errors.RUNNING_HEAD,
            "Шапка стоит в верхнем колонтитуле и напечатается на каждой странице.",
            place,
            "Перенесите её в текст или включите «Особый колонтитул для первой страницы».",
            Severity.WARNING,
        )


def _is_high(header: Element, letterhead: Letterhead) -> bool:
    blocks = [each for each in header if is_w(each, "p", "tbl")]
    return Heights(None).of(blocks, _width(letterhead)) > _HIGH_HEADER


def _twips(text: str) -> float:
    return float(text) if re.fullmatch(r"\d{1,6}", text) else 0.0
