"""What a person changed in the look of a manuscript, carried into the template it is printed with.

Styles, sheets, headers and footers are the template's own; of a table or a paragraph that it
prints itself, marks say which block of it that is. What belongs to one clause alone cannot be
carried, and is told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from docgen.diagnostics import Diagnostic, Place, Report
from docgen.docx.include import Parts
from docgen.docx.inlining import inlined, marked, names_in, path_of, unmark
from docgen.records import Frozen
from docgen.studio.looks.account import Account
from docgen.studio.looks.blocks import carry_blocks, without_strange_styles
from docgen.studio.looks.clauses import tell_clauses
from docgen.studio.looks.layouts import Layouts
from docgen.studio.looks.paragraphs import changed_paragraphs
from docgen.studio.looks.samples import Change, Told
from docgen.studio.looks.sense import forget_nonsense
from docgen.studio.looks.sheets import carry_sheets
from docgen.studio.looks.styles import carry_styles
from docgen.studio.looks.tables import changed_tables
from docgen.studio.versions import Version


class Redressed(Frozen):
    """A template with the look that a manuscript was given: what changed, and what could not."""

    data: bytes
    changes: tuple[str, ...]
    report: Report

    def refused(self, template: bytes, why: Diagnostic) -> Redressed:
        """Return the template as it was, and why."""
        return Redressed(template, (), Report([*self.report, why]))


class Look(Frozen):
    """A template as manuscripts are printed with it: its parts put in, its blocks marked."""

    template: bytes
    marked: bytes
    parts: Parts

    @classmethod
    def of(cls, template: bytes, parts: Parts, file: str) -> Look:
        """Read a template; TemplateError says why it cannot be read."""
        return cls(template, inlined(template, parts, file=file), parts)

    def touched(self, paths: Collection[str]) -> bytes:
        """Return the template with the parts put in that these paths lead to, blocks marked."""

        def leads(path: str) -> bool:
            return any(each == path or each.startswith(f"{path}.") for each in paths)

        return inlined(self.template, self.parts, leads)


def redressed(
    look: Look, printed: bytes, edited: bytes, names: Mapping[str, str], file: str = ""
) -> Redressed:
    """Carry the changes of look from a manuscript to its template.

    `names` are the keys of clauses by their bookmarks. TemplateError says why a file is unreadable.
    """
    was, now = Version(printed), _sensible(edited, file)
    template, laid = _touched(look, _laid(look, was, _sensible(edited, file), names))
    styles, pages, blocks = now.styles, now.pages, now.blocks
    now.name_styles_as(template)
    account = Account(Place(file))
    carry_blocks(template, laid, account)
    for name in sorted({name for path in _paths(laid) for name in names_in(path)}):
        account.change(f"общая часть «{name}» вписана в этот шаблон")
    carry_styles(template, was.styles, styles, account)
    carry_sheets((template, template.pages), was.pages, (now, pages), account)
    tell_clauses(was.blocks, blocks, names, account)
    unmark(template.root)
    data = template.packed() if account.changes else look.template
    return Redressed(data, account.changes, account.report)


def _sensible(edited: bytes, file: str) -> Version:
    """Read an edited file without what no Word would have said."""
    version = Version(edited, file)
    forget_nonsense(version.opened.parts.values())
    return version


def _laid(look: Look, was: Version, now: Version, names: Mapping[str, str]) -> list[Told]:
    """Return what was changed in tables and in paragraphs that the template prints itself."""
    whole = Version(look.marked)
    now.name_styles_as(whole)
    blocks = dict(marked(whole.root))
    old, new = (Layouts(each.root, each.opened.related("styles")) for each in (was, now))
    return [
        *changed_tables(blocks, old.tables, new.tables),
        *changed_paragraphs(blocks, was, now, names),
    ]


def _touched(look: Look, laid: Sequence[Told]) -> tuple[Version, list[Told]]:
    """Return the template with the parts put in that are changed, and what can be changed in it."""
    template = Version(look.touched(_paths(laid)))
    known = list(without_strange_styles(laid, frozenset(template.style_names.values())))
    if _paths(known) != _paths(laid):
        template = Version(look.touched(_paths(known)))
    return template, known


def _paths(laid: Sequence[Told]) -> frozenset[str]:
    """Return the paths of the parts whose blocks are changed."""
    return frozenset(path_of(each.mark) for _, each in laid if isinstance(each, Change))
