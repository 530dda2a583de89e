"""Rules of the sheet: its size, margins and page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil
from typing import Final

from docgen.norms.checking import Found, Paper, Rules, millimetres, of_each_part, quoted
from docgen.norms.document import Document, Paragraph, Section
from docgen.norms.splitting import begins_page
from docgen.norms.stamps import AnnexMark

RULES: Final[Rules[Paper]] = Rules()
_SIDES = {"left": "левое", "right": "правое", "top": "верхнее", "bottom": "нижнее"}
LETTERS_ON_PAGE: Final = 3500
_POINT: Final = 0.3528  # millimetres
_NARROWEST: Final = (
    0.44 * _POINT
)  # how wide letters are on average at least, in parts of their size
_LEAST_SIZE: Final = 8  # points: of an empty line nobody knows


@RULES.add("P1", "DG600")
def size(paper: Paper) -> Iterator[Found]:
    """A sheet of A4, upright or lying."""
    page = paper.profile.page
    for number, section in enumerate(paper.document.sections):
        short, long = sorted((section.width, section.height))
        if abs(short - page.width) > 1 or abs(long - page.height) > 1:
            shown = f"{millimetres(section.width)[:-3]}×{millimetres(section.height)}"
            hint = "Word: Макет – Размер – A4 (для всего документа)."
            yield Found(f"Лист {shown}, а нужен А4.", paper.section_place(number), hint)


@RULES.add("P2", "DG601")
def margins(paper: Paper) -> Iterator[Found]:
    """Margins not narrower than the least."""
    page = paper.profile.page
    for number, section in enumerate(paper.document.sections):
        narrow = [
            f"{name} {millimetres(getattr(section, side))} (нужно {getattr(page, side):g})"
            for side, name in _SIDES.items()
            if getattr(section, side) < getattr(page, side) - page.slack
        ]
        if narrow:
            message = f"Узкие поля: {', '.join(narrow)}."
            yield Found(message, paper.section_place(number), "Word: Макет – Поля – Настраиваемые.")


@RULES.add("P3", "DG602")
@of_each_part
def kept_margin(paper: Paper) -> Iterator[Found]:
    """A wide left margin where the paper is kept for long: it will be bound."""
    kind, page = paper.requisites.kind, paper.profile.page
    if kind is None or kind.retention != "long":
        return
    used = {each.section for each in paper.document.paragraphs}
    for number, section in enumerate(paper.document.sections):
        if number in used and section.left < page.left_kept - page.slack:
            message = (
                f"Левое поле {millimetres(section.left)}: документ хранят долго, "
                f"для подшивки нужно {millimetres(page.left_kept)}."
            )
            yield Found(message, paper.section_place(number), "Word: Макет – Поля – Настраиваемые.")


@RULES.add("P4", "DG607")
def mirrored_margins(paper: Paper) -> Iterator[Found]:
    """A paper for two-sided printing has its wide margin at the spine on both pages."""
    document = paper.document
    unequal = any(each.left != each.right for each in document.sections)
    if document.two_sided and not document.mirrored and unequal:
        message = "Документ для двусторонней печати, а поля на обороте не зеркальные."
        yield Found(message, paper.place, "Word: Макет – Поля – Настраиваемые – Зеркальные поля.")


@RULES.add("P5", "DG603")
def numbered_from_second(paper: Paper) -> Iterator[Found]:
    """Pages carry numbers, the first one does not."""
    sections = paper.document.sections
    hint = "Вставьте номер страницы вверху и отметьте «Особый колонтитул для первой страницы»."
    if not any(numbers_on(each, "default") for each in sections):
        if _many_pages(paper):
            yield Found("Страницы не пронумерованы.", paper.place, hint)
        return
    for number, section in enumerate(sections):
        begins = number == 0 or section.restarts
        page = "first" if section.title_page else "default"
        if begins and numbers_on(section, page):
            yield Found("Номер напечатан и на первой странице.", paper.section_place(number), hint)


@RULES.add("P6", "DG604")
def number_in_the_middle(paper: Paper) -> Iterator[Found]:
    """The number stands in the middle of the top margin, not too near to the edge."""
    least = paper.profile.page.number_edge - paper.profile.page.slack
    for number, section in enumerate(paper.document.sections):
        place = paper.section_place(number)
        if _in_margin(section.footers.get("default", ())):
            hint = "Перенесите номер в верхний колонтитул."
            yield Found("Номер страницы стоит внизу листа.", place, hint)
        for each in _in_margin(section.headers.get("default", ())):
            moved = abs(each.layout.left + each.layout.first) > 1
            if not each.boxed and (each.layout.align != "center" or moved):
                hint = "Выровняйте абзац колонтитула по центру, без отступов."
                yield Found("Номер страницы стоит не посередине.", place, hint)
            elif section.header_edge < least:
                message = f"Номер страницы в {millimetres(section.header_edge)} от края листа."
                yield Found(message, place, "Word: Конструктор колонтитулов – от верхнего края.")


@RULES.add("P7", "DG605")
def bare_number(paper: Paper) -> Iterator[Found]:
    """Nothing but Arabic digits."""
    for number, section in enumerate(paper.document.sections):
        for each in numbers_on(section, "default"):
            dressed = re.search(r"[^\d\s…]", each.text) is not None
            if dressed or section.number_format != "decimal":
                message = (
                    f"Номер страницы оформлен: {quoted(each.text)}; нужны одни арабские цифры."
                )
                hint = "Уберите слова, тире и точки вокруг номера."
                yield Found(message, paper.section_place(number), hint)


@RULES.add("P8", "DG606")
@of_each_part
def annex_on_its_own_page(paper: Paper) -> Iterator[Found]:
    """An annex begins a page."""
    for mark in paper.requisites.annexes:
        if not _begins_page(paper, mark):
            hint = "Поставьте перед отметкой разрыв раздела или страницы."
            message = f"{quoted(mark.paragraphs[0].text)} начинается не с новой страницы."
            yield Found(message, mark.paragraphs[0].place, hint)


def _in_margin(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    return tuple(each for each in paragraphs if "PAGE" in each.fields)


def numbers_on(section: Section, page: str) -> tuple[Paragraph, ...]:
    """Return what prints the number on the first or the other pages of a section."""
    return _in_margin((*section.headers.get(page, ()), *section.footers.get(page, ())))


def _many_pages(paper: Paper) -> bool:
    """Whether a paper is surely longer than a page: it says so, breaks pages or has much text.

    Much are many letters, or more lines than a page has room for, however narrow the letters.
    """
    document = paper.document
    letters = sum(len(each.text) for each in document.paragraphs)
    broken = any(each.breaks_page or each.layout.new_page for each in document.paragraphs[1:])
    parted = sum(not each.same_page for each in document.sections) > 1
    much = letters > LETTERS_ON_PAGE or _overflows(document)
    return document.pages > 1 or broken or parted or much


def _overflows(document: Document) -> bool:
    """Whether the lines outside tables are surely higher together than a page."""
    page = document.sections[0] if document.sections else None
    if page is None:
        return False
    plain = (each for each in document.paragraphs if not each.cell)
    return (
        sum(_least_height(each, page.field) for each in plain)
        > page.height - page.top - page.bottom
    )


def _least_height(paragraph: Paragraph, width: float) -> float:
    """Return how high a paragraph is at least, in millimetres."""
    layout = paragraph.layout
    size = min((each.letters.size for each in paragraph.stretches), default=_LEAST_SIZE)
    lines = ceil(
        len(paragraph.text) * size * _NARROWEST / max(width - layout.left - layout.right, 1)
    )
    one = size * layout.line if layout.rule == "auto" else layout.line
    return max(lines, 1) * one * _POINT + (layout.before + layout.after) * _POINT


def _begins_page(paper: Paper, mark: AnnexMark) -> bool:
    """Whether nothing but empty paragraphs and its own row stands above a mark on its page."""
    paragraphs = paper.document.paragraphs
    first = mark.paragraphs[0]
    at = paragraphs.index(first)
    while not begins_page(paper.document, at):
        at -= 1
        above = paragraphs[at]
        together = above.cell and first.cell and above.cell.table == first.cell.table
        if above.text.strip() and not together:
            return False
    return True
