"""The filters and functions of docgen's texts: one table of words for templates and clauses.

What a function needs of the programme it reads from the context under a name with an underscore,
which no template can reach. Who wants to know what was put into which case gives `_used`, a list
of `Used`, among the names. docs/filters.md shows every word at work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from docgen import russian
from docgen.docx import Dialect, Refused, errors
from docgen.docx.state import pass_context
from docgen.records import Frozen
from docgen.wording import filters
from docgen.wording.arguments import (
    CASE,
    DAY,
    DAY_OR_BLANK,
    GENDER,
    GROUP,
    KIND,
    NAME,
    NUMBER,
    PREPOSITION,
    PRINTED,
    TEXT,
    TRUTH,
    WHO,
    WHOLE,
    Word,
    checked,
)


class Used(Frozen):
    """A text that was put into a case, its form, and the phrase that it stands in, if known."""

    text: str
    case: russian.Case
    form: str
    phrase: Callable[[], str] = str

    @property
    def sentence(self) -> str:
        """The phrase as it is printed; few are ever asked for."""
        return self.phrase()


@cache
def dialect(typesetter: russian.Typesetter | None = None) -> Dialect:
    """Return the filters and functions of docgen's texts, and their typography."""
    setter = typesetter or russian.typesetter()
    name = " ".join(rule.name for rule in setter.rules)
    return Dialect(*_words(), finisher=setter.after, name=f"docgen {name}")


@cache
def _words() -> tuple[dict[str, Callable[..., Any]], dict[str, Callable[..., Any]]]:
    """Return the filters and the functions, whatever the typography."""
    return _called("Фильтр «{}»", FILTERS), _called("Функция {}()", FUNCTIONS)


def _called(what: str, words: Mapping[str, Word]) -> dict[str, Callable[..., Any]]:
    return {name: checked(what.format(name), word) for name, word in words.items()}


def _inflecting(case: russian.Case) -> Callable[..., str]:
    """Return the filter of a case; it notes what it did, if anybody wants to know."""

    @pass_context
    def inflected(context: Mapping[str, Any], text: str, kind: russian.Kind | None = None) -> str:
        known = text if isinstance(text, russian.Phrase) else _known(context, text, kind)
        form = russian.inflect(known, case)
        used = context.get("_used")
        if used is not None:
            used.append(Used(known, case, form, getattr(context, "sentence", str)))
        return form

    return inflected


def _known(context: Mapping[str, Any], text: str, kind: russian.Kind | None) -> str:
    """Return a text with what is known of its cases: by its kind, or by the dictionary."""
    if kind:
        return russian.Phrase(text, kind)
    stated = context.get("_stated")
    known: str = stated(text) if stated else text
    return known


def _from_context(name: str) -> Callable[..., Any]:
    """Return a function of the dialect that the context of each document supplies."""

    key = f"_{name}"

    @pass_context
    def call(context: Mapping[str, Any], identifier: str) -> Any:
        return (context.get(key) or _supplied(context, key))(identifier)

    return call


@pass_context
def _ref(context: Mapping[str, Any], clause: str, element: str = "") -> Any:
    return _supplied(context, "_ref")(clause, *([element] if element else []))


def _supplied(context: Mapping[str, Any], key: str) -> Callable[..., Any]:
    supplied: Callable[..., Any] | None = context.get(key)
    if supplied is None:
        raise Refused(errors.FORBIDDEN, f"Функция {key[1:]}() здесь недоступна")
    return supplied


