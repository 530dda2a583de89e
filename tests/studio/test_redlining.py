"""A redline shows in Word what changed: words that went struck out, words that came underlined."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document as opened

from docgen import studio
from docgen.clauses import Clause, Section, Words
from docgen.docx import package
from docgen.docx.ooxml import Element, w
from docgen.packs import Kind, PackStack
from docgen.pdf import Office
from tests.cli.running import run
from tests.studio.basic import edited
from tests.studio.conftest import KIND

BEFORE = Words(
    sections=(
        Section(
            "order",
            clauses=(
                Clause("order.one", "Назначить куратором {{ curator.name.full|acc }} на год."),
                Clause("order.two", "Пункт, которого не станет."),
                Clause(
                    "order.three", "Перечень:", items=(Clause("", "первое;"), Clause("", "второе."))
                ),
            ),
        ),
    )
)
AFTER = Words(
    sections=(
        Section(
            "order",
            clauses=(
                Clause("order.one", "Назначить куратором {{ curator.name.short|acc }} на год."),
                Clause("order.three", "Перечень:", items=(Clause("", "первое."),)),
                Clause("order.four", "Новый пункт."),
            ),
        ),
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def paper(packs: PackStack, kind: Kind) -> bytes:
    """The redline of both."""
    return studio.redline(packs, kind, BEFORE, AFTER)


def body(data: bytes) -> Element:
    """Return the main text of a file."""
    root = package.parse_made(opened(io.BytesIO(data)).part.blob)
    assert root is not None
    return root


def tracked(data: bytes, name: str) -> list[str]:
    """Return the texts of the insertions or deletions of a file, in order."""
    found = body(data).iter(w(name))
    texts = ("".join(each.itertext()) for each in found)
    return [text for text in texts if text]


def test_words_that_went_and_words_that_came_are_tracked(paper: bytes) -> None:
    assert tracked(paper, "del") == [
        "{{ curator.name.full|acc }}",
        "Пункт, которого не станет.",
        "первое;",
        "второе.",
    ]
    assert tracked(paper, "ins") == ["{{ curator.name.short|acc }}", "первое.", "Новый пункт."]


def test_a_paragraph_that_went_goes_with_its_mark(paper: bytes) -> None:
    gone = [
        "".join(paragraph.itertext())
        for paragraph in body(paper).iter(w("p"))
        if paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None
    ]
    assert gone == ["Пункт, которого не станет.", "второе."]


def test_authors_tell_whose_change_it_is(paper: bytes) -> None:
    authors = {each.get(w("author")) for each in body(paper).iter(w("ins"), w("del"))}
    assert authors == {"Ваш набор"}
    ids = [each.get(w("id")) for each in body(paper).iter(w("ins"), w("del"))]
    assert len(ids) == len(set(ids))


@pytest.mark.soffice
def test_libreoffice_reads_the_changes_as_changes(office: Office, paper: bytes, desk: Path) -> None:
    accepted = edited(paper, ACCEPT, office, desk)
    text = "".join(body(accepted).itertext())
    assert "которого не станет" not in text
    assert "curator.name.short" in text
    assert tracked(accepted, "del") == []


ACCEPT = """
  frame = doc.CurrentController.Frame
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(frame, ".uno:AcceptAllTrackedChanges", "", 0, Array())
"""


def test_the_commands_write_a_redline(tmp_path: Path) -> None:
    file = tmp_path / "правка.docx"
    run("template", "edit", KIND, "-o", file, "-C", tmp_path)
    document = opened(str(file))
    later = next(each for each in document.paragraphs if "На время отсутствия" in each.text)
    later.add_run(" Сразу.")
    document.save(str(file))
    done = run("template", "adopt", file, "-C", tmp_path, "--yes", "--redline")
    assert done.exit_code == 0, done.stderr
    shown = (tmp_path / "правка – правки.docx").read_bytes()
    assert (tracked(shown, "ins"), tracked(shown, "del")) == ([" Сразу."], [])
    path = tmp_path / "templates" / ".docgen" / "originals" / "docx" / KIND / "clauses.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("составить базы", "подготовить базы"), encoding="utf-8")
    done = run("template", "upgrade", "-C", tmp_path, "--yes", "--redline")
    assert done.exit_code == 0, done.stderr
    (paper,) = tmp_path.glob("Обновление – * – правки.docx")
    shown = paper.read_bytes()
    assert tracked(shown, "del") == ["подготовить"]
    assert tracked(shown, "ins") == [" Сразу.", "составить"]
    authors = [each.get(w("author")) for each in body(shown).iter(w("ins"))]
    assert authors == ["Ваш набор", "Набор под вашим"]
