"""Rules that only join: a no-break space where a line must not break."""

from __future__ import annotations

import re
from typing import Final

from docgen.russian.cases import NBSP
from docgen.russian.typography.rule import (
    OPAQUE,
    THING,
    VALUE,
    Rule,
    having,
    in_turn,
    joining,
    joining_next,
    joining_to,
    replacing,
)

# A pattern that begins with a space is looked for much faster than one that looks behind first.
_AFTER_NUMBER: Final = rf" (?<=[0-9{OPAQUE}] )"
_GAP: Final = f"[ {NBSP}]"
_SUM: Final = r"руб(?:\.|л\w+)?|₽|коп\.|копе\w+|человек|чел\.|экз\.|экземпляр\w*"
_COUNTED: Final = ("₽", "руб", "коп", "чел", "экз")  # what sums begin with
_UNITS: Final = frozenset(
    "руб коп ч сек кг км см мм лет год года году годов годам годами мес дн дня дней день тыс млн "
    "чел ₽".split()
)
_UNIT: Final = ("час", "мин", "месяц", "недел", "человек")  # what others begin with
_MONTHS: Final = (
    "январ феврал март апрел май мая мае июн июл август сентябр октябр ноябр декабр".split()
)
_REFERRED: Final = frozenset("ст п пп ч стр абз подп гл разд табл рис д кв каб".split())
_PLACES: Final = frozenset("г им ул пр пер пос с обл просп".split())
_PARTS: Final = ("пункт", "подпункт", "част", "стать", "глав", "раздел", "приложени")


def _numbered(found: re.Match[str]) -> str:
    return found.group().rstrip() + NBSP


def _is_unit(word: str) -> bool:
    return word in _UNITS or word.startswith(_UNIT)


def _is_month(word: str) -> bool:
    """Whether a word is a month in any case."""
    return any(word.startswith(each) and len(word) <= len(each) + 2 for each in _MONTHS)


def _is_of_date(word: str) -> bool:
    return word in ("г", "гг") or _is_month(word)


def _is_part(word: str) -> bool:
    """Whether a word names a part of a document; it may begin a sentence."""
    return word[1:].islower() and word.lower().startswith(_PARTS)


NUMBER_SIGN = Rule(
    "number-sign",
    "Знак номера",
    "«№» не отрывается от номера; между ними – пробел.",
    replacing(having("№"), (rf"№(?:(?: |{THING} )(?=[\w{OPAQUE}])|(?=[\w{VALUE}]))", _numbered)),
    (("приказ №5", "приказ №~5"), ("приказ № 12-од", "приказ №~12-од")),
    ("№№", "№, дата"),
)

INITIALS = Rule(
    "initials",
    "Инициалы",
    "Инициалы не отрываются друг от друга и от фамилии; между ними – пробел.",
    replacing(
        having(".", like=r"\.(?<=[А-ЯЁ]\.)(?:(?= ?[А-ЯЁ]|-)|(?<=[а-яё] ..))"),
        (
            rf"\b([А-ЯЁ]\.)(-[А-ЯЁ]\.)?{_GAP}?([А-ЯЁ]\.){_GAP}?(?=[А-ЯЁ][а-яё])",
            rf"\1\2{NBSP}\3{NBSP}",
        ),
        (
            rf"\b([А-ЯЁ][а-яё]+){_GAP}(?!М\.{_GAP}?П\.)([А-ЯЁ]\.(?:-[А-ЯЁ]\.)?){_GAP}?([А-ЯЁ]\.)",
            rf"\1{NBSP}\2{NBSP}\3",
        ),
        (r"\b([А-ЯЁ]\.) (?=[А-ЯЁ]\.|[А-ЯЁ][а-яё])", rf"\1{NBSP}"),
    ),
    (
        ("А. П. Иванова", "А.~П.~Иванова"),
        ("А.П. Иванова", "А.~П.~Иванова"),
        ("Иванова А.П.", "Иванова~А.~П."),
        ("Ж.-Ж. Руссо", "Ж.-Ж.~Руссо"),
    ),
    ("М.П.", "подпись, М.П.", "С.-Петербург"),
)

UNITS = Rule(
    "units",
    "Числа с единицами",
    "Число не отрывается от того, что им посчитано, и от буквы класса; знак «%» отделён от числа.",
    in_turn(
        replacing(having(" "), joining_next(_is_unit, f"0-9{OPAQUE}")),
        replacing(
            having("%"),
            (rf"{_AFTER_NUMBER}(?=%(?![\w%-]))", NBSP),
            (rf"%(?<=[0-9{VALUE}]%)(?![\w%-])", f"{NBSP}%"),
        ),
        replacing(having("«"), (r" (?<=[0-9] )(?=«[А-ЯЁ]»)", NBSP)),
    ),
    (("5 лет", "5~лет"), ("10 мин", "10~мин"), ("50%", "50~%"), ("7 «Б» класс", "7~«Б» класс")),
    ("100%-ный", "%", "годы учёбы"),
)

