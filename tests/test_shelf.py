"""What was compiled is kept for the next run; nothing of it is needed, and no stranger's is run."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen import resources, shelf
from docgen.docx import Dialect, Template
from docgen.packs.digests import remembered
from docgen.wording import Wording
from tests.cli.running import process
from tests.docx.making import docx, texts

MADE: list[str] = []
posix = pytest.mark.skipif(sys.platform == "win32", reason="rights are not bits there")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    MADE.clear()
    return tmp_path / "docgen" / "compiled"


def made(place: Path, key: str = "one", *, holds: bool = True) -> int:
    """Ask for a thing in a run of its own; return how many have been made up to now."""
    with shelf.using(str(place)):
        assert shelf.kept(key, lambda: MADE.append(key) or [key], lambda _: holds) == [key]
    return len(MADE)


def test_a_thing_is_made_once_for_all_runs(place: Path) -> None:
    assert [made(place), made(place), made(place, "other"), made(place, "other"), made(place)] == [
        1,
        1,
        2,
        2,
        2,
    ]


def test_without_a_shelf_everything_is_made_and_nothing_written(place: Path) -> None:
    with shelf.using(""):
        assert [shelf.kept("one", lambda: 1), shelf.kept("one", lambda: 2)] == [1, 2]
    assert not place.exists()


def test_a_thing_is_made_once_in_a_run(place: Path) -> None:
    with shelf.using(place):
        assert [shelf.kept("one", lambda: 1), shelf.kept("one", lambda: 2)] == [1, 1]


def test_what_no_longer_holds_is_made_anew(place: Path) -> None:
    made(place)
    assert made(place, holds=False) == 2
    assert made(place) == 2


@pytest.mark.parametrize("damage", [0, 5, -60, -30, -1])
def test_a_damaged_file_is_as_good_as_none(place: Path, damage: int) -> None:
    made(place)
    data = bytearray(place.read_bytes())
    data[damage] ^= 0xFF
    place.write_bytes(data)
    assert made(place) == 2
    assert made(place) == 2  # it was written again


@pytest.mark.parametrize("left", [0, 1, 30])
def test_a_file_that_was_cut_off_is_as_good_as_none(place: Path, left: int) -> None:
    made(place)
    place.write_bytes(place.read_bytes()[:left])
    assert made(place) == 2


@posix
@pytest.mark.parametrize("mode", [0o666, 0o620])
def test_a_file_that_others_may_write_is_not_opened(place: Path, mode: int) -> None:
    made(place)
    place.chmod(mode)
    assert made(place) == 2
    assert place.stat().st_mode & 0o777 == 0o600


@posix
def test_a_file_in_a_folder_that_others_may_write_is_not_opened(place: Path) -> None:
    made(place)
    place.parent.chmod(0o777)
    assert made(place) == 2


@posix
def test_a_link_is_not_followed(place: Path, tmp_path: Path) -> None:
    made(place)
    other = tmp_path / "other"
    place.rename(other)
    place.symlink_to(other)
    assert made(place) == 2


@posix
@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs another owner")
def test_a_file_of_another_user_is_not_opened(place: Path) -> None:
    made(place)
    os.chown(place, 12345, 12345)
    assert made(place) == 2


def test_a_folder_that_cannot_be_made_changes_nothing(tmp_path: Path) -> None:
    MADE.clear()
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert made(tmp_path / "file" / "compiled") == 1


def test_a_text_is_compiled_once_and_says_the_same(place: Path) -> None:
    said = []
    for _ in range(2):
        with shelf.using(str(place)):
            wording = Wording()
            said.append(
                wording.line("{% for x in xs %}{{ x|gen }} {% endfor %}", {"xs": ["учитель"]})
            )
            said.append(str(wording.value("xs|length + 1", {"xs": [1]})))
    assert said[:2] == said[2:] == ["учителя", "2"]


def _bound_after_words(before: str) -> Callable[[str], str]:
    return lambda text: text.replace(" ", "\xa0") if before else text


def test_a_kept_template_prints_the_same_and_sees_its_parts_change(place: Path) -> None:
    parts = {"head": docx("Старая шапка {{ a }}")}
    dialect = Dialect(name="test", finisher=_bound_after_words)

    def printed() -> list[str]:
        with shelf.using(str(place)):
            look = docx(
                "{%p include 'head' %}",
                "Дано: {{ a }}",
                "{%p for x in xs %}",
                "{{ x }}",
                "{%p endfor %}",
            )
            template = Template.compile(look, name="t", dialect=dialect, parts=parts.get)
            return texts(template.render({"a": "да да", "xs": ["б", "в"]}).docx)

    first = printed()
    assert first[1:] == ["Дано: да\xa0да", "б", "в"]
    assert printed() == first
    parts["head"] = docx("Новая шапка {{ a }}")
    assert printed()[0].startswith("Новая")


def built(folder: Path, cache: str, kind: str = "order-pairs") -> dict[str, bytes]:
    """Build a document in a process of its own, with a shelf under `cache`."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    sample = resources.samples() / "kvantorium"
    environ = {"XDG_CACHE_HOME": cache}
    done = process("build", kind, "-C", sample, "-o", folder / "out", cwd=folder, environ=environ)
    assert done.returncode == 0, done.stderr.decode()
    files = [path for path in (folder / "out").rglob("*") if path.is_file() and path.name != "lock"]
    return {path.name: path.read_bytes() for path in files}


