"""Finding tags in the joined text of a paragraph and putting each into a place of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Final

from lxml import etree

from docgen.diagnostics import Place
from docgen.docx import errors
from docgen.docx.errors import Findings, russian, shown
from docgen.docx.ooxml import XML_SPACE, Element, fragment, is_w, local, w
from docgen.docx.quotes import straighten
from docgen.docx.tag import MAX_TAG, Tag, Tags
from docgen.records import Struct

if TYPE_CHECKING:
    from jinja2.lexer import Lexer

MARKER: Final = "docgen"
SLOT_OPEN: Final = "\ufdd0"
SLOT_CLOSE: Final = "\ufdd1"
# Where the value of a tag goes in a serialised part: a marker, or a slot in a plain text.
HOLE: Final = re.compile(rf"<\?{MARKER} (\d+)\?>|{SLOT_OPEN}(\d+){SLOT_CLOSE}")
OBJECT: Final = "\ufffc"
MAX_TAGS: Final = 5_000
_TRIES: Final = 6
_MARK: Final = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|\{_\{|\}_\}|\{_%|%_\}")
_ESCAPED: Final = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
_CLOSING: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_HEAD: Final = re.compile(r"(?:\{\{|\{%|\{#)([-+]?)(?:(p|tr|tc|r)(?=\s+[^\s}%#]))?([-+]?)")
INLINE: Final = ("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "ins", "dir", "bdo")
_BREAKS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def marker_for(tag: Tag) -> Element:
    """Make the processing instruction that stands for a tag in the tree."""
    return etree.ProcessingInstruction(MARKER, str(tag.number))


def is_marker(node: Element) -> bool:
    """Whether this node stands for a tag."""
    return not isinstance(node.tag, str)


class _Stretch(Struct):
    """A run and the stretch of the paragraph's text that it holds."""

    run: Element
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def paragraph_text(paragraph: Element) -> str:
    """Return the joined text of a paragraph, objects as U+FFFC, without text boxes in it."""
    return "".join(_run_text(run) for run in runs_of(paragraph))


def runs_of(parent: Element) -> Iterator[Element]:
    """Yield the runs of a paragraph in order, also inside hyperlinks and content controls."""
    for child in parent:
        if is_w(child, "r"):
            yield child
        elif is_w(child, *INLINE):
            yield from runs_of(child)


def _run_text(run: Element) -> str:
    return "".join(piece_text(piece) for piece in run)


def piece_text(piece: Element) -> str:
    """Return what a piece of a run is in the text of its paragraph."""
    name = local(piece)
    if name == "t":
        return piece.text or ""
    if name in ("rPr", "lastRenderedPageBreak") or is_marker(piece):
        return ""
    if name == "br" and piece.get(w("type"), "textWrapping") != "textWrapping":
        return OBJECT
    return _BREAKS.get(name, OBJECT)


class Scanner:
    """Turns the tags of paragraphs into markers."""

    def __init__(self, tags: Tags, findings: Findings) -> None:
        self._tags = tags
        self._findings = findings
        self._seen = 0

    def scan(self, paragraph: Element, place: Place) -> None:
        """Find the tags of one paragraph and put a marker in the place of each."""
        text = paragraph_text(paragraph)
        if "{" not in text and "}" not in text:
            return
        edits = list(self._edits(text, place))
        if self._seen > MAX_TAGS:
            message = f"В шаблоне больше {MAX_TAGS} тегов."
            self._findings.add(errors.TOO_MUCH, message, Place(place.file), "Разделите его.")
        elif edits:
            _Splicer(paragraph).apply(edits)

    def scan_text(self, text: str, place: Place) -> list[tuple[int, int, str | Tag]]:
        """Find the tags of a plain string (an attribute, a property)."""
        return list(self._edits(text, place))

    def _edits(self, text: str, place: Place) -> Iterator[tuple[int, int, str | Tag]]:
        position = 0
        while (found := _MARK.search(text, position)) and self._seen <= MAX_TAGS:
            self._seen += 1
            mark, position = found.group(), found.end()
            if mark in _ESCAPED:
                yield found.start(), found.end(), _ESCAPED[mark]
            elif mark in _CLOSING:
                tag, position = self._tag(text, found.start(), mark, place)
                if tag is not None:
                    yield found.start(), position, tag
            else:
                self._stray(text, found.start(), mark, place)

    def _stray(self, text: str, start: int, mark: str, place: Place) -> None:
        around = shown(text[max(0, start - 30) : start + 2])
        message = f"Лишние скобки «{mark}» без начала тега: «…{around}»."
        pair = {"}}": "}_}", "%}": "%_}"}[mark]
        hint = f"Проверьте начало тега; если скобки нужны в тексте, напишите {pair}."
        self._findings.add(errors.STRAY_BRACES, message, place, hint)

    def _tag(self, text: str, start: int, mark: str, place: Place) -> tuple[Tag | None, int]:
        if mark == "{#":
            end, problem = _comment_end(text, start), ""
        else:
            end, problem = _lex(text, start)
        if end is None:
            self._not_closed(text, start, mark, place)
            return None, len(text)
        whole = text[start:end]
        if problem:
            self._findings.add(errors.SYNTAX, f"Ошибка в теге {shown(whole)}: {problem}.", place)
            return None, end
        return self._make(whole, mark, place), end

    def _not_closed(self, text: str, start: int, mark: str, place: Place) -> None:
        closing = _CLOSING[mark]
        message = f"Тег не закрыт в своём абзаце: «{shown(text[start:])}»."
        hint = f"Допишите {closing} в том же абзаце: тег не может переходить в следующий абзац."
        self._findings.add(errors.TAG_NOT_CLOSED, message, place, hint)

    def _make(self, whole: str, mark: str, place: Place) -> Tag:
        straight = whole if mark == "{#" else straighten(whole)[0]
        head = _HEAD.match(straight)
        before, prefix, again = head.groups() if head else ("", None, "")
        inside = straight[head.end() if head else 2 : -2]
        after = inside[-1:] in ("-", "+") and mark == "{%"
        body = inside[:-1] if after else inside
        kind = {"{{": "value", "{%": "block", "{#": "comment"}[mark]
        tag = self._tags.new(kind, body.strip(), place, shown(whole))
        tag.prefix = prefix or ""
        tag.joins_before = mark == "{%" and "-" in (before, again)
        tag.joins_after = after and inside.endswith("-")
        return tag


