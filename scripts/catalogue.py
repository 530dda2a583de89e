"""Compiles the Russian catalogue of click's messages: messages.po -> messages.mo."""

from __future__ import annotations

import ast
import struct
from pathlib import Path

PO = Path(__file__).parents[1] / "docgen" / "locale" / "ru" / "LC_MESSAGES" / "messages.po"
_MAGIC = 0x950412DE
_HEADER = struct.Struct("<7I")
_ENTRY = struct.Struct("<2I")


def read_po(text: str) -> dict[str, str]:
    """Return messages and their translations; plural forms are parted by NUL, as in a .mo."""
    messages: dict[str, str] = {}
    for block in text.split("\n\n"):
        said = _strings(block)
        if said:
            ids = [value for key, value in said if key.startswith("msgid")]
            messages["\0".join(ids)] = "\0".join(v for k, v in said if k.startswith("msgstr"))
    return messages


def _strings(block: str) -> list[tuple[str, str]]:
    """Return the keywords of one entry with their strings, continuation lines joined."""
    said: list[tuple[str, str]] = []
    for line in block.splitlines():
        if line.startswith("msg"):
            keyword, _, literal = line.partition(" ")
            said.append((keyword, ast.literal_eval(literal)))
        elif line.startswith('"'):
            keyword, before = said.pop()
            said.append((keyword, before + ast.literal_eval(line)))
    return said


def to_mo(messages: dict[str, str]) -> bytes:
    """Return the catalogue as gettext reads it: sorted, so that it is always the same."""
    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    tables = _HEADER.size + 2 * _ENTRY.size * len(pairs)
    entries, texts = b"", b""
    for column in zip(*pairs, strict=True):
        for text in column:
            entries += _ENTRY.pack(len(text), tables + len(texts))
            texts += text + b"\0"
    second = _HEADER.size + _ENTRY.size * len(pairs)
    header = _HEADER.pack(_MAGIC, 0, len(pairs), _HEADER.size, second, 0, tables)
    return header + entries + texts


if __name__ == "__main__":
    PO.with_suffix(".mo").write_bytes(to_mo(read_po(PO.read_text(encoding="utf-8"))))
