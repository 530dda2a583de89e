"""Rules E that need no reading of texts: acts that a programme should rest on."""

from __future__ import annotations

from docgen.rules.situation import Found, Numbers, Situation, Violation


def regional_acts(situation: Situation, _: Numbers) -> Found:
    """E7: a programme rests on the acts of its region, too, where the packs know any."""
    about = situation.programme.about
    listed = {*about.acts, *(act.id for act in situation.programme.acts)}
    lacking = [(name, short) for name, short in situation.regional if name not in listed]
    if lacking and len(lacking) == len(situation.regional):
        yield Violation(
            ("programme",),
            "Региональные акты о наставничестве не названы: "
            + ", ".join(short for _id, short in lacking)
            + ".",
            f"Впишите их в programme.acts: [{', '.join(name for name, _short in lacking)}].",
        )


RULES = {"E7": regional_acts}
