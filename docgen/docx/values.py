"""Values become WordprocessingML: text escaped, checked and dressed like the tag's own run."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import Any, Final

from jinja2 import Undefined, pass_context

from docgen import shelf
from docgen.deferred import pattern
from docgen.docx import errors, foreign
from docgen.docx.effort import spend
from docgen.docx.finishing import Finish, as_it_is
from docgen.docx.rich import Blank, Reference, Rich, Run, bookmark_name
from docgen.docx.state import Refused, State
from docgen.docx.tag import Tag

Put = Callable[[State, Any], bytes]

_SPECIAL: Final = pattern("[&<>\x00-\x1f\ufffe\uffff\ud800-\udfff]")
_FORBIDDEN: Final = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BREAK: Final = pattern("\r\n|[\r\n\t]")
_TEXT_OPEN: Final = '<w:t xml:space="preserve">'
_TEXT_CLOSE: Final = "</w:t></w:r>"
_COLOR: Final = pattern(r"#?([0-9A-Fa-f]{6}|auto)")
_REMEMBERED: Final = 2048  # texts: names and posts stand in many rows, and in many papers
_OURS: Final = (str, int, datetime.date, Run, Rich, Reference, Blank)
MAX_SPAN = 63
PREPAID: Final = 200  # letters of a value that a loop pays for before it begins


def escape(text: str, *, quotes: bool = False) -> str:
    """Escape for XML text, and for attributes with `quotes`; refuse what XML cannot hold."""
    if quotes:
        return escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    if not _SPECIAL.search(text):
        return text
    bad = _FORBIDDEN.search(text)
    if bad:
        where = errors.shown(text[: bad.start()])[-30:]
        message = f"В значении есть недопустимый знак U+{ord(bad.group()):04X} после «{where}»"
        raise Refused(errors.FORBIDDEN_CHARACTER, message, "Удалите этот знак из данных.")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(value: object) -> str:
    """Return a value as text, the Russian way for dates and fractions."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, bool):
        hint = "Напишите {{ 'да' if поле else 'нет' }}."
        raise Refused(errors.NOT_PRINTABLE, "Напечаталось бы True или False", hint)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.12g}".replace(".", ",")
    if isinstance(value, datetime.datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d.%m.%Y}"
    return _other(value)


def _other(value: object) -> str:
    if value is None:
        hint = "Задайте значение в данных или напишите {% if поле %}…{% endif %}."
        raise Refused(errors.EMPTY_VALUE, "Значение пусто, напечаталось бы None", hint)
    printable = type(value).__str__ is not object.__str__ and not isinstance(value, Mapping | bytes)
    if printable and not (isinstance(value, Iterable) or callable(value)):
        return str(value)
    if isinstance(value, Undefined | Rich):
        return str(value)
    hint = "Список печатают циклом {% for … %} или фильтром |join(', ')."
    raise Refused(errors.NOT_PRINTABLE, "Это не текст, а список или набор полей", hint)


class Dress:
    """The look of a tag's run: opens runs with its properties, emphasised as asked."""

    __slots__ = ("_base", "_heads", "_plain")

    def __init__(self, properties: str) -> None:
        self._base = properties
        self._heads: dict[tuple[bool, bool, bool], str] = {}
        self._plain = self.head()

    def run(self, run: Run) -> str:
        """Return the run of a stretch of text; most have no emphasis."""
        if run.bold or run.italic or run.highlight:
            return text_runs(run.text, self.head(run.bold, run.italic, run.highlight))
        return text_runs(run.text, self._plain)

    def head(self, bold: bool = False, italic: bool = False, highlight: bool = False) -> str:
        """Return the opening of a run."""
        key = (bold, italic, highlight)
        head = self._heads.get(key)
        if head is None:
            head = self._heads[key] = f"<w:r>{_emphasised(self._base, *key)}"
        return head


def _emphasised(base: str, bold: bool, italic: bool, highlight: bool) -> str:
    """Return the properties of a run of some more emphasis; an earlier run may have made them."""
    if not (bold or italic or highlight):
        return base

    def make() -> str:
        from docgen.docx import ooxml  # noqa: PLC0415  needs lxml

        added = [ooxml.make(name) for name, on in (("b", bold), ("i", italic)) if on]
        added += [ooxml.make("highlight", val="yellow")] if highlight else []
        return ooxml.merge_properties(base, added)

    return shelf.kept(f"run {bold} {italic} {highlight} {base}", make)


def text_runs(text: str, head: str) -> str:
    """Return text as one run, with breaks and tabs as their elements."""
    if not _SPECIAL.search(text):
        return f"{head}{_TEXT_OPEN}{text}{_TEXT_CLOSE}" if text else ""
    escaped = escape(text)
    if not _BREAK.search(text):
        return f"{head}{_TEXT_OPEN}{escaped}{_TEXT_CLOSE}"
    pieces = []
    for piece in re.split("(\r\n|[\r\n\t])", escaped):
        if piece and piece not in ("\r\n", "\r", "\n", "\t"):
            pieces.append(f"{_TEXT_OPEN}{piece}</w:t>")
        elif piece:
            pieces.append("<w:tab/>" if piece == "\t" else "<w:br/>")
    return f"{head}{''.join(pieces)}</w:r>"


