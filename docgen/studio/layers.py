"""From which pack everything comes: files of kinds, shared parts, every entry of reference data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from docgen.packs import KINDS, PARTS, SURVEYS, Kind, Pack, PackStack, read_yaml

_FILES: Final = {
    "kind.yaml": "описание",
    "clauses.yaml": "слова",
    "template.docx": "вид",
}
# Reference data: the name of the file, what a reader calls it, the list in it, if it is one.
_TABLES: Final = {
    "acts": ("акты", "acts"),
    "forms": ("формы наставничества", "forms"),
    "stages": ("этапы", "stages"),
    "roadmap": ("дорожная карта", "rows"),
    "terms": ("понятия", "terms"),
    "indicators": ("показатели", "indicators"),
    "texts": ("тексты", ""),
    "stamps": ("отметки", ""),
    "groups": ("части пакета", "groups"),
    "journals": ("журналы", "journals"),
    "profile": ("оформление", ""),
}
_KEYS: Final = ("id", "code")


@dataclass(frozen=True, slots=True)
class Source:
    """One file that counts: what it is, whose it is, and the entries that it brings."""

    what: str
    pack: Pack
    path: Path
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layer:
    """One thing – a kind, a part, a table – and the files that it is made of, nearest first."""

    name: str
    title: str
    sources: tuple[Source, ...]


Groups = tuple[tuple[str, tuple[Layer, ...]], ...]


def layers(stack: PackStack, kinds: Iterable[Kind]) -> Groups:
    """Return groups of layers: the kinds, the shared parts, the reference data."""
    return (
        ("Виды документов", tuple(_of_kind(kind, stack) for kind in kinds)),
        ("Общие части", tuple(_parts(stack))),
        ("Справочные данные", (*_tables(stack), *_surveys(stack))),
    )


def _of_kind(kind: Kind, stack: PackStack) -> Layer:
    sources = [*_descriptions(kind, stack)]
    for name in ("clauses.yaml", "template.docx"):
        path = stack.find(kind, name)
        if path is not None:
            sources.append(Source(_FILES[name], _owner(path, stack), path))
    return Layer(kind.name, kind.title, tuple(sources))


def _descriptions(kind: Kind, stack: PackStack) -> Iterator[Source]:
    """Yield the descriptions of a kind: they are merged, so every pack has a say."""
    for pack in stack.packs:
        path = pack.root / KINDS / kind.name / "kind.yaml"
        if path.is_file():
            keys = read_yaml(path, "kind")
            yield Source(_FILES["kind.yaml"], pack, path, tuple(keys))


def _owner(path: Path, stack: PackStack) -> Pack:
    return next(pack for pack in stack.packs if path.is_relative_to(pack.root))


def _parts(stack: PackStack) -> Iterator[Layer]:
    """Yield the shared parts; the nearest file of a name is taken whole."""
    found: dict[str, Source] = {}
    for pack in stack.packs:
        for path in sorted((pack.root / KINDS / PARTS).glob("*.docx")):
            found.setdefault(path.stem, Source("часть", pack, path))
    for name, source in sorted(found.items()):
        yield Layer(name, "общая часть", (source,))


def _tables(stack: PackStack) -> Iterator[Layer]:
    for name, (title, rows) in _TABLES.items():
        sources = []
        for pack in stack.packs:
            path = pack.root / f"{name}.yaml"
            if path.is_file():
                entries = _entries(read_yaml(path, name), rows)
                sources.append(Source("данные", pack, path, entries))
        if sources:
            yield Layer(name, title, tuple(sources))


def _surveys(stack: PackStack) -> Iterator[Layer]:
    titles: dict[str, str] = {}
    found: dict[str, list[Source]] = {}
    for pack in stack.packs:
        for path in sorted((pack.root / SURVEYS).glob("*.yaml")):
            survey = read_yaml(path, "survey")["survey"]
            titles.setdefault(survey["id"], survey.get("title", "анкета"))
            found.setdefault(survey["id"], []).append(Source("данные", pack, path))
    for name, sources in sorted(found.items()):
        yield Layer(name, titles[name], tuple(sources))


def _entries(data: Mapping[str, Any], rows: str) -> tuple[str, ...]:
    """Return what a table holds by name: its rows by id, or its keys."""
    held = data.get(rows, ()) if rows else data
    if isinstance(held, Mapping):
        return tuple(held)
    return tuple(_key(row) for row in held)


def _key(row: Mapping[str, Any]) -> str:
    return next((str(row[key]) for key in _KEYS if key in row), "?")
