"""A word of a phrase as grammar sees it: a noun or an adjective with all its forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from docgen.records import Frozen
from docgen.russian.cases import Agreement, Case

Part = Literal["noun", "adjective"]


class Reading(Frozen):
    """One way to understand a word that stands in the nominative."""

    part: Part
    agreement: Agreement  # its gender, or that it is a plural
    animate: bool
    nominative: str
    forms: Mapping[Case, str]

    def form(self, case: Case, *, animate: bool) -> str:
        """Return a case; the accusative of a man, and of several people, is the genitive."""
        if case == "acc" and self.agreement in ("m", "pl") and not self._has_its_own_accusative():
            return self.forms["gen"] if animate else self.nominative
        return self.forms[case]

    def _has_its_own_accusative(self) -> bool:
        """«Старшина» – «старшину»: a man who declines like a woman."""
        return self.forms["acc"] not in (self.nominative, self.forms["gen"])
