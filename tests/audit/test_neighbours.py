"""What looks like a slip and is none is left alone; the slip beside it is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from docgen.audit.acquaintance import unacquainted
from docgen.audit.evidence import Evidence
from docgen.audit.gaps import unfilled
from docgen.audit.rules import one_spelling_in_short
from docgen.audit.signs import Signs
from docgen.audit.strangers import one_year, own_school

Read = Callable[..., Evidence]
SCHOOL = "МБОУ «Березниковская СОШ»"
ORDER = [SCHOOL, "ПРИКАЗ", "10.10.2025 № 41-од", "О закреплении наставнических пар", "ПРИКАЗЫВАЮ:"]
REPORT = ["ОТЧЁТ НАСТАВНИКА", "о работе с молодым специалистом"]


GUESTS = {
    "Раньше она год вела секцию в МБОУ «Подносная СОШ», теперь она у нас.": False,
    "До перерыва вёл мастерские в МБОУ «Буянская школа».": False,
    "Вместе с МБОУ «Буянская СОШ», нашим партнёром, прошёл круглый стол.": False,
    "Семинар прошёл на базе МБОУ «Сахарная СОШ № 1».": False,
    "Пришла из МБОУ «Заоблачная СОШ».": False,
    "По договору с МБОУ «Коврижская СОШ» работа идёт дистанционно.": False,
    "Стажировка в МАОУ «Лицей № 8» длилась неделю.": False,
    "Победили в конкурсе, где были МБОУ «Сосновская СОШ» и другие.": False,
    "Задачи МБОУ СОШ № 12: создать базу наставников.": True,
    "Благодарю администрацию МБОУ «Гимназия № 15» за возможность работать.": True,
    "Собрать удачные находки педагогов МБОУ «Заоблачная СОШ».": True,
}


@pytest.mark.parametrize("text", GUESTS)
def test_another_school_may_be_named_for_what_it_is(text: str, read: Read, signs: Signs) -> None:
    papers = [read(*ORDER), read(*ORDER, "1."), read(*REPORT, text)]
    assert bool(list(own_school(papers, signs))) is GUESTS[text]


def test_a_letter_of_others_may_name_any_school(read: Read, signs: Signs) -> None:
    letter = ["Руководителям", "О семинаре для наставников", "Место: МБОУ «Сахарная СОШ»."]
    assert not list(own_school([read(*ORDER), read(*ORDER, "1."), read(*letter)], signs))


PAST = {
    "В 2023-2024 учебном году школа участвовала в районной апробации.": False,
    "Сравнение: в 2023/2024 учебном году была одна пара.": False,
    "на 2023/2024 учебный год": True,
}


@pytest.mark.parametrize("text", PAST)
def test_a_year_may_be_recalled(text: str, read: Read, signs: Signs) -> None:
    year = "на 2026/2027 учебный год"
    papers = [read("ПЛАН НАСТАВНИКА", year) for _ in range(3)]
    papers.append(read("ПОЛОЖЕНИЕ", "о наставничестве", text))
    assert bool(list(one_year(papers, signs))) is PAST[text]


AGREEMENT = ["ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ № 3", "15.09.2025"]
GAPS: dict[tuple[str, ...], bool] = {
    (*AGREEMENT, "Устанавливается надбавка в размере __________ рублей в месяц."): True,
    (*AGREEMENT, "Доплата составляет ______ % оклада ежемесячно."): True,
    (*AGREEMENT, "Работодатель _____________ Л. Е. Орлова"): False,
    (*AGREEMENT, "Экземпляр соглашения на руки получен работником ___________ (подпись)"): False,
    (*ORDER, "Срок – с ______________ по 31.05.2027."): True,
    (*ORDER, "С приказом от 10.10.2025 № 41-од ознакомлена: ________ Орлова Л. Е."): False,
    ("ПОЛОЖЕНИЕ", "о наставничестве в МБОУ «__________ СОШ»", "1. Общие положения."): True,
    ("ПОЛОЖЕНИЕ", "о наставничестве", "(краткое наименование организации)"): True,
    ("СОГЛАСИЕ", "на обработку данных", SCHOOL, "(наименование организации)"): False,
    ("СОГЛАСИЕ", "на обработку данных", "Орлова Любовь Егоровна", "(ФИО полностью)"): False,
    ("СОГЛАСИЕ", "на обработку данных", "Я, ____________________,", "(ФИО полностью)"): False,
}


@pytest.mark.parametrize("lines", GAPS, ids=lambda lines: " / ".join(lines[2:])[-60:])
def test_gaps_in_what_is_printed_are_slips_and_lines_for_a_pen_are_none(
    lines: Sequence[str], read: Read, signs: Signs
) -> None:
    assert bool(list(unfilled([read(*lines)], signs))) is GAPS[tuple(lines)]


POINT = "1. Закрепить {} за Петровой Анной Ильиничной, учителем химии."
MENTOR = POINT.format("Сидорову Марию Викторовну")
READ = "С приказом ознакомлены:"
SHEETS: dict[tuple[str, ...], set[str]] = {
    (MENTOR, READ, "Сидорова М. В.", "Петрова А. И."): set(),
    (MENTOR, READ, "М. В. Сидорова ________ А. И. Петрова ________"): set(),
    (MENTOR, "Лист ознакомления с приказом", "Сидорова М. В."): {"петрова"},
    (MENTOR, "Сидорова М. В. с приказом ознакомлена ______",
     "Петрова А. И. с приказом ознакомлена ______"): set(),
    (MENTOR, READ, "Орлова М. В.", "Сидорова ________ Петрова ________"): set(),
    (MENTOR, READ, "Орлова М. В. и другие, лист прилагается"): set(),
    (MENTOR, "2. Ознакомить с приказом всех работников под подпись."): set(),
    ("1. Чеширцев Артур Львович, 10 кл. – Соневич Майя Олеговна, 6 кл.;",
     "2. Куратору Орловой Л. Е. собрать планы.", READ, "Орлова Л. Е."): set(),
    ("1. Утвердить пары обучающихся:", "– Чеширцев Артур Львович – Соневич Майя Олеговна;", READ,
     "Орлова Л. Е."): set(),
    ("1. Закрепить пары обучающихся.", "2. Классному руководителю 10 «А» класса Бирюзиной К. В. "
     "следить за занятостью обучающихся.", READ, "Орлова Л. Е."): {"бирюзин"},
    ("1. Провести опрос обучающихся.", "2. Янтарному О. М. подготовить форму опроса.", READ,
     "Орлова Л. Е."): {"янтарн"},
    ("1. Классным руководителям Ким Ларисе Викторовне и Ходыреву Олегу Яновичу помогать парам "
     "обучающихся.", READ, "Ким Л. В."): {"ходырев"},
    ("В связи с увольнением Небылицы Тараса Богдановича", MENTOR, READ, "Сидорова М. В.",
     "Петрова А. И."): set(),
}  # fmt: skip


@pytest.mark.parametrize("lines", SHEETS, ids=lambda lines: " / ".join(lines)[:80])
def test_employees_sign_an_order_that_names_them(lines: Sequence[str], read: Read) -> None:
    found = unacquainted(read(*ORDER, *lines))
    assert {name.last for name, _ in found} == SHEETS[tuple(lines)]


SHORT = {
    "Роман Шляпкин и Анна Каролевич выиграли турнир.": True,
    "Роман Шляпкин и Анна Королевич выиграли турнир.": False,
    "Роман Шляпкин и Инна Каролевич выиграли турнир.": False,
    "Каролевич А. Г.": True,
}


@pytest.mark.parametrize("text", SHORT)
def test_a_name_without_a_patronymic_may_have_a_slip(text: str, read: Read, signs: Signs) -> None:
    papers = [read("ЖУРНАЛ НАСТАВНИКА", "Королевич Анна Глебовна"), read(*REPORT, text)]
    assert bool(list(one_spelling_in_short(papers, signs))) is SHORT[text]


def test_a_parent_who_signs_is_nobody_s_mentee(read: Read) -> None:
    route = ["ИНДИВИДУАЛЬНЫЙ МАРШРУТ ОБУЧАЮЩЕГОСЯ", "Наставник: Сидорова Мария Викторовна"]
    told = ["Наставляемый: Козлов Иван Ильич, 7 «А» класс", "Мать ____________ О. П. Козлова"]
    found = read(*route, *told).couples
    assert [(each.mentor.last, each.mentee.text) for each in found] == [
        ("сидорова", "Козлов Иван Ильич")
    ]


def test_who_agrees_to_guide_is_the_mentor_of_whom_he_names(read: Read) -> None:
    head = ["от учителя Боровикова М. А.", "СОГЛАСИЕ НА НАСТАВНИЧЕСТВО"]
    text = "Согласен выполнять работу наставника учителя информатики Груздя Антона Павловича очно."
    found = read(*head, text).couples
    assert [(each.mentor.last, each.mentee.last) for each in found] == [("боровиков", "грузд")]
