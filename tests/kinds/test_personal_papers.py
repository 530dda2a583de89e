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
from docgen.engine import Built, Output
from docgen.pdf import LibreOffice, Office
from tests.openxml import assert_valid
from tests.programmes import SCHOOL, STUDENTS, TEACHERS, project

APPLICATIONS = ("application-mentor", "application-mentee")
DATA = ("consent-data-adult", "consent-data-minor")
CONSENTS = ("consent-participation", *DATA, "consent-publication", "mentor-consent")
AGREEMENTS = ("mentor-agreement", "pair-agreement", "partner-agreement")
KINDS = (*APPLICATIONS, *CONSENTS, *AGREEMENTS)
PARTNER = "partners:\n  - {id: zavod, name: Акционерное общество «Пример»}\n"
EMPTY = (SCHOOL + STUDENTS, SCHOOL + TEACHERS + PARTNER)

Paper = Callable[[str, str], str]


def words(docx: Path) -> str:
    """Return the text of a document's body in one line, a space for each no-break space."""
    xml = zipfile.ZipFile(docx).read("word/document.xml").decode("utf-8")
    text = re.sub(r"<[^>]+>", "", re.sub(r"</w:p>|<w:tab/>|<w:br/>", " ", xml))
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return every personal paper of the fullest sample."""
    sample = engine.load(resources.samples() / "kvantorium")
    return engine.build(sample, tmp_path_factory.mktemp("papers"), KINDS)


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


def test_every_paper_of_the_sample_is_made_without_an_error_or_a_blank(built: Built) -> None:
    assert built.report.ok, list(built.report)
    assert {each.job.kind for each in built.outputs} == set(KINDS)
    assert not [each.job.name for each in built.outputs if each.blanks]


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


def test_they_are_made_only_when_they_are_named() -> None:
    plan, _ = engine.plan(engine.load(resources.samples() / "kvantorium"))
    assert not set(plan.kinds) & set(KINDS)


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


def test_a_pupil_applies_in_his_own_name(paper: Paper) -> None:
    text = paper("application-mentee", "zadachkin")
    assert "от обучающегося 7 «Б» класса Задачкина Егора Павловича" in text
    assert "Успеваемость по математике и физике" in text
    assert "ознакомлен." in text
    assert "Согласие моего законного представителя" in text


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
    assert "С условиями участия согласен:" in text


def test_a_guardian_speaks_of_a_ward(paper: Paper) -> None:
    text = paper("consent-participation", "fleshkin")
    assert "моего подопечного Флешкина Льва Андреевича" in text
    assert "Основание представительства: опекун." in text


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
    assert "16 октября 2026 г." in text
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
    assert not output.blanks


def test_an_agreement_without_a_number_is_listed_as_unfinished(tmp_path: Path) -> None:
    (output,) = empty(tmp_path, SCHOOL + TEACHERS, "mentor-agreement").outputs
    assert output.blanks == ("номер: Дополнительное соглашение с наставником",)


def test_all_of_a_group_and_their_parents_sign_its_agreement(paper: Paper) -> None:
    text = paper("pair-agreement", "s5")
    for name in ("Алгоритмова Елена Игоревна (мать)", "Опекунова Зоя Михайловна (опекун)"):
        assert name in text
    assert text.count("Законный представитель наставляемого") == 3
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
