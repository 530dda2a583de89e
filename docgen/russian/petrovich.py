"""The rules for names (petrovich, read by pytrovich), loaded when the first name declines.

The library writes names into its log, so its log is shut: names of people never reach a log.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from docgen.russian.cases import CASES, Case, Gender, Kind

_PARTS = {"last": "LASTNAME", "first": "FIRSTNAME", "middle": "MIDDLENAME"}


def decline(name: str, case: Case, kind: Kind, gender: Gender) -> str:
    """Put one word of a name into a case by petrovich's rules alone."""
    its = _enums()
    sex = its.Gender.MALE if gender == "m" else its.Gender.FEMALE
    case_of_its = its.Case(CASES.index(case))
    return str(_maker().make(its.NamePart[_PARTS[kind]], sex, case_of_its, name))


def first_name_gender(first: str) -> Gender | None:
    """Return the gender that petrovich sees in a first name."""
    sex = _enums().Gender
    found = _detector().detect(firstname=first)
    return "m" if found is sex.MALE else "f" if found is sex.FEMALE else None


@cache
def _enums() -> Any:
    from pytrovich import enums  # noqa: PLC0415  part of a library loaded late

    return enums


@cache
def _maker() -> Any:
    from pytrovich.maker import PetrovichDeclinationMaker  # noqa: PLC0415  loads its rules

    _shut_the_log()
    return PetrovichDeclinationMaker()


@cache
def _detector() -> Any:
    from pytrovich.detector import PetrovichGenderDetector  # noqa: PLC0415  loads its rules

    _shut_the_log()
    return PetrovichGenderDetector()


def _shut_the_log() -> None:
    import logging  # noqa: PLC0415  nobody but this library logs

    logging.getLogger("pytrovich").setLevel(logging.CRITICAL)
