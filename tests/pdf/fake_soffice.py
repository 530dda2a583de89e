"""A stand-in for LibreOffice that goes wrong on purpose; started as a program by the tests.

`fake_soffice.py MODE NOTES …` converts a document to a PDF of its words; on one whose text
holds the word FAULTY it does what MODE says. What it starts and does is noted in NOTES. It needs
nothing but Python itself, so that it starts at once.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from itertools import count
from pathlib import Path
from urllib.parse import unquote, urlsplit


def main() -> None:
    mode, notes = sys.argv[1], Path(sys.argv[2])
    out = Path(sys.argv[sys.argv.index("--outdir") + 1])
    documents = [Path(item) for item in sys.argv if item.endswith(".docx")]
    note(notes, "call", str(len(documents)))
    note(notes, "pid", str(os.getpid()))
    if (profile() / "damaged").exists():
        sys.exit(77)
    for document in documents:
        text = words(document)
        target = out / f"{document.stem}.pdf"
        if "FAULTY" in text:
            MODES[mode](target, text, notes)
        else:
            target.write_bytes(pdf(text))
    if mode == "wrong-status":
        sys.exit(1)


def words(document: Path) -> str:
    with zipfile.ZipFile(document) as archive:
        body = archive.read("word/document.xml").decode("utf-8")
    return " ".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", body))


def pdf(text: str) -> bytes:
    """Return the smallest PDF that shows the text."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode("ascii")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</CreationDate(D:%s)>>" % time.strftime("%Y%m%d%H%M%S").encode("ascii"),
    ]
    data, offsets = b"%PDF-1.6\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    token = os.urandom(16).hex().upper().encode("ascii")
    data += b"trailer<</Size %d/Root 1 0 R/Info 6 0 R" % (len(objects) + 1)
    return data + b"/ID [ <%s>\n<%s> ]>>\nstartxref\n%d\n%%%%EOF\n" % (token, token, start)


def note(notes: Path, key: str, value: str) -> None:
    with notes.open("a", encoding="utf-8") as file:
        file.write(f"{key} {value}\n")


def hang(target: Path, text: str, notes: Path) -> None:
    """Sleep for ever, with a child that does so too."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    note(notes, "pid", str(child.pid))
    time.sleep(600)


def crash(target: Path, text: str, notes: Path) -> None:
    """Die of a segmentation fault with half a file on the disk."""
    target.write_bytes(pdf(text)[:100])
    os.kill(os.getpid(), signal.SIGSEGV)


def killed(target: Path, text: str, notes: Path) -> None:
    """Be killed with half a file on the disk, as by the kernel when memory is short."""
    target.write_bytes(pdf(text)[:100])
    os.kill(os.getpid(), signal.SIGKILL)


def no_bytes(target: Path, text: str, notes: Path) -> None:
    """Make a file without content."""
    target.write_bytes(b"")


def lock(target: Path, text: str, notes: Path) -> None:
    """Leave the lock of a file behind, as LibreOffice does on a full disk, and crash."""
    target.with_name(f".~lock.{target.name}#").write_bytes(b"nobody")
    (profile() / ".lock").write_bytes(b"nobody")
    os.kill(os.getpid(), signal.SIGSEGV)


def damage(target: Path, text: str, notes: Path) -> None:
    """Damage the profile: whoever starts under it crashes from then on."""
    (profile() / "damaged").write_bytes(b"")
    os.kill(os.getpid(), signal.SIGSEGV)


def profile() -> Path:
    (given,) = (item for item in sys.argv if item.startswith("-env:UserInstallation="))
    return Path(unquote(urlsplit(given.partition("=")[2]).path))


def leave_child(target: Path, text: str, notes: Path) -> None:
    """End at once and leave a child running."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    note(notes, "pid", str(child.pid))


def nothing(target: Path, text: str, notes: Path) -> None:
    """Claim success and make nothing."""


def half(target: Path, text: str, notes: Path) -> None:
    data = pdf(text)
    target.write_bytes(data[: len(data) // 2])


def rubbish(target: Path, text: str, notes: Path) -> None:
    target.write_bytes(b"this is no PDF" * 100)


def no_pages(target: Path, text: str, notes: Path) -> None:
    target.write_bytes(pdf(text).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[     ]/Count 0"))


def other_text(target: Path, text: str, notes: Path) -> None:
    target.write_bytes(pdf("Something entirely different printed instead"))


def endless(target: Path, text: str, notes: Path) -> None:
    """Write without end."""
    with target.open("wb") as file:
        while True:
            file.write(b"\0" * 2**20)
            file.flush()
            time.sleep(0.01)


def chatter(target: Path, text: str, notes: Path) -> None:
    """Talk without end."""
    while True:
        print("warning " * 2**17, flush=True)
        time.sleep(0.01)


def litter(target: Path, text: str, notes: Path) -> None:
    """Fill the folder for temporary files."""
    for number in count():
        Path(os.environ["TMPDIR"], f"lu{number}.tmp").write_bytes(b"\0" * 2**20)
        time.sleep(0.01)


def once(target: Path, text: str, notes: Path) -> None:
    """Make nothing the first time, a good PDF the second."""
    if notes.read_text(encoding="utf-8").count("call") > 1:
        target.write_bytes(pdf(text))


def begin(target: Path, text: str, notes: Path) -> None:
    """Begin a file, and go on when somebody has heard of the one before."""
    target.write_bytes(pdf(text)[:100])
    for _ in range(200):
        if notes.with_name("heard").exists():
            target.write_bytes(pdf(text))
            return
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGKILL)


MODES = {
    "hang": hang,
    "crash": crash,
    "killed": killed,
    "no-bytes": no_bytes,
    "lock": lock,
    "damage": damage,
    "leave-child": leave_child,
    "nothing": nothing,
    "half": half,
    "rubbish": rubbish,
    "no-pages": no_pages,
    "other-text": other_text,
    "endless": endless,
    "chatter": chatter,
    "litter": litter,
    "once": once,
    "begin": begin,
    "wrong-status": nothing,
}

if __name__ == "__main__":
    main()
