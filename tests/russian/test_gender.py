"""Gender shows or stays unknown; the parts of a full name are told apart."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from docgen.russian import decline, detect_gender, split_full


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


def test_ordinary_names_and_posts_never_load_the_dictionary() -> None:
    program = (
        "import sys; from docgen.russian import decline, detect_gender\n"
        "detect_gender('Иванова Мария'), decline('Иванов Пётр Ильич', 'dat', 'full')\n"
        "decline('учитель русского языка и литературы', 'dat', 'post')\n"
        "decline('Муниципальное бюджетное общеобразовательное учреждение «Школа»', 'gen', 'org')\n"
        "sys.exit('pymorphy3' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_library_comes_without_its_dictionaries() -> None:
    program = (
        "import sys, docgen.russian\nsys.exit(bool({'pymorphy3', 'pytrovich'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


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
