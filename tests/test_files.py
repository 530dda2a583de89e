"""What is written is written whole, and under names that every computer accepts."""

from __future__ import annotations

import os
import random
import shlex
import stat
import subprocess
import sys
import tempfile
import textwrap
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import OutputError
from docgen.files import (
    PATIENCE,
    PREFIX,
    STALE_AFTER,
    explain,
    folded,
    inside,
    safe_name,
    sweep,
    unique_names,
    write_atomic,
    write_new,
)
from tests.cli.running import started

OLD, NEW = b"old" * 1000, b"new" * 1000


def code_of(error: pytest.ExceptionInfo[OutputError]) -> str:
    (found,) = error.value.report
    return found.code


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(PREFIX)]


# --- write_atomic


@pytest.mark.parametrize("sync", [False, True])
def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path, sync: bool) -> None:
    target = tmp_path / "Приказ.docx"
    target.write_bytes(OLD)
    write_atomic(target, NEW, sync=sync)
    assert target.read_bytes() == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["Приказ.docx"]


@pytest.mark.skipif(os.name == "nt", reason="rights are different on Windows")
def test_others_may_read_a_written_file_as_the_umask_says(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", b"x")
    plain = tmp_path / "b"
    plain.write_bytes(b"x")
    assert (tmp_path / "a").stat().st_mode == plain.stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="rights are different on Windows")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o400])
def test_a_rewritten_file_is_read_by_the_same_people_as_before(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "programme.yaml"
    target.write_bytes(OLD)
    target.chmod(mode)
    write_atomic(target, NEW)
    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == mode


@pytest.mark.skipif(os.name == "nt", reason="rights are different on Windows")
def test_a_private_file_is_private_before_it_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "programme.yaml"
    target.write_bytes(OLD)
    target.chmod(0o600)
    seen: list[int] = []

    def replace(source: str, place: str) -> None:
        seen.append(stat.S_IMODE(Path(source).stat().st_mode))
        Path(source).replace(place)

    write_atomic(target, NEW, replace=replace)
    assert seen == [0o600]


@pytest.mark.skipif(os.name == "nt", reason="links need a permission on Windows")
@pytest.mark.parametrize("exists", [True, False])
def test_a_link_stays_a_link_and_its_file_is_rewritten(tmp_path: Path, exists: bool) -> None:
    real, link = tmp_path / "общая" / "programme.yaml", tmp_path / "programme.yaml"
    real.parent.mkdir()
    if exists:
        real.write_bytes(OLD)
    link.symlink_to(Path("общая", "programme.yaml"))
    write_atomic(link, NEW, sync=True)
    assert link.is_symlink()
    assert real.read_bytes() == NEW
    assert leftovers(tmp_path) + leftovers(real.parent) == []


def test_a_file_where_nothing_was_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_new(f"{tmp_path}/Приказ.docx", NEW)
    assert (tmp_path / "Приказ.docx").read_bytes() == NEW
    with pytest.raises(OutputError) as caught:
        write_new(f"{tmp_path}/нет/Приказ.docx", NEW)
    assert code_of(caught) == "DG506"
    assert [path.name for path in tmp_path.iterdir()] == ["Приказ.docx"]


class HeldFile:
    """Renames like Windows does when another program holds the target for a while."""

    def __init__(self, refusals: int) -> None:
        self.refusals, self.slept = refusals, 0.0

    def sleep(self, seconds: float) -> None:
        self.slept += seconds

    def replace(self, source: str, target: str) -> None:
        if self.refusals:
            self.refusals -= 1
            raise PermissionError(13, "Permission denied", source, None, target)
        Path(source).replace(target)


def test_a_file_that_is_held_for_a_moment_is_written_all_the_same(tmp_path: Path) -> None:
    held = HeldFile(3)
    write_atomic(tmp_path / "a", NEW, sleep=held.sleep, replace=held.replace)
    assert (tmp_path / "a").read_bytes() == NEW
    assert 0 < held.slept < 1


def test_a_file_open_elsewhere_is_named_after_a_second_and_stays_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "Приказ 12.docx"
    target.write_bytes(OLD)
    held = HeldFile(10**6)
    with pytest.raises(OutputError) as caught:
        write_atomic(target, NEW, sleep=held.sleep, replace=held.replace)
    assert code_of(caught) == "DG503"
    assert "«Приказ 12.docx» открыт в другой программе" in str(caught.value)
    assert 1 <= PATIENCE <= held.slept < 3
    assert target.read_bytes() == OLD
    assert leftovers(tmp_path) == []


def test_a_missing_folder_and_a_folder_in_the_way_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "занято").mkdir()
    for target, word in ((tmp_path / "нет" / "a", "нет"), (tmp_path / "занято", "это папка")):
        with pytest.raises(OutputError, match=word) as caught:
            write_atomic(target, NEW)
        assert code_of(caught) == "DG506"
    assert leftovers(tmp_path) == []


