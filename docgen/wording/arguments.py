"""What filters and functions take, and what they answer when they are given something else.

A filter never fails: a blank stays a blank, an empty text stays empty, an unknown name is told as
such, and whatever else does not fit is refused in Russian with an example of how to write it.
"""

from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final, get_args

from docgen.docx import Blank, Reference, Refused, Rich, Run, errors
from docgen.docx.filters import DEFAULT_HINT
from docgen.docx.undefined import Undefined
from docgen.records import Frozen
from docgen.russian import ALL_CASES, Agreement, Kind

AGREEMENTS: Final = get_args(Agreement)
KINDS: Final = get_args(Kind)


# Values that are known by what they look like; a phrase also knows its cases.
_ORDINARY: Final = frozenset((str, int, date))
_LISTS: Final = (list, tuple)
_REMEMBERED: Final = 1024


class Taken(Frozen):
    """A sort of value: what it is called in «берёт …», and whether a value is of that sort.

    All values of some `types` are, unless they are empty.
    """

    said: str
    fits: Callable[[Any], bool]
    types: tuple[type, ...] = ()


def _one_of(said: str, words: tuple[str, ...]) -> Taken:
    return Taken(f"{said}: {', '.join(words)}", lambda value: value in words)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_person(value: object) -> bool:
    """Whether a gender can be seen in a value; nobody and a blank have none, and that is known."""
    if isinstance(value, Mapping):
        return "gender" in value
    if isinstance(value, str):
        return value in AGREEMENTS
    return value is None or isinstance(value, Blank)


def _agrees(value: object) -> bool:
    return all(map(_is_person, value)) if isinstance(value, _LISTS) else _is_person(value)


TEXT = Taken("текст", lambda value: isinstance(value, str), (str,))
NAME = Taken("непустой текст", lambda value: isinstance(value, str) and value != "", (str,))
NUMBER = Taken("число", _is_number)
WHOLE = Taken("целое число", lambda value: isinstance(value, int) and not isinstance(value, bool))
DAY = Taken("дату", lambda value: isinstance(value, date), (date,))
DAY_OR_BLANK = Taken("дату", lambda value: isinstance(value, date | Blank), (date,))
TRUTH = Taken("true или false", lambda value: isinstance(value, bool))
GROUP = Taken("список или число", lambda value: isinstance(value, _LISTS) or _is_number(value))
WHO = Taken("человека, список людей, документ или род (m, f, n, pl)", _agrees)
PRINTED = Taken("текст", lambda value: isinstance(value, str | Rich | Run | Reference | Blank))
CASE = _one_of("падеж", ALL_CASES)
GENDER = _one_of("род", AGREEMENTS)
KIND = _one_of("вид текста", KINDS)
PREPOSITION = _one_of("предлог", tuple("овскОВСК"))


class Word(Frozen):
    """A filter or a function of the dialect: what it does, what it takes, how it is written."""

    call: Callable[..., Any]
    takes: tuple[Taken, ...]
    example: str


def checked(what: str, word: Word) -> Callable[..., Any]:
    """Return what a template calls; `what` is «Фильтр «gen»», for messages."""
    checks = _Checks(what, word)
    call, first, passing = word.call, checks.first, checks.passing

    # Most are given one value of the usual sort, and nothing has to be asked of it.
    alone, usual = first + 1, word.takes[0].types if checks.needed <= first + 1 else ()

    def careful(*args: Any, **kwargs: Any) -> Any:
        if kwargs or len(args) != alone or not isinstance(args[first], usual) or not args[first]:
            instead = passing(args, kwargs)
            if instead is not None:
                return instead
        try:
            return call(*args, **kwargs)
        except ValueError as problem:
            reason = str(problem)
            raise _refused(reason[:1].upper() + reason[1:], word) from problem

    # A person is no key: what is known of one may change.
    recalls = not first and word.takes[0] is not WHO
    return functools.wraps(call)(_recalling(careful) if recalls else careful)


