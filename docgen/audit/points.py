"""The control points of an inspection: which of them the papers of a folder close."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from docgen.audit.couples import FIXING, Couple, grouped
from docgen.audit.evidence import Evidence
from docgen.audit.people import Name, likely
from docgen.audit.signs import Point, Signs
from docgen.audit.vocabulary import any_of
from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.records import Frozen, replace

POINT: Final = "DG663"
FULL, PART, NONE = 1.0, 0.5, 0.0
_OLD: Final = "бумага другого учебного года"
_NAMED: Final = 3  # pairs without a plan that are named


class Score(Frozen):
    """How far a control point is closed: 1, ½ or 0; by which files; what is lacking."""

    number: int
    title: str
    value: float
    files: tuple[str, ...] = ()
    lacking: str = ""


def scores(
    papers: Sequence[Evidence], signs: Signs, stale: Container[str] = ()
) -> tuple[Score, ...]:
    """Return the score of every control point; `stale` files are last year's copies."""
    return tuple(_fresh(_score(point, papers, signs), stale) for point in signs.points)


def _fresh(score: Score, stale: Container[str]) -> Score:
    """Take back what only papers of another year confirm."""
    old = bool(score.files) and all(file in stale for file in score.files)
    return replace(score, value=PART, lacking=_OLD) if old and score.value == FULL else score


def findings(found: Sequence[Score]) -> list[Diagnostic]:
    """Return what the points lack: a point that nothing closes is an error."""
    return [
        Diagnostic(
            POINT,
            f"Контрольная точка {each.number} – {_inner(each.title)}: {each.lacking}.",
            Place(),
            "Составьте недостающее." if each.value == NONE else "Дополните бумаги.",
            Severity.ERROR if each.value == NONE else Severity.WARNING,
        )
        for each in found
        if each.value < FULL
    ]


def _inner(title: str) -> str:
    """Return a title as it stands within a sentence."""
    return title[:1].lower() + title[1:]


def _score(point: Point, papers: Sequence[Evidence], signs: Signs) -> Score:
    own = [each for each in papers if each.kind in point.any or _holds(each, point)]
    approved = [each for each in papers if each.kind in point.approved]
    acts = [each for each in papers if _approves(each, point, signs)]
    files = tuple(dict.fromkeys(each.file for each in (*own, *approved, *acts)))
    if point.per == "pair":
        return _per_pair(point, papers, own)
    beside = tuple(each.file for each in papers if each.kind in point.and_)
    if not own and not approved and beside:
        return Score(point.number, point.title, PART, beside, "бумаги мониторинга есть, отчёта нет")
    if not own and not approved:
        return _mentioned(point, papers)
    lacking = "" if own and acts else _lacking(point, papers, own, approved)
    return Score(point.number, point.title, PART if lacking else FULL, files, lacking)


def _approves(order: Evidence, point: Point, signs: Signs) -> bool:
    """Whether an order with a date and a number approves a paper of a point: «Утвердить …»."""
    kinds = [each for each in signs.kinds if each.id in point.approved and each.id in point.any]
    if not kinds or order.paper != "order" or not (order.day and order.number):
        return False
    told = (each.text.casefold() for each in order.document.paragraphs)
    lines = [text for text in told if "утверд" in text or "ввести" in text]
    return any(kind.fit(text, frozenset(kind.papers)) for kind in kinds for text in lines)


def _holds(order: Evidence, point: Point) -> bool:
    """Whether what a point asks for is an annex in the file of the order that approves it."""
    registered = order.paper == "order" and order.day and order.number
    return bool(registered and order.annexed & set(point.approved))


def _lacking(
    point: Point,
    papers: Sequence[Evidence],
    own: Sequence[Evidence],
    approved: Sequence[Evidence],
) -> str:
    """Return what is still wanted of a point that has papers; nothing if it is closed."""
    acts = [each for each in own if each.kind not in point.approved]
    if point.approved and not acts and not any(each.approved[0] for each in approved):
        return "бумага есть, а акта, которым она утверждена, не названо"
    if acts and acts[0].paper == "order" and not any(each.day and each.number for each in acts):
        return "у приказа нет номера или даты"
    if point.and_ and not any(each.kind in point.and_ for each in papers):
        return "отчёт есть, а бумаг мониторинга нет"
    return ""


def _per_pair(point: Point, papers: Sequence[Evidence], own: Sequence[Evidence]) -> Score:
    if not own:
        return Score(point.number, point.title, NONE, (), "таких бумаг в папке нет")
    lacking = _without_plan(_fixed(papers), own)
    files = tuple(each.file for each in own)
    return Score(point.number, point.title, PART if lacking else FULL, files, lacking)


def _fixed(papers: Sequence[Evidence]) -> list[list[Couple]]:
    """Return the couples that orders fix, by mentees: whoever was replaced is among them, too."""
    couples = (each for paper in papers if paper.kind in FIXING for each in paper.couples)
    return grouped(list(couples), lambda each: each.mentee)


def _without_plan(fixed: Sequence[Sequence[Couple]], plans: Sequence[Evidence]) -> str:
    """Say which pairs have no plan; a plan that does not tell its pair may be anybody's."""
    bare = [couples for couples in fixed if not any(_planned(couples, p) for p in plans)]
    known = [name for couples in fixed for each in couples for name in (each.mentor, each.mentee)]
    silent = sum(not each.couples and not _names_any(each, known) for each in plans)
    if len(bare) <= silent:
        return ""
    names = (f"{_surname(each[-1].mentor)} – {_surname(each[-1].mentee)}" for each in bare)
    more = f" и ещё {len(bare) - _NAMED}" if len(bare) > _NAMED else ""
    return f"нет плана: {', '.join(list(names)[:_NAMED])}{more}"


def _planned(couples: Sequence[Couple], plan: Evidence) -> bool:
    """Whether a plan is of one of these couples; one of which no couple was read may name them."""
    if not plan.couples:
        return _names_any(plan, [name for each in couples for name in (each.mentor, each.mentee)])
    return any(
        likely(own.mentor, each.mentor) and likely(own.mentee, each.mentee)
        for own in plan.couples
        for each in couples
    )


def _names_any(plan: Evidence, known: Sequence[Name]) -> bool:
    return any(likely(name, each) for name in plan.names for each in known)


def _surname(name: Name) -> str:
    return name.text.split()[0] if len(name.first) > 1 else name.text


def _mentioned(point: Point, papers: Sequence[Evidence]) -> Score:
    mention = any_of(point.mention)
    files = tuple(each.file for each in papers if mention.search(each.text))
    if files:
        return Score(point.number, point.title, PART, files, "акт только упомянут, самого его нет")
    return Score(point.number, point.title, NONE, (), "таких бумаг в папке нет")
