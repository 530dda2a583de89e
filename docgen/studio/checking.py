"""Templates and words checked against the palette before any data exist, all findings at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from docgen.clauses import Clauses
from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.docx import errors
from docgen.docx.examine import Examined, examine
from docgen.docx.look import Face
from docgen.docx.variables import Variable
from docgen.errors import DocgenError
from docgen.letterhead import check_letterhead, is_letterhead
from docgen.packs import PARTS, Kind, PackStack
from docgen.palette import Lost, Scope, check_clauses, check_kind, check_stamps, scope_of
from docgen.palette.findings import lost_field, not_a_list
from docgen.palette.wording import LOOPED, allowed
from docgen.records import replace
from docgen.wording import dialect

Judge = Callable[[str], Face]
Measure = Callable[[Path], float | None]
_LOOK: Final = "template.docx"
_BY_INCLUDER: Final = "Имя может задать шаблон, который вставляет эту часть ({% set … %})."


def unmeasured(_: Path) -> float | None:
    """Say that nobody has laid a letterhead out."""
    return None


def check_kinds(
    stack: PackStack, kinds: Iterable[Kind], face: Judge, measure: Measure = unmeasured
) -> Report:
    """Check everything that some kinds are made of: descriptions, words, templates."""
    chosen = tuple(kinds)
    found = [each for kind in chosen for each in check_kind(kind)]
    for users in _sharing_words(stack, chosen):
        found += _check_words(users, stack)
    found += check_stamps(stack)
    for path, users in shared_files(stack, chosen, _LOOK):
        found += check_file(path, stack, users, face)
    for path in _heading(stack):
        found += check_file(path, stack, None, face, measure)
    return Report(found)


def examined_files(stack: PackStack, kinds: Iterable[Kind]) -> tuple[Path, ...]:
    """Return the templates that checking some kinds looks at."""
    looks = (path for path, _ in shared_files(stack, tuple(kinds), _LOOK))
    return (*looks, *_heading(stack))


def check_file(
    path: Path,
    stack: PackStack,
    kinds: Iterable[Kind] | None,
    face: Judge,
    measure: Measure = unmeasured,
) -> Report:
    """Check a template; without kinds, as one of the kinds in whose place it lies, or of any.

    `measure` says how much of a page a letterhead takes, if that can be seen.
    """
    users = users_of(path, stack) if kinds is None else tuple(kinds)
    report = check_data(path.read_bytes(), path, stack, users, face)
    if is_letterhead(path):
        return Report(_of_letterhead(path, stack, report, measure))
    return report


def check_data(
    data: bytes, path: Path, stack: PackStack, users: tuple[Kind, ...], face: Judge
) -> Report:
    """Check what is, or could be, the contents of a template."""
    examined = _examine(data, path, stack, face)
    scope = _of_head(stack) if is_letterhead(path) else scope_of(users)
    lost = _check_fields(examined.variables, scope)
    return examined.report + (map(_softened, lost) if path.parent.name == PARTS else lost)


def new_error(
    was: bytes, made: bytes, path: Path, stack: PackStack, users: tuple[Kind, ...]
) -> str:
    """Say what is wrong with the contents of a template as they are made, and was not before."""

    def wrong(data: bytes) -> dict[str, str]:
        report = check_data(data, path, stack, users, lambda _: Face.COMMON)
        errors = (each for each in report if each.severity is Severity.ERROR)
        return {each.code: each.message for each in errors}

    if was == made:
        return ""
    before, after = wrong(was), wrong(made)
    return next((said for code, said in after.items() if code not in before), "")


def check_head_fields(stack: PackStack) -> Report:
    """Say which fields of the letterhead lead nowhere; whatever else is wrong, loading has said."""
    found: list[Diagnostic] = []
    for path in _heading(stack):
        examined = _examine(path.read_bytes(), path, stack, lambda _: Face.COMMON)
        found += _check_fields(examined.variables, _of_head(stack))
    return Report(found)


def _of_head(stack: PackStack) -> Scope:
    """Return the names that every headed document sees: those of a kind about no one in particular.

    A letterhead heads orders for a pair and orders for all alike.
    """
    kinds = stack.kinds()
    return scope_of([each for each in kinds if each.per == "programme" and not each.data])


def _of_letterhead(
    path: Path, stack: PackStack, report: Report, measure: Measure
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a letterhead; styles that it does not use go nowhere."""
    titles = {kind.document for kind in stack.kinds() if kind.document}
    yield from (each for each in report if each.code != errors.HEAVY_STYLES)
    yield from check_letterhead(path, titles, measure(path))


def _heading(stack: PackStack) -> tuple[Path, ...]:
    """Return the letterhead of a folder, if there is one."""
    return (stack.heading.file,) if stack.heading.file else ()


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


def _sharing_words(stack: PackStack, kinds: tuple[Kind, ...]) -> Iterator[tuple[Kind, ...]]:
    """Yield the groups of kinds, all those there are, whose words are the same files."""
    for leaves in dict.fromkeys(stack.leaves(kind) for kind in kinds):
        if leaves:
            yield tuple(kind for kind in stack.kinds() if stack.leaves(kind) == leaves)


def _check_words(users: tuple[Kind, ...], stack: PackStack) -> Iterator[Diagnostic]:
    try:
        clauses = Clauses.of(users[0], stack)
    except DocgenError as error:
        yield from error.report
    else:
        assert clauses is not None  # the kinds have words
        yield from clauses.report
        yield from check_clauses(clauses, users)


def _examine(data: bytes, path: Path, stack: PackStack, face: Judge) -> Examined:
    return examine(
        data,
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
