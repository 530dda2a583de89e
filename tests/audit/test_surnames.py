"""Who is named by the surname alone is somebody if one person is meant, and nobody otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from docgen.audit.couples import couples_of
from docgen.audit.evidence import plain_document
from docgen.audit.people import Name, mentions_in
from docgen.audit.signs import signs_of
from docgen.audit.surnames import Surnames
from docgen.audit.vocabulary import Vocabulary
from docgen.packs import stack

FOLDER = ("Сидорова Мария Викторовна", "Петрова Анна Ильинична", "Козлов М. П.")
SIDOROVA, PETROVA = FOLDER[:2]
PAIR = f"{SIDOROVA} – {PETROVA}"

# Other papers of the folder name these people in full or by initials.
KNOWN = {
    "Наставник Сидорова – Петрова": PAIR,
    "Закрепить за Петровой наставника Сидорову.": PAIR,
    "Закрепить за Петровой Сидорову.": PAIR,
    "Назначить Сидорову наставником Петровой.": PAIR,
    "Назначить наставником Петровой Сидорову.": PAIR,
    "Сидорова – наставник Петровой, учителя химии.": PAIR,
    "ПЛАН\nработы наставника Сидоровой с молодым специалистом Петровой": PAIR,
    "Наставнические пары:\n1. Сидорова – Петрова;\n2. Сидорова – Козлов.":
        f"{PAIR}, {SIDOROVA} – Козлов М. П.",
    "Сидорова, Петрова и Козлов провели мастер-класс для наставников.": "",
    "Провести заседание школы наставников, докладчики Сидорова, Петрова.": "",
    "Встреча наставника Сидоровой и Петровой прошла 5 мая.": "",
    "Наставник Сидорова М. В. посетила урок Петровой, Козлов отсутствовал.": "",
    "Наставники школы – Сидорова, Петрова. Директор Козлов проверил.": "",
    "Урок Козлова посетили наставник Сидорова и директор Петрова.": "",
    "Экскурсию для наставников провело ООО «Сидоров – Петров».": "",
}  # fmt: skip

# Nobody tells who these people are but the words beside them.
STRANGERS = {
    "Наставник Сидорова – наставляемая Петрова": "Сидорова – Петрова",
    "Наставник: Сидорова\nНаставляемый: Петров": "Сидорова – Петров",
    "Наставнические пары (наставник – наставляемый):\n1. Сидорова – Петров;\n2. Орлова – Козлов.":
        "Сидорова – Петров, Орлова – Козлов",
    "Закрепить за Петровой Сидорову.": "",
    "Наставник: Основной\nНаставляемый: Россия": "",
    "Сидорова – Петрова": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return signs_of(stack()).vocabulary


def pairs(text: str, words: Vocabulary, others: Iterable[str]) -> set[str]:
    """Read the lines of a text as a paper in a folder that names others."""
    document = plain_document("1.docx", text.split("\n"))
    people = Surnames.of(_names(text.split("\n")), _names(others))
    found = couples_of(document, words, surnames=people)
    return {f"{each.mentor.text} – {each.mentee.text}" for each in found}


def _names(texts: Iterable[str]) -> Iterator[Name]:
    return (each.name for text in texts for each in mentions_in(text))


def expected(text: str) -> set[str]:
    return {each for each in text.split(", ") if each}


@pytest.mark.parametrize("text", KNOWN)
def test_a_surname_is_who_bears_it_in_the_folder(text: str, words: Vocabulary) -> None:
    assert pairs(text, words, FOLDER) == expected(KNOWN[text])


@pytest.mark.parametrize("text", STRANGERS)
def test_a_surname_that_nobody_explains_needs_a_part_beside_it(
    text: str, words: Vocabulary
) -> None:
    assert pairs(text, words, ()) == expected(STRANGERS[text])


@pytest.mark.parametrize(
    "others",
    [
        (*FOLDER, "Петрова Инна Олеговна"),  # two of one surname
        (*FOLDER, "Петров И. О."),
        (SIDOROVA, "Петров Илья Ильич", "Петрова Анна Ильинична"),
    ],
)
def test_of_two_people_of_one_surname_nobody_is_meant(
    others: tuple[str, ...], words: Vocabulary
) -> None:
    assert not pairs("Закрепить за Петровой Сидорову.", words, others)


def test_who_the_paper_itself_names_is_meant_first(words: Vocabulary) -> None:
    text = "Учитель химии – Петрова Анна Ильинична.\nЗакрепить за Петровой Сидорову."
    assert pairs(text, words, (*FOLDER, "Петрова Инна Олеговна")) == {PAIR}


def test_a_man_s_surname_is_not_a_woman_s(words: Vocabulary) -> None:
    assert not pairs("Назначить наставником Петров Сидорову.", words, FOLDER)
