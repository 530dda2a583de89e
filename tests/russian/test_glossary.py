"""A text that explains its terms explains those that it rests on."""

from __future__ import annotations

from docgen.russian.glossary import undefined

TERMS = ("наставник", "наставляемый", "куратор")
GLOSSARY = (
    "В Положении используются следующие понятия:",
    "1.1. **Наставник** – участник программы;",
    "наставляемый, его пара (группа) – участники программы;",
)
REST = ("Куратор собирает сведения.", "Кураторы ведут базу; отчёт готовит куратор.")


def test_a_term_that_a_glossary_lacks_is_found_at_its_beginning() -> None:
    assert list(undefined((*GLOSSARY, *REST), TERMS)) == [(0, "куратор")]


def test_a_term_that_is_explained_elsewhere_or_hardly_used_is_not() -> None:
    named = "Заместитель директора (далее – куратор) отвечает за базу."
    assert list(undefined((*GLOSSARY, *REST, named), TERMS)) == []
    assert list(undefined((*GLOSSARY, REST[0]), TERMS)) == []


def test_a_text_without_a_glossary_explains_nothing() -> None:
    assert list(undefined(REST, TERMS)) == []
    assert list(undefined(("Основные понятия", *REST), TERMS)) == []
    assert (
        list(undefined(("Определение задач на следующий год", *GLOSSARY[1:], *REST), TERMS)) == []
    )
