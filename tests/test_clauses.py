"""Clauses are chosen, numbered as Word will number them, and refer to one another rightly."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from docgen.clauses import Clauses, Text
from docgen.docx import Reference, Run, bookmark_name
from docgen.errors import TemplateError

REGULATION = """
sections:
  - id: general
    title: Общие положения
    clauses:
      - id: general.scope
        text: Первый пункт.
      - id: general.minors
        when: minors
        text: "Согласие – в порядке пункта {{ ref('consent.parents') }}."
  - id: forms
    title: Формы
    when: forms
    clauses:
      - id: forms.each
        each: {form: forms}
        text: "Форма «{{ form.title }}»."
      - id: forms.last
        text: "Смотри пункт {{ ref('forms.each', 'b') }}."
        clauses:
          - {id: forms.deep, text: Подпункт.}
  - id: consent
    title: Согласия
    clauses:
      - id: consent.parents
        text: "Нужны:"
        items:
          - "заявление;"
          - {text: "согласие родителей;", when: minors}
          - {text: "справка.", when: "not minors"}
"""
FORMS = [{"id": "a", "title": "А"}, {"id": "b", "title": "Б"}]


def clauses(folder: Path, text: str) -> Clauses:
    """Return clauses read from a file."""
    path = folder / "clauses.yaml"
    path.write_text(text, encoding="utf-8")
    return Clauses.read(path)


def printed(folder: Path, text: str, **names: Any) -> Text:
    """Return the text printed for a context."""
    return clauses(folder, text).render({"minors": True, "forms": FORMS, **names})


def numbers(text: Text) -> dict[str, str]:
    """Return the number of every section and clause."""
    found = {part.id: part.number for part in text.sections}
    return found | {clause.id: clause.number for part in text.sections for clause in part.clauses}


def codes(error: TemplateError) -> list[str]:
    """Return the codes of what is wrong."""
    return [found.code for found in error.report]


def test_documents_that_choose_alike_have_the_ids_of_their_own_elements(tmp_path: Path) -> None:
    words = clauses(tmp_path, REGULATION)
    for own in (["a", "b"], ["b", "c"]):
        text = words.render({"minors": True, "forms": [{"id": x, "title": x} for x in own]})
        *repeated, last = text.sections[1].clauses[:3]
        assert [each.id for each in repeated] == [f"forms.each[{x}]" for x in own]
        number = f"2.{own.index('b') + 1}"
        assert Reference(bookmark_name("forms.each[b]"), number) in last.text.parts


def test_of_two_items_that_say_the_same_only_the_last_ends_the_list(tmp_path: Path) -> None:
    words = (
        "sections:\n  - {id: a, clauses: [{id: a.b, text: 'Нужны:',"
        " items: [{text: '{{ x }};', each: {x: same}}]}]}\n"
    )
    items = printed(tmp_path, words, same=["раз", "раз"]).sections[0].clauses[0].items
    assert [str(item.text) for item in items] == ["раз;", "раз."]


def test_numbers_follow_what_is_printed(tmp_path: Path) -> None:
    assert numbers(printed(tmp_path, REGULATION)) == {
        "general": "1",
        "general.scope": "1.1",
        "general.minors": "1.2",
        "forms": "2",
        "forms.each[a]": "2.1",
        "forms.each[b]": "2.2",
        "forms.last": "2.3",
        "forms.deep": "2.3.1",
        "consent": "3",
        "consent.parents": "3.1",
    }


def test_a_clause_switched_off_leaves_no_gap(tmp_path: Path) -> None:
    found = numbers(printed(tmp_path, REGULATION, minors=False, forms=[]))
    assert found == {
        "general": "1",
        "general.scope": "1.1",
        "consent": "2",
        "consent.parents": "2.1",
    }


def test_a_reference_is_a_field_with_the_right_number(tmp_path: Path) -> None:
    text = printed(tmp_path, REGULATION)
    minors = text.sections[0].clauses[1].text
    assert minors.parts[1] == Reference(bookmark_name("consent.parents"), "3.1")
    assert text.sections[2].clauses[0].text.bookmark == bookmark_name("consent.parents")
    assert text.sections[1].clauses[2].text.parts[1] == Reference(
        bookmark_name("forms.each[b]"), "2.2"
    )


def test_the_last_item_that_is_printed_gets_the_full_stop(tmp_path: Path) -> None:
    def items(**names: Any) -> list[str]:
        clause = printed(tmp_path, REGULATION, **names).sections[-1].clauses[0]
        return [str(item.text) for item in clause.items]

    assert items() == ["заявление;", "согласие родителей."]
    assert items(minors=False) == ["заявление;", "справка."]


def test_items_that_are_sentences_keep_their_stops(tmp_path: Path) -> None:
    text = "sections:\n  - {id: a, clauses: [{id: a.b, text: Вот, items: [Раз., Два.]}]}\n"
    assert [str(item.text) for item in printed(tmp_path, text).sections[0].clauses[0].items] == [
        "Раз.",
        "Два.",
    ]


ORDER = """
preamble:
  - {id: why, text: В целях развития наставничества}
