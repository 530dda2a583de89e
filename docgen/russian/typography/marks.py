"""Rules that put one mark in place of another: spaces, ellipses, quotes, dashes, ranges."""

from __future__ import annotations

import re
from typing import Final

from docgen.deferred import pattern
from docgen.russian.cases import NBSP
from docgen.russian.typography.quotes import quotes
from docgen.russian.typography.rule import OPAQUE, Rule, having, replacing

_GAP: Final = f"[ {NBSP}]"
_BEFORE_A_MARK: Final = pattern(" (?=[ ,.:;!?)»])")
_OPENED: Final = having("(", "«", "„", like=" (?:(?<=[(«] )|(?<=„ ))")
_UNITS: Final = (
    r"лет|год\w*|г\.|гг\.|класс\w*|кл\.|месяц\w*|мес\.|недел\w+|дн(?:я|ей|\.)|день|час\w*|ч\."
    r"|минут\w*|мин\.?|раза?|человек\w*|чел\.|балл\w*|занят\w+|встреч\w*|пар[аы]?|урок\w*"
    r"|страниц\w*|стр\.|процент\w*|тыс\.?|руб\w*\.?|учащ\w+|обучающ\w+"
)
_OF: Final = r"пункт\w*|подпункт\w*|стать\w+|част\w+|раздел\w*|класс\w*|пп\.|ст\.|стр\.|чч\."


def _single(found: re.Match[str]) -> str:
    return NBSP if NBSP in found.group() else " "


def _is_loose(text: str) -> bool:
    """Whether a space stands beside another one, before a mark or after one that opens."""
    spaced = text.replace(NBSP, " ")
    return bool(_BEFORE_A_MARK.search(spaced) or _OPENED(spaced))


def _range(found: re.Match[str]) -> str:
    """Join the ends of a range; what does not grow is no range."""
    first, last = found["first"], found["last"]
    below = float(first.replace(",", ".")) < float(last.replace(",", "."))
    return f"{first}–{last}" if below else found.group()


def _range_of(found: re.Match[str]) -> str:
    return found["of"] + _range(found).removeprefix(found["of"])


def _years(found: re.Match[str]) -> str:
    """Join two years that follow each other in time, the second perhaps by its last two digits."""
    first, last = int(found["first"]), int(found["last"])
    grows = first < last or (len(found["last"]) == 2 and last == (first + 1) % 100)
    return f"{found['first']}–{found['last']}" if grows else found.group()


# Two classes: Python compiles both in a tenth of the time that one of all these signs takes.
_NOT_WITHIN: Final = r"(?<![\w+,./:-])(?<![№–—])"


def _between(first: str, last: str, gap: str) -> str:
    return rf"{_NOT_WITHIN}(?P<first>{first}){gap}[-–—]{gap}(?P<last>{last})"


_NUMBER: Final = r"[0-9]{1,3}(?:,[0-9]+)?"
_YEAR: Final = r"(?:19|20)[0-9]{2}"
_SHORT: Final = r"[0-9]{2}"
_APART: Final = r"(?![\w/–—-]|[.,:]\d)"
_NOT_A_NUMBER: Final = rf"(?<!№)(?<!№{_GAP})"
# Two numbers with a dash between them and with none around them, as telephones have.
_TWO_NUMBERS: Final = (
    r"[0-9](?<![\w+,./:-].)(?<![№–—].)"
    rf"[0-9,]*{_GAP}?[-–—]{_GAP}?[0-9][0-9,]*(?![\w/-])(?![–—])"
)

SPACES = Rule(
    "spaces",
    "Лишние пробелы",
    "Два пробела вместо одного и пробел перед знаком препинания – опечатки. Три и больше пробелов "
    "остаются: ими отступают нарочно.",
    replacing(
        _is_loose,
        (rf"(?<=[^\s«„]){_GAP}{{2}}(?=[^\s»])", _single),
        (
            rf"(?<=[\w»“”\")\]%…{OPAQUE}]){_GAP}{{1,2}}(?=[,;!?](?:[\s»“”\")]|\Z)|\.(?:[\s»]|\Z))",
            "",
        ),
        (rf"(?<=[\w»“”\")\]%{OPAQUE}]){_GAP}{{1,2}}(?=:(?:\Z|\n|{_GAP}[а-яё]))", ""),
        (rf"(?<=\(){_GAP}{{1,2}}(?=[^\s)])", ""),
        (rf"(?<=[^\s(]){_GAP}{{1,2}}(?=\))", ""),
        (rf"(?<=[«„]){_GAP}{{1,2}}(?=[^\s»“])", ""),
        (rf"(?<=[^\s«„]){_GAP}{{1,2}}(?=»)", ""),
    ),
    (
        ("приказ  директора", "приказ директора"),
        ("план , отчёт ; журнал !", "план, отчёт; журнал!"),
        ("назначить :", "назначить:"),
        ("( приложение )", "(приложение)"),
        ("« Ромашка »", "«Ромашка»"),
    ),
    ("Директор          Иванов", "( )", "«  » сентября", "Д = А : Б", "файл .docx", "10 : 2"),
)

