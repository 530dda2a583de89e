"""Names decline by their parts, gender is never guessed, dirt is cleaned first."""

from __future__ import annotations

import pytest

from docgen.russian import CASES, decline, detect_gender, initials
from docgen.russian.names import normalise

FULL = [
    (
        "Седых Анна Ильинична",
        "Седых Анны Ильиничны|Седых Анне Ильиничне|Седых Анну Ильиничну"
        "|Седых Анной Ильиничной|Седых Анне Ильиничне",
    ),
    (
        "Непомнящая Ольга Игоревна",
        "Непомнящей Ольги Игоревны|Непомнящей Ольге Игоревне|Непомнящую Ольгу Игоревну"
        "|Непомнящей Ольгой Игоревной|Непомнящей Ольге Игоревне",
    ),
    (
        "Салтыков-Полянский Пётр Ильич",
        "Салтыкова-Полянского Петра Ильича|Салтыкову-Полянскому Петру Ильичу"
        "|Салтыкова-Полянского Петра Ильича|Салтыковым-Полянским Петром Ильичом"
        "|Салтыкове-Полянском Петре Ильиче",
    ),
    (
        "Шевченко Марек Петрович",
        "Шевченко Марека Петровича|Шевченко Мареку Петровичу|Шевченко Марека Петровича"
        "|Шевченко Мареком Петровичем|Шевченко Мареке Петровиче",
    ),
    (
        "Алиев Тимур Гасан оглы",
        "Алиева Тимура Гасан оглы|Алиеву Тимуру Гасан оглы|Алиева Тимура Гасан оглы"
        "|Алиевым Тимуром Гасан оглы|Алиеве Тимуре Гасан оглы",
    ),
]


@pytest.mark.parametrize(("name", "forms"), FULL, ids=[name for name, _ in FULL])
def test_a_full_name_declines_part_by_part(name: str, forms: str) -> None:
    assert [decline(name, case, "full") for case in CASES] == forms.split("|")


@pytest.mark.parametrize(
    ("name", "kind", "gender", "case", "form"),
    [
        ("Марек", "first", "m", "gen", "Марека"),
        ("Санёк", "first", "m", "gen", "Санька"),
        ("Сухой", "last", "m", "ins", "Сухим"),
        ("Хадиджа", "first", "f", "gen", "Хадиджи"),
        ("Фрейндлих", "last", "m", "dat", "Фрейндлиху"),
        ("Долгих", "last", "m", "dat", "Долгих"),
        ("Шмидт", "last", "f", "gen", "Шмидт"),
        ("Жан-Поль", "first", "m", "gen", "Жан-Поля"),
        ("Абдул-Азиз", "first", "m", "dat", "Абдул-Азизу"),
        ("Айгуль", "first", "f", "gen", "Айгуль"),
        ("Золя", "last", "m", "gen", "Золя"),
    ],
)
def test_a_hard_name_takes_its_right_form(
    name: str, kind: str, gender: str, case: str, form: str
) -> None:
    assert decline(name, case, kind, gender) == form  # type: ignore[arg-type] # literals from the table


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Иванов Пётр Сергеевич", "m"),
        ("Ким Саша", None),
        ("Цой Наталья", "f"),
        ("Шевченко Марина Ивановна", "f"),
        ("Алиева Лейла Гасан кызы", "f"),
    ],
)
def test_gender_shows_or_stays_unknown(name: str, gender: str | None) -> None:
    assert detect_gender(name) == gender


def test_a_name_of_unknown_gender_stays_as_it_is() -> None:
    assert decline("Ким", "gen", "last") == "Ким"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("ИВАНОВ", "Иванов"),
        (" Иванов ", "Иванов"),
        ("Салтыков–Щедрин", "Салтыков-Щедрин"),
        ("Салтыков \u2011 Щедрин", "Салтыков-Щедрин"),
        ("Андрей".replace("й", "й"), "Андрей"),
        ("ПЕТРОВА-ВОДКИНА", "Петрова-Водкина"),
    ],
)
def test_a_dirty_name_is_cleaned(dirty: str, clean: str) -> None:
    assert normalise(dirty) == clean


def test_initials_stand_before_or_after_and_never_part() -> None:
    assert initials("Иванова", "Анна", "Петровна") == "А.\u00a0П.\u00a0Иванова"
    assert initials("Ли", "Минь", before=False) == "Ли\u00a0М."


@pytest.mark.parametrize(
    ("name", "genitive"),
    [
        ("Барклай де Толли Богдан Ильич", "Барклая де Толли Богдана Ильича"),
        ("Ван дер Линде Карл Карлович", "Ван дер Линде Карла Карловича"),
        ("Лопес де Вега Анна", "Лопес де Веги Анны"),
    ],
)
def test_a_particle_within_a_surname_belongs_to_it(name: str, genitive: str) -> None:
    assert decline(name, "gen", "full") == genitive
