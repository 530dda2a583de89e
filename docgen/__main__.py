"""The program `docgen`: what `python -m docgen` runs, and the command that pip installs."""

from __future__ import annotations

import gc
from typing import Final

# Objects made before Python looks for rings of those that nobody needs. docgen leaves few: at
# Python's own 700 a tenth of a run would be looking. A short run makes fewer than these, and what
# waits in a long one is some megabytes.
RARELY: Final = 70_000


def main() -> None:
    """Run the command line."""
    gc.set_threshold(RARELY)
    from docgen import cli  # noqa: PLC0415  its import makes many objects

    try:
        cli.main()
    finally:
        gc.freeze()  # else Python would look through everything before the system takes it back


if __name__ == "__main__":  # a worker process on Windows imports this module, too
    main()
