"""Papers of monitoring: orders of change, of monitoring and of results, surveys, SWOT, reports."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.docx.check import check_package
from docgen.engine import Built
from tests import programmes
from tests.kinds import papers
from tests.kinds.papers import Papers, Printed
from tests.openxml import assert_valid

ORDERS = ("order-change", "order-monitoring", "order-results")
SURVEYS = ("survey", "survey-answers")
REPORTS = ("swot", "monitoring-card", "final-report", "municipal-summary")
KINDS = (*ORDERS, *SURVEYS, *REPORTS)

PEOPLE = programmes.SCHOOL + programmes.TEACHERS[: programmes.TEACHERS.index("pairs:")]
REPORTED = "documents:\n  final-report: {date: 31.05.2027}\n"
ACTIVE = "  - {id: p1, form: teacher-teacher, mentors: [t1], mentees: [t2]}\n"
FULL = """
  - id: p1
    form: teacher-teacher
    mentors: [t1]
    mentees: [t2]
    plan: [{event: Урок, fact: проведён}, {event: Разбор урока}]
    status: terminated
    terminated: {date: 13.11.2026, reason: Длительная командировка}
  - {id: p2, form: teacher-teacher, mentors: [cur], mentees: [t2], replaces: p1, start: 16.11.2026,
     status: completed}
  - {id: p3, form: teacher-teacher, mentors: [t2], mentees: [t1]}
indicators:
  - {code: Ш6, title: Охват педагогов, denominator: 20, targets: [{year: 2026/27, amount: 5}]}
  - {code: Ш2, title: Планы пар, targets: [{year: 2026/27, amount: 100}]}
  - {code: С1, title: Число проектов, before: 4, after: 3}
surveys:
  - id: teacher-teacher-mentee-before
    title: Анкета наставляемого до начала работы
    answers:
      - {respondent: t2, date: 01.10.2026, replies: {П1-01: 4, П1-02: 8, П1-13: консультации}}
      - {respondent: К-7, replies: {П1-01: 6, П1-12: Работать с трудным классом}}
  - id: teacher-teacher-mentee-after
    title: Анкета наставляемого по итогам работы
    answers:
      - {respondent: t2, replies: {П1-01: 7, П1-02: 8}}
  - id: curator
    title: Анкета куратора
    answers:
      - {respondent: cur, replies: {Ц-01: 2, Ц-02: 2, Ц-03: 1}}
swot:
  - strengths: [{text: Опытные педагоги, percent: 64}]
    threats: [Нагрузка]
documents:
  order-pairs: {number: 7-од, date: 01.10.2026}
