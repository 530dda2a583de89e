"""The one door through which files of packs are read: data that fit their schema, or none."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from docgen import resources, schema, shelf, source
from docgen.errors import TemplateError
from docgen.packs.digests import digest
from docgen.source import Source

_REMEMBERED: Final = 512  # files; the built-in pack has some two hundred, layers a few


def read(path: Path, shape: str) -> tuple[Any, Source]:
    """Read a file of a pack against its schema; anything wrong in it stops the run.

    Many schools share their layers: a file with the same contents is read once in a process.
    """
    return _read(path, shape, digest(path))


def has_schema(name: str) -> bool:
    """Whether there is a schema of this name: reference data are read only if they have one."""
    return (resources.schemas() / f"{name}.schema.json").is_file()


def read_yaml(path: Path, shape: str) -> Any:
    """Read the data of a file of a pack."""
    return read(path, shape)[0]


@lru_cache(_REMEMBERED)
def _read(path: Path, shape: str, contents: str) -> tuple[Any, Source]:
    """Read a file, unless an earlier run has read the same one."""
    return shelf.kept(f"read {shape} {path} {contents}", lambda: _read_anew(path, shape))


def _read_anew(path: Path, shape: str) -> tuple[Any, Source]:
    text = source.read(path, include=False)
    data, report = schema.validate(text, shape)
    report = report + text.report
    if not report.ok:
        raise TemplateError(*report)
    return data, text
