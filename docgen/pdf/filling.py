"""What LibreOffice guesses before it lays a file out: how many paragraphs fill a page.

It begins a page after so many of them and moves what fits back. Which heading ends a page may
depend on where it stood at first. The guess depends on how much the whole file holds
(`SwLayHelper::CalcPageCount`), so documents are joined with those of one guess only, and a joint
is given a weight for which it is the same.
"""

from __future__ import annotations

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FEW, _MANY = 100, 1000
_OF_FEW, _FEWEST, _MORE, _MOST = 25, 20, 3, 53
# A cell and a table have a beginning and an end; for a table 25 go off.
_WEIGHTS = {f"{_W}p": 1, f"{_W}tc": 2, f"{_W}tbl": 2 - 25}
# What LibreOffice adds or drops by itself.
_UNSURE = 6


def weight(body: etree._Element) -> int:
    """Return what LibreOffice takes for the number of paragraphs; tables may make it negative."""
    return sum(_WEIGHTS[str(each.tag)] for each in body.iter(*_WEIGHTS))


def filling(body: etree._Element) -> int:
    """Return how many paragraphs a page gets at first; 0 where a few more or less change it.

    What is shorter than any guess stays whole, so it goes with those that most documents go with.
    """
    if _blocks(body) <= _FEWEST:
        return _OF_FEW
    own = weight(body)
    guesses = {_guess(own - _UNSURE), _guess(own + _UNSURE)}
    return guesses.pop() if len(guesses) == 1 else 0


def midst(filling: int) -> int:
    """Return a weight for which this is guessed, far from all others."""
    if filling == _OF_FEW:
        return _FEW // 2
    return (filling - _FEWEST) // _MORE * _MANY + _MANY // 2


def _blocks(body: etree._Element) -> int:
    rows = sum(len(table.findall(f"{_W}tr")) for table in body.iterchildren(f"{_W}tbl"))
    return rows + len(body.findall(f"{_W}p"))


def _guess(weight: int) -> int:
    if 0 <= weight <= _FEW:
        return _OF_FEW
    # What is below zero is a very large number there.
    return _MOST if weight < 0 else min(_MOST, _FEWEST + weight // _MANY * _MORE)
