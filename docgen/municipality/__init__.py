"""Many schools in one run: each is read, checked and built as if it were alone."""

from __future__ import annotations

from docgen.municipality.finding import SchoolFolder, find_schools
from docgen.municipality.leaving import follow
from docgen.municipality.namesakes import namesakes
from docgen.municipality.outcome import Outcome
from docgen.municipality.summary import SUMMARY, keep_summary
from docgen.municipality.tasks import Building, Checking
from docgen.municipality.working import work

__all__ = [
    "SUMMARY",
    "Building",
    "Checking",
    "Outcome",
    "SchoolFolder",
    "find_schools",
    "follow",
    "keep_summary",
    "namesakes",
    "work",
]
