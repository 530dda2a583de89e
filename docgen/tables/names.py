"""People in a cell: one or several, each with what is said beside the name."""

from __future__ import annotations

import re

from docgen.records import Frozen
from docgen.russian import class_name, detect_gender, normalise, split_full
from docgen.russian.cleaning import PARTICLES
from docgen.tables.surroundings import class_named
from docgen.tables.values import Misfit, post
from docgen.tables.words import brief, clean, tokens

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+|[^\W\d_]")
_NUMBERED = re.compile(r"^\d{1,3}[.)]\s*(?=\D)")
_BEFORE_CLASS = re.compile(r"(\D+?)[ –-]+(\d{1,2}(?:\D.*)?)")
_BRACKETS = re.compile(r"\(([^)]*)\)")
_MAIDEN = re.compile("[А-ЯЁ][а-яё]+")  # «Иванова (Петрова) Анна»
_CATEGORY = re.compile(
    r"(высшая|первая|соответствие занимаемой должности|СЗД)(?: кв[а-я.]*)?(?: кат[а-я.]*)?",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"(?:стаж\D*)?(\d{1,2}) (?:лет|года?)(?: стажа)?", re.IGNORECASE)
_PUPIL = re.compile(r"уч(?:ен|ащ)|обуча", re.IGNORECASE)
_LONGEST = 120  # letters of a name
_HINT = "Напишите фамилию, имя и отчество полностью: Примерова Анна Ильинична."


class Name(Frozen):
    """A person's name by its parts; `doubt` says why the parts may be others."""

    last: str
    first: str = ""
    middle: str = ""
    doubt: str = ""

    @property
    def full(self) -> str:
        """The parts in the usual order."""
        return " ".join(part for part in (self.last, self.first, self.middle) if part)

    @property
    def is_short(self) -> bool:
        """Whether there are only initials, or not even these."""
        return not self.first or bool(_INITIALS.fullmatch(self.first))


class Mention(Frozen):
    """A person named in a cell, and what was written after the name: a class or a post."""

    name: Name
    said: tuple[tuple[str, str], ...] = ()


def mentions(text: str, posts: frozenset[str] = frozenset()) -> tuple[Mention, ...]:
    """Return everybody whom a cell names, by lines, semicolons or commas.

    `posts` are the words that begin a post, to tell «Учитель химии Ким Л. И.» from a name.
    """
    found: list[Mention] = []
    for line in re.split(r"[\n\r;]+", text):
        for piece in line.split(","):
            bare, told = _apart(_NUMBERED.sub("", clean(_BRACKETS.sub(" ", piece))), posts)
            beside = [told, *(clean(each) for each in _BRACKETS.findall(piece))]
            if found and bare and not looks_like_name(bare):
                found[-1] = _with(found[-1], bare, posts)
            elif bare:
                found.append(Mention(read_name(bare)))
            for each in beside:
                found[-1:] = [_with(found[-1], each, posts)] if found else []
    return tuple(found)


def _apart(text: str, posts: frozenset[str]) -> tuple[str, str]:
    """Return a name and what stands beside it without a comma: a class or a post."""
    found = _BEFORE_CLASS.fullmatch(text)
    if found and looks_like_name(found[1]) and not _begins(found[1], posts):
        return found[1], found[2]
    words = text.replace(".", ". ").split()
    for size in (3, 2):
        for name, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            said = " ".join(rest).strip(" –—-,:")
            if (said[:1].isdigit() or _begins(said, posts)) and _is_sure(name):
                return " ".join(name), said
    return text, ""


def _is_sure(words: list[str]) -> bool:
    """Whether words are a surname with initials, or with a name and a patronymic."""
    full = [word for word in words if _WORD.fullmatch(word) and word[0].isupper()]
    short = [word for word in words if _INITIALS.fullmatch(word)]
    if short:
        return len(full) == 1 and len(full) + len(short) == len(words)
    return len(full) == 3 and any(detect_gender(word, "middle") for word in full[1:])


def _begins(text: str, posts: frozenset[str]) -> bool:
    return bool(found := tokens(text)) and found[0] in posts


def read_name(text: str) -> Name:
    """Return the parts of a full name; a text that cannot be one is a `Misfit`."""
    text = _NUMBERED.sub("", clean(text))
    if not _is_name(text):
        raise Misfit(f"«{brief(text)}» – не фамилия, имя и отчество", _HINT, "DG317")
    found = split_full(capitalised(text))
    name = Name(found.last, found.first, found.middle)
    if not name.last:
        raise Misfit(f"В «{text}» нет фамилии", _HINT, "DG317")
    return Name(name.last, name.first, name.middle, _doubt(name))


def _doubt(name: Name) -> str:
    """Three words of which none is a patronymic may stand in any order; «Мамед оглы» is one."""
    if not name.middle or _INITIALS.fullmatch(name.middle):
        return ""
    own = [word for word in name.full.split() if word.lower() not in PARTICLES]
    if len(own) > 3 or detect_gender(name.middle, "middle") is None:
        return f"понято так: фамилия {name.last}, имя {name.first}, отчество {name.middle}"
    return ""


def looks_like_name(text: str) -> bool:
    """«Петрова Анна» does; «учитель математики» is said of the one before."""
    words = text.split()[:2]
    return _is_name(text) and all(word[0].isupper() or word in PARTICLES for word in words)


def _is_name(text: str) -> bool:
    words = text.replace(".", ". ").split()
    return (
        0 < len(words) <= 6
        and len(text) <= _LONGEST
        and all(_WORD.fullmatch(word) or _INITIALS.fullmatch(word) for word in words)
    )


def capitalised(text: str) -> str:
    """Return «Иванова Анна» for «ИВАНОВА АННА» and «иванова анна»; initials keep their dots."""
    words = [_word(word) for word in text.replace(".", ". ").split()]
    return normalise(" ".join(words))


def _word(word: str) -> str:
    shouted = len(word) > 2 and word.isupper()
    return "-".join(each.capitalize() for each in word.split("-")) if shouted else word


def _with(mention: Mention, text: str, posts: frozenset[str]) -> Mention:
    """Add what is said beside a name: a class if it can be one, else what is said of a teacher."""
    if not text or (_MAIDEN.fullmatch(text) and not _begins(text, posts)):
        return mention
    key, value = said_of(text)
    before = dict(mention.said)
    both = f"{before[key]}, {value}" if key == "post" and key in before else value
    return Mention(mention.name, tuple({**before, key: both}.items()))


def said_of(text: str) -> tuple[str, str]:
    """Return which field a text without a heading fills, and with what: «первая категория»."""
    try:
        return "class", clean(class_name(text))
    except ValueError:
        named = class_named(text) if _PUPIL.match(text) else ""
    if named:
        return "class", named
    if found := _CATEGORY.fullmatch(text):
        return "category", found[1].lower()
    if found := _SERVICE.fullmatch(text):
        return "experience.total", found[1]
    return "post", post(text)
