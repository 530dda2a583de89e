"""The code of a part's program: what it prints goes into one list, fields of data are read inline.

Jinja keeps the meaning of expressions, scopes and loops; only these three shapes are ours.
"""

from __future__ import annotations

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame


class Reader(CodeGenerator):
    """Writes code that takes a field of plain data without a call."""

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
        self.write(f"({held}[{name!r}] if type({held} := ")
        self.visit(owner, frame)
        self.write(f") is dict and {name!r} in {held} else environment.getattr({held}, {name!r}))")


class Writer(Reader):
    """Writes the program of a document's part; its printers answer XML that needs no more care."""

    def write_commons(self) -> None:
        """Begin a program with the list that all its output goes into."""
        super().write_commons()
        self.writeline("say = context.state.out.extend")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Print several things at once, each on its own line: lines tell which tag failed."""
        self.writeline("say((")
        self.indent()
        for piece in node.nodes:
            if isinstance(piece, nodes.TemplateData):
                self.writeline(repr(piece.data))
            else:
                self.newline(piece)
                self.visit(piece, frame)
            self.write(",")
        self.outdent()
        self.writeline("))")
