"""The second run, and the next month's: only what changed is made, and nothing is ever lost."""

from __future__ import annotations

import gc
import os
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from docgen import engine
from docgen.diagnostics import Diagnostic, Report
from docgen.engine import Built, Reason, State
from docgen.engine.press import Press
from docgen.errors import EnvironmentProblem, OutputError
from docgen.files import digest
from docgen.locking import locked
from tests.compiled import COMPILED
from tests.crowd import KINDS, crowd, documents
from tests.programmes import project

PAIRS = 4


def build(folder: Path, text: str = "", *kinds: str, **how: object) -> Built:
    """Build a programme into `folder/out`; without a text, the one that is there."""
    if text:
        project(folder, text)
    loaded = engine.load(folder)
    assert loaded.programme is not None, list(loaded.report)
    how = {"compiled": COMPILED} | how
    return engine.build(loaded, folder / "out", kinds or KINDS, **how)  # type: ignore[arg-type]


def made(built: Built) -> dict[str, tuple[Reason, ...]]:
    """Return what was made and why."""
    return {
        f"{output.job.kind}/{output.job.subject}": output.why
        for output in built.outputs
        if output.state is State.MADE
    }


def codes(built: Built) -> list[str]:
    """Return the codes of what was found."""
    return [found.code for found in built.report]


def times(folder: Path) -> dict[str, int]:
    """Return when each document was written."""
    return {name: (folder / name).stat().st_mtime_ns for name in documents(folder)}


@pytest.fixture
def done(tmp_path: Path) -> Path:
    """A programme of four pairs that was built once."""
    built = build(tmp_path, crowd(PAIRS))
    assert built.count(State.MADE) == len(KINDS) * PAIRS
    assert set(made(built).values()) == {(Reason.NEW,)}
    return tmp_path


def some(folder: Path, kind: str = "Персонализированная") -> Path:
    """Return the first document of a kind."""
    return min(folder.joinpath("out").rglob(f"*{kind}*.docx"))


# ---------------------------------------------------------------- nothing changed


def test_a_second_run_makes_nothing_and_touches_nothing(done: Path) -> None:
    before = times(done / "out")
    again = build(done)
    assert again.count(State.SAME) == len(again.plan.jobs) == len(KINDS) * PAIRS
    assert times(done / "out") == before
    assert not again.report


def test_blanks_and_doubtful_forms_are_told_by_every_run(tmp_path: Path) -> None:
    text = crowd(2).replace("last_name: Образцов", "last_name: Дудек")
    first, again = build(tmp_path, text), build(tmp_path)
    assert "DG120" in codes(first)
    assert again.report == first.report
    assert [each.blanks for each in again.outputs] == [each.blanks for each in first.outputs]
    assert any(each.blanks for each in again.outputs)


def test_a_change_that_no_document_prints_makes_none(done: Path) -> None:
    spare = "  - {id: spare, last_name: Запасной, first_name: Лев, kind: teacher, gender: m}\n"
    before = times(done / "out")
    again = build(done, crowd(PAIRS).replace("\nprogramme:", f"\n{spare}programme:", 1))
    assert made(again) == {}
    assert times(done / "out") == before


def test_what_lies_there_already_is_taken_as_it_is(done: Path) -> None:
    before = times(done / "out")
    (done / "out" / ".docgen" / "manifest.jsonl").unlink()
    assert made(build(done)) == {}
    assert times(done / "out") == before
    assert not build(done).report


def test_a_damaged_record_is_a_finding_and_all_is_checked_by_the_files(done: Path) -> None:
    (done / "out" / ".docgen" / "manifest.jsonl").write_bytes(b"\x00" * 100)
    before = times(done / "out")
    again = build(done)
    assert codes(again) == ["DG557"]
    assert made(again) == {}
    assert times(done / "out") == before
    assert codes(build(done)) == []


# ---------------------------------------------------------------- something changed


def test_a_changed_pair_makes_its_documents_and_no_other(done: Path) -> None:
    before = documents(done / "out")
    again = build(done, crowd(PAIRS, goals={1: "Новая цель"}))
    assert set(made(again)) == {"pair-plan/p001", "order-pair/p001"}
    assert set(made(again).values()) == {(Reason.DATA,)}
    now = documents(done / "out")
    assert {name for name in now if now[name] != before[name]} == {
        str(output.docx.relative_to(done / "out"))
        for output in again.outputs
        if output.state is State.MADE
    }


