"""Every rule of a Word file: a paper that is right, and the same paper with one thing spoiled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from docgen import norms, packs
from docgen.diagnostics import Diagnostic, Severity
from docgen.docx.view import view
from tests.norms.papers import (
    CLAUSES,
    NB,
    POINTS,
    copied,
    left,
    line,
    middle,
    order,
    regulation,
    remove,
    rewrite,
    saved,
    spoiled,
    survey,
    text,
)
from tests.norms.spoiling import (
    NAME,
    Spoil,
    asked,
    picture,
    seal_in_a_cell,
    sealed,
    titled,
    visas,
)

PROFILE = norms.profile("gost-2025", packs.stack())
E, W, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def found(data: bytes) -> list[Diagnostic]:
    return list(norms.examine(data, PROFILE, "приказ.docx").report)


@pytest.mark.parametrize("make", [order, regulation, survey])
def test_a_paper_that_is_right_has_no_findings(make: Callable[[], Document]) -> None:
    assert found(saved(make())) == []


def letter(paper: Document) -> None:
    paper.sections[0].page_width, paper.sections[0].page_height = Mm(215.9), Mm(279.4)


def narrow(paper: Document) -> None:
    paper.sections[0].right_margin = Mm(5)


def unbound(paper: Document) -> None:
    paper.sections[0].left_margin = Mm(20)


def two_sided(*, mirrored: bool) -> Spoil:
    def spoil(paper: Document) -> None:
        paper.settings.odd_and_even_pages_header_footer = True
        if mirrored:
            paper.settings.element.insert(1, OxmlElement("w:mirrorMargins"))

    return spoil


def unnumbered(paper: Document) -> None:
    header = paper.sections[0].header.paragraphs[0]._p
    header.remove(header.find(qn("w:fldSimple")))


def numbered_at_once(paper: Document) -> None:
    paper.sections[0].different_first_page_header_footer = False


def number_at_the_side(paper: Document) -> None:
    paper.sections[0].header.paragraphs[0].alignment = ALIGN.RIGHT


def number_at_the_edge(paper: Document) -> None:
    paper.sections[0].header_distance = Mm(5)


def dressed_number(paper: Document) -> None:
    paper.sections[0].header.paragraphs[0].add_run(" стр.")


def annex_on_the_same_page(paper: Document) -> None:
    for element in list(paper.element.body.iter(qn("w:sectPr")))[:-1]:
        element.getparent().remove(element)


def another_font(paper: Document) -> None:
    line(paper, POINTS[0]).runs[0].font.name = "Comic Sans MS"


def two_fonts(paper: Document) -> None:
    line(paper, POINTS[0]).runs[0].font.name = "PT Serif"


def font_of_the_theme(paper: Document) -> None:
    fonts = paper.styles["Normal"].element.rPr.rFonts
    for name in ("ascii", "hAnsi"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
        fonts.set(qn(f"w:{name}Theme"), "minorHAnsi")
    line(paper, POINTS[0]).runs[0].font.name = "Times New Roman"


def small_text(paper: Document) -> None:
    line(paper, POINTS[0]).runs[0].font.size = Pt(11)


def short_lines(*, size: float) -> Spoil:
    def spoil(paper: Document) -> None:
        left(paper, "Ответы читает куратор наставничества").runs[0].font.size = Pt(size)

    return spoil


def large_title(paper: Document) -> None:
    for words in ("Уважаемые наставники и наставляемые", "Спасибо вам за ваши ответы"):
        middle(paper, words).runs[0].font.size = Pt(20)


def title_at_the_left(paper: Document) -> None:
    line(paper, "наставляемого").alignment = ALIGN.LEFT


def small_style(paper: Document) -> None:
    paper.styles["List Number"].font.size = Pt(10)


def small_table(paper: Document) -> None:
    table = paper.add_table(rows=1, cols=1)
    table.style = "Table Grid"
    table.rows[0].cells[0].paragraphs[0].add_run("Мелкая строка").font.size = Pt(8)


def small_place(paper: Document) -> None:
    line(paper, f"г.{NB}Лесногорск").runs[0].font.size = Pt(9)


def place_beside_the_date(paper: Document) -> None:
    remove(f"г.{NB}Лесногорск")(paper)
    rewrite("05.10.2026", "\t", f"\tс.{NB}Лесное\t")(paper)


def no_indent(paper: Document) -> None:
    line(paper, "В целях").paragraph_format.first_line_indent = Mm(0)


def typed_indent(paper: Document) -> None:
    run = line(paper, "В целях").runs[0]
    run.text = f"     {run.text}"


def double_spacing(paper: Document) -> None:
    line(paper, "В целях").paragraph_format.line_spacing = 2.0


def ragged(paper: Document) -> None:
    line(paper, "В целях").alignment = ALIGN.LEFT


def spread_letters(paper: Document) -> None:
    run = line(paper, "В целях").runs[0]
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), "40")
    run._r.get_or_add_rPr().append(spacing)


def empty_lines(paper: Document) -> None:
    copied(line(paper, "ПРИКАЗЫВАЮ:"), "")


def wide_heading(paper: Document) -> None:
    heading = line(paper, "О закреплении")
    heading.paragraph_format.right_indent = Mm(0)
    heading.runs[0].text = "О закреплении наставников за молодыми педагогами и обучающимися школы"


def wide_stamp(paper: Document) -> None:
    act = line(paper, "приказом")
    act.paragraph_format.left_indent = Mm(70)
    act.runs[0].text = "приказом муниципальной Лесногорской школы № 5"


def hyphenated(paper: Document) -> None:
    switch = OxmlElement("w:autoHyphenation")
    paper.settings.element.insert(1, switch)


def words_kept_whole(paper: Document) -> None:
    """Say what LibreOffice does: words may be divided, and by no style are."""
    hyphenated(paper)
    whole = OxmlElement("w:suppressAutoHyphens")
    paper.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}/{qn('w:pPr')}").append(
        whole
    )


def divided_after_all(paper: Document) -> None:
    words_kept_whole(paper)
    divided = OxmlElement("w:suppressAutoHyphens")
    divided.set(qn("w:val"), "0")
    paper.styles["List Number"].element.get_or_add_pPr().append(divided)


def title_that_may_part(paper: Document) -> None:
    title = middle(paper, "Права наставника", style="Heading 1")
    title.paragraph_format.keep_with_next = False


def typed_numbers(*numbers: str) -> Spoil:
    def spoil(paper: Document) -> None:
        for number in numbers:
            text(paper, f"{number} {CLAUSES[0]}")

    return spoil


def lone_signature(paper: Document) -> None:
    line(paper, POINTS[2]).paragraph_format.keep_with_next = False


def signed_above(paper: Document) -> None:
    heading, resolve = line(paper, "О закреплении"), line(paper, "ПРИКАЗЫВАЮ:")
    resolve._p.addnext(heading._p)


def stamp_at_the_left(paper: Document) -> None:
    for beginning in ("УТВЕРЖДЕНО", "приказом", "от 05.10.2026"):
        line(paper, beginning).paragraph_format.left_indent = Mm(0)


def person(*lines: str) -> Spoil:
    """Return what puts the approval of a person in the place of an order's."""

    def spoil(paper: Document) -> None:
        first, *others = lines
        stamp = line(paper, "УТВЕРЖДЕНО")
        for beginning in ("приказом", "от 05.10.2026"):
            remove(beginning)(paper)
        stamp.runs[0].text = first
        for words in reversed(others):
            copied(stamp, words)

    return spoil


