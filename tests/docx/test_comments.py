"""Findings become Word comments in a copy: at their paragraphs, valid for Word and LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as open_document

from docgen.diagnostics import Diagnostic, Place
from docgen.docx import Dialect
from docgen.docx.comments import commented
from docgen.docx.examine import examine
from docgen.docx.look import Face
from docgen.docx.ooxml import w
from docgen.errors import TemplateError
from docgen.pdf import Office
from tests.docx.editors import resaved, written
from tests.docx.making import docx, found, member, p, row, t, table, texts
from tests.openxml import spool

DELETED = (
    '<w:tr><w:trPr><w:del w:id="9" w:author="x"/></w:trPr>'
    "<w:tc><w:tcPr/><w:p><w:r><w:delText>было</w:delText></w:r></w:p></w:tc></w:tr>"
)


def judged(data: bytes) -> bytes:
    """Return a copy with everything that is found as comments."""
    report = examine(data, name="t.docx", dialect=Dialect(), face=lambda _: Face.COMMON).report
    return commented(data, report, "t.docx")


def anchored(data: bytes) -> list[tuple[str, str]]:
    """Return the text of every commented paragraph and the code of its comment."""
    told = {
        each.get(w("id")): "".join(each.itertext())
        for each in found(data, "//w:comment", "word/comments.xml")
    }
    return [
        (
            "".join(start.getparent().itertext()),
            told[start.get(start.tag.replace("commentRangeStart", "id"))][:5],
        )
        for start in found(data, "//w:commentRangeStart")
    ]


def test_a_comment_stands_at_the_paragraph_of_its_finding() -> None:
    data = docx(
        p("Начало"),
        p("{{ school.name"),
        table(row("да", "{{ a|no_such }}")),
        p("Конец }}"),
    )
    assert anchored(judged(data)) == [
        ("{{ school.name", "DG203"),
        ("{{ a|no_such }}", "DG209"),
        ("Конец }}", "DG221"),
    ]


def test_words_stay_as_they_are() -> None:
    data = docx(p("Начало"), p("{{ школа"))
    assert texts(judged(data)) == texts(data)


def test_what_has_no_paragraph_of_its_own_is_told_at_the_first_with_its_place() -> None:
    data = docx(p("Начало"), p("Ещё"), parts={"header": p("{{ школа")})
    made = judged(data)
    assert [words for words, _ in anchored(made)] == ["Начало"]
    said = "".join(found(made, "//w:comment", "word/comments.xml")[0].itertext())
    assert "верхний колонтитул" in said
    assert "Допишите }}" in said


def test_places_are_right_in_spite_of_tracked_changes() -> None:
    gone = '<w:p><w:ins w:id="1" w:author="x">' + t("вставлено") + "</w:ins></w:p>"
    tracked = table(DELETED, row("{{ a|no_such }}"), columns=1)
    assert anchored(judged(docx(gone, tracked, p("{{ b")))) == [
        ("{{ a|no_such }}", "DG209"),
        ("{{ b", "DG203"),
    ]


def test_a_comment_about_a_text_box_stands_at_the_paragraph_that_holds_it() -> None:
    box = (
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        + p("{{ b")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        + t("Рядом")
        + "</w:p>"
    )
    made = judged(docx(p("Начало"), box))
    assert [words.endswith("Рядом") for words, _ in anchored(made)] == [True]


def test_comments_that_are_there_stay() -> None:
    old = (
        '<w:comment w:id="7" w:author="Завуч"><w:p><w:r><w:t>Сверить</w:t></w:r></w:p></w:comment>'
    )
    made = judged(docx(p("{{ b"), parts={"comments": old}))
    comments = found(made, "//w:comment", "word/comments.xml")
    assert [each.get(w("id")) for each in comments] == ["7", "8"]


def test_letters_that_xml_cannot_hold_do_not_break_a_comment() -> None:
    bad = Diagnostic("DG203", "Плохой знак \x07 и <скобки> & прочее", Place("t.docx"))
    made = commented(docx(p("да")), [bad])
    assert "<скобки> & прочее" in "".join(
        found(made, "//w:comment", "word/comments.xml")[0].itertext()
    )


def test_a_file_that_cannot_be_read_has_no_copy() -> None:
    with pytest.raises(TemplateError):
        commented(b"nothing", [])


def test_the_copy_is_made_alike_every_time() -> None:
    data = docx(p("{{ b"))
    assert judged(data) == judged(data)


def test_word_would_open_the_copy() -> None:
    made = judged(written("{{ school.name", "Слова", "}} лишнее"))
    assert b"DG203" in member(made, "word/comments.xml")
    spool(made)


@pytest.mark.soffice
def test_libreoffice_opens_the_copy_and_keeps_its_comments(office: Office, tmp_path: Path) -> None:
    made = judged(written("Первый", "{{ school.name"))
    again = open_document(str(_file(tmp_path, resaved(made, office, tmp_path))))
    assert {comment.author for comment in again.comments} == {"docgen"}
    assert {comment.text[:5] for comment in again.comments} == {"DG203", "DG243"}


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "again.docx"
    path.write_bytes(data)
    return path
