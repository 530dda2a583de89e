"""No test waits for ever: whatever it starts and waits for has a limit of time."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
STARTS = {"subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output"}
NEVER = {"os.fork", "os.wait", "os.waitpid"}  # a test has threads, and these have no limit
WAITS = ("wait", "join", "communicate")


def endless(code: str) -> Iterator[int]:
    """Yield the lines on which something is waited for without a limit."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and _is_endless(node):
            yield node.lineno


def _is_endless(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    limited = any(keyword.arg in ("timeout", None) for keyword in call.keywords)
    if isinstance(call.func, ast.Attribute) and call.func.attr in WAITS:
        return not (limited or call.args)
    return name in NEVER or (name in STARTS and not limited)


def test_every_wait_of_a_test_has_a_limit() -> None:
    paths = [path for path in TESTS.rglob("*.py") if "node_modules" not in path.parts]
    found = {
        f"{path.relative_to(TESTS)}:{line}"
        for path in paths
        for line in endless(path.read_text(encoding="utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("subprocess.run(['sh'])", [1]),
        ("subprocess.run(['sh'], timeout=60)", []),
        ("thread.join()\n', '.join(words)", [1]),
        ("done.wait()\ndone.wait(5)", [1]),
        ("os.waitpid(child, 0)", [1]),
    ],
)
def test_a_wait_without_a_limit_is_noticed(code: str, lines: list[int]) -> None:
    assert list(endless(code)) == lines
