"""What is left of somebody else's paper, or of last year's: other schools, other school years.

A school may well be named for what it is: a partner, a former place of work, the host of a seminar;
so may a year be that has passed. What the sentence says decides, and in doubt nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from docgen.audit.evidence import Evidence
from docgen.audit.people import mentions_in
from docgen.audit.schools import BARE, SCHOOL, name_of, same_school, schools_in
from docgen.audit.signs import Signs
from docgen.audit.vocabulary import SENTENCE_END
from docgen.diagnostics import Diagnostic, Place, Severity

STALE: Final = "DG678"
_GUESTS: Final = ("", "partner-agreement", "certificate", "order-adoption", "consent-data")
_LASTING: Final = "regulation"
_AGREED: Final = "partner-agreement"
_MINUTES: Final = "protocol"
_AHEAD: Final = ("order", "plan", "programme", "route")  # these are written before the year ends
_BACK: Final = ("final-report", "mentor-report", "order-results", "monitoring-card")
_NEW_YEAR: Final = (9, 1)
_OF_ANOTHER: Final = re.compile(r"изменени|утратив|отмен|итог|отч[её]т|результат|поощрен|завершен")
_TO_COME: Final = re.compile(r"\bна\s+(20\d\d)\s*[/–-]\s*(?:20)?\d\d\s+уч")
_PAPERS: Final = 2  # papers that name a school at least before it is theirs
_YEARS: Final = 3  # times that school years are named before one of them is the usual one
_AS_GUEST: Final = re.compile(
    r"партн[её]р|сосед|договор|соглашени|вместе с|совместн|прежн|ранее|раньше|до перерыва|бывш|"
    r"работал|трудил|преподавал|окончил|учил[аи]?с|\bв[её]л[аи]?\b|переш[её]?л|перев[её]л|перевед|"
    r"принят\w* из|выпускни|семинар|стажиров|практик|на базе|конкурс|сл[её]т|приглаш|участ\w+ в|"
    r"сетев|площадк|базов\w+ школ|межшкольн|обмен|\bгост[ьяией]|помог|вручил|"
    r"подразделени|отделени|победи|из М?Б?А?К?ОУ|помощ\w+ с\b|выезд|"
    r"сотруднич|\bоб опыте|\bопытом|посе[тщ]|представител|коллег|филиал|реорганиз|по примеру|"
    r"\bобрат|\bкак\b|изуч|например",
    re.IGNORECASE,
)
# «…, с которым школа дружит»: beside it the sentence speaks of the school of the paper.
_OURS: Final = re.compile(
    r"\bнаш\w*\s+(?:школ|колледж|лице|гимнази|сад|учрежд|педагог|коллектив)|"
    r"\b(?:школа|колледж|техникум|лицей|гимназия|детский сад|учреждение)\b",
    re.IGNORECASE,
)
_PAST: Final = re.compile(
    r"\b(?:был[аио]?|[а-яё]{3,}(?:ал|ил|ел|ял|ёл|ул)[аио]?(?:с[ья])?)\b|прошл|прежн|сравн|ранее|"
    r"итог|предыдущ|истори",
    re.IGNORECASE,
)
Found = Iterator[Diagnostic]


def own_school(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield names of other schools that nothing explains: what is left of somebody's paper."""
    said = Counter(name for each in papers for name in _named(each))
    own, times = next(((n, t) for n, t in said.most_common() if _is_maker(n, papers)), ("", 0))
    partners = {name for e in papers if e.kind == _AGREED for name, _, _ in e.schools}
    for each in papers if times >= _PAPERS else ():
        told = {own} | partners
        for name, sentence, place in each.schools if each.kind not in _GUESTS else ():
            told_of = each.kind == _MINUTES and not _in_head(each, place)
            known = name in told or told_of or same_school(name, own)
            known = known or _is_local(name, [other for other in papers if other is not each])
            if not known and not _is_guest(sentence, own) and not _is_workplace(sentence, name):
                told.add(name)
                yield Diagnostic(
                    "DG668", f"В бумаге названа другая школа: {_as_said(sentence, name)}.", place,
                    "Проверьте, не осталось ли название из чужого образца.", Severity.ERROR,
                )  # fmt: skip


def _named(paper: Evidence) -> Iterable[str]:
    """Return the names of schools in a paper, and those that its head parts into lines."""
    return dict.fromkeys((*(name for name, _, _ in paper.schools), *schools_in(paper.top)))


def _as_said(sentence: str, name: str) -> str:
    """Return the name of a school as a sentence has it."""
    return next(" ".join(f[0].split()) for f in SCHOOL.finditer(sentence) if name_of(f) == name)


