"""How far a long work is, how fast it goes and how long it will take, on one line of stderr."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Final

import click

from docgen.cli.common import Manner
from docgen.records import Struct

_PAUSE: Final = 0.1  # seconds between two lines; a console is slower than a quick work
_QUICK: Final = 100  # in a second; of a slower work all is told: PDFs are there sixty at once
_WIDE: Final = 1000  # letters in a line of a console that does not say how wide it is


def meter(manner: Manner) -> Callable[[str, int, int], None]:
    """Return a meter for a person who watches; silence for a file or a program."""
    if manner.quiet or manner.as_json or not sys.stderr.isatty():
        return lambda *_: None
    return Meter(time.monotonic, lambda text, end: click.echo(text, err=True, nl=end), _columns)


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _WIDE
    except (OSError, ValueError):
        return _WIDE


class Meter:
    """Says «DOCX: 30 из 120, 15 в секунду, осталось 6 с», each time over the last.

    Works that go on at the same time stand side by side; the line ends when all have ended.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        say: Callable[[str, bool], None],
        columns: Callable[[], int] = lambda: _WIDE,
    ) -> None:
        self._clock = clock
        self._say = say
        self._columns = columns
        self._works: dict[str, _Work] = {}
        self._said = 0.0
        self._width = 0

    def __call__(self, what: str, number: int, total: int) -> None:
        """Say how far the work is, unless that was said just now."""
        now = self._clock()
        begun = what not in self._works
        work = self._works.setdefault(what, _Work(number, now))
        work.number, work.total, work.now = number, total, now
        over = all(each.number == each.total for each in self._works.values())
        if not (begun or over or work.rate < _QUICK) and now - self._said < _PAUSE:
            return
        self._said = now
        text = self._line()
        self._say("\r" + text.ljust(self._width), over)
        self._width = 0 if over else len(text)
        if over:
            self._works.clear()

    def _line(self) -> str:
        """Return what fits into a line: a longer one could not be written over."""
        most = self._columns() - 1
        text = "; ".join(f"{name}: {each}" for name, each in self._works.items())
        if len(text) > most:
            text = "; ".join(f"{name}: {each.shortly}" for name, each in self._works.items())
        return text[:most]


class _Work(Struct):
    """How far a work is, and when it was how far first."""

    first: int
    begun: float
    number: int = 0
    total: int = 0
    now: float = 0.0

    @property
    def rate(self) -> float:
        """How many are done in a second; nothing is known of the first."""
        if self.now <= self.begun or self.number == self.first:
            return 0.0
        return (self.number - self.first) / (self.now - self.begun)

    @property
    def shortly(self) -> str:
        """The same without the rate."""
        return f"{self.number} из {self.total}{self._left()}"

    def __str__(self) -> str:
        return f"{self.number} из {self.total}{self._pace()}{self._left()}"

    def _pace(self) -> str:
        rate = self.rate
        if not rate:
            return ""
        return f", {rate:.0f} в секунду" if rate >= 2 else f", {rate * 60:.0f} в минуту"

    def _left(self) -> str:
        """Return the time left, while there is work."""
        left = self.total - self.number
        return f", осталось {_time(left / self.rate)}" if left and self.rate else ""


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} мин {rest} с" if minutes else f"{rest} с"
