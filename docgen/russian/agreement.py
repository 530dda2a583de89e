"""Words that agree with a person or a paper, and prepositions that agree with the next word."""

from __future__ import annotations

import re
from typing import Literal

from docgen.deferred import pattern
from docgen.russian.cases import Agreement, Gender
from docgen.russian.cleaning import tidy
from docgen.russian.phrases import heads
from docgen.russian.tokens import tokenise

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
_SHORT = {
    "шёл": "шл",
    "вёл": "вел",
    "нёс": "несл",
    "мог": "могл",
    "ён": "ен",
    "асен": "асн",
    "должен": "должн",
    "волен": "вольн",
    "боден": "бодн",
}
# «Обязуется», «согласует»: whoever does it, the verb is the same.
_PRESENT = pattern("[еёиуюая]тся$|[аеуя]ет$")
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
    "сам": "сама само сами",
    "мой": "моя моё мои",
    "свой": "своя своё свои",
    "этот": "эта это эти",
    "тот": "та то те",
    "весь": "вся всё все",
}
# What no word that agrees ends with in the masculine: nouns of other genders, «ведёт».
_DISAGREES = pattern(r"(?:[аеёиоуыэюяйь]|ёт)$")
_WOMEN_ONLY = pattern("(?:ница|тка|нка|щица|чица|сестра|мать|мама|няня|бабушка|т[её]тя|дочь)$")
_MEN_ONLY = frozenset("отец папа дедушка брат сын дядя".split())
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
    if _PRESENT.search(word):
        return word
    stem = word.removesuffix("ся")
    back = word[len(stem) :]
    for ending, others in _FULL.items():
        if stem.endswith(ending):
            return _spelled(stem.removesuffix(ending), ending, others.split()[side]) + back
    return _short(stem, side) + ("сь" if back else "")


def _short(word: str, side: int) -> str:
    if not word or _DISAGREES.search(word):
        raise ValueError(f"слово «{word}» по родам не изменяется: назовите формы сами")
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
    if ending == "ым" or not (velar or hush):
        return stem + other
    return stem + other.replace("ы", "и")


def _both(masculine: str, feminine: str) -> str:
    if feminine == masculine:
        return masculine
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


def holder_gender(post: str) -> Gender | None:
    """Return the gender that a post demands of its holder: «заведующая» – f; most posts neither.

    «Директор» and «учитель» are held by women too; «глава» and «судья» by anybody.
    """
    head = next(iter(heads(tokenise(tidy(post)), "post")), [])
    if not head:
        return None
    reading = head[-1][1]
    if reading.part == "adjective":
        return "f" if reading.agreement == "f" else None
    if reading.nominative in _MEN_ONLY:
        return "m"
    return "f" if reading.agreement == "f" and _WOMEN_ONLY.search(reading.nominative) else None


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
        (r"(?:мне|мно[гж]|двор|льв|льн|лж|мгл|мст|рв[уае]|рту|сне\b|сколько|2-[йяем])", "во"),
    ),
    "с": (
        (r"[сзшж][бвгджзклмнпрстфхцчшщ]|щ", "со"),
        (
            r"(?:в[стзхш][а-яё]|мно[йю]|мног|льв|мст|льд|дня\b|днём\b|лб|рт[аоу]|2-[йяем]|100\b)",
            "со",
        ),
    ),
    "к": ((r"(?:мне\b|мног|вс[еёя]|вт|дню\b|льв|2-[йяем])", "ко"),),
}


def _before_letters(word: Preposition, letters: str) -> str:
    """Return a preposition before an abbreviation, which is read by its letters: «об РФ»."""
    if word == "о":
        named = not re.search("[АЕЁИОУЫЭЮЯ]", letters) and letters[0] in "ЛМНРСФ"
        return "об" if named or letters[0] in "АИОУЭ" else word
    return "со" if word == "с" and letters in ("СМИ", "США") else word


def preposition(word: Preposition, text: str, *, capital: bool = False) -> str:
    """Return a preposition in the form that the next word demands, with that word.

    «об утверждении», «о внедрении», «во Владимире», «со специалистом», «ко всем».
    """
    if word not in _FORMS:
        raise ValueError(f"нет предлога «{word}»: пишите {', '.join(_FORMS)}")
    plain = re.sub(r"^[«„“\"'(\s]+", "", text).lower()
    letters = re.match(r"[А-ЯЁ]{2,5}\b", re.sub(r"^\W+", "", text))
    if letters:
        found = _before_letters(word, letters.group())
    else:
        found = next((form for start, form in _FORMS[word] if re.match(start, plain)), word)
    return f"{found[0].upper() + found[1:] if capital else found} {text}"
