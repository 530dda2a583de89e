"""Whose data a paper is made of: the school's, and those of whom it is about and his neighbours.

Views lead from a pair to its people and from a person to his pairs and representatives; nobody
comes that way to the pairs of strangers. So a paper about one pair of thousands is what it was when
another pair has changed, unless it asked for what all pairs make up, or looked somebody else up.
Whom the school's own data name, such as the curator, is everybody's neighbour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from docgen.facts.asking import BESIDES, EVERYTHING
from docgen.facts.ground import Ground
from docgen.facts.leftout import named_by
from docgen.facts.plain import plain, texts
from docgen.files import digest
from docgen.model import Document, Programme
from docgen.records import packed, replace

_SCHOOL: Final = ""


class Neighbours:
    """Who is whose neighbour in a programme, and digests of what there is to tell of them."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._programme = ground.programme

    def digest(self, subject: str) -> str:
        """Return the digest of what a paper about a subject is made of, if it asks for no more."""
        return self._digests.get(self._head(subject), self._digests[_SCHOOL])

    def are_all(self, asked: Collection[str], subject: str) -> bool:
        """Whether a paper about a subject has asked for nobody but neighbours."""
        if EVERYTHING in asked:
            return False
        near = {self._head(subject), _SCHOOL, BESIDES}
        return near.issuperset(map(self._heads.get, asked, asked))

    @cached_property
    def _digests(self) -> dict[str, str]:
        """The digests of all that is told of neighbours and of the school, by their head."""
        told: dict[str, list[object]] = {_SCHOOL: [self._common, self._counted()]}
        for identifier, said in self._said():
            told.setdefault(self._head(identifier), []).append(said)
        school = digest(packed(told.pop(_SCHOOL)))
        return {head: digest(packed((school, said))) for head, said in told.items()} | {
            _SCHOOL: school
        }

    def _said(self) -> Iterator[tuple[str, object]]:
        """Yield what is said of people and pairs, and how they stand among the others."""
        lexicon = self._ground.lexicon
        for person in self._programme.people:
            yield person.id, (person, lexicon.is_alone(person), self._lacking.get(person.id))
        for pair in self._programme.pairs:
            yield pair.id, (self._ground.numbers[pair.id], pair)
        for key, document in self._papers.items():
            yield _subject(key), (key, document)

    @cached_property
    def _lacking(self) -> Mapping[str, list[object]]:
        """What records that were left out say, by those whom they name."""
        found: dict[str, list[object]] = {}
        for each in self._ground.left_out:
            for name in named_by([each]):
                found.setdefault(name, []).append(each.said)
        return found

    def _counted(self) -> tuple[object, ...]:
        """Return what of all people and documents any paper may say, and what of it is doubtful."""
        ground, programme = self._ground, self._programme
        minors = programme.has_minors(programme.start), ground.minors_are_doubtful
        roles = [*ground.roles.all_filled()], sorted(ground.doubtful)
        stamps = [document.stamps for document in self._papers.values() if document.stamps]
        return minors, roles, sorted(ground.revoked), stamps

    @cached_property
    def _common(self) -> Programme:
        """What is said of the school; surveys are told to papers that ask for everything."""
        documents = self._programme.documents.items()
        common = {key: each for key, each in documents if key not in self._papers}
        return replace(self._programme, people=(), pairs=(), surveys=(), documents=common)

    @cached_property
    def _papers(self) -> Mapping[str, Document]:
        """What is said of single papers about people and pairs."""
        documents = self._programme.documents.items()
        return {key: each for key, each in documents if self._is_somebody(_subject(key))}

    def _is_somebody(self, identifier: str) -> bool:
        """Whether this is the id of a person or a pair, be it one that is left out."""
        left = self._ground.left_out
        return self._programme.has(identifier) or any(each.id == identifier for each in left)

    def _head(self, identifier: str) -> str:
        """Return who stands for somebody and all his neighbours: perhaps nobody but himself."""
        return self._heads.get(identifier, identifier)

    @cached_property
    def _heads(self) -> dict[str, str]:
        """The heads of all who have neighbours; the school is the head of its own."""
        near: dict[str, list[str]] = defaultdict(list, {_SCHOOL: []})
        for one, others in self._ties():
            near[one] += others
            for other in others:
                near[other].append(one)
        heads: dict[str, str] = {}
        for head in near:
            coming = [head]
            while coming:
                each = coming.pop()
                if each not in heads:
                    heads[each] = head
                    coming += near[each]
        return heads

    def _ties(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield who leads to whom."""
        yield _SCHOOL, tuple(self._named(self._common))
        for pair in self._programme.pairs:
            yield pair.id, pair.participants
            if pair.replaces:
                yield pair.id, (pair.replaces,)
        for person in self._programme.people:
            if person.representatives:
                yield person.id, [each.person for each in person.representatives]
        for key, document in self._papers.items():
            others = (document.annex_of, document.refers_to, document.stamps)
            if any(others):
                yield _subject(key), tuple(self._named(others))

    def _named(self, record: Any) -> Iterator[str]:
        """Yield the people and pairs whom some data name, or whose papers they name."""
        for text in texts(plain(record)):
            yield from filter(self._programme.has, (text, _subject(text)))


def _subject(key: str) -> str:
    """Return whom a paper is about: `order-pair/p01` says it behind the stroke."""
    return key.partition("/")[2]