def beside(*lines: str) -> Spoil:
    """Return what puts one more stamp under the text."""

    def spoil(paper: Document) -> None:
        for words in lines:
            left(paper, words)

    return spoil


def early_acquaintance(paper: Document) -> None:
    line(paper, "_____________ 06").runs[0].text = "_____________ 01.10.2026"


def annex_that_begins_earlier(paper: Document) -> None:
    rewrite("Список пар", "пар", "пар, 01.09.2026 – 25.05.2027")(paper)


def no_letterhead(paper: Document) -> None:
    remove("Муниципальное")(paper)


def stamped_electronically(paper: Document) -> None:
    left(paper, "Документ подписан электронной подписью")
    left(paper, "Сертификат 01AB")


def two_dashes(paper: Document) -> None:
    rewrite(POINTS[0], "наставников за", "наставников – да – за")(paper)
    rewrite(POINTS[1], "план работы", "план — работы")(paper)


def one_annex(paper: Document) -> None:
    body = paper.element.body
    mark = line(paper, f"Приложение{NB}№{NB}2")._p
    for element in [mark, *mark.itersiblings()]:
        if element.tag != qn("w:sectPr"):
            body.remove(element)


def sole_annex(paper: Document) -> None:
    one_annex(paper)
    unmentioned(paper)


