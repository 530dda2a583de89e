"""What was not filled in: prompts of a sample, tags of a template, gaps in sentences.

Lines for signatures and forms for a pen are empty on purpose; so are captions under what is
written above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from docgen.audit.evidence import Evidence
from docgen.audit.people import mentions_in
from docgen.audit.schools import SCHOOL
from docgen.audit.signs import Signs
from docgen.audit.vocabulary import any_of
from docgen.diagnostics import Diagnostic, Severity
from docgen.norms import Paragraph
from docgen.norms.dates import dates_in

_LEFT: Final = re.compile(
    r"\{\{|\}\}|\{%|\b(?:None|nan|null|NULL|undefined)\b|[ХX]{3,}|№\s*[ХX]{2}|00\.00\.0000"
)
# Capitals in a sentence: they remind the typist, or they are letters of a name, «ИКТ», «ВР».
_CAPITALS: Final = re.compile(r"(?<![«\"])\b[А-ЯЁ]{2,}\b(?:[ .][А-ЯЁ]{2,}\b)*(?![»\"])")
_SMALL: Final = re.compile(r"\b[а-яё]{2,}\b")
_AROUND: Final = 2  # words in small letters that a sentence has at least
_BRACKETS: Final = re.compile(r"[(\[<]([^)\]>]{3,80})[)\]>]")
_EMPTY_DATE: Final = re.compile(r"«_{1,4}»\s*_{3,}|\b__\.__\.(?:20)?_+|\b20__\s*г")
_EMPTY: Final = re.compile(rf"{_EMPTY_DATE.pattern}|_{{3,}}")  # orders leave nothing to a pen
_EMPTY_NAME: Final = re.compile(
    r"[«\"](?:_{3,}\s*[А-Яа-яё№]|[А-Яа-яё№][^»\"_\n]*_{3,})[^»\"\n]*[»\"]"
)
_EMPTY_NUMBER: Final = re.compile(r"№\s*_{2,}|«_{1,3}»\s*_{3,}")
# «в размере ____ рублей», «с ____ по 31.05.2027»: words on both sides of a gap.
_EMPTY_VALUE: Final = re.compile(
    r"(?:\b(?:в размере|размер\w*|сумм\w*|составля\w+|в количестве|на срок|сроком на|сроком до|"
    r"в объ[её]ме|на период)|\b(?:с|по|до|не позднее)(?=\s_))\s+_{3,}"
    r"(?=\s*(?:[А-Яа-яё\d(%]|[.,;]\s*$))"
)
_BY_HAND: Final = re.compile(r"ознакомл|подпис|получен|вруч", re.IGNORECASE)
# «в лице (должность, фамилия, имя, отчество), действующего …»: who signs is not said.
_NOBODY: Final = re.compile(
    r"\bв лице\s+\([^()]*(?:должност|фамили|фио|ф\.\s?и\.|имя)[^()]*\)", re.IGNORECASE
)
_NO_SIGNATORY: Final = re.compile(r"\bв лице\s+_{3,}(?!\s*\()")
_LIST, _SENTENCE = 2, 6  # commas that make a list; words that make a sentence
_FORM: Final = 3  # gaps: a paper with as many is a form for a pen
_WRITTEN: Final = ("order", "agreement")  # these are printed with all they say
Found = Iterator[Diagnostic]


def unfilled(papers: Sequence[Evidence], signs: Signs) -> Found:
    """Yield prompts, tags and empty places that were left in a finished paper."""
    for each in papers:
        form = sum("___" in p.text and not _signed(p) for p in each.document.paragraphs) >= _FORM
        above: Paragraph | None = None
        for paragraph in each.document.paragraphs:
            left = _LEFT.search(paragraph.text) or _NOBODY.search(paragraph.text)
            left = left or _asked(each, paragraph, above, signs)
            left = left or (None if form else _reminder(each, paragraph, signs))
            gap = left or _gap(each, paragraph, form=form)
            if gap:
                yield Diagnostic(
                    "DG669", f"Осталось незаполненное место: «{gap[0]}».", paragraph.place,
                    "Впишите то, что здесь должно стоять.",
                    Severity.ERROR if left else Severity.WARNING,
                )  # fmt: skip
            above = above if paragraph.blank else paragraph
        yield from _unregistered(each)


def _signed(paragraph: Paragraph) -> bool:
    """Whether a gap is for a signature: little is said beside it, or that it is signed."""
    words = re.findall(r"[^\W\d_]{3,}", paragraph.text)
    return len(words) < _SENTENCE or bool(_BY_HAND.search(paragraph.text))


def _unregistered(order: Evidence) -> Found:
    """Yield an order without a number: it may wait for the register, so this is no error yet."""
    line = order.requisites.date_line
    if order.paper == "order" and line and _EMPTY_NUMBER.search(line.text):
        yield Diagnostic(
            "DG669", "Приказ не зарегистрирован: у него нет номера или даты.", line.first.place,
            "Впишите дату и номер, как в журнале регистрации.", Severity.WARNING,
        )  # fmt: skip


def _asked(
    paper: Evidence, paragraph: Paragraph, above: Paragraph | None, signs: Signs
) -> re.Match[str] | None:
    """Return a prompt; questionnaires ask, and consents list data: «(ФИО, телефон)»."""
    found = _prompt(paragraph, above, signs) if paper.paper != "survey" else None
    return None if found and paper.paper == "consent" and "," in found[0] else found


def _prompt(paragraph: Paragraph, above: Paragraph | None, signs: Signs) -> re.Match[str] | None:
    """Return a prompt in brackets; heads of tables, lists of data and captions are none."""
    if paragraph.cell and (paragraph.cell.head or paragraph.cell.row == 1):
        return None
    for found in _BRACKETS.finditer(paragraph.text):
        said = found[1].casefold().strip()
        caption = found[0] == paragraph.text.strip() and above and _answers(above.text, said)
        caption = caption or paragraph.text[: found.start()].rstrip().endswith("__")
        if said.startswith(signs.prompts) and said.count(",") < _LIST and not caption:
            return found
    return None


def _reminder(paper: Evidence, paragraph: Paragraph, signs: Signs) -> re.Match[str] | None:
    """Return words in capitals that remind the typist of what to write; headings are no text."""
    head = paragraph.cell and (paragraph.cell.head or paragraph.cell.row == 1)
    if head or paper.paper == "survey":
        return None
    if len(_SMALL.findall(paragraph.text)) < _AROUND:
        return None
    reminders = any_of(signs.reminders)
    return next((f for f in _CAPITALS.finditer(paragraph.text) if reminders.match(f[0])), None)


def _answers(line: str, caption: str) -> bool:
    """Whether a line holds what the caption under it asks for, or is left for a pen."""
    if "__" in line:
        return True
    if "наименован" in caption or "назван" in caption:
        return bool(SCHOOL.search(line) or re.search(r"[«\"].+[»\"]", line))
    if re.search(r"фио|ф\.\s?и|фамили|имя", caption):
        return bool(mentions_in(line))
    return "дат" in caption and bool(next(dates_in(line), None))


def _gap(paper: Evidence, paragraph: Paragraph, *, form: bool) -> re.Match[str] | None:
    """Return what was left empty in a sentence; in a line of its own it waits for a signature."""
    text = paragraph.text
    if "__" not in text or _BY_HAND.search(text):
        return None
    name = (_EMPTY_NAME.search(text) or _NO_SIGNATORY.search(text)) if not form else None
    value = _EMPTY_VALUE.search(text) if paper.paper in _WRITTEN and not form else None
    if name or value or len(re.findall(r"\w{3,}", text.replace("_", " "))) < _SENTENCE:
        return name or value
    return (_EMPTY if paper.paper == "order" else _EMPTY_DATE).search(text)
