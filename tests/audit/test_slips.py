"""Slips that schools make, in small papers of one folder: each is said, and what is like it is not.

A wrong accusation costs more than silence: each slip stands beside what only looks like it.
"""

from __future__ import annotations

from datetime import date

import pytest

from docgen.audit.evidence import Evidence
from docgen.audit.people import mentions_in
from docgen.audit.rules import cross_checked
from docgen.audit.signs import Signs
from docgen.citations import KnownActs, Paper, examine
from docgen.packs import PackStack
from tests.audit.test_unusual_papers import ORDER, PAIRS, SCHOOL, Read, Told, said


def test_a_mentee_who_married_is_the_one_of_the_order(read: Read, told: Told) -> None:
    married = "Наставляемый: Щеглова Вера Павловна (до вступления в брак – Сухова)"
    report = read("ОТЧЁТ НАСТАВНИКА", "Наставник: Лаптев Юрий Иванович", married)
    assert "DG667" not in told(read(*PAIRS), report)


def test_that_a_mentee_married_may_stand_in_another_paper(read: Read, told: Told) -> None:
    report = read(
        "ОТЧЁТ НАСТАВНИКА", "Наставник: Лаптев Юрий Иванович", "Наставляемый: Щеглова Вера Павловна"
    )
    note = read("СПРАВКА", "В марте Сухова В. П. сменила фамилию на Щеглова.")
    assert "DG667" in told(read(*PAIRS), report)
    assert "DG667" not in told(read(*PAIRS), report, note)


@pytest.mark.parametrize("name", ["Щеглова (Сухова) Вера Павловна", "Щеглова (Сухова) В. П."])
def test_a_former_surname_in_brackets_is_nobody_else(read: Read, name: str) -> None:
    paper = read("ПЛАН РАБОТЫ НАСТАВНИКА", "Наставник: Лаптев Юрий Иванович", f"Менти: {name}")
    assert len(paper.couples) == 1
    assert paper.couples[0].mentee.last.startswith("щеглов")


def test_a_diary_names_who_is_anothers_by_the_order(read: Read, told: Told) -> None:
    order = read(
        *ORDER,
        "ПРИКАЗЫВАЮ:",
        "1. Назначить наставником Комарова Льва (9 класс), наставляемый – Рысев Артём (5 класс).",
        "2. Назначить наставником Синицыну Анну (9 класс), наставляемый – Ежов Фёдор (6 класс).",
    )
    right = read("ДНЕВНИК НАСТАВНИКА", "Наставник: Комаров Лев", "Наставляемый: Рысев Артём")
    wrong = read("ДНЕВНИК НАСТАВНИКА", "Наставник: Комаров Лев", "Наставляемый: Ежов Фёдор")
    assert len(order.couples) == 2
    assert "DG667" not in told(order, right)
    assert "DG667" in told(order, wrong)


SURNAMES = (
    ("Ворона", "Вороны", "Вороне"),
    ("Немец", "Немца", "Немцу"),
    ("Коломиец", "Коломийца", "Коломийцу"),
    ("Чирок", "Чирка", "Чирку"),
    ("Соловей", "Соловья", "Соловью"),
)


@pytest.mark.parametrize("forms", SURNAMES, ids=lambda forms: forms[0])
def test_a_surname_is_one_in_every_case(read: Read, forms: tuple[str, ...]) -> None:
    papers = [read(f"Работа с {form} Д. В.") for form in forms]
    assert len({name.last for paper in papers for name in paper.names}) == 1


def test_a_doubt_about_initials_says_the_surname_as_it_is_written(read: Read, signs: Signs) -> None:
    papers = [read(*PAIRS), read("ПЛАН", "Консультация: Громовва А. С.")]
    found = [each.message for each in cross_checked(papers, signs) if each.code == "DG666"]
    assert found == ["«Громовва А. С.» и «Громову Анну Сергеевну» – похоже, один человек."]


