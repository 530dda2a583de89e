"""Schools that say the same of themselves: a programme was copied, and the name was left in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.engine import MAIN_FILE
from docgen.municipality.outcome import Outcome

_NAMED: Final = 3  # schools of one name; the others are counted


def namesakes(outcomes: Iterable[Outcome]) -> Report:
    """Return a finding for all schools that have one name, or one INN; one that says both."""
    same: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        for what, said in (("название", outcome.full_name), ("ИНН", outcome.inn)):
            if said:
                same.setdefault((what, " ".join(said.casefold().split())), []).append(outcome)
    told: dict[tuple[str, ...], Diagnostic] = {}
    for (what, said), group in same.items():
        names = tuple(f"«{each.school.name}»" for each in group)
        if len(group) > 1 and names not in told:
            told[names] = _alike(what, said, names, group)
    return Report(told.values())


def _alike(what: str, said: str, names: Sequence[str], group: Sequence[Outcome]) -> Diagnostic:
    more = f" и ещё {len(names) - _NAMED}" if len(names) > _NAMED else ""
    shown = said if what == "ИНН" else group[0].full_name
    return Diagnostic(
        "DG580",
        f"У школ {', '.join(names[:_NAMED])}{more} одно и то же: {what} – {shown}",
        Place(str(group[1].school.path / MAIN_FILE)),
        "Программу одной скопировали для другой – исправьте в ней раздел school: иначе в "
        "документах чужая школа. Это одна и та же школа – оставьте одну папку.",
        Severity.WARNING,
    )
