"""What was made in a folder, and of what: a line of JSON for each document, written as it goes.

A line is added before its files are put in their places and names their former contents, too: so
whenever a run is killed, each file there is known to be ours, or somebody else's. A later line
about a document wins; a torn one at the end is what a killed run leaves.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, TypeAlias

from msgspec.json import Decoder, decode, encode

from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.errors import OutputError
from docgen.files import explain, write_pieces
from docgen.records import Frozen, field, replace

FOLDER: Final = ".docgen"
FILE: Final = "manifest.jsonl"
SITE_FILE: Final = "site.jsonl"
_HEADER: Final = {"docgen": "manifest", "version": 1}


class Doubt(NamedTuple):
    """A form that somebody should look at: of which row, in which case, in which sentence."""

    row: str
    text: str
    kind: str
    case: str
    form: str
    sentence: str


class Origin(Frozen, array_like=True):
    """Digests of what a document is made of; `packs` is of everything that all packs hold."""

    data: str = ""
    template: str = ""
    texts: str = ""
    engine: str = ""
    packs: str = ""


class Record(Frozen):
    """A document: where it is (without an ending), and the digests of its files by their endings.

    Each file has two, of what is put there and of what is replaced; both are ours. A PDF is made
    `of` a DOCX; one whose first digest is empty is being made. `failed` says what was not made the
    last time: `docx` or `pdf`.
    """

    path: str
    kind: str
    subject: str = ""
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    origin: Origin = field(default_factory=Origin)
    pdf_of: str = ""
    failed: str = ""
    blanks: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def digest(self, ending: str) -> str:
        """Return the digest of the file that was put there last."""
        return self.files.get(ending, ("", ""))[0]

    def made(self, ending: str, digest: str) -> bool:
        """Whether we put a file with this content there, now or the time before."""
        return bool(digest) and digest in self.files.get(ending, ())


# What documents have in common: kind, origin without data, what was not made, blanks; and the
# rest: number of that, subject, files, digest of the data, of what the PDF is made, doubts.
_Common: TypeAlias = tuple[str, Origin, str, tuple[str, ...]]
_Own: TypeAlias = tuple[int, str, dict[str, tuple[str, str]], str, str, tuple[Doubt, ...]]


class Records:
    """Records by path, packed: a folder has thousands of them, and each is asked for seldom.

    What documents of a kind have in common, their blanks too, is there once.
    """

    _unpack = Decoder(_Own).decode

    def __init__(self) -> None:
        self._packed: dict[bytes, bytes] = {}
        self._numbers: dict[_Common, int] = {}
        self._common: list[_Common] = []

    def __len__(self) -> int:
        return len(self._packed)

    def __contains__(self, path: str) -> bool:
        return path.encode() in self._packed

    def __iter__(self) -> Iterator[Record]:
        return (self._record(*each) for each in tuple(self._packed.items()))

    def get(self, path: str) -> Record | None:
        """Return the record of a document, if there is one."""
        key = path.encode()
        packed = self._packed.get(key)
        return None if packed is None else self._record(key, packed)

    def put(self, record: Record) -> None:
        """Take a record in the place of what was known of its document."""
        origin = record.origin
        common = record.kind, replace(origin, data=""), record.failed, record.blanks
        number = self._numbers.setdefault(common, len(self._common))
        if number == len(self._common):
            self._common.append(common)
        own = number, record.subject, record.files, origin.data, record.pdf_of, record.doubts
        self._packed[record.path.encode()] = encode(own)

    def drop(self, path: str) -> None:
        """Forget a document, if it is known at all."""
        self._packed.pop(path.encode(), None)

    def _record(self, path: bytes, packed: bytes) -> Record:
        number, subject, files, data, pdf_of, doubts = self._unpack(packed)
        kind, origin, failed, blanks = self._common[number]
        of = replace(origin, data=data)
        return Record(path.decode(), kind, subject, files, of, pdf_of, failed, blanks, doubts)


class Manifest:
    """The records of a folder; used with `with`, it keeps what it is told on the disk."""

    def __init__(self, path: Path, records: Records, *, sound: bool, stale: int = 0) -> None:
        self._path = path
        self._records = records
        self._sound = sound  # whether lines may be added to the file as it is
        self._stale = stale  # lines that say nothing any more
        self._dry = False
        self._file: IO[bytes] | None = None

    def dry(self) -> Manifest:
        """Return the same for a rehearsal: it remembers, and writes nothing."""
        rehearsal = Manifest(self._path, self._records, sound=self._sound)
        rehearsal._dry = True
        return rehearsal

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records)

    def get(self, path: str) -> Record | None:
        """Return the record of a document, if it has one."""
        return self._records.get(path)

    def note(self, record: Record) -> None:
        """Remember a document; OutputError says why the disk does not take it."""
        self._append(_as_mapping(record))
        self._stale += record.path in self._records
        self._records.put(record)

    def forget(self, path: str) -> None:
        """Forget a document whose files are there no more."""
        self._append({"path": path, "gone": True})
        self._stale += 2
        self._records.drop(path)

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._file is not None:
            self._file.close()
            if kind is None and self._stale:
                with suppress(OutputError):  # the long form with all its lines is as good
                    self._write()

    def _append(self, line: Mapping[str, Any]) -> None:
        if self._dry:
            return
        try:
            file = self._file or self._opened()
            # The line break comes first: what a full disk cut off spoils no other line.
            told = b"\n" + encode(line)
            if file.write(told) != len(told):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            raise OutputError(explain(error, self._path)) from error

    def _opened(self) -> IO[bytes]:
        if not self._sound:
            self._write()
        self._file = self._path.open("ab", buffering=0)
        return self._file

    def _write(self) -> None:
        told = (b"\n" + encode(_as_mapping(record)) for record in self._records)
        write_pieces(self._path, chain((encode(_HEADER),), told))
        self._sound, self._stale = True, 0


def read_manifest(path: Path) -> tuple[Manifest, Report]:
    """Read a manifest, if there is one yet; findings: it is none, or was damaged."""
    try:
        with path.open("rb") as file:
            if _parsed(next(file, b"")) != _HEADER:
                return _none(path), Report([_unreadable(path, "он не этой версии")])
            records, spoilt, last = _records(file)
    except FileNotFoundError:
        return _none(path), Report()
    except OSError as error:
        return _none(path), Report([_unreadable(path, str(error.strerror))])
    lost = len(spoilt - {last})  # a killed run leaves an unfinished line at the end
    found = [_unreadable(path, f"повреждены строки ({lost})")] if lost else []
    stale = last - len(records)
    return Manifest(path, records, sound=not spoilt, stale=stale), Report(found)


def _none(path: Path) -> Manifest:
    """Return the manifest of a folder that has no good one."""
    return Manifest(path, Records(), sound=False)


def _records(lines: Iterable[bytes]) -> tuple[Records, set[int], int]:
    """Return the records, the numbers of the lines that tell none, and that of the last line."""
    records = Records()
    spoilt: set[int] = set()
    number = 0
    for number, line in enumerate(lines, start=1):
        try:
            if not line.isspace():  # an editor's last line break says nothing, nor does it harm
                _take(decode(line), records)
        except (AttributeError, KeyError, TypeError, ValueError):
            spoilt.add(number)
    return records, spoilt, number


def _take(told: Any, records: Records) -> None:
    if told.get("gone"):
        records.drop(told["path"])
    else:
        records.put(_record(told))


def _record(told: dict[str, Any]) -> Record:
    """Return the record that a line tells."""
    return Record(
        _relative(told["path"]),
        _text(told["kind"]),
        str(told["subject"]),
        {name: (str(new), str(old)) for name, (new, old) in told["files"].items()},
        Origin(*map(str, told["origin"])),
        str(told.get("pdf_of", "")),
        _text(told.get("failed", "")),
        tuple(map(_text, told.get("blanks", ()))),
        tuple(Doubt(*map(str, doubt)) for doubt in told.get("doubts", ())),
    )


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError(told)
    return told


def _relative(path: str) -> str:
    parts = set(path.split("/")) - {"", "."}
    if path.startswith("/") or not parts or ".." in parts:
        raise ValueError(path)
    return path


def _as_mapping(record: Record) -> dict[str, Any]:
    """Return a record as its line tells it; what is empty is not told."""
    more = {
        "pdf_of": record.pdf_of,
        "failed": record.failed,
        "blanks": record.blanks,
        "doubts": record.doubts,
    }
    return {
        "path": record.path,
        "kind": record.kind,
        "subject": record.subject,
        "files": record.files,
        "origin": record.origin,
        **{name: value for name, value in more.items() if value},
    }


def _parsed(line: bytes) -> Any:
    """Return what a line of JSON says; of another line, nothing."""
    try:
        return decode(line)
    except ValueError:
        return None


def _unreadable(path: Path, why: str) -> Diagnostic:
    return Diagnostic(
        "DG557",
        f"Запись о созданных документах прочитана не вся: {why}",
        Place(str(path)),
        "Ничего делать не надо: документы сверены с самими файлами, запись составлена заново.",
        Severity.WARNING,
    )
