"""LibreOffice itself: what comes out, that it comes out the same, and that it reaches nowhere."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen.pdf import LibreOffice, Limits, Office
from docgen.pdf.letters import letters
from docgen.pdf.objects import Objects
from docgen.pdf.paper import Paper, look, squeeze
from docgen.pdf.worker import Sheaf, Task, Worker
from tests.packages import (
    GOOD,
    PIC,
    PICTURE,
    PNG,
    SECTION,
    WP,
    A,
    R,
    document,
    package,
    paragraph,
    relationships,
    with_body,
)

pytestmark = pytest.mark.soffice

Write = Callable[[str, str], tuple[Path, Path]]
SECRET = "тайна-соседней-папки"


def called(worker: Worker, sheaves: list[Sheaf]) -> dict[Task, bytes]:
    """Return what one call makes."""
    made: dict[Task, bytes] = {}
    worker.call(sheaves, Limits(), threading.Event(), lambda pdfs, _: made.update(pdfs))
    return made


class Listener:
    """Counts who calls on a local port."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.calls = 0
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            caller, _ = self._socket.accept()
            with caller, suppress(TimeoutError):
                self.calls += 1
                caller.settimeout(10)
                if caller.recv(4) == b"stop":
                    self.calls -= 1
                    return

    def close(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port)) as caller:
            caller.sendall(b"stop")
        self._thread.join(60)
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.close()


def text_of(pdf: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(pdf).pages)


def test_documents_become_pdfs_with_their_words_title_and_fonts(
    real: LibreOffice, write: Write
) -> None:
    pairs = [write(f"Приказ № {n} «Об утверждении»", f"Приказываю утвердить {n}") for n in range(3)]
    pairs[0][0].write_bytes(package())
    conversion = real.convert(pairs)
    assert conversion.made == tuple(pdf for _, pdf in pairs)
    assert list(conversion.report) == []
    assert "утвердить 2" in text_of(pairs[2][1])
    reader = PdfReader(pairs[0][1])
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Приказ", "МБОУ «Лесногорская СОШ»")
    assert reader.metadata.creation_date_raw == "D:20260828000000Z'"
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_the_same_document_gives_the_same_bytes_alone_or_among_others(
    real: LibreOffice, write: Write, tmp_path: Path
) -> None:
    pairs = [write(f"письмо {number}", f"Письмо номер {number}") for number in range(4)]
    first = real.convert(pairs)
    kept = [pdf.read_bytes() for pdf in first.made]
    alone = [(docx, tmp_path / f"{docx.stem}.pdf") for docx, _ in (pairs[2], pairs[0])]
    second = [real.convert([pair]).made[0].read_bytes() for pair in alone]
    assert second == [kept[2], kept[0]]


def test_a_new_profile_lets_libreoffice_start_once_and_try_out_nothing(
    office: Office, tmp_path: Path, write: Write
) -> None:
    docx, pdf = write("письмо", "Письмо директору")
    worker = Worker(tmp_path, office, os.environ)
    sheaf = Sheaf((Task(0, docx, pdf, look(docx)),))
    assert len(called(worker, [sheaf])) == 1
    (user,) = tmp_path.glob("profile-*/user")
    assert not (user / "GraphicsRenderTests.log").exists()
    noted = (user / "registrymodifications.xcu").read_text(encoding="utf-8")
    assert "OfficeRestartInProgress" not in noted


def test_two_workers_make_what_one_makes(
    office: Office, temporary: Path, write: Write, tmp_path: Path
) -> None:
    pairs = [write(f"письмо {number}", f"Письмо номер {number}") for number in range(20)]
    made = {}
    for workers in (1, 2):
        folder = tmp_path / f"рабочих {workers}"
        folder.mkdir()
        converter = LibreOffice(
            office, os.environ, workers=workers, temporary=temporary, joined=False
        )
        wanted = [(docx, folder / pdf.name) for docx, pdf in pairs]
        made[workers] = [path.read_bytes() for path in converter.convert(wanted).made]
    assert len(made[1]) == 20
    assert made[1] == made[2]


