"""Values become WordprocessingML: text escaped, checked and dressed like the tag's own run."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from jinja2 import Undefined, pass_context
from lxml import etree

from docgen.docx import errors, foreign
from docgen.docx.finishing import Finish, as_it_is
from docgen.docx.ooxml import RUN_PROPERTIES, W, fragment, make, put_property
from docgen.docx.rich import Blank, Reference, Rich, Run, bookmark_name
from docgen.docx.state import Refused, RenderContext, State
from docgen.docx.tags import Tag

Put = Callable[[RenderContext, Any], str]

_SPECIAL: Final = re.compile("[&<>\x00-\x1f\ufffe\uffff\ud800-\udfff]")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BREAK: Final = re.compile("\r\n|[\r\n\t]")
_TEXT_OPEN: Final = '<w:t xml:space="preserve">'
_COLOR: Final = re.compile(r"#?([0-9A-Fa-f]{6}|auto)")
MAX_SPAN = 63


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

    __slots__ = ("_base", "_heads")

    def __init__(self, properties: str) -> None:
        self._base = properties
        self._heads: dict[tuple[bool, bool, bool], str] = {}

    def head(self, bold: bool = False, italic: bool = False, highlight: bool = False) -> str:
        """Return the opening of a run."""
        key = (bold, italic, highlight)
        head = self._heads.get(key)
        if head is None:
            added = [make(name) for name, on in (("b", bold), ("i", italic)) if on]
            added += [make("highlight", val="yellow")] if highlight else []
            head = self._heads[key] = f"<w:r>{merge_properties(self._base, added)}"
        return head


def merge_properties(properties: str, added: list[etree._Element]) -> str:
    """Add run properties to serialised ones, in the schema's order."""
    if not added:
        return properties
    root = etree.fromstring(_wrapped(properties or "<w:rPr/>"))[0]
    for element in added:
        put_property(root, element, RUN_PROPERTIES)
    return fragment(root)


def _wrapped(xml: str) -> str:
    return f'<w:r xmlns:w="{W}" xmlns:r="urn:r" xmlns:w14="urn:w14" xmlns:w15="urn:w15">{xml}</w:r>'


def text_runs(text: str, head: str) -> str:
    """Return text as one run, with breaks and tabs as their elements."""
    if not text:
        return ""
    escaped = escape(text)
    if escaped is text or not _BREAK.search(text):
        return f"{head}{_TEXT_OPEN}{escaped}</w:t></w:r>"
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
        return text_runs(value.text, dress.head(value.bold, value.italic, value.highlight))
    if isinstance(value, Rich):
        inside = "".join(
            [
                text_runs(part.text, dress.head(part.bold, part.italic, part.highlight))
                if part.__class__ is Run
                else rich_runs(part, state, dress)
                for part in value.parts
            ]
        )
        return _bookmarked(inside, value.bookmark, state)
    if isinstance(value, Reference):
        return _field(value, dress)
    if isinstance(value, Blank):
        state.blanks.append(value.label)
        return text_runs(str(value), dress.head(highlight=True))
    text = plain(value)
    return text_runs(finish(text) if isinstance(value, str) else text, dress.head())


def _bookmarked(inside: str, bookmark: str | None, state: State) -> str:
    if bookmark is None:
        return inside
    number, name = state.fresh_id(), state.names_taken.take(bookmark_name(bookmark))
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{inside}<w:bookmarkEnd w:id="{number}"/>'


def run_putter(tag: Tag) -> Put:
    """Make the function that prints a value in the place of a run."""
    dress = Dress(tag.run_properties)
    head = dress.head() + _TEXT_OPEN
    special = _SPECIAL.search
    finish = tag.finish or as_it_is

    @pass_context
    def put(context: RenderContext, value: Any) -> str:
        if isinstance(value, str) and value and not special(value):
            return f"{head}{finish(str.__str__(value))}</w:t></w:r>"
        return _guarded(context, tag, value, slow)

    def slow(state: State, value: Any) -> str:
        if not isinstance(value, Rich) and foreign.is_foreign(value):
            return foreign.runs(value, tag.run_properties, dress.head())
        return rich_runs(value, state, dress, finish)

    return put


def paragraph_putter(tag: Tag) -> Put:
    """Make the function that prints a value (or a list of them) as whole paragraphs."""
    dress = Dress(tag.run_properties)
    finish = tag.finish or as_it_is

    def one(state: State, value: Any) -> str:
        if foreign.is_paragraph(value):
            return foreign.paragraphs(value)
        runs = (
            foreign.runs(value, tag.run_properties, dress.head())
            if foreign.is_foreign(value)
            else rich_runs(value, state, dress, finish)
        )
        return f"<w:p>{tag.paragraph_properties}{runs}</w:p>"

    def many(state: State, value: Any) -> str:
        values = value if isinstance(value, list | tuple) else [value]
        return "".join(one(state, item) for item in values)

    @pass_context
    def put(context: RenderContext, value: Any) -> str:
        return _guarded(context, tag, value, many)

    return put


def text_putter(tag: Tag) -> Put:
    """Make the function that prints a value as bare text: properties and attributes."""

    def bare(state: State, value: Any) -> str:
        if isinstance(value, Blank):
            state.blanks.append(value.label)
        return escape(plain(value), quotes=True)

    @pass_context
    def put(context: RenderContext, value: Any) -> str:
        return _guarded(context, tag, value, bare)

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
    def put(context: RenderContext, value: Any) -> str:
        return _guarded(context, tag, value, color)

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
    def put(context: RenderContext, value: Any) -> str:
        return _guarded(context, tag, value, span)

    return put


def _guarded(
    context: RenderContext, tag: Tag, value: Any, printer: Callable[[State, Any], str]
) -> str:
    """Print a value; what cannot be printed becomes a finding and prints nothing."""
    state = context.state
    try:
        printed = printer(state, value)
    except Refused as problem:
        state.add_refused(problem, tag)
        return ""
    if len(printed) > 10_000:
        state.charge(0, len(printed))
    return printed
