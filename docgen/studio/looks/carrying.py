"""What a person changed in the look of a manuscript, carried into the template it is printed with.

Styles, sheets, headers and footers are the template's own; of a table or a paragraph that it
prints itself, marks say which block of it that is. What belongs to one clause alone cannot be
carried, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.docx.include import Parts
from docgen.docx.inlining import inlined, marked, names_in, path_of, unmark
from docgen.docx.ooxml import (
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    Element,
    is_w,
    put_property,
    w,
)
from docgen.studio.deviation import deviation
from docgen.studio.looks.columns import Grid
from docgen.studio.looks.layouts import Layouts
from docgen.studio.looks.paragraphs import changed_paragraphs
from docgen.studio.looks.redrawing import redraw
from docgen.studio.looks.redressing import part, redress
from docgen.studio.looks.samples import Change, Loss, Outcome
from docgen.studio.looks.tables import ASPECTS, changed_tables
from docgen.studio.looks.telling import told, told_sheet
from docgen.studio.margins import MARGINS, set_margin
from docgen.studio.versions import Block, Page, Style, Version, near

_SIDES: Final = ("top", "right", "bottom", "left")
_SHEET: Final = ("orientation", *_SIDES)
_STYLE: Final = re.compile(r"\[([^]]*)\]")
_INDENT, _SPACING = ("pPr", ("ind",)), ("pPr", ("spacing",))
_FONT: Final = ("rPr", ("rFonts",))
# The elements that say each property of a look.
_SAID_BY: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    **dict.fromkeys(("left", "right", "first"), _INDENT),
    **dict.fromkeys(("before", "after", "line", "rule"), _SPACING),
    **dict.fromkeys(("ascii", "hAnsi"), _FONT),
    "outline": ("pPr", ("outlineLvl",)),
    "sz": ("rPr", ("sz", "szCs")),
    "b": ("rPr", ("b", "bCs")),
    "i": ("rPr", ("i", "iCs")),
}
_BOUND: Final = ("list", "level", "frame")


@dataclass(frozen=True, slots=True)
class Redressed:
    """A template with the look that a manuscript was given: what changed, and what could not."""

    data: bytes
    changes: tuple[str, ...]
    report: Report


@dataclass(frozen=True, slots=True)
class Look:
    """A template as manuscripts are printed with it: its parts put in, its blocks marked."""

    template: bytes
    marked: bytes
    parts: Parts

    @classmethod
    def of(cls, template: bytes, parts: Parts, file: str) -> Look:
        """Read a template; TemplateError says why it cannot be read."""
        return cls(template, inlined(template, parts, file=file), parts)

    def touched(self, paths: Collection[str]) -> bytes:
        """Return the template with the parts put in that these paths lead to, blocks marked."""

        def leads(path: str) -> bool:
            return any(each == path or each.startswith(f"{path}.") for each in paths)

        return inlined(self.template, self.parts, leads)


def redressed(
    look: Look, printed: bytes, edited: bytes, names: Mapping[str, str], file: str = ""
) -> Redressed:
    """Carry the changes of look from a manuscript to its template.

    `names` are the keys of clauses by their bookmarks. TemplateError says why a file is unreadable.
    """
    was, now = Version(printed), Version(edited, file)
    laid = _laid(look, was, Version(edited, file), names)
    changes = [each for _, each in laid if isinstance(each, Change)]
    paths = {path_of(each.mark) for each in changes}
    work = _Work(Version(look.touched(paths)), was, now, Place(file))
    work.lay(laid)
    work.tell_parts(paths)
    work.styles()
    work.pages()
    work.paragraphs(names)
    return work.result(look.template)


def _laid(
    look: Look, was: Version, now: Version, names: Mapping[str, str]
) -> list[tuple[str, Outcome]]:
    """Return what was changed in tables and in paragraphs that the template prints itself."""
    whole = Version(look.marked)
    now.name_styles_as(whole)
    blocks = dict(marked(whole.root))
    old, new = (Layouts(each.root, each.opened.related("styles")) for each in (was, now))
    return [
        *changed_tables(blocks, old.tables, new.tables),
        *changed_paragraphs(blocks, was, now, names),
    ]


class _Work:
    """One template being dressed anew; its tree is changed as work goes on."""

    def __init__(self, template: Version, printed: Version, edited: Version, place: Place) -> None:
        self._template, self._printed, self._edited = template, printed, edited
        self._place = place
        self._changes: list[str] = []
        self._lost: list[Diagnostic] = []
        self._known = template.styles, edited.styles, edited.blocks, edited.pages
        edited.name_styles_as(template)

    def result(self, template: bytes) -> Redressed:
        """Return the template as it is now; the same bytes if nothing changed."""
        unmark(self._template.root)
        data = self._template.packed() if self._changes else template
        return Redressed(data, tuple(self._changes), Report(self._lost))

    def lay(self, outcomes: Sequence[tuple[str, Outcome]]) -> None:
        """Change tables and paragraphs; say of each what was changed, and what could not be."""
        blocks = dict(marked(self._template.root))
        ids = {name: each for each, name in self._template.style_names.items()}
        said: dict[str, dict[str, None]] = {}
        for label, outcome in outcomes:
            if isinstance(outcome, Loss):
                self._lose(f"{outcome.what}: {label}." if label else f"{outcome.what}.")
                continue
            block = blocks[outcome.mark]
            if outcome.name == "look":
                redress(block, outcome.value, ids)
            elif outcome.name in ("first", "last"):
                part(block, outcome.name, outcome.value, ids)
            else:
                redraw(blocks, outcome)
            said.setdefault(label, {})[_aspect(outcome)] = None
        self._changes += [f"{label}: {', '.join(aspects)}" for label, aspects in said.items()]

    def tell_parts(self, paths: Collection[str]) -> None:
        """Say which shared parts the template has taken in for good."""
        for name in sorted({name for path in paths for name in names_in(path)}):
            self._changes.append(f"общая часть «{name}» вписана в этот шаблон")

    def styles(self) -> None:
        """Change the styles that were changed."""
        own, edited = self._known[0], self._known[1]
        for name, was in sorted(self._printed.styles.items()):
            now = edited.get(name)
            if now is None or now.is_like(was):
                continue
            if name in own and now.based == was.based:
                self._restyle(own[name], was, now)
            else:
                self._lose(f"Стиль «{name}» изменён, а в шаблоне его нет или он основан на другом.")
        self._template.keep_styles()

    def _restyle(self, own: Style, was: Style, now: Style) -> None:
        changed = deviation(now.look, was.look)
        carried = {name: value for name, value in changed.items() if name not in _BOUND}
        for holder, names in dict.fromkeys(_SAID_BY.get(name, _plain(name)) for name in carried):
            for each in names:
                _put(own.element, holder, each, _found(now.element, holder, each))
        if carried:
            self._changes.append(f"стиль «{own.name}»: {told(carried)}")
        if len(carried) < len(changed):
            self._lose(f"Нумерация стиля «{own.name}» не переносится.")

    def pages(self) -> None:
        """Change sheets, headers and footers; LibreOffice rewrites sections with a first page."""
        printed, edited = self._printed.pages, self._known[3]
        if len(printed) != len(edited):
            self._lose("Разделы документа добавлены или убраны: листы и колонтитулы не сверены.")
            return
        texts = {line for page in printed for lines in page.margins.values() for line in lines}
        for was, now in zip(printed, edited, strict=True):
            own = [each for each in self._template.pages if _same_source(each, was)]
            self._resheet(was, now, own)
            if was.sheet[7:] == now.sheet[7:]:
                self._remargin(was, now, own)
            elif any(_new(lines, texts) for lines in now.margins.values()):
                self._lose("Колонтитул изменён в разделе с особой первой страницей.")

    def _resheet(self, was: Page, now: Page, own: list[Page]) -> None:
        pairs = zip(_SHEET, was.sheet[1:6], now.sheet[1:6], strict=True)
        changed = {name: new for name, old, new in pairs if not near(old, new)}
        if not changed:
            return
        if not own:
            self._lose("Поля листа изменены, но такого листа в шаблоне нет.")
            return
        for page in own:
            _set_sheet(page.element, now.element, changed)
        self._change(f"лист: {told_sheet(changed)}")

    def _remargin(self, was: Page, now: Page, own: list[Page]) -> None:
        for name in sorted({*was.margins, *now.margins}):
            if was.margins.get(name, ()) == now.margins.get(name, ()):
                continue
            carried = [
                set_margin(name, (self._edited, now), (self._template, page))
                for page in own
                if page.margins.get(name, ()) == was.margins.get(name, ())
            ]
            if carried and all(carried):
                self._change(MARGINS.get(name, name))
            else:
                self._lose(f"Изменён {MARGINS.get(name, name)}: в шаблоне он с тегами.")

    def paragraphs(self, names: Mapping[str, str]) -> None:
        """Tell of clauses that look otherwise by themselves."""
        edited = dict(_marked(self._known[2], names))
        for mark, was in _marked(self._printed.blocks, names):
            now = edited.get(mark)
            if now is None or not is_w(was.element, "p"):
                continue
            style, other = _style_of(was), _style_of(now)
            if style != other:
                self._lose(f"У пункта «{names[mark]}» другой стиль («{other}» вместо «{style}»).")
            if _looks(now) - _looks(was):
                self._lose(f"Пункт «{names[mark]}» оформлен не так, как его стиль «{style}».")

    def _change(self, what: str) -> None:
        if what not in self._changes:
            self._changes.append(what)

    def _lose(self, what: str) -> None:
        hint = "Такое правят в самом шаблоне (docgen template take), а шапку – в бланк.docx."
        found = Diagnostic("DG299", f"Не перенесено. {what}", self._place, hint, Severity.WARNING)
        if found not in self._lost:
            self._lost.append(found)


def _plain(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the element that has the name of its property."""
    letters = name in RUN_PROPERTIES and name not in ("shd",)
    return ("rPr" if letters else "pPr"), (name,)


