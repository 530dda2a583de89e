"""The words of grammar, the same in code, data and templates."""

from __future__ import annotations

from typing import Literal

Case = Literal["gen", "dat", "acc", "ins", "loc"]
Gender = Literal["m", "f"]
Kind = Literal["last", "first", "middle", "full", "post", "org", "doc", "place"]
# A number or an adjective may also describe a neuter noun, or several things.
Agreement = Literal["m", "f", "n", "pl"]
AnyCase = Literal["nom", "gen", "dat", "acc", "ins", "loc"]

CASES: tuple[Case, ...] = ("gen", "dat", "acc", "ins", "loc")
ALL_CASES: tuple[AnyCase, ...] = ("nom", *CASES)

NBSP = "\u00a0"
