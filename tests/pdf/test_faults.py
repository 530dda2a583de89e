"""A LibreOffice that goes wrong costs one document, never the batch, and leaves nothing behind."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen.diagnostics import Severity
from docgen.errors import EnvironmentProblem
from docgen.pdf import Conversion, LibreOffice, Limits, Line, Office, bears_joining
from docgen.records import replace
from tests.packages import (
    SECTION,
    document,
    package,
    paragraph,
    relationships,
    spoiled,
    with_body,
)
from tests.pdf.conftest import QUICK

Fake = Callable[..., LibreOffice]
Write = Callable[[str, str], tuple[Path, Path]]

FAULTS = {
    "hang": "DG906",
    "crash": "DG905",
    "killed": "DG905",
    "no-bytes": "DG907",
    "lock": "DG905",
    "damage": "DG905",
    "leave-child": "DG905",
    "nothing": "DG905",
    "half": "DG907",
    "rubbish": "DG907",
    "no-pages": "DG907",
    "other-text": "DG907",
    "endless": "DG905",
    "chatter": "DG905",
    "litter": "DG905",
}


def errors(conversion: Conversion | Line) -> list[tuple[str, str]]:
    return [
        (found.code, found.place.file)
        for found in conversion.report
        if found.severity is Severity.ERROR
    ]


def pids(notes: Path) -> list[int]:
    lines = notes.read_text(encoding="utf-8").splitlines()
    return [int(line.split()[1]) for line in lines if line.startswith("pid")]


def calls(notes: Path) -> list[int]:
    lines = notes.read_text(encoding="utf-8").splitlines()
    return [int(line.split()[1]) for line in lines if line.startswith("call")]


def alive(pid: int) -> bool:
    """Tell whether a process still runs; one that only waits to be buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize("mode", FAULTS)
def test_one_document_fails_with_its_name_and_the_batch_goes_on(
    mode: str, fake: Fake, write: Write, notes: Path
) -> None:
    before = write("первый", "Opening words of letter one")
    bad = write("сбойный приказ", "FAULTY document among others")
    after = write("третий", "Closing words of letter three")
    conversion = fake(mode).convert([before, bad, after])
    assert conversion.made == (before[1], after[1])
    assert errors(conversion) == [(FAULTS[mode], "сбойный приказ.docx")]
    names = {path.name for path in before[1].parent.iterdir() if path.suffix != ".docx"}
    assert names == {"первый.pdf", "третий.pdf"}
    assert len(PdfReader(after[1]).pages) == 1
    assert not any(alive(pid) for pid in pids(notes))


@pytest.mark.parametrize("mode", ["crash", "half", "nothing"])
def test_a_document_that_spoils_a_joint_fails_alone(mode: str, fake: Fake, write: Write) -> None:
    pairs = [write("а", ""), write("сбойный", ""), write("в", "")]
    for (docx, _), word in zip(pairs, ("Opening", "FAULTY", "Closing"), strict=True):
        body = paragraph(f"{word} words of a letter") * 2 + SECTION
        docx.write_bytes(package({"word/document.xml": document(body)}))
        assert bears_joining(docx.read_bytes())
    conversion = fake(mode, limits=replace(QUICK, joint=2)).convert(pairs)
    assert conversion.made == (pairs[0][1], pairs[2][1])
    assert errors(conversion) == [(FAULTS[mode], "сбойный.docx")]


def test_a_document_that_fails_is_tried_again_alone_and_once(
    fake: Fake, write: Write, notes: Path
) -> None:
    pairs = [write("а", "Opening words"), write("б", "FAULTY words"), write("в", "Closing words")]
    fake("nothing").convert(pairs)
    assert calls(notes) == [3, 1]


def test_a_document_that_works_the_second_time_is_no_finding(fake: Fake, write: Write) -> None:
    pairs = [write("а", "Opening words"), write("б", "FAULTY words once")]
    conversion = fake("once").convert(pairs)
    assert len(conversion.made) == 2
    assert errors(conversion) == []


def test_documents_behind_a_crash_are_not_charged_with_it(
    fake: Fake, write: Write, notes: Path
) -> None:
    texts = ["FAULTY one", *[f"Usual letter {word}" for word in ("alpha", "beta", "gamma")]]
    pairs = [write(f"д{number}", text) for number, text in enumerate(texts)]
    conversion = fake("crash").convert(pairs)
    assert len(conversion.made) == 3
    assert calls(notes) == [4, 1, 3]


