"""What all tests share: LibreOffice, and Microsoft's validator, which is shown every document."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import settings

from docgen.pdf import Office, find_soffice

# A busy machine is not a defect: no example is judged by its time.
settings.register_profile("docgen", deadline=None)
settings.load_profile("docgen")

pytest_plugins = ["tests.openxml"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person rewrite the golden texts."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden")


@pytest.fixture(scope="session")
def office() -> Office:
    """The LibreOffice of this machine; without it the test is skipped, but not in CI."""
    found = find_soffice(os.environ, shutil.which)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no LibreOffice")
        pytest.skip("no LibreOffice on this machine")
    return found
