"""Blocks that reach over several paragraphs: their edges are moved out, their nesting checked."""

from __future__ import annotations

from lxml import etree

from docgen.docx import errors
from docgen.docx.errors import Findings
from docgen.docx.ooxml import Element, is_w, remove, w
from docgen.docx.structure import CLOSERS, MIDDLES, OPENERS, add_after, leads, trails
from docgen.docx.tag import Tag, Tags

_Block = list[Element]


class Edges:
    """Moves a block's tags out of its first and last paragraphs when nothing visible is outside.

    «{% for x in xs %}– {{ x }}» in one paragraph with «{% endfor %}» at the end of a later one
    means what it seems to mean: these paragraphs repeat.
    """

    def __init__(self, tags: Tags) -> None:
        self._tags = tags

    def settle(self, root: Element) -> None:
        """Go through the blocks of a part, the outer before the inner."""
        for block in self._blocks(root):
            parents = [marker.getparent() for marker in block]
            homes = [self._home(marker, block) for marker in block]
            apart = any(parent is not parents[0] for parent in parents)
            if apart and homes[0] is not None and all(home is homes[0] for home in homes):
                for marker in block:
                    self._move(marker, block)

    def _blocks(self, root: Element) -> list[_Block]:
        """Return the markers of each closed block, in the order of the opening ones."""
        found: list[_Block] = []
        waiting: list[_Block] = []
        for marker in root.iter(etree.ProcessingInstruction):
            tag = self._tags.of(marker)
            if tag.kind == "block" and tag.word in OPENERS:
                waiting.append([marker])
                found.append(waiting[-1])
            elif tag.kind == "block" and tag.word in (*MIDDLES, *CLOSERS) and waiting:
                waiting[-1].append(marker)
                if tag.word in CLOSERS:
                    waiting.pop()
        return [block for block in found if self._tags.of(block[-1]).word in CLOSERS]

    def _home(self, marker: Element, block: _Block) -> Element | None:
        """Return the element among whose children the marker can stand."""
        parent = marker.getparent()
        if parent is None or not is_w(parent, "p"):
            return parent
        first, last = marker is block[0], marker is block[-1]
        fits = (not last and leads(marker, parent, self._tags)) or (
            not first and trails(marker, parent, self._tags)
        )
        return parent.getparent() if fits else None

    def _move(self, marker: Element, block: _Block) -> None:
        paragraph = next(marker.iterancestors(w("p")), None)
        if paragraph is None or marker.getparent() is not paragraph:
            return
        before = marker is not block[-1] and leads(marker, paragraph, self._tags)
        remove(marker)
        if before:
            paragraph.addprevious(marker)
        else:
            add_after(paragraph, marker)


class Nesting:
    """Checks that every opened block is closed, at the same level of the document."""

    def __init__(self, tags: Tags, findings: Findings) -> None:
        self._tags = tags
        self._findings = findings
        self._ending: set[int] = set()  # blocks that are in their last branch

    def check(self, root: Element) -> None:
        """Go through the statements of a part in reading order."""
        open_blocks: list[tuple[Tag, Element]] = []
        for marker in list(root.iter(etree.ProcessingInstruction)):
            tag = self._tags.of(marker)
            if tag.kind != "block":
                continue
            if tag.word in OPENERS:
                open_blocks.append((tag, marker))
            elif tag.word in MIDDLES:
                self._middle(tag, marker, open_blocks)
            elif tag.word in CLOSERS:
                self._close(tag, marker, open_blocks)
        for tag, _ in open_blocks:
            self._never_closed(tag)

    def _never_closed(self, tag: Tag) -> None:
        what = {"for": "Открыт цикл", "if": "Открыто условие"}.get(tag.word, "Открыт блок")
        message = f"{what} {tag.text}, но не закрыт."
        hint = f"Добавьте {{% {OPENERS[tag.word]} %}} там, где блок кончается."
        self._findings.add(errors.BLOCK_NOT_CLOSED, message, tag.place, hint)

    def _middle(self, tag: Tag, marker: Element, open_blocks: list[tuple[Tag, Element]]) -> None:
        if not open_blocks or open_blocks[-1][0].word not in MIDDLES[tag.word]:
            message = f"Тег {tag.text} стоит вне условия."
            hint = "Он должен стоять между {% if … %} и {% endif %}."
            self._findings.add(errors.BLOCK_NOT_OPENED, message, tag.place, hint)
            return
        opener = open_blocks[-1][0]
        if opener.number in self._ending:
            message = f"Тег {tag.text} стоит после {{% else %}}: он начал бы ещё одну ветвь."
            hint = "Ветви пишут в порядке if, elif, else; лишнюю уберите."
            self._findings.add(errors.BLOCK_NOT_OPENED, message, tag.place, hint)
        elif tag.word == "else":
            self._ending.add(opener.number)
        self._same_level(open_blocks[-1], tag, marker)

    def _close(self, tag: Tag, marker: Element, open_blocks: list[tuple[Tag, Element]]) -> None:
        word = CLOSERS[tag.word]
        if open_blocks and open_blocks[-1][0].word == word:
            self._same_level(open_blocks.pop(), tag, marker)
            return
        if any(opened.word == word for opened, _ in open_blocks):
            while open_blocks[-1][0].word != word:
                self._never_closed(open_blocks.pop()[0])
            open_blocks.pop()
            return
        message = f"Тег {tag.text} ничего не закрывает: перед ним нет {{% {word} … %}}."
        hint = "Удалите лишний тег или допишите начало блока."
        self._findings.add(errors.BLOCK_NOT_OPENED, message, tag.place, hint)

    def _same_level(self, opened: tuple[Tag, Element], tag: Tag, marker: Element) -> None:
        start, opener = opened
        if opener.getparent() is marker.getparent():
            return
        message = (
            f"Блок {start.text} открыт и продолжен ({tag.text}) в разных местах: "
            f"начало – {start.place.spot}."
        )
        hint = (
            "Оба тега должны стоять в одном абзаце, или каждый в отдельном абзаце одной ячейки, "
            "или с буквами tr (строка), tc (ячейка), p (абзац)."
        )
        self._findings.add(errors.BLOCK_CROSSES, message, tag.place, hint)
