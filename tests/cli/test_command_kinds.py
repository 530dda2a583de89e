"""`docgen kinds`: what can be built, for whom, from which data, and what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import packs
from tests.cli.running import answer, codes, run


def test_every_kind_is_listed_under_its_part_of_the_bundle(programme: Path) -> None:
    found = answer(run("kinds", "--json", "-C", programme))["kinds"]
    assert [each["name"] for each in found] == [kind.name for kind in packs.stack().kinds()]
    groups = list(dict.fromkeys(each["group"] for each in found))
    assert groups == [group.title for group in packs.stack().groups()]


def test_every_built_in_kind_has_a_part_of_the_bundle() -> None:
    stack = packs.stack()
    assert [kind.name for kind in stack.kinds() if stack.group(kind) is None] == []


def test_a_kind_says_for_whom_it_is_made_from_which_data_and_what_is_blank(
    programme: Path,
) -> None:
    (found,) = answer(run("kinds", "order-adoption", "--json", "-C", programme))["kinds"]
    assert (found["per"], found["documents"]) == ("programme", 1)
    assert {"Школа", "Программа", "Документы"} <= set(found["uses"])
    assert "номер: Приказ о внедрении" in found["blanks"]
    said = run("kinds", "order-adoption", "-v", "-C", programme).stdout
    assert "один на программу – 1 документ" in said
    assert "данные: школа" in said
    assert "номер: Приказ о внедрении" in said.partition("не заполнено: ")[2]


def test_a_kind_that_does_not_apply_says_what_it_waits_for(programme: Path) -> None:
    (found,) = answer(run("kinds", "order-pairs", "--json", "-C", programme))["kinds"]
    assert found["documents"] == 0
    assert found["needs"]
    said = run("kinds", "order-pairs", "-C", programme).stdout
    assert "не нужен" in said
    assert f"нужно: {found['needs']}" in said


@pytest.mark.parametrize("kind", packs.stack().kinds(), ids=lambda kind: kind.name)
def test_a_kind_with_a_condition_says_it_in_words(kind: packs.Kind) -> None:
    assert kind.needs or not kind.when


def test_nothing_is_made(programme: Path) -> None:
    before = sorted(programme.rglob("*"))
    run("kinds", "-C", programme)
    assert sorted(programme.rglob("*")) == before


def test_without_a_programme_the_kinds_are_listed_all_the_same(tmp_path: Path) -> None:
    result = run("kinds", "-C", tmp_path)
    assert result.exit_code == 0
    assert "order-pairs" in result.stdout
    assert "не заполнено" not in result.stdout


def test_of_a_wrong_programme_the_kinds_and_its_errors_are_shown(wrong: Path) -> None:
    result = run("kinds", "--json", "-C", wrong)
    assert result.exit_code == 1
    assert len(answer(result)["kinds"]) == len(packs.stack().kinds())


def test_an_unknown_kind_is_a_finding(programme: Path) -> None:
    assert codes(run("kinds", "накладная", "--json", "-C", programme)) == ["DG266"]
