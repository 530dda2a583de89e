"""Changes of words as Word's own tracked changes: what went is struck out, what came underlined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from difflib import SequenceMatcher
from itertools import count
from typing import Final

from docgen.docx import package
from docgen.docx.archive import Archive
from docgen.docx.errors import Findings
from docgen.docx.ooxml import (
    PARAGRAPH_PROPERTIES,
    XML_SPACE,
    Element,
    child_first,
    is_w,
    make,
    put_property,
    w,
)
from docgen.docx.reading import read
from docgen.records import Frozen

_WORD: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\s+|[^\s{]+|\{")


class Change(Frozen):
    """What became of the words of a bookmark, and who changed them."""

    was: str
    now: str
    author: str


def redlined(data: bytes, changes: Mapping[str, Change], file: str = "") -> bytes:
    """Return a copy whose bookmarks show changes of their words; TemplateError if unreadable."""
    findings = Findings()
    opened = read(data, file, findings)
    findings.stop()
    assert opened is not None  # a file that cannot be read has findings
    pack = opened.package
    root = opened.parts[pack.main]
    pen = _Pen()
    for mark in list(root.iter(w("bookmarkStart"))):
        change = changes.get(mark.get(w("name"), ""))
        if change is not None and change.was != change.now:
            pen.rewrite(mark, change)
    pack.members[pack.main] = package.xml_bytes(root)
    members = pack.plumbing() | {name: pack.members[name] for name in sorted(pack.members)}
    return Archive(members).with_members([])


class _Pen:
    """Writes tracked changes, each with a number of its own."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def rewrite(self, mark: Element, change: Change) -> None:
        """Show a change in the place of the runs of a bookmark."""
        runs = list(_runs(mark))
        look = runs[0].find(w("rPr")) if runs else None
        for run in runs:
            run.getparent().remove(run)  # type: ignore[union-attr]  # a run stands in a paragraph
        place = mark
        for made in self._pieces(change, look):
            place.addnext(made)
            place = made
        if not (change.was and change.now):
            self._whole(next(mark.iterancestors(w("p"))), change)

    def _pieces(self, change: Change, look: Element | None) -> Iterator[Element]:
        old, new = _WORD.findall(change.was), _WORD.findall(change.now)
        for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                yield _run("".join(old[i:j]), "t", look)
                continue
            for name, text, words in (("del", "delText", old[i:j]), ("ins", "t", new[k:m])):
                if words:
                    made = self._tracked(name, change.author)
                    made.append(_run("".join(words), text, look))
                    yield made

    def _whole(self, paragraph: Element, change: Change) -> None:
        """Track the paragraph itself if nothing else stands in it."""
        others = [each for each in paragraph.iter(w("t")) if each.text and not _is_new(each)]
        if not others:
            properties = child_first(paragraph, "pPr")
            letters = properties.find(w("rPr"))
            if letters is None:
                letters = make("rPr")
                put_property(properties, letters, PARAGRAPH_PROPERTIES)
            letters.insert(0, self._tracked("ins" if change.now else "del", change.author))

    def _tracked(self, name: str, author: str) -> Element:
        return make(name, id=str(next(self._numbers)), author=author)


def _runs(mark: Element) -> Iterator[Element]:
    """Yield the runs between the beginning and the end of a bookmark."""
    for each in mark.itersiblings():
        if is_w(each, "bookmarkEnd") and each.get(w("id")) == mark.get(w("id")):
            return
        if is_w(each, "r"):
            yield each


def _is_new(text: Element) -> bool:
    return next(text.iterancestors(w("ins")), None) is not None


def _run(words: str, name: str, look: Element | None) -> Element:
    run = make("r")
    if look is not None:
        run.append(deepcopy(look))
    text = make(name)
    text.text = words
    text.set(XML_SPACE, "preserve")
    run.append(text)
    return run