def _is_maker(name: str, papers: Sequence[Evidence]) -> bool:
    """Whether a paper names a school in its head or in a stamp: so do papers of that school."""
    every = (own for paper in papers for own in schools_in(paper.top))
    return any(same_school(own, name) for own in every)


def _is_local(name: str, papers: Sequence[Evidence]) -> bool:
    """Whether heads say where a school is that is named by its place: «№ 2 города Энска»."""
    place = BARE.fullmatch(name)
    heads = (paper.top.casefold().replace("ё", "е") for paper in papers if place)
    return any(place[1] in head for head in heads if place)


def _is_workplace(sentence: str, name: str) -> bool:
    """Whether a school stands behind a person's name: «Ли Вера Юрьевна, учитель МБОУ «Энская»»."""
    at = next((f.start() for f in SCHOOL.finditer(sentence) if name_of(f) == name), 0)
    return bool(mentions_in(sentence[:at]))


def _in_head(paper: Evidence, place: Place) -> bool:
    """Whether a place is in the head of a paper: below it, minutes tell of anything."""
    heads = (each for each in paper.document.paragraphs if each.place == place)
    return any(piece in each.text for each in heads for piece in paper.head.pieces)


def _is_guest(sentence: str, own: str) -> bool:
    """Whether a sentence tells why it names another school, or speaks of the own one beside it."""
    rest = SCHOOL.sub("", sentence)
    ours = any(same_school(name, own) for name in schools_in(sentence)) or _OURS.search(rest)
    return bool(ours or _AS_GUEST.search(sentence))


def one_year(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield papers that name another school year than all the rest: last year's copy."""
    yield from (_late(each) for each in papers if is_late(each))
    yield from _unusual([each for each in papers if not is_late(each)])


def is_late(paper: Evidence) -> bool:
    """Whether a title names a year to come that was over on the day of the paper."""
    title, day = paper.head.title, _made(paper)
    named = None if _OF_ANOTHER.search(title) else _TO_COME.search(title)
    if named is None or day is None or paper.paper not in _AHEAD:
        return False
    return day >= date(int(named[1]) + 1, *_NEW_YEAR)


def _made(paper: Evidence) -> date | None:
    """Return the day of an order, or on which another paper was approved: it may have been kept."""
    return paper.day if paper.paper == "order" else paper.approved[0]


def _late(paper: Evidence) -> Diagnostic:
    named = _TO_COME.search(paper.head.title)
    year = int(named[1]) if named else 0
    place = next((p for y, _, p in paper.years if y == year), Place(paper.file))
    return Diagnostic(
        STALE,
        f"Назван {year}/{year + 1} учебный год, а бумага от {_made(paper):%d.%m.%Y}.",
        place,
        "Проверьте, не остался ли год от прошлогодней бумаги.",
        Severity.WARNING,
    )


def _unusual(papers: Sequence[Evidence]) -> Found:
    said = Counter(year for e in papers for year in {y for y, _, _ in e.years})
    usual, times = next(iter(said.most_common(1)), (0, 0))
    if sum(said.values()) < _YEARS or times < 2:
        return
    for each in papers:
        own = {year for year, _, _ in each.years}
        meant = next(((y, p) for y, text, p in each.years if not _recalled(each, y, text)), None)
        if meant and usual not in own and not _is_kept(each, own):
            yield _stale(meant, usual)


def _is_kept(paper: Evidence, years: set[int]) -> bool:
    """Whether a paper was kept from the year that it names, for it was written in that year.

    Only of a paper that looks back: an order of last year among those of this one is a copy.
    """
    if len(years) != 1 or paper.day is None or paper.kind not in _BACK:
        return False
    return date(min(years), *_NEW_YEAR) <= paper.day < date(min(years) + 1, *_NEW_YEAR)


def _recalled(paper: Evidence, year: int, text: str) -> bool:
    """Whether a paper recalls a year: in a sentence of its text, of what has passed."""
    titled = re.search(rf"\b{year}\b", paper.head.title)
    if paper.paper == _LASTING and not titled:
        return True  # «действует с 2025/2026 учебного года»: it is of no year
    sentence = next((each for each in SENTENCE_END.split(text) if str(year) in each), text)
    return not titled and bool(_PAST.search(sentence)) and sentence.rstrip().endswith(".")


def _stale(meant: tuple[int, Place], usual: int) -> Diagnostic:
    year, place = meant
    return Diagnostic(
        STALE,
        f"Назван {year}/{year + 1} учебный год, а в остальных бумагах {usual}/{usual + 1}.",
        place,
        "Проверьте, не прошлогодняя ли это бумага.",
        Severity.WARNING,
    )
