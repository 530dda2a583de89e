"""Papers as other schools write them: what is odd is read, and nothing is said in vain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from docx import Document as new_document

from docgen import norms
from docgen.audit import audit
from docgen.audit.evidence import Evidence
from docgen.audit.points import scores
from docgen.audit.signs import Signs
from docgen.packs import PackStack

Read = Callable[..., Evidence]
Told = Callable[..., set[str]]
SCHOOL = "МБОУ «Полевая СОШ»"
ORDER = (SCHOOL, "ПРИКАЗ", "05.09.2025 № 12-од", "О закреплении наставнических пар")
PAIRS = (
    *ORDER,
    "ПРИКАЗЫВАЮ:",
    "1. Закрепить Громову Анну Сергеевну, учителя химии, за Пановым Ильёй Олеговичем, учителем "
    "физики.",
    "2. Закрепить Лаптева Юрия Ивановича, учителя истории, за Суховой Верой Павловной, учителем "
    "права.",
)


def said(paper: Evidence) -> set[str]:
    return {f"{each.mentor.text} – {each.mentee.text}" for each in paper.couples}


HEADS = {
    ("ПРИКАЗ", "«02» сентября 2025 года\t45-ОД/2025"): (date(2025, 9, 2), "45-ОД/2025"),
    ("ПРИКАЗ", '"12" 01 2026 г.\t№ 3/1-О'): (date(2026, 1, 12), "3/1-О"),
    ("ПРИКАЗ", "от «15» сентября 2025г.\t№ 77"): (date(2025, 9, 15), "77"),
    ("ПРИКАЗ № 46", "от 07 сентября 2026 г."): (date(2026, 9, 7), "46"),
    ("ПРИКАЗ по МБОУ СОШ № 21 от 01.09.2025 № 15",): (date(2025, 9, 1), "15"),
    ("ПРИКАЗ", "01.09.2025 г.\t2025/2026"): (date(2025, 9, 1), ""),
}


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head[-1])
def test_an_order_has_its_date_and_number_however_they_are_typed(
    head: Sequence[str], read: Read
) -> None:
    order = read(SCHOOL, *head, "О закреплении наставников", "ПРИКАЗЫВАЮ:")
    assert (order.day, order.number) == HEADS[tuple(head)]


def test_a_stamp_ends_where_another_one_begins(read: Read) -> None:
    stamp = ["УТВЕРЖДЕНО", f"приказом {SCHOOL}", "от 10.09.2026 № 95"]
    meeting = ["Принято на заседании педагогического совета,", "протокол от 14.09.2026 № 2"]
    paper = read(*stamp, *meeting, "", "ПОЛОЖЕНИЕ", "о наставничестве обучающихся")
    assert paper.approved == (date(2026, 9, 10), "95")


KINDS = {
    ("СОГЛАСИЕ", "Я, Громова Анна Сергеевна, согласна быть наставником Панова И. О."):
        "mentor-consent",
    ("СОГЛАСИЕ", "Я, Панова О. О., даю согласие на обработку персональных данных сына."):
        "consent-data",
    ("ПЛАН РАБОТЫ С МОЛОДЫМ СПЕЦИАЛИСТОМ",): "pair-plan",
    ("ПЛАН ВСТРЕЧ", "Пара: Алина Громова и Тимур Панов"): "pair-plan",
    ("ПРОГРАММА НАСТАВНИЧЕСТВА", "для группы 9 «Б»", "Наставник: Громова А. С.",
     "Наставляемые: Панов И. О., Лаптев Ю. И."): "pair-plan",
    ("ПРОГРАММА НАСТАВНИЧЕСТВА", "Цель: помочь новичкам."): "programme",
    ("СОГЛАШЕНИЕ", "между наставником и наставляемым"): "pair-agreement",
    ("ИНДИВИДУАЛЬНЫЙ ОБРАЗОВАТЕЛЬНЫЙ МАРШРУТ", "мастера производственного обучения Панова И. О."):
        "teacher-route",
}  # fmt: skip


@pytest.mark.parametrize("lines", KINDS, ids=lambda lines: lines[-1])
def test_a_kind_is_known_by_its_title_or_by_whom_it_names(lines: Sequence[str], read: Read) -> None:
    assert read(*lines).kind == KINDS[tuple(lines)]


def test_an_order_with_its_annexes_in_one_file_closes_their_points(
    read: Read, signs: Signs
) -> None:
    mark = "к приказу от 28.08.2026 № 40"
    order = read(
        SCHOOL, "ПРИКАЗ", "28.08.2026 № 40", "О внедрении целевой модели наставничества",
        "ПРИКАЗЫВАЮ:", "1. Утвердить Положение (приложение 1), дорожную карту (приложение 2).", "",
        "Приложение 1", mark, "", "ПОЛОЖЕНИЕ О НАСТАВНИЧЕСТВЕ", "1. Наставник помогает ученику.",
        "", "Приложение 2", mark, "", "ДОРОЖНАЯ КАРТА", "1. Приказ – август.",
    )  # fmt: skip
    assert order.kind == "order-adoption"
    assert [each.value for each in scores([order], signs)[:2]] == [1, 1]


COUPLES = {
    # a list under «за следующими педагогами:», which the next point of the order ends
    ("1. Закрепить наставником Громову А. С. за следующими педагогами:",
     "- Панов И. О., учитель физики;", "- Сухова В. П., учитель права.",
     "2. Бухгалтеру Ежовой О. О. производить доплату."):
        "Громову А. С. – Панов И. О., Громову А. С. – Сухова В. П.",
    ("1. Утвердить наставнические пары:", "– Громова А. С. – Панов И. О.;",
     "2. Завучу Юдину К. К., психологу Ладе О. И. провести семинар."):
        "Громова А. С. – Панов И. О.",
    ("Утвердить наставнические пары:", "1. Громова А. С. – Панов И. О.;",
     "2. Лаптев Ю. И. – Сухова В. П."):
        "Громова А. С. – Панов И. О., Лаптев Ю. И. – Сухова В. П.",
    # a verb between names ends a list of them
    ("Наставником Панова Ильи Олеговича и Сухова Льва Павловича, 9 «Б», считать мастера участка "
     "Лаптева Юрия Ивановича.",): "Лаптева Юрия Ивановича – Панова Ильи Олеговича, "
        "Лаптева Юрия Ивановича – Сухова Льва Павловича",
    ("ПЛАН", "работы наставника А. С. Громовой с преподавателем И. О. Пановым",
     "на 2025–2026 учебный год"): "А. С. Громовой – И. О. Пановым",
    # a journal is headed by both, which opens no list; nor do signatures
    ("ЖУРНАЛ ВСТРЕЧ", "наставника и наставляемого", "Наставник Громова А. С.",
     "Наставляемый Панов И. О.", "Дата | Подпись наставника | Подпись наставляемого",
     "26.09.2025 | Урок у Суховой В. П. | с Лаптевым Ю. И."): "Громова А. С. – Панов И. О.",
    # what was once, who else is thanked, whose turn comes next
    ("Отзыв", "Моим наставником стала Анна Сергеевна Громова. Раньше я работал в гимназии, где "
     "наставником был Олег Ильич Страхов.", "Наставляемый: Панов И. О."):
        "Анна Сергеевна Громова – Панов И. О.",
    ("Спасибо моему наставнику, а также Громовой Анне.", "Наставляемый: Панов И. О."): "",
    ("Громова А. С., учитель химии. Наставляемый Панов И. О.",
     "Наставник Лаптев Ю. И. Наставляемая Сухова В. П."): "Лаптев Ю. И. – Сухова В. П.",
}  # fmt: skip


@pytest.mark.parametrize("lines", COUPLES, ids=lambda lines: lines[0][:40])
def test_couples_are_read_as_they_are_meant(lines: Sequence[str], read: Read) -> None:
    expected = COUPLES[tuple(lines)]
    assert said(read(*lines)) == {each for each in expected.split(", ") if each}


# These papers name many people; each is of a pair that the order fixes.
RIGHT = (
    ("ОТЧЁТ НАСТАВНИКА", "Громова А. С. провела с Пановым И. О. 12 встреч. Вместе с Лаптевым "
     "Ю. И. и Суховой В. П. подготовили педсовет."),
    ("ИНДИВИДУАЛЬНЫЙ ПЛАН", "профессионального развития Панова Ильи Олеговича", "Наставник: "
     "Громова Анна Сергеевна", "Октябрь: урок наставника Лаптева Ю. И. у Суховой В. П."),
    ("ОТЧЁТ НАСТАВНИКА", "Наставник: Громова А. С.", "Наставляемый: Панов И. О.",
     "Панов И. О. теперь сам готов стать наставником студентки Ивиной Т. Т."),
    ("РЕЕСТР НАСТАВНИКОВ", "Громова А. С., учитель химии. Наставляемый Панов И. О.",
     "Лаптев Ю. И., учитель истории. Наставляемая Сухова В. П."),
    ("Индивидуальный образовательный маршрут", "педагога: Сухова Вера Павловна", "наставник: "
     "Лаптев Юрий Иванович", "Стажировка у Громовой Анны Сергеевны, учителя-наставника."),
    ("ИНДИВИДУАЛЬНЫЙ ПЛАН", "Наставник: Лаптев Юрий Иваныч", "Наставляемая: Сухова Вера Павловна"),
)  # fmt: skip


@pytest.mark.parametrize("lines", RIGHT, ids=lambda lines: lines[-1][:40])
def test_guests_in_a_paper_make_no_pair_against_the_order(
    lines: Sequence[str], read: Read, told: Told
) -> None:
    assert "DG667" not in told(read(*PAIRS), read(*lines, file="2.docx"))


def test_another_mentor_than_the_order_s_is_found(read: Read, told: Told) -> None:
    plan = read("ПЛАН РАБОТЫ", "с молодым преподавателем Пановым И. О.", "Наставник – Лаптев Ю. И.")
    assert "DG667" in told(read(*PAIRS), plan)


def test_a_change_from_which_no_pair_was_read_accuses_nobody(read: Read, told: Told) -> None:
    change = read(
        SCHOOL, "ПРИКАЗ", "20.11.2025 № 30-од", "О внесении изменений в приказ о закреплении пар",
        "ПРИКАЗЫВАЮ:", "1. Пункт 2 изложить так: «Белова Рита Ивановна, Сухова Вера Павловна».",
    )  # fmt: skip
    plan = read("ПЛАН НАСТАВНИКА", "Наставник: Белова Р. И.", "Наставляемая: Сухова В. П.")
    assert "DG667" not in told(read(*PAIRS), change, plan)


COLLEGE = "ГБПОУ «Озёрный колледж сервиса и дизайна»"
SCHOOLS = {
    f"Программа {SCHOOL} выполнена полностью.": True,
    "Она рассказала об опыте ГАПОУ «Медицинский техникум», с которым колледж дружит.": False,
    "Директор ГБПОУ «ОКСД» утверждает план.": False,
    "В Озёрном колледже (ГБПОУ «Озёрный КСД») десять наставников.": False,
    "Курсы прошли в ГБОУ ДПО «Институт развития образования».": False,
    "В ГБПОУ идёт конкурс «Лучший наставник».": False,
}


@pytest.mark.parametrize("text", SCHOOLS)
def test_a_college_may_be_named_shortly_and_beside_others(
    text: str, read: Read, told: Told
) -> None:
    orders = [read(COLLEGE, "ПРИКАЗ", f"0{n}.09.2025 № {n}", "О кураторе") for n in (1, 2)]
    found = told(*orders, read("ОТЧЁТ НАСТАВНИКА", text, file="3.docx"))
    assert ("DG668" in found) is SCHOOLS[text]


def test_minutes_and_partners_may_name_any_school(read: Read, told: Told) -> None:
    orders = [read(*ORDER), read(*ORDER, "1.")]
    minutes = read("ПРОТОКОЛ № 1", "Слушали:", "Надо делать, что делают в МАОУ «Гимназия № 3».")
    agreed = read("ДОГОВОР № 3", f"о сотрудничестве {SCHOOL} и МБОУ «Школа № 9»")
    plan = read("ПЛАН НАСТАВНИКА", "Наставляемый: Панов И. О., МБОУ «Школа № 9»", file="4.docx")
    assert "DG668" not in told(*orders, minutes, agreed, plan)


SHEET = ("С приказом ознакомлены:", "Громова А. С. ______", "Лаптев Ю. И. ______")
ACQUAINTED = {
    "1. Беловой Рите Ивановне, Лаптеву Юрию Ивановичу провести опрос.": True,
    "1. Беловой Р., Жуку М. подготовить выступление.": False,  # pupils, by their one initial
    "В связи с увольнением Беловой Р. И. приказываю:": False,
}


@pytest.mark.parametrize("text", ACQUAINTED)
def test_who_is_given_a_task_reads_the_order(text: str, read: Read, told: Told) -> None:
    points = [text, "2. Учителю Беловой Р. И. сдать дневник."] if "увольн" in text else [text]
    order = read(*ORDER, *points, "3. Ученикам помогать.", "Директор В. В. Ким", *SHEET)
    assert ("DG671" in told(order)) is ACQUAINTED[text]


UNFILLED: dict[tuple[str, ...], bool] = {
    ("ПРИКАЗ", "3. Справку представить до ТУТ ДАТА."): True,
    ("ПРИКАЗ", "2. Срок – с 08.09.2025 по ______________."): True,
    ("ПРИКАЗ", "2. Заместителю директора по УВР вести ИОМ и ДРК."): False,
    ("АНКЕТА", "4. УКАЖИТЕ дату: ДД.ММ.ГГГГ"): False,
    ("СОГЛАСИЕ", "Согласен на обработку персональных данных (ФИО, телефон) для участия."): False,
}


@pytest.mark.parametrize("lines", UNFILLED, ids=lambda lines: lines[-1])
def test_what_the_typist_left_for_later_is_found(
    lines: Sequence[str], read: Read, told: Told
) -> None:
    assert ("DG669" in told(read(*lines))) is UNFILLED[tuple(lines)]


MEETINGS = {
    "Принято педсоветом (протокол от 14.09.2026 № 1).": True,
    "Учтено мнение совета (протокол от 28.08.2026 № 4), действует с 14.09.2026.": False,
    "Протокол заседания представить до 30.05.2027.": False,
    "Рассмотрено советом 14.09.2026 г. (протокол № 2).": True,
    "Заседание группы состоится 10.09.2026 и оформляется протоколом.": False,
}


@pytest.mark.parametrize("text", MEETINGS)
def test_a_term_beside_minutes_is_no_meeting(text: str, read: Read, told: Told) -> None:
    stamp = ["УТВЕРЖДЕНО", "приказом директора", "от 01.09.2026 № 30"]
    paper = read(*stamp, "", "ПОЛОЖЕНИЕ", "о наставничестве", text)
    assert ("DG664" in told(paper)) is MEETINGS[text]


def test_pairs_of_a_district_are_not_the_school_s(read: Read, told: Told) -> None:
    report = read("ИТОГОВЫЙ ОТЧЁТ", "о наставничестве", "В районе всего работает 46 пар.")
    assert "DG673" not in told(read(*PAIRS), report)


CONSENTS = {
    "В целях участия собирают и хранят (данные: класс, оценки); действует до 31.05.2027; отозвать "
    "можно письменно.": False,
    "Для участия в программе можно собирать и хранить сведения: имя, класс. До какого дня: "
    "31.05.2027. Как отменить: письменно.": False,
    "Для участия в программе можно собирать и хранить сведения: имя, класс.": True,
}


@pytest.mark.parametrize("text", CONSENTS)
def test_a_consent_may_say_it_in_plain_words(text: str, read: Read, told: Told) -> None:
    consent = read("СОГЛАСИЕ", "на обработку персональных данных", text)
    assert ("DG676" in told(consent)) is CONSENTS[text]


def test_a_group_s_plan_may_name_only_the_mentor(read: Read, signs: Signs) -> None:
    plan = read("ПЛАН РАБОТЫ ГРУППЫ", "Ведёт Громова А. С., учитель химии.")
    point = scores([read(*PAIRS), plan], signs)[4]
    assert point.lacking == "нет плана: Лаптева – Суховой"


YEARS: dict[tuple[str, ...], bool] = {
    ("ПРИКАЗ", "О кураторе на 2026-2027 и 2027-2028 учебные годы"): False,
    ("ПОЛОЖЕНИЕ", "о наставничестве", "1. Действует с 2025/2026 учебного года."): False,
    ("ПЛАН НАСТАВНИКА", "на 2025/2026 учебный год"): True,
}


@pytest.mark.parametrize("lines", YEARS, ids=lambda lines: lines[-1])
def test_a_paper_for_years_is_of_no_other_year(
    lines: tuple[str, ...], read: Read, told: Told
) -> None:
    usual = [read("ПЛАН НАСТАВНИКА", "на 2026/2027 учебный год", file=f"{n}.docx") for n in "123"]
    assert ("DG678" in told(*usual, read(*lines, file="4.docx"))) is YEARS[lines]


def test_a_regulation_about_nobody_in_particular_is_of_no_track(read: Read) -> None:
    title = ("ПОЛОЖЕНИЕ", "о наставничестве")
    assert not read(*title, "Наставник помогает воспитателю.").guides_pupils
    assert read(*title, "Наставляемый – обучающийся, которому нужна помощь.").guides_pupils


def test_an_order_in_a_letterhead_between_lines_gets_one_line_of_looks(
    packs: PackStack, tmp_path: Path
) -> None:
    """A foreign order: «"12" 01 2026 г.», marks of its own, a table around its head."""
    document = new_document()
    head = document.add_table(1, 2, style="Table Grid").rows[0].cells
    head[0].text = "Муниципальное бюджетное общеобразовательное учреждение\n«Полевая школа»"
    head[1].text = 'ПРИКАЗ\n№ 3/1-О\nот "12" 01 2026 г.'
    for line in (
        "О признании утратившим силу приказа и закреплении наставника",
        "В связи с увольнением Сухой О. О. п р и к а з ы в а ю:",
        "1. Прекратить наставничество Громова Д. А. над Сухой О. О. с 12.01.2026 г.",
        "2. Закрепить Громова Д. А. за учителем Пановой Ю. Н. на 2025-2026 уч.год",
        "Директор   В.В. Ким",
        "Ознакомлены: Громов Д.А.  Панова Ю.Н.",
    ):
        document.add_paragraph(line)
    document.save(str(tmp_path / "1.docx"))
    found = audit(tmp_path, packs, norms.profile(norms.DEFAULT, packs))
    (order,) = found.papers
    assert (order.kind, order.number, order.day) == ("order-pairs", "3/1-О", date(2026, 1, 12))
    assert [each.code for each in found.of("1.docx")] == ["DG677"]
