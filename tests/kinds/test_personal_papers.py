"""Applications, consents and agreements: each one's words, each on a sheet of its own."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen import engine, resources
from docgen.docx.view import view
from docgen.engine import Built, Output
from docgen.pdf import LibreOffice, Office
from tests.kinds.papers import only
from tests.openxml import assert_valid
from tests.programmes import SCHOOL, STUDENTS, TEACHERS, project

APPLICATIONS = ("application-mentor", "application-mentee")
DATA = ("consent-data-adult", "consent-data-minor")
CONSENTS = ("consent-participation", *DATA, "consent-publication", "mentor-consent")
AGREEMENTS = ("mentor-agreement", "volunteer-agreement", "pair-agreement", "partner-agreement")
KINDS = (*APPLICATIONS, *CONSENTS, "consent-withdrawal", *AGREEMENTS)
PARTNER = "partners:\n  - {id: zavod, name: Акционерное общество «Пример»}\n"
EMPTY = (SCHOOL + STUDENTS, SCHOOL + TEACHERS + PARTNER)

Paper = Callable[[str, str], str]


def words(docx: Path) -> str:
    """Return the text of a document's body in one line, a space for each no-break space."""
    xml = zipfile.ZipFile(docx).read("word/document.xml").decode("utf-8")
    text = re.sub(r"<[^>]+>", "", re.sub(r"</w:p>|<w:tab/>|<w:br/>", " ", xml))
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


@pytest.fixture(scope="module")
def built(built_samples: dict[str, Built]) -> Built:
    """Return every personal paper of the fullest sample."""
    return only(built_samples["kvantorium"], KINDS)


@pytest.fixture(scope="module")
def paper(built: Built) -> Paper:
    """Return the words of a paper by its kind and whom it is about."""
    made = {(each.job.kind, each.job.subject): each.docx for each in built.outputs}
    return lambda kind, subject: words(made[kind, subject])


def of_kind(built: Built, kind: str) -> list[Output]:
    """Return the papers of a kind, of which there is at least one."""
    chosen = [each for each in built.outputs if each.job.kind == kind]
    assert chosen, kind
    return chosen


def subjects(built: Built, kind: str) -> set[str]:
    return {each.job.subject for each in built.outputs if each.job.kind == kind}


def empty(folder: Path, text: str, *kinds: str) -> Built:
    """Build papers of a programme that says nothing it need not say."""
    loaded = engine.load(project(folder, text))
    assert loaded.programme is not None, list(loaded.report)
    return engine.build(loaded, folder / "out", kinds or KINDS)


# --- whole


# What a sample leaves to the people themselves: no school keeps their passports in a file.
BY_HAND = {
    "адрес",
    "адрес наставника",
    "документ о полномочиях представителя",
    "документ, удостоверяющий личность",
    "срок согласия на распространение",
    "телефон заявителя",
    "телефон наставника",
    "телефон, почтовый или электронный адрес",
}


def test_every_paper_of_the_sample_is_made_without_an_error(built: Built) -> None:
    assert built.report.ok, list(built.report)
    assert {each.job.kind for each in built.outputs} == set(KINDS)


@pytest.mark.parametrize("kind", [*APPLICATIONS, *CONSENTS])
def test_in_consents_of_the_sample_only_people_themselves_have_to_write(
    kind: str, built: Built
) -> None:
    for output in of_kind(built, kind):
        assert set(output.blanks) <= BY_HAND, output.job.name


def test_no_paper_carries_the_name_of_a_person_in_its_properties(built: Built) -> None:
    project = engine.load(resources.samples() / "kvantorium")
    assert project.programme is not None
    names = {person.last_name for person in project.programme.people}
    for output in built.outputs:
        with zipfile.ZipFile(output.docx) as docx:
            told = [docx.read(part).decode() for part in docx.namelist() if "docProps" in part]
        assert not [name for name in names if any(name in part for part in told)]


@pytest.mark.parametrize("kind", KINDS)
def test_papers_of_the_sample_are_sound_packages(kind: str, built: Built) -> None:
    made = [each.docx for each in built.outputs if each.job.kind == kind]
    for docx in (made[0], made[-1]):
        assert_valid(docx.read_bytes(), docx.name)


