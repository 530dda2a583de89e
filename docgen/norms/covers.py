"""The rule of title sheets: long documents have them, and they carry no number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docgen.norms.checking import Found, Paper, Rules
from docgen.norms.document import Document, Paragraph
from docgen.norms.sheets import LETTERS_ON_PAGE, numbers_on
from docgen.norms.splitting import begins_page

RULES: Final[Rules[Paper]] = Rules()
_MOST_LINES, _LONGEST = 20, 200


@RULES.add("R25", "DG645")
def cover(paper: Paper) -> Iterator[Found]:
    """A title sheet carries no number, and a paper of a page or two has none."""
    whole = paper.document
    for part in paper.parts:
        end = _end_of_first_sheet(part.document)
        sheet, rest = part.document.paragraphs[:end], part.document.paragraphs[end:]
        if not rest or not _is_cover(part, sheet):
            continue
        place = sheet[0].place
        if sheet[0] is not whole.paragraphs[0] and _numbered(whole, sheet[0]):
            hint = "Начните лист разделом с особым колонтитулом первой страницы."
            yield Found("На титульном листе напечатан номер страницы.", place, hint)
        if sum(len(each.text) for each in rest) < LETTERS_ON_PAGE / 2:
            hint = "Обычно он есть у многостраничных; здесь хватит названия над текстом."
            yield Found("Титульный лист у короткого документа.", place, hint)


def _end_of_first_sheet(document: Document) -> int:
    every = range(1, len(document.paragraphs))
    return next((at for at in every if begins_page(document, at)), 0)


def _is_cover(part: Paper, sheet: tuple[Paragraph, ...]) -> bool:
    """Whether a sheet names the document and says nothing more: no clause, no table, no text."""
    named, resolve = part.requisites.kind_line, part.requisites.resolve
    if named is None or not any(each is named.first for each in sheet):
        return False
    written = [each for each in sheet if each.text.strip()]
    return (
        resolve is None and len(written) <= _MOST_LINES and not any(map(_says_something, written))
    )


def _says_something(paragraph: Paragraph) -> bool:
    ruled = paragraph.cell is not None and paragraph.cell.ruled
    return bool(paragraph.number) or ruled or len(paragraph.text) > _LONGEST


def _numbered(document: Document, first: Paragraph) -> bool:
    """Whether the sheet that a paragraph begins shows its number; restarted ones are P5's."""
    at = next(at for at, each in enumerate(document.paragraphs) if each is first)
    section = document.section_of(first)
    begins = document.paragraphs[at - 1].section != first.section
    if begins and section.restarts:
        return False
    return bool(numbers_on(section, "first" if begins and section.title_page else "default"))