def swapped_mentions(paper: Document) -> None:
    rewrite("В целях", "приложение 1", "приложение 3")(paper)
    rewrite("В целях", "приложение 2", "приложение 1")(paper)
    rewrite("В целях", "приложение 3", "приложение 2")(paper)


def unmentioned(paper: Document) -> None:
    rewrite("В целях", " (приложение 2)", "")(paper)
    rewrite(POINTS[0], " согласно приложению 2", "")(paper)


CASES: list[tuple[str, Severity, Callable[[], Document], Spoil, str]] = [
    ("DG600", E, order, letter, "а нужен А4"),
    ("DG601", E, order, narrow, "правое 5 мм"),
    ("DG602", W, order, unbound, "20 мм"),
    ("DG607", W, order, two_sided(mirrored=False), "не зеркальные"),
    ("DG603", E, order, unnumbered, "не пронумерованы"),
    ("DG603", E, order, numbered_at_once, "на первой странице"),
    ("DG604", E, order, number_at_the_side, "не посередине"),
    ("DG604", E, order, number_at_the_edge, "5 мм от края"),
    ("DG605", W, order, dressed_number, "стр."),
    ("DG606", W, order, annex_on_the_same_page, "не с новой страницы"),
    ("DG608", E, order, another_font, "«Comic Sans MS» не из допустимых"),
    ("DG608", W, order, two_fonts, "«PT Serif», а документ набран шрифтом «Times New Roman»"),
    ("DG608", W, order, font_of_the_theme, "документ набран шрифтом «Cambria»"),
    ("DG609", E, order, small_text, "Кегль текста 11"),
    ("DG609", E, order, small_style, "Кегль текста 10 – 3 места"),
    ("DG609", E, survey, short_lines(size=16), "Кегль текста 16"),
    ("DG610", W, order, small_table, "Кегль 8"),
    ("DG611", INFO, order, small_place, "кеглем 9"),
    ("DG612", W, order, no_indent, "0 мм, нужно 12,5 мм"),
    ("DG612", W, order, typed_indent, "пробелами"),
    ("DG613", W, order, double_spacing, "интервал 2"),
    ("DG614", W, order, ragged, "по ширине"),
    ("DG615", W, order, spread_letters, "между буквами"),
    ("DG615", W, order, rewrite(POINTS[0], "на учебный", "на   учебный"), "пробелов подряд"),
    ("DG616", W, order, empty_lines, "Пустой абзац перед «Закрепить"),
    ("DG617", W, order, wide_heading, "длиннее 120 мм"),
    ("DG617", W, regulation, wide_stamp, "длиннее 80 мм"),
    ("DG618", INFO, order, hyphenated, "перенос"),
    ("DG618", INFO, order, divided_after_all, "перенос"),
    ("DG619", W, regulation, rewrite("Общие", "положения", "положения."), "стоит точка"),
    ("DG619", INFO, regulation, title_that_may_part, "внизу страницы"),
    ("DG620", W, regulation, typed_numbers("1.", "2."), "вручную"),
    ("DG620", E, regulation, typed_numbers("1.1.", "1.2.", "1.4."), "1.4 стоит не по порядку"),
    ("DG620", E, regulation, typed_numbers("1.1.", "1.2.", "1.2."), "1.2 повторяется"),
    ("DG620", W, regulation, typed_numbers("1.1.1.1.1."), "глубокая"),
    ("DG621", INFO, order, lone_signature, "одна на странице"),
    ("DG622", E, order, remove("О закреплении"), "заголовок «О …»"),
    ("DG622", E, order, signed_above, "Не по порядку"),
    ("DG623", E, order, rewrite("ПРИКАЗ", "ПРИКАЗ", "Приказ"), "не прописными"),
    ("DG623", E, order, rewrite("ПРИКАЗ", "ПРИКАЗ", "ПРИКАЗ."), "стоит точка"),
    ("DG624", E, order, rewrite("В целях", "обучающихся,", "обучающихся от 31.02.2026,"), "нет"),
    ("DG624", E, order, rewrite("В целях", "обучающихся,", "от 5.6.26,"), "не полностью"),
    ("DG624", E, order, rewrite("В целях", "обучающихся,", "от 05.06.2026 г.,"), "с «г.»"),
    (
        "DG624",
        E,
        order,
        rewrite("В целях", "в соответ", f"05{NB}июня 2026{NB}г. в соответ"),
        "нуля",
    ),
    (
        "DG625",
        W,
        order,
        rewrite("05.10.2026", "05.10.2026", f"5{NB}октября 2026{NB}г."),
        "по-разному",
    ),
    ("DG626", E, order, early_acquaintance, "01.10.2026 раньше"),
    ("DG627", E, order, rewrite("05.10.2026", f"\t№{NB}15-од", ""), "нет номера"),
    ("DG628", INFO, order, remove(f"г.{NB}Лесногорск"), "не указано"),
    ("DG628", W, order, rewrite(f"г.{NB}Лесн", "Лесногорск", "Москва"), "«Москва»"),
    ("DG629", W, order, rewrite("О закреплении", "наставников", "наставников."), "с точкой"),
    ("DG629", W, order, rewrite("О закреплении", "О закр", "Об закр"), "Предлог"),
    ("DG630", E, regulation, stamp_at_the_left, "не в правом верхнем углу"),
    ("DG630", W, regulation, person("Школа № 5"), "Нет грифа"),
    ("DG630", W, regulation, rewrite("УТВЕРЖДЕНО", "УТВЕРЖДЕНО", "Утверждено"), "не прописными"),
    (
        "DG631",
        E,
        regulation,
        person("УТВЕРЖДАЮ", "Директор школы"),
        "инициалы перед фамилией, дата",
    ),
    (
        "DG631",
        W,
        regulation,
        person("УТВЕРЖДАЮ:", "Директор", "А. Б. Вы", "01.10.2026"),
        "двоеточия",
    ),
    ("DG632", E, regulation, rewrite("УТВЕРЖДЕНО", "ДЕНО", "ДЕНА"), "не согласовано: положение"),
    ("DG632", E, regulation, rewrite("приказом", "приказом", "приказ"), "не в творительном"),
    ("DG632", E, regulation, rewrite("от 05", f" №{NB}15-од", ""), "нет даты или номера"),
    ("DG633", W, regulation, beside("ПРИНЯТО", "педагогическим советом"), "протокол"),
    ("DG634", E, order, rewrite(f"Приложение{NB}№{NB}2", "2", "3"), "не подряд: 1, 3"),
    ("DG634", W, order, one_annex, "нет в файле: 2"),
    ("DG634", W, order, sole_annex, "единственного"),
    ("DG634", E, order, rewrite("В целях", "приложение 2", "приложение 4"), "нет в файле: 4"),
    ("DG634", W, order, swapped_mentions, "порядке упоминания: 2, 1"),
    ("DG634", E, order, unmentioned, "не названо «Приложение № 2»"),
    ("DG634", E, order, rewrite("от 05.10.2026", "05.10", "06.10"), "не те, что у документа"),
    (
        "DG635",
        E,
        order,
        rewrite("А.", f"А.{NB}Б.{NB}Вымышленная", f"Вымышленная{NB}А.{NB}Б."),
        "перед ин",
    ),
    ("DG636", W, order, no_letterhead, "не названа"),
    ("DG637", W, regulation, beside("СОГЛАСОВАНО"), "неполна"),
    ("DG638", INFO, regulation, beside("Исполнитель: секретарь"), "телефона"),
    ("DG639", E, order, stamped_electronically, "владелец, срок"),
    ("DG640", W, regulation, rewrite(CLAUSES[1], "Наставляемый", "Прошу, чтобы он"), "«прошу»"),
    ("DG629", W, survey, remove("наставляемого"), "Нет заголовка к тексту: «АНКЕТА»"),
    ("DG637", INFO, regulation, beside("СОГЛАСОВАНО", "протокол от 05.10.2026"), "творительном"),
    ("DG641", INFO, order, visas("Согласовано:", NAME), "должность, дата"),
    ("DG641", INFO, order, visas("Визы", f"Заместитель директора {NAME}"), "не найдено: дата"),
    ("DG642", INFO, order, picture("Наставник помогает", title="QR-код"), "не на первом листе"),
    ("DG642", INFO, order, picture("В целях", title="Штрих-код", over=True), "поверх текста"),
    ("DG642", INFO, order, picture("В целях", title="QR", left=200), "за край листа"),
    ("DG643", W, order, sealed, "на расшифровке"),
    ("DG643", W, order, seal_in_a_cell(width=50), "на расшифровке"),
    ("DG643", W, order, picture("Директор", over=True), "поверх подписи"),
    ("DG644", INFO, survey, asked(row=0, column=1, words="Оценку работы"), "именительном"),
    ("DG644", INFO, survey, asked(row=1, column=0, words="Встречами в школе"), "именительном"),
    ("DG644", INFO, survey, asked(row=2, column=0, words="Хочешь продолжить?"), "на «ты»"),
    ("DG645", INFO, order, titled(number=True), "напечатан номер"),
    ("DG645", INFO, order, titled(short=True), "короткого документа"),
    ("DG647", INFO, order, rewrite(POINTS[0], "приложению 2", "приложению № 2"), "оторваться"),
    ("DG647", W, order, rewrite(POINTS[0], "приложению 2", f"приложению №№{NB}2"), "удвоен"),
    ("DG652", W, order, rewrite(POINTS[0], "Закрепить", "- закрепить"), "в начале строки"),
    ("DG615", INFO, order, rewrite("Директор", "р", f"р{' ' * 9}школы"), "разведены"),
    ("DG648", INFO, order, rewrite(POINTS[2], "за собой", f"за И.О.{NB}Выдумкиным"), "по-разному"),
    ("DG647", W, order, rewrite(POINTS[0], "приложению 2", "приложению №2"), "[…"),
    ("DG648", INFO, order, rewrite(POINTS[2], "за собой", f"за И.{NB}О. Выдумкиным"), "оторваться"),
    ("DG649", INFO, order, rewrite(POINTS[0], "учебный год", "2026 год"), "2026 год"),
    ("DG650", INFO, order, rewrite(POINTS[0], "учебный год", "срок с 1 мая"), "1 мая"),
    ("DG651", W, order, rewrite(POINTS[0], "учебный", '"учебный"'), "Кавычки"),
    ("DG652", W, order, rewrite(POINTS[0], "наставников за", "наставников - за"), "Дефис вместо"),
    ("DG652", W, order, rewrite(POINTS[0], "учебный", "2026-2027 учебный"), "Дефис в промежутке"),
    ("DG652", W, order, two_dashes, "двух видов"),
    ("DG653", INFO, order, rewrite(POINTS[0], "учебный", "25% учебный"), "без пробела"),
    ("DG654", W, regulation, rewrite("показывает", "работы;", "работы."), "Знак в конце"),
    ("DG654", INFO, order, rewrite(POINTS[1], "в срок.", "в срок"), "нет точки"),
    ("DG655", W, order, rewrite(POINTS[0], "учебный год", "учебный , год"), "пробел"),
    ("DG656", E, order, rewrite(POINTS[0], "Закрепить", "Зaкрепить"), "алфавитов"),
    (
        "DG657",
        INFO,
        regulation,
        rewrite(CLAUSES[1], "согласован", "приемы, согласован"),
        "«приёмы» и «п",
    ),
    ("DG646", W, order, rewrite(POINTS[0], "учебный год", "учебный год по ИПН"), "«ИПН» не"),
]


