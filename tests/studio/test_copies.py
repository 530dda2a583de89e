"""A school's own template meets a new one below: block by block, style by style, page by page."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document as opened

from docgen import studio
from docgen.docx.stylesheet import Stylesheet
from docgen.docx.view import view
from docgen.docx.weave import STYLES, weave
from docgen.errors import TemplateError
from docgen.packs import Pack, PackStack, built_in
from docgen.pdf import Office
from docgen.resources import templates
from docgen.studio import Outcome, Renewal
from docgen.studio.versions import Version
from tests.cli.running import answer, run
from tests.openxml import assert_valid
from tests.studio.basic import edited

KIND = "order-pairs"
SHEET: Mapping[str, Any] = yaml.safe_load(
    (templates() / "docx" / STYLES).read_text(encoding="utf-8")
)
FIRST = """\
@page portrait 20 10 20 30 header=10
@header [Header] <field PAGE>
[Title] {{ document.title }}
[Text] Абзац первый: слова области о наставничестве.
[Text] Абзац второй: слова области о кураторе.
[Text] Абзац третий: слова области о сроках.
@table Grid 20 77 80 header=1
@row
| [Table.Head] №
| [Table.Head] Наставник
| [Table.Head] Наставляемый
@row {%tr for pair in document.pairs %}
@row
| [Table.Number] {{ loop.index }}
| [Table.Cell] {{ pair.mentor.name.full }}
| [Table.Cell] {{ pair.mentee.name.full }}
@row {%tr endfor %}
@end
{%p for section in text.sections %}
{%p for clause in section.clauses %}
[Point] {{ clause.text }}
{%p endfor %}
{%p endfor %}
[Text] Абзац четвёртый: слова области о контроле.
[Text] Абзац пятый: слова области о сайте.
[Text] Абзац шестой: слова области об архиве.
"""
# What the region changes: one paragraph, one more, one less, a loop, the page.
SECOND = (
    FIRST.replace("области о наставничестве", "области о новом наставничестве")
    .replace("[Text] Абзац второй", "[Text] Вставка области.\n[Text] Абзац второй")
    .replace("[Text] Абзац пятый: слова области о сайте.\n", "")
    .replace(
        "[Point] {{ clause.text }}\n",
        "[Point.Kept] {{ clause.text }}\n{%p for item in clause.items %}\n"
        "[Item] {{ item.text }}\n{%p endfor %}\n",
    )
    .replace("@page portrait 20 10 20 30", "@page portrait 20 15 20 30")
    .replace("[Header] <field PAGE>", "[Header] Лист <field PAGE>")
)


def woven(text: str, **styles: Mapping[str, Any]) -> bytes:
    """Weave a template; some of its styles are changed."""
    changed = {name.replace("_", "."): look for name, look in styles.items()}
    looks = {
        name: {**look, **changed.get(name, {})} for name, look in SHEET["styles"].items()
    }  # fmt: skip
    return weave(text, Stylesheet({**SHEET, "styles": looks}))


class School:
    """A school that took the template of its region and made it its own."""

    def __init__(self, folder: Path) -> None:
        self.region = Pack("region", "Набор области", folder / "packs" / "region")
        self.own = Pack("school", "Набор школы", folder / "school" / "templates")
        self.folder = self.own.root.parent
        self.own.root.mkdir(parents=True)
        self.publish(woven(FIRST))
        for pack, more in ((self.region, ""), (self.own, "extends: region\n")):
            manifest = f"name: {pack.name}\ntitle: {pack.title}\n{more}"
            (pack.root / "pack.yaml").write_text(manifest, encoding="utf-8")
        self.copy = studio.take(self.stack(), self.own, self.stack().kind(KIND))

    def publish(self, data: bytes) -> None:
        """Let the region have this template."""
        path = self.region.root / "docx" / KIND / "template.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def stack(self) -> PackStack:
        """Return the packs as they are now."""
        return PackStack((self.own, self.region, built_in()))

    def renewal(self) -> Renewal:
        """Hold the school's template against the region's."""
        stack = self.stack()
        (found,) = studio.renewals(stack, self.own, [stack.kind(KIND)])
        return found

    def upgraded(self, own: bytes, below: bytes) -> Renewal:
        """Upgrade a template of the school when the region publishes another one."""
        self.copy.path.write_bytes(own)
        self.publish(below)
        found = self.renewal()
        studio.keep_renewal(found)
        return found

    @property
    def text(self) -> str:
        """The text view of the school's template."""
        return view(self.copy.path.read_bytes())


