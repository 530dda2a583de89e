"""Papers that nobody made with docgen are read, recognised and held against one another."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from docx import Document as new_document
from docx import Document as opened
from pypdf import PdfWriter
from python_calamine import CalamineWorkbook

from docgen import norms
from docgen.audit import (
    Audit,
    Evidence,
    audit,
    report_data,
    report_docx,
    report_xlsx,
    score_lines,
)
from docgen.audit.evidence import plain_document
from docgen.audit.people import Name, almost, names_in
from docgen.audit.signs import signs_of
from docgen.packs import PackStack, stack
from docgen.pdf import Office
from docgen.pdf.opening import opened as opened_by_office
from tests.cli.running import answer, run
from tests.programmes import SCHOOL as SCHOOL_OF_ALL
from tests.programmes import TEACHERS

Table = Sequence[Sequence[str]]
Check = Callable[..., list[str]]
SCHOOL = "МБОУ «Березниковская СОШ»"
LOOKS = "DG677"
ORDERED = "documents: {order-pairs: {date: 05.09.2026}}\n"
PAIRS: Table = (
    ("№", "Наставник", "Наставляемый", "Период"),
    ("1", "Ручкина Ольга Петровна", "Пеналов Иван Ильич", "2025/2026"),
)
ORDER = [SCHOOL, "ПРИКАЗ", "10.10.2025 № 41-од", "О закреплении наставнических пар", "ПРИКАЗЫВАЮ:"]
PLAN = ["Индивидуальный план работы наставника", "Наставник: Ручкина Ольга Петровна"]
STAMP = ["УТВЕРЖДЕНО", "приказом директора", "от 01.09.2025 № 30-од"]
REGULATION = [*STAMP, "", "ПОЛОЖЕНИЕ", "о наставничестве", "1. Общие положения."]


def paper(path: Path, lines: Sequence[str], *tables: Table) -> Path:
    """Write a paper as somebody in a hurry would."""
    document = new_document()
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for cells, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


@pytest.fixture(scope="module")
def packs() -> PackStack:
    return stack()


@pytest.fixture
def judged(packs: PackStack, tmp_path: Path) -> Callable[[], Audit]:
    """Audit what a test has put into its folder."""
    return lambda: audit(tmp_path, packs, norms.profile(norms.DEFAULT, packs))


@pytest.fixture
def codes(judged: Callable[[], Audit]) -> Callable[[], set[str]]:
    """The codes of what only an audit finds, control points and looks apart."""
    return lambda: {
        e.code for e in judged().report if "DG664" <= e.code <= "DG678" and e.code != LOOKS
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("назначить Иванову Анну Петровну", "Иванова Анна Петровна"),
        ("за Петровым Ильёй Ильичом", "Петров Илья Ильич"),
        ("Кравченко Павла Олеговича", "Кравченко Павел Олегович"),
        ("заявление Колоска Льва Ильича", "Колосок Лев Ильич"),
        ("за Мелом Андреем Ильичом", "Мел Андрей Ильич"),
        ("от Мела Сергея Ильича", "Мел Сергей Ильич"),
        ("с Мелом Артёмом Ильичом", "Мел Артём Ильич"),
        ("с Анной-Марией Римской", None),
        ("Приказ Министерства Просвещения", None),
        ("школа имени Героя Труда Петра Ильича Мелова", None),
    ],
)
def test_a_person_is_one_in_every_case(text: str, expected: str | None) -> None:
    found = [each.key for each in names_in(text)]
    assert found == ([next(names_in(expected)).key] if expected else [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ручкина Ольга Петровна", "Рючкина Ольга Петровна", True),
        ("Ручкина Ольга Петровна", "Ручкина Ольга Перовна", True),
        ("Пеналов Пётр Ильич", "Пеналов Павел Ильич", False),
        ("Ручкина Ольга Петровна", "Ручкиной Ольги Петровны", False),
        ("Орлов Иван Ильич", "Орлова Инна Ильинична", False),
    ],
)
def test_a_letter_s_difference_is_a_doubt(one: str, other: str, same: bool) -> None:
    first, second = (next(names_in(each)) for each in (one, other))
    assert isinstance(first, Name)
    assert almost(first, second) is same


def test_papers_are_recognised_with_their_dates_numbers_and_pairs(
    judged: Callable[[], Audit], tmp_path: Path
) -> None:
    paper(tmp_path / "Приказы" / "1.docx", ORDER, PAIRS)
    paper(tmp_path / "Положение.docx", REGULATION)
    found = judged()
    order, regulation = sorted(found.papers, key=lambda each: each.kind)
    assert (order.kind, order.number, str(order.day)) == ("order-pairs", "41-од", "2025-10-10")
    assert [(c.mentor.last, c.mentee.last) for c in order.couples] == [("ручкина", "пеналов")]
    assert regulation.kind == "regulation-students"
    assert regulation.approved[1] == "30-од"
    assert {each.number: each.value for each in found.scores} == {
        1: 1.0, 2: 0.0, 3: 1.0, 4: 0.0, 5: 0.0, 6: 0.0
    }  # fmt: skip
    assert len([each for each in found.report if each.code == "DG663"]) == 4


FIXES = "Закрепить Ручкину О. П. за Пеналовым И. И."
HEADINGS: dict[tuple[str, ...], str] = {
    (*ORDER[:3], "О распределении наставников", ORDER[4]): "order-pairs",
    (*ORDER[:3], "О наставничестве в 2025/26 учебном году", ORDER[4], FIXES): "order-pairs",
    (*ORDER[:3], "О внедрении целевой модели", ORDER[4]): "order-adoption",
    (*ORDER[:3], "О назначении ответственного за наставничество", ORDER[4]): "order-curator",
    (*ORDER[:3], "О смене наставника", ORDER[4]): "order-change",
    (*STAMP, "ПОЛОЖЕНИЕ", "о наставничестве педагогических работников"): "regulation-teachers",
    ("Порядок", "материального стимулирования наставников"): "stimulation",
    ("План", "профессионального становления молодого специалиста"): "pair-plan",
    ("МБОУ «Средняя школа № 1»", "Журнал наставника"): "mentor-journal",
    ("План занятий", "школы наставника"): "mentors-school",
    ("Справка", "о результатах внедрения целевой модели наставничества"): "final-report",
    ("Отчёт", "о работе с молодым специалистом"): "mentor-report",
    ("Благодарственное письмо", "наставнику за работу"): "certificate",
    ("Согласие", "педагога на выполнение обязанностей наставника"): "mentor-consent",
    ("График отпусков",): "",
}


@pytest.mark.parametrize("lines", HEADINGS, ids=lambda lines: lines[-1])
def test_a_printed_paper_is_known_by_its_first_lines(
    lines: Sequence[str], packs: PackStack
) -> None:
    profile, signs = norms.profile(norms.DEFAULT, packs), signs_of(packs)
    document = plain_document("1.pdf", [*lines])
    assert Evidence("1.pdf", document, profile, signs).kind == HEADINGS[tuple(lines)]


CASES: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "DG664": (
        [*REGULATION, "Принято на педсовете, протокол от 05.09.2025 № 1"],
        [*REGULATION, "Принято на педсовете, протокол от 29.08.2025 № 1"],
    ),
    "DG669": ([*ORDER, "1. Назначить (ФИО педагога)."], [*ORDER, "1. Назначить куратора."]),
    "DG671": (
        [*ORDER, "1. Куратором назначить Ручкину Ольгу Петровну.", "С приказом ознакомлены:",
         "И. И. Пеналов"],
        [*ORDER, "1. Куратором назначить Ручкину Ольгу Петровну.", "С приказом ознакомлены:",
         "О. П. Ручкина"],
    ),
    "DG675": (
        ["Заявление", "Даю согласие на обработку моих персональных данных."],
        ["Заявление", "Согласие на обработку персональных данных даю отдельным документом."],
    ),
    "DG676": (
        ["Согласие на обработку персональных данных", "Я согласен."],
        [
            "Согласие на обработку персональных данных",
            "Цель: участие в программе. Перечень данных: фамилия, имя. Действия: сбор, хранение. "
            "Согласие действует год, его можно отозвать.",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_one_paper_is_judged_by_itself(
    code: str, codes: Callable[[], set[str]], tmp_path: Path
) -> None:
    broken, kept = CASES[code]
    path = paper(tmp_path / "x.docx", broken)
    assert codes() == {code}
    paper(path, kept)
    assert codes() == set()


TOGETHER: dict[str, tuple[list[Sequence[str]], list[Sequence[str]]]] = {
    "DG665": ([[*ORDER[:2], "01.08.2025 № 9", *ORDER[3:]], REGULATION], [ORDER, REGULATION]),
    "DG666": (
        [[*ORDER, "Ручкина Ольга Петровна"], [*PLAN[:1], "Рючкиной Ольге Петровне"]],
        [[*ORDER, "Ручкина Ольга Петровна"], [*PLAN[:1], "Ручкиной Ольге Петровне"]],
    ),
    "DG667": (
        [[*ORDER, "Закрепить Ручкину Ольгу Петровну за Пеналовым Иваном Ильичом."],
         ["План наставника", "Наставник: Мелов Олег Ильич", "Наставляемый: Пеналов Иван Ильич"]],
        [[*ORDER, "Закрепить Ручкину Ольгу Петровну за Пеналовым Иваном Ильичом."],
         [*PLAN, "Наставляемый: Пеналов Иван Ильич"]],
    ),
    "DG668": (
        [ORDER, [*REGULATION, SCHOOL], ["Дорожная карта", "МБОУ «Сосновская школа № 8»"]],
        [ORDER, [*REGULATION, SCHOOL], ["Дорожная карта", "МБОУ «Березниковская школа»"]],
    ),
    "DG670": (
        [ORDER, [*ORDER[:3], "О назначении куратора", "ПРИКАЗЫВАЮ:"]],
        [ORDER, [*ORDER[:2], "10.10.2025 № 42-од", "О назначении куратора", "ПРИКАЗЫВАЮ:"]],
    ),
    "DG672": (
        [REGULATION, [*ORDER, "1. Утвердить список пар (приложение № 1)."]],
        [REGULATION, [*ORDER, "1. Утвердить список пар (приложение № 1).", "", "Приложение № 1",
                      "к приказу от 10.10.2025 № 41-од", "Список"]],
    ),
    "DG673": (
        [[*ORDER, "Закрепить Ручкину Ольгу Петровну за Пеналовым Иваном Ильичом."],
         ["Отчёт об итогах реализации программы наставничества", "За год закреплены три пары."]],
        [[*ORDER, "Закрепить Ручкину Ольгу Петровну за Пеналовым Иваном Ильичом."],
         ["Отчёт об итогах реализации программы наставничества", "За год закреплена одна пара."]],
    ),
    "DG674": (
        [REGULATION, [SCHOOL, "ПРИКАЗ", "02.09.2025 № 30-од", "Об утверждении Положения"]],
        [REGULATION, [SCHOOL, "ПРИКАЗ", "01.09.2025 № 30-од", "Об утверждении Положения"]],
    ),
    "DG678": (
        [["План на 2025/2026 учебный год"], ["Дорожная карта на 2025/26 учебный год"],
         ["Программа наставничества на 2024/2025 учебный год"]],
        [["План на 2025/2026 учебный год"], ["Дорожная карта на 2025/26 учебный год"],
         ["Программа наставничества на 2025/2026 учебный год"]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", TOGETHER)
def test_papers_are_held_against_one_another(
    code: str, codes: Callable[[], set[str]], tmp_path: Path
) -> None:
    broken, kept = TOGETHER[code]
    for number, lines in enumerate(broken):
        paper(tmp_path / f"{number}.docx", lines)
    assert codes() == {code}
    for number, lines in enumerate(kept):
        paper(tmp_path / f"{number}.docx", lines)
    assert codes() == set()


def test_what_cannot_be_read_is_said(judged: Callable[[], Audit], tmp_path: Path) -> None:
    pages = PdfWriter()
    pages.add_blank_page(595, 842)
    pages.write(tmp_path / "скан.pdf")
    (tmp_path / "сломан.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "старый.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    paper(tmp_path / "загадка.docx", ["Привет"])
    found = judged()
    codes = {each.place.file: each.code for each in found.report if each.code <= "DG662"}
    assert codes["скан.pdf"] == "DG661"
    assert codes["сломан.pdf"] == codes["старый.doc"] == "DG660"
    assert "DG662" in {each.code for each in found.report}
    assert set(found.unread) == {"скан.pdf", "сломан.pdf", "старый.doc"}


def test_the_report_is_a_word_file_and_a_workbook(
    judged: Callable[[], Audit], packs: PackStack, tmp_path: Path
) -> None:
    paper(tmp_path / "1.docx", [*ORDER, "1. Назначить (ФИО педагога)."])
    found = judged()
    document = opened(io.BytesIO(report_docx(found, packs)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Приказ о закреплении пар" in cells
    assert "DG669" in cells
    assert "DG663" not in cells  # the table of points says it
    assert "Таких бумаг в папке нет" in cells
    assert str(tmp_path) not in "".join(cells)
    path = tmp_path / "r.xlsx"
    path.write_bytes(report_xlsx(found))
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == [
        *("Контрольные точки", "Бумаги", "Замечания", "Оформление", "Отступления")
    ]
    told = book.get_sheet_by_name("Оформление").to_python()
    assert len(told) == len(found.looks) + 1


def test_the_looks_of_a_paper_are_one_line_with_the_places_beside_it(
    judged: Callable[[], Audit], tmp_path: Path
) -> None:
    paper(tmp_path / "1.docx", [*ORDER, "1.  Составить   планы до 1 мая № 3 - и 4 г."])
    found = judged()
    (line,) = (each for each in found.of("1.docx") if each.code == LOOKS)
    assert f"{len(found.looks)} мест" in line.message
    assert not any(each.code in ("DG615", "DG647") for each in found.report)
    assert {"DG615", "DG647"} <= {each.code for each in found.details("1.docx")}
    assert LOOKS not in {each.code for each in found.details("1.docx")}
    assert {each["code"] for each in report_data(found)["looks"]} == {e.code for e in found.looks}


def test_a_plan_is_wanted_for_every_pair_of_the_orders(
    judged: Callable[[], Audit], tmp_path: Path
) -> None:
    paper(tmp_path / "1.docx", [*ORDER, "Закрепить Ручкину О. П. за Пеналовым И. И."])
    for mentor, value in (("Мелов Олег Ильич", 0.5), ("Ручкина Ольга Петровна", 1.0)):
        lines = ["План наставника", f"Наставник: {mentor}", "Наставляемый: Пеналов И. И."]
        paper(tmp_path / "2.docx", lines)
        found = judged()
        plans = next(each for each in found.scores if each.number == 5)
        assert plans.value == value, plans
        *points, total = score_lines(found)
        assert points[4].startswith(f"5. {plans.title}: {'есть' if value == 1 else 'не полностью'}")
        assert ("(не полностью – за половину)" in total) is (value < 1)


def test_a_paper_of_another_year_closes_no_point(
    judged: Callable[[], Audit], tmp_path: Path
) -> None:
    for number in range(2):
        paper(tmp_path / f"{number}.docx", ["Анкета", "2025/2026 учебный год"])
    for year, value in ((2024, 0.5), (2025, 1.0)):
        lines = [*STAMP, "", "Дорожная карта", f"на {year}/{year + 1} учебный год"]
        paper(tmp_path / "Карта.docx", lines)
        assert next(each for each in judged().scores if each.number == 2).value == value


WAIVING = "waivers: [{rule: B8, about: p1, reason: согласие хранится в деле}]\n"


def test_what_the_school_has_waived_is_in_the_report_with_the_reason(
    judged: Callable[[], Audit], packs: PackStack, tmp_path: Path
) -> None:
    text = f"{SCHOOL_OF_ALL}{TEACHERS}{ORDERED}{WAIVING}"
    (tmp_path / "programme.yaml").write_text(text, encoding="utf-8")
    found = judged()
    (waived,) = found.waived
    assert report_data(found)["waived"] == [
        {"rule": "B8", "reason": "согласие хранится в деле", "message": waived.finding.message}
    ]
    document = opened(io.BytesIO(report_docx(found, packs)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "согласие хранится в деле" in [" ".join(each.split()) for each in cells]
    assert "согласие хранится в деле" in run("audit", tmp_path, "-C", tmp_path).stdout


def test_a_programme_with_errors_waives_nothing(
    judged: Callable[[], Audit], tmp_path: Path
) -> None:
    (tmp_path / "programme.yaml").write_text(f"school: {{}}\n{WAIVING}", encoding="utf-8")
    assert judged().waived == ()


def test_the_command_prints_points_and_writes_only_where_it_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "бумаги"
    paper(folder / "1.docx", [*ORDER, "1. Назначить (ФИО педагога)."])
    before = sorted(folder.rglob("*"))
    plain = run("audit", folder, "-C", tmp_path)
    assert plain.exit_code == 1
    assert "3. Акт о закреплении пар и групп: есть" in plain.stdout
    out = tmp_path / "out"
    done = run("audit", folder, "-o", out, "--comments", "--json", "-C", tmp_path)
    assert sorted(folder.rglob("*")) == before
    given = answer(done)
    assert [each["score"] for each in given["points"]] == [0.0, 0.0, 1.0, 0.0, 0.0, 0.0]
    copy = opened(str(out / "С замечаниями" / "1.docx"))
    assert any("DG669" in note.text for note in copy.comments)


@pytest.mark.soffice
def test_papers_of_other_programs_are_opened_by_libreoffice(office: Office, tmp_path: Path) -> None:
    rtf = tmp_path / "Приказ о парах.rtf"
    rtf.write_bytes(rb"{\rtf1\ansi\ansicpg1251 \'cf\'d0\'c8\'ca\'c0\'c7\par}")
    broken = tmp_path / "x.doc"
    broken.write_bytes(b"")
    made = opened_by_office([rtf, broken], office, {"PATH": "/usr/bin:/bin"})
    assert rtf in made
    text = [each.text for each in opened(io.BytesIO(made[rtf])).paragraphs]
    assert "ПРИКАЗ" in text
