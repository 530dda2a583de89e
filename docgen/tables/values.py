"""A cell into the value of a field, and a value as a cell shows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from docgen.records import Frozen
from docgen.russian import class_name
from docgen.schema.scalars import Refusal, read_date
from docgen.source import Data
from docgen.tables.fields import Field
from docgen.tables.sheets import Value
from docgen.tables.words import brief, clean, plain, shown

_SHORT_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{2})(?: ?г\.?)?")
_LONG_DATE = re.compile(r"(\d{1,2}) ?[-–.,/] ?(\d{1,2}) ?[-–.,/] ?(\d{4})(?: ?г\.?)?")
_MIDNIGHT = re.compile(r"[ T]0?0:00(?::00)?(?:\.0+)?$")
_WEIGHTED = re.compile(r"\d[.,]\d+[eе]\+?\d+", re.IGNORECASE)  # 7,9E+10, with either letter
_NUMBER = re.compile(r"\d+(?:\.0)?")
_YEAR = re.compile(r"(?:(\w+) )?(?:19|20)\d\d(?: ?г(?:\.|од[а]?)?)?")
_MONTHS = "янв фев мар апр ма июн июл авг сен окт ноя дек".split()
_DAY = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_PERIOD = re.compile(
    rf"(?:с )?({_DAY.pattern})(?: ?г\.?)? ?(?:[-–—]|по|до) ?({_DAY.pattern})(?: ?г\.?)?"
)
# Whole years: what is over, in months or tenths, is no year yet.
_YEARS = re.compile(
    r"(\d{1,2})(?:[.,]\d+)?(?: ?(?:лет|года|год|г|л)\b\.?)?(?:,? ?\d{1,2} ?м[а-я]*\.?)?",
    re.IGNORECASE,
)
_NO_YEARS = re.compile(
    r"(?:менее|меньше|до) (?:1 |одного )?года|\d{1,2} ?м(?:ес[а-я]*)?\.?", re.IGNORECASE
)
_DIGITS = re.compile(r"\^\[0-9\]\{(\d+)\}\$")
_FIRST_SERIAL, _LAST_SERIAL = 7_300, 73_100  # 1919 and 2100
_EPOCH = date(1899, 12, 30)


# Stands in a hint for the option that leaves a column out, until it is known which one.
NOT_THIS = '--map "СТОЛБЕЦ=нет"'


class Misfit(Exception):
    """A cell is no value of its field; says in Russian why, and what would do."""

    def __init__(self, message: str, hint: str = "", code: str = "DG315") -> None:
        super().__init__(message)
        self.message, self.hint, self.code = message, hint, code


class Taken(Frozen):
    """The value that was read; `doubt` says what a person should look at, under its code."""

    value: Data
    doubt: str = ""
    code: str = "DG316"


Words = Callable[[Any], Mapping[str, str]]


def take(field: Field, value: Value, words: Words) -> Taken:
    """Return the value of a cell that is not empty."""
    shape = field.shape
    if isinstance(value, timedelta | time):
        raise Misfit(f"«{value}» – время, а нужно другое", "Задайте ячейке текстовый вид.")
    if shape.format == "russian-date":
        return _date(value)
    if isinstance(value, date):
        raise Misfit(
            f"{value:%d.%m.%Y} – дата, а здесь её не бывает",
            "Excel сделал из записи дату; задайте ячейке текстовый вид и впишите снова.",
        )
    if shape.options or shape.name == "yes-no":
        return Taken(_option(field, value, words(shape)))
    if shape.type == "array":
        return Taken(list(parts(str(value), commas=field.commas)))
    if shape.type == "integer":
        return Taken(_whole(shown(value)))
    return _text(field, value)


def parts(text: str, *, commas: bool) -> tuple[str, ...]:
    """Return the elements that stand in one cell: by lines, else by semicolons, else by commas."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    separators = "\n" if "\n" in text else ";"
    if commas and separators not in text:
        separators = ","
    found = (clean(each).strip(";, ") for each in text.split(separators))
    return tuple(each for each in found if each)


def period(text: str) -> tuple[str, ...]:
    """Return the first and the last day of «01.09.2026 – 31.05.2027», nothing of another text."""
    found = _PERIOD.fullmatch(text)
    return found.groups() if found else ()