def test_a_libreoffice_that_never_works_is_given_up_after_some_calls(
    fake: Fake, write: Write, notes: Path
) -> None:
    pairs = [write(f"д{number}", f"FAULTY letter {number}") for number in range(12)]
    conversion = fake("crash").convert(pairs)
    assert conversion.made == ()
    assert len(errors(conversion)) == 12
    assert {code for code, _ in errors(conversion)} == {"DG905", "DG910"}
    assert len(calls(notes)) == Limits().barren


def test_a_finished_pdf_counts_while_the_next_is_made_and_that_one_when_it_is_whole(
    fake: Fake, write: Write, notes: Path
) -> None:
    texts = ("Opening words", "FAULTY words that take their time", "Closing words")
    pairs = [write(text.split()[0], text) for text in texts]
    heard: list[Path] = []

    def hear(pdf: Path) -> None:
        heard.append(pdf)
        notes.with_name("heard").touch()

    conversion = fake("begin").convert(pairs, hear)
    assert conversion.made == tuple(heard) == tuple(pdf for _, pdf in pairs)
    assert errors(conversion) == []
    assert calls(notes) == [3]


def test_good_pdfs_count_whatever_libreoffice_says_of_its_end(
    fake: Fake, write: Write, notes: Path
) -> None:
    pairs = [write("а", "Opening words"), write("б", "Closing words")]
    conversion = fake("wrong-status").convert(pairs)
    assert conversion.made == tuple(pdf for _, pdf in pairs)
    assert calls(notes) == [2]


def test_a_damaged_profile_is_not_used_again(fake: Fake, write: Write, notes: Path) -> None:
    texts = ["FAULTY one", "Usual letter alpha", "Usual letter beta"]
    pairs = [write(f"д{number}", text) for number, text in enumerate(texts)]
    assert len(fake("damage").convert(pairs).made) == 2
    assert calls(notes) == [3, 1, 2]


def test_two_runs_at_once_do_not_meet(fake: Fake, write: Write) -> None:
    parts = [[write(f"{part}{n}", f"Letter {part} {n}") for n in range(6)] for part in "abc"]
    converter = fake("crash")
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(converter.convert, parts))
    made = [conversion.made for conversion in done]
    assert made == [tuple(pdf for _, pdf in part) for part in parts]


def test_names_of_any_length_and_letters_never_reach_libreoffice(
    fake: Fake, tmp_path: Path
) -> None:
    folder = tmp_path / ("очень длинная папка № 5, «Школа» " + "ы" * 80) / ("ещё одна " + "ж" * 100)
    folder.mkdir(parents=True)
    names = ["ы" * 123, "a 'b\" $(c) %d", "-env", "приказ;и&план", "100%", "e\u0301 \u2028x"]
    pairs = [(folder / f"{name}.docx", folder / f"{name}.pdf") for name in names]
    for number, (docx, _) in enumerate(pairs):
        docx.write_bytes(with_body(paragraph(f"Letter number {number}")))
    assert fake("nothing").convert(pairs).made == tuple(pdf for _, pdf in pairs)


def test_a_document_that_cannot_be_read_is_a_finding_of_its_own(
    fake: Fake, write: Write, tmp_path: Path
) -> None:
    """A folder refuses to be read as a file that Word holds does on Windows."""
    held = tmp_path / "занят.docx"
    held.mkdir()
    good = write("хороший", "Usual letter")
    conversion = fake("nothing").convert([(held, tmp_path / "занят.pdf"), good])
    assert conversion.made == (good[1],)
    assert errors(conversion) == [("DG913", "занят.docx")]


def test_an_old_pdf_is_not_taken_for_a_new_one_and_survives_the_failure(
    fake: Fake, write: Write
) -> None:
    docx, pdf = write("приказ", "FAULTY words")
    pdf.write_bytes(b"signed last year")
    conversion = fake("nothing").convert([(docx, pdf)])
    assert conversion.made == ()
    assert pdf.read_bytes() == b"signed last year"


def test_two_workers_share_the_work_and_the_order_is_kept(
    fake: Fake, write: Write, notes: Path
) -> None:
    pairs = [write(f"письмо {number}", f"Letter number {number}") for number in range(20)]
    heard: list[Path] = []
    conversion = fake("nothing", workers=2).convert(pairs, heard.append)
    assert conversion.made == tuple(pdf for _, pdf in pairs)
    assert sorted(heard) == sorted(conversion.made)
    assert sorted(calls(notes)) == [10, 10]


