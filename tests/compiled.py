"""What all tests of a run compile together: the built-in templates, once and not in each test."""

from __future__ import annotations

from docgen.engine.compiling import Compiled

COMPILED = Compiled()
