"""Writing results: whole files or none, under names that every computer accepts."""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import re
import stat
import time
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import Final

from docgen.deferred import pattern
from docgen.diagnostics import Diagnostic, Place
from docgen.errors import OutputError

PREFIX = ".docgen-"
STALE_AFTER = 600.0  # seconds; no document is written for ten minutes: the file has no owner
PATIENCE = 1.5  # seconds: how long an antivirus may hold a file that was just written
MAX_UTF16, MAX_UTF8 = 240, 255  # a name: Windows with room for what editors add, and Linux
MAX_PATH = 259

Replace = Callable[[str, str], object]  # as `os.replace` does

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
_UNFIT = pattern(r'[\x00-\x1f\x7f-\x9f"<>?*]|[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]')
_DASHED = pattern(r"\s*[/\\|:]\s*")
_PORTS = [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
_RESERVED = frozenset(["con", "prn", "aux", "nul", "conin$", "conout$", *_PORTS])
_EXTENSION = pattern(r"\.[A-Za-z0-9]{1,8}$")
# Names that are fit as they are, unless they are long: nearly all, and there are thousands.
_ORDINARY = frozenset(
    "0123456789«»№(),– -ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
)
_SHORT = 80
_TOLD: Final = 32  # hexadecimal digits of a digest: no two contents that there are have the same


def write_atomic(
    path: Path,
    data: bytes,
    *,
    sync: bool = False,
    sleep: Callable[[float], None] = time.sleep,
    replace: Replace = os.replace,
) -> None:
    """Put `data` under `path` whole, or leave what was there and raise OutputError.

    A link stays a link to the file it leads to, and a file keeps who may read it.
    With `sync` the file survives a power cut too, for about a millisecond.
    """
    write_pieces(path, (data,), sync=sync, sleep=sleep, replace=replace)


def write_pieces(
    path: Path,
    pieces: Iterable[bytes],
    *,
    sync: bool = False,
    sleep: Callable[[float], None] = time.sleep,
    replace: Replace = os.replace,
) -> None:
    """Do the same with what is made piece by piece, and need not be in memory as a whole."""
    target, mode = _meant(os.fspath(path))
    try:
        _put(target, pieces, sync=sync, mode=mode, sleep=sleep, replace=replace)
        if sync:
            _sync_folder(os.path.dirname(target))
    except OSError as error:
        raise OutputError(explain(error, path)) from error


def write_new(path: str, data: bytes) -> None:
    """Do the same for who has just seen that nothing is there."""
    try:
        _put(path, (data,))
    except OSError as error:
        raise OutputError(explain(error, Path(path))) from error


def _put(  # noqa: PLR0913  what a file is like, and how to wait for its place
    target: str,
    pieces: Iterable[bytes],
    *,
    sync: bool = False,
    mode: int | None = None,
    sleep: Callable[[float], None] = time.sleep,
    replace: Replace = os.replace,
) -> None:
    """Write a temporary file and let it take the place of its target, or leave nothing behind.

    It is in the folder of its target: a rename never crosses a disk there.
    """
    folder = os.path.dirname(target)
    temporary = f"{folder or os.curdir}/{_own_prefix(os.getpid())}{next(_numbers)}.tmp"
    try:
        _write(temporary, pieces, sync, mode)
        _replace_patiently(temporary, target, sleep, replace)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_numbers: Final = count()


@cache
def _own_prefix(process: int) -> str:
    """Return how the temporary files of this process begin: `sweep` tells them by it.

    Another one with its number may have left some.
    """
    return f"{PREFIX}{_host()}-{process}-{os.urandom(8).hex()}_"


@cache
def _host() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _meant(path: str) -> tuple[str, int | None]:
    """Return the file that a path means, through links, and who may read the one that is there.

    On Windows that is not said by bits.
    """
    try:
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            path = os.path.realpath(path)
            found = os.stat(path)
    except OSError:
        return path, None
    told = os.name != "nt" and stat.S_ISREG(found.st_mode)
    return path, stat.S_IMODE(found.st_mode) if told else None


def _write(path: str, pieces: Iterable[bytes], sync: bool, mode: int | None) -> None:
    # As a number: an object for the file would ask the system what it has just made.
    file = os.open(path, _NEW, 0o666)
    try:
        if mode is not None:
            with suppress(PermissionError):  # a disk without rights has none to lose
                os.chmod(path, mode)  # before the data: nobody reads a passport meanwhile
        for piece in pieces:
            while piece:  # the rest, or why the disk does not take it
                piece = piece[os.write(file, piece) :]  # noqa: PLW2901  what is left of it
        if sync:
            os.fsync(file)
    finally:
        os.close(file)


def _sync_folder(folder: str) -> None:
    """Make the rename itself durable, where folders can be opened (not on Windows)."""
    with suppress(OSError):
        handle = os.open(folder or os.curdir, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _replace_patiently(
    source: str,
    target: str,
    sleep: Callable[[float], None] = time.sleep,
    replace: Replace = os.replace,
) -> None:
    """Rename, waiting a little for whoever holds the target: on Windows antiviruses do."""
    pause, waited = 0.01, 0.0
    while True:
        try:
            replace(source, target)
            return
        except PermissionError:
            if waited >= PATIENCE or os.path.isdir(target):
                raise
        sleep(pause)
        waited += pause
        pause = min(pause * 2, 0.2)


def set_aside(path: Path, target: Path) -> Path:
    """Move a file to `target`, or beside it if there is one already; return where it is now."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        free = _free_name(target)
        _replace_patiently(os.fspath(path), os.fspath(free))
    except OSError as error:
        raise OutputError(explain(error, path)) from error
    return free


def _free_name(target: Path) -> Path:
    number, free = 1, target
    while free.exists():
        number += 1
        free = target.with_name(f"{target.stem} ({number}){target.suffix}")
    return free


def digest(data: bytes) -> str:
    """Return what tells two contents apart; processors have instructions of their own for it."""
    return hashlib.sha256(data).hexdigest()[:_TOLD]


def digest_of(path: str | Path) -> str:
    """Return the digest of a file; of one that is not there or cannot be read, nothing."""
    try:
        with open(path, "rb", buffering=0) as file:
            return digest(file.read())
    except OSError:
        return ""


def explain(error: OSError, path: Path) -> Diagnostic:
    """Return why a file was not written, in words for the person who waits for it."""
    code, message, hint = _reason(error, path)
    return Diagnostic(code, message, Place(str(path)), hint)


def _reason(error: OSError, path: Path) -> tuple[str, str, str]:
    """Return the code, what is wrong and what to do; what is surest comes first."""
    name, folder = path.name, path.parent
    denied = error.errno in _DENIED and error.filename2 is None  # not the rename: the folder does
    if error.errno in _FULL:
        full = f"на диске нет места или исчерпана квота (свободно {_free(folder)})"
        hint = "Освободите место или выберите другую папку и повторите; готовые файлы целы."
        return "DG504", f"Файл «{name}» не записан: {full}", hint
    if not (denied or folder.is_dir()):
        return "DG506", f"Папки «{folder}» нет", "Создайте её или выберите другую папку."
    if path.is_dir():
        return "DG506", f"«{name}» – это папка", "Переименуйте её или выберите другую."
    if denied:
        hint = "Выберите другую папку или попросите права на запись в эту."
        return "DG505", f"В папку «{_existing(folder)}» нельзя записывать", hint
    if isinstance(error, PermissionError):
        hint = "Закройте его (Word, LibreOffice, просмотр в Проводнике) и повторите."
        return "DG503", f"Файл «{name}» открыт в другой программе или защищён от записи", hint
    why = error.strerror or error
    return "DG507", f"Файл «{name}» не записан: {why}", "Проверьте диск и папку и повторите."


def _existing(folder: Path) -> Path:
    """Return a folder, or the one in which it could not be made."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), folder)


def _free(folder: Path) -> str:
    import shutil  # noqa: PLC0415  only when a disk is full

    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return "неизвестно сколько"
    return f"{free / 1_000_000:.1f} МБ".replace(".", ",")


def sweep(folder: Path, *, now: float | None = None) -> int:
    """Remove temporary files that killed runs left in a folder; return how many."""
    deadline = (time.time() if now is None else now) - STALE_AFTER
    removed = 0
    for path in _temporary(folder):
        with suppress(OSError):  # somebody else's file, or another run swept it just now
            if _is_orphan(path.name) or path.lstat().st_mtime < deadline:
                path.unlink()
                removed += 1
    return removed


def _temporary(folder: Path) -> list[Path]:
    """Return the temporary files of a folder, as far as it tells what it holds."""
    names: list[str] = []
    with suppress(OSError):
        names = os.listdir(folder)
    return [folder / name for name in names if name.startswith(PREFIX) and name.endswith(".tmp")]


def _is_orphan(name: str) -> bool:
    """Whether the process that made a file is gone; of another computer's nobody can tell."""
    found = re.fullmatch(rf"{re.escape(PREFIX)}{_host()}-(\d+)-\w+\.tmp", name)
    if not found or os.name == "nt":  # on Windows, asking by signal 0 would end the process
        return False
    try:
        os.kill(int(found[1]), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def safe_name(text: str, *, limit: int = MAX_UTF16) -> str:
    """Return a file name that Windows and Linux accept and a person recognises.

    An extension of Latin letters is kept when the rest is too long; `limit` counts as Windows does.
    """
    plain = text.replace("\xa0", " ").strip(" .")
    is_short = len(plain) <= min(limit, _SHORT)
    if is_short and "  " not in plain and _is_ordinary(plain) and not _is_reserved(plain):
        return plain
    name = _DASHED.sub("-", text.encode("utf-8", "ignore").decode())
    name = unicodedata.normalize("NFC", _UNFIT.sub("", re.sub(r"[\n\r\t]", " ", name)))
    name = _trimmed(name) or "без имени"
    if _is_reserved(name):
        name = f"_{name}"
    extension = _extension(name)
    room = limit - _utf16(extension), MAX_UTF8 - len(extension.encode())
    return _cut(name.removesuffix(extension), *room) + extension


def _is_ordinary(name: str) -> bool:
    """Whether a name has only such letters as are the same in every form of Unicode."""
    return bool(name) and _ORDINARY.issuperset(name)


def _is_reserved(name: str) -> bool:
    """Whether a name begins as Windows calls a device; what follows a stop or a space is free."""
    return name.partition(" ")[0].partition(".")[0].lower() in _RESERVED


def _trimmed(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(" .")


def _extension(name: str) -> str:
    found = _EXTENSION.search(name)
    return found.group() if found else ""


def _utf16(text: str) -> int:
    """Return the length of a text as Windows counts it."""
    return len(text.encode("utf-16-le")) // 2


def _cut(stem: str, utf16: int, utf8: int) -> str:
    """Cut a name to both limits, never between a letter and its accent."""
    # No letter is longer than two units there, or four bytes here.
    if len(stem) * 2 <= utf16 and len(stem) * 4 <= utf8:
        return stem.rstrip(" .") or "_"
    while _utf16(stem) > utf16 or len(stem.encode()) > utf8:
        accents = unicodedata.combining(stem[-1])
        stem = stem[:-1]
        while accents and stem and unicodedata.combining(stem[-1]):
            stem = stem[:-1]
    return stem.rstrip(" .") or "_"


def unique_names(wanted: Mapping[str, str]) -> dict[str, str]:
    """Give each key (a person's id, say) its own safe file name, made of the wanted one.

    Names that differ only in case or in the way й was typed are one file on Windows and macOS.
    All namesakes get their keys into the name, and no running numbers: so a name depends neither
    on the order nor on how many namesakes there are, and a later run finds its files.
    """
    safe, shape = cache(safe_name), cache(folded)
    level = dict.fromkeys(wanted, 0)
    names = {key: safe(name) for key, name in wanted.items()}
    while True:
        counts = Counter(map(shape, names.values()))
        shared = [key for key in names if counts[shape(names[key])] > 1 and level[key] < 2]
        if not shared:
            return names
        for key in shared:
            level[key] += 1
            # A digest is for keys that look alike.
            mark = key if level[key] == 1 else _digest(key)
            names[key] = marked_name(safe(wanted[key]), mark)


def marked_name(plain: str, mark: str) -> str:
    """Return a safe name with a mark before its extension."""
    extension = _extension(plain)
    ending = f" ({safe_name(mark, limit=60)}){extension}"
    room = MAX_UTF16 - _utf16(ending), MAX_UTF8 - len(ending.encode())
    return _cut(plain.removesuffix(extension), *room) + ending


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def folded(name: str) -> str:
    """Return the form in which two names of one file are equal on any file system."""
    if _is_ordinary(name):
        return name.casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def inside(
    folder: Path, name: str, *, max_path: int | None = MAX_PATH if os.name == "nt" else None
) -> Path:
    """Return the path of `name` in the output folder; refuse to leave it, through links too."""
    relative = name.replace("\\", "/")
    absolute = relative.startswith("/") or relative[1:2] == ":"  # «C:»
    if absolute or "\0" in relative:
        raise OutputError(_outside(name, folder))
    path = folder / relative
    root, whole = (os.path.normcase(os.path.realpath(each)) for each in (folder, path))
    if not whole.startswith(root.rstrip(os.sep) + os.sep) or whole == root:
        raise OutputError(_outside(name, folder))
    if max_path and _utf16(str(path.absolute())) > max_path:
        raise OutputError(_too_deep(path, max_path))
    return path


class Room:
    """The places of files in an output folder; each folder in it is looked at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known = {"": os.fspath(folder)}

    def place(self, name: str) -> Path:
        """Return the path of a file; like `inside`, it leads nowhere else."""
        return Path(self.look(name)[0])

    def look(self, name: str) -> tuple[str, bool]:
        """Return the path of a file, and whether anything may be there."""
        parent, _, last = name.rpartition("/")
        if parent not in self._known:
            self._known[parent] = os.fspath(inside(self._folder, parent))
        if os.name == "nt" or last in ("", ".", "..") or "\\" in last or "\0" in last:
            return os.fspath(inside(self._folder, name)), True
        path = f"{self._known[parent]}/{last}"
        try:
            mode = os.lstat(path).st_mode
        except OSError:
            return path, False
        return os.fspath(inside(self._folder, name)) if stat.S_ISLNK(mode) else path, True


def _outside(name: str, folder: Path) -> Diagnostic:
    return Diagnostic(
        "DG501",
        f"«{name}» лежит вне папки документов",
        Place(str(folder)),
        "Уберите из имени «..», имя диска и ссылки на другие папки.",
    )


def _too_deep(path: Path, limit: int) -> Diagnostic:
    return Diagnostic(
        "DG502",
        f"Путь к файлу «{path.name}» длиннее {limit} знаков",
        Place(str(path.parent)),
        "Выберите папку ближе к корню диска, например «C:\\Документы».",
    )
