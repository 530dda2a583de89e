"""Who answers for an event of a plan: people, and roles that the school really has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from docgen.facts.leftout import LeftOut
from docgen.facts.plain import texts
from docgen.model import Programme
from docgen.russian import initials, normalise

_LEADERS = ("curator", "director")


class Roles:
    """The roles of the packs as this school fills them.

    A role of `texts.yaml` may say what it takes: somebody with such a word in the post (`post`), a
    body of the school (`body`), a group of the programme (`group`), certain kinds of schools
    (`schools`). A role that takes nothing is filled everywhere. Those who were left out of the
    programme hold their posts all the same.
    """

    def __init__(
        self,
        programme: Programme,
        roles: Iterable[Mapping[str, Any]],
        left_out: Iterable[LeftOut] = (),
    ) -> None:
        self._programme = programme
        self._roles = {role["id"]: role for role in roles}
        self._left = tuple(left_out)

    def filled(self, name: str) -> bool:
        """Whether somebody plays this role; names of people and other words always count."""
        role = self._roles.get(name)
        if role is None:
            return True
        taken: dict[str, Callable[[Any], bool]] = {
            "post": self._has_post,
            "body": self._has_body,
            "group": self._has_group,
            "schools": self._is_one_of,
        }
        return all(has(role[key]) for key, has in taken.items() if role.get(key))

    def is_known(self, name: str) -> bool:
        """Whether the packs have a role of this name."""
        return name in self._roles

    @property
    def doubtful(self) -> bool:
        """Whether a record that was left out may speak of a role that nobody plays."""
        words = {word for role in self._roles.values() if (word := role.get("post"))}
        said = [text.casefold() for each in self._left for text in texts(each.said)]
        missing = (word.casefold() for word in words if not self._has_post(word))
        return any(word in text for word in missing for text in said)

    def all_filled(self) -> Iterator[str]:
        """Yield the roles that somebody plays."""
        yield from filter(self.filled, self._roles)

    def stated(self, names: Iterable[str]) -> str:
        """Return who answers as the school says it."""
        return ", ".join(dict.fromkeys(map(self._title, names)))

    def answering(self, names: Iterable[str]) -> str:
        """Return who answers where the packs name roles for any school.

        The first one leads; if this school has nobody in that role, the curator does, and without a
        curator the director. The others are left out when there are none of them.
        """
        return self.stated(self._present(names))

    def _present(self, names: Iterable[str]) -> Iterator[str]:
        for place, name in enumerate(names):
            if self.filled(name):
                yield name
            elif place == 0:
                yield next((each for each in _LEADERS if self.filled(each)), name)

    def _title(self, name: str) -> str:
        """Return a role by its title, a person by name, other words as they are."""
        if name in self._roles or not self._programme.has_person(name):
            return str(self._roles.get(name, {}).get("title", name))
        person = self._programme.person(name)
        parts = (person.last_name, person.first_name, person.middle_name)
        return initials(*map(normalise, parts), before=False)

    def _has_post(self, word: str) -> bool:
        return any(word.casefold() in post for post in self._posts)

    @cached_property
    def _posts(self) -> set[str]:
        """The posts that people hold: thousands hold a few."""
        held = {person.post for person in self._programme.people}
        return {post.casefold() for post in held.union(each.post for each in self._left)}

    def _has_body(self, kind: str) -> bool:
        return any(body.kind == kind for body in self._programme.school.bodies)

    def _is_one_of(self, kinds: Collection[str]) -> bool:
        return self._programme.school.type in kinds

    def _has_group(self, name: str) -> bool:
        return bool(getattr(self._programme.about, name))
