"""One PDF for the printer: many documents behind one another, each with a bookmark.

Documents are taken in and written out one by one, so that memory does not grow with their
number; what several have in common, such as a font, is written once. Tags are left out:
nobody reads a printer's file aloud. Of the same documents it is not made again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import Final

from docgen.diagnostics import Diagnostic, Place, Report
from docgen.errors import OutputError
from docgen.files import digest, digest_of, explain, write_pieces
from docgen.pdf.imprint import imprint, pages_there
from docgen.pdf.objects import REFERENCE, Objects, Strange, entry, parted, renumbered, written_text
from docgen.records import Frozen

_KEYS = re.compile(rb"/(?:StructParents?) \d+")
_PARENT = re.compile(rb"/Parent \d+ 0 R")
_BOX = re.compile(rb"[\d.\s\[\]-]+")
_FORM: Final = "1"  # of the file: with another one each is made anew


class Piece(Frozen):
    """A document of the bundle: its PDF, its bookmark, the bookmark it lies under (or none)."""

    pdf: Path
    title: str
    group: str = ""


class Bundle(Frozen):
    """What was bound: the documents and pages in the file, and what could not be taken in.

    Where the `same` was bound before, the file was left as it is.
    """

    documents: int
    pages: int
    report: Report
    same: bool = False


def bundle(
    pieces: Iterable[Piece],
    target: Path,
    *,
    title: str = "",
    duplex: bool = False,
    done: Callable[[Path], None] = lambda _: None,
) -> Bundle:
    """Bind PDFs into one file; with `duplex`, each begins on a new sheet of paper.

    Without a single good document nothing is written.
    """
    given = tuple(pieces)
    if not given:
        return Bundle(0, 0, Report())
    made_of = _made_of(given, title, duplex)
    there = pages_there(target, made_of)
    if there:
        return Bundle(len(given), there, Report(), same=True)
    binder = _Binder(title, made_of, duplex=duplex)
    with suppress(_NothingError):
        _open(target)
        write_pieces(target, binder.bound(given, done))
    return Bundle(len(binder.documents), len(binder.pages), Report(binder.found))


def _made_of(pieces: Iterable[Piece], title: str, duplex: bool) -> str:
    """Return what tells a bundle from every other."""
    each = (f"{piece.group}\0{piece.title}\0{digest_of(piece.pdf)}" for piece in pieces)
    return digest("\n".join([_FORM, title, str(duplex), *each]).encode())


def _open(target: Path) -> None:
    """Make the folder of a file, as that of the documents is made."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(explain(error, target)) from error


class _NothingError(Exception):
    """There is not a single good document."""


class _Bound(Frozen):
    """A document that is in: its bookmark, where it begins, the object of its first page."""

    piece: Piece
    first: int
    page: int


