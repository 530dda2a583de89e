"""Rules of a printed document, as its PDF shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docgen.norms.checking import Found, Rules, millimetres
from docgen.norms.pdfreading import Piece, Printed, Sheet
from docgen.norms.profile import Page, Profile
from docgen.pdf.proof import squeeze_name

_BAND: Final = 20  # millimetres from the edge: where page numbers stand
_ASCENT: Final = 0.89 * 25.4 / 72
_DIGIT: Final = 0.5 * 25.4 / 72
_DRESSED: Final = re.compile(r"(?:[-–—]\s*\d{1,3}\s*[-–—]|стр\.?\s*\d{1,3})", re.IGNORECASE)
_SIGNS: Final = ("opensymbol", "symbol", "wingdings", "dejavusans", "segoeuisymbol")
_NEAR_MIDDLE = 2.0


class Print:
    """A PDF under the rules of a profile."""

    def __init__(self, printed: Printed, profile: Profile) -> None:
        self.printed = printed
        self.profile = profile

    @property
    def page(self) -> Page:
        """What is asked of the sheet."""
        return self.profile.page


PDF_RULES: Final[Rules[Print]] = Rules()


@PDF_RULES.add("P1", "DG600")
def size(paper: Print) -> Iterator[Found]:
    """Every page is A4."""
    for sheet in paper.printed.sheets:
        short, long = sorted((sheet.width, sheet.height))
        if abs(short - paper.page.width) > 1 or abs(long - paper.page.height) > 1:
            message = (
                f"Лист {millimetres(sheet.width)[:-3]}×{millimetres(sheet.height)}, а нужен А4."
            )
            yield Found(message, paper.printed.place(sheet), "Сохраните PDF с листом A4.")


@PDF_RULES.add("P2", "DG601")
def left_margin(paper: Print) -> Iterator[Found]:
    """No text begins within the left margin."""
    least = paper.page.left - paper.page.slack
    for sheet in paper.printed.sheets:
        nearest = min((piece.x for piece in sheet.pieces), default=least)
        if nearest < least:
            message = f"Текст в {millimetres(nearest)} от левого края листа."
            hint = f"Левое поле – не меньше {millimetres(paper.page.left)}."
            yield Found(message, paper.printed.place(sheet), hint)


@PDF_RULES.add("P5", "DG603")
def numbered_from_second(paper: Print) -> Iterator[Found]:
    """Pages carry numbers, the first one does not."""
    first, *rest = paper.printed.sheets
    others = [sheet for sheet in rest if not _begins_annex(sheet)]
    if _same_beginnings(paper.printed.sheets):
        return
    hint = "Номер нужен на всех страницах, кроме первой."
    if others and not any(_number(sheet) for sheet in others):
        yield Found("Страницы не пронумерованы.", paper.printed.place(), hint)
    if _number(first) and first.lines[1:]:
        yield Found("Номер напечатан и на первой странице.", paper.printed.place(first), hint)


@PDF_RULES.add("P6", "DG604")
def number_in_the_middle(paper: Print) -> Iterator[Found]:
    """The number stands in the middle of the top margin."""
    for sheet in paper.printed.sheets[1:]:
        number = _number(sheet)
        if number is None:
            continue
        place = paper.printed.place(sheet)
        if number.y < sheet.height / 2:
            yield Found("Номер страницы стоит внизу листа.", place, "Перенесите его наверх.")
            continue
        middle = number.x + len(number.text) * number.size * _DIGIT / 2
        if not _in_middle(middle, sheet, paper.page):
            yield Found("Номер страницы стоит не посередине.", place, "Выровняйте его по центру.")
        edge = sheet.height - number.y - number.size * _ASCENT
        if edge < paper.page.number_edge - 1:
            message = f"Номер страницы в {millimetres(edge)} от края листа."
            yield Found(message, place, f"Нужно не меньше {millimetres(paper.page.number_edge)}.")


@PDF_RULES.add("P7", "DG605")
def bare_number(paper: Print) -> Iterator[Found]:
    """Nothing but digits."""
    for sheet in paper.printed.sheets:
        for line in (sheet.lines[:1] + sheet.lines[-1:]) if sheet.lines else ():
            text = " ".join(piece.text for piece in line)
            if _DRESSED.fullmatch(text):
                message = f"Номер страницы оформлен: «{text}»."
                yield Found(message, paper.printed.place(sheet), "Оставьте одни цифры.")


@PDF_RULES.add("F1", "DG608")
def fonts(paper: Print) -> Iterator[Found]:
    """Fonts are those permitted, and the file carries them."""
    known = {squeeze_name(name) for name in paper.profile.text.fonts}
    for name, embedded in paper.printed.fonts:
        if squeeze_name(name) not in {*known, *_SIGNS}:
            hint = f"Наберите текст одним шрифтом: {', '.join(paper.profile.text.fonts[:4])}."
            yield Found(f"Шрифт «{name}» не из допустимых.", paper.printed.place(), hint)
        if not embedded:
            hint = "Сохраните PDF со встроенными шрифтами."
            yield Found(f"Шрифт «{name}» не встроен.", paper.printed.place(), hint)


@PDF_RULES.add("T10", "DG621")
def nothing_alone(paper: Print) -> Iterator[Found]:
    """The last page is not nearly empty, and no title ends a page."""
    *others, last = paper.printed.sheets
    least = paper.profile.text.last_page_lines
    if others and len(_body(last)) < least:
        message = f"На последней странице строк меньше, чем {least:g}."
        yield Found(
            message, paper.printed.place(last), "Перенесите на неё конец текста или уберите."
        )
    for sheet in others:
        lowest = _body(sheet)[-1:]
        if lowest and all(piece.bold for piece in lowest[0]) and _leads(lowest[0]):
            hint = "Задайте заголовку «Не отрывать от следующего»."
            message = "Внизу страницы остался заголовок."
            yield Found(message, paper.printed.place(sheet), hint)


def _number(sheet: Sheet) -> Piece | None:
    """Return the page number: digits alone in a line of the top or the bottom margin."""
    for line in sheet.lines[:1] + sheet.lines[-1:]:
        alone = len(line) == 1 and re.fullmatch(r"\d{1,3}", line[0].text)
        if alone and not _BAND < line[0].y < sheet.height - _BAND:
            return line[0]
    return None


def _begins_annex(sheet: Sheet) -> bool:
    """Whether an annex begins here: its pages are counted anew, the first has no number."""
    return any(line[0].text.casefold().startswith("приложение") for line in sheet.lines[:3])


def _same_beginnings(sheets: tuple[Sheet, ...]) -> bool:
    """Whether every page begins alike: copies of a form, each a paper of its own."""
    beginnings = {tuple(piece.text for piece in sheet.lines[0]) for sheet in sheets if sheet.lines}
    return len(sheets) > 1 and len(beginnings) == 1


def _body(sheet: Sheet) -> tuple[tuple[Piece, ...], ...]:
    """Return the lines of a page without its number."""
    number = _number(sheet)
    return tuple(line for line in sheet.lines if line != (number,))


def _in_middle(middle: float, sheet: Sheet, page: Page) -> bool:
    """Whether a place is the middle of the sheet or of its field, however wide its margins are."""
    begins = min((piece.x for piece in sheet.pieces if piece.text.strip()), default=page.left)
    middles = (
        sheet.width / 2,
        (begins + sheet.width - page.right) / 2,
        (page.left + sheet.width - page.right) / 2,
        (page.left_kept + sheet.width - page.right) / 2,
    )
    return any(abs(middle - each) <= _NEAR_MIDDLE for each in middles)


def _leads(line: tuple[Piece, ...]) -> bool:
    """Whether a bold line is the beginning of a section: numbered, and no end of a sentence."""
    text = " ".join(piece.text for piece in line)
    return bool(re.match(r"\d+(\.\d+)*\.?\s", text)) and not text.endswith((".", ";", ","))
