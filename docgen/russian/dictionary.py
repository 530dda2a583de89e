"""The dictionary of Russian words (OpenCorpora), read in place; everybody else asks here last.

Of a word that it does not know pymorphy3 makes a guess. That loads pymorphy3 with all its tables,
0.1 s and 24 MB, so guesses are asked for only where the text of a phrase needs one.
"""

from __future__ import annotations

import threading
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.russian.cases import Case, Gender, Kind

if TYPE_CHECKING:
    from docgen.russian.opencorpora import Files, Grammemes, Parse

GRAMMEMES: dict[str, str] = {
    "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "loc": "loct",
}  # fmt: skip
_NAME_TAGS: dict[Kind, str] = {"last": "Surn", "first": "Name", "middle": "Patr"}
_PROPER = frozenset({"Surn", "Name", "Patr", "Geox"})
_GENDERS: dict[Gender, str] = {"m": "masc", "f": "femn"}
_lock = threading.Lock()
_loaded: list[Any] = []


@lru_cache(maxsize=64)
def known(word: str) -> tuple[Parse, ...]:
    """Return how a word in small letters may be read, the likeliest first, if it is known."""
    return _files().parses(word)


def is_known(word: str) -> bool:
    """Whether the dictionary really has a word, given in small letters."""
    return _files().has(word)


def parses(word: str) -> tuple[Parse, ...]:
    """Return how a word in small letters may be read; of an unknown one, guesses."""
    return known(word) or _guesses(word)


@cache
def _files() -> Files:
    from docgen.russian.opencorpora import Files  # noqa: PLC0415  about most names nobody asks

    return Files(_folder())


def _folder() -> Path:
    import pymorphy3_dicts_ru  # type: ignore[import-untyped]  # noqa: PLC0415  ships no types; late

    return Path(pymorphy3_dicts_ru.get_path())


def morphology() -> Any:
    """Return the one analyser of this process, which guesses at what is not in the dictionary."""
    with _lock:
        if not _loaded:
            import pymorphy3  # noqa: PLC0415  loads its dictionaries

            _loaded.append(pymorphy3.MorphAnalyzer(str(_folder())))
    return _loaded[0]


def _guesses(word: str) -> tuple[Parse, ...]:
    from docgen.russian.opencorpora import Form, Parse  # noqa: PLC0415  as in `_files`

    likeliest_first = sorted(morphology().parse(word), key=lambda guess: -guess.score)
    return tuple(
        Parse(
            guess.word,
            guess.tag.grammemes,
            tuple(Form(each.word, each.tag.grammemes) for each in guess.lexeme),
        )
        for guess in likeliest_first
    )


def first_name_gender(lower: str) -> Gender | None:
    """Return the gender of a first name that the dictionary knows with one gender only."""
    nominatives = [parse.tag for parse in known(lower) if {"Name", "nomn", "sing"} <= parse.tag]
    found = {frozenset(_GENDERS.values()) & tag for tag in nominatives}
    if found == {frozenset({"masc"})}:
        return "m"
    return "f" if found == {frozenset({"femn"})} else None


def name_forms(name: str, case: Case, kind: Kind, gender: Gender) -> frozenset[str]:
    """Return what the dictionary gives for a name; nothing when it does not know the name."""
    its = frozenset({_GENDERS[gender], "sing"})
    nominative = its | {_NAME_TAGS[kind], "nomn"}
    return _forms(name, nominative, frozenset(), its | {GRAMMEMES[case]})


def common_noun_forms(word: str, case: Case, gender: Gender) -> frozenset[str]:
    """Return the forms of a noun that is no name: «перец», «калина»."""
    nominative = frozenset({"NOUN", _GENDERS[gender], "sing", "nomn"})
    return _forms(word, nominative, _PROPER, frozenset({"sing", GRAMMEMES[case]}))


def _forms(word: str, its: Grammemes, never: Grammemes, wanted: Grammemes) -> frozenset[str]:
    """Return the wanted forms of a known word, read as one with its grammemes and never others."""
    read = (parse for parse in known(word.lower()) if its <= parse.tag and not never & parse.tag)
    return frozenset(form.word for parse in read for form in parse.lexeme if wanted <= form.tag)