def test_a_surname_that_does_not_decline_is_no_adjective(read: Read, told: Told) -> None:
    one = read("ПЛАН", "Учитель: Белых Олег Ильич")
    assert "DG666" in told(one, read("ПЛАН", "Учитель: Белый Олег Ильич"))
    assert "DG666" not in told(one, read("ПЛАН", "Учитель: Белый Пётр Ильич"))


def test_a_name_of_three_words_without_a_patronymic_is_read_in_a_table_of_pairs() -> None:
    assert [each.name.text for each in mentions_in("Ле Ван Хоа, учитель", loose=True)] == [
        "Ле Ван Хоа"
    ]
    assert not mentions_in("Центр Добрых Дел открыт", loose=True)


def test_an_old_order_with_paragraphs_and_comrades_names_its_pairs(read: Read) -> None:
    order = read(
        SCHOOL,
        "ПРИКАЗ",
        "05.09.2021 № 7",
        "ПРИКАЗЫВАЮ:",
        "§ 1",
        "Считать наставниками молодых учителей: тов. Громову Анну Сергеевну – молодого учителя "
        "тов. Панова Ильи Олеговича.",
    )
    assert order.kind == "order-pairs"
    assert said(order) == {"Громову Анну Сергеевну – Панова Ильи Олеговича"}


def test_a_parent_is_no_mentor(read: Read) -> None:
    paper = read(
        "СОГЛАСИЕ РОДИТЕЛЯ",
        "Я, Рысева Ольга Игоревна, мать (по свидетельству), согласна, чтобы моя дочь, Ежова Яна "
        "Петровна, была наставляемой в паре с ученицей 9 класса Синицыной Анной.",
    )
    assert all("Рысева" not in each for each in said(paper))
    father = read(
        "СОГЛАСИЕ РОДИТЕЛЯ",
        "Я, Рысев Олег Игоревич, отец ученика 6 класса Рысева Артёма Олеговича, не возражаю, чтобы "
        "наставником сына был Комаров Лев Петрович.",
    )
    assert said(father) == {"Комаров Лев Петрович – Рысева Артёма Олеговича"}


KINDS = {
    ("СОГЛАСИЕ", "на участие дочери в наставничестве и на обработку её персональных данных"): (
        "consent-participation"
    ),
    ("СОГЛАСИЕ", "на обработку персональных данных участника наставничества"): "consent-data",
    ("ПРОТОКОЛ № 3", "заседания методического объединения", "План принять."): "",
    ("ПРОТОКОЛ № 3", "заседания педсовета", "О наставничестве: принять Положение."): "protocol",
    ("ИНДИВИДУАЛЬНЫЙ ОБРАЗОВАТЕЛЬНЫЙ МАРШРУТ", "обучающегося 6 класса", "Логопед: 2 часа."): "",
    ("ПРИКАЗ", "Об организации наставничества", "ПРИКАЗЫВАЮ:", "1. Утвердить Положение о "
     "наставничестве (приложение)."): "order-regulation",
    ("ПРИКАЗ", "Об организации наставничества", "ПРИКАЗЫВАЮ:", "1. Начать работу с 01.09.2026."): (
        "order-adoption"
    ),
}  # fmt: skip


@pytest.mark.parametrize("lines", KINDS, ids=lambda lines: lines[-1][:30])
def test_what_a_paper_is_about_tells_its_kind(read: Read, lines: tuple[str, ...]) -> None:
    assert read(*lines).kind == KINDS[lines]


CONSENT = ("СОГЛАСИЕ РОДИТЕЛЯ на участие ребёнка в наставничестве", "12.10.2026")


@pytest.mark.parametrize(
    ("line", "united"),
    [
        ("Также даю согласие школе (с. Поле, ул. 1 Мая) обрабатывать персональные данные.", True),
        ("Согласие на обработку персональных данных (отдельным документом) прилагаю.", False),
        ("Школа с согласия родителей обрабатывает сведения об успехах.", False),
    ],
)
def test_a_second_consent_on_a_sheet_is_said(
    read: Read, told: Told, line: str, united: bool
) -> None:
    assert ("DG675" in told(read(*CONSENT, line))) is united


