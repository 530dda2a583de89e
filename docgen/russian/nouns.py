"""How a word of a phrase may be read as a noun, alone, in two halves, or unknown to everybody."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.deferred import pattern
from docgen.russian.cases import CASES, Kind
from docgen.russian.reading import Reading
from docgen.russian.tokens import is_adjectival
from docgen.russian.words import extended, is_known, readings

_TWO_NAMES = pattern("[А-ЯЁ][а-яё]+-(?:[А-ЯЁ]|на-|над-|под-)")
# Halves of a compound that never decline: «шеф-повара», «Санкт-Петербурга».
_PREFIXES = frozenset(
    "шеф пресс вице экс арт бизнес медиа веб чек интернет санкт улан топ фитнес онлайн офлайн форс "
    "пиар промо блиц флеш флэш мини макси поп рок джаз шоу тест спорт офис дизайн контент смарт "
    "кейс квест квиз стоп видео аудио фото теле радио эко био нано кибер премьер генерал капитан "
    "контр обер унтер лайт имидж брейн ивент проджект скрам диджитал бренд маркетинг соц тайм хит "
    "блок пост хард софт усть спас экспресс".split()
)
# How words that nobody knows decline by their last letter.
_TOWN = pattern("[А-ЯЁ][а-яё]*(?:[бвдзлмнпрстф]а|[бвгдзклмнпрстфх])")
_NEW_POSTS = {"жчшщ": "а у а ем е", "бвгдзклмнпрстфх": "а у а ом е", "й": "я ю я ем е"}


def agreeing_noun(word: str, agreeing: list[str], kind: Kind) -> Reading | None:
    """Return the reading of a noun that all the adjectives before it agree with."""
    fitting = [
        noun for noun in nouns(word, kind) if all(adjective(text, noun) for text in agreeing)
    ]
    if kind == "post":
        fitting.sort(key=lambda noun: not noun.animate)
    return fitting[0] if fitting else None


def adjective(word: str, noun: Reading | None) -> Reading | None:
    """Return the reading of an adjective or participle that agrees with the noun."""
    fitting = (
        reading
        for reading in readings(word, "adjective")
        if noun is None or reading.agreement == noun.agreement
    )
    return next(fitting, None)


def nouns(word: str, kind: Kind) -> Iterator[Reading]:
    if kind == "place" and _TWO_NAMES.match(word) and not has_prefix(word):
        yield from _town(word)
    elif has_prefix(word):
        rest = word.partition("-")[2]
        yield from readings(rest, "noun") or _somewhere(rest, kind)
    elif both_nouns(word):
        first, last = (readings(half, "noun")[0] for half in word.split("-"))
        if _stays_in_front(first, last, kind):
            yield extended(last, before=f"{first.nominative}-")
        else:
            yield _compound(first, last, animate=kind == "post")
    else:
        yield from readings(word, "noun") or _somebody(word, kind) or _somewhere(word, kind)


def both_nouns(word: str) -> bool:
    """«педагог-психолог» declines in both halves, «учебно-методический» does not."""
    halves = word.lower().split("-")
    if len(halves) != 2 or has_prefix(word):
        return False
    return all(readings(half, "noun") and is_known(half) for half in halves)


def has_prefix(word: str) -> bool:
    """Whether the first half of a compound never declines: «шеф-повара», «IT-отдела»."""
    first, hyphen, _ = word.lower().partition("-")
    return bool(hyphen) and (first in _PREFIXES or first.isascii())


def _stays_in_front(first: Reading, last: Reading, kind: Kind) -> bool:
    """«Фитнес-тренера», «мастер-класса»; but «города-героя», «школы-победителя»."""
    return first.animate != last.animate and (first.animate or kind == "post")


def _compound(first: Reading, last: Reading, *, animate: bool) -> Reading:
    """Join two nouns; what stands before agrees with the first: «основная школа-интернат»."""
    animate = animate or first.animate or last.animate
    forms = {
        case: f"{first.form(case, animate=animate)}-{last.form(case, animate=animate)}"
        for case in CASES
    }
    both = f"{first.nominative}-{last.nominative}"
    return Reading("noun", first.agreement, animate, both, forms)


def _town(word: str) -> Iterator[Reading]:
    """Read a town of two words: «Каменска-Уральского», «Камня-на-Оби», «Гаврилов-Яма»."""
    first, _, rest = word.partition("-")
    if rest.startswith(("на-", "над-", "под-")):
        for reading in readings(first, "noun"):
            yield extended(reading, after=f"-{rest}")
        return
    nouns = readings(first, "noun") if is_adjectival(rest) else ()
    pairs = [(noun, adjective(rest, noun)) for noun in nouns]
    agreed = [_compound(noun, each, animate=False) for noun, each in pairs if each]
    yield from agreed
    if not agreed and is_known(word) and not is_known(rest):
        yield from readings(word, "noun")
    elif not agreed:
        for reading in readings(rest, "noun") or _somewhere(rest, "place"):
            yield extended(reading, before=f"{first}-")


def _somewhere(word: str, kind: Kind) -> tuple[Reading, ...]:
    """Read a town that nobody knows by its last letter: «Русса», «Катав»."""
    gender, endings = ("f", "ы е у ой е") if word.endswith("а") else ("m", "а у - ом е")
    if kind != "place" or not _TOWN.fullmatch(word):
        return ()
    stem = word.removesuffix("а")
    forms = [word if each == "-" else stem + each for each in endings.split()]
    by_case = dict(zip(CASES, forms, strict=True))
    return (Reading("noun", "f" if gender == "f" else "m", False, word, by_case),)


def _somebody(word: str, kind: Kind) -> tuple[Reading, ...]:
    """Read a post that nobody knows by its last letter: «коуч»."""
    ending = next((forms for last, forms in _NEW_POSTS.items() if word[-1:] in last), "")
    if kind == "post" and ending and not (is_known(word) or is_adjectival(word)):
        stem = word if ending[0] == "а" else word[:-1]
        forms = dict(zip(CASES, (stem + each for each in ending.split()), strict=True))
        return (Reading("noun", "m", True, word, forms),)
    return ()
