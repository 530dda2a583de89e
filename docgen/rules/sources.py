"""Rules E that need no reading of texts: acts that a programme should rest on."""

from __future__ import annotations

from docgen.rules.situation import Found, Numbers, Situation, Violation

OF_PLACES = frozenset({"regional", "municipal"})


def regional_acts(situation: Situation, _: Numbers) -> Found:
    """E7: a programme rests on acts of its region, too, where the packs know any.

    Whether a region has any that the packs do not know, nobody can tell.
    """
    own = situation.programme.acts
    listed = {*situation.programme.about.acts, *(act.id for act in own)}
    known = dict(situation.regional)
    rests = known.keys() & listed or any(act.level in OF_PLACES for act in own)
    if known and not rests:
        yield Violation(
            ("programme",),
            f"Региональные акты о наставничестве не названы: {', '.join(known.values())}.",
            f"Впишите их в programme.acts: [{', '.join(known)}].",
        )


RULES = {"E7": regional_acts}
