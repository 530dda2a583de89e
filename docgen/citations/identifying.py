"""Which act is meant: everything that a citation says is weighed against every known act."""

from __future__ import annotations

from datetime import date
from enum import Enum

from docgen.citations.grouping import Draft
from docgen.citations.known import KnownAct, KnownActs
from docgen.citations.numbers import bare, close, confused, distinctive, part_of
from docgen.citations.titles import share, stems
from docgen.records import Frozen


class Fit(Enum):
    """How what a citation says of an act agrees with the register."""

    UNSAID = "unsaid"
    SAME = "same"
    NEAR = "near"
    OTHER = "other"


class Match(Frozen):
    """A citation beside an act of the register, requisite by requisite."""

    act: KnownAct
    number: Fit = Fit.UNSAID
    date: Fit = Fit.UNSAID
    kind: Fit = Fit.UNSAID
    issuer: Fit = Fit.UNSAID
    title: Fit = Fit.UNSAID
    strong: bool = False
    slip: bool = False  # the number differs as by a slip of the pen

    @property
    def score(self) -> int:
        """How much speaks for this act, less what speaks against it."""
        number = _WEAK if self.number is Fit.SAME and not self.strong else _NUMBER[self.number]
        said = (
            (_DATE, self.date),
            (_KIND, self.kind),
            (_ISSUER, self.issuer),
            (_TITLE, self.title),
        )
        return number + sum(weights[fit] for weights, fit in said)


# What each agreement and each contradiction is worth; a citation means an act from _ENOUGH on.
_ENOUGH = 3
_WEAK = 1  # «№ 196» may be anybody's
_NUMBER = {Fit.UNSAID: 0, Fit.SAME: 4, Fit.NEAR: 2, Fit.OTHER: -3}
_DATE = {Fit.UNSAID: 0, Fit.SAME: 3, Fit.NEAR: 1, Fit.OTHER: -3}
_KIND = {Fit.UNSAID: 0, Fit.SAME: 1, Fit.NEAR: 0, Fit.OTHER: -1}
_ISSUER = {Fit.UNSAID: 0, Fit.SAME: 1, Fit.NEAR: 0, Fit.OTHER: -2}
_TITLE = {Fit.UNSAID: 0, Fit.SAME: 3, Fit.NEAR: 0, Fit.OTHER: -3}
_SAME_TITLE, _NEAR_TITLE = 0.85, 0.4


class Said(Frozen):
    """What a citation says, made ready to be compared with many acts."""

    key: str
    day: date | None
    kind: str
    issuers: frozenset[str]
    stranger: frozenset[str]
    title: tuple[str, ...] | None

    @classmethod
    def by(cls, draft: Draft) -> Said:
        """Return what a citation says."""
        return cls(
            draft.key,
            draft.date.day if draft.date else None,
            draft.kind.value if draft.kind else "",
            frozenset(token.value for token in draft.issuers),
            frozenset(stems(draft.stranger)),
            stems(draft.title.value) if draft.title else None,
        )


def identify(draft: Draft, known: KnownActs) -> Match | None:
    """Return the act that a citation means with how they agree, or None if no known one."""
    said = Said.by(draft)
    if draft.name is not None and draft.number is None:
        return match(said, known[draft.name.value], known)
    likely = (act for act in known.acts.values() if _likely(said, act))
    best = max(
        (match(said, act, known) for act in likely),
        key=lambda each: (each.score, *_whole(said, each.act)),
        default=None,
    )
    return best if best is not None and best.score >= _ENOUGH else None


def _likely(said: Said, act: KnownAct) -> bool:
    """Whether anything but kind and body can speak for an act: most acts are passed by here."""
    return (
        said.title is not None
        or (said.day is not None and said.day == act.date)
        or _number(said, act) in (Fit.SAME, Fit.NEAR)
    )


def _whole(said: Said, act: KnownAct) -> tuple[float, bool]:
    """Return what tells acts apart that fit equally: how much of the title is said, force."""
    return share(act.title_stems, said.title or ()), act.in_force