@pytest.mark.parametrize("text", EMPTY)
def test_papers_of_the_emptiest_programme_are_sound_and_have_lines_to_write_on(
    text: str, tmp_path: Path
) -> None:
    made = empty(tmp_path, text)
    assert made.report.ok, list(made.report)
    for output in made.outputs:
        assert_valid(output.docx.read_bytes(), output.docx.name)
        assert "____" in words(output.docx)
        assert "None" not in words(output.docx)


# --- for whom


def test_a_minor_has_the_consent_of_a_parent_and_an_adult_his_own(built: Built) -> None:
    minors, adults = subjects(built, "consent-data-minor"), subjects(built, "consent-data-adult")
    assert not minors & adults
    assert minors == subjects(built, "consent-participation")
    assert minors | adults == subjects(built, "consent-publication")
    assert {"opytova", "zadachkin"} <= minors
    assert {"chernovik", "ukazkin", "vypusknikov"} <= adults


def test_only_employees_agree_to_work_as_mentors(built: Built) -> None:
    employees = subjects(built, "mentor-consent")
    assert employees == subjects(built, "mentor-agreement")
    assert "tsirkulev" in employees
    assert not employees & {"opytova", "vypusknikov"}


def test_the_director_does_not_sign_an_agreement_with_himself(tmp_path: Path) -> None:
    text = SCHOOL + TEACHERS.replace("mentors: [t1]", "mentors: [dir]")
    made = empty(tmp_path, text, "mentor-consent", "mentor-agreement")
    assert [output.job.kind for output in made.outputs] == ["mentor-consent"]


# --- applications


def test_an_application_says_to_whom_and_from_whom(paper: Paper) -> None:
    text = paper("application-mentor", "chernovik")
    assert "И. о. директора МАОУ «СОШ № 5» В. А. Шаблоновой" in text
    assert "от учителя физики Черновик Инны Борисовны" in text
    assert "ознакомлена" in text
    assert "Призёр муниципального конкурса «Учитель года»" in text


def test_a_pupil_of_fourteen_applies_in_his_own_name(paper: Paper) -> None:
    text = paper("application-mentee", "knopkin")
    assert "от обучающегося 8 «В» класса Кнопкина Артура Вадимовича" in text
    assert "Выбор профиля обучения" in text
    assert "ознакомлен." in text
    assert "Согласие моего законного представителя" in text
    assert "А. В. Кнопкин (дата)" in text


def test_for_a_younger_pupil_applies_the_parent(paper: Paper) -> None:
    text = paper("application-mentee", "zadachkin")
    assert "от Задачкиной Ирины Львовны тел." in text
    assert "Прошу включить Задачкина Егора Павловича, обучающегося 7 «Б» класса," in text
    assert "подобрать ему наставника" in text
    assert "Успеваемость по математике и физике" in text
    assert "И. Л. Задачкина (дата)" in text


def test_the_director_applies_to_the_founder(tmp_path: Path) -> None:
    text = SCHOOL + TEACHERS.replace("mentors: [t1]", "mentors: [dir]")
    named = text.replace("  director:", "  founder: {name: Управление образования}\n  director:")
    (consent,) = empty(tmp_path / "named", named, "mentor-consent").outputs
    assert words(consent.docx).lstrip().startswith("Управлению образования от директора")
    assert not consent.blanks
    (unnamed,) = empty(tmp_path, text, "mentor-consent").outputs
    assert unnamed.blanks == ("учредитель, которому директор адресует бумагу",)


def test_somebody_from_outside_applies_with_his_organisation(paper: Paper) -> None:
    text = paper("application-mentor", "vypusknikov")
    assert "от инженера-конструктора, ООО «Вымышленные технологии» Выпускникова Артёма" in text
    assert "Письменное согласие на выполнение работы" not in text


# --- consents


