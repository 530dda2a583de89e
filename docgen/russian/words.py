"""How a word may be understood: by the lexicon of school life, else by the dictionary."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from docgen.russian import dictionary, lexicon
from docgen.russian.cases import CASES, Agreement, Case
from docgen.russian.reading import Part, Reading

if TYPE_CHECKING:
    from docgen.russian.opencorpora import Parse

_PARTS: dict[str, Part] = {"NOUN": "noun", "ADJF": "adjective", "PRTF": "adjective"}
_AGREEMENTS: dict[str, Agreement] = {"plur": "pl", "masc": "m", "femn": "f", "neut": "n"}
_PROPER = frozenset(("Abbr", "Orgn", "Trad", "Init"))
_SHARED = 3  # letters a form shares with its word: «лучший» is never «наихорошего»; «отец» has 1


def readings(word: str, part: Part) -> tuple[Reading, ...]:
    """Return how a word may be understood as a noun or an adjective in the nominative.

    The lexicon is asked first, and about what it knows nobody else is asked.
    """
    lower = word.lower()
    found = lexicon.find(lower)
    if not found and part == "adjective" and "-" in lower:
        return _with_its_second_part(lower)
    return tuple(r for r in (found or _from_dictionary(lower)) if r.part == part)


def _with_its_second_part(word: str) -> tuple[Reading, ...]:
    """«Южно-Уральский» and «учебно-методический» decline in their last part only."""
    before, hyphen, last = word.rpartition("-")
    return tuple(extended(r, before=before + hyphen) for r in readings(last, "adjective"))


def extended(reading: Reading, *, before: str = "", after: str = "") -> Reading:
    """Return a reading with parts around it that never change."""
    forms = {case: before + form + after for case, form in reading.forms.items()}
    whole = before + reading.nominative + after
    return Reading(reading.part, reading.agreement, reading.animate, whole, forms)


def is_known(word: str) -> bool:
    """Whether the lexicon or the dictionary really has the word, not only a guess at it."""
    lower = word.lower()
    return bool(lexicon.find(lower)) or dictionary.is_known(lower)


def is_common(word: str) -> bool:
    """Whether a word in capitals is a word: «ПРИКАЗ» is, «ДОСААФ» only names somebody."""
    return any(not _PROPER & parse.tag for parse in dictionary.known(word.lower()))


@lru_cache(maxsize=4096)
def _from_dictionary(word: str) -> tuple[Reading, ...]:
    parses = dictionary.parses(word)
    return tuple(
        _reading(parse, _PARTS[part])
        for parse in parses
        for part in _PARTS.keys() & parse.tag
        if "nomn" in parse.tag
    )


def _reading(parse: Parse, part: Part) -> Reading:
    shown = (_AGREEMENTS[each] for each in _AGREEMENTS if each in parse.tag)
    agreement: Agreement = next(shown, "m")
    forms = {case: _form(parse, case) for case in CASES}
    return Reading(part, agreement, "anim" in parse.tag, parse.word, forms)


def _form(parse: Parse, case: Case) -> str:
    """Return the form of the very same word; the dictionary offers «наихорошего» for «лучший»."""
    wanted = frozenset({dictionary.GRAMMEMES[case]})
    start = parse.word[: max(1, min(_SHARED, len(parse.word) - _SHARED))]
    form = parse.inflected(wanted)
    if form.startswith(start):
        return form
    wanted |= parse.tag & {"sing", *_AGREEMENTS}
    others = (each.word for each in parse.lexeme if wanted <= each.tag)
    return next((other for other in others if other.startswith(start)), parse.word)
