"""The rules for names (petrovich's, shipped by pytrovich), read when the first name declines.

Reading them here costs a third of what pytrovich takes to start. Its detector of genders is asked
itself; it writes names into its log, so its log is shut: names of people never reach a log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docgen.records import Frozen, unpacked
from docgen.russian.cases import CASES, Gender, Kind

_PARTS: dict[Kind, str] = {"last": "lastname", "first": "firstname", "middle": "middlename"}
_GENDERS: dict[Gender, str] = {"m": "male", "f": "female"}


class _Rule(Frozen):
    """For names that are, or else only end, like one of `like`: how each case changes them."""

    like: tuple[str, ...]
    is_whole: bool
    changes: tuple[str, ...]

    def fits(self, lower: str) -> bool:
        return lower in self.like if self.is_whole else lower.endswith(self.like)


def forms(name: str, kind: Kind, gender: Gender) -> tuple[str, ...]:
    """Put one word of a name, without hyphens, into the five cases by petrovich's rules alone."""
    lower = name.lower()
    rule = next((rule for rule in _rules(kind, gender) if rule.fits(lower)), None)
    if rule is None:
        return (name,) * len(CASES)
    return tuple(_changed(name, change) for change in rule.changes)


def _changed(name: str, change: str) -> str:
    """«-» takes a letter away, «.» leaves the name as it is."""
    if change == ".":
        return name
    ending = change.lstrip("-")
    return name[: len(name) - (len(change) - len(ending))] + ending


@cache
def _rules(kind: Kind, gender: Gender) -> tuple[_Rule, ...]:
    """Return the rules of a gender, then those that are not for women alone."""
    of_kind, its = _file()[_PARTS[kind]], _GENDERS[gender]
    own = _read(of_kind, lambda of: of == its)
    return (*own, *_read(of_kind, lambda of: of != "female"))


def _read(of_kind: Mapping[str, Any], takes: Callable[[str], bool]) -> Iterator[_Rule]:
    """Yield exceptions, which are whole names, before rules for endings."""
    for group in ("exceptions", "suffixes"):
        for rule in of_kind[group]:
            if takes(rule["gender"]):
                yield _Rule(tuple(rule["test"]), group == "exceptions", tuple(rule["mods"]))


@cache
def _file() -> Mapping[str, Any]:
    spec = find_spec("pytrovich")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pytrovich")
    path = Path(spec.origin).parent / "petrovich-rules" / "rules.json"
    rules: Mapping[str, Any] = unpacked(path.read_bytes())
    return rules


def first_name_gender(first: str) -> Gender | None:
    """Return the gender that petrovich sees in a first name."""
    from pytrovich.enums import Gender as Its  # noqa: PLC0415  part of a library loaded late

    found = _detector().detect(firstname=first)
    return "m" if found is Its.MALE else "f" if found is Its.FEMALE else None


@cache
def _detector() -> Any:
    from pytrovich.detector import PetrovichGenderDetector  # noqa: PLC0415  loads its rules

    _shut_the_log()
    return PetrovichGenderDetector()


def _shut_the_log() -> None:
    import logging  # noqa: PLC0415  nobody but this library logs

    logging.getLogger("pytrovich").setLevel(logging.CRITICAL)
