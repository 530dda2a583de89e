"""A template: compiled once, rendered any number of times, from any number of threads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docgen.diagnostics import Place
from docgen.docx import errors, package
from docgen.docx.compiler import Compiled, Compiler, Result
from docgen.docx.names import Names
from docgen.docx.program import run
from docgen.docx.sandbox import Dialect
from docgen.docx.state import State, current
from docgen.docx.variables import Variable


@dataclass(frozen=True, slots=True)
class Rendering:
    """A made document, and the labels of the blanks it leaves to fill in, in order."""

    docx: bytes
    blanks: tuple[str, ...] = ()


class Template:
    """A .docx with tags, ready to be filled in; it never changes after compilation."""

    __slots__ = ("_functions", "_made", "name")

    def __init__(self, name: str, made: Result, functions: Mapping[str, object]) -> None:
        self.name = name
        self._made = made
        self._functions = dict(functions)

    @classmethod
    def compile(
        cls,
        data: bytes,
        *,
        name: str,
        dialect: Dialect,
        parts: Callable[[str], bytes | None] | None = None,
    ) -> Template:
        """Compile a template; raises TemplateError with all that is wrong with it."""
        compiler = Compiler(name, dialect, parts)
        return cls(name, compiler.compile(data), compiler.functions)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The fields the template uses."""
        return self._made.variables

    def render(self, context: Mapping[str, object]) -> Rendering:
        """Make a document; raises TemplateError with all that is wrong, and then makes none."""
        made = self._made
        last = made.numbering.last if made.numbering else 0
        state = State(made.tags, context, made.last_id, last, Names(made.names))
        members = self._run(state, {**self._functions, **context})
        state.findings.stop()
        if made.numbering is not None:
            numbering = made.numbering.with_instances(state.new_numbers)
            members.append((made.numbering_member, numbering))
        return Rendering(made.archive.with_members(members), tuple(state.blanks))

    def _run(self, state: State, data: dict[str, object]) -> list[tuple[str, bytes]]:
        token = current.set(state)
        try:
            return [(part.member, self._part(part, data, state)) for part in self._made.parts]
        finally:
            current.reset(token)

    def _part(self, part: Compiled, data: dict[str, object], state: State) -> bytes:
        text = run(part.program, data, state)
        made = text.encode("utf-8")
        whole = state.findings.found or not (state.damaged or part.suspect(text))
        return made if whole else self._mended(part, made, state)

    def _mended(self, part: Compiled, data: bytes, state: State) -> bytes:
        """Mend what a condition emptied; what cannot even be parsed is never written."""
        root = package.parse_made(data)
        if root is None:
            message = f"Получилась повреждённая часть {part.member}."
            state.findings.add(errors.BROKEN_RESULT, message, Place(self.name))
            return b""
        return package.xml_bytes(root) if part.repair(root) else data
