"""The words of a school's and a region's own packs as rules read them: line by line, no values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from docgen import shelf
from docgen.clauses import Clause, Node, read_words
from docgen.errors import TemplateError
from docgen.files import digest_of
from docgen.packs import Kind, Leaf, PackStack
from docgen.rules.situation import Line, Wordy

_REMEMBERED: Final = 256  # kinds with words of some layer's own
_TAGS: Final = r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\*\*"


def wordy_kinds(packs: PackStack) -> tuple[Wordy, ...]:
    """Return the kinds whose words some layer over the built-in pack has changed."""
    if len(packs.packs) == 1:
        return ()
    return tuple(_wordy(kind, packs) for kind in packs.kinds() if _changed(kind, packs))


def _changed(kind: Kind, packs: PackStack) -> bool:
    return any(not leaf.pack.is_built_in for leaf in packs.leaves(kind))


def _wordy(kind: Kind, packs: PackStack) -> Wordy:
    """Return the words of a kind; what cannot be read is told by whoever prints it."""
    leaves = packs.leaves(kind)
    try:
        return Wordy(kind, _kept(leaves, tuple(digest_of(leaf.path) for leaf in leaves)))
    except TemplateError:
        return Wordy(kind, ())


@lru_cache(_REMEMBERED)
def _kept(leaves: tuple[Leaf, ...], contents: tuple[str, ...]) -> tuple[Line, ...]:
    """Return the lines of files, unless the same ones were read before: schools share layers."""
    named = (f"{leaf.path} {what}" for leaf, what in zip(leaves, contents, strict=True))
    return shelf.kept(f"lines {' '.join(named)}", lambda: _read(leaves))


def _read(leaves: tuple[Leaf, ...]) -> tuple[Line, ...]:
    words = read_words(leaves)[0]
    nodes: tuple[Node, ...] = (*words.preamble, *words.sections)
    return tuple(line for node in nodes for line in _lines(node, "", certain=True))


def _lines(node: Node, before: str, *, certain: bool) -> Iterator[Line]:
    """Yield what a section or a clause says, then what it holds."""
    certain = certain and not node.when and not (isinstance(node, Clause) and node.each)
    own = not node.pack.is_built_in
    text = node.text if isinstance(node, Clause) else ""
    said = [_plain(each) for each in (node.title, text) if each]
    for each in said:
        yield Line(each, node.place, own, certain, before)
        before = each
    held = (*node.items, *node.clauses) if isinstance(node, Clause) else node.clauses
    for inner in held:
        yield from _lines(inner, before, certain=certain)


def _plain(text: str) -> str:
    """Return a text without its tags and marks."""
    return re.sub(_TAGS, "", text, flags=re.DOTALL)
