"""The words of grammar, the same in code, data and templates."""

from __future__ import annotations

from typing import Literal, get_args

Case = Literal["gen", "dat", "acc", "ins", "loc"]
Gender = Literal["m", "f"]
Kind = Literal["last", "first", "middle", "full", "post", "org", "doc", "place"]
# A number or an adjective may also describe a neuter noun, or several things.
Agreement = Literal["m", "f", "n", "pl"]
AnyCase = Literal["nom", "gen", "dat", "acc", "ins", "loc"]

CASES: tuple[Case, ...] = ("gen", "dat", "acc", "ins", "loc")
ALL_CASES: tuple[AnyCase, ...] = ("nom", *CASES)
KINDS: tuple[Kind, ...] = get_args(Kind)
GENDERS: tuple[Gender, ...] = get_args(Gender)


def refuse_unknown(case: str | None, kind: str, gender: str | None) -> None:
    """Refuse arguments that are no case, kind or gender: people mistake their order."""
    if case is not None and case not in CASES:
        raise ValueError(f"нет падежа «{case}»: пишите {', '.join(CASES)}")
    if kind not in KINDS:
        raise ValueError(f"нет вида «{kind}»: пишите {', '.join(KINDS)}")
    if gender is not None and gender not in GENDERS:
        raise ValueError(f"нет пола «{gender}»: пишите m или f, неизвестный не пишите")


NBSP = "\u00a0"
LONGEST = 500  # letters of a text that is a name or a title at all
