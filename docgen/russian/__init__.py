"""Russian as official papers write it: cases, gender, numbers, dates, typography.

A library of its own: pure functions on plain strings, knowing nothing of schools. Where the rules
cannot be sure, `doubts` says so. docs/russian.md tells what it can do and how well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.deferred import deferred
from docgen.russian.agreement import (
    agree,
    agreement_of,
    by_gender,
    holder_gender,
    preposition,
    stamp,
)
from docgen.russian.cases import ALL_CASES, CASES, Agreement, AnyCase, Case, Gender, Kind
from docgen.russian.cleaning import normalise
from docgen.russian.counting import beside, counted
from docgen.russian.dates import (
    MONTHS,
    date_in_words,
    in_words,
    long_date,
    month,
    month_year,
    period,
    quoted_date,
    school_year,
    school_year_of,
    school_years,
    short_date,
    short_period,
    year,
)
from docgen.russian.doubts import Doubt, doubts
from docgen.russian.fio import split_full
from docgen.russian.gender import detect_gender
from docgen.russian.names import full_name, initials
from docgen.russian.numbers import count, number_in_words, ordinal_in_words, plural
from docgen.russian.phrase import Phrase, decline, inflect
from docgen.russian.typography import Typesetter, typeset, typesetter

if TYPE_CHECKING:
    from docgen.russian.classes import class_name, school_class
    from docgen.russian.stated import stated_doubts
else:
    __getattr__ = deferred(
        __name__,
        {
            "docgen.russian.classes": "class_name school_class",
            "docgen.russian.stated": "stated_doubts",
        },
    )

__all__ = [
    "ALL_CASES",
    "CASES",
    "MONTHS",
    "Agreement",
    "AnyCase",
    "Case",
    "Doubt",
    "Gender",
    "Kind",
    "Phrase",
    "Typesetter",
    "agree",
    "agreement_of",
    "beside",
    "by_gender",
    "class_name",
    "count",
    "counted",
    "date_in_words",
    "decline",
    "detect_gender",
    "doubts",
    "full_name",
    "holder_gender",
    "in_words",
    "inflect",
    "initials",
    "long_date",
    "month",
    "month_year",
    "normalise",
    "number_in_words",
    "ordinal_in_words",
    "period",
    "plural",
    "preposition",
    "quoted_date",
    "school_class",
    "school_year",
    "school_year_of",
    "school_years",
    "short_date",
    "short_period",
    "split_full",
    "stamp",
    "stated_doubts",
    "typeset",
    "typesetter",
    "year",
]
