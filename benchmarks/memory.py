"""Peak memory of a bulk run, in megabytes: a process of its own for each (Linux)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rounds import quietly, scratch, warm
from runs import run

KIND = "order-pair"
WHOLE = (1, 100, 1000, 2500)  # orders of the whole command
ALONE = (
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
    for documents in WHOLE:
        first, second = _built(documents)
        print(f"docgen build, {documents:5} orders, nothing kept from before {first:6.1f} MB")
        print(f"docgen build, {documents:5} orders{'':26}{second:6.1f} MB")
    for engine, documents in (("nothing", 1), *ALONE):
        print(f"{engine}, {documents:5} documents {_apart(engine, documents):6.1f} MB")


def _built(documents: int) -> tuple[float, float]:
    """Return the most that a command held that had to compile, and one that found it done."""
    with scratch() as folder:
        _child("write", folder, documents)
        command = ("build", KIND, "-C", folder, "-j", "1", "-o")
        return (
            run(folder, folder / "one", "docx", *command, folder / "one").megabytes,
            run(folder, folder / "two", "docx", *command, folder / "two").megabytes,
        )


def _apart(engine: str, documents: int) -> float:
    """Run an engine in a process of its own; return the most memory it held."""
    with scratch() as folder:
        _child("write", folder, 1)
        return int(_child(engine, folder, documents)) / 1024


def _child(what: str, folder: Path, documents: int) -> str:
    """Do something in a process of its own: what this one holds would count for who comes after."""
    return quietly(
        [sys.executable, __file__, "--inside", what, folder, str(documents)], warm(folder)
    )


def _inside(engine: str, folder: Path, documents: int) -> None:
    if engine == "write":
        import subject  # noqa: PLC0415  the measured process imports as little as it can

        subject.write(folder, documents)
    elif engine != "nothing":
        _loop(engine, folder, documents)
    # Unlike ru_maxrss, this figure does not hold what the parent had before it started us.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    print(peak.split()[1])


def _loop(engine: str, folder: Path, documents: int) -> None:
    """Make one document again and again: by docxtpl, or by docgen's template alone."""
    import subject  # noqa: PLC0415  as above

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