def _comment_end(text: str, start: int) -> int | None:
    end = text.find("#}", start)
    return end + 2 if end >= 0 else None


def _lex(text: str, start: int) -> tuple[int | None, str]:
    """Find the end of a tag with jinja's lexer; a naive end and the problem if it cannot.

    A closing mark inside a string is not the end, so the next ones are tried too.
    """
    closing = _CLOSING[text[start : start + 2]]
    naive = stop = text.find(closing, start + 2, start + MAX_TAG)
    problem = ""
    for _ in range(_TRIES if naive >= 0 else 0):
        size, problem = _lexed(text[start : stop + 2], closing)
        if size is not None:
            return start + size, ""
        following = text.find(closing, stop + 1, start + MAX_TAG)
        if following < 0:
            break
        stop = following
    return (naive + 2 if naive >= 0 else None), problem or "кавычка или скобка не закрыта"


@cache
def _lexer() -> Lexer:
    from jinja2 import Environment  # noqa: PLC0415  what mends documents needs no lexer

    return Environment(autoescape=True, keep_trailing_newline=True).lexer


def _lexed(tag: str, closing: str) -> tuple[int | None, str]:
    """Return how many characters the tag at the beginning of a text takes."""
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415  as above

    straight, offsets = straighten(tag)
    position = 0
    try:
        for _, token, value in _lexer().tokeniter(straight, None):
            position += len(value)
            if token in ("variable_end", "block_end"):
                end = position - len(value) + value.index(closing) + 2
                return offsets[end - 1] + 1, ""
            if token.startswith("raw"):
                return None, "raw не поддерживается, пишите {_{ вместо {{"
    except TemplateSyntaxError as problem:
        return None, russian(problem.message or "")
    return None, ""


class _Splicer:
    """Cuts the runs of a paragraph at the edges of tags and puts markers between them."""

    def __init__(self, paragraph: Element) -> None:
        self._stretches: list[_Stretch] = []
        position = 0
        for run in runs_of(paragraph):
            self._stretches.append(_Stretch(run, position, _run_text(run)))
            position = self._stretches[-1].end

    def apply(self, edits: list[tuple[int, int, str | Tag]]) -> None:
        """Make the edits from the last to the first, so that earlier offsets stay true."""
        for start, end, replacement in reversed(edits):
            after = self._cut(end)
            first = self._cut(start)
            inside = [item for item in self._stretches[first : after + 1] if item.end <= end]
            self._replace([item for item in inside if item.text], replacement)

    def _replace(self, inside: list[_Stretch], replacement: str | Tag) -> None:
        first = inside[0]
        if isinstance(replacement, Tag):
            replacement.run_properties = fragment(first.run.find(w("rPr")))
            first.run.addprevious(marker_for(replacement))
            doomed = inside
        else:
            _set_text(first.run, replacement)
            doomed = inside[1:]
        for item in doomed:
            parent = item.run.getparent()
            if parent is not None:
                parent.remove(item.run)

    def _cut(self, offset: int) -> int:
        """Make sure that a run ends at this offset; return the index of the run after it."""
        index = bisect_left(self._stretches, offset, key=lambda item: item.end)
        if index == len(self._stretches) or self._stretches[index].end == offset:
            return index + 1
        item = self._stretches[index]
        size = offset - item.start
        if size <= 0:
            return index
        rest = _Stretch(_split_run(item.run, size), offset, item.text[size:])
        self._stretches[index : index + 1] = [
            _Stretch(item.run, item.start, item.text[:size]),
            rest,
        ]
        return index + 1


def _split_run(run: Element, size: int) -> Element:
    """Cut a run after `size` characters; return the new run with the rest."""
    tail = deepcopy(run)
    tail.tail = None
    for piece in list(tail):
        tail.remove(piece)
    properties = run.find(w("rPr"))
    if properties is not None:
        tail.append(deepcopy(properties))
    taken = 0
    for piece in list(run):
        length = len(piece_text(piece))
        if local(piece) == "rPr" or (taken + length <= size and taken < size):
            taken += length
        elif taken >= size:
            tail.append(piece)
        else:
            tail.append(_split_text(piece, size - taken))
            taken = size
    run.addnext(tail)
    return tail


def _split_text(piece: Element, size: int) -> Element:
    text = piece.text or ""
    rest = deepcopy(piece)
    for part, words in ((piece, text[:size]), (rest, text[size:])):
        part.text = words
        part.set(XML_SPACE, "preserve")
    return rest


def _set_text(run: Element, text: str) -> None:
    for piece in list(run):
        if local(piece) != "rPr":
            run.remove(piece)
    word = etree.SubElement(run, w("t"))
    word.text = text
    word.set(XML_SPACE, "preserve")
