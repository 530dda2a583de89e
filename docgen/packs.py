"""Packs: folders that say what documents there are, what they say and how they look.

A pack has the shape of `templates/`; a region's or a school's pack holds only what differs.
`PackStack` lays packs over one another, nearest first, so that the rest of docgen asks one
question and never knows who answered it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from docgen import resources, schema, source
from docgen.diagnostics import Diagnostic, Place
from docgen.errors import TemplateError
from docgen.russian import Typesetter, typesetter

KINDS = "docx"
PARTS = "_parts"
SURVEYS = "surveys"
PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Pack:
    """One folder of templates and reference data."""

    name: str
    title: str
    root: Path


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document as its `kind.yaml` declares it.

    `per` says for whom it is made (`programme`, `form`, `pair`, …), `when` is a sandboxed
    expression (empty: always), `file` and `heading` are texts with tags. `extends` names the kind
    whose folder is asked for the files that this one's does not hold; `track` is set for papers of
    one track only, and acts of the other one are not cited there. Only a kind with `personal` sees
    identity documents, contacts and dates of birth. A kind `on_request` is made only when it is
    named; `data` is what its papers need besides the names of all. `needs` says to a curator what
    `when` waits for; `group` is the part of the bundle, `journal` where papers get their numbers;
    a kind to `publish` is put on the school's site. Minutes say whose they are: `body`.
    A paper has at most `pages` pages.
    """

    name: str
    title: str
    short: str
    per: str = "programme"
    when: str = ""
    needs: str = ""
    file: str = "{{ kind.short }}"
    order: int = 1000
    group: str = ""
    extends: str = ""
    document: str = ""
    gender: str = "n"
    heading: str = ""
    stamps: tuple[Mapping[str, Any], ...] = ()
    acquainted: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    body: str = ""
    annex_of: str = ""
    track: str = ""
    retention: str = "short"
    pages: int = 0
    journal: str = ""
    publish: bool = False
    personal: bool = False
    on_request: bool = False
    data: tuple[str, ...] = ()
    place: Place = field(default_factory=Place, compare=False)

    @property
    def for_whom(self) -> str:
        """How many papers there are, as the schema says it: «на каждую пару»."""
        per = schema.root("kind").properties["per"].definition
        told: dict[str, str] = dict(zip(per["enum"], per["enumDescriptions"], strict=True))
        return told[self.per]


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the bundle, a folder among the made documents; `number` is its place."""

    id: str
    title: str
    number: int

    @property
    def folder(self) -> str:
        """The folder's name: «3 Пары»."""
        return f"{self.number} {self.title}"


