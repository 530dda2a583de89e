"""Papers of monitoring: orders of change, of monitoring and of results, surveys, SWOT, reports."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen import engine, resources
from docgen.docx.check import check_package
from docgen.docx.view import view
from docgen.engine import Built
from docgen.pdf import LibreOffice, Office
from tests import programmes
from tests.openxml import assert_valid

ORDERS = ("order-change", "order-monitoring", "order-results")
SURVEYS = ("survey", "survey-answers")
REPORTS = ("swot", "monitoring-card", "final-report")
KINDS = (*ORDERS, *SURVEYS, *REPORTS)
SAMPLES = ("kvantorium", "teachers", "rural-school")

PEOPLE = programmes.SCHOOL + programmes.TEACHERS[: programmes.TEACHERS.index("pairs:")]
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

Printed = Callable[[list[Path]], list[list[str]]]


class Papers:
    """The papers of monitoring of one programme."""

    def __init__(self, project: engine.Project, folder: Path) -> None:
        assert project.report.ok, list(project.report)
        self.project = project
        self.built: Built = engine.build(project, folder, KINDS)
        assert self.built.report.ok, list(self.built.report)

    def text(self, kind: str, subject: str = "") -> str:
        """Return the text of a paper as a person reads it."""
        (path,) = (
            each.docx
            for each in self.built.outputs
            if (each.job.kind, each.job.subject) == (kind, subject)
        )
        return _read(path)

    def kinds(self) -> set[str]:
        return {each.job.kind for each in self.built.outputs}

    def subjects(self, kind: str) -> list[str]:
        return [each.job.subject for each in self.built.outputs if each.job.kind == kind]


def _read(path: Path) -> str:
    lines = view(path.read_bytes(), path.name).replace("\u00a0", " ").replace("<nbsp>", " ")
    return re.sub(r"\[[A-Z][\w.]+\] ?|</?[bi]>", "", lines)


def made(text: str, folder: Path) -> Papers:
    """Return the papers of a small programme."""
    return Papers(engine.load(programmes.project(folder / "p", text)), folder / "out")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Papers]:
    """Return the papers of every sample."""
    return {
        name: Papers(engine.load(resources.samples() / name), tmp_path_factory.mktemp(name))
        for name in SAMPLES
    }


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """Return the papers of a programme that has everything to report."""
    return made(PEOPLE + "pairs:" + FULL, tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """Return the papers of a programme without pairs and without a curator."""
    bare = PEOPLE.replace("  curators: [cur]\n", "")
    return made(bare, tmp_path_factory.mktemp("empty"))


def outputs(papers: Papers) -> Iterator[tuple[bytes, str]]:
    for each in papers.built.outputs:
        yield each.docx.read_bytes(), each.docx.name


# --- all of them


def test_they_are_made_only_when_they_are_named(samples: dict[str, Papers]) -> None:
    plan, _ = engine.plan(samples["kvantorium"].project)
    assert not set(plan.kinds) & set(KINDS)


def test_the_fullest_programme_has_every_kind(full: Papers) -> None:
    assert full.kinds() == set(KINDS)


def test_the_emptiest_programme_has_what_can_be_filled_in_by_hand(empty: Papers) -> None:
    assert empty.kinds() == {"order-monitoring", "survey", *REPORTS}


def test_every_paper_is_a_good_word_document(full: Papers, empty: Papers) -> None:
    for docx, name in (*outputs(full), *outputs(empty)):
        assert_valid(docx, name)


def test_every_paper_of_the_samples_is_a_sound_package(samples: dict[str, Papers]) -> None:
    for papers in samples.values():
        for docx, name in outputs(papers):
            assert check_package(docx, name).ok, name


def test_no_two_kinds_have_one_short_title(samples: dict[str, Papers]) -> None:
    titles = [kind.short for kind in samples["teachers"].project.packs.kinds()]
    assert len(titles) == len(set(titles))


# --- the order of change


def test_the_order_of_change_says_who_leaves_and_who_comes(samples: dict[str, Papers]) -> None:
    text = samples["kvantorium"].text("order-change")
    assert "«О закреплении наставнических пар (групп)» следующие изменения:" in text
    assert (
        "Освободить с 14 ноября 2026 г. учителя химии Веткину Светлану Игоревну от обязанностей "
        "наставника Пробиркиной Ксении Олеговны в связи с письменным отказом наставника "
        "от продолжения работы." in text
    )
    assert (
        "Закрепить с 16 ноября 2026 г. по 31 мая 2027 г. наставника – учителя химии и биологии "
        "Колбина Илью Марковича – за наставляемой Пробиркиной Ксенией Олеговной" in text
    )


def test_the_order_of_change_names_the_order_that_it_amends(full: Papers) -> None:
    assert "Внести в приказ от 01.10.2026 № 7-од" in full.text("order-change")


def test_those_named_in_the_order_of_change_sign_it(samples: dict[str, Papers]) -> None:
    text = samples["kvantorium"].text("order-change")
    signed = re.findall(r"^\| at=bottom ([А-ЯЁ]\. .*)$", text.partition("ознакомлены:")[2], re.M)
    assert signed == [
        "С. И. Веткина",
        "К. О. Пробиркина",
        "И. М. Колбин",
        "М. П. Примерова-Образцова",
        "Д. И. Квантов",
    ]


def test_a_pupil_is_released_with_the_class_and_a_representative_signs(tmp_path: Path) -> None:
    people = programmes.STUDENTS.replace(
        "[s2]}", "[s2], status: terminated, terminated: {date: 15.01.2027}}"
    ).replace(
        "class: 7 «Б»}",
        "class: 7 «Б», birth_date: 01.05.2013, representatives: [{person: m, basis: мать}]}\n"
        "  - {id: m, last_name: Линейкина, first_name: Ольга, kind: parent}",
    )
    text = made(programmes.SCHOOL + people, tmp_path).text("order-change")
    assert (
        "Освободить с 16 января 2027 г. обучающегося 10 «А» класса Тетрадкина Марка "
        "от обязанностей наставника Линейкиной Веры." in text
    )
    assert "О. Линейкина" in text
    assert "351.8" not in text
    assert "остались без наставника" in text


def test_a_pair_stopped_on_a_day_not_known_leaves_a_blank_for_it(tmp_path: Path) -> None:
    stopped = ACTIVE.replace("[t2]}", "[t2], status: terminated}")
    papers = made(PEOPLE + "pairs:\n" + stopped, tmp_path)
    assert "от обязанностей наставника Образцова Ильи." in papers.text("order-change")
    (order,) = (each for each in papers.built.outputs if each.job.kind == "order-change")
    assert "день, с которого прекращена работа пары 1" in order.blanks


def test_an_order_about_completed_pairs_only_ends_their_work(tmp_path: Path) -> None:
    through = ACTIVE.replace("[t2]}", "[t2], status: completed}")
    text = made(PEOPLE + "pairs:\n" + through, tmp_path).text("order-change")
    assert "В связи с завершением работы наставнических пар (групп)" in text
    assert "наставника Примерову Ольгу и наставляемого Образцова Илью – 31 мая 2027 г." in text
    assert "Освободить" not in text


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
    text = made(PEOPLE + "pairs:\n" + lines, tmp_path).text("order-results")
    assert words in text
    assert "1 наставник и 1 наставляемый" in text


def test_thanks_are_given_in_the_dative(samples: dict[str, Papers]) -> None:
    text = samples["kvantorium"].text("order-results")
    assert "обучающейся 10 «А» класса Опытовой Софье Андреевне;" in text
    assert "учителю химии и биологии Колбину Илье Марковичу." in text


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
    opened = [q for q in full.project.facts.names["surveys"][0]["questions"] if q["kind"] == "open"]
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
    assert "Сумма баллов: ____" in full.text("survey", "curator")


def test_a_scale_of_any_length_can_be_printed(tmp_path: Path) -> None:
    scales = ", ".join(
        f"{{id: В{low}-{high}, text: Вопрос {high}, kind: scale, low: {low}, high: {high}}}"
        for low, high in ((1, 3), (1, 5), (1, 7), (1, 10), (0, 10))
    )
    lines = f"surveys:\n  - {{id: own, title: Анкета своя, questions: [{scales}]}}\n"
    papers = made(PEOPLE + lines, tmp_path)
    text = papers.text("survey", "own")
    assert text.count("Отметьте в каждой строке одну клетку") == 4
    assert text.count("Поставьте в каждой строке балл: от 1 до 7.") == 1
    assert_valid(*next(each for each in outputs(papers) if "своя" in each[1]))


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
        "Закреплены 3 пары (группы): работают – 1, завершили работу – 1, "
        "прекратили её досрочно – 1." in text
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


def test_recommendations_name_whom_they_are_for(full: Papers) -> None:
    advice = full.text("final-report").partition("\nРекомендации\n")[2]
    assert "Куратору и наставникам составить планы в парах (группах):" in advice
    assert "Образцов И. – Примерова О." in advice


# --- pages


@pytest.fixture
def printed(office: Office, tmp_path: Path) -> Printed:
    """Return the texts of the pages of each document."""

    def make(paths: list[Path]) -> list[list[str]]:
        assert paths
        pairs = [(path, tmp_path / f"{number}.pdf") for number, path in enumerate(paths)]
        conversion = LibreOffice(office, os.environ, temporary=tmp_path).convert(pairs)
        assert conversion.report.ok, list(conversion.report)
        return [[page.extract_text() for page in PdfReader(pdf).pages] for _, pdf in pairs]

    return make


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
