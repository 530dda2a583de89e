"""Tables that schools have – people, pairs, schools – into the programme, and out of it.

`read_book` gives the sheets of a file, `choose` finds tables on them and what their columns mean,
`prepare` says what would change and makes the files with the changes; nothing here writes them.
"""

from __future__ import annotations

from docgen.tables.changes import Change, Question
from docgen.tables.choosing import Asked, choose
from docgen.tables.fields import PAIRS, PEOPLE, SCHOOLS, SKIP, Catalogue
from docgen.tables.headings import Column, Table
from docgen.tables.importing import Prepared, prepare, prepare_schools
from docgen.tables.memory import Memory, remembered
from docgen.tables.offering import blank_workbook, require_new
from docgen.tables.reading import is_declensions, read_book
from docgen.tables.schools import Opening, school_year_on, set_up
from docgen.tables.sheets import Book, Sheet, letters

__all__ = [
    "PAIRS",
    "PEOPLE",
    "SCHOOLS",
    "SKIP",
    "Asked",
    "Book",
    "Catalogue",
    "Change",
    "Column",
    "Memory",
    "Opening",
    "Prepared",
    "Question",
    "Sheet",
    "Table",
    "blank_workbook",
    "choose",
    "is_declensions",
    "letters",
    "prepare",
    "prepare_schools",
    "read_book",
    "remembered",
    "require_new",
    "school_year_on",
    "set_up",
]
