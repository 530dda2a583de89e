"""One part of a template becomes one jinja program: constant XML between checked expressions."""

from __future__ import annotations

from types import CodeType
from typing import Any, Final

from jinja2 import nodes
from jinja2.exceptions import TemplateError as JinjaError
from lxml import etree

from docgen.docx import errors, values
from docgen.docx.added import ADDED
from docgen.docx.allow import Expressions, call_filter
from docgen.docx.errors import Findings
from docgen.docx.numbering import RESTART
from docgen.docx.ooxml import Element
from docgen.docx.printers import Printer, install
from docgen.docx.sandbox import Sandbox
from docgen.docx.sentries import SENTRIES
from docgen.docx.structure import CLOSERS, MIDDLES, OPENERS
from docgen.docx.tag import Tag, Tags
from docgen.docx.tags import HOLE
from docgen.docx.writer import code
from docgen.records import Struct, field

_KNOWN_WORDS: Final = (*OPENERS, *CLOSERS, *MIDDLES, "set", RESTART)
_Node = nodes.Node


class _Open(Struct):
    """A block being built: its tag, its jinja node, and the body that grows now."""

    tag: Tag | None
    node: Any
    body: list[_Node] = field(default_factory=list)
    size: int = 0
    largest: int = 0  # of the branches before the one that grows now


class Programs:
    """Compiles the parts of one template in one sandbox."""

    def __init__(self, sandbox: Sandbox, tags: Tags, findings: Findings, name: str) -> None:
        self._sandbox = sandbox
        self._tags = tags
        self._findings = findings
        self._name = name
        self._expressions = Expressions(sandbox, findings)
        self.printers: list[Printer] = []
        install(sandbox, (), tags)

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
        template.set_environment(self._expressions.grammar)
        return template

    def compile(self, tree: nodes.Template, member: str) -> CodeType:
        """Make the program of a part from its tree."""
        try:
            return code(self._sandbox, tree, f"<{self._name}: {member}>")
        except (SyntaxError, RecursionError, JinjaError) as problem:
            place = self._tags[1].place
            message = f"Шаблон слишком сложен: {problem}."
            self._findings.add(errors.TOO_MUCH, message, place, "Уменьшите вложенность циклов.")
            self._findings.stop()
            raise

    def _add(self, stack: list[_Open], tag: Tag) -> None:
        if tag.role in SENTRIES:
            looking = self._filter(_nothing(tag), tag, tag.role)
            stack[-1].body.append(nodes.ExprStmt(looking, lineno=tag.number))
        elif tag.kind == "value":
            stack[-1].size += _cost(tag)
            expression = self._expressions.value(tag)
            if expression is not None:
                self._output(stack[-1], expression, tag, _maker(tag))
        elif tag.kind == "block":
            self._add_statement(stack, tag)

    def _add_statement(self, stack: list[_Open], tag: Tag) -> None:
        stack[-1].size += _cost(tag)
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
            self._output(stack[-1], _nothing(tag), tag, "restart")

    def _open(self, stack: list[_Open], tag: Tag) -> None:
        if tag.role == "shown":
            node: Any = nodes.If(self._filter(_nothing(tag), tag, "shown"), [], [], [])
        else:
            node = self._expressions.statement(tag, f"{{% {OPENERS[tag.word]} %}}")
        if isinstance(node, nodes.If):
            node.elif_, node.else_ = [], []
        stack.append(_Open(tag, node))
        if tag.word == "for" and tag.marks:
            self._output(stack[-1], _nothing(tag), tag, "pass")

    def _turn(self, stack: list[_Open], tag: Tag) -> None:
        """Begin the next branch of the block on top of the stack."""
        top = stack[-1]
        if not hasattr(top.node, "else_" if tag.word == "else" else "elif_"):
            return  # a branch of nothing, or of a block that has none, is a finding already
        self._settle_branch(top)
        top.body, top.largest, top.size = [], max(top.largest, top.size), 0
        if tag.word == "elif":
            test = self._expressions.value(tag, tag.rest)
            branch = nodes.If(test or nodes.Const(False), [], [], [], lineno=tag.number)
            top.node.elif_.append(branch)
            top.tag = tag
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
        size = max(closed.largest, closed.size)
        if isinstance(closed.node, nodes.For):  # which pays for its passes itself
            opener = self._tags[closed.node.lineno]
            closed.node.iter = self._filter(closed.node.iter, opener, "charge", size)
            size = 0
        stack[-1].body.append(closed.node)
        stack[-1].size += size

    def _filter(self, value: Any, tag: Tag, maker: str, size: int = 0) -> nodes.Filter:
        """Let a printer have a value."""
        printer = Printer(f" {len(self._sandbox.filters)}", maker, tag.number, size)
        self.printers.append(printer)
        install(self._sandbox, [printer], self._tags)
        made = call_filter(value, printer.name)
        made.set_lineno(tag.number, override=True)
        return made

    def _output(self, top: _Open, value: nodes.Expr, tag: Tag, maker: str) -> None:
        _print(top, self._filter(value, tag, maker))


def _maker(tag: Tag) -> str:
    """Return who makes the printer of a value."""
    return tag.role if tag.role in ADDED else "paragraph" if tag.prefix == "p" else "run"


def _cost(tag: Tag) -> int:
    """Return what each pass of a loop pays for a tag in it: to compute it and to print a value."""
    printed = values.PREPAID + len(tag.run_properties) if tag.kind == "value" else 0
    return printed + len(tag.body)


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
