"""Rules of what stands beside a signature or in a corner: visas, the seal, the QR code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from docgen.norms.checking import Found, Paper, Rules, of_each_part, quoted
from docgen.norms.dates import dates_in
from docgen.norms.document import Document, Paragraph, Picture
from docgen.norms.lines import Line
from docgen.norms.requisites import holds
from docgen.norms.signatures import NAME, TURNED
from docgen.norms.splitting import begins_page
from docgen.norms.stamps import annex_mark

RULES: Final[Rules[Paper]] = Rules()
_NAMED: Final = re.compile(rf"{NAME}|{TURNED}")
_BLANK_DATE: Final = re.compile(r"(?<!_)_{1,40}»?[\s\u00a0_.]{0,40}20|_\.[_\s]{1,20}\.|20_")
_SEAL: Final = r"М\.[ \u00a0]?П\."
_AT_NAME: Final = re.compile(
    rf"(?:{NAME})[ \u00a0/)]{{0,3}}{_SEAL}|{_SEAL}[ \u00a0/(]{{0,3}}{NAME}"
)
_NARROW: Final = 70  # millimetres: a seal is 40 wide, and covers all that stands in such a cell


@RULES.add("R17", "DG641")
@of_each_part
def visas(paper: Paper) -> Iterator[Found]:
    """A visa is a post, a signature with a name, and a date."""
    for line, following in _visas(paper):
        beside = f"{line.text} {following}"
        dated = _BLANK_DATE.search(beside) or next(iter(dates_in(beside)), None)
        named = holds(line.text, _firsts(paper.profile.words.posts))
        lacking = ["должность"] * (not named) + ["дата"] * (not dated)
        if lacking:
            kind = f"В визе не найдено: {', '.join(lacking)}"
            hint = "Порядок: должность, подпись, И. О. Фамилия, дата."
            message = f"{kind}: {quoted(line.text)}."
            yield Found(message, line.first.place, hint, kind=kind)


@RULES.add("R21", "DG642")
@of_each_part
def code(paper: Paper) -> Iterator[Found]:
    """A QR code stands on the first sheet, in its field, and covers nothing."""
    document = paper.document
    for at, paragraph in enumerate(document.paragraphs):
        for picture in paragraph.pictures:
            if holds(picture.title, paper.profile.words.codes):
                hint = "Место QR-кода – правый нижний угол первого листа, нет места – верхний."
                for wrong in _wrong_with(picture, document, at):
                    yield Found(f"QR-код {wrong}.", paragraph.place, hint)


@RULES.add("R22", "DG643")
@of_each_part
def seal(paper: Paper) -> Iterator[Found]:
    """The seal does not hide the signature: neither its name nor what stands around it."""
    for each in paper.seen:
        if _AT_NAME.search(each.text) or _under_a_name(each, paper.document):
            message = f"Место печати – на расшифровке подписи: {quoted(each.text)}."
            hint = "Поставьте «М. П.» левее, под должностью: печать не должна закрывать подпись."
            yield Found(message, each.place, hint)
    signature = paper.requisites.signature
    for each in signature.line.paragraphs if signature else ():
        if any(picture.covers for picture in each.pictures):
            message = f"Рисунок лежит поверх подписи: {quoted(each.text)}."
            yield Found(message, each.place, "Word: Формат рисунка – Обтекание: за текстом.")


def _visas(paper: Paper) -> Iterator[tuple[Line, str]]:
    """Yield the lines with names under a visa's word, with the text of the next line."""
    requisites = paper.requisites
    signed, known = requisites.index("signature"), requisites.index("acquainted")
    if requisites.resolve is None or signed < 0:
        return
    below = requisites.lines[signed + 1 : known if known > signed else None]
    own = list(takewhile(lambda line: annex_mark(line.first.text) is None, below))
    heads = [at for at, line in enumerate(own) if _heads_visas(line, paper)]
    for at, line in enumerate(own[heads[0] :], start=heads[0]) if heads else ():
        following = own[at + 1].text if at + 1 < len(own) else ""
        if _NAMED.search(line.text.replace("\u00a0", " ")):
            yield line, "" if _NAMED.search(following) else following


def _heads_visas(line: Line, paper: Paper) -> bool:
    words = re.findall(r"\w+", line.text.casefold())
    return bool(words) and words[0] in paper.profile.words.visas


def _firsts(posts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first words of posts: «и. о. директора» is told by «директор», too."""
    return tuple(post.partition(" ")[0].partition(".")[0] for post in posts if post[1:2] != ".")


def _wrong_with(picture: Picture, document: Document, at: int) -> Iterator[str]:
    sheet = document.section_of(document.paragraphs[at])
    if any(begins_page(document, each) for each in range(1, at + 1)):
        yield "стоит не на первом листе"
    if picture.covers:
        yield "лежит поверх текста"
    origin = {"page": 0.0, "margin": sheet.left, "column": sheet.left}.get(picture.origin)
    left = origin + picture.left if origin is not None else sheet.left
    if left < 0 or left + picture.width > sheet.width:
        yield "выходит за край листа"


def _under_a_name(paragraph: Paragraph, document: Document) -> bool:
    """Whether the place of the seal is in a narrow cell under or beside the name of a signature."""
    cell = paragraph.cell
    if cell is None or cell.width > _NARROW or not re.fullmatch(_SEAL, paragraph.text.strip()):
        return False
    column = (
        each
        for each in document.paragraphs
        if each.cell
        and (each.cell.table, each.cell.column) == (cell.table, cell.column)
        and cell.row - 1 <= each.cell.row <= cell.row
    )
    return any(_NAMED.search(each.text.replace("\u00a0", " ")) for each in column)