def test_the_quick_reading_of_a_page_sees_the_letters_of_the_slow_one(
    real: LibreOffice, write: Write
) -> None:
    docx, pdf = write("буквы", "")
    words = ["Съешь же ещё этих мягких булок", "да выпей чаю: № 5 – «Ёлка» & co"] * 9
    docx.write_bytes(with_body(*map(paragraph, [word.replace("&", "&amp;") for word in words])))
    real.convert([(docx, pdf)])
    objects = Objects.read(pdf.read_bytes())
    (page,) = objects.pages()
    assert squeeze("".join(words)) in squeeze(letters(objects, page))
    (slowly,) = PdfReader(pdf).pages
    assert squeeze(letters(objects, page)) == squeeze(slowly.extract_text())


def test_a_font_that_is_not_there_is_reported(real: LibreOffice, write: Write) -> None:
    docx, pdf = write("шрифт", "")
    run = '<w:rPr><w:rFonts w:ascii="Нет Такого" w:hAnsi="Нет Такого"/></w:rPr>'
    styles = str(GOOD["word/styles.xml"])
    docx.write_bytes(
        package(
            {
                "word/document.xml": document(
                    f"<w:p><w:r>{run}<w:t>Слова приказа</w:t></w:r></w:p>"
                ),
                "word/styles.xml": styles.replace("Times New Roman", "Нет Такого"),
            }
        )
    )
    conversion = real.convert([(docx, pdf)])
    assert conversion.made == (pdf,)
    assert [found.code for found in conversion.report] == ["DG903"]
    assert "Нет Такого" in next(iter(conversion.report)).message


def test_what_hides_from_the_page_is_not_expected_on_it(real: LibreOffice, write: Write) -> None:
    docx, pdf = write("скрыто", "")
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Невидимые тайные знаки</w:t></w:r></w:p>"
    docx.write_bytes(with_body(hidden, paragraph("Видимое"), hidden))
    assert real.convert([(docx, pdf)]).made == (pdf,)


def pictures_of(pdf: Path) -> int:
    resources = [page["/Resources"].get_object() for page in PdfReader(pdf).pages]
    return sum(len(held["/XObject"]) for held in resources if "/XObject" in held)


def hostile(port: int, secret: Path) -> dict[str, bytes]:
    """Return documents that try to fetch or to read; several would succeed under the defaults."""
    url, file = f"http://127.0.0.1:{port}", secret.as_uri()
    fields = {
        "INCLUDETEXT": f'INCLUDETEXT "{file}"',
        "INCLUDEPICTURE": f'INCLUDEPICTURE "{url}/a.png" \\d',
        "DDEAUTO": f'DDEAUTO soffice "{secret}" x',
        "LINK": f'LINK Word.Document "{secret}" "" \\a',
    }
    documents = {name: _with_field(instruction) for name, instruction in fields.items()}
    documents["linked picture"] = _linked("image", f"{url}/a.png")
    documents["linked picture file"] = _linked("image", secret.with_suffix(".png").as_uri())
    documents["attached template"] = _linked("attachedTemplate", f"{url}/a.dotm")
    documents["foreign chunk"] = _linked("aFChunk", f"{url}/a.html")
    documents["linked object"] = _linked("oleObject", f"{url}/a.bin")
    page = f'<html><body>Words <img src="{url}/a.png"><iframe src="{file}"></iframe></body></html>'
    documents["web page"] = page.encode("utf-8")
    documents["sub-document"] = _linked("subDocument", file)
    documents["frame"] = _linked("frame", f"{url}/a.html")
    documents["addresses"] = _linked("mailMergeSource", f"{url}/a.csv")
    documents["header"] = _with_linked_header(f"{url}/a.png")
    documents["rich text"] = rb"{\rtf1 {\field{\*\fldinst INCLUDEPICTURE %s/a.png}}}" % url.encode()
    documents["macro"] = _MACRO.encode("utf-8")
    documents["drawing"] = f'<svg><image href="{url}/a.png"/></svg>'.encode()
    documents["random"] = bytes(range(256)) * 20
    documents["empty"] = b""
    return documents


