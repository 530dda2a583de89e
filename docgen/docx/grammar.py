"""Jinja, which reads the language of templates and writes their programs; it runs none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from docgen.docx.sandbox import Sandbox


class Grammar(SandboxedEnvironment):
    """What jinja has to know of a sandbox: the names of filters and tests, and what each is given.

    A sandboxed program asks its environment for attributes, calls and these operators.
    """

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__(optimized=False, cache_size=0)
        self.filters = _named(sandbox.filters)
        self.tests = _named(sandbox.tests)


def _plain(*_: Any) -> None:
    """Stand for a filter or a test that is given its arguments."""


@jinja2.pass_context
def _with_context(*_: Any) -> None:
    """Stand for one that is given the context, too."""


def _named(calls: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
    return {
        name: _with_context if hasattr(call, "takes_context") else _plain
        for name, call in calls.items()
    }
