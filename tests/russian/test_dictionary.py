"""The files of the libraries, read where they lie, say what the libraries say."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from docgen.russian import CASES, detect_gender, dictionary, first_names, petrovich
from docgen.russian.cases import Gender, Kind

# Homonyms, two numbers, prefixes of forms, ё, names, abbreviations, words that never change.
BEGINNINGS = (
    "абрам берёзк вер выдум дирек ёлк котёл лучш мос наставн передов роман сух тимур".split()
)
WORDS = [
    *("берет", "все", "всё", "ежик", "елка", "котел", "передохнем", "сложнее", "старший", "стали"),
    *("зинаида", "николаевна", "салтыков", "соловей", "черномор", "мгу", "россия", "пальто"),
]
NUMBERS = ("sing", "plur")


def known_words() -> Iterator[str]:
    """Yield words of the dictionary, whatever their form, and some that are written without ё."""
    its = dictionary.morphology().dictionary
    for beginning in BEGINNINGS:
        found = sorted({word for word, *_ in its.iter_known_words(beginning)})
        yield from found[:: len(found) // 40 + 1]
    yield from WORDS


def plain(parse: Any) -> tuple[str, frozenset[str], list[tuple[str, frozenset[str]]]]:
    """Return what pymorphy3 says of a reading."""
    lexeme = [(form.word, form.tag.grammemes) for form in parse.lexeme]
    return parse.word, parse.tag.grammemes, lexeme


def test_a_known_word_is_read_as_pymorphy_reads_it() -> None:
    for word in known_words():
        read = [
            (each.word, each.tag, [(form.word, form.tag) for form in each.lexeme])
            for each in dictionary.known(word)
        ]
        assert read == [plain(parse) for parse in dictionary.morphology().parse(word)], word
        assert dictionary.is_known(word)


def test_a_reading_inflects_as_pymorphy_inflects_it() -> None:
    wanted = [frozenset(pair) for pair in product(dictionary.GRAMMEMES.values(), NUMBERS)]
    wanted += [frozenset({case}) for case in dictionary.GRAMMEMES.values()]
    wanted += [frozenset({"accs", "plur", "anim"}), frozenset({"nomn", "sing"})]
    for word in [*known_words()][::4]:
        theirs = dictionary.morphology().parse(word)
        for ours, parse in zip(dictionary.known(word), theirs, strict=True):
            forms = [parse.inflect(set(grammemes)) for grammemes in wanted]
            assert [ours.inflected(each) for each in wanted] == [
                form.word if form else "" for form in forms
            ], word


@pytest.mark.parametrize("word", ["", "-", "бокрёнок", "ква-ква-школа", "а́", "school", "5"])
def test_an_unknown_word_is_not_known_and_may_be_guessed_at(word: str) -> None:
    assert not dictionary.is_known(word)
    assert dictionary.known(word) == ()
    guesses = sorted(dictionary.morphology().parse(word), key=lambda guess: -guess.score)
    assert [parse.word for parse in dictionary.parses(word)] == [each.word for each in guesses]


@pytest.mark.parametrize("name", ["Валечка", "Женечка", "Шурочка"])
def test_a_name_of_boys_and_girls_has_no_gender(name: str) -> None:
    assert detect_gender(name, "first") is None
    assert detect_gender(f"{name} Петренко") is None


@pytest.mark.parametrize(("name", "gender"), [("Зинаида", "f"), ("Варфоломей", "m")])
def test_a_name_of_one_gender_has_it(name: str, gender: str) -> None:
    assert dictionary.first_name_gender(name.lower()) == gender


@pytest.mark.parametrize(("kind", "gender"), [*product(("last", "first", "middle"), ("m", "f"))])
def test_the_rules_for_names_are_those_of_pytrovich(kind: Kind, gender: Gender) -> None:
    from pytrovich.enums import Case, NamePart  # noqa: PLC0415  one test needs them
    from pytrovich.enums import Gender as Its  # noqa: PLC0415  as above
    from pytrovich.maker import PetrovichDeclinationMaker  # noqa: PLC0415  as above

    make = PetrovichDeclinationMaker().make
    part = {"last": NamePart.LASTNAME, "first": NamePart.FIRSTNAME, "middle": NamePart.MIDDLENAME}
    its = {"m": Its.MALE, "f": Its.FEMALE}
    for name in [*map(str.capitalize, first_names.NAMES), *"Пётр Ильич Ильинична Бонч Цой".split()]:
        theirs = [make(part[kind], its[gender], Case(at), name) for at in range(len(CASES))]
        assert list(petrovich.forms(name, kind, gender)) == theirs


def test_a_doubt_about_a_name_loads_neither_library() -> None:
    program = (
        "import sys; from docgen.russian import doubts\n"
        "assert doubts('Соловей', None, 'last', 'm')\n"
        "assert not doubts('Колбин Тимур Юрьевич', None, 'full', 'm')\n"
        "assert not doubts('смотритель маяка', None, 'post')\n"
        "sys.exit(bool({'pymorphy3', 'pytrovich'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0
