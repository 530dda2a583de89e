"""Stages and the road map with real dates: the pack's rows fitted to the programme's year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from docgen.facts.plain import plain
from docgen.model import Programme
from docgen.russian import MONTHS, initials, normalise, short_date

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
    roles: Mapping[str, str],
) -> dict[str, Any]:
    """Return the layout of the road map and its rows, grouped by stage and numbered through."""
    rows = [plain(row) for row in programme.roadmap.rows] or list(pack.get("rows", ()))
    by_stage = {stage["id"]: stage for stage in stages}
    known = [row for row in rows if row.get("stage") in by_stage or not row.get("stage")]
    printed = (_row(row, by_stage, programme, roles) for row in _in_order(known, by_stage))
    numbered = [row | {"number": number} for number, row in enumerate(printed, start=1)]
    groups = [
        {"stage": by_stage.get(stage), "rows": list(each)}
        for stage, each in groupby(numbered, key=lambda row: row["stage_id"])
    ]
    return {"layout": programme.roadmap.layout.value, "groups": groups}


def term_text(term: Mapping[str, Any], programme: Programme) -> str:
    """Return a term as a table prints it: a day, a period, a month, a repetition or words."""
    if day := _day(term.get("date"), programme):
        return short_date(day)
    start, end = _day(term.get("start"), programme), _day(term.get("end"), programme)
    if start and end:
        return f"{short_date(start)} – {short_date(end)}"
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


def _in_order(rows: list[dict[str, Any]], by_stage: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the rows stage by stage, as the stages follow; within a stage as they were given."""
    order = {identifier: number for number, identifier in enumerate(by_stage)}
    yield from sorted(rows, key=lambda row: order.get(row.get("stage") or "", -1))


def _row(
    row: Mapping[str, Any],
    by_stage: Mapping[str, Any],
    programme: Programme,
    roles: Mapping[str, str],
) -> dict[str, Any]:
    stage = by_stage.get(row.get("stage") or "")
    who = [responsible(each, programme, roles) for each in row.get("responsible") or ()]
    return {
        "stage_id": row.get("stage") or "",
        "event": row["event"],
        "content": row.get("content") or "",
        "term": _fitted_term(row.get("term") or {}, stage, programme),
        "responsible": ", ".join(who),
        "result": row.get("result") or "",
    }


def _fitted_term(
    term: Mapping[str, Any], stage: Mapping[str, Any] | None, programme: Programme
) -> str:
    """Return the row's own term; the stage's when it has none or falls out of the stage."""
    days = [_day(term.get(name), programme) for name in ("date", "start", "end")]
    within = stage is None or all(stage["start"] <= day <= stage["end"] for day in days if day)
    own = term_text(term, programme) if within else ""
    if own or stage is None:
        return own
    return f"{short_date(stage['start'])} – {short_date(stage['end'])}"


def responsible(name: str, programme: Programme, roles: Mapping[str, str]) -> str:
    """Return a role by its title, a person by the surname and initials, other words as they are."""
    if name in roles or not programme.has_person(name):
        return roles.get(name, name)
    person = programme.person(name)
    parts = (person.last_name, person.first_name, person.middle_name)
    return initials(*map(normalise, parts), before=False)
