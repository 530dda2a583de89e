"""The nearest known name to what a person typed: «дирeктор» means `director`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_LOOK_ALIKES = str.maketrans("авекмнорстухіё", "abekmhopctyxie")
_SIGNS = str.maketrans("", "", " -_.«»\"'")


def nearest(word: str, known: Iterable[str] | Mapping[str, str]) -> str | None:
    """Return the known name that was most likely meant, or None if none is near.

    With a mapping, a name may also be meant by its title: `{"director": "Директор"}`.
    """
    titles = known if isinstance(known, Mapping) else {}
    typed = folded(word)
    best, permitted = None, len(typed) // 3 if len(typed) > 3 else 0
    for name in known:
        for spelling in filter(None, (name, titles.get(name, ""))):
            changes = distance(typed, folded(spelling), permitted)
            if changes <= permitted and (changes < permitted or best is None):
                best, permitted = name, changes
    return best


def folded(word: str) -> str:
    """Return a word without what people mix up: case, look-alike letters, dashes and spaces."""
    return word.casefold().translate(_SIGNS).translate(_LOOK_ALIKES)


def distance(first: str, second: str, limit: int = 1000) -> int:
    """Count the letters to put in, take out, replace or swap to make one word of the other.

    Beyond the limit the count stops: any number above it means «far».
    """
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        oldest, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            swapped = i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other
            row.append(min(cost, oldest[j - 2] + 1) if swapped else cost)
        if min(row) > limit and min(before) > limit:
            return limit + 1
    return row[-1]
