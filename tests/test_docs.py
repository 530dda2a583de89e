"""The pages of docs/ say what is so: names, examples, links and generated tables are checked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Undefined

import docgen
from docgen import engine, packs, records, resources
from docgen.clauses import Clauses
from docgen.context import build_context
from docgen.docx.view import view
from docgen.engine.reference import page as kinds_page
from docgen.facts import Facts
from docgen.model import About, Document, Pair, Person, School, Stage
from docgen.packs import Kind
from docgen.rules.reference import page as rules_page
from docgen.schema.reference import page as fields_page
from docgen.wording import Wording

ROOT = Path(__file__).parents[1]
PACKAGE = Path(docgen.__file__).parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
PACKS = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
SAMPLE = resources.samples() / "kvantorium"
_BLOCK = re.compile(r"^```\w+ (?P<name>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?P<target>[^)#\s]+)(?:#[^)]*)?\)")
_CODE = re.compile(r"`([^`]+)`")


def blocks() -> dict[str, str]:
    """Return the fenced blocks of docs/packs.md that carry a file name."""
    return {found["name"]: found["text"] for found in _BLOCK.finditer(PACKS)}


def table(heading: str) -> Iterator[str]:
    """Yield what stands in code in the first column of the tables under a heading."""
    section = PACKS.split(f"# {heading}\n", 1)[1].split("\n#", 1)[0]
    for line in section.splitlines():
        if line.startswith("| `"):
            first = line.replace("\\|", "\0").split("|")[1].replace("\0", "|")
            yield from _CODE.findall(first)


@cache
def names() -> Mapping[str, Any]:
    """Return the context of a document, with one of everything under its name in the page."""
    project = engine.load(SAMPLE)
    assert project.programme is not None
    facts = Facts(project.programme, project.packs)
    plan, _ = engine.plan(project)
    job = plan.of("regulation-students")[0]
    path = project.packs.find(project.packs.kind(job.kind), "clauses.yaml")
    assert path is not None
    context = {**facts.names, **build_context(job, facts, plan, Clauses.read(path).render)}
    return {
        **context,
        "person": context["curator"],
        "form": context["forms"][0],
        "stage": context["stages"][0],
        "pair": context["pairs"][0],
        "change": context["changes"][0],
        "row": context["roadmap"]["groups"][0]["rows"][0],
        "section": context["text"].sections[0],
        "clause": context["text"].sections[0].clauses[0],
    }


def citation() -> Any:
    """Return an act as texts cite it."""
    return names()["_act"]("273-fz")


# The palette of names


@pytest.mark.parametrize("name", list(table("Имена")))
def test_a_name_of_the_palette_is_there(name: str) -> None:
    bound = {"act": citation()} if name.startswith("act.") else {}
    found = Wording().value(name, {**names(), **bound})
    assert not isinstance(found, Undefined)


@pytest.mark.parametrize(
    "example", [text for text in table("Фильтры и функции") if "…" not in text]
)
def test_an_example_of_a_filter_works(example: str) -> None:
    assert Wording().value(example, names()) is not None


def test_every_name_that_texts_see_is_in_the_palette() -> None:
    told = {name.partition(".")[0] for name in table("Имена")}
    seen = {name for name in names() if not name.startswith("_")} - {"annex_ids"}
    assert seen | {"act"} == told


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("school", School),
        ("person", Person),
        ("programme", About),
        ("pair", Pair),
        ("stage", Stage),
        ("document", Document),
    ],
)
def test_every_name_that_docgen_adds_to_a_record_is_in_the_palette(name: str, record: Any) -> None:
    written = {field.rstrip("_") for field in records.names(record)}
    told = {path.split(".")[1] for path in table("Имена") if path.startswith(f"{name}.")}
    assert set(names()[name]) - written - told <= set()


@pytest.mark.parametrize("name", ["row", "section", "clause", "act"])
def test_every_field_of_what_docgen_makes_is_in_the_palette(name: str) -> None:
    made = citation() if name == "act" else names()[name]
    own = made if isinstance(made, dict) else type(made).__slots__
    # what begins with a line is out of reach for texts
    assert {each for each in own if not each.startswith("_")} == {
        path.split(".")[1] for path in table("Имена") if path.startswith(f"{name}.")
    }


def test_every_field_of_a_kind_is_in_the_page() -> None:
    told = set(table("kind.yaml"))
    assert set(records.names(Kind)) - {"name", "place"} <= told


# The examples


def test_the_example_of_clauses_reads_and_prints(tmp_path: Path) -> None:
    path = tmp_path / "clauses.yaml"
    path.write_text(blocks()["clauses.yaml"], encoding="utf-8")
    text = Clauses.read(path).render({**names(), "annex_ids": []})
    scope, consent, *forms = text.sections[0].clauses
    assert "Федеральным законом от 29.12.2012" in str(scope.text)
    assert "(пункт\u00a01.3)" in str(consent.text)
    assert len(forms) == len(names()["forms"])
    assert [str(item.text)[-1] for item in forms[0].items] == [";", ";", "."]


def test_a_school_that_replaces_the_words_of_a_kind_keeps_its_look(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(SAMPLE, project)
    folder = project / engine.OWN_PACK / "docx" / "order-curator"
    folder.mkdir(parents=True)
    words = "sections:\n  - id: order\n    clauses:\n      - {id: order.own, text: Свой пункт.}\n"
    (folder / "clauses.yaml").write_text(words, encoding="utf-8")
    built = engine.build(engine.load(project), tmp_path / "out", ["order-curator"])
    page = view(built.outputs[0].docx.read_bytes())
    assert "Свой пункт." in page
    assert "[Req.Kind] ПРИКАЗ" in page


# All pages


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [found["target"] for found in _LINK.finditer(text) if "://" not in found["target"]]
    lost = [target for target in targets if not (page.parent / target).exists()]
    assert lost == []


def test_the_page_of_fields_is_up_to_date() -> None:
    written = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")
    assert written == fields_page(), "python -m docgen.schema.reference"


def test_the_pages_of_look_and_packs_name_only_parts_that_exist() -> None:
    parts = {path.stem for path in (resources.templates() / "docx" / "_parts").glob("*.docx")}
    look = (ROOT / "docs" / "look.md").read_text(encoding="utf-8")
    named = set(re.findall(r"include '([\w-]+)'", PACKS + look))
    assert named - {"имя"} <= parts


def test_the_page_of_kinds_is_up_to_date_and_both_readmes_lead_to_it() -> None:
    written = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")
    assert written == kinds_page(packs.stack()), "python -m docgen.engine.reference docs/kinds.md"
    for name in ("README.md", "README.ru.md"):
        assert "(docs/kinds.md)" in (ROOT / name).read_text(encoding="utf-8")


def test_the_page_of_rules_is_up_to_date() -> None:
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == rules_page(packs.stack()), "python -m docgen.rules.reference docs/rules.md"


# Architecture


def test_the_floors_in_the_architecture_are_those_that_are_checked() -> None:
    said = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    metadata = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    checked = re.search(r"^layers = \[\n(.*?)^\]", metadata, re.MULTILINE | re.DOTALL)
    drawn = re.search(r"^```floors\n(.*?)^```", said, re.MULTILINE | re.DOTALL)
    assert checked is not None
    assert drawn is not None
    assert [line.split("  ")[0].strip() for line in drawn[1].splitlines()] == [
        line.strip(' ",') for line in checked[1].splitlines()
    ]


def test_every_module_is_named_in_the_architecture() -> None:
    said = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = {path.stem for path in PACKAGE.glob("*.py")}
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    unnamed = [name for name in modules | packages if not re.search(rf"\b{name}\b", said)]
    assert sorted(unnamed) == ["__init__"]
