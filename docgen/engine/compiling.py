"""Compiled templates and clauses: schools whose packs hold the same files share them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import Final, TypeVar

from docgen import packs
from docgen.clauses import Clauses
from docgen.diagnostics import Diagnostic
from docgen.docx import Template
from docgen.errors import TemplateError
from docgen.files import digest
from docgen.packs import KINDS, PARTS, Leaf, PackStack
from docgen.records import replace
from docgen.wording import dialect

T = TypeVar("T")
_Key = tuple[object, ...]
_PARTS: Final = f"{KINDS}/{PARTS}/"
_MOST: Final = 256  # of each; a bundle has some fifty, and schools with files of their own are few


class Compiled:
    """What was compiled, by the contents of the files that it was compiled from.

    It crosses to another process empty: there everything is compiled anew, or on the shelf.
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
        """Return a template under the name of its folder: several kinds may share it.

        What is wrong with it is said of the file: layers have files of one name.
        """
        data, name = path.read_bytes(), path.parent.name
        make = partial(
            Template.compile,
            data,
            name=name,
            dialect=dialect(self._typesetter),
            parts=self._stack.part,
            letterhead=self._stack.head.letterhead,
        )
        key = (name, digest(data), self._typesetter, self._shared)
        try:
            return _kept(self._templates, key, make)
        except TemplateError as error:
            raise TemplateError(*(_of_file(each, name, path) for each in error.report)) from error

    def clauses(self, leaves: tuple[Leaf, ...]) -> Clauses:
        """Return the words that files laid over one another say."""
        make = partial(Clauses.laid, leaves, self._typesetter)
        contents = tuple(packs.digest(leaf.path) for leaf in leaves)
        return _kept(self._clauses, (leaves, contents, self._typesetter), make)

    @cached_property
    def _shared(self) -> str:
        """The digest of what templates of these packs may include."""
        parts: dict[str, str] = {}
        for pack in reversed(self._stack.packs):
            held = packs.contents(pack.root)
            parts |= {place: held[place] for place in held if place.startswith(_PARTS)}
        told = [*(f"{place} {parts[place]}" for place in sorted(parts)), *self._heads()]
        return digest("\n".join(told).encode("utf-8", "surrogatepass"))

    def _heads(self) -> Iterator[str]:
        return (packs.digest(path) for path in self._stack.heading.files)


def _of_file(found: Diagnostic, name: str, path: Path) -> Diagnostic:
    """Return a finding about a template with the file where it names the folder."""
    if found.place.file != name:  # a part that it includes
        return found
    return replace(found, place=replace(found.place, file=str(path)))


def _kept(memory: dict[_Key, T], key: _Key, make: Callable[[], T]) -> T:
    """Return what is kept under a key, made when first asked for; what nobody asks for goes."""
    memory[key] = made = memory.pop(key) if key in memory else make()
    if len(memory) > _MOST:
        del memory[next(iter(memory))]
    return made
