"""`clauses.yaml` and `amendments.yaml` of a kind, read into one text, layer by layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from docgen import shelf
from docgen.clauses.words import Clause, Section, Words, changed, marked
from docgen.deferred import module
from docgen.diagnostics import Report
from docgen.packs import Leaf, Pack, digest, read
from docgen.records import Frozen
from docgen.source import Source

if TYPE_CHECKING:
    from docgen.clauses import amending, amendments
else:  # most kinds have the built-in words
    amending = module("docgen.clauses.amending")
    amendments = module("docgen.clauses.amendments")

Path = tuple[str | int, ...]
_Some = TypeVar("_Some", bound=Section | Clause)
_PLAIN: Final = ("text", "title", "when", "annex")


def read_words(leaves: Iterable[Leaf]) -> tuple[Words, Report]:
    """Lay the files with the words of a kind over one another, lowest first.

    TemplateError carries what is wrong with a file, the report what is wrong with an amendment.
    The same files were perhaps read by an earlier run.
    """
    files = tuple(leaves)
    told = (f"{leaf} {digest(leaf.path)}" for leaf in files)
    return shelf.kept("\n".join(("words", *told)), partial(_laid, files))


def _laid(leaves: Iterable[Leaf]) -> tuple[Words, Report]:
    words, report = Words(), Report()
    for leaf in leaves:
        if leaf.amends:
            words, found = amending.amend(words, read_amendments(leaf))
        elif words == Words():
            words, found = read_whole(leaf), Report()
        else:
            words, found = amending.keep_mandatory(words, read_whole(leaf), leaf)
        report = report + found
    return words, report


def read_whole(leaf: Leaf) -> Words:
    """Read a `clauses.yaml`; TemplateError carries everything wrong in it."""
    data, source = read(leaf.path, "clauses")
    page = _Page(leaf.pack, source)
    return Words(
        page.clauses(data.get("preamble", ()), ("preamble",)),
        page.sections(data.get("sections", ()), ("sections",)),
    )


def read_amendments(leaf: Leaf) -> tuple[amendments.Amendment, ...]:
    """Read an `amendments.yaml`; TemplateError carries everything wrong in it."""
    data, source = read(leaf.path, "amendments")
    page = _Page(leaf.pack, source)
    rows = data.get("amendments", ())
    return tuple(page.amendment(row, ("amendments", n)) for n, row in enumerate(rows))


class _Page(Frozen):
    """A file being made into records: whose it is, and where everything stands."""

    pack: Pack
    source: Source

    def sections(self, items: Iterable[Any], path: Path) -> tuple[Section, ...]:
        return tuple(self._section(item, (*path, n)) for n, item in enumerate(items))

    def clauses(self, items: Iterable[Any], path: Path) -> tuple[Clause, ...]:
        return tuple(self._clause(item, (*path, n)) for n, item in enumerate(items))

    def amendment(self, row: Mapping[str, Any], path: Path) -> amendments.Amendment:
        action = next((each for each in amendments.Action if each in row), None)
        return amendments.Amendment(
            action,
            str(row[action]) if action else "",
            self._fields(row, path),
            row.get("was", ""),
            self.pack,
            self.source.place(path),
        )

    def _section(self, data: Mapping[str, Any], path: Path) -> Section:
        made = Section(str(data["id"]), pack=self.pack, place=self.source.place(path))
        return self._finished(made, data, path)

    def _clause(self, data: Any, path: Path) -> Clause:
        if isinstance(data, str):
            return Clause("", data, pack=self.pack, place=self.source.place(path))
        made = Clause(str(data.get("id", "")), pack=self.pack, place=self.source.place(path))
        return self._finished(made, data, path)

    def _finished(self, made: _Some, data: Mapping[str, Any], path: Path) -> _Some:
        fields = self._fields(data, path)
        holder = fields.pop("mandatory", None)
        return marked(changed(made, **fields), holder)

    def _fields(self, data: Mapping[str, Any], path: Path) -> dict[str, Any]:
        """Return the fields that a clause, a section or an amendment gives, as records."""
        fields: dict[str, Any] = {name: data[name] for name in _PLAIN if name in data}
        if "each" in data:
            fields["each"] = next(iter(data["each"].items()))
        if "mandatory" in data:
            fields["mandatory"] = self.pack if data["mandatory"] else None
        for name in ("items", "clauses"):
            if name in data:
                fields[name] = self.clauses(data[name], (*path, name))
        if "sections" in data:
            fields["sections"] = self.sections(data["sections"], (*path, "sections"))
        return fields
