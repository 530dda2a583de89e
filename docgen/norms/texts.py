"""Rules of fonts and of running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docgen.norms.checking import (
    Found,
    Paper,
    Rules,
    is_heading,
    millimetres,
    of_each_part,
    points,
    quoted,
)
from docgen.norms.document import Paragraph

RULES: Final[Rules[Paper]] = Rules()
_LETTER: Final = re.compile(r"[^\W_]")
_WIDE: Final = re.compile(r"[\w.,;:)»] {2,}[\w(«]")
_EM: Final = 0.5 * 25.4 / 72  # the usual width of a letter, in millimetres for a point of size
_TOLERANCE: Final = 0.3
_SHORT_TITLE: Final = 120


@RULES.add("F1", "DG608")
def fonts(paper: Paper) -> Iterator[Found]:
    """One font, and one of those permitted."""
    first: dict[str, Paragraph] = {}
    for each in paper.seen:
        for stretch in each.stretches:
            if _LETTER.search(stretch.text):
                first.setdefault(stretch.letters.font, each)
    known = {name.casefold() for name in paper.profile.text.fonts}
    strange = [name for name in first if name.casefold() not in known]
    hint = f"Наберите текст одним шрифтом: {', '.join(paper.profile.text.fonts[:4])}."
    for name in strange:
        message = f"Шрифт «{name}» не из допустимых, впервые в {quoted(first[name].text)}."
        yield Found(message, first[name].place, hint)
    if len(first) > 1 and not strange:
        message = f"В документе несколько шрифтов: {', '.join(first)}."
        yield Found(message, paper.place, hint, minor=True)


@RULES.add("F2", "DG609")
def sizes(paper: Paper) -> Iterator[Found]:
    """Running text is 12, 13 or 14 points."""
    good = paper.profile.text.sizes
    for each in paper.prose:
        wrong = {s.letters.size for s in each.stretches if _LETTER.search(s.text)} - set(good)
        if wrong:
            shown = ", ".join(points(size) for size in sorted(wrong))
            message = f"Кегль {shown} в {quoted(each.text)}; нужен {', '.join(map(points, good))}."
            yield Found(message, each.place, "Выделите текст и выберите один из этих размеров.")


@RULES.add("F3", "DG610")
def table_sizes(paper: Paper) -> Iterator[Found]:
    """Text of tables may be smaller, but must be readable."""
    text = paper.profile.text
    for each in paper.seen:
        sizes = [s.letters.size for s in each.stretches if _LETTER.search(s.text)]
        least = min(sizes, default=text.table_usual)
        if each.cell and each.cell.ruled and least < text.table_usual:
            message = f"Кегль {points(least)} в таблице: {quoted(each.text)}."
            hint = (
                f"Читается от {points(text.table_usual)}; меньше {points(text.table_least)} нельзя."
            )
            yield Found(message, each.place, hint, minor=least >= text.table_least)


@RULES.add("F4", "DG611")
@of_each_part
def place_size(paper: Paper) -> Iterator[Found]:
    """The place of issue may be set small, but not too small."""
    place = paper.requisites.place
    sizes = [each.letters.size for each in place.first.stretches] if place else []
    if place and min(sizes, default=12) < paper.profile.text.place_least:
        message = f"Место составления набрано кеглем {points(min(sizes))}."
        yield Found(message, place.first.place, "Возьмите 10 или больше.")


@RULES.add("T1", "DG612")
def first_line(paper: Paper) -> Iterator[Found]:
    """The first line stands back, by the paragraph's own indent."""
    wanted = paper.profile.text.first_line
    for each in paper.prose:
        layout = each.layout
        typed = each.text.startswith(("  ", "\t", "\u00a0\u00a0"))
        if each.number == "•":
            continue
        if typed:
            message = f"Отступ сделан пробелами или табуляцией: {quoted(each.text)}."
            yield Found(message, each.place, "Удалите их и задайте отступ первой строки в абзаце.")
        elif abs(layout.first + (layout.left if each.number else 0) - wanted) > _TOLERANCE:
            message = (
                f"Отступ первой строки {millimetres(layout.first)}, нужно {millimetres(wanted)}: "
                f"{quoted(each.text)}."
            )
            yield Found(message, each.place, "Word: Абзац – Первая строка – Отступ.")


@RULES.add("T2", "DG613")
def intervals(paper: Paper) -> Iterator[Found]:
    """Lines of running text are one to one and a half apart."""
    text = paper.profile.text
    for each in paper.prose:
        size = max((stretch.letters.size for stretch in each.stretches), default=14)
        lines = each.layout.line if each.layout.rule == "auto" else each.layout.line / size
        tight = lines < text.line_least - 0.01 and each.layout.rule != "atLeast"
        if tight or lines > text.line_most + 0.01:
            message = f"Межстрочный интервал {points(round(lines, 2))}: {quoted(each.text)}."
            hint = f"Нужен от {points(text.line_least)} до {points(text.line_most)}."
            yield Found(message, each.place, hint)


@RULES.add("T3", "DG614")
def justified(paper: Paper) -> Iterator[Found]:
    """Running text is justified."""
    for each in paper.prose:
        if each.layout.align != "both" and each.number != "•":
            message = f"Текст не выровнен по ширине: {quoted(each.text)}."
            yield Found(message, each.place, "Выделите текст и нажмите Ctrl+J.")