@pytest.mark.parametrize(("code", "severity", "make", "spoil", "words"), CASES)
def test_a_rule_sees_what_was_spoiled(
    code: str, severity: Severity, make: Callable[[], Document], spoil: Spoil, words: str
) -> None:
    own = [each for each in found(spoiled(make, spoil)) if each.code == code]
    assert any(words in each.message and each.severity is severity for each in own), own


@pytest.mark.parametrize(("name", "told"), [("gost-2025", set()), ("gost-2016", {"DG608"})])
def test_a_paper_in_one_plain_font_is_a_breach_of_the_old_edition_only(
    name: str, told: set[str]
) -> None:
    def in_arial(paper: Document) -> None:
        paper.styles["Normal"].font.name = "Arial"

    profile = norms.profile(name, packs.stack())
    report = norms.examine(spoiled(order, in_arial), profile).report
    assert {each.code for each in report} & {"DG608"} == told


def test_dates_of_an_annex_are_no_dates_of_acquaintance() -> None:
    assert "DG626" not in {each.code for each in found(spoiled(order, annex_that_begins_earlier))}


@pytest.mark.parametrize(("lines", "told"), [(30, False), (60, True)])
def test_short_lines_fill_a_page_as_long_ones_do(lines: int, told: bool) -> None:
    def spoil(paper: Document) -> None:
        unnumbered(paper)
        for count in range(lines):
            text(paper, f"{count}-я встреча.")

    assert ("DG603" in {each.code for each in found(spoiled(survey, spoil))}) is told


