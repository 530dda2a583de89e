"""Fields of Word as they lie in paragraphs: simple ones, and complex ones spread over runs."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from docgen.docx.ooxml import XML_SPACE, Element, is_w, local, make, remove, w
from docgen.records import Struct, field


class Field(Struct):
    """A field of Word: its instruction and the elements of the paragraph that it consists of."""

    paragraph: Element
    nodes: list[Element] = field(default_factory=list)
    instruction: str = ""
    look: Element | None = None
    within: str = ""
    shown: bool = False

    @property
    def word(self) -> str:
        """The first word of the instruction: MERGEFIELD, IF, PAGE…"""
        return (self.instruction.split() or [""])[0].upper()


def fields_of(paragraph: Element) -> Iterator[Field]:
    """Yield the fields of a paragraph as they end, inner ones before the one they stand in."""
    if next(paragraph.iter(w("fldChar"), w("fldSimple")), None) is None:
        return
    stack: list[Field] = []
    for run in list(_units(paragraph)):
        if is_w(run, "fldSimple"):
            yield _simple(run, paragraph, stack)
            continue
        for piece in _pieces(run):
            yield from _take(piece, paragraph, stack)


def _units(parent: Element) -> Iterator[Element]:
    """Yield runs and simple fields in order, also inside hyperlinks and content controls."""
    for child in parent:
        if is_w(child, "r", "fldSimple"):
            yield child
        elif is_w(child, "hyperlink", "sdt", "sdtContent", "dir", "bdo"):
            yield from _units(child)


def _simple(element: Element, paragraph: Element, stack: list[Field]) -> Field:
    look = next(element.iter(w("rPr")), None)
    within = stack[-1].word if stack else ""
    instruction = element.get(w("instr"), "")
    return Field(paragraph, [element], instruction, look, within)


def _pieces(run: Element) -> list[Element]:
    """Cut a run that holds part of a field, so that each run holds one piece; return the runs."""
    parts = [child for child in run if local(child) != "rPr"]
    if len(parts) < 2 or not any(is_w(child, "fldChar", "instrText") for child in parts):
        return [run]
    look, made = run.find(w("rPr")), [run]
    for part in parts[1:]:
        following = make("r")
        following.extend([deepcopy(look)] if look is not None else [])
        following.append(part)
        made[-1].addnext(following)
        made.append(following)
    return made


def _take(run: Element, paragraph: Element, stack: list[Field]) -> Iterator[Field]:
    """Add a run to the fields that it belongs to; yield the one that it ends."""
    mark = run.find(w("fldChar"))
    kind = mark.get(w("fldCharType"), "") if mark is not None else ""
    if kind == "begin":
        within = stack[-1].word if stack else ""
        stack.append(Field(paragraph, look=run.find(w("rPr")), within=within))
    for each in stack:
        each.nodes.append(run)
    if stack:
        _read(run, stack[-1], kind)
    if kind == "end" and stack:
        yield stack.pop()


def _read(run: Element, found: Field, kind: str) -> None:
    if kind == "separate":
        found.shown = True
    elif found.shown and not kind and run.find(w("rPr")) is not None:
        found.look, found.shown = run.find(w("rPr")), False
    for instruction in run.iterfind(w("instrText")):
        found.instruction += instruction.text or ""


def replace_field(found: Field, text: str) -> None:
    """Put a text, dressed as the field's result was, in the place of the field."""
    first = found.nodes[0]
    if text:
        first.addprevious(text_run(text, found.look))
    for node in found.nodes:
        remove(node)


def text_run(text: str, look: Element | None = None) -> Element:
    """Make a run of text, dressed like another if its properties are given."""
    run = make("r")
    run.extend([deepcopy(look)] if look is not None else [])
    words = etree.SubElement(run, w("t"))
    words.text = text
    words.set(XML_SPACE, "preserve")
    return run
