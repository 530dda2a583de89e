"""Three versions of a Word file put together: what it was, what it is below now, and the own one.

The own file stays what it is: blocks, styles, sheets and margins that changed only below are
brought into it; where both have changed, the own stays and a person is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Final

from docgen.docx import package
from docgen.docx.graft import Graft, with_namespaces
from docgen.docx.ooxml import Element, is_w, local, make, remove, w
from docgen.records import Frozen
from docgen.studio.margins import MARGINS, set_margin
from docgen.studio.verdicts import Outcome, Verdict
from docgen.studio.versions import Block, Page, Style, Version, became, style_name

_BESIDE: Final = ("commentRangeStart", "commentRangeEnd", "commentReference")
_UNMOVED: Final = ("footnoteReference", "endnoteReference", "object")
_REFERENCES: Final = ("headerReference", "footerReference")
_LOOKS: Final = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")
_SHOWN: Final = 600  # letters of a table in a comment
_Blocks = Sequence[Block]
_Pages = Sequence[Page]


class Merged(Frozen):
    """A file put together, what became of each part of it, and comments by number of paragraph."""

    data: bytes
    verdicts: tuple[Verdict, ...]
    notes: Mapping[int, Sequence[str]]


def merged(base: Version, below: Version, own: Version) -> Merged:
    """Bring into the own version what changed only below; the versions are used up."""
    return _Merge(base, below, own).result()


class _Merge:
    """One merge; the tree of the own version is changed as it goes."""

    def __init__(self, base: Version, below: Version, own: Version) -> None:
        self._pack = own.opened.package
        self._root = with_namespaces(own.root, dict(below.root.nsmap))
        own.opened.parts[self._pack.main] = self._root
        self._base, self._below, self._own = base, below, own
        self._coming = below.blocks
        self._pages = base.pages, below.pages, own.pages
        self._styles = base.styles, below.styles, own.styles
        self._lists = {
            number: own.lists[name] for name, number in below.lists.items() if name in own.lists
        }
        below.name_styles_as(own)
        self._brought = 0
        self._verdicts: list[Verdict] = []
        self._notes: list[tuple[Element, list[str]]] = []

    def result(self) -> Merged:
        """Merge everything and pack the file."""
        self._merge_styles()
        self._merge_blocks(self._base.blocks, self._coming, self._own.blocks)
        self._merge_pages(*self._pages)
        _renumber_bookmarks(self._root)
        numbers = {each: number for number, each in enumerate(self._root.iter(w("p")))}
        notes: dict[int, list[str]] = {}
        for element, lines in self._notes:
            notes.setdefault(numbers.get(element, 0), []).extend(lines)
        return Merged(self._own.packed(), tuple(self._verdicts), notes)

    # blocks

    def _merge_blocks(self, base: _Blocks, below: _Blocks, own: _Blocks) -> None:
        mine, theirs = became(base, own), became(base, below)
        new, coming = _inserted(mine, len(own)), _inserted(theirs, len(below))
        cursor = self._add(None, [own[j] for j in new.get(-1, ())], _at(coming, -1, below))
        for number, was in enumerate(base):
            kept = own[mine[number]] if number in mine else None
            now = below[theirs[number]] if number in theirs else None
            cursor = self._merge_block(was, kept, now, cursor)
            added = [own[j] for j in new.get(number, ())]
            cursor = self._add(cursor, added, _at(coming, number, below))

    def _add(
        self, cursor: Element | None, own: Sequence[Block], coming: Sequence[Block]
    ) -> Element | None:
        """Put what is new below after what is new in the own file; return the last block."""
        if own:
            cursor = own[-1].element
            self._verdicts += [Verdict(Outcome.KEPT, each.label, own=each.text) for each in own]
        known = {each.key for each in own}
        for block in coming:
            made = self._bring(block) if block.key not in known else None
            if made is not None:
                cursor = self._behind(cursor, made)
                self._tell(Outcome.TAKEN, block.label, None, block, None)
        return cursor

    def _merge_block(
        self, was: Block, own: Block | None, now: Block | None, cursor: Element | None
    ) -> Element | None:
        here = own.element if own else cursor
        if _key(own) == _key(now):
            return here
        if _key(now) == was.key:
            self._tell(Outcome.KEPT, was.label, was, now, own)
        elif _key(own) != was.key or own is None:
            self._clash(was, own, now, here)
        elif now is None:
            self._tell(Outcome.TAKEN, was.label, was, now, own)
            if not _ends_section(own.element):
                remove(own.element)
                return cursor
        else:
            return self._replaced(was, own, now)
        return here

    def _replaced(self, was: Block, own: Block, now: Block) -> Element:
        made = self._bring(now)
        if made is None:
            self._clash(was, own, now, own.element)
            return own.element
        _keep_section(own.element, made)
        parent = own.element.getparent()
        assert parent is not None  # a block stands in the body
        parent.replace(own.element, made)
        self._tell(Outcome.TAKEN, was.label, was, now, own)
        return made

    def _clash(
        self, was: Block, own: Block | None, now: Block | None, here: Element | None
    ) -> None:
        self._tell(Outcome.DECIDE, was.label, was, now, own)
        said = _cut(now.text) if now else "(в новом шаблоне этого нет)"
        gone = "" if own else f"У вас этого нет: {was.label}."
        self._note(here, ["Это изменили и вы, и набор под вами. Оставлено ваше.", gone, said])

    def _behind(self, cursor: Element | None, made: Element) -> Element:
        if cursor is None:
            self._body.insert(0, made)
        else:
            cursor.addnext(made)
        return made

    @property
    def _body(self) -> Element:
        body = self._root.find(w("body"))
        return body if body is not None else self._root

    # what is moved

    def _bring(self, block: Block) -> Element | None:
        """Return a copy of a block below, fit for the own file; None if it cannot be moved."""
        if any(True for _ in block.element.iter(*map(w, _UNMOVED))):
            return None
        holder = make("body")
        holder.append(deepcopy(block.element))
        for each in list(holder.iter(*map(w, _BESIDE))):
            remove(each)
        refused: list[str] = []
        self._graft(refused.append)(self._root, holder, self._below.opened.package.main)
        return None if refused else holder[0]

    def _graft(self, refuse: Callable[[str], None]) -> Callable[[Element, Element, str], None]:
        """Return what carries blocks over: lists that both files have stay one list."""
        source = self._below.opened.package
        self._brought += 1
        graft = Graft(
            self._pack, self._pack.main, source, mark=f"new{self._brought}", refuse=refuse
        )

        def bring(root: Element, holder: Element, origin: str) -> None:
            known = [
                (each, self._lists[each.get(w("val"), "")])
                for each in holder.iter(w("numId"))
                if each.get(w("val"), "") in self._lists
            ]
            for each, _ in known:
                each.set(w("val"), "0")
            graft.bring(root, holder, origin)
            for each, number in known:
                each.set(w("val"), number)

        return bring

    # styles

    def _merge_styles(self) -> None:
        sheet = self._own.opened.related("styles")
        if sheet is None:
            return
        was, now, own = self._styles
        for name in sorted({*was, *now}):
            self._merge_style(sheet, was.get(name), now.get(name), own.get(name))
        self._take_table_styles()
        self._own.keep_styles()

    def _merge_style(
        self, sheet: Element, was: Style | None, now: Style | None, own: Style | None
    ) -> None:
        if now is None or (was and now.is_like(was)):
            return
        label = f"стиль «{now.name}»"
        if own is None:
            if was is None and (made := self._fit_style(now.element)) is not None:
                sheet.append(made)
                self._verdicts.append(Verdict(Outcome.TAKEN, label))
        elif now.is_like(own):
            return
        elif was and own.is_like(was) and (made := self._fit_style(now.element)) is not None:
            _dress(own.element, made)
            self._verdicts.append(Verdict(Outcome.TAKEN, label, was=_said(was), now=_said(now)))
        else:
            verdict = Verdict(
                Outcome.DECIDE, label, _said(was) if was else "", _said(now), _said(own)
            )
            self._verdicts.append(verdict)

    def _fit_style(self, style: Element) -> Element | None:
        """Return a copy of a style for the own file; None if its list is not there."""
        made = deepcopy(style)
        if w("default") in made.attrib:
            del made.attrib[w("default")]
        for number in made.iter(w("numId")):
            if number.get(w("val"), "") not in self._lists:
                return None
            number.set(w("val"), self._lists[number.get(w("val"), "")])
        return made

    def _take_table_styles(self) -> None:
        """Take the looks of tables that the own file has as they were."""
        was, now, own = (
            {style_name(each): each for each in version.all_styles("table")}
            for version in (self._base, self._below, self._own)
        )
        for name in sorted({*was} & {*now} & {*own}):
            old, new, mine = (_serial(each[name]) for each in (was, now, own))
            if old == mine and new != old:
                _dress(own[name], deepcopy(now[name]))
                self._verdicts.append(Verdict(Outcome.TAKEN, f"стиль таблицы «{name}»"))

    # pages

    def _merge_pages(self, base: _Pages, below: _Pages, own: _Pages) -> None:
        if len(base) == len(below) == len(own):
            for was, now, mine in zip(base, below, own, strict=True):
                self._merge_sheet(was, now, mine)
                for name in sorted({*was.margins, *now.margins, *mine.margins}):
                    self._merge_margin(name, was, now, mine)

    def _merge_sheet(self, was: Page, now: Page, own: Page) -> None:
        if now.sheet_is(was) or now.sheet_is(own):
            return
        told = (" ".join(each.sheet[1:]) for each in (was, now, own))
        if own.sheet_is(was):
            _set_sheet(own.element, now.element)
            self._verdicts.append(Verdict(Outcome.TAKEN, "лист и поля", *told))
        else:
            self._verdicts.append(Verdict(Outcome.DECIDE, "лист и поля", *told))

    def _merge_margin(self, name: str, was: Page, now: Page, own: Page) -> None:
        old, new, mine = (each.margins.get(name, ()) for each in (was, now, own))
        if new in (old, mine):
            return
        label = MARGINS.get(name, name)
        told = ("\n".join(old), "\n".join(new), "\n".join(mine))
        if mine == old and set_margin(name, (self._below, now), (self._own, own)):
            self._verdicts.append(Verdict(Outcome.TAKEN, label, *told))
        else:
            self._verdicts.append(Verdict(Outcome.DECIDE, label, *told))

    # telling

    def _tell(
        self, outcome: Outcome, label: str, was: Block | None, now: Block | None, own: Block | None
    ) -> None:
        texts = (_cut(each.text) if each else "" for each in (was, now, own))
        self._verdicts.append(Verdict(outcome, label, *texts))

    def _note(self, block: Element | None, lines: list[str]) -> None:
        place = next(block.iter(w("p")), None) if block is not None else None
        anchor = place if place is not None else next(self._root.iter(w("p")), None)
        if anchor is not None:
            self._notes.append((anchor, [line for line in lines if line]))


def _inserted(pairs: Mapping[int, int], count: int) -> dict[int, list[int]]:
    """Return the blocks that no block of the base became, by the one they come after."""
    back = {new: old for old, new in pairs.items()}
    found: dict[int, list[int]] = {}
    last = -1
    for number in range(count):
        if number in back:
            last = back[number]
        else:
            found.setdefault(last, []).append(number)
    return found


def _at(coming: Mapping[int, list[int]], number: int, blocks: Sequence[Block]) -> list[Block]:
    return [blocks[j] for j in coming.get(number, ())]


def _key(block: Block | None) -> tuple[str, ...] | None:
    return block.key if block else None


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def _ends_section(block: Element) -> bool:
    return block.find(f"{w('pPr')}/{w('sectPr')}") is not None


def _keep_section(old: Element, new: Element) -> None:
    """Let a paragraph that takes the place of another end the same section."""
    section = old.find(f"{w('pPr')}/{w('sectPr')}")
    other = new.find(f"{w('pPr')}/{w('sectPr')}")
    if section is not None and other is not None:
        parent = other.getparent()
        assert parent is not None  # found in the properties of the paragraph
        parent.replace(other, section)


def _set_sheet(own: Element, now: Element) -> None:
    """Give a section another sheet; its headers and footers stay."""
    for each in [child for child in own if not is_w(child, *_REFERENCES)]:
        own.remove(each)
    own.extend(deepcopy(each) for each in now if not is_w(each, *_REFERENCES))


def _dress(own: Element, now: Element) -> None:
    """Let a style look like another version of it; its id and name stay."""
    for each in [child for child in own if local(child) in _LOOKS]:
        own.remove(each)
    own.extend([each for each in now if local(each) in _LOOKS])


def _said(style: Style) -> str:
    """Say what a style adds: «first 12.5, jc both»."""
    return ", ".join(f"{name} {style.look[name]}" for name in sorted(style.look))


def _renumber_bookmarks(root: Element) -> None:
    """Give bookmarks numbers again: what was brought has names there, so as not to clash."""
    numbers: dict[str, str] = {}
    for mark in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
        mark.set(w("id"), numbers.setdefault(mark.get(w("id"), ""), str(len(numbers) + 1)))


def _serial(style: Element) -> bytes:
    return package.xml_bytes(deepcopy(style))
