"""How much of what an inspector would say an audit says, and how much it says in vain."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from docgen.audit import Audit, Evidence

# A code, or a code and the first words of what it says.
RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "unreadable": ("DG661",),
    "unfilled": ("DG669",),
    "after-minutes": ("DG664",),
    "pairs-before-regulation": ("DG665",),
    "spelling": ("DG666",),
    "pair-differs": ("DG667",),
    "other-school": ("DG668",),
    "number-twice": ("DG670",),
    "approval-differs": ("DG674", "DG634 Дата или номер"),
    "consent-united": ("DG675",),
    "consent-incomplete": ("DG676",),
    "other-year": ("DG678",),
    "act-wrong": ("DG460", "DG461", "DG462", "DG463", "DG464", "DG465", "DG466", "DG472", "DG476"),
    "act-lapsed": ("DG467", "DG468"),
    "act-track": ("DG470",),
    "acquainted-missing": ("DG671",),
    "annex-missing": ("DG634 В тексте", "DG634 Названных", "DG634 Приложения", "DG672"),
}
LOOK: Final[Mapping[str, tuple[str, ...]]] = {
    "margins": ("DG601",),
    "numbers": ("DG603",),
    "fonts": ("DG608",),
    "size": ("DG609",),
}
Defect = Mapping[str, str]
Told = dict[str, list[str]]
_OF: Final = re.compile(r"[ое](?=[кцл]$)")  # a vowel that other cases do not have: «Кравца»
_ENDING: Final = 2  # letters that a surname may have beyond its stem
STATES: Final = {1.0: "full", 0.5: "part", 0.0: "none"}


@dataclass(slots=True)
class Figure:
    """What was found rightly, found in vain, and missed; each said in a line."""

    right: int = 0
    vain: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The part of the findings that an inspector shares."""
        found = self.right + len(self.vain)
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """The part of an inspector's findings that was found."""
        wanted = self.right + len(self.missed)
        return self.right / wanted if wanted else 1.0

    def __iadd__(self, other: Figure) -> Figure:
        self.right += other.right
        self.vain += other.vain
        self.missed += other.missed
        return self

    def compare(self, where: str, wanted: Iterable[object], found: Iterable[object]) -> None:
        """Count what is in both, and what in one only."""
        asked, told = Counter(wanted), Counter(found)
        self.right += (asked & told).total()
        self.vain += [f"{where}: {each}" for each in (told - asked).elements()]
        self.missed += [f"{where}: {each}" for each in (asked - told).elements()]


Figures = dict[str, Figure]


def measured(school: str, known: Mapping[str, Any], found: Audit) -> Figures:
    """Return the figures of a school: by rule, of looks, of the facts read."""
    figures: Figures = defaultdict(Figure)
    for rule, codes in RULES.items():
        _rule(school, _wanted(rule, known["papers"]), _told(codes, found), figures[rule])
    for file, paper in known["papers"].items():
        for name, codes in LOOK.items():
            told = {name for each in found.details(file) if each.code in codes}
            asked = {name} & set(paper.get("look", []))
            figures[f"look: {name}"].compare(f"{school}/{file}", asked, told)
    _facts(school, known["papers"], found, figures)
    for score in found.scores:
        asked = known["points"][score.number]["state"]
        where = f"{school}, point {score.number}"
        figures["points"].compare(where, [asked], [STATES[score.value]])
    return figures


def summed(parts: Iterable[Figures]) -> Figures:
    """Return the figures of all schools together."""
    whole: Figures = defaultdict(Figure)
    for part in parts:
        for name, figure in part.items():
            whole[name] += figure
    return whole


def _rule(where: str, wanted: Iterable[tuple[str, Defect]], told: Told, figure: Figure) -> None:
    """Hold the findings of a rule against an inspector's."""
    for file, defect in wanted:
        if _taken(told, [file, defect.get("or", file)], defect.get("quote", "")):
            figure.right += 1
        else:
            figure.missed.append(f"{where}/{file}: {defect['what']}")
    figure.vain += [f"{where}/{file}: {said}" for file, rest in told.items() for said in rest]


def _wanted(rule: str, papers: Mapping[str, Any]) -> Iterator[tuple[str, Defect]]:
    """Yield the defects of a rule that an inspector sees, with the files."""
    for file, paper in papers.items():
        for defect in paper.get("defects", []):
            if defect["rule"] == rule:
                yield file, defect


def _taken(told: Told, files: list[str], quote: str) -> bool:
    """Take the findings that tell of a defect: one, or of two papers one each."""
    taken = False
    for file in dict.fromkeys(files):
        said = next((each for each in told.get(file, []) if quote in each), None)
        if said is not None:
            told[file].remove(said)
            taken = True
    return taken


def _told(codes: tuple[str, ...], found: Audit) -> Told:
    """Return what was said of each file under some codes; what is said twice counts once."""
    told: dict[str, dict[str, None]] = defaultdict(dict)
    for each in found.report:
        said = f"{each.code} {each.message}"
        if said.startswith(codes):
            told[each.place.file][said] = None
    return {file: list(said) for file, said in told.items()}


def _facts(school: str, papers: Mapping[str, Any], found: Audit, figures: Figures) -> None:
    for each in found.papers:
        known = papers[each.file]
        where = f"{school}/{each.file}"
        figures["kinds"].compare(where, [known["kind"]], [each.kind or "none"])
        if "date" in known:
            day = [each.day] if each.day else []
            figures["dates"].compare(where, [known["date"]], day)
        if "number" in known:
            number = [each.number] if each.number else []
            figures["numbers"].compare(where, [known["number"]], number)
        if "pairs" in known or each.kind.startswith("order-"):
            asked = known.get("pairs", [])
            figures["pairs"].compare(where, map(tuple, asked), _couples(each, asked))


def _couples(paper: Evidence, known: list[list[str]]) -> Iterator[tuple[str, str]]:
    """Yield the couples of a paper by their surnames as the inspector writes them."""
    surnames = sorted({name for pair in known for name in pair}, key=len)
    for couple in paper.couples:
        yield _as(couple.mentor.last, surnames), _as(couple.mentee.last, surnames)


def _as(stem: str, surnames: Iterable[str]) -> str:
    plain = {name: name.casefold().replace("ё", "е") for name in surnames}
    same = (name for name, folded in plain.items() if _stems(stem, folded))
    return next(same, stem)


def _stems(stem: str, folded: str) -> bool:
    """Whether a stem is that of a surname, part by part if it is a double one."""
    parts = list(zip(stem.split("-"), folded.split("-"), strict=False))
    return all(_is_stem(part, whole) or _is_stem(part, _OF.sub("", whole)) for part, whole in parts)


def _is_stem(part: str, whole: str) -> bool:
    return whole.startswith(part) and len(whole) - len(part) <= _ENDING
