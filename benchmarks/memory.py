"""Peak memory of a bulk run, in megabytes: a process of its own for each."""

from __future__ import annotations

import argparse
import io
import os
import sys
from contextlib import redirect_stdout, suppress
from pathlib import Path

from rounds import quietly, scratch, warm

KIND = "order-pair"
RUNS = (
    *(("docgen", documents) for documents in (1, 100, 1000, 2500)),  # the whole command
    *(("template", documents) for documents in (100, 1000, 10_000)),  # docgen's alone, as docxtpl
    *(("docxtpl", documents) for documents in (100, 1000)),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--inside", nargs=3, metavar=("ENGINE", "FOLDER", "DOCUMENTS"), help=argparse.SUPPRESS
    )
    given = parser.parse_args()
    if given.inside:
        engine, at, documents = given.inside
        _inside(engine, Path(at), int(documents))
        return
    print(f"{'the script, nothing done':28} {_apart('nothing', 1):7.1f} MB")
    for engine, documents in RUNS:
        print(f"{engine}, {documents:5} documents{'':6} {_apart(engine, documents):7.1f} MB")


def _apart(engine: str, documents: int) -> float:
    """Run an engine in a process of its own; return the most memory it held."""
    with scratch() as folder:
        if engine != "nothing":
            _prepare(engine, folder, documents)
        command = [sys.executable, __file__, "--inside", engine, folder, str(documents)]
        if engine == "docgen":
            quietly(command, warm(folder))  # what is compiled lies on the shelf from then on
        return int(quietly(command, warm(folder))) / 1024


def _prepare(engine: str, folder: Path, documents: int) -> None:
    import subject  # noqa: PLC0415  the measured process imports as little as it can

    subject.write(folder, documents if engine == "docgen" else 1)


def _inside(engine: str, folder: Path, documents: int) -> None:
    if engine == "docgen":
        _build(folder)
    elif engine != "nothing":
        _loop(engine, folder, documents)
    # Unlike ru_maxrss, this figure does not hold what the parent had before it started us.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    print(peak.split()[1])


def _build(folder: Path) -> None:
    """Run the command as people do, in one process."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from docgen.__main__ import main  # noqa: PLC0415

    out = folder / f"out-{os.getpid()}"  # a second run into one folder has nothing to do
    sys.argv = ["docgen", "build", KIND, "-C", str(folder), "-o", str(out), "-j", "1"]
    with suppress(SystemExit), redirect_stdout(io.StringIO()):
        main()
    assert any(out.rglob("*.docx"))


def _loop(engine: str, folder: Path, documents: int) -> None:
    """Make one document again and again: by docxtpl, or by docgen's template alone."""
    import subject  # noqa: PLC0415

    made = subject.loaded(folder)
    _, context = next(subject.contexts(made, KIND))
    template = subject.flat_template(made, KIND)
    ready = subject.compiled(template)
    plain = subject.asked(ready, context)
    for number in range(documents):
        if engine == "template":
            document = ready.render(context).docx
        else:
            document = subject.with_docxtpl(template, plain)
        (folder / f"{number % 1000}.docx").write_bytes(document)


if __name__ == "__main__":
    main()
