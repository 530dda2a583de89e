"""No column of a table is too narrow for what stands in it: a word would be cut by its edge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from docgen.docx.view import view
from docgen.engine import Built
from tests.kinds.papers import Printed
from tests.sampled import SAMPLES

LONGEST = 2  # papers of each kind: what is narrow shows in the fullest
WORD = r"[^\W_]+"
AFTER = (".", ",", ";", ":", ")", "»")  # signs that no line begins with
LEAST = 4  # signs of a word; fewer are figures that stand under one another


def cut(page: str, words: set[str]) -> Iterator[str]:
    """Yield where a page has one word in two lines without a hyphen."""
    for line, following in pairwise(map(str.strip, page.splitlines())):
        one, other = re.search(f"{WORD}$", line), re.match(WORD, following)
        parts = (one[0], other[0]) if one and other else ()
        whole = "".join(parts)
        torn = len(whole) >= LEAST and whole in words and not words.issuperset(parts)
        if torn or following.startswith(AFTER):
            yield f"{line}|{following}"


def fullest(built: Built) -> Iterator[tuple[Path, set[str]]]:
    """Yield the longest papers of each kind with their words."""
    by_kind: dict[str, list[tuple[Path, str]]] = {}
    for each in built.outputs:
        text = view(each.docx.read_bytes(), each.docx.name)
        by_kind.setdefault(each.job.kind, []).append((each.docx, text))
    for papers in by_kind.values():
        for docx, text in sorted(papers, key=lambda each: len(each[1]))[-LONGEST:]:
            yield docx, words_of(text)


def words_of(text: str) -> set[str]:
    return set(re.findall(WORD, text))


def cuts(pages: Iterable[str], words: set[str]) -> list[str]:
    return [each for page in pages for each in cut(page, words)]


def test_a_cut_word_is_noticed_and_two_words_are_none() -> None:
    assert cuts(["с 1 сентября 202\n6 г."], words_of("с 1 сентября<nbsp>2026 г.")) == [
        "с 1 сентября 202|6 г."
    ]
    assert cuts(["на\nпример"], words_of("на пример, например")) == []


@pytest.mark.soffice
@pytest.mark.parametrize("name", SAMPLES)
def test_no_word_is_cut_by_the_edge_of_a_cell(
    name: str, built_samples: dict[str, Built], printed: Printed
) -> None:
    papers = dict(fullest(built_samples[name]))
    pages = printed(list(papers))
    found = {
        docx.name: torn
        for (docx, words), each in zip(papers.items(), pages, strict=True)
        if (torn := cuts(each, words))
    }
    assert found == {}