sections:
  - id: order
    clauses:
      - id: order.pairs
        text: "Утвердить состав ({{ annex('pairs') }})."
        clauses:
          - {id: order.sub, text: Подпункт.}
      - {id: order.control, text: Контроль оставляю за собой.}
  - {id: pairs, annex: true, title: Пары}
  - {id: duties, annex: true, title: Обязанности, when: duties}
"""


def test_points_of_an_order_are_numbered_through(tmp_path: Path) -> None:
    text = printed(tmp_path, ORDER, duties=False)
    assert [clause.number for clause in text.sections[0].clauses] == ["1", "1.1", "2"]
    assert str(text.preamble[0].text) == "В целях развития наставничества"


def test_a_sole_annex_has_no_number_and_several_have(tmp_path: Path) -> None:
    def point(**names: Any) -> str:
        return str(printed(tmp_path, ORDER, **names).sections[0].clauses[0].text)

    assert point(duties=False) == "Утвердить состав (приложение)."
    assert point(duties=True) == "Утвердить состав (приложение №\u00a01)."
    assert point(duties=False, annex_ids=["regulation"]) == (
        "Утвердить состав (приложение №\u00a02)."
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("ref('consent.parents')", "ref('consent.parent')", "DG262"),
        ("text: Первый пункт.", "text: \"Пункт {{ ref('forms.last') }}.\"", "DG263"),
        ("id: general.minors", "id: general.scope", "DG264"),
        ("{{ form.title }}", "{{ form.title", "DG260"),
        ("{{ form.title }}", "{{ form.titel }}", "DG261"),
        ("when: minors\n        text", "when: minosr\n        text", "DG261"),
        ("each: {form: forms}", "each: {form: fomrs}", "DG261"),
    ],
)
def test_a_wrong_clause_is_found_with_its_place(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    names: Mapping[str, Any] = {"forms": []} if code == "DG263" else {}
    with pytest.raises(TemplateError) as caught:
        printed(tmp_path, REGULATION.replace(old, new, 1), **names)
    assert codes(caught.value)[0] == code
    place = next(iter(caught.value.report)).place
    assert place.file.endswith("clauses.yaml")
    assert place.line > 0


@pytest.mark.parametrize(
    ("each", "said"),
    [
        ("{form: range(1001)}", "в списке больше 1000 элементов"),
        ("{form: 5}", "это не список"),
        ("{form: \"forms|map('nope')\"}", "фильтр «nope» не существует"),
        ("{_ref: forms}", "запрещено: имя «_ref»"),
    ],
)
def test_a_repetition_that_cannot_be_is_told_in_russian(
    tmp_path: Path, each: str, said: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        printed(tmp_path, REGULATION.replace("{form: forms}", each))
    assert said in " ".join(found.message for found in caught.value.report)


def test_repetitions_within_repetitions_come_to_an_end(tmp_path: Path) -> None:
    text = (
        "sections:\n  - {id: a, clauses: [{id: a.b, each: {x: range(900)}, text: Раз,"
        " clauses: [{id: a.c, each: {y: range(900)}, text: Два}]}]}\n"
    )
    with pytest.raises(TemplateError) as caught:
        printed(tmp_path, text)
    assert codes(caught.value) == ["DG261"]
    assert "больше 5000 раз" in next(iter(caught.value.report)).message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Форма «{{ form.title }}».", "{{ form.title", "выражение оборвано"),
        ("{{ form.title }}", "{{ form title }}", "ожидалось «конец тега», а стоит «title»"),
        ("{{ form.title }}", "{{ form.titel }}", "поля «titel» нет. Возможно, имелось в виду"),
        ("when: minors", "when: act('x')", "функция act() здесь недоступна"),
    ],
)
def test_a_wrong_tag_is_told_in_russian(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(TemplateError) as caught:
        printed(tmp_path, REGULATION.replace(old, new, 1))
    assert said in next(iter(caught.value.report)).message


def test_several_wrong_clauses_are_told_at_once(tmp_path: Path) -> None:
    wrong = REGULATION.replace("Первый пункт.", '"{{ one }}"').replace("Подпункт.", '"{{ two }}"')
    with pytest.raises(TemplateError) as caught:
        printed(tmp_path, wrong)
    assert codes(caught.value) == ["DG261", "DG261"]


def test_a_title_runs_in_and_a_bold_word_stays_bold(tmp_path: Path) -> None:
    text = (
        "sections:\n  - {id: a, clauses: [{id: a.b, title: Термины, text: '**Слово** – дело'}]}\n"
    )
    clause = printed(tmp_path, text).sections[0].clauses[0]
    assert clause.title == "Термины"
    assert clause.text.parts[0] == Run("Слово", bold=True)


@pytest.mark.parametrize(
    "text", ["", "sections: []", "sections: нет", "- список", "sections: [{title: Без id}]"]
)
def test_a_file_of_another_shape_is_refused_or_empty(tmp_path: Path, text: str) -> None:
    if text == "sections: []":
        assert printed(tmp_path, text) == Text()
        return
    with pytest.raises(TemplateError):
        clauses(tmp_path, text)


DECLINED = """
sections:
  - id: general
    clauses:
      - {id: general.who, text: "Назначить {{ post|acc }} №5 по {{ office|dat }}."}
      - {id: general.lost, when: lost, text: "{{ nobody }} и {{ ref('nowhere') }}"}
"""


def test_words_that_are_only_tried_are_put_into_the_same_cases(tmp_path: Path) -> None:
    words = clauses(tmp_path, DECLINED)
    told: list[list[tuple[str, ...]]] = []
    for way in (words.render, words.tried):
        names: dict[str, Any] = {"post": "директор", "office": "отдел", "lost": 0, "_used": []}
        way(names)
        told.append([(each.text, each.case, each.form, each.sentence) for each in names["_used"]])
    sentence = "Назначить директора №\u00a05 по отделу."
    assert told[0] == told[1]
    assert told[1] == [
        ("директор", "acc", "директора", sentence),
        ("отдел", "dat", "отделу", sentence),
    ]


def test_what_cannot_be_printed_cannot_be_tried(tmp_path: Path) -> None:
    words = clauses(tmp_path, DECLINED)
    names = {"post": "", "office": "", "lost": 1, "_used": []}
    with pytest.raises(TemplateError) as printing:
        words.render(dict(names))
    with pytest.raises(TemplateError) as trying:
        words.tried(dict(names))
    assert list(trying.value.report) == list(printing.value.report)
    assert trying.value.report
