"""The sandbox of texts that are not documents: no XML, the first wrong name stops."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import CodeType
from typing import Any, TypeAlias

from jinja2 import StrictUndefined, Undefined, pass_context
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from jinja2.utils import missing

from docgen import shelf
from docgen.docx import errors
from docgen.docx.added import listed, weigh
from docgen.docx.effort import spend
from docgen.docx.loop import Loop
from docgen.docx.sandbox import Sandbox, bounded_range
from docgen.docx.writer import filter_name, test_name
from docgen.wording.dialect import dialect
from docgen.wording.lists import mapped, rejected, selected
from docgen.wording.telling import Telling

# A compiled text says its pieces, a compiled expression returns its value.
Program: TypeAlias = Callable[[Telling], Any]


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


class TextSandbox(Sandbox):
    """The sandbox of texts that are not documents: no XML, the first wrong name stops."""

    def __init__(self) -> None:
        super().__init__(dialect())
        self.autoescape = False
        self.undefined = _Unknown
        self.evaluation = EvalContext(self)
        self.globals["range"] = _charged_range
        self.filters |= {" weigh": weigh, " charge": _charge}
        self._program_names = {
            "environment": self,
            "undefined": _Unknown,
            "cond_expr_undefined": Undefined,
            "missing": missing,
            "LoopContext": Loop,
            "mappings": self.mappings,
            "look": self.look,
            "mapped": mapped,
            "selected": selected,
            "rejected": rejected,
            **{filter_name(name): call for name, call in self.filters.items()},
            **{test_name(name): call for name, call in self.tests.items()},
        }

    def text(self, source: str) -> Program:
        """Compile a text with tags."""
        return self.programs((source,), ())[0]

    def expression(self, source: str) -> Program:
        """Compile an expression without brackets."""
        return self.programs((), (source,))[0]

    def programs(self, texts: Sequence[str], expressions: Sequence[str]) -> list[Program]:
        """Compile texts and expressions together; an earlier run may have checked and done it."""
        key = "\0".join(("told", *texts, "\0", *expressions))
        names = dict(self._program_names)
        exec(shelf.kept(key, lambda: _code(self, texts, expressions)), names)
        return [names[f"told_{place}"] for place in range(len(texts) + len(expressions))]

    def look(self, owner: Any, name: str) -> Any:
        """Return a field of what is no mapping that was seen before."""
        if (type(owner), name) in self.fields:
            return getattr(owner, name)
        return self.getattr(owner, name)

    def names(self, source: str) -> set[str]:
        """Return the names that a text asks of its context."""
        from jinja2 import meta  # noqa: PLC0415  few ask

        return meta.find_undeclared_variables(self.parse(source))


@cache
def text_sandbox() -> TextSandbox:
    """Return the sandbox of all texts: it holds nothing of a programme or a pack."""
    return TextSandbox()


def _code(sandbox: TextSandbox, texts: Sequence[str], expressions: Sequence[str]) -> CodeType:
    from docgen.wording.compiling import code  # noqa: PLC0415  a later run finds it on the shelf

    return code(sandbox, texts, expressions)


@pass_context
def _charge(context: Telling, value: Any, size: int) -> Any:
    """Look at what a loop goes through before it goes."""
    items = listed(value)
    context.charge(len(items) + 1, len(items) * size)
    spend(len(items))
    return items


@pass_context
def _charged_range(context: Telling, *bounds: int) -> range:
    made = bounded_range(*bounds)
    context.charge(len(made), 0)
    return made
