"""A region's texts change under a school's: what is taken, what stays, what a person decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as opened

from docgen import studio
from docgen.clauses import Clauses
from docgen.files import digest
from docgen.packs import Pack, PackStack, built_in
from docgen.studio import Outcome, Upgrade
from tests.cli.running import answer, run

KIND = "order-curator"
NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
FIRST = {name: f"Пункт {number} первой редакции." for number, name in enumerate(NAMES, start=1)}
# The region changes four of them, drops one and brings one.
SECOND = {
    name: text.replace("первой", "второй") if name in ("two", "three", "seven", "eight") else text
    for name, text in FIRST.items()
    if name != "nine"
} | {"eleven": "Новый пункт области."}
OWN = """\
amendments:
  - {replace: order.one, text: Слова школы о первом.}
  - {replace: order.two, text: Слова школы о втором.}
  - {replace: order.three, text: Пункт 3 второй редакции.}
  - {remove: order.four}
  - {after: order.five, clauses: [{id: order.own-1, text: Свой пункт школы.}]}
  - {replace: order.six, when: programme.has_students}
  - {replace: order.eight, when: programme.has_students}
  - {replace: order.nine, text: Слова школы о девятом.}
  - {before: order.ten, clauses: [{id: order.eleven, text: Новый пункт области.}]}
"""


def words(texts: dict[str, str]) -> str:
    """Return a `clauses.yaml` of one section."""
    rows = "".join(f"      - {{id: order.{name}, text: {text}}}\n" for name, text in texts.items())
    return f"sections:\n  - id: order\n    clauses:\n{rows}"


class Packs:
    """A region's pack and a school's over it, in folders of their own."""

    def __init__(self, folder: Path) -> None:
        self.region = Pack("region", "Набор области", folder / "packs" / "region")
        self.school = Pack("school", "Набор школы", folder / "school" / "templates")
        self.school.root.mkdir(parents=True)
        self.publish(FIRST)
        manifest = "name: region\ntitle: Набор области\n"
        (self.region.root / "pack.yaml").write_text(manifest, encoding="utf-8")
        manifest = "name: school\ntitle: Набор школы\nextends: region\n"
        (self.school.root / "pack.yaml").write_text(manifest, encoding="utf-8")

    def publish(self, texts: dict[str, str]) -> None:
        """Let the region have these words."""
        self._write(self.region, "clauses.yaml", words(texts))

    def write(self, name: str, text: str) -> Path:
        """Write a file of the school's pack."""
        return self._write(self.school, name, text)

    def upgrade(self) -> Upgrade:
        """Hold the school's words against the region's."""
        stack = self.stack()
        (found,) = studio.upgrades(stack, self.school, [stack.kind(KIND)])
        return found

    def keep(self, upgrade: Upgrade) -> None:
        """Write an upgrade, and what it was made over."""
        if upgrade.known:
            studio.keep(upgrade.amendments, upgrade.kind, self.school)
        studio.remember(upgrade.below, upgrade.kind, self.school)

    def stack(self) -> PackStack:
        """Return the packs as they are now."""
        return PackStack((self.school, self.region, built_in()))

    def texts(self) -> list[str]:
        """Return the words of the school's document, in order."""
        stack = self.stack()
        clauses = Clauses.of(stack.kind(KIND), stack)
        assert clauses is not None
        return [each.text for each in clauses.words.sections[0].clauses]

    @staticmethod
    def _write(pack: Pack, name: str, text: str) -> Path:
        path = pack.root / "docx" / KIND / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def packs(tmp_path: Path) -> Packs:
    return Packs(tmp_path)


def outcomes(upgrade: Upgrade) -> dict[str, Outcome]:
    """Return what became of each clause."""
    return {each.id.removeprefix("order."): each.outcome for each in upgrade.verdicts}