def test_a_changed_person_makes_every_document_that_names_them(done: Path) -> None:
    again = build(done, crowd(PAIRS).replace("post: учитель}", "post: учитель химии}", 1))
    assert {name.partition("/")[2] for name in made(again)} <= {"p000", "t0", "t1"}
    assert "order-pair/p000" in made(again)


def test_a_school_s_own_template_is_why_documents_are_made(done: Path) -> None:
    own = done / engine.OWN_PACK / "docx" / "mentor-consent"
    own.mkdir(parents=True)
    theirs = engine.load(done).packs
    clauses = theirs.find(theirs.kind("mentor-consent"), "clauses.yaml")
    template = theirs.find(theirs.kind("mentor-consent"), "template.docx")
    assert clauses
    assert template
    words = clauses.read_text(encoding="utf-8")
    (own / "clauses.yaml").write_text(words.replace("согласие", "СОГЛАСИЕ"), "utf-8")
    again = made(build(done))
    assert {why for name, why in again.items() if "consent" in name} == {(Reason.TEXTS,)}
    assert all(name.startswith("mentor-consent") for name in again)
    (own / "template.docx").write_bytes(restyled(template))
    assert set(made(build(done)).values()) == {(Reason.TEMPLATE,)}


def restyled(template: Path) -> bytes:
    """Return a template in another font."""
    made = BytesIO()
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Times New Roman", b"PT Astra Serif"))
    return made.getvalue()


def test_a_lost_file_is_made_again(done: Path) -> None:
    lost = some(done)
    content = lost.read_bytes()
    lost.unlink()
    assert list(made(build(done)).values()) == [(Reason.LOST,)]
    assert lost.read_bytes() == content


def test_a_dry_run_says_what_would_be_made_and_why_and_makes_nothing(done: Path) -> None:
    some(done).unlink()
    text = crowd(PAIRS, without=3, goals={1: "Новая цель"})
    project(done, text)
    before, record = times(done / "out"), documents(done / "out" / ".docgen")
    rehearsal = build(done, dry=True)
    assert set(made(rehearsal).values()) == {(Reason.DATA,), (Reason.LOST,)}
    assert len(rehearsal.moved) == len(KINDS)
    assert times(done / "out") == before
    assert documents(done / "out" / ".docgen") == record
    real = build(done)
    assert (made(real), real.moved) == (made(rehearsal), rehearsal.moved)


def test_a_dry_run_of_a_new_programme_makes_no_folder(tmp_path: Path) -> None:
    assert made(build(tmp_path, crowd(1), dry=True))
    assert not (tmp_path / "out").exists()


# ---------------------------------------------------------------- what people did


def test_a_document_edited_in_word_is_moved_aside_and_never_lost(done: Path) -> None:
    edited, ours = some(done), some(done).read_bytes()
    edited.write_bytes(b"what somebody wrote")
    os.utime(edited, (time.mktime((2026, 9, 3, 12, 0, 0, 0, 0, -1)),) * 2)
    again = build(done)
    assert list(made(again).values()) == [(Reason.EDITED,)]
    assert codes(again) == ["DG554"]
    assert again.report.ok
    assert edited.read_bytes() == ours
    aside = done / "out" / "Прежние версии" / edited.parent.name / f"2026-09-03 {edited.name}"
    assert aside.read_bytes() == b"what somebody wrote"
    assert made(build(done)) == {}


def test_two_edits_of_a_day_are_both_kept(done: Path) -> None:
    for words in (b"one", b"two"):
        some(done).write_bytes(words)
        build(done)
    kept = [path.read_bytes() for path in (done / "out" / "Прежние версии").rglob("*.docx")]
    assert sorted(kept) == [b"one", b"two"]


def test_the_workbook_beside_a_document_is_kept_as_well(tmp_path: Path) -> None:
    first = build(tmp_path, crowd(1), "declensions")
    assert first.outputs[0].xlsx
    first.outputs[0].xlsx.write_bytes(b"filled in by a person")
    again = build(tmp_path, "", "declensions")
    assert codes(again) == ["DG554"]
    (aside,) = (tmp_path / "out" / "Прежние версии").rglob("*.xlsx")
    assert aside.read_bytes() == b"filled in by a person"
    assert build(tmp_path, "", "declensions").count(State.SAME) == 1


