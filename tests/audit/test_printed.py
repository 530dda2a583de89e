"""Lines of a PDF are put together where they surely are one paragraph, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from docgen import norms
from docgen.audit.evidence import Evidence, plain_document
from docgen.audit.printed import joined
from docgen.audit.signs import signs_of
from docgen.packs import stack

FULL = "На основании договора о сетевой форме наставничества от 25.08.2025"
ONE: dict[tuple[str, ...], int] = {
    (FULL, "заключённого с партнёром, приказываю:"): 1,
    (f"{FULL} с МБОУ «Средняя", "Школа № 9» приказываю:"): 1,
    ("1. Назначить наставниками с первого сентября Колпакову Л. Р. для Берёзкиной Е.", "В."): 1,
    ("В начале года моим наставником был Кирюхин Ф. И., с января – Тарасова", "У. Е. Спасибо!"): 1,
    ("Срок", "с первого сентября"): 2,
    (FULL, "1. Закрепить наставников."): 2,
    (f"{FULL}.", "Директор И. И. Ким"): 2,
    (FULL, "Директор И. И. Ким"): 2,
    (FULL, "И. И. Ким"): 2,
}


@pytest.mark.parametrize("lines", ONE, ids=lambda lines: lines[1])
def test_a_full_line_goes_on_in_the_next_one(lines: Sequence[str]) -> None:
    found = joined(lines)
    assert len(found) == ONE[tuple(lines)]
    assert " ".join(found).split() == " ".join(lines).split()


def test_a_word_that_a_line_divides_stays_together() -> None:
    line = "Наставник ведёт работу по индивидуальному плану, который состав-"
    assert joined([line, "ляет куратор."]) == [f"{line[:-1]}-ляет куратор."]


KINDS: dict[tuple[str, ...], str] = {
    ("Утверждаю", "Зав. МБДОУ Гусева И. С.", "Приказ № 77 от 15.09.2025", "ПЛАН РАБОТЫ С МОЛОДЫМ "
     "СПЕЦИАЛИСТОМ"): "pair-plan",
    ("«УТВЕРЖДАЮ»", "Директор лицея", "05.09.2025", "План работы наставника",
     "на 2025-2026 уч. год"): "pair-plan",
    ("Утверждён", "на методическом совете", "Протокол № 1 от 10.09.2025",
     "Индивидуальный образовательный маршрут"): "teacher-route",
    ("Утверждаю:", "директор", "Приказ № 9-п", "Положение о наставничестве"):
        "regulation-students",
}  # fmt: skip


@pytest.mark.parametrize("lines", KINDS, ids=lambda lines: lines[-1])
def test_an_act_in_a_stamp_is_not_what_the_paper_is(lines: Sequence[str]) -> None:
    packs = stack()
    document = plain_document("1.pdf", [*lines])
    paper = Evidence("1.pdf", document, norms.profile(norms.DEFAULT, packs), signs_of(packs))
    assert paper.kind == KINDS[tuple(lines)]
