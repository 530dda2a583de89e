"""What a YAML parser stumbles over, said in Russian: what is wrong, where, what to do.

libyaml and the parser in Python differ in wording and agree on the place, so a trouble is told by
a pattern for both wordings and by the text around that place. The first row that fits speaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from docgen.diagnostics import Diagnostic
from docgen.records import Frozen
from docgen.source.texts import Text


class Spot(Frozen):
    """Where a parser stopped: the text, the place of the problem, of its beginning, and of the
    latest scalar before it."""

    text: str
    at: int
    since: int
    last: int

    @property
    def char(self) -> str:
        return self.text[self.at : self.at + 1]

    @property
    def line_start(self) -> int:
        return self.text.rfind("\n", 0, self.at) + 1

    @property
    def before(self) -> str:
        """The part of the line before the problem."""
        return self.text[self.line_start : self.at]

    @property
    def line_above(self) -> str:
        """The nearest line above that is not blank."""
        return self.text[: self.line_start].rstrip().rpartition("\n")[2]

    @property
    def directive(self) -> int:
        """Where the line of the problem, or the file, begins with a percent sign, or -1."""
        return next((at for at in (self.line_start, 0) if self.text.startswith("%", at)), -1)

    @property
    def after(self) -> str:
        """What stands right before the problem, spaces aside."""
        return self.text[: self.at].rstrip()[-1:]

    @property
    def opening(self) -> str:
        """The line from the place where the broken piece begins."""
        return self.text[self.since :].partition("\n")[0]

    @property
    def piece(self) -> str:
        """The latest scalar, up to the problem."""
        return self.text[self.last : self.at]

    @property
    def bracket(self) -> int:
        """Where the nearest opening bracket before the problem is, or -1."""
        return max(self.text.rfind("[", 0, self.at), self.text.rfind("{", 0, self.at))

    @property
    def tab(self) -> int:
        """Where the tab of an indentation is, or -1."""
        line = self.text[self.line_start : self.at + 1]
        indent = line[: len(line) - len(line.lstrip(" \t-"))]
        return self.line_start + indent.find("\t") if "\t" in indent else -1


class Trouble(Frozen):
    """A usual mistake: how parsers call it, what else must be true, and what to say."""

    problem: str
    fits: Callable[[Spot], object]
    message: str
    hint: str
    where: Callable[[Spot], int] = lambda spot: spot.at
    code: str = "DG102"


def _always(_: Spot) -> bool:
    return True


def _since(spot: Spot) -> int:
    return spot.since


def _last(spot: Spot) -> int:
    return spot.last


def _starts_with(*chars: str) -> Callable[[Spot], bool]:
    return lambda spot: spot.char in chars


def _follows(*chars: str) -> Callable[[Spot], bool]:
    return lambda spot: spot.after in chars and bool(spot.before.strip())


def _colon_inside(spot: Spot) -> bool:
    return re.search(r":\s+\S", spot.before) is not None


def _above_lacks_space(spot: Spot) -> bool:
    return re.match(r"[\s-]*[\w-]+:[^\s/]", spot.line_above) is not None


def _above_lacks_colon(spot: Spot) -> bool:
    return re.search(r":(\s|$)", spot.line_above) is None


def _quoted_lines(spot: Spot) -> bool:
    """Whether the quotes before the problem were opened on an earlier line."""
    return spot.piece[:1] in ("'", '"') and "\n" in spot.piece.rstrip()


_IN_QUOTES = "Возьмите всё значение в кавычки: '…' (кавычки «…» внутри можно)."
_NO_KEY = r"expected (key|<block end>|'-' indicator)"
_CANNOT_START = r"cannot start any token"
_TAB = "Сотрите отступ этой строки и наберите его пробелами (обычно два на уровень)."
_ALIGN = "Выровняйте строку: поля одного уровня начинаются в одном столбце."
_INDENT = "DG103"

_TROUBLES = (
    Trouble(
        r"",
        lambda spot: spot.directive >= 0,
        "Строка начинается с «%»: так пишут указания программе, а не данные",
        "Уберите эту строку; если это текст, возьмите его в кавычки '…'.",
        lambda spot: spot.directive,
    ),
    Trouble(
        _CANNOT_START + r"|tab character|did not find expected key",
        lambda spot: spot.tab >= 0,
        "Отступ сделан табуляцией",
        _TAB,
        lambda spot: spot.tab,
        _INDENT,
    ),
    Trouble(
        _CANNOT_START + r"|tab character",
        _starts_with("\t"),
        "Перед значением стоит табуляция",
        "Замените её пробелом.",
        code=_INDENT,
    ),
    Trouble(
        _CANNOT_START,
        _starts_with("@", "`", "%", "|", ">"),
        "Значение не может начинаться с «{char}»",
        _IN_QUOTES,
    ),
    Trouble(
        r"(alphabetic or numeric|whitespace or line break|tag URI|expected URI|expected ' ')",
        _always,
        "Значение не может начинаться с «{begin}»",
        _IN_QUOTES,
        _since,
    ),
    Trouble(
        r"mapping values are not allowed",
        _colon_inside,
        "Двоеточие внутри текста: после первого «: » в строке не должно быть второго",
        _IN_QUOTES,
    ),
    Trouble(
        r"mapping values are not allowed",
        _above_lacks_space,
        "В строке выше после двоеточия нет пробела",
        "Пишите «название: значение» – с пробелом после двоеточия.",
        lambda spot: spot.text.rfind(spot.line_above, 0, spot.line_start),
    ),
    Trouble(
        r"mapping values are not allowed",
        lambda spot: len(spot.before) > 1000,
        "Название поля длиннее 1000 знаков",
        "Проверьте кавычки выше этого места.",
        lambda spot: spot.line_start,
    ),
    Trouble(
        r"mapping values are not allowed",
        lambda spot: spot.line_start and _above_lacks_colon(spot),
        "В строке выше нет «название: значение», а эта строка его продолжает",
        "Допишите двоеточие с пробелом выше или возьмите весь текст в кавычки '…'.",
    ),
    Trouble(
        r"mapping values are not allowed",
        _always,
        "Строка с двоеточием сдвинута вправо и читается как продолжение значения выше",
        "Уберите лишний отступ; если это текст с двоеточием, возьмите его весь в кавычки '…'.",
        code=_INDENT,
    ),
    Trouble(
        r"mapping keys are not allowed",
        _always,
        "Значение не может начинаться с «{char}»",
        _IN_QUOTES,
    ),
    Trouble(
        r"sequence entries are not allowed",
        _always,
        "Список начат в одной строке с названием поля",
        "Перенесите «- …» на следующую строку; если это текст, возьмите его в кавычки '…'.",
    ),
    Trouble(
        r"unknown escape character|hexdecimal|hexadecimal|Unicode character escape",
        _always,
        'Внутри кавычек "…" обратная черта «\\» читается как особый знак',
        "Возьмите значение в одиночные кавычки '…' или пишите «\\\\».",
        lambda spot: spot.text.rfind("\\", 0, spot.at + 1),
    ),
    Trouble(
        r"found unexpected end of stream|unexpected document",
        _always,
        "Кавычка {begin} открыта и не закрыта",
        "Закройте её там, где кончается значение.",
        _since,
    ),
    Trouble(
        r"expected ',' or '[\]}]'",
        _always,
        "Скобка «{begin}» открыта и не закрыта, или внутри неё пропущена запятая",
        "Поставьте запятую или закрывающую скобку; если скобка – часть текста, возьмите всё"
        " значение в кавычки '…'.",
        _since,
    ),
    Trouble(
        r"expected (the )?node content",
        lambda spot: not spot.text[spot.at :].strip() and spot.bracket >= 0,
        "Скобка открыта и не закрыта до конца файла",
        "Поставьте закрывающую скобку; если скобка – часть текста, возьмите всё значение в '…'.",
        lambda spot: spot.bracket,
    ),
    Trouble(
        r"expected (the )?node content",
        _starts_with(",", "]", "}"),
        "Лишний знак «{char}»: перед ним нет значения",
        "Уберите его или впишите значение.",
    ),
    Trouble(
        r"expected (the )?node content|expected (key|<block end>)",
        _starts_with(":"),
        "Перед двоеточием нет названия поля",
        "Впишите название или уберите двоеточие.",
    ),
    Trouble(
        r"expected (the )?node content",
        _starts_with("-"),
        "Внутри скобок пункты пишут без дефиса",
        "Перечислите их через запятую: [один, два].",
    ),
    Trouble(
        r"expected (the )?node content",
        _always,
        "Здесь ждали значение или пункт списка",
        _ALIGN,
        code=_INDENT,
    ),
    Trouble(
        r"unexpected ':'",
        _always,
        "После двоеточия нет пробела",
        "Пишите «название: значение» – с пробелом после двоеточия.",
    ),
    Trouble(
        r"could not find expected ':'",
        lambda spot: re.match(r"-\S", spot.opening),
        "После дефиса нет пробела",
        "Пункты списка пишутся «- значение».",
        _since,
    ),
    Trouble(
        r"could not find expected ':'",
        lambda spot: re.match(r"[\w-]+:\S", spot.opening),
        "После двоеточия нет пробела",
        "Пишите «название: значение» – с пробелом после двоеточия.",
        _since,
    ),
    Trouble(
        r"could not find expected ':'",
        _always,
        "В строке нет двоеточия: ждали «название: значение»",
        "Допишите двоеточие с пробелом. Продолжение текста сверху сдвиньте вправо или возьмите"
        " весь текст в кавычки '…'.",
        _since,
    ),
    Trouble(
        r"(comment or|a comment or a) line break|chomping or indentation|indentation indicator",
        _always,
        "После знака «{begin}» в начале значения текст пишут со следующей строки",
        "Начните текст с новой строки или возьмите значение в кавычки '…'.",
        _since,
    ),
    Trouble(
        _NO_KEY,
        _quoted_lines,
        "Кавычка открыта здесь и закрылась только в другой строке, на следующей кавычке",
        "Закройте её там, где кончается значение.",
        _last,
    ),
    Trouble(
        _NO_KEY,
        _follows('"', "'"),
        "После закрывающей кавычки есть ещё текст",
        "Внутри значения пишите кавычки «…», а всё значение возьмите в '…'.",
    ),
    Trouble(
        _NO_KEY,
        _starts_with("]", "}"),
        "Лишняя закрывающая скобка «{char}»",
        "Уберите её или поставьте открывающую.",
    ),
    Trouble(
        _NO_KEY,
        _follows("]", "}"),
        "После закрывающей скобки есть ещё текст",
        _IN_QUOTES,
    ),
    Trouble(
        _NO_KEY,
        lambda spot: spot.piece[:1] in ("|", ">"),
        "Строка текста сдвинута влево относительно первой его строки",
        "Все строки текста после «|» или «>» начинайте в одном столбце.",
        code=_INDENT,
    ),
    Trouble(
        _NO_KEY,
        lambda spot: re.search(r"\s#", spot.line_above) and not re.match(r"\s*#", spot.line_above),
        "Текст оборвался на « #» в строке выше, а здесь продолжается",
        "Чтобы «#» остался в тексте, возьмите всё значение в кавычки '…'.",
    ),
    Trouble(
        r"expected '-' indicator|expected <block end>, but found '\?'",
        _always,
        "Строка не похожа на пункт списка: ждали «- …»",
        "Начните её с дефиса и пробела или выровняйте по нужному уровню.",
        code=_INDENT,
    ),
    Trouble(
        _NO_KEY,
        _starts_with("-"),
        "Пункт списка стоит не на своём месте",
        "Выровняйте его по другим пунктам; список не стоит рядом с полями того же уровня.",
        code=_INDENT,
    ),
    Trouble(
        _NO_KEY,
        _always,
        "Отступ строки не совпадает ни с одним из уровней выше",
        _ALIGN,
        code=_INDENT,
    ),
    Trouble(
        r"document start",
        lambda spot: re.search(r"^\.\.\.\s*$", spot.text[: spot.at], re.MULTILINE),
        "После строки «...», которая завершает файл, есть ещё данные",
        "Уберите строку «...».",
    ),
    Trouble(
        r"document start",
        _always,
        "Файл начат не с поля «название: значение», а здесь есть ещё данные",
        "Уберите лишнее в начале файла или допишите там название поля.",
    ),
)

_UNKNOWN = Trouble(
    r"",
    _always,
    "Строка записана не по правилам YAML",
    "Проверьте отступы, двоеточия и кавычки здесь и в строке выше; спорный текст возьмите в '…'.",
)


def explain(file: Text, error: yaml.YAMLError, last: int) -> Diagnostic:
    """Return what a curator can do about an error of the parser."""
    spot = _spot(file, error, last)
    problem = str(getattr(error, "problem", "") or "")
    trouble = next(
        (known for known in _TROUBLES if re.search(known.problem, problem) and known.fits(spot)),
        _UNKNOWN,
    )
    at = trouble.where(spot)
    message = trouble.message.format(char=spot.char, begin=file.text[spot.since : spot.since + 1])
    return Diagnostic(trouble.code, message, file.place(at), trouble.hint)


def _spot(file: Text, error: yaml.YAMLError, last: int) -> Spot:
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Spot(file.text, 0, 0, 0)
    at = int(error.problem_mark.index)
    since = at if error.context_mark is None else int(error.context_mark.index)
    return Spot(file.text, at, since, min(last, at))
