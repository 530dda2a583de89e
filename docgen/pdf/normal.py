"""Takes out of a PDF what differs from run to run: the clock, the random id, the checksum.

The fields keep their length, so that every offset of the cross-reference table stays true.
"""

from __future__ import annotations

import hashlib
import re

_EARLIEST = b"20000101000000"
_DATE = re.compile(rb"(/(?:CreationDate|ModDate)\s*\(D:)(\d{14})")
_ID = re.compile(rb"/ID\s*\[\s*<([0-9A-Fa-f]{32})>\s*<([0-9A-Fa-f]{32})>\s*\]")
_CHECKSUM = re.compile(rb"(/DocChecksum\s*/)([0-9A-F]{32})")
_CREATED = re.compile(r"^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)")
_TAIL = 2048


def normalise(data: bytes, created: str) -> bytes:
    """Return the same PDF with its dates set to when the document was `created` (ISO) and
    with an id that depends on its content alone.
    """
    dated = _DATE.sub(lambda found: found[1] + _moment(created), data)
    head, tail = dated[:-_TAIL], dated[-_TAIL:]
    blank = _fill(tail, b"0" * 32)
    digest = hashlib.sha256(head + blank).hexdigest()[:32].upper().encode("ascii")
    return head + _fill(tail, digest)


def _fill(tail: bytes, digest: bytes) -> bytes:
    without_id = _ID.sub(lambda found: _replaced(found, digest), tail)
    return _CHECKSUM.sub(lambda found: found[1] + digest, without_id)


def _replaced(found: re.Match[bytes], digest: bytes) -> bytes:
    whole = found[0]
    for group in (1, 2):
        start, end = found.start(group) - found.start(), found.end(group) - found.start()
        whole = whole[:start] + digest + whole[end:]
    return whole


def _moment(created: str) -> bytes:
    found = _CREATED.match(created)
    return "".join(found.groups()).encode("ascii") if found else _EARLIEST
