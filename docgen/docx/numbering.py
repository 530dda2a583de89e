"""Lists that begin again: `{% restart_numbering %}` gives a pass of a loop lists of its own."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from docgen.docx import errors
from docgen.docx.cells import slot
from docgen.docx.errors import Findings
from docgen.docx.loops import in_loops
from docgen.docx.ooxml import (
    PARAGRAPH_PROPERTIES,
    Element,
    child_first,
    make,
    put_property,
    w,
)
from docgen.docx.result import Numbering
from docgen.docx.tag import Tag, Tags

RESTART = "restart_numbering"


def numbering_of(root: Element) -> Numbering:
    """Cut a numbering part for later additions."""
    abstract = {}
    for instance in root.findall(w("num")):
        target = instance.find(w("abstractNumId"))
        abstract[instance.get(w("numId"), "")] = (
            target.get(w("val"), "") if target is not None else ""
        )
    starts = {
        item.get(w("abstractNumId"), ""): tuple(_start(level) for level in item.findall(w("lvl")))
        for item in root.findall(w("abstractNum"))
    }
    text = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    text += etree.tostring(root, encoding="unicode")
    cut = text.rindex("</w:num>") + len("</w:num>") if abstract else text.rindex("</")
    last = max((int(number) for number in abstract if number.isdigit()), default=0)
    return Numbering(text[:cut], text[cut:], abstract, starts, last)


def _start(level: Element) -> str:
    start = level.find(w("start"))
    return start.get(w("val"), "1") if start is not None else "0"


class Restarts:
    """Finds the lists that each restart tag of a part concerns."""

    def __init__(
        self, tags: Tags, findings: Findings, styles: Element | None, known: Iterable[str]
    ) -> None:
        self._tags = tags
        self._findings = findings
        self._styles = _numbered_styles(styles)
        self._known = frozenset(known)

    def settle(self, root: Element) -> None:
        """Replace list numbers in the reach of restart tags by slots."""
        restarts = self._restarts(root)
        if not restarts:
            return
        reach: dict[int, set[str]] = {scope: set() for scope in restarts}
        for node, around in in_loops(root, self._tags):
            scopes = {0, *(tag.number for tag in around)} & set(restarts)
            if node.tag == w("p") and scopes:
                number = self._make_dynamic(node, restarts[min(scopes)][0])
                for scope in scopes if number else ():
                    reach[scope].add(number)
        for scope, tag in [(scope, tag) for scope, tags in restarts.items() for tag in tags]:
            tag.numbers = tuple(sorted(reach[scope]))
            if not tag.numbers:
                message = f"Тегу {tag.text} нечего начинать заново: рядом нет нумерованных списков."
                hint = "Поставьте его в тот же цикл, где стоят абзацы списка."
                self._findings.add(errors.NO_LIST, message, tag.place, hint)

    def _restarts(self, root: Element) -> dict[int, list[Tag]]:
        """Return the restart tags by the number of the loop they stand in (0: none)."""
        found: dict[int, list[Tag]] = {}
        around: list[int] = [0]
        for marker in root.iter(etree.ProcessingInstruction):
            tag = self._tags.of(marker)
            if tag.kind == "block" and tag.word == "for":
                around.append(tag.number)
            elif tag.kind == "block" and tag.word == "endfor" and len(around) > 1:
                around.pop()
            elif tag.kind == "block" and tag.word == RESTART:
                found.setdefault(around[-1], []).append(tag)
        return found

    def _make_dynamic(self, paragraph: Element, restart: Tag) -> str:
        """Let a list paragraph take its list number at render time; return the number it had."""
        properties = paragraph.find(w("pPr"))
        own = properties.find(w("numPr")) if properties is not None else None
        level, number = _levels(own) if own is not None else self._by_style(properties)
        if number not in self._known:
            return ""
        tag = self._tags.new("value", "0", restart)
        tag.role, tag.subject = "number", number
        made = make("numPr")
        made.append(make("ilvl", val=level))
        made.append(make("numId", val=slot(tag)))
        put_property(child_first(paragraph, "pPr"), made, PARAGRAPH_PROPERTIES)
        return number

    def _by_style(self, properties: Element | None) -> tuple[str, str]:
        style = properties.find(w("pStyle")) if properties is not None else None
        return (
            self._styles.get(style.get(w("val"), ""), ("0", "")) if style is not None else ("0", "")
        )


def _levels(properties: Element) -> tuple[str, str]:
    level, number = properties.find(w("ilvl")), properties.find(w("numId"))
    return (
        level.get(w("val"), "0") if level is not None else "0",
        number.get(w("val"), "") if number is not None else "",
    )


def _numbered_styles(styles: Element | None) -> dict[str, tuple[str, str]]:
    """Return the list level and number of paragraph styles, by inheritance too."""
    found: dict[str, tuple[str, str]] = {}
    parents: dict[str, str] = {}
    for style in styles.findall(w("style")) if styles is not None else ():
        name, based = style.get(w("styleId"), ""), style.find(w("basedOn"))
        parents[name] = based.get(w("val"), "") if based is not None else ""
        own = style.find(f"{w('pPr')}/{w('numPr')}")
        if own is not None:
            level, number = _levels(own)
            found[name] = (level, number or found.get(parents[name], ("", ""))[1])
    for _ in range(10):
        for name, parent in parents.items():
            if name not in found and parent in found:
                found[name] = found[parent]
    return found