def test_a_parent_lets_a_daughter_take_part(paper: Paper) -> None:
    text = paper("consent-participation", "opytova")
    assert "от Опытова Андрея Викторовича" in text
    assert "участие моей дочери Опытовой Софьи Андреевны, обучающейся 10 «А» класса," in text
    assert "Основание представительства: отец." in text
    assert "19.10.2026 – 21.05.2027" in text
    assert "отозвать в любое время" in text
    assert "С условиями участия согласна:" in text
    assert "Задачкин" not in text


def test_a_parent_knows_the_mentor_of_a_son(paper: Paper) -> None:
    text = paper("consent-participation", "zadachkin")
    assert "моего сына Задачкина Егора Павловича, обучающегося 7 «Б» класса," in text
    assert "Опытова Софья Андреевна, обучающаяся 10 «А» класса" in text
    assert "С условиями участия" not in text  # he is thirteen: only the mother signs
    assert text.count("(подпись)") == 1


def test_a_pupil_of_fourteen_signs_beside_the_parent(paper: Paper) -> None:
    text = paper("consent-participation", "knopkin")
    assert "С условиями участия согласен:" in text
    assert text.count("(подпись)") == 2


def test_a_guardian_speaks_of_a_ward(paper: Paper) -> None:
    text = paper("consent-participation", "fleshkin")
    assert "моего подопечного Флешкина Льва Андреевича" in text
    assert "Основание представительства: опекун, постановление об установлении опеки" in text
    data = paper("consent-data-minor", "fleshkin")
    assert "полномочия представителя Постановление об установлении опеки № 000" in data


FAMILY = (SCHOOL + STUDENTS).replace(
    "class: 7 «Б»}",
    "class: 7 «Б», representatives: [{person: p1, basis: отец}, {person: t, basis: опекун}],"
    " consents: [{kind: participation, date: 20.08.2026, by: t}]}\n"
    "  - {id: p1, last_name: Линейкин, first_name: Лука, kind: parent}\n"
    "  - {id: t, last_name: Опекунова, first_name: Зоя, middle_name: Ильинична, kind: teacher,"
    " post: учитель химии, identity: {document: вид на жительство, number: 000, issued: МВД}}",
)


def test_of_two_representatives_speaks_the_one_who_signed_and_not_as_a_worker(
    tmp_path: Path,
) -> None:
    made = empty(tmp_path, FAMILY, "consent-participation", "consent-data-minor")
    texts = {each.job.kind: words(each.docx) for each in made.outputs if each.job.subject == "s2"}
    assert "от Опекуновой Зои Ильиничны тел." in texts["consent-participation"]
    assert "моей подопечной Линейкиной Веры" in texts["consent-participation"]
    assert "учител" not in "".join(texts.values())
    assert "Опекунова Зоя Ильинична, опекун" in texts["consent-data-minor"]
    assert "вид на жительство № 000, выдан МВД" in texts["consent-data-minor"]


def test_a_consent_without_a_representative_has_room_for_one(tmp_path: Path) -> None:
    made = empty(tmp_path, SCHOOL + STUDENTS, "consent-participation", "consent-data-minor")
    for output in made.outputs:
        assert "законный представитель (фамилия, имя, отчество)" in output.blanks
        assert "________________________________________" in words(output.docx)


def test_a_school_that_charges_nobody_beyond_the_post_needs_no_agreement(tmp_path: Path) -> None:
    text = (SCHOOL + TEACHERS).replace(
        "kind: teacher, post: учитель математики",
        "kind: teacher, post: педагог-наставник, mentoring_in_post: да",
    )
    loaded = engine.load(project(tmp_path, text))
    chosen, _ = engine.plan(loaded, ("mentor-consent", "mentor-agreement"))
    assert not chosen.jobs


