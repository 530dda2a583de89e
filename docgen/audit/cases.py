"""In which cases a name may stand, as its endings tell: letters of «n g d a i l», all if unsure.

«Петрова» is a woman in the nominative or a man in the genitive or accusative; a patronymic decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

ANY: Final = frozenset("ngdail")
NAMED, OBJECT, GIVEN = frozenset("n"), frozenset("na"), frozenset("gd")
Endings = Sequence[tuple[re.Pattern[str], frozenset[str]]]


def _endings(*rows: str) -> Endings:
    """Return rows «endings: cases», tried in order."""
    pairs = (row.split(": ") for row in rows)
    return [(re.compile(rf"(?:{ends})$"), frozenset(cases)) for ends, cases in pairs]


_PATRONYMIC: Final = _endings(
    "ич: n", "ича: ga", "ичу: d", "ич[ео]м: i", "иче: l",
    "на: n", "ны: g", "не: dl", "ну: a", "но[йю]: i",
)  # fmt: skip
_FIRST: Final = _endings(
    "[ео]м|ём: il", "[еоё]й|[ео]ю: nil", "[ую]|ую: da", "[ая]: nga", "[ыи]: gdl", "е: dl",
)  # fmt: skip
_LAST: Final = _endings(
    "[ое]го: ga", "[ое]му: d", "..[ыи]м|..[ыи]ми: i", "[сц]кой|..[оеё]вой|..[ыи]ной: gdil",
    "..ую|..юю: a", "..[ая]я: n", "..[ое]м: il", "..[оеё]в|..[ыи]н|[сц]кий|..ый: n",
    "[ая]: nga", "..ы: g", "...е: dl",  "...[ую]: da", "...[ое]й|...ею: ngdil",
)  # fmt: skip


@lru_cache(maxsize=4096)
def cases_of(last: str, first: str = "", middle: str = "") -> frozenset[str]:
    """Return the cases that all parts of a name, as they are written, allow."""
    if middle:
        return _of(middle, _PATRONYMIC)
    both = _of(last, _LAST) & _of(first, _FIRST)
    return both or ANY


def _of(word: str, endings: Endings) -> frozenset[str]:
    folded = word.casefold()
    return next((cases for pattern, cases in endings if pattern.search(folded)), ANY)
