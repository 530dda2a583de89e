"""Expressions of tags: parsed by jinja, checked against an allow-list, made bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeVar

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser

from docgen.docx import errors
from docgen.docx.errors import Findings, nearest, russian
from docgen.docx.grammar import Grammar
from docgen.docx.sandbox import Sandbox
from docgen.docx.state import Refused
from docgen.docx.tag import MAX_TAG, Tag

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
    nodes.Template,
    nodes.TemplateData,
    nodes.Output,
    nodes.If,
    nodes.For,
    nodes.With,
    nodes.Assign,
)
MAX_NESTING: Final = 60
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
        self.grammar = Grammar(sandbox)
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
        return self._checked(tag, found) if isinstance(found, nodes.Stmt) else None

    def _parse(self, tag: Tag, source: str) -> nodes.Template | None:
        if len(source) > 2 * MAX_TAG:
            message = f"Тег слишком длинный: {tag.text}."
            self._findings.add(errors.TOO_MUCH, message, tag.place, "Разбейте его на части.")
            return None
        try:
            return Parser(self.grammar, source).parse()
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

    def _checked(self, tag: Tag, root: T) -> T | None:
        """Check a tree against the allow-list and rewrite what needs a bounded form."""
        before = len(self._findings.found)
        try:
            for objection in objections(root, self.grammar):
                self._object(tag, objection)
            made = bounded(root)
            made.set_lineno(tag.number, override=True)
        except RecursionError:
            message = f"Слишком сложное выражение: {tag.text}."
            self._findings.add(errors.TOO_MUCH, message, tag.place, "Упростите его.")
        return made if len(self._findings.found) == before else None

    def _object(self, tag: Tag, objection: Refused) -> None:
        message = f"{objection.message}: {tag.text}."
        if objection.code == errors.FORBIDDEN:
            message = f"В шаблоне {objection.message} ({tag.text})."
        self._findings.add(objection.code, message, tag.place, objection.hint)


def objections(root: nodes.Node, grammar: Grammar) -> Iterator[Refused]:
    """Yield everything in a tree that neither templates nor texts may do."""
    if _is_deep(root):
        yield Refused(errors.TOO_MUCH, "Слишком сложное выражение", "Упростите его.")
        return
    for node in _children(root):
        if isinstance(node, nodes.Name):
            if node.name.startswith("_") or node.name in _OLD_GLOBALS:
                yield _forbidden(f"имя «{node.name}»")
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            yield _forbidden(f"служебное поле «{node.attr}»")
        elif isinstance(node, nodes.Getitem) and _private(node.arg):
            yield _forbidden("служебное поле")
        elif isinstance(node, nodes.Filter):
            yield from _unknown(node.name, grammar.filters, "Фильтр")
        elif isinstance(node, nodes.Test):
            yield from _unknown(node.name, grammar.tests, "Проверка")
        elif isinstance(node, nodes.Call):
            yield from _call_objections(node)
        else:
            yield from _construct_objections(node)


def _is_deep(root: nodes.Node) -> bool:
    """Whether expressions stand in one another so deep that Python could not follow."""
    level, depth = [root], 0
    while level and depth <= MAX_NESTING:
        level = [child for node in level for child in node.iter_child_nodes()]
        depth += 1
    return bool(level)


def _construct_objections(node: nodes.Node) -> Iterator[Refused]:
    if isinstance(node, nodes.AssignBlock):
        yield _forbidden("блок set … endset", "Напишите {% set имя = выражение %}.")
    elif isinstance(node, nodes.For) and node.recursive:
        yield _forbidden("рекурсивный цикл", "Напишите вложенный цикл.")
    elif isinstance(node, nodes.Assign) and not isinstance(node.target, nodes.Name):
        yield _forbidden("присваивание частям значения", "Присвойте одному имени.")
    elif not isinstance(node, _ALLOWED):
        yield _forbidden(f"конструкция {type(node).__name__}")


def _call_objections(node: nodes.Call) -> Iterator[Refused]:
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        yield _forbidden("вызов с * или **")
    target = node.node
    while isinstance(target, nodes.Getattr):
        target = target.node
    if not isinstance(target, nodes.Name):
        yield _forbidden("вызов выражения", "Вызывать можно только функции по имени.")


def _forbidden(what: str, hint: str = "") -> Refused:
    return Refused(errors.FORBIDDEN, f"запрещено: {what}", hint)


def _unknown(name: str, known: Iterable[str], what: str) -> Iterator[Refused]:
    if name not in known:
        names = [item for item in known if not item.startswith(" ")]
        message = f"{what} «{name}» не существует"
        yield Refused(errors.UNKNOWN_FUNCTION, message, nearest(name, names))


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


def bounded(root: T) -> T:
    """Put `~` and the values of `set` and `with` through bounded functions."""
    for node in _children(root):
        for name in node.fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                setattr(node, name, [_bounded(item) for item in value])
            elif isinstance(value, nodes.Concat):
                setattr(node, name, _bounded(value))
        if isinstance(node, nodes.Operand) and not isinstance(node.expr, nodes.Const):
            node.expr = call_filter(node.expr, " seen")
        elif isinstance(node, nodes.Assign):
            node.node = weighed(node.node)
        elif isinstance(node, nodes.With):
            node.values = [weighed(value) for value in node.values]
    made: T = _bounded(root)
    return made


def _bounded(node: Any) -> Any:
    if isinstance(node, nodes.Concat):
        return call_filter(nodes.List(node.nodes), " concat")
    return node


def weighed(value: Any) -> Any:
    """Measure a value that a template builds; what is chosen from the data is as large as they."""
    return call_filter(value, " weigh") if any(map(_builds, _children(value))) else value


def _builds(node: nodes.Node) -> bool:
    """Whether a part of an expression puts values into a new one, which may then hold any twice."""
    if isinstance(node, nodes.List | nodes.Tuple):
        return not all(isinstance(item, nodes.Const) for item in node.items)
    filling = isinstance(node, nodes.Filter) and node.name in ("batch", "slice")
    return filling or isinstance(node, nodes.Dict | nodes.Add)


def call_filter(value: nodes.Expr, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    """Return `value|name(arguments)`."""
    return nodes.Filter(value, name, list(arguments), [], None, None)
