"""Words as the text of a file: `amendments.yaml`, or a whole `clauses.yaml`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import yaml

from docgen.clauses.amendments import Amendment
from docgen.clauses.words import Clause, Node, Section, Words

_HEAD: Final = """\
# Поправки к тексту документа. Записаны docgen; править можно и здесь.
# was – отпечаток слов, которые поправка заменила: по нему docgen заметит, что они изменились.
"""
_WIDTH: Final = 110


def written(amendments: Iterable[Amendment]) -> str:
    """Return the file that says these amendments."""
    return _HEAD + _yaml({"amendments": [_row(each) for each in amendments]})


def whole(words: Words) -> str:
    """Return the file that says all of these words."""
    preamble = {"preamble": _value("clauses", words.preamble)} if words.preamble else {}
    return _yaml({**preamble, "sections": _value("sections", words.sections)})


def _yaml(data: Any) -> str:
    text: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=_WIDTH, indent=2)
    return text


def _row(amendment: Amendment) -> dict[str, Any]:
    assert amendment.action is not None  # only what a person wrote may lack one
    row: dict[str, Any] = {amendment.action.value: amendment.target}
    if amendment.was:
        row["was"] = amendment.was
    return row | {name: _value(name, value) for name, value in amendment.fields.items()}


def _value(name: str, value: Any) -> Any:
    if name == "each":
        return dict([value])
    if name in ("items", "clauses", "sections"):
        return [_node(each) for each in value]
    return bool(value) if name == "mandatory" else value


def _node(node: Node) -> Any:
    """Return a clause, an item or a section as a person writes it; words alone stay words."""
    names = ("title", "when", "annex") if isinstance(node, Section) else _CLAUSE
    said = {name: getattr(node, name) for name in names if getattr(node, name)}
    plain = {name: _value(name, value) for name, value in said.items()}
    plain |= {"id": node.id} if node.id else {}
    if node.clauses:
        plain["clauses"] = _value("clauses", node.clauses)
    ordered = {name: plain[name] for name in _ORDER if name in plain}
    return ordered["text"] if isinstance(node, Clause) and set(ordered) == {"text"} else ordered


_CLAUSE: Final = ("title", "when", "each", "text", "items")
_ORDER: Final = ("id", "title", "when", "each", "annex", "text", "items", "clauses")