class _Checks:
    """What is asked of the arguments of a word, in the order of its parameters."""

    def __init__(self, what: str, word: Word) -> None:
        self._what, self._word = what, word
        plain: Any = inspect.unwrap(word.call)
        self.first = 1 if hasattr(plain, "takes_context") else 0
        self.most = plain.__code__.co_argcount + plain.__code__.co_kwonlyargcount
        self.needed = self.most - len(plain.__defaults__ or ()) - len(plain.__kwdefaults__ or ())

    @cached_property
    def _signature(self) -> inspect.Signature:
        """What the call takes, for the few who give it names; it takes long to find out."""
        return inspect.signature(self._word.call)

    def passing(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> object | None:
        """Return what is printed instead of a result, if anything; refuse what does not fit."""
        takes, values = self._word.takes, args[self.first :]
        if kwargs or not self.needed <= len(args) <= self.most:
            given = self._bound(*args, **kwargs)
        elif _fit(values, takes) and (takes[0] is not TEXT or values[0]):
            return None
        else:
            given = list(zip(values, takes, strict=False))
        instead = _passing(given)
        if instead is None:
            _check(self._what, given, self._word)
        return instead

    def _bound(self, *args: Any, **kwargs: Any) -> list[tuple[Any, Taken]]:
        try:
            arguments = self._signature.bind(*args, **kwargs).arguments
        except TypeError:
            wanted = "; ".join(taken.said for taken in self._word.takes)
            raise _refused(f"{self._what} берёт по порядку: {wanted}", self._word) from None
        names = [*self._signature.parameters][self.first :]
        takes = zip(names, self._word.takes, strict=True)
        return [(arguments[name], taken) for name, taken in takes if name in arguments]


def _fit(values: tuple[Any, ...], takes: tuple[Taken, ...]) -> bool:
    """Whether all values are known and of their sorts: most are."""
    for place, value in enumerate(values):
        taken = takes[place]
        if isinstance(value, taken.types) and value:
            continue
        if isinstance(value, Undefined) or not taken.fits(value):
            return False
    return True


def _recalling(careful: Callable[..., Any]) -> Callable[..., Any]:
    """Return what answers at once what was asked before: the same days stand in every row."""
    remembered = functools.lru_cache(_REMEMBERED, typed=True)(careful)

    def call(*args: Any, **kwargs: Any) -> Any:
        ordinary = not kwargs and _ORDINARY.issuperset(map(type, args))
        return remembered(*args) if ordinary else careful(*args, **kwargs)

    return call


def _passing(given: list[tuple[Any, Taken]]) -> object | None:
    """Return what is printed instead of a result: an unknown name, a blank, an empty text."""
    for value, taken in given:
        if isinstance(value, Undefined):
            bool(value)  # a strict one raises here, the other notes that it was used
            return value
        if isinstance(value, Blank) and not taken.fits(value):
            return value
    return "" if given and given[0] == ("", TEXT) else None


def _check(what: str, given: list[tuple[Any, Taken]], word: Word) -> None:
    if given[0][0] is None and not given[0][1].fits(None):
        raise Refused(errors.EMPTY_VALUE, "Значение не заполнено", DEFAULT_HINT)
    for value, taken in given:
        if not taken.fits(value):
            raise _refused(f"{what} берёт {taken.said}, а не {_said(value)}", word)


def _refused(reason: str, word: Word) -> Refused:
    return Refused(errors.FAILED, reason, f"Пример: {{{{ {word.example} }}}}.")


_SORTS: Final[tuple[tuple[Any, str], ...]] = (
    (bool, "да или нет"),
    (int, "число"),
    (float, "дробное число"),
    (date, "дату"),
    (Blank, "место для заполнения от руки"),
    (Rich | Run | Reference, "текст с оформлением"),
    (Mapping, "набор полей"),
    (list | tuple, "список"),
)


def _said(value: object) -> str:
    """Say what a value is, in the accusative."""
    if isinstance(value, str):
        return f"«{errors.shown(value)}»"
    if value is None:
        return "пустое значение"
    if isinstance(value, float) and not math.isfinite(value):
        return "бесконечность"
    return next((said for sort, said in _SORTS if isinstance(value, sort)), "значение другого вида")
