"""What one rendering knows while it runs; nothing of it outlives the rendering."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from docgen.diagnostics import Place
from docgen.docx.errors import TOO_MUCH, Findings
from docgen.docx.names import Names
from docgen.docx.tag import Tag
from docgen.docx.undefined import missing

if TYPE_CHECKING:
    from docgen.docx.result import Result
    from docgen.docx.sandbox import Sandbox

TAGS: Final = "tags_of_lines"  # the name under which a program says which line is about which tag
BELOW: Final = "_below"  # under this name data have more of them, found out when they are asked for
MAX_PASSES = 200_000
MAX_OUTPUT = 64 * 2**20
current: ContextVar[State] = ContextVar("docgen_rendering")
Call = TypeVar("Call", bound=Callable[..., Any])


class Context(Protocol):
    """What the program of a template or of a text works with, and may hand to what it calls."""

    environment: Sandbox

    def call(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a function that the sandbox has allowed."""


def pass_context(call: Call) -> Call:
    """Mark a filter, a test or a function that is given the context first."""
    call.takes_context = True  # type: ignore[attr-defined]  # a function has any attributes
    return call


class Refused(Exception):
    """An expression did what templates may not do, or could not do."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


class Meter:
    """Counts the work of one rendering and stops it before it becomes too much."""

    __slots__ = ("most_output", "most_passes", "output", "passes")

    def __init__(self, most_passes: int = MAX_PASSES, most_output: int = MAX_OUTPUT) -> None:
        self.passes = 0
        self.output = 0
        self.most_passes = most_passes
        self.most_output = most_output

    def charge(self, passes: int, output: int) -> None:
        """Count work ahead of doing it, and refuse what would never end."""
        self.passes += passes
        if self.passes > self.most_passes:
            raise _too_much()
        self.print(output)

    def print(self, output: int) -> None:
        """Count what nobody has paid for ahead."""
        self.output += output
        if self.output > self.most_output:
            raise _too_much()


def _too_much() -> Refused:
    hint = "Проверьте вложенные циклы и размер данных."
    return Refused(TOO_MUCH, "Документ получился бы слишком большим", hint)


class State(Meter):
    """Findings, blanks, counters and renumberings of one rendering.

    Programs get it as their context: `environment` and `resolve` are what they ask it for.
    """

    __slots__ = (
        "below",
        "blanks",
        "damaged",
        "data",
        "environment",
        "findings",
        "marks",
        "merged",
        "names",
        "names_taken",
        "new_numbers",
        "next_id",
        "next_number",
        "numbers",
        "out",
        "row",
        "spans",
        "tags",
    )

    def __init__(self, made: Result, environment: Sandbox, data: Mapping[str, object]) -> None:
        super().__init__()
        self.environment = environment
        self.tags = made.tags
        self.data = data
        self.below: Any = data.get(BELOW, {})
        self.findings = Findings()
        self.blanks: list[str] = []
        self.out: list[bytes] = []
        self.damaged = False
        self.next_id = made.last_id
        self.next_number = made.numbering.last if made.numbering else 0
        self.marks: dict[str, tuple[int, str]] = {}
        self.names: dict[str, str] = {}
        self.names_taken = Names(made.names)
        self.numbers: dict[str, str] = {}
        self.new_numbers: list[tuple[str, str]] = []
        self.row = 0
        self.spans: dict[int, tuple[int, object]] = {}
        self.merged: dict[int, bool] = {}

    def resolve(self, name: str) -> Any:
        """Return what a name means to the template."""
        found = self.get(name, missing)
        if found is missing:
            found = self.below.get(name, missing)
        return self.environment.undefined(name=name) if found is missing else found

    def get(self, name: str, default: Any = None) -> Any:
        """Return what a name means, or something else if it means nothing."""
        data = self.data
        return data[name] if name in data else self.environment.globals.get(name, default)

    def call(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a function that the sandbox has allowed."""
        if hasattr(function, "takes_context"):
            return function(self, *args, **kwargs)
        return function(*args, **kwargs)

    def fresh_id(self) -> int:
        """Return a number that no bookmark, picture or control of the document has."""
        self.next_id += 1
        return self.next_id

    def last(self) -> bytes:
        """Return what the part that is being made has printed last."""
        if self.out and self.out[-1]:
            return self.out[-1]
        return next((piece for piece in reversed(self.out) if piece), b"")

    def add(self, code: str, message: str, tag: Tag | None, hint: str = "") -> None:
        """Note a finding about a tag, with the tag's own words."""
        if tag is None:
            self.findings.add(code, message + ".", Place(), hint)
        else:
            self.findings.add(code, f"{message}: {tag.text}.", tag.place, hint)

    def add_refused(self, problem: Refused, tag: Tag | None) -> None:
        """Note why an expression was refused."""
        self.add(problem.code, problem.message, tag, problem.hint)

    def tag_at(self, line: int) -> Tag | None:
        """Return the tag of a line of the generated program."""
        return self.tags[line] if 1 <= line <= len(self.tags) else None

    def calling_tag(self) -> Tag | None:
        """Return the tag that is being printed further up the stack."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            line = _template_line(frame, frame.f_lineno)
            if line:
                return self.tag_at(line)
            frame = frame.f_back
        return None

    def failing_tag(self, trace: TracebackType | None) -> Tag | None:
        """Return the tag in which an exception was raised."""
        found = None
        while trace is not None:
            line = _template_line(trace.tb_frame, trace.tb_lineno)
            found = self.tag_at(line) if line else found
            trace = trace.tb_next
        return found


def _template_line(frame: FrameType, line: int) -> int:
    """Return the number of the tag that a line of a program is about; of other code, none."""
    tags: list[tuple[int, int]] = frame.f_globals.get(TAGS, [])
    return next((tag for tag, first in reversed(tags) if first <= line), 1) if tags else 0
