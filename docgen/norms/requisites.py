"""The parts of a document that offices name: kind, date, number, stamps, annexes, signature.

They are recognised by the styles of docgen's own documents and by words and places in any other.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from docgen.norms.dates import Written, dates_in
from docgen.norms.document import Document, Paragraph
from docgen.norms.lines import Line, lines_of
from docgen.norms.profile import PaperKind, Profile
from docgen.norms.signatures import Signature, signature_on
from docgen.norms.stamps import NUMBER, AnnexMark, Stamp, Stamps, annex_mark, annexes_of

_HEADING: Final = re.compile(r"«?(о|об|обо)\s", re.IGNORECASE)
_PLACE: Final = re.compile(
    r"(?:(?:г|с|п|пос|пгт|ст-ца|дер|д|х)\.[\s\u00a0]?|(?:город|село|пос[её]лок)[\s\u00a0])"
    r"[А-ЯЁ][\w \u00a0-]{1,40}"
)
_DATE_LINE: Final = re.compile(
    r"(?:от[\s\u00a0])?[\s«\"]*(?:\d{1,2}[.»\s\u00a0]|_{2,}).{0,60}|№.{0,30}", re.DOTALL
)
_SPACED: Final = re.compile(r"(?<!\w)(?:\w[ \t\u00a0]{1,3}){2,}\w(?!\w)")
_NEAR, _FIRST, _LONGEST = 8, 40, 200


class Requisites:
    """What offices would find in a document; a part that is not there is None or empty."""

    def __init__(self, document: Document, profile: Profile) -> None:
        self.document = document
        self._profile = profile
        self.lines = lines_of(document)

    @cached_property
    def annexes(self) -> tuple[AnnexMark, ...]:
        """The marks of annexes, in order."""
        return tuple(annexes_of(self.document))

    @cached_property
    def stamps(self) -> tuple[Stamp, ...]:
        """The stamps before the name of the document and after its text, in order."""
        return tuple(Stamps(self._profile.words).of(self.document))

    @cached_property
    def _named(self) -> tuple[int, str, PaperKind] | None:
        """The line that names the kind, the name that stands there, and the kind."""
        names = sorted(
            ((name, kind) for kind in self._profile.papers for name in kind.names),
            key=lambda pair: -len(pair[0]),
        )
        for at, line in enumerate(self.lines[:_FIRST]):
            if self._marked(line) or not _may_name(line):
                continue
            text = unspaced(line.text).casefold()
            for name, kind in names:
                if re.match(rf"{re.escape(name)}(?!\w)", text) and _titled(line, name):
                    return at, name, kind
        return None

    @cached_property
    def kind(self) -> PaperKind | None:
        """The kind of the document, as far as its title says it."""
        return self._named[2] if self._named else None

    @property
    def kind_name(self) -> str:
        """The name of the kind as the document has it: «дорожная карта»."""
        return self._named[1] if self._named else ""

    @property
    def kind_line(self) -> Line | None:
        """The line with the name of the kind."""
        return self.lines[self._named[0]] if self._named else None

    @cached_property
    def gender(self) -> str:
        """The gender of the name of the kind, or nothing."""
        return self.kind.names[self.kind_name] if self.kind else ""

    @cached_property
    def organisation(self) -> Line | None:
        """The first line that names an organisation above the name of the kind."""
        if not self._named:
            return None
        above = [line for line in self.lines[: self._named[0]] if not self._stamped(line)]
        styled = self._styled("organisation")
        words = self._profile.words.organisations
        return styled or next((line for line in above if holds(line.text, words)), None)

    @cached_property
    def date_line(self) -> Line | None:
        """The line of the date and the number: filled in, or left to be filled in."""
        near = (line for line in self._after_kind(_NEAR) if _dated(line))
        return self._styled("date") or next(near, None)

    @cached_property
    def date(self) -> Written | None:
        """The date of the document."""
        text = self.date_line.text if self.date_line else ""
        return next(iter(dates_in(text)), None)

    @cached_property
    def number(self) -> str:
        """The number of the document; empty where it is to be filled in."""
        beside = (self.date_line.text if self.date_line else "", self._behind_kind())
        found = next(filter(None, map(NUMBER.search, beside)), None)
        return found[1] if found else ""

    @cached_property
    def place(self) -> Line | None:
        """The place where the document was made."""
        near = (line for line in self._after_kind(_NEAR) if self._is_place(line))
        return self._styled("place") or next(near, None)

    @cached_property
    def heading(self) -> Line | None:
        """What the document is about: «О закреплении наставников»."""
        styled = self._styled("heading")
        near = (line for line in self._after_kind(_NEAR) if _HEADING.match(line.text.strip()))
        named = self.kind_line
        same = named if named and _HEADING.search(named.text.partition(" ")[2]) else None
        return styled or next(near, same) or self._subtitle()

    @cached_property
    def resolve(self) -> Line | None:
        """The line with ПРИКАЗЫВАЮ."""
        words = self._profile.words.resolve
        for line in self.lines:
            text = unspaced(line.text).casefold().rstrip(" :")
            if any(text.endswith(word) for word in words):
                return line
        return self._styled("resolve")

    @cached_property
    def signature(self) -> Signature | None:
        """Who signed, as the last line before the annexes that ends with a post and a name."""
        end = self._first_annex()
        start = self._index(self.resolve) if self.resolve else (self._named or (0,))[0]
        posts = self._profile.words.posts
        every = (signature_on(line, posts) for line in self.lines[start + 1 : end])
        found = [each for each in every if each is not None]
        return (found[0] if self.resolve else found[-1]) if found else None

    @cached_property
    def acquainted(self) -> Line | None:
        """Where those who are to know begin to sign."""
        words = self._profile.words.acquainted
        plain = (line for line in self.lines if line.text.casefold().startswith(words))
        return self._styled("acquainted") or next(plain, None)

    @property
    def sheet(self) -> tuple[Line, ...]:
        """The lines in which they sign; an annex behind them has dates of its own."""
        at = self.index("acquainted")
        return self.lines[at : self._first_annex(at)] if at >= 0 else ()

    def part(self, name: str) -> Line | None:
        """Return the line of a part by its name."""
        found = {
            "organisation": self.organisation,
            "kind": self.kind_line,
            "date": self.date_line,
            "place": self.place,
            "heading": self.heading,
            "resolve": self.resolve,
            "signature": self.signature.line if self.signature else None,
            "acquainted": self.acquainted,
        }
        return found.get(name)

    def index(self, name: str) -> int:
        """Return where a part stands, -1 if it is not there."""
        return self._index(self.part(name))

    def role(self, paragraph: Paragraph) -> str:
        """Return which part a paragraph is set as by its style, or nothing."""
        return self._profile.styles.get(paragraph.style, "")

    def right(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph begins in the right half of the sheet or is pushed to its right."""
        width = self.document.section_of(paragraph).field
        start = paragraph.cell.start if paragraph.cell else 0
        return start + paragraph.layout.left >= 0.4 * width or paragraph.layout.align == "right"

    def _is_place(self, line: Line) -> bool:
        """Whether a line is the place, or holds it between the date and the number."""
        pieces = [piece.strip() for piece in line.text.split("\t")]
        plain = not (line.first.cell and line.first.cell.ruled)
        cities = self._profile.words.cities
        return plain and any(each in cities or bool(_PLACE.fullmatch(each)) for each in pieces)

    def _index(self, line: Line | None) -> int:
        return self.lines.index(line) if line is not None else -1

    def _styled(self, role: str) -> Line | None:
        every = self.lines[: self._first_annex()]
        return next((line for line in every if self.role(line.first) == role), None)

    def _behind_kind(self) -> str:
        """Return what stands right behind the name of the kind: «№ 2» of «ПРОТОКОЛ № 2»."""
        text = unspaced(self.kind_line.text) if self.kind_line else ""
        rest = text[len(self.kind_name) :].strip()
        return rest if rest.startswith("№") else ""

    def _subtitle(self) -> Line | None:
        """Return the line under the name of the kind, if it stands in the middle as it does."""
        named, following = self.kind_line, self._after_kind(1)
        if not named or not following or self._named is None:
            return None
        under, look = following[0], following[0].first
        middle = look.layout.align == named.first.layout.align == "center" and not look.number
        alone = unspaced(named.text).casefold() == self.kind_name
        plain = not (look.cell or _dated(under) or self._is_place(under))
        return under if middle and alone and plain else None

    def _after_kind(self, count: int) -> tuple[Line, ...]:
        at = self._named[0] if self._named else len(self.lines)
        return self.lines[at + 1 : at + 1 + count]

    def _first_annex(self, behind: int | None = None) -> int:
        """Return the line of the first annex that follows the document itself, or some line."""
        marked = {id(each) for mark in self.annexes for each in mark.paragraphs}
        behind = behind if behind is not None else self._named[0] if self._named else -1
        for at, line in enumerate(self.lines):
            if at > behind and id(line.first) in marked:
                return at
        return len(self.lines)

    def _marked(self, line: Line) -> bool:
        """Whether a line belongs to the mark of an annex or to a stamp."""
        return annex_mark(line.first.text) is not None or self._stamped(line)

    def _stamped(self, line: Line) -> bool:
        known = {id(each) for stamp in self.stamps for each in stamp.paragraphs}
        return any(id(each) in known for each in line.paragraphs)