def own(read: Read, *lines: str) -> list[Evidence]:
    return [read(*PAIRS), read(*ORDER, "1. Утвердить план."), read(*lines)]


FOREIGN = {
    "Выводы. Задачи, которые ставила Заречная основная школа, решены.": False,
    "Выводы. Задачи, которые ставила Заозерская основная школа, решены.": True,
    "В семинаре участвовала и Заозерская основная школа.": False,
    "Опыт обобщён: гостьей педсовета была Заозерская средняя школа.": False,
    "Заозерская начальная школа (структурное подразделение) ведёт две пары.": False,
    "Педагогическая школа молодого учителя работала весь год.": False,
    "Закреплён педагог Ли Вера Юрьевна, МБОУ «Заозерская СОШ».": False,
}


@pytest.mark.parametrize("line", FOREIGN)
def test_a_school_of_nobody_in_the_folder_is_left_from_a_sample(
    read: Read, told: Told, line: str
) -> None:
    assert ("DG668" in told(*own(read, "ПРОГРАММА НАСТАВНИЧЕСТВА", line))) is FOREIGN[line]


def test_a_name_of_a_school_goes_on_in_the_next_line(read: Read, told: Told) -> None:
    stamp = ("УТВЕРЖДАЮ", "Заведующий МБДОУ «Детский сад", "«Щегол»", "________ А. А. Ли")
    assert "DG668" in told(*own(read, *stamp, "ПРОГРАММА НАСТАВНИЧЕСТВА", "Цель – помощь."))


def test_a_folder_of_a_centre_is_no_schools(read: Read, told: Told) -> None:
    order = ("МКУ «Методический центр»", "ПРИКАЗ", "05.09.2025 № 2", "О наставниках района")
    schools = "1. Поддержать учителей из МБОУ «Первая СОШ»; список дополняет МБОУ «Вторая СОШ»."
    assert "DG668" not in told(read(*order, schools), read("СПРАВКА", "МБОУ «Первая СОШ»: да."))


def year(read: Read, title: str, day: str) -> list[Evidence]:
    return [read(SCHOOL, "ПРИКАЗ", f"{day} № 4", title, "ПРИКАЗЫВАЮ:", "1. Начать.")]


@pytest.mark.parametrize(
    ("title", "day", "late"),
    [
        ("Об утверждении списка наставников на 2024/2025 учебный год", "19.01.2026", True),
        ("Об утверждении списка наставников на 2025/2026 учебный год", "19.01.2026", False),
        ("О завершении работы по плану на 2024/2025 учебный год", "02.09.2025", False),
        ("О поощрении за работу в 2024/2025 учебном году", "02.09.2025", False),
    ],
)
def test_an_order_for_a_year_that_is_over_is_a_slip(
    read: Read, told: Told, title: str, day: str, late: bool
) -> None:
    assert ("DG678" in told(*year(read, title, day))) is late


def test_a_report_kept_from_last_year_is_no_copy(read: Read, told: Told) -> None:
    this = [read("ПЛАН НАСТАВНИКА", f"на 2026/2027 учебный год, {n} часть") for n in range(3)]
    kept = read("ИТОГОВЫЙ ОТЧЁТ о наставничестве", "за 2025/2026 учебный год", "29.05.2026")
    copied = read("ИТОГОВЫЙ ОТЧЁТ о наставничестве", "за 2025/2026 учебный год", "28.05.2027")
    assert "DG678" not in told(*this, kept)
    assert "DG678" in told(*this, copied)


ANNEXED = (
    SCHOOL, "ПРИКАЗ", "01.09.2025 № 5-о", "Об утверждении Положения о наставничестве",
    "1. Утвердить Положение о наставничестве (приложение 1).",
    "2. Утвердить форму листка беседы (приложение 2).",
)  # fmt: skip
FIRST = ("Приложение 1", "к приказу от 01.09.2025 № 5-о", "ПОЛОЖЕНИЕ о наставничестве")


