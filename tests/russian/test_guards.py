"""Each guard mends what petrovich's rules alone get wrong; each has its example."""

from __future__ import annotations

import pytest

from docgen.russian import CASES, decline, petrovich
from docgen.russian.guards import FROZEN_AFTER, FROZEN_BEFORE, GUARDS, find

# guard; gender and name; its five cases
EXAMPLES = [
    ("indeclinable", "last", "m", "Золя", "Золя Золя Золя Золя Золя"),
    ("unstressed -ша", "last", "m", "Кваша", "Кваши Кваше Квашу Квашей Кваше"),
    ("-щая", "last", "f", "Непомнящая",
     "Непомнящей Непомнящей Непомнящую Непомнящей Непомнящей"),
    ("stressed -ая", "last", "f", "Чужая", "Чужой Чужой Чужую Чужой Чужой"),
    ("patronymic in -ыч", "first", "m", "Силыч", "Силыча Силычу Силыча Силычем Силыче"),
    ("-ья", "last", "f", "Третья", "Третьей Третьей Третью Третьей Третьей"),
    ("-ьего", "last", "m", "Третий", "Третьего Третьему Третьего Третьим Третьем"),
    ("unstressed -ец", "last", "m", "Перец", "Перца Перцу Перца Перцем Перце"),
    ("Georgian -ая", "last", "f", "Шенгелая", "Шенгелаи Шенгелае Шенгелаю Шенгелаей Шенгелае"),
    ("noun in -ова, -ина", "last", "f", "Щербина", "Щербины Щербине Щербину Щербиной Щербине"),
    ("ремень", "last", "m", "Ремень", "Ремня Ремню Ремня Ремнем Ремне"),
    ("журавель", "last", "m", "Журавель", "Журавля Журавлю Журавля Журавлем Журавле"),
    ("богода", "last", "f", "Рева", "Ревы Реве Реву Ревой Реве"),
    ("foreign -их", "last", "m", "Фрейндлих",
     "Фрейндлиха Фрейндлиху Фрейндлиха Фрейндлихом Фрейндлихе"),
    ("-эй, -яй", "last", "m", "Хемингуэй", "Хемингуэя Хемингуэю Хемингуэя Хемингуэем Хемингуэе"),
    ("-онок", "last", "m", "Янушонок", "Янушонка Янушонку Янушонка Янушонком Янушонке"),
    ("-чок", "last", "m", "Волчок", "Волчка Волчку Волчка Волчком Волчке"),
    ("noun in -ок", "last", "m", "Молоток", "Молотка Молотку Молотка Молотком Молотке"),
    ("noun in -ек", "last", "m", "Шевелёк", "Шевелька Шевельку Шевелька Шевельком Шевельке"),
    ("-лек", "last", "m", "Кабелек", "Кабелька Кабельку Кабелька Кабельком Кабельке"),
    ("-чек", "last", "m", "Неборачек", "Неборачка Неборачку Неборачка Неборачком Неборачке"),
    ("боец", "last", "m", "Боец", "Бойца Бойцу Бойца Бойцом Бойце"),
    ("vowel and -ец", "last", "m", "Двоец", "Двойца Двойцу Двойца Двойцем Двойце"),
    ("short -ец", "last", "m", "Швец", "Швеца Швецу Швеца Швецом Швеце"),
    ("кузнец", "last", "m", "Кузнец", "Кузнеца Кузнецу Кузнеца Кузнецом Кузнеце"),
    ("two consonants and -ец", "last", "m", "Пестрец",
     "Пестреца Пестрецу Пестреца Пестрецом Пестреце"),
    ("-лец", "last", "m", "Малец", "Мальца Мальцу Мальца Мальцом Мальце"),
    ("stressed -ец", "last", "m", "Донец", "Донца Донцу Донца Донцом Донце"),
    ("-ец", "last", "m", "Заводец", "Заводца Заводцу Заводца Заводцом Заводце"),
    ("-овей", "last", "m", "Соловей", "Соловья Соловью Соловья Соловьём Соловье"),
    ("noun in -ей", "last", "m", "Ручей", "Ручья Ручью Ручья Ручьём Ручье"),
    ("-ач", "last", "m", "Ткач", "Ткача Ткачу Ткача Ткачом Ткаче"),
    ("stressed hush", "last", "m", "Кузьмич", "Кузьмича Кузьмичу Кузьмича Кузьмичом Кузьмиче"),
    ("-ж", "last", "m", "Лепаж", "Лепажа Лепажу Лепажа Лепажем Лепаже"),
    ("foreign -ин", "last", "m", "Чаплин", "Чаплина Чаплину Чаплина Чаплином Чаплине"),
    ("short -ин", "last", "m", "Кин", "Кина Кину Кина Кином Кине"),
    ("-ддин", "last", "m", "Шамсуддин",
     "Шамсуддина Шамсуддину Шамсуддина Шамсуддином Шамсуддине"),
    ("-эн", "last", "m", "Коэн", "Коэна Коэну Коэна Коэном Коэне"),
    ("foreign -ов", "last", "m", "Бюлов", "Бюлова Бюлову Бюлова Бюловом Бюлове"),
    ("short -ой", "last", "m", "Чой", "Чоя Чою Чоя Чоем Чое"),
    ("noun in -ой", "last", "m", "Прибой", "Прибоя Прибою Прибоя Прибоем Прибое"),
    ("short -ий", "last", "m", "Кий", "Кия Кию Кия Кием Кие"),
    ("-топчий", "last", "m", "Топчий", "Топчия Топчию Топчия Топчием Топчии"),
    ("noun with a fleeting vowel", "last", "m", "Щегол", "Щегла Щеглу Щегла Щеглом Щегле"),
    ("орёл", "last", "m", "Орёл", "Орла Орлу Орла Орлом Орле"),
    ("лев", "last", "m", "Лев", "Льва Льву Льва Львом Льве"),
    ("заяц", "last", "m", "Заяц", "Зайца Зайцу Зайца Зайцем Зайце"),
    ("-оть", "last", "m", "Коготь", "Когтя Когтю Когтя Когтем Когте"),
    ("-ек keeps", "first", "m", "Марек", "Марека Мареку Марека Мареком Мареке"),
    ("unstressed -ц", "first", "m", "Франц", "Франца Францу Франца Францем Франце"),
    ("short -ий", "first", "m", "Пий", "Пия Пию Пия Пием Пие"),
    ("-ия", "first", "m", "Захария", "Захарии Захарии Захарию Захарией Захарии"),
    ("French", "first", "m", "Николя", "Николя Николя Николя Николя Николя"),
    ("Алия", "first", "f", "Алия", "Алии Алие Алию Алией Алие"),
    ("-жа", "first", "f", "Хадиджа", "Хадиджи Хадидже Хадиджу Хадиджей Хадидже"),
    ("Turkic -нь", "first", "f", "Айгюнь", "Айгюнь Айгюнь Айгюнь Айгюнь Айгюнь"),
    ("vowel and -а", "first", "f", "Андреа", "Андреа Андреа Андреа Андреа Андреа"),
]  # fmt: skip


