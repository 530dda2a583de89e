"""PDF of a hundred orders: one LibreOffice for each file, docgen's batches, and joined ones.

Then the file for the printer, of five hundred documents.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from rounds import Table, interleaved, run, scratch
from subject import engine, project

from docgen.pdf import Export, LibreOffice, Piece, bundle, require_soffice
from docgen.pdf.profile import write_profile

KIND = "order-pair"
DOCUMENTS = 100
PRINTED = 500
# One call for each file takes a second, whichever it is: the mean of so many is enough.
ALONE = 8


def measure(rounds: int) -> Iterator[Table]:
    office = require_soffice(os.environ, shutil.which)
    with scratch() as folder:
        built = engine.build(project(folder, DOCUMENTS), folder / "built", [KIND])
        files = [output.docx for output in built.outputs]
        bare, kept, ours = folder / "bare", folder / "profile", folder / "our profile"
        write_profile(ours, Export(), office.build)

        def each_alone(clock, profile=kept):
            start = clock()
            for file in files[:ALONE]:
                _soffice(office.path, [file], bare, profile)
            return (clock() - start) * 1000 / ALONE

        def converter(workers, joined):
            target = folder / f"{workers} {joined}"
            target.mkdir(exist_ok=True)
            pairs = [(file, target / f"{file.stem}.pdf") for file in files]
            done = LibreOffice(office, os.environ, workers=workers, joined=joined).convert(pairs)
            assert len(done.made) == DOCUMENTS, list(done.report)

        _soffice(office.path, files, bare, kept)
        subjects = {
            "one soffice for each file": lambda: each_alone(clock),
            "the same with the profile of docgen": lambda: each_alone(clock, ours),
            "one bare soffice call for all": lambda: _soffice(office.path, files, bare, kept),
            "docgen, plain, one worker": lambda: converter(1, False),
            "docgen, plain, two workers": lambda: converter(2, False),
            "docgen, joined, one worker": lambda: converter(1, True),
            "docgen, joined, two workers": lambda: converter(2, True),
        }
        clock = time.perf_counter
        title = f"PDF of {DOCUMENTS} orders, a document"
        yield interleaved(title, subjects, rounds=rounds, pieces=DOCUMENTS)
        clock = _processors
        title = "the same in processor time, which a busy computer changes less"
        yield interleaved(title, subjects, rounds=1, pieces=DOCUMENTS, clock=clock)
        for made in ("1 False", "2 False", "1 True", "2 True"):
            _must_be_equal(files, bare, folder / made)
        yield _printing(files, folder / "2 False", rounds)


def _processors() -> float:
    """Return the processor time of this process and of all that it waited for."""
    return sum(os.times()[:4])


def _soffice(program: Path, files: list[Path], target: Path, profile: Path) -> None:
    options = ["--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "pdf"]
    command = [program, *options, "--outdir", target, *files]
    subprocess.run(command, check=True, capture_output=True)
    assert all((target / f"{file.stem}.pdf").exists() for file in files)


def _must_be_equal(files: list[Path], one: Path, other: Path) -> None:
    for file in files:
        texts = [_text(folder / f"{file.stem}.pdf") for folder in (one, other)]
        if texts[0] != texts[1]:
            sys.exit(f"{file.stem}: the texts in «{other.name}» differ")


def _text(path: Path) -> list[str]:
    # Tags change where lines end, not what they say.
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def _printing(files: list[Path], folder: Path, rounds: int) -> Table:
    pdfs = [folder / f"{file.stem}.pdf" for file in files]
    pieces = [Piece(pdf, pdf.stem) for pdf in (pdfs * PRINTED)[:PRINTED]]

    def bind():
        bound = bundle(pieces, folder / "print.pdf", duplex=True)
        assert bound.documents == PRINTED, list(bound.report)

    title = f"one file of {PRINTED} documents for the printer, a document"
    return interleaved(title, {"bundle": bind}, rounds=rounds, pieces=PRINTED)


if __name__ == "__main__":
    run(measure, rounds=3)
