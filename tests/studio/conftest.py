"""What the tests of manuscripts and upgrades share: one desk for LibreOffice, set up once."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where LibreOffice keeps its profile from one edit to the next."""
    return tmp_path_factory.mktemp("desk")
