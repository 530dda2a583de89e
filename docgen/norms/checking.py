"""What rules are: small functions over one paper, known by the name that profiles call them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Final, TypeVar

from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.norms.document import Document, Paragraph
from docgen.norms.profile import Norm, Profile
from docgen.norms.requisites import Requisites
from docgen.norms.splitting import documents_in
from docgen.records import Frozen, replace
from docgen.russian import plural

QUOTED: Final = 40
FEW: Final = 3  # who asks for more places than these wants each of them, not their number
_LIGHTER: Final = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.INFO}
_LONG, _LONG_POINT = 110, 60
_TITLES: Final = ("heading", "title", "subtitle", "toc", "заголовок", "contents")


class Found(Frozen):
    """A breach of a rule, in one place or `times` over; a minor one weighs less than its rule says.

    Breaches of one `kind`, with which their messages begin, are the same slip made again: who reads
    a list is told of them once, with their number.
    """

    message: str
    place: Place
    hint: str = ""
    minor: bool = False
    kind: str = ""
    times: int = 1

    @property
    def counted(self) -> str:
        """The message with the number of places: «Дефис вместо тире – 14 мест, первое: […]»."""
        if self.times == 1:
            return self.message
        places = plural(self.times, "место", "места", "мест")
        shown = self.message.removeprefix(self.kind or self.message).strip(":. ")
        first = f", первое: {shown}" if shown else ""
        return f"{(self.kind or self.message).rstrip('.')} – {self.times} {places}{first}."


class Paper:
    """A Word file under the rules of a profile."""

    def __init__(self, document: Document, profile: Profile) -> None:
        self.document = document
        self.profile = profile
        self.requisites = Requisites(document, profile)

    @cached_property
    def parts(self) -> tuple[Paper, ...]:
        """The documents of the file: usually it is one itself."""
        documents = documents_in(self.document, self.profile.words)
        if len(documents) == 1:
            return (self,)
        return tuple(Paper(each, self.profile) for each in documents)

    @cached_property
    def prose(self) -> tuple[Paragraph, ...]:
        """The paragraphs of running text: longer than a line, in no cell, no part with a name."""
        return tuple(filter(self._is_prose, self.document.paragraphs))

    @cached_property
    def seen(self) -> tuple[Paragraph, ...]:
        """Every paragraph with text."""
        return tuple(each for each in self.document.paragraphs if each.text.strip())

    def is_plain(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is part of the text: no cell, no title, no part with a name."""
        plain = not (paragraph.cell or paragraph.boxed or is_heading(paragraph))
        return (
            plain
            and paragraph.layout.align not in ("center", "right")
            and not self.requisites.role(paragraph)
            and not self.requisites.right(paragraph)
        )

    def section_place(self, number: int) -> Place:
        """Return where a section begins."""
        inside = (each for each in self.document.paragraphs if each.section == number)
        return next((each.place for each in inside), Place(self.document.file))

    @property
    def place(self) -> Place:
        """The whole file."""
        return Place(self.document.file)

    def _is_prose(self, paragraph: Paragraph) -> bool:
        long = _LONG_POINT if paragraph.number else _LONG
        return len(paragraph.text.strip()) > long and self.is_plain(paragraph)


PaperRule = Callable[[Paper], Iterable[Found]]
T = TypeVar("T")
Rule = Callable[[T], Iterable[Found]]


class Rules(dict[str, tuple[str, Rule[T]]]):
    """Rules by the names of profiles, each with the code of its findings."""

    def add(self, key: str, code: str) -> Callable[[Rule[T]], Rule[T]]:
        """Return what enters a function among the rules."""

        def enter(check: Rule[T]) -> Rule[T]:
            self[key] = (code, check)
            return check

        return enter

    def apply(self, subject: T, profile: Profile, kind: str, most: int) -> Iterator[Diagnostic]:
        """Yield what the active rules find; of one rule no more than `most` slips."""
        for key in profile.active(kind):
            if key in self:
                code, check = self[key]
                yield from _told(list(check(subject)), code, profile.rules[key], most)


def of_each_part(check: PaperRule) -> PaperRule:
    """Return a rule about one document as a rule about a file, which may hold several."""

    def check_parts(paper: Paper) -> Iterator[Found]:
        for part in paper.parts:
            yield from check(part)

    return check_parts


def quoted(text: str) -> str:
    """Return a few words of a text in quotation marks: enough to find the place by."""
    line = " ".join(text.split()).replace("«", "„").replace("»", "“")
    return f"«{line if len(line) <= QUOTED else line[: QUOTED - 1] + '…'}»"


def slip(
    kind: str, paragraph: Paragraph, hint: str, *, minor: bool = False, times: int = 1
) -> Found:
    """Return what is wrong with a paragraph, as it may be with many: told once for all of them."""
    return Found(f"{kind}: {quoted(paragraph.text)}.", paragraph.place, hint, minor, kind, times)


def is_heading(paragraph: Paragraph) -> bool:
    """Whether a paragraph is the title of a section, by its level or by the name of its style."""
    named = paragraph.style.casefold().startswith(_TITLES)
    return paragraph.outline is not None or (named and not paragraph.cell)


def millimetres(length: float) -> str:
    """Return a length as people write it: «12,5 мм»."""
    return f"{length:.1f}".rstrip("0").rstrip(".").replace(".", ",") + " мм"


def points(size: float) -> str:
    """Return a size of letters: «12,5»."""
    return f"{size:g}".replace(".", ",")


def _told(found: list[Found], code: str, norm: Norm, most: int) -> Iterator[Diagnostic]:
    told = found if most > FEW else list(_together(found))
    rest = sum(each.times for each in told[most:])
    for count, each in enumerate(told[:most], start=1):
        more = f" (и ещё мест: {rest})" if count == most and rest > 0 else ""
        level = _LIGHTER.get(norm.level, norm.level) if each.minor else norm.level
        yield Diagnostic(code, each.counted + more, each.place, each.hint, level)


def _together(found: list[Found]) -> Iterator[Found]:
    """Yield each slip once, where it was made first, with the number of its places."""
    slips: dict[tuple[str, bool], list[Found]] = {}
    for each in found:
        slips.setdefault((each.kind or each.message, each.minor), []).append(each)
    for first, *others in slips.values():
        yield replace(first, times=first.times + sum(each.times for each in others))
