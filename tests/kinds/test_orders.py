"""Orders, minutes and the sheet of acquaintance: what they say, whom they name, how they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from docgen import engine
from docgen.docx.check import check_package
from docgen.docx.view import view
from docgen.engine import Built
from docgen.russian import CASES, inflect
from tests import programmes
from tests.kinds import papers
from tests.kinds.papers import Papers, Printed
from tests.openxml import assert_valid
from tests.sampled import SAMPLES

ORDERS = (
    "order-adoption",
    "order-curator",
    "order-regulation",
    "order-pairs",
    "order-pair",
    "order-change",
    "order-monitoring",
    "order-results",
)
KINDS = (*ORDERS, "protocol", "acquaintance-sheet")
# Who has to do something by an order that does not name them: «Рабочей группе …», «Кураторам …».
CHARGED = {"order-monitoring": "working-group", "order-results": "curators"}

TEACHERS = programmes.TEACHERS[: programmes.TEACHERS.index("pairs:")]
STUDENTS = programmes.STUDENTS[: programmes.STUDENTS.index("pairs:")]
MORE = "  - {id: t3, last_name: Черновик, first_name: Инна, kind: teacher, post: учитель химии}\n"
PUPILS = (
    "  - {id: s3, last_name: Указкина, first_name: Алла, kind: student, class: 7 «Б»,\n"
    "     representatives: [{person: m3, basis: мать}]}\n"
    "  - {id: m3, last_name: Указкина, first_name: Нина, kind: parent}\n"
    "  - {id: t1, last_name: Примерова, first_name: Ольга, kind: teacher, post: учитель химии}\n"
)
TEACHERS = TEACHERS.replace("programme:", MORE + "programme:")
STUDENTS = STUDENTS.replace("programme:", PUPILS + "programme:").replace(
    "forms: [student-student]", "forms: [student-student, teacher-student]"
)
PAIR = "  - {id: p1, form: teacher-teacher, mentors: [t1], mentees: [t2]}\n"
OTHER = "  - {id: p2, form: teacher-teacher, mentors: [t3], mentees: [t1]}\n"
PAY = (
    "acts:\n  - {id: pay, kind: положение школы, date: 01.09.2026, number: 5,"
    " title: О выплатах, about: pay}\n"
    "  - {id: other, kind: правила школы, date: 01.09.2026, number: 6, title: О распорядке}\n"
)


def made(text: str, folder: Path, kinds: tuple[str, ...] = KINDS) -> Papers:
    """Return the orders of a small programme."""
    return papers.made(programmes.SCHOOL + text, folder, kinds)


@pytest.fixture(scope="module")
def samples(built_samples: dict[str, Built]) -> dict[str, Papers]:
    """Return the orders of every sample."""
    return Papers.of_samples(built_samples, KINDS)


@pytest.fixture(scope="module")
def quant(samples: dict[str, Papers]) -> Papers:
    return samples["kvantorium"]


def words(text: str) -> str:
    """Return what an order says, without the names of those who sign that they have read it."""
    before, _, after = text.partition("С приказом ознакомлены:")
    return before + (after.partition("@page")[2])


def signed(text: str) -> list[str]:
    """Return who signs that they have read an order, as the sheet writes them."""
    sheet = text.partition("С приказом ознакомлены:")[2].partition("@end")[0]
    return re.findall(r"^\| at=bottom ([А-ЯЁ].*)$", sheet, re.MULTILINE)


def named(text: str, people: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the people whom a text names in full, in any case."""
    said = text.replace("\n", " ")

    def is_named(person: dict[str, Any]) -> bool:
        full = person["name"]["full"]
        forms = {str(full), *(str(inflect(full, case)) for case in CASES)}
        return any(re.search(rf"{re.escape(_spaced(form))}(?!\w)", said) for form in forms)

    return [person for person in people.values() if is_named(person)]


def _spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


# --- all of them


