"""A thousand people in six cases: all new, all asked again, and printed by a filter in a text."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import cycle, islice, product

from rounds import ROOT, Table, interleaved, run

sys.path.insert(0, str(ROOT))

from docgen import russian
from docgen.wording import Wording

PEOPLE = 1000
STEMS = (
    "абрам антон баран богдан бор воробь гаврил голуб гончар гус денис ерём жук захар иван казак "
    "карп коваль козл конон кузнец лебед леон лук макар мельник миш мороз назар осип остап панкрат "
    "пономар прохор рома савель сидор соколов степан тарас тимош ткач трофим устин федот филимон "
    "харитон шевч шульг юр"
).split()
ENDINGS = "ов ин ский енко ук ян ец ий их швили".split()
NAMES = (
    ("Анна", "Петровна", "f"),
    ("Пётр", "Ильич", "m"),
    ("Гузель", "Маратовна", "f"),
    ("Тимур", "Гасан оглы", "m"),
    ("Ольга", "Никитична", "f"),
    ("Марк", "Львович", "m"),
)
FEMININE = {"ов": "ова", "ин": "ина", "ский": "ская", "ий": "ая"}


def people() -> list[str]:
    """Return full names, a sister and a brother of each surname; the gender must be seen."""
    named = zip(product(STEMS, ENDINGS, range(2)), cycle(NAMES), strict=False)
    made = (
        f"{stem}{FEMININE.get(ending, ending) if gender == 'f' else ending}".capitalize()
        + f" {first} {middle}"
        for (stem, ending, _), (first, middle, gender) in named
    )
    return list(islice(made, PEOPLE))


def forget() -> None:
    """Empty everything that docgen.russian remembers, its rules for names too."""
    for name, module in list(sys.modules.items()):
        if name.startswith("docgen.russian"):
            for each in vars(module).values():
                getattr(each, "cache_clear", lambda: None)()


def measure(rounds: int) -> Iterator[Table]:
    everybody, wording = people(), Wording()
    text = "{{ name }} " + " ".join(f"{{{{ name|{case}('full') }}}}" for case in russian.CASES)

    def declined() -> None:
        for name in everybody:
            for case in russian.CASES:
                russian.decline(name, case, "full")

    def printed() -> None:
        for name in everybody:
            wording.line(text, {"name": name})

    yield interleaved(
        f"{PEOPLE} people x six cases, all of them",
        {
            "nothing remembered": anew(declined),
            "asked again": declined,
            "printed in a text, nothing remembered": anew(printed),
        },
        rounds=rounds,
    )


def anew(work: Callable[[], None]) -> Callable[[], None]:
    """Return the work with everything forgotten before it."""

    def done() -> None:
        forget()
        work()

    return done


if __name__ == "__main__":
    run(measure)
