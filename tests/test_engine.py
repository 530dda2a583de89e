"""A project becomes documents: whole ones, the same ones each time, or findings."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from docgen import engine
from docgen.engine import Built
from docgen.errors import DocgenError
from tests.openxml import assert_valid
from tests.programmes import SCHOOL, STUDENTS, TEACHERS, project

BOTH = (
    SCHOOL
    + STUDENTS.partition("programme:")[0]
    + TEACHERS.lstrip("\n")
    .replace("[teachers]", "[students, teachers]")
    .replace("[teacher-teacher]", "[student-student, teacher-teacher]")
    + "  - {id: p2, form: student-student, mentors: [s1], mentees: [s2]}\n"
)


def built(folder: Path, text: str = SCHOOL + TEACHERS, *kinds: str) -> Built:
    """Build a programme into `folder/out`."""
    loaded = engine.load(project(folder, text))
    assert loaded.programme is not None, list(loaded.report)
    return engine.build(loaded, folder / "out", kinds)


def words(docx: Path) -> str:
    """Return the text of a document's body, a space for each no-break space."""
    xml = zipfile.ZipFile(docx).read("word/document.xml").decode("utf-8")
    paragraphs = re.sub(r"</w:p>|<w:tab/>|<w:br/>", "\n", xml)
    return re.sub(r"<[^>]+>", "", paragraphs).replace("\u00a0", " ")


def test_every_kind_of_both_tracks_is_made_sound(tmp_path: Path) -> None:
    made = built(tmp_path, BOTH)
    assert made.report.ok, list(made.report)
    assert len(made.outputs) == len(made.plan.jobs) > 8
    for output in made.outputs:
        assert_valid(output.docx.read_bytes(), output.docx.name)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = built(tmp_path / "one", BOTH), built(tmp_path / "two", BOTH)
    for first, second in zip(one.outputs, two.outputs, strict=True):
        assert first.docx.read_bytes() == second.docx.read_bytes(), first.job.name


def test_missing_numbers_and_dates_are_blanks_and_are_listed(tmp_path: Path) -> None:
    order = built(tmp_path, SCHOOL + TEACHERS, "order-adoption").outputs[0]
    assert order.blanks
    assert any("номер" in label for label in order.blanks)
    text = SCHOOL + TEACHERS + "documents:\n  order-adoption: {number: 12-од, date: 28.08.2026}\n"
    order = built(tmp_path, text, "order-adoption").outputs[0]
    assert not order.blanks
    assert "№ 12-од" in words(order.docx)
    assert "28.08.2026" in words(order.docx)


def test_the_order_names_the_curator_in_the_right_case(tmp_path: Path) -> None:
    text = words(built(tmp_path, SCHOOL + TEACHERS, "order-curator").outputs[0].docx)
    assert "Придуманную Анну Сергеевну" in text
    assert "заместителя директора" in text


def test_the_pair_is_the_same_in_the_order_and_in_its_annex(tmp_path: Path) -> None:
    text = words(built(tmp_path, SCHOOL + TEACHERS, "order-pairs").outputs[0].docx)
    assert "Примерова Ольга" in text
    assert "Образцов Илья" in text


def test_numbers_of_references_are_those_of_their_clauses(tmp_path: Path) -> None:
    docx = built(tmp_path, BOTH, "regulation-students").outputs[0].docx
    xml = zipfile.ZipFile(docx).read("word/document.xml").decode("utf-8")
    targets = re.findall(r"REF (\w+) ", xml)
    assert len(targets) >= 8
    assert all(f'w:name="{target}"' in xml for target in targets)


def test_an_act_that_the_register_lacks_is_a_finding_and_the_rest_is_made(tmp_path: Path) -> None:
    text = SCHOOL + TEACHERS.replace("curators: [cur]", "curators: [cur]\n  acts: [no-such-act]")
    loaded = engine.load(project(tmp_path, text))
    if loaded.programme is None:
        assert "no-such-act" in str(list(loaded.report))
        return
    made = engine.build(loaded, tmp_path / "out")
    assert "DG267" in {found.code for found in made.report}


def test_a_broken_template_of_the_school_stops_only_its_own_kind(tmp_path: Path) -> None:
    own = tmp_path / engine.OWN_PACK / "docx" / "model"
    own.mkdir(parents=True)
    (own / "template.docx").write_bytes(b"not a document")
    made = built(tmp_path)
    assert not made.report.ok
    assert "model" not in {output.job.kind for output in made.outputs}
    assert len(made.outputs) == len(made.plan.jobs) - 1


def test_a_kind_without_a_template_is_a_finding(tmp_path: Path) -> None:
    own = tmp_path / engine.OWN_PACK / "docx" / "thanks"
    own.mkdir(parents=True)
    (own / "kind.yaml").write_text("title: Благодарность\nshort: Благодарность\n", encoding="utf-8")
    made = built(tmp_path, SCHOOL + TEACHERS, "thanks")
    assert [found.code for found in made.report] == ["DG268"]


