"""Which layers a folder has: its own pack, those of the folders above, those that they extend."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docgen.deferred import module
from docgen.diagnostics import Diagnostic, Report
from docgen.errors import TemplateError
from docgen.packs.pack import BUILT_IN, MANIFEST, Pack, built_in, is_pack, read_pack
from docgen.packs.stack import PackStack, stack_of
from docgen.records import Struct

if TYPE_CHECKING:
    from docgen.packs import findings
else:
    findings = module("docgen.packs.findings")

OWN: Final = "templates"
NAMED: Final = "packs"
_SCHOOL: Final = ("school", "Набор школы")


def packs_around(folder: Path, engine: str) -> tuple[PackStack, Report]:
    """Return the layers of a folder, nearest first, and what is wrong with them.

    `engine` is the version of docgen. Layers that cannot be had are left out; the report says why.
    """
    search = _Search(folder.resolve(), [], [])
    search.go()
    found = [*search.found, *(_doubts(search.chain, engine) if search.chain else ())]
    return stack_of(search.chain), Report(found)


class _Search(Struct):
    """A walk from a school's folder up to the built-in pack."""

    folder: Path
    chain: list[Pack]
    found: list[Diagnostic]

    def go(self) -> None:
        """Take layers one by one, each saying or being where the next one is."""
        own = self._own()
        alone = own is not None and own.extends == BUILT_IN  # whatever is above is not its business
        around = [] if alone else list(self._around())
        current = own or next(iter(around), None)
        while current is not None and current.name != BUILT_IN:
            if current in self.chain:
                self.found.append(findings.circle_of_packs(current, self.chain))
                return
            self.chain.append(current)
            current = self._next(current, around)

    def _next(self, pack: Pack, around: list[Pack]) -> Pack | None:
        """Return the layer under a pack: the one it names, or that of the next folder above."""
        if pack.extends == BUILT_IN:
            return None
        if pack.extends:
            return self._named(pack, around)
        higher = pack.root.parent.parents if pack.root.name == OWN else ()
        return next((each for each in around if each.root.parent in higher), None)

    def _named(self, pack: Pack, around: list[Pack]) -> Pack | None:
        for each in (*around, *self._kept(pack.extends)):
            if each.name == pack.extends:
                return each
        self.found.append(findings.no_parent(pack, [*around, *self._kept("*")]))
        return None

    def _own(self) -> Pack | None:
        """Return the school's pack; it needs no `pack.yaml`."""
        root = self.folder / OWN
        if not root.is_dir() or self._leads_out(root):
            return None
        if not is_pack(root):
            return Pack(*_SCHOOL, root)
        own = self._read(root)
        if own is not None and own.name == BUILT_IN and not _is_built_in(root):
            self.found.append(findings.taken_name(own))
            return None
        return own

    def _around(self) -> Iterator[Pack]:
        """Yield the packs in the folders above, nearest first; docgen's own ends the way."""
        for folder in self.folder.parents:
            root = folder / OWN
            if _is_built_in(root):
                return
            if is_pack(root):
                pack = self._read(root)
                if pack is not None and pack.name == BUILT_IN:
                    return
                if pack is not None:
                    yield pack

    def _kept(self, name: str) -> Iterator[Pack]:
        """Yield the packs in `packs/NAME/` of the programme's folder and of those above."""
        for folder in (self.folder, *self.folder.parents):
            for path in sorted((folder / NAMED).glob(f"{name}/{MANIFEST}")):
                pack = self._read(path.parent)
                if pack is not None:
                    yield pack

    def _leads_out(self, root: Path) -> bool:
        """Whether a pack has links to files outside it: then nothing of it is read."""
        from docgen.packs.links import links_out  # noqa: PLC0415  only for packs of one's own

        found = list(links_out(root))
        self.found += [each for each in found if each not in self.found]
        return bool(found)

    def _read(self, root: Path) -> Pack | None:
        if self._leads_out(root):
            return None
        try:
            return read_pack(root)
        except TemplateError as error:
            self.found += error.report
            return None


@cache
def _home() -> Path:
    return built_in().root.resolve()


def _is_built_in(root: Path) -> bool:
    return root == _home()


def _doubts(chain: list[Pack], engine: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with layers that were found: names, versions, requirements."""
    from docgen.packs.requiring import unknown_requirements  # noqa: PLC0415  as above
    from docgen.packs.versions import satisfies  # noqa: PLC0415  as above

    for number, pack in enumerate(chain):
        under = chain[number + 1] if number + 1 < len(chain) else None
        twin = next((each for each in chain[:number] if each.name == pack.name), None)
        if twin is not None:
            yield findings.doubled_name(pack, twin)
        if not satisfies(engine, pack.engine):
            yield findings.wrong_engine(pack, engine)
        if pack.under:
            under = under or read_pack(built_in().root)
            if not satisfies(under.version, pack.under):
                yield findings.wrong_version(pack, under)
        yield from unknown_requirements(pack)
