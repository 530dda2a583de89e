"""The code of a part's program: what it prints goes into one list, fields of data are read inline.

Jinja keeps the meaning of expressions, scopes and loops; only these shapes are ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from keyword import iskeyword

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, DependencyFinderVisitor, Frame


class Reader(CodeGenerator):
    """Writes code that takes a field of plain data or of a record without a call."""

    def write_commons(self) -> None:
        """Begin a program with the mappings and the fields of records that the sandbox knows."""
        super().write_commons()
        self.writeline("mappings, fields = environment.mappings, environment.fields")

    def pull_dependencies(self, nodes: Iterable[nodes.Node]) -> None:
        """Name the filters and the tests of a program at once: all are known to be there."""
        found = DependencyFinderVisitor()
        for node in nodes:
            found.visit(node)
        self._pull("filters", found.filters, self.filters)
        self._pull("tests", found.tests, self.tests)

    def _pull(self, home: str, names: set[str], known: dict[str, str]) -> None:
        ordered = sorted(names)
        for name in ordered:
            known.setdefault(name, self.temporary_identifier())
        if ordered:
            targets = "".join(f"{known[name]}, " for name in ordered)
            self.writeline(f"{targets}= map(environment.{home}.__getitem__, {tuple(ordered)!r})")

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

    def write_commons(self) -> None:
        """Begin a program with the list that all its output goes into."""
        super().write_commons()
        self.writeline("say = context.state.out.extend")

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
