"""Files of the layers looked at before they are needed: wrong ones, and those nobody would read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docgen.diagnostics import Diagnostic
from docgen.errors import TemplateError
from docgen.packs.findings import stray
from docgen.packs.pack import (
    AMENDMENTS,
    CLAUSES,
    FOLDERS,
    KIND,
    KINDS,
    MANIFEST,
    PARTS,
    Pack,
    built_in,
)
from docgen.packs.reading import has_schema, read
from docgen.packs.stack import PackStack

_OF_KINDS: Final = (KIND, CLAUSES, AMENDMENTS)


def check_files(stack: PackStack) -> Iterator[Diagnostic]:
    """Yield what is wrong with the data of the layers over the built-in pack, and stray files."""
    try:
        folders = _known_folders(stack)
    except TemplateError as error:
        yield from error.report
        return
    for pack in stack.own:
        yield from _check_tables(pack)
        yield from _check_folders(pack, folders)


def _known_folders(stack: PackStack) -> set[str]:
    """Return the names that folders of kinds may have."""
    built = {path.name for path in (built_in().root / KINDS).iterdir()}
    return built | {name for kind in stack.kinds() for name in (kind.name, kind.extends) if name}


def _check_tables(pack: Pack) -> Iterator[Diagnostic]:
    """Yield what is wrong with reference data; known are the files that the built-in pack has."""
    known = {path.name for path in built_in().root.glob("*.yaml")}
    for path in _yaml(pack.root):
        if path.name not in known:
            yield stray(path, known)
        elif path.name != MANIFEST and has_schema(path.stem):
            yield from _check(path, path.stem)
    for folder, shape in FOLDERS.items():
        for path in _yaml(pack.root / folder):
            if path.suffix == ".yaml":
                yield from _check(path, shape)
            else:
                yield stray(path, [f"{path.stem}.yaml"])


def _check_folders(pack: Pack, known: set[str]) -> Iterator[Diagnostic]:
    """Yield the folders that belong to no kind, and the files in them that nobody reads."""
    root = pack.root / KINDS
    for folder in sorted(root.iterdir() if root.is_dir() else ()):
        if not folder.is_dir() or folder.name.startswith("."):
            continue
        if folder.name not in known:
            yield stray(folder, known)
        elif folder.name != PARTS:
            yield from (stray(f, _OF_KINDS) for f in _yaml(folder) if f.name not in _OF_KINDS)


def _check(path: Path, shape: str) -> Iterator[Diagnostic]:
    try:
        read(path, shape)
    except TemplateError as error:
        yield from error.report


def _yaml(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")])
