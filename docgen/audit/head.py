"""The head of a paper: what stands above its text, piece by piece, wherever an office put it.

Letterheads put the word ПРИКАЗ, the date and the number into one cell, into columns, into one line
with the heading. Read as pieces they are the same; what the text below says is no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from docgen.norms import Document, Paragraph, Requisites
from docgen.norms.dates import dates_in
from docgen.norms.profile import PaperKind
from docgen.norms.requisites import unspaced
from docgen.norms.stamps import AnnexMark, Stamp
from docgen.records import Frozen

_APART: Final = re.compile(r"\t+| {3,}|\n")
_MOST: Final = 24  # pieces that a head has at most, stamps left out
_LETTERHEAD: Final = 3  # rows of a table with lines that heads a paper
_LONG: Final = 170  # letters: a longer piece is text
_SAID: Final = 60  # letters: a piece as long as this that ends with a full stop is a sentence
_TITLED: Final = 4  # words: more than these with a full stop are a sentence
_SHORTENED: Final = re.compile(r"\b\w{1,3}\.$")
POINT: Final = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]+\.|[а-я]\)|[–—-])\s+[«А-ЯЁа-яё]")
_DAY: Final = re.compile(
    r"\d{1,2}\s+(?:январ|феврал|март|апрел|ма[яй]|ию[нл]|авгус|сент|окт|ноя|дек)"
)
_BEGUN: Final = re.compile(
    r"(?:на основании|в соответствии|в целях|во исполнение|с целью|руководствуясь|по итогам|"
    r"в связи|для\s|я,|прошу|настоящ|даю|срок|цель|тема|вид\s*[:–—-]|"
    r"(?:наставник|наставляем\w+|куратор|участник\w*|присутств\w+|председатель)\s*[:–—-]|"
    r"повестка|слушали|глава|раздел|общие положения)",
    re.IGNORECASE,
)
_MAKER: Final = re.compile(r"учреждени|школ|гимнази|лице[йя]|управлени|администраци", re.IGNORECASE)
_ABOUT: Final = re.compile(r"«?(?:о|об|обо)\s", re.IGNORECASE)
_FULL_STOP: Final = re.compile(r"[а-яё]{3,}\.\s+[А-ЯЁ]")
_ORDERED: Final = re.compile(r"(?:приказываю|обязываю|приказано)\W*$", re.IGNORECASE)
# The number of the paper itself, in all the ways in which typists part its pieces.
_NUMBER: Final = re.compile(
    r"(?:№|\bN[oо]?\.?|Nº)\s{0,2}(\d+(?:\s?[-–/.]\s?[А-ЯЁа-яёA-Za-z\d]+)*(?:[А-ЯЁа-яё]\b)?)"
)
_QUOTED: Final = re.compile(r"[«\"“„]\s*(\d{1,2})\s*[»\"”“]")
_PARTED: Final = re.compile(r"(?<![\d.])(\d{1,2})[ .]\s?(\d{2})[ .]\s?(20\d\d)(?!\d)")
# «45-ОД/2025»: without the sign a number has letters or strokes, and nothing stands beside it.
_BARE_NUMBER: Final = re.compile(r"\d{1,4}(?:[-–/][А-ЯЁа-яёA-Za-z\d]{1,4}){1,3}")
_STAMP: Final = re.compile(r"«?(?:утвержд|принят|рассмотрен|согласован)", re.IGNORECASE)
_ACTS: Final = ("order", "protocol")
# An extract has the number of its minutes.
_EXTRACT: Final = re.compile(
    rf"\bвыписка\s+из\s+протокола\b[^№]{{0,80}}{_NUMBER.pattern}", re.IGNORECASE
)
_AFTER_NAME: Final = ("№", "от ", "о ", "об ")
_YEAR: Final = re.compile(r"20\d\d\D")
# What else has dates and numbers: other papers, post that came in, terms, meetings.
_OTHERS: Final = re.compile(
    r"\bвх\.|\bисх|\bна\s+№|договор|закон|приказ\w+|протокол|положени|\b(?:до|с|со|срок\w*)\b(?!\.)"
    r"|\bпо\b(?!\.|\s+(?:школ|лице|гимнази|колледж|техникум|учрежд|[мгокч]\w{0,4}оу\b|сош))"
    r"|родил|паспорт|снилс|\bинн\b|\bогрн",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(
    r"(?:школ\w*|гимнази\w*|лице\w*|\b(?:СОШ|ООШ|НОШ|СШ|ОУ|ДОУ|ДС)|сад\w*)\s*$", re.IGNORECASE
)
_SCHOOL: Final = re.compile(r"школ|гимнази|лице[йя]|\b(?:СОШ|ООШ|НОШ|СШ|ОУ|ДОУ)\b|\bсад\b")
_PLACE: Final = re.compile(
    r"(?:г|с|п|пос|пгт|ст-ца|дер|д|х)\.\s?[А-ЯЁ]|город\s|село\s|пос[её]лок\s"
)


class Head(Frozen):
    """The pieces of a head; `own` are those from the word for the paper on, that word first."""

    pieces: tuple[str, ...]
    own: tuple[str, ...]
    name: str
    paper: str

    @property
    def title(self) -> str:
        """What the paper is called and what it is about, on one line."""
        words = (each for each in self.own if not _is_data(each))
        return " ".join(words).casefold()

    @property
    def day(self) -> date | None:
        """The date: beside the name of the paper, or in a piece that is a date."""
        for piece in (self._beside, *self.own[1:], *self._above):
            found = next(dates_in(plain(piece)), None)
            if found and found.day and not _OTHERS.search(plain(piece)[: found.start]):
                return found.day
        return None

    @property
    def number(self) -> str:
        """The number: beside the name of the paper, or in a piece with nothing but a date."""
        extract = _EXTRACT.search(" ".join(map(unspaced, self.pieces)))
        if extract:
            return _joined(extract[1])
        for beside in _NUMBER.finditer(self._beside):
            before = self._beside[: beside.start()]
            if not (_OTHERS.search(before) or _NUMBERED.search(before)):
                return _joined(beside[1])
        pieces = (*self.own[1:], *self._above)
        return next(filter(None, (_numbered(each) for each in pieces if _is_data(each))), "")

    @property
    def _beside(self) -> str:
        """What stands in the line of the name behind it."""
        return unspaced(self.own[0])[len(self.name) :] if self.own else ""

    @property
    def _above(self) -> tuple[str, ...]:
        """The pieces above the name, for orders alone: above others are stamps and addressees."""
        above = self.pieces[: len(self.pieces) - len(self.own)]
        return tuple(each for each in above if _is_data(each)) if self.paper == "order" else ()


def head_of(document: Document, parts: Requisites, papers: Sequence[PaperKind]) -> Head:
    """Return the head of a document, without its stamps and marks of annexes.

    The word for the paper is where offices put it, or the first piece that is called so.
    """
    known = sorted(_names(papers), key=lambda pair: -len(pair[0]))
    marks: list[Stamp | AnnexMark] = [*parts.stamps, *parts.annexes]
    aside = {id(each) for mark in marks for each in _mark(mark, known)}
    pieces = tuple(_pieces(each for each in document.paragraphs if id(each) not in aside))
    told = [(parts.kind_name, parts.kind.id)] if parts.kind else []
    line = parts.kind_line.text if parts.kind_line else ""
    for at, piece in enumerate(pieces):
        for name, paper in told:
            called = line.startswith(piece) and unspaced(piece).casefold().startswith(name)
            if called and not is_stamp(piece, pieces[:at]):
                return Head(pieces, pieces[at:], name, paper)
    for names in (told, known):
        for at, piece in enumerate(pieces):
            for name, paper in names:
                if _is_called(piece, name) and not is_stamp(piece, pieces[:at]):
                    return Head(pieces, pieces[at:], name, paper)
    return Head(pieces, pieces, "", "")


def _mark(mark: Stamp | AnnexMark, names: Sequence[tuple[str, str]]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a mark, up to a title: print leaves no gap between."""
    for at, each in enumerate(mark.paragraphs):
        if at and any(_is_titled(each.text.strip(), *name) for name in names):
            return
        yield each