def namesake(draft: Draft, act: KnownAct, known: KnownActs) -> KnownAct | None:
    """Return another act whose title the citation gives to this one."""
    cited = Said.by(draft).title or ()
    others = (other for other in known.acts.values() if other.title_stems != act.title_stems)
    ranked = [(share(cited, other.title_stems), other.in_force, other.id) for other in others]
    score, _, identifier = max(ranked, default=(0.0, False, ""))
    return known[identifier] if score >= _SAME_TITLE and len(cited) > 1 else None


def match(said: Said, act: KnownAct, known: KnownActs) -> Match:
    """Compare a citation with an act."""
    return Match(
        act,
        number=_number(said, act),
        date=_date(said.day, act.date),
        kind=_kind(said, act, known),
        issuer=_issuer(said, act),
        title=_title(said, act),
        strong=distinctive(said.key),
        slip=_slip(said, act),
    )


def _number(said: Said, act: KnownAct) -> Fit:
    """Compare numbers.

    A school's orders have numbers much like one another: near to one of them means nothing.
    """
    cited, own = said.key, act.number
    if not cited:
        return Fit.UNSAID
    if cited == own or (len(act.issuers) > 1 and part_of(cited, own)):
        return Fit.SAME
    near = act.level != "local" and (_slip(said, act) or _alike(said, act))
    return Fit.NEAR if near else Fit.OTHER


def _slip(said: Said, act: KnownAct) -> bool:
    """Whether a number is the act's own with a slip of the pen.

    Laws have all numbers there are: of one that differs, the day or the title has to be right.
    """
    day, title = _date(said.day, act.date), _title(said, act)
    sure = Fit.SAME in (day, title)
    if bare(said.key, act.number):
        return sure
    doubtful = day is Fit.UNSAID and not _is_law(act)
    return distinctive(act.number) and confused(said.key, act.number) and (sure or doubtful)


def _alike(said: Said, act: KnownAct) -> bool:
    """Whether a number differs in one digit from the act's and nothing speaks for another act."""
    if not (distinctive(act.number) and close(said.key, act.number)):
        return False
    if _title(said, act) is Fit.SAME:
        return True
    return not _is_law(act) and _date(said.day, act.date) in (Fit.SAME, Fit.UNSAID)


def _is_law(act: KnownAct) -> bool:
    return act.number.endswith("-ФЗ")


def _date(cited: date | None, own: date | None) -> Fit:
    if cited is None or own is None:
        return Fit.UNSAID
    if cited == own:
        return Fit.SAME
    same = (cited.day == own.day) + (cited.month == own.month) + (cited.year == own.year)
    swapped = (cited.day, cited.month, cited.year) == (own.month, own.day, own.year)
    return Fit.NEAR if same == 2 or swapped else Fit.OTHER


def _kind(said: Said, act: KnownAct, known: KnownActs) -> Fit:
    if not said.kind or not act.kind:
        return Fit.UNSAID
    if said.kind == act.kind:
        return Fit.SAME
    return Fit.NEAR if known.loose(said.kind) or known.loose(act.kind) else Fit.OTHER


def _issuer(said: Said, act: KnownAct) -> Fit:
    """Compare the bodies; words that are no known body are some other one's."""
    strange = not said.stranger <= act.issuer_stems
    if said.issuers & act.issuers:
        return Fit.NEAR if strange else Fit.SAME
    if not act.issuers:
        return Fit.UNSAID
    return Fit.OTHER if said.issuers or strange else Fit.UNSAID


def _title(said: Said, act: KnownAct) -> Fit:
    if said.title is None or not act.title_stems:
        return Fit.UNSAID
    shared = share(said.title, act.title_stems)
    if shared >= _SAME_TITLE:
        return Fit.SAME
    return Fit.NEAR if shared > _NEAR_TITLE else Fit.OTHER
