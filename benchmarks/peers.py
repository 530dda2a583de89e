"""Other engines with the same documents: their templates, and how each of them is called.

A peer gets the easiest work there is: a finished document in which every text that differs is one
field of the template, with no condition and no loop. So it makes the same page with less to do.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

FOLDER = Path(tempfile.gettempdir()) / "docgen-bench-peers"
NODE = {
    "docxtemplater": "docxtemplater@3.71.0 pizzip@3.3.0",
    "easy-template-x": "easy-template-x@7.2.8",
    "docx-templates": "docx-templates@4.15.0",
    "carbone": "carbone@3.8.2",
}
PYTHON = "docx-mailmerge2==1.0.3"
_MAIN = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIELDS = {"carbone": "{d.%s}", "docx-templates": "{=%s}", "python-docx": "{{%s}}"}

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Peers:
    """A finished document cut into a template, and the texts of every document to make."""

    document: bytes
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, documents: Sequence[bytes]) -> Peers:
        """Cut documents that differ only in some of their texts."""
        texts = [[each.text or "" for each in _texts(_tree(one))] for one in documents]
        if len({len(each) for each in texts}) != 1:
            sys.exit("the documents differ in more than texts")
        varying = [n for n, column in enumerate(zip(*texts, strict=True)) if len(set(column)) > 1]
        rows = tuple({f"v{n}": each[n] for n in varying} for each in texts)
        return cls(documents[0], rows)

    def template(self, engine: str) -> bytes:
        """Return the template in the language of an engine."""
        root = _tree(self.document)
        texts = list(_texts(root))
        for name in self.rows[0]:
            word = texts[int(name[1:])]
            if engine == "mailmerge":
                _merge_field(word, name)
            else:
                word.text = _FIELDS.get(engine, "{%s}") % name
        return _with_main(self.document, etree.tostring(root, encoding="UTF-8", standalone=True))


def _tree(document: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return etree.fromstring(archive.read(_MAIN))


def _texts(root: etree._Element) -> Iterator[etree._Element]:
    return root.iter(f"{_W}t")


def _merge_field(word: etree._Element, name: str) -> None:
    run = word.getparent()
    field = etree.Element(f"{_W}fldSimple", {f"{_W}instr": f" MERGEFIELD {name} "})
    inside = deepcopy(run)
    inside.tail = None
    inside.find(f"{_W}t").text = f"«{name}»"
    field.append(inside)
    run.getparent().replace(run, field)


def _with_main(document: bytes, main: bytes) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, main if name == _MAIN else old.read(name))
    return made.getvalue()


def install() -> None:
    """Put the peers that are missing into a folder of their own; say what could not be had."""
    FOLDER.mkdir(exist_ok=True)
    lost = [spec for name, spec in NODE.items() if not _has_node(name)]
    if lost and shutil.which("npm"):
        wanted = [each for spec in lost for each in spec.split()]
        options = ["--no-audit", "--no-fund", "--prefix", FOLDER]
        _quietly([shutil.which("npm") or "", "install", *options, *wanted])
    if not _has_mailmerge():
        pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--upgrade", "--target"]
        _quietly([*pip, FOLDER / "python", PYTHON])


def _has_node(engine: str) -> bool:
    """Return whether a node engine is there, in the version that is named here."""
    told = FOLDER / "node_modules" / engine / "package.json"
    version = NODE[engine].split()[0].rpartition("@")[2]
    return told.is_file() and json.loads(told.read_bytes())["version"] == version


def _has_mailmerge() -> bool:
    name, _, version = PYTHON.partition("==")
    return (FOLDER / "python" / f"{name.replace('-', '_')}-{version}.dist-info").is_dir()


def _quietly(command: Sequence[str | Path]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"not available: {' '.join(map(str, command))}", file=sys.stderr)


def subjects(peers: Peers, folder: Path) -> Iterator[tuple[str, Callable[[], float | None]]]:
    """Yield the engines that are there, each as one run over all documents into its own folder."""
    (folder / "rows.json").write_text(json.dumps(peers.rows, ensure_ascii=False), encoding="utf-8")
    yield "python-docx", _replacing(peers, _own(folder, "python-docx"))
    if _has_mailmerge():
        yield "mailmerge", _merging(peers, _own(folder, "mailmerge"))
    for engine in NODE:
        if shutil.which("node") and _has_node(engine):
            yield engine, _node(peers, engine, folder)
        else:
            print(f"not available: {engine}", file=sys.stderr)


def _own(folder: Path, engine: str) -> Path:
    (folder / engine).mkdir()
    return folder / engine


def _node(peers: Peers, engine: str, folder: Path) -> Callable[[], float]:
    template = folder / f"{engine}.docx"
    template.write_bytes(peers.template(engine))
    out = _own(folder, engine)
    script = Path(__file__).with_name("peers.cjs")
    command = ["node", script, FOLDER, engine, template, folder / "rows.json", out]

    def work() -> float:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{engine}: {done.stderr}")
        return float(done.stdout.split()[-1])

    return work


def _replacing(peers: Peers, out: Path) -> Callable[[], None]:
    from docx import Document  # noqa: PLC0415  only for this peer

    template = peers.template("python-docx")

    def work() -> None:
        for number, row in enumerate(peers.rows):
            document = Document(io.BytesIO(template))
            tables = (cell for table in document.tables for cell in table._cells)
            for owner in (document, *tables):
                for run in (run for paragraph in owner.paragraphs for run in paragraph.runs):
                    for name, text in row.items():
                        if f"{{{{{name}}}}}" in run.text:
                            run.text = run.text.replace(f"{{{{{name}}}}}", text)
            document.save(out / f"{number}.docx")

    return work


def _merging(peers: Peers, out: Path) -> Callable[[], None]:
    sys.path.append(str(FOLDER / "python"))
    from mailmerge import MailMerge  # noqa: PLC0415  only for this peer

    template = peers.template("mailmerge")

    def work() -> None:
        for number, row in enumerate(peers.rows):
            with MailMerge(io.BytesIO(template)) as document:
                document.merge(**row)
                document.write(out / f"{number}.docx")

    return work
