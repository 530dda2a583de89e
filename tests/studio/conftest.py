"""What the tests of manuscripts and upgrades share; LibreOffice and a manuscript are made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from docgen import studio
from docgen.packs import Kind, Pack, PackStack, stack
from docgen.studio import Adopted
from tests.studio.adopted import Edit, touched

KIND = "order-curator"


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where LibreOffice keeps its profile from one edit to the next."""
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="session")
def packs() -> PackStack:
    """The built-in pack alone."""
    return stack()


@pytest.fixture(scope="session")
def kind(packs: PackStack) -> Kind:
    """The kind whose words are edited."""
    return packs.kind(KIND)


@pytest.fixture(scope="session")
def paper(packs: PackStack, kind: Kind) -> bytes:
    """The manuscript as docgen makes it."""
    return studio.manuscript(packs, kind)


@pytest.fixture
def adopt(packs: PackStack, kind: Kind, paper: bytes, own: Pack) -> Callable[[Edit], Adopted]:
    """Adopt the manuscript after an edit of it; `own` is the pack of the tests that ask."""

    return lambda edit: studio.adopt(packs, kind, own, touched(paper, edit))