def test_the_samples_have_an_order_of_every_kind(samples: dict[str, Papers]) -> None:
    assert samples["kvantorium"].kinds() == set(KINDS)
    assert samples["rural-school"].kinds() == set(KINDS) - {
        "order-change",
        "order-pair",
        "order-results",
    }


def test_every_paper_of_the_samples_is_a_sound_package(samples: dict[str, Papers]) -> None:
    for each in samples.values():
        for docx, name in each.outputs():
            assert check_package(docx, name).ok, name


def test_every_paper_of_the_technopark_is_a_good_word_document(quant: Papers) -> None:
    for docx, name in quant.outputs():
        assert_valid(docx, name)


@pytest.mark.parametrize("name", SAMPLES)
def test_an_order_is_read_by_exactly_those_whom_it_names(
    name: str, samples: dict[str, Papers]
) -> None:
    made_of = samples[name]
    names = made_of.project.facts.names
    groups = {
        "curators": names["curators"],
        "working-group": [each["person"] for each in names["programme"]["working_group"]],
    }
    for kind, subject, text in made_of.texts(*ORDERS):
        told = [*named(words(text), names["people"]), *groups.get(CHARGED.get(kind, ""), [])]
        parents = [
            names["people"][person["representatives"][0]["person"]]
            for person in told
            if person["is_minor"] and person["representatives"]
        ]
        expected = {_spaced(each["name"]["short"]) for each in (*told, *parents)}
        assert sorted(signed(text)) == sorted(expected), (kind, subject)


def test_who_controls_an_order_reads_it_too(tmp_path: Path) -> None:
    text = TEACHERS + "pairs:\n" + PAIR + "documents:\n  order-pairs: {controller: t3}\n"
    order = made(text, tmp_path).text("order-pairs")
    assert "возложить на учителя химии Черновик Инну." in order
    assert signed(order)[-1] == "И. Черновик"


def test_a_school_may_name_those_who_read_an_order(tmp_path: Path) -> None:
    text = TEACHERS + "pairs:\n" + PAIR + "documents:\n  order-pairs: {acquainted: [t3]}\n"
    assert signed(made(text, tmp_path).text("order-pairs")) == ["И. Черновик"]


def test_whoever_has_the_initials_of_another_signs_by_the_full_name(tmp_path: Path) -> None:
    twin = MORE.replace("t3", "t4").replace("Инна", "Ирина")
    text = TEACHERS.replace(MORE, MORE + twin) + "pairs:\n" + PAIR
    order = made(text + "documents:\n  order-pairs: {acquainted: [t1, t3, t4]}\n", tmp_path)
    names = ["Примерова Ольга", "Черновик Инна", "Черновик Ирина"]
    assert signed(order.text("order-pairs")) == names


def test_points_and_their_parts_are_numbered_by_word(quant: Papers) -> None:
    for docx, name in quant.outputs():
        lines = view(docx, name).splitlines()
        assert not [line for line in lines if re.match(r"\[(Sub)?[Pp]oint[.\w]*\] \d", line)]


def test_what_leads_a_list_is_kept_with_it(quant: Papers) -> None:
    for docx, name in quant.outputs():
        lines = [line for line in view(docx, name).splitlines() if line.startswith("[")]
        for line, following in pairwise(lines):
            if following.startswith("[Item]") and not line.startswith("[Item]"):
                assert line.startswith(("[Point.Kept]", "[Subpoint.Kept]", "[Annex.Clause.Kept]"))
            if following.startswith("[Subpoint") and line.startswith("[Point"):
                assert line.startswith("[Point.Kept]")


