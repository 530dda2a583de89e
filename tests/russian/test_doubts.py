"""What cannot be sure says so, in Russian, and what is sure stays silent."""

from __future__ import annotations

import pytest

from docgen.russian import doubts, stated_doubts


@pytest.mark.parametrize(
    ("text", "kind", "gender", "source"),
    [
        ("Ким", "last", None, "gender"),
        ("Иванова", "last", "m", "gender"),
        ("Мария", "first", "m", "gender"),
        ("Перечек", "last", "m", "class"),
        ("Гребень", "last", "m", "class"),
        ("Козёл", "last", "m", "class"),
        ("Смородина", "last", "f", "class"),
        ("Заволжец", "last", "m", "class"),
        ("Гусь", "last", "m", "class"),
        ("Соловей", "last", "m", "class"),
        ("Воробей", "last", "m", "class"),
        ("Заяц", "last", "m", "class"),
        ("Шиних", "last", "m", "class"),
        ("Айгуль", "first", "f", "class"),
        ("Захария", "first", "m", "second opinion"),
        ("Кравец", "last", "m", "second opinion"),
        ("Ivanov", "last", "m", "text"),
        ("учитель «Школы", "post", None, "text"),
        ("бырщ по делам", "post", None, "unknown word"),
        ("по делам молодёжи", "post", None, "unknown word"),
        ("Иваново", "place", None, "class"),
        ("Ростов Великий", "place", None, "class"),
        ("классный руководитель и учителя-предметники", "post", None, "class"),
        ("пакет-предложение", "doc", None, "class"),
    ],
)
def test_a_doubtful_text_says_why(text: str, kind: str, gender: str, source: str) -> None:
    found = doubts(text, None, kind, gender)  # type: ignore[arg-type] # literals from the table
    assert source in {doubt.source for doubt in found}
    assert all(doubt.reason and doubt.cases for doubt in found)


@pytest.mark.parametrize(
    ("text", "kind", "gender"),
    [
        ("Иванов Иван Иванович", "full", "m"),
        ("Шевченко", "last", "m"),
        ("Кузнецов", "last", "m"),
        ("Новенький", "last", "m"),
        ("Соловей", "last", "f"),
        ("Седых", "last", "f"),
        ("Ткач", "last", "f"),
        ("Салтыков-Щедрин", "last", "m"),
        ("Илья", "first", "m"),
        ("Любовь", "first", "f"),
        ("Гасан оглы", "middle", "m"),
        ("заместитель директора по учебно-воспитательной работе", "post", None),
        ("и. о. директора", "post", None),
        ("МБОУ «Лесная СОШ»", "org", None),
        ("педагогический совет", "org", None),
        ("дорожная карта", "doc", None),
        ("учитель химии и биологии", "post", None),
        ("Республика Татарстан", "place", None),
        ("Село Лесное", "place", None),
        ("инженер-конструктор", "post", None),
    ],
)
def test_a_sure_text_is_silent(text: str, kind: str, gender: str) -> None:
    assert doubts(text, None, kind, gender) == ()  # type: ignore[arg-type] # literals from the table


def test_stress_makes_only_the_instrumental_doubtful() -> None:
    assert doubts("Тумакша", "gen", "last", "m") == ()
    assert [doubt.cases for doubt in doubts("Тумакша", "ins", "last", "m")] == [("ins",)]


@pytest.mark.parametrize(
    ("cases", "reason"),
    [
        ({"genitive": "Иванова"}, "нет падежа «genitive»"),
        ({"nom": "Петров"}, "именительный падеж не «Иванов»"),
        ({"gen": "Петрова"}, "это форма другого слова"),
        ({"gen": "Иванова Ивана"}, "это форма другого слова"),
    ],
)
def test_a_stated_form_that_cannot_be_right_is_named(cases: dict[str, str], reason: str) -> None:
    assert reason in stated_doubts("Иванов", cases)[0].reason


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("Иванов", {"gen": "Иванова", "nom": "Иванов"}),
        ("Лев", {"gen": "Льва"}),
        ("Пётр", {"dat": "Петру"}),
        ("лицей «Исток»", {"gen": "лицея-интерната «Исток»"}),
    ],
)
def test_a_stated_form_is_a_fact(text: str, cases: dict[str, str]) -> None:
    assert stated_doubts(text, cases) == ()