def unspaced(text: str) -> str:
    """Join letters set apart: «П Р И К А З» is «ПРИКАЗ»."""
    return _SPACED.sub(lambda found: re.sub(r"[ \t\u00a0]", "", found[0]), text.strip())


def holds(text: str, beginnings: tuple[str, ...]) -> bool:
    """Whether a word of a text begins with one of these."""
    words = re.findall(r"[\w-]+", text.casefold())
    return any(word.startswith(beginnings) for word in words)


def _may_name(line: Line) -> bool:
    """Whether a line could be a title: no clause, no cell of a table, not too long."""
    if line.first.cell and line.first.cell.ruled:
        return False
    return len(line.text) <= _LONGEST and not line.first.number


def _titled(line: Line, name: str) -> bool:
    """Whether a line stands like a title: alone, in capitals, in the middle or in bold."""
    text = unspaced(line.text)
    alone = text.casefold().rstrip(".") == name
    look = line.first
    bold = all(each.letters.bold for each in look.stretches if each.text.strip())
    return alone or text[: len(name)].isupper() or look.layout.align == "center" or bold


def _dated(line: Line) -> bool:
    """Whether a line is a date and a number, or room for them, and nothing else."""
    ruled = line.first.cell is not None and line.first.cell.ruled
    return not ruled and _DATE_LINE.fullmatch(line.text.strip()) is not None
