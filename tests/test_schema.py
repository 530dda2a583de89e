"""Schemas: what they promise to readers and editors, and what is said of data that do not fit."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import docgen
from docgen import model, resources, schema, source
from docgen.diagnostics import Report
from docgen.errors import TemplateError
from docgen.schema import Definition, reference
from docgen.schema.nearness import distance, folded

CASES = Path(__file__).parent / "cases" / "schema"
PACKAGE = Path(docgen.__file__).parent
CODES = PACKAGE / "codes" / "schema.yaml"
SCHEMAS = sorted(path.name.removesuffix(".schema.json") for path in resources.schemas().iterdir())
MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()

BASE = {
    "school": """
school:
  full_name: МБОУ «Лесногорская СОШ»
  short_name: МБОУ «ЛСОШ»
  place: г. Лесногорск
  director: {person: ivanova}
""",
    "people": """
people:
  - {id: ivanova, last_name: Иванова, first_name: Анна, kind: head}
""",
    "programme": """
programme:
  tracks: [students]
  school_year: 2026/27
  start: 01.09.2026
  end: 31.05.2027
  forms: [student-student]
""",
}


def completed(text: str) -> str:
    """Add the sections that every programme has and this one leaves out."""
    return text + "".join(part for name, part in BASE.items() if f"\n{name}:" not in f"\n{text}")


def read(text: str) -> tuple[dict[str, Any], Report]:
    return schema.validate(source.read_text(completed(text), "programme.yaml"))


def findings(text: str) -> Report:
    """Return what the schema and, if it is content, the model have to say."""
    read = source.read_text(completed(text), "programme.yaml")
    data, report = schema.validate(read)
    return report + model.build_programme(data, read)[1] if report.ok else report


def expected(text: str) -> list[tuple[int, str, str]]:
    """Return line, code and telling words from the comments `# DG104 words` of a case."""
    comments = (
        (n, re.search(r"# (DG\d+)(.*)", line)) for n, line in enumerate(text.split("\n"), 1)
    )
    return [(n, found[1], found[2].strip()) for n, found in comments if found]


def definitions(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping of a schema file that may be a definition."""
    if isinstance(node, dict):
        yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from definitions(child)


