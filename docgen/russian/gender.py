"""The gender that a name shows, or None when it does not show: never a guess."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from docgen.deferred import pattern
from docgen.russian import dictionary, first_names, petrovich
from docgen.russian.cases import Gender, Kind
from docgen.russian.cleaning import normalise
from docgen.russian.fio import Parts, split_full

_MALE_PATRONYMIC = ("вич", "ьич", "мич", "нич", "кич", "тич", "оглы", "улы", "углы", "уулу", "ұлы")
_FEMALE_PATRONYMIC = ("вна", "чна", "шна", "кызы", "гызы", "кизи", "қызы")
_SON = (" уулу", " улы", " ұлы", " оглы")
_MALE_SURNAME = ("ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ской", "цкой", "ый")
_FEMALE_SURNAME = ("ова", "ева", "ёва", "ина", "ына", "ская", "цкая", "ая")
# Of these a woman's surname is made, whatever her first name; «Медина» and «Гегелая» are others.
_SURELY_FEMALE = ("ова", "ева", "ёва", "ская", "цкая")
# Surnames that have no gender but are of our languages, so that our dictionary knows the names.
_OURS = pattern("(?:ко|[ую]к|[ыи]х|во|яго)$")
# Surnames that end like a woman's or a man's and belong to anybody.
_ANYBODY = frozenset(
    "бова сова корова голова подкова булава зимова полова основа щербина чуприна калина малина "
    "рябина былина осина бузина дубина година долина ялина кручина лещина тычина дружина вершина "
    "глина смородина нева плева шенгелая цулая кецбая тодуая гегелая берлин грин дарвин чаплин "
    "мартин франклин лев цин чин ярина пэйлин казанова канова кордова генова падова дуброва "
    "криница обнова мостова медина молина мессина".split()
)


def detect_gender(text: str, kind: Kind = "full") -> Gender | None:
    """Tell the gender of a name, or None when it does not show.

    A patronymic decides; without one, the first name and the surname together, and only when
    neither contradicts the other. A foreign name tells nothing unless its first name surely does.
    """
    if kind == "full":
        return _of_parts(split_full(text))
    part = _BY_KIND.get(kind)
    return part(normalise(text)) if part else None


def _of_parts(parts: Parts) -> Gender | None:
    decided = _of_patronymic(parts.middle) or _of_descent(parts.last)
    if decided:
        return decided
    last = _of_surname(parts.last)
    if not parts.first or _is_initial(parts.first):
        return last or first_names.surely(parts.last.lower())
    first = _of_first_beside(parts.first.lower(), parts.last.lower())
    if parts.middle and not _is_initial(parts.middle):
        return first if first == last else None
    return _together(parts, first, last)


def _together(parts: Parts, first: Gender | None, last: Gender | None) -> Gender | None:
    """Join what a first name and a surname say; a silent first name leaves a man unknown."""
    if first and last:
        return first if first == last else None
    if first or not last:
        return first
    lower = parts.first.lower()
    sure = parts.last.lower().endswith(_SURELY_FEMALE) and _of_first(parts.first) != "m"
    return last if sure or lower in first_names.OURS else None


def _of_first_beside(first: str, last: str) -> Gender | None:
    """Return what a first name tells beside this surname; «Мария» beside «Ахмед» tells nothing.

    Where both words are first names, nobody knows which of them is the surname.
    """
    sure = first_names.surely(first)
    if sure:
        plain = first_names.is_never_a_surname(first) or last not in first_names.NAMES
        return sure if plain or first_names.NAMES[last] == sure else None
    return _of_first(first) if _of_surname(last) or _OURS.search(last) else None


def _of_patronymic(middle: str) -> Gender | None:
    lower = middle.lower()
    if lower.endswith(_MALE_PATRONYMIC):
        return "m"
    return "f" if lower.endswith(_FEMALE_PATRONYMIC) else None


def _of_descent(last: str) -> Gender | None:
    """«Асан кызы Айпери» has her father's name before her own; «-оглы» may be a family's."""
    lower = last.lower()
    if lower.endswith(_SON):
        return "m"
    return "f" if lower.endswith(("кызы", "гызы", "қызы")) else None


def _of_surname(last: str) -> Gender | None:
    """Only endings that have a gender count: «Ким» and «Щербина» may be anybody."""
    found = {_of_half(half) for half in last.lower().split("-")} - {None}
    return found.pop() if len(found) == 1 else None


def _of_half(lower: str) -> Gender | None:
    if lower in _ANYBODY or lower in first_names.NAMES or len(lower) < 4:
        return None
    if lower.endswith(_MALE_SURNAME):
        return "m"
    return "f" if lower.endswith(_FEMALE_SURNAME) else None


def _is_initial(word: str) -> bool:
    return word.endswith(".")


@lru_cache(maxsize=8192)
def _of_first(first: str) -> Gender | None:
    """Ask the list, else the dictionary, which petrovich must not contradict.

    Of a name that neither knows, the ending says nothing: Шинейд and Май are women.
    """
    lower = first.lower()
    if not lower or _is_initial(lower):
        return None
    sure = first_names.surely(lower)
    if sure or lower in first_names.NAMES:
        return sure
    ours, theirs = petrovich.first_name_gender(first), dictionary.first_name_gender(lower)
    return theirs if ours in (theirs, None) else None


_BY_KIND: dict[Kind, Callable[[str], Gender | None]] = {
    "first": _of_first,
    "middle": _of_patronymic,
    "last": _of_surname,
}
