"""What a PDF looks like, page by page, and what it says to a reader who does not look."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

DENSE = 72


def pages(pdf: Path, dpi: int = DENSE) -> list[str]:
    """Return a digest of every pixel of each page."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("no poppler on this machine")
    command = ["pdftoppm", "-r", str(dpi), "-gray", str(pdf)]
    drawn = subprocess.run(command, capture_output=True, check=True, timeout=120).stdout
    return list(_digests(drawn))


def _digests(drawn: bytes) -> Iterator[str]:
    at = 0
    while at < len(drawn):
        head = re.compile(rb"P5\s+(\d+)\s+(\d+)\s+255\s").match(drawn, at)
        assert head is not None
        at = head.end() + int(head[1]) * int(head[2])
        yield hashlib.sha256(drawn[head.start() : at]).hexdigest()


def tags(pdf: Path) -> str:
    """Return the tree of tags with its texts, without the numbers of objects."""
    command = ["pdfinfo", "-struct-text", str(pdf)]
    told = subprocess.run(command, capture_output=True, check=True, text=True, timeout=120).stdout
    return re.sub(r"Object \d+", "Object", told)
