"""A strict check of a made document: would Word open it, is all of it there, is it harmless.

It shares no code with what makes documents, so that a mistake there is seen here.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Diagnostic, Report
from docgen.docx.check import container, references, structure, wording
from docgen.docx.check.opening import Package, Unreadable, parse_parts, read_members, read_relations

__all__ = ["check_package"]

_OF_PACKAGE = (
    container.check_types,
    container.check_relations,
    container.check_references,
    container.check_pictures,
    references.check_ids,
    references.check_bookmarks,
    references.check_fields,
    references.check_numbering,
    references.check_styles,
    references.check_notes,
    wording.check_properties,
)
_OF_STORY = (
    structure.check_nesting,
    structure.check_spaces,
    structure.check_cells,
    structure.check_tables,
    structure.check_fields,
    structure.check_revisions,
    wording.check_leftovers,
)


def check_package(data: bytes, name: str) -> Report:
    """Return everything that is wrong with a made DOCX; `name` is the file a finding speaks of."""
    try:
        members = read_members(data, name)
        parts = parse_parts(members, name)
    except Unreadable as problem:
        return Report(problem.found)
    return Report(_findings(Package(name, members, parts, read_relations(parts))))


def _findings(package: Package) -> Iterator[Diagnostic]:
    for check in _OF_PACKAGE:
        yield from check(package)
    for part in package.stories():
        for check_story in _OF_STORY:
            yield from check_story(package, part)
    if package.main in package.parts:
        yield from structure.check_sections(package, package.parts[package.main])
