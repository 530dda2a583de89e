"""Running the program of a part."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from docgen.docx import errors
from docgen.docx.state import Refused, State
from docgen.docx.tag import Tag
from docgen.docx.undefined import UndefinedError

Program = Callable[[State], None]  # it says what it prints to the state


def run(program: Program, state: State) -> bytes:
    """Run the program of a part; what fails becomes a finding of the tag that failed."""
    state.out, state.damaged = [], False
    try:
        program(state)
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
