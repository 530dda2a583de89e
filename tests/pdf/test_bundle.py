"""One file for the printer: all documents in their order, each found by its bookmark."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, RectangleObject

from docgen.errors import OutputError
from docgen.pdf import Piece, bundle
from docgen.records import replace
from tests.pdf.conftest import ROOT
from tests.pdf.fake_soffice import pdf as made

Make = Callable[..., Piece]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a PDF of some pages, as another program writes them, and its piece."""

    def write(title: str, pages: int = 1, group: str = "") -> Piece:
        path = tmp_path / f"{title}.pdf"
        writer = PdfWriter()
        for number in range(1, pages + 1):
            source = tmp_path / "page.pdf"
            source.write_bytes(made(f"Page {number} of {len(title)}"))
            writer.append(source)
        writer.write(path)
        return Piece(path, title, group)

    return write


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "Для печати.pdf"


def texts(path: Path) -> list[str]:
    return [page.extract_text().strip() for page in PdfReader(path).pages]


def test_documents_stand_in_their_order_under_russian_bookmarks(make: Make, target: Path) -> None:
    pieces = [make("Приказ о паре", 2), make("Согласие", 1), make("План «Лето»", 3)]
    bound = bundle(pieces, target, title="Для печати")
    assert (bound.documents, bound.pages, list(bound.report)) == (3, 6, [])
    said = ["Page 1 of 13", "Page 2 of 13", "Page 1 of 8", "Page 1 of 11", "Page 2 of 11"]
    assert texts(target)[:5] == said
    reader = PdfReader(target)
    lines = [(line.title, reader.get_destination_page_number(line)) for line in reader.outline]
    assert lines == [("Приказ о паре", 0), ("Согласие", 2), ("План «Лето»", 3)]
    assert reader.page_labels == ["1-1", "1-2", "2-1", "3-1", "3-2", "3-3"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Для печати"
    assert reader.root_object["/PageMode"] == "/UseOutlines"


def test_documents_of_a_group_lie_below_its_bookmark(make: Make, target: Path) -> None:
    pieces = [make("Приказ"), make("Иванов", group="Согласия"), make("Петров", group="Согласия")]
    bundle(pieces, target)
    outline = PdfReader(target).outline
    assert [line if isinstance(line, list) else line.title for line in outline][:2] == [
        "Приказ",
        "Согласия",
    ]
    assert [line.title for line in outline[2]] == ["Иванов", "Петров"]


def test_for_both_sides_of_the_paper_each_document_begins_a_sheet(make: Make, target: Path) -> None:
    bound = bundle([make("а", 1), make("б", 2), make("в", 3), make("г", 1)], target, duplex=True)
    assert bound.pages == 1 + 1 + 2 + 3 + 1 + 1
    reader = PdfReader(target)
    first = [reader.get_destination_page_number(line) for line in reader.outline]
    assert first == [0, 2, 4, 8]
    assert [number for number, text in enumerate(texts(target)) if not text] == [1, 7]
    assert reader.pages[1].mediabox == reader.pages[0].mediabox


def test_the_same_documents_give_the_same_file(make: Make, target: Path) -> None:
    pieces = [make("а", 2), make("б")]
    bundle(pieces, target)
    first = target.read_bytes()
    bundle(pieces, target)
    assert target.read_bytes() == first


def test_what_is_no_pdf_is_a_finding_and_the_rest_is_bound(
    make: Make, target: Path, tmp_path: Path
) -> None:
    for name, data in (("скан", b"not a PDF"), ("пусто", b""), ("обрывок", made("x")[:300])):
        (tmp_path / f"{name}.pdf").write_bytes(data)
    names = ("скан", "пусто", "обрывок", "нет такого")
    bad = [Piece(tmp_path / f"{name}.pdf", name) for name in names]
    bound = bundle([make("первый"), *bad, make("последний")], target)
    assert bound.documents == 2
    found = sorted((found.code, found.place.file) for found in bound.report)
    assert found == sorted(("DG912", f"{name}.pdf") for name in names)
    assert len(texts(target)) == 2


def test_nothing_to_bind_writes_nothing(target: Path, tmp_path: Path) -> None:
    target.write_bytes(b"yesterday")
    assert bundle([Piece(tmp_path / "нет.pdf", "нет")], target).documents == 0
    assert target.read_bytes() == b"yesterday"


def test_a_place_that_cannot_be_written_keeps_what_was_there(make: Make, tmp_path: Path) -> None:
    (tmp_path / "файл.pdf").write_bytes(b"no folder")
    with pytest.raises(OutputError, match="DG506"):
        bundle([make("а")], tmp_path / "файл.pdf" / "печать.pdf")
    assert {path.suffix for path in tmp_path.iterdir()} == {".pdf"}


def test_the_folder_of_the_file_is_made(make: Make, tmp_path: Path) -> None:
    bundle([make("а")], tmp_path / "Печать" / "сентябрь" / "всё.pdf")
    assert len(texts(tmp_path / "Печать" / "сентябрь" / "всё.pdf")) == 1


def test_a_file_of_the_same_documents_is_left_as_it_is(make: Make, target: Path) -> None:
    pieces = [make("а", 2), make("б")]
    first = bundle(pieces, target, title="Печать")
    before = target.stat().st_mtime_ns
    again = bundle(pieces, target, title="Печать")
    assert (first.same, again.same, target.stat().st_mtime_ns) == (False, True, before)
    assert (again.documents, again.pages) == (first.documents, first.pages)


def test_whatever_is_another_is_bound_anew(make: Make, target: Path) -> None:
    pieces = [make("а", 2), make("б")]

    def binds(*given: Piece, **more: Any) -> bool:
        return not bundle(given, target, **{"title": "Печать"} | more).same

    assert binds(*pieces)
    assert binds(*pieces, title="Другая")
    assert binds(*pieces, duplex=True)
    assert binds(*reversed(pieces))
    assert binds(replace(pieces[0], title="Приказ"), pieces[1])
    assert binds(*pieces)
    pieces[1].pdf.write_bytes(made("Another text"))
    assert binds(*pieces)
    assert not binds(*pieces)


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-40], lambda data: data[:200] + b"~" + data[201:]]
)
def test_a_file_that_is_not_whole_is_bound_anew(
    spoil: Callable[[bytes], bytes], make: Make, target: Path
) -> None:
    pieces = [make("а", 2), make("б")]
    bundle(pieces, target)
    whole = target.read_bytes()
    target.write_bytes(spoil(whole))
    assert not bundle(pieces, target).same
    assert target.read_bytes() == whole


