"""Peak memory of a bulk run, in megabytes: a process of its own for each."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rounds import quietly, scratch, warm

KIND = "order-pair"
RUNS = (
    *(("docgen", documents) for documents in (1, 100, 1000)),
    *(("template", documents) for documents in (100, 1000, 10_000)),
    *(("docxtpl", documents) for documents in (100, 1000)),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inside", nargs=2, metavar=("ENGINE", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        _inside(given.inside[0], Path(given.inside[1]))
        return
    print(f"{'the script, nothing done':28} {_apart('nothing', 1):7.1f} MB")
    for engine, documents in RUNS:
        print(f"{engine}, {documents:5} documents{'':6} {_apart(engine, documents):7.1f} MB")


def _apart(engine: str, documents: int) -> float:
    """Run an engine in a process of its own; return the most memory it held."""
    with scratch() as folder:
        if engine != "nothing":
            _prepare(engine, folder, documents)
        command = [sys.executable, __file__, "--inside", engine, folder]
        return int(quietly(command, warm(folder))) / 1024


def _prepare(engine: str, folder: Path, documents: int) -> None:
    import pickle  # noqa: PLC0415  the measured process imports as little as it can

    import subject  # noqa: PLC0415

    subject.write(folder, documents if engine == "docgen" else 1)
    if engine != "docgen":
        made = subject.loaded(folder)
        _, context = next(subject.contexts(made, KIND))
        template = subject.flat_template(made, KIND)
        plain = subject.asked(subject.compiled(template), context)
        (folder / "work.pickle").write_bytes(pickle.dumps((template, plain, documents)))


def _inside(engine: str, folder: Path) -> None:
    if engine == "docgen":
        _build(folder)
    elif engine != "nothing":
        _loop(engine, folder)
    # Unlike ru_maxrss, this figure does not hold what the parent had before it started us.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    print(peak.split()[1])


def _build(folder: Path) -> None:
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from docgen import engine  # noqa: PLC0415

    engine.build(engine.load(folder), folder / "out", [KIND])


def _loop(engine: str, folder: Path) -> None:
    """Make one document again and again: by docxtpl, or by docgen's template alone."""
    import pickle  # noqa: PLC0415

    import subject  # noqa: PLC0415

    template, context, documents = pickle.loads((folder / "work.pickle").read_bytes())
    ready = subject.compiled(template)
    for number in range(documents):
        made = (
            ready.render(context).docx
            if engine == "template"
            else subject.with_docxtpl(template, context)
        )
        (folder / f"{number % 1000}.docx").write_bytes(made)


if __name__ == "__main__":
    main()