@pytest.mark.parametrize("name", SAMPLES)
def test_orders_of_a_sample_are_of_the_days_that_its_road_map_plans(
    name: str, samples: dict[str, Papers]
) -> None:
    facts = samples[name].project.facts
    programme = facts.programme
    tracks = {stage["id"]: stage["track"] for stage in facts.names["stages"]}
    rows = [row for row in facts.packs.table("roadmap")["rows"] if row.get("stage") in tracks]
    planned = {(row.get("document"), tracks[row["stage"]]): row["term"] for row in rows}
    days = [(kind, track, programme.document(kind).date) for kind, track in planned if kind]
    days = [each for each in days if each[0] in ORDERS and each[0] != "order-pairs"]
    for pair, told in zip(programme.pairs, facts.names["pairs"], strict=True):
        order = programme.document(*programme.order_of(pair))
        days.append(("order-pairs", told["form"]["track"], order.date))
    for kind, track, day in days:
        term = planned[kind, track]
        first, last = (str(term.get(each, term.get("date"))) for each in ("start", "end"))
        assert day is None or first <= f"{day:%m-%d}" <= last, (kind, track, day)


# Papers of the technopark that are read as a whole when their words change.
READ = {
    "order-pair": "t1",
    "order-change": "13.11.2026",
    "order-monitoring": "",
    "order-results": "",
    "protocol": "",
    "acquaintance-sheet": "",
}


@pytest.mark.parametrize(("kind", "subject"), READ.items())
def test_an_order_reads_as_before(
    kind: str, subject: str, quant: Papers, before: Callable[[str, str], str]
) -> None:
    docx = quant.path(kind, subject)
    text = view(docx.read_bytes(), docx.name)
    assert text == before(f"orders/{kind}", text)


# --- adoption, the regulation, the curator


def test_every_curator_coordinates_and_is_named(quant: Papers) -> None:
    text = quant.text("order-adoption")
    assert "Примерову-Образцову Марию Павловну, заместителя директора" in text
    assert "обязанности кураторов определить отдельным приказом" in text


def test_the_order_about_the_regulation_cites_what_the_bodies_decided(quant: Papers) -> None:
    said = quant.text("order-regulation")
    assert "на основании решения педагогического совета (протокол от 10.09.2026 № 2)" in said
    assert (
        "с учётом мнения первичной профсоюзной организации (протокол от 09.09.2026 № 5), "
        "совета обучающихся (протокол от 07.09.2026 № 1), "
        "совета родителей (протокол от 08.09.2026 № 1), в целях" in said
    )


def test_minutes_that_nobody_knows_yet_leave_blanks(samples: dict[str, Papers]) -> None:
    said = samples["rural-school"].text("order-regulation")
    assert re.search(r"педагогического совета \(протокол от _+ № _+\)", said)


def test_a_school_without_bodies_cites_no_decision(tmp_path: Path) -> None:
    bodies = programmes.SCHOOL.index("  bodies:")
    school = programmes.SCHOOL[:bodies] + programmes.SCHOOL[programmes.SCHOOL.index("people:") :]
    said = papers.made(school + TEACHERS, tmp_path, KINDS).text("order-regulation")
    assert "решения" not in said
    assert "мнения" not in said
    assert "с учётом методических рекомендаций" in said


def test_acts_of_the_school_that_are_revoked_lose_force_with_the_new_ones(tmp_path: Path) -> None:
    revoked = "documents:\n  order-regulation: {effective: 14.09.2026, revokes: [other]}\n"
    said = made(TEACHERS + PAY + revoked, tmp_path).text("order-regulation")
    assert "Утвердить и ввести в действие с 14 сентября 2026 г. прилагаемые:" in said
    assert "Признать утратившим силу с даты введения в действие документов" in said
    assert "правила школы от 01.09.2026 № 6 «О распорядке»." in said


# --- minutes


def test_the_minutes_have_the_number_and_date_that_the_marks_name(
    samples: dict[str, Papers],
) -> None:
    assert "10.09.2026<tab>№ 2\n" in samples["kvantorium"].text("protocol")
    assert "11.09.2026<tab>№ 2\n" in samples["teachers"].text("protocol")
    assert re.search(r"^_+<tab>№ _+$", samples["rural-school"].text("protocol"), re.MULTILINE)