def properties(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for definition in definitions(schema.load(name)):
        if isinstance(definition.get("properties"), dict) and definition.get("type"):
            yield from definition["properties"].items()


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_case_gives_the_findings_named_in_its_comments_and_no_others(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    wanted, found = expected(text), list(findings(text))
    assert [(each.place.line, each.code) for each in found] == [pair[:2] for pair in wanted]
    for each, (_, _, words) in zip(found, wanted, strict=True):
        assert words in f"{each.message} {each.hint}"


def test_every_code_has_a_case_and_an_explanation() -> None:
    explained = yaml.safe_load(CODES.read_text(encoding="utf-8"))
    assert {path.stem for path in CASES.glob("*.yaml")} == set(explained) - {"DG148", "DG150"}
    written = [*PACKAGE.glob("schema/*.py"), *PACKAGE.glob("model/*.py")]
    codes = (re.findall(r'"(DG\d+)"', path.read_text(encoding="utf-8")) for path in written)
    assert {code for each in codes for code in each} == set(explained)


@pytest.mark.parametrize("code", yaml.safe_load(CODES.read_text(encoding="utf-8")).items())
def test_an_explanation_says_what_why_and_what_to_do(code: tuple[str, dict[str, str]]) -> None:
    assert {"title", "why", "repair"} <= set(code[1]) <= {"title", "why", "repair", "example"}
    assert all(text.strip() for text in code[1].values())


def test_a_programme_without_faults_gives_no_findings() -> None:
    assert list(findings("")) == []


def test_what_is_wrong_in_two_equal_places_is_told_of_both() -> None:
    row = " - {id: %s, last_name: Ли, first_name: Анна, kind: head, experience: {total: много}}\n"
    report = read("people:\n" + row % "a" + row % "b")[1]
    assert [found.path[:2] for found in report if found.code == "DG135"] == [
        ("people", 0),
        ("people", 1),
    ]


def test_an_unknown_field_hides_the_missing_one_that_was_meant() -> None:
    report = read("people:\n - {id: a, lastname: Ли, first_name: Анна, kind: head}\n")[1]
    assert [(found.code, found.hint) for found in report] == [
        ("DG104", "Возможно, это поле last_name (фамилия).")
    ]


def test_a_file_that_broke_off_is_not_blamed_for_what_may_follow() -> None:
    broken = source.read_text("school:\n  full_name: [\n", "programme.yaml")
    assert not broken.complete
    assert "DG130" not in {found.code for found in schema.validate(broken)[1]}


def test_a_wrong_value_gives_one_finding_and_not_a_second_from_the_validator() -> None:
    report = read("indicators:\n - {code: a, title: b, before: x}\n")[1]
    assert [found.code for found in report] == ["DG135"]


def test_a_finding_knows_the_way_to_its_value() -> None:
    (found,) = read("indicators:\n - {code: a, title: b, before: x}\n")[1]
    assert found.path == ("indicators", 0, "before")


def test_a_pack_may_ask_for_more_than_the_schema() -> None:
    more = {"properties": {"school": {"required": ["inn"], "properties": {"type": {"const": "a"}}}}}
    read = source.read_text(completed("").replace("place:", "type: school\n  place:"), "a.yaml")
    assert schema.validate(read)[1].ok
    report = schema.validate(read, extra=[more])[1]
    assert [(found.code, found.path) for found in report] == [
        ("DG130", ("school", "inn")),
        ("DG148", ("school", "type")),
    ]


def test_a_pack_may_refer_to_the_shared_definitions() -> None:
    shared = schema.load("common")["$id"]
    more = {"properties": {"school": {"properties": {"inn": {"$ref": f"{shared}#/$defs/slug"}}}}}
    text = completed("").replace("place:", "inn: 0000000000\n  place:")
    assert schema.validate(source.read_text(text, "a.yaml"), extra=[more])[1].ok


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "no such type"},
        {"$ref": "#/$defs/lost"},
        {"$ref": "https://docgen.invalid/elsewhere.json"},
        {"properties": {"school": {"pattern": "("}}},
    ],
)
def test_a_broken_schema_of_a_pack_stops_the_run_with_an_explanation(broken: Definition) -> None:
    with pytest.raises(TemplateError) as caught:
        schema.validate(source.read_text(completed(""), "a.yaml"), extra=[broken])
    assert [found.code for found in caught.value.report] == ["DG150"]


@pytest.mark.parametrize(
    ("shape", "text", "code"),
    [
        ("kind", "title: Благодарность\nper: mentor\norder: 290\npersonal: да\n", None),
        ("kind", "title: Благодарность\nper: mentors\n", "DG137"),
        (
            "clauses",
            "sections:\n - {id: a, clauses: [{id: a.b, items: [раз;, {text: два.}]}]}\n",
            None,
        ),
        ("clauses", "sections:\n - {id: a, clauses: [{id: A b, text: раз}]}\n", "DG138"),
        ("clauses", "sections:\n - {id: a, clauses: [{id: a.b, each: {a: b, c: d}}]}\n", "DG144"),
        ("stages", "stages:\n - {id: a, track: students, title: А, start: '09-01'}\n", None),
        ("stages", "stages:\n - {id: a, track: students, title: А, start: '31-12'}\n", "DG138"),
        ("stamps", "accepted: [ПРИНЯТО]\n", None),
        ("stamps", "acepted: [ПРИНЯТО]\n", "DG145"),
        ("part", "people:\n - {id: a, last_name: Ли, first_name: Ян, kind: head}\n", None),
        ("part", "people:\n - {id: a, last_name: Ли, first_name: Ян, kind: hea}\n", "DG137"),
    ],
)
def test_files_of_packs_have_schemas_of_their_own(shape: str, text: str, code: str | None) -> None:
    report = schema.validate(source.read_text(text, "a.yaml"), shape)[1]
    assert [found.code for found in report] == ([code] if code else [])


