"""Tags as Word leaves them: split, decorated, curled, alone in a paragraph or a row."""

from __future__ import annotations

import pytest

from docgen.docx.quotes import straighten
from docgen.errors import TemplateError
from tests.docx.making import (
    codes,
    compiled,
    docx,
    found,
    made,
    p,
    problems,
    rendered,
    row,
    t,
    table,
    texts,
)


def para(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


PROOF = '<w:proofErr w:type="spellStart"/>'
START, END = '<w:bookmarkStart w:id="5" w:name="x"/>', '<w:bookmarkEnd w:id="5"/>'


@pytest.mark.parametrize(
    "block",
    [
        para(t("{{ n"), PROOF, t("ame }}")),
        para(t("{"), t("{ name }"), t("}")),
        para(t("{{"), START, t(" name "), END, t("}}")),
        para(t("{{ na"), f'<w:ins w:id="1" w:author="a">{t("me")}</w:ins>', t(" }}")),
        para(t("{{ na"), '<w:del w:id="1"><w:r><w:delText>X</w:delText></w:r></w:del>', t("me }}")),
        para(t("{{ name"), "<w:r><w:tab/></w:r>", t("}}")),
        para('<w:r w:rsidR="00AA"><w:t>{{ na</w:t><w:t>me }}</w:t></w:r>'),
        para("<w:smartTag>", t("{{ name }}"), "</w:smartTag>"),
    ],
)
def test_a_tag_that_word_split_is_whole_again(block: str) -> None:
    assert texts(made(block, name="Анна")) == ["Анна"]


def test_a_bookmark_inside_a_tag_keeps_both_its_ends() -> None:
    result = made(para(t("а {{"), START, t(" x "), END, t("}} б")), x="в")
    assert len(found(result, "//w:bookmarkStart")) == len(found(result, "//w:bookmarkEnd")) == 1


def test_text_around_a_tag_keeps_its_runs_and_its_spaces() -> None:
    block = para(t("Дано: ", "<w:b/>"), t("{{ x }}, ", "<w:i/>"), t("{{ y }}."))
    result = made(block, x="а", y="б")
    assert texts(result) == ["Дано: а, б."]
    assert len(found(result, "//w:r[w:rPr/w:i]")) == 2


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("{{ “a” }}", "a"),
        ("{{ „a“ }}", "a"),
        ("{{ ‘a’ }}", "a"),
        ("{{ «a» }}", "a"),
        ("{{ '«a»' }}", "«a»"),
        ('{{ "«a “b”»" }}', "«a “b”»"),
        ('{{ “он сказал "да"” }}', 'он сказал "да"'),
        ("{{ '}}' }}", "}}"),
        ("{{ '%}' ~ \"{{\" }}", "%}{{"),
        ("{{ {'a': {'b': 1}}.a.b }}", "1"),
        ("{{ 7 % 4 }}", "3"),
        ("{{ x|default(“нет”) }}", "нет"),
        ("{_{ x }_} {_% y %_}", "{{ x }} {% y %}"),
        ("а{# {{ скрыто #}б", "аб"),
    ],
)
def test_expressions_are_read_by_the_lexer(expression: str, expected: str) -> None:
    assert texts(made(p(expression))) == [expected]


def test_quotes_outside_strings_only_are_straightened() -> None:
    assert straighten("x|default(“a”)")[0] == 'x|default("a")'
    assert straighten('"“a”"')[0] == '"“a”"'
    assert straighten("«a «b»»")[0] == '"a «b»"'


def test_conditions_with_braces_and_percents_work_in_prefixed_tags() -> None:
    result = made(
        p("{%p if {'a': 1} %}"),
        p("да"),
        p("{%p endif %}"),
        table(row("{%tr for i in x if i % 2 %}"), row("{{ i }}"), row("{%tr endfor %}")),
        x=[1, 2, 3],
    )
    assert texts(result) == ["да", "1", "3"]