@pytest.fixture
def school(tmp_path: Path) -> School:
    return School(tmp_path)


@pytest.fixture(scope="module")
def resaved(office: Office, desk: Path) -> bytes:
    """The first template as LibreOffice saves it after an edit of one paragraph and one style."""
    steps = """
  words = Found(doc, "слова области о контроле")
  words.String = "слова школы о контроле"
  look = doc.StyleFamilies.getByName("ParagraphStyles").getByName("Title")
  look.CharHeight = 20
"""
    return edited(woven(FIRST), steps, office, desk)


def told(renewal: Renewal, outcome: Outcome) -> set[str]:
    """Return what has an outcome."""
    return {each.id for each in renewal.verdicts if each.outcome is outcome}


def backups(school: School) -> list[str]:
    """Return the files that were moved aside."""
    return sorted(path.name for path in school.own.root.glob("Прежние версии/docx/*/*"))


def test_a_template_is_taken_with_its_original(school: School) -> None:
    assert school.copy.path.read_bytes() == woven(FIRST)
    assert school.copy.original.read_bytes() == woven(FIRST)
    assert not school.renewal().changed
    with pytest.raises(TemplateError) as refused:
        studio.take(school.stack(), school.own, school.stack().kind(KIND))
    assert [each.code for each in refused.value.report] == ["DG296"]


def test_a_part_is_taken_and_one_that_is_not_there_is_told(school: School) -> None:
    copy = studio.take(school.stack(), school.own, "signature")
    assert copy.path.read_bytes() == copy.below.read_bytes()
    with pytest.raises(TemplateError) as refused:
        studio.take(school.stack(), school.own, "нет-такой")
    assert [each.code for each in refused.value.report] == ["DG298"]


def test_a_copy_that_the_school_has_not_changed_gives_way(school: School) -> None:
    found = school.upgraded(woven(FIRST), woven(SECOND))
    assert found.data is None
    assert not school.copy.path.exists()
    assert backups(school) == ["template.docx"]
    assert not school.copy.original.exists()


def test_a_copy_over_a_template_that_has_not_changed_stays(school: School) -> None:
    mine = woven(FIRST.replace("о сроках", "о днях"))
    assert not school.upgraded(mine, woven(FIRST)).changed
    assert (school.copy.path.read_bytes(), backups(school)) == (mine, [])


def test_what_only_the_region_changed_is_brought_into_the_school_s_template(
    school: School,
) -> None:
    mine = FIRST.replace("о контроле", "о надзоре").replace(
        "[Text] Абзац третий: слова области о сроках.\n", "[Text] Слова школы, новые.\n"
    )
    found = school.upgraded(woven(mine), woven(SECOND))
    assert not found.decisions
    assert school.text == SECOND.replace("о контроле", "о надзоре").replace(
        "[Text] Абзац третий: слова области о сроках.\n", "[Text] Слова школы, новые.\n"
    )
    assert backups(school) == ["template.docx"]
    assert {"лист и поля", "верхний колонтитул"} < told(found, Outcome.TAKEN)


def test_a_template_put_together_passes_its_check_and_counts_in_the_same_lists(
    school: School,
) -> None:
    school.upgraded(woven(FIRST.replace("о контроле", "о надзоре")), woven(SECOND))
    checked = run("template", "check", KIND, "-C", school.folder)
    assert checked.exit_code == 0, checked.stdout + checked.stderr
    stack = school.stack()
    kind = stack.kind(KIND)
    assert_valid(studio.preview(studio.sample_for(stack, kind), kind).rendering.docx)
    made = Version(school.copy.path.read_bytes())
    (kept,) = (each for each in made.blocks if "[Point.Kept]" in each.text)
    lists = kept.element.xpath("string(.//*[local-name()='numId']/@*)")
    assert lists == made.lists["Point"]


