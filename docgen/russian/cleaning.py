"""What a name must be freed of before it declines, and what cannot be mended.

Capitals, stray spaces, decomposed letters, foreign hyphens and Latin look-alikes are mended in
silence; what is left after that is not a Russian name and is named with its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Latin letters that look like Russian ones and come from a wrong keyboard layout.
_LOOK_ALIKES = str.maketrans("ABCEHKMOPTXaceopxyë", "АВСЕНКМОРТХасеорхуё")
_HYPHENS = re.compile(r"\s*[\u2010-\u2015\u2212-]\s*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_APOSTROPHES = str.maketrans("`´‘ʼ", "''''")
_WORD = re.compile(r"[^\W\d_]+")
_STRANGE = re.compile(r"[^А-Яа-яЁё.,'’() -]+")
# Words inside names that keep their small letter.
PARTICLES = frozenset(
    "ван вон де ди да ду дель дер ден эль аль ла ле фон цу бен ибн оглы кызы гызы кизи улы углы "
    "уулу зода заде".split()
)


@lru_cache(maxsize=8192)
def normalise(name: str) -> str:
    """Return a name as a passport would print it, with all that can be mended mended."""
    name = unicodedata.normalize("NFC", _INVISIBLE.sub("", name))
    name = _HYPHENS.sub("-", " ".join(name.split())).translate(_APOSTROPHES)
    return _capitals(_WORD.sub(lambda word: _one_alphabet(word.group()), name))


def strange(name: str) -> Iterator[tuple[int, str]]:
    """Yield what no Russian name has and nothing can mend: its place, from 1, and the letters."""
    for found in _STRANGE.finditer(normalise(name)):
        yield found.start() + 1, found.group()


def _one_alphabet(word: str) -> str:
    """Read Latin look-alikes in a Russian word as Russian; a wholly Latin word stays."""
    mended = word.translate(_LOOK_ALIKES)
    return mended if re.search("[А-Яа-яЁё]", word) else word


def _capitals(name: str) -> str:
    """Give each part its capital when the whole is in capitals or wholly without them."""
    if name in PARTICLES or not (name.islower() or (name.isupper() and _has_a_word(name))):
        return name
    return _WORD.sub(lambda word: _capital(word.group()), name)


def _has_a_word(name: str) -> bool:
    """Whether there is more than initials: «А. П.» is in capitals by nature."""
    return any(len(word) > 1 for word in _WORD.findall(name))


def _capital(word: str) -> str:
    lower = word.lower()
    return lower if lower in PARTICLES else lower.capitalize()
