"""CSV as Russian spreadsheets write it: any of three encodings, any of four separators.

The encoding is told by a rule of our own: a mark of byte order, else strict UTF-8, else
Windows-1251. Statistical detectors are wrong on short tables of names; of these three, UTF-8 can be
refuted by any Russian text in the other, and nothing else is written by what schools use.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docgen.tables.damage import Unreadable
from docgen.tables.sheets import Sheet

MAX_BYTES = 50_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1251": "Windows-1251",
}
_SEPARATORS = {";": "«;»", "\t": "табуляция", ",": "«,»", "|": "«|»"}
_DECLARED = re.compile(r"sep=(.)\r?\n")
_LOOKED_AT = 50  # rows, to tell the separator
_END = "\0"  # a row of our own after the last one; no text holds it


def read_delimited(path: Path) -> tuple[Sheet, str]:
    """Return the table of a CSV file, and how it was read."""
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise Unreadable("он слишком велик")
    text, encoding = _decoded(data)
    separator, body = _separator(text)
    # Lines of a file keep their numbers, or the named cell would not be the one that is meant.
    shift = [("",)] if body is not text else []
    rows = list(_closed(body, separator, first=1 + len(shift)))
    note = f"кодировка {_NAMES[encoding]}, разделитель {_SEPARATORS.get(separator, separator)}"
    return Sheet(str(path), "", tuple(shift + [tuple(row) for row in rows])), note


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    if b"\0" in data:
        encoding = "utf-16-le" if data[1:2] in (b"\0", b"\4") else "utf-16-be"
        return _strictly(data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strictly(data, "cp1251"), "cp1251"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("кодировка его текста не узнана") from None
    if "\0" in text:
        raise Unreadable("это не таблица")
    return text


def _separator(text: str) -> tuple[str, str]:
    """Return what separates cells, and the text of the table itself."""
    declared = _DECLARED.match(text)
    if declared:
        return declared[1], text[declared.end() :]
    return max(_SEPARATORS, key=lambda each: _evidence(text, each)), text


def _evidence(text: str, separator: str) -> tuple[int, int, int]:
    """Return how many lines have several cells, how many of them alike, and how many cells."""
    start = "".join(text.splitlines(keepends=True)[:_LOOKED_AT])
    widths = Counter(len(row) for row in _reader(start, separator) if len(row) > 1)
    width, alike = widths.most_common(1)[0] if widths else (0, 0)
    return widths.total(), alike, width


def _closed(text: str, separator: str, first: int) -> Iterator[list[str]]:
    """Yield the rows; a quotation mark without its second one would swallow all that follow."""
    last = "" if text.endswith(("\n", "\r")) else "\n"
    reader = _reader(f"{text}{last}{_END}", separator)
    begins = ends = first
    for row in reader:
        if row == [_END]:
            return
        yield row
        begins, ends = ends, first + reader.line_num
    hint = "Закройте кавычку или уберите её; кавычку внутри ячейки пишут дважды."
    raise Unreadable(f"в строке {begins} открыта кавычка, у которой нет пары", hint)


def _reader(text: str, separator: str) -> Any:
    csv.field_size_limit(MAX_BYTES)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)
