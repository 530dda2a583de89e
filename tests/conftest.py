"""What all tests share: LibreOffice, and Microsoft's validator, which is shown every document."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from docgen import shelf
from docgen.engine import Built
from docgen.pdf import Office, find_soffice
from tests import sampled

# Who starts the tests in the background may have them ignore Ctrl-C, and whatever they start
# would inherit that; tests that interrupt a run would wait for its end.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is not a defect: no example is judged by its time.
settings.register_profile("docgen", deadline=None)
settings.load_profile("docgen")

pytest_plugins = ["tests.openxml"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person rewrite the golden texts."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a test with other programs and killed processes once more: a machine has bad moments."""
    for item in items:
        if any(item.get_closest_marker(name) for name in ("soffice", "slow", "dask")):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session", autouse=True)
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compile a template once for all tests that use it, as a second run of docgen would."""
    folder = tmp_path_factory.getbasetemp() / "cache"
    os.environ["XDG_CACHE_HOME"] = str(folder)  # for processes of their own
    with shelf.using(folder / "docgen" / "compiled"):
        yield


@pytest.fixture(scope="session")
def built_samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """Everything that the samples make, for tests that only read it; all workers share it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "samples"
    folder.mkdir(exist_ok=True)
    return sampled.built_in(folder)


@pytest.fixture(scope="session")
def office() -> Office:
    """The LibreOffice of this machine; without it the test is skipped, but not in CI."""
    found = find_soffice(os.environ, shutil.which)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no LibreOffice")
        pytest.skip("no LibreOffice on this machine")
    return found
