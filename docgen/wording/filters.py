"""What filters and functions do beyond `docgen.russian`: they know of people, lists and blanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, cast

from docgen import russian
from docgen.docx import Blank, Reference, Rich, Run
from docgen.docx.rich import BLANK_WIDTH, join
from docgen.russian import CASES, Agreement, AnyCase, Phrase

Day = date | Blank
Preposition = Literal["о", "в", "с", "к"]

MAX_BLANK = 200  # three lines of a page


def gendered(who: Any, masculine: str, feminine: str, several: str = "") -> str:
    """Choose a word by gender, or for several people; both when it is unknown: «ознакомлен(а)»."""
    known = agreement_of(who)
    if known == "pl":
        if not several:
            raise ValueError("людей несколько: назовите третьим слово для нескольких")
        return several
    return russian.by_gender(known if known in ("m", "f") else None, masculine, feminine)


def agree(word: str, who: Any) -> str:
    """Put a masculine word into the gender of somebody, or into the plural for several."""
    return russian.agree(word, agreement_of(who))


def agreement_of(who: Any) -> Agreement | None:
    """Return what words about somebody agree with: a person, a paper, a list, or said outright."""
    if isinstance(who, (list, tuple)):
        return "pl" if len(who) > 1 else agreement_of(who[0] if who else None)
    said = who["gender"] if isinstance(who, Mapping) else who
    return said if said in ("m", "f", "n", "pl") else None


def numbered(several: Sequence[Any] | float, one: str, many: str) -> str:
    """Choose a word for one or for several: «Куратору», «Кураторам»."""
    number = several if isinstance(several, int | float) else len(several)
    return many if number > 1 else one


def blank(label: str, width: int = BLANK_WIDTH) -> Blank:
    """Return a place to fill in by hand, so many signs wide."""
    if not 1 <= width <= MAX_BLANK:
        raise ValueError(f"место для заполнения – от 1 до {MAX_BLANK} знаков")
    return Blank(label, width)


def month_of(day: date, case: AnyCase = "nom") -> str:
    """Return the month of a day in a case: «(в) сентябре»."""
    return russian.month(day.month, case)


def year_of(day: date, case: AnyCase = "nom") -> str:
    """Return the year of a day in a case: «(в) 2026 году»."""
    return russian.year(day.year, case)


def period(start: Day, end: Day) -> str | Rich:
    """Return «с 1 сентября 2026 г. по 31 мая 2027 г.»; a day that is a blank stays one."""
    if isinstance(start, Blank) or isinstance(end, Blank):
        return join(["с ", _unless_blank(start, long=True), " по ", _unless_blank(end, long=True)])
    return russian.period(start, end)


def short_period(start: Day, end: Day) -> str | Rich:
    """Return «01.09.2026 – 31.05.2027»; a day that is a blank stays one."""
    if isinstance(start, Blank) or isinstance(end, Blank):
        return join([_unless_blank(start, long=False), " – ", _unless_blank(end, long=False)])
    return russian.short_period(start, end)


def _unless_blank(day: Day, *, long: bool) -> str | Blank:
    if isinstance(day, Blank):
        return day
    return russian.long_date(day) if long else russian.short_date(day)


def before(preposition: str, what: object) -> str | Rich:
    """Put a preposition before what is printed, in the form that its first sound demands."""
    word, text = cast(Preposition, preposition.lower()), str(what)
    if not text:
        return ""
    whole = russian.preposition(word, text, capital=preposition.isupper())
    return join([whole.removesuffix(text), what])


def short_name(name: str) -> Phrase:
    """Return «А. П. Иванова» for any full name; it declines."""
    return _initialled(name, before=True)


def reversed_name(name: str) -> Phrase:
    """Return «Иванова А. П.» for any full name; it declines."""
    return _initialled(name, before=False)


def _initialled(name: str, *, before: bool) -> Phrase:
    known = name if isinstance(name, Phrase) else Phrase(name, "full")
    parts = russian.split_full(name)

    def written(full: str) -> str:
        return russian.initials(_last(full, name), parts.first, parts.middle, before=before)

    cases: dict[str, str] = {case: written(russian.inflect(known, case)) for case in CASES}
    return Phrase(written(russian.normalise(name)), "full", known.gender, cases)


def _last(form: str, name: str) -> str:
    """Return the surname of a name in some case: it stands where it does in the nominative."""
    parts = russian.split_full(name)
    size, words = len(parts.last.split()), form.split()
    return " ".join(words[:size] if parts.pieces[0][1] == "last" else words[-size:])


def upper_first(text: str) -> str:
    """Return a text with a capital letter at the start."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return a text with a small letter at the start."""
    return text[:1].lower() + text[1:]


def raw(what: str | Rich | Run | Reference | Blank) -> Rich:
    """Return what is printed exactly as it was typed: typography leaves it alone."""
    if isinstance(what, Rich):
        return what
    return Rich((Run(str(what)) if isinstance(what, str) else what,))


def unstopped(text: str) -> str:
    """Return a text without the stop or semicolon at its end."""
    return text.rstrip(" .;")
