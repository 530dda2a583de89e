"""The files of OpenCorpora's dictionary as pymorphy3 packs them, read where they lie.

pymorphy3 loads them whole, 24 MB and 0.1 s; a question needs a few pages of a file. The automaton
of words has each followed by the numbers of its paradigm and of its form there. «е» is looked up
as «ё», too.
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from binascii import a2b_base64
from collections.abc import Callable
from functools import cached_property, lru_cache
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

from docgen.records import Frozen
from docgen.russian.automaton import Automaton

if sys.platform == "linux":
    from mmap import MADV_DONTNEED

Grammemes = frozenset[str]

_BEFORE_VALUE: Final = b"\x01"
_NUMBERS: Final = struct.Struct(">HH")
_CASES = frozenset("nomn gent datv accs ablt loct voct gen1 gen2 acc2 loc1 loc2".split())
_NUMBER, _ANIMACY = frozenset(("sing", "plur")), frozenset(("anim", "inan"))
_GENDER = frozenset("masc femn neut ms-f GNdr".split())


class Form(Frozen):
    """A form of a word with its grammemes: NOUN, masc, sing, gent …"""

    word: str
    tag: Grammemes


class Parse(Form):
    """One way to read a word: as this form of all those that its lexeme has."""

    lexeme: tuple[Form, ...]

    def inflected(self, wanted: Grammemes) -> str:
        """Return the form with these grammemes that differs least from this one, if there is any.

        It is the very form that pymorphy3 chooses.
        """
        fitting = [form for form in self.lexeme if wanted <= form.tag]
        if not fitting:
            return ""
        best = (self.tag - _ousted_by(wanted)) | wanted
        return max(fitting, key=lambda form: _likeness(best, form.tag)).word


def _likeness(one: Grammemes, other: Grammemes) -> float:
    return len(one & other) - 0.1 * len(one ^ other)


def _ousted_by(wanted: Grammemes) -> Grammemes:
    """Return the grammemes that a form with the wanted ones cannot have."""
    groups = (group for group in (_CASES, _NUMBER, _ANIMACY) if group & wanted)
    ousted = frozenset[str]().union(*groups) - wanted
    return ousted | _GENDER if "plur" in wanted else ousted


class Files:
    """The dictionary in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._maps: list[mmap] = []
        self._words = Automaton(self._mapped("words.dawg"))

    def parses(self, word: str) -> tuple[Parse, ...]:
        """Return how a word in small letters may be read, the likeliest first; if it is here."""
        read = [
            self._parse(found, *_NUMBERS.unpack(a2b_base64(numbers)))
            for found, state in self._alike(word)
            for numbers in self._words.below(state)
        ]
        if len(read) > 1:
            read.sort(key=lambda each: self._likelihood(word, each[0]), reverse=True)
        self._let_go()
        return tuple(parse for _, parse in read)

    def has(self, word: str) -> bool:
        """Whether a word in small letters is here."""
        found = self._alike(word)
        self._let_go()
        return bool(found)

    def _alike(self, rest: str, before: str = "", state: int = 0) -> list[tuple[str, int]]:
        """Return the words here that differ by ё alone, the very same one first."""
        found = []
        for place, letter in enumerate(rest):
            other = self._words.follow("ё".encode(), state) if letter == "е" else 0
            if other:
                found += self._alike(rest[place + 1 :], f"{before}{rest[:place]}ё", other)
            state = self._words.follow(letter.encode(), state)
            if not state:
                return found
        end = self._words.follow(_BEFORE_VALUE, state)
        return [(before + rest, end), *found] if end else found

    def _parse(self, word: str, number: int, at: int) -> tuple[str, Parse]:
        """Return the tag of a form as it is written here, and the form with its lexeme."""
        paradigm = self._paradigm(number)
        prefix, ending, _ = paradigm[at]
        stem = word[len(prefix) : len(word) - len(ending)]
        lexeme = tuple(
            Form(prefix + stem + ending, _grammemes(tag)) for prefix, ending, tag in paradigm
        )
        return paradigm[at][2], Parse(word, lexeme[at].tag, lexeme)

    def _paradigm(self, number: int) -> list[tuple[str, str, str]]:
        """Return the prefix, the ending and the tag of each form."""
        start = self._starts[number]
        size = self._paradigms[start] // 3
        numbers = self._paradigms[start + 1 : start + 1 + 3 * size]
        of_each = zip(numbers[2 * size :], numbers[:size], numbers[size : 2 * size], strict=True)
        return [
            (self._prefixes[prefix], self._endings(ending), self._tags(tag))
            for prefix, ending, tag in of_each
        ]

    def _likelihood(self, word: str, tag: str) -> int:
        """Return how many of a million such words are read so, as far as anybody counted."""
        return self._counted.value(self._counted.follow(f"{word}:{tag}".encode()))

    @cached_property
    def _counted(self) -> Automaton:
        return Automaton(self._mapped("p_t_given_w.intdawg"))

    @cached_property
    def _paradigms(self) -> memoryview:
        """How many there are; of each, how many numbers, then its endings, tags and prefixes."""
        return self._mapped("paradigms.array").cast("H")

    @cached_property
    def _starts(self) -> array[int]:
        starts = array("I", [1])
        for _ in range(self._paradigms[0] - 1):
            starts.append(starts[-1] + 1 + self._paradigms[starts[-1]])
        return starts

    @cached_property
    def _prefixes(self) -> list[str]:
        """Prefixes of forms: «поскорее», «наилучший»."""
        meta = dict(json.loads((self._folder / "meta.json").read_text(encoding="utf-8")))
        prefixes: list[str] = meta["compile_options"]["paradigm_prefixes"]
        return prefixes

    @cached_property
    def _endings(self) -> Callable[[int], str]:
        return _texts(self._map("suffixes.json"))

    @cached_property
    def _tags(self) -> Callable[[int], str]:
        return _texts(self._map("gramtab-opencorpora-int.json"))

    def _mapped(self, name: str) -> memoryview:
        return memoryview(self._map(name))

    def _map(self, name: str) -> mmap:
        with (self._folder / name).open("rb") as file:
            mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
        self._maps.append(mapped)
        return mapped

    def _let_go(self) -> None:
        """Give back the pages that were read: a thousand names would touch every one of them."""
        if sys.platform == "linux":
            for each in self._maps:
                each.madvise(MADV_DONTNEED)


def _texts(whole: mmap) -> Callable[[int], str]:
    """Return the way to the texts of a JSON list that lie each on a line of its own."""
    ends = array("I", accumulate(map(len, iter(whole.readline, b""))))  # the first line is «[»

    @lru_cache(maxsize=1024)
    def text(number: int) -> str:
        return whole[ends[number] : ends[number + 1]].strip(b' ",\n').decode()

    return text


@lru_cache(maxsize=1024)
def _grammemes(tag: str) -> Grammemes:
    return frozenset(tag.replace(" ", ",").split(","))