def test_a_folder_that_may_not_be_made_is_told_by_the_one_it_would_be_in(tmp_path: Path) -> None:
    refused = PermissionError(13, "Permission denied", str(tmp_path / "Готово"))
    found = explain(refused, tmp_path / "Готово" / "Приказ.docx")
    assert (found.code, found.message) == ("DG505", f"В папку «{tmp_path}» нельзя записывать")


def test_any_other_refusal_of_the_system_is_passed_on_with_its_words(tmp_path: Path) -> None:
    def broken(source: str, target: str) -> None:
        raise OSError(5, "Input/output error")

    with pytest.raises(OutputError, match="Input/output error") as caught:
        write_atomic(tmp_path / "a", NEW, replace=broken)
    assert code_of(caught) == "DG507"
    assert leftovers(tmp_path) == []


def in_child(body: str, *args: str) -> subprocess.CompletedProcess[str]:
    code = textwrap.dedent(
        """
        import resource, sys
        from pathlib import Path
        from docgen.errors import OutputError
        from docgen.files import write_atomic
        def attempt(path, data):
            try:
                write_atomic(Path(path), data)
            except OutputError as error:
                (found,) = error.report
                print(found.code, found.message)
        """
    ) + textwrap.dedent(body)
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_quota_leaves_the_old_file_and_tells_the_free_space(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(OLD)
    done = in_child(
        """
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        attempt(sys.argv[1], b"n" * 50_000)
        """,
        str(target),
    )
    assert done.stdout.startswith("DG504 ")
    assert "свободно" in done.stdout
    assert target.read_bytes() == OLD
    assert leftovers(tmp_path) == []


def test_a_full_disk_leaves_the_old_file_at_every_point_of_filling(tmp_path: Path) -> None:
    folder, python = shlex.quote(str(tmp_path)), shlex.quote(sys.executable)
    script = textwrap.dedent(
        f"""
        mount -t tmpfs -o size=256k none {folder} && exec {python} -c '
        import sys
        from pathlib import Path
        from docgen.errors import OutputError
        from docgen.files import write_atomic
        folder = Path("{tmp_path}")
        target, stuffing = folder / "a", folder / "stuffing"
        write_atomic(target, b"old" * 10_000)
        for size in range(0, 250_000, 5_000):
            stuffing.write_bytes(b"")
            try:
                stuffing.write_bytes(bytes(size))
            except OSError:
                pass
            try:
                write_atomic(target, b"new" * 40_000)
                assert target.read_bytes() == b"new" * 40_000
                stuffing.write_bytes(b"")
                write_atomic(target, b"old" * 10_000)
                print("written")
            except OutputError as error:
                print(error)
                assert target.read_bytes() == b"old" * 10_000
            assert sorted(p.name for p in folder.iterdir()) == ["a", "stuffing"]
        '
        """
    )
    try:
        done = subprocess.run(
            ["unshare", "-m", "sh", "-c", script],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    except FileNotFoundError:
        pytest.skip("unshare is not here")
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("mounting is not permitted")
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert len(lines) == 50
    assert {line.split()[0] for line in lines} == {"written", "DG504"}


@pytest.mark.skipif(os.name == "nt", reason="rights are different on Windows")
def test_a_folder_without_the_right_to_write_is_named() -> None:
    # Not under tmp_path: its parents are closed to anybody but their owner.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a").write_bytes(OLD)
        folder.chmod(0o555)
        done = in_child(
            """
            import os
            if os.getuid() == 0:  # root may write anywhere
                os.setuid(65534)
            attempt(sys.argv[1], b"new")
            """,
            str(folder / "a"),
        )
        folder.chmod(0o755)
        assert done.stdout.startswith("DG505 "), done.stderr
        assert (folder / "a").read_bytes() == OLD
        assert leftovers(folder) == []


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_killed_run_leaves_the_old_or_the_new_file_and_the_next_one_sweeps(
    tmp_path: Path,
) -> None:
    target = tmp_path / "a"
    body = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from docgen.files import write_atomic
        print("ready", flush=True)
        while True:
            for letter in (b"a", b"b"):
                write_atomic(Path(sys.argv[1]), letter * 2_000_000)
        """
    )
    chance = random.Random(7)
    swept = 0
    for _ in range(12):
        with started(sys.executable, "-c", body, target, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.uniform(0, 0.02))
        if target.exists():
            content = target.read_bytes()
            assert len(content) == 2_000_000
            assert len(set(content)) == 1
        swept += sweep(tmp_path)
        assert leftovers(tmp_path) == []
    assert swept


def test_sweeping_spares_files_in_work_and_files_of_others(tmp_path: Path) -> None:
    mine = tmp_path / f"{PREFIX}0-{os.getpid()}-0a.tmp"
    foreign = tmp_path / f"{PREFIX}note.txt"
    plain = tmp_path / "Приказ.docx"
    for path in (mine, foreign, plain):
        path.write_bytes(b"x")
    assert sweep(tmp_path) == 0
    assert sweep(tmp_path, now=time.time() + STALE_AFTER + 60) == 1
    assert sorted(tmp_path.iterdir()) == sorted([foreign, plain])


# --- safe_name

RESERVED = (
    "CON con.txt PRN Aux.docx NUL COM1 COM¹ com9.tar.gz LPT³ CONIN$ conout$.txt Con .nul".split()
)


@pytest.mark.parametrize("name", [*RESERVED, "CON .txt"])
def test_a_reserved_name_of_windows_gets_another_beginning(name: str) -> None:
    assert safe_name(name).startswith("_")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Приказ «О паре» № 5.docx", "Приказ «О паре» № 5.docx"),
        ('ООО "Рога"', "ООО Рога"),
        ("12/од", "12-од"),
        ("2026\\27", "2026-27"),
        ("Тема: важная", "Тема-важная"),
        ("/etc/passwd", "-etc-passwd"),
        ("..", "без имени"),
        ("...скрытый", "скрытый"),
        ("имя. . ", "имя"),
        ("", "без имени"),
        ("а\x00б\x1fв\x7f", "абв"),
        ("первая\nвторая\tтретья", "первая вторая третья"),
        ("a<b>c?d*e|f", "abcde-f"),
        ("и\u0306од", "йод"),
        ("а\u202eб\u200bв", "абв"),
        ("Контора", "Контора"),
        ("com10", "com10"),
        ("console.txt", "console.txt"),
        ("а\ud800б", "аб"),
    ],
)
def test_a_name_is_legal_and_stays_recognisable(text: str, name: str) -> None:
    assert safe_name(text) == name


def is_legal(name: str) -> bool:
    return (
        bool(name)
        and len(name.encode("utf-16-le")) // 2 <= 240
        and len(name.encode()) <= 255
        and not any(char in '<>:"/\\|?*' or char < " " for char in name)
        and name.strip(" .") == name
        and unicodedata.is_normalized("NFC", name)
        and name.split(".", maxsplit=1)[0].strip().upper()
        not in {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    )


@given(st.text(max_size=300))
def test_any_text_becomes_a_legal_name(text: str) -> None:
    assert is_legal(safe_name(text))
    assert safe_name(safe_name(text)) == safe_name(text)


@pytest.mark.parametrize("letter", ["a", "Я", "語", "😀", "е\u0301"])
def test_a_long_name_is_cut_and_keeps_its_extension(letter: str) -> None:
    name = safe_name(letter * 300 + ".docx")
    assert is_legal(name)
    assert name.endswith(".docx")
    assert len(name.encode()) > 200


def test_a_caller_may_ask_for_a_shorter_name() -> None:
    assert safe_name("Положение о наставничестве.docx", limit=14) == "Положение.docx"


# --- unique_names


def test_namesakes_get_their_ids_and_the_only_one_of_a_name_does_not() -> None:
    wanted = {"ivanov1": "Иванов А. П.", "ivanov2": "Иванов А. П.", "petrov": "Петров"}
    assert unique_names(wanted) == {
        "ivanov1": "Иванов А. П (ivanov1)",
        "ivanov2": "Иванов А. П (ivanov2)",
        "petrov": "Петров",
    }


def test_case_and_the_two_ways_to_type_a_letter_make_namesakes() -> None:
    names = unique_names({"a": "ЙОД.docx", "b": "и\u0306од.docx", "c": "йод.DOCX"})
    assert names == {"a": "ЙОД (a).docx", "b": "йод (b).docx", "c": "йод (c).DOCX"}


def test_ids_that_look_alike_in_a_file_name_are_told_apart_by_a_digest() -> None:
    names = unique_names({"A": "Иванов", "a": "Иванов", "a ": "Иванов", "b": "Иванов"})
    assert len({folded(name) for name in names.values()}) == 4
    assert names["b"] == "Иванов (b)"


def test_a_name_does_not_depend_on_the_order_nor_on_the_number_of_namesakes() -> None:
    wanted = {f"p{i}": "Иванов" for i in range(200)}
    names = unique_names(wanted)
    assert names == unique_names(dict(reversed(wanted.items())))
    assert names["p7"] == unique_names({"p7": "Иванов", "x": "ИВАНОВ"})["p7"]


def test_a_plain_name_that_looks_like_a_resolved_one_does_not_clash() -> None:
    names = unique_names({"a": "X", "b": "x", "c": "X (a)"})
    assert len({folded(name) for name in names.values()}) == 3


@given(st.dictionaries(st.text(max_size=8), st.text("аАйи\u0306 ().Ii/:", max_size=6), max_size=12))
def test_different_keys_never_share_a_file(wanted: dict[str, str]) -> None:
    names = unique_names(wanted)
    assert list(names) == list(wanted)
    assert len({folded(name) for name in names.values()}) == len(wanted)
    assert all(is_legal(name) for name in names.values())


# --- inside


def test_a_path_inside_the_folder_is_given_back(tmp_path: Path) -> None:
    assert inside(tmp_path, "Приказы\\Приказ 1.docx") == tmp_path / "Приказы" / "Приказ 1.docx"
    assert inside(tmp_path, "..скрытый") == tmp_path / "..скрытый"


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "a/../../x",
        "/etc/passwd",
        "C:\\x",
        "c:x",
        "\\\\server\\share",
        "..",
        ".",
        "",
        "a\0b",
    ],
)
def test_nothing_leaves_the_output_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError) as caught:
        inside(tmp_path, name)
    assert code_of(caught) == "DG501"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_does_not_lead_out_of_the_output_folder(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(OutputError) as caught:
        inside(folder, "link/x")
    assert code_of(caught) == "DG501"


def test_a_path_too_long_for_windows_is_refused_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="длиннее 259") as caught:
        inside(tmp_path, "я" * 250, max_path=259)
    assert code_of(caught) == "DG502"
    assert inside(tmp_path, "я", max_path=259) == tmp_path / "я"