@pytest.mark.parametrize(("guard", "kind", "gender", "name", "forms"), EXAMPLES)
def test_a_guard_gives_its_forms(guard: str, kind: str, gender: str, name: str, forms: str) -> None:
    found = find(name, kind, gender)  # type: ignore[arg-type] # literals from the table
    assert found
    assert found.name == guard
    assert [decline(name, case, kind, gender) for case in CASES] == forms.split()  # type: ignore[arg-type] # the same


def test_every_guard_has_its_example() -> None:
    assert {(guard.name, guard.kind) for guard in GUARDS} == {
        (name, kind) for name, kind, *_ in EXAMPLES
    }


@pytest.mark.parametrize(("guard", "kind", "gender", "name", "forms"), EXAMPLES)
def test_no_guard_repeats_petrovich(
    guard: str, kind: str, gender: str, name: str, forms: str
) -> None:
    alone = [petrovich.decline(name, case, kind, gender) for case in CASES]  # type: ignore[arg-type] # the same
    assert alone != forms.split()


def test_a_stressed_ending_of_a_woman_stays_stressed() -> None:
    assert decline("Большая", "gen", "last", "f") == "Большой"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Инок", "Инока"),
        ("Бок", "Бока"),
        ("Вайншток", "Вайнштока"),
        ("Ковач", "Ковача"),
        ("Гашек", "Гашека"),
        ("Русских", "Русских"),
        ("Рыжий", "Рыжего"),
        ("Гуляй", "Гуляя"),
        ("Минних", "Минниха"),
        ("Остин", "Остина"),
        ("Гарифуллин", "Гарифуллина"),
        ("Лапша", "Лапши"),
        ("Лец", "Леца"),
        ("Хейфец", "Хейфеца"),
        ("Толстой", "Толстого"),
        ("Лесничий", "Лесничего"),
    ],
)
def test_a_guard_leaves_its_look_alikes_alone(name: str, form: str) -> None:
    assert decline(name, "gen", "last", "m") == form


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        ("Жан-Поль", "first", "Жан-Поля"),
        ("Кара-Мурза", "last", "Кара-Мурзы"),
        ("Кызыл-оол", "last", "Кызыл-оола"),
        ("Мирза-Ахмедов", "last", "Мирза-Ахмедова"),
        ("Абдул-Азиз", "first", "Абдул-Азиза"),
        ("Амир-Али", "first", "Амир-Али"),
        ("Батыр-Бек", "first", "Батыр-Бека"),
        ("Адиль-Гирей", "first", "Адиль-Гирея"),
        ("Анатолий-Олег", "first", "Анатолия-Олега"),
        ("Сен-Санс", "last", "Сен-Санса"),
        ("Тер-Петросян", "last", "Тер-Петросяна"),
        ("Бонч-Бруевич", "last", "Бонч-Бруевича"),
        ("Салтыков-Щедрин", "last", "Салтыкова-Щедрина"),
        ("Новиков-Прибой", "last", "Новикова-Прибоя"),
        ("Ислам-оглы", "middle", "Ислам-оглы"),
    ],
)
def test_a_compound_declines_only_where_it_may(name: str, kind: str, form: str) -> None:
    assert decline(name, "gen", kind, "m") == form  # type: ignore[arg-type] # literals from the table


def test_frozen_parts_are_written_in_small_letters() -> None:
    assert {part for part in FROZEN_BEFORE | FROZEN_AFTER if part != part.lower()} == set()