def test_marks_and_orders_name_the_minutes_that_are_among_the_papers(tmp_path: Path) -> None:
    text = TEACHERS + "documents:\n  protocol: {number: 8, date: 09.09.2026}\n"
    every = made(text, tmp_path, (*KINDS, "regulation-teachers"))
    assert "09.09.2026<tab>№ 8" in every.text("protocol")
    assert "(протокол от 09.09.2026 № 8)" in every.text("regulation-teachers")
    assert "(протокол от 09.09.2026 № 8)" in every.text("order-regulation")


# --- orders that fix pairs


def test_pairs_are_fixed_by_one_order_unless_the_school_wants_more(tmp_path: Path) -> None:
    together = made(TEACHERS + "pairs:\n" + PAIR + OTHER, tmp_path)
    assert together.subjects("order-pairs") == [""]
    assert not together.subjects("order-pair")
    assert "состав 2 наставнических пар (групп)" in together.text("order-pairs")


def test_a_school_may_fix_every_pair_by_an_order_of_its_own(tmp_path: Path) -> None:
    apart = TEACHERS.replace("  curators:", "  orders: per-pair\n  curators:")
    each = made(apart + "pairs:\n" + PAIR + OTHER, tmp_path)
    assert not each.subjects("order-pairs")
    assert each.subjects("order-pair") == ["p1", "p2"]
    first, second = each.text("order-pair", "p1"), each.text("order-pair", "p2")
    assert "учителя математики Примерову Ольгу – за наставляемым – учителем физики" in first
    assert signed(first) == ["А. С. Придуманная", "О. Примерова", "И. Образцов"]
    assert signed(second) == ["А. С. Придуманная", "И. Черновик", "О. Примерова"]
    assert "@table Grid" not in first


def test_one_pair_may_have_an_order_of_its_own_beside_the_common_one(tmp_path: Path) -> None:
    own = OTHER.replace("mentees: [t1]", "mentees: [t1], order: order-pair")
    mixed = made(TEACHERS + "pairs:\n" + PAIR + own, tmp_path)
    assert mixed.subjects("order-pair") == ["p2"]
    common = mixed.text("order-pairs")
    assert "Образцов Илья" in common
    assert "Черновик" not in common


def test_a_pair_whose_order_is_known_by_its_number_is_not_in_the_common_one(quant: Papers) -> None:
    assert quant.subjects("order-pair") == ["t1", "t2", "t3", "t4", "t5", "t6"]
    assert "131-од" in quant.text("order-pair", "t1")
    assert "Указкин" not in quant.text("order-pairs")


def test_the_order_of_a_group_names_all_and_asks_for_all_consents(tmp_path: Path) -> None:
    group = (
        "pairs:\n  - {id: g1, form: student-student, mentors: [s1], mentees: [s2, s3],"
        " order: order-pair}\n"
    )
    said = made(STUDENTS + group, tmp_path).text("order-pair", "g1")
    assert "за наставляемыми – обучающейся 7 «Б» класса Линейкиной Верой, " in said
    assert "родителей (законных представителей) несовершеннолетних" in said
    assert signed(said) == [
        "А. С. Придуманная",
        "М. Тетрадкин",
        "В. Линейкина",
        "А. Указкина",
        "Н. Указкина",
    ]


def test_the_regulation_is_named_with_the_order_that_approved_it(
    samples: dict[str, Papers],
) -> None:
    approved = "утверждённым приказом от 11.09.2026 № 118-од"
    assert approved in samples["kvantorium"].text("order-pairs")
    assert "утверждённым" not in samples["rural-school"].text("order-pairs").partition("1264-р")[2]


# --- annexes


ANNEXES = {
    "order-adoption": ("annex-working-group", "Состав рабочей группы по внедрению наставничества"),
    "order-curator": ("annex-duties", "Обязанности куратора"),
    "order-pairs": ("annex-pairs", "Наставнические пары (группы)"),
    "order-monitoring": ("annex-indicators", "Показатели мониторинга"),
}