def _field(reference: Reference, dress: Dress) -> str:
    # The switch n prints a paragraph's own number without its last full stop, wherever the
    # reference stands (with the switch r that matters), in Word and in LibreOffice alike.
    head = dress.head()
    name = bookmark_name(reference.bookmark)
    instruction = f"PAGEREF {name} \\h" if reference.page else f"REF {name} \\n \\h"
    return (
        f'{head}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{head}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'{head}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{text_runs(reference.text, head)}"
        f'{head}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def rich_runs(value: object, state: State, dress: Dress, finish: Finish = as_it_is) -> str:
    """Return runs for a value, bookmark included; only plain text is finished."""
    if isinstance(value, Run):
        return dress.run(value)
    if isinstance(value, Rich):
        return _rich(dress, state, value)
    if isinstance(value, Reference):
        return _field(value, dress)
    if isinstance(value, Blank):
        state.blanks.append(value.label)
        return text_runs(str(value), dress.head(highlight=True))
    text = plain(value)
    return text_runs(finish(text) if isinstance(value, str) else text, dress.head())


def _rich(dress: Dress, state: State, value: Rich) -> str:
    inside = ""
    for part in value.parts:
        inside += dress.run(part) if isinstance(part, Run) else rich_runs(part, state, dress)
    if value.bookmark is None:
        return inside
    number, name = state.fresh_id(), state.names_taken.take(bookmark_name(value.bookmark))
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{inside}<w:bookmarkEnd w:id="{number}"/>'


def run_putter(tag: Tag, finish: Finish = as_it_is) -> Put:
    """Make the function that prints a value in the place of a run."""
    dress = Dress(tag.run_properties)
    head, inside = dress.head().encode(), _insides(finish)

    @pass_context
    def put(state: State, value: Any) -> bytes:
        if isinstance(value, str) and len(value) <= PREPAID and (made := inside(value)):
            return head + made
        return _guarded(state, tag, value, rich if value.__class__ is Rich else slow)

    rich = partial(_rich, dress)

    def slow(state: State, value: Any) -> str:
        if not isinstance(value, _OURS) and foreign.is_foreign(value):
            return _foreign_runs(value, tag.run_properties, dress.head())
        return rich_runs(value, state, dress, finish)

    return put


@lru_cache(maxsize=16)
def _insides(finish: Finish) -> Callable[[str], bytes]:
    """Return what makes the inside of a run of a text, finished; it remembers those met last.

    An empty text, and one that needs more care, gives nothing.
    """

    @lru_cache(_REMEMBERED)
    def inside(text: str) -> bytes:
        if not text or _SPECIAL.search(text):
            return b""
        return f"{_TEXT_OPEN}{finish(str.__str__(text))}{_TEXT_CLOSE}".encode()

    return inside


def _foreign_runs(value: object, properties: str, head: str) -> str:
    from docgen.docx import translated  # noqa: PLC0415  needs lxml; our own values do not

    return translated.runs(value, properties, head)


def _foreign_paragraphs(value: object) -> str:
    from docgen.docx import translated  # noqa: PLC0415  as above

    return translated.paragraphs(value)


def paragraph_putter(tag: Tag, finish: Finish = as_it_is) -> Put:
    """Make the function that prints a value (or a list of them) as whole paragraphs."""
    dress = Dress(tag.run_properties)

    def one(state: State, value: Any) -> str:
        if foreign.is_paragraph(value):
            return _foreign_paragraphs(value)
        runs = (
            _foreign_runs(value, tag.run_properties, dress.head())
            if foreign.is_foreign(value)
            else rich_runs(value, state, dress, finish)
        )
        return f"<w:p>{tag.paragraph_properties}{runs}</w:p>"

    def many(state: State, value: Any) -> str:
        values = value if isinstance(value, list | tuple) else [value]
        return "".join(one(state, item) for item in values)

    @pass_context
    def put(state: State, value: Any) -> bytes:
        return _guarded(state, tag, value, many)

    return put


def text_putter(tag: Tag) -> Put:
    """Make the function that prints a value as bare text: properties and attributes."""

    def bare(state: State, value: Any) -> str:
        if isinstance(value, Blank):
            state.blanks.append(value.label)
        return escape(plain(value), quotes=True)

    @pass_context
    def put(state: State, value: Any) -> bytes:
        return _guarded(state, tag, value, bare)

    return put


def color_putter(tag: Tag) -> Put:
    """Make the function that prints the background colour of a cell."""

    def color(_: State, value: Any) -> str:
        found = _COLOR.fullmatch(plain(value))
        if not found:
            message = f"Цвет ячейки не понят: «{errors.shown(plain(value))}»"
            raise Refused(errors.CELL_VALUE, message, "Цвет пишут шестью знаками: 'FFE599'.")
        return found.group(1)

    @pass_context
    def put(state: State, value: Any) -> bytes:
        return _guarded(state, tag, value, color)

    return put


def span_putter(tag: Tag) -> Put:
    """Make the function that prints how many columns a cell spans."""

    def span(_: State, value: Any) -> str:
        number = int(value) if isinstance(value, int | str) and str(value).isdigit() else 0
        if not 1 <= number <= MAX_SPAN:
            message = f"Ячейка не может занимать столько столбцов: {errors.shown(str(value))}"
            raise Refused(errors.CELL_VALUE, message, f"Нужно число от 1 до {MAX_SPAN}.")
        return str(number)

    @pass_context
    def put(state: State, value: Any) -> bytes:
        return _guarded(state, tag, value, span)

    return put


def _guarded(state: State, tag: Tag, value: Any, printer: Callable[[State, Any], str]) -> bytes:
    """Print a value; what cannot be printed becomes a finding and prints nothing."""
    try:
        if isinstance(value, str) and len(value) > PREPAID:
            spend(len(value))
        printed = printer(state, value)
    except Refused as problem:
        state.add_refused(problem, tag)
        return b""
    if len(printed) > PREPAID:
        state.charge(0, len(printed))
    return printed.encode()
