"""The names of schools in a text, and whether two of them are one school's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Legal forms of schools, nurseries and colleges; universities and institutes teach the teachers.
_FORM: Final = r"[А-Я]{0,6}ОУ(?!\s+(?:ВО|ВПО|ДПО)\b)|[А-Я]{1,3}УДО|[А-Я]{1,3}У ДО"
# What stands between the form and the name: «средняя школа города Энска», and no verb.
_BETWEEN: Final = (
    r"(?:\s+(?:[А-ЯЁ][а-яё-]+|[А-ЯЁ]{2,4}|[а-яё-]+(?:[яаое]я|ое|[иоы]й|[ое]го|ей)|школ\w+|лице\w+|"
    r"гимнази\w+|сад\w*|центр\w*|дом\w*|колледж\w*|техникум\w*|училищ\w+|област\w+|района|"
    r"город\w*|округа|№\s?\d+|с[её]л\w*|пос[её]лк\w*|[гсп]\.))*"
)
SCHOOL: Final = re.compile(
    rf"\b(?:{_FORM}|(?i:образовательно\w+ учреждени\w+)|(?i:учреждени\w+)(?= «)|"
    r"(?i:учреждени\w+ дополнительного образования))\b"
    rf"{_BETWEEN}\s*«([^»\n]{{3,120}})»"
    # Without a legal form, as the one of whom a sentence speaks: «Ключевская основная школа».
    r"|(?<![«\w-])([А-ЯЁ][а-яё-]+[сц]кая (?:основная|средняя|начальная) "
    r"(?:общеобразовательная )?школа)\b"
    rf"|\b(?:{_FORM})\s+((?:СОШ|ООШ|НОШ|СШ|лице\w+|гимнази\w+|школ\w+)\s+№\s*\d+)"
)
BARE: Final = re.compile(r"([а-яе-]+)[сц]кая (?:основная|средняя|начальная) (?:\w+ )?школа")
_ACRONYM: Final = re.compile(r"[А-ЯЁ]{2,7}")  # «НКСД»: whose letters these are nobody knows
_LETTERS: Final = 4  # letters that stand for words at most: «ОШ»
_BEGINNING: Final = 5  # letters that words of a name have in every case
_SHORTENED: Final = {
    "сош": "средняя общеобразовательная школа",
    "оош": "основная общеобразовательная школа",
    "нош": "начальная общеобразовательная школа",
    "сш": "средняя школа",
    "им": "имени",
}


def schools_in(text: str) -> Iterator[str]:
    """Yield the names of schools, in one form each."""
    for found in SCHOOL.finditer(text):
        if not _ACRONYM.fullmatch(found[1] or ""):
            yield name_of(found)


def name_of(found: re.Match[str]) -> str:
    """Return the name of a school that was found in a text."""
    return school_name(found[1] or found[2] or found[3])


def school_name(text: str) -> str:
    """Return a school's name in the form in which names are compared."""
    words = re.findall(r"[\w№]+", text.casefold().replace("ё", "е"))
    whole = (_SHORTENED.get(word, word) for word in words)
    return " ".join(word for each in whole for word in each.split())


def same_school(one: str, other: str) -> bool:
    """Whether two names differ only by words left out, by cases, or by letters for words.

    «Лесногорская школа», «в Лесногорской школе», «Лесногорская ОШ».
    """
    numbers = [set(re.findall(r"\d+", each)) for each in (one, other)]
    words = [school_name(each).split() for each in (one, other)]
    fewer, more = sorted(words, key=len)
    letters = "".join(word[0] for word in more if len(word) > 1)
    told = {word[:_BEGINNING] for word in fewer if len(word) > _LETTERS or word not in letters}
    others = {word[:_BEGINNING] for word in more}
    return (numbers[0] == numbers[1] or not all(numbers)) and told <= others
