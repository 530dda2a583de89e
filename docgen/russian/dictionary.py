"""The dictionary of Russian words (OpenCorpora, read by pymorphy3), loaded only when asked.

Loading costs 0.15 s and 40 MB, so everybody else asks here last.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any

from docgen.russian.cases import Case, Gender, Kind

GRAMMEMES: dict[str, str] = {
    "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "loc": "loct",
}  # fmt: skip
_NAME_TAGS: dict[Kind, str] = {"last": "Surn", "first": "Name", "middle": "Patr"}
_GENDERS: dict[Gender, str] = {"m": "masc", "f": "femn"}
_lock = threading.Lock()
_loaded: list[Any] = []


def morphology() -> Any:
    """Return the one analyser of this process."""
    with _lock:
        if not _loaded:
            import pymorphy3  # noqa: PLC0415  loads its dictionaries

            _loaded.append(pymorphy3.MorphAnalyzer())
    return _loaded[0]


def first_name_gender(lower: str) -> Gender | None:
    """Return the gender of a first name that the dictionary knows with one gender only."""
    parses = [p for p in morphology().parse(lower) if p.is_known and "Name" in p.tag]
    found = {p.tag.gender for p in parses if p.tag.case == "nomn" and "sing" in p.tag}
    if "ms-f" in found or len(found) != 1:
        return None
    return "m" if found == {"masc"} else "f"


@lru_cache(maxsize=8192)
def name_forms(name: str, case: Case, kind: Kind, gender: Gender) -> frozenset[str]:
    """Return what the dictionary gives for a name; nothing when it does not know the name."""
    found = {
        form.word
        for parse in morphology().parse(name.lower())
        if parse.is_known and _is_nominative_name(parse, kind, gender)
        for form in parse.lexeme
        if form.tag.case == GRAMMEMES[case]
        and {"sing", _GENDERS[gender]} <= set(form.tag.grammemes)
    }
    return frozenset(found)


def _is_nominative_name(parse: Any, kind: Kind, gender: Gender) -> bool:
    needed = {_NAME_TAGS[kind], "nomn", "sing", _GENDERS[gender]}
    return needed <= set(parse.tag.grammemes)


@lru_cache(maxsize=4096)
def common_noun_forms(word: str, case: Case, gender: Gender) -> frozenset[str]:
    """Return the forms of a noun that is no name: «перец», «калина»."""
    found = {
        form.word
        for parse in morphology().parse(word.lower())
        if parse.is_known and _is_common_noun(parse, gender)
        for form in parse.lexeme
        if form.tag.case == GRAMMEMES[case] and form.tag.number == "sing"
    }
    return frozenset(found)


def _is_common_noun(parse: Any, gender: Gender) -> bool:
    tag = set(parse.tag.grammemes)
    return {"NOUN", _GENDERS[gender], "sing", "nomn"} <= tag and not tag & {
        "Surn",
        "Name",
        "Patr",
        "Geox",
    }
