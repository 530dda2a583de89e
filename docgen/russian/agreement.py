"""Words that agree with a person or a paper, and prepositions that agree with the next word."""

from __future__ import annotations

import re
from typing import Literal

from docgen.russian.cases import Agreement, Gender
from docgen.russian.phrases import heads, tokenise

Preposition = Literal["о", "в", "с", "к"]

# Endings of a man's word in all cases; and those of a woman, a neuter noun, and several.
_FULL = {
    "его": "ей его их",
    "ого": "ой ого ых",
    "ему": "ей ему им",
    "ому": "ой ому ым",
    "ий": "ая ее ие",
    "ый": "ая ое ые",
    "ой": "ая ое ые",
    "ым": "ой ым ыми",
    "им": "ей им ими",
    "ем": "ей ем их",
    "ом": "ой ом ых",
}
# Short words that lose a vowel: «согласен» – «согласна», «извещён» – «извещена».
_SHORT = {"ён": "ен", "асен": "асн", "должен": "должн", "волен": "вольн", "боден": "бодн"}
_PRONOUNS = {
    "он": "она оно они",
    "его": "её его их",
    "него": "неё него них",
    "ему": "ей ему им",
    "нему": "ней нему ним",
    "им": "ею им ими",
    "ним": "ней ним ними",
    "нём": "ней нём них",
    "один": "одна одно одни",
}
_OTHERS: tuple[Agreement, ...] = ("f", "n", "pl")


def agree(word: str, with_: Agreement | None) -> str:
    """Put a masculine word into the gender (or plural) of what it belongs to, in the same case.

    Short and full participles, adjectives and past verbs: «ознакомлен» – «ознакомлена»,
    «действующего» – «действующей», «УТВЕРЖДЁН» – «УТВЕРЖДЕНЫ». Without a gender both are printed:
    «ознакомлен(а)».
    """
    if with_ == "m":
        return word
    if with_ is None:
        return _both(word, agree(word, "f"))
    changed = _changed(word.lower(), _OTHERS.index(with_))
    if word.isupper():
        return changed.upper()
    return changed[:1].upper() + changed[1:] if word[:1].isupper() else changed


def _changed(word: str, side: int) -> str:
    if word in _PRONOUNS:
        return _PRONOUNS[word].split()[side]
    stem = word.removesuffix("ся")
    back = word[len(stem) :]
    for ending, others in _FULL.items():
        if stem.endswith(ending):
            return _spelled(stem.removesuffix(ending), ending, others.split()[side]) + back
    return _short(stem, side) + ("сь" if back else "")


def _short(word: str, side: int) -> str:
    for ending, others in _SHORT.items():
        if word.endswith(ending):
            word = word.removesuffix(ending) + others
    return word + ("аои" if word.endswith("л") else "аоы")[side]


def _spelled(stem: str, ending: str, other: str) -> str:
    """Mend the vowel that the stem demands: «высоким» – «высокой», «средний» – «средняя»."""
    velar, hush = stem[-1] in "гкх", stem[-1] in "жшчщ"
    if ending == "им" and velar:
        return stem + other.replace("ей", "ой")
    if ending == "ий" and not hush:
        return stem + (other.replace("ее", "ое") if velar else other.replace("ая", "яя"))
    if ending in ("ой", "ым") or not (velar or hush):
        return stem + other
    return stem + other.replace("ы", "и")


def _both(masculine: str, feminine: str) -> str:
    if feminine.startswith(masculine):
        return f"{masculine}({feminine[len(masculine) :]})"
    return f"{masculine}/{feminine}"


def by_gender(gender: Gender | None, masculine: str, feminine: str) -> str:
    """Choose a word by gender; both when it is unknown: «ознакомлен(а)»."""
    if gender is None:
        return _both(masculine, feminine)
    return masculine if gender == "m" else feminine


def agreement_of(title: str) -> Agreement:
    """Return the gender of a paper by its head noun, or that it is a plural: «Правила» – pl."""
    head = next(iter(heads(tokenise(title), "doc")), [])
    return head[-1][1].agreement if head else "m"


def stamp(word: str, title: str) -> str:
    """Return the word of a stamp for a paper: Положение «УТВЕРЖДЕНО», Программа «ПРИНЯТА»."""
    return agree(word, agreement_of(title))


_FORMS: dict[Preposition, tuple[tuple[str, str], ...]] = {
    "о": (
        (r"(?:мне|всём|всем|всех)\b", "обо"),
        (r"[аэиоу]|11?(?!\d)", "об"),
    ),
    "в": (
        (r"[вф][бвгджзклмнпрстфхцчшщ]", "во"),
        (r"(?:мне|мно[гж]|двор|льв|льн|лж|мгл|рв[уае]|рту|сне\b|сколько|2-[йяем])", "во"),
    ),
    "с": (
        (r"[сзшж][бвгджзклмнпрстфхцчшщ]|щ", "со"),
        (r"(?:в[стзхш][а-яё]|мно[йю]|мног|льв|льд|дня\b|днём\b|лб|рт[аоу]|2-[йяем]|100\b)", "со"),
    ),
    "к": ((r"(?:мне\b|мног|вс[еёя]|вт|дню\b|льв|2-[йяем])", "ко"),),
}


def preposition(word: Preposition, text: str, *, capital: bool = False) -> str:
    """Return a preposition in the form that the next word demands, with that word.

    «об утверждении», «о внедрении», «во Владимире», «со специалистом», «ко всем».
    """
    plain = re.sub(r"^[«„“\"'(\s]+", "", text).lower()
    found = next((form for start, form in _FORMS[word] if re.match(start, plain)), word)
    return f"{found[0].upper() + found[1:] if capital else found} {text}"