def test_two_documents_of_one_name_do_not_meet(fake: Fake, tmp_path: Path) -> None:
    pairs = []
    for folder, word in (("8а", "alpha"), ("8б", "omega")):
        docx = tmp_path / folder / "Приказ.docx"
        docx.parent.mkdir()
        docx.write_bytes(with_body(paragraph(f"Decree {word}")))
        pairs.append((docx, docx.with_suffix(".pdf")))
    conversion = fake("nothing").convert(pairs)
    texts = [PdfReader(path).pages[0].extract_text() for path in conversion.made]
    assert ["alpha" in texts[0], "omega" in texts[1]] == [True, True]


def test_a_folder_that_is_gone_is_a_finding_for_its_document_and_asks_nothing_of_libreoffice(
    fake: Fake, write: Write, notes: Path, tmp_path: Path
) -> None:
    docx, _ = write("а", "Opening words")
    good = write("б", "Closing words")
    conversion = fake("nothing").convert([(docx, tmp_path / "нет" / "а.pdf"), good])
    assert conversion.made == (good[1],)
    assert [code for code, _ in errors(conversion)] == ["DG506"]
    assert calls(notes) == [2]  # the PDF was good: trying again would help no disk


def test_a_disk_almost_full_stops_the_run_before_libreoffice_fails_of_it(
    fake: Fake, write: Write, notes: Path
) -> None:
    with pytest.raises(EnvironmentProblem, match=r"DG911.*мало места"):
        fake("nothing", limits=replace(QUICK, room=2**60)).convert([write("а", "Words")])
    assert not notes.exists()


def test_a_start_that_is_refused_fails_each_document(temporary: Path, write: Write) -> None:
    pairs = [write("а", "Opening words"), write("б", "Closing words")]
    office = Office(Path("/nowhere/soffice"), "7.4")
    conversion = LibreOffice(office, {}, temporary=temporary).convert(pairs)
    assert errors(conversion) == [("DG905", "а.docx"), ("DG905", "б.docx")]


def test_damaged_and_foreign_files_never_reach_libreoffice(
    fake: Fake, write: Write, notes: Path
) -> None:
    bad = {
        "случайный": (os.urandom(3000), "DG908"),
        "пустой": (b"", "DG908"),
        "страница": (b"<html><img src='http://127.0.0.1:9/a.png'></html>", "DG908"),
        "обрезан": (with_body(paragraph("Words"))[:700], "DG908"),
        "испорчен": (spoiled("word/document.xml", "</w:body>", "</w:bod"), "DG908"),
        "связан": (_linked("http://127.0.0.1:9/a.png", "image"), "DG909"),
        "шаблон": (_linked("file:///etc/passwd", "attachedTemplate"), "DG909"),
    }
    pairs = []
    for name, (data, _) in bad.items():
        pairs.append(write(name, ""))
        pairs[-1][0].write_bytes(data)
    conversion = fake("nothing").convert(pairs)
    assert dict(reversed(item) for item in errors(conversion)) == {
        f"{name}.docx": code for name, (_, code) in bad.items()
    }
    assert not notes.exists()


def test_a_missing_document_is_a_finding(fake: Fake, tmp_path: Path) -> None:
    conversion = fake("nothing").convert([(tmp_path / "нет.docx", tmp_path / "нет.pdf")])
    assert errors(conversion) == [("DG908", "нет.docx")]


def test_no_room_for_temporary_files_stops_the_run_with_the_folder_named(tmp_path: Path) -> None:
    place = tmp_path / "нет такой"
    converter = LibreOffice(Office(Path("/nowhere/soffice"), ""), {}, temporary=place)
    docx = tmp_path / "а.docx"
    docx.write_bytes(with_body(paragraph("Words")))
    with pytest.raises(EnvironmentProblem, match=r"DG911.*нет такой"):
        converter.convert([(docx, tmp_path / "а.pdf")])


def test_a_run_that_is_interrupted_stops_its_workers(fake: Fake, write: Write, notes: Path) -> None:
    good = [write(f"а{number}", f"Letter {number}") for number in range(5)]
    bad = [write(f"б{number}", "FAULTY letter") for number in range(5)]

    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        fake("hang", workers=2).convert([*good, *bad], interrupt)
    assert time.monotonic() - started < 10
    assert not any(alive(pid) for pid in pids(notes))


def _linked(target: str, kind: str) -> bytes:
    row = relationships([("x", kind, target)], external="x")
    item = row[row.index("<Relationship ") : row.index("</Relationships>")]
    return spoiled("word/_rels/document.xml.rels", "</Relationships>", f"{item}</Relationships>")
