"""Whom a table would name if they were still here: a list of one class says nothing of the others.

Nobody is removed because of it; but a curator who takes in one class must not read that everybody
else has left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.records import Frozen

_NAMED = 6  # groups that a finding lists
_HINT = "Если список полный, добавьте --complete: docgen покажет, кого в нём нет."


class Absent(Frozen):
    """Those of the programme whom a table lacks; of the `unsaid` it does not speak at all."""

    gone: tuple[int, ...]
    unsaid: tuple[int, ...] = ()


def absent(
    groups: Mapping[int, str], seen: Set[int], covered: Set[str], *, complete: bool | None
) -> Absent:
    """Return whom a table lacks; `groups` are those who might be in it, by class or form.

    Unless a person said whether it is complete, it speaks of the groups that it names, and of these
    only if it has half of those who are known: else it is a list of some.
    """
    if complete is False:
        return Absent(())
    lacking = [each for each in groups if each not in seen]
    if complete:
        return Absent(tuple(lacking))
    meant = [each for each, group in groups.items() if group in covered]
    if 2 * sum(1 for each in meant if each in seen) < len(meant):
        return Absent((), tuple(lacking))
    gone = tuple(each for each in lacking if groups[each] in covered)
    return Absent(gone, tuple(each for each in lacking if groups[each] not in covered))


def only_a_part(what: str, found: Iterable[str], file: str) -> Diagnostic | None:
    """Say how many are not named, by their groups; nothing if all are."""
    groups = list(found)
    if not groups:
        return None
    # Class 10 comes after class 9.
    names = sorted({each for each in groups if each}, key=lambda each: (len(each.split()[0]), each))
    listed = ", ".join(names[:_NAMED])
    listed += f" и ещё {len(names) - _NAMED}" if len(names) > _NAMED else ""
    about = f" ({listed})" if listed else ""
    message = f"Похоже, это часть списка: не названо {what} из программы: {len(groups)}{about}"
    return Diagnostic("DG338", message, Place(file), _HINT, Severity.INFO)
