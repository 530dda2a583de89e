"""What was made in a folder, and of what: a line of JSON for each document, written as it goes.

A line is added before its files are put in their places and names their former contents, too: so
whenever a run is killed, each file there is known to be ours, or somebody else's. A later line
about a document wins; a torn one at the end is what a killed run leaves.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, KeysView, Mapping
from contextlib import suppress
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import IO, Final, Literal

from msgspec import ValidationError
from msgspec.json import Decoder, encode

from docgen.deferred import later
from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.errors import OutputError
from docgen.files import explain, write_pieces
from docgen.records import Frozen, replace

FOLDER: Final = ".docgen"
FILE: Final = "manifest.jsonl"
SITE_FILE: Final = "site.jsonl"
_HEADER: Final = encode({"docgen": "manifest", "version": 2})
_LONG: Final = 1024  # bytes; nearly every line is shorter
_MANY: Final = 256  # lines that are written at once


class Doubt(Frozen, array_like=True):
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
    last time: `docx` or `pdf`; `owed` is the form of a PDF that is yet to be made. What has no
    default is told by every line.
    """

    path: str
    kind: str
    subject: str
    files: Mapping[str, tuple[str, str]]
    origin: Origin
    pdf_of: str = ""
    failed: str = ""
    blanks: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    owed: str | None = None

    @property
    def lacks_pdf(self) -> bool:
        """Whether a PDF was to be made and was not: it failed, or the run was broken off."""
        return self.failed == "pdf" or ("pdf" in self.files and not self.digest("pdf"))

    @property
    def form(self) -> str:
        """The form of its PDF: of the one that is owed, or else of the one that is there."""
        return self.pdf_of.partition(" ")[2] if self.owed is None else self.owed

    def source(self, form: str) -> str:
        """Return what a PDF of a form is made of: the document, and what the PDF shall be."""
        return f"{self.digest('docx')} {form}".strip()

    def owing(self, form: str | None) -> Record:
        """Return the same with a debt, unless that is paid: the PDF is there."""
        paid = form is None or (self.digest("pdf") and self.pdf_of == self.source(form))
        return self if paid else replace(self, failed="pdf", owed=form)

    def digest(self, ending: str) -> str:
        """Return the digest of the file that was put there last."""
        return self.files.get(ending, ("", ""))[0]

    def made(self, ending: str, digest: str) -> bool:
        """Whether we put a file with this content there, now or the time before."""
        return bool(digest) and digest in self.files.get(ending, ())


class _Gone(Frozen):
    """A document whose files are there no more."""

    path: str
    gone: Literal[True]


# A decoder reads the annotations of its class, and a new folder has nothing to decode.
_RECORDED: Final = later(lambda: Decoder(Record))
_FORGOTTEN: Final = later(lambda: Decoder(_Gone))


class Records:
    """Where in the file the line of each document begins: there are thousands, asked for seldom.

    `more` are those that tell of a PDF, of a failure or of doubtful forms.
    """

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self.more: set[str] = set()

    def put(self, record: Record, line: int) -> None:
        """Take a line in the place of what was told of its document."""
        self.lines[record.path] = line
        told = "pdf" in record.files or record.doubts or record.failed
        (self.more.add if told else self.more.discard)(record.path)

    def drop(self, path: str) -> None:
        """Forget a document, if it is known at all."""
        self.lines.pop(path, None)
        self.more.discard(path)


