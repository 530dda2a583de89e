"""What a name must be freed of before it declines, and what cannot be mended.

Capitals, stray spaces, decomposed letters, foreign hyphens and Latin look-alikes are mended in
silence; what is left after that is not a Russian name and is named with its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from docgen.deferred import pattern

LETTERS = frozenset("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_SIGNS = LETTERS.union("0123456789«»№().")
# Latin letters that look like Russian ones and come from a wrong keyboard layout.
LOOK_ALIKES = str.maketrans("ABCEHKMOPTXaceopxyë", "АВСЕНКМОРТХасеорхуё")
_HYPHENS = pattern(r"\s*[\u2010-\u2015\u2212-][\s\u2010-\u2015\u2212-]*")
# A hyphen of a word, whatever dash was typed; a dash between spaces stays a dash.
_HYPHEN_OF_WORD = pattern(
    r"(?<=[а-яё])(?:[\u2010-\u2015\u2212-]|\s[\u2010\u2011-]|[\u2010\u2011-]\s)(?=[а-яё])",
    re.IGNORECASE,
)
_INVISIBLE = pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_STRESS = pattern("[\u0300\u0301]")
_COMMA = pattern(r"\s+,\s*|(?<=[^\W\d_]),(?=[^\W\d_])")
# What stays around a name cut out of a list; the dot of an initial is its own.
_EDGES = pattern(r"^[-.,;: ]+|(?:[-,;: ]|(?<=[^\W\d_]{2})\.)+$")
_APOSTROPHES = str.maketrans("`´‘ʼ", "''''")
_WORD = pattern(r"[^\W\d_]+")
_STRANGE = pattern(r"[^А-Яа-яЁё.,'’() -]+")
# «Кара-оол» and «Ен-суновна» are written so.
_SMALL_AFTER_HYPHEN = pattern("оол|[а-яё]+(?:вич|вна|чна)$")
_MIXED_CASE = pattern("[А-ЯЁ][а-яё]+[А-ЯЁ][а-яё]+")
# Words inside names that keep their small letter.
PARTICLES = frozenset(
    "дос дас делла ту ап уль ван вон де ди да ду дель дер ден эль аль ла ле фон цу бен "
    "ибн оглы кызы гызы кизи улы углы уулу зода заде".split()
)


@lru_cache(maxsize=8192)
def normalise(name: str) -> str:
    """Return a name as a passport would print it, with all that can be mended mended."""
    if _is_ordinary_name(name):
        return name
    name = _HYPHENS.sub("-", _letters(name)).translate(_APOSTROPHES)
    name = _EDGES.sub("", name)
    return _WORD.sub(_one_case, _capitals(name))


@lru_cache(maxsize=8192)
def tidy(phrase: str) -> str:
    """Return a post, a title or a place with its letters, hyphens and spaces mended."""
    if _is_ordinary(phrase):
        return phrase
    return _COMMA.sub(", ", _HYPHEN_OF_WORD.sub("-", _letters(phrase)))


def _is_ordinary_name(name: str) -> bool:
    """Whether a name is what most are, as they are typed and as they stay: words with capitals."""
    words = name.removesuffix(" оглы").removesuffix(" кызы").replace("-", " ").split(" ")
    return not name or (all(map(str.istitle, words)) and LETTERS.issuperset("".join(words)))


def _is_ordinary(phrase: str) -> bool:
    """Whether a phrase is what most are: words with a space, a hyphen or a comma between them."""
    words = phrase.replace(", ", " ").replace("-", " ").split(" ")
    return not phrase or (all(words) and _SIGNS.issuperset("".join(words)))


def _letters(text: str) -> str:
    """Return a text with whole visible letters of one alphabet, and with single spaces."""
    text = unicodedata.normalize("NFC", _STRESS.sub("", _INVISIBLE.sub("", text)))
    return _WORD.sub(lambda word: _one_alphabet(word.group()), " ".join(text.split()))


def strange(name: str) -> Iterator[tuple[int, str]]:
    """Yield what no Russian name has and nothing can mend: its place, from 1, and the letters."""
    printed = normalise(name)
    for found in () if _is_ordinary_name(printed) else _STRANGE.finditer(printed):
        yield found.start() + 1, found.group()


def _one_alphabet(word: str) -> str:
    """Read Latin look-alikes in a Russian word as Russian; a wholly Latin word stays."""
    mended = word.translate(LOOK_ALIKES)
    return mended if re.search("[А-Яа-яЁё]", word) else word


def _capitals(name: str) -> str:
    """Give each part its capital when the whole is in capitals or wholly without them."""
    if name in PARTICLES or not (name.islower() or (name.isupper() and _has_a_word(name))):
        return name
    return _WORD.sub(lambda word: _capital(word.group()), name)


def _one_case(found: re.Match[str]) -> str:
    """Mend «иВАНОВ», «ИВанов» and «анна» beside «Иванова»; «МакДональд» is right."""
    word, before = found.group(), found.string[: found.start()]
    if before.endswith("-") and _SMALL_AFTER_HYPHEN.match(word):
        return word
    right = word in PARTICLES or _MIXED_CASE.fullmatch(word) or len(word) == 1
    return word if right else word.capitalize()


def _has_a_word(name: str) -> bool:
    """Whether there is more than initials: «А. П.» is in capitals by nature."""
    return any(len(word) > 1 for word in _WORD.findall(name))


def _capital(word: str) -> str:
    lower = word.lower()
    return lower if lower in PARTICLES or lower == "оол" else lower.capitalize()
