"""Working papers: registers, plans, routes, journals, reports, awards, minutes, withdrawals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.docx.check import check_package
from docgen.docx.view import view
from docgen.engine import Built
from docgen.model import Pair, Person
from tests import programmes
from tests.kinds.papers import Papers, Printed
from tests.kinds.papers import made as small_papers
from tests.openxml import assert_valid

REGISTERS = ("mentees-register", "mentors-register")
PLANS = ("pair-plan", "teacher-route", "student-route", "mentors-school")
RECORDS = ("mentor-journal", "mentor-report", "mentee-feedback", "protocol", "acquaintance-sheet")
AWARDS = ("certificate", "certificate-pair", "thanks-mentor", "thanks-parents", "thanks-enterprise")
KINDS = (*REGISTERS, *PLANS, *RECORDS, *AWARDS, "consent-withdrawal")
ONE_PAGE = (*AWARDS, "mentee-feedback", "consent-withdrawal")
LONG_PLAN = 40
MANY_PAIRS = 150


@pytest.fixture(scope="module")
def papers(built_samples: dict[str, Built]) -> dict[str, Papers]:
    """Return the papers of every sample."""
    return Papers.of_samples(built_samples, KINDS)


@pytest.fixture(scope="module")
def quant(papers: dict[str, Papers]) -> Papers:
    """Return the papers of the fullest sample."""
    return papers["kvantorium"]


def made(text: str, folder: Path) -> Papers:
    """Return the papers of a small programme."""
    return small_papers(text, folder, KINDS)


# --- all of them


def test_the_samples_have_every_working_paper(papers: dict[str, Papers]) -> None:
    kinds = {output.job.kind for each in papers.values() for output in each.built.outputs}
    assert kinds == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_working_paper_is_a_good_word_document(kind: str, quant: Papers) -> None:
    outputs = [each for each in quant.built.outputs if each.job.kind == kind]
    assert_valid(outputs[0].docx.read_bytes(), outputs[0].docx.name)
    for output in outputs[1:]:
        assert check_package(output.docx.read_bytes(), output.docx.name).ok


@pytest.mark.parametrize("track", [programmes.TEACHERS, programmes.STUDENTS])
def test_the_emptiest_programme_gives_papers_to_fill_in_by_hand(track: str, tmp_path: Path) -> None:
    small = made(programmes.SCHOOL + track, tmp_path)
    assert len(small.built.outputs) == len(small.built.plan.kinds) >= 10
    for output in small.built.outputs:
        assert_valid(output.docx.read_bytes(), output.docx.name)


def test_a_programme_without_a_curator_has_its_papers_too(tmp_path: Path) -> None:
    text = (programmes.SCHOOL + programmes.STUDENTS).replace("  curators: [cur]\n", "")
    small = made(text, tmp_path)
    assert not small.project.facts.names["curators"]
    assert "СЛУШАЛИ: ____" in small.text("protocol")
    assert "Куратор" not in small.text("pair-plan", "p1")


def test_titles_of_the_kinds_are_all_different(quant: Papers) -> None:
    kinds = quant.project.packs.kinds()
    assert len({kind.short for kind in kinds}) == len({kind.title for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("name", ["kvantorium", "rural-school"])
def test_only_registers_say_how_to_reach_people_and_when_they_were_born(
    name: str, papers: dict[str, Papers]
) -> None:
    programme = papers[name].project.facts.programme
    secret = {value for person in programme.people for value in _private(person)}
    others = [kind for kind in KINDS if kind not in REGISTERS]
    chosen = list(papers[name].texts(*others))
    assert secret
    assert chosen
    for kind, subject, text in chosen:
        assert not [value for value in secret if value in text], (kind, subject)


def _private(person: Person) -> Iterator[str]:
    yield from (value for value in (person.contacts.phone, person.contacts.email) if value)
    if person.contacts.address:
        yield person.contacts.address
    if person.birth_date:
        yield f"{person.birth_date:%d.%m.%Y}"
    if person.identity:
        yield f"{person.identity.series} {person.identity.number}"


def test_flags_of_a_person_are_in_no_paper(tmp_path: Path) -> None:
    student = "kind: student, class: 7 «Б»"
    marked = f"{student}, flags: {{on_record: true, special_needs: true}}"
    plain = programmes.SCHOOL + programmes.STUDENTS
    assert student in plain
    calm = list(made(plain, tmp_path / "plain").texts(*KINDS))
    flagged = list(made(plain.replace(student, marked), tmp_path / "flags").texts(*KINDS))
    assert calm == flagged


# --- registers


def test_the_register_of_mentees_has_a_row_for_each_time_somebody_takes_part(quant: Papers) -> None:
    text = quant.text("mentees-register")
    programme = quant.project.facts.programme
    for pair in programme.pairs:
        for mentee in programme.persons(pair.mentees):
            assert mentee.full_name in text
    assert text.count("первый год преподавания химии") == 2
    assert "13.11.2026" in text
    assert "Прекращена досрочно" in text


def test_a_minors_parents_are_reached_instead_of_the_minor(quant: Papers) -> None:
    text = quant.text("mentees-register")
    assert "Мать – Задачкина И. Л." in text
    assert "+7 (000) 000-01-05" in text
    assert "2013" in text
    assert "02.06.2013" not in text


def test_a_register_says_what_has_become_of_the_plan_and_who_has_answered(quant: Papers) -> None:
    row = quant.text("mentees-register").partition("| Задачкин Егор")[2].partition("@row")[0]
    assert "План: 1 из 4 пунктов" in row
    assert "Отзыв есть" in row
    mentor = quant.text("mentors-register").partition("| Черновик Инна")[2].partition("@row")[0]
    assert "Отчёт есть" in mentor


def test_who_waits_for_a_pair_is_in_the_registers_too(tmp_path: Path) -> None:
    more = (
        "  - {id: w1, last_name: Ожидаева, first_name: Яна, kind: teacher, post: учитель пения,"
        " request: дисциплина на уроке}\n"
        "  - {id: w2, last_name: Готовцев, first_name: Лев, kind: teacher, post: учитель истории,"
        " availability: час в неделю}\nprogramme:"
    )
    text = (programmes.SCHOOL + programmes.TEACHERS).replace("programme:", more, 1)
    small = made(text, tmp_path)
    assert "Ожидаева Яна" in small.text("mentees-register")
    assert "Ожидаева Яна" not in small.text("mentors-register")
    assert "Готовцев Лев" in small.text("mentors-register")


def test_a_register_holds_as_many_pairs_as_a_large_school_has(tmp_path: Path) -> None:
    numbers = range(MANY_PAIRS)
    person = (
        "  - {{id: {0}, last_name: Тетрадкин, first_name: Марк, kind: student, class: 7 «Б»}}\n"
    )
    pair = "  - {{id: p-{0}, form: student-student, mentors: [a-{0}], mentees: [b-{0}]}}\n"
    people = "".join(person.format(f"{role}-{number}") for number in numbers for role in "ab")
    pairs = "".join(pair.format(number) for number in numbers)
    few, _ = programmes.STUDENTS.split("  - {id: p1")
    text = programmes.SCHOOL + few.replace("programme:", f"{people}programme:", 1) + pairs
    large = small_papers(text, tmp_path, REGISTERS)
    for kind in REGISTERS:
        assert large.text(kind).count("Тетрадкин Марк") == 2 * MANY_PAIRS


def test_a_register_says_who_keeps_it_and_that_it_is_not_for_the_site(quant: Papers) -> None:
    for kind in REGISTERS:
        text = quant.text(kind)
        assert "Базу ведут и хранят кураторы" in text
        assert "не размещают на сайте" in text


def test_the_head_of_a_register_is_repeated(quant: Papers) -> None:
    chosen = [each.docx for each in quant.built.outputs if each.job.kind in REGISTERS]
    assert len(chosen) == len(REGISTERS)
    for docx in chosen:
        assert "header=1" in view(docx.read_bytes(), docx.name)


# --- plans and routes


def test_a_plan_is_called_after_the_track_of_its_pair(quant: Papers) -> None:
    teachers, students = quant.text("pair-plan", "t1"), quant.text("pair-plan", "s1")
    assert "ПЕРСОНАЛИЗИРОВАННАЯ ПРОГРАММА НАСТАВНИЧЕСТВА" in teachers
    assert "наставника Черновик Инны Борисовны и наставляемого Указкина Романа" in teachers
    assert "ИНДИВИДУАЛЬНЫЙ ПЛАН РАЗВИТИЯ" in students
    assert "наставляемого Задачкина Егора Павловича" in students
    assert "Профессиональные затруднения" not in students


def test_the_school_may_call_its_plans_otherwise(tmp_path: Path) -> None:
    own = (
        "  form_details: {student-student: {plan_title: Индивидуальная программа наставничества}}\n"
    )
    text = programmes.SCHOOL + programmes.STUDENTS.replace("  curators:", f"{own}  curators:")
    small = made(text, tmp_path)
    assert "ИНДИВИДУАЛЬНАЯ ПРОГРАММА НАСТАВНИЧЕСТВА" in small.text("pair-plan", "p1")
    (path,) = small.paths("pair-plan")
    assert "Индивидуальная программа наставничества Тетрадкин – Линейкина" in path.name


def test_a_pair_that_stopped_without_a_plan_needs_none(quant: Papers) -> None:
    assert "t6" not in quant.subjects("pair-plan")
    assert "t7" in quant.subjects("pair-plan")


def test_a_plan_prints_the_rows_of_its_pair_under_their_sections(quant: Papers) -> None:
    text = quant.text("pair-plan", "s1")
    for said in ("Учёба", "Модель весов", "18.01.2027 – 16.04.2027", "действующая модель"):
        assert said in text
    assert "цель и план приняты" in text
    assert "наверстать темы 6 класса;" in text


def test_a_plan_without_rows_leaves_eight_to_write(quant: Papers) -> None:
    rows = re.findall(r"^\| (\d+)$", quant.text("pair-plan", "t2"), re.MULTILINE)
    assert rows == [str(number) for number in range(1, 9)]


def test_a_plan_of_a_group_names_all_and_each_signs(quant: Papers) -> None:
    text = quant.text("pair-plan", "s5")
    assert "наставляемых Дискеткиной Варвары Ильиничны, Флешкина Льва Андреевича" in text
    for name in ("В. И. Дискеткина", "Л. А. Флешкин", "Е. С. Модемова", "К. А. Алгоритмов"):
        assert name in text


def test_a_plan_is_approved_by_the_head(quant: Papers) -> None:
    text = quant.text("pair-plan", "t1")
    assert "УТВЕРЖДАЮ" in text
    assert "В. А. Шаблонова" in text


def test_the_two_routes_are_different_papers_for_different_people(quant: Papers) -> None:
    people = {person.id: person for person in quant.project.facts.programme.people}
    assert all(people[each].is_employee for each in quant.subjects("teacher-route"))
    assert all(people[each].is_student for each in quant.subjects("student-route"))
    teacher = quant.text("teacher-route", "ukazkin")
    student = quant.text("student-route", "zadachkin")
    assert "учителя физики Указкина Романа Дмитриевича" in teacher
    assert "Затруднение" in teacher
    assert "календарный план лабораторных работ" in teacher
    assert "обучающегося 7 «Б» класса Задачкина Егора Павловича" in student
    assert "Что делаю" in student
    assert "И. Л. Задачкина" in student


def test_a_mentee_who_goes_on_with_another_mentor_has_one_route(quant: Papers) -> None:
    text = quant.text("teacher-route", "probirkina")
    assert "с 19.10.2026 по 13.11.2026" in text
    assert "с 16.11.2026 по 31.05.2027" in text
    assert text.count("Освоить методику урока химии.") == 1
    assert "С. И. Веткина" not in text  # who has left does not sign


def test_the_plan_of_the_mentors_school_has_every_event_of_the_calendar(quant: Papers) -> None:
    text = quant.text("mentors-school")
    calendar = quant.project.facts.names["programme"]["calendar"]
    assert calendar
    for row in calendar:
        assert row["event"].replace("\u00a0", " ") in text


# --- records


def test_a_journal_has_the_known_meetings_and_room_for_others(quant: Papers) -> None:
    text = quant.text("mentor-journal", "s1")
    assert text.index("20.10.2026") < text.index("27.10.2026") < text.index("10.11.2026")
    assert "проверочная работа выполнена на «4»" in text
    assert re.findall(r"^\| (\d+)$", text, re.MULTILINE) == [str(n) for n in range(1, 19)]


def test_records_are_not_charged_to_teachers(quant: Papers) -> None:
    for kind in ("mentor-journal", "mentor-report"):
        assert "№ 779" in quant.text(kind, "t1")
        assert "куратор" in quant.text(kind, "t1")
        assert "№ 779" not in quant.text(kind, "s1")


def test_a_report_sets_the_facts_beside_the_plan(quant: Papers) -> None:
    text = quant.text("mentor-report", "s1")
    assert "наставника Опытовой Софьи Андреевны о работе с наставляемым Задачкиным Егором" in text
    assert "В плане 4 пункта, с указанным результатом – 1. Записано встреч: 3." in text


def test_a_report_of_a_pair_that_stopped_says_when_and_why(quant: Papers) -> None:
    said = "прекращена досрочно 13 ноября 2026 г. Причина – письменный отказ наставника"
    assert said in quant.text("mentor-report", "t6")


def test_a_reference_speaks_in_the_mentees_gender(quant: Papers) -> None:
    assert "Чему я научилась" in quant.text("mentee-feedback", "probirkina")
    assert "Чему я научился" in quant.text("mentee-feedback", "zadachkin")
    assert "наставляемой Пробиркиной Ксении Олеговны, учителя химии" in quant.text(
        "mentee-feedback", "probirkina"
    )


def test_what_a_mentee_has_said_is_in_the_reference(tmp_path: Path) -> None:
    pair = "mentees: [s2]"
    said = f"{pair}, feedback: [Мне стало проще учиться.], report: [Цель достигнута.]"
    text = (programmes.SCHOOL + programmes.STUDENTS).replace(pair, said)
    small = made(text, tmp_path)
    assert "Мне стало проще учиться." in small.text("mentee-feedback", "s2")
    assert "Цель достигнута." in small.text("mentor-report", "p1")
    assert "Цель достигнута." in small.text("pair-plan", "p1")


def test_minutes_say_who_was_heard_and_leave_room_for_who_spoke(quant: Papers) -> None:
    text = quant.text("protocol")
    heard = "СЛУШАЛИ: заместителя директора по воспитательной работе Примерову-Образцову Марию"
    assert text.count(heard) == 3
    for word in ("ПОВЕСТКА ДНЯ", "ВЫСТУПИЛИ", "РЕШИЛИ", "Голосовали"):
        assert word in text
    assert "Секретарь – Тетрадных Е. О." in text


def test_minutes_of_one_track_decide_on_its_papers_only(papers: dict[str, Papers]) -> None:
    teachers, students = (papers[name].text("protocol") for name in ("teachers", "rural-school"))
    assert "Положение о системе наставничества педагогических работников" in teachers
    assert "обучающихся" not in teachers
    assert "Положение о программе наставничества обучающихся" in students
    assert "педагогических работников" not in students


def test_everybody_who_takes_part_is_on_the_sheet_once(quant: Papers) -> None:
    text = quant.text("acquaintance-sheet")
    programme = quant.project.facts.programme
    parts = {person for pair in programme.pairs for person in pair.participants}
    for person in programme.persons(tuple(sorted(parts))):
        assert text.count(f"| {person.full_name}\n") == 1, person.id
    assert text.count("| Задачкина Ирина Львовна\n") == 1


# --- awards


def test_a_certificate_names_the_mentor_and_what_for(quant: Papers) -> None:
    student = quant.text("certificate", "opytova")
    assert "награждается" in student
    assert "дружескую помощь" in student
    outside = quant.text("certificate", "vypusknikov")
    assert "инженер-конструктор, ООО «Вымышленные технологии»" in outside


def test_an_award_goes_only_to_those_whom_the_school_has_chosen(quant: Papers) -> None:
    awarded = {
        kind: sorted({pair.id for pair in quant.project.facts.programme.pairs if kind in _of(pair)})
        for kind in AWARDS
    }
    assert quant.subjects("certificate-pair") == awarded["certificate-pair"] == ["s1", "s5"]
    assert sorted(quant.subjects("thanks-mentor")) == ["algoritmov", "chernovik"]
    assert sorted(quant.subjects("certificate")) == ["chernovik", "opytova", "vypusknikov"]
    assert "группа" in quant.text("certificate-pair", "s5")
    assert "пара" in quant.text("certificate-pair", "s1")


def _of(pair: Pair) -> set[str]:
    return {award.kind for award in pair.awards}


@pytest.mark.parametrize("people", [programmes.TEACHERS, programmes.STUDENTS])
def test_a_school_that_has_not_chosen_anybody_prints_no_awards(people: str, tmp_path: Path) -> None:
    assert not made(programmes.SCHOOL + people, tmp_path).kinds() & set(AWARDS)


def test_the_school_says_what_an_award_is_for(quant: Papers) -> None:
    group = quant.text("certificate-pair", "s5")
    assert "за второе место в школьном турнире" in group
    assert "за общий труд" not in group
    mentor = quant.text("certificate", "chernovik")
    assert "победитель школьного конкурса «Наставник года»" in mentor
    assert "«Лучший наставник»" not in mentor
    letter = quant.text("thanks-mentor", "algoritmov")
    assert "Особая благодарность – за подготовку команды к школьному турниру" in letter


def awarded(people: str, *awards: str) -> str:
    """Return the lines of a programme whose pair is awarded."""
    (pair,) = re.findall(r"mentees: \[\w+\]", people)
    return programmes.SCHOOL + people.replace(pair, f"{pair}, awards: [{', '.join(awards)}]")


def test_letters_address_people_as_is_proper(quant: Papers, tmp_path: Path) -> None:
    assert "Уважаемая Инна Борисовна!" in quant.text("thanks-mentor", "chernovik")
    assert "Дорогой Кирилл!" in quant.text("thanks-mentor", "algoritmov")
    text = awarded(programmes.TEACHERS, "thanks-mentor")
    assert "Уважаемая Ольга Примерова!" in made(text, tmp_path / "no").text("thanks-mentor", "t1")
    turk = text.replace("first_name: Ольга", "first_name: Эмиль, middle_name: Гасан оглы")
    assert "Уважаемый Эмиль Гасан оглы!" in made(turk, tmp_path).text("thanks-mentor", "t1")


def test_parents_are_thanked_for_pupils_and_enterprises_for_their_people(quant: Papers) -> None:
    people = {person.id: person for person in quant.project.facts.programme.people}
    assert all(people[each].is_student for each in quant.subjects("thanks-parents"))
    assert "воспитание Опытовой Софьи Андреевны" in quant.text("thanks-parents", "opytova")
    assert quant.subjects("thanks-enterprise") == ["vypusknikov"]
    letter = quant.text("thanks-enterprise", "vypusknikov")
    assert "Руководству и коллективу ООО «Вымышленные технологии»" in letter
    assert "стал инженер-конструктор Выпускников Артём Ильич" in letter


def test_two_parents_are_addressed_together(tmp_path: Path) -> None:
    pupil = "first_name: Марк, kind: student,"
    both = f"{pupil} representatives: [{{person: dir, basis: отец}}, {{person: cur, basis: мать}}],"
    text = awarded(programmes.STUDENTS, "thanks-parents").replace(pupil, both)
    letter = made(text, tmp_path).text("thanks-parents", "s1")
    assert "Уважаемые Пётр Ильич и Анна Сергеевна!" in letter
    assert "благодарит вас за воспитание Тетрадкина Марка" in letter
    alone = text.replace(" middle_name: Ильич,", "").replace(", {person: cur, basis: мать}", "")
    letter = made(alone, tmp_path / "one").text("thanks-parents", "s1")
    assert re.search(r"Уважаем\S+ Пётр Вымышленный!", letter)


def test_awards_have_a_frame_around_the_sheet(quant: Papers) -> None:
    for path in quant.paths(*AWARDS):
        assert re.match(r"@page .* border\n", view(path.read_bytes(), path.name))


# --- withdrawal of consent


def test_a_parent_withdraws_the_consent_of_a_minor(quant: Papers) -> None:
    text = quant.text("consent-withdrawal", "disketkina")
    assert "от Дискеткиной Марины Евгеньевны" in text
    assert "законным представителем Дискеткиной Варвары Ильиничны" in text
    assert "данное 15 сентября 2026 г." in text


def test_an_adult_withdraws_what_he_or_she_gave(quant: Papers) -> None:
    text = quant.text("consent-withdrawal", "chernovik")
    assert "отзываю своё согласие" in text
    assert "на распространение персональных данных" in text
    assert "21 сентября 2026 г." in text


# --- on paper


@pytest.mark.soffice
def test_papers_of_one_page_stay_on_one_page(quant: Papers, printed: Printed) -> None:
    chosen = {each.job.kind: each.docx for each in quant.built.outputs if each.job.subject != "s5"}
    chosen["group"] = next(
        each.docx
        for each in quant.built.outputs
        if (each.job.kind, each.job.subject) == ("certificate-pair", "s5")
    )
    paths = [chosen[kind] for kind in (*ONE_PAGE, "group")]
    for pages in printed(paths):
        assert len(pages) == 1


@pytest.mark.soffice
def test_an_award_of_a_large_group_of_a_long_named_school_is_one_page(
    tmp_path: Path, printed: Printed
) -> None:
    people = "".join(
        f"  - {{id: g{n}, last_name: Долгофамильный-Придуманный, first_name: Константин,"
        f" middle_name: Александрович, kind: student, class: 7 «Б», gender: m}}\n"
        for n in range(12)
    )
    group = ", ".join(f"g{n}" for n in range(12))
    text = awarded(programmes.STUDENTS, "certificate", "certificate-pair", "thanks-mentor")
    text = text.replace("[s2]", f"[{group}]").replace("programme:", f"{people}programme:", 1)
    short = "«Лесногорская школа»\n  short"
    assert short in text
    named = " ".join(["углублённого изучения"] * 20)
    text = text.replace(short, f"«Лесногорская школа {named}»\n  short")
    small = made(text, tmp_path)
    paths = small.paths(*AWARDS)
    assert len(paths) == 3
    for pages in printed(paths):
        assert len(pages) == 1


@pytest.mark.soffice
@pytest.mark.parametrize("rows", [1, LONG_PLAN])
def test_signatures_stand_under_the_results_whatever_the_plan(
    rows: int, tmp_path: Path, printed: Printed
) -> None:
    plan = ", ".join(f"{{event: Занятие {n}, result: конспект}}" for n in range(1, rows + 1))
    pair = "mentees: [t2]"
    text = (programmes.SCHOOL + programmes.TEACHERS).replace(pair, f"{pair}, plan: [{plan}]")
    small = made(text, tmp_path)
    chosen = ("pair-plan", "teacher-route", "mentor-report")
    paths = [each.docx for each in small.built.outputs if each.job.kind in chosen]
    for pages in printed(paths):
        assert pages[-1].strip()
        (signed,) = (page for page in pages if "А. С. Придуманная" in page.replace("\u00a0", " "))
        assert re.search(r"Итоги выполнения|Результаты и выводы|Рекомендации", signed)
