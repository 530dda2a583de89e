"""Citations of acts are found in any text, told which act is meant, and judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from docgen.citations import KnownActs, Paper, citations, examine
from docgen.citations.folding import fold
from docgen.citations.numbers import bare, close, confused, disguised, normal, part_of
from docgen.diagnostics import Severity
from docgen.packs import stack

HERE = Path(__file__).parent
KNOWN = KnownActs(stack().table("acts"))
TODAY = date(2026, 9, 15)


def corpus() -> Iterator[tuple[str, ...]]:
    """Yield part, date, track, sentence, acts and codes of every line."""
    for line in (HERE / "data" / "citations.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield tuple((line.split("\t") + [""] * 6)[:6])


def split(text: str) -> list[str]:
    return sorted(filter(None, text.split(",")))


def codes(text: str, paper: Paper | None = None) -> list[str]:
    """Return what is found in a text of today."""
    return [found.code for found in examine(text, KNOWN, paper or Paper(date=TODAY))]


def test_the_corpus_is_large_and_most_of_it_was_written_before_the_rules_saw_it() -> None:
    parts = [line[0] for line in corpus()]
    assert len(parts) >= 230
    assert len(parts) - parts.count("A") > len(parts) / 2


@pytest.mark.parametrize("line", list(corpus()), ids=lambda line: f"{line[0]}: {line[3][:40]}")
def test_a_citation_of_the_corpus_is_recognised_and_judged(line: tuple[str, ...]) -> None:
    _, day, track, sentence, acts, expected = line
    text = sentence.replace("¶", "\n").replace("~", "\u00a0")
    paper = Paper(date=date.fromisoformat(day) if day else TODAY, track=track)
    meant = {each.act for each in citations(text, KNOWN) if each.act}
    assert sorted(meant) == split(acts)
    assert sorted({each.code for each in examine(text, KNOWN, paper)}) == split(expected)


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ("DG460", "постановлению", "распоряжению"),
        ("DG461", "Правительства РФ", "Минпросвещения России"),
        ("DG462", "24.12.2019", "25.12.2019"),
        ("DG463", "№ Р-154", "№ Р-145"),
        ("DG472", "№ P-145", "№ Р-145"),
    ],
)
def test_a_wrong_requisite_is_found_where_it_stands(code: str, wrong: str, right: str) -> None:
    kind = "постановлению" if code == "DG460" else "распоряжению"
    said = {
        "DG461": f"Согласно {kind} {{}} от 25.12.2019 № Р-145.",
        "DG462": f"Согласно {kind} Минпросвещения России от {{}} № Р-145.",
        "DG460": "Согласно {} Минпросвещения России от 25.12.2019 № Р-145.",
    }.get(code, f"Согласно {kind} Минпросвещения России от\u00a025.12.2019\n{{}}, действуем.")
    text = said.format(wrong)
    (found,) = examine(text, KNOWN, Paper(date=TODAY))
    assert (found.code, text[found.start : found.end]) == (code, wrong)
    assert found.act == "r-145"
    assert found.repair
    assert codes(said.format(right)) == []


def test_what_is_known_for_certain_is_an_error_and_the_rest_a_warning() -> None:
    sure, unsure = "Р-145 от 24.12.2019", "Р-174 от 15.12.2020"
    levels = [
        examine(f"распоряжение № {text}", KNOWN, Paper())[0].severity for text in (sure, unsure)
    ]
    assert levels == [Severity.ERROR, Severity.WARNING]


def test_a_number_that_may_be_another_acts_is_only_perhaps_wrong() -> None:
    (found,) = examine("по распоряжению Минпросвещения России № Р-146", KNOWN, Paper())
    assert (found.code, found.severity) == ("DG464", Severity.WARNING)
    assert "озможно" in found.what


def test_a_wrong_title_is_told_from_the_title_of_another_act() -> None:
    law = "Федеральный закон от 27.07.2006 № 152-ФЗ"
    assert codes(f"{law} «О защите персональных данных граждан»") == ["DG465"]
    assert codes(f"{law} «Об образовании в Российской Федерации»") == ["DG466"]
    assert codes(f"{law} «О персональных данных»") == []


def test_the_name_of_one_act_before_the_number_of_another_is_found() -> None:
    text = "{} научно-методического сопровождения педагогических работников (распоряжение {})"
    mixed = text.format("Единая федеральная система", "Правительства РФ от 31.12.2019 № 3273-р")
    assert "DG466" in codes(mixed)
    right = text.format("Единой федеральной системы", "Минпросвещения России от 16.12.2020 № Р-174")
    assert codes(right) == []


def test_a_lapsed_act_is_told_with_what_came_after_it() -> None:
    text = "приказ Минпросвещения России от 21.07.2022 № 582"
    (found,) = examine(text, KNOWN, Paper(date=TODAY))
    assert found.code == "DG467"
    assert "№ 779" in found.repair
    assert found.severity is Severity.WARNING
    assert "не проверена" in found.what
    assert codes(text, Paper(date=date(2025, 2, 28))) == []
    assert codes(text, Paper()) == []


def test_a_replaced_act_without_a_last_day_lapses_when_its_successor_begins() -> None:
    text = "распоряжение Минпросвещения России от 06.08.2020 № Р-76"
    assert codes(text, Paper(date=date(2020, 12, 15))) == []
    assert codes(text, Paper(date=date(2020, 12, 16))) == ["DG467"]


def test_a_target_of_a_past_year_is_found() -> None:
    text = "Не менее 70\u00a0% школьников\nк 2024 г."
    assert codes(text) == ["DG468"]
    assert codes(text, Paper(date=date(2024, 9, 1))) == []


def test_an_act_or_an_edition_later_than_the_paper_is_found() -> None:
    text = "Закон № 273-ФЗ (ред. от 05.12.2022)"
    assert codes(text, Paper(date=date(2022, 9, 7))) == ["DG469"]
    assert codes(text, Paper(date=date(2022, 9, 7), latest=date(2023, 5, 31))) == []
    assert codes("ФЗ № 156-ФЗ", Paper(date=date(2025, 1, 9))) == ["DG469"]


def test_a_paper_rests_on_the_acts_of_its_own_track() -> None:
    text = "распоряжение № Р-145, письмо № АЗ-1128/08/657, ст. 351.8 ТК РФ, 273-ФЗ"
    for track, count in (("students", 1), ("teachers", 1), ("", 0)):
        assert codes(text, Paper(track=track)) == ["DG470"] * count


def test_a_whole_paper_names_the_model_with_its_letter() -> None:
    letter = "письмо Минпросвещения России от 23.01.2020 № МР-42/02"
    assert codes(letter, Paper(whole=True)) == ["DG471"]
    assert codes(letter) == []
    assert codes(f"распоряжение № Р-145; {letter}", Paper(whole=True)) == []


def test_a_regulation_for_employees_names_the_article_of_the_code() -> None:
    paper = Paper(date=date(2025, 3, 1), track="teachers", kind="regulation-teachers", whole=True)
    earlier = Paper(date=date(2025, 2, 28), kind="regulation-teachers", whole=True)
    assert codes("Положение о наставничестве. ТК РФ.", paper) == ["DG473"]
    assert codes("Положение о наставничестве. ТК РФ.", earlier) == []
    assert codes("Положение. Статья 351.8 Трудового кодекса.", paper) == []


def test_an_unconfirmed_act_is_said_to_be_one_with_the_trust_it_has() -> None:
    (found,) = examine("распоряжение Правительства РФ № 3273-р", KNOWN, Paper())
    assert (found.code, found.severity) == ("DG474", Severity.INFO)
    assert "средняя" in found.what


def test_an_unknown_federal_act_is_no_more_than_a_note() -> None:
    (found,) = examine("Федеральный закон от 05.04.2013 № 44-ФЗ", KNOWN, Paper())
    assert (found.code, found.severity, found.act) == ("DG475", Severity.INFO, "")
    assert codes("Закон Примерской области от 05.04.2013 № 44-ОЗ") == []
    assert codes("приказ директора школы от 05.04.2023 № 44-од") == []


def test_swapped_digits_of_an_article_are_found_and_other_articles_left_alone() -> None:
    assert codes("ст. 358.1 ТК РФ") == ["DG476"]
    assert codes("статьи 57, 60.2, 351.1, 351.7 и 351.8 ТК РФ") == []


def test_verbs_are_no_kinds_of_acts() -> None:
    text = "Приказываю школе № 196; указано в анкете № 309, распорядиться о № 582-р"
    assert [each.draft.kind for each in citations(text, KNOWN)] == [None]


def test_places_are_those_of_the_text_as_it_was_given() -> None:
    text = (
        "По\u00ad рас\u00adпоряжению  Минпросвещения\u00a0\n России   от 25.12.2019 №\u00a0Р–145 ."
    )
    (found,) = citations(text, KNOWN)
    assert found.act == "r-145"
    assert text[found.start : found.end] == found.text
    assert found.text.startswith("рас\u00adпоряжению")
    assert found.text.endswith("Р–145")


def test_folding_leads_back_to_every_letter() -> None:
    text = "\u00adа  б\u00a0\u00a0в\u200b—ё "
    folded = fold(text)
    assert folded.text == "а б в-е "
    alike = {"-": "—", "е": "ё", " ": None}
    for index, letter in enumerate(folded.text):
        given = text[folded.original(index)]
        assert given == (alike.get(letter, letter) or given)


def test_a_schools_own_act_is_known_too() -> None:
    own = {
        "id": "pay",
        "kind": "положение об оплате труда",
        "number": "17-од",
        "date": "2026-08-28",
    }
    known = KnownActs(stack().table("acts"), [own])
    (found,) = citations("Выплаты – по положению от 28.08.2026 № 17-од.", known)
    assert found.act == "pay"


def test_a_region_teaches_docgen_its_bodies_and_acts() -> None:
    act = {
        "id": "region-18",
        "kind": "распоряжение Министерства образования Примерской области",
        "date": "2023-07-03",
        "number": "18",
        "level": "regional",
    }
    body = {"id": "region", "words": ["Министерство образования Примерской области"]}
    table = stack().table("acts")
    more = {"acts": [*table["acts"], act], "issuers": [*table["issuers"], body]}
    known = KnownActs({**table, **more})
    text = "приказом Министерства образования Примерской области от 03.07.2023 № 18"
    assert [each.act for each in citations(text, known)] == ["region-18"]
    assert [each.code for each in examine(text, known, Paper())] == ["DG460"]


@pytest.mark.parametrize(
    ("written", "same"),
    [("ФЗ-273", "273-ФЗ"), ("273 ФЗ", "273-ФЗ"), ("P-145", "Р-145"), ("МР- 42/02", "МР-42/02")],
)
def test_a_number_has_one_form_however_it_is_written(written: str, same: str) -> None:
    assert normal(written) == normal(same) == same


def test_numbers_are_confused_as_people_confuse_them() -> None:
    assert confused("145-Р", "Р-145")
    assert confused("1246-Р", "1264-Р")
    assert not confused("Р-33", "Р-73")
    assert close("Р-146", "Р-145")
    assert not close("Р-1", "Р-2")
    assert bare("1264", "1264-Р")


def test_a_joint_act_has_the_numbers_of_both_bodies() -> None:
    assert part_of("АЗ-1128/08", "АЗ-1128/08/657")
    assert part_of("657", "АЗ-1128/08/657")
    text = "письмо Минпросвещения России № АЗ-1128/08 и Профсоюза образования № 657 от 21.12.2021"
    assert {each.act for each in citations(text, KNOWN)} == {"az-1128"}
    assert codes(text) == []


def test_signs_that_look_like_russian_letters_are_seen() -> None:
    assert disguised("№ P-145")
    assert disguised("№ 273-Ф3")
    assert not disguised("N 273-ФЗ")
    assert codes("Федеральный закон № 273-Ф3") == ["DG472"]


# Our own words


def golden() -> list[Path]:
    """Return the printed words of every kind of the samples; test_golden.py keeps them so."""
    return sorted(
        path
        for sample in ("kvantorium", "rural-school", "teachers")
        for path in (HERE / "golden" / sample).glob("*.txt")
    )


_MARKS = (
    (re.compile(r"<nbsp>"), "\u00a0"),
    (re.compile(r"<[^>\n]*>|^[@|\s]*(?:\[[\w.]+\])?", re.MULTILINE), ""),
    (re.compile(r"\*+"), ""),
)


def read(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    for marks, instead in _MARKS:
        text = marks.sub(instead, text)
    return text


@pytest.mark.parametrize("path", golden(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_nothing_is_wrong_with_the_acts_in_a_built_in_text(path: Path) -> None:
    kind = stack().kind(path.stem)
    sample = {"rural-school": "students", "teachers": "teachers"}.get(path.parent.name, "")
    whole = path.stem not in ("survey", "survey-answers")
    paper = Paper(
        date=date(2026, 9, 1),
        latest=date(2027, 5, 31),
        track=kind.track or sample,
        kind=kind.name,
        whole=whole,
    )
    assert examine(read(path), KNOWN, paper) == ()


def test_built_in_texts_cite_acts_that_the_rules_see() -> None:
    text = read(HERE / "golden" / "teachers" / "regulation-teachers.txt")
    seen = {each.act for each in citations(text, KNOWN)}
    assert {"273-fz", "tk", "152-fz", "1264-r", "p-196", "p-779", "az-1128", "u-94"} <= seen