THOUSANDS = Rule(
    "thousands",
    "Разряды",
    "Суммы и количества от пяти цифр делятся на разряды. Только там, где за числом названы рубли "
    "или люди: прочие длинные числа – номера и коды.",
    replacing(
        having(*_COUNTED, like=rf"[0-9]{{3}}{_GAP}(?:{'|'.join(_COUNTED)})"),
        (
            rf"(?<![\w.,/:№+-])(?<![№0-9]{_GAP})([1-9][0-9]{{4,8}})(?={_GAP}(?:{_SUM}))",
            lambda found: f"{int(found[1]):,}".replace(",", NBSP),
        ),
        (
            rf"(?<![\w.,/:№+-])[1-9][0-9]{{0,2}}(?:{_GAP}[0-9]{{3}})+(?={_GAP}(?:{_SUM}))",
            lambda found: found.group().replace(" ", NBSP),
        ),
    ),
    (("премия 15000 рублей", "премия 15~000 рублей"), ("1 250 000 руб.", "1~250~000 руб.")),
    ("5000 рублей", "ИНН 7601234567", "№ 12345 человек", "150000, Ярославль"),
)

DATES = Rule(
    "dates",
    "Даты",
    "Число не отрывается от месяца, месяц – от года, год – от «г.», век – от «в.».",
    in_turn(
        replacing(
            having(" "),
            joining_next(_is_of_date, f"0-9{OPAQUE}"),
            joining_to(_is_month, r" (?=[0-9]{4}\b)"),
        ),
        replacing(having("»"), joining_next(_is_month, "»")),
        replacing(having("I", "V", "X"), (r" (?<=[IVX] )(?=вв?\.)", NBSP)),
    ),
    (
        ("1 сентября 2026 г.", "1~сентября~2026~г."),
        ("«01» сентября 2026 года", "«01»~сентября~2026 года"),
        ("XX в.", "XX~в."),
    ),
    ("01.09.2026", "в сентябре начнётся", "марта"),
)

ABBREVIATIONS = Rule(
    "abbreviations",
    "Сокращения и ссылки",
    "«г.», «ст.», «п.», «ч.» не отрываются от того, что за ними; слова «пункт», «статья», «часть» "
    "– от номера.",
    replacing(
        having(" "),
        joining_to(_REFERRED.__contains__, rf"\. (?=[0-9{OPAQUE}])"),
        joining_to(
            _PLACES.__contains__,
            rf"\. (?=[А-ЯЁ]|[«{OPAQUE}])",
            unless=rf"[0-9{OPAQUE}]{_GAP}",
        ),
        joining_to(_is_part, rf" (?=[0-9{OPAQUE}])(?<=[а-я]{{3}} )"),
    ),
    (
        ("г. Лесногорск", "г.~Лесногорск"),
        ("ст. 28, п. 1.2", "ст.~28, п.~1.2"),
        ("пункт 4.1", "пункт~4.1"),
        ("ул. Лесная, д. 5", "ул.~Лесная, д.~5"),
    ),
    ("2026 г. Наставник", "и т. д. Наставник", "пункт о сроках", "участия 5"),
)

AND_SO_ON = Rule(
    "and-so-on",
    "И т. д.",
    "«и т. д.», «и т. п.», «т. е.», «и др.», «и. о.» не делятся между строками.",
    joining(
        having(".", like=r"\.(?:(?<=\b[ТИ]\.)|(?<=\b[ти]\.)|(?<= [дп]р\.))"),
        rf"\b(?:(?:и )?т\. ?[дп]\.|в т\.{_GAP}?ч\.|[Тт]\. ?(?:[ек]|ч)\.|и [дп]р\.|[Ии]\. о\.)",
    ),
    (("и т. д.", "и~т.~д."), ("т. е. план", "т.~е. план"), ("и др.", "и~др.")),
    ("и так далее", "и другие"),
)

BEFORE_DASH = Rule(
    "before-dash",
    "Пробел перед тире",
    "Строка не начинается с тире.",
    replacing(having("–", "—"), (rf" (?<=[^ {NBSP}\n] )(?=[–—]{_GAP})", NBSP)),
    (("школа – это", "школа~– это"),),
    ("педагог-психолог", "– план"),
)

JOINS = (*(NUMBER_SIGN, INITIALS, THOUSANDS, UNITS, DATES, ABBREVIATIONS, AND_SO_ON, BEFORE_DASH),)
