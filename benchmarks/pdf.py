"""PDF of ten orders: docgen's converter, and one LibreOffice for each file."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from rounds import Table, interleaved, run, scratch
from subject import engine, project

from docgen.pdf import LibreOffice, require_soffice

KIND = "order-pair"
DOCUMENTS = 10


def measure(rounds: int) -> Iterator[Table]:
    office = require_soffice(os.environ, shutil.which)
    with scratch() as folder:
        built = engine.build(project(folder, DOCUMENTS), folder / "built", [KIND])
        files = [output.docx for output in built.outputs]

        def each_alone():
            for file in files:
                _soffice(office.path, [file], folder)

        def one_call():
            _soffice(office.path, files, folder)

        def converter(workers):
            pairs = [(file, file.with_suffix(".pdf")) for file in files]
            done = LibreOffice(office, os.environ, workers=workers).convert(pairs)
            assert len(done.made) == DOCUMENTS, list(done.report)

        _soffice(office.path, files[:1], folder)  # makes the profile of the bare calls
        subjects = {
            "one soffice for each file": each_alone,
            "one bare soffice call": one_call,
            "docgen, one worker": lambda: converter(1),
            "docgen, as many workers as it wants": lambda: converter(None),
        }
        title = f"PDF of {DOCUMENTS} orders, a document"
        yield interleaved(title, subjects, rounds=rounds, pieces=DOCUMENTS)


def _soffice(program: Path, files: list[Path], folder: Path) -> None:
    profile = (folder / "profile").as_uri()
    options = ["--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf"]
    command = [program, *options, "--outdir", folder / "bare", *files]
    subprocess.run(command, check=True, capture_output=True)
    assert all((folder / "bare" / f"{file.stem}.pdf").exists() for file in files)


if __name__ == "__main__":
    run(measure, rounds=3)
