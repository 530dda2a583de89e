"""Records of a programme that were left out for their errors: what the others must know of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docgen.diagnostics import Place
from docgen.facts.plain import texts
from docgen.records import Frozen


class LeftOut(Frozen):
    """A record with errors: its list (`pairs`), its index there, its id if it has one, where it is.

    `said` is what somebody typed.
    """

    group: str
    index: int
    id: str
    place: Place
    said: Any

    @property
    def post(self) -> str:
        """The post that somebody holds."""
        post = self.said.get("post") if isinstance(self.said, dict) else ""
        return post if isinstance(post, str) else ""


def named_by(left: Iterable[LeftOut]) -> frozenset[str]:
    """Return every text of some records: the ids of those whom they name are among them."""
    return frozenset(text for each in left for text in texts(each.said))