def test_an_annex_is_missing_among_those_that_have_their_files(read: Read, told: Told) -> None:
    order, first = read(*ANNEXED), read(*FIRST, file="2.docx")
    unmarked = read("ЛИСТОК БЕСЕДЫ", "Форма", file="Листок беседы форма.docx")
    named = read("ЛИСТ", file="Прил. 2.docx")
    assert "DG672" in told(order, first)
    assert "DG672" not in told(order, first, unmarked)
    assert "DG672" not in told(order, first, named)
    assert "DG672" not in told(order, read("ПОЛОЖЕНИЕ о наставничестве", file="3.docx"))


STUDENTS = (
    SCHOOL, "ПРИКАЗ", "01.09.2025 № 5", "О наставниках",
    "1. Назначить наставниками студентов:",
    "1.1. Громову Анну Сергеевну – Панову Илье Олеговичу, студенту группы 1;",
    "1.2. Лаптева Юрия Ивановича – Суховой Вере Павловне, студентке группы 2.",
)  # fmt: skip


def test_a_student_signs_where_others_do(read: Read, told: Told) -> None:
    staff = ("Ознакомлены:", "Громова А. С. ____", "Лаптев Ю. И. ____")
    assert "DG671" not in told(read(*STUDENTS, *staff))
    assert "DG671" in told(read(*STUDENTS, *staff, "Панов И. О. ____"))


@pytest.mark.parametrize(
    ("line", "empty"),
    [
        ("ООО «Поле» в лице (должность, фамилия, имя, отчество), действующего по Уставу.", True),
        ("ООО «Поле» в лице ________, действующего на основании Устава, договорились.", True),
        ("ООО «Поле» в лице директора Ли Веры Юрьевны (должность – по штату).", False),
    ],
)
def test_who_signs_an_agreement_is_named(read: Read, told: Told, line: str, empty: bool) -> None:
    assert ("DG669" in told(read("СОГЛАШЕНИЕ о сотрудничестве", line))) is empty


@pytest.mark.parametrize(
    ("title", "track"),
    [
        ("О наставничестве «педагог – обучающийся»", "students"),
        ("О наставничестве «педагог – педагог» и «педагог – обучающийся»", "both"),
        ("О наставничестве «педагог – педагог»", "teachers"),
    ],
)
def test_a_form_says_who_is_guided(read: Read, title: str, track: str) -> None:
    assert read("ПРИКАЗ", "01.09.2025 № 5", title).track == track


@pytest.mark.parametrize(
    "lines",
    [
        ("ВЫПИСКА ИЗ ПРОТОКОЛА № 6", "заседания педагогического совета"),
        ("ВЫПИСКА", "из протокола заседания педагогического совета от 28.08.2025 № 6"),
    ],
)
def test_an_extract_has_the_number_of_its_minutes(read: Read, lines: tuple[str, ...]) -> None:
    assert read(SCHOOL, *lines).number == "6"


def test_a_quotation_has_the_whole_percentage(packs: PackStack) -> None:
    text = "Не менее 37,5 % педагогов вовлечены к 2024 году."
    paper = Paper(date=date(2026, 9, 1))
    found = [each.what for each in examine(text, KnownActs(packs.table("acts")), paper)]
    assert found == ["Срок показателя прошёл: «37,5 % педагогов вовлечены к 2024 году»."]


def test_a_plan_of_a_young_specialist_is_his(read: Read) -> None:
    title = ("ИНДИВИДУАЛЬНЫЙ ПЛАН", "развития молодого специалиста")
    mentor = "Наставник: Громова Анна Сергеевна"
    assert said(read(*title, "Ф. И. О.: Панов Илья Олегович", mentor)) == {
        "Громова Анна Сергеевна – Панов Илья Олегович"
    }
    assert not said(read("Согласовано: Сухова Вера Павловна", *title, mentor))
