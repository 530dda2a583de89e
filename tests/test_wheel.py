"""The built wheel, installed away from the checkout, makes a sample's documents by itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (ROOT / "pyproject.toml").is_file(), reason="needs the checkout"),
]


def _run(*command: str | Path, cwd: Path) -> str:
    """Run a command that has to succeed, with nothing that leads back to the checkout."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(each) for each in command],
        cwd=cwd,
        env={**environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout with what is installed here: no network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    _run(*command, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `docgen` of the wheel, in an environment of its own."""
    home = tmp_path_factory.mktemp("Среда с пробелом") / "env"
    venv.create(home, with_pip=False)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    offline = ("--no-deps", "--no-index", "--quiet", "--disable-pip-version-check")
    _run(sys.executable, "-m", "pip", "--python", python, "install", *offline, wheel, cwd=home)
    purelib = _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home)
    # The libraries are those of the environment of the tests: what is asked is only the wheel.
    libraries = Path(purelib.strip()) / "libraries.pth"
    libraries.write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return scripts / ("docgen.exe" if os.name == "nt" else "docgen")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder far from the checkout, such as people have."""
    folder = tmp_path / "Мои документы" / "Наставничество 2026"
    folder.mkdir(parents=True)
    return folder


def test_the_wheel_carries_templates_schemas_samples_and_the_catalogue(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    folders = ("templates", "schemas", "samples")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    data = [f"docgen/_data/{path.relative_to(ROOT).as_posix()}" for path in files]
    assert len(data) > 30
    assert sorted(set(data) - set(names)) == []
    own = ("locale/ru/LC_MESSAGES/messages.mo", "codes/cli.yaml", "py.typed")
    assert [name for name in own if f"docgen/{name}" not in names] == []
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]


def test_the_installed_docgen_reads_its_own_data(command: Path, elsewhere: Path) -> None:
    said = _run(command, "doctor", cwd=elsewhere)
    assert re.search(r"OK +docgen: .*_data", said)
    assert str(ROOT) not in said.replace(sys.prefix, "")


def test_the_installed_docgen_makes_a_new_programme_and_its_documents(
    command: Path, elsewhere: Path
) -> None:
    _run(command, "new", "СОШ № 1", "--yes", cwd=elsewhere)
    assert "Ошибок нет" in _run(command, "check", "--strict", "-C", "СОШ № 1", cwd=elsewhere)
    assert "Готово: 29 документов" in _run(command, "build", "-C", "СОШ № 1", cwd=elsewhere)
    made = list((elsewhere / "СОШ № 1" / "Готово").rglob("*.docx"))
    assert len(made) == 29


def test_the_installed_docgen_builds_a_sample(command: Path, elsewhere: Path) -> None:
    python = command.with_name("python.exe" if os.name == "nt" else "python")
    show = "from docgen import resources; print(resources.samples())"
    samples = Path(_run(python, "-c", show, cwd=elsewhere).strip())
    assert samples.parent.name == "_data"
    where = ("-C", samples / "kvantorium", "-o", "Готово")
    said = _run(command, "build", "основные", "order-pairs", *where, cwd=elsewhere)
    assert "Готово: 11 документов. Папка: Готово" in said
    assert len(list((elsewhere / "Готово").rglob("*.docx"))) == 11


@pytest.mark.soffice
def test_the_installed_docgen_makes_pdf(command: Path, elsewhere: Path) -> None:
    _run(command, "new", "--yes", cwd=elsewhere)
    said = _run(command, "build", "model", "--pdf", "-C", "Наставничество", cwd=elsewhere)
    assert "из них с PDF – 1" in said