def test_annexes_are_in_the_file_of_their_order_unless_the_school_wants_them_apart(
    tmp_path: Path,
) -> None:
    text = TEACHERS.replace("curators:", "working_group: [{person: cur}]\n  curators:")
    wanted = (*KINDS, *(annex for annex, _ in ANNEXES.values()))
    plain = made(text + "pairs:\n" + PAIR, tmp_path / "plain", wanted)
    apart = made(
        text.replace("  curators:", "  annexes: apart\n  curators:") + "pairs:\n" + PAIR,
        tmp_path / "apart",
        wanted,
    )
    for order, (annex, title) in ANNEXES.items():
        assert not plain.subjects(annex)
        assert f"\n{title}\n" in plain.text(order)
        assert f"\n{title}\n" not in apart.text(order)
        own = apart.text(annex)
        assert own.partition(f"\n{title}\n")[2] == plain.text(order).partition(f"\n{title}\n")[2]
        assert re.search(r"\nк приказу МБОУ «Лесногорская школа»\nот _+ № _+\n", own)
        assert "согласно приложению к настоящему приказу" in apart.text(order)


def test_an_annex_apart_names_the_number_and_date_of_its_order(tmp_path: Path) -> None:
    text = TEACHERS.replace("  curators:", "  annexes: apart\n  curators:") + "pairs:\n" + PAIR
    known = "documents:\n  order-pairs: {number: 7-од, date: 01.10.2026}\n"
    own = made(text + known, tmp_path, ("annex-pairs",)).text("annex-pairs")
    assert "\nот 01.10.2026 № 7-од\n" in own


# --- the work of employees


PUPIL_AND_TEACHER = "pairs:\n  - {id: p1, form: teacher-student, mentors: [t1], mentees: [s3]}\n"


def test_an_employee_who_guides_pupils_is_paid_by_the_agreement(tmp_path: Path) -> None:
    said = made(STUDENTS + PUPIL_AND_TEACHER, tmp_path).text("order-pairs")
    assert "заключить дополнительные соглашения к трудовым договорам" in said
    assert "установленных локальным нормативным актом об оплате труда и дополнительными" in said
    assert "351.8" not in said  # that article is about helping another employee


def test_pupils_who_guide_pupils_have_no_agreement(tmp_path: Path) -> None:
    pair = "pairs:\n  - {id: p1, form: student-student, mentors: [s1], mentees: [s3]}\n"
    said = made(STUDENTS + pair, tmp_path).text("order-pairs")
    assert "соглашени" not in said
    assert "Выплаты" not in said


@pytest.mark.parametrize("kind", ["order-pairs", "order-pair"])
def test_the_act_on_pay_is_named_and_no_other_act_of_the_school(kind: str, tmp_path: Path) -> None:
    pair = PAIR.replace("[t2]}", f"[t2], order: {kind}}}")
    every = made(TEACHERS + "pairs:\n" + pair + PAY, tmp_path)
    said = every.text(kind, "p1" if kind == "order-pair" else "")
    assert "установленных положением школы от 01.09.2026 № 5 «О выплатах» и дополнительным" in said
    assert "распорядке" not in said
    assert "(статья 351.8 Трудового кодекса Российской Федерации)" in said


@pytest.mark.parametrize("kind", ["order-pairs", "order-pair"])
def test_who_is_a_mentor_by_the_post_needs_no_agreement(kind: str, tmp_path: Path) -> None:
    post = "post: учитель математики"
    text = TEACHERS.replace(post, f"{post}, mentoring_in_post: true")
    pair = PAIR.replace("[t2]}", f"[t2], order: {kind}}}")
    every = made(text + "pairs:\n" + pair, tmp_path)
    said = every.text(kind, "p1" if kind == "order-pair" else "")
    assert "351.8" not in said
    assert "Выплаты" not in said
    assert (
        "не заключать с работниками, для которых наставничество предусмотрено трудовым договором: "
        "учителем математики Примеровой Ольгой." in said
    )


# --- orders of change


