"""The code of texts: each becomes a function that says its pieces, all texts of a kind one program.

Jinja keeps the meaning of expressions, scopes and loops; how a text is told is ours, and so is how
it goes through lists: what is asked of their elements is written where it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, TypeGuard

from jinja2 import nodes
from jinja2.compiler import Frame
from jinja2.nodes import EvalContext
from jinja2.parser import Parser

from docgen.docx.sandbox import filter_name, test_name
from docgen.docx.writer import Reader
from docgen.wording.asking import THROUGH, asked
from docgen.wording.margins import is_marked

# How many pieces are made before their size is looked at: any may be as long as a book.
_AT_ONCE: Final = 16


# Tests that Python writes with a sign or a word.
_COMPARED: Final = {"eq": "==", "equalto": "==", "==": "==", "ne": "!=", "!=": "!="}
_CONSTANT: Final = {"true": "True", "false": "False", "none": "None"}


class Source(NamedTuple):
    """The tree of a text, or of an expression that is all there is in it."""

    tree: nodes.Template
    is_text: bool = True


class Teller(Reader):
    """Writes texts and expressions as the functions of a program."""

    _marked = False

    def program(self, sources: Iterable[Source]) -> str:
        """Return the code of a program with a function for each source, called by its place."""
        self.filters = {name: filter_name(name) for name in self.environment.filters}
        self.tests = {name: test_name(name) for name in self.environment.tests}
        self._elements = Parser(self.environment, "")  # gives names that no text can have
        for place, source in enumerate(sources):
            self.writeline(f"def told_{place}(context):")
            self.indent()
            self._write(source)
            self.outdent()
        return str(self.stream.getvalue())  # type: ignore[attr-defined] # jinja makes a StringIO

    def _write(self, source: Source) -> None:
        frame = Frame(EvalContext(self.environment, None))
        frame.rootlevel = True
        frame.symbols.analyze_node(source.tree)
        self.writeline("resolve = context.resolve")
        self.enter_frame(frame)
        if source.is_text:
            self._marked = is_marked(source.tree)
            self.writeline(f"context.marked = {self._marked}")
            self.blockvisit(source.tree.body, frame)
        else:
            self.writeline("return ")
            self.visit(expression_of(source.tree), frame)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Say some pieces at once."""
        for pieces in _portions(node.nodes):
            values = sum(not isinstance(piece, nodes.TemplateData) for piece in pieces)
            self.writeline(f"context.say({values}, (")
            for piece in pieces:
                self._write_piece(piece, frame)
            self.write("))")

    def _write_piece(self, piece: nodes.Expr, frame: Frame) -> None:
        if isinstance(piece, nodes.TemplateData):
            self.write(f"{piece.data!r}, ")
            return
        self.write("context.put_aside(" if self._marked else "told if (told := ")
        self.visit(piece, frame)
        self.write("), " if self._marked else ").__class__ is str else context.keep(told), ")

    def _take(self, owner: nodes.Expr, name: str, frame: Frame) -> None:
        held = self.temporary_identifier()
        self.write(f"({held}[{name!r}] if type({held} := ")
        self.visit(owner, frame)
        self.write(f") in mappings and {name!r} in {held} else look({held}, {name!r}))")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        """Write out what is simple; go through a list with what is asked of its elements."""
        each = self._elements.free_identifier()
        question = asked(node, each, self.filters, self.tests)
        if question is not None and node.node is not None:
            self._around(f"{THROUGH[node.name]}(lambda {each.name}: ", question, frame, ", ")
            self._around("", node.node, frame, ")")
        elif node.name == " concat" and node.node is not None:
            self._around("context.concat(", node.node, frame, ")")
        elif node.name == "list" and _is_bare(node) and self._goes_through(node.node):
            self._around("[*", node.node, frame, "]")
        elif node.name == "join" and _is_given(node, str) and self._goes_through(node.node):
            self._around("context.join([*", node.node, frame, "], ")
            self._around("", node.args[0], frame, ")")
        elif node.name == "length" and _is_bare(node) and node.node is not None:
            held = self.temporary_identifier()
            self._around(f"(len({held}) if type({held} := ", node.node, frame, ") is list else ")
            self.write(f"{self.filters[node.name]}({held}))")
        else:
            super().visit_Filter(node, frame)

    def _goes_through(self, node: nodes.Expr | None) -> TypeGuard[nodes.Filter]:
        """Whether a filter goes through a list with what is asked of its elements."""
        return isinstance(node, nodes.Filter) and bool(
            asked(node, self._elements.free_identifier(), self.filters, self.tests)
        )

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """Compare with a constant as Python does, or call a test."""
        if node.name in _COMPARED and _is_given(node, object):
            self._around("(", node.node, frame, f" {_COMPARED[node.name]} ")
            self._around("", node.args[0], frame, ")")
        elif node.name in _CONSTANT and _is_bare(node):
            self._around("(", node.node, frame, f" is {_CONSTANT[node.name]})")
        else:
            super().visit_Test(node, frame)

    def _around(self, before: str, node: nodes.Node, frame: Frame, after: str) -> None:
        self.write(before)
        self.visit(node, frame)
        self.write(after)


def _is_bare(node: nodes.Filter | nodes.Test) -> bool:
    """Whether a filter or a test is given nothing but its subject."""
    return not (node.args or node.kwargs)


def _is_given(node: nodes.Filter | nodes.Test, sort: type) -> bool:
    """Whether a filter or a test is given one constant of a sort besides its subject."""
    given = [isinstance(each, nodes.Const) and isinstance(each.value, sort) for each in node.args]
    return given == [True] and not node.kwargs


def expression_of(tree: nodes.Template) -> nodes.Expr:
    """Return the expression that is all there is in a tree."""
    output = tree.body[0]
    assert isinstance(output, nodes.Output)  # the sandbox has put it there
    return output.nodes[0]


def _portions(pieces: list[nodes.Expr]) -> Iterator[list[nodes.Expr]]:
    for start in range(0, len(pieces), _AT_ONCE):
        yield pieces[start : start + _AT_ONCE]
