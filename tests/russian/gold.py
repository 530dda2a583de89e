"""The hand-made lists of tests/data/russian as rows: text, kind, gender, five oblique cases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docgen.russian import Gender, Kind

FOLDER = Path(__file__).parents[1] / "data" / "russian"
SEED = "docgen-2026"


class Row(NamedTuple):
    """One text and what its cases must be."""

    kind: Kind
    gender: Gender | None
    text: str
    forms: tuple[str, ...]


def surnames() -> Iterator[Row]:
    """Yield hard surnames."""
    for gender, name, how in _lines("surnames.txt"):
        yield Row("last", "m" if gender == "m" else "f", name, _forms(name, how))


def phrases() -> Iterator[Row]:
    """Yield posts, organisations, documents and places with each of their continuations."""
    for kind, forms, continuations in _lines("phrases.txt"):
        text, *oblique = forms.split("/")
        for tail in continuations.split(";"):
            end = "" if tail.strip() == "=" else f" {tail.strip()}"
            yield Row(kind, None, text + end, tuple(form + end for form in oblique))  # type: ignore[arg-type] # the file holds kinds


def is_held_out(text: str) -> bool:
    """Whether a text belongs to the fifth that nobody tunes the rules to."""
    return hashlib.sha256(f"{SEED}:{text.lower()}".encode()).digest()[0] % 5 == 0


def folded(text: str) -> str:
    """Return a text without ё: whether papers print it is a setting."""
    return text.replace("ё", "е").replace("Ё", "Е")


def _lines(file: str) -> Iterator[list[str]]:
    for line in (FOLDER / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [part.strip() for part in line.split("|")]


def _forms(name: str, how: str) -> tuple[str, ...]:
    if how == "=":
        return (name,) * 5
    stem, hyphen, endings = how.partition("- ")
    return tuple(stem + ending for ending in endings.split()) if hyphen else tuple(how.split())