class PackStack:
    """Packs laid over one another, nearest first."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self.packs = tuple(packs)
        self._kinds: dict[str, Kind] | None = None
        self._tables: dict[str, Any] = {}

    def __reduce__(self) -> tuple[type[PackStack], tuple[tuple[Pack, ...]]]:
        return PackStack, (self.packs,)

    def kinds(self) -> tuple[Kind, ...]:
        """Return every kind of document, in the order of the bundle."""
        last = len(self.groups()) + 1

        def place(kind: Kind) -> tuple[int, int, str]:
            group = self.group(kind)
            return (group.number if group else last, kind.order, kind.name)

        return tuple(sorted(self._by_name().values(), key=place))

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

    def part(self, name: str) -> bytes | None:
        """Return a shared part (`letterhead`) as the bytes of its DOCX, or None."""
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

    def typesetter(self) -> Typesetter:
        """Return the typography that the profile of the packs asks for."""
        return typesetter(self.table(PROFILE).get("typography"))

    def surveys(self) -> Any:
        """Return the surveys, each in a file of its own, merged over all packs by id."""
        if SURVEYS not in self._tables:
            merged: Any = []
            for pack in reversed(self.packs):
                files = sorted((pack.root / SURVEYS).glob("*.yaml"))
                merged = merge(merged, [read_yaml(path, "survey")["survey"] for path in files])
            self._tables[SURVEYS] = merged
        return self._tables[SURVEYS]

    def _by_name(self) -> dict[str, Kind]:
        if self._kinds is None:
            names = sorted({path.parent.name for path in self._kind_files()})
            kinds = {name: self._read_kind(name) for name in names}
            _check_lineage(kinds)
            self._check_names(kinds)
            self._kinds = kinds
        return self._kinds

    def _check_names(self, kinds: Mapping[str, Kind]) -> None:
        """Refuse kinds that extend, or are annexes to, something that is nowhere."""
        lost = [
            no_kind(name, kinds.values(), kind.place)
            for kind in kinds.values()
            for name in (kind.annex_of, kind.extends)
            if name and name not in kinds and not (name == kind.extends and self._folder(name))
        ]
        if lost:
            raise TemplateError(*lost)

    def _folder(self, name: str) -> bool:
        """Whether a pack has a folder of this name: one that is only extended needs no kind."""
        return any((pack.root / KINDS / name).is_dir() for pack in self.packs)

    def _kind_files(self) -> Iterable[Path]:
        for pack in self.packs:
            yield from (pack.root / KINDS).glob("*/kind.yaml")

    def _read_kind(self, name: str) -> Kind:
        """Read a kind from every pack that speaks of it; nearer packs win key by key."""
        merged: dict[str, Any] = {}
        place = Place()
        for pack in reversed(self.packs):
            path = pack.root / KINDS / name / "kind.yaml"
            if path.is_file():
                merged = merge(merged, read_yaml(path, "kind"))
                place = Place(file=str(path))
        lacking = [key for key in ("title", "short") if not merged.get(key)]
        if lacking:
            raise TemplateError(_nameless(name, lacking, place))
        fields = {key: _frozen(value) for key, value in merged.items()}
        return Kind(name=name, place=place, **fields)

    def _lineage(self, kind: Kind) -> Iterable[str]:
        yield kind.name
        parent = kind.extends
        while parent:
            yield parent
            above = self._by_name().get(parent)
            parent = above.extends if above else ""


def built_in() -> Pack:
    """Return the pack that comes with docgen."""
    return Pack("docgen", "Встроенный набор", resources.templates())


def stack(*own: Path) -> PackStack:
    """Return the built-in pack under the given folders, nearest first."""
    if not own:
        return _built_in_alone()
    return PackStack((*(Pack(path.name, path.name, path) for path in own), built_in()))


@cache
def _built_in_alone() -> PackStack:
    """Return the built-in pack by itself; unlike a school's, it does not change in a run."""
    return PackStack((built_in(),))


def read_yaml(path: Path, shape: str) -> Any:
    """Read a file of a pack against its schema; anything wrong in it stops the run."""
    text = source.read(path, include=False)
    data, report = schema.validate(text, shape)
    report = report + text.report
    if not report.ok:
        raise TemplateError(*report)
    return data


def merge(below: Any, above: Any) -> Any:
    """Lay `above` over `below`: mappings by key, lists of things with an `id` by id, else whole."""
    if isinstance(below, dict) and isinstance(above, dict):
        return below | {
            key: merge(below[key], value) if key in below else value for key, value in above.items()
        }
    if _has_ids(below) and _has_ids(above):
        by_id = merge({item["id"]: item for item in below}, {item["id"]: item for item in above})
        return list(by_id.values())
    return above


def _has_ids(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and "id" in item for item in value)
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _check_lineage(kinds: Mapping[str, Kind]) -> None:
    """Refuse kinds that extend themselves, directly or in a circle."""
    circles = [kind for kind in kinds.values() if _circular(kind, kinds)]
    if circles:
        raise TemplateError(*(_circle(kind) for kind in circles))


def _circular(kind: Kind, kinds: Mapping[str, Kind]) -> bool:
    seen = {kind.name}
    while kind.extends in kinds:
        kind = kinds[kind.extends]
        if kind.name in seen:
            return True
        seen.add(kind.name)
    return False


def _circle(kind: Kind) -> Diagnostic:
    return Diagnostic(
        "DG265",
        f"Вид документа «{kind.name}» дополняет «{kind.extends}», а тот – снова его самого.",
        place=kind.place,
        hint="Уберите поле extends у одного из них.",
    )


def _nameless(name: str, lacking: list[str], place: Place) -> Diagnostic:
    return Diagnostic(
        "DG270",
        f"В описании вида документа «{name}» нет поля {' и '.join(lacking)}.",
        place,
        "Допишите его: под этим названием документ виден в списках и в именах файлов.",
    )


def no_kind(name: str, known: Iterable[Kind], place: Place | None = None) -> Diagnostic:
    """Say that there is no kind of this name, and which there are."""
    return Diagnostic(
        "DG266",
        f"Вида документа «{name}» нет ни в одном наборе шаблонов.",
        place or Place(),
        hint="Есть: " + ", ".join(f"{kind.name} («{kind.short}»)" for kind in known) + ".",
    )


__all__ = [
    "Group",
    "Kind",
    "Pack",
    "PackStack",
    "built_in",
    "merge",
    "no_kind",
    "read_yaml",
    "stack",
]
