"""LibreOffice works while documents are still being made, and no more of them wait than fit."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.pdf import LibreOffice
from docgen.records import replace
from tests.pdf.conftest import QUICK
from tests.pdf.test_faults import alive, calls, errors, pids
from tests.pdf.test_workshop import wait_for

Fake = Callable[..., LibreOffice]
Write = Callable[[str, str], tuple[Path, Path]]
EAGER = replace(QUICK, patience=0.1)


def letters(write: Write, count: int) -> list[tuple[Path, Path]]:
    return [write(f"письмо {number}", f"Letter number {number}") for number in range(count)]


def test_pdfs_are_there_before_the_last_document_is_added(fake: Fake, write: Write) -> None:
    first, last = letters(write, 2)
    with fake("nothing", limits=EAGER).open() as line:
        line.add(*first)
        wait_for(first[1].exists)
        line.add(*last)
    assert line.made == (first[1], last[1])
    assert line.report.ok


def test_without_haste_documents_gather_to_one_call(fake: Fake, write: Write, notes: Path) -> None:
    with fake("nothing", limits=replace(QUICK, patience=30.0)).open() as line:
        for pair in letters(write, 7):
            line.add(*pair)
    assert calls(notes) == [7]


def test_what_is_expected_is_shared_out_between_all_workers(
    fake: Fake, write: Write, notes: Path
) -> None:
    converter = fake("nothing", workers=2, limits=replace(QUICK, patience=30.0))
    with converter.open(expected=20) as line:
        for pair in letters(write, 20):
            line.add(*pair)
    assert sorted(calls(notes)) == [10, 10]
    assert len(line.made) == 20


def test_fewer_and_more_than_expected_are_made_all_the_same(fake: Fake, write: Write) -> None:
    pairs = letters(write, 9)
    for expected in (3, 50):
        with fake("nothing", workers=2, limits=EAGER).open(expected=expected) as line:
            for pair in pairs:
                line.add(*pair)
        assert line.made == tuple(pdf for _, pdf in pairs)


def test_whoever_makes_documents_too_fast_waits(fake: Fake, write: Write, notes: Path) -> None:
    limits = replace(EAGER, waiting=3, batch=2)
    behind = []
    with fake("nothing", limits=limits).open() as line:
        for number, pair in enumerate(letters(write, 12), 1):
            line.add(*pair)
            told = notes.read_text(encoding="utf-8") if notes.exists() else ""
            behind.append(number - sum(map(int, re.findall(r"call (\d+)", told))))
    assert len(line.made) == 12
    assert max(behind) <= 3 + 2  # those that wait, and those a worker has in its hands


def test_done_is_heard_in_the_thread_that_adds(fake: Fake, write: Write) -> None:
    heard: list[tuple[Path, int]] = []
    here = threading.get_ident()
    pairs = letters(write, 5)
    with fake("nothing").open(done=lambda pdf: heard.append((pdf, threading.get_ident()))) as line:
        for pair in pairs:
            line.add(*pair)
    assert sorted(heard) == sorted((pdf, here) for _, pdf in pairs)


def test_a_document_that_is_refused_does_not_hold_up_the_line(fake: Fake, write: Write) -> None:
    good = write("хороший", "Usual letter")
    bad = write("плохой", "")
    bad[0].write_bytes(b"nonsense")
    with fake("nothing").open() as line:
        line.add(*bad)
        line.add(*good)
    assert line.made == (good[1],)
    assert errors(line) == [("DG908", "плохой.docx")]


def test_a_line_without_documents_starts_nothing(fake: Fake, notes: Path) -> None:
    with fake("nothing").open(expected=0) as line:
        pass
    assert line.made == ()
    assert not notes.exists()


def test_what_was_made_before_a_failure_is_heard_of(fake: Fake, write: Write) -> None:
    pairs = letters(write, 3)
    heard: list[Path] = []

    def make() -> None:
        with fake("nothing").open(expected=2, done=heard.append) as line:
            line.add(*pairs[0])
            line.add(*pairs[1])
            wait_for(pairs[1][1].exists)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        make()
    assert heard == [pdf for _, pdf in pairs[:2]]


def test_a_failure_while_the_last_are_waited_for_hides_none_of_them(
    fake: Fake, write: Write
) -> None:
    pairs = letters(write, 3)
    heard: list[Path] = []

    def done(pdf: Path) -> None:
        heard.append(pdf)
        if len(heard) == 1:
            raise ZeroDivisionError

    def make() -> None:
        with fake("nothing").open(expected=3, done=done) as line:
            for pair in pairs:
                line.add(*pair)

    with pytest.raises(ZeroDivisionError):
        make()
    assert heard == [pdf for _, pdf in pairs]


def test_a_failure_while_documents_are_made_ends_libreoffice_too(
    fake: Fake, write: Write, notes: Path
) -> None:
    limits = replace(EAGER, start=60.0, document=60.0)
    started = time.monotonic()

    def make() -> None:
        with fake("hang", limits=limits).open() as line:
            line.add(*write("бедный", "FAULTY letter"))
            wait_for(lambda: notes.exists() and len(pids(notes)) == 2)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        make()
    assert time.monotonic() - started < 30
    assert not any(alive(pid) for pid in pids(notes))
