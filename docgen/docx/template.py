"""A template: compiled once, rendered any number of times, from any number of threads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from docgen import shelf
from docgen.diagnostics import Place
from docgen.docx import errors
from docgen.docx.effort import effort
from docgen.docx.printers import install
from docgen.docx.result import Part, Result, fingerprint
from docgen.docx.running import Program, run
from docgen.docx.sandbox import Dialect, Sandbox
from docgen.docx.state import State, current
from docgen.docx.variables import Variable
from docgen.records import Frozen

if TYPE_CHECKING:
    from docgen.docx.letterhead import Letterhead

Parts = Callable[[str], bytes | None]


class Rendering(Frozen):
    """A made document, and the labels of the blanks it leaves to fill in, in order."""

    docx: bytes
    blanks: tuple[str, ...] = ()


class Template:
    """A .docx with tags, ready to be filled in; it never changes after compilation."""

    __slots__ = ("_made", "_programs", "_sandbox", "name")

    def __init__(self, name: str, made: Result, dialect: Dialect) -> None:
        sandbox = Sandbox(dialect)
        install(sandbox, made.printers, made.tags)
        self.name = name
        self._made = made
        self._sandbox = sandbox
        self._programs = [(part, sandbox.program(part.program)) for part in made.parts]

    @classmethod
    def compile(
        cls,
        data: bytes,
        *,
        name: str,
        dialect: Dialect,
        parts: Parts | None = None,
        letterhead: Letterhead | None = None,
    ) -> Template:
        """Compile a template; raises TemplateError with all that is wrong with it.

        Under a `letterhead` its pages have the margins, headers and footers of that file.
        """

        def make() -> Result:
            from docgen.docx.compiler import Compiler  # noqa: PLC0415  earlier runs may have done it

            return Compiler(name, dialect, parts, letterhead).compile(data)

        def holds(made: Result) -> bool:
            return all(
                fingerprint(parts(each) if parts else None) == known
                for each, known in made.included.items()
            )

        if not dialect.name:
            return cls(name, make(), dialect)
        key = f"template {dialect.name} {name} {fingerprint(data)} {_told(letterhead)}"
        return cls(name, shelf.kept(key, make, holds), dialect)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The fields the template uses."""
        return self._made.variables

    def render(self, context: Mapping[str, object]) -> Rendering:
        """Make a document; raises TemplateError with all that is wrong, and then makes none."""
        made = self._made
        state = State(made, self._sandbox, context)
        members = self._run(state)
        state.findings.stop()
        if made.numbering is not None:
            numbering = made.numbering.with_instances(state.new_numbers)
            members.append((made.numbering_member, numbering))
        return Rendering(made.archive.with_members(members), tuple(state.blanks))

    def _run(self, state: State) -> list[tuple[str, bytes]]:
        token = current.set(state)
        try:
            with effort():
                return [
                    (part.member, self._part(part, program, state))
                    for part, program in self._programs
                ]
        finally:
            current.reset(token)

    def _part(self, part: Part, program: Program, state: State) -> bytes:
        made = run(program, state)
        whole = state.findings.found or part.is_whole(made, damaged=state.damaged)
        return made if whole else self._mended(part, made, state)

    def _mended(self, part: Part, data: bytes, state: State) -> bytes:
        """Mend what a condition emptied; what cannot even be parsed is never written."""
        from docgen.docx import package, properties, repair  # noqa: PLC0415  most need no mending

        root = package.parse_made(data)
        if root is None:
            message = f"Получилась повреждённая часть {part.member}."
            state.findings.add(errors.BROKEN_RESULT, message, Place(self.name))
            return b""
        changed = (repair.mend if part.words else properties.shorten)(root)
        return package.xml_bytes(root) if changed else data


def _told(letterhead: Letterhead | None) -> str:
    """Return what tells a letterhead from others."""
    if letterhead is None:
        return ""
    members = letterhead.package.plumbing() | letterhead.package.members
    whole = b"\0".join(part for name in sorted(members) for part in (name.encode(), members[name]))
    return f"{letterhead.usual} {fingerprint(whole)}"
