"""A Word file as its versions are compared: blocks of text, styles, pages with their margins.

What two programs write differently and show alike is alike here: LibreOffice names styles in its
own way, repeats in a paragraph what its style says, and rounds lengths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

from docgen.docx import normalise, package
from docgen.docx.archive import Archive
from docgen.docx.errors import Findings
from docgen.docx.ooxml import Element, is_w, w
from docgen.docx.reading import Read, read
from docgen.docx.view import lines_of
from docgen.norms.counting import Lists
from docgen.norms.formatting import Formatting, Look, paragraph_look
from docgen.norms.measures import value
from docgen.records import Frozen
from docgen.studio.deviation import DIRECT, IN_STYLES, boxed, deviation, painted, rounded

LIKE: Final = 0.5  # from this likeness on, a block that differs is the same block changed
_STYLED: Final = ("pStyle", "rStyle", "tblStyle", "basedOn", "link", "next")
_REACH: Final = 20  # blocks: how far a changed one is looked for, in a file of thousands too
_NEAR: Final = 0.2  # millimetres, of a page
_TAG: Final = re.compile(r"\[[^]]*\] (\{%\w* .*%\})$")
_TOLD: Final = 60  # letters
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")


class Block(Frozen):
    """A paragraph or a table of the main text: what it says, and how it looks apart from styles."""

    element: Element
    lines: tuple[str, ...]
    direct: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """What makes the block another one."""
        return (*map(_untitled, self.lines), *self.direct)

    @property
    def text(self) -> str:
        """What the block says, as the text view shows it."""
        return "\n".join(self.lines)

    @property
    def label(self) -> str:
        """What people call the block: its first words."""
        shown = (_words(line) for line in self.lines)
        words = next(filter(None, shown), "без слов")
        what = "таблица" if is_w(self.element, "tbl") else "абзац"
        return f"{what} «{shortened(words)}»"


class Page(Frozen):
    """A section: its sheet in words of the text view, and what stands in its margins."""

    element: Element
    sheet: tuple[str, ...]
    margins: Mapping[str, tuple[str, ...]]

    def sheet_is(self, other: Page) -> bool:
        """Whether two sheets are alike to the eye."""
        one, two = self._seen(), other._seen()
        return len(one) == len(two) and all(map(near, one, two))

    def _seen(self) -> list[str]:
        """Return the sheet without the place of a header that is not there."""
        headed = any(name.startswith("@header") for name in self.margins)
        return [word for word in self.sheet if headed or not word.startswith("header=")]


class Style(Frozen):
    """What a style adds to the one it is based on."""

    element: Element
    name: str
    based: str
    look: Look

    def is_like(self, other: Style) -> bool:
        """Whether two styles set text alike."""
        return self.based == other.based and not deviation(self.look, other.look)


class Version:
    """One version of a Word file, revisions accepted; TemplateError if it cannot be read."""

    def __init__(self, data: bytes, file: str = "") -> None:
        findings = Findings()
        opened = read(data, file, findings)
        findings.stop()
        assert opened is not None  # a file that cannot be read has findings
        self.opened: Read = opened
        for root in opened.parts.values():
            if is_w(root, "document", "hdr", "ftr"):
                normalise.clean(root)

    @property
    def root(self) -> Element:
        """The main text."""
        return self.opened.parts[self.opened.package.main]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the main text, in order."""
        return tuple(
            Block(element, lines, tuple(self._direct(element)))
            for element, lines in lines_of(self.opened.package, self.opened.parts)
            if is_w(element, "p", "tbl")
        )

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The sections, in order; one that does not say its margins has those of the one before."""
        shown = lines_of(self.opened.package, self.opened.parts)
        told: dict[str, tuple[str, ...]] = {}
        found = []
        for element, lines in shown:
            if is_w(element, "sectPr"):
                told = told | _margins(lines[1:])
                found.append(_page(element, tuple(lines[0].split()), told))
        return tuple(found)

    @cached_property
    def styles(self) -> Mapping[str, Style]:
        """The styles of paragraphs and letters, by name."""
        found = (self._style(each) for each in self.all_styles("paragraph", "character"))
        return {each.name: each for each in found}

    def all_styles(self, *kinds: str) -> Iterator[Element]:
        """Yield the style elements of these kinds."""
        root = self.opened.related("styles")
        for each in root.iterfind(w("style")) if root is not None else ():
            if each.get(w("type"), "paragraph") in kinds:
                yield each

    @cached_property
    def style_names(self) -> Mapping[str, str]:
        """The names of all styles, by id."""
        kinds = ("paragraph", "character", "table", "numbering")
        return {each.get(w("styleId"), ""): style_name(each) for each in self.all_styles(*kinds)}

    @cached_property
    def lists(self) -> Mapping[str, str]:
        """The number of the list that each numbered style counts in, by the name of the style."""
        return {
            style_name(each): number.get(w("val"), "")
            for each in self.all_styles("paragraph")
            for number in each.iterfind(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        }

    def same_as(self, other: Version) -> bool:
        """Whether a person sees the same file, whichever program saved it."""
        return (
            [each.key for each in self.blocks] == [each.key for each in other.blocks]
            and len(self.pages) == len(other.pages)
            and all(map(_same_page, self.pages, other.pages))
            and all(_same_style(self, other, name) for name in {*self.styles, *other.styles})
        )

    def packed(self) -> bytes:
        """Return the file with its main text as it is now."""
        pack = self.opened.package
        pack.members[pack.main] = package.xml_bytes(self.root)
        members = pack.plumbing()
        members.update((name, pack.members[name]) for name in sorted(pack.members))
        return Archive(members).with_members([])

    def name_styles_as(self, other: Version) -> None:
        """Call styles by the ids that another file has for them."""
        ids = {name: each for each, name in other.style_names.items()}
        new = {each: ids[name] for each, name in self.style_names.items() if name in ids}
        for style in self.all_styles("paragraph", "character", "table", "numbering"):
            key = style.get(w("styleId"), "")
            style.set(w("styleId"), new.get(key, key))
        for root in self.opened.parts.values():
            for use in root.iter(*map(w, _STYLED)):
                use.set(w("val"), new.get(use.get(w("val"), ""), use.get(w("val"), "")))
        for known in ("style_names", "formatting", "styles"):
            self.__dict__.pop(known, None)
        self.keep_styles()

    def keep_styles(self) -> None:
        """Put the styles as they are now into the package."""
        pack = self.opened.package
        for member in pack.targets(pack.main, "styles"):
            pack.members[member] = package.xml_bytes(self.opened.parts[member])

    @cached_property
    def formatting(self) -> Formatting:
        """What styles, lists and the theme say."""
        styles = self.opened.related("styles")
        lists = Lists(self.opened.related("numbering"), styles)
        return Formatting(styles, self.opened.related("theme"), lists.levels())

    def _style(self, element: Element) -> Style:
        based = value(element, "basedOn")
        known = self.formatting.style(element.get(w("styleId"), ""))
        ground = {**self.formatting.base_paragraph, **self.formatting.base_letters}
        below = self.formatting.style(based) if based else None
        under = {**ground, **below.paragraph, **below.letters} if below else {}
        whole = {**ground, **known.paragraph, **known.letters}
        look = deviation(whole, under, IN_STYLES)
        look |= painted(element.find(w("rPr"))) | boxed(element.find(w("pPr")))
        return Style(element, style_name(element), self.style_names.get(based, ""), look)

    def _direct(self, block: Element) -> Iterator[str]:
        """Yield what the paragraphs of a block look like where their styles do not say it."""
        for paragraph in block.iter(w("p")):
            text = "".join(each.text or "" for each in paragraph.iter(w("t")))
            if not text.lstrip().startswith(("{%p", "{%tr", "{%tc")):
                yield from self._direct_look(paragraph)
        if block.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            yield "@section"

    def _direct_look(self, paragraph: Element) -> Iterator[str]:
        looks = self.formatting
        style = looks.style_of(paragraph)
        below = {**looks.base_paragraph, **style.paragraph}
        own = deviation(paragraph_look(paragraph.find(w("pPr"))), below, DIRECT, told=True)
        yield from (f"{name}={rounded(name, own[name])}" for name in sorted(own))
        letters = {**looks.base_letters, **style.letters}
        for run in paragraph.iter(w("r")):
            text = "".join(each.text or "" for each in run.iter(w("t")))
            properties = run.find(w("rPr"))
            said = deviation(looks.letters_of(properties), letters, DIRECT, told=True)
            said |= painted(properties)
            if said and text.strip():
                shown = " ".join(f"{name}={rounded(name, said[name])}" for name in sorted(said))
                yield f"{shown}: {text.strip()}"


def became(base: Sequence[Block], other: Sequence[Block]) -> dict[int, int]:
    """Return which block of another version each block of the first has become."""
    matcher = SequenceMatcher(
        None, [each.key for each in base], [each.key for each in other], autojunk=False
    )
    pairs: dict[int, int] = {}
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            pairs.update(zip(range(first, last), range(start, end), strict=True))
        elif tag == "replace":
            pairs.update(_likest(base, other, range(first, last), range(start, end)))
    return pairs


def shortened(text: str) -> str:
    """Return the first words of a text, as many as a message has room for."""
    return text if len(text) <= _TOLD else f"{text[: _TOLD - 1].rstrip()}…"


def style_name(style: Element) -> str:
    """Return the name of a style, by which programs know it whatever its id."""
    return value(style, "name") or style.get(w("styleId"), "")


def _likest(
    base: Sequence[Block], other: Sequence[Block], old: range, new: range
) -> dict[int, int]:
    """Pair blocks that are like one another, the likest first, none past another."""
    near_by = ((i, j) for i in old for j in new if abs(i - old.start - j + new.start) <= _REACH)
    found = sorted(((_likeness(base[i], other[j]), -i, -j) for i, j in near_by), reverse=True)
    pairs: dict[int, int] = {}
    for likeness, i, j in ((ratio, -a, -b) for ratio, a, b in found):
        crossed = any((i <= a) != (j <= b) or i == a or j == b for a, b in pairs.items())
        if likeness >= LIKE and not crossed:
            pairs[i] = j
    return pairs


def _likeness(one: Block, two: Block) -> float:
    if one.element.tag != two.element.tag:
        return 0.0
    matcher = SequenceMatcher(None, one.text, two.text)
    return matcher.ratio() if matcher.quick_ratio() >= LIKE else 0.0


def _page(element: Element, sheet: tuple[str, ...], told: Mapping[str, tuple[str, ...]]) -> Page:
    """Return a section with the margins that print something on its pages."""
    apart = "title" in sheet
    margins = {
        name: lines
        for name, lines in told.items()
        if (apart or not name.endswith("first")) and any(map(_words, lines))
    }
    return Page(element, sheet, margins)


def _margins(lines: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return what each header and footer of a section shows."""
    margins: dict[str, tuple[str, ...]] = {}
    for line in lines:
        name, _, shown = _margin_name(line)
        margins[name] = (*margins.get(name, ()), _untitled(shown))
    return margins


