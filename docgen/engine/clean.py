"""What an earlier run found clean is not looked at again, as long as all it is made of is the same.

Most programmes are read and checked again as they were. Only that nothing was found is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from docgen import packs, shelf
from docgen.diagnostics import Report
from docgen.files import digest
from docgen.packs import PackStack
from docgen.register import Register
from docgen.source import Source


def unless_clean(what: str, made_of: str, look: Callable[[], Report]) -> Report:
    """Return what a look finds; of what an earlier one found clean, nothing.

    `made_of` tells what is looked at from all else.
    """
    found = cache(look)
    known = shelf.kept(f"{what} clean {made_of}", lambda: not found())
    return Report() if known else found()


def made_of(source: Source, register: Register, stack: PackStack, *more: Path) -> str:
    """Return the digest of all that a programme is: what was typed, and the packs around it.

    There may be `more` folders that are looked at.
    """
    folders = dict.fromkeys((*(pack.root for pack in stack.packs), *more))
    told = (
        source.digest,
        register.source.digest if register.source else "",
        *(line for folder in folders for line in _held(folder)),
        *(f"{path} {packs.digest(path)}" for path in stack.heading.files),
    )
    return digest("\n".join(told).encode("utf-8", "surrogatepass"))


def _held(folder: Path) -> Iterator[str]:
    yield str(folder)
    yield from map(" ".join, packs.contents(folder).items())