def test_a_condition_that_cannot_be_computed_is_a_finding(tmp_path: Path) -> None:
    own = tmp_path / engine.OWN_PACK / "docx" / "thanks"
    own.mkdir(parents=True)
    (own / "kind.yaml").write_text("title: Т\nshort: Т\nwhen: no.such\n", encoding="utf-8")
    loaded = engine.load(project(tmp_path))
    with pytest.raises(DocgenError) as caught:
        engine.build(loaded, tmp_path / "out")
    assert [found.code for found in caught.value.report] == ["DG269"]


def test_what_was_made_before_stays_when_nothing_can_be_made(tmp_path: Path) -> None:
    made = built(tmp_path, SCHOOL + TEACHERS, "model")
    before = made.outputs[0].docx.read_bytes()
    own = tmp_path / engine.OWN_PACK / "docx" / "model"
    own.mkdir(parents=True)
    (own / "template.docx").write_bytes(b"not a document")
    assert not built(tmp_path, SCHOOL + TEACHERS, "model").outputs
    assert made.outputs[0].docx.read_bytes() == before
    assert not list((tmp_path / "out").glob(".docgen-*"))


def test_a_signed_document_is_never_written_again(tmp_path: Path) -> None:
    signed = "documents:\n  order-pairs: {number: 1-од, date: 01.10.2026, status: signed}\n"
    first = built(tmp_path, SCHOOL + TEACHERS + signed, "order-pairs")
    assert not first.outputs[0].kept
    first.outputs[0].docx.write_bytes(b"signed by hand")
    again = built(tmp_path, SCHOOL + TEACHERS + signed, "order-pairs")
    assert again.outputs[0].kept
    assert again.outputs[0].docx.read_bytes() == b"signed by hand"
    assert [found.code for found in again.report] == ["DG550"]
    assert again.report.ok


def test_a_signature_on_one_paper_is_not_a_signature_on_all(tmp_path: Path) -> None:
    signed = "documents:\n  pair-plan/p1: {status: signed}\n"
    text = SCHOOL + TEACHERS.replace("[t1]", "[t2]").replace("mentees: [t2]", "mentees: [t1]")
    text += "  - {id: p2, form: teacher-teacher, mentors: [t1], mentees: [t2]}\n" + signed
    built(tmp_path, text, "pair-plan")
    again = built(tmp_path, text, "pair-plan")
    assert {output.job.subject: output.kept for output in again.outputs} == {
        "p1": True,
        "p2": False,
    }


def test_a_heading_of_the_programme_is_printed_as_typed(tmp_path: Path) -> None:
    text = SCHOOL + TEACHERS + "documents: {model: {heading: 'О {{ 1/0 }} & *деле*'}}\n"
    assert "О {{ 1/0 }} &amp; *деле*" in words(built(tmp_path, text, "model").outputs[0].docx)


def test_a_kind_that_may_name_private_facts_may_ask_for_them_in_its_condition(
    tmp_path: Path,
) -> None:
    own = tmp_path / engine.OWN_PACK / "docx" / "thanks"
    own.mkdir(parents=True)
    kind = "title: Т\nshort: Т\nper: person\npersonal: да\nwhen: person.birth_date\n"
    (own / "kind.yaml").write_text(kind, encoding="utf-8")
    loaded = engine.load(project(tmp_path))
    plan, report = engine.plan(loaded, ["thanks"])
    assert (report.ok, plan.jobs) == (True, ())


def test_what_a_school_changes_in_its_pack_is_seen_at_once(tmp_path: Path) -> None:
    own = tmp_path / engine.OWN_PACK / "docx" / "model"
    own.mkdir(parents=True)
    for short in ("Модель школы", "Наша модель"):
        (own / "kind.yaml").write_text(f"short: {short}\n", encoding="utf-8")
        plan, _ = engine.plan(engine.load(project(tmp_path)), ["model"])
        assert plan.jobs[0].name.startswith("07 ")
        assert engine.load(project(tmp_path)).packs.kind("model").short == short


def test_a_programme_with_errors_is_not_built(tmp_path: Path) -> None:
    loaded = engine.load(
        project(tmp_path, SCHOOL + TEACHERS.replace("mentors: [t1]", "mentors: [t9]"))
    )
    assert loaded.programme is None
    assert not loaded.report.ok
    with pytest.raises(DocgenError):
        engine.build(loaded, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_missing_programme_is_a_finding(tmp_path: Path) -> None:
    loaded = engine.load(tmp_path / "нет такой папки")
    assert loaded.programme is None
    assert [found.code for found in loaded.report] == ["DG101"]


def test_findings_of_reading_and_of_the_schema_come_together(tmp_path: Path) -> None:
    text = (SCHOOL + TEACHERS).replace("school_year: 2026/27", "school_year: 2026/27\n  goal: дeло")
    loaded = engine.load(project(tmp_path, text.replace("kind: head}", "kind: hed}", 1)))
    assert {"DG109"} < {found.code for found in loaded.report}


def test_values_with_markup_of_every_sort_come_out_exactly(tmp_path: Path) -> None:
    nasty = "{{ 7*7 }} {% if x %} & <b> ]]> *звёзды* \\"
    text = SCHOOL + TEACHERS.replace("curators: [cur]", f"curators: [cur]\n  goal: '{nasty}'")
    out = words(built(tmp_path, text, "programme").outputs[0].docx)
    assert nasty.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in out
