"""The ends of a run that no command foresees: each is an exit code and a sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NoReturn

import click


def guarded(run: Callable[[], object], arguments: Sequence[str]) -> NoReturn:
    """Run a command and leave with its code, whatever happens; a traceback is never printed."""
    try:
        run()
    except (Exception, KeyboardInterrupt) as problem:  # whatever it is, a person has to be told
        sys.exit(_told(problem, arguments))
    sys.exit(0)


def heed_the_end() -> None:
    """Take a closed window and a computer going down as Ctrl-C: no papers lie about afterwards.

    Who was started deaf to them stays so. Only the main thread can hear.
    """
    import signal  # noqa: PLC0415  only where papers lie in a temporary folder

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number and signal.getsignal(number) is signal.SIG_DFL:
            with suppress(ValueError):
                signal.signal(number, signal.default_int_handler)


def _told(problem: Exception | KeyboardInterrupt, arguments: Sequence[str]) -> int:
    """Say what happened; return the code to leave with."""
    from docgen.cli import accidents  # noqa: PLC0415  not needed by a run that ends well

    as_json = "--json" in arguments
    if isinstance(problem, click.ClickException):
        return accidents.wrong_use(problem, as_json)
    if isinstance(problem, click.Abort | KeyboardInterrupt):
        return accidents.interrupted(as_json)
    if isinstance(problem, ImportError):
        return accidents.broken(problem, arguments, as_json)
    return accidents.fault(problem, arguments, as_json)
