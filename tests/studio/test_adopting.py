"""A manuscript edited in Word comes back as amendments: what changed, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from docx import Document as opened
from docx.document import Document
from docx.text.paragraph import Paragraph

from docgen import studio
from docgen.clauses import Clauses, Words, amend
from docgen.errors import TemplateError
from docgen.packs import Kind, Pack, PackStack, stack
from docgen.pdf import Office
from docgen.studio import Adopted
from tests.cli.running import answer, run
from tests.studio.adopted import Edit
from tests.studio.basic import edited
from tests.studio.conftest import KIND

LATER = "На время отсутствия куратора его обязанности исполняет работник"
REASON = "В соответствии с {{ act("  # how each paragraph of the preamble begins


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return Pack("school", "Набор школы", tmp_path_factory.mktemp("own"))


def the(document: Document, words: str) -> Paragraph:
    """Return the paragraph that holds these words."""
    return next(each for each in document.paragraphs if words in each.text)


def said(adopted: Adopted) -> list[tuple[str, str]]:
    """Return what is done to what."""
    return [(each.action.value if each.action else "", each.target) for each in adopted.amendments]


def after(adopted: Adopted, packs: PackStack, kind: Kind) -> Words:
    """Return the words under the amendments."""
    clauses = Clauses.of(kind, packs)
    assert clauses is not None
    words, report = amend(clauses.words, adopted.amendments)
    assert report.ok
    return words


def test_a_manuscript_that_nobody_touched_changes_nothing(adopt: Callable[[Edit], Adopted]) -> None:
    adopted = adopt(lambda _: None)
    assert (adopted.amendments, list(adopted.report)) == ((), [])


def test_comments_change_nothing(adopt: Callable[[Edit], Adopted]) -> None:
    def edit(document: Document) -> None:
        document.add_comment(the(document, LATER).runs[0], text="Проверить", author="Завуч")

    assert adopt(edit).amendments == ()


def test_a_manuscript_shows_tags_and_every_clause_and_nobody_s_data(paper: bytes) -> None:
    text = "\n".join(each.text for each in opened(io.BytesIO(paper)).paragraphs)
    assert "{{ curator.post|acc }} {{ curator.name.full|acc }} куратором" in text
    assert "исполняет другой куратор" in text
    assert LATER in text


def test_changed_words_become_a_replacement_that_remembers_what_was(
    adopt: Callable[[Edit], Adopted], packs: PackStack, kind: Kind
) -> None:
    def edit(document: Document) -> None:
        run = the(document, LATER).runs[0]
        run.text = run.text.replace("работник, назначенный", "заместитель, назначенный")

    adopted = adopt(edit)
    assert said(adopted) == [("replace", "order.deputy-later")]
    (amendment,) = adopted.amendments
    found = Clauses.of(kind, packs)
    assert found is not None
    node = found.words.find("order.deputy-later")
    assert node is not None
    assert amendment.was == amendment.digest_of(node[1])
    assert "заместитель, назначенный" in amendment.fields["text"]
    assert set(amendment.fields) == {"text"}  # the condition stays


def test_what_is_typed_at_either_end_of_a_clause_belongs_to_it(
    adopt: Callable[[Edit], Adopted],
) -> None:
    def edit(document: Document) -> None:
        the(document, LATER).add_run(" Приказ об этом издаёт директор.")

    (amendment,) = adopt(edit).amendments
    assert amendment.fields["text"].endswith("отдельным приказом. Приказ об этом издаёт директор.")


def test_bold_words_and_curled_quotes_in_tags_are_understood(
    adopt: Callable[[Edit], Adopted],
) -> None:
    def edit(document: Document) -> None:
        paragraph = the(document, "'Куратору' if")
        paragraph.runs[0].text = paragraph.runs[0].text.replace("'", "’")
        paragraph.add_run(" важно").bold = True

    (amendment,) = adopt(edit).amendments
    assert amendment.fields["text"] == (
        "{{ 'Куратору' if curators|length == 1 else 'Кураторам' }}: **важно**"
    )


def test_a_new_paragraph_is_a_new_clause_and_a_new_line_of_a_list_an_item(
    adopt: Callable[[Edit], Adopted], packs: PackStack, kind: Kind
) -> None:
    def edit(document: Document) -> None:
        for words, added in ((LATER, "Приказ вывесить."), ("each_curator", "новый куратор;")):
            paragraph = the(document, words)
            copy = deepcopy(paragraph._p)
            for mark in copy.xpath(".//w:bookmarkStart|.//w:bookmarkEnd"):
                mark.getparent().remove(mark)
            paragraph._p.addnext(copy)
            Paragraph(copy, paragraph._parent).text = added

    adopted = adopt(edit)
    assert said(adopted) == [
        ("after", "order.deputy-later"),
        ("replace", "order.appoint-several"),
    ]
    words = after(adopted, packs, kind)
    (section,) = (each for each in words.sections if each.id == "order")
    ids = [each.id for each in section.clauses]
    assert ids[ids.index("order.deputy-later") + 1] == "order.own-1"
    several = next(each for each in section.clauses if each.id == "order.appoint-several")
    assert [each.text for each in several.items][1:] == ["новый куратор;"]
    assert several.items[0].each  # what repeats an item stays


def test_a_paragraph_that_is_gone_is_told_and_removed(adopt: Callable[[Edit], Adopted]) -> None:
    adopted = adopt(lambda document: the(document, LATER)._p.getparent().remove(
        the(document, LATER)._p))  # fmt: skip
    assert said(adopted) == [("remove", "order.deputy-later")]
    assert [each.code for each in adopted.report] == ["DG291"]


def test_changed_words_of_the_template_itself_are_told(adopt: Callable[[Edit], Adopted]) -> None:
    def edit(document: Document) -> None:
        the(document, "ПРИКАЗЫВАЮ").runs[0].text = "РАСПОРЯЖАЮСЬ:"
        document.paragraphs[0].insert_paragraph_before("Слова над всеми пунктами.")

    adopted = adopt(edit)
    assert adopted.amendments == ()
    assert [each.code for each in adopted.report] == ["DG259", "DG259"]


def test_bold_words_of_the_template_itself_are_its_look_and_not_its_words(
    adopt: Callable[[Edit], Adopted],
) -> None:
    def edit(document: Document) -> None:
        the(document, "ПРИКАЗЫВАЮ").runs[0].bold = True

    adopted = adopt(edit)
    assert (adopted.amendments, list(adopted.report)) == ((), [])
    assert adopted.look.changes == ("абзац «ПРИКАЗЫВАЮ:»: полужирный",)


def test_an_edit_that_no_amendment_says_is_refused(adopt: Callable[[Edit], Adopted]) -> None:
    def edit(document: Document) -> None:
        for each in document.paragraphs:
            if "bookmarkStart" in each._p.xml and each.text.startswith(REASON):
                for run in each.runs:
                    run.text = ""

    with pytest.raises(TemplateError) as refused:
        adopt(edit)
    assert [each.code for each in refused.value.report] == ["DG294"]


def test_a_moved_clause_is_the_same_clause_elsewhere(
    adopt: Callable[[Edit], Adopted], packs: PackStack, kind: Kind
) -> None:
    def edit(document: Document) -> None:
        moved, goal = the(document, LATER)._p, the(document, "each_curator")._p
        goal.addnext(moved)

    words = after(adopt(edit), packs, kind)
    ids = [each.id for each in words.sections[0].clauses]
    assert ids.index("order.deputy-later") == ids.index("order.appoint-several") + 1
    found = words.find("order.deputy-later")
    assert found is not None
    assert found[1].when == "curators|length == 1"


def test_a_clause_that_lost_its_bookmark_is_known_by_its_words(
    adopt: Callable[[Edit], Adopted],
) -> None:
    def edit(document: Document) -> None:
        paragraph = the(document, LATER)
        for mark in paragraph._p.xpath(".//w:bookmarkStart"):
            mark.getparent().remove(mark)
        paragraph.runs[0].text = paragraph.runs[0].text.replace("отдельным", "особым")

    adopted = adopt(edit)
    assert said(adopted) == [("replace", "order.deputy-later")]
    (found,) = adopted.report
    assert found.code == "DG290"
    assert "%" in found.message


def test_a_file_that_is_no_manuscript_is_refused(packs: PackStack, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    opened().save(buffer)
    with pytest.raises(TemplateError) as refused:
        studio.recognised(packs, buffer.getvalue())
    assert [each.code for each in refused.value.report] == ["DG292"]
    with pytest.raises(TemplateError) as refused:
        studio.manuscript(packs, packs.kind("roadmap"))
    assert [each.code for each in refused.value.report] == ["DG293"]


def test_a_kind_without_a_template_is_refused(tmp_path: Path, paper: bytes, own: Pack) -> None:
    folder = tmp_path / "docx" / "bare"
    folder.mkdir(parents=True)
    (folder / "kind.yaml").write_text("{title: Голый, short: Голый, per: programme}", "utf-8")
    clauses = "sections: [{id: one, clauses: [{id: one.first, text: Первый.}]}]"
    (folder / "clauses.yaml").write_text(clauses, "utf-8")
    packs = stack(tmp_path)
    with pytest.raises(TemplateError) as refused:
        studio.adopt(packs, packs.kind("bare"), own, paper)
    assert [each.code for each in refused.value.report] == ["DG268"]


def test_the_commands_make_a_file_and_take_it_back(tmp_path: Path) -> None:
    file = tmp_path / "правка.docx"
    assert run("template", "edit", KIND, "-o", file, "-C", tmp_path).exit_code == 0
    again = run("template", "edit", KIND, "-o", file, "-C", tmp_path)
    assert (again.exit_code, "DG295" in again.stderr) == (1, True)
    document = opened(str(file))
    the(document, LATER).add_run(" Сразу.")
    document.save(str(file))
    assert run("template", "adopt", file, "-C", tmp_path, "--dry-run").exit_code == 0
    assert not (tmp_path / "templates").exists()
    taken = run("template", "adopt", file, "-C", tmp_path, "--yes")
    assert taken.exit_code == 0, taken.stderr
    written = tmp_path / "templates" / "docx" / KIND / "amendments.yaml"
    first = written.read_text(encoding="utf-8")
    assert "приказом. Сразу." in " ".join(first.split())
    the(document, LATER).add_run(" Всегда.")
    document.save(str(file))
    run("template", "adopt", file, "-C", tmp_path, "--yes")
    assert "Всегда" in written.read_text(encoding="utf-8")
    kept = tmp_path / "templates" / "Прежние версии" / "docx" / KIND / "amendments.yaml"
    assert kept.read_text(encoding="utf-8") == first


@pytest.mark.soffice
def test_what_libreoffice_edited_with_tracked_changes_is_read_back(
    office: Office, packs: PackStack, own: Pack, paper: bytes, desk: Path
) -> None:
    kind = packs.kind(KIND)
    steps = """
  doc.RecordChanges = True
  words = Found(doc, "работник, назначенный отдельным приказом")
  words.String = "заместитель директора"
  gone = Found(doc, "исполняет другой куратор")
  range = doc.Text.createTextCursorByRange(gone)
  range.gotoStartOfParagraph(False)
  range.gotoEndOfParagraph(True)
  range.goRight(1, True)
  range.String = ""
  doc.RecordChanges = False
  last = doc.Text.createTextCursorByRange(Found(doc, "составить базы наставляемых"))
  last.gotoEndOfParagraph(False)
  doc.Text.insertControlCharacter(last, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
  doc.Text.insertString(last, "Обновлять базы ежемесячно.", False)
  pasted = Found(doc, "Обновлять базы")
  pasted.CharFontName = "Arial"
  pasted.CharHeight = 20
  pasted.CharColor = 16711680
"""
    docx = edited(paper, steps, office, desk)
    adopted = studio.adopt(packs, kind, own, docx)
    assert sorted(said(adopted)) == [
        ("after", "order.first.bases"),
        ("remove", "order.deputy"),
        ("replace", "order.deputy-later"),
    ]
    words = after(adopted, packs, kind)
    found = words.find("order.deputy-later")
    assert found is not None
    text = getattr(found[1], "text", "")
    assert text == "На время отсутствия куратора его обязанности исполняет заместитель директора."
    added = words.find("order.own-1")
    assert added is not None
    assert getattr(added[1], "text", "") == "Обновлять базы ежемесячно."


def test_adopting_answers_in_json(tmp_path: Path, paper: bytes) -> None:
    file = tmp_path / "x.docx"
    file.write_bytes(paper)
    given = answer(run("template", "adopt", file, "-C", tmp_path, "--json", "--yes"))
    assert given["outputs"] == []
