"""Rules of requisites: which there are, in which order and form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from docgen.norms.checking import Found, Paper, Rules, of_each_part, quoted
from docgen.norms.dates import Written, dates_in
from docgen.norms.lines import Line
from docgen.norms.requisites import holds, unspaced

RULES: Final[Rules[Paper]] = Rules()
_NAMES: Final = {
    "organisation": "наименование организации",
    "kind": "вид документа",
    "date": "дата и номер",
    "heading": "заголовок «О …»",
    "resolve": "слово «ПРИКАЗЫВАЮ»",
    "signature": "подпись",
    "acquainted": "отметка об ознакомлении",
}
_FAULTS: Final = {
    "short": ("записана не полностью", "Пишите день, месяц и год цифрами: 05.06.2026."),
    "suffix": ("записана цифрами с «г.»", "После даты цифрами «г.» не ставят: 05.06.2026."),
    "quotes": ("словами взята в кавычки", "Кавычки оставляют для дат от руки: 5 июня 2026 г."),
    "zero": ("словами начинается с нуля", "Пишите без нуля: 5 июня 2026 г."),
}
_SETTLEMENT: Final = re.compile(
    r"\b(?:г|с|п|пос|ст)\.[\s\u00a0]?[А-ЯЁ]|\b(?:город|села?|посёлк|поселк)"
)
_SIGNED: Final = re.compile(r"подписан\w*[\s\u00a0]+электронной[\s\u00a0]+подписью", re.IGNORECASE)
_SIGN_PARTS: Final = {"сертификат": "номер сертификата", "владелец": "владелец", "действ": "срок"}


@RULES.add("R1", "DG622")
@of_each_part
def order(paper: Paper) -> Iterator[Found]:
    """The parts of an order are all there, from the top down."""
    kind, requisites = paper.requisites.kind, paper.requisites
    if kind is None or requisites.kind_line is None:
        return
    place = requisites.kind_line.first.place
    for name in kind.required:
        if requisites.part(name) is None:
            message = f"Не найдено: {_NAMES.get(name, name)}."
            yield Found(message, place, f"Допишите: без этого {requisites.kind_name} неполон.")
    present = [name for name in kind.order if requisites.index(name) >= 0]
    for above, below in pairwise(present):
        if requisites.index(above) > requisites.index(below):
            message = f"Не по порядку: {_NAMES[below]} стоит выше, чем {_NAMES[above]}."
            hint = f"Порядок: {', '.join(_NAMES[name] for name in kind.order)}."
            yield Found(message, requisites.lines[requisites.index(below)].first.place, hint)


@RULES.add("R2", "DG623")
@of_each_part
def kind_in_capitals(paper: Paper) -> Iterator[Found]:
    """The name of the kind is in capitals, without a full stop."""
    line, name, kind = paper.requisites.kind_line, paper.requisites.kind_name, paper.requisites.kind
    if line is None or kind is None:
        return
    text = unspaced(line.text)
    if not text[: len(name)].isupper():
        message = f"Вид документа набран не прописными: {quoted(text)}."
        own = bool(kind.required) or kind.approved  # an application is a person's, not an office's
        yield Found(message, line.first.place, f"Наберите: {name.upper()}.", minor=not own)
    if text.rstrip().endswith("."):
        message = f"После вида документа стоит точка: {quoted(text)}."
        yield Found(message, line.first.place, "Уберите точку.")


@RULES.add("R3", "DG624")
@of_each_part
def dates(paper: Paper) -> Iterator[Found]:
    """Dates exist and are written rightly."""
    for each in paper.seen:
        for written in dates_in(each.text):
            if written.day is None:
                message = f"Такой даты нет: {quoted(written.text)}."
                yield Found(message, each.place, "Исправьте день или месяц.")
            elif written.fault:
                what, hint = _FAULTS[written.fault]
                minor = written.fault == "quotes"
                yield Found(f"Дата {what}: {quoted(written.text)}.", each.place, hint, minor)


@RULES.add("R4", "DG625")
@of_each_part
def one_way_of_dates(paper: Paper) -> Iterator[Found]:
    """Dates of requisites are all in digits or all in words."""
    found = list(_dates_of_parts(paper))
    if len({written.digits for written in found}) > 1:
        shown = ", ".join(dict.fromkeys(quoted(written.text) for written in found))
        message = f"Даты реквизитов записаны по-разному: {shown}."
        yield Found(message, paper.place, "Запишите все одним способом, например 05.06.2026.")


@RULES.add("R5", "DG626")
@of_each_part
def known_after_it_was_signed(paper: Paper) -> Iterator[Found]:
    """Nobody is acquainted with a paper before its date."""
    own = paper.requisites.date
    if own is None or own.day is None:
        return
    for line in paper.requisites.sheet:
        for written in dates_in(line.text):
            if written.day is not None and written.day < own.day:
                message = f"Ознакомление {written.text} раньше даты документа {own.text}."
                yield Found(message, line.first.place, "Проверьте обе даты.")


@RULES.add("R6", "DG627")
@of_each_part
def number(paper: Paper) -> Iterator[Found]:
    """The number stands behind its sign, or there is room for it."""
    line, kind = paper.requisites.date_line, paper.requisites.kind
    if line is None or kind is None or "date" not in kind.required:
        return
    near = paper.requisites.lines.index(line)
    texts = [each.text for each in paper.requisites.lines[near : near + 2]]
    if not any("№" in text for text in texts):
        message = f"Рядом с датой нет номера: {quoted(line.text)}."
        yield Found(message, line.first.place, "Допишите «№ …» или оставьте место: «№ ____».")


@RULES.add("R7", "DG628")
@of_each_part
def place(paper: Paper) -> Iterator[Found]:
    """The place is named, and rightly."""
    kind, line, named = paper.requisites.kind, paper.requisites.place, paper.requisites.kind_line
    for city in paper.profile.words.cities:
        wrong = re.compile(rf"\bг\.[\s\u00a0]?{city}\b")
        if line and wrong.search(line.text):
            yield Found(f"Перед «{city}» «г.» не пишут.", line.first.place, "Уберите «г.».")
    if kind and kind.placed and line is None and named:
        above = paper.requisites.lines[: paper.requisites.lines.index(named)]
        if not any(_SETTLEMENT.search(each.text) for each in above):
            hint = "Допишите под датой: г. Лесногорск. Ясное из названия школы место опускают."
            yield Found("Место составления не указано.", named.first.place, hint, minor=True)


@RULES.add("R8", "DG629")
@of_each_part
def heading(paper: Paper) -> Iterator[Found]:
    """A heading says what the paper is about, without quotation marks and a full stop."""
    kind, line, named = paper.requisites.kind, paper.requisites.heading, paper.requisites.kind_line
    if kind and kind.headed and line is None and named and _bare(named, paper):
        message = f"Нет заголовка к тексту: {quoted(named.text)} – о чём?"
        yield Found(message, named.first.place, "Допишите под видом документа: «о …».", minor=True)
    if kind is None or line is None or "heading" not in kind.required:
        return
    text, where = line.text.strip(), line.first.place
    if text.startswith(("«", '"')) or text.endswith("."):
        message = f"Заголовок в кавычках или с точкой: {quoted(text)}."
        yield Found(message, where, "Пишите без кавычек и точки.", minor=True)
    wrong = re.match(r"(О)\s+[аэиоу]|(Об)\s+[^аэиоу\s]", text, re.IGNORECASE)
    if wrong:
        right = "Об" if wrong[1] else "О"
        yield Found(
            f"Предлог в заголовке: {quoted(text)}.", where, f"Пишите «{right} …».", minor=True
        )
    lines = len(text) / 30
    if line.first.layout.right > 40 and lines > paper.profile.text.heading_lines + 1:
        message = f"Длинный заголовок в углу: {quoted(text)}."
        yield Found(message, where, "Сократите его до четырёх-пяти строк.", minor=True)


@RULES.add("R14", "DG635")
@of_each_part
def signature(paper: Paper) -> Iterator[Found]:
    """In a signature the initials come before the surname."""
    found = paper.requisites.signature
    if found and found.turned and paper.requisites.resolve:
        message = "В подписи фамилия стоит перед инициалами."
        yield Found(message, found.line.first.place, "Пишите: И. О. Фамилия.")


@RULES.add("R15", "DG636")
@of_each_part
def post_with_organisation(paper: Paper) -> Iterator[Found]:
    """Without a letterhead the post names the organisation."""
    requisites = paper.requisites
    found = requisites.signature
    titled = requisites.resolve is not None and requisites.kind_line is not None
    bare = titled and requisites.organisation is None
    if found and bare and not holds(found.post, paper.profile.words.organisations):
        message = f"Организация не названа ни вверху, ни в должности: {quoted(found.post)}."
        hint = "Наберите наименование школы вверху или допишите его в должность."
        yield Found(message, found.line.first.place, hint)


@RULES.add("R19", "DG638")
@of_each_part
def executor(paper: Paper) -> Iterator[Found]:
    """Who prepared the paper can be called."""
    for line in paper.requisites.lines[-4:]:
        if re.match(r"исп(олнитель|\.)", line.text.casefold()) and not re.search(
            r"\d{3}", line.text
        ):
            message = f"В отметке об исполнителе нет телефона: {quoted(line.text)}."
            yield Found(message, line.first.place, "Допишите телефон.")


@RULES.add("R20", "DG639")
@of_each_part
def electronic_signature(paper: Paper) -> Iterator[Found]:
    """The mark of an electronic signature is whole."""
    lines = paper.requisites.lines
    for at, line in enumerate(lines):
        if _SIGNED.search(line.text):
            around = " ".join(each.text for each in lines[at : at + 6]).casefold()
            lacking = [what for word, what in _SIGN_PARTS.items() if word not in around]
            if lacking:
                message = f"В отметке об электронной подписи нет: {', '.join(lacking)}."
                hint = "Нужны номер сертификата, владелец и срок действия."
                yield Found(message, line.first.place, hint)


@RULES.add("R23", "DG640")
@of_each_part
def voice(paper: Paper) -> Iterator[Found]:
    """Rules speak in the third person."""
    kind = paper.requisites.kind
    if kind is None or kind.id != "regulation":
        return
    for each in paper.prose:
        words = set(re.findall(r"\w+", each.text.casefold())) & set(
            paper.profile.words.first_person
        )
        if words:
            message = f"Первое лицо в тексте: «{min(words)}» в {quoted(each.text)}."
            yield Found(message, each.place, "Пишите в третьем лице.")


def _bare(named: Line, paper: Paper) -> bool:
    """Whether a title is the name of the kind, and no line goes on with it."""
    lines = paper.requisites.lines
    following = lines[lines.index(named) + 1 :]
    goes_on = bool(following) and following[0].text.strip()[:1].islower()
    alone = unspaced(named.text).casefold().strip(" .№_") == paper.requisites.kind_name
    return alone and not goes_on


def _dates_of_parts(paper: Paper) -> Iterator[Written]:
    requisites = paper.requisites
    every = (
        requisites.date,
        *(each.date for each in requisites.stamps),
        *(each.date for each in requisites.annexes),
    )
    return (each for each in every if each is not None)
