"""Values become WordprocessingML: text escaped, checked and dressed like the tag's own run."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from docgen import shelf
from docgen.deferred import pattern
from docgen.docx import errors, foreign
from docgen.docx.effort import spend
from docgen.docx.finishing import Finish, as_it_is
from docgen.docx.rich import Blank, Piece, Reference, Rich, Run, bookmark_name
from docgen.docx.state import Refused, State, pass_context
from docgen.docx.tag import Tag
from docgen.docx.undefined import Undefined

Put = Callable[[State, Any], bytes]

# What nearly all texts are made of, and XML holds as it is. A class of all that it so holds would
# take ten times as long to compile.
_SAFE: Final = pattern("[ -%'-;=?-\u04ff–—…„“”№₽]*")
_FORBIDDEN: Final = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BREAK: Final = pattern("\r\n|[\r\n\t]")
_TEXT_OPEN: Final = '<w:t xml:space="preserve">'
_TEXT_CLOSE: Final = "</w:t></w:r>"
_COLOR: Final = pattern(r"#?([0-9A-Fa-f]{6}|auto)")
_REMEMBERED: Final = 2048  # texts: names and posts stand in many rows, and in many papers
_PLAIN: Final = (str, int, datetime.date)
_LOOKS: Final = 64  # of runs: a template has few
_ALIKE: Final = 512  # clauses: most of a paper's stand in the next one, too
MAX_SPAN = 63
PREPAID: Final = 200  # letters of a value that a loop pays for before it begins


def escape(text: str, *, quotes: bool = False) -> str:
    """Escape for XML text, and for attributes with `quotes`; refuse what XML cannot hold."""
    if quotes:
        return escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    if _SAFE.fullmatch(text):
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
        if len(value) > PREPAID:
            spend(len(value))
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


@lru_cache(_REMEMBERED)
def run_head(
    properties: str, bold: bool = False, italic: bool = False, highlight: bool = False
) -> str:
    """Return the opening of a run with the properties of a tag's own, emphasised as asked."""
    return f"<w:r>{_emphasised(properties, bold, italic, highlight)}"


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
    if _SAFE.fullmatch(text):
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