class Manifest:
    """The records of a folder; used with `with`, it keeps what it is told on the disk."""

    def __init__(self, path: Path, records: Records, *, sound: bool, stale: int = 0) -> None:
        self._path = path
        self._records = records
        self._sound = sound  # whether lines may be added to the file as it is
        self._stale = stale  # lines that say nothing any more
        self._news = False
        self._file: IO[bytes] | None = None

    def dry(self) -> Manifest:
        """Return the same for a rehearsal: it remembers, and writes nothing."""
        rehearsal = Manifest(self._path, self._records, sound=True)
        rehearsal._file = BytesIO(self._path.read_bytes() if self.paths else b"")
        return rehearsal

    def __iter__(self) -> Iterator[Record]:
        if self._file:
            yield from self._told(self._file)
        elif self.paths:
            with self._path.open("rb", buffering=0) as file:
                yield from self._told(file)

    @property
    def paths(self) -> KeysView[str]:
        """The documents that have a record."""
        return self._records.lines.keys()

    def telling_more(self, paths: Iterable[str]) -> Iterator[Record]:
        """Yield the records, of these documents, that tell of more than of a DOCX."""
        return filter(None, map(self.get, filter(self._records.more.__contains__, paths)))

    def get(self, path: str) -> Record | None:
        """Return the record of a document, if it has one."""
        if path not in self.paths:
            return None
        try:
            return self._record(self._opened(), path)
        except OSError as error:
            raise OutputError(explain(error, self._path)) from error

    def note(self, record: Record) -> None:
        """Remember a document; OutputError says why the disk does not take it."""
        # A copy of the path: a text that was encoded keeps its bytes as long as it lives.
        line = self._append(replace(record, path=record.path.encode().decode()))
        self._stale += record.path in self.paths
        self._records.put(record, line)

    def forget(self, path: str) -> None:
        """Forget a document whose files are there no more."""
        self._append(_Gone(path, gone=True))
        self._stale += 2
        self._records.drop(path)

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and self._news and self._stale:
            with suppress(OutputError):  # the long form with all its lines is as good
                self._write()
        self._close()

    def _append(self, said: Record | _Gone) -> int:
        """Add a line to the file; return where it begins."""
        # The line break comes first: what a full disk cut off spoils no other line.
        line = b"\n" + encode(said)
        if not self._sound:
            self._write()
        try:
            file = self._opened()
            end = file.seek(0, os.SEEK_END)
            if file.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            raise OutputError(explain(error, self._path)) from error
        self._news = True
        return end + 1

    def _opened(self) -> IO[bytes]:
        if self._file is None:
            self._file = self._path.open("a+b", buffering=0)
        return self._file

    def _close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None

    def _told(self, file: IO[bytes]) -> Iterator[Record]:
        """Yield what a file says of the documents."""
        for path in tuple(self.paths):
            record = self._record(file, path)
            if record:
                yield record

    def _record(self, file: IO[bytes], path: str) -> Record | None:
        """Return what a file says of a document, unless somebody else wrote into it meanwhile."""
        try:
            record = _RECORDED.decode(_line(file, self._records.lines[path]))
        except ValueError:
            return None
        return record if record.path == path else None

    def _write(self) -> None:
        """Write the file anew, without the lines that say nothing."""
        lines: dict[str, int] = {}
        kept = self._kept(lines)
        write_pieces(self._path, iter(lambda: b"".join(islice(kept, _MANY)), b""))
        self._records.lines, self._sound, self._stale = lines, True, 0

    def _kept(self, lines: dict[str, int]) -> Iterator[bytes]:
        """Yield the lines that count; note where they will begin."""
        yield _HEADER
        end = len(_HEADER)
        for path, at in self._records.lines.items():
            line = b"\n" + _line(self._opened(), at)
            yield line
            lines[path] = end + 1
            end += len(line)
        self._close()  # a file that is open cannot be replaced everywhere


def read_manifest(path: Path) -> tuple[Manifest, Report]:
    """Read a manifest, if there is one yet; findings: it is none, or was damaged."""
    try:
        with path.open("rb") as file:
            header = next(file, b"")
            if header.strip() != _HEADER:
                return _none(path), Report([_unreadable(path, "он не этой версии")])
            records, spoilt, last = _read(file, len(header))
    except FileNotFoundError:
        return _none(path), Report()
    except OSError as error:
        return _none(path), Report([_unreadable(path, str(error.strerror))])
    lost = len(spoilt - {last})  # a killed run leaves an unfinished line at the end
    found = [_unreadable(path, f"повреждены строки ({lost})")] if lost else []
    stale = last - len(records.lines)
    return Manifest(path, records, sound=not spoilt, stale=stale), Report(found)


def _none(path: Path) -> Manifest:
    """Return the manifest of a folder that has no good one."""
    return Manifest(path, Records(), sound=False)


def _read(file: Iterable[bytes], begin: int) -> tuple[Records, set[int], int]:
    """Return the records, the numbers of the lines that tell none, and that of the last line."""
    records = Records()
    spoilt: set[int] = set()
    number = 0
    for number, line in enumerate(file, start=1):
        try:
            if not line.isspace():  # an editor's last line break says nothing, nor does it harm
                _take(line, begin, records)
        except ValueError:
            spoilt.add(number)
        begin += len(line)
    return records, spoilt, number


def _take(line: bytes, begin: int, records: Records) -> None:
    try:
        record = _RECORDED.decode(line)
    except ValidationError:
        records.drop(_FORGOTTEN.decode(line).path)
    else:
        _refuse_foreign(record.path)
        records.put(record, begin)


def _line(file: IO[bytes], at: int) -> bytes:
    """Return the line of a file that begins at a place."""
    file.seek(at)
    said = file.read(_LONG)
    while b"\n" not in said and (more := file.read(_LONG)):
        said += more
    return said.partition(b"\n")[0]


def _refuse_foreign(path: str) -> None:
    """Refuse a path that leads out of the folder."""
    parts = set(path.split("/")) - {"", "."}
    if path.startswith("/") or not parts or ".." in parts:
        raise ValueError(path)


def _unreadable(path: Path, why: str) -> Diagnostic:
    return Diagnostic(
        "DG557",
        f"Запись о созданных документах прочитана не вся: {why}",
        Place(str(path)),
        "Ничего делать не надо: документы сверены с самими файлами, запись составлена заново.",
        Severity.WARNING,
    )
