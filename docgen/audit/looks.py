"""The look of a paper in one line: what an inspector would not list mark by mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from docgen.audit.signs import Signs
from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.russian import plural

CODE: Final = "DG677"
TITLE: Final = "Оформление: "
_NAMED: Final = 3  # kinds of breaches that the line names
_WEIGHTS: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def looks_apart(found: Report, signs: Signs) -> tuple[Report, tuple[Diagnostic, ...]]:
    """Return the findings that count for themselves, and those that are a matter of looks.

    The same breach in many places of the first sort is told once.
    """
    looks: list[Diagnostic] = []
    first: dict[tuple[str, Severity], Diagnostic] = {}
    for each in found:
        if _name(each, signs):
            looks.append(each)
        else:
            first.setdefault((each.code, each.severity), each)
    return Report(first.values()), tuple(looks)


def _name(found: Diagnostic, signs: Signs) -> str:
    """Return what a line calls a mark of looks; nothing if it is more than that.

    The packs name a code, or a code and the first words of what it says.
    """
    names = signs.look if found.severity is Severity.ERROR else signs.slight | signs.look
    said = f"{found.code} {found.message}"
    return next((name for key, name in names.items() if said.startswith(key)), "")


def line_of(file: str, looks: Sequence[Diagnostic], signs: Signs) -> Diagnostic:
    """Return the one line about the looks of a paper: what norms call an error is named first."""
    heavy = any(each.severity is Severity.ERROR for each in looks)
    names = tuple(dict.fromkeys(_name(each, signs) for each in sorted(looks, key=_weight)))
    kinds = plural(len(names), "вид замечаний", "вида замечаний", "видов замечаний")
    places = plural(len(looks), "место", "места", "мест")
    return Diagnostic(
        CODE,
        f"{TITLE}{len(names)} {kinds}, {len(looks)} {places} – {_some(names)}.",
        Place(file),
        "Подробно: docgen check и имя файла; в отчёте Excel – лист «Оформление».",
        Severity.WARNING if heavy else Severity.INFO,
    )


def _some(names: Sequence[str]) -> str:
    rest = "" if len(names) <= _NAMED else " и другое"
    return ", ".join(names[:_NAMED]) + rest


def _weight(each: Diagnostic) -> tuple[int, str]:
    return (_WEIGHTS.index(each.severity), each.code)


def by_file(found: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """Return findings by the files they are about, in order."""
    files: dict[str, list[Diagnostic]] = {}
    for each in found:
        files.setdefault(each.place.file, []).append(each)
    return files
