"""Whether a numbered annex is lacking among others that lie in files of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from docgen.audit.evidence import Evidence
from docgen.norms.stamps import AnnexMark

_BEGINNING: Final = 4  # letters that words of a title have in every case
_COMMON: Final = 2  # words that a paper shares with what the order says of its annex
_APPROVED: Final = ("regulation-", "roadmap", "programme", "model", "stimulation", "annex-pairs")
_NAMED: Final = re.compile(r"прил\w*\W*№?\s*(\d{1,2})", re.IGNORECASE)


def is_lacking(order: Evidence, number: str, papers: Sequence[Evidence]) -> bool:
    """Whether an order's annex is nowhere, though another one of the order has its own file.

    A paper may be the annex without a mark: its file is named so, or it is about the same.
    """
    others = [each for each in papers if each is not order]
    marked = [str(mark.number) for each in others for mark in _marks(each, order) if mark.number]
    if not number or number in marked or not marked or any(map(_may_be, others)):
        return False
    said = _said_of(order, number)
    return not any(_is_named(each, number) or _is_about(each, said) for each in others)


def _marks(paper: Evidence, order: Evidence) -> list[AnnexMark]:
    """Return the marks of a paper that name an order, if by its date or its number alone."""
    return [
        mark
        for mark in paper.requisites.annexes
        if (order.number and mark.act.casefold() == order.number.casefold())
        or (order.day and mark.date is not None and mark.date.day == order.day)
    ]


def _may_be(paper: Evidence) -> bool:
    """Whether a paper without a mark is such as orders approve: it may be any of the annexes."""
    marked = any(mark.number for mark in paper.requisites.annexes)
    return paper.kind.startswith(_APPROVED) and not marked


def _said_of(order: Evidence, number: str) -> set[str]:
    """Return the beginnings of the words by which an order names its annex."""
    named = re.compile(rf"([^.;:(\n]*)\(?\s*приложени\w+\s*№?\s*{number}\b", re.IGNORECASE)
    told = named.search(order.text)
    return _beginnings(told[1]) if told else set()


def _beginnings(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]{4,}", text.casefold())
    return {word[:_BEGINNING] for word in words if not word.startswith(("настав", "утверд"))}


def _is_named(paper: Evidence, number: str) -> bool:
    return any(found[1] == number for found in _NAMED.finditer(PurePath(paper.file).stem))


def _is_about(paper: Evidence, said: set[str]) -> bool:
    """Whether a title, or the name of a file, has the words by which the order names its annex."""
    title = _beginnings(f"{paper.head.title} {PurePath(paper.file).stem}")
    return len(said & title) >= min(_COMMON, max(len(said), 1))