def test_an_order_of_change_is_made_for_each_day(quant: Papers) -> None:
    assert quant.subjects("order-change") == ["13.11.2026", "20.11.2026"]
    assert "20.11.2026<tab>№ 161-од" in quant.text("order-change", "20.11.2026")


def test_the_order_of_change_says_who_leaves_and_who_comes(quant: Papers) -> None:
    said = quant.text("order-change", "13.11.2026")
    assert "О замене наставника\n" in said
    assert "Внести в приказ от 07.10.2026 № 136-од «О закреплении наставника» следующие" in said
    assert (
        "Освободить с 14 ноября 2026 г. учителя химии Веткину Светлану Игоревну от обязанностей "
        "наставника Пробиркиной Ксении Олеговны в связи с письменным отказом наставника "
        "от продолжения работы. Основание: заявление С. И. Веткиной от 09.11.2026." in said
    )
    assert (
        "Закрепить с 16 ноября 2026 г. по 31 мая 2027 г. наставника – учителя химии и биологии "
        "Колбина Илью Марковича – за наставляемой Пробиркиной Ксенией Олеговной" in said
    )
    assert "от 07.10.2026 № 37-дс с Веткиной Светланой Игоревной" in said


def test_a_pair_that_stops_is_dissolved_and_its_mentee_is_not_forgotten(quant: Papers) -> None:
    said = quant.text("order-change", "20.11.2026")
    assert "О прекращении работы наставнической пары (группы)" in said
    assert "Внести в приказ от 16.10.2026 № 142-од «О закреплении наставнических пар" in said
    assert "в связи с переездом семьи наставляемого. Работу пары прекратить." in said
    assert "остался без наставника" in said
    assert "351.8" not in said
    assert "Закрепить" not in said


def test_two_changes_of_one_day_are_in_one_order_that_amends_both(tmp_path: Path) -> None:
    first = PAIR.replace("[t2]}", "[t2], status: terminated, terminated: {date: 13.11.2026}}")
    second = OTHER.replace("[t1]}", "[t1], status: terminated, terminated: {date: 13.11.2026}}")
    documents = "documents:\n  order-pair/p2: {number: 9-од, date: 02.10.2026}\n"
    every = made(TEACHERS + "pairs:\n" + first + second + documents, tmp_path)
    (day,) = every.subjects("order-change")
    said = every.text("order-change", day)
    assert re.search(r"Внести в приказ от _+ № _+ «О закреплении наставнических пар", said)
    assert "Внести в приказ от 02.10.2026 № 9-од «О закреплении наставника»" in said
    assert "указанные приказы оставить без изменений" in said
    assert "О прекращении работы наставнических пар (групп)" in said


def test_an_order_without_number_and_date_is_amended_with_blanks(tmp_path: Path) -> None:
    stopped = PAIR.replace("[t2]}", "[t2], status: terminated}")
    every = made(TEACHERS + "pairs:\n" + stopped, tmp_path)
    assert "от обязанностей наставника Образцова Ильи." in every.text("order-change", "без-даты")
    (order,) = (each for each in every.built.outputs if each.job.kind == "order-change")
    assert {
        "номер изменяемого приказа",
        "дата изменяемого приказа",
        "день, с которого прекращена работа пары 1",
    } <= set(order.blanks)


def test_a_mentee_who_leaves_a_group_is_taken_out_of_it(tmp_path: Path) -> None:
    group = (
        "pairs:\n  - {id: g1, form: student-student, mentors: [s1], mentees: [s2, s3],\n"
        "     status: terminated, terminated: {date: 15.01.2027, reason: Переезд семьи}}\n"
        "  - {id: g2, form: student-student, mentors: [s1], mentees: [s2], replaces: g1,\n"
        "     start: 16.01.2027}\n"
    )
    said = made(STUDENTS + group, tmp_path).text("order-change", "15.01.2027")
    assert (
        "Вывести с 16 января 2027 г. из состава группы, наставник которой – Тетрадкин Марк, "
        "наставляемую Указкину Аллу в связи с переездом семьи." in said
    )
    assert "Освободить" not in said
    assert "Закрепить" not in said
    assert "без наставника, новую пару" not in said
    assert signed(said) == ["М. Тетрадкин", "А. Указкина", "Н. Указкина", "А. С. Придуманная"]


