"""Indicators: formulas over named quantities, counted from the programme or stated by the school.

A quantity of the packs' formulas is known by its symbol. Those in `COUNTED` docgen counts itself;
the others the school states once, beside any of these indicators, and all of them have it. The
school's own formulas have only what is stated beside them: their letters may mean other things.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from docgen.deferred import pattern
from docgen.facts.figures import MINUS, NBSP, NO_DATA, amount, decimal, mean_of, signed
from docgen.facts.plain import mapping
from docgen.facts.surveys import marks, paired
from docgen.model import Indicator, Programme
from docgen.model.counting import COUNTED

SATISFIED = 8  # the mark of ten from which a respondent counts as satisfied
_LONGEST = 200
# What no formula has: other signs, and a number grown together with a word.
_FOREIGN = pattern(r"[^\w\s.+\-*/()]|(?<!\w)\d[\d.]*[^\W\d]")
_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_SIGNS = str.maketrans({"·": "*", "×": "*", "•": "*", ":": "/", "–": "-", "−": "-", ",": "."})
# What the schema takes for granted.
_INDICATOR = mapping(Indicator(code="", title=""))

Surveys = Sequence[Mapping[str, Any]]


def indicator_facts(
    programme: Programme, pack: Iterable[Mapping[str, Any]], surveys: Surveys
) -> list[dict[str, Any]]:
    """Return the school's indicators with their values: the pack's, then its own."""
    merged = list(_merged(pack, [mapping(each) for each in programme.indicators]))
    stated = _stated(merged)
    return [
        _facts(indicator, programme, surveys, stated)
        for indicator in merged
        if indicator["level"] == "school" and _concerns(indicator, programme)
    ]


def value_of(formula: str, amounts: Mapping[str, float | None]) -> float | None:
    """Return what a formula gives; None if a quantity is unknown, a divisor is 0 or it is wrong."""
    tree = parsed(formula)
    try:
        return None if tree is None else _computed(tree, amounts)
    except (ZeroDivisionError, KeyError, OverflowError):
        return None


def symbols(formula: str) -> set[str]:
    """Return the symbols that a formula uses."""
    tree = parsed(formula)
    return {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)} if tree else set()


def parsed(formula: str) -> ast.expr | None:
    """Return the tree of a formula of + − · / and brackets; None if it is not one."""
    text = re.sub(r"%\s*$", "", formula.strip()).translate(_SIGNS)
    if len(text) > _LONGEST or _FOREIGN.search(text):
        return None
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None
    return tree if all(_allowed(node) for node in ast.walk(tree)) else None


# What is counted from the answers about satisfaction: the role of those who answered.
_MEANS = ("До", "После")
_ASKED = {"Ун": "mentee", "Ом": "mentor", "Он": "mentee", "Ум": "mentor"}


def _merged(
    pack: Iterable[Mapping[str, Any]], own: Iterable[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield the pack's indicators with what the school says of them, then the school's others."""
    said = {each["code"]: _filled(each) for each in own}
    for indicator in pack:
        yield _completed(indicator, said.pop(indicator["code"], {}))
    yield from (_completed({}, each) for each in said.values())


def _filled(indicator: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in indicator.items() if value not in (None, "", [])}


