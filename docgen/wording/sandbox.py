"""The sandbox of texts that are not documents: no XML, the first wrong name stops."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

from jinja2 import StrictUndefined, Template, Undefined, meta, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.utils import missing

from docgen import shelf
from docgen.docx import Refused, errors
from docgen.docx.added import listed, weigh
from docgen.docx.allow import bounded, call_filter, objections
from docgen.docx.effort import spend
from docgen.docx.sandbox import Sandbox, bounded_range
from docgen.docx.writer import Reader
from docgen.wording.dialect import dialect
from docgen.wording.printing import Printing

_STEP = 4  # letters that a pass of a loop pays for each part of an expression in it
Names = Mapping[str, Any]
R_co = TypeVar("R_co", covariant=True)


class Program(Protocol[R_co]):
    """A compiled text: what it says with these names, those of its own before the others."""

    def __call__(self, names: Names, own: Names, printing: Printing) -> R_co: ...


class _Unknown(StrictUndefined):
    """A name or a field that is not there; using it says so in Russian."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if name is None:
            return "список пуст, взять из него нечего"
        if issubclass(self._undefined_exception, SecurityError):
            return "так обращаться к данным нельзя"
        if owner is missing:
            return f"имени «{name}» нет"
        known = [key for key in owner if isinstance(key, str)] if isinstance(owner, Mapping) else ()
        return f"поля «{name}» нет. {errors.nearest(str(name), known)}".rstrip(". ")


class _Known(Context):
    """What a text knows: names of its own, before those of the document, before the functions.

    Jinja would copy all of them for every sentence.
    """

    def __init__(self, sandbox: TextSandbox, names: Names, own: Names, printing: Printing) -> None:
        self.printing = printing
        self.environment = sandbox
        self.eval_ctx = sandbox.evaluation
        self.name, self.blocks = None, {}
        self.globals_keys, self.exported_vars = set(), set()
        self._layers = (own, names, sandbox.globals)
        self.vars = {}
        self.parent = {}

    def resolve_or_missing(self, key: str) -> Any:
        """Return what a name means to the text."""
        for layer in self._layers:
            if key in layer:
                return layer[key]
        return missing

    def __contains__(self, key: object) -> bool:
        return any(key in layer for layer in self._layers)


class TextSandbox(Sandbox):
    """The sandbox of texts that are not documents: no XML, the first wrong name stops."""

    context_class = Context  # type: ignore[assignment] # made only to compile
    code_generator_class = Reader

    def __init__(self) -> None:
        super().__init__(dialect())
        self.autoescape = False
        self.undefined = _Unknown
        self.finalize = _keep_in_slot
        self.evaluation = EvalContext(self)
        self.globals["range"] = _charged_range
        self.filters |= {" weigh": weigh, " charge": _charge}

    def text(self, source: str) -> Program[str]:
        """Compile a text with tags."""
        run = self._program("text", source, lambda: Parser(self, source).parse())
        return lambda names, own, printing: "".join(run(_Known(self, names, own, printing)))

    def expression(self, source: str) -> Program[Any]:
        """Compile an expression without brackets."""
        run = self._program("expression", source, lambda: self._assigned(source))

        def value(names: Names, own: Names, printing: Printing) -> Any:
            context = _Known(self, names, own, printing)
            deque(run(context), 0)
            return context.vars["result"]

        return value

    def _assigned(self, source: str) -> nodes.Template:
        """Parse an expression as the only statement of a program, which calls it `result`."""
        parser = Parser(self, source, state="variable")
        found = parser.parse_expression()
        if not parser.stream.eos:
            parser.fail("chunk after expression")
        assigned = nodes.Assign(nodes.Name("result", "store"), found, lineno=1)
        return nodes.Template([assigned], lineno=1)

    def _program(
        self, sort: str, source: str, parse: Callable[[], nodes.Template]
    ) -> Callable[[Context], Iterator[str]]:
        """Return the program of a source; an earlier run may have checked and compiled it."""
        code = shelf.kept(f"{sort} {source}", lambda: self.compile(self._bounded(parse())))
        return Template.from_code(self, code, self.globals).root_render_func

    def names(self, source: str) -> set[str]:
        """Return the names that a text asks of its context."""
        return meta.find_undeclared_variables(self.parse(source))

    def _bounded(self, tree: nodes.Template) -> nodes.Template:
        """Refuse what templates may not do either; make loops count what they go through."""
        for objection in objections(tree, self):
            raise objection
        tree = bounded(tree)
        for loop in list(tree.find_all(nodes.For)):
            size = sum(len(each.data) for each in loop.find_all(nodes.TemplateData))
            size += sum(_STEP for _ in loop.find_all(nodes.Expr))
            items: Any = loop.iter
            loop.iter = call_filter(items, " charge", nodes.Const(size))
        tree.set_environment(self)
        tree.set_lineno(1)
        return tree


@pass_context
def _charge(context: _Known, value: Any, size: int) -> Any:
    """Look at what a loop goes through before it goes."""
    items = listed(value)
    context.printing.meter.charge(len(items) + 1, len(items) * size)
    spend(len(items))
    return items


@pass_context
def _charged_range(context: _Known, *bounds: int) -> range:
    made = bounded_range(*bounds)
    context.printing.meter.charge(len(made), 0)
    return made


@pass_context
def _keep_in_slot(context: _Known, value: Any) -> str:
    """Put a printed value aside and leave one private character in its place."""
    if isinstance(value, Undefined):
        str(value)  # a strict undefined value raises here
    if value is None:
        raise Refused(errors.EMPTY_VALUE, "Значение не заполнено")
    return context.printing.keep(value)