EXPECTED = {
    "one": Outcome.KEPT,
    "two": Outcome.DECIDE,
    "three": Outcome.TAKEN,  # the region says now what the school had said
    "four": Outcome.KEPT,
    "five": Outcome.KEPT,
    "six": Outcome.KEPT,
    "seven": Outcome.TAKEN,
    "eight": Outcome.KEPT,  # the region changed the words, the school the condition
    "nine": Outcome.DECIDE,
    "ten": Outcome.TAKEN,  # what the school had added is in the region's text now
}


def test_ten_customizations_meet_a_new_version(packs: Packs) -> None:
    packs.write("amendments.yaml", OWN)
    studio.remember(packs.upgrade().below, packs.stack().kind(KIND), packs.school)
    packs.publish(SECOND)
    found = packs.upgrade()
    assert found.report.ok, list(found.report)
    assert {name: outcomes(found)[name] for name in NAMES} == EXPECTED
    assert set(found.decisions) == {"order.two", "order.nine"}
    two = found.decisions["order.two"]
    assert (two.was, two.now, two.own) == (FIRST["two"], SECOND["two"], "Слова школы о втором.")
    packs.keep(found)
    assert packs.texts() == [
        "Слова школы о первом.",
        "Слова школы о втором.",
        SECOND["three"],
        FIRST["five"],
        "Свой пункт школы.",
        FIRST["six"],
        SECOND["seven"],
        SECOND["eight"],
        "Слова школы о девятом.",
        FIRST["ten"],
        SECOND["eleven"],
    ]


def test_an_upgrade_twice_changes_nothing_more(packs: Packs) -> None:
    path = packs.write("amendments.yaml", OWN)
    packs.keep(packs.upgrade())
    packs.publish(SECOND)
    packs.keep(packs.upgrade())
    first = digest(path.read_bytes())
    again = packs.upgrade()
    assert not again.changed
    assert not again.decisions
    packs.keep(again)
    assert digest(path.read_bytes()) == first


def test_a_whole_text_of_the_school_becomes_amendments_over_the_new_one(packs: Packs) -> None:
    mine = {**FIRST, "one": "Слова школы о первом.", "own-9": "Свой пункт."}
    whole = packs.write("clauses.yaml", words(mine))
    unknown = packs.upgrade()
    assert not unknown.known  # nobody remembers what the school had copied
    packs.keep(unknown)
    assert whole.exists()
    packs.publish(SECOND)
    found = packs.upgrade()
    assert outcomes(found)["one"] is Outcome.KEPT
    packs.keep(found)
    assert not whole.exists()
    assert (packs.school.root / "Прежние версии" / "docx" / KIND / "clauses.yaml").exists()
    assert packs.texts() == [
        "Слова школы о первом.",
        *(text for name, text in SECOND.items() if name not in ("one", "eleven")),
        "Свой пункт.",
        SECOND["eleven"],
    ]


def test_without_originals_a_digest_tells_that_words_have_changed(packs: Packs) -> None:
    packs.write("amendments.yaml", "amendments: [{replace: order.two, was: 0123456789ab, text: Н}]")
    assert outcomes(packs.upgrade()) == {"two": Outcome.DECIDE}


def test_the_command_reports_asks_and_shows_decisions_in_word(packs: Packs) -> None:
    school = packs.school.root.parent
    path = packs.write("amendments.yaml", OWN)
    assert run("template", "upgrade", "-C", school, "--yes").exit_code == 0
    packs.publish(SECOND)
    before = path.read_bytes()
    dry = run("template", "upgrade", "-C", school, "--dry-run")
    assert (dry.exit_code, path.read_bytes()) == (0, before), dry.stderr
    assert "решите: order.two" in dry.stdout
    assert "стало: Пункт 2 второй редакции." in dry.stdout
    done = answer(run("template", "upgrade", "-C", school, "--yes", "--json"))
    (paper,) = (each for each in done["outputs"] if each.endswith(".docx"))
    notes = [note.text for note in opened(paper).comments]
    assert any("Пункт 2 второй редакции." in note for note in notes)
    assert "изменений нет" in run("template", "upgrade", "-C", school, "--yes").stdout
