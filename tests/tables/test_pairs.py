"""Tables of pairs: who guides whom, however it is written, matched with those who are known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tables.making import EMPTY, FULL, csv, drawn, take, xlsx

ADULTS = "teacher-teacher"
Layout = Callable[[Path], Path]
MENTOR, MENTEE, CLASSES = "Клеёв Марк Ильич", "Кнопкина Вера Петровна", ("10 «А»", "7 «Б»")


def two_headings(folder: Path) -> Path:
    header = ["ФИО наставника", "Класс наставника", "ФИО наставляемого", "Класс наставляемого"]
    return xlsx(folder / "a.xlsx", [["Пары"], header, [MENTOR, "10А", MENTEE, "7Б"]])


def role_to_the_left(folder: Path) -> Path:
    header = ["№", "Наставник", "Класс", "Наставляемый", "Класс"]
    return xlsx(folder / "a.xlsx", [header, [1, MENTOR, "10А", MENTEE, "7Б"]])


def merged_roles(folder: Path) -> Path:
    def draw(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 3, "Закрепление наставников на 2026/27 учебный год")
        sheet.merge_range(1, 0, 1, 1, "Наставник")
        sheet.merge_range(1, 2, 1, 3, "Наставляемый")
        sheet.write_row(2, 0, ["ФИО", "Класс"] * 2)
        sheet.write_row(3, 0, [MENTOR, "10А", MENTEE, "7Б"])

    return drawn(folder / "a.xlsx", draw)


def roles_over_columns_of_a_csv(folder: Path) -> Path:
    text = f"Наставник;;Наставляемый;\nФИО;Класс;ФИО;Класс\n{MENTOR};10А;{MENTEE};7Б\n"
    return csv(folder / "a.csv", text)


def names_in_three_columns(folder: Path) -> Path:
    header = [
        f"{part} {whose}"
        for whose in ("наставника", "наставляемого")
        for part in ("Фамилия", "Имя", "Отчество", "Класс")
    ]
    row = [*MENTOR.split(), "10А", *MENTEE.split(), "7Б"]
    return xlsx(folder / "a.xlsx", [header, row])


def class_beside_the_name(folder: Path) -> Path:
    row = [f"{MENTOR}, 10 «А»", f"{MENTEE} (7Б)"]
    return xlsx(folder / "a.xlsx", [["Наставник", "Подопечный"], row])


def other_words(folder: Path) -> Path:
    header = ["Ученик-наставник (ФИО)", "Класс", "Наставляемый ученик", "Класс"]
    return xlsx(folder / "a.xlsx", [header, [MENTOR, "10А", MENTEE, "7Б"]])


LAYOUTS: list[Layout] = [
    two_headings,
    role_to_the_left,
    merged_roles,
    roles_over_columns_of_a_csv,
    names_in_three_columns,
    class_beside_the_name,
    other_words,
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.__name__)
def test_a_pair_and_its_people_come_out_the_same(layout: Layout, tmp_path: Path) -> None:
    taken = take(tmp_path, layout(tmp_path))
    assert taken.report.ok, list(taken.report)
    people = taken.added("people", 2)
    assert [(each["id"], each["kind"], each["class"]) for each in people] == [
        ("kleev", "student", CLASSES[0]),
        ("knopkina", "student", CLASSES[1]),
    ]
    pair = {"id": "p1", "form": "student-student", "mentors": ["kleev"], "mentees": ["knopkina"]}
    assert taken.data["pairs"] == [pair]
    again = take(tmp_path, layout(tmp_path), None)
    assert (list(again.report), again.changes) == ([], [])


def pairs(folder: Path, rows: list[list[Any]], text: str = FULL, **more: Any) -> Any:
    """Take rows of pairs under plain headings."""
    header = ["Наставник", "Наставляемый", "Форма", "Ролевая модель", "Начало", "Задачи", "Цель"]
    return take(folder, xlsx(folder / "pairs.xlsx", [header, *rows]), text, **more)


KNOWN = [["Тетрадкин М. И.", "Линейкина Вера"], ["Примерова О.Л.", "Образцов Илья Львович"]]


def test_people_are_known_by_initials_and_without_a_patronymic(tmp_path: Path) -> None:
    taken = pairs(tmp_path, KNOWN)
    assert (taken.codes, taken.changes, taken.text) == ([], [], FULL)


def test_an_unknown_surname_with_initials_is_a_finding(tmp_path: Path) -> None:
    taken = pairs(tmp_path, [["Пеналов П. И.", "Линейкина В. П."]])
    assert taken.codes == ["DG319"]
    assert taken.text == FULL


def test_namesakes_are_a_finding_unless_the_class_or_the_id_tells_them_apart(
    tmp_path: Path,
) -> None:
    twin = "people:\n  - {id: s9, last_name: Линейкина, first_name: Вика, kind: student, class: 5}"
    text = FULL.replace("people:", twin, 1)
    assert pairs(tmp_path, [["Тетрадкин М.", "Линейкина В."]], text).codes == ["DG320"]
    for told in ("Линейкина В. (7Б)", "Линейкина В. (s2)", "Линейкина Вера"):
        assert pairs(tmp_path, [["Тетрадкин М.", told], KNOWN[1]], text).changes == []


def test_values_of_a_pair_are_changed_in_place(tmp_path: Path) -> None:
    rows = [
        [*KNOWN[0], "ученик – ученик", "лидер – пассивный", "15.09.2026", "", "догнать класс"],
        [*KNOWN[1], "Учитель-учитель", "", "", "вести журнал; написать программу"],
    ]
    taken = pairs(tmp_path, rows)
    assert taken.codes == []
    assert taken.text == FULL.replace(
        "{id: p1, form: student-student, mentors: [s1], mentees: [s2]}   # первая",
        "{id: p1, form: student-student, model: leader-passive, mentors: [s1], mentees: [s2], "
        "start: 15.09.2026, goal: догнать класс}   # первая",
    ).replace("- готовить урок", "- написать программу")
    assert {change.sort for change in taken.changes} == {"changed"}


def test_a_new_pair_goes_below_the_others_under_the_next_id(tmp_path: Path) -> None:
    taken = pairs(tmp_path, [*KNOWN, ["Примерова О. Л.", "Тетрадкин М. И."]])
    new = "  - {id: p3, form: teacher-student, mentors: [t1], mentees: [s1]}\n"
    assert taken.text == FULL + new


def test_pairs_begin_under_a_key_without_pairs_and_its_comment_stays(tmp_path: Path) -> None:
    head, _, _ = FULL.partition("pairs:\n")
    taken = pairs(tmp_path, KNOWN, head + "pairs:   # пока нет\n  # - {id: образец}\n")
    assert taken.text.partition("pairs:")[2] == (
        "   # пока нет\n"
        "  - {id: p1, form: student-student, mentors: [s1], mentees: [s2]}\n"
        "  - {id: p2, form: teacher-teacher, mentors: [t1], mentees: [t2]}\n"
        "  # - {id: образец}\n"
    )


def test_a_group_is_several_people_in_one_cell(tmp_path: Path) -> None:
    header = ["Наставник", "Наставляемые", "Класс"]
    row = ["Тетрадкин М. И.", "1. Клеёв Марк Ильич\n2. Кнопкина Вера Петровна", "5А\n5Б"]
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", [header, row]), FULL)
    assert [(each["id"], each["class"]) for each in taken.added("people", 6)] == [
        ("kleev", "5 «А»"),
        ("knopkina", "5 «Б»"),
    ]
    assert taken.data["pairs"][2]["mentees"] == ["kleev", "knopkina"]
    assert taken.data["pairs"][2]["variety"] == "group"


def test_a_mentor_merged_over_several_rows_has_a_pair_in_each(tmp_path: Path) -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Наставник", "Наставляемый", "Класс"])
        sheet.merge_range(1, 0, 2, 0, "Тетрадкин М. И.")
        sheet.write_row(1, 1, ["Клеёв Марк Ильич", "5А"])
        sheet.write_row(2, 1, ["Кнопкина Вера Петровна", "5Б"])

    taken = take(tmp_path, drawn(tmp_path / "a.xlsx", draw), FULL)
    assert [each["mentees"] for each in taken.added("pairs", 2)] == [["kleev"], ["knopkina"]]
    assert {each["mentors"][0] for each in taken.added("pairs", 2)} == {"s1"}


def test_a_pair_that_is_gone_stays_with_advice(tmp_path: Path) -> None:
    text = FULL.replace(
        "pairs:\n", "pairs:\n  - {id: p3, form: student-student, mentors: s2, mentees: s1}\n"
    )
    taken = pairs(tmp_path, [KNOWN[0], KNOWN[1]], text)
    (gone,) = taken.changes
    assert (gone.sort, taken.text) == ("gone", text)
    assert "status: terminated" in gone.advice


def test_a_pair_with_another_mentor_is_a_new_one_instead_of_the_old(tmp_path: Path) -> None:
    taken = pairs(tmp_path, [KNOWN[1], ["Примерова О.Л.", "Линейкина В. П."]])
    assert [change.sort for change in taken.changes] == ["added", "gone"]
    taken = pairs(tmp_path, [KNOWN[0], ["Клеёв Марк Ильич, учитель химии", "Образцов И. Л."]])
    assert "replaces: p2" in taken.changes[-1].advice


def test_people_of_a_pair_that_is_known_by_its_id_are_changed_with_a_warning(
    tmp_path: Path,
) -> None:
    header = ["Обозначение", "Наставник", "Наставляемый"]
    rows = [header, ["p1", "Примерова О. Л.", "Линейкина В."], ["p2", *KNOWN[1]]]
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows), FULL)
    assert taken.codes == ["DG337"]
    assert "{id: p1, form: teacher-student, mentors: [t1], mentees: [s2]}" in taken.text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("педагог – обучающийся", "DG327"),
        ("наставничество", "DG327"),
        ("обучающийся – обучающийся", None),
        ("student-student", None),
        ("Форма «ученик-ученик»", None),
    ],
)
def test_a_form_is_named_by_its_title(form: str, said: str | None, tmp_path: Path) -> None:
    text = FULL.replace(", teacher-student]", "]")
    taken = pairs(tmp_path, [[*KNOWN[0], form], KNOWN[1]], text)
    assert taken.codes == ([said] if said else [])


def test_an_unknown_role_model_is_a_finding(tmp_path: Path) -> None:
    taken = pairs(tmp_path, [[*KNOWN[0], "", "сильный – слабый"]])
    assert taken.codes == ["DG327"]
    assert "лидер – пассивный" in next(iter(taken.report)).hint


def test_a_form_that_people_do_not_show_has_to_be_told(tmp_path: Path) -> None:
    text = EMPTY.replace(", teacher-student]", ", teacher-student, partner-teacher]")
    header = ["Наставник", "Кто это", "Наставляемый", "Должность"]
    row = ["Клеёв Марк Ильич", "родитель", "Кнопкина Вера Петровна", "директор"]
    taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", [header, row]), text)
    assert taken.codes == ["DG327"]


@pytest.mark.parametrize(("first", "second"), [("10А", "7Б"), ("7Б", "8Б"), ("8Б", "9Б")])
def test_a_pupil_of_two_classes_in_two_roles_is_a_finding(
    first: str, second: str, tmp_path: Path
) -> None:
    header = ["Наставник", "Класс", "Наставляемый", "Класс"]
    rows = [
        header,
        ["Тетрадкин М. И.", "", "Линейкина В. П.", first],
        ["Линейкина В. П.", second, "Тетрадкин М. И.", ""],
    ]
    (wrong,) = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows), FULL).report
    assert (wrong.code, wrong.place.spot) == ("DG322", "лист «Лист1», B3")
    assert wrong.message.startswith("Линейкина Вера Петровна, Класс: здесь иначе")


def test_nobody_is_a_mentor_of_himself(tmp_path: Path) -> None:
    name = "Тетрадкин Марк Ильич"
    for mentee in (name, f"Линейкина В. П.\n{name}"):
        rows = [["Наставник", "Наставляемый"], [name, mentee]]
        (wrong,) = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows), FULL).report
        assert (wrong.code, wrong.place.spot) == ("DG403", "лист «Лист1», B2")


def test_the_same_pair_twice_is_a_finding(tmp_path: Path) -> None:
    taken = pairs(tmp_path, [KNOWN[0], ["Тетрадкин Марк Ильич", "Линейкина В. П."], KNOWN[1]])
    assert taken.codes == ["DG322"]


def test_one_id_for_two_pairs_is_a_finding(tmp_path: Path) -> None:
    header = ["Обозначение", "Наставник", "Наставляемый"]
    for name in ("p1", "новая"):
        rows = [header, [name, *KNOWN[0]], [name, *KNOWN[1]]]
        taken = take(tmp_path, xlsx(tmp_path / "a.xlsx", rows), FULL)
        assert "DG322" in taken.codes
        assert taken.text == FULL


def test_one_person_of_two_classes_is_a_finding(tmp_path: Path) -> None:
    header = ["Наставник", "Наставляемый", "Класс"]
    for whom in ("Линейкина В. П.", "Скрепкин Пётр Ильич"):
        rows = [header, ["Тетрадкин М. И.", whom, "8А"], ["Примерова О. Л.", whom, "8Б"]]
        assert "DG322" in take(tmp_path, xlsx(tmp_path / "a.xlsx", rows), FULL).codes


@pytest.mark.parametrize("row", [["", "Линейкина В. П."], ["Тетрадкин М. И.", ""]])
def test_a_row_without_one_of_the_two_is_a_finding(row: list[str], tmp_path: Path) -> None:
    assert pairs(tmp_path, [[*row, "ученик – ученик"]]).codes == ["DG314"]


def test_a_new_teacher_needs_a_post_and_a_head_is_known_by_it(tmp_path: Path) -> None:
    row = ["Клеёв Марк Ильич", "Линейкина В. П."]
    assert pairs(tmp_path, [row]).codes == ["DG328"]
    for post, kind in (("учитель химии", "teacher"), ("заместитель директора по УВР", "head")):
        taken = pairs(tmp_path, [[f"Клеёв Марк Ильич, {post}", row[1]]])
        assert [each["kind"] for each in taken.added("people", 6)] == [kind]