class _Binder:
    """Makes the file piece by piece and keeps where its objects are."""

    def __init__(self, title: str, made_of: str, *, duplex: bool) -> None:
        self._title = title
        self._made_of = made_of
        self._duplex = duplex
        self._made: list[bytes] = []
        self._digest = hashlib.sha256()
        self._size = 0
        self._offsets: list[int] = [0]  # of the page tree, which is written last
        self._known: dict[bytes, int] = {}
        self._box = b""
        self.documents: list[_Bound] = []
        self.pages: list[int] = []
        self.found: list[Diagnostic] = []

    def bound(self, pieces: Iterable[Piece], done: Callable[[Path], None]) -> Iterator[bytes]:
        """Yield the file; what cannot be taken in is a finding."""
        self._write(b"%PDF-1.6\n%\xc3\xa4\xc3\xbc\xc3\xb6\xc3\x9f\n")
        for piece in pieces:
            try:
                self._take(piece)
            except (Strange, ValueError, RecursionError, OSError):
                self.found.append(_unfit(piece))
            done(piece.pdf)
            yield self._given()
        if not self.documents:
            raise _NothingError
        self._finish()
        yield self._given()

    def _given(self) -> bytes:
        """Return what was made since it was asked last."""
        given = b"".join(self._made)
        self._made.clear()
        return given

    def _take(self, piece: Piece) -> None:
        """Put a document behind the others."""
        objects = _read(piece.pdf)
        pages = objects.pages()
        needed = [number for page in pages for number in _behind(objects, page, set(pages))]
        numbers = {page: self._reserve() for page in pages}
        for number in dict.fromkeys(needed):
            numbers[number] = self._add_once(_bare(objects, number, numbers))
        for page in pages:
            content = _bare(objects, page, numbers)
            self._put(numbers[page], content[:2] + b"/Parent 1 0 R" + content[2:])
        if self._duplex and len(self.pages) % 2:
            self.pages.append(self._add(b"<</Type/Page/Parent 1 0 R/MediaBox%s>>" % self._box))
        self.documents.append(_Bound(piece, len(self.pages), numbers[pages[0]]))
        self.pages += (numbers[page] for page in pages)
        self._box = entry(objects.dictionary(pages[-1]), b"/MediaBox")

    def _finish(self) -> None:
        """Write what holds the pages together, and the table of all objects."""
        kids = b" ".join(b"%d 0 R" % page for page in self.pages)
        self._put(1, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(self.pages)))
        frame = (self._outline(), self._labels())
        root = self._add(
            b"<</Type/Catalog/Pages 1 0 R/Outlines %d 0 R/PageLabels<</Nums[%s]>>"
            b"/PageMode/UseOutlines/Lang(ru-RU)/ViewerPreferences<</DisplayDocTitle true>>>>"
            % frame
        )
        info = self._add(b"<</Title%s/Producer(docgen)>>" % written_text(self._title))
        self._write_table(root, info)

    # bookmarks and labels

    def _outline(self) -> int:
        """Write a bookmark for each document, below that of its group if it has one."""
        root = self._reserve()
        top: list[tuple[int, str, _Bound, list[_Bound]]] = []
        for group, members in groupby(self.documents, lambda bound: bound.piece.group):
            bound = list(members)
            if group:
                top.append((self._reserve(), group, bound[0], bound))
            else:
                top += ((self._reserve(), each.piece.title, each, []) for each in bound)
        places = [number for number, *_ in top]
        for place, (number, title, first, inner) in enumerate(top):
            family = self._children(number, inner)
            self._put(number, _bookmark(title, first.page, root, places, place) + family + b">>")
        ends = (places[0], places[-1], len(places))
        self._put(root, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % ends)
        return root

    def _children(self, parent: int, members: Sequence[_Bound]) -> bytes:
        places = [self._reserve() for _ in members]
        for place, bound in enumerate(members):
            content = _bookmark(bound.piece.title, bound.page, parent, places, place)
            self._put(places[place], content + b">>")
        if not places:
            return b""
        return b"/First %d 0 R/Last %d 0 R/Count -%d" % (places[0], places[-1], len(places))

    def _labels(self) -> bytes:
        """Return what pages are called: «3-2» is the second page of the third document."""
        return b" ".join(
            b"%d<</S/D/P%s>>" % (bound.first, written_text(f"{number}-"))
            for number, bound in enumerate(self.documents, 1)
        )

    # objects

    def _reserve(self) -> int:
        self._offsets.append(0)
        return len(self._offsets)

    def _add(self, content: bytes) -> int:
        number = self._reserve()
        self._put(number, content)
        return number

    def _add_once(self, content: bytes) -> int:
        digest = hashlib.sha256(content).digest()
        if digest not in self._known:
            self._known[digest] = self._add(content)
        return self._known[digest]

    def _put(self, number: int, content: bytes) -> None:
        self._offsets[number - 1] = self._size
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, content))

    def _write(self, data: bytes) -> None:
        self._made.append(data)
        self._digest.update(data)
        self._size += len(data)

    def _write_table(self, root: int, info: int) -> None:
        start, count = self._size, len(self._offsets) + 1
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        self._write(b"".join(map(_line, self._offsets)))
        made_of = "" if self.found else self._made_of
        told = imprint(
            self._digest,
            made_of,
            objects=count,
            root=root,
            info=info,
            pages=len(self.pages),
            table=start,
        )
        self._write(told)


def _line(offset: int) -> bytes:
    """Return where an object is; one of a document that broke off while it was taken in is not."""
    return b"%010d 00000 n \n" % offset if offset else b"0000000000 65535 f \n"


def _read(pdf: Path) -> Objects:
    """Take a PDF apart; one of another maker is first written anew in the plain way."""
    data = pdf.read_bytes()
    try:
        return _whole(Objects.read(data))
    except (Strange, ValueError):
        from docgen.pdf.foreign import plain  # noqa: PLC0415  imports pypdf: seldom needed

        return _whole(Objects.read(plain(data)))


def _whole(objects: Objects) -> Objects:
    """Make sure that pages have their paper themselves, not from the tree they hung on."""
    for page in objects.pages():
        if not _BOX.fullmatch(entry(objects.dictionary(page), b"/MediaBox")):
            raise Strange
    return objects


def _behind(objects: Objects, page: int, pages: set[int]) -> list[int]:
    """Return what a page uses, each after what it uses itself."""
    met: dict[int, None] = {}
    opened: set[int] = set(pages)

    def visit(number: int) -> None:
        for each in map(int, REFERENCE.findall(_stripped(objects.dictionary(number)))):
            if each not in opened:
                opened.add(each)
                visit(each)
                met[each] = None

    visit(page)
    return list(met)


def _stripped(content: bytes) -> bytes:
    """Return an object without its place in a tree of pages or tags."""
    return _KEYS.sub(b"", _PARENT.sub(b"", content))


def _bare(objects: Objects, number: int, numbers: Mapping[int, int]) -> bytes:
    head, stream = parted(objects.content[number])
    content = renumbered(_stripped(head), numbers)
    return content + b"\nstream\n" + stream if stream else content


def _bookmark(title: str, page: int, parent: int, places: Sequence[int], place: int) -> bytes:
    near = b"/Parent %d 0 R" % parent
    if place:
        near += b"/Prev %d 0 R" % places[place - 1]
    if place + 1 < len(places):
        near += b"/Next %d 0 R" % places[place + 1]
    return b"<</Title%s/Dest[%d 0 R/XYZ null null null]%s" % (written_text(title), page, near)


def _unfit(piece: Piece) -> Diagnostic:
    return Diagnostic(
        "DG912",
        f"«{piece.pdf.name}» не вошёл в файл для печати: это не PDF, или он повреждён",
        Place(piece.pdf.name),
        "Соберите документ заново (docgen build --pdf) и повторите.",
    )