@RULES.add("T4", "DG615")
def spaces(paper: Paper) -> Iterator[Found]:
    """Nothing is set apart by spaces or by wider letters."""
    for each in paper.seen:
        if any(s.letters.spacing and _LETTER.search(s.text) for s in each.stretches):
            message = f"Изменён интервал между буквами: {quoted(each.text)}."
            yield Found(message, each.place, "Word: Шрифт – Дополнительно – Интервал: обычный.")
        if _WIDE.search(each.text) and "__" not in each.text:
            message = f"Несколько пробелов подряд: {quoted(each.text)}."
            hint = "Оставьте один; части строки разводят табуляцией или таблицей."
            yield Found(message, each.place, hint)


@RULES.add("T5", "DG616")
def empty_paragraphs(paper: Paper) -> Iterator[Found]:
    """Parts stand apart by intervals of paragraphs, not by empty ones."""
    paragraphs = paper.document.paragraphs
    for before, each, after in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        technical = before.cell or each.section != after.section or _thin(each)
        if _empty(each) and not technical:
            hint = "Удалите его и задайте интервал перед следующим абзацем."
            message = (
                f"Пустой абзац перед {quoted(after.text)}."
                if after.text.strip()
                else ("Пустой абзац.")
            )
            yield Found(message, each.place, hint)


@RULES.add("T6", "DG617")
@of_each_part
def corner(paper: Paper) -> Iterator[Found]:
    """Parts that stand in a corner are narrow."""
    most = paper.profile.text.corner
    blocks = [mark.paragraphs for mark in paper.requisites.annexes]
    blocks += [stamp.paragraphs for stamp in paper.requisites.stamps]
    heading = paper.requisites.heading
    if heading and paper.requisites.resolve and heading.first.layout.align == "left":
        blocks.append((heading.first,))
    for block in blocks:
        wide = next((each for each in block if _width(paper, each) > most + 1), None)
        if wide:
            message = f"Строка реквизита длиннее {millimetres(most)}: {quoted(wide.text)}."
            hint = "Сузьте блок отступом или ячейкой: строки перенесутся."
            yield Found(message, wide.place, hint)


@RULES.add("T7", "DG618")
def hyphenation(paper: Paper) -> Iterator[Found]:
    """Words are not divided by the program."""
    if paper.document.hyphenated:
        hint = "Word: Макет – Расстановка переносов – Нет."
        yield Found("Включён автоматический перенос слов.", paper.place, hint)


@RULES.add("T8", "DG619")
def titles(paper: Paper) -> Iterator[Found]:
    """A title of a section has no full stop and no line under it, and stays with its text."""
    for each in filter(_is_title, paper.seen):
        text = each.text.strip()
        if text.endswith(".") and not text.endswith(("г.", "др.", "т. д.")):
            message = f"После заголовка стоит точка: {quoted(text)}."
            yield Found(message, each.place, "Уберите точку.")
        if all(s.letters.underline for s in each.stretches if s.text.strip()):
            yield Found(
                f"Заголовок подчёркнут: {quoted(text)}.", each.place, "Снимите подчёркивание."
            )
        if is_heading(each) and each.outline is not None and not each.layout.kept:
            message = f"Заголовок может остаться внизу страницы: {quoted(text)}."
            yield Found(message, each.place, "Word: Абзац – Не отрывать от следующего.", minor=True)


@RULES.add("T10", "DG621")
@of_each_part
def kept_signature(paper: Paper) -> Iterator[Found]:
    """The last clause holds the signature, so that it is not left alone on a page."""
    signature = paper.requisites.signature
    if signature is None or paper.requisites.resolve is None:
        return
    at = paper.document.paragraphs.index(signature.line.paragraphs[0])
    above = [each for each in paper.document.paragraphs[:at] if each.text.strip()]
    if above and not above[-1].layout.kept:
        message = "Подпись может остаться одна на странице."
        hint = "Последний пункт: Абзац – Положение на странице – Не отрывать от следующего."
        yield Found(message, signature.line.first.place, hint, minor=True)


def _empty(paragraph: Paragraph) -> bool:
    plain = not (paragraph.cell or paragraph.boxed or paragraph.breaks_page or paragraph.fields)
    return paragraph.blank and plain


def _thin(paragraph: Paragraph) -> bool:
    """Whether an empty paragraph is only a seam, a point high."""
    return paragraph.layout.rule == "exact" and paragraph.layout.line <= 2


def _width(paper: Paper, paragraph: Paragraph) -> float:
    """Return how wide the longest line of a paragraph is: no wider than its room."""
    layout = paragraph.layout
    whole = paragraph.cell.width if paragraph.cell else paper.document.section_of(paragraph).field
    size = max((each.letters.size for each in paragraph.stretches), default=0)
    longest = max((len(line) for line in paragraph.text.split("\n")), default=0)
    return min(whole - layout.left - layout.right, longest * size * _EM)


def _is_title(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a title of a section, by its style or by its looks."""
    if paragraph.cell or paragraph.boxed:
        return False
    bold = all(s.letters.bold for s in paragraph.stretches if s.text.strip())
    middle = paragraph.layout.align == "center"
    return is_heading(paragraph) or (bold and middle and len(paragraph.text) < _SHORT_TITLE)
