"""One part of a template becomes one jinja program: constant XML between checked expressions."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final

from jinja2 import Template as JinjaTemplate
from jinja2 import nodes, pass_context
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import UndefinedError
from lxml import etree

from docgen.docx import errors, values
from docgen.docx.added import ADDED, charger, passer, restarter, weigh
from docgen.docx.allow import Expressions, call_filter
from docgen.docx.errors import Findings
from docgen.docx.numbering import RESTART
from docgen.docx.ooxml import Element
from docgen.docx.sandbox import Sandbox
from docgen.docx.sentries import SENTRIES
from docgen.docx.state import Refused, RenderContext, State
from docgen.docx.structure import CLOSERS, MIDDLES, OPENERS
from docgen.docx.tags import HOLE, Tag, Tags

_STATEMENTS: Final = ("if", "for", "with", "set")
_KNOWN_WORDS: Final = (*OPENERS, *CLOSERS, *MIDDLES, "set", RESTART)
_Node = nodes.Node


@dataclass(slots=True)
class _Open:
    """A block being built: its tag, its jinja node, and the body that grows now."""

    tag: Tag | None
    node: Any
    body: list[_Node] = field(default_factory=list)
    size: int = 0


class Programs:
    """Compiles the parts of one template in one sandbox."""

    def __init__(self, sandbox: Sandbox, tags: Tags, findings: Findings, name: str) -> None:
        self._sandbox = sandbox
        self._tags = tags
        self._findings = findings
        self._name = name
        self._expressions = Expressions(sandbox, findings)
        sandbox.filters[" weigh"] = weigh

    def check_words(self, root: Element) -> None:
        """Name the statements that do not exist."""
        for marker in root.iter(etree.ProcessingInstruction):
            tag = self._tags.of(marker)
            if tag.kind == "block" and tag.word not in _KNOWN_WORDS:
                hint = errors.nearest(tag.word, _KNOWN_WORDS)
                message = f"Тега «{tag.word}» нет: {tag.text}."
                self._findings.add(errors.UNKNOWN_TAG, message, tag.place, hint)
            elif tag.kind == "value" and tag.prefix in ("tr", "tc"):
                message = f"Значение не может заменить строку или ячейку: {tag.text}."
                hint = "Напишите {{ … }} внутри ячейки, а цикл – тегами {%tr for … %}."
                self._findings.add(errors.UNKNOWN_TAG, message, tag.place, hint)

    def tree(self, xml: str) -> nodes.Template:
        """Build the syntax tree of a serialised part."""
        stack = [_Open(None, None)]
        position = 0
        for hole in HOLE.finditer(xml):
            _add_constant(stack[-1], xml[position : hole.start()])
            position = hole.end()
            self._add(stack, self._tags[int(hole.group(1) or hole.group(2))])
        _add_constant(stack[-1], xml[position:])
        while len(stack) > 1:  # a block that nobody closed is a finding; its fields count, too
            self._close(stack)
        template = nodes.Template(stack[0].body, lineno=1)
        template.set_environment(self._sandbox)
        return template

    def compile(self, tree: nodes.Template, member: str) -> JinjaTemplate:
        """Make the program of a part from its tree."""
        try:
            code = self._sandbox.compile(tree, member, f"<{self._name}: {member}>")
        except (SyntaxError, RecursionError, JinjaError) as problem:
            place = self._tags[1].place
            message = f"Шаблон слишком сложен: {problem}."
            self._findings.add(errors.TOO_MUCH, message, place, "Уменьшите вложенность циклов.")
            self._findings.stop()
        return JinjaTemplate.from_code(self._sandbox, code, dict(self._sandbox.globals))

    def _add(self, stack: list[_Open], tag: Tag) -> None:
        if tag.role in SENTRIES:
            looking = self._filter(_nothing(tag), tag, SENTRIES[tag.role](tag))
            stack[-1].body.append(nodes.ExprStmt(looking, lineno=tag.number))
        elif tag.kind == "value":
            expression = self._expressions.value(tag)
            if expression is not None:
                self._output(stack[-1], expression, tag, self._putter(tag))
        elif tag.kind == "block":
            self._add_statement(stack, tag)

    def _add_statement(self, stack: list[_Open], tag: Tag) -> None:
        if tag.word in OPENERS:
            self._open(stack, tag)
        elif tag.word in MIDDLES:
            self._turn(stack, tag)
        elif tag.word in CLOSERS:
            if len(stack) > 1:
                self._close(stack)
        elif tag.word == "set":
            found = self._expressions.statement(tag)
            stack[-1].body += [found] if found is not None else []
        elif tag.word == RESTART:
            self._output(stack[-1], _nothing(tag), tag, restarter(tag))

    def _open(self, stack: list[_Open], tag: Tag) -> None:
        if tag.role == "shown":
            node: Any = nodes.If(self._shown(tag), [], [], [])
        else:
            node = self._expressions.statement(tag, f"{{% {OPENERS[tag.word]} %}}")
        if isinstance(node, nodes.If):
            node.elif_, node.else_ = [], []
        stack.append(_Open(tag, node))
        if tag.word == "for" and tag.marks:
            self._output(stack[-1], _nothing(tag), tag, passer(tag))

    def _shown(self, tag: Tag) -> nodes.Expr:
        """Test whether a cell shows its content, or continues the one above."""
        number = int(tag.subject)

        @pass_context
        def shown(context: RenderContext, _: Any) -> bool:
            return not context.state.merged.get(number, False)

        return self._filter(_nothing(tag), tag, shown)

    def _turn(self, stack: list[_Open], tag: Tag) -> None:
        """Begin the next branch of the block on top of the stack."""
        top = stack[-1]
        if not hasattr(top.node, "else_" if tag.word == "else" else "elif_"):
            return  # a branch of nothing, or of a block that has none, is a finding already
        self._settle_branch(top)
        top.body = []
        if tag.word == "elif":
            test = self._expressions.value(tag, tag.rest)
            branch = nodes.If(test or nodes.Const(False), [], [], [], lineno=tag.number)
            top.node.elif_.append(branch)
            top.tag, top.size = tag, top.size
        else:
            top.node.else_ = top.body
            top.tag = tag

    def _settle_branch(self, top: _Open) -> None:
        """Give the branch that has just ended its body."""
        if top.node is None or top.tag is None or top.tag.word == "else":
            return
        if top.tag.word == "elif":
            top.node.elif_[-1].body = top.body
        else:
            top.node.body = top.body

    def _close(self, stack: list[_Open]) -> None:
        closed = stack.pop()
        self._settle_branch(closed)
        if closed.node is None:
            return
        if isinstance(closed.node, nodes.For):
            opener = self._tags[closed.node.lineno]
            charge = charger(opener, closed.size)
            closed.node.iter = self._filter(closed.node.iter, opener, charge)
        stack[-1].body.append(closed.node)
        stack[-1].size += closed.size

    def _filter(self, value: Any, tag: Tag, function: Callable[..., Any]) -> nodes.Filter:
        """Apply a function of our own, under a name that no template can write."""
        name = f" {len(self._sandbox.filters)}"
        self._sandbox.filters[name] = function
        made = call_filter(value, name)
        made.set_lineno(tag.number, override=True)
        return made

    def _output(
        self, top: _Open, value: nodes.Expr, tag: Tag, function: Callable[..., Any]
    ) -> None:
        _print(top, self._filter(value, tag, function))

    def _putter(self, tag: Tag) -> Callable[..., Any]:
        added = ADDED.get(tag.role)
        if added is not None:
            return added(tag)
        if tag.prefix == "p":
            return values.paragraph_putter(tag)
        return values.run_putter(tag)


def _add_constant(top: _Open, xml: str) -> None:
    if xml:
        _print(top, nodes.TemplateData(xml))
        top.size += len(xml)


def _print(top: _Open, piece: nodes.Expr) -> None:
    """Add to what is printed at once, or begin a new print after a statement."""
    last = top.body[-1] if top.body else None
    if isinstance(last, nodes.Output):
        last.nodes.append(piece)
    else:
        top.body.append(nodes.Output([piece], lineno=piece.lineno))


def _nothing(tag: Tag) -> nodes.Expr:
    return nodes.Const(0, lineno=tag.number)


def run(program: JinjaTemplate, data: dict[str, Any], state: State) -> str:
    """Run the program of a part; what fails becomes a finding of the tag that failed."""
    context = program.new_context(data, shared=True)
    state.out, state.damaged = [], False
    try:
        deque(program.root_render_func(context), 0)  # it yields nothing: it says it to the state
        return "".join(state.out)
    except Refused as problem:
        state.add_refused(problem, state.failing_tag(problem.__traceback__))
    except UndefinedError as problem:
        state.add(errors.UNKNOWN_FIELD, "Поле не найдено", _where(state, problem.__traceback__))
    except Exception as problem:
        tag = _where(state, problem.__traceback__)
        if not state.findings.found or tag is not None:
            reason = f"Выражение не вычислилось ({type(problem).__name__}: {problem})"
            state.add(errors.FAILED, reason, tag, "Проверьте, что значения нужного вида.")
    return ""


def _where(state: State, trace: TracebackType | None) -> Tag | None:
    return state.failing_tag(trace)
