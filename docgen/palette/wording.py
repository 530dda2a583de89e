"""Do the words of a kind – `clauses.yaml` and `kind.yaml` – name only what there is?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from jinja2 import TemplateError as JinjaError
from jinja2 import nodes

from docgen.clauses import Clause, Clauses
from docgen.diagnostics import Diagnostic, Place
from docgen.docx.uses import Use, path_of, uses_of
from docgen.packs import STAMPS, Kind, PackStack
from docgen.palette.findings import lost_field, not_a_list, wrong_tag
from docgen.palette.scopes import Lost, Scope, scope_of
from docgen.palette.types import ANYTHING, KEYS, LIST
from docgen.wording import TextError, Wording
from docgen.wording.sandbox import text_sandbox

LOOPED: Final = (LIST, KEYS, ANYTHING)
Names = Mapping[str, str | None]


def check_clauses(clauses: Clauses, kinds: Iterable[Kind]) -> Iterator[Diagnostic]:
    """Yield the names in `clauses.yaml` that no document of these kinds is given."""
    scope = scope_of(kinds, "clauses")
    for section in clauses.sections:
        yield from check_text(_expression(section.when), {}, section.place, scope)
        yield from check_text(section.title, {}, section.place, scope)
        yield from _check_each(section.clauses, {}, scope)
    yield from _check_each(clauses.preamble, {}, scope)


def check_kind(kind: Kind) -> Iterator[Diagnostic]:
    """Yield the names in `kind.yaml` that its texts are not given."""
    texts = {"condition": _expression(kind.when), "file": kind.file, "heading": kind.heading}
    for sort, text in texts.items():
        yield from check_text(text, {}, kind.place, scope_of([kind], sort))


def check_stamps(stack: PackStack) -> Iterator[Diagnostic]:
    """Yield what is wrong with the tags in `stamps.yaml`, whichever layer they come from."""
    scope, wording = scope_of((), "stamp"), Wording()
    for kind, lines in stack.table(STAMPS).items():
        for number, line in enumerate(lines):
            place = stack.where(STAMPS, kind, number)
            try:
                wording.check(line)
            except TextError as error:
                yield wrong_tag(line, place, error)
            yield from check_text(line, {}, place, scope)


def check_uses(uses: Iterable[Use], scope: Scope, place: Place) -> Iterator[Diagnostic]:
    """Yield what is wrong with the uses of fields in one place.

    What is asked `is defined`, or has a `default`, may be absent, and so may all that is in it.
    """
    given = list(uses)
    doubted = tuple(use.path for use in given if use.optional)
    for use in given:
        found = scope.find(use.path)
        if isinstance(found, Lost):
            if not allowed(use.path, doubted):
                yield lost_field(use.path, found, place)
        elif use.listed and found.type.sort not in LOOPED:
            yield not_a_list(use.path, found, place)


def allowed(path: str, doubted: Iterable[str]) -> bool:
    """Whether a field, or something that it is a field of, was asked for first."""
    return any(path == each or path.startswith((f"{each}.", f"{each}[")) for each in doubted)


def check_text(text: str, names: Names, place: Place, scope: Scope) -> Iterator[Diagnostic]:
    """Yield what is wrong with the names of one text; a text that cannot be read has its own."""
    tree = _parsed(text)
    if tree is not None:
        yield from check_uses(uses_of(tree, text_sandbox().globals, names), scope, place)


def _check_each(clauses: Iterable[Clause], names: Names, scope: Scope) -> Iterator[Diagnostic]:
    for clause in clauses:
        inner = names
        if clause.each is not None:
            source = _expression(clause.each[1])
            yield from check_text(source, names, clause.place, scope)
            inner = {**names, clause.each[0]: _element(source, names)}
        for text in (_expression(clause.when), clause.text, clause.title):
            yield from check_text(text, inner, clause.place, scope)
        yield from _check_each(clause.items, inner, scope)
        yield from _check_each(clause.clauses, inner, scope)


def _element(source: str, names: Names) -> str | None:
    tree = _parsed(source)
    path = path_of(tree, text_sandbox().globals, names) if tree is not None else None
    return f"{path}[]" if path else None


def _parsed(text: str) -> nodes.Template | None:
    if "{" not in text:
        return None
    try:
        return text_sandbox().tree(text)
    except JinjaError:
        return None


def _expression(text: str) -> str:
    return f"{{{{ {text} }}}}" if text else ""