def _is_titled(line: str, name: str, paper: str) -> bool:
    """Whether a line of a stamp is a title below it; an act is what the stamp itself names."""
    if paper in _ACTS:
        return line.isupper() and _is_called(line, name)
    begins = re.match(rf"{re.escape(name)}(?!\w)", line, re.IGNORECASE)
    return bool(begins and line[:1].isupper() and not _NUMBER.search(line))


def _names(papers: Iterable[PaperKind]) -> Iterator[tuple[str, str]]:
    return ((name, paper.id) for paper in papers for name in paper.names)


def _pieces(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    count, table = 0, None
    for each in paragraphs:
        if each.cell and each.cell.ruled and not count:
            table = each.cell.table  # a letterhead between lines
        if (
            each.cell
            and each.cell.ruled
            and (each.cell.table != table or each.cell.row > _LETTERHEAD)
        ):
            return
        for piece in filter(None, map(str.strip, _APART.split(each.text))):
            ordered = _ORDERED.search(unspaced(piece))
            if count == _MOST or (count and (each.number or ordered or _is_text(piece))):
                return
            count += 1
            yield piece


def _is_text(piece: str) -> bool:
    """Whether a piece begins the text of a paper."""
    if _is_data(piece):
        return False
    words = len(re.findall(r"\w{2,}", piece))
    if words > _TITLED and piece.endswith(".") and not _SHORTENED.search(piece):
        return True
    if len(piece) > _SAID and not _MAKER.search(piece):
        ended = piece.endswith((".", ":", ";")) or _FULL_STOP.search(piece)
        return bool(len(piece) > _LONG or ended or (piece[0].isupper() and not _ABOUT.match(piece)))
    begun = piece[0].isupper() and _BEGUN.match(piece)  # a title goes on with a small letter
    return len(piece) > _LONG or bool(POINT.match(piece) or begun)


def _is_data(piece: str) -> bool:
    """Whether a piece holds a date, a number, a place, and no words beside them."""
    text = plain(piece)
    dated = bool(_numbered(text) or next(dates_in(text), None) or _DAY.match(text))
    words = re.findall(r"[^\W\d_]{4,}", _PLACE.split(text)[0].casefold())
    told = [word for word in words if not _DAY.match(f"1 {word}") and word != "года"]
    placed = bool(_PLACE.match(text)) and len(text) < _SAID
    return (placed or (dated and not told)) and not _SCHOOL.search(text) and not _others(text)


def _numbered(piece: str) -> str:
    """Return the number in a piece: behind its sign, or all that is left beside a date."""
    found = _NUMBER.search(piece)
    if found:
        return _joined(found[1])
    dated = next(dates_in(piece), None)
    rest = piece.replace(dated.text, "") if dated else piece
    bare = _BARE_NUMBER.fullmatch(re.sub(r"\b(?:года|год|г\.|от)(?!\w)", "", rest).strip())
    return bare[0] if bare and not _YEAR.match(bare[0]) else ""


def _others(piece: str) -> bool:
    return bool(re.search(r"\bвх\.|\bисх|\bна\s+№", piece, re.IGNORECASE))


def plain(piece: str) -> str:
    """Return a piece with its date as everybody reads it: «"12" 01 2026 г.» is 12.01.2026."""
    text = _QUOTED.sub(r"\1", piece.replace("\u00a0", " "))
    return _PARTED.sub(r"\1.\2.\3", text)


def _joined(number: str) -> str:
    return re.sub(r"\s", "", number)


def is_stamp(piece: str, above: Sequence[str]) -> bool:
    """Whether a piece is of a stamp above the title: «Утверждаю», «Приказ № 7 от 01.09.2026»."""
    return bool(_NUMBER.search(piece)) and any(_STAMP.match(each) for each in above)


def _is_called(piece: str, name: str) -> bool:
    """Whether a piece begins with a name of a paper, as a title does and no sentence would."""
    text = unspaced(piece)
    if not re.match(rf"{re.escape(name)}(?!\w)", text.casefold()):
        return False
    rest = text[len(name) :].strip()
    return not rest.strip(".") or text[: len(name)].isupper() or rest.startswith(_AFTER_NAME)
