"""How far a long work is, how fast it goes and how long it will take, on one line of stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import click

from docgen.cli.common import Manner

_PAUSE = 0.1  # seconds between two lines; a console is slower than the work


def meter(manner: Manner) -> Callable[[str, int, int], None]:
    """Return a meter for a person who watches; silence for a file or a program."""
    if manner.quiet or manner.as_json or not sys.stderr.isatty():
        return lambda *_: None
    return Meter(time.monotonic, lambda text, end: click.echo(text, err=True, nl=end))


class Meter:
    """Says «DOCX: 30 из 120, 15 в секунду, осталось 6 с», each time over the last."""

    def __init__(self, clock: Callable[[], float], say: Callable[[str, bool], None]) -> None:
        self._clock = clock
        self._say = say
        self._what = ""
        self._first = 0
        self._begun = self._said = 0.0
        self._width = 0

    def __call__(self, what: str, number: int, total: int) -> None:
        """Say how far the work is, unless that was said just now."""
        now = self._clock()
        if what != self._what:
            self._what, self._first, self._begun = what, number, now
        elif now - self._said < _PAUSE and number < total:
            return
        self._said = now
        text = f"{what}: {number} из {total}{self._pace(number, total, now)}"
        self._say("\r" + text.ljust(self._width), number == total)
        self._width = 0 if number == total else len(text)

    def _pace(self, number: int, total: int, now: float) -> str:
        """Return the rate and, while there is work, the time left."""
        if now <= self._begun or number == self._first:
            return ""
        rate = (number - self._first) / (now - self._begun)
        said = f", {rate:.0f} в секунду" if rate >= 2 else f", {rate * 60:.0f} в минуту"
        return f"{said}, осталось {_time((total - number) / rate)}" if number < total else said


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} мин {rest} с" if minutes else f"{rest} с"