def test_a_pair_that_is_through_early_says_why(tmp_path: Path) -> None:
    early = PAIR.replace(
        "[t2]}",
        "[t2], status: completed, terminated: {date: 20.03.2027, reason: Достижение цели,"
        " basis: отчёт наставника от 19.03.2027}}",
    )
    said = made(TEACHERS + "pairs:\n" + early, tmp_path).text("order-change", "20.03.2027")
    assert "О завершении работы наставнических пар (групп)" in said
    assert (
        "наставника Примерову Ольгу и наставляемого Образцова Илью – 20 марта 2027 г., досрочно, "
        "в связи с достижением цели (основание – отчёт наставника от 19.03.2027)." in said
    )
    assert "Освободить" not in said


def test_a_pair_that_ends_in_time_is_only_through(tmp_path: Path) -> None:
    through = PAIR.replace("[t2]}", "[t2], status: completed}")
    said = made(TEACHERS + "pairs:\n" + through, tmp_path).text("order-change", "31.05.2027")
    assert "наставника Примерову Ольгу и наставляемого Образцова Илью – 31 мая 2027 г." in said
    assert "досрочно" not in said


def test_the_number_of_an_order_of_change_stands_under_its_day(tmp_path: Path) -> None:
    stopped = PAIR.replace("[t2]}", "[t2], status: terminated, terminated: {date: 13.11.2026}}")
    known = "documents:\n  order-change/13.11.2026: {number: 44-од, date: 13.11.2026}\n"
    said = made(TEACHERS + "pairs:\n" + stopped + known, tmp_path).text(
        "order-change", "13.11.2026"
    )
    assert "13.11.2026<tab>№ 44-од" in said


def test_a_day_on_which_nothing_changed_has_no_order(tmp_path: Path) -> None:
    known = "documents:\n  order-change/14.11.2026: {number: 44-од}\n"
    text = programmes.SCHOOL + TEACHERS + "pairs:\n" + PAIR + known
    project = engine.load(programmes.project(tmp_path, text))
    assert [each.code for each in project.report] == ["DG173"]


# --- results


def test_each_award_is_given_in_its_own_words_and_case(quant: Papers) -> None:
    said = quant.text("order-results")
    assert "Наградить грамотой за наставничество:" in said
    assert "обучающуюся 10 «А» класса Опытову Софью Андреевну;" in said
    assert "(победитель школьного конкурса «Наставник года»)" in said
    assert "учителю физики Черновик Инне Борисовне." in said
    assert "родителям (законным представителям) наставника Опытовой Софьи Андреевны;" in said


def test_without_chosen_awards_the_mentors_are_thanked(tmp_path: Path) -> None:
    through = PAIR.replace("[t2]}", "[t2], status: completed}")
    said = made(TEACHERS + "pairs:\n" + through, tmp_path).text("order-results")
    assert "объявить благодарность:\n" in said
    assert "учителю математики Примеровой Ольге." in said
    assert "Наградить" not in said


# --- tables and pages


@pytest.mark.parametrize("kind", ["order-adoption", "order-pairs", "acquaintance-sheet"])
def test_heads_of_tables_are_repeated_and_rows_do_not_break(kind: str, quant: Papers) -> None:
    (path,) = quant.paths(kind)
    (table,) = re.findall(r"@table Grid .*", view(path.read_bytes(), path.name))
    assert "header=1" in table
    assert "split" not in table


LONG = "Муниципальное бюджетное общеобразовательное учреждение " + " ".join(
    ["«Средняя школа с углублённым изучением отдельных предметов", *["имени Героя Труда"] * 12, "»"]
).replace(" »", "»")