def test_the_documents_of_a_removed_pair_are_moved_aside(done: Path) -> None:
    before = documents(done / "out")
    again = build(done, crowd(PAIRS, without=2))
    assert made(again) == {}
    assert len(again.moved) == len(KINDS)
    assert codes(again) == ["DG555"] * len(KINDS)
    now = documents(done / "out")
    moved = {name.removeprefix(f"Больше не нужны{os.sep}"): now[name] for name in now}
    assert moved == before
    assert sum(name.startswith("Больше не нужны") for name in now) == len(KINDS)
    assert not build(done).moved


def test_a_document_that_gets_another_name_leaves_none_under_the_old_one(done: Path) -> None:
    again = build(done, crowd(PAIRS).replace("last_name: Примеров", "last_name: Дневников", 1))
    assert 0 < len(again.moved) <= len(made(again))
    planned = {f"{job.path}.docx" for job in again.plan.jobs}
    there = {name for name in documents(done / "out") if not name.startswith("Больше")}
    assert there == planned


def test_two_pairs_that_change_names_lose_nothing(done: Path) -> None:
    lines = crowd(PAIRS).splitlines(keepends=True)
    at = [number for number, line in enumerate(lines) if "{id: p00" in line][:2]
    lines[at[0]] = lines[at[0]].replace("t0]", "t2]").replace("t1]", "t3]")
    lines[at[1]] = lines[at[1]].replace("t2]", "t0]").replace("t3]", "t1]")
    again = build(done, "".join(lines))
    assert again.report.ok
    assert not again.moved
    assert "DG554" not in codes(again)
    assert made(build(done)) == {}


def test_a_build_of_named_kinds_moves_none_of_the_others(done: Path) -> None:
    again = build(done, crowd(PAIRS, without=2), "pair-plan")
    assert len(again.moved) == 1
    assert "Персонализированная" in again.moved[0]


def test_a_file_that_docgen_did_not_make_is_left_alone(done: Path) -> None:
    own = some(done).with_name("Моя записка.docx")
    own.write_bytes(b"mine")
    build(done, crowd(PAIRS, without=2))
    assert own.read_bytes() == b"mine"


def test_a_signed_document_stays_when_it_is_planned_no_more(tmp_path: Path) -> None:
    kinds = ("order-pairs", "order-pair")
    signed = "documents: {order-pairs: {number: 1-од, date: 01.10.2026, status: signed}}\n"
    together = build(tmp_path, crowd(2).replace("  orders: per-pair\n", "") + signed, *kinds)
    (order,) = together.outputs
    apart = build(tmp_path, crowd(2) + signed, *kinds)
    assert (len(apart.outputs), apart.moved) == (2, ())
    assert order.docx.exists()
    assert len(build(tmp_path, crowd(2), *kinds).moved) == 1


def test_a_signed_document_stays_under_the_name_it_was_signed_with(done: Path) -> None:
    signed = "documents: {pair-plan/p002: {status: signed}}\n"
    before = documents(done / "out")
    renamed = crowd(PAIRS).replace("last_name: Учебников", "last_name: Дневников", 1)
    built = build(done, renamed + signed, "pair-plan")
    (kept,) = (output for output in built.outputs if output.kept)
    assert kept.job.subject == "p002"
    assert documents(done / "out") == before
    assert codes(built) == ["DG550"]


# ---------------------------------------------------------------- what could not be made


def broken(folder: Path, kind: str = "pair-plan") -> Path:
    """Break the school's own template of a kind; return where it is."""
    own = folder / engine.OWN_PACK / "docx" / kind / "template.docx"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(b"not a document")
    return own


def test_what_failed_is_named_and_can_be_repeated_alone(tmp_path: Path) -> None:
    template = broken(project(tmp_path, crowd(PAIRS)))
    first = build(tmp_path)
    assert not first.report.ok
    assert [failure.job.kind for failure in first.failures] == ["pair-plan"] * PAIRS
    assert len(first.outputs) == (len(KINDS) - 1) * PAIRS
    template.unlink()
    again = build(tmp_path, failed=True)
    assert [job.kind for job in again.plan.jobs] == ["pair-plan"] * PAIRS
    assert again.count(State.MADE) == PAIRS
    assert build(tmp_path, failed=True).plan.jobs == ()
    assert made(build(tmp_path)) == {}


