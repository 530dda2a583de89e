"""A Word file as passages: what stands in each bookmark, and the paragraphs that have none."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from docgen.docx import normalise
from docgen.docx.errors import Findings
from docgen.docx.ooxml import Element, ancestor, is_w, w
from docgen.docx.reading import read
from docgen.records import Frozen

_WHITE = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}


class Passage(Frozen):
    """The words of a bookmark within one paragraph, or of a paragraph without bookmarks.

    `before` and `after` are what the paragraph says around the bookmark, up to the next one;
    `tabled` is whether it stands in a table. Bold and italic words stand between `**` and `*`;
    spaces are single.
    """

    mark: str
    style: str
    text: str
    before: str = ""
    after: str = ""
    tabled: bool = False


def passages(data: bytes, marks: Collection[str], file: str = "") -> tuple[Passage, ...]:
    """Read the body of a file, revisions accepted; only bookmarks of these names count.

    TemplateError says why a file cannot be read.
    """
    reader = _Reader(frozenset(marks))
    paragraphs = _body(data, file).iter(w("p"))
    return tuple(each for paragraph in paragraphs for each in reader.paragraph(paragraph))


def bookmarks(data: bytes, file: str = "") -> frozenset[str]:
    """Return the names of the bookmarks of a file; TemplateError says why it cannot be read."""
    root = _body(data, file)
    return frozenset(each.get(w("name"), "") for each in root.iter(w("bookmarkStart")))


def _body(data: bytes, file: str) -> Element:
    findings = Findings()
    opened = read(data, file, findings)
    findings.stop()
    assert opened is not None  # a file that cannot be read has findings
    root = opened.parts[opened.package.main]
    normalise.clean(root)
    return root


class _Reader:
    """Goes through paragraphs in order; a bookmark counts in the paragraph where it begins."""

    def __init__(self, marks: frozenset[str]) -> None:
        self._marks = marks
        self._seen: set[str] = set()

    def paragraph(self, paragraph: Element) -> Iterator[Passage]:
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        name = "" if style is None else style.get(w("val"), "")
        tabled = ancestor(paragraph, "tbl") is not None
        stretches = list(self._stretches(paragraph))
        marked = [number for number, (mark, _) in enumerate(stretches) if mark]
        if not marked:
            yield Passage("", name, _joined(piece for _, piece in stretches), tabled=tabled)
        for number in marked:
            mark, text = stretches[number]
            before = stretches[number - 1][1] if number == 1 else ""
            following = stretches[number + 1 : number + 2]
            after = following[0][1] if following and not following[0][0] else ""
            around = _joined([before]), _joined([after])
            yield Passage(mark, name, _joined([text]), *around, tabled=tabled)

    def _stretches(self, paragraph: Element) -> list[tuple[str, str]]:
        """Return the text of a paragraph cut where bookmarks begin and end."""
        found = [("", "")]
        opened: dict[str, str] = {}
        for node in paragraph.iter("*"):
            if is_w(node, "bookmarkStart") and self._begins(node.get(w("name"), "")):
                opened[node.get(w("id"), "")] = node.get(w("name"), "")
                found.append((node.get(w("name"), ""), ""))
            elif is_w(node, "bookmarkEnd") and opened.pop(node.get(w("id"), ""), ""):
                found.append(("", ""))
            elif is_w(node, "r") and next(node.iterancestors(w("p"))) is paragraph:
                found[-1] = (found[-1][0], found[-1][1] + _said(node))
        return [each for number, each in enumerate(found) if number == 0 or any(each)]

    def _begins(self, name: str) -> bool:
        if name not in self._marks or name in self._seen:
            return False
        self._seen.add(name)
        return True


def _said(run: Element) -> str:
    """Return the words of a run, with marks around what is bold or italic in it."""
    pieces = [node.text or "" if is_w(node, "t") else _WHITE.get(_local(node), "") for node in run]
    text = "".join(pieces).replace("\u00a0", " ").replace("\u00ad", "")
    marks = "".join(mark for name, mark in (("b", "**"), ("i", "*")) if _is_on(run, name))
    if not (marks and text.strip()):
        return text
    inner = text.strip()
    return text.replace(inner, f"{marks}{inner}{marks[::-1]}", 1)


def _is_on(run: Element, name: str) -> bool:
    found = run.find(f"{w('rPr')}/{w(name)}")
    return found is not None and found.get(w("val"), "1") not in ("0", "false", "off")


def _local(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _joined(pieces: Iterator[str] | list[str]) -> str:
    """Put pieces together: emphasis that goes on from one run to the next is one."""
    text = "".join(pieces).replace("****", "")
    return " ".join(text.split())