def test_what_is_told_for_checks_only_is_printed_nowhere(tmp_path: Path) -> None:
    flags = "flags: {on_record: да, special_needs: да}"
    plain, marked = SCHOOL + STUDENTS, (SCHOOL + STUDENTS).replace("7 «Б»}", f"7 «Б», {flags}}}")
    texts = [
        [words(each.docx) for each in empty(tmp_path / name, text).outputs]
        for name, text in (("plain", plain), ("marked", marked))
    ]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("kind", "person"), [("consent-data-adult", "ukazkin"), ("consent-data-minor", "opytova")]
)
def test_a_consent_to_data_has_everything_it_must_have(
    kind: str, person: str, paper: Paper
) -> None:
    text = paper(kind, person)
    for part in (
        "Документ, удостоверяющий личность",
        "Оператор: Муниципальное автономное",
        "Адрес оператора: 000000, Примерская область",
        "Цель обработки: ",
        "Перечень персональных данных: ",
        "Действия и способы обработки: сбор, запись",
        "с использованием средств автоматизации и без них",
        "Срок действия: со дня подписания",
        "Отзыв согласия: ",
        "(подпись)",
    ):
        assert part in text
    assert "Федеральным законом от 27.07.2006 № 152-ФЗ «О персональных данных»" in text


def test_a_parent_consents_with_documents_of_his_own_and_of_the_powers(paper: Paper) -> None:
    text = paper("consent-data-minor", "opytova")
    assert "Опытов Андрей Викторович, отец" in text
    assert "паспорт 00 00 № 000001, выдан УМВД России по Примерской области 10.10.2015" in text
    assert "г. Лесногорск, ул. Опытная" in text
    assert "Документ, подтверждающий полномочия представителя" in text
    assert "Опытова Софья Андреевна, родилась 14.03.2010" in text
    assert "А. В. Опытов (дата)" in text


@pytest.mark.parametrize("kind", DATA)
def test_a_consent_to_data_is_nothing_but_that(kind: str, built: Built) -> None:
    for output in of_kind(built, kind):
        text = words(output.docx)
        assert text.count("СОГЛАСИЕ") == 1
        assert not re.search(r"заявление[^м]|соглашени|обязуюсь|анкет|наставник[аеу]? ", text)
        assert len(re.findall(r"\(подпись\)", text)) == 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in DATA])
def test_no_other_paper_gives_consent_to_the_processing_of_data(kind: str, built: Built) -> None:
    given = re.compile(r"соглас(?:ие|ен|на)\S* на обработку (?!персональных данных оформляется)")
    for output in of_kind(built, kind):
        assert not given.search(words(output.docx)), output.job.name


def test_publication_is_chosen_kind_by_kind_with_conditions(paper: Paper) -> None:
    text = paper("consent-publication", "opytova")
    assert "на обработку персональных данных несовершеннолетнего, разрешённых" in text
    assert "+7 (000) 000-01-01" in text
    assert "ОГРН 0000000000005" in text
    assert "□ да □ нет" in text
    assert text.count("□ да") == 5
    assert "school5.example.org" in text
    assert "запрещаю передачу этих данных" in text
    assert "по 31 августа 2027 г." in text
    assert "не влияет на участие" in text


def test_only_help_to_a_colleague_is_founded_on_the_article_about_mentors(paper: Paper) -> None:
    for kind in ("mentor-consent", "mentor-agreement"):
        assert "со статьёй 351.8" in paper(kind, "chernovik")
        assert "с трудовым законодательством" in paper(kind, "li-min")
        assert "351.8" not in paper(kind, "li-min")


def test_an_employee_agrees_in_writing_and_knows_how_to_refuse(paper: Paper) -> None:
    text = paper("mentor-consent", "tsirkulev")
    assert "от педагога дополнительного образования Циркулева Андрея Николаевича" in text
    assert "в соответствии со статьёй 351.8 Трудового кодекса Российской Федерации" in text
    assert "Кнопкин Артур Вадимович, обучающийся 8 «В» класса" in text
    assert "Линейкина Дарья Романовна" in text
    assert "не менее чем за три рабочих дня" in text


# --- agreements


def test_the_agreement_of_an_employee_names_the_sides_in_their_cases(paper: Paper) -> None:
    text = paper("mentor-agreement", "tsirkulev")
    assert "ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ № 31-дс" in text
    assert "7 октября 2026 г." in text
    assert "в лице и. о. директора Шаблоновой Веры Андреевны, действующей на основании" in text
    assert "на основании письменного согласия Работника от 21.09.2026" in text


