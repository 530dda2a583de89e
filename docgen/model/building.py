"""Validated data become a `Programme`; ids that are unknown or doubled become findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen import schema
from docgen.diagnostics import Diagnostic, Report
from docgen.model.programme import Programme
from docgen.schema import Reference, Source, build, doubled_keys, lost_references

_SUGGESTIONS = 100  # looking for the nearest of thousands takes time, and nobody reads so many


def build_programme(data: Mapping[str, Any], source: Source) -> tuple[Programme | None, Report]:
    """Make the programme of validated data; with an id unknown or doubled there is none.

    Nor is there one of a file that broke off: its own report says why.
    """
    if not source.complete:
        return None, Report()
    report = Report((*_doubled_ids(data, source), *_lost_references(data, source)))
    if not report.ok:
        return None, report
    renamed = {
        "about" if key == "programme" else key: data[key] for key in data if key != "include"
    }
    return build(Programme, renamed), report


def _doubled_ids(data: Mapping[str, Any], source: Source) -> Iterator[Diagnostic]:
    for each in doubled_keys(data):
        yield Diagnostic(
            "DG161",
            f"Обозначение «{each.value}» уже занято: см. {source.place(each.first)}",
            source.place(each.path),
            "Обозначения в одном списке не повторяются: замените одно из них.",
            path=each.path,
        )


def _lost_references(data: Mapping[str, Any], source: Source) -> Iterator[Diagnostic]:
    known = {
        "people": _people_names(data),
        "school.bodies": _body_names(data),
        "programme.forms": dict.fromkeys(data["programme"]["forms"], ""),
        "pairs": dict.fromkeys((pair["id"] for pair in data.get("pairs", ())), ""),
    }
    details = (each for each in _detailed_forms(data) if each.value not in known[each.target])
    lost = (*lost_references(data, known), *details)
    for number, each in enumerate(lost):
        near = number < _SUGGESTIONS
        meant = schema.nearest(each.value, known[each.target]) if near else None
        yield Diagnostic(
            "DG160",
            f"В {each.target} нет «{each.value}»",
            source.place(each.path, key=each.path[-1] == each.value),
            f"Возможно, {meant}." if meant else f"Добавьте запись в {each.target} или исправьте.",
            path=each.path,
        )


def _detailed_forms(data: Mapping[str, Any]) -> Iterator[Reference]:
    """Yield the names of `form_details`: they name forms, too."""
    for form in data["programme"].get("form_details", ()):
        yield Reference(("programme", "form_details", form), form, "programme.forms")


def _people_names(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids of people with what somebody may write instead of them."""
    return {each["id"]: each["last_name"] for each in data["people"]}


def _body_names(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids and the kinds of bodies: a body may be named by either."""
    bodies = data["school"].get("bodies", ())
    return {body[key]: body["name"] for key in ("kind", "id") for body in bodies}