def _margin_name(line: str) -> tuple[str, str, str]:
    """Part «@header first [Header] …» into the name of the margin and what it shows."""
    words = line.split(" ", 2)
    long = len(words) > 1 and words[1] in ("first", "even")
    return (" ".join(words[:2]), " ", words[-1]) if long else line.partition(" ")


def _same_page(one: Page, two: Page) -> bool:
    return one.sheet_is(two) and one.margins == two.margins


def _same_style(one: Version, two: Version, name: str) -> bool:
    """Whether a style is the same; one that only one version has matters if it is used."""
    first, second = one.styles.get(name), two.styles.get(name)
    return first.is_like(second) if first and second else True


def near(one: str, two: str) -> bool:
    """Whether two words are the same but for a rounded length: «20» and «header=20.1»."""
    name, _, first = one.rpartition("=")
    other, _, second = two.rpartition("=")
    if name == other and _NUMBER.fullmatch(first) and _NUMBER.fullmatch(second):
        return abs(float(first) - float(second)) <= _NEAR
    return one == two


def _untitled(line: str) -> str:
    """Return a line of the view without the style of a paragraph that is only a tag."""
    return _TAG.sub(r"\1", line)


def _words(line: str) -> str:
    if line.startswith("@"):
        return ""
    words = re.sub(r"^\|?\s*(\S+=\S+ )*(\[[^]]*\])?\s*", "", line)
    return re.sub(r"</?(b|i|u|tab|br|nbsp)>", " ", words).strip(" _")
