"""What a person wants to take: a kind of document or a shared part; a clause is neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from docgen.clauses import read_words
from docgen.diagnostics import Diagnostic
from docgen.errors import TemplateError
from docgen.packs import Kind, Pack, PackStack
from docgen.plan import chosen_kinds
from docgen.schema.nearness import distance, folded
from docgen.studio.copies import parts_below

_SHOWN: Final = 5  # of those that are near; there are hundreds of clauses


def wanted(stack: PackStack, own: Pack, name: str) -> Kind | str:
    """Return the part or the kind that a name means; TemplateError names those there are."""
    parts = parts_below(stack, own)
    if name in parts:
        return name
    kinds, _ = chosen_kinds(stack, (name,))
    if kinds:
        return kinds[0]
    clauses = dict(_clauses(stack))
    if name in clauses:
        raise TemplateError(_clause(name, clauses[name]))
    raise TemplateError(_unknown(name, parts, stack.kinds(), clauses))


def _clauses(stack: PackStack) -> Iterator[tuple[str, Kind]]:
    """Yield the ids of all clauses, each with the first kind that prints it."""
    for kind in reversed(stack.kinds()):
        leaves = stack.leaves(kind)
        for identifier, _ in read_words(leaves)[0].ids() if leaves else ():
            yield identifier, kind


def _nearest(name: str, known: Iterable[str]) -> list[str]:
    typed = folded(name)
    return sorted(known, key=lambda each: (distance(typed, folded(each)), each))


def _clause(name: str, kind: Kind) -> Diagnostic:
    return Diagnostic(
        "DG298",
        f"«{name}» – пункт документа «{kind.short}»: отдельно его не берут.",
        hint=f"Правьте его в Word: docgen template edit {kind.name} – или в amendments.yaml.",
    )


def _unknown(
    name: str, parts: Iterable[str], kinds: Iterable[Kind], clauses: Iterable[str]
) -> Diagnostic:
    """Say that there is nothing of a name; what is near comes first."""
    near = _nearest(name, [each.name for each in kinds])[:_SHOWN]
    return Diagnostic(
        "DG298",
        f"Взять «{name}» неоткуда: ни вида документа, ни общей части с таким именем нет.",
        hint=f"Общие части: {', '.join(_nearest(name, parts))}. "
        f"Виды, ближайшие по имени: {', '.join(near)}; все – docgen kinds. "
        f"Пункты ({', '.join(_nearest(name, clauses)[:_SHOWN])} и другие) правят командой "
        "docgen template edit.",
    )
