"""The record of an output folder survives whatever happens to it, and never stops a run."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import OutputError
from docgen.manifest import Doubt, Manifest, Origin, Record, Records, read_manifest
from docgen.records import replace

DOUBT = Doubt("people/t1/last_name", "Дудек", "last", "gen", "Дудека", "Назначить Дудека.")
FULL = Record(
    "3 Пары/09 Приказ",
    "order-pair",
    "p01",
    {"docx": ("a1", "a0"), "pdf": ("b1", "")},
    Origin("d", "t", "x", "e", "p"),
    "a1",
    "pdf",
    ("номер: Приказ",),
    (DOUBT,),
)
BARE = Record("1 Основное/01 Положение", "regulation", "", {}, Origin())


def written(path: Path, *records: Record) -> Path:
    """Write a manifest as a run does."""
    with read_manifest(path)[0] as manifest:
        for record in records:
            manifest.note(record)
    return path


def broken_off(path: Path, record: Record) -> None:
    """Write a record in a run that comes to no good end."""

    def run() -> None:
        with read_manifest(path)[0] as manifest:
            manifest.note(record)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()


def read(path: Path) -> tuple[list[Record], list[str]]:
    """Return the records and the codes of what was found."""
    manifest, report = read_manifest(path)
    return list(manifest), [found.code for found in report]


def test_what_was_noted_is_read_again(tmp_path: Path) -> None:
    assert read(written(tmp_path / "m", FULL, BARE)) == ([FULL, BARE], [])


def test_a_folder_without_a_manifest_has_an_empty_one(tmp_path: Path) -> None:
    assert read(tmp_path / "m") == ([], [])


def test_the_later_word_about_a_document_counts_and_the_file_grows_no_longer(
    tmp_path: Path,
) -> None:
    path = written(tmp_path / "m", FULL, BARE)
    size = path.stat().st_size
    for _ in range(3):
        written(path, replace(BARE, path=FULL.path), FULL)
    assert read(path) == ([FULL, BARE], [])
    assert path.stat().st_size == size


def test_a_file_whose_every_line_counts_is_not_written_anew(tmp_path: Path) -> None:
    path = written(tmp_path / "m", FULL)
    before = path.stat().st_ino
    assert written(path, BARE).stat().st_ino == before
    assert written(path, FULL).stat().st_ino != before
    assert read(path) == ([FULL, BARE], [])


def test_the_last_line_break_of_an_editor_harms_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "m", FULL)
    path.write_bytes(path.read_bytes() + b"\n")
    assert read(path) == ([FULL], [])
    assert read(written(path, BARE)) == ([FULL, BARE], [])


def test_what_is_forgotten_is_gone(tmp_path: Path) -> None:
    path = written(tmp_path / "m", FULL, BARE)
    with read_manifest(path)[0] as manifest:
        manifest.forget(FULL.path)
    assert read(path) == ([BARE], [])


def test_a_run_without_news_does_not_touch_the_file(tmp_path: Path) -> None:
    path = written(tmp_path / "m", FULL)
    before = path.stat().st_mtime_ns
    with read_manifest(path)[0] as manifest:
        assert manifest.get(FULL.path) == FULL
    assert path.stat().st_mtime_ns == before


def test_lines_are_on_the_disk_before_the_run_ends(tmp_path: Path) -> None:
    broken_off(tmp_path / "m", FULL)
    assert read(tmp_path / "m") == ([FULL], [])


def test_a_rehearsal_remembers_and_writes_nothing(tmp_path: Path) -> None:
    rehearsal = read_manifest(tmp_path / "m")[0].dry()
    rehearsal.note(FULL)
    assert list(rehearsal) == [FULL]
    assert not (tmp_path / "m").exists()


def test_a_rehearsal_knows_what_earlier_runs_noted(tmp_path: Path) -> None:
    rehearsal = read_manifest(written(tmp_path / "m", FULL))[0].dry()
    rehearsal.note(BARE)
    assert (rehearsal.get(FULL.path), rehearsal.get(BARE.path)) == (FULL, BARE)
    assert read(tmp_path / "m") == ([FULL], [])


def test_each_record_is_found_again_while_others_are_noted(tmp_path: Path) -> None:
    path = written(tmp_path / "m", FULL)
    path.write_bytes(path.read_bytes() + b'\n{"path":"torn')  # so the file is written anew
    many = [replace(BARE, path=f"{number} {'я' * number}") for number in range(0, 2000, 100)]
    with read_manifest(path)[0] as manifest:
        for record in many:
            manifest.note(record)
            assert manifest.get(FULL.path) == FULL
        manifest.note(replace(FULL, failed=""))
        assert manifest.get(FULL.path) == replace(FULL, failed="")
        assert [manifest.get(record.path) for record in many] == many
        assert manifest.get(BARE.path) is None
    assert read(path) == ([replace(FULL, failed=""), *many], [])


def test_only_records_with_a_pdf_a_failure_or_doubtful_forms_tell_more(tmp_path: Path) -> None:
    with read_manifest(written(tmp_path / "m", FULL, BARE))[0] as manifest:
        paths = (BARE.path, FULL.path, "unknown")
        assert list(manifest.telling_more(paths)) == [FULL]
        manifest.note(replace(FULL, files={}))
        assert list(manifest.telling_more(paths)) == [replace(FULL, files={})]
        manifest.note(replace(FULL, files={}, doubts=()))
        assert list(manifest.telling_more(paths)) == [replace(FULL, files={}, doubts=())]
        manifest.note(replace(FULL, files={}, doubts=(), failed=""))
        assert list(manifest.telling_more(paths)) == []


def test_what_somebody_spoils_during_a_run_is_not_known_any_more(tmp_path: Path) -> None:
    path = written(tmp_path / "m", FULL)
    with read_manifest(path)[0] as manifest:
        path.write_bytes(b"x" * path.stat().st_size)
        assert manifest.get(FULL.path) is None
        assert list(manifest) == []


def test_a_record_takes_little_memory(tmp_path: Path) -> None:
    records = [replace(FULL, path=f"3 Пары/{number}", doubts=()) for number in range(2000)]
    with read_manifest(tmp_path / "m")[0] as manifest:
        tracemalloc.start()
        try:
            for record in records:
                manifest.note(record)
            taken = tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()
    assert taken / len(records) < 200  # its path belongs to whoever notes it


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_torn_last_line_is_no_finding_and_spoils_no_other(tmp_path: Path, cut: int) -> None:
    path = written(tmp_path / "m", BARE, FULL)
    path.write_bytes(path.read_bytes()[:-cut])
    assert read(path) == ([BARE], [])
    broken_off(path, FULL)
    assert read(path) == ([BARE, FULL], [])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 4096,
        b"{}",
        b"[1, 2]\n{}",
        b'{"docgen":"manifest","version":99}\n{"path":"a"}',
        "не наш файл\n".encode("cp1251"),
    ],
)
def test_a_foreign_file_is_a_finding_and_is_written_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "m"
    path.write_bytes(content)
    assert read(path) == ([], ["DG557"])
    assert read(written(path, FULL)) == ([FULL], [])


@pytest.mark.parametrize(
    "line",
    [
        b'{"path":"../../etc/x","kind":"k","subject":"","files":{},"origin":["","","","",""]}',
        b'{"path":"/etc/x","kind":"k","subject":"","files":{},"origin":["","","","",""]}',
        b'{"path":"a","kind":"k","subject":"","files":{"docx":"x"},"origin":["","","","",""]}',
        b'{"path":"a","kind":7,"subject":"","files":{},"origin":[]}',
        b'{"path":"a"}',
        b"null",
        b"\xff\xfe",
    ],
)
def test_a_spoilt_line_is_a_finding_and_the_others_are_kept(tmp_path: Path, line: bytes) -> None:
    path = written(tmp_path / "m", BARE)
    path.write_bytes(path.read_bytes() + b"\n" + line + b"\n" + b"{}")
    assert read(path) == ([BARE], ["DG557"])
    assert read(written(path, FULL)) == ([BARE, FULL], [])


@given(st.binary(max_size=300))
def test_no_file_stops_a_run(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("m") / "m"
    whole = written(path, BARE).read_bytes()
    path.write_bytes(whole + b"\n" + content)
    records, codes = read(path)
    assert BARE.path in {record.path for record in records}
    assert set(codes) <= {"DG557"}


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path / "нет папки" / "m", Records(), sound=True)
    with pytest.raises(OutputError) as caught:
        manifest.note(FULL)
    assert [found.code for found in caught.value.report] == ["DG506"]
    assert list(manifest) == []
