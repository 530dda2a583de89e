"""The head of a paper tells its kind, date and number, wherever an office has put them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from docgen import norms
from docgen.audit.evidence import Evidence, plain_document
from docgen.audit.signs import signs_of
from docgen.packs import stack

Read = Callable[[Sequence[str]], Evidence]
SCHOOL = "МБОУ «Березниковская СОШ»"
ABOUT = "О закреплении наставнических пар"
ORDERED = "ПРИКАЗЫВАЮ:"

DATED = {
    ("ПРИКАЗ", "15.09.2025 № 90-ОД", ABOUT): ("2025-09-15", "90-ОД"),
    ("ПРИКАЗ", "от «15» сентября 2025 г. № 90-ОД", ABOUT): ("2025-09-15", "90-ОД"),
    ("ПРИКАЗ", 'от "15" сентября 2025 г. № 90-ОД', ABOUT): ("2025-09-15", "90-ОД"),
    ("ПРИКАЗ", "№ 90-ОД от 15 сентября 2025 года", ABOUT): ("2025-09-15", "90-ОД"),
    ("П Р И К А З", "15.09.2025", "№ 01-05/98", ABOUT): ("2025-09-15", "01-05/98"),
    ("ПРИКАЗ № 66/1-ОД", "04.09.2026", ABOUT): ("2026-09-04", "66/1-ОД"),
    ("Приказ № 30 от 28.08.2026 г.", ABOUT): ("2026-08-28", "30"),
    ("ПРИКАЗ от 28.08.2026 № 30-о", ABOUT): ("2026-08-28", "30-о"),
    ("ПРИКАЗ", "28.08.2026          с. Березники          № 12/н", ABOUT): ("2026-08-28", "12/н"),
    ("ПРИКАЗ", "28.08.2026", "с. Березники", "№ 201 - А", ABOUT): ("2026-08-28", "201-А"),
    ("15.09.2025", "№ 90-ОД", "ПРИКАЗ", ABOUT): ("2025-09-15", "90-ОД"),
    ("РАСПОРЯЖЕНИЕ", "от 15.09.2025г. N 90", ABOUT): ("2025-09-15", "90"),
}
LETTERS = {
    ("СОГЛАШЕНИЕ О СОТРУДНИЧЕСТВЕ № 4", "г. Берёза\t10.09.2026"): ("2026-09-10", "4"),
    ("ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ № 3", "к трудовому договору от 01.09.2009 № 17",
     "с. Берёза          15.09.2025"): ("2025-09-15", "3"),
    ("ПРОТОКОЛ № 8", "педагогического совета", "от 29 мая 2026 г."): ("2026-05-29", "8"),
    ("Вх. № 211", "от 26.08.2025", "ЗАЯВЛЕНИЕ", "Прошу закрепить за мной наставника.",
     "27.08.2025          Клубков"): ("2025-08-27", ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def read() -> Read:
    packs = stack()
    profile, signs = norms.profile(norms.DEFAULT, packs), signs_of(packs)
    return lambda lines: Evidence("1.pdf", plain_document("1.pdf", [*lines]), profile, signs)


@pytest.mark.parametrize("head", DATED, ids=" / ".join)
def test_an_order_has_its_date_and_number_wherever_they_stand(
    head: Sequence[str], read: Read
) -> None:
    term = "1. Срок – с 16.09.2026 по 31 мая 2027 года."
    paper = read([SCHOOL, *head, "На основании приказа от 01.02.2024 № 7", ORDERED, term])
    assert (paper.kind, str(paper.day), paper.number) == ("order-pairs", *DATED[tuple(head)])


@pytest.mark.parametrize("lines", LETTERS, ids=lambda lines: lines[0])
def test_dates_and_numbers_of_other_papers_are_not_its_own(
    lines: Sequence[str], read: Read
) -> None:
    paper = read([*lines, "1. Срок: с 16.09.2027 по 31 мая 2028 года, как в договоре № 5."])
    assert (str(paper.day), paper.number) == LETTERS[tuple(lines)]


KINDS = {
    ("СОГЛАСИЕ РАБОТНИКА", "на обработку персональных данных"): "consent-data",
    ("СОГЛАСИЕ НА НАСТАВНИЧЕСТВО", "Даю согласие на обработку персональных данных."):
        "mentor-consent",
    ("СОГЛАСИЕ", "на выполнение работы по наставничеству"): "mentor-consent",
    ("СОГЛАСИЕ", "родителя на участие ребёнка в программе наставничества"):
        "consent-participation",
    ("ПЛАН РАБОТЫ ПАРЫ", "Яшмин и Гранатова договорились работать вместе весь учебный год."):
        "pair-plan",
    ("АНКЕТА НАСТАВНИКА", "(перед началом программы наставничества)"): "survey",
    ("ПРИКАЗ", "01.09.2025 № 1", "О закреплении учебных кабинетов", ORDERED): "",
    ("ПРИКАЗ", "01.09.2025 № 1", "О закреплении территории за школой", ORDERED): "",
    ("ПРИКАЗ", "01.09.2025 № 1", "О закреплении молодых специалистов", ORDERED): "order-pairs",
    ("ПРИКАЗ", "01.09.2025 № 1", "О наставнических группах", ORDERED): "order-pairs",
    ("ПРИКАЗ", "01.09.2025 № 1", "Об утверждении Положения о наставничестве,",
     "дорожной карты и порядка поощрения наставников", ORDERED): "order-regulation",
    (SCHOOL, "ПРИКАЗ", "01.09.2025 № 1", ABOUT, "На основании письменных согласий педагогов",
     ORDERED): "order-pairs",
    ("Список наставнических пар", "1. Сидорова М. В. – Петрова А. И."): "annex-pairs",
    ("Управление образования", "16.09.2025 № 01-17/803", "О семинаре для наставников",
     "Приглашаем наставников на семинар, программа прилагается к этому письму."): "",
    ("АКТ", "осмотра спортивного зала", "Наставник осмотрел зал по плану работы."): "",
    ("СПРАВКА", "по итогам мониторинга реализации программы наставничества"): "final-report",
    ("ПРИКАЗ", "01.09.2025 № 1", "Об установлении доплаты за наставничество", ORDERED):
        "stimulation",
    ("ПЕРСОНАЛЬНАЯ ПРОГРАММА НАСТАВНИЧЕСТВА", "Наставник: Сидорова М. В."): "pair-plan",
    ("ТРУДОВОЙ ДОГОВОР № 7", "с учителем"): "",
    ("ДОЛЖНОСТНАЯ ИНСТРУКЦИЯ", "наставника"): "",
    ("АНАЛИТИЧЕСКАЯ СПРАВКА", "об итогах работы по наставничеству",
     "В учебном году в школе работали три наставнические пары. План каждой"): "final-report",
}  # fmt: skip


@pytest.mark.parametrize("lines", KINDS, ids=lambda lines: " / ".join(lines)[:70])
def test_a_kind_rests_on_the_head_and_not_on_words_of_the_text(
    lines: Sequence[str], read: Read
) -> None:
    assert read(lines).kind == KINDS[tuple(lines)]


TRACKS = {
    "о системе наставничества педагогических работников и обучающихся": "both",
    "о наставничестве педагогических работников": "teachers",
    "о программе наставничества обучающихся": "students",
    "о наставничестве": "",
}


@pytest.mark.parametrize("about", TRACKS)
def test_the_title_tells_whom_a_paper_is_about(about: str, read: Read) -> None:
    assert read(["ПОЛОЖЕНИЕ", about, "1. Общие положения."]).track == TRACKS[about]
