"""Every document that a test makes is shown to Microsoft's validator at the end of the session."""

import pytest

pytest_plugins = ["tests.openxml"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person rewrite the golden texts."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden")
