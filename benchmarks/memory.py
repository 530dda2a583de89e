"""Peak memory of a bulk run, in megabytes: a process of its own for each."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rounds import quietly, scratch, warm

KIND = "order-pair"
ASKED = ("school", "document", "text", "stages", "pair")  # by the template; functions stay here
RUNS = (("docgen", 1), ("docgen", 100), ("docgen", 1000), ("docxtpl", 100), ("docxtpl", 1000))


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

    subject.write(folder, documents)
    if engine == "docxtpl":
        made = subject.loaded(folder)
        _, context = next(subject.contexts(made, KIND))
        asked = {name: context[name] for name in ASKED}
        work = (subject.flat_template(made, KIND), subject.for_docxtpl(asked), documents)
        (folder / "work.pickle").write_bytes(pickle.dumps(work))


def _inside(engine: str, folder: Path) -> None:
    if engine == "docgen":
        _build(folder)
    elif engine == "docxtpl":
        _loop(folder)
    # Unlike ru_maxrss, this figure does not hold what the parent had before it started us.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    print(peak.split()[1])


def _build(folder: Path) -> None:
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from docgen import engine  # noqa: PLC0415

    engine.build(engine.load(folder), folder / "out", [KIND])


def _loop(folder: Path) -> None:
    import pickle  # noqa: PLC0415

    import subject  # noqa: PLC0415

    template, context, documents = pickle.loads((folder / "work.pickle").read_bytes())
    for number in range(documents):
        made = subject.with_docxtpl(template, context)
        (folder / f"{number}.docx").write_bytes(made)


if __name__ == "__main__":
    main()
