"""Pieces put together: which kind, body, date, number and title belong to one citation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.citations.numbers import distinctive, normal
from docgen.citations.titles import stems
from docgen.citations.tokens import Token, What
from docgen.records import Frozen, field, replace

_NOTHING = re.compile(r"[\s,:(]*\Z")
_TOUCHES = re.compile(r" ?\(?(?:от )?\Z")
_APPROVED = re.compile(r"[ ,]*\(?(?:утв[а-я]*\.? )?\Z", re.IGNORECASE)
_FROM_AFTER = re.compile(r"[\s,(]*от \Z", re.IGNORECASE)
_AND = re.compile(r"[\s,;]*(?:и|а также)? ?(?:от )?\Z", re.IGNORECASE)
_STOP = re.compile(r"[;!?]|\.\s+[А-ЯA-Z](?![.])|\.$")
_TO_ARTICLE = re.compile(r"[\s,(]*(?:(?:ч|п|пп)\.|(?:част|пункт)[а-я]{1,3})?[\s\d.,]*\Z")
_IDLE = re.compile(r"\b(?:от|г|года|России|РФ|Российской Федерации|утв|и)\b|[\s.,():«»\"-]+")
_LISTS = re.compile(r"[,;] ?\Z|[ ,;](?:и|а также) \Z")
_FAR = 180  # letters between the kind of an act and its number
_FAR_EDITION = 80
_KNOWN_TITLE = 2  # words that a title without a number must have to be taken for an act's


class Draft(Frozen):
    """What a text says of an act, before it is known which act it is."""

    start: int
    end: int
    kind: Token | None = None
    issuers: tuple[Token, ...] = ()
    stranger: str = ""
    date: Token | None = None
    number: Token | None = None
    title: Token | None = None
    name: Token | None = None
    editions: tuple[Token, ...] = ()
    articles: tuple[Token, ...] = field(default=())

    @property
    def key(self) -> str:
        """The number in the form in which numbers are compared."""
        if self.number is None:
            return ""
        key = normal(self.number.value)
        law = self.kind is not None and self.kind.value == "law" and key.isdigit()
        return f"{key}-ФЗ" if law else key


def drafts(text: str, pieces: Sequence[Token]) -> list[Draft]:
    """Return all citations of a text in order."""
    return _Grouping(text, pieces).drafts()


class _Grouping:
    """One pass over the pieces of a text: numbers first, then names and titles by themselves."""

    def __init__(self, text: str, pieces: Sequence[Token]) -> None:
        self._text = text
        self._pieces = [piece for piece in pieces if piece.what is not What.ARTICLE]
        self._articles = [piece for piece in pieces if piece.what is What.ARTICLE]
        self._taken: set[int] = set()

    def drafts(self) -> list[Draft]:
        made: list[Draft] = []
        for index, piece in enumerate(self._pieces):
            if piece.what is What.NUMBER and index not in self._taken:
                made += self._numbered(index, made[-1] if made else None)
        for index, piece in enumerate(self._pieces):
            if piece.what in (What.NAME, What.TITLE) and index not in self._taken:
                made += self._by_name(index)
        return self._with_articles(sorted(made, key=lambda draft: draft.start))

    def _numbered(self, index: int, before: Draft | None) -> Iterator[Draft]:
        """Yield the citation around a number, if there is one."""
        number = self._pieces[index]
        draft = Draft(number.start, number.end, number=number)
        draft, left = self._date_before(draft, index)
        draft = self._leftwards(draft, left)
        if draft.kind is None and before is not None:
            draft = self._continued(draft, before)
        if draft.kind is None and not draft.issuers and not distinctive(draft.key):
            return
        self._taken.add(index)
        yield self._rightwards(draft, index + 1)

    def _date_before(self, draft: Draft, index: int) -> tuple[Draft, int]:
        """Take the date right before the number; return the next piece to the left, too."""
        left = index - 1
        if self._free(left, What.DATE) and _NOTHING.match(self._gap(left, draft.start)):
            day = self._take(left)
            return replace(draft, start=day.start, date=day), left - 1
        return draft, left

    def _leftwards(self, draft: Draft, left: int) -> Draft:
        """Take title, bodies and kind that stand before the date and the number."""
        found, at, rest, nearest = draft, draft.start, "", left
        while left >= 0 and left not in self._taken:
            piece = self._pieces[left]
            rest = self._gap(left, at) + " " + rest
            if draft.start - piece.end > _FAR or _STOP.search(rest):
                break
            if piece.what is What.KIND:
                return self._begun(found, left, _IDLE.sub(" ", rest).strip())
            if piece.what is What.ISSUER:
                found = replace(found, issuers=(piece, *found.issuers))
            elif piece.what is What.TITLE and found.title is None:
                found = replace(found, title=piece)
            else:
                break
            at, left = piece.start, left - 1
        return self._without_kind(draft, nearest)

    def _begun(self, draft: Draft, index: int, stranger: str) -> Draft:
        """Begin a citation with its kind, or with the title right before the kind."""
        kind = self._take(index)
        draft = replace(draft, start=kind.start, kind=kind, stranger=stranger)
        before = index - 1
        if draft.title or not self._free(before, What.TITLE):
            return draft
        if not _APPROVED.match(self._gap(before, kind.start)):
            return draft
        title = self._take(before)
        return replace(draft, start=title.start, title=title)

    def _without_kind(self, draft: Draft, left: int) -> Draft:
        """Keep of what stands before a number only a body, a title or a name that touches it."""
        if left < 0 or left in self._taken:
            return draft
        piece = self._pieces[left]
        if not _TOUCHES.match(self._gap(left, draft.start)):
            return draft
        if piece.what is What.ISSUER:
            return replace(draft, start=piece.start, issuers=(self._take(left),))
        if piece.what is What.TITLE:
            return replace(draft, start=piece.start, title=self._take(left))
        if piece.what is What.NAME:
            return replace(draft, start=piece.start, name=self._take(left))
        return draft

    def _continued(self, draft: Draft, before: Draft) -> Draft:
        """Let «… от … № 1 и от … № 2» have one kind and one body."""
        between = self._text[before.end : draft.start]
        if before.kind is None or draft.issuers or not _AND.match(between):
            return draft
        if draft.date is None or distinctive(draft.key) != distinctive(before.key):
            return draft
        return replace(draft, kind=before.kind, issuers=before.issuers, stranger=before.stranger)

    def _rightwards(self, draft: Draft, right: int) -> Draft:
        """Take date, body, edition and title that stand behind the number."""
        while right < len(self._pieces) and right not in self._taken:
            piece = self._pieces[right]
            gap = self._text[draft.end : piece.start]
            if piece.what is What.DATE and not draft.date and _FROM_AFTER.match(gap):
                draft = replace(draft, date=piece, end=piece.end)
            elif piece.what is What.ISSUER and not draft.issuers and gap == " ":
                draft = replace(draft, issuers=(piece,), end=piece.end)
            elif piece.what is What.EDITION and _NOTHING.match(gap):
                draft, right = self._edition(draft, right)
                continue
            elif piece.what is What.TITLE and not draft.title and _NOTHING.match(gap):
                draft = replace(draft, title=piece, end=piece.end)
            else:
                break
            self._taken.add(right)
            right += 1
        return draft

    def _edition(self, draft: Draft, index: int) -> tuple[Draft, int]:
        """Take the dates of an edition; the acts that made it are no citations of their own."""
        opening = self._take(index)
        within = (opening.end, opening.end + _FAR) if opening.value.startswith("(") else (0, 0)
        closed = self._text.find(")", *within)
        limit = closed if closed >= 0 else self._end_of_edition(index)
        end, index, editions = opening.end, index + 1, list(draft.editions)
        while index < len(self._pieces) and self._pieces[index].end <= limit:
            piece = self._take(index)
            editions += [piece] if piece.what is What.DATE else []
            end, index = piece.end, index + 1
        return replace(draft, end=max(end, closed + 1), editions=tuple(editions)), index

    def _end_of_edition(self, index: int) -> int:
        """Return where an edition without brackets ends: at its date and the number behind it."""
        opening = self._pieces[index]
        for at in range(index + 1, len(self._pieces)):
            piece = self._pieces[at]
            between = self._text[opening.end : piece.start]
            if len(between) > _FAR_EDITION or _STOP.search(between) or _is_next(piece, between):
                break
            if piece.what is What.DATE:
                touches = self._free(at + 1, What.NUMBER) and _NOTHING.match(
                    self._text[piece.end : self._pieces[at + 1].start]
                )
                return self._pieces[at + 1].end if touches else piece.end
        return opening.end

    def _by_name(self, index: int) -> Iterator[Draft]:
        """Yield a citation by a name or a title alone."""
        piece = self._pieces[index]
        if piece.what is What.NAME:
            draft = Draft(piece.start, piece.end, name=piece)
            yield self._rightwards(draft, index + 1)
            return
        draft, left = self._date_before(Draft(piece.start, piece.end, title=piece), index)
        draft = self._leftwards(draft, left)
        if draft.kind is not None and len(stems(piece.value)) >= _KNOWN_TITLE:
            yield self._rightwards(draft, index + 1)

    def _with_articles(self, made: list[Draft]) -> list[Draft]:
        """Give every article to the act that stands right behind it, or else right before it."""
        owners: dict[int, list[Token]] = {}
        for article in self._articles:
            owner = self._owner(article, made)
            if owner is not None:
                owners.setdefault(owner, []).append(article)
        return [
            _grown(draft, owners[index]) if index in owners else draft
            for index, draft in enumerate(made)
        ]

    def _owner(self, article: Token, made: list[Draft]) -> int | None:
        after = next((i for i, draft in enumerate(made) if draft.start >= article.end), None)
        if after is not None and not self._text[article.end : made[after].start].strip():
            return after
        before = after - 1 if after is not None else len(made) - 1
        if before >= 0 and made[before].end <= article.start:
            gap = self._text[made[before].end : article.start]
            return before if _TO_ARTICLE.match(gap) else None
        return None

    def _free(self, index: int, what: What) -> bool:
        inside = 0 <= index < len(self._pieces)
        return inside and index not in self._taken and self._pieces[index].what is what

    def _gap(self, index: int, end: int) -> str:
        return self._text[self._pieces[index].end : end]

    def _take(self, index: int) -> Token:
        self._taken.add(index)
        return self._pieces[index]


def _is_next(piece: Token, between: str) -> bool:
    """Whether another citation begins: «с изменениями и приказом …», unlike «ред. приказа …»."""
    return piece.what is What.NAME or (
        piece.what is What.KIND and _LISTS.search(between) is not None
    )


def _grown(draft: Draft, articles: list[Token]) -> Draft:
    start = min(draft.start, *(each.start for each in articles))
    end = max(draft.end, *(each.end for each in articles))
    return replace(draft, start=start, end=end, articles=tuple(articles))
