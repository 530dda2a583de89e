"""Digests of clauses: an amendment remembers by them which words it was written over."""

from __future__ import annotations

import json
from typing import Any

from docgen.clauses.words import Clause, Node, Section
from docgen.files import digest as digest_of_bytes


def digest(node: Node, *, deep: bool = False) -> str:
    """Return 12 hexadecimal digits that change with the words of a clause or a section.

    What it holds as clauses of their own counts only if `deep`; how lines are broken never does.
    """
    plain = json.dumps(_plain(node, deep=deep), ensure_ascii=False)
    return digest_of_bytes(plain.encode("utf-8", "surrogatepass"))[:12]


def _plain(node: Node, *, deep: bool) -> list[Any]:
    own: list[Any] = [_line(node.title), _line(node.when)]
    own += [node.annex] if isinstance(node, Section) else _of_clause(node)
    return [*own, *([node.id, _plain(each, deep=True)] for each in node.clauses if deep)]


def _of_clause(clause: Clause) -> list[Any]:
    items = [[each.id, _plain(each, deep=True)] for each in clause.items]
    return [_line(clause.text), clause.each, items]


def _line(text: str) -> str:
    return " ".join(text.split())