def test_one_bad_record_stops_no_other_and_its_former_document_stays(done: Path) -> None:
    before = documents(done / "out")
    own = done / engine.OWN_PACK / "docx" / "pair-plan"
    own.mkdir(parents=True)
    bad = "{{ pair.mentors[1 if pair.id == 'p002' else 0].name.full }}"
    (own / "kind.yaml").write_text(f'heading: "{bad}"\n', encoding="utf-8")
    again = build(done)
    assert [failure.job.subject for failure in again.failures] == ["p002"], list(again.report)
    assert all(found.place.file for found in again.failures[0].report)
    now = documents(done / "out")
    name = f"{again.failures[0].job.path}.docx"
    assert now[name] == before[name]
    assert {name for name in now if now[name] != before[name]} == {
        f"{job.path}.docx" for job in again.plan.of("pair-plan") if job.subject != "p002"
    }


def test_a_failure_of_the_disk_concerns_one_document(done: Path) -> None:
    taken = some(done)
    taken.unlink()
    taken.mkdir()
    again = build(done)
    assert codes(again) == ["DG506"]
    assert len(again.failures) == 1
    assert len(again.outputs) == len(again.plan.jobs) - 1
    taken.rmdir()
    assert build(done, failed=True).count(State.MADE) == 1


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_place_that_leads_elsewhere_concerns_one_document(done: Path) -> None:
    linked, outside = some(done), done / "outside.docx"
    linked.unlink()
    outside.write_bytes(b"somebody's")
    linked.symlink_to(outside)
    again = build(done)
    assert codes(again) == ["DG501"]
    assert len(again.outputs) == len(again.plan.jobs) - 1
    assert outside.read_bytes() == b"somebody's"


def test_a_document_that_cannot_be_moved_aside_is_a_finding_and_goes_the_next_time(
    done: Path,
) -> None:
    taken = done / "out" / "Больше не нужны"
    taken.write_text("занято", encoding="utf-8")
    before = documents(done / "out")
    again = build(done, crowd(PAIRS, without=2))
    assert not again.report.ok
    assert again.count(State.SAME) == len(again.plan.jobs)
    assert documents(done / "out") == before
    taken.unlink()
    assert len(build(done).moved) == len(KINDS)


def test_two_runs_do_not_mix_in_one_folder(done: Path) -> None:
    with locked(done / "out" / ".docgen" / "lock"), pytest.raises(OutputError) as caught:
        build(done)
    (found,) = caught.value.report
    assert found.code == "DG508"
    assert str(os.getpid()) in found.message
    assert build(done).report.ok


# ---------------------------------------------------------------- PDF


class Paperless:
    """A converter that copies, and fails where it is told to."""

    def __init__(self, *fails: str, form: str = "") -> None:
        self.form = form
        self.asked: list[str] = []
        self.others: dict[str, Paperless] = {}
        self.report = Report([Diagnostic("DG905", name) for name in fails])
        self._fails = fails

    def of(self, form: str) -> Paperless:
        return self.others.setdefault(form, Paperless(*self._fails, form=form))

    def open(self, *, done, **_: object) -> Paperless:
        self._done = done
        return self

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass

    def add(self, docx: Path, pdf: Path) -> None:
        self.asked.append(docx.name)
        if docx.name not in self._fails:
            pdf.write_bytes(b"%PDF of " + digest(docx.read_bytes()).encode())
            self._done(pdf)


def test_only_changed_documents_are_converted_again(done: Path) -> None:
    first = Paperless()
    built = build(done, converter=first)
    assert len(first.asked) == len(KINDS) * PAIRS
    assert all(output.pdf and output.pdf_made for output in built.outputs)
    again = Paperless()
    assert all(output.pdf for output in build(done, converter=again).outputs)
    assert again.asked == []
    changed = Paperless()
    build(done, crowd(PAIRS, goals={1: "Новая цель"}), converter=changed)
    assert len(changed.asked) == 2


