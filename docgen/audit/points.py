"""The control points of an inspection: which of them the papers of a folder close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.audit.evidence import Evidence
from docgen.audit.signs import Point, Signs
from docgen.diagnostics import Diagnostic, Place, Severity

FULL, PART, NONE = 1.0, 0.5, 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """How far a control point is closed: 1, ½ or 0; by which files; what is lacking."""

    number: int
    title: str
    value: float
    files: tuple[str, ...] = ()
    lacking: str = ""


def scores(papers: Sequence[Evidence], signs: Signs) -> tuple[Score, ...]:
    """Return the score of every control point."""
    return tuple(_score(point, papers) for point in signs.points)


def findings(found: Sequence[Score]) -> list[Diagnostic]:
    """Return what the points lack: a point that nothing closes is an error."""
    return [
        Diagnostic(
            "DG663",
            f"Контрольная точка {each.number} – {each.title.lower()}: {each.lacking}.",
            Place(),
            "Составьте недостающее: docgen build" if each.value == NONE else "Дополните бумаги.",
            Severity.ERROR if each.value == NONE else Severity.WARNING,
        )
        for each in found
        if each.value < FULL
    ]


def _score(point: Point, papers: Sequence[Evidence]) -> Score:
    own = [each for each in papers if each.kind in point.any]
    approved = [each for each in papers if each.kind in point.approved]
    files = tuple(dict.fromkeys(each.file for each in (*own, *approved)))
    if point.per == "pair":
        return _per_pair(point, papers, own)
    beside = tuple(each.file for each in papers if each.kind in point.and_)
    if not own and not approved and beside:
        return Score(point.number, point.title, PART, beside, "бумаги мониторинга есть, отчёта нет")
    if not own and not approved:
        return _mentioned(point, papers)
    lacking = _lacking(point, papers, own, approved)
    return Score(point.number, point.title, PART if lacking else FULL, files, lacking)


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
    pairs = {
        (c.mentor.key, c.mentee.key)
        for each in papers
        if each.kind == "order-pairs"
        for c in each.couples
    }
    files = tuple(each.file for each in own)
    if not own:
        return Score(point.number, point.title, NONE, (), "таких бумаг в папке нет")
    short = min(len(pairs), len({mentor for mentor, _ in pairs})) - len(own)
    lacking = f"планов {len(own)}, а пар по приказу {len(pairs)}" if short > 0 else ""
    return Score(point.number, point.title, PART if lacking else FULL, files, lacking)


def _mentioned(point: Point, papers: Sequence[Evidence]) -> Score:
    files = tuple(each.file for each in papers if point.mention and each.holds(*point.mention))
    if files:
        return Score(point.number, point.title, PART, files, "акт только упомянут, самого его нет")
    return Score(point.number, point.title, NONE, (), "таких бумаг в папке нет")