"""


def made(text: str, folder: Path) -> Papers:
    """Return the papers of a small programme."""
    return papers.made(text, folder, KINDS)


@pytest.fixture(scope="module")
def samples(built_samples: dict[str, Built]) -> dict[str, Papers]:
    """Return the papers of every sample."""
    return Papers.of_samples(built_samples, KINDS)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """Return the papers of a programme that has everything to report."""
    return made(PEOPLE + "pairs:" + FULL, tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """Return the papers of a programme without pairs and without a curator, on its last day."""
    bare = PEOPLE.replace("  curators: [cur]\n", "") + REPORTED
    return made(bare, tmp_path_factory.mktemp("empty"))


# --- all of them


def test_the_fullest_programme_has_every_kind(full: Papers) -> None:
    assert full.kinds() == set(KINDS)


def test_the_emptiest_programme_has_what_can_be_filled_in_by_hand(empty: Papers) -> None:
    assert empty.kinds() == {"order-monitoring", "survey", *REPORTS}


def test_every_paper_is_a_good_word_document(full: Papers, empty: Papers) -> None:
    for docx, name in (*full.outputs(), *empty.outputs()):
        assert_valid(docx, name)


def test_every_paper_of_the_samples_is_a_sound_package(samples: dict[str, Papers]) -> None:
    for each in samples.values():
        for docx, name in each.outputs():
            assert check_package(docx, name).ok, name


def test_no_two_kinds_have_one_short_title(samples: dict[str, Papers]) -> None:
    titles = [kind.short for kind in samples["teachers"].project.packs.kinds()]
    assert len(titles) == len(set(titles))


# --- the orders of monitoring and of results


def test_the_order_of_monitoring_lists_the_indicators(samples: dict[str, Papers]) -> None:
    text = samples["teachers"].text("order-monitoring")
    assert "согласно приложению к настоящему приказу" in text
    for each in samples["teachers"].project.facts.names["monitoring"]["indicators"]:
        assert f"({each['code']})" in text
        for one in each["variables"]:
            assert f"{one['symbol']} – {one['meaning']}" in text.replace("\n", " ")


def test_a_programme_without_a_curator_says_curator_without_a_name(empty: Papers) -> None:
    assert "\nКуратору:\n" in empty.text("order-monitoring")


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        (1, "работала 1 пара (группа)"),
        (3, "работали 3 пары (группы)"),
        (5, "работало 5 пар (групп)"),
    ],
)
def test_numerals_agree_in_the_order_of_results(pairs: int, words: str, tmp_path: Path) -> None:
    # the same two people, one month after the other
    months = [(9, 2026), (10, 2026), (11, 2026), (1, 2027), (2, 2027)][:pairs]
    lines = "".join(
        ACTIVE.replace("p1", f"p{month}").replace(
            "}", f", start: 01.{month:02}.{year}, end: 25.{month:02}.{year}}}"
        )
        for month, year in months
    )
    concluded = "documents:\n  final-report: {date: 31.05.2027}\n"
    text = made(PEOPLE + "pairs:\n" + lines + concluded, tmp_path).text("order-results")
    assert words in text
    assert "1 наставник и 1 наставляемый" in text


# --- surveys


def test_every_question_of_a_blank_has_its_code(samples: dict[str, Papers]) -> None:
    papers = samples["kvantorium"]
    surveys = papers.project.facts.names["surveys"]
    assert papers.subjects("survey") == [each["id"] for each in surveys]
    for each in surveys:
        text = papers.text("survey", each["id"])
        assert [q["id"] for q in each["questions"] if q["id"] not in text] == []
        assert f"Анкета {each['id']}" in text


def test_a_blank_has_boxes_scales_and_room_to_write(full: Papers) -> None:
    text = full.text("survey", "teacher-teacher-mentee-before")
    assert "□<tab>консультации" in text
    assert "■" not in text
    assert "Код участника: ____" in text
    assert re.search(r"\| 1\n\| 2\n\| 3\n(?:\| \d+\n){6}\| 10\n", text)
    assert "Образцов" not in text
    surveys = {each["id"]: each for each in full.project.facts.names["surveys"]}
    questions = surveys["teacher-teacher-mentee-before"]["questions"]
    opened = [each for each in questions if each["kind"] == "open"]
    assert text.count("@table Grid 180 ") == len(opened)


def test_every_respondent_has_a_sheet_with_marks(full: Papers) -> None:
    text = full.text("survey-answers", "teacher-teacher-mentee-before")
    assert text.count("АНКЕТА\n") == 2
    assert "Участник: Образцов Илья<tab>Дата: 01.10.2026" in text
    assert "Участник: К-7" in text
    assert "■<tab>консультации" in text
    assert text.count("×") == 3
    assert "Работать с трудным классом" in text
    assert "нет ответа" in text


def test_the_points_of_the_curator_are_added_up(full: Papers) -> None:
    assert "Сумма баллов: 5" in full.text("survey-answers", "curator")
    blank = full.text("survey", "curator")
    assert "Сумма баллов: ____" in blank
    assert "15–18 – оптимальный уровень" in blank
    assert "0–8 – недопустимый уровень" in blank


def test_a_sum_is_judged_only_when_all_marks_are_there(
    full: Papers, samples: dict[str, Papers]
) -> None:
    assert "Сумма баллов: 5\n" in full.text("survey-answers", "curator")
    whole = samples["kvantorium"].text("survey-answers", "curator")
    assert "Сумма баллов: 16 – оптимальный уровень" in whole
    report = samples["kvantorium"].text("final-report")
    assert "Анкета куратора: сумма баллов – 16 из 18 (оптимальный уровень" in report
    assert "сумма баллов" not in full.text("final-report")


def test_a_candidate_is_asked_by_name_and_the_report_does_not_tell_of_it(
    samples: dict[str, Papers],
) -> None:
    quant = samples["kvantorium"]
    assert "Фамилия, имя, отчество: ____" in quant.text("survey", "selection-mentor")
    assert "Кандидат: Опытова Софья Андреевна" in quant.text("survey-answers", "selection-mentor")
    assert "кандидата" not in quant.text("final-report")


def test_a_scale_of_any_length_can_be_printed(tmp_path: Path) -> None:
    scales = ", ".join(
        f"{{id: В{low}-{high}, text: Вопрос {high}, kind: scale, low: {low}, high: {high}}}"
        for low, high in ((1, 3), (1, 5), (1, 7), (1, 10), (0, 10))
    )
    lines = f"surveys:\n  - {{id: own, title: Анкета своя, questions: [{scales}]}}\n"
    small = made(PEOPLE + lines, tmp_path)
    text = small.text("survey", "own")
    assert text.count("Отметьте в каждой строке одну клетку") == 4
    assert text.count("Поставьте в каждой строке балл: от 1 до 7.") == 1
    assert_valid(*next(each for each in small.outputs() if "своя" in each[1]))


# --- SWOT, the card, the report


def test_swot_prints_the_shares_of_answers(full: Papers) -> None:
    text = full.text("swot")
    assert "Опытные педагоги (64 %)" in text
    assert "В скобках – доля" in text


def test_swot_without_data_is_a_form_to_fill_in(empty: Papers) -> None:
    text = empty.text("swot")
    assert text.count("<br>") >= 20
    assert "Таблицу заполняют" in text


def test_the_card_shows_formulas_with_all_quantities(full: Papers) -> None:
    text = full.text("monitoring-card")
    assert "Ш6 = Вп / Пр · 100 %, где" in text
    assert "Вп – педагогические работники в роли наставляемых: 2;" in text
    assert "Пр – педагогические работники школы: 20." in text
    assert "10 %" in text


def test_what_cannot_be_counted_is_no_data(empty: Papers) -> None:
    assert "нет данных" in empty.text("monitoring-card")


def test_the_report_counts_what_the_programme_has(full: Papers) -> None:
    text = full.text("final-report")
    assert (
        "Закреплены 3 пары (группы). На 31 мая 2027 г. продолжают работу – 0, завершили её – 2, "
        "прекратили досрочно – 1." in text
    )
    assert "Примерова О. – Образцов И. (13.11.2026; Длительная командировка)" in text
    assert "План составлен в 0 из 2 пар (групп) (0 %)." in text


def test_conclusions_speak_of_growth_only_where_there_is_some(full: Papers) -> None:
    text = full.text("final-report")
    grown, _, rest = text.partition("Выросли за время программы:")[2].partition("Не изменились:")
    same, _, fallen = rest.partition("Снизились:")
    assert "провожу урок" in grown
    assert "интерес и дисциплину" in same
    assert "«Число проектов» – с 4 до 3" in fallen.partition("Другие выводы")[0]
    assert "положительн" not in text
    assert "обсудить с наставниками причины снижения" in text


def test_targets_are_compared_with_values(full: Papers) -> None:
    text = full.text("final-report")
    assert "охват педагогов (Ш6) – 10 % при цели 5 %" in text
    assert "планы пар (Ш2) – 0 % при цели 100 %" in text


def test_a_report_without_facts_concludes_nothing(empty: Papers) -> None:
    text = empty.text("final-report")
    assert "Пары и группы не были закреплены." in text
    for word in ("Выросли", "достигнуты", "План есть у каждой", "Снизились"):
        assert word not in text
    assert "провести анкетирование участников" in text
    assert "Другие выводы (заполняет куратор):" in text


def test_a_report_before_the_end_tells_of_the_pairs_as_they_are_on_its_day(tmp_path: Path) -> None:
    over = ACTIVE.replace("[t2]}", "[t2], end: 29.01.2027}")
    on = ACTIVE.replace("p1", "p2").replace("[t2]}", "[t2], start: 01.02.2027}")
    reported = REPORTED.replace("31.05.2027", "15.03.2027")
    text = made(PEOPLE + "pairs:\n" + over + on + reported, tmp_path).text("final-report")
    assert "за период с 1 сентября 2026 г. по 15 марта 2027 г." in text
    assert "На 15 марта 2027 г. продолжают работу – 1, завершили её – 1" in text


def test_a_report_is_made_when_there_is_something_to_report(tmp_path: Path) -> None:
    pairs = PEOPLE + "pairs:\n" + ACTIVE
    assert "final-report" not in made(pairs, tmp_path / "begun").kinds()
    assert "final-report" in made(pairs + REPORTED, tmp_path / "dated").kinds()
    told = pairs.replace("[t2]}", "[t2], feedback: [Спасибо.]}")
    assert "final-report" in made(told, tmp_path / "told").kinds()


def test_the_row_for_the_municipality_has_orders_and_coverage(samples: dict[str, Papers]) -> None:
    text = samples["teachers"].text("municipal-summary")
    assert "Положение о наставничестве педагогов, приказ от 14.09.2026<br>№ 95-о" in text
    assert "Приказ от 07.10.2026<br>№ 112-о" in text
    assert "Наставляемые – 8: обучающиеся – 0, педагоги – 8" in text
    assert "которых сопровождают наставники – 14,8 %" in text
    for person in samples["teachers"].project.facts.programme.participants():
        assert person.last_name not in text


def test_the_row_counts_the_pairs_with_orders_of_their_own(samples: dict[str, Papers]) -> None:
    apart = "Закреплены отдельными приказами – 7"
    assert apart in samples["kvantorium"].text("municipal-summary")
    assert "отдельными приказами" not in samples["teachers"].text("municipal-summary")


def test_a_school_without_orders_has_dashes_in_the_row(empty: Papers) -> None:
    text = empty.text("municipal-summary")
    assert "приказ" not in text.partition("@table")[2].partition("@end")[0].lower()


def test_recommendations_name_whom_they_are_for(full: Papers) -> None:
    advice = full.text("final-report").partition("\nРекомендации\n")[2]
    assert "Куратору добиться, чтобы план был у каждой пары (группы)" in advice
    assert "Образцов И. – Примерова О." in advice


def test_the_paperwork_is_charged_to_the_curators(samples: dict[str, Papers]) -> None:
    advice = samples["kvantorium"].text("final-report").partition("\nРекомендации\n")[2]
    assert "Кураторам по сведениям наставников записать фактические результаты по" in advice
    assert "Наставникам" not in advice


# --- pages


@pytest.mark.soffice
def test_no_page_is_blank_and_no_signature_stands_alone(
    full: Papers, samples: dict[str, Papers], printed: Printed
) -> None:
    named = (*ORDERS, *REPORTS)
    every = [*full.built.outputs, *samples["kvantorium"].built.outputs]
    paths = [each.docx for each in every if each.job.kind in named]
    for pages in printed(paths):
        assert all(page.strip() for page in pages)
        assert len(pages[-1].split()) > 12
