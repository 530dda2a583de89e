"""Amendments laid over words, one after another; each says why it cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.clauses import findings
from docgen.clauses.amendments import Action, Amendment
from docgen.clauses.digests import digest
from docgen.clauses.words import Change, Node, Removed, Words, below, changed, lists, marked
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.packs import Leaf, Pack
from docgen.records import replace


def amend(words: Words, amendments: Iterable[Amendment]) -> tuple[Words, Report]:
    """Apply amendments in order; one that is wrong changes nothing, and the report says why."""
    report = Report()
    for amendment in amendments:
        found = Report(_findings(words, amendment))
        report = report + found
        if found.ok:
            words = _amended(words, amendment)
    return words, report


def keep_mandatory(under: Words, over: Words, leaf: Leaf) -> tuple[Words, Report]:
    """Lay a whole text over another: what is mandatory below must stand in it word for word."""
    found = []
    for _, node in under.nodes():
        if node.mandatory is None or node.mandatory == leaf.pack or not node.id:
            continue
        if _standing(under, node.id) != _standing(over, node.id):
            said = over.find(node.id)
            place = said[1].place if said else Place(str(leaf.path))
            found.append(findings.mandatory(node, leaf.pack, place))
        over = over.changed(node.id, _marker(node.mandatory))
    return over, Report(found)


def _findings(words: Words, amendment: Amendment) -> Iterator[Diagnostic]:
    if amendment.action is None:
        yield findings.no_action(amendment)
        return
    target = words.find(amendment.target)
    if target is None:
        yield findings.no_target(amendment, words)
        return
    role, node = target
    if amendment.unfit(role) or (not amendment.fields and amendment.fit(role)):
        yield findings.unfit(amendment, role)
    yield from _doubled(words, amendment, node)
    yield from _forbidden(amendment, node)
    if amendment.was and amendment.was != amendment.digest_of(node):
        yield findings.changed_below(amendment, node)


def _doubled(words: Words, amendment: Amendment, node: Node) -> Iterator[Diagnostic]:
    """Yield the new ids that something else has, the first of two new ones included."""
    replaced = amendment.action is Action.REPLACE
    going = {
        each.id
        for name in ("items", "clauses")
        if replaced and name in amendment.fields
        for own in getattr(node, name)
        for each in (own, *below(own))
    }
    taken = {identifier for identifier, _ in words.ids()} - going
    for identifier, place in amendment.ids:
        if identifier in taken:
            yield findings.doubled(identifier, place)
        taken.add(identifier)


def _forbidden(amendment: Amendment, node: Node) -> Iterator[Diagnostic]:
    """Yield the mandatory clauses of higher layers that an amendment touches, outermost only."""
    for each in _touched(amendment, node):
        if each.mandatory is not None and each.mandatory != amendment.pack:
            yield findings.mandatory(each, amendment.pack, amendment.place)
            return


def _touched(amendment: Amendment, node: Node) -> Iterator[Node]:
    """Yield what an amendment changes: its target, and what the target holds or lets be printed."""
    if amendment.action not in (Action.REPLACE, Action.REMOVE):
        return
    yield node
    hides = amendment.action is Action.REMOVE or {"when", "each"} & set(amendment.fields)
    for name, own in lists(node):
        if hides or name in amendment.fields:
            yield from (each for held in own for each in (held, *below(held)))


def _amended(words: Words, amendment: Amendment) -> Words:
    match amendment.action:
        case Action.REMOVE:
            return _without(words, amendment)
        case Action.REPLACE:
            return words.changed(amendment.target, lambda node: (_replaced(node, amendment),))
        case Action.AFTER:
            return words.changed(amendment.target, lambda node: (node, *amendment.new))
        case Action.BEFORE:
            return words.changed(amendment.target, lambda node: (*amendment.new, node))
        case _:
            return words.changed(amendment.target, lambda node: (_longer(node, amendment),))


def _without(words: Words, amendment: Amendment) -> Words:
    found = words.find(amendment.target)
    assert found is not None  # _findings looked
    gone = (found[1], *below(found[1]))
    removed = (Removed(node.id, amendment.pack, amendment.place) for node in gone if node.id)
    return replace(
        words.changed(amendment.target, lambda _: ()), removed=(*words.removed, *removed)
    )


def _replaced(node: Node, amendment: Amendment) -> Node:
    """Return a node with the given fields; one that is only made mandatory keeps its origin."""
    fields = dict(amendment.fields)
    holder = fields.pop("mandatory", node.mandatory)
    if fields:
        node = changed(node, **fields, pack=amendment.pack, place=amendment.place)
    return marked(node, holder) if holder else changed(node, mandatory=None)


def _longer(node: Node, amendment: Amendment) -> Node:
    lists = {name: (*getattr(node, name), *own) for name, own in amendment.fields.items()}
    return changed(node, **lists)


def _standing(words: Words, identifier: str) -> tuple[object, ...] | None:
    """Return the words of a clause with the conditions of all that holds it; None if it is gone."""
    found = words.find(identifier)
    if found is None:
        return None
    holders = [
        (node.when, getattr(node, "each", None))
        for _, node in words.nodes()
        if any(each.id == identifier for each in below(node))
    ]
    return (digest(found[1]), *holders)


def _marker(holder: Pack) -> Change:
    return lambda node: (marked(node, holder),)
