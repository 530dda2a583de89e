"""The code of a part's program: what it prints goes into one list, fields of data are read inline.

Jinja keeps the meaning of expressions and scopes; only these shapes are ours. A loop goes through
a list, and what its body asks of `loop` is computed where it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from keyword import iskeyword
from types import CodeType
from typing import Final, NamedTuple

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_PARAMETER, VAR_LOAD_RESOLVE
from jinja2.nodes import EvalContext

from docgen.docx.grammar import Grammar
from docgen.docx.sandbox import Sandbox, filter_name, test_name
from docgen.docx.state import TAGS

# What goes through a loop has a value, and so has what the data give: the state sees to that.
_CERTAIN: Final = (VAR_LOAD_PARAMETER, VAR_LOAD_RESOLVE)
_OF_LOOPS: Final = {
    "index": "({at} + 1)",
    "index0": "{at}",
    "revindex": "({end} - {at} + 1)",
    "revindex0": "({end} - {at})",
    "length": "({end} + 1)",
    "first": "({at} == 0)",
    "last": "({at} == {end})",
    "previtem": "({items}[{at} - 1] if {at} else undefined('there is no previous item'))",
    "nextitem": "({items}[{at} + 1] if {at} < {end} else undefined('there is no next item'))",
}


def code(sandbox: Sandbox, tree: nodes.Template, file: str) -> CodeType:
    """Compile the tree of a part."""
    writer = Writer(Grammar(sandbox), None, file, optimized=False)
    return compile(writer.program(tree), file, "exec")


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
        """Let the sandbox look into data."""
        self.write("environment.getattr(")
        self.visit(owner, frame)
        self.write(f", {name!r})")


class _Pass(NamedTuple):
    """What the variables of a loop are called that tell where it is."""

    items: str
    at: str
    end: str


class Writer(Reader):
    """Writes the program of a document's part; its printers answer XML that needs no more care."""

    def program(self, tree: nodes.Template) -> str:
        """Return the code of a function that says a part to the state it is given."""
        self.filters = {name: filter_name(name) for name in self.environment.filters}
        self.tests = {name: test_name(name) for name in self.environment.tests}
        self._passes: dict[str, _Pass] = {}
        self._fields: dict[str, str] = {}
        frame = Frame(EvalContext(self.environment, None))
        frame.rootlevel = True
        frame.symbols.analyze_node(tree)
        self.writeline("def write(context):")
        self.indent()
        self.writeline("say, resolve = context.out.extend, context.resolve")
        self.enter_frame(frame)
        self.blockvisit(tree.body, frame)
        self.outdent()
        for name, known in self._fields.items():
            self.writeline(f"{known} = fields[{name!r}]")
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

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        """Go through a list; a body that wants more of `loop` gets it whole, as jinja gives it."""
        asked = list(_asked([node.target, *node.body]))
        if not all(asked):
            super().visit_For(node, frame)
            return
        made = _Pass(*(self.temporary_identifier() for _ in _Pass._fields))
        self._write_items(node, frame, made.items)
        self._write_passes(node, frame, made, tells=bool(asked))
        if node.else_:
            self.writeline(f"if not {made.items}:")
            self._write_body(node.else_, _inner(node, frame, "else"))

    def _write_items(self, node: nodes.For, frame: Frame, items: str) -> None:
        self.writeline(f"{items} = ", node)
        self.visit(node.iter, frame)
        if node.test is not None:
            self._write_choice(node, node.test, frame, items)

    def _write_choice(self, node: nodes.For, test: nodes.Node, frame: Frame, items: str) -> None:
        """Take those that a loop is for; a comprehension would make variables slow to reach."""
        inner, given = _inner(node, frame, "test"), self.temporary_identifier()
        self.enter_frame(inner)
        self.writeline(f"{given}, {items} = {items}, []")
        self.writeline("for ", node)
        self.visit(node.target, inner)
        self.write(f" in {given}:")
        self.indent()
        self.writeline("if ", test)
        self.visit(test, inner)
        self.write(f": {items}.append(")
        self.visit(node.target, inner)
        self.write(")")
        self.outdent()

    def _write_passes(self, node: nodes.For, frame: Frame, made: _Pass, *, tells: bool) -> None:
        inner = _inner(node, frame, "body", tells=tells)
        if tells:
            self._passes[inner.symbols.ref("loop")] = made
            self.writeline(f"{made.end} = len({made.items}) - 1")
        self.writeline(f"for {made.at}, " if tells else "for ", node)
        self.visit(node.target, inner)
        self.write(f" in enumerate({made.items}):" if tells else f" in {made.items}:")
        self._write_body(node.body, inner)
        if tells:
            del self._passes[inner.symbols.ref("loop")]

    def _write_body(self, body: list[nodes.Node], inner: Frame) -> None:
        self.indent()
        self.enter_frame(inner)
        self.blockvisit(body, inner)
        self.outdent()

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:
        """Read a variable, and ask whether it has a value only where it may have none."""
        known = _certain(node, frame)
        if known:
            self.write(known)
        else:
            super().visit_Name(node, frame)

    def _take(self, owner: nodes.Expr, name: str, frame: Frame) -> None:
        """Tell where a loop is, or take a field of a record or a mapping of a kind seen before."""
        place = self._passes.get(frame.symbols.ref("loop")) if _is_loop(owner) else None
        if place is not None:
            self.write(_OF_LOOPS[name].format_map(place._asdict()))
        elif not name.isidentifier() or iskeyword(name):
            super()._take(owner, name, frame)
        else:
            self._fields[name] = f"of_{name}"
            known = _certain(owner, frame)
            held = known or self.temporary_identifier()
            self.write(f"({held}.{name} if (t_type := type({'' if known else f'{held} := '}")
            self.visit(owner, frame)
            self.write(f")) in {self._fields[name]} else t_found if t_type in mappings")
            self.write(f" and (t_found := {held}.get({name!r}, missing)) is not missing")
            self.write(f" else environment.getattr({held}, {name!r}))")


def _certain(node: nodes.Expr, frame: Frame) -> str:
    """Return what a variable that has a value for certain is called in the program."""
    if not isinstance(node, nodes.Name) or node.ctx != "load":
        return ""
    held = frame.symbols.ref(node.name)
    load = frame.symbols.find_load(held)
    return held if load is not None and load[0] in _CERTAIN else ""


def _inner(loop: nodes.For, frame: Frame, branch: str, *, tells: bool = False) -> Frame:
    """Return the names that a branch of a loop sees; it `tells` where it is under one more."""
    inner = frame.inner()
    if tells:
        inner.symbols.declare_parameter("loop")
    inner.symbols.analyze_node(loop, for_branch=branch)
    return inner


def _is_loop(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "loop"


def _asked(within: Iterable[nodes.Node]) -> Iterator[str]:
    """Yield what is asked of the loop around these nodes, and nothing for what no name tells."""
    for node in within:
        if isinstance(node, nodes.Getattr) and _is_loop(node.node):
            yield node.attr if node.attr in _OF_LOOPS else ""
        elif _is_loop(node):
            yield ""
        else:
            own = ("body",) if isinstance(node, nodes.For) else None
            yield from _asked(node.iter_child_nodes(exclude=own))
