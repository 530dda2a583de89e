"""Compiled templates and clauses: schools whose packs hold the same files share them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import Final, TypeVar

from docgen.clauses import Clauses
from docgen.docx import Template
from docgen.files import digest
from docgen.packs import KINDS, PARTS, Leaf, PackStack
from docgen.wording import dialect

T = TypeVar("T")
_Key = tuple[object, ...]
_MOST: Final = 256  # of each; a bundle has some fifty, and schools with files of their own are few


class Compiled:
    """What was compiled, by the contents of the files that it was compiled from.

    It crosses to another process empty: there everything is compiled anew.
    """

    def __init__(self) -> None:
        self._templates: dict[_Key, Template] = {}
        self._clauses: dict[_Key, Clauses] = {}

    def __reduce__(self) -> tuple[type[Compiled], tuple[()]]:
        return Compiled, ()

    def of(self, stack: PackStack) -> Compiler:
        """Return what compiles the files of these packs."""
        return Compiler(stack, self._templates, self._clauses)


class Compiler:
    """Compiles the files of one stack of packs, unless the same ones were compiled before."""

    def __init__(
        self,
        stack: PackStack,
        templates: dict[_Key, Template],
        clauses: dict[_Key, Clauses],
    ) -> None:
        self._stack = stack
        self._typesetter = stack.typesetter()
        self._templates = templates
        self._clauses = clauses

    def template(self, path: Path) -> Template:
        """Return a template under the name of its folder: several kinds may share it."""
        data, name = path.read_bytes(), path.parent.name
        make = partial(
            Template.compile,
            data,
            name=name,
            dialect=dialect(self._typesetter),
            parts=self._stack.part,
            letterhead=self._stack.head.letterhead,
        )
        return _kept(self._templates, (name, digest(data), self._typesetter, self._shared), make)

    def clauses(self, leaves: tuple[Leaf, ...]) -> Clauses:
        """Return the words that files laid over one another say."""
        make = partial(Clauses.laid, leaves, self._typesetter)
        contents = tuple(digest(leaf.path.read_bytes()) for leaf in leaves)
        return _kept(self._clauses, (leaves, contents, self._typesetter), make)

    @cached_property
    def _shared(self) -> str:
        """The digest of what templates of these packs may include."""
        folders = (pack.root / KINDS / PARTS for pack in self._stack.packs)
        names = {path.stem for folder in folders for path in folder.glob("*.docx")}
        parts = (each for name in sorted(names) for each in (name.encode(), self._stack.part(name)))
        files = (path.read_bytes() for path in self._stack.heading.files)
        return digest(b"\0".join(digest(each or b"").encode() for each in (*parts, *files)))


def _kept(memory: dict[_Key, T], key: _Key, make: Callable[[], T]) -> T:
    """Return what is kept under a key, made when first asked for; what nobody asks for goes."""
    memory[key] = made = memory.pop(key) if key in memory else make()
    if len(memory) > _MOST:
        del memory[next(iter(memory))]
    return made