def test_an_item_given_as_text_becomes_a_record() -> None:
    text = "sections:\n - {id: a, clauses: [{id: a.b, items: [раз]}]}\n"
    data = schema.validate(source.read_text(text, "a.yaml"), "clauses")[0]
    assert data["sections"][0]["clauses"][0]["items"] == [{"text": "раз"}]


def test_one_text_may_stand_for_a_list() -> None:
    data = read("pairs:\n - {id: a, form: student-student, mentors: b, mentees: c}\n")[0]
    assert data["pairs"][0]["mentors"] == ["b"]


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        ("number: 0123", "number", "0123"),
        ("number: 12-од", "number", "12-од"),
        ("heading: нет", "heading", "нет"),
        ("date: 1.9.2026", "date", "2026-09-01"),
        ("date: 01/09/2026", "date", "2026-09-01"),
        ("date: 01.09.2026 г.", "date", "2026-09-01"),
        ("date: 1 мая 2026 года", "date", "2026-05-01"),
        ("date: 2026-09-01", "date", "2026-09-01"),
    ],
)
def test_a_scalar_means_what_a_person_meant(field: str, typed: str, meant: str) -> None:
    data, report = read(f"documents:\n  order-pairs: {{{field}}}\n")
    assert report.ok
    assert data["documents"]["order-pairs"] == {typed: meant}


@pytest.mark.parametrize("word", ["да", "Да", "true", "yes", "on"])
def test_yes_has_many_spellings(word: str) -> None:
    school = BASE["school"].replace("ivanova}", f"ivanova, acting: {word}}}")
    assert read(school)[0]["school"]["director"] == {"person": "ivanova", "acting": True}


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)), st.sampled_from(range(4))
)
def test_a_printed_date_reads_back_as_the_same_day(day: date, style: int) -> None:
    printed = (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year} г.",
    )[style]
    data, report = read(f"documents:\n  order-pairs: {{date: {printed}}}\n")
    assert report.ok
    assert data["documents"]["order-pairs"]["date"] == day.isoformat()


@given(st.text(max_size=12))
def test_whatever_is_written_for_a_date_it_is_an_iso_date_or_a_finding(text: str) -> None:
    quoted = json.dumps(text, ensure_ascii=True)
    data, report = read(f"documents:\n  order-pairs: {{date: {quoted}}}\n")
    found = data["documents"]["order-pairs"].get("date")
    assert not report.ok or found is None or date.fromisoformat(found).isoformat() == found


TREES = st.recursive(
    st.none() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*BASE, "id", "pairs", "term", "start", "bodies"]), inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted(schema.root("programme").properties)), TREES))
