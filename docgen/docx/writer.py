"""The code of a part's program: what it prints goes into one list, fields of data are read inline.

Jinja keeps the meaning of expressions, scopes and loops; only these shapes are ours.
"""

from __future__ import annotations

from keyword import iskeyword

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext

from docgen.docx.state import TAGS


def filter_name(name: str) -> str:
    """Return what a filter is called in a program: printers have names that begin with a space."""
    return f"own_{name[1:]}" if name.startswith(" ") else f"filter_{name}"


def test_name(name: str) -> str:
    """Return what a test is called in a program."""
    return f"test_{name}"


class Reader(CodeGenerator):
    """Writes code that takes a field of plain data or of a record without a call."""

    def visit_Call(self, node: nodes.Call, frame: Frame, _: bool = False) -> None:
        """Call a function; none needs to know the variables of loops."""
        self.write("environment.call(context, ")
        self.visit(node.node, frame)
        self.signature(node, frame)
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Take a key of a mapping; whatever else it is, the sandbox looks into it."""
        self._take(node.node, node.attr, frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        """Do the same for a key in brackets."""
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            self._take(node.node, node.arg.value, frame)
        else:
            super().visit_Getitem(node, frame)

    def _take(self, owner: nodes.Expr, name: str, frame: Frame) -> None:
        held = self.temporary_identifier()
        self.write(f"({held}[{name!r}] if (t_type := type({held} := ")
        self.visit(owner, frame)
        self.write(f")) in mappings and {name!r} in {held} else ")
        if name.isidentifier() and not iskeyword(name):
            self.write(f"{held}.{name} if (t_type, {name!r}) in fields else ")
        self.write(f"environment.getattr({held}, {name!r}))")


class Writer(Reader):
    """Writes the program of a document's part; its printers answer XML that needs no more care."""

    def program(self, tree: nodes.Template) -> str:
        """Return the code of a function that says a part to the state it is given."""
        self.filters = {name: filter_name(name) for name in self.environment.filters}
        self.tests = {name: test_name(name) for name in self.environment.tests}
        frame = Frame(EvalContext(self.environment, None))
        frame.rootlevel = True
        frame.symbols.analyze_node(tree)
        self.writeline("def write(context):")
        self.indent()
        self.writeline("say, resolve = context.out.extend, context.resolve")
        self.enter_frame(frame)
        self.blockvisit(tree.body, frame)
        self.outdent()
        self.writeline(f"{TAGS} = {self.debug_info!r}")
        return str(self.stream.getvalue())  # type: ignore[attr-defined] # jinja makes a StringIO

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Print several things at once, each on its own line: lines tell which tag failed.

        All is bytes as they stand in the file: what is constant is encoded here, once.
        """
        self.writeline("say((")
        self.indent()
        for piece in node.nodes:
            if isinstance(piece, nodes.TemplateData):
                self.writeline(repr(piece.data.encode()))
            else:
                self.newline(piece)
                self.visit(piece, frame)
            self.write(",")
        self.outdent()
        self.writeline("))")
