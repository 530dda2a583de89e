"""A text without the differences that do not matter: dashes, spaces, «ё», invisible marks."""

from __future__ import annotations

import re
from bisect import bisect_right

from docgen.records import Frozen

_SPACES = (
    "\t\n\v\f\r\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_ALIKE = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_DASHES, "-"),
        "ё": "е",
        "Ё": "Е",
    }
)
# What is cut out: marks that nobody sees, and all spaces of a run but the first.
_CUT = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+|(?<= ) +")


class Folded(Frozen):
    """A text as rules read it, and the way back to the text that was given."""

    text: str
    _starts: tuple[int, ...]
    _shifts: tuple[int, ...]

    def original(self, index: int) -> int:
        """Return where a character of this text stands in the one that was given."""
        return index + self._shifts[bisect_right(self._starts, index) - 1]

    def end(self, index: int) -> int:
        """Return where a stretch that ends here ends in the text that was given."""
        return self.original(index - 1) + 1 if index else 0


def fold(text: str) -> Folded:
    """Fold a text; a place in it can always be found again in the original."""
    alike = text.translate(_ALIKE)
    kept, starts, shifts = [], [0], [0]
    at = length = 0
    for cut in _CUT.finditer(alike):
        kept.append(alike[at : cut.start()])
        length += cut.start() - at
        at = cut.end()
        starts.append(length)
        shifts.append(at - length)
    kept.append(alike[at:])
    return Folded("".join(kept), tuple(starts), tuple(shifts))