def test_every_rule_of_the_profile_has_a_failing_case() -> None:
    from docgen.norms.catalogue import RULES  # noqa: PLC0415  the rules are no public names

    asked = {RULES[key][0] for key in PROFILE.active("docx")}
    assert asked == {case[0] for case in CASES}


def test_a_finding_names_the_line_of_the_view_and_a_few_words_only() -> None:
    data = spoiled(order, no_indent)
    finding = next(each for each in found(data) if each.code == "DG612")
    assert "В целях" in view(data).splitlines()[finding.place.line - 1]
    assert "«В целях поддержки молодых педагогов" in finding.message
    quoted = finding.message.partition("«")[2].partition("»")[0]
    assert len(quoted) <= 40


def numbered_badly(paper: Document) -> None:
    for count in range(9):
        text(paper, f"Пункт №{count} нужен для проверки, и №{count} тоже")


def test_the_same_slip_is_told_once_with_the_number_of_its_places() -> None:
    (own,) = (each for each in found(spoiled(regulation, numbered_badly)) if each.code == "DG647")
    assert own.message == (
        "После № нет пробела, или знак удвоен – 18 мест, первое: [Пункт №0 нужен для про…]."
    )


def test_who_wants_every_place_gets_every_place() -> None:
    report = norms.examine(spoiled(regulation, numbered_badly), PROFILE, most=200).report
    own = [each for each in report if each.code == "DG647"]
    assert len({each.place.line for each in own}) == 9
    assert all("– 2 места, первое:" in each.message for each in own)


