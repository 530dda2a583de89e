"""Posts, organisations and documents: the head declines, the rest stays."""

from __future__ import annotations

import pickle

import pytest

from docgen.russian import CASES, Phrase, decline, inflect


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        (
            "заместитель директора по учебно-воспитательной работе",
            "заместителя заместителю заместителя заместителем заместителе",
        ),
        ("тьютор", "тьютора тьютору тьютора тьютором тьюторе"),
        ("заведующая библиотекой", "заведующей заведующей заведующую заведующей заведующей"),
        (
            "педагог-психолог",
            "педагога-психолога педагогу-психологу педагога-психолога "
            "педагогом-психологом педагоге-психологе",
        ),
        ("наставляемый", "наставляемого наставляемому наставляемого наставляемым наставляемом"),
        ("лучший наставник", "лучшего лучшему лучшего лучшим лучшем"),
        ("второй заместитель", "второго второму второго вторым втором"),
        ("и. о. директора", "и. и. и. и. и."),
    ],
)
def test_a_post_declines_by_its_head(text: str, forms: str) -> None:
    declined = [decline(text, case, "post").split(" ")[0] for case in CASES]
    assert declined == forms.split(" ")


@pytest.mark.parametrize(
    ("text", "case", "form"),
    [
        (
            "Муниципальное бюджетное общеобразовательное учреждение «Лесногорская школа»",
            "loc",
            "Муниципальном бюджетном общеобразовательном учреждении «Лесногорская школа»",
        ),
        ("МБОУ «Лесная СОШ»", "gen", "МБОУ «Лесная СОШ»"),
        ("педагогический совет", "ins", "педагогическим советом"),
        ("общее собрание работников", "acc", "общее собрание работников"),
        ("первичная профсоюзная организация", "acc", "первичную профсоюзную организацию"),
        ("частное учреждение", "gen", "частного учреждения"),
        (
            "Федеральный закон от 29.12.2012 № 273-ФЗ «Об образовании»",
            "ins",
            "Федеральным законом от 29.12.2012 № 273-ФЗ «Об образовании»",
        ),
        (
            "совет родителей (законных представителей)",
            "gen",
            "совета родителей (законных представителей)",
        ),
    ],
)
def test_an_organisation_or_document_declines_by_its_head(text: str, case: str, form: str) -> None:
    assert decline(text, case, "org") == form  # type: ignore[arg-type] # literals from the table


def test_both_posts_of_one_person_decline() -> None:
    assert (
        decline("учитель истории, классный руководитель", "dat", "post")
        == "учителю истории, классному руководителю"
    )


def test_a_stated_form_wins_over_the_rules() -> None:
    school = Phrase("лицей «Исток»", "org", cases={"gen": "лицея-интерната «Исток»"})
    assert inflect(school, "gen") == "лицея-интерната «Исток»"
    assert inflect(school, "dat") == "лицею «Исток»"


def test_a_phrase_crosses_processes_with_all_it_knows() -> None:
    name = Phrase("Ким Саша", "full", "m", {"gen": "Кима Саши"})
    copy = pickle.loads(pickle.dumps(name))
    assert (copy, copy.declines_as, copy.gender, copy.cases) == (
        name,
        "full",
        "m",
        {"gen": "Кима Саши"},
    )
