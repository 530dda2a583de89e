"""Gender shows or stays unknown; the parts of a full name are told apart."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from docgen.russian import decline, detect_gender, first_names, split_full


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Иванов Пётр Сергеевич", "m"),
        ("Иванов Пётр Ильич", "m"),
        ("Щербина Никита Олегович", "m"),
        ("Щербина Никита", "m"),
        ("Кузьмина Любовь Фоминична", "f"),
        ("Алиев Тимур Гасан оглы", "m"),
        ("Алиева Лейла Гасан кызы", "f"),
        ("Ли Минь", None),
        ("Щербина Саша", None),
        ("Иванова Саша", "f"),
        ("Иванова Никита", None),
        ("Иванова А. П.", "f"),
        ("Ким А. П.", None),
        ("Анна Петровна Ким", "f"),
        ("Ким Мадлен", "f"),
        ("Даша Бойко", "f"),
        ("Лев Толстой", "m"),
        ("Анна Петровна", "f"),
        ("Роман Абрамович", "m"),
        ("Иванов Саша", "m"),
        ("Ким Александр", "m"),
        ("Юмагулов Азамат", "m"),
        ("Каримова Нилуфар", "f"),
        ("Асан кызы Айпери", "f"),
        ("Болот уулу Нурлан", "m"),
        ("Алиев Улугбек", "m"),
        ("Ооржак Айбике", "f"),
        ("Дюпон Жан-Поль", "m"),
        ("Анна-Мария Вебер", "f"),
        ("Чан Тхи Май", None),
        ("Абдуллаев Мукаддас", None),
        ("Абдуллаев Гульназ", None),
        ("Тоторкулов Аминат", None),
        ("Мария Ахмед", None),
        ("Мохаммед Амаль", None),
        ("Нур Ислам", None),
        ("Ван Вэй", None),
        ("Лю Ян", None),
        ("Ковальский Николь", None),
        ("Дюпон Доминик", None),
        ("Гарсиа Хосе Мария", None),
        ("Ремарк Эрих Мария", None),
        ("Гогоберидзе Нино", None),
        ("Молина Хосе", None),
        ("Назар Соломия", None),
    ],
)
def test_the_gender_of_a_full_name_is_seen_or_unknown(name: str, gender: str | None) -> None:
    assert detect_gender(name) == gender


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Иванов Иван Петрович", ("Иванов", "Иван", "Петрович")),
        ("Иван Петрович Иванов", ("Иванов", "Иван", "Петрович")),
        ("Роман Аркадьевич Абрамович", ("Абрамович", "Роман", "Аркадьевич")),
        ("Абрамович Роман Аркадьевич", ("Абрамович", "Роман", "Аркадьевич")),
        ("Даша Бойко", ("Бойко", "Даша", "")),
        ("Давид Анна", ("Давид", "Анна", "")),
        ("Анна Петровна", ("", "Анна", "Петровна")),
        ("Иван Иванов", ("Иванов", "Иван", "")),
        ("Ким Марина", ("Ким", "Марина", "")),
        ("Алиев Тимур Гасан оглы", ("Алиев", "Тимур", "Гасан оглы")),
        ("фон Бюлов Ганс", ("фон Бюлов", "Ганс", "")),
        ("А. П. Иванова", ("Иванова", "А.", "П.")),
        ("А.П. Иванова", ("Иванова", "А.", "П.")),
        ("Иванова А.П.", ("Иванова", "А.", "П.")),
    ],
)
def test_a_full_name_falls_into_its_parts(name: str, parts: tuple[str, str, str]) -> None:
    found = split_full(name)
    assert (found.last, found.first, found.middle) == parts


def test_a_full_name_keeps_its_order() -> None:
    assert decline("Иван Петрович Иванов", "dat", "full") == "Ивану Петровичу Иванову"
    assert decline("Иванова А. П.", "dat", "full") == "Ивановой А. П."
    assert decline("А. П. Иванова", "dat", "full") == "А. П. Ивановой"


@pytest.mark.parametrize(
    ("name", "gender", "dative"),
    [
        ("Иванова Мария Луиза", "f", "Ивановой Марии Луизе"),
        ("Пак Чер Ен", "m", "Паку Чер Ену"),
        ("Оюн Айдыс Маадыр-оолович", "m", "Оюну Айдысу Маадыр-ооловичу"),
        ("Чан Тхи Май", None, "Чан Тхи Май"),
    ],
)
def test_names_without_a_patronymic_decline(name: str, gender: str, dative: str) -> None:
    assert decline(name, "dat", "full", gender) == dative  # type: ignore[arg-type] # from the table


def test_ordinary_names_and_posts_never_load_the_dictionary() -> None:
    program = (
        "import sys; from docgen.russian import decline, detect_gender\n"
        "detect_gender('Иванова Мария'), detect_gender('Даша Бойко')\n"
        "decline('Иванов Пётр Ильич', 'dat', 'full')\n"
        "decline('учитель русского языка и литературы', 'dat', 'post')\n"
        "decline('Муниципальное бюджетное общеобразовательное учреждение «Школа»', 'gen', 'org')\n"
        "sys.exit('pymorphy3' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0


def test_doubts_about_ordinary_names_never_load_the_dictionary() -> None:
    program = (
        "import sys; from docgen.russian import doubts\n"
        "doubts('Петрова Анна Сергеевна', 'dat', 'full', 'f')\n"
        "doubts('Кузнецов', None, 'last', 'm')\n"
        "sys.exit('pymorphy3' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0


def test_a_name_that_is_never_a_surname_has_a_gender() -> None:
    told = {name for name, gender in first_names.NAMES.items() if gender}
    assert told >= first_names.NEVER_SURNAMES


def test_the_library_comes_without_its_dictionaries() -> None:
    program = (
        "import sys, docgen.russian\nsys.exit(bool({'pymorphy3', 'pytrovich'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0


def test_no_name_reaches_a_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        detect_gender("Мухоморов Абракадабр")
        decline("Мухоморщщ", "gen", "last", "m")
    assert "ухомор" not in caplog.text


def test_several_threads_get_the_answers_of_one() -> None:
    names = [f"{first}инов" for first in "абвгдеёжзиклмнопрстуфхцчшщэюя"] * 4
    posts = ["краеведческий комбинатор", "бортпроводник", "агроном", "зоотехник"] * 20

    def answer(index: int) -> tuple[str, str]:
        name, post = names[index % len(names)], posts[index % len(posts)]
        return decline(name, "dat", "last", "m"), decline(post, "gen", "post")

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(answer, range(200)))
    assert together == [answer(index) for index in range(200)]
