"""Every example of docs/packs.md is built: its files are written into a folder as they stand.

A fenced block whose name is a path belongs to the example that the path begins with; the rest says
where the file lies. The school is in `school/`, and its programme is laid over a small one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen import engine, resources
from docgen.clauses import Clauses
from docgen.diagnostics import Severity
from docgen.docx.stylesheet import Stylesheet
from docgen.docx.view import view
from docgen.docx.weave import STYLES, weave
from docgen.engine.judging import judged
from docgen.engine.origins import Origins
from docgen.errors import TemplateError
from docgen.facts import EVERYTHING
from docgen.manifest import Origin
from docgen.packs import AMENDMENTS, CLAUSES, Leaf, merge
from docgen.rules import rules
from tests.programmes import SCHOOL, STUDENTS, TEACHERS

PAGE = (Path(__file__).parents[1] / "docs" / "packs.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```\w+ (?P<name>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = {found["name"]: found["text"] for found in _BLOCK.finditer(PAGE)}
EXAMPLES = {name.partition("/")[0] for name in BLOCKS if "/" in name}

# The kind of document that shows an example, and what must be printed on it.
SHOWN = {
    "layers": (
        "order-pairs",
        "внести сведения о закреплённых парах в областной реестр",
        "возложить на директора Вымышленного",
    ),
    "thanks": ("thanks", "[Title] БЛАГОДАРНОСТЬ", "благодарит", "[Item] "),
    "form": ("programme", "родитель – обучающийся", "итатель – начинающий читатель"),
    "stage": ("roadmap", "Неделя наставничества", "Выставка проектов пар"),
    "indicator": ("monitoring-card", "Доля пар и групп, доведших работу до конца"),
    "act": ("regulation-students", "«О наставничестве в школах Примерской области»"),
    "survey": ("survey", "[Subtitle] читателя", "Какую книгу вы посоветуете наставнику?"),
    "stamp": ("programme", "УТВЕРЖДАЮ"),
}


@pytest.fixture(scope="module")
def sheet() -> Stylesheet:
    """The styles that templates are woven with."""
    return Stylesheet.read(resources.templates() / "docx" / STYLES)


def school(example: str, folder: Path, sheet: Stylesheet) -> Path:
    """Write the files of an example; return the school's folder."""
    programme: Mapping[str, Any] = yaml.load(
        SCHOOL + (TEACHERS if example == "thanks" else STUDENTS), yaml.BaseLoader
    )
    for name, text in BLOCKS.items():
        path = folder / name.partition("/")[2]
        if not name.startswith(f"{example}/"):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.name == engine.MAIN_FILE:
            programme = merge(programme, yaml.load(text, yaml.BaseLoader))
        elif path.suffix == ".txt":
            path.with_suffix(".docx").write_bytes(weave(text, sheet))
        else:
            path.write_text(text, encoding="utf-8")
    (folder / "school").mkdir(exist_ok=True)
    whole = yaml.dump(programme, allow_unicode=True, sort_keys=False)
    (folder / "school" / engine.MAIN_FILE).write_text(whole, encoding="utf-8")
    return folder / "school"


def pages(example: str, folder: Path, sheet: Stylesheet) -> list[str]:
    """Build the documents that show an example; return what is on them."""
    project = engine.load(school(example, folder, sheet))
    assert [found for found in project.report if found.severity is Severity.ERROR] == []
    built = engine.build(project, folder / "out", [SHOWN[example][0]])
    assert built.report.ok, list(built.report)
    return [view(output.docx.read_bytes()).replace("<nbsp>", " ") for output in built.outputs]


def test_every_example_is_tried() -> None:
    assert {*SHOWN, "rule", "conditions"} == EXAMPLES


@pytest.mark.parametrize("example", sorted(SHOWN))
def test_an_example_prints_what_it_is_about(
    example: str, tmp_path: Path, sheet: Stylesheet
) -> None:
    printed = pages(example, tmp_path, sheet)
    _, *phrases = SHOWN[example]
    assert [each for each in phrases if not any(each in page for page in printed)] == []


def test_the_example_of_a_stage_puts_it_between_those_it_names(
    tmp_path: Path, sheet: Stylesheet
) -> None:
    stages = engine.load(school("stage", tmp_path, sheet)).packs.table("stages")["stages"]
    names = [stage["id"] for stage in stages]
    assert names[names.index("work") :][:3] == ["work", "festival", "completion"]


