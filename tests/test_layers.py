"""Layers: a school's pack, those of the folders above, those that they extend; their claims."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from docgen import engine, resources, schema, source
from docgen.diagnostics import Diagnostic, Severity
from docgen.packs import check_files, check_required, packs_around
from docgen.palette import check_stamps
from tests.programmes import project

ENGINE = "1.4"


class Place:
    """Folders within folders, with packs in them: region/district/school."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.school = root / "district" / "school"
        self.school.mkdir(parents=True)

    def pack(self, where: str, name: str, more: str = "") -> Place:
        """Put a pack into a folder: `templates` or `packs/NAME` somewhere on the way up."""
        folder = self._root / where
        folder.mkdir(parents=True, exist_ok=True)
        text = f"name: {name}\ntitle: Набор {name}\n{more}"
        (folder / "pack.yaml").write_text(text, encoding="utf-8")
        return self

    def names(self) -> list[str]:
        """Return the names of the layers, nearest first, none of which may be wrong."""
        stack, report = packs_around(self.school, ENGINE)
        assert list(report) == []
        return [pack.name for pack in stack.packs]

    def found(self) -> list[Diagnostic]:
        """Return what is wrong with the layers."""
        return list(packs_around(self.school, ENGINE)[1])

    def code(self) -> str:
        """Return the code of the only finding."""
        (found,) = self.found()
        assert found.place.file.endswith("pack.yaml")
        return found.code


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A school in a district in a region, none of which has a pack."""
    return Place(tmp_path)


OWN = "district/school/templates"


# Where layers are found


def test_a_school_without_packs_has_the_built_in_one(place: Place) -> None:
    assert place.names() == ["docgen"]


def test_the_schools_own_pack_needs_no_manifest(place: Place) -> None:
    (place.school / "templates").mkdir()
    assert place.names() == ["school", "docgen"]


def test_packs_of_the_folders_above_lie_under_it_nearest_first(place: Place) -> None:
    place.pack("templates", "region").pack("district/templates", "district")
    assert place.names() == ["district", "region", "docgen"]
    assert place.pack(OWN, "mine").names() == ["mine", "district", "region", "docgen"]


def test_a_folder_of_templates_above_is_a_pack_only_if_it_says_so(place: Place) -> None:
    (place.school.parent / "templates").mkdir()
    assert place.names() == ["docgen"]


def test_docgens_own_checkout_above_a_school_is_not_taken_twice() -> None:
    stack, report = packs_around(resources.samples() / "kvantorium", ENGINE)
    assert [pack.name for pack in stack.packs] == ["docgen"]
    assert list(report) == []


@pytest.mark.parametrize("where", ["packs", "district/packs", "district/school/packs"])
def test_a_pack_names_the_one_it_extends(place: Place, where: str) -> None:
    place.pack("templates", "region").pack(f"{where}/method", "method")
    assert place.pack(OWN, "mine", "extends: method").names() == ["mine", "method", "docgen"]


def test_a_named_layer_above_is_reached_past_the_others(place: Place) -> None:
    place.pack("templates", "region").pack("district/templates", "district")
    assert place.pack(OWN, "mine", "extends: region").names() == ["mine", "region", "docgen"]


def test_extending_docgen_ends_the_way(place: Place) -> None:
    place.pack("templates", "region").pack("district/templates", "district", "extends: docgen")
    assert place.names() == ["district", "docgen"]


def test_a_school_that_extends_docgen_does_not_mind_what_is_above(place: Place) -> None:
    place.pack("templates", "region", "wrong: field\n")
    assert "DG104" in {found.code for found in place.found()}
    assert place.pack(OWN, "mine", "extends: docgen").names() == ["mine", "docgen"]


def test_a_kept_pack_may_extend_another(place: Place) -> None:
    place.pack("packs/one", "one", "extends: two").pack("packs/two", "two")
    assert place.pack(OWN, "mine", "extends: one").names() == ["mine", "one", "two", "docgen"]


# What may be wrong with them


def test_a_missing_parent_is_told_with_all_there_are(place: Place) -> None:
    place.pack("templates", "region").pack("packs/method", "method")
    place.pack(OWN, "mine", "extends: regoin")
    assert place.code() == "DG284"
    (found,) = place.found()
    assert all(name in found.hint for name in ("region (", "method (", "docgen (", "packs/regoin"))


def test_a_pack_kept_under_another_name_is_not_the_one_named(place: Place) -> None:
    place.pack("packs/one", "two").pack(OWN, "mine", "extends: one")
    assert place.code() == "DG284"


@pytest.mark.parametrize("other", ["mine", "one"])
def test_packs_that_extend_one_another_in_a_circle_are_refused(place: Place, other: str) -> None:
    place.pack("packs/mine", "mine", "extends: one").pack("packs/one", "one", f"extends: {other}")
    place.pack(OWN, "first", "extends: one")
    assert place.code() == "DG285"


def test_two_layers_of_one_name_are_refused(place: Place) -> None:
    place.pack("templates", "region").pack("district/templates", "region")
    assert place.code() == "DG286"


def test_a_school_may_not_call_its_pack_as_the_built_in_one(place: Place) -> None:
    assert place.pack(OWN, "docgen").code() == "DG286"


@pytest.mark.parametrize(
    ("demand", "met"),
    [
        (">=1.0", True),
        ("1.4", True),
        (">=1.10", False),
        (">=1.0, <2", True),
        ("<1.4", False),
        ("<=1.4.0", True),
        (">1.4", False),
        ("==1.3", False),
    ],
)
def test_a_pack_says_which_docgen_it_goes_with(place: Place, demand: str, met: bool) -> None:
    place.pack(OWN, "mine", f'engine: "{demand}"\n')
    assert [each.code for each in place.found()] == ([] if met else ["DG287"])


def test_a_pack_says_which_versions_of_the_built_in_pack_it_goes_with(place: Place) -> None:
    place.pack(OWN, "mine", "extends: docgen\nextends_version: '>=2026'\n")
    assert place.found() == []
    place.pack(OWN, "mine", "extends: docgen\nextends_version: '<2026'\n")
    assert place.code() == "DG287"


@pytest.mark.parametrize(("version", "codes"), [("1.3", []), ("1.1", ["DG287"]), ("", ["DG287"])])
def test_a_pack_says_which_versions_of_its_parent_it_goes_with(
    place: Place, version: str, codes: list[str]
) -> None:
    place.pack("templates", "region", f'version: "{version}"\n' if version else "")
    place.pack(OWN, "mine", 'extends: region\nextends_version: ">=1.2"\n')
    assert [each.code for each in place.found()] == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title: Без имени\n", "DG130"),
        ("name: a\ntitle: b\nengine: новая\n", "DG138"),
        ("name: a\ntitle: b\nrequires: [school.okppo]\n", "DG288"),
    ],
)
def test_a_wrong_manifest_is_told_with_its_place(place: Place, text: str, code: str) -> None:
    place.pack(OWN, "mine")
    (place.school / "templates" / "pack.yaml").write_text(text, encoding="utf-8")
    assert place.code() == code


# What a layer asks of programmes


def _lacking(place: Place, asked: str, programme: str) -> list[Diagnostic]:
    place.pack("templates", "region", f"requires: [{asked}]\n")
    stack, report = packs_around(place.school, ENGINE)
    assert list(report) == []
    read = source.read_text(programme, "programme.yaml")
    return list(check_required(schema.validate(read)[0], read, stack))


PROGRAMME = """
school:
  okpo: 12345678
