"""The shipped words agree with the dictionary in every form."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.russian import CASES, dictionary, lexicon
from docgen.russian.reading import Reading
from tests.russian.gold import folded

# Words that OpenCorpora has only as another part of speech or not at all.
ABSENT = {"электроник", "вожатый", "вожатая", "вожатые"}
WORDS = [word for word in lexicon.every() if word.nominative not in ABSENT]


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{word.nominative}-{word.agreement}")
def test_a_word_declines_as_the_dictionary_says(word: Reading) -> None:
    ours = {case: folded(word.forms[case]) for case in CASES if case != "acc"}
    parses = dictionary.morphology().parse(word.nominative)
    assert any(ours.items() <= forms.items() for parse in parses for forms in _choices(parse, ours))


def _choices(parse: Any, ours: dict[Any, str]) -> list[dict[Any, str]]:
    """Return what the dictionary allows, preferring ours where it allows two forms."""
    if parse.tag.case != "nomn" or parse.tag.POS not in ("NOUN", "ADJF", "PRTF"):
        return []
    chosen = {}
    for case, wanted in ours.items():
        forms = {
            folded(form.word)
            for form in parse.lexeme
            if form.tag.case == dictionary.GRAMMEMES[case]
            and form.tag.number == parse.tag.number
            and form.tag.gender == parse.tag.gender
        }
        chosen[case] = wanted if wanted in forms else next(iter(sorted(forms)), "")
    return [chosen]
