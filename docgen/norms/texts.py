"""Rules of running text: indents, intervals, spaces, titles."""

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
    slip,
)
from docgen.norms.document import Paragraph

RULES: Final[Rules[Paper]] = Rules()
_LETTER: Final = re.compile(r"[^\W_]")
_WIDE: Final = re.compile(r"[\w.,;:)»] {2,3}[\w(«]")
_PUSHED: Final = re.compile(r"[\w.,;:)»] {4,}[\w(«]")  # nobody types so many by mistake
_PARTED: Final = "Части строки разводят табуляцией или таблицей без линий."
_POINT: Final = 25.4 / 72
_SMALL, _CAPITAL = 0.45, 0.65  # widths of Russian letters in sizes of them, no wider than they are
_TOLERANCE: Final = 0.3
_SHORT_TITLE: Final = 120


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
            hint = "Удалите их и задайте отступ первой строки в абзаце."
            yield slip("Отступ сделан пробелами или табуляцией", each, hint)
        elif abs(layout.first + (layout.left if each.number else 0) - wanted) > _TOLERANCE:
            shown = f"{millimetres(layout.first)}, нужно {millimetres(wanted)}"
            yield slip(
                f"Отступ первой строки {shown}", each, "Word: Абзац – Первая строка – Отступ."
            )


@RULES.add("T2", "DG613")
def intervals(paper: Paper) -> Iterator[Found]:
    """Lines of running text are one to one and a half apart."""
    text = paper.profile.text
    for each in paper.prose:
        size = max((stretch.letters.size for stretch in each.stretches), default=14)
        lines = each.layout.line if each.layout.rule == "auto" else each.layout.line / size
        tight = lines < text.line_least - 0.01 and each.layout.rule != "atLeast"
        if tight or lines > text.line_most + 0.01:
            hint = f"Нужен от {points(text.line_least)} до {points(text.line_most)}."
            yield slip(f"Межстрочный интервал {points(round(lines, 2))}", each, hint)


@RULES.add("T3", "DG614")
def justified(paper: Paper) -> Iterator[Found]:
    """Running text is justified."""
    for each in paper.prose:
        if each.layout.align != "both" and each.number != "•":
            yield slip("Текст не выровнен по ширине", each, "Выделите текст и нажмите Ctrl+J.")


@RULES.add("T4", "DG615")
def spaces(paper: Paper) -> Iterator[Found]:
    """Nothing is set apart by spaces or by wider letters."""
    for each in paper.seen:
        if any(s.letters.spacing and _LETTER.search(s.text) for s in each.stretches):
            hint = "Word: Шрифт – Дополнительно – Интервал: обычный."
            yield slip("Изменён интервал между буквами", each, hint)
        if _WIDE.search(each.text) and "__" not in each.text:
            hint = f"Оставьте один. {_PARTED}"
            yield slip("Несколько пробелов подряд", each, hint)
        elif _PUSHED.search(each.text) and "__" not in each.text:
            yield slip("Части строки разведены пробелами", each, _PARTED, minor=True)


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
            yield Found(message, each.place, hint, kind="Пустой абзац")


@RULES.add("T6", "DG617")
@of_each_part
def corner(paper: Paper) -> Iterator[Found]:
    """Parts that stand in a corner are narrow, and so are the lines of a heading at the left."""
    for block, most in _narrow_ones(paper):
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
            yield slip("После заголовка стоит точка", each, "Уберите точку.")
        if all(s.letters.underline for s in each.stretches if s.text.strip()):
            yield slip("Заголовок подчёркнут", each, "Снимите подчёркивание.")
        if is_heading(each) and each.outline is not None and not each.layout.kept:
            hint = "Word: Абзац – Не отрывать от следующего."
            yield slip("Заголовок может остаться внизу страницы", each, hint, minor=True)


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


def _narrow_ones(paper: Paper) -> Iterator[tuple[tuple[Paragraph, ...], float]]:
    """Yield the blocks whose lines are short, with their greatest width."""
    requisites, text = paper.requisites, paper.profile.text
    yield from ((mark.paragraphs, text.corner) for mark in requisites.annexes)
    yield from ((stamp.paragraphs, text.corner) for stamp in requisites.stamps)
    heading, head = requisites.heading, requisites.organisation
    if heading and requisites.resolve and heading.first.layout.align == "left":
        along = head is not None and head.first.layout.align == "center"
        yield (heading.first,), text.along if along else text.corner


def _width(paper: Paper, paragraph: Paragraph) -> float:
    """Return how wide the longest line of a paragraph is: no wider than its room."""
    layout = paragraph.layout
    whole = paragraph.cell.width if paragraph.cell else paper.document.section_of(paragraph).field
    size = max((each.letters.size for each in paragraph.stretches), default=0)
    longest = max(map(_letters_in, paragraph.text.split("\n")))
    return min(whole - layout.left - layout.right, longest * size * _POINT)


def _letters_in(line: str) -> float:
    """Return how wide a line is, in sizes of its letters."""
    return len(line) * _SMALL + sum(map(str.isupper, line)) * (_CAPITAL - _SMALL)


def _is_title(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a title of a section, by its style or by its looks."""
    if paragraph.cell or paragraph.boxed:
        return False
    bold = all(s.letters.bold for s in paragraph.stretches if s.text.strip())
    middle = paragraph.layout.align == "center"
    return is_heading(paragraph) or (bold and middle and len(paragraph.text) < _SHORT_TITLE)
