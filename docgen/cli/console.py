"""Prints on any console: Windows code pages lack letters that Russian texts need."""

from __future__ import annotations

import codecs
import os
import sys
from typing import IO

_HANDLER = "docgen.plain"
_PLAIN = {"«": '"', "»": '"', "–": "-", "—": "-", "…": "...", "№": "N", "\xa0": " "}


def tolerate() -> None:
    """Let stdout and stderr replace what their code page lacks instead of failing."""
    codecs.register_error(_HANDLER, _plain)
    for stream in (sys.stdout, sys.stderr):
        _reconfigure(stream)


def colourless(asked: bool) -> bool:
    """Whether to print without colours: asked for, or NO_COLOR is set (no-color.org)."""
    return asked or bool(os.environ.get("NO_COLOR"))


def encoding() -> str:
    """Return the code page of stdout; where there is none, or ASCII, click writes UTF-8."""
    name = codecs.lookup(getattr(sys.stdout, "encoding", None) or "ascii").name
    return "utf-8" if name == "ascii" else name


def _reconfigure(stream: IO[str]) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors=_HANDLER)


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_PLAIN.get(letter, "?") for letter in lacking), error.end