def test_what_both_changed_stays_and_is_noted_in_word(school: School) -> None:
    mine = FIRST.replace("области о наставничестве", "школы о наставниках")
    found = school.upgraded(woven(mine), woven(SECOND))
    (decision,) = found.decisions
    assert "школы о наставниках" in decision.own
    assert "новом наставничестве" in decision.now
    assert "школы о наставниках" in school.text
    assert "Вставка области." in school.text
    (note,) = opened(io.BytesIO(found.noted())).comments
    assert "новом наставничестве" in note.text
    assert not opened(str(school.copy.path)).part._comments_part.comments._comments_elm.xpath(
        "./w:comment"
    )


def test_a_widened_column_stays_and_a_row_below_is_told(school: School) -> None:
    mine = FIRST.replace("@table Grid 20 77 80", "@table Grid 10 87 80")
    below = FIRST.replace("{{ pair.mentee.name.full }}", "{{ pair.mentee.name.short }}")
    found = school.upgraded(woven(mine), woven(below))
    assert [each.id for each in found.decisions] == ["таблица «№»"]
    assert "@table Grid 10 87 80" in school.text


def test_a_removed_block_stays_removed(school: School) -> None:
    mine = FIRST.replace("[Text] Абзац шестой: слова области об архиве.\n", "")
    found = school.upgraded(woven(mine), woven(SECOND))
    assert not found.decisions
    assert "об архиве" not in school.text


def test_styles_are_put_together_one_by_one(school: School) -> None:
    mine = woven(FIRST, Title={"size": 20}, Text={"first": 5})
    below = woven(FIRST, Text={"first": 8}, Table_Cell={"size": 9}, Header={"size": 8})
    found = school.upgraded(mine, below)
    assert [each.id for each in found.decisions] == ["стиль «Text»"]
    assert told(found, Outcome.TAKEN) == {"стиль «Table.Cell»", "стиль «Header»"}
    made = Version(school.copy.path.read_bytes()).styles
    want = Version(
        woven(FIRST, Title={"size": 20}, Text={"first": 5}, Table_Cell={"size": 9})
    ).styles
    assert all(made[name].is_like(want[name]) for name in ("Title", "Text", "Table.Cell"))


def test_an_upgrade_twice_changes_nothing_more(school: School) -> None:
    mine = woven(FIRST.replace("области о наставничестве", "школы о наставниках"))
    school.upgraded(mine, woven(SECOND))
    before = school.copy.path.read_bytes()
    again = school.renewal()
    assert not again.changed
    assert studio.keep_renewal(again) == ()
    assert (school.copy.path.read_bytes(), backups(school)) == (before, ["template.docx"])


def test_without_an_original_a_template_stays_and_the_one_below_is_remembered(
    school: School,
) -> None:
    school.copy.original.unlink()
    mine = woven(FIRST.replace("о контроле", "о надзоре"))
    assert not school.upgraded(mine, woven(SECOND)).known
    assert school.copy.path.read_bytes() == mine
    assert school.copy.original.read_bytes() == woven(SECOND)


def test_a_merge_that_would_break_the_template_is_not_written(school: School) -> None:
    loop = "{%p for clause in section.clauses %}\n[Point] {{ clause.text }}\n{%p endfor %}\n"
    whole = "{%p for section in text.sections %}\n" + loop + "{%p endfor %}\n"
    mine = FIRST.replace(whole, "")
    below = FIRST.replace(
        "[Point] {{ clause.text }}\n",
        "[Point] {{ clause.text }}\n[Text] {{ clause.number }}\n",
    )
    found = school.upgraded(woven(mine), woven(below))
    assert [each.code for each in found.report] == ["DG297"]
    assert school.copy.path.read_bytes() == woven(mine)
    assert not school.renewal().changed