programme:
  working_group: []
people:
  - id: ivanova
    post: учитель
  - id: petrova
"""


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        ("school.okpo", []),
        ("school.inn", [2]),
        ("programme.working_group", [5]),
        ("programme.goal", [4]),
        ("people.post", [9]),
        ("school.director.post", [2]),
        ("school.inn, people.id, people.post", [2, 9]),
    ],
)
def test_a_field_that_a_layer_asks_for_has_to_be_there(
    place: Place, asked: str, lines: list[int]
) -> None:
    found = _lacking(place, asked, PROGRAMME)
    assert [each.place.line for each in found] == lines
    assert {each.code for each in found} <= {"DG453"}
    assert all("«Набор region»" in each.message for each in found)


# Files that nobody would read


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("acts.yaml", "acts: []\n", None),
        ("docx/order-pairs/amendments.yaml", "amendments: []\n", None),
        ("docx/order/template.docx", "", None),  # a folder that kinds only extend
        ("docx/_parts/letterhead.docx", "", None),
        ("docx/.old/clauses.yml", "", None),
        ("akts.yaml", "acts: []\n", "DG289"),
        ("acts.yml", "acts: []\n", "DG289"),
        ("surveys/reading.yml", "survey: {id: reading}\n", "DG289"),
        ("docx/order-pair-s/amendments.yaml", "amendments: []\n", "DG289"),
        ("docx/order-pairs/amendments.yml", "amendments: []\n", "DG289"),
        ("stamps.yaml", "approved: [УТВЕРЖДАЮ]\naproved: [ДА]\n", "DG145"),
        ("surveys/reading.yaml", "survey: {id: reading}\n", "DG130"),
        ("docx/thanks/kind.yaml", "title: Благодарность\n", "DG270"),
    ],
)
def test_files_of_a_layer_that_nobody_would_read_or_could_are_told(
    place: Place, name: str, text: str, code: str | None
) -> None:
    path = place.school / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    found = list(check_files(packs_around(place.school, ENGINE)[0]))
    assert [each.code for each in found] == ([code] if code else [])
    assert all(each.place.file for each in found)


def test_a_stray_file_is_told_with_the_name_that_was_meant(place: Place) -> None:
    (place.school / "templates" / "docx" / "order-pair-s").mkdir(parents=True)
    (found,) = check_files(packs_around(place.school, ENGINE)[0])
    assert "order-pairs" in found.hint
    assert found.severity is Severity.WARNING


def test_a_wrong_stamp_is_told_where_its_layer_has_it(place: Place) -> None:
    place.pack("templates", "region")
    path = place.school.parents[1] / "templates" / "stamps.yaml"
    path.write_text('approved: ["{{ directr.post }}", "{{ body.name"]\n', encoding="utf-8")
    found = list(check_stamps(packs_around(place.school, ENGINE)[0]))
    assert [each.code for each in found] == ["DG201", "DG260"]
    assert [(each.place.file, each.place.line) for each in found] == [(str(path), 1)] * 2


def test_the_built_in_stamps_name_only_what_there_is(place: Place) -> None:
    assert list(check_stamps(packs_around(place.school, ENGINE)[0])) == []


# Everything together


def test_whatever_is_wrong_with_layers_is_in_the_report_of_the_programme(place: Place) -> None:
    project(place.school)
    assert engine.load(place.school).programme is not None
    place.pack("templates", "region", "requires: [school.okpo]\nengine: '>=99'\n")
    place.pack("templates/docx/thanks", "x")
    (place.school.parents[1] / "templates/docx/thanks/kind.yaml").write_text(
        "title: Благодарность\n", encoding="utf-8"
    )
    loaded = engine.load(place.school)
    assert loaded.programme is None
    assert {"DG287", "DG270"} <= {found.code for found in loaded.report}


def test_layers_cross_processes(place: Place) -> None:
    place.pack("templates", "region", "requires: [school.okpo]")
    stack, _ = packs_around(place.school, ENGINE)
    assert pickle.loads(pickle.dumps(stack)).packs == stack.packs
