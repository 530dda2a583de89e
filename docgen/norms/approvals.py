"""Rules of stamps: who or what approved and agreed, in which words, in which corner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docgen.norms.checking import Found, Paper, Rules, of_each_part, quoted
from docgen.norms.requisites import holds
from docgen.norms.signatures import NAME, TURNED
from docgen.norms.stamps import Stamp

RULES: Final[Rules[Paper]] = Rules()
_AGREED: Final = {"m": "УТВЕРЖДЁН", "f": "УТВЕРЖДЕНА", "n": "УТВЕРЖДЕНО", "p": "УТВЕРЖДЕНЫ"}
_ACTS: Final = ("приказом", "распоряжением", "постановлением", "решением", "протоколом")
_BLANK: Final = re.compile(r"_{2,}|«_+»|20_")
_BAD_ACT: Final = re.compile(r"\b(приказ|распоряжение|постановление)\b(?!ом)", re.IGNORECASE)
_BY: Final = {"решение": "решением", "протокол": "протоколом", "письмо": "письмом"}
_NAMED_ACT: Final = re.compile(rf"({'|'.join(_BY)})\b", re.IGNORECASE)
_BODY: Final = ("совет", "собран", "комисси", "объединени", "комитет")


@RULES.add("R9", "DG630")
@of_each_part
def approval_in_its_corner(paper: Paper) -> Iterator[Found]:
    """What is approved carries its stamp in the upper right corner of the first sheet."""
    requisites = paper.requisites
    kind, named = requisites.kind, requisites.kind_line
    stamps = [stamp for stamp in requisites.stamps if stamp.approves]
    for stamp in stamps:
        first = stamp.paragraphs[0]
        after = named and paper.document.paragraphs.index(first) > paper.document.paragraphs.index(
            named.first
        )
        if after or not (stamp.pushed or requisites.right(first)):
            message = f"Гриф стоит не в правом верхнем углу: {quoted(stamp.text)}."
            hint = "Поставьте его над названием, справа: отступом или ячейкой таблицы без линий."
            yield Found(message, first.place, hint)
        if stamp.word not in stamp.lines[0].replace("\u00a0", " "):
            message = f"Гриф набран не прописными: {quoted(stamp.lines[0])}."
            yield Found(message, first.place, f"Наберите: {stamp.word}.", minor=True)
    if kind and kind.approved and named and not stamps and not requisites.annexes:
        message = f"Нет грифа утверждения, хотя {requisites.kind_name} утверждается."
        hint = "Допишите УТВЕРЖДАЮ или УТВЕРЖДЕН(А, О, Ы) … либо отметку «Приложение к приказу …»."
        yield Found(message, named.first.place, hint, minor=True)


@RULES.add("R10", "DG631")
@of_each_part
def approved_by_a_person(paper: Paper) -> Iterator[Found]:
    """УТВЕРЖДАЮ, the post, the signature with initials first, the date."""
    for stamp in paper.requisites.stamps:
        if stamp.gender != "i":
            continue
        first, place = stamp.lines[0], stamp.paragraphs[0].place
        if first.startswith(("«", '"')) or first.endswith((":", "»", '"')):
            yield Found("УТВЕРЖДАЮ – без кавычек и двоеточия.", place, "Уберите их.", minor=True)
        lacking = list(_lacking_in(stamp, paper))
        if lacking:
            message = f"В грифе УТВЕРЖДАЮ не найдено: {', '.join(lacking)}."
            hint = "Порядок: УТВЕРЖДАЮ, должность, подпись И. О. Фамилия, дата."
            yield Found(message, place, hint)


@RULES.add("R11", "DG632")
@of_each_part
def approved_by_an_act(paper: Paper) -> Iterator[Found]:
    """УТВЕРЖДЕН agrees with the kind; the act is in the instrumental, with its date and number."""
    wanted = _AGREED.get(paper.requisites.gender, "")
    for stamp in paper.requisites.stamps:
        if stamp.gender not in _AGREED:
            continue
        place = stamp.paragraphs[0].place
        if wanted and stamp.gender != paper.requisites.gender:
            message = f"{stamp.word} не согласовано: {paper.requisites.kind_name}."
            yield Found(message, place, f"Напишите: {wanted}.")
        rest = stamp.text[len(stamp.word) :]
        if not holds(rest, _ACTS):
            bad = _BAD_ACT.search(rest)
            what = f"акт не в творительном падеже: {quoted(rest)}" if bad else "не назван акт"
            yield Found(f"В грифе {what}.", place, "Пишите: приказом … от 05.06.2026 № 7.")
        elif not _BLANK.search(rest) and not (stamp.date and stamp.number):
            yield Found("В грифе нет даты или номера акта.", place, "Допишите: от 05.06.2026 № 7.")


@RULES.add("R12", "DG633")
@of_each_part
def decided_by_a_body(paper: Paper) -> Iterator[Found]:
    """A decision of a body is named with its minutes, their date and number."""
    for stamp in paper.requisites.stamps:
        if stamp.gender == "i" or not holds(stamp.text, _BODY):
            continue
        told = holds(stamp.text, ("протокол",)) and "№" in stamp.text
        dated = stamp.date is not None or _BLANK.search(stamp.text) is not None
        if not (told and dated):
            message = f"У решения не назван протокол с датой и номером: {quoted(stamp.text)}."
            hint = "Пишите: (протокол от 05.06.2026 № 3)."
            yield Found(message, stamp.paragraphs[0].place, hint)


@RULES.add("R16", "DG637")
@of_each_part
def agreed(paper: Paper) -> Iterator[Found]:
    """СОГЛАСОВАНО says who or what agreed, and when."""
    for stamp in paper.requisites.stamps:
        if not stamp.word.startswith("СОГЛАСОВАН"):
            continue
        dated = stamp.date is not None or _BLANK.search(stamp.text)
        if len(stamp.lines) < 2 or not dated:
            hint = "Порядок: СОГЛАСОВАНО, должность с организацией, подпись, И. О. Фамилия, дата."
            message = f"Отметка о согласовании неполна: {quoted(stamp.text)}."
            yield Found(message, stamp.paragraphs[0].place, hint)
        act = _NAMED_ACT.match(stamp.text[len(stamp.word) :].lstrip("\u00a0 :"))
        if act:
            message = (
                f"В отметке о согласовании акт не в творительном падеже: {quoted(stamp.text)}."
            )
            yield Found(
                message, stamp.paragraphs[0].place, f"Пишите: {_BY[act[1].casefold()]} ….", True
            )


def _lacking_in(stamp: Stamp, paper: Paper) -> Iterator[str]:
    rest = stamp.text[len(stamp.word) :].replace("\u00a0", " ")
    if not holds(rest, tuple(word.partition(" ")[0] for word in paper.profile.words.posts)):
        yield "должность"
    turned = re.search(TURNED, rest)
    initials = not turned and re.search(NAME, rest)
    if not initials and (turned or not _BLANK.search(rest)):
        yield "инициалы перед фамилией"
    blank = any(re.fullmatch(r"[_\s\u00a0]+", line) for line in stamp.lines)
    if stamp.date is None and not blank and not re.search(r"20[\d_]{2}|20_", rest):
        yield "дата"