def _completed(below: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Lay what the school says over an indicator of the pack.

    A formula of the school's own comes with its own quantities: a letter may mean another thing.
    """
    apart = "formula" in own or not below
    variables = {} if apart else {each["symbol"]: dict(each) for each in below["variables"]}
    for each in own.get("variables", ()):
        variables[each["symbol"]] = variables.get(each["symbol"], {}) | dict(each)
    level = below.get("level") or own.get("level") or "school"
    common = {"variables": list(variables.values()), "level": level, "apart": apart}
    return {**_INDICATOR, **below, **own, **common}


def _stated(indicators: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Return the quantities that the school has stated once for all formulas of the packs.

    What docgen counts, and what is said of one form, holds only where it is said.
    """
    common = (each for each in indicators if not each["form"] and not each["apart"])
    said = {symbol: each for one in common for symbol, each in _said(one).items()}
    return {symbol: each for symbol, each in said.items() if symbol not in COUNTED}


def _said(indicator: Mapping[str, Any]) -> dict[str, float]:
    """Return the quantities that are stated beside an indicator."""
    amounts = {each["symbol"]: each.get("amount") for each in indicator["variables"]}
    known = {symbol: each for symbol, each in amounts.items() if each is not None}
    return known | _ratio(indicator)


def _ratio(indicator: Mapping[str, Any]) -> dict[str, float]:
    """Return the stated numerator and denominator under the symbols of the formula's fraction."""
    tree = parsed(indicator["formula"])
    fractions = (
        (each.left, each.right)
        for each in (ast.walk(tree) if tree else ())
        if isinstance(each, ast.BinOp) and isinstance(each.op, ast.Div)
    )
    return {
        name.id: indicator[part]
        for fraction in fractions
        for name, part in zip(fraction, ("numerator", "denominator"), strict=True)
        if isinstance(name, ast.Name) and indicator[part] is not None
    }


def _concerns(indicator: Mapping[str, Any], programme: Programme) -> bool:
    """Whether the programme has what an indicator is about: its form, and whom it counts."""
    if indicator["form"]:
        return indicator["form"] in programme.about.forms
    used = symbols(indicator["formula"])
    if used & {"Во", "Но"}:
        return programme.has_students
    return programme.has_teachers or not used & {"Вп", "Вм", "Зо"}


def _facts(
    indicator: Mapping[str, Any],
    programme: Programme,
    surveys: Surveys,
    stated: Mapping[str, float],
) -> dict[str, Any]:
    known = _amounts(indicator, programme, surveys, stated)
    value = _value(indicator, known)
    target = _target(indicator, programme.school_year)
    return {
        **indicator,
        "formula_text": _formula_text(indicator),
        "variables": [
            each | {"amount": known[each["symbol"]], "text": amount(known[each["symbol"]])}
            for each in indicator["variables"]
        ],
        "value": value,
        "text": amount(value, indicator["unit"]),
        "target": target,
        "target_text": "" if target is None else amount(target, indicator["unit"]),
        "reached": None if value is None or target is None else value >= target,
        "change": change(indicator["before"], indicator["after"]),
    }


def _amounts(
    indicator: Mapping[str, Any],
    programme: Programme,
    surveys: Surveys,
    stated: Mapping[str, float],
) -> dict[str, float | None]:
    """Return every quantity of an indicator: stated, counted, or unknown."""
    apart = indicator["apart"]
    counted = {} if apart else _counted(indicator, programme, surveys)
    known = {**counted, **({} if apart else stated), **_said(indicator)}
    named = {each["symbol"] for each in indicator["variables"]}
    return {symbol: known.get(symbol) for symbol in named | symbols(indicator["formula"])}


def _counted(
    indicator: Mapping[str, Any], programme: Programme, surveys: Surveys
) -> dict[str, float | None]:
    """Return what docgen counts for a formula of a pack, over the pairs that it is about."""
    pairs = [each for each in programme.pairs if indicator["form"] in (None, each.form)]
    used = symbols(indicator["formula"])
    counted = {name: count(programme, pairs) for name, count in COUNTED.items() if name in used}
    asked = {name: _satisfied(name, surveys) for name in _ASKED if name in used}
    return counted | asked | (_means(surveys) if used & set(_MEANS) else {})


def _satisfied(symbol: str, surveys: Surveys) -> float | None:
    """Return how many were asked how satisfied they are, or how many are; None if nobody was."""
    asked = [each for each in surveys if each["role"] == _ASKED[symbol] and each["phase"] == "once"]
    first = [next(iter(_scales(survey)), "") for survey in asked]
    given = [
        mark
        for survey, question in zip(asked, first, strict=True)
        for mark in marks([survey], question, "once").values()
    ]
    if not given:
        return None
    return len(given) if symbol.startswith("О") else sum(1 for each in given if each >= SATISFIED)


def _means(surveys: Surveys) -> dict[str, float | None]:
    """Return the mean marks before and after, of all who answered both times."""
    pairs = [each for _, _, *both in paired(surveys) for each in zip(*both, strict=True)]
    return {
        name: mean_of([pair[place] for pair in pairs]) if pairs else None
        for place, name in enumerate(_MEANS)
    }


def _scales(survey: Mapping[str, Any]) -> list[str]:
    return [each["id"] for each in survey["questions"] if each["kind"] == "scale"]


def _value(indicator: Mapping[str, Any], known: Mapping[str, float | None]) -> float | None:
    """Return the value; a share above the whole is no value, but a mistake in the data."""
    parts = {"А": indicator["numerator"], "Б": indicator["denominator"]}
    if indicator["formula"]:
        value = value_of(indicator["formula"], known)
    elif None in parts.values():
        value = indicator["after"]
    else:
        value = value_of("А / Б * 100", parts)
    if value is not None and _part_of_whole(indicator) and not 0 <= value <= 100:
        return None
    return value


def _part_of_whole(indicator: Mapping[str, Any]) -> bool:
    return bool(indicator["unit"] == "%" and "-" not in indicator["formula"].translate(_SIGNS))


def _target(indicator: Mapping[str, Any], year: str) -> float | None:
    """Return what is to be reached in this school year, however its second year is written."""
    found = (each["amount"] for each in indicator["targets"] if each["year"][:4] == year[:4])
    return next(found, None)


def _formula_text(indicator: Mapping[str, Any]) -> str:
    """Return the formula as a table prints it: «Ш3 = Пп / П · 100 %»."""
    if not indicator["formula"]:
        return ""
    text = re.sub(r"\s*\*\s*", " · ", indicator["formula"]).replace(" - ", f" {MINUS} ")
    return f"{indicator['code']} = {text}" + (" %" if indicator["unit"] == "%" else "")


def change(before: float | None, after: float | None) -> dict[str, Any] | None:
    """Return how a figure changed: the difference and, of a figure above 0, its share of it."""
    if before is None or after is None:
        return None
    delta = after - before
    part = f"{signed(delta / before * 100)}{NBSP}%" if before > 0 else NO_DATA
    shown = round(delta, 1)
    return {
        "before": decimal(before),
        "after": decimal(after),
        "delta": signed(delta),
        "percent": part,
        "way": "grown" if shown > 0 else "fallen" if shown < 0 else "same",
    }


def _allowed(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return type(node.value) in (int, float)
    if isinstance(node, ast.BinOp):
        return type(node.op) in _OPERATORS
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub)
    return isinstance(node, ast.Name | ast.operator | ast.expr_context | ast.unaryop)


def _computed(node: ast.expr, amounts: Mapping[str, float | None]) -> float | None:
    if isinstance(node, ast.Constant):
        return float(node.value)  # type: ignore[arg-type]  # only numbers are let in
    if isinstance(node, ast.Name):
        return amounts[node.id]
    if isinstance(node, ast.UnaryOp):
        value = _computed(node.operand, amounts)
        return None if value is None else -value
    if not isinstance(node, ast.BinOp):
        return None
    left, right = _computed(node.left, amounts), _computed(node.right, amounts)
    return None if left is None or right is None else _OPERATORS[type(node.op)](left, right)