def test_the_example_of_layers_holds_the_school_to_the_region(
    tmp_path: Path, sheet: Stylesheet
) -> None:
    folder = school("layers", tmp_path, sheet)
    own = folder / "templates/docx/order-pairs/amendments.yaml"
    own.write_text("amendments: [{remove: order.region}]", encoding="utf-8")
    main = folder / engine.MAIN_FILE
    main.write_text(main.read_text(encoding="utf-8").replace("okpo", "# okpo"), encoding="utf-8")
    assert "DG453" in {found.code for found in engine.load(folder).report}
    assert _codes_of_words(folder) == ["DG451"]


def test_a_document_is_made_anew_when_a_layer_above_it_changes(
    tmp_path: Path, sheet: Stylesheet
) -> None:
    folder = school("layers", tmp_path, sheet)
    before = _origin(folder)
    assert _origin(folder) == before
    region = tmp_path / "templates/docx/order-pairs/amendments.yaml"
    region.write_text(region.read_text("utf-8").replace("десяти", "пяти"), encoding="utf-8")
    assert _origin(folder) != before


def _origin(folder: Path) -> Origin:
    project = engine.load(folder)
    return Origins(project).of(project.packs.kind("order-pairs"), "", [EVERYTHING])


def test_the_example_of_conditions_asks_for_more_than_docgen(
    tmp_path: Path, sheet: Stylesheet
) -> None:
    conditions = tmp_path / "templates/schema.json"
    folder = school("conditions", tmp_path, sheet)
    (found,) = engine.load(folder).report
    assert (found.code, found.path) == ("DG130", ("pairs", 0, "plan"))
    assert found.place.line > 0
    assert found.hint.endswith("Этого требует «Набор Вымышленной области».")
    conditions.write_text('{"properties": {"school": {"required": ["place"]}}}', encoding="utf-8")
    assert engine.load(folder).report.ok


@pytest.mark.parametrize("broken", ["{", "[]", '{"type": "письмо"}', "[" * 100_000])
def test_conditions_that_cannot_be_read_are_told_with_their_file(
    tmp_path: Path, sheet: Stylesheet, broken: str
) -> None:
    folder = school("conditions", tmp_path, sheet)
    conditions = tmp_path / "templates/schema.json"
    conditions.write_text(broken, encoding="utf-8")
    (found,) = engine.load(folder).report
    assert (found.code, found.place.file) == ("DG150", str(conditions.resolve()))


def test_the_example_of_a_rule_makes_a_warning_an_error(tmp_path: Path, sheet: Stylesheet) -> None:
    folder = school("rule", tmp_path, sheet)
    main = folder / engine.MAIN_FILE
    text = main.read_text(encoding="utf-8")
    deputy, teacher = "kind: head\n  post: заместитель директора", "kind: teacher\n  post: учитель"
    assert deputy in text
    main.write_text(text.replace(deputy, teacher), encoding="utf-8")
    project = engine.load(folder)
    found = {each.code: each.severity for each in judged(project).report}
    assert found["DG428"] is Severity.ERROR
    numbers = {rule.id: rule.numbers for rule in rules(project.packs)}
    assert numbers["C8"]["weekdays"] == [6, 7]
    assert numbers["C8"]["holidays"]


def test_the_example_of_amendments_amends_the_example_of_clauses(tmp_path: Path) -> None:
    leaves = []
    for name in (CLAUSES, AMENDMENTS):
        path = tmp_path / name
        path.write_text(BLOCKS[name], encoding="utf-8")
        leaves.append(Leaf(path))
    clauses = Clauses.laid(leaves)
    assert [clause.id for clause in clauses.sections[0].clauses] == [
        "general.scope",
        "general.own",
        "general.forms",
        "general.last",
    ]
    assert [found.code for found in clauses.report] == ["DG281"]


def _codes_of_words(folder: Path) -> list[str]:
    stack, _ = engine.packs_of(folder)
    with pytest.raises(TemplateError) as caught:
        Clauses.of(stack.kind("order-pairs"), stack)
    return [found.code for found in caught.value.report]