def test_the_agreement_of_an_employee_says_what_the_law_asks_for(paper: Paper) -> None:
    text = paper("mentor-agreement", "tsirkulev")
    for part in (
        "Содержание работы по наставничеству",
        "форма «педагог – обучающийся»",
        "с 19.10.2026 по 21.05.2027",
        "Размер и условия выплат",
        "за работу с Д. Р. Линейкиной – стимулирующая выплата",
        "к трудовому договору от 1 сентября 2022 г. № 000-тд",
        "положение МАОУ «СОШ № 5» от 29.08.2025 № 96-од",
        "не менее чем за три рабочих дня",
        "Реквизиты и подписи сторон",
        "ИНН 0000000005",
        "Экземпляр Соглашения получил:",
    ):
        assert part in text


def test_a_known_pay_leaves_no_line_for_its_size(tmp_path: Path) -> None:
    paid = "mentees: [t2], agreement: {number: 5, payment: 10 % оклада ежемесячно}}"
    text = SCHOOL + TEACHERS.replace("mentees: [t2]}", paid)
    (output,) = empty(tmp_path, text, "mentor-agreement").outputs
    assert "за работу с И. Образцовым – 10 % оклада ежемесячно." in words(output.docx)
    assert not [label for label in output.blanks if "выплат" in label or "номер: " in label]


def test_what_an_agreement_lacks_is_listed(tmp_path: Path) -> None:
    (output,) = empty(tmp_path, SCHOOL + TEACHERS, "mentor-agreement").outputs
    assert set(output.blanks) == {
        "номер: Дополнительное соглашение с наставником",
        "дата: Дополнительное соглашение с наставником",
        "дата трудового договора",
        "номер трудового договора",
        "дата согласия работника",
        "вид и размер выплаты наставнику",
        "локальный акт об оплате труда",
        "адрес наставника",
        "документ, удостоверяющий личность",
        "телефон наставника",
    }


def test_an_agreement_supplements_the_contract_of_a_part_time_worker(paper: Paper) -> None:
    text = paper("mentor-agreement", "li-min")
    assert "к трудовому договору о работе по совместительству от 1 сентября 2024 г." in text


def test_a_mentor_from_outside_makes_an_agreement_that_is_no_contract_of_work(
    built: Built, paper: Paper
) -> None:
    assert subjects(built, "volunteer-agreement") == {"vypusknikov"}
    text = paper("volunteer-agreement", "vypusknikov")
    assert "СОГЛАШЕНИЕ № 2-н о работе наставника" in text
    assert "Трудовых отношений между Сторонами Соглашение не создаёт" in text
    assert "Наставник работает безвозмездно" in text
    assert "документы, которые нужны для допуска к работе с детьми" in text
    assert "Чертёжников Фёдор Кириллович" in text
    assert "Работник" not in text


def test_all_of_a_group_and_their_parents_sign_its_agreement(paper: Paper) -> None:
    text = paper("pair-agreement", "s5")
    for name in ("Алгоритмова Елена Игоревна (мать)", "Опекунова Зоя Михайловна (опекун)"):
        assert name in text
    assert text.count("Законный представитель наставляемого") == 3
    assert text.count("– – Законный представитель наставляемого") == 3  # none of them is fourteen
    assert "далее каждый – Наставляемый" in text
    assert "подготовить команду к школьному турниру по программированию" in text
    assert "с 19 октября 2026 г. по 21 мая 2027 г." in text


def test_grown_up_pairs_need_no_parents(paper: Paper) -> None:
    text = paper("pair-agreement", "t1")
    assert "аконн" not in text
    assert "персонализированная программа наставничества" in text


def test_the_partners_agreement_has_its_delegate_and_requisites(paper: Paper) -> None:
    text = paper("partner-agreement", "vymysel-tech")
    assert "СОГЛАШЕНИЕ № 1-п" in text
    assert "в лице инженера-конструктора Выпускникова Артёма Ильича, действующего" in text
    assert "на основании доверенности от 01.09.2026 № 1" in text
    assert "ОГРН 0000000000000" in text
    assert "Выпускников Артём Ильич, инженер-конструктор." in text
    assert "действует по 31 мая 2027 г." in text


# --- private