def test_of_other_slips_of_one_rule_only_a_few_are_told() -> None:
    def spoil(paper: Document) -> None:
        for day in range(1, 10):
            text(paper, f"Занятие проводится {day}.09.2026 в школе.")

    own = [each for each in found(spoiled(regulation, spoil)) if each.code == "DG624"]
    assert len(own) == 3
    assert sum("(и ещё мест: 6)" in each.message for each in own) == 1


@pytest.mark.parametrize(
    ("make", "spoil"),
    [
        (order, visas("Согласовано:", f"Заместитель директора {NAME}", "05.10.2026")),
        (order, visas(f"Заместитель директора {NAME}")),
        (order, picture("В целях", title="QR-код")),
        (order, picture("В целях", title="QR-код", left=180)),
        (order, picture("Наставник помогает", title="герб", over=True)),
        (order, seal_in_a_cell(width=80)),
        (order, titled()),
        (order, words_kept_whole),
        (order, place_beside_the_date),
        (survey, asked(row=1, column=0, words="Какого наставника вы ждёте")),
        (survey, asked(row=1, column=0, words="Временем встреч доволен")),
        (regulation, rewrite("показывает", "работы;", f"работы с 1{NB}мая 2026{NB}г.")),
        (survey, short_lines(size=12)),
        (survey, large_title),
        (survey, title_at_the_left),
        (survey, asked(row=1, column=1, words="Оценку ставит куратор")),
    ],
)
def test_what_is_no_breach_is_not_told(make: Callable[[], Document], spoil: Spoil) -> None:
    assert found(spoiled(make, spoil)) == []


