"""Russian as official papers write it: cases, gender, numbers, dates, typography.

A library of its own: pure functions on plain strings, knowing nothing of schools.
"""

from __future__ import annotations

from docgen.russian.cases import CASES, Case, Gender, Kind
from docgen.russian.dates import MONTHS, in_words, long_date, school_years, short_date
from docgen.russian.names import detect_gender, full_name, initials
from docgen.russian.numbers import count, number_in_words, plural
from docgen.russian.phrase import Phrase, decline, inflect
from docgen.russian.typography import typography

__all__ = [
    "CASES",
    "MONTHS",
    "Case",
    "Gender",
    "Kind",
    "Phrase",
    "count",
    "decline",
    "detect_gender",
    "full_name",
    "in_words",
    "inflect",
    "initials",
    "long_date",
    "number_in_words",
    "plural",
    "school_years",
    "short_date",
    "typography",
]
