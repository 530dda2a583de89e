"""Expressions of tags: parsed by jinja, checked against an allow-list, made bounded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeVar

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser

from docgen.docx import errors
from docgen.docx.errors import Findings, nearest, russian
from docgen.docx.sandbox import Sandbox
from docgen.docx.tags import MAX_TAG, Tag

T = TypeVar("T", bound=nodes.Node)
_ALLOWED: Final = (
    nodes.Name,
    nodes.Const,
    nodes.Tuple,
    nodes.List,
    nodes.Dict,
    nodes.Pair,
    nodes.Keyword,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Test,
    nodes.Call,
    nodes.Getitem,
    nodes.Getattr,
    nodes.Slice,
    nodes.Concat,
    nodes.Compare,
    nodes.Operand,
    nodes.BinExpr,
    nodes.UnaryExpr,
)
_OLD_GLOBALS: Final = (
    "cycler",
    "joiner",
    "namespace",
    "lipsum",
    "dict",
    "self",
    "caller",
    "varargs",
)


class Expressions:
    """Parses the expressions of tags; everything wrong goes to the findings."""

    def __init__(self, sandbox: Sandbox, findings: Findings) -> None:
        self._sandbox = sandbox
        self._findings = findings

    def value(self, tag: Tag, source: str | None = None) -> nodes.Expr | None:
        """Parse the expression of a `{{ }}` tag."""
        template = self._parse(tag, "{{ " + (tag.body if source is None else source) + " }}")
        output = template.body[0] if template and template.body else None
        if isinstance(output, nodes.Output) and len(output.nodes) == 1:
            return self._checked(tag, output.nodes[0])
        if template is not None:
            self._findings.add(errors.SYNTAX, f"Пустой тег {tag.text}.", tag.place)
        return None

    def statement(self, tag: Tag, closing: str = "") -> nodes.Stmt | None:
        """Parse a statement; `closing` ends a block so that jinja can read its head alone."""
        template = self._parse(tag, f"{{% {tag.body} %}}{closing}")
        found = template.body[0] if template and template.body else None
        if not isinstance(found, nodes.Stmt) or not self._statement_fits(tag, found):
            return None
        return self._checked(tag, found)

    def _parse(self, tag: Tag, source: str) -> nodes.Template | None:
        if len(source) > 2 * MAX_TAG:
            message = f"Тег слишком длинный: {tag.text}."
            self._findings.add(errors.TOO_MUCH, message, tag.place, "Разбейте его на части.")
            return None
        try:
            return Parser(self._sandbox, source).parse()
        except TemplateSyntaxError as problem:
            self._syntax(tag, problem)
        except (RecursionError, ValueError, MemoryError, OverflowError):
            message = f"Слишком сложное выражение: {tag.text}."
            self._findings.add(errors.TOO_MUCH, message, tag.place, "Упростите его.")
        return None

    def _syntax(self, tag: Tag, problem: TemplateSyntaxError) -> None:
        reason = russian(problem.message or "")
        message = f"Ошибка в теге {tag.text}: {reason}."
        hint = "Проверьте скобки, кавычки и запятые внутри тега."
        self._findings.add(errors.SYNTAX, message, tag.place, hint)

    def _statement_fits(self, tag: Tag, found: nodes.Stmt) -> bool:
        if isinstance(found, nodes.AssignBlock):
            self._forbid(tag, "блок set … endset", "Напишите {% set имя = выражение %}.")
        elif isinstance(found, nodes.For) and found.recursive:
            self._forbid(tag, "рекурсивный цикл", "Напишите вложенный цикл.")
        elif isinstance(found, nodes.Assign) and not isinstance(found.target, nodes.Name):
            self._forbid(tag, "присваивание частям значения", "Присвойте одному имени.")
        else:
            return True
        return False

    def _forbid(self, tag: Tag, what: str, hint: str = "") -> None:
        message = f"В шаблоне запрещено: {what} ({tag.text})."
        self._findings.add(errors.FORBIDDEN, message, tag.place, hint)

    def _checked(self, tag: Tag, root: T) -> T | None:
        """Check a tree against the allow-list and rewrite what needs a bounded form."""
        before = len(self._findings.found)
        try:
            for node in _children(root):
                self._check(tag, node)
            made = _rewrite(root)
            made.set_lineno(tag.number, override=True)
        except RecursionError:
            message = f"Слишком сложное выражение: {tag.text}."
            self._findings.add(errors.TOO_MUCH, message, tag.place, "Упростите его.")
        return made if len(self._findings.found) == before else None

    def _check(self, tag: Tag, node: nodes.Node) -> None:
        if isinstance(node, nodes.Name):
            if node.name.startswith("_") or node.name in _OLD_GLOBALS:
                self._forbid(tag, f"имя «{node.name}»")
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            self._forbid(tag, f"служебное поле «{node.attr}»")
        elif isinstance(node, nodes.Getitem) and _private(node.arg):
            self._forbid(tag, "служебное поле")
        elif isinstance(node, nodes.Filter):
            self._known(tag, node.name, self._sandbox.filters, "Фильтр")
        elif isinstance(node, nodes.Test):
            self._known(tag, node.name, self._sandbox.tests, "Проверка")
        elif isinstance(node, nodes.Call):
            self._check_call(tag, node)
        elif not isinstance(node, (*_ALLOWED, nodes.Stmt)):
            self._forbid(tag, f"конструкция {type(node).__name__}")

    def _known(self, tag: Tag, name: str, known: Iterable[str], what: str) -> None:
        if name not in known:
            names = [item for item in known if not item.startswith(" ")]
            message = f"{what} «{name}» не существует: {tag.text}."
            self._findings.add(errors.UNKNOWN_FUNCTION, message, tag.place, nearest(name, names))

    def _check_call(self, tag: Tag, node: nodes.Call) -> None:
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            self._forbid(tag, "вызов с * или **")
        target = node.node
        while isinstance(target, nodes.Getattr):
            target = target.node
        if not isinstance(target, nodes.Name):
            self._forbid(tag, "вызов выражения", "Вызывать можно только функции по имени.")


def _private(argument: nodes.Node) -> bool:
    return (
        isinstance(argument, nodes.Const)
        and isinstance(argument.value, str)
        and argument.value.startswith("_")
    )


def _children(root: nodes.Node) -> list[nodes.Node]:
    found = [root]
    for node in found:
        found.extend(node.iter_child_nodes())
    return found


def _rewrite(root: T) -> T:
    """Put `~` and the values of `set` and `with` through bounded functions."""
    for node in _children(root):
        for name in node.fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                setattr(node, name, [_bounded(item) for item in value])
            elif isinstance(value, nodes.Concat):
                setattr(node, name, _bounded(value))
    if isinstance(root, nodes.Assign):
        root.node = weighed(root.node)
    elif isinstance(root, nodes.With):
        root.values = [weighed(value) for value in root.values]
    made: T = _bounded(root)
    return made


def _bounded(node: Any) -> Any:
    if isinstance(node, nodes.Concat):
        return call_filter(nodes.List(node.nodes), " concat")
    return node


def weighed(value: Any) -> Any:
    """Measure a computed value; a plain path is data and needs no measuring."""
    plain = isinstance(value, nodes.Name | nodes.Getattr | nodes.Const)
    return value if plain else call_filter(value, " weigh")


def call_filter(value: nodes.Expr, name: str) -> nodes.Filter:
    """Return `value|name`."""
    return nodes.Filter(value, name, [], [], None, None)
