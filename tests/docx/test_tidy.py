"""A tidy file says the same, has no traces of editing, and is the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from docgen.docx.ooxml import w
from docgen.docx.tidy import tidied
from docgen.docx.view import view
from docgen.errors import TemplateError
from docgen.pdf import Office
from tests.docx.editors import resaved, written
from tests.docx.making import compiled, docx, found, member, p, packed, t, texts
from tests.openxml import spool

STYLE = '<w:style w:type="paragraph" {} w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'


def edited() -> bytes:
    """A document as Word leaves it after an hour of work."""
    body = (
        '<w:p w:rsidR="00A1" w:rsidRDefault="00B2"><w:bookmarkStart w:id="3" w:name="_GoBack"/>'
        + t("{{ scho")
        + '<w:proofErr w:type="spellStart"/>'
        + '<w:r w:rsidRPr="00C3"><w:t>ol.na</w:t></w:r><w:proofErr w:type="spellEnd"/>'
        + t("me }}")
        + t(" полужирно", "<w:b/>")
        + '<w:bookmarkEnd w:id="3"/></w:p>'
    )
    core = "<dc:creator>Завуч</dc:creator><dc:title>Приказ</dc:title>"
    settings = '<w:proofState w:spelling="clean"/><w:rsids><w:rsid w:val="00A1"/></w:rsids>'
    return docx(body, parts={"settings": settings}, core=core)


def test_traces_of_editing_go() -> None:
    made = tidied(edited())
    xml = member(made).decode() + member(made, "word/settings.xml").decode()
    for trace in ("rsid", "proofErr", "proofState", "_GoBack"):
        assert trace not in xml
    core = member(made, "docProps/core.xml").decode()
    assert "Завуч" not in core
    assert "Приказ" in core


def test_a_tag_in_pieces_becomes_whole() -> None:
    assert [each.text for each in found(tidied(edited()), "//w:t")] == [
        "{{ school.name }}",
        " полужирно",
    ]


def test_words_and_looks_stay() -> None:
    assert view(tidied(edited())) == view(edited())


def test_runs_that_look_different_or_hold_more_than_words_stay_apart() -> None:
    runs = t("а") + t("б", "<w:i/>") + "<w:r><w:tab/></w:r>" + t("в") + "<w:r><w:br/></w:r>"
    made = tidied(docx(f"<w:p>{runs}</w:p>"))
    assert len(found(made, "//w:r")) == 5
    assert texts(made) == ["аб\tв\n"]


def test_what_stands_where_word_never_puts_it_is_not_lost() -> None:
    odd = "<w:p>" + t("а") + f"<w:r><w:t>б{p('внутри')}</w:t></w:r></w:p>" + p("после")
    made = tidied(docx(odd))
    assert "внутри" in member(made).decode()
    assert tidied(made) == made


def test_tidying_twice_is_tidying_once() -> None:
    once = tidied(edited())
    assert tidied(once) == once


def test_the_order_and_the_dates_of_members_do_not_matter() -> None:
    with zipfile.ZipFile(io.BytesIO(edited())) as archive:
        files = {name: archive.read(name) for name in reversed(archive.namelist())}
    assert tidied(packed(files)) == tidied(edited())


def test_only_styles_that_nothing_uses_go_and_only_when_asked() -> None:
    given = (
        STYLE.format('w:default="1"', "Normal", "Normal", "")
        + STYLE.format("", "Base", "База", "")
        + STYLE.format("", "Used", "Нужный", '<w:basedOn w:val="Base"/><w:next w:val="Next"/>')
        + STYLE.format("", "Next", "Следующий", "")
        + STYLE.format("", "Extra", "Лишний", "")
    )
    data = docx(p("да", '<w:pStyle w:val="Used"/>'), parts={"styles": given})
    kept = found(tidied(data, styles=True), "//w:style", "word/styles.xml")
    names = [each.get(w("styleId")) for each in kept]
    assert names == ["Normal", "Base", "Used", "Next"]
    assert len(found(tidied(data), "//w:style", "word/styles.xml")) == 5


def test_what_libreoffice_says_in_its_own_words_is_said_in_those_of_word() -> None:
    level = '<w:lvl w:ilvl="0"><w:lvlJc w:val="start"/><w:pPr><w:jc w:val="start"/></w:pPr></w:lvl>'
    given = {"numbering": f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'}
    made = tidied(docx(p("да"), parts=given))
    sides = found(made, "//w:lvlJc | //w:jc", "word/numbering.xml")
    assert [each.get(w("val")) for each in sides] == ["left", "start"]


def test_a_file_that_cannot_be_read_is_told() -> None:
    with pytest.raises(TemplateError):
        tidied(b"nothing")


def test_word_would_open_a_tidy_file() -> None:
    for styles in (False, True):
        made = tidied(written("{{ school.name }}", "Слова"), styles=styles)
        assert texts(made) == ["{{ school.name }}", "Слова"]
        spool(made)


def test_tidying_makes_a_file_of_python_docx_lighter() -> None:
    data = written("Слова")
    assert (
        len(member(tidied(data, styles=True), "word/styles.xml"))
        < len(member(data, "word/styles.xml")) / 3
    )


@pytest.mark.soffice
def test_a_file_saved_by_libreoffice_is_tidied_and_works(office: Office, tmp_path: Path) -> None:
    data = tidied(resaved(edited(), office, tmp_path), styles=True)
    assert tidied(data, styles=True) == data
    spool(data)
    made = compiled(data).render({"school": {"name": "№ 5"}}).docx
    assert texts(made) == ["№ 5 полужирно"]