def test_documents_and_their_manifest_are_the_same_with_any_shelf(tmp_path: Path) -> None:
    cache, place = str(tmp_path / "cache"), tmp_path / "cache/docgen/compiled"
    without = built(tmp_path, "nowhere")
    assert sum(name.endswith(".docx") for name in without) == 1
    assert built(tmp_path, cache) == without
    whole = place.read_bytes()
    assert built(tmp_path, cache) == without
    assert place.read_bytes() == whole  # all was there, nothing had to be added
    damaged = bytearray(whole)
    damaged[: len(whole) // 2 : 500] = bytes(len(range(0, len(whole) // 2, 500)))
    stale = whole[:-20] + bytes(20)
    for spoiled in (bytes(damaged), stale, whole[:1000]):
        place.write_bytes(spoiled)
        assert built(tmp_path, cache) == without


def test_digests_of_a_pack_are_taken_again_when_a_file_was_touched(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "pack"
    (root / "docx").mkdir(parents=True)
    for name in ("acts.yaml", "docx/kind.yaml"):
        (root / name).write_text("старое", encoding="utf-8")

    def digests() -> list[str]:
        with shelf.using(place):
            return list(remembered(root, time.time_ns() + 10**11).values())

    first = digests()
    with monkeypatch.context() as unreadable:
        unreadable.setattr("docgen.packs.digests.digest_of", None)
        assert digests() == first
    before = (root / "acts.yaml").stat()
    (root / "acts.yaml").write_text("другое", encoding="utf-8")
    os.utime(root / "acts.yaml", ns=(before.st_atime_ns, before.st_mtime_ns - 1))
    second = digests()
    assert (second[0] != first[0], second[1]) == (True, first[1])
    (root / "docx/new.yaml").write_text("", encoding="utf-8")
    assert len(digests()) == 3


def test_what_was_touched_a_moment_ago_is_not_taken_on_trust(place: Path, tmp_path: Path) -> None:
    path = tmp_path / "pack/acts.yaml"
    path.parent.mkdir()
    said = []
    for text in ("один", "двое"):
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(0, time.time_ns()))
        with shelf.using(place):
            said.append(remembered(path.parent, path.stat().st_ctime_ns)[str(path)])
    assert said[0] != said[1]


def test_a_thing_that_runs_nothing_is_all_that_a_stranger_can_leave(place: Path) -> None:
    """A pickle alone, without the stamp of this docgen, is never loaded."""
    place.parent.mkdir(mode=0o700)
    place.write_bytes(pickle.dumps(["one"]) * 100)
    place.chmod(0o600)
    assert made(place) == 1


@pytest.mark.parametrize(
    ("platform", "environ", "path"),
    [
        ("linux", {"HOME": "/home/a"}, "/home/a/.cache"),
        ("linux", {"HOME": "/home/a", "XDG_CACHE_HOME": "/c"}, "/c"),
        ("linux", {"HOME": "/home/a", "XDG_CACHE_HOME": "here"}, ""),
        ("darwin", {"HOME": "/Users/a"}, "/Users/a/Library/Caches"),
        ("linux", {}, ""),
    ],
)
def test_a_shelf_is_beside_other_caches(platform: str, environ: dict[str, str], path: str) -> None:
    assert shelf.location(environ, platform) == (path and f"{path}/docgen/compiled")
