"""Templates and words checked against the palette before any data exist, all findings at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from docgen.clauses import Clauses
from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.docx.examine import Examined, examine
from docgen.docx.look import Face
from docgen.docx.variables import Variable
from docgen.errors import DocgenError
from docgen.packs import PARTS, Kind, PackStack
from docgen.palette import Lost, Scope, check_clauses, check_kind, scope_of
from docgen.palette.findings import lost_field, not_a_list
from docgen.palette.wording import LOOPED, allowed
from docgen.wording import dialect

Judge = Callable[[str], Face]
_LOOK, _WORDS = "template.docx", "clauses.yaml"
_BY_INCLUDER: Final = "Имя может задать шаблон, который вставляет эту часть ({% set … %})."


def check_kinds(stack: PackStack, kinds: Iterable[Kind], face: Judge) -> Report:
    """Check everything that some kinds are made of: descriptions, words, templates."""
    chosen = tuple(kinds)
    found = [each for kind in chosen for each in check_kind(kind)]
    for path, users in shared_files(stack, chosen, _WORDS):
        found += _check_words(path, users, stack)
    for path, users in shared_files(stack, chosen, _LOOK):
        found += check_file(path, stack, users, face)
    return Report(found)


def examined_files(stack: PackStack, kinds: Iterable[Kind]) -> tuple[Path, ...]:
    """Return the templates that checking some kinds looks at."""
    return tuple(path for path, _ in shared_files(stack, tuple(kinds), _LOOK))


def check_file(path: Path, stack: PackStack, kinds: Iterable[Kind] | None, face: Judge) -> Report:
    """Check a template; without kinds, as one of the kinds in whose place it lies, or of any."""
    users = users_of(path, stack) if kinds is None else tuple(kinds)
    examined = _examine(path, stack, face)
    lost = _check_fields(examined.variables, scope_of(users))
    if path.parent.name == PARTS:
        lost = map(_softened, lost)
    return examined.report + lost


def shared_files(
    stack: PackStack, kinds: tuple[Kind, ...], name: str
) -> Iterator[tuple[Path, tuple[Kind, ...]]]:
    """Yield the files of a name that some kinds use, each with all the kinds that share it."""
    for path in dict.fromkeys(stack.find(kind, name) for kind in kinds):
        if path is not None:
            yield path, tuple(kind for kind in stack.kinds() if stack.find(kind, name) == path)


def users_of(path: Path, stack: PackStack) -> tuple[Kind, ...]:
    """Return the kinds that are made from a file."""
    whole = path.resolve()
    found = ((kind, stack.find(kind, path.name)) for kind in stack.kinds())
    return tuple(kind for kind, used in found if used is not None and used.resolve() == whole)


def _check_words(path: Path, users: tuple[Kind, ...], stack: PackStack) -> Iterator[Diagnostic]:
    try:
        clauses = Clauses.read(path, stack.typesetter())
    except DocgenError as error:
        yield from error.report
    else:
        yield from check_clauses(clauses, users)


def _examine(path: Path, stack: PackStack, face: Judge) -> Examined:
    return examine(
        path.read_bytes(),
        name=str(path),
        dialect=dialect(stack.typesetter()),
        parts=stack.part,
        face=face,
    )


def _check_fields(variables: Iterable[Variable], scope: Scope) -> Iterator[Diagnostic]:
    """Yield every use of a field that leads nowhere."""
    used = tuple(variables)
    doubted = tuple(each.path for each in used if each.optional)
    for each in used:
        found = scope.find(each.path)
        for place in each.places:
            if isinstance(found, Lost):
                if not allowed(each.path, doubted):
                    yield lost_field(each.path, found, place)
            elif each.listed and found.type.sort not in LOOPED:
                yield not_a_list(each.path, found, place)


def _softened(found: Diagnostic) -> Diagnostic:
    """Return a finding about a shared part as a doubt: who includes it may set names for it."""
    return replace(found, hint=found.hint or _BY_INCLUDER, severity=Severity.WARNING)
