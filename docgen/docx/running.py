"""Running the program of a part."""

from __future__ import annotations

from collections import deque
from types import TracebackType
from typing import Any

from jinja2 import Template as JinjaTemplate
from jinja2.exceptions import UndefinedError

from docgen.docx import errors
from docgen.docx.state import Refused, State
from docgen.docx.tag import Tag


def run(program: JinjaTemplate, data: dict[str, Any], state: State) -> bytes:
    """Run the program of a part; what fails becomes a finding of the tag that failed."""
    context = program.new_context(data, shared=True)
    state.out, state.damaged = [], False
    try:
        deque(program.root_render_func(context), 0)  # it yields nothing: it says it to the state
        return b"".join(state.out)
    except Refused as problem:
        state.add_refused(problem, state.failing_tag(problem.__traceback__))
    except UndefinedError as problem:
        state.add(errors.UNKNOWN_FIELD, "Поле не найдено", _where(state, problem.__traceback__))
    except Exception as problem:
        tag = _where(state, problem.__traceback__)
        if not state.findings.found or tag is not None:
            reason = f"Выражение не вычислилось ({type(problem).__name__}: {problem})"
            state.add(errors.FAILED, reason, tag, "Проверьте, что значения нужного вида.")
    return b""


def _where(state: State, trace: TracebackType | None) -> Tag | None:
    return state.failing_tag(trace)
