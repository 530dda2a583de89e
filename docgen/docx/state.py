"""What one rendering knows while it runs; nothing of it outlives the rendering."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextvars import ContextVar
from types import FrameType, TracebackType
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Context

from docgen.diagnostics import Place
from docgen.docx.errors import TOO_MUCH, Findings
from docgen.docx.names import Names
from docgen.docx.tag import Tag, Tags

MAX_PASSES = 200_000
MAX_OUTPUT = 64 * 2**20
current: ContextVar[State] = ContextVar("docgen_rendering")


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
        self.output += output
        if self.passes > self.most_passes or self.output > self.most_output:
            hint = "Проверьте вложенные циклы и размер данных."
            raise Refused(TOO_MUCH, "Документ получился бы слишком большим", hint)


class State(Meter):
    """Findings, blanks, counters and renumberings of one rendering."""

    __slots__ = (
        "blanks",
        "damaged",
        "data",
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

    def __init__(
        self, tags: Tags, data: Mapping[str, object], next_id: int, next_number: int, names: Names
    ) -> None:
        super().__init__()
        self.tags = tags
        self.data = data
        self.findings = Findings()
        self.blanks: list[str] = []
        self.out: list[bytes] = []
        self.damaged = False
        self.next_id = next_id
        self.next_number = next_number
        self.marks: dict[str, tuple[int, str]] = {}
        self.names: dict[str, str] = {}
        self.names_taken = names
        self.numbers: dict[str, str] = {}
        self.new_numbers: list[tuple[str, str]] = []
        self.row = 0
        self.spans: dict[int, tuple[int, object]] = {}
        self.merged: dict[int, bool] = {}

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
    template = frame.f_globals.get("__jinja_template__")
    if template is None or frame.f_code.co_filename != template.filename:
        return 0
    return int(template.get_corresponding_lineno(line))


class RenderContext(Context):
    """A jinja context that knows the rendering it belongs to."""

    state: State

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Any],
        globals: Any = None,  # jinja passes it by this name
    ) -> None:
        super().__init__(environment, parent, name, blocks, globals)
        self.state = current.get()
