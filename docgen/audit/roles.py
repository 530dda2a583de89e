"""Which part everybody plays whom a sentence names: by words near the name, by case, by verb.

A word beside a name decides: «наставник Сидорова», «Петров (молодой специалист)». Where there is
none, the verb does: «закрепить Сидорову за Петровым», or «наставником»: who is named after it in
the genitive is guided. In lists of couples it is the order that the line above them gave.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from docgen.audit.cases import GIVEN, NAMED, OBJECT
from docgen.audit.people import Mention
from docgen.audit.vocabulary import MENTEE, MENTOR, OTHER, PERSON, Marker, Rule, Vocabulary, other

_OPENS: Final = re.compile(r"[,(/|–—-]\s*$")
_CLOSES: Final = re.compile(r"\s*[,;.)|/]")
_APART: Final = re.compile(r"\s-\s|^\s?-\s?$|[–—|/→+]")
_ROW: Final = re.compile(r"\s*\d{1,3}\s+$")
_NUMBER: Final = re.compile(r"^[\W\d]*$")
_AND: Final = re.compile(r"[,;\n]|\sи\s")
_WITH: Final = re.compile(r"^[^.,;:]{0,40}\bсо?\s+$")
# A verb of its own: «наставникам составить планы, Ивановой …» says nothing of Ivanova.
_TASK: Final = re.compile(r"\b\w+(?<!ос)(?<!лас)(?<!час)т[ьи](?:ся)?\b")
_LISTED: Final = 90  # letters of posts and classes between two names of one list at most
_BY: Final = {"к": frozenset("d"), "за": frozenset("i")}
_ANY_CASE: Final = frozenset("ngdail")


@dataclass(frozen=True, slots=True)
class Lead:
    """What a line says of the list below it: who comes first, what is done, who is named above.

    A heading does not open a list as a colon does: only who is named first below it is meant.
    """

    opens: bool = False
    order: tuple[str, ...] = ()
    rule: Rule | None = None
    together: bool = False
    people: tuple[tuple[Mention, str], ...] = ()

    @property
    def lasts(self) -> bool:
        """Whether it holds for more than one line: for a list, or under the heads of columns."""
        return self.opens or len(self.order) > 1


NONE: Final = Lead()


@dataclass(slots=True)
class Sentence:
    """A sentence, whom it names, and the part of each: empty if it does not tell.

    `gaps` are the texts before, between and after the names.
    """

    text: str
    mentions: Sequence[Mention]
    words: Vocabulary
    lead: Lead = NONE
    sides: list[str] = field(init=False)
    gaps: list[str] = field(init=False)
    rule: Rule | None = field(init=False)

    def __post_init__(self) -> None:
        starts = [*(each.start for each in self.mentions), len(self.text)]
        ends = [0, *(each.end for each in self.mentions)]
        self.gaps = [self.text[a:b] for a, b in zip(ends, starts, strict=True)]
        self.sides = [""] * len(self.mentions)
        self.rule = self.words.rule(self.said) or self.lead.rule

    @property
    def said(self) -> str:
        """All but the names."""
        return " … ".join(self.gaps)

    @property
    def together(self) -> bool:
        """Whether it, or the line above, speaks of couples."""
        return self.lead.together or bool(self.words.together.search(self.said))

    @property
    def unknown(self) -> list[int]:
        """Those whose part is not known yet."""
        return [n for n, side in enumerate(self.sides) if not side]

    @property
    def heads(self) -> bool:
        """Whether it stands under the line above: in its list or, under a heading, beginning so."""
        return bool(self.mentions) and (self.lead.opens or bool(_NUMBER.match(self.gaps[0])))

    def known(self, of: Sequence[int]) -> str:
        """Return the part that the first of these plays who is known to play one."""
        return next((self.sides[n] for n in of if other(self.sides[n])), "")

    def give(self, side: str, to: Sequence[int]) -> None:
        """Give a part to those of these who have none."""
        for n in to:
            self.sides[n] = self.sides[n] or side

    def joins(self, n: int) -> bool:
        """Whether a name goes on a list: «Петрова, учителя химии, и Ли Софьи»."""
        gap = self.gaps[n]
        if n == 0 or len(gap) > _LISTED or not _AND.search(gap) or _APART.search(gap):
            return False
        by = self.rule.after if self.rule else ""
        if self.marks(gap) or self.busy(gap) or (by and re.search(rf"\b{by}\b", gap)):
            return False
        return bool(self.mentions[n].cases & self.mentions[n - 1].cases)

    def marks(self, gap: str) -> list[Marker]:
        """Return the words of a text that say who plays which part."""
        return [each for each in self.words.markers(gap) if each.side != PERSON]

    def busy(self, gap: str) -> bool:
        """Whether a text has a verb that makes no couples: what follows is another matter."""
        return any(self.words.rule(match[0]) is None for match in _TASK.finditer(gap))


def sides_of(told: Sentence) -> list[str]:
    """Return the part of everybody whom a sentence names."""
    if not (told.rule and told.rule.skip):
        for step in (
            _beside,
            _replaced,
            _joined,
            _fixed,
            _predicated,
            _joined,
            _listed,
            _with,
            _left,
        ):
            step(told)
    return told.sides


def _beside(told: Sentence) -> None:
    """By words beside the name: before it, or behind it between marks."""
    for n, gap in enumerate(told.gaps):
        marks = told.marks(gap)
        if (
            marks
            and n
            and not told.sides[n - 1]
            and _is_behind(gap, marks[0], n == len(told.sides))
        ):
            told.sides[n - 1] = marks.pop(0).side
        if marks and n < len(told.sides) and not marks[-1].predicate:
            told.sides[n] = _by_word(told, n, marks[-1])


def _is_behind(gap: str, mark: Marker, last: bool) -> bool:
    """Whether a word is said of the name before it: «Петров – наставляемый, …»."""
    rest = gap[mark.end :]
    closed = _CLOSES.match(rest) or (last and not rest.strip())
    return bool(closed and _OPENS.search(gap[: mark.start]))


def _by_word(told: Sentence, n: int, mark: Marker) -> str:
    """Return the part by the word before a name: «наставник Петровой» is another than she."""
    between = told.gaps[n][mark.end :]
    if told.busy(between):
        return ""
    if told.rule and told.rule.after and re.search(rf"\b{told.rule.after}\b", between):
        return other(mark.side)  # «закрепить наставника за Петровой»
    cases = told.mentions[n].cases
    if mark.instrumental and "i" not in cases and not re.search(r"[:–—-]", between):
        return OTHER  # «за работу с наставниками Сидорову»
    if not mark.subject or between.strip() or cases & NAMED or "g" not in cases:
        return mark.side
    if n and _OPENS.fullmatch(told.gaps[n][: mark.start].strip()):
        told.sides[n - 1] = told.sides[n - 1] or mark.side
    return other(mark.side)


def _replaced(told: Sentence) -> None:
    """By «заменить наставника кого на кого»: who is named first is one no more."""
    if told.rule and told.rule.object == OTHER:
        for n in range(1, len(told.sides)):
            if _stands_behind(told, n, told.rule.after) and told.sides[n - 1] == MENTOR:
                told.sides[n - 1 : n + 1] = [OTHER, MENTOR]


def _joined(told: Sentence) -> None:
    """As the one before in the same list."""
    for n in told.unknown:
        if told.joins(n) and other(told.sides[n - 1]):
            told.sides[n] = told.sides[n - 1]


def _fixed(told: Sentence) -> None:
    """By a verb with a preposition: «закрепить кого за кем»."""
    rule = told.rule
    if rule is None or not rule.after or rule.object == OTHER:
        return
    behind = [n for n in range(len(told.sides)) if _stands_behind(told, n, rule.after)]
    for n in range(1, len(told.sides)):
        pair = n + 1 in behind and not told.joins(n + 1)  # «…, Черных О. О. – за Власовой Н. О.»
        if n - 1 in behind and told.joins(n) and _fits(told, n, rule.after) and not pair:
            behind.append(n)
    objects = [n for n in range(len(told.sides)) if n not in behind]
    if not behind or (not objects and not told.lead.people):
        return
    side = told.known(objects) or other(told.known(behind)) or rule.object
    told.give(side, objects)
    told.give(other(side), behind)


def _stands_behind(told: Sentence, n: int, preposition: str) -> bool:
    found = re.search(rf"\b{preposition}\b[^,;:–—|]*$", told.gaps[n])
    return bool(found) and _fits(told, n, preposition)


def _fits(told: Sentence, n: int, preposition: str) -> bool:
    return bool(told.mentions[n].cases & _BY.get(preposition, _ANY_CASE))


def _predicated(told: Sentence) -> None:
    """By «наставником»: «назначить Сидорову наставником Петровой», «наставником – Сидорову»."""
    for n, gap in enumerate(told.gaps):
        mark = next((each for each in told.marks(gap) if each.predicate), None)
        if mark is None:
            continue
        before = [each for each in told.unknown if each < n]
        after = [each for each in told.unknown if each >= n]
        if n < len(told.sides) and n in after:
            told.sides[n] = _object_or_owner(told, n, gap[mark.end :], before)
            _joined(told)
        side = other(told.known(range(n, len(told.sides)))) or MENTOR
        told.give(side, [each for each in before if _may_be(told, each, side)])
        told.give(side, [each for each in told.unknown if each > n])


def _object_or_owner(told: Sentence, n: int, between: str, before: Sequence[int]) -> str:
    """Return who is named after «наставником»: the mentor himself, or who is guided."""
    cases = told.mentions[n].cases
    if not cases & OBJECT:
        return MENTEE
    if not cases & GIVEN or told.words.rule(between) or _APART.search(between) or ":" in between:
        return MENTOR
    someone = [each for each in before if told.mentions[each].cases & OBJECT]
    return MENTEE if someone or [each for each in told.unknown if each > n] else MENTOR


def _may_be(told: Sentence, n: int, side: str) -> bool:
    """Whether the case of a name before «наставником» allows the part: who appoints is neither."""
    cases = told.mentions[n].cases
    return side == MENTOR or bool(cases & GIVEN)


def _listed(told: Sentence) -> None:
    """By the order that the line above gave: «Сидорова – Петров, Ли», or one side alone."""
    groups = _groups(told)
    order = told.lead.order
    if len(groups) == 2 and (told.together or told.rule or order):
        first = told.known(groups[0]) or other(told.known(groups[1]))
        first = first or _by_case(told, groups) or (order[0] if order else MENTOR)
        told.give(first, groups[0])
        told.give(other(first), groups[1])
    elif len(order) == 1 and told.heads and not told.known(range(len(told.sides))):
        told.sides[0] = told.sides[0] or order[0]
        _joined(told)


def _groups(told: Sentence) -> list[list[int]]:
    """Return the names that dashes or cells keep apart; of a pair, each is one."""
    ordered = told.heads and len(told.lead.order) > 1
    if ordered and _ROW.match(told.gaps[0]) and not told.known(range(len(told.sides))):
        first = 1 if told.lead.order[0] == MENTOR else len(told.unknown) - 1
        return [group for group in (told.unknown[:first], told.unknown[first:]) if group]
    pair = ordered or (told.heads and told.lead.together and not told.lead.order)
    pair = pair or _ends_with(told.words.together, told.gaps[0])
    if len(told.sides) == 2 and pair and not any(told.sides):
        return [[0], [1]]
    groups: list[list[int]] = []
    for n, gap in enumerate(told.gaps[:-1]):
        if n == 0 or _APART.search(gap):
            groups.append([])
        groups[-1].append(n)
    return groups


def _ends_with(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text ends with such a word: «Пара № 1: …»."""
    return any(re.fullmatch(r"[\s\d№:«.)–-]*", text[f.end() :]) for f in pattern.finditer(text))


def _by_case(told: Sentence, groups: Sequence[Sequence[int]]) -> str:
    """Return the part of the first: of who is appointed and to whom, cases tell."""
    if told.rule is None:
        return ""
    first, second = (bool(told.mentions[group[0]].cases & OBJECT) for group in groups)
    if first is second:
        return ""
    side = told.rule.object or MENTOR
    return side if first else other(side)


def _with(told: Sentence) -> None:
    """Beside one who is known: «Петров (наставник Ли)», «наставника Ли о работе с Петровым»."""
    for n in told.unknown:
        gap = told.gaps[n + 1]
        if n + 1 < len(told.sides) and "(" in gap and ")" not in gap and told.marks(gap):
            told.sides[n] = other(told.sides[n + 1])
        elif n and other(told.sides[n - 1]) and _WITH.match(told.gaps[n]) and _fits(told, n, "за"):
            told.sides[n] = other(told.sides[n - 1])


def _left(told: Sentence) -> None:
    """All the others, where a verb or a word says that those named make a couple."""
    sides = {side for side in told.sides if other(side)}
    if len(sides) == 1 and (told.rule or told.together):
        told.give(other(sides.pop()), told.unknown)