def post(text: str) -> str:
    """Return a post with a small first letter, as sentences need it; «IT-специалист» stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def show(field: Field, value: Data) -> str:
    """Return a value of the programme as a cell shows it."""
    if isinstance(value, list):
        texts = [clean(str(each)) for each in value]
        plain_ones = not any(";" in text for text in texts)
        return ("; " if plain_ones else "\n").join(texts)
    text = clean(str(value or ""))
    if field.shape.name == "yes-no":
        return {"true": "да", "false": "нет"}.get(text.lower(), text)
    return field.shape.options.get(text, text)


def _date(value: Value) -> Taken:
    if isinstance(value, datetime | date):
        return Taken(f"{value:%d.%m.%Y}")
    text = _MIDNIGHT.sub("", shown(value))
    if isinstance(value, bool):
        raise Misfit("здесь «да» или «нет», а нужна дата", "Напишите день так: 01.09.2026.")
    if _NUMBER.fullmatch(text) and _FIRST_SERIAL <= int(float(text)) <= _LAST_SERIAL:
        day = _EPOCH + timedelta(days=int(float(text)))
        return Taken(f"{day:%d.%m.%Y}", f"число {text} понято как дата {day:%d.%m.%Y}")
    return _typed_date(text)


def _typed_date(text: str) -> Taken:
    doubt = ""
    typed = text
    if found := _SHORT_DATE.fullmatch(text):
        century = 2000 if int(found[3]) < 50 else 1900
        typed = f"{found[1]}.{found[2]}.{century + int(found[3])}"
        doubt = f"год записан двумя цифрами; «{text}» понято как {century + int(found[3])} год"
    elif found := _LONG_DATE.fullmatch(text):
        typed = ".".join(found.groups())
    try:
        day = date.fromisoformat(read_date(brief(typed)))
    except Refusal as refusal:
        raise _no_day(text) or Misfit(refusal.message, refusal.hint) from None
    return Taken(f"{day:%d.%m.%Y}", doubt)


def _no_day(text: str) -> Misfit | None:
    """Return what is wrong with what people often write instead of a day."""
    found = _YEAR.fullmatch(text)
    is_month = bool(found and found[1] and found[1].lower().startswith(tuple(_MONTHS)))
    if found and (is_month or not found[1]):
        hint = f"Впишите день полностью. Если его не знают, не берите столбец: {NOT_THIS}."
        return Misfit(f"«{text}» – это {'месяц' if is_month else 'год'}, а нужен день", hint)
    if len(_DAY.findall(text)) > 1:
        hint = "Сделайте два столбца, например «Начало» и «Окончание»: по дате в каждом."
        return Misfit(f"«{brief(text)}» – это несколько дат, а нужна одна", hint)
    return None


def _option(field: Field, value: Value, words: Mapping[str, str]) -> str:
    text = {True: "да", False: "нет"}[value] if isinstance(value, bool) else shown(value)
    folded = plain(text) or text
    if folded in words:
        return words[folded]
    begun = {words[each] for each in words if len(folded) > 2 and each.startswith(folded)}
    if len(begun) == 1:
        return begun.pop()
    known = field.shape.options.values() if field.shape.options else ("да", "нет")
    listed = "; ".join(dict.fromkeys(known))
    raise Misfit(f"значения «{brief(text)}» не бывает", f"Бывает: {listed}.")


def _whole(text: str) -> str:
    if _NO_YEARS.fullmatch(text):
        return "0"
    found = _YEARS.fullmatch(text)
    if not found:
        raise Misfit(f"«{brief(text)}» – не целое число", "Оставьте только цифры, например 12.")
    return str(int(found[1]))


def _text(field: Field, value: Value) -> Taken:
    text = {True: "да", False: "нет"}[value] if isinstance(value, bool) else shown(value)
    if _WEIGHTED.fullmatch(text):
        raise Misfit(
            f"«{text}» – число, у которого Excel потерял цифры",
            "Задайте столбцу текстовый вид и впишите его заново.",
            "DG335",
        )
    if field.id == "class":
        return Taken(_class(text))
    if field.id == "post":
        return Taken(post(text))
    if field.id.endswith("phone"):
        return Taken(_phone(text))
    if field.id == "id":
        return Taken(_identifier(field, text))
    return _digits(field, text)


def _class(text: str) -> str:
    try:
        return clean(class_name(brief(text)))
    except ValueError as reason:
        hint = f"{str(reason)[:1].upper()}{str(reason)[1:]}."
        raise Misfit(f"«{brief(text)}» – не класс", hint) from None


def _phone(text: str) -> str:
    """Return a number of eleven digits as it is read aloud; what has signs was typed so."""
    if re.fullmatch(r"9\d{9}", text):
        text = f"7{text}"
    if not re.fullmatch(r"[78]\d{10}", text):
        return text
    return f"+7 ({text[1:4]}) {text[4:7]}-{text[7:9]}-{text[9:]}"


def _identifier(field: Field, text: str) -> str:
    if re.fullmatch(field.shape.definition["pattern"], text) and len(text) <= 64:
        return text
    hint = field.shape.definition["patternErrorMessage"]
    raise Misfit(f"«{brief(text)}» – не обозначение", f"{hint} Или оставьте ячейку пустой.")


def _digits(field: Field, text: str) -> Taken:
    """Mend a number that lost the nought before it; refuse what has another number of digits."""
    wanted = _DIGITS.fullmatch(field.shape.definition.get("pattern", ""))
    if not wanted:
        return Taken(text)
    bare = re.sub(r"\s", "", text)
    size = int(wanted[1])
    if bare.isdecimal() and len(bare) == size - 1:
        return Taken(f"0{bare}", f"впереди дописан потерянный ноль: 0{bare}", "DG335")
    if bare.isdecimal() and len(bare) == size:
        return Taken(bare)
    raise Misfit(f"«{brief(text)}» записано не так", field.shape.definition["patternErrorMessage"])
