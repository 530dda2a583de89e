"""Who has another surname than the order says, and why: a paper of the folder tells of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from docgen.audit.couples import Couple
from docgen.audit.evidence import Evidence
from docgen.audit.people import WORD, Name, likely, same
from docgen.records import replace

_TOLD: Final = re.compile(
    r"вступлени\w+ в брак|заключени\w+ брака|до (?:за)?мужества|до брака|расторжени\w+ брака|"
    r"в девичестве|девичь\w+ фамили|урожд[её]нн|"
    r"(?:смен|перемен|измен)\w+[^.\n]{0,40}фамили|фамили\w+[^.\n]{0,40}(?:смен|перемен|измен)|"
    r"прежн\w+ фамили|\(ныне\s",
    re.IGNORECASE,
)
_FORMER: Final = re.compile(rf"{WORD}\s\({WORD}\)(?=\s[А-ЯЁ])")  # «Лугина (Ким) В. С.»


def is_renamed(couple: Couple, fixed: Sequence[Couple], papers: Sequence[Evidence]) -> bool:
    """Whether an order fixes a couple under a surname that one of the two does not have any more.

    All but the surname is the same, and a paper that names the new one, or the old, tells why.
    """
    pairs = [
        (own, known)
        for each in fixed
        for own, known, beside, theirs in (
            (couple.mentee, each.mentee, couple.mentor, each.mentor),
            (couple.mentor, each.mentor, couple.mentee, each.mentee),
        )
        if likely(beside, theirs) and same(replace(own, last=known.last), known)
    ]
    return any(_is_told(own, known, papers) for own, known in pairs)


def _is_told(one: Name, other: Name, papers: Sequence[Evidence]) -> bool:
    return any(
        (_TOLD.search(each.text) or _FORMER.search(each.text))
        and any(same(name, one) or same(name, other) for name in each.names)
        for each in papers
    )
