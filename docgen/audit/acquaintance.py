"""Who of those whom an order names has not signed that he has read it.

Pupils do not sign, nor do those who have left; students do if one of them has. Who is named
without a post in an order about pupils may be one: of him nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from docgen.audit.evidence import Evidence
from docgen.audit.people import Name, mentions_in, same, stem_of
from docgen.diagnostics import Place
from docgen.norms import Paragraph
from docgen.records import Frozen

_SHEET: Final = re.compile(r"ознакомл[её]н|лист\s+ознакомления|ознакомились", re.IGNORECASE)
_LONGEST: Final = 160  # letters of the line that opens a sheet at most
_EVERYBODY: Final = re.compile(
    r"прилагается|на обороте|\bвсе (?:педагог|работник|учител|сотрудник)|и другие|и др\.",
    re.IGNORECASE,
)
_POST: Final = re.compile(
    r"учител|педагог|воспитател|руководител|заместител|заведующ|директор|куратор|методист|завуч|"
    r"психолог|логопед|дефектолог|библиотекар|секретар|бухгалтер|преподавател|мастер|тьютор|завхоз|"
    r"вожат|социальн|специалист|организатор|работник",
    re.IGNORECASE,
)
_PUPIL: Final = re.compile(
    r"класс(?!н)|\bкл\b|обучающ|учени[кц]|учащ|студент|воспитанни|курс[а-я]?\b|\bгруппа?\s+№|"
    r"\b\d{1,2}\s?[-«\"]?\s?[А-Я]\b|выпускни|\bмат[ье]|\bотец|\bотца|родител|законн",
    re.IGNORECASE,
)
_STUDENT: Final = re.compile(r"[\W\d]*студент", re.IGNORECASE)
_GONE: Final = re.compile(r"увольнени|увол[её]н|вместо|взамен|бывш|прежн|имени\s*$", re.IGNORECASE)
_APPOSED: Final = re.compile(r"\s*(?:[,(|–—-]|\n)")
_LISTED: Final = re.compile(r"\s*(?:,|и|,\s*и|;)\s+")
_POINT: Final = re.compile(r"[\W\d]*")
_TASK: Final = re.compile(r"[^.;]*\b\w{2,}(?:ть|ти|чь)(?:ся)?\b")  # «Ивановой А. А. составить …»
_NEAR: Final = 70  # letters around a name that tell who he is


class _Named(Frozen):
    """Somebody in an order: the name, where, what stands around it, and behind its whole list."""

    name: Name
    place: Place
    before: str
    after: str
    all_after: str

    @property
    def is_employee(self) -> bool | None:
        """What the words around tell; nothing if they do not."""
        apposed = _APPOSED.match(self.after)
        post, pupil = (p.search(self.after) if apposed else None for p in (_POST, _PUPIL))
        if post or pupil:
            return bool(post and (not pupil or post.start() < pupil.start()))
        if self.name.middle and _POINT.fullmatch(self.before) and _TASK.match(self.all_after):
            return True
        own = re.split(r"[–—;|]", self.before)[-1]
        return True if _POST.search(own) else False if _PUPIL.search(own) else None

    @property
    def is_student(self) -> bool:
        """Whether the words behind the name say that this is a student, who signs like others."""
        return bool(_APPOSED.match(self.after) and _STUDENT.match(self.after))


def unacquainted(paper: Evidence) -> tuple[tuple[Name, Place], ...]:
    """Return the employees whom an order names and its sheet does not."""
    every = paper.document.paragraphs
    at = _opening(paper)
    if at is None:
        return ()
    marks = [each.paragraphs[0] for each in paper.requisites.annexes]
    end = next((n for n, each in enumerate(every) if n > at and each in marks), len(every))
    sheet = "\n".join(each.shown for each in every[at:end])
    signed = _Sheet.of(sheet)
    if not signed.names or _EVERYBODY.search(sheet):
        return ()
    named = [*_named((*every[:at], *every[end:]))]
    gone = [*_gone(every[:at])]
    students = any(each.is_student and each.name in signed for each in named)
    lacking = {
        each.name.key: (each.name, each.place)
        for each in named
        if each.name not in signed
        and (_should_sign(paper, each) or (each.is_student and students))
        and not any(same(each.name, other) for other in gone)
    }
    return tuple(lacking.values())


def _opening(paper: Evidence) -> int | None:
    """Return the paragraph that opens the sheet."""
    every = paper.document.paragraphs
    line = paper.requisites.acquainted
    if line is not None and line.first in every:
        return every.index(line.first)
    told = (n for n, each in enumerate(every) if _opens(each))
    return next(told, None)


def _opens(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    point = paragraph.number or re.match(r"\d", text)
    return bool(len(text) <= _LONGEST and not point and _SHEET.search(text))


class _Sheet(Frozen):
    """Who has signed: with initials, or by the surname alone."""

    names: tuple[Name, ...]
    surnames: frozenset[str]

    @classmethod
    def of(cls, text: str) -> _Sheet:
        found = mentions_in(text)
        rest = text
        for each in found:
            rest = rest[: each.start] + " " * (each.end - each.start) + rest[each.end :]
        bare = re.findall(r"\b[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?", rest)
        return cls(tuple(e.name for e in found), frozenset(_bare(stem_of(word)) for word in bare))

    def __contains__(self, name: Name) -> bool:
        own = _bare(name.last)
        same = (e for e in self.names if _bare(e.last) == own and e.first[:1] == name.first[:1])
        return own in self.surnames or any(same)


def _bare(last: str) -> str:
    return last.rstrip("а")


def _gone(paragraphs: Sequence[Paragraph]) -> Iterator[Name]:
    """Yield those who leave, or have been replaced: wherever else an order names them."""
    for each in paragraphs:
        end = 0
        for mention in mentions_in(each.text):
            if _GONE.search(each.text[end : mention.start][-_NEAR:]):
                yield mention.name
            end = mention.end


def _named(paragraphs: Sequence[Paragraph]) -> Iterator[_Named]:
    """Yield everybody named in full; by initials, in points of an order and in its tables."""
    rows: dict[tuple[int, int], list[Paragraph]] = {}
    for each in paragraphs:
        if each.cell and each.cell.ruled:
            rows.setdefault((each.cell.table, each.cell.row), []).append(each)
        else:
            point = bool(each.number or re.match(r"\d", each.text.strip()))
            yield from _in_text(each.text, each.place, short=point)
    for row in rows.values():
        yield from _in_text(" | ".join(each.text for each in row), row[0].place, short=True)


def _in_text(text: str, place: Place, *, short: bool) -> Iterator[_Named]:
    found, before = mentions_in(text), ""
    ends = [0, *(each.end for each in found)]
    starts = [*(each.start for each in found), len(text)]
    gaps = [text[a:b] for a, b in zip(ends, starts, strict=True)]
    for n, each in enumerate(found):
        before = before if n and _LISTED.fullmatch(gaps[n]) else gaps[n][-_NEAR:]
        if (short and len(each.name.first) == 1) or each.name.middle[1:]:
            behind = next((g for g in gaps[n + 1 :] if not _LISTED.fullmatch(g)), "")
            yield _Named(each.name, place, before, gaps[n + 1][:_NEAR], behind[:_NEAR])


def _should_sign(paper: Evidence, named: _Named) -> bool:
    told = named.is_employee
    return told if told is not None else not paper.holds("обучающ", "учени", "воспитанни", "класс")
