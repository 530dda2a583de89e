"""Where the built-in templates, schemas and samples lie, in a checkout and in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def data_root() -> Path:
    """Return the folder that holds `templates/`, `schemas/` and `samples/`."""
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parent


def templates() -> Path:
    """Return the built-in pack."""
    return data_root() / "templates"


def schemas() -> Path:
    """Return the folder of `*.schema.json`."""
    return data_root() / "schemas"


def samples() -> Path:
    """Return the folder of complete example programmes."""
    return data_root() / "samples"
