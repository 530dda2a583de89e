"""A finisher of a dialect: literal text and printed values, across runs and tags."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.docx import Blank, Reference, Rich, Run
from docgen.docx.finishing import finished, spread
from docgen.russian import typeset
from docgen.wording import dialect
from tests.docx.making import cell, compiled, docx, found, p, row, t, table, texts

FINISHER = dialect().finisher
NAUGHTY = Path(__file__).parents[1] / "data" / "naughty.json"
NBSP = "\u00a0"


def printed(*blocks: str, **context: object) -> list[str]:
    """Render with docgen's finisher; return the texts of the paragraphs, `~` for NBSP."""
    made = compiled(docx(*blocks), finisher=FINISHER).render(context).docx
    return [text.replace(NBSP, "~") for text in texts(made)]


def runs(*blocks: str, **context: object) -> list[str]:
    made = compiled(docx(*blocks), finisher=FINISHER).render(context).docx
    return [text.replace(NBSP, "~") for text in found(made, "//w:r/w:t/text()")]


def test_literal_text_is_finished_without_any_tag() -> None:
    assert printed('школа "Росток" - наша, №5') == ["школа «Росток»~– наша, №~5"]


def test_a_tag_and_the_words_around_it_are_one_text() -> None:
    text = '№ {{ n }}, {{ n }} лет, {{ n }}% - школа "{{ name }}"'
    assert printed(text, n=5, name="Росток") == ["№~5, 5~лет, 5~%~– школа «Росток»"]


def test_changes_find_their_way_to_the_runs_they_concern() -> None:
    pieces = (t("школа "), t('"'), t("Рос", "<w:b/>"), t("ток"), t('" №'), t("5"))
    paragraph = f"<w:p>{''.join(pieces)}</w:p>"
    assert runs(paragraph) == ["школа ", "«", "Рос", "ток", "» №~", "5"]


def test_what_is_put_in_after_a_tag_goes_into_the_words_after_it() -> None:
    paragraph = f"<w:p>{t('{{ n }}')}{t('% успеха', '<w:b/>')}</w:p>"
    assert runs(paragraph, n=5) == ["5", "~% успеха"]


def test_a_value_in_open_quotation_marks_gets_the_inner_ones() -> None:
    values = {"name": 'Клуб "Росток"'}
    assert printed("школа «{{ name }}»", **values) == ["школа «Клуб „Росток“»"]
    assert printed('школа "{{ name }}" и {{ name }}', **values) == [
        "школа «Клуб „Росток“» и Клуб «Росток»"
    ]


def test_control_tags_do_not_hide_what_stands_on_their_other_side() -> None:
    text = '"{% if name %}{{ name }}{% else %}она{% endif %}" - №{% if n %} {{ n }}{% endif %}'
    assert printed(text, name="Росток", n=5) == ["«Росток»~– №~5"]


def test_tabs_breaks_fields_and_hard_hyphens_stay_where_they_are() -> None:
    inside = (
        '<w:r><w:t>"а</w:t><w:tab/><w:t>№5</w:t><w:br/><w:noBreakHyphen/><w:t> б"</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE "1" </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    made = compiled(docx(f"<w:p>{inside}</w:p>"), finisher=FINISHER).render({}).docx
    assert found(made, "//w:t/text()") == ["«а", f"№{NBSP}5", " б»"]
    assert found(made, "//w:instrText/text()") == [' PAGE "1" ']
    assert len(found(made, "//w:tab | //w:br | //w:noBreakHyphen")) == 3


def test_values_are_finished_in_cells_paragraph_tags_and_headers() -> None:
    body = (table(row(cell("{{ v }}"), cell("№5"))), "{{p v }}", "{{p many }}")
    values = {"v": "а - б", "many": ["1 - №1", "2"]}
    assert printed(*body, **values) == ["а~– б", "№~5", "а~– б", "1~– №~1", "2"]


def test_rich_values_references_and_blanks_are_printed_as_they_are() -> None:
    rich = Rich((Run('"а" - б', bold=True), Reference("x", "№5"), Blank("№5")))
    assert printed("{{ rich }}", rich=rich) == ['"а" - б№5________']


def test_a_value_marked_raw_is_printed_exactly() -> None:
    made = compiled(docx("«{{ v|raw }}» - {{ v }}"), finisher=FINISHER, filters=dialect().filters)
    value = 'план "А" - №5'
    whole = texts(made.render({"v": value}).docx)
    assert whole == [f"«{value}»{NBSP}– план «А»{NBSP}– №{NBSP}5"]


def test_properties_and_attributes_are_data_and_are_not_finished() -> None:
    core = "<dc:title>{{ v }} - №5</dc:title>"
    made = compiled(docx("{{ v }}", core=core), finisher=FINISHER).render({"v": "а - б"}).docx
    assert found(made, "string(//*[local-name()='title'])", "docProps/core.xml") == "а - б - №5"


def test_without_a_finisher_everything_is_printed_exactly() -> None:
    made = compiled(docx('"{{ v }}" - №5...')).render({"v": '"а" - №5'}).docx
    assert texts(made) == ['""а" - №5" - №5...']


def test_every_naughty_value_is_printed_as_typography_sets_it() -> None:
    with NAUGHTY.open(encoding="ascii") as file:
        values = [text for group in json.load(file).values() for text in group]
    fit = [text for text in values if text.isprintable() and text.strip()]
    assert len(fit) > 150
    template = compiled(docx("{{ value }}"), finisher=FINISHER)
    made = {text: texts(template.render({"value": text}).docx) for text in fit}
    assert made == {text: [typeset(text)] for text in fit}


@given(st.lists(st.text(alphabet='аб1№ -–"«».,(%\u00a0', max_size=6), min_size=1, max_size=6))
def test_texts_side_by_side_are_finished_as_one(pieces: list[str]) -> None:
    assert "".join(finished(pieces, typeset)) == typeset("".join(pieces))


@given(st.text(alphabet='аб1№ -–"«».,(%\u00a0\U00100000\ufffc\t', max_size=30))
def test_every_word_stays_with_the_character_it_was(text: str) -> None:
    changed = spread(text, typeset(text))
    assert "".join(changed) == typeset(text)
    for before, after in zip(text, changed, strict=True):
        assert not before.isalnum() or before in after


def test_a_finisher_that_changes_words_is_refused() -> None:
    with pytest.raises(ValueError, match="spaces and marks only"):
        spread("один два", "один три")


@pytest.mark.parametrize("blocks", [(p("а - б"),), (table(row("а - б")),)])
def test_paragraphs_without_tags_are_finished_everywhere(blocks: tuple[str, ...]) -> None:
    assert printed(*blocks)[0] == "а~– б"