def _found(style: Element, holder: str, name: str) -> Element | None:
    return style.find(f"{w(holder)}/{w(name)}")


def _put(style: Element, holder: str, name: str, element: Element | None) -> None:
    """Put a property into a style, or take it out."""
    properties = style.find(w(holder))
    if properties is None:
        properties = style.makeelement(w(holder), {})
        after = style.find(w("rPr"))
        if holder == "pPr" and after is not None:
            after.addprevious(properties)
        else:
            style.append(properties)
    for old in properties.findall(w(name)):
        properties.remove(old)
    if element is not None:
        order = PARAGRAPH_PROPERTIES if holder == "pPr" else RUN_PROPERTIES
        put_property(properties, deepcopy(element), order)


def _set_sheet(own: Element, now: Element, changed: Mapping[str, str]) -> None:
    margins, new = own.find(w("pgMar")), now.find(w("pgMar"))
    for side in _SIDES:
        if side in changed and margins is not None and new is not None:
            margins.set(w(side), new.get(w(side), "0"))
    size, other = own.find(w("pgSz")), now.find(w("pgSz"))
    if "orientation" in changed and size is not None and other is not None:
        own.replace(size, deepcopy(other))


def _same_source(page: Page, printed: Page) -> bool:
    """Whether a section of the template may have printed this one."""
    return all(map(near, page.sheet[1:6], printed.sheet[1:6]))


def _new(lines: tuple[str, ...], known: set[str]) -> bool:
    """Whether a margin says something that nothing said before."""
    return any(_STYLE.sub("", line).strip() and line not in known for line in lines)


def _marked(blocks: tuple[Block, ...], names: Mapping[str, str]) -> Iterator[tuple[str, Block]]:
    """Yield the blocks where clauses begin, by bookmark."""
    for block in blocks:
        for mark in block.element.iter(w("bookmarkStart")):
            if mark.get(w("name"), "") in names:
                yield mark.get(w("name"), ""), block


def _style_of(block: Block) -> str:
    found = _STYLE.match(block.lines[0]) if block.lines else None
    return found[1] if found else ""


def _looks(block: Block) -> set[str]:
    """Return how a block looks apart from its style, whatever it says."""
    return {each.partition(":")[0] for each in block.direct if not each.startswith("@")}


def _aspect(change: Change) -> str:
    """Say what a change is about: «ширина столбцов», «выравнивание по центру»."""
    if isinstance(change.value, Grid):
        return f"ширина столбцов {change.value.told} мм"
    which = {"first": "первая строка – ", "last": "последняя строка – "}.get(change.name, "")
    return ASPECTS.get(change.name) or f"{which}{told(change.value)}"
