"""The words of an edited manuscript: which changed, went, came or moved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import count
from typing import Final

from docgen.clauses import Clause, Node, Section, Words
from docgen.clauses.words import below as held_by
from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.docx.passages import Passage
from docgen.docx.quotes import straighten
from docgen.records import Frozen, replace
from docgen.studio.manuscript import item_key
from docgen.studio.versions import shortened

LIKE: Final = 0.6  # from this likeness on, a paragraph is a clause that has lost its bookmark
_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


class _Step(Frozen):
    """A passage of the edited file: a text that was known, or a new one."""

    key: str
    text: str
    item: bool = False
    style: str = ""
    tabled: bool = False

    @property
    def clause(self) -> str:
        """The id of the clause, section or paragraph that the passage belongs to."""
        return re.split("[#~]", self.key, maxsplit=1)[0]


class Edition:
    """The words of a kind as an edited manuscript has them."""

    def __init__(
        self,
        words: Words,
        names: dict[str, str],
        printed: Sequence[Passage],
        edited: Sequence[Passage],
    ) -> None:
        self._words = words
        self._names = names
        self._printed = {names[each.mark]: each for each in printed if each.mark}
        self._around = [each for each in printed if not each.mark]
        self._own = Counter(_unpaged(each.text) for each in self._around)
        self._clause_styles = {_bare(each.style) for each in printed if each.mark}
        self._tabled = any(each.tabled for each in printed if each.mark)
        self._item_styles = {each.style for key, each in self._printed.items() if "#" in key}
        self._found: list[Diagnostic] = []
        self._steps = list(self._of_texts(self._matched(list(self._known(edited)))))

    @property
    def report(self) -> Report:
        """What a person should look at."""
        return Report(self._found)

    def words(self) -> Words:
        """Return the words with everything that the file changes."""
        words = self._words
        for clause in [node for _, node in words.nodes() if isinstance(node, Clause) and node.id]:
            words = self._with_items(words, clause)
        for step in self._steps:
            words = self._with_text(words, step)
        words = self._moved(words)
        words = self._with_new(words)
        for key in self._gone():
            words = words.changed(key, lambda _: ())
        return words

    def _known(self, edited: Sequence[Passage]) -> Iterator[_Step]:
        """Yield what of the file concerns the texts; what the template itself prints does not."""
        for passage in edited:
            key = self._names.get(passage.mark, "")
            if key:
                yield _Step(key, self._text(passage, self._printed[key]))
            elif self._own[_unpaged(passage.text)]:
                self._own[_unpaged(passage.text)] -= 1
            elif passage.text:
                item = passage.style in self._item_styles
                yield _Step("", _straight(passage.text), item, passage.style, passage.tabled)

    def _text(self, passage: Passage, printed: Passage) -> str:
        """Return the words of a bookmark with what was typed at its very beginning or end."""
        before = "" if printed.before else passage.before
        after = "" if printed.after else passage.after
        text = " ".join(filter(None, (before, passage.text, after)))
        return _straight(re.sub(r" ([,.;:!?)»])", r"\1", text) if before or after else text)

    def _matched(self, steps: list[_Step]) -> list[_Step]:
        """Give new passages that are like lost texts the keys of those, the likest first."""
        lost = set(self._printed) - {step.key for step in steps}
        pairs = sorted(
            (
                (_likeness(self._printed[key].text, step.text), n, key)
                for n, step in enumerate(steps)
                if not step.key
                for key in lost
            ),
            reverse=True,
        )
        taken: set[object] = set()
        for likeness, n, key in pairs:
            if likeness >= LIKE and not {n, key} & taken:
                taken |= {n, key}
                steps[n] = replace(steps[n], key=key)
                self._found.append(_alike(key, likeness))
        return steps

    def _of_texts(self, steps: list[_Step]) -> Iterator[_Step]:
        """Yield what concerns the texts; changed words of the template itself are told."""
        gone = [each for each in self._around if each.text and self._own[_unpaged(each.text)]]
        known = False
        for step in steps:
            known = known or bool(step.key)
            if step.key or (known and self._is_new(step, gone)):
                yield step
            else:
                self._found.append(_of_template(step.text))

    def _is_new(self, step: _Step, gone: Sequence[Passage]) -> bool:
        """Whether words are a new text; in a table they are none where no text stands in one."""
        in_place = self._tabled or not step.tabled
        return in_place and not any(self._was(each, step) for each in gone)

    def _was(self, printed: Passage, step: _Step) -> bool:
        """Whether the template printed these words, or others in a style that no clause has."""
        style = _bare(printed.style)
        alone = style == _bare(step.style) and style not in self._clause_styles
        return alone or _likeness(printed.text, step.text) >= LIKE

    def _gone(self) -> Iterator[str]:
        """Yield the clauses and sections whose paragraphs are no longer there.

        What still holds something stays: only its own line was lost, and nobody meant the rest.
        """
        there = {step.clause for step in self._steps if step.key}
        for _, node in self._words.nodes():
            if node.id not in self._printed or node.id in there:
                continue
            if any(each.id in there for each in held_by(node)):
                self._found.append(_headless(node))
            else:
                self._found.append(_removed(node))
                yield node.id

    def _with_text(self, words: Words, step: _Step) -> Words:
        if not step.key or "#" in step.key or step.text == self._printed[step.key].text:
            return words
        field = "title" if step.key.endswith("~title") else "text"

        def change(node: Node) -> tuple[Node]:
            name = "title" if isinstance(node, Section) else field
            return (replace(node, **{name: step.text}),)

        return words.changed(step.clause, change)

    def _with_items(self, words: Words, clause: Clause) -> Words:
        """Return the words with a clause's list as the file has it; unprinted items stay."""
        items = {item_key(clause, n): each for n, each in enumerate(clause.items)}
        if not any(key in self._printed for key in items):
            items = {}
        made = tuple(
            replace(items[step.key], text=step.text)
            if step.key in items and step.text != self._printed[step.key].text
            else items.get(step.key, Clause("", step.text))
            for step in self._items_of(clause)
        )
        if not made and not items:
            return words
        return words.changed(clause.id, lambda node: (replace(node, items=made),))

    def _items_of(self, clause: Clause) -> Iterator[_Step]:
        """Yield the items that stand under a clause in the file, new ones among them."""
        last = ""
        for step in self._steps:
            own = step.clause if "#" in step.key else last if step.item and not step.key else ""
            if own == clause.id:
                yield step
            last = step.clause or last

    def _moved(self, words: Words) -> Words:
        """Return the words with clauses in the order of the file, each list by itself."""
        order = {step.key: n for n, step in enumerate(self._steps) if step.key}

        def sorted_(nodes: tuple[Clause, ...]) -> tuple[Clause, ...]:
            inner = tuple(replace(each, clauses=sorted_(each.clauses)) for each in nodes)
            placed = [each for each in inner if each.id in order]
            following = iter(sorted(placed, key=lambda each: order[each.id]))
            return tuple(next(following) if each.id in order else each for each in inner)

        sections = (replace(each, clauses=sorted_(each.clauses)) for each in words.sections)
        return replace(words, sections=tuple(sections))

    def _with_new(self, words: Words) -> Words:
        """Return the words with new clauses behind those that they follow in the file."""
        taken = {identifier for identifier, _ in words.ids()}
        added: dict[str, list[Clause]] = {}
        last = ""
        for step in self._steps:
            if step.key:
                last = step.clause
            elif last and not (step.item and self._lists(words, last)):
                name = _fresh(taken, last)
                taken.add(name)
                added.setdefault(last, []).append(Clause(name, step.text))
        for identifier, clauses in added.items():
            words = _behind(words, identifier, clauses)
        return words

    def _lists(self, words: Words, identifier: str) -> bool:
        """Whether a new item belongs to what has this id: a clause, not a section."""
        found = words.find(identifier)
        return found is not None and isinstance(found[1], Clause)


