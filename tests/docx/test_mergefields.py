"""Word merge fields work like tags: values, looks, switches, repeated rows and paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.pdf import Office
from tests.docx.editors import resaved
from tests.docx.making import (
    cell,
    compiled,
    docx,
    found,
    p,
    problems,
    rendered,
    row,
    t,
    table,
    texts,
)

PAIRS = [
    {"number": 1, "mentor": {"name": "Иванова"}, "mentees": ["Ким", "Ли"]},
    {"number": 2, "mentor": {"name": "Петрова"}, "mentees": []},
]


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    escaped = text.replace('"', "&quot;")
    return f'<w:r><w:instrText xml:space="preserve">{escaped}</w:instrText></w:r>'


def merge(text: str, shown: str = "«…»", properties: str = "") -> str:
    """A complex field, as Word writes it: five runs, the last but one shows a result."""
    instruction = f" MERGEFIELD {text} "
    begun = char("begin") + code(instruction) + char("separate")
    return begun + t(shown, properties) + char("end")


def simple(text: str) -> str:
    """A simple field, as other programs write it."""
    return f'<w:fldSimple w:instr=" MERGEFIELD {text} ">{t("«…»")}</w:fldSimple>'


def counter() -> str:
    """The field that counts records."""
    return char("begin") + code(" MERGESEQ ") + char("separate") + t("1") + char("end")


def para(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def printed(*inside: str, **context: object) -> list[str]:
    return texts(rendered(docx(para(*inside)), **context).docx)


def refused(*blocks: str) -> list[tuple[str, str, str]]:
    return problems(docx(*blocks))


@pytest.mark.parametrize("field", [merge, simple])
def test_a_merge_field_prints_its_value(field) -> None:
    assert printed(t("Школа "), field("school.name"), t("."), school={"name": "№ 5"}) == [
        "Школа № 5."
    ]


def test_the_value_is_dressed_as_the_result_of_the_field_was() -> None:
    data = rendered(docx(para(merge("name", properties="<w:b/>"))), name="Ким").docx
    assert found(data, "//w:r[w:rPr/w:b]/w:t")[0].text == "Ким"


def test_an_instruction_split_over_runs_is_read_as_one() -> None:
    pieces = char("begin") + code(" MERGE") + code("FIELD na") + code("me ") + char("separate")
    assert printed(pieces + t("x") + char("end"), name="Ким") == ["Ким"]


def test_a_field_in_one_run_is_read_piece_by_piece() -> None:
    whole = (
        '<w:r><w:t>до </w:t><w:fldChar w:fldCharType="begin"/>'
        "<w:instrText>MERGEFIELD name</w:instrText>"
        '<w:fldChar w:fldCharType="end"/><w:t> после</w:t></w:r>'
    )
    assert "".join(printed(whole, name="Ким")).split() == ["до", "Ким", "после"]


def test_a_field_without_a_result_is_read_too() -> None:
    assert printed(char("begin") + code("MERGEFIELD name") + char("end"), name="Ким") == ["Ким"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"name \* MERGEFORMAT", "ким"),
        (r"name \* Upper \* MERGEFORMAT", "КИМ"),
        (r'"name" \* Caps', "Ким"),
        (r'name \b "уч. " \f "."', "уч. ким."),
        (r'none \b "уч. " \f "."', ""),
        ("name|upper", "КИМ"),
        ("\"none|default('нет', true)\"", "нет"),
    ],
)
def test_switches_and_filters_change_what_is_printed(written: str, expected: str) -> None:
    assert printed(merge(written), name="ким", none="") == [expected]


def test_rows_between_table_start_and_table_end_are_repeated() -> None:
    rows = (
        row("№", "Наставник"),
        row(
            cell(para(merge("TableStart:pairs"), counter(), t("."))),
            cell(
                para(merge("pairs.mentor.name"), t(" – "), merge("school"), merge("TableEnd:pairs"))
            ),
        ),
    )
    data = rendered(docx(table(*rows)), pairs=PAIRS, school="№ 5").docx
    assert texts(data) == ["№", "Наставник", "1.", "Иванова – № 5", "2.", "Петрова – № 5"]


def test_paragraphs_between_table_start_and_table_end_are_repeated() -> None:
    blocks = para(merge("TableStart:pairs")), para(merge("pairs.mentor.name"))
    data = rendered(docx(p("Пары"), *blocks, para(merge("TableEnd:pairs"))), pairs=PAIRS).docx
    assert texts(data) == ["Пары", "Иванова", "Петрова"]


def test_words_between_table_start_and_table_end_are_repeated() -> None:
    inside = merge("TableStart:pairs"), merge("pairs.number"), t("; "), merge("TableEnd:pairs")
    assert printed(t("№ "), *inside, t("всё"), pairs=PAIRS) == ["№ 1; 2; всё"]


def test_what_is_repeated_may_hold_what_is_repeated() -> None:
    within = para(
        merge("TableStart:pairs.mentees"), merge("pairs.mentees"), merge("TableEnd:pairs.mentees")
    )
    rows = row(
        cell(para(merge("TableStart:pairs"), merge("pairs.mentor.name"))),
        cell(within, para(merge("TableEnd:pairs"))),
    )
    data = rendered(docx(table(rows)), pairs=PAIRS).docx
    assert texts(data) == ["Иванова", "КимЛи", "Петрова", ""]


def test_both_rows_and_tags_may_stand_in_one_template() -> None:
    rows = row("{%tr for pair in pairs %}"), row("{{ pair.number }}"), row("{%tr endfor %}")
    more = para(merge("school"))
    data = rendered(docx(table(*rows, columns=1), more), pairs=PAIRS, school="№ 5").docx
    assert texts(data) == ["1", "2", "№ 5"]


def test_a_template_with_merge_fields_knows_its_fields() -> None:
    rows = row(
        cell(para(merge("TableStart:pairs"), merge("pairs.mentor.name"))),
        cell(para(merge("TableEnd:pairs"))),
    )
    paths = [each.path for each in compiled(docx(table(rows))).variables]
    assert paths == ["pairs", "pairs[].mentor.name"]


def test_a_field_inside_another_field_is_refused_with_its_place() -> None:
    nested = char("begin") + code(" IF ") + merge("name") + code(' = "x" "да" ') + char("end")
    ((code_, place, message),) = refused(p("Начало"), para(nested))
    assert code_ == "DG223"
    assert "абзац 2" in place
    assert "внутри поля IF" in message


@pytest.mark.parametrize(
    "written",
    ["Фамилия_ребёнка", "a b", r"name \# 0,00", r"name \@ 'ddd'", "name.{{x}}", r'name \b "{{"'],
)
def test_a_field_that_tags_cannot_be_is_refused(written: str) -> None:
    assert "DG224" in {code_ for code_, _, _ in refused(para(merge(written)))}


def test_fields_that_go_to_the_next_record_are_refused() -> None:
    following = char("begin") + code(" NEXT ") + char("end")
    assert [code_ for code_, _, _ in refused(para(following))] == ["DG224"]


@pytest.mark.parametrize(
    "blocks",
    [
        [para(merge("TableStart:pairs"))],
        [para(merge("TableEnd:pairs"))],
        [para(merge("TableStart:pairs"), merge("TableEnd:forms"))],
        [para(merge("TableStart:пары"))],
        [para(merge("TableStart:pairs")), table(row(cell(para(merge("TableEnd:pairs"))), "x"))],
    ],
)
def test_a_repetition_that_is_not_closed_where_it_was_opened_is_refused(blocks: list[str]) -> None:
    assert {code_ for code_, _, _ in refused(*blocks)} == {"DG225"}


def test_other_fields_stay_as_they_are() -> None:
    page = char("begin") + code(" PAGE ") + char("separate") + t("1") + char("end")
    data = rendered(docx(para(page, merge("name"))), name="Ким").docx
    assert found(data, "//w:instrText")[0].text == " PAGE "
    assert texts(data) == ["1Ким"]


def test_several_rows_are_repeated_together() -> None:
    rows = (
        row(cell(para(merge("TableStart:pairs"), merge("pairs.number")))),
        row(cell(para(merge("pairs.mentor.name"), merge("TableEnd:pairs")))),
        row("Итого"),
    )
    data = rendered(docx(table(*rows, columns=1)), pairs=PAIRS).docx
    assert texts(data) == ["1", "Иванова", "2", "Петрова", "Итого"]


def test_paragraphs_of_one_cell_are_repeated_within_it() -> None:
    inside = (
        para(merge("TableStart:pairs")),
        para(merge("pairs.mentor.name")),
        para(merge("TableEnd:pairs")),
    )
    data = rendered(docx(table(row(cell(p("Пары"), *inside)), columns=1)), pairs=PAIRS).docx
    assert texts(data) == ["Пары", "Иванова", "Петрова"]


def test_a_table_within_a_repeated_row_is_repeated_with_it() -> None:
    within = table(
        row(
            cell(para(merge("TableStart:pairs.mentees"), merge("pairs.mentees"))),
            cell(para(merge("TableEnd:pairs.mentees"))),
        )
    )
    rows = row(
        cell(para(merge("TableStart:pairs"), merge("pairs.mentor.name"))),
        cell(within, para(merge("TableEnd:pairs"))),
    )
    data = rendered(docx(table(rows)), pairs=PAIRS[:1]).docx
    assert [each for each in texts(data) if each] == ["Иванова", "Ким", "Ли"]


def test_headers_and_text_boxes_may_hold_merge_fields() -> None:
    box = (
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        + para(merge("name"))
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    made = rendered(docx(box, parts={"header": para(simple("name"))}), name="Ким").docx
    assert "Ким" in texts(made)
    assert texts(made, "word/header.xml") == ["Ким"]


def test_a_shared_part_may_hold_merge_fields() -> None:
    template = compiled(docx(p("{%p include 'head' %}")), parts={"head": docx(para(merge("name")))})
    assert texts(template.render({"name": "Ким"}).docx) == ["Ким"]


@pytest.mark.soffice
def test_merge_fields_saved_by_libreoffice_still_work(office: Office, tmp_path: Path) -> None:
    rows = row(
        cell(para(merge("TableStart:pairs"), counter())),
        cell(para(merge("pairs.mentor.name|upper"), merge("TableEnd:pairs"))),
    )
    data = docx(para(t("Школа "), merge("school|default('нет',true)")), table(rows))
    made = rendered(resaved(data, office, tmp_path), pairs=PAIRS, school="").docx
    assert texts(made) == ["Школа нет", "1", "ИВАНОВА", "2", "ПЕТРОВА"]