def test_a_paragraph_of_control_tags_only_disappears_with_and_without_p() -> None:
    blocks = [
        p("{% if a %}"),
        p("раз"),
        p("{%p else %}"),
        p("два"),
        p(" {% endif %}{# конец #} "),
        p("{# заметка #}"),
        p("{% set b = 3 %}"),
        p("{{ b }}"),
    ]
    assert texts(made(*blocks, a=True)) == ["раз", "3"]
    assert texts(made(*blocks, a=False)) == ["два", "3"]


def test_a_section_break_in_a_control_paragraph_stays() -> None:
    broken = p(
        "{% endif %}", '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    )
    result = made(p("{% if a %}"), p("x"), broken, p("y"), a=True)
    assert texts(result) == ["x", "", "y"]
    assert len(found(result, "//w:sectPr")) == 2


def test_p_twice_in_one_paragraph_wraps_it() -> None:
    block = p("{%p if a %}текст{%p endif %}")
    assert texts(made(block, p("конец"), a=True)) == ["текст", "конец"]
    assert texts(made(block, p("конец"), a=False)) == ["конец"]


def test_tr_twice_in_one_row_wraps_it() -> None:
    block = table(row("{%tr for i in x %}{{ i }}", "y{%tr endfor %}"))
    assert texts(made(block, p("конец"), x=[1, 2])) == ["1", "y", "2", "y", "конец"]


def test_dashes_join_paragraphs() -> None:
    blocks = [
        p("Дом"),
        p("{%- if town -%}"),
        p(" в городе"),
        p("{%- else -%}"),
        p(" в деревне"),
        p("{%- endif -%}"),
        p(" стоит."),
        p("Всё"),
    ]
    assert texts(made(*blocks, town=True)) == ["Дом в городе стоит.", "Всё"]
    assert texts(made(*blocks, town=False)) == ["Дом в деревне стоит.", "Всё"]


def test_dashes_swallow_line_breaks_too() -> None:
    block = para(
        t("Дом"),
        "<w:r><w:br/></w:r>",
        t("{%- if x -%}"),
        "<w:r><w:br w:type='textWrapping'/></w:r>",
        t(" тут"),
    )
    assert texts(made(block[:-6] + t("{% endif %}") + "</w:p>", x=1)) == ["Дом тут"]


def test_a_dash_in_the_middle_of_a_line_changes_nothing() -> None:
    assert texts(made(p("а {%- if x -%} б {%- endif %} в"), x=1)) == ["а  б  в"]


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ([p("{{ a"), p("b }}")], "DG203"),
        ([p("{% if a")], "DG203"),
        ([p("{# нет конца")], "DG203"),
        ([p("{% for x in y %}"), p("{{ x }}")], "DG204"),
        ([p("{% if x %}")], "DG204"),
        ([p("{% endfor %}")], "DG205"),
        ([p("{% else %}")], "DG205"),
        ([p("{% if a %}{% endfor %}")], "DG205"),
        ([p("а {% if x %}"), p("б {% endif %}")], "DG206"),
        ([table(row("а{% for x in y %}", "{{ x }}{% endfor %}"))], "DG206"),
        ([p("{{ a b }}")], "DG207"),
        ([p("{{ }}")], "DG207"),
        ([p("{{ a + }}")], "DG207"),
        ([p("{% if %}")], "DG207"),
        ([p("{% raw %}{{ x }}{% endraw %}")], "DG207"),
        ([p("{% fro x in y %}")], "DG208"),
        ([p("{{tr x }}")], "DG208"),
        ([p("{{ a|uper }}")], "DG209"),
        ([p("{{ a is definde }}")], "DG209"),
        ([p("{%p if x %} потерянный текст"), p("{%p endif %}")], "DG215"),
        ([table(row("{%tr if x %}", "текст"), row("{%tr endif %}"))], "DG215"),
        ([p("{% cellbg 'FFFFFF' %}")], "DG219"),
        ([p("{ school }}")], "DG221"),
        ([p("100 %}")], "DG221"),
        ([p("{% restart_numbering %}")], "DG222"),
    ],
)
def test_a_wrong_template_does_not_compile(blocks: list[str], code: str) -> None:
    assert code in codes(*blocks)


