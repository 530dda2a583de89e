"""A name that nothing has is answered with the names there are, the nearest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import studio
from docgen.errors import TemplateError
from docgen.packs import Kind, Pack, PackStack
from tests.cli.running import run


@pytest.fixture
def own(tmp_path: Path) -> Pack:
    return Pack("school", "Набор школы", tmp_path / "templates")


def refused(packs: PackStack, own: Pack, name: str) -> tuple[str, str]:
    """Return what is said of a name: the message and the hint."""
    with pytest.raises(TemplateError) as caught:
        studio.wanted(packs, own, name)
    (found,) = caught.value.report
    assert found.code == "DG298"
    return found.message, found.hint


def test_a_part_and_a_kind_are_known_by_their_names(packs: PackStack, own: Pack) -> None:
    assert studio.wanted(packs, own, "stamps") == "stamps"
    kind = studio.wanted(packs, own, "order-pairs")
    assert isinstance(kind, Kind)
    assert kind.name == "order-pairs"


@pytest.mark.parametrize(
    ("typed", "part"), [("stampz", "stamps"), ("signatures", "signature"), ("аннех", "annex")]
)
def test_parts_are_named_nearest_first(packs: PackStack, own: Pack, typed: str, part: str) -> None:
    message, hint = refused(packs, own, typed)
    assert f"Взять «{typed}» неоткуда" in message
    assert hint.startswith(f"Общие части: {part}, ")
    assert "letterhead" in hint
    assert "Виды, ближайшие по имени" in hint


def test_a_clause_is_edited_and_not_taken(packs: PackStack, own: Pack) -> None:
    message, hint = refused(packs, own, "order.deputy")
    assert message.startswith("«order.deputy» – пункт документа «")
    assert "docgen template edit order-curator" in hint
    assert "Пункты (order.deputy, " in refused(packs, own, "order.deputi")[1]


def test_the_command_says_it(tmp_path: Path) -> None:
    done = run("template", "take", "stampz", "-C", tmp_path)
    assert (done.exit_code, "Общие части: stamps, " in done.stderr) == (1, True)
