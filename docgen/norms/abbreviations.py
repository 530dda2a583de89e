"""Rule of short names: each is spelt out where it is met first, and once; a glossary is whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docgen.norms.checking import Found, Paper, Rules, of_each_part, quoted
from docgen.russian.abbreviations import given_twice, unexplained
from docgen.russian.glossary import undefined

RULES: Final[Rules[Paper]] = Rules()


@RULES.add("Y12", "DG646")
@of_each_part
def abbreviations(paper: Paper) -> Iterator[Found]:
    """An abbreviation is spelt out, a short name given once, a term explained in the glossary."""
    paragraphs = paper.document.paragraphs
    texts = [each.text for each in paragraphs]
    for at, short in unexplained(texts, paper.profile.abbreviations):
        if paragraphs[at].cell is None and not paragraphs[at].boxed:
            yield Found(
                f"Сокращение «{short}» не расшифровано: {quoted(texts[at])}.",
                paragraphs[at].place,
                f"Напишите полностью и добавьте: (далее – {short}).",
            )
    for at, term in undefined(texts, paper.profile.terms):
        yield Found(
            f"Понятия «{term}» нет среди тех, которые объясняет документ.",
            paragraphs[at].place,
            "Допишите его определение.",
            minor=True,
        )
    for at, name in given_twice(texts):
        yield Found(
            f"Сокращённое название «{name}» введено второй раз.",
            paragraphs[at].place,
            "Оставьте «далее – …» там, где название встретилось впервые.",
        )