def test_all_mistakes_are_told_at_once_with_their_places() -> None:
    heading = p("Общие положения", '<w:outlineLvl w:val="0"/>')
    data = docx(
        heading,
        p("{{ a b }}"),
        table(row("x", "{{ c|dte }}")),
        parts={"header": p("{% if x %}да")},
    )
    told = problems(data)
    assert [code for code, _, _ in told] == ["DG204", "DG207", "DG209"]
    places = "\n".join(place for _, place, _ in told)
    assert "верхний колонтитул, абзац 1" in places
    assert "основной текст, абзац 2 (под заголовком «Общие положения»)" in places
    assert "таблица 1, строка 1, столбец 2, абзац 1" in places


def test_all_unknown_fields_are_told_in_one_rendering() -> None:
    data = docx(
        p("{{ nmae }}{% if flag %}{% endif %}"),
        p("{% for x in lst %}{{ x }}{% endfor %}"),
        p("{{ school.nam }} {{ 1 + missing }} {{ a.b.c|upper }}"),
    )
    told = problems(data, name="x", school={"name": "Ш"})
    assert {code for code, _, _ in told} == {"DG201"}
    words = " ".join(message for _, _, message in told)
    for name in ("nmae", "flag", "lst", "nam", "missing", "«a»"):
        assert name in words


def test_an_unknown_field_names_the_nearest_known_one() -> None:
    with pytest.raises(TemplateError) as refused:
        compiled(docx(p("{{ school.nmae }}"))).render({"school": {"name": "Ш"}})
    (finding,) = refused.value.report
    assert finding.hint == "Возможно, имелось в виду «name»."


def test_a_failing_expression_is_located() -> None:
    ((code, place, message),) = problems(docx(p("x"), p("{{ 1 / zero }}")), zero=0)
    assert (code, "абзац 2" in place, "{{ 1 / zero }}" in message) == ("DG213", True, True)


def test_absence_may_be_asked_about() -> None:
    block = p("{{ a|default('нет') }} {% if b is defined %}b{% endif %}{{ c.d|d('–') }}")
    assert texts(made(block)) == ["нет –"]


def test_variables_are_dotted_paths_through_loops() -> None:
    data = docx(
        p("{% for p in pairs %}"),
        p("{{ p.mentor.name.full }}{% for m in p.mentees|sort %}{{ m.name }}{% endfor %}"),
        p("{% endfor %}"),
        p("{% set s = school %}{{ s.title|upper }} {{ note|default('') }} {{ ref('x') }}"),
        p("{{ pairs|map(attribute='goal')|join }}{{ pairs[0].id }}"),
        parts={"header": p("{{ head }}")},
    )
    found_paths = {item.path: item for item in compiled(data, functions={"ref": str}).variables}
    assert set(found_paths) == {
        "pairs",
        "pairs[].mentor.name.full",
        "pairs[].mentees",
        "pairs[].mentees[].name",
        "school",
        "school.title",
        "note",
        "pairs[].goal",
        "pairs[].id",
        "head",
    }
    assert found_paths["pairs"].listed
    assert found_paths["note"].optional
    assert "абзац 2" in str(found_paths["pairs[].mentor.name.full"].place)


def test_one_template_renders_many_times_from_scratch() -> None:
    data = docx(p("{% for x in xs %}"), p("{{ x }}"), p("{% endfor %}"))
    template = compiled(data)
    assert [texts(template.render({"xs": xs}).docx) for xs in ("аб", "в", "аб")] == [
        ["а", "б"],
        ["в"],
        ["а", "б"],
    ]
    assert rendered(data, xs="аб").docx == template.render({"xs": "аб"}).docx


def test_a_block_may_begin_and_end_inside_its_paragraphs() -> None:
    blocks = [
        p("{% for x in xs %}{% if x.a %}– {{ x.a }}"),
        p("  {{ x.b }}{% endif %}"),
        p("{% endfor %}"),
        p("конец"),
    ]
    xs = [{"a": 1, "b": 2}, {"a": 0, "b": 3}, {"a": 4, "b": 5}]
    assert texts(made(*blocks, xs=xs)) == ["– 1", "  2", "– 4", "  5", "конец"]