def test_what_could_not_be_bound_is_told_each_time(
    make: Make, target: Path, tmp_path: Path
) -> None:
    (tmp_path / "скан.pdf").write_bytes(b"not a PDF")
    pieces = [make("а"), Piece(tmp_path / "скан.pdf", "скан")]
    codes = [[found.code for found in bundle(pieces, target).report] for _ in range(2)]
    assert codes == [["DG912"], ["DG912"]]


def test_the_file_needs_room_where_it_goes_and_nowhere_else(
    make: Make, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(target.parent / "нет такой"))
    assert bundle([make("а")], target).documents == 1


def test_pages_keep_what_they_had_from_their_tree(tmp_path: Path, target: Path) -> None:
    """Other programs give the paper and its turning to all pages at once."""
    writer = PdfWriter()
    (tmp_path / "page.pdf").write_bytes(made("Landscape"))
    writer.append(tmp_path / "page.pdf")
    tree = writer.root_object["/Pages"]
    page = writer.pages[0]
    tree[NameObject("/MediaBox")] = RectangleObject((0, 0, 842, 595))
    del page["/MediaBox"]
    writer.write(tmp_path / "а.pdf")
    bound = bundle([Piece(tmp_path / "а.pdf", "а")], target)
    assert list(bound.report) == []
    assert PdfReader(target).pages[0].mediabox.width == 842


def test_progress_is_told_of_each_document(make: Make, target: Path) -> None:
    heard: list[Path] = []
    pieces = [make("а"), make("б")]
    bundle(pieces, target, done=heard.append)
    assert heard == [piece.pdf for piece in pieces]


MANY = """
import resource, sys
from pathlib import Path
from docgen.pdf import Piece, bundle
from docgen.records import replace
folder = Path(sys.argv[1])
pieces = [Piece(path, path.stem) for path in sorted(folder.glob("*.pdf"))]
bundle(pieces[:20], folder / "малый")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert bundle(pieces, folder / "большой").documents == 500
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="asks for memory as Linux does")
def test_memory_does_not_grow_with_the_documents(tmp_path: Path) -> None:
    for number in range(500):
        noise = b"%%" + str(number).encode() * 10_000 + b"\n"
        data = made(f"Letter {number}").replace(b"BT /F1", b"BT /F1", 1)
        stream = data.index(b"stream\n") + len(b"stream\n")
        path = tmp_path / f"{number:03}.pdf"
        path.write_bytes(_padded(data, stream, noise))
    command = [sys.executable, "-c", MANY, str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, check=True, text=True, timeout=120
    )
    told = done.stdout
    assert int(told) < 12_000  # KB, of 15 MB that were bound
    assert len(PdfReader(tmp_path / "большой").pages) == 500


def _padded(data: bytes, place: int, noise: bytes) -> bytes:
    """Return the PDF with a larger stream, its table of objects put right."""
    longer = data[:place] + noise + data[place:]
    head, _, tail = longer.rpartition(b"xref\n0")
    table = tail.split(b"\n")
    moved = [
        b"%010d%s" % (int(line[:10]) + len(noise) * (int(line[:10]) > place), line[10:])
        if line.endswith(b" 00000 n ")
        else line
        for line in table
    ]
    text = head + b"xref\n0" + b"\n".join(moved)
    old = data.rpartition(b"startxref\n")[2].split(b"\n")[0]
    return text.replace(b"startxref\n" + old, b"startxref\n%d" % (int(old) + len(noise)))
