"""Stages and the road map with real dates: the pack's rows fitted to the programme's year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from math import ceil
from typing import Any

from docgen.facts.plain import plain
from docgen.facts.roles import Roles
from docgen.model import Programme
from docgen.russian import MONTHS, short_date

_Row = Mapping[str, Any]

_SCHOOL_YEAR_STARTS = 9


def stage_facts(programme: Programme, pack: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the stages of the programme's tracks, numbered within each track.

    The school's own stages of a track replace the pack's; a stage without dates takes the
    programme's.
    """
    own = [plain(stage) for stage in programme.stages]
    chosen = [
        stage
        for track in programme.tracks
        for stage in _of_track(track, own) or _of_track(track, pack)
    ]
    numbered = []
    for _, stages in groupby(chosen, key=lambda stage: stage["track"]):
        for number, stage in enumerate(stages, start=1):
            numbered.append(stage | {"number": number} | _dates(stage, programme))
    return numbered


def roadmap_facts(
    programme: Programme,
    pack: Mapping[str, Any],
    stages: Sequence[Mapping[str, Any]],
    roles: Roles,
) -> dict[str, Any]:
    """Return the layout of the road map and its rows, grouped by stage and numbered through.

    The school's own rows are printed as they were given; those of the packs are fitted to what
    the school has and to when its orders were really signed.
    """
    own = [plain(row) for row in programme.roadmap.rows]
    by_stage = {stage["id"]: stage for stage in stages}
    rows = [_own_row(row, by_stage, programme, roles) for row in _known(own, by_stage)]
    if not own:
        packed = [row for row in pack.get("rows", ()) if all(map(roles.filled, _needs(row)))]
        rows = list(_fitted(_known(packed, by_stage), by_stage, programme, roles))
    numbered = [row | {"number": number} for number, row in enumerate(rows, start=1)]
    groups = [
        {"stage": by_stage.get(stage), "rows": list(each)}
        for stage, each in groupby(numbered, key=lambda row: row["stage_id"])
    ]
    return {"layout": programme.roadmap.layout, "groups": groups}


def term_text(term: Mapping[str, Any], programme: Programme) -> str:
    """Return a term as a table prints it: a day, a period, a month, a repetition or words."""
    if day := _day(term.get("date"), programme):
        return short_date(day)
    start, end = _day(term.get("start"), programme), _day(term.get("end"), programme)
    if start and end:
        return short_date(end) if start == end else f"{short_date(start)} – {short_date(end)}"
    if start or end:
        return f"с {short_date(start)}" if start else f"до {short_date(end)}" if end else ""
    if month := term.get("month"):
        return MONTHS[int(month) - 1]
    return str(term.get("recurring") or term.get("text") or "")


def _of_track(track: str, stages: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [dict(stage) for stage in stages if stage["track"] == track]


def _dates(stage: Mapping[str, Any], programme: Programme) -> dict[str, date]:
    """Return the days of a stage, kept within the programme."""
    start = _day(stage.get("start"), programme) or programme.start
    end = _day(stage.get("end"), programme) or programme.end
    return {
        "start": min(max(start, programme.start), programme.end),
        "end": max(min(end, programme.end), programme.start),
    }


def _day(value: Any, programme: Programme) -> date | None:
    """Return a day given as a date, as ISO text, or as «месяц-день» of the school year."""
    if not value or isinstance(value, date):
        return value or None
    if len(value) > len("09-01"):
        return date.fromisoformat(value)
    month, day = (int(part) for part in value.split("-"))
    year = int(programme.school_year[:4]) + (month < _SCHOOL_YEAR_STARTS)
    return date(year, month, day)


def _known(rows: Iterable[_Row], by_stage: Mapping[str, Any]) -> list[_Row]:
    """Return the rows of the stages, as the stages follow; within a stage as they were given."""
    order = {identifier: number for number, identifier in enumerate(by_stage)}
    known = [row for row in rows if not row.get("stage") or row["stage"] in by_stage]
    return sorted(known, key=lambda row: order.get(row.get("stage") or "", -1))


def _needs(row: _Row) -> Sequence[str]:
    return row.get("needs") or ()


def _own_row(
    row: _Row, by_stage: Mapping[str, Any], programme: Programme, roles: Roles
) -> dict[str, Any]:
    """Return a row of the school; without a term it takes the date of its document."""
    stage = by_stage.get(row.get("stage") or "")
    signed = programme.document(row.get("document") or "").date
    if row.get("term"):
        term = _within(row["term"], stage, programme)
    else:
        term = short_date(signed) if signed else ""
    return _printed(row, term or _whole(stage), roles.stated(row.get("responsible") or ()))


def _fitted(
    rows: Sequence[_Row], by_stage: Mapping[str, Any], programme: Programme, roles: Roles
) -> Iterator[dict[str, Any]]:
    """Yield rows of the packs with the days on which this school does what they name."""
    delays = _Delays(programme)
    for row in rows:
        stage = by_stage.get(row.get("stage") or "")
        moved = delays.moved(row)
        planned = _within(row.get("term") or {}, stage, programme) or _whole(stage)
        term = term_text({"start": moved[0], "end": moved[1]}, programme) if moved else planned
        yield _printed(row, term, roles.answering(row.get("responsible") or ()))


class _Delays:
    """When events of the packs' road map really take place; they are asked for in order.

    An event that brings a document ends on the document's day; one that comes `after` another is
    put off with it, by whole weeks, so that it keeps its days of the week.
    """

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._weeks: dict[str, timedelta] = {}

    def moved(self, row: _Row) -> tuple[date, date] | None:
        """Return the first and the last day of an event, if they are not left to the plan."""
        planned = self._planned(row)
        signed = self._programme.document(row.get("document") or "").date
        late = self._weeks.get(row.get("after") or "", timedelta())
        if planned:
            self._weeks[row["id"]] = _weeks_after(planned[1], signed) if signed else late
        if signed:
            return (min(planned[0], signed) if planned else signed), signed
        return (planned[0] + late, planned[1] + late) if planned and late else None

    def _planned(self, row: _Row) -> tuple[date, date] | None:
        term = row.get("term") or {}
        start = _day(term.get("date") or term.get("start"), self._programme)
        end = _day(term.get("date") or term.get("end"), self._programme)
        return (start, end) if start and end else None


def _weeks_after(planned: date, held: date) -> timedelta:
    return timedelta(weeks=max(0, ceil((held - planned).days / 7)))


def _printed(row: _Row, term: str, who: str) -> dict[str, Any]:
    return {
        "stage_id": row.get("stage") or "",
        "event": row["event"],
        "content": row.get("content") or "",
        "term": term,
        "responsible": who,
        "result": row.get("result") or "",
    }


def _within(term: Mapping[str, Any], stage: Mapping[str, Any] | None, programme: Programme) -> str:
    """Return a term in words; none when it falls out of its stage."""
    days = [_day(term.get(name), programme) for name in ("date", "start", "end")]
    within = stage is None or all(stage["start"] <= day <= stage["end"] for day in days if day)
    return term_text(term, programme) if within else ""


def _whole(stage: Mapping[str, Any] | None) -> str:
    """Return the term of a whole stage."""
    return f"{short_date(stage['start'])} – {short_date(stage['end'])}" if stage else ""
