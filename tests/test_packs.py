"""Packs lie over one another, nearest first, file by file and key by key."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from docgen import packs
from docgen.errors import TemplateError
from docgen.packs import Pack, PackStack, built_in, files_of, merge


def pack(folder: Path, files: dict[str, str]) -> Pack:
    """Write a pack of text files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Pack(folder.name, folder.name, folder)


IDS = [{"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}]


def over_built_in(folder: Path, files: dict[str, str]) -> PackStack:
    """Return a school's pack over the built-in one."""
    return PackStack([pack(folder, files), built_in()])


def test_the_built_in_pack_holds_the_kinds_in_the_order_of_the_bundle() -> None:
    names = [kind.name for kind in packs.stack().kinds()]
    assert names.index("order-adoption") < names.index("regulation-teachers")
    assert {"order-adoption", "order-curator", "order-regulation", "order-pairs"} <= set(names)
    assert {"regulation-teachers", "regulation-students", "programme", "model", "roadmap"} <= set(
        names
    )


def test_every_built_in_kind_has_a_template() -> None:
    stack = packs.stack()
    for kind in stack.kinds():
        assert stack.find(kind, "template.docx"), kind.name


def test_a_nearer_kind_changes_only_the_keys_it_names(tmp_path: Path) -> None:
    stack = over_built_in(tmp_path, {"docx/order-pairs/kind.yaml": "short: Приказ о парах школы\n"})
    own, common = stack.kind("order-pairs"), packs.stack().kind("order-pairs")
    assert own.short == "Приказ о парах школы"
    assert (own.title, own.order, own.per) == (common.title, common.order, common.per)


def test_a_new_kind_needs_no_python(tmp_path: Path) -> None:
    stack = over_built_in(
        tmp_path,
        {"docx/thanks/kind.yaml": "title: Благодарность\nshort: Благодарность\nper: mentor\n"},
    )
    assert stack.kind("thanks").per == "mentor"


def test_a_file_is_looked_for_nearest_first_then_in_the_kind_that_is_extended(
    tmp_path: Path,
) -> None:
    files = {
        "docx/base/kind.yaml": "title: База\nshort: База\n",
        "docx/base/template.docx": "база",
        "docx/base/clauses.yaml": "sections: []",
        "docx/letter/kind.yaml": "title: Письмо\nshort: Письмо\nextends: base\n",
        "docx/letter/clauses.yaml": "sections: []",
    }
    stack = PackStack([pack(tmp_path / "own", files)])
    letter = stack.kind("letter")
    found = [stack.find(letter, name) for name in ("template.docx", "clauses.yaml", "no.docx")]
    assert [path and path.parent.name for path in found] == ["base", "letter", None]


def test_kinds_that_extend_one_another_in_a_circle_are_refused(tmp_path: Path) -> None:
    files = {
        f"docx/{name}/kind.yaml": f"title: Т\nshort: Т\nextends: {other}\n"
        for name, other in (("one", "two"), ("two", "one"))
    }
    with pytest.raises(TemplateError) as caught:
        PackStack([pack(tmp_path, files)]).kinds()
    assert {found.code for found in caught.value.report} == {"DG265"}


def test_a_wrong_kind_is_refused_with_its_place(tmp_path: Path) -> None:
    stack = over_built_in(tmp_path, {"docx/thanks/kind.yaml": "title: Т\nshort: Т\nper: school\n"})
    with pytest.raises(TemplateError) as caught:
        stack.kinds()
    found = next(iter(caught.value.report))
    assert found.place.file.endswith("kind.yaml")
    assert found.place.line == 3


@pytest.mark.parametrize("field", ["extends", "annex_of"])
def test_a_kind_that_names_a_kind_that_is_nowhere_is_refused(tmp_path: Path, field: str) -> None:
    text = f"title: Т\nshort: Т\n{field}: no-such-kind\n"
    with pytest.raises(TemplateError) as caught:
        over_built_in(tmp_path, {"docx/thanks/kind.yaml": text}).kinds()
    assert [found.code for found in caught.value.report] == ["DG266"]


def test_reference_data_merge_by_id(tmp_path: Path) -> None:
    stack = over_built_in(
        tmp_path,
        {"acts.yaml": "acts:\n  - {id: tk, kind: Кодекс}\n  - {id: our, kind: приказ, title: О}\n"},
    )
    acts = {act["id"]: act for act in stack.table("acts")["acts"]}
    assert acts["tk"]["kind"] == "Кодекс"
    assert acts["tk"]["number"] == "197-ФЗ"
    assert "our" in acts
    assert "273-fz" in acts


@pytest.mark.parametrize(
    ("below", "above", "merged"),
    [
        ({"a": 1, "b": {"c": 2}}, {"b": {"d": 3}}, {"a": 1, "b": {"c": 2, "d": 3}}),
        ([1, 2], [3], [3]),
        (
            [{"id": 1, "x": 1}],
            [{"id": 1, "y": 2}, {"id": 2}],
            [{"id": 1, "x": 1, "y": 2}, {"id": 2}],
        ),
        ([{"id": 1}], [], []),
        ([{"id": 1}, {"id": 2}], [{"id": 1}, {"id": 3}, {"id": 4}], [*IDS[:1], *IDS[2:], IDS[1]]),
        ([{"id": 1}, {"id": 2}], [{"id": 3}, {"id": 1, "x": 5}], [{"id": 1, "x": 5}, *IDS[1:3]]),
        ([{"code": "а"}], [{"code": "б"}], [{"code": "а"}, {"code": "б"}]),
        ([{"id": 1, "code": "а"}], [{"code": "а"}], [{"code": "а"}]),
        ("a", "b", "b"),
    ],
)
def test_data_lie_over_data(below: object, above: object, merged: object) -> None:
    assert merge(below, above) == merged


def test_a_stack_crosses_processes() -> None:
    stack = pickle.loads(pickle.dumps(packs.stack()))
    assert stack.packs == packs.stack().packs


def test_a_shared_part_is_found_or_is_not() -> None:
    assert packs.stack().part("letterhead")
    assert packs.stack().part("no-such-part") is None


def test_a_kind_without_its_names_is_refused(tmp_path: Path) -> None:
    stack = over_built_in(tmp_path, {"docx/thanks/kind.yaml": "per: mentor\n"})
    with pytest.raises(TemplateError) as caught:
        stack.kinds()
    assert [found.code for found in caught.value.report] == ["DG270"]


def test_a_pack_without_surveys_leaves_those_below(tmp_path: Path) -> None:
    (tmp_path / "texts.yaml").write_text("plan_titles: {students: План}\n", encoding="utf-8")
    assert packs.stack(tmp_path).surveys() == packs.stack().surveys() != []


def test_files_set_aside_or_left_beside_are_none_of_a_pack(tmp_path: Path) -> None:
    for name in ("acts.yaml", "Прежние версии/acts.yaml", ".docgen/x.yaml", "~$бланк.docx"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert [path.name for path in files_of(tmp_path)] == ["acts.yaml"]
