"""Which part everybody plays whom a sentence names: by words near the name, by case, by verb.

A word beside a name decides: «наставник Сидорова», «Петров (молодой специалист)». Where there is
none, the verb does: «закрепить Сидорову за Петровым», or «наставником»: who is named after it in
the genitive is guided. In lists of couples it is the order that the line above them gave.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from docgen.audit.cases import GIVEN, NAMED, OBJECT
from docgen.audit.sentences import APART, Sentence
from docgen.audit.vocabulary import MENTEE, MENTOR, OTHER, Marker, other

_OPENS: Final = re.compile(r"[,(/|–—-]\s*$")
_CLOSES: Final = re.compile(r"\s*[,;.)|/]")
_OF_GROUP: Final = re.compile(r"\s+(?:групп|команд)ы\b[^:]{0,20}:")
_ROW: Final = re.compile(r"\s*\d{1,3}\s+$")
_GROUP: Final = re.compile(r"групп|в составе|команд", re.IGNORECASE)
_ENDED: Final = re.compile(r"\.\.|…|[!?]")
_AND_ALSO: Final = re.compile(r"\s*,?\s(?:а также|и)\s+$")  # «наставнику, а также Орлову»: another
_ACTED: Final = re.compile(
    r"\s+(?:ранее |раньше |прежде )?(?:работал|занимал|вел|вёл|помогал)\w*\s", re.I
)
_BROKEN: Final = re.compile(r"[,;:()–—]")  # «отец ученика 6 класса Ли»: whose father, goes on
_PAIRED_WITH: Final = re.compile(r"\bв паре со?\b", re.IGNORECASE)
_WITH: Final = re.compile(r"^[^.,;:]{0,40}\bсо?\s+$")
# «План работы наставника Ли с преподавателем Орловым»: posts that a mentee may have.
_TITLED: Final = re.compile(
    r"^\W*(?:[\w-]+\s+){0,4}?(?:план|программ|маршрут|отч[её]т|журнал|дневник|работ|занят)\w*\b[^.,]*$",
    re.IGNORECASE,
)
_TITLE_ENDS: Final = re.compile(r"[\s.]*(?:на\s+.{0,40})?", re.IGNORECASE)
_WITH_POST: Final = re.compile(
    r"\s+со?\s+(?:\w+(?:ым|им|ой|ей)\s+)?(?:учител|преподавател|воспитател|педагог|мастер|тренер|"
    r"специалист|студент|учени|обучающ|воспитанни|коллег)\w+\s+(?:\w+\s+){0,3}",
    re.IGNORECASE,
)


def sides_of(told: Sentence) -> list[str]:
    """Return the part of everybody whom a sentence names."""
    if told.rule and told.rule.past:
        told.give(OTHER, told.unknown)
    elif not (told.rule and told.rule.skip):
        for step in _STEPS:
            step(told)
    return told.sides


def _beside(told: Sentence) -> None:
    """By words beside the name: before it, or behind it between marks."""
    end = len(told.sides)
    for n, gap in enumerate(told.gaps):
        marks = told.marks(gap)
        free = n > 0 and not told.sides[n - 1]
        if marks and free and _is_behind(gap, marks[0], last=n == end):
            told.sides[n - 1] = marks.pop(0).side
        if n < end and _owns(told, n, marks):
            told.sides[n] = other(marks[-1].side)
        elif marks and n < end and not marks[-1].predicate:
            told.sides[n] = _by_word(told, n, marks[-1])


def _owns(told: Sentence, n: int, marks: Sequence[Marker]) -> bool:
    """Whether the last word is of those for whom who follows is named.

    «Наставником сына был Ли», «наставниками молодых коллег: Ли Веру – Петрова, …».
    """
    if len(marks) < 2 or not marks[-2].predicate or marks[-1].side == marks[-2].side:
        return False
    gap, cases = told.gaps[n], told.mentions[n].cases
    if gap[marks[-2].end : marks[-1].start].strip():
        return False
    listed = n == 0 and ":" in gap[marks[-1].end :] and APART.search(told.gaps[1])
    return cases <= NAMED or bool(listed and cases & OBJECT)


def _is_behind(gap: str, mark: Marker, *, last: bool) -> bool:
    """Whether a word is said of the name before it: «Петров – наставляемый, …»."""
    rest = gap[mark.end :]
    closed = _CLOSES.match(rest) or _OF_GROUP.match(rest) or (last and not rest.strip())
    closed = closed or (mark.side == OTHER and rest.lstrip().startswith("("))  # «мать (по …)»
    return bool(closed and _OPENS.search(gap[: mark.start]))


def _by_word(told: Sentence, n: int, mark: Marker) -> str:
    """Return the part by the word before a name: «наставник Петровой» is another than she."""
    between = told.gaps[n][mark.end :]
    if told.busy(between) or _AND_ALSO.match(between) or _ENDED.search(between):
        return ""
    if _ACTED.match(between):
        return OTHER  # «с наставляемой работал Орлов»: he is none of the two any more
    if told.has_preposition(between) or _PAIRED_WITH.search(between):
        return other(mark.side)  # «закрепить наставника за Петровой», «наставляемая в паре с ней»
    cases = told.mentions[n].cases
    if mark.instrumental and "i" not in cases and not re.search(r"[:–—-]", between):
        return OTHER  # «за работу с наставниками Сидорову»
    far = between.strip() and (mark.side != OTHER or _BROKEN.search(between))
    if not mark.subject or far or cases & NAMED or "g" not in cases:
        return mark.side
    if n and _OPENS.fullmatch(told.gaps[n][: mark.start].strip()):
        told.sides[n - 1] = told.sides[n - 1] or mark.side
    return other(mark.side)


def _replaced(told: Sentence) -> None:
    """By «заменить наставника кого на кого»: who is named first is one no more."""
    if told.rule and told.rule.object == OTHER:
        for n in range(1, len(told.sides)):
            if told.stands_behind(n) and told.sides[n - 1] == MENTOR:
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
    behind = [n for n in range(len(told.sides)) if told.stands_behind(n)]
    for n in range(1, len(told.sides)):
        pair = n + 1 in behind and not told.joins(n + 1)  # «…, Черных О. О. – за Власовой Н. О.»
        if n - 1 in behind and told.joins(n) and told.may_stand(n) and not pair:
            behind.append(n)
    objects = [n for n in range(len(told.sides)) if n not in behind]
    if not behind or (not objects and not told.lead.people):
        return
    side = told.known(objects) or other(told.known(behind)) or rule.object
    told.give(side, objects)
    told.give(other(side), behind)


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
    named = MENTOR in told.sides[:n] or any(told.mentions[each].cases & OBJECT for each in before)
    if not cases & OBJECT or (named and _GROUP.search(between)):
        return MENTEE
    if not cases & GIVEN or told.words.rule(between) or APART.search(between) or ":" in between:
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
    said = told.together or order or told.known(range(len(told.sides)))
    if len(groups) == 2 and said:
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
    pair = pair or (
        _ends_with(told.words.together, told.gaps[0]) and "пар" in told.gaps[0].casefold()
    )
    if len(told.sides) == 2 and pair and not any(told.sides):
        return [[0], [1]]
    groups: list[list[int]] = []
    for n, gap in enumerate(told.gaps[:-1]):
        if n == 0 or APART.search(gap):
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
        elif n and other(told.sides[n - 1]) and _is_with(told, n) and "i" in told.mentions[n].cases:
            told.sides[n] = other(told.sides[n - 1])


def _is_with(told: Sentence, n: int) -> bool:
    """Whether a name stands behind «с»; in the title of a paper of theirs, behind a post."""
    gap = told.gaps[n]
    titled = _TITLED.search(told.gaps[n - 1]) and _TITLE_ENDS.fullmatch(told.gaps[n + 1])
    return bool(_WITH.match(gap) or (titled and _WITH_POST.fullmatch(gap)))


def _left(told: Sentence) -> None:
    """All the others, where a verb or a word says that those named make a couple."""
    sides = {side for side in told.sides if other(side)}
    pairs = told.together or bool(told.rule and told.rule.object)
    if len(sides) == 1 and pairs:
        told.give(other(sides.pop()), told.unknown)


_STEPS: Final[tuple[Callable[[Sentence], None], ...]] = (
    _beside,
    _replaced,
    _joined,
    _fixed,
    _predicated,
    _joined,
    _listed,
    _with,
    _left,
)
