"""Files that cannot be read: why not, in Russian; and a library kept from falling over them."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, PasswordError

# All that a damaged zip, or the XML in it, makes the standard library and lxml raise.
DAMAGED: Final = (
    LookupError,
    ValueError,
    TypeError,
    RuntimeError,
    EOFError,
    SyntaxError,
    OSError,
    zipfile.BadZipFile,
    zlib.error,
)
_STDERR: Final = 2
_PASSWORD = "Откройте его в Excel, снимите пароль и сохраните копию без него."
_MEND = "Откройте его в Excel или LibreOffice и сохраните заново как «Книга Excel (XLSX)»."


class Unreadable(Exception):
    """The file is no table; says in Russian why, and what would help."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


def damaged() -> Unreadable:
    """Return what to say of a file that was cut short or written over."""
    return Unreadable("он повреждён", _MEND)


def locked() -> Unreadable:
    """Return what to say of a file with a password."""
    return Unreadable("он защищён паролем", _PASSWORD)


@contextmanager
def guarded() -> Iterator[None]:
    """Turn whatever calamine says of a bad file into `Unreadable`."""
    try:
        with _muted():
            yield
    except PasswordError as error:
        raise locked() from error
    except CalamineError as error:
        raise damaged() from error
    except BaseException as error:
        # A damaged old book makes it panic, which is no `Exception` and has no public name.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged() from None


@contextmanager
def _muted() -> Iterator[None]:
    """Send to nowhere what a library writes about its panic past Python."""
    with Path(os.devnull).open("wb") as nothing:
        kept = os.dup(_STDERR)
        os.dup2(nothing.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(kept, _STDERR)
            os.close(kept)