def test_a_passport_is_printed_in_the_consent_it_belongs_to_and_nowhere_else(built: Built) -> None:
    holders = [each.job for each in built.outputs if "000001" in words(each.docx)]
    assert [(job.kind, job.subject) for job in holders] == [("consent-data-minor", "opytova")]


@pytest.mark.parametrize("kind", ["pair-agreement", "mentor-consent", "partner-agreement"])
def test_papers_that_many_read_hold_no_contacts_of_people(kind: str, built: Built) -> None:
    for output in of_kind(built, kind):
        assert not re.search(r"\+7 \(000\) 000-0[12]-", words(output.docx))


# --- word for word

# One paper of each kind, chosen for what it shows; of consents to data both.
READ = {
    "application-mentor": "chernovik",
    "application-mentee": "zadachkin",
    "consent-participation": "knopkin",
    "consent-data-adult": "vypusknikov",
    "consent-data-minor": "opytova",
    "consent-publication": "opytova",
    "consent-withdrawal": "opytova",
    "mentor-consent": "tsirkulev",
    "mentor-agreement": "tsirkulev",
    "volunteer-agreement": "vypusknikov",
    "pair-agreement": "s5",
    "partner-agreement": "vymysel-tech",
}


@pytest.mark.parametrize(("kind", "subject"), READ.items())
def test_a_personal_paper_reads_as_before(
    kind: str, subject: str, built: Built, before: Callable[[str, str], str]
) -> None:
    (docx,) = [each.docx for each in of_kind(built, kind) if each.job.subject == subject]
    text = view(docx.read_bytes(), docx.name)
    assert text == before(f"personal/{kind}", text)


# --- on paper


@pytest.mark.soffice
@pytest.mark.slow
def test_consents_and_applications_fit_a_page_and_agreements_two(
    built: Built, office: Office, tmp_path: Path
) -> None:
    last = {each.job.kind: each for each in built.outputs}
    hard = [each for each in built.outputs if each.job.subject in ("opytova", "s5", "tsirkulev")]
    chosen = list({each.docx: each for each in [*last.values(), *hard]}.values())
    pairs = [(each.docx, tmp_path / f"{number}.pdf") for number, each in enumerate(chosen)]
    conversion = LibreOffice(office, os.environ, temporary=tmp_path).convert(pairs)
    assert conversion.report.ok, list(conversion.report)
    for each, (_, pdf) in zip(chosen, pairs, strict=True):
        pages = 2 if each.job.kind in AGREEMENTS else 1
        assert len(PdfReader(pdf).pages) == pages, each.job.name


LONG_NAME = (
    "Муниципальное бюджетное общеобразовательное учреждение «Вымышленная средняя"
    " общеобразовательная школа с углублённым изучением отдельных предметов"
    " художественно-эстетического, естественно-научного и технологического направлений имени"
    " Героя Труда Петра Семёновича Вымышленного» – структурное подразделение Лесногорского"
    " межмуниципального образовательного комплекса Примерского муниципального округа"
    " Примерской области Российской Федерации"
)
LONG_ADDRESS = (
    "000000, Российская Федерация, Примерская область, Лесногорский муниципальный округ, посёлок"
    " Верхние Вымышленные Выселки, улица Героя Труда Петра Вымышленного, дом 128, корпус 3"
)


@pytest.mark.soffice
@pytest.mark.slow
def test_a_school_with_a_very_long_name_still_has_consents_of_one_page(
    office: Office, tmp_path: Path
) -> None:
    name = "Муниципальное бюджетное общеобразовательное учреждение «Лесногорская школа»"
    text = (SCHOOL + STUDENTS).replace(f"full_name: {name}", f"full_name: {LONG_NAME}")
    text = text.replace("  place:", f'  address: "{LONG_ADDRESS}"\n  place:')
    made = empty(tmp_path, text, *DATA, "consent-publication", "consent-participation")
    pairs = [(each.docx, tmp_path / f"{n}.pdf") for n, each in enumerate(made.outputs)]
    conversion = LibreOffice(office, os.environ, temporary=tmp_path).convert(pairs)
    assert conversion.report.ok, list(conversion.report)
    assert {len(PdfReader(pdf).pages) for _, pdf in pairs} == {1}
