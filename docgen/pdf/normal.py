"""Takes out of a PDF what differs from run to run: the clock, the random id, the checksum.

The fields keep their length, so that every offset of the cross-reference table stays true. Only
the colour profile of a PDF/A, which has a date inside its compressed data, takes a new table.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib

from docgen.pdf.objects import Objects, parted, written

_EARLIEST = b"20000101000000"
_DATE = re.compile(rb"(/(?:CreationDate|ModDate)\s*\(D:)(\d{14})")
_XMP_DATE = re.compile(rb"(<xmp:(?:Create|Modify|Metadata)Date>)[\dT:-]{19}Z")
_PROFILE = re.compile(rb"/DestOutputProfile (\d+) 0 R")
_PROFILE_DATE = slice(24, 36)
_ID = re.compile(rb"/ID\s*\[\s*<([0-9A-Fa-f]{32})>\s*<([0-9A-Fa-f]{32})>\s*\]")
_CHECKSUM = re.compile(rb"(/DocChecksum\s*/)([0-9A-F]{32})")
_CREATED = re.compile(r"^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)")
_TAIL = 2048


def normalise(data: bytes, created: str) -> bytes:
    """Return the same PDF with its dates set to when the document was `created` (ISO) and
    with an id that depends on its content alone.
    """
    if found := _PROFILE.search(data):
        data = _with_old_profile(Objects.read(data), int(found[1]))
    moment = _moment(created)
    dated = _DATE.sub(lambda found: found[1] + moment, data)
    dated = _XMP_DATE.sub(lambda found: found[1] + _iso(moment), dated)
    head, tail = dated[:-_TAIL], dated[-_TAIL:]
    blank = _fill(tail, b"0" * 32)
    digest = hashlib.sha256(head + blank).hexdigest()[:32].upper().encode("ascii")
    return head + _fill(tail, digest)


def _with_old_profile(objects: Objects, profile: int) -> bytes:
    """Return the PDF with a colour profile that was always made on the same day."""
    data = bytearray(objects.stream(profile))
    data[_PROFILE_DATE] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    packed = zlib.compress(bytes(data), 9)
    head = parted(objects.content[profile])[0]
    changed = {profile: head + b"\nstream\n" + packed + b"\nendstream"}
    for length in objects.references(profile, b"/Length"):
        changed[length] = b"%d" % len(packed)
    contents = {**objects.content, **changed}
    return written([contents[number] for number in sorted(contents)], objects.root, objects.info)


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


def _iso(moment: bytes) -> bytes:
    parts = (moment[:4], moment[4:6], moment[6:8], moment[8:10], moment[10:12], moment[12:14])
    return b"%s-%s-%sT%s:%s:%sZ" % parts