def _field(reference: Reference, head: str) -> str:
    # The switch n prints a paragraph's own number without its last full stop, wherever the
    # reference stands (with the switch r that matters), in Word and in LibreOffice alike.
    name = bookmark_name(reference.bookmark)
    instruction = f"PAGEREF {name} \\h" if reference.page else f"REF {name} \\n \\h"
    return (
        f'{head}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{head}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'{head}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{text_runs(reference.text, head)}"
        f'{head}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def _piece(piece: Piece, properties: str) -> str:
    """Return the runs of a piece, dressed like a tag."""
    if isinstance(piece, Run):
        if piece.bold or piece.italic or piece.highlight:
            head = run_head(properties, piece.bold, piece.italic, piece.highlight)
            return text_runs(piece.text, head)
        return text_runs(piece.text, run_head(properties))
    if isinstance(piece, Reference):
        return _field(piece, run_head(properties))
    return text_runs(str(piece), run_head(properties, highlight=True))


@lru_cache(_ALIKE)
def _told(value: Rich, properties: str) -> tuple[bytes, str | None, tuple[str, ...]]:
    """Return the runs of a rich value, the name of its bookmark, the labels of its blanks."""
    runs = [_piece(part, properties) for part in value.parts]
    blanks = [part.label for part in value.parts if part.__class__ is Blank]
    name = None if value.bookmark is None else bookmark_name(value.bookmark)
    return "".join(runs).encode(), name, tuple(blanks)


@lru_cache(_LOOKS)
def _rich(properties: str) -> Put:
    """Make the function that returns the runs of a rich value, bookmark included."""

    def rich(state: State, value: Rich) -> bytes:
        runs, name, blanks = _told(value, properties)
        if blanks:
            state.blanks += blanks
        if name is None:
            return runs
        marks = (number := state.fresh_id(), state.names_taken.take(name).encode(), runs, number)
        return b'<w:bookmarkStart w:id="%d" w:name="%b"/>%b<w:bookmarkEnd w:id="%d"/>' % marks

    return rich


@lru_cache(_LOOKS)
def _runs(properties: str, finish: Finish) -> Put:
    """Make the function that returns runs for a value; only plain text is finished."""
    head, rich = run_head(properties), _rich(properties)

    def runs(state: State, value: Any) -> bytes:
        if value.__class__ is int:  # the number of a row
            return f"{head}{_TEXT_OPEN}{value}{_TEXT_CLOSE}".encode()
        if isinstance(value, Rich):
            return rich(state, value)
        if isinstance(value, Run | Reference | Blank):
            return rich(state, Rich((value,)))
        if not isinstance(value, _PLAIN) and foreign.is_foreign(value):
            return _foreign_runs(value, properties)
        text = plain(value)
        return text_runs(finish(text) if isinstance(value, str) else text, head).encode()

    return runs


def run_putter(tag: Tag, finish: Finish = as_it_is) -> Put:
    """Make the function that prints a value in the place of a run."""
    head, inside = run_head(tag.run_properties).encode(), _insides(finish)
    rich = _guarded(tag, _rich(tag.run_properties))
    others = _guarded(tag, _runs(tag.run_properties, finish))

    @pass_context
    def put(state: State, value: Any) -> bytes:
        if isinstance(value, str) and len(value) <= PREPAID and (made := inside(value)):
            return head + made
        return rich(state, value) if value.__class__ is Rich else others(state, value)

    return put


@lru_cache(maxsize=16)
def _insides(finish: Finish) -> Callable[[str], bytes]:
    """Return what makes the inside of a run of a text, finished; it remembers those met last.

    An empty text, and one that needs more care, gives nothing.
    """

    @lru_cache(_REMEMBERED)
    def inside(text: str) -> bytes:
        if not text or not _SAFE.fullmatch(text):
            return b""
        return f"{_TEXT_OPEN}{finish(str.__str__(text))}{_TEXT_CLOSE}".encode()

    return inside


def _foreign_runs(value: object, properties: str) -> bytes:
    from docgen.docx import translated  # noqa: PLC0415  needs lxml; our own values do not

    return translated.runs(value, properties, run_head(properties)).encode()


def _foreign_paragraphs(value: object) -> bytes:
    from docgen.docx import translated  # noqa: PLC0415  as above

    return translated.paragraphs(value).encode()


def paragraph_putter(tag: Tag, finish: Finish = as_it_is) -> Put:
    """Make the function that prints a value (or a list of them) as whole paragraphs."""
    head, runs = f"<w:p>{tag.paragraph_properties}".encode(), _runs(tag.run_properties, finish)

    def one(state: State, value: Any) -> bytes:
        if foreign.is_paragraph(value):
            return _foreign_paragraphs(value)
        return b"%b%b</w:p>" % (head, runs(state, value))

    def many(state: State, value: Any) -> bytes:
        values = value if isinstance(value, list | tuple) else [value]
        return b"".join(one(state, item) for item in values)

    return _guarded(tag, many)


def text_putter(tag: Tag) -> Put:
    """Make the function that prints a value as bare text: properties and attributes."""

    def bare(state: State, value: Any) -> bytes:
        if isinstance(value, Blank):
            state.blanks.append(value.label)
        return escape(plain(value), quotes=True).encode()

    return _guarded(tag, bare)


def color_putter(tag: Tag) -> Put:
    """Make the function that prints the background colour of a cell."""

    def color(_: State, value: Any) -> bytes:
        found = _COLOR.fullmatch(plain(value))
        if not found:
            message = f"Цвет ячейки не понят: «{errors.shown(plain(value))}»"
            raise Refused(errors.CELL_VALUE, message, "Цвет пишут шестью знаками: 'FFE599'.")
        return found.group(1).encode()

    return _guarded(tag, color)


def span_putter(tag: Tag) -> Put:
    """Make the function that prints how many columns a cell spans."""

    def span(_: State, value: Any) -> bytes:
        number = int(value) if isinstance(value, int | str) and str(value).isdigit() else 0
        if not 1 <= number <= MAX_SPAN:
            message = f"Ячейка не может занимать столько столбцов: {errors.shown(str(value))}"
            raise Refused(errors.CELL_VALUE, message, f"Нужно число от 1 до {MAX_SPAN}.")
        return b"%d" % number

    return _guarded(tag, span)


def _guarded(tag: Tag, printer: Put) -> Put:
    """Return what prints a value; what cannot be printed becomes a finding and prints nothing."""

    @pass_context
    def put(state: State, value: Any) -> bytes:
        try:
            printed = printer(state, value)
        except Refused as problem:
            state.add_refused(problem, tag)
            return b""
        if len(printed) > PREPAID:
            state.print(len(printed))
        return printed

    return put