_OF_CASES: dict[str, Word] = {
    case: Word(_inflecting(case), (TEXT, KIND), f"director.post|{case}") for case in russian.CASES
}
_OF_NUMBERS = {
    "count": Word(
        russian.count, (NUMBER, TEXT, TEXT, TEXT), "pairs|length|count('пара', 'пары', 'пар')"
    ),
    "plural": Word(
        russian.plural, (NUMBER, TEXT, TEXT, TEXT), "pairs|length|plural('пара', 'пары', 'пар')"
    ),
    "counted": Word(
        russian.counted, (NUMBER, TEXT, CASE), "pairs|length|counted('наставник', 'dat')"
    ),
    "beside": Word(russian.beside, (NUMBER, TEXT, CASE), "pairs|length|beside('наставник', 'dat')"),
    "numbered": Word(
        filters.numbered, (GROUP, TEXT, TEXT), "curators|numbered('Куратору', 'Кураторам')"
    ),
    "words": Word(
        russian.number_in_words, (NUMBER, GENDER, CASE, TRUTH), "pairs|length|words('f', 'gen')"
    ),
    "ordinal": Word(
        russian.ordinal_in_words,
        (NUMBER, GENDER, CASE, TRUTH),
        "stages[0].number|ordinal('m', 'loc')",
    ),
}
_OF_DATES = {
    "date": Word(russian.short_date, (DAY,), "programme.start|date"),
    "long_date": Word(russian.long_date, (DAY,), "programme.start|long_date"),
    "quoted_date": Word(russian.quoted_date, (DAY,), "programme.start|quoted_date"),
    "date_in_words": Word(russian.date_in_words, (DAY, CASE), "programme.start|date_in_words"),
    "month": Word(filters.month_of, (DAY, CASE), "programme.start|month('loc')"),
    "month_year": Word(russian.month_year, (DAY, CASE), "programme.start|month_year('loc')"),
    "year": Word(filters.year_of, (DAY, CASE), "programme.start|year('loc')"),
    "school_year_of": Word(russian.school_year_of, (DAY,), "programme.start|school_year_of"),
    "school_years": Word(russian.school_years, (TEXT,), "programme.school_year|school_years"),
    "school_year": Word(
        russian.school_year, (TEXT, CASE), "programme.school_year|school_year('loc')"
    ),
}
_OF_NAMES = {
    "short_name": Word(filters.short_name, (TEXT,), "'Иванова Анна Петровна'|short_name"),
    "reversed_name": Word(filters.reversed_name, (TEXT,), "'Иванова Анна Петровна'|reversed_name"),
    "class_name": Word(russian.class_name, (TEXT,), "'7б'|class_name"),
    "school_class": Word(russian.school_class, (TEXT, CASE), "'7б'|school_class('gen')"),
}
_OF_AGREEMENT = {
    "agree": Word(filters.agree, (TEXT, WHO), "'действующего'|agree(director)"),
    "gendered": Word(
        filters.gendered, (WHO, TEXT, TEXT, TEXT), "curator|gendered('назначен', 'назначена')"
    ),
    "stamp": Word(russian.stamp, (TEXT, TEXT), "'УТВЕРЖДЁН'|stamp('Программа развития')"),
    "before": Word(filters.before, (PREPOSITION, PRINTED), "'О'|before('утверждении Положения')"),
}
_OF_LETTERS = {
    "lower_first": Word(filters.lower_first, (TEXT,), "director.post|lower_first"),
    "upper_first": Word(filters.upper_first, (TEXT,), "director.post|upper_first"),
    "unstopped": Word(filters.unstopped, (TEXT,), "'Помощь в учёбе.'|unstopped"),
    "raw": Word(filters.raw, (PRINTED,), "school.site|raw"),
}
FILTERS: Mapping[str, Word] = {
    **_OF_CASES,
    **_OF_NUMBERS,
    **_OF_DATES,
    **_OF_NAMES,
    **_OF_AGREEMENT,
    **_OF_LETTERS,
}
FUNCTIONS: Mapping[str, Word] = {
    "act": Word(_from_context("act"), (NAME,), "act('273-fz')"),
    "acts_of": Word(_from_context("acts_of"), (NAME,), "acts_of('regional')"),
    "annex": Word(_from_context("annex"), (NAME,), "annex('list')"),
    "blank": Word(filters.blank, (NAME, WHOLE), "school.address or blank('адрес школы', 40)"),
    "body": Word(_from_context("body"), (NAME,), "body('trade-union')"),
    "ref": Word(_ref, (NAME, TEXT), "ref('general.scope')"),
    "period": Word(
        filters.period, (DAY_OR_BLANK, DAY_OR_BLANK), "period(programme.start, programme.end)"
    ),
    "short_period": Word(
        filters.short_period,
        (DAY_OR_BLANK, DAY_OR_BLANK),
        "short_period(programme.start, programme.end)",
    ),
}