def test_a_page_break_is_enough_for_an_annex() -> None:
    def spoil(paper: Document) -> None:
        annex_on_the_same_page(paper)
        for number in (1, 2):
            mark = line(paper, f"Приложение{NB}№{NB}{number}")
            mark.insert_paragraph_before().add_run().add_break(WD_BREAK.PAGE)

    assert "DG606" not in {each.code for each in found(spoiled(order, spoil))}


def test_a_number_in_a_frame_stands_where_its_frame_does() -> None:
    def framed(side: str) -> Spoil:
        def spoil(paper: Document) -> None:
            number = paper.sections[0].header.paragraphs[0]
            number.alignment = None
            frame = OxmlElement("w:framePr")
            frame.set(qn("w:xAlign"), side)
            number._p.get_or_add_pPr().append(frame)

        return spoil

    assert found(spoiled(order, framed("center"))) == []
    assert {each.code for each in found(spoiled(order, framed("right")))} == {"DG604"}


def test_a_paper_for_two_sides_may_have_mirrored_margins() -> None:
    assert "DG607" not in {each.code for each in found(spoiled(order, two_sided(mirrored=True)))}


def test_a_clause_in_a_table_counts() -> None:
    def spoil(paper: Document) -> None:
        typed_numbers("1.", "2.")(paper)
        paper.add_table(rows=1, cols=1).rows[0].cells[0].text = "3. Вопрос"
        typed_numbers("4.")(paper)

    told = [each.message for each in found(spoiled(regulation, spoil))]
    assert not any("не по порядку" in message for message in told)


def test_a_short_paper_needs_no_page_numbers() -> None:
    assert found(spoiled(regulation, unnumbered)) == []


def test_blanks_to_be_filled_in_by_hand_are_no_breaches() -> None:
    def blank(paper: Document) -> None:
        line(paper, "05.10.2026").runs[0].text = f"«___» ________ 20__{NB}г.\t№{NB}____"
        for number in (1, 2):
            mark = line(paper, f"Приложение{NB}№{NB}{number}")
            following = mark._p.getnext().getnext()
            for run in following.iter(qn("w:t")):
                run.text = f"от «___» ________ 20__{NB}г. №{NB}____"

    assert found(spoiled(order, blank)) == []
