"""People in a cell: one or several, each with what is said beside the name."""

from __future__ import annotations

import re

from docgen.records import Frozen
from docgen.russian import class_name, detect_gender, normalise, split_full
from docgen.russian.cleaning import PARTICLES
from docgen.tables.values import Misfit, post
from docgen.tables.words import brief, clean

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+|[^\W\d_]")
_NUMBERED = re.compile(r"^\d{1,3}[.)]\s*(?=\D)")
_BEFORE_CLASS = re.compile(r"(\D+?)[ –-]+(\d{1,2}(?:\D.*)?)")
_BRACKETS = re.compile(r"\(([^)]*)\)")
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


def mentions(text: str) -> tuple[Mention, ...]:
    """Return everybody whom a cell names, by lines, semicolons or commas."""
    found: list[Mention] = []
    for line in re.split(r"[\n\r;]+", text):
        for piece in line.split(","):
            bare, told = _apart(_NUMBERED.sub("", clean(_BRACKETS.sub(" ", piece))))
            beside = [told, *(clean(each) for each in _BRACKETS.findall(piece))]
            if found and bare and not looks_like_name(bare):
                found[-1] = _with(found[-1], bare)
            elif bare:
                found.append(Mention(read_name(bare)))
            for each in beside:
                found[-1:] = [_with(found[-1], each)] if found else []
    return tuple(found)


def _apart(text: str) -> tuple[str, str]:
    """Return a name and the class that follows it without a comma: «Клеёв М. И. 7Б»."""
    found = _BEFORE_CLASS.fullmatch(text)
    return (found[1], found[2]) if found and looks_like_name(found[1]) else (text, "")


def read_name(text: str) -> Name:
    """Return the parts of a full name; a text that cannot be one is a `Misfit`."""
    text = _NUMBERED.sub("", clean(text))
    if not _is_name(text):
        raise Misfit(f"«{brief(text)}» – не фамилия, имя и отчество", _HINT, "DG317")
    found = split_full(_capitalised(text))
    name = Name(found.last, found.first, found.middle)
    if not name.last:
        raise Misfit(f"В «{text}» нет фамилии", _HINT, "DG317")
    return Name(name.last, name.first, name.middle, _doubt(name))


def _doubt(name: Name) -> str:
    """Three words of which none is a patronymic may stand in any order."""
    if not name.middle or _INITIALS.fullmatch(name.middle):
        return ""
    if len(name.full.split()) > 3 or detect_gender(name.middle, "middle") is None:
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


def _capitalised(text: str) -> str:
    """Return «Иванова Анна» for «ИВАНОВА АННА» and «иванова анна»; initials keep their dots."""
    words = [_word(word) for word in text.replace(".", ". ").split()]
    return normalise(" ".join(words))


def _word(word: str) -> str:
    shouted = len(word) > 2 and word.isupper()
    return "-".join(each.capitalize() for each in word.split("-")) if shouted else word


def _with(mention: Mention, text: str) -> Mention:
    """Add what is said beside a name: a class if it can be one, else a post."""
    if not text:
        return mention
    try:
        said = ("class", clean(class_name(text)))
    except ValueError:
        said = ("post", post(text))
    return Mention(mention.name, (*mention.said, said))
