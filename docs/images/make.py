"""First pages of a sample's documents as small PNG files: `python docs/images/make.py`.

Needs LibreOffice and pdftoppm. Run it when the look or the words of a document change.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

import docgen

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "samples" / "kvantorium"
RESOLUTION = 80
# What begins the year, and one paper of each other part of the bundle.
KINDS = (
    "order-adoption",
    "order-curator",
    "order-regulation",
    "regulation-teachers",
    "regulation-students",
    "programme",
    "model",
    "roadmap",
    "order-pairs",
    "consent-participation",
    "pair-plan",
    "monitoring-card",
    "certificate",
)


def main() -> None:
    """Build the sample and draw the first page of each kind."""
    with tempfile.TemporaryDirectory() as folder:
        converter = docgen.LibreOffice(
            docgen.require_soffice(os.environ, shutil.which), os.environ, workers=2
        )
        built = docgen.build(docgen.load(SAMPLE), Path(folder), KINDS, converter=converter)
        for output in built.outputs:
            assert output.pdf is not None, built.report
            picture = png(*drawn(output.pdf))
            (HERE / f"{output.job.kind}.png").write_bytes(picture)


def drawn(pdf: Path) -> tuple[int, int, bytes]:
    """Return width, height and grey points of the first page."""
    command = ["pdftoppm", "-r", str(RESOLUTION), "-gray", "-singlefile", str(pdf), str(pdf)]
    subprocess.run(command, check=True)
    _, size, _, points = Path(f"{pdf}.pgm").read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    return width, height, points


def png(width: int, height: int, points: bytes) -> bytes:
    """Return a PNG of sixteen greys, a quarter of the size of what pdftoppm writes."""
    lines = (points[start : start + width] for start in range(0, width * height, width))
    packed = b"".join(b"\0" + _halves(line) for line in lines)
    header = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(packed, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _halves(line: bytes) -> bytes:
    """Pack two points into a byte."""
    even = line + b"\xff" * (len(line) % 2)
    return bytes(left & 0xF0 | right >> 4 for left, right in zip(*[iter(even)] * 2, strict=True))


def _chunk(name: bytes, data: bytes) -> bytes:
    whole = name + data
    return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))


if __name__ == "__main__":
    main()