def test_keys_of_a_description_that_the_school_never_changed_give_way(school: School) -> None:
    below = school.region.root / "docx" / KIND / "kind.yaml"
    below.write_text("heading: Первый\norder: 30\nneeds: пары\n", encoding="utf-8")
    mine = school.own.root / "docx" / KIND / "kind.yaml"
    text = "# О парах\nheading: Первый\norder: 31\n# Ждёт\nneeds: люди\n"
    mine.write_text(text, encoding="utf-8")
    stack = school.stack()
    for found in studio.renewals(stack, school.own, [stack.kind(KIND)]):
        studio.keep_renewal(found)
    below.write_text("heading: Второй\norder: 30\nneeds: приказ\n", encoding="utf-8")
    (found, _) = studio.renewals(school.stack(), school.own, [stack.kind(KIND)])
    assert {each.id: each.outcome for each in found.verdicts} == {
        "heading": Outcome.TAKEN,
        "order": Outcome.KEPT,
        "needs": Outcome.DECIDE,
    }
    studio.keep_renewal(found)
    assert mine.read_text(encoding="utf-8") == text.replace("heading: Первый\n", "")
    (again, _) = studio.renewals(school.stack(), school.own, [stack.kind(KIND)])
    assert not again.changed


def test_a_shared_part_is_put_together_like_a_template(school: School) -> None:
    part = school.region.root / "docx" / "_parts" / "words.docx"
    part.parent.mkdir()
    text = "@page portrait 20 10 20 30 header=10\n[Text] Первые слова.\n[Text] Вторые слова.\n"
    part.write_bytes(woven(text))
    copy = studio.take(school.stack(), school.own, "words")
    copy.path.write_bytes(woven(text.replace("Вторые слова", "Слова школы")))
    part.write_bytes(woven(text.replace("Первые слова", "Новые слова")))
    stack = school.stack()
    (found,) = (
        each
        for each in studio.renewals(stack, school.own, stack.kinds())
        if each.copy.place == copy.place
    )
    studio.keep_renewal(found)
    assert "Новые слова" in view(copy.path.read_bytes())
    assert "Слова школы" in view(copy.path.read_bytes())


def test_a_file_that_cannot_be_read_is_told_and_left(school: School) -> None:
    found = school.upgraded(b"no document", woven(SECOND))
    assert not found.report.ok
    assert school.copy.path.read_bytes() == b"no document"
    assert school.copy.original.read_bytes() == woven(FIRST)


@pytest.mark.soffice
def test_what_libreoffice_saved_takes_what_is_new_below(school: School, resaved: bytes) -> None:
    found = school.upgraded(resaved, woven(SECOND, Table_Cell={"size": 9}))
    assert not found.decisions
    kept = {each.id for each in found.verdicts if each.outcome is Outcome.KEPT}
    assert kept == {"абзац «Абзац четвёртый: слова области о контроле.»"}
    made = Version(school.copy.path.read_bytes())
    text = SECOND.replace("области о контроле", "школы о контроле")
    want = Version(woven(text, Table_Cell={"size": 9}, Title={"size": 20}))
    assert made.same_as(want)
    checked = run("template", "check", KIND, "-C", school.folder)
    assert checked.exit_code == 0, checked.stdout + checked.stderr


def test_the_commands_take_a_template_and_bring_it_up_to_date(tmp_path: Path) -> None:
    taken = answer(run("template", "take", KIND, "-C", tmp_path, "--json"))
    (path,) = taken["outputs"]
    assert Path(path) == tmp_path / "templates" / "docx" / KIND / "template.docx"
    assert run("template", "take", KIND, "-C", tmp_path).exit_code == 1
    same = run("template", "upgrade", "-C", tmp_path, "--yes")
    assert (same.exit_code, "изменений нет" in same.stdout) == (0, True)
    original = tmp_path / "templates" / ".docgen" / "originals" / "docx" / KIND / "template.docx"
    document = opened(path)
    document.paragraphs[0].insert_paragraph_before("Старые слова.")
    document.save(str(original))
    document.paragraphs[0].text = "Слова школы."
    document.save(path)
    dry = run("template", "upgrade", "-C", tmp_path, "--dry-run")
    assert "решите: абзац «Старые слова.»" in dry.stdout
    done = answer(run("template", "upgrade", "-C", tmp_path, "--yes", "--json"))
    assert [each["outcome"] for each in done["kinds"][0]["verdicts"]] == ["decide"]
    (paper,) = done["outputs"]
    assert "Обновление" in paper
