"""The words of grammar, the same in code, data and templates."""

from __future__ import annotations

from typing import Literal

Case = Literal["gen", "dat", "acc", "ins", "loc"]
Gender = Literal["m", "f"]
Kind = Literal["last", "first", "middle", "full", "post", "org", "doc", "place"]

CASES: tuple[Case, ...] = ("gen", "dat", "acc", "ins", "loc")