def test_no_tree_of_texts_makes_the_validator_fail(tree: dict[str, Any]) -> None:
    text = json.dumps(tree, ensure_ascii=True)
    report = schema.validate(source.read_text(text, "a.yaml"))[1]
    assert all(found.code.startswith("DG1") and found.message for found in report)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_and_says_what_it_is(name: str) -> None:
    written = schema.load(name)
    jsonschema_rs.meta.validate(written)
    assert written["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert written["$id"].endswith(f"/v1/{name}.schema.json")
    assert written["title"]
    assert written["description"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_has_a_russian_title_and_description(name: str) -> None:
    for field, definition in properties(name):
        for key in ("title", "description"):
            assert re.search("[а-яА-Я]", definition.get(key, "")), (name, field, key)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_stays_within_what_can_be_explained(name: str) -> None:
    """ensures that no keyword is used that neither a validator nor an editor explains well."""
    for definition in definitions(schema.load(name)):
        assert not {"oneOf", "anyOf", "not", "if"} & set(definition)
        if "enum" in definition and definition.get("type"):
            assert len(definition["enumDescriptions"]) == len(definition["enum"])
        if isinstance(definition.get("pattern"), str):
            assert r"\p" not in definition["pattern"]
            assert definition["patternErrorMessage"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_mapping_knows_its_fields(name: str) -> None:
    for definition in definitions(schema.load(name)):
        if "object" in definition.get("type", ()):
            assert "additionalProperties" in definition
            assert definition["additionalProperties"] is False or "properties" not in definition


def test_no_field_of_a_programme_is_named_as_a_method_of_a_mapping() -> None:
    """ensures that `{{ x.items }}` in a template never finds a method instead of a field."""
    names = {field for name in ("common", "programme") for field, _ in properties(name)}
    assert not names & set(dir(dict))


@pytest.mark.parametrize("name", SCHEMAS)
def test_examples_are_what_their_fields_accept(name: str) -> None:
    shapes = (schema.Shape(name, each) for _, each in properties(name))
    for shape in shapes:
        for example in shape.definition.get("examples", ()):
            assert list(_wrong(shape, example)) == []


def _wrong(shape: schema.Shape, example: Any) -> Iterator[str]:
    """Yield what is wrong with an example, read as a file of one field."""
    values = example if isinstance(example, list) else [example]
    own = shape.element if isinstance(example, list) else shape
    for value in values:
        pattern = own.definition.get("pattern")
        if pattern and not re.search(pattern, str(value)):
            yield f"{value} does not match {pattern}"
        if own.options and str(value) not in own.options:
            yield f"{value} is not an option"


@pytest.mark.parametrize("name", sorted(set(SCHEMAS) - {"common"}))
def test_a_bundled_schema_needs_no_other_file(name: str) -> None:
    bundled = schema.bundle(name)
    assert "common.schema.json" not in json.dumps({**bundled, "$id": ""})
    jsonschema_rs.validator_for(bundled)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_bundled_schema_finds_what_the_schema_finds(path: Path) -> None:
    read = source.read_text(completed(path.read_text(encoding="utf-8")), "programme.yaml")
    typed = schema.validate(read)[0]
    shared = schema.load("common")
    registry = jsonschema_rs.Registry([(shared["$id"], shared)])
    whole = jsonschema_rs.validator_for(schema.load("programme"), registry=registry)
    bundled = jsonschema_rs.validator_for(schema.bundle("programme"))
    errors = [
        [(error.instance_path, error.message) for error in validator.iter_errors(typed)]
        for validator in (whole, bundled)
    ]
    assert errors[0] == errors[1]


def test_words_that_look_alike_are_the_same_when_folded() -> None:
    assert folded("дирeктор") == folded("Директор")  # the first has a Latin e
    assert folded("order-pairs") == folded("order_pairs") == folded("Order pairs")


@pytest.mark.parametrize(
    ("first", "second", "changes"),
    [("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("abc", "abd", 1), ("abcd", "bcde", 2)],
)
def test_distance_counts_changes(first: str, second: str, changes: int) -> None:
    assert distance(first, second) == distance(second, first) == changes


@pytest.mark.parametrize("word", ["", "x", "совсем другое", "1"])
def test_what_is_far_from_everything_is_near_to_nothing(word: str) -> None:
    assert schema.nearest(word, {"director": "Директор", "place": "Место"}) is None


def test_the_validator_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, docgen.schema, docgen.model; print('jsonschema_rs' in sys.modules)"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert shown.stdout.strip() == "False"


def test_the_reference_of_fields_is_up_to_date() -> None:
    """ensures that docs/fields.md is what `python -m docgen.schema.reference` writes."""
    written = Path(__file__).parent.parent / "docs" / "fields.md"
    assert written.read_text(encoding="utf-8") == reference.page()


def test_every_link_of_the_reference_leads_to_one_place() -> None:
    page = reference.page()
    anchors = re.findall(r'<a id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= set(anchors)
