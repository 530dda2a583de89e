"""Makes click speak Russian for as long as a command runs."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager

# Not pathlib, whose import takes longer than all else that this module does.
_CLI = os.path.dirname(__file__)  # noqa: PTH120  as above
LOCALE = os.path.join(os.path.dirname(_CLI), "locale")  # noqa: PTH118, PTH120  as above
_DOMAIN = "messages"  # click does not name a domain of its own


@contextmanager
def russian() -> Iterator[None]:
    """Let gettext find the Russian catalogue whatever the computer's language is.

    gettext chooses a language by LANGUAGE alone, on Windows too; it is put back afterwards.
    """
    language, folder = os.environ.get("LANGUAGE"), gettext.bindtextdomain(_DOMAIN)
    os.environ["LANGUAGE"] = "ru"
    gettext.bindtextdomain(_DOMAIN, LOCALE)
    try:
        yield
    finally:
        gettext.bindtextdomain(_DOMAIN, folder)
        if language is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = language
