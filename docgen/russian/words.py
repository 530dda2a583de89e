"""How a word may be understood: by the lexicon of school life, else by the dictionary."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from docgen.russian import dictionary, lexicon
from docgen.russian.cases import CASES, Agreement, Case
from docgen.russian.reading import Part, Reading

_PARTS: dict[str, Part] = {"NOUN": "noun", "ADJF": "adjective", "PRTF": "adjective"}
_GENDERS: dict[str | None, Agreement] = {"masc": "m", "femn": "f", "neut": "n"}
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
    return bool(lexicon.find(lower)) or bool(dictionary.morphology().word_is_known(lower))


def is_common(word: str) -> bool:
    """Whether a word in capitals is a word: «ПРИКАЗ» is, «ДОСААФ» only names somebody."""
    parses = dictionary.morphology().parse(word.lower())
    return any(each.is_known and not _PROPER & set(each.tag.grammemes) for each in parses)


@lru_cache(maxsize=4096)
def _from_dictionary(word: str) -> tuple[Reading, ...]:
    parses = sorted(dictionary.morphology().parse(word), key=lambda parse: -parse.score)
    return tuple(
        _reading(parse) for parse in parses if parse.tag.POS in _PARTS and parse.tag.case == "nomn"
    )


def _reading(parse: Any) -> Reading:
    tag = parse.tag
    agreement: Agreement = "pl" if tag.number == "plur" else _GENDERS.get(tag.gender, "m")
    forms = {case: _form(parse, case) for case in CASES}
    return Reading(_PARTS[tag.POS], agreement, tag.animacy == "anim", str(parse.word), forms)


def _form(parse: Any, case: Case) -> str:
    """Return the form of the very same word; the dictionary offers «наихорошего» for «лучший»."""
    wanted = {dictionary.GRAMMEMES[case]}
    start = parse.word[: max(1, min(_SHARED, len(parse.word) - _SHARED))]
    form = parse.inflect(wanted)
    if form and form.word.startswith(start):
        return str(form.word)
    wanted |= set(parse.tag.grammemes) & {"sing", "plur", "masc", "femn", "neut"}
    for other in parse.lexeme:
        if other.word.startswith(start) and wanted <= set(other.tag.grammemes):
            return str(other.word)
    return str(parse.word)
