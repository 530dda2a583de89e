"""One door to declension: any text by its kind, and texts that know their own cases."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Self

from docgen.russian.cases import LONGEST, Case, Gender, Kind, refuse_unknown
from docgen.russian.gender import detect_gender
from docgen.russian.names import decline_full, decline_part
from docgen.russian.phrases import decline_phrase


class Phrase(str):
    """A text that knows its cases: a name, a post, the name of a school.

    `declines_as` says what kind of text it is to the rules; `cases` holds the forms that somebody
    stated, and they win over every rule.
    """

    __slots__ = ("cases", "declines_as", "gender")

    declines_as: Kind
    gender: Gender | None
    cases: Mapping[str, str]

    def __new__(
        cls,
        text: str,
        kind: Kind = "doc",
        gender: Gender | None = None,
        cases: Mapping[str, str] | None = None,
    ) -> Self:
        phrase = super().__new__(cls, text)
        phrase.declines_as, phrase.gender = kind, gender
        phrase.cases = {} if cases is None else cases
        return phrase

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.declines_as, self.gender, self.cases)


def decline(text: str, case: Case, kind: Kind, gender: Gender | None = None) -> str:
    """Put a text into a case by the rules of its kind.

    A name whose gender is neither given nor to be seen stays as it is; `doubts` says so.
    """
    if len(text) > LONGEST:
        refuse_unknown(case, kind, gender)
        return text
    return _declined(text, case, kind, gender)


@lru_cache(maxsize=2048)
def _declined(text: str, case: Case, kind: Kind, gender: Gender | None) -> str:
    refuse_unknown(case, kind, gender)
    if kind == "full":
        return decline_full(text, case, gender)
    if kind in ("last", "first", "middle"):
        return decline_part(text, case, kind, gender or detect_gender(text, kind))
    return decline_phrase(text, case, kind)


def inflect(text: str, case: Case) -> str:
    """Put a text into a case: a `Phrase` by what it knows of itself, other text as a phrase."""
    if not isinstance(text, Phrase):
        return decline(text, case, "doc")
    try:
        known = text.cases[case]
    except KeyError:
        known = ""
    return known or decline(str(text), case, text.declines_as, text.gender)
