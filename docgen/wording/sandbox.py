"""The sandbox of texts that are not documents: no XML, the first wrong name stops."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import CodeType
from typing import TYPE_CHECKING, Any, TypeAlias

from docgen import shelf
from docgen.docx import errors
from docgen.docx.added import listed, weigh
from docgen.docx.effort import spend
from docgen.docx.sandbox import Sandbox, bounded_range
from docgen.docx.state import pass_context
from docgen.docx.undefined import StrictUndefined, missing
from docgen.wording.dialect import dialect
from docgen.wording.lists import mapped, rejected, selected
from docgen.wording.telling import Telling

if TYPE_CHECKING:
    from jinja2 import nodes

# A compiled text says its pieces, a compiled expression returns its value.
Program: TypeAlias = Callable[[Telling], Any]


class _Unknown(StrictUndefined):
    """A name or a field that is not there; using it says so in Russian."""

    __slots__ = ()

    def _why(self) -> str:
        name, owner = self._name, self._owner
        if name is None:
            return "список пуст, взять из него нечего"
        if self._refused:
            return "так обращаться к данным нельзя"
        if owner is missing:
            return f"имени «{name}» нет"
        known = [key for key in owner if isinstance(key, str)] if isinstance(owner, Mapping) else ()
        return f"поля «{name}» нет. {errors.nearest(str(name), known)}".rstrip(". ")


class TextSandbox(Sandbox):
    """The sandbox of texts that are not documents: no XML, the first wrong name stops."""

    undefined = _Unknown

    def __init__(self) -> None:
        super().__init__(dialect())
        self.globals["range"] = _charged_range
        self.filters |= {" weigh": weigh, " charge": _charge}
        self._known = self.known() | {
            "look": self.look,
            "mapped": mapped,
            "selected": selected,
            "rejected": rejected,
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
        names = dict(self._known)
        exec(shelf.kept(key, lambda: _code(self, texts, expressions)), names)
        return [names[f"told_{place}"] for place in range(len(texts) + len(expressions))]

    def look(self, owner: Any, name: str) -> Any:
        """Return a field of what is no mapping that was seen before."""
        if type(owner) in self.fields[name]:
            return getattr(owner, name)
        return self.getattr(owner, name)

    def names(self, source: str) -> set[str]:
        """Return the names that a text asks of its context."""
        from jinja2 import meta  # noqa: PLC0415  few ask

        return meta.find_undeclared_variables(self.tree(source))

    def tree(self, source: str) -> nodes.Template:
        """Parse a text, whether it may be printed or not."""
        from docgen.docx.grammar import Grammar  # noqa: PLC0415  as above

        return Grammar(self).parse(source)


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
