"""The rows of the sheet, and what its template may say of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from docgen.docx import Rich, Run
from docgen.facts import GROUPS, Form, Lexicon, Row, rows_of
from docgen.wording import Used

CASE_NAMES = {
    "gen": "родительный",
    "dat": "дательный",
    "acc": "винительный",
    "ins": "творительный",
    "loc": "предложный",
}
GENDERS = {"m": "муж.", "f": "жен.", None: ""}
ORIGINS = {"rule": "правило", "dictionary": "словарь", "stated": "задано"}
# What marks a form in the sheet beside its text; a rule without doubts has no mark.
DOUBTFUL = "(?)"
_MARKS = {"rule": "", "dictionary": "**", "stated": "*"}


def sheet_rows(lexicon: Lexicon, used: Iterable[Used]) -> tuple[Row, ...]:
    """Return everybody and everything of the programme, then what else documents put into cases."""
    found = (*lexicon, *(row for each in used for row in rows_of(each.text)))
    rows = {row.id: row for row in found}.values()
    return tuple(sorted(rows, key=lambda row: GROUPS.index(row.group)))


def sheet_facts(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the groups of the sheet for a template; the parts of a name stand in one row."""
    return [
        {"title": title, "rows": [_row(list(each)) for _, each in groupby(group, _together)]}
        for title, group in groupby(rows, key=lambda row: row.group)
    ]


def origins(forms: Iterable[Form]) -> str:
    """Say where the forms of a row come from: «правило», «задано: род., дат.; правило»."""
    by_origin: dict[str, list[str]] = {}
    for form in forms:
        by_origin.setdefault(form.origin, []).append(f"{CASE_NAMES[form.case][:3]}.")
    if len(by_origin) == 1:
        return ORIGINS[next(iter(by_origin))]
    return "; ".join(f"{ORIGINS[each]}: {', '.join(cases)}" for each, cases in by_origin.items())


def _together(row: Row) -> str:
    """Return what rows printed as one have in common: the person whose name they are."""
    return row.id.rpartition("/")[0] if row.is_name else row.id


def _row(rows: list[Row]) -> dict[str, Any]:
    forms = [row.forms() for row in rows]
    doubts = dict.fromkeys(doubt for row in forms for form in row for doubt in form.doubts)
    return {
        "text": " ".join(row.phrase() for row in rows),
        "gender": GENDERS[rows[0].gender],
        "cells": [_cell(column) for column in zip(*forms, strict=True)],
        "doubts": list(doubts),
    }


def _cell(forms: Iterable[Form]) -> Rich:
    """Return the forms of a cell with their marks; doubtful ones are highlighted."""
    runs: list[Run] = []
    for form in forms:
        if runs:
            runs.append(Run(" "))
        doubtful = bool(form.doubts)
        mark = f"\u00a0{DOUBTFUL}" if doubtful else _MARKS[form.origin]
        runs.append(Run(form.text + mark, bold=doubtful, highlight=doubtful))
    return Rich(tuple(runs))