def _bare(style: str) -> str:
    """Return the id of a style as every program writes it: LibreOffice leaves out points."""
    return re.sub(r"[\W_]", "", style)


def _unpaged(text: str) -> str:
    """Return a line as plain words, without the number of a page at its end: it is counted anew."""
    plain = text.replace("*", "")
    return re.sub(r"\s*(\d+|…)$", "", plain) or plain


def _likeness(one: str, two: str) -> float:
    """Return how like two texts are; what is unlike is found out fast."""
    matcher = SequenceMatcher(None, one, two)
    fast = matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE
    return matcher.ratio() if fast else 0.0


def _behind(words: Words, identifier: str, added: Sequence[Clause]) -> Words:
    """Return the words with clauses after another one, or first in a section."""

    def change(node: Node) -> tuple[Node, ...]:
        if isinstance(node, Section):
            return (replace(node, clauses=(*added, *node.clauses)),)
        return (node, *added)

    return words.changed(identifier, change)


def _fresh(taken: Container[str], beside: str) -> str:
    """Return an id that nothing has: «general.own-1»."""
    stem = beside.partition(".")[0]
    return next(name for n in count(1) if (name := f"{stem}.own-{n}") not in taken)


def _straight(text: str) -> str:
    """Return a text whose tags have straight quotes again: Word curls what a person retypes."""
    return _TAG.sub(lambda tag: straighten(tag[0])[0], text)


def _alike(key: str, likeness: float) -> Diagnostic:
    return _doubt(
        "DG290",
        f"Закладка пункта «{key}» пропала; он узнан по словам, сходство {likeness:.0%}.",
        "Проверьте, тот ли это пункт.",
    )


def _of_template(text: str) -> Diagnostic:
    return _doubt(
        "DG259",
        f"Слова «{shortened(text)}» печатает сам шаблон, а не пункт: они не приняты.",
        "Их правят в шаблоне: docgen template take. Новый пункт ставят после пункта.",
    )


def _removed(node: Node) -> Diagnostic:
    return _doubt(
        "DG291",
        f"Пункта «{node.id}» в файле нет: он будет убран.",
        "Если он нужен, верните абзац и повторите.",
    )


def _headless(node: Node) -> Diagnostic:
    return _doubt(
        "DG291",
        f"Строки «{node.id}» в файле нет, а то, что к ней относится, осталось: оставлена прежняя.",
        "Чтобы убрать её, уберите и всё, что под ней, или переставьте это в другое место.",
    )


def _doubt(code: str, message: str, hint: str) -> Diagnostic:
    """Return a finding of something that was read, and that somebody should look at."""
    return Diagnostic(code, message, hint=hint, severity=Severity.WARNING)
