"""Packs laid over one another: one question, and nobody knows which of them answered it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from docgen import letterhead
from docgen.diagnostics import Place
from docgen.letterhead import PLAIN, Head, Heading, find_heading
from docgen.packs.describing import read_kinds
from docgen.packs.kinds import Group, Kind, Leaf
from docgen.packs.merging import has, merge
from docgen.packs.pack import AMENDMENTS, CLAUSES, KINDS, PARTS, PROFILE, SURVEYS, Pack, built_in
from docgen.packs.reading import read, read_yaml
from docgen.russian import Typesetter, typesetter


class PackStack:
    """Packs laid over one another, nearest first."""

    def __init__(self, packs: Iterable[Pack], heading: Heading = PLAIN) -> None:
        self.packs = tuple(packs)
        self.heading = heading
        self._kinds: dict[str, Kind] | None = None
        self._tables: dict[str, Any] = {}

    def __reduce__(self) -> tuple[type[PackStack], tuple[tuple[Pack, ...], Heading]]:
        return PackStack, (self.packs, self.heading)

    @property
    def own(self) -> tuple[Pack, ...]:
        """The packs over the built-in one: most schools have none."""
        return tuple(pack for pack in self.packs if not pack.is_built_in)

    def headed(self, folder: Path, coat_of_arms: str = "") -> PackStack:
        """Return the packs under the letterhead that lies in a folder or else in one of them."""
        found = find_heading(folder, [pack.root for pack in self.packs], coat_of_arms)
        return PackStack(self.packs, found) if found.files or coat_of_arms else self

    def kinds(self) -> tuple[Kind, ...]:
        """Return every kind of document, in the order of the bundle."""
        return tuple(self._by_name().values())

    def groups(self) -> tuple[Group, ...]:
        """Return the parts of the bundle, in order."""
        rows = self.table("groups").get("groups", ())
        return tuple(Group(row["id"], row["title"], number) for number, row in enumerate(rows, 1))

    def group(self, kind: Kind) -> Group | None:
        """Return the part of the bundle that a kind belongs to; a school's own may have none."""
        return next((group for group in self.groups() if group.id == kind.group), None)

    def kind(self, name: str) -> Kind:
        """Return one kind; KeyError if no pack declares it."""
        return self._by_name()[name]

    def find(self, kind: Kind, name: str) -> Path | None:
        """Return the nearest file `name` of a kind: its own folder first, then the one it extends.

        A school's file for this very kind wins over a built-in one, and that over anything made
        for the kind it extends.
        """
        for folder in self._lineage(kind):
            for pack in self.packs:
                path = pack.root / KINDS / folder / name
                if path.is_file():
                    return path
        return None

    def leaves(self, kind: Kind) -> tuple[Leaf, ...]:
        """Return the files that a kind has its words from, lowest first.

        They begin with a whole text, that of the kind it extends if it has none of its own; a text
        of a layer above another is there only to say what is mandatory.
        """
        found = [
            Leaf(path, pack)
            for folder in reversed(list(self._lineage(kind)))
            for pack in reversed(self.packs)
            for name in (CLAUSES, AMENDMENTS)
            if (path := pack.root / KINDS / folder / name).is_file()
        ]
        whole = [leaf.path.parent.name for leaf in found if not leaf.amends]
        while found and whole and (found[0].amends or found[0].path.parent.name != whole[-1]):
            del found[0]
        return tuple(found)

    @cached_property
    def head(self) -> Head:
        """What heads the documents instead of the packs' own parts."""
        return Head() if self.heading.plain else letterhead.read_head(self.heading, self._part)

    def part(self, name: str) -> bytes | None:
        """Return a shared part (`letterhead`) as the bytes of its DOCX, or None."""
        return self.head.parts.get(name) or self._part(name)

    def _part(self, name: str) -> bytes | None:
        for pack in self.packs:
            path = pack.root / KINDS / PARTS / f"{name}.docx"
            if path.is_file():
                return path.read_bytes()
        return None

    def table(self, name: str) -> Any:
        """Return reference data (`acts`, `forms`, `stages`, …) merged over all packs by key."""
        if name not in self._tables:
            found = (pack.root / f"{name}.yaml" for pack in reversed(self.packs))
            merged: Any = {}
            for path in found:
                if path.is_file():
                    merged = merge(merged, read_yaml(path, name))
            self._tables[name] = merged
        return self._tables[name]

    def where(self, name: str, *path: str | int) -> Place:
        """Return where the nearest layer that says something gives a value of reference data."""
        for pack in self.packs:
            file = pack.root / f"{name}.yaml"
            if file.is_file():
                data, source = read(file, name)
                if has(data, path):
                    return source.place(path)
        return Place()

    def typesetter(self) -> Typesetter:
        """Return the typography that the profile of the packs asks for."""
        return typesetter(self.table(PROFILE).get("typography"))

    def surveys(self) -> Any:
        """Return the surveys, each in a file of its own, merged over all packs by id."""
        if SURVEYS not in self._tables:
            merged: Any = []
            for pack in reversed(self.packs):
                files = sorted((pack.root / SURVEYS).glob("*.yaml"))
                own = [read_yaml(path, "survey")["survey"] for path in files]
                merged = merge(merged, own) if own else merged
            self._tables[SURVEYS] = merged
        return self._tables[SURVEYS]

    def _by_name(self) -> dict[str, Kind]:
        if self._kinds is None:
            groups = {group.id: group.number for group in self.groups()}

            def place(kind: Kind) -> tuple[int, int, str]:
                return (groups.get(kind.group, len(groups) + 1), kind.order, kind.name)

            kinds = sorted(read_kinds(self.packs).values(), key=place)
            self._kinds = {kind.name: kind for kind in kinds}
        return self._kinds

    def _lineage(self, kind: Kind) -> Iterable[str]:
        yield kind.name
        parent = kind.extends
        while parent:
            yield parent
            above = self._by_name().get(parent)
            parent = above.extends if above else ""


def stack(*own: Path) -> PackStack:
    """Return the built-in pack under the given folders, nearest first."""
    return stack_of([Pack(path.name, path.name, path) for path in own])


def stack_of(packs: Iterable[Pack]) -> PackStack:
    """Return the built-in pack under the given ones, nearest first."""
    own = tuple(packs)
    return PackStack((*own, built_in())) if own else _built_in_alone()


@cache
def _built_in_alone() -> PackStack:
    """Return the built-in pack by itself; unlike a school's, it does not change in a run."""
    return PackStack((built_in(),))
