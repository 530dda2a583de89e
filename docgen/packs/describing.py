"""Kinds of documents as the `kind.yaml` files of all layers together describe them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen import shelf
from docgen.deferred import module
from docgen.diagnostics import Diagnostic, Place
from docgen.errors import TemplateError
from docgen.packs.digests import digest
from docgen.packs.kinds import Kind
from docgen.packs.merging import merge
from docgen.packs.pack import KIND, KINDS, Pack
from docgen.packs.reading import read_yaml

if TYPE_CHECKING:
    from docgen.packs import findings
else:
    findings = module("docgen.packs.findings")


def read_kinds(packs: Iterable[Pack]) -> dict[str, Kind]:
    """Read every kind of some packs, nearest first; TemplateError says what is wrong with them."""
    layers = tuple(packs)
    files: dict[str, list[Path]] = {}
    for pack in reversed(layers):
        for path in (pack.root / KINDS).glob(f"*/{KIND}"):
            files.setdefault(path.parent.name, []).append(path)
    told = (f"{path} {digest(path)}" for name in sorted(files) for path in files[name])
    kinds = shelf.kept("\n".join(("kinds", *told)), partial(_read_all, files))
    found = [*_circles(kinds), *_lost(kinds, layers)]
    if found:
        raise TemplateError(*found)
    return kinds


def _read_all(files: Mapping[str, list[Path]]) -> dict[str, Kind]:
    return {name: _read_kind(name, paths) for name, paths in sorted(files.items())}


def _read_kind(name: str, paths: list[Path]) -> Kind:
    """Read a kind from all files that speak of it, lowest first; nearer ones win key by key."""
    merged: dict[str, Any] = {}
    for path in paths:
        merged = merge(merged, read_yaml(path, "kind"))
    place = Place(file=str(paths[-1]))
    lacking = [key for key in ("title", "short") if not merged.get(key)]
    if lacking:
        raise TemplateError(findings.nameless(name, lacking, place))
    fields = {key: _frozen(value) for key, value in merged.items()}
    return Kind(name=name, place=place, **fields)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _circles(kinds: Mapping[str, Kind]) -> Iterator[Diagnostic]:
    """Yield the kinds that extend themselves, directly or in a circle."""
    return (findings.circle(kind) for kind in kinds.values() if _circular(kind, kinds))


def _circular(kind: Kind, kinds: Mapping[str, Kind]) -> bool:
    seen = {kind.name}
    while kind.extends in kinds:
        kind = kinds[kind.extends]
        if kind.name in seen:
            return True
        seen.add(kind.name)
    return False


def _lost(kinds: Mapping[str, Kind], packs: tuple[Pack, ...]) -> Iterator[Diagnostic]:
    """Yield the kinds that extend, or are annexes to, something that is nowhere."""
    for kind in kinds.values():
        for name in (kind.annex_of, kind.extends):
            if name and name not in kinds and not (name == kind.extends and _folder(name, packs)):
                yield findings.no_kind(name, kinds.values(), kind.place)


def _folder(name: str, packs: tuple[Pack, ...]) -> bool:
    """Whether a pack has a folder of this name: one that is only extended needs no kind."""
    return any((pack.root / KINDS / name).is_dir() for pack in packs)
