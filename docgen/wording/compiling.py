"""Compiles texts: parsed by jinja, checked as templates are, made to count what they cost."""

from __future__ import annotations

from collections.abc import Iterable
from types import CodeType
from typing import TYPE_CHECKING, Any, Final

from jinja2 import nodes
from jinja2.parser import Parser

from docgen.docx.allow import bounded, call_filter, objections, weighed
from docgen.docx.grammar import Grammar
from docgen.wording.writing import Source, Teller, expression_of

if TYPE_CHECKING:
    from docgen.wording.sandbox import TextSandbox

_FILE: Final = "<text>"
_STEP: Final = 4  # letters that a pass of a loop pays for each part of an expression in it


def code(sandbox: TextSandbox, texts: Iterable[str], expressions: Iterable[str]) -> CodeType:
    """Return the program of texts and expressions, or raise what is wrong with one of them."""
    grammar = Grammar(sandbox)
    sources = [Source(_checked(grammar, Parser(grammar, text).parse())) for text in texts]
    sources += [Source(_alone(grammar, each), is_text=False) for each in expressions]
    return compile(Teller(grammar, None, None, optimized=False).program(sources), _FILE, "exec")


def _alone(grammar: Grammar, source: str) -> nodes.Template:
    """Parse an expression as all that a text says."""
    parser = Parser(grammar, source, state="variable")
    found = parser.parse_expression()
    if not parser.stream.eos:
        parser.fail("chunk after expression")
    output = nodes.Output([found], lineno=1)
    tree = _checked(grammar, nodes.Template([output], lineno=1))
    output.nodes = [weighed(expression_of(tree))]
    tree.set_environment(grammar)
    return tree


def _checked(grammar: Grammar, tree: nodes.Template) -> nodes.Template:
    """Refuse what templates may not do either; make loops count what they go through."""
    for objection in objections(tree, grammar):
        raise objection
    tree = bounded(tree)
    for loop in list(tree.find_all(nodes.For)):
        size = sum(len(each.data) for each in loop.find_all(nodes.TemplateData))
        size += sum(_STEP for _ in loop.find_all(nodes.Expr))
        items: Any = loop.iter
        loop.iter = call_filter(items, " charge", nodes.Const(size))
    tree.set_environment(grammar)
    tree.set_lineno(1)
    return tree
