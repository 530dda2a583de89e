"""Rules of typography: spaces that must not break, quotation marks, dashes, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from docgen.norms.checking import Found, Paper, Rules
from docgen.norms.document import Paragraph
from docgen.records import replace

RULES: Final[Rules[Paper]] = Rules()
_AROUND: Final = 14
_GLUE: Final = "Поставьте неразрывный пробел: Ctrl+Shift+Пробел."
_MONTHS: Final = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_UNITS: Final = r"г\.|руб|коп|ч\.|час|мин|кг|км|см|мм|лет\b|год|человек|чел\."
_NUMBER_SIGN: Final = re.compile(r"№\d|№ ?№")
_LOOSE_NUMBER: Final = re.compile(r"№ \d")
_INITIALS: Final = re.compile(
    r"\b[А-ЯЁ]\.(?:[ \u00a0]?[А-ЯЁ]\.)? [А-ЯЁ][а-яё]{2,}|\b[А-ЯЁ][а-яё]+ [А-ЯЁ]\.[ \u00a0]?[А-ЯЁ]\."
)
_CLOSE: Final = re.compile(r"\b(?!М\.П\.)[А-ЯЁ]\.[А-ЯЁ]\.")
_SPREAD: Final = re.compile(
    r"\b[А-ЯЁ]\.[ \u00a0\u202f][А-ЯЁ]\.(?=[ \u00a0\u202f]?[А-ЯЁ][а-яё]|\W|$)"
)
_APART: Final = re.compile(
    rf"\d (?:{_UNITS})|\b(?:ст|п|пп|ч|стр|им|ул|д|кв)\. [А-ЯЁ0-9]"
    r"|(?<!\d)(?<!\d[ \u00a0])\bг\. [А-ЯЁ]|\bи т\. [дп]\.|\bт\. [ек]\."
)
_DAY: Final = re.compile(rf"\d (?:{_MONTHS})\b")
_QUOTES: Final = re.compile(r"[\"“”](?!\d)|« | »|«\u00a0|\u00a0»|»»|««")
_HYPHEN: Final = re.compile(r"(?<=[^\s_]) - (?=\S)")
_TYPED_ITEM: Final = re.compile(r"^- ?(?=[^\W\d])")
_RANGE: Final = re.compile(
    r"\b(?:19|20)\d\d-(?:19|20)\d\d\b"
    r"|\b\d{1,2}-\d{1,2}(?=[ \u00a0](?:класс|лет|час|мин|человек|раз))"
)
_DIGITS: Final = re.compile(r"\d{5,}(?=[ \u00a0]?(?:руб|человек|чел\.|экз))|\d%")
_LOOSE: Final = re.compile(
    r"(?<=[^\s_…])(?<! [А-ЯЁ]) [,;:!?](?!\))|(?<=[^\W\d_]) \.(?!\.)|\( (?=\w)|(?<=[\w.]) \)"
)
_MIXED: Final = re.compile(r"[А-яЁё][A-Za-z]|[A-Za-z][А-яЁё]")
_TYPED: Final = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\.?\s")
_OPEN_END: Final = re.compile(r"[\w»)]$")
_BRIEF: Final = re.compile(r"\b(?:г|гг|др|руб|чел|т\.[ \u00a0][дп])\.$")
_YO: Final = re.compile(r"\w{5,}")
_OUTSIDE: Final = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
# Another word without the dots: «все» is no misprint of «всё».
_BOTH_WAYS: Final = ("совершенн", "узнает", "признает", "создает", "берет", "осел", "передохн")


@RULES.add("Y1", "DG647")
def number_sign(paper: Paper) -> Iterator[Found]:
    """The sign of a number and the number do not part."""
    hint = f"{_GLUE} {_replaced('№ ', '№^s')}"
    yield from _each(paper, _NUMBER_SIGN, "После № нет пробела, или знак удвоен", _GLUE)
    yield from _each(paper, _LOOSE_NUMBER, "Номер может оторваться от знака №", hint, minor=True)


@RULES.add("Y2", "DG648")
def initials(paper: Paper) -> Iterator[Found]:
    """Initials and the surname do not part."""
    yield from _each(paper, _INITIALS, "Инициалы могут оторваться от фамилии", _GLUE)
    close, apart = (_first(paper, pattern) for pattern in (_CLOSE, _SPREAD))
    if close and apart:
        message = f"Инициалы набраны по-разному: «{close[0]}» и «{apart[0]}»."
        yield Found(message, apart[1].place, "Выберите одно: И.О. или И. О.", minor=True)


@RULES.add("Y3", "DG649")
def units(paper: Paper) -> Iterator[Found]:
    """A number and its unit, an abbreviation and its word do not part."""
    yield from _each(paper, _APART, "Число или сокращение может оторваться", _GLUE)


@RULES.add("Y4", "DG650")
def days(paper: Paper) -> Iterator[Found]:
    """A date in words is on one line."""
    yield from _each(paper, _DAY, "Дата может разорваться", _GLUE)


@RULES.add("Y5", "DG651")
def quotation_marks(paper: Paper) -> Iterator[Found]:
    """Russian quotation marks, close to their words."""
    hint = "Ставьте «ёлочки» без пробелов внутри, вложенные – „лапки“."
    for each in paper.seen:
        text = _bare(each.text)
        found = [one for one in _QUOTES.finditer(text) if not _nested(text, one)]
        if found:
            yield _mark("Кавычки не «ёлочки» или с пробелами внутри", text, found, each, hint)


@RULES.add("Y6", "DG652")
def dashes(paper: Paper) -> Iterator[Found]:
    """A dash is no hyphen, one kind of dash is used, and ranges are close."""
    hint = "Между словами – тире с пробелами, в промежутках – тире без пробелов."
    yield from _each(paper, _HYPHEN, "Дефис вместо тире", f"{hint} {_replaced(' - ', ' ^= ')}")
    items = "Наберите тире или сделайте список Word: Главная – Маркеры."
    yield from _each(paper, _TYPED_ITEM, "Дефис вместо тире в начале строки", items)
    yield from _each(paper, _RANGE, "Дефис в промежутке", hint)
    kinds = {mark for each in paper.seen for mark in "–—" if f" {mark} " in _spaced(each.text)}
    if len(kinds) > 1:
        message = "В документе тире двух видов: «–» и «—»."
        yield Found(message, paper.place, "Выберите одно и замените другое.")


@RULES.add("Y7", "DG653")
def thousands(paper: Paper) -> Iterator[Found]:
    """Long numbers are parted, and so is the sign of a per cent."""
    hint = "Пишите 12 500 и 15 % с неразрывным пробелом."
    yield from _each(paper, _DIGITS, "Число без пробела", hint)


@RULES.add("Y8", "DG654")
def lists(paper: Paper) -> Iterator[Found]:
    """Items of a list that goes on a sentence end with a semicolon, the last with a full stop."""
    yield from _unended(paper)
    paragraphs = [each for each in paper.seen if not each.cell]
    for before, items in _lists(paragraphs):
        if not before.text.rstrip().endswith(":") or not _lower(items):
            continue
        wrong = next((each for each in items[:-1] if not _goes_on(each.text.rstrip())), None)
        if wrong is None and items[-1].text.rstrip()[-1:] not in ".:":
            wrong = items[-1]
        if wrong:
            kind = "Знак в конце части перечисления"
            hint = "Между частями – «;», в конце перечисления – точка."
            yield Found(f"{kind}: {_end(wrong.text)}.", wrong.place, hint, kind=kind)


def _unended(paper: Paper) -> Iterator[Found]:
    """Yield the clauses of running text that end with no mark at all."""
    kind = "В конце пункта нет точки"
    for each in paper.prose:
        numbered = each.number.rstrip(".")[-1:].isdecimal() or _TYPED.match(each.text)
        if numbered and _OPEN_END.search(each.text.rstrip()):
            message = f"{kind}: {_end(each.text)}."
            yield Found(message, each.place, "Поставьте точку.", True, kind)


@RULES.add("Y9", "DG655")
def punctuation(paper: Paper) -> Iterator[Found]:
    """No space before a mark, and none inside brackets."""
    yield from _each(paper, _LOOSE, "Лишний пробел у знака препинания", "Уберите пробел.")


@RULES.add("Y10", "DG656")
def alphabets(paper: Paper) -> Iterator[Found]:
    """A word is written in one alphabet."""
    hint = "Наберите слово заново: похожие латинские и русские буквы – разные знаки."
    for each in _each(paper, _MIXED, "В слове буквы двух алфавитов", hint):
        yield replace(each, kind="")  # every word is another slip


@RULES.add("Y11", "DG657")
def yo(paper: Paper) -> Iterator[Found]:
    """A word is printed with «ё» everywhere or nowhere."""
    words: dict[str, Paragraph] = {}
    for each in paper.seen:
        for word in _YO.findall(each.text.casefold()):
            words.setdefault(word, each)
    for word in sorted(words):
        plain = word.replace("ё", "е")
        if "ё" in word and plain in words and not plain.startswith(_BOTH_WAYS):
            kind = "Слово напечатано по-разному"
            message = f"{kind}: «{word}» и «{plain}»."
            yield Found(message, words[plain].place, "Выберите одно написание.", kind=kind)


def _each(
    paper: Paper, pattern: re.Pattern[str], kind: str, hint: str, *, minor: bool = False
) -> Iterator[Found]:
    """Yield the paragraphs that hold what must not be."""
    for paragraph in paper.seen:
        text = _bare(paragraph.text)
        found = list(pattern.finditer(text))
        if found:
            yield replace(_mark(kind, text, found, paragraph, hint), minor=minor)


def _first(paper: Paper, pattern: re.Pattern[str]) -> tuple[str, Paragraph] | None:
    """Return what is found first, and where."""
    matches = ((pattern.search(each.text), each) for each in paper.seen)
    return next(((found[0], each) for found, each in matches if found), None)


def _mark(
    kind: str, text: str, found: list[re.Match[str]], paragraph: Paragraph, hint: str
) -> Found:
    """Return a slip of one kind, as often as a paragraph makes it."""
    message = f"{kind}: {_shown(text, found[0])}."
    return Found(message, paragraph.place, hint, kind=kind, times=len(found))


def _replaced(old: str, new: str) -> str:
    """Say how Word mends all places at once."""
    return f"Во всём документе сразу: Ctrl+H, найти «{old}», заменить на «{new}»."


def _bare(text: str) -> str:
    """Return a text without addresses: their signs are no punctuation."""
    return _OUTSIDE.sub("", text) if "@" in text or "://" in text or "www." in text else text


def _shown(text: str, found: re.Match[str]) -> str:
    start, end = max(found.start() - _AROUND, 0), found.end() + _AROUND
    cut = f"{'…' * (start > 0)}{text[start:end].strip()}{'…' * (end < len(text))}"
    return f"[{' '.join(cut.split())}]"


def _goes_on(text: str) -> bool:
    """Whether a part of a list ends as one that others follow; «г.» hides its semicolon."""
    return text[-1:] in ";,:" or _BRIEF.search(text) is not None


def _end(text: str) -> str:
    return f"[…{' '.join(text.split())[-2 * _AROUND :]}]"


def _nested(text: str, found: re.Match[str]) -> bool:
    """Whether “ closes inner quotation marks that „ opened."""
    return found[0] in "“”" and "„" in text[: found.start()]


def _spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


def _lists(paragraphs: list[Paragraph]) -> Iterator[tuple[Paragraph, list[Paragraph]]]:
    """Yield lists of bullets or of «1)», each with the paragraph before it."""
    before: Paragraph | None = None
    for key, group in groupby(paragraphs, key=_list_of):
        items = list(group)
        if key and before is not None and len(items) > 1:
            yield before, items
        before = items[-1]


def _list_of(paragraph: Paragraph) -> tuple[str, int] | None:
    listed = paragraph.number == "•" or paragraph.number.endswith(")")
    return (paragraph.list, paragraph.level) if listed else None


def _lower(items: list[Paragraph]) -> bool:
    return all(each.text.strip()[:1].islower() for each in items)