def _many(pairs: int) -> str:
    """Return a programme of as many pairs, its school with a name of forty words."""
    people = "".join(
        f"  - {{id: {role}{n}, last_name: {name}, first_name: Вера, middle_name: Петровна,"
        f" kind: teacher, post: учитель русского языка и литературы}}\n"
        for n in range(pairs)
        for role, name in (("a", "Примерова-Образцова"), ("b", "Вымышленная"))
    )
    lines = "".join(
        f"  - {{id: q{n}, form: teacher-teacher, mentors: [a{n}], mentees: [b{n}]}}\n"
        for n in range(pairs)
    )
    head = programmes.TEACHERS[programmes.TEACHERS.index("programme:") :].partition("pairs:")[0]
    school = re.sub(r"full_name: .*", f"full_name: {LONG}", programmes.SCHOOL, count=1)
    return school + people + head + "pairs:\n" + lines


def _joined(page: str) -> str:
    return " ".join(page.replace("\u00a0", " ").split())


def _stands_well(pages: list[str]) -> None:
    """No page is blank, and the page that is signed has a point of the order on it."""
    assert all(page.strip() for page in pages)
    (page,) = (page for page in map(_joined, pages) if _SIGNATURE.search(page))
    assert re.search(r"Контроль за исполнением настоящего приказа", page)


_SIGNATURE = re.compile(r"(?:Директор|И\. о\. директора)\s+[А-ЯЁ]\. [А-ЯЁ]\. [А-ЯЁ][а-яё]+")


@pytest.mark.soffice
@pytest.mark.parametrize("pairs", [1, 40])
def test_an_order_of_any_length_is_signed_under_its_text(
    pairs: int, tmp_path: Path, printed: Printed
) -> None:
    assert len(LONG.split()) >= 40
    every = papers.made(_many(pairs), tmp_path, ORDERS)
    for pages in printed(every.paths(*ORDERS)):
        _stands_well(pages)
    (pages,) = printed(every.paths("order-pairs"))
    rows = [page for page in map(_joined, pages) if "Вымышленная Вера Петровна, учитель" in page]
    assert len(rows) == (1 if pairs == 1 else 4)
    assert all("Форма наставничества" in page for page in rows)


@pytest.mark.soffice
@pytest.mark.parametrize("name", SAMPLES)
def test_every_order_of_a_sample_is_signed_under_its_text(
    name: str, samples: dict[str, Papers], printed: Printed
) -> None:
    orders = printed(samples[name].paths(*ORDERS))
    assert orders
    for pages in orders:
        _stands_well(pages)


BOUND = TEACHERS.replace("  curators:", "  annexes: bound\n  curators:") + "pairs:\n" + PAIR


def test_a_school_may_want_all_annexes_in_the_file_of_their_order(tmp_path: Path) -> None:
    folder = programmes.project(tmp_path / "p", programmes.SCHOOL + BOUND)
    built = engine.build(engine.load(folder), tmp_path / "out")
    outputs = {output.job.kind: output for output in built.outputs}
    assert not {"regulation-teachers", "roadmap", "annex-pairs"} & set(outputs)
    data = outputs["order-regulation"].docx.read_bytes()
    assert list(check_package(data, "order-regulation.docx")) == []
    titles = [
        line.partition("] ")[2] for line in view(data).splitlines() if line.startswith("[Title]")
    ]
    assert titles == ["ПОЛОЖЕНИЕ", "ДОРОЖНАЯ КАРТА"]
    labels = {"номер: Положение", "номер: Приказ о Положении и дорожной карте"}
    assert labels & set(outputs["order-regulation"].blanks)


def test_an_annex_that_is_named_is_a_document_of_its_own_all_the_same(tmp_path: Path) -> None:
    folder = programmes.project(tmp_path / "p", programmes.SCHOOL + BOUND)
    built = engine.build(engine.load(folder), tmp_path / "out", ["roadmap"])
    assert [output.job.kind for output in built.outputs] == ["roadmap"]