ELLIPSIS = Rule(
    "ellipsis",
    "Многоточие",
    "Многоточие – один знак: три точки подряд могут разойтись по строкам.",
    replacing(having("..."), (r"(?<![.\\/…])\.\.\.(?![.\\/])", "…")),
    (("и другие...", "и другие…"),),
    ("../план", "....", "…"),
)

QUOTES = Rule(
    "quotes",
    "Кавычки",
    "В русском тексте кавычки – «ёлочки», внутри них – „лапки“. Если у какой-нибудь кавычки нет "
    "пары, все остаются как есть: это нужно исправить человеку.",
    quotes,
    (
        ('школа "Ромашка"', "школа «Ромашка»"),
        ("школа “Ромашка”", "школа «Ромашка»"),
        ("школа ''Ромашка''", "школа «Ромашка»"),
        ("«Клуб «Юность»»", "«Клуб „Юность“»"),
        ('"Клуб "Юность""', "«Клуб „Юность“»"),
        ('монитор 24" фирмы "Заря"', 'монитор 24" фирмы «Заря»'),
    ),
    ("«Детский сад «Ромашка»", 'диагональ 24"', "5'30''", 'школа "Ромашка', "«___» 20__"),
)

DASHES = Rule(
    "dashes",
    "Тире",
    "Между словами стоит тире, а не дефис; тире во всех документах одно – среднее, с пробелами.",
    replacing(
        having("-", "—", like=f"[-—]{_GAP}"),
        (rf"(?:-(?<={_GAP}-)-?|—(?<={_GAP}—))(?={_GAP})", "–"),
        (rf"(?m)^(?:-|—)(?={_GAP}[^\W\d])", "–"),
    ),
    (
        ("наставник - педагог", "наставник – педагог"),
        ("наставник — педагог", "наставник – педагог"),
        ("- план", "– план"),
    ),
    ("педагог-психолог", "12-од", "- 5", "слово—слово", "А − Б"),
)

RANGES = Rule(
    "ranges",
    "Промежутки",
    "Между числами от и до – тире без пробелов. Промежутком считаются два года и числа, "
    "за которыми названо, чего они («лет», «классы»), или перед которыми – чего («пункты»).",
    replacing(
        having("-", "–", "—", like=_TWO_NUMBERS),
        (rf"{_NOT_A_NUMBER}{_between(_YEAR, _YEAR, '')}{_APART}", _years),
        (rf"{_NOT_A_NUMBER}{_between(_YEAR, _YEAR, f'{_GAP}?')}(?={_GAP}(?:уч|г))", _years),
        (rf"{_NOT_A_NUMBER}{_between(_YEAR, _SHORT, '')}(?={_GAP}уч)", _years),
        (rf"{_NOT_A_NUMBER}{_between(_NUMBER, _NUMBER, f'{_GAP}?')}(?={_GAP}?%)", _range),
        (rf"{_NOT_A_NUMBER}{_between(_NUMBER, _NUMBER, f'{_GAP}?')}(?={_GAP}(?:{_UNITS}))", _range),
        (
            rf"(?P<of>\b(?:{_OF}){_GAP}){_between(_NUMBER, _NUMBER, '')}{_APART}",
            _range_of,
        ),
    ),
    (
        ("2026-2027 учебный год", "2026–2027 учебный год"),
        ("2026 - 2027 учебный год", "2026–2027 учебный год"),
        ("2026-27 учебный год", "2026–27 учебный год"),
        ("1-4 классы", "1–4 классы"),
        ("от 10-12 лет", "от 10–12 лет"),
        ("пункты 3-5", "пункты 3–5"),
        ("2,5-3 часа", "2,5–3 часа"),
    ),
    (
        *("8-900-123-45-67", "тел. 22-33", "2026-09-01", "№ 12-14", "приказ 3-273-р", "ИНН 7-8"),
        *("ГОСТ Р 7.0.97-2025", "Р-145", "01.09.2026 – 31.05.2027", "2026/2027", "5-3 года"),
    ),
)

MARKS = (ELLIPSIS, SPACES, QUOTES, DASHES, RANGES)