def test_pdfs_are_made_while_other_documents_are_still_printed(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    build(tmp_path, crowd(1), converter=Paperless(), progress=lambda *said: heard.append(said))
    number = len(KINDS)
    made = [(what, n, number) for n in range(1, number + 1) for what in ("DOCX", "PDF")]
    assert heard == [made[0], ("PDF", 0, number), *made[1:]]


def test_documents_are_made_all_the_same_when_nothing_can_be_converted(tmp_path: Path) -> None:
    class Hopeless(Paperless):
        def add(self, *_: Path) -> None:
            raise EnvironmentProblem(Diagnostic("DG911", "Нет места"))

    built = build(tmp_path, crowd(1), converter=Hopeless())
    assert codes(built) == ["DG558", "DG911"]
    assert all(output.docx.exists() and not output.pdf for output in built.outputs)
    assert len(build(tmp_path, failed=True).outputs) == len(KINDS)


def test_a_lost_or_edited_pdf_is_made_again(done: Path) -> None:
    build(done, converter=Paperless())
    lost, edited = some(done).with_suffix(".pdf"), some(done, "Приказ").with_suffix(".pdf")
    lost.unlink()
    edited.write_bytes(b"with a note")
    again = Paperless()
    built = build(done, converter=again)
    assert sorted(again.asked) == sorted([f"{lost.stem}.docx", f"{edited.stem}.docx"])
    assert codes(built) == ["DG554"]
    assert b"%PDF" in edited.read_bytes()


def test_pdfs_of_another_form_are_made_anew(done: Path) -> None:
    build(done, converter=Paperless())
    archive = Paperless(form="pdf/a")
    build(done, converter=archive)
    assert len(archive.asked) == len(KINDS) * PAIRS
    again = Paperless(form="pdf/a")
    assert codes(build(done, converter=again)) == []
    assert again.asked == []
    assert codes(build(done)) == []


def test_a_pdf_of_what_a_document_was_before_is_said(done: Path) -> None:
    build(done, converter=Paperless())
    assert codes(build(done, crowd(PAIRS, goals={1: "Новая цель"}))) == ["DG556"]
    assert codes(build(done, converter=Paperless())) == []


def test_a_pdf_that_failed_is_repeated_and_the_rest_is_not(done: Path) -> None:
    name = some(done).name
    assert codes(build(done, converter=Paperless(name))) == ["DG558", "DG905"]
    assert codes(build(done, failed=True)) == ["DG558"]  # without PDF nothing is repeated
    again = Paperless()
    assert codes(build(done, converter=again, failed=True)) == []
    assert again.asked == [name]
    assert build(done, converter=Paperless(), failed=True).plan.jobs == ()


def test_what_is_repeated_has_the_pdf_that_it_was_to_have(done: Path) -> None:
    failed, other = some(done).name, some(done, "Приказ").name
    build(done, converter=Paperless(failed, form="pdf/a"))
    build(done, "", "order-pair", converter=Paperless(other))
    again = Paperless()
    built = build(done, converter=again, failed=True)
    assert (again.asked, again.others["pdf/a"].asked) == ([other], [failed])
    assert codes(built) == []
    assert all(output.pdf_made for output in built.outputs)
    build(done, converter=Paperless(failed))
    wanted = Paperless(form="pdf/a")
    build(done, converter=wanted, failed=True)
    assert wanted.asked == [failed]


def test_a_document_that_failed_is_yet_to_have_its_pdf(tmp_path: Path) -> None:
    template = broken(project(tmp_path, crowd(2)))
    build(tmp_path, converter=Paperless(form="pdf/a"))
    template.unlink()
    assert codes(build(tmp_path, failed=True)) == ["DG558"]
    again = Paperless()
    assert codes(build(tmp_path, failed=True, converter=again)) == []
    assert len(again.others["pdf/a"].asked) == 2
    same = Paperless(form="pdf/a")
    assert codes(build(tmp_path, converter=same)) == []
    assert same.asked == again.asked == []


def test_documents_of_a_repaired_record_get_the_pdfs_of_the_others(tmp_path: Path) -> None:
    wrong = crowd(2).replace("mentors: [t2]", "mentors: [nobody]")
    rest = engine.spared(engine.load(project(tmp_path, wrong)))
    assert rest is not None
    first = Paperless(form="pdf/a")
    engine.build(rest, tmp_path / "out", KINDS, converter=first, compiled=COMPILED)
    project(tmp_path, crowd(2))
    again = Paperless()
    assert codes(build(tmp_path, failed=True, converter=again)) == []
    repaired = again.others["pdf/a"].asked
    assert (len(first.asked), len(repaired)) == (len(KINDS), len(KINDS))
    assert not {*first.asked} & {*repaired}


def test_a_programme_that_was_refused_gets_the_pdfs_that_were_asked_for(done: Path) -> None:
    build(done, converter=Paperless())
    engine.keep_refusal(done / "out", engine.load(done), KINDS[:2], "pdf/a")
    again = Paperless()
    assert codes(build(done, "", *KINDS[:2], failed=True, converter=again)) == []
    assert again.asked == []
    assert len(again.others["pdf/a"].asked) == 2 * PAIRS


def test_a_pdf_made_by_hand_where_none_came_out_is_not_lost(done: Path) -> None:
    failed = some(done)
    build(done, converter=Paperless(failed.name))
    failed.with_suffix(".pdf").write_bytes(b"saved by Word")
    assert codes(build(done, converter=Paperless())) == ["DG554"]
    (kept,) = (done / "out" / "Прежние версии").rglob("*.pdf")
    assert kept.read_bytes() == b"saved by Word"


def test_the_pdf_of_before_stays_ours_when_the_next_fails(done: Path) -> None:
    build(done, converter=Paperless())
    changed = crowd(PAIRS, goals={1: "Новая цель"})
    names = [output.docx.name for output in build(done, changed, dry=True).outputs if output.why]
    assert codes(build(done, changed, converter=Paperless(*names))) == ["DG558", *["DG905"] * 2]
    assert codes(build(done)) == ["DG558"]
    assert codes(build(done, converter=Paperless())) == []


def test_a_converter_is_not_even_opened_when_every_pdf_is_there(done: Path) -> None:
    class Absent(Paperless):
        def open(self, **_: object) -> Paperless:
            raise EnvironmentProblem(Diagnostic("DG901", "Нет LibreOffice"))

    build(done, converter=Paperless())
    built = build(done, converter=Absent())
    assert codes(built) == []
    assert all(output.pdf for output in built.outputs)
    edited = some(done).with_suffix(".pdf")
    edited.write_bytes(b"with a note")
    assert codes(build(done, converter=Absent())) == ["DG558", "DG901"]
    assert edited.read_bytes() == b"with a note"  # nothing could take its place


def test_a_dry_run_says_which_pdfs_would_be_made_and_why(done: Path) -> None:
    def whys(*text: str, form: str = "") -> dict[str, str]:
        converter = Paperless(form=form)
        built = build(done, *text, converter=converter, dry=True)
        assert converter.asked == []
        return {
            output.docx.name: output.pdf_why.value for output in built.outputs if output.pdf_why
        }

    assert set(whys().values()) == {"new"}
    build(done, converter=Paperless())
    assert whys() == {}
    lost, edited = some(done).with_suffix(".pdf"), some(done, "Приказ").with_suffix(".pdf")
    lost.unlink()
    edited.write_bytes(b"with a note")
    assert whys() == {f"{lost.stem}.docx": "lost", f"{edited.stem}.docx": "edited"}
    assert sorted(whys(form="pdf/a").values()) == sorted(
        ["lost", "edited"] + ["form"] * (len(KINDS) * PAIRS - 2)
    )
    lost.write_bytes(b"")
    build(done, converter=Paperless())
    assert set(whys(crowd(PAIRS, goals={1: "Новая цель"})).values()) == {"older"}


def test_a_run_broken_off_at_its_beginning_ends_libreoffice(done: Path) -> None:
    class Stopped(Paperless):
        ended = False

        def add(self, *_: Path) -> None:
            raise KeyboardInterrupt

        def __exit__(self, *_: object) -> None:
            self.ended = True

    stopped = Stopped()
    with pytest.raises(KeyboardInterrupt):
        build(done, converter=stopped)
    assert stopped.ended


def test_a_run_broken_off_among_pdfs_makes_the_rest(done: Path) -> None:
    class Killed(Paperless):
        def add(self, docx: Path, pdf: Path) -> None:
            if len(self.asked) == 5:
                pdf.write_bytes(b"%PDF nobody heard of")
                raise KeyboardInterrupt
            super().add(docx, pdf)

    with pytest.raises(KeyboardInterrupt):
        build(done, converter=Killed())
    assert codes(build(done)) == ["DG558"]
    assert len(build(done, dry=True, failed=True).outputs) == 1  # what was begun
    again = Paperless()
    built = build(done, converter=again)
    assert len(again.asked) == len(KINDS) * PAIRS - 5
    assert codes(built) == []


def test_what_a_document_knew_is_gone_with_it(tmp_path: Path) -> None:
    """Rings of objects would wait for the collector, twenty kilobytes of each document."""
    project(tmp_path, crowd(2))
    loaded = engine.load(tmp_path)
    jobs = engine.plan(loaded, KINDS)[0].jobs
    press = Press(loaded, compiled=COMPILED)
    for job in jobs:  # what is made once for all may leave some
        press.make(job)
    gc.collect()
    gc.disable()
    try:
        for job in jobs:
            press.make(job)
        assert gc.collect() == 0
    finally:
        gc.enable()