def test_hostile_documents_reach_nothing_even_past_the_first_guard(
    office: Office, temporary: Path, tmp_path: Path, listener: Listener
) -> None:
    """The converter refuses most of them unread; here LibreOffice is given every one."""
    secret = _hide_secret(tmp_path)
    tasks = []
    for number, (name, data) in enumerate(hostile(listener.port, secret).items()):
        docx = tmp_path / f"{name}.docx"
        docx.write_bytes(data)
        tasks.append(Task(number, docx, tmp_path / f"{name}.pdf", _paper()))
    folder = temporary / "worker"
    folder.mkdir()
    worker = Worker(folder, office, os.environ)
    sheaves = [Sheaf((task,)) for task in tasks]
    made = called(worker, sheaves)
    assert {task.docx.stem for task in made} >= {"INCLUDETEXT", "DDEAUTO", "linked picture"}
    assert not {task.docx.stem for task in made} & {"web page", "random", "macro", "drawing"}
    for task, data in made.items():
        task.pdf.write_bytes(data)
        assert (SECRET in text_of(task.pdf), pictures_of(task.pdf)) == (False, 0)
    assert listener.calls == 0
    shutil.rmtree(folder)


def test_hostile_documents_are_refused_or_harmless_in_the_whole(
    real: LibreOffice, write: Write, tmp_path: Path, listener: Listener
) -> None:
    secret = _hide_secret(tmp_path)
    pairs = []
    for name, data in hostile(listener.port, secret).items():
        pairs.append(write(name, ""))
        pairs[-1][0].write_bytes(data)
    conversion = real.convert([*pairs, write("обычный", "Обычный приказ директора")])
    assert {pdf.stem for pdf in conversion.made} >= {"обычный", "DDEAUTO"}
    refused = {"linked picture", "attached template", "web page", "random", "empty"}
    refused |= {"sub-document", "frame", "addresses", "header", "rich text", "macro", "drawing"}
    assert not {pdf.stem for pdf in conversion.made} & refused
    assert all(SECRET not in text_of(pdf) for pdf in conversion.made)
    assert listener.calls == 0


def _hide_secret(folder: Path) -> Path:
    secret = folder / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    secret.with_suffix(".png").write_bytes(PNG)
    return secret


def _paper() -> Paper:
    return Paper((), (), frozenset(), 0, 0, "")


def _with_field(instruction: str) -> bytes:
    return with_body(
        paragraph("Документ с полем"),
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>прежнее</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    )


# A document of OpenOffice in one file, with a Basic macro that is to run when it is opened.
_MACRO = """<?xml version="1.0"?><office:document office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink"><office:scripts><office:event-listeners>
 <script:event-listener script:language="ooo:script" script:event-name="dom:load"
 xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"/>
</office:event-listeners></office:scripts><office:body><office:text/></office:body>
</office:document>"""


def _with_linked_header(target: str) -> bytes:
    """Return a document whose header asks for a picture somewhere else."""
    spaces = f'<w:hdr xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:pic="{PIC}" '
    picture = PICTURE.replace('r:embed="rId8"', 'r:link="x"')
    header = str(GOOD["word/header1.xml"]).replace("</w:hdr>", f"{picture}</w:hdr>")
    header = header.replace("<w:hdr ", spaces, 1)
    rels = relationships([("x", "image", target)], external="x")
    body = document(paragraph("Документ с колонтитулом") + SECTION)
    parts = {"word/header1.xml": header, "word/_rels/header1.xml.rels": rels}
    return package({"word/document.xml": body, **parts})


def _linked(kind: str, target: str) -> bytes:
    body = PICTURE.replace('r:embed="rId8"', 'r:link="x"')
    if kind == "aFChunk":
        body = '<w:altChunk r:id="x"/>'
    rows = [("x", kind, target), ("s", "styles", "styles.xml")]
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    return package(
        {
            "word/document.xml": document(paragraph("Документ со ссылкой") + body + section),
            "word/_rels/document.xml.rels": relationships(rows, external="x"),
        }
    )
