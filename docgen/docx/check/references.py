"""Checks what points to what: ids, bookmarks, references, numbering, styles, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from docgen.diagnostics import Diagnostic
from docgen.docx.check.opening import Package, Part
from docgen.docx.ooxml import W14, WP, Element, w

_BOOKMARK_NAME = re.compile(r"^[^\W\d]\w{0,39}$")
_REFERENCE = re.compile(r'^\s*(?:REF|PAGEREF|NOTEREF)\s+"?([^\s"\\]+)', re.IGNORECASE)
_FETCHING = re.compile(
    r"^\s*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DDE|DDEAUTO|LINK|EMBED|RD|DATABASE|"
    r"MACROBUTTON|HTMLCONTROL)\b",
    re.IGNORECASE,
)
_LEVELS = 9
_STYLED = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}


def check_ids(package: Package) -> Iterator[Diagnostic]:
    """Ids are numbers given once: bookmarks, pictures, content controls, paragraphs."""
    stories = list(package.stories())
    yield from _repeated(package, stories, w("bookmarkStart"), w("id"), "закладки")
    yield from _repeated(package, stories, w("id"), w("val"), "поля для заполнения")
    yield from _repeated(package, stories, f"{{{WP}}}docPr", "id", "рисунка")
    yield from _repeated(package, stories, w("p"), f"{{{W14}}}paraId", "абзаца")


def check_bookmarks(package: Package) -> Iterator[Diagnostic]:
    """Bookmarks are named once and rightly, begin before they end, in one story."""
    names: Counter[str] = Counter()
    for part in package.stories():
        names.update(item.get(w("name"), "") for item in part.all("bookmarkStart"))
        yield from _unpaired(package, part)
    for name, count in names.items():
        if count > 1:
            yield package.finding("DG529", f"Закладка «{name}» есть в документе {count} раза")
        if not _BOOKMARK_NAME.match(name):
            yield package.finding("DG529", f"Недопустимое имя закладки «{name}»")


def check_fields(package: Package) -> Iterator[Diagnostic]:
    """References lead to bookmarks that exist; no field fetches anything."""
    marks = {
        item.get(w("name")) for part in package.stories() for item in part.all("bookmarkStart")
    }
    for part in package.stories():
        for element, instruction in _instructions(part):
            if fetching := _FETCHING.match(instruction):
                message = f"Поле {fetching[1].upper()} читает чужие данные"
                yield package.finding("DG526", message, part.place(element))
            target = _REFERENCE.match(instruction)
            if target and target[1] not in marks:
                message = f"Ссылка на закладку «{target[1]}», которой нет"
                yield package.finding("DG530", message, part.place(element))
        for element in part.all("hyperlink"):
            anchor = element.get(w("anchor"))
            if anchor and anchor not in marks:
                message = f"Гиперссылка на закладку «{anchor}», которой нет"
                yield package.finding("DG530", message, part.place(element))


def check_numbering(package: Package) -> Iterator[Diagnostic]:
    """Every number a paragraph or a style asks for is defined, with its level."""
    numbering = package.related("numbering")
    levels = {} if numbering is None else _levels(numbering)
    if numbering is not None:
        yield from _dangling_numbers(package, numbering)
    styles = package.related("styles")
    for part in (*package.stories(), *([styles] if styles else [])):
        for element in part.all("numPr"):
            number, level = _value(element, "numId") or "0", _value(element, "ilvl") or "0"
            if number != "0" and level not in levels.get(number, ()):
                message = f"Нумерация {number} (уровень {level}) не определена"
                yield package.finding("DG535", message, part.place(element))


def check_styles(package: Package) -> Iterator[Diagnostic]:
    """Every style used or built on exists and is of the right kind."""
    sheet = package.related("styles")
    if sheet is None:
        yield package.finding("DG536", "В документе нет стилей")
        return
    kinds = {item.get(w("styleId"), ""): item.get(w("type"), "") for item in sheet.all("style")}
    yield from _style_sheet_faults(package, sheet, kinds)
    for part in package.stories():
        for tag, kind in _STYLED.items():
            for element in part.all(tag):
                name = element.get(w("val"), "")
                if kinds.get(name) != kind:
                    message = (
                        f"стиля «{name}» нет"
                        if name not in kinds
                        else f"стиль «{name}» другого вида"
                    )
                    yield package.finding("DG536", message, part.place(element))


def check_notes(package: Package) -> Iterator[Diagnostic]:
    """Every note that the text refers to exists."""
    for kind in ("footnote", "endnote"):
        notes = package.related(f"{kind}s")
        known = set() if notes is None else {item.get(w("id")) for item in notes.all(kind)}
        for part in package.stories():
            for element in part.all(f"{kind}Reference"):
                if element.get(w("id")) not in known:
                    yield package.finding(
                        "DG544", "Ссылка на сноску, которой нет", part.place(element)
                    )


def _repeated(
    package: Package, stories: Iterable[Part], tag: str, key: str, what: str
) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for part in stories:
        for element in part.elements.get(tag, ()):
            value = element.get(key)
            if value in seen:
                message = f"Номер {what} «{value}» повторяется"
                yield package.finding("DG528", message, part.place(element))
            elif value is not None:
                seen.add(value)


def _unpaired(package: Package, part: Part) -> Iterator[Diagnostic]:
    ends = Counter(item.get(w("id")) for item in part.all("bookmarkEnd"))
    starts = {item.get(w("id")): item for item in part.all("bookmarkStart")}
    for key, start in starts.items():
        if ends[key] != 1:
            message = f"Закладка «{start.get(w('name'))}» не кончается"
            yield package.finding("DG529", message, part.place(start))
    for end in part.all("bookmarkEnd"):
        if end.get(w("id")) not in starts:
            yield package.finding("DG529", "Конец закладки без начала", part.place(end))


def _instructions(part: Part) -> Iterator[tuple[Element, str]]:
    """Yield every field's instruction, joined from the runs Word cut it into."""
    for element in part.all("fldSimple"):
        yield element, element.get(w("instr"), "")
    open_fields: list[tuple[Element, list[str]]] = []
    for element in part.root.iter(w("fldChar"), w("instrText")):
        if element.tag == w("instrText"):
            if open_fields:
                open_fields[-1][1].append(element.text or "")
        elif element.get(w("fldCharType")) == "begin":
            open_fields.append((element, []))
        elif element.get(w("fldCharType")) == "end" and open_fields:
            start, pieces = open_fields.pop()
            yield start, "".join(pieces)


def _levels(numbering: Part) -> dict[str, frozenset[str]]:
    """Return the levels that each number has."""
    abstract = {
        item.get(w("abstractNumId"), ""): frozenset(
            level.get(w("ilvl"), "") for level in item.findall(w("lvl"))
        )
        for item in numbering.all("abstractNum")
    }
    linked = {
        item.get(w("abstractNumId"), "")
        for item in numbering.all("abstractNum")
        if item.find(w("numStyleLink")) is not None
    }
    every = frozenset(map(str, range(_LEVELS)))
    found: dict[str, frozenset[str]] = {}
    for item in numbering.all("num"):
        source = _value(item, "abstractNumId")
        found[item.get(w("numId"), "")] = every if source in linked else abstract.get(source, every)
    return found


def _dangling_numbers(package: Package, numbering: Part) -> Iterator[Diagnostic]:
    known = {item.get(w("abstractNumId")) for item in numbering.all("abstractNum")}
    counted = Counter(item.get(w("numId"), "") for item in numbering.all("num"))
    for item in numbering.all("num"):
        number = item.get(w("numId"), "")
        if _value(item, "abstractNumId") not in known:
            message = f"Нумерация {number} построена на определении, которого нет"
            yield package.finding("DG535", message, numbering.place())
        if counted[number] > 1:
            message = f"Нумерация {number} определена дважды"
            yield package.finding("DG535", message, numbering.place())


def _style_sheet_faults(
    package: Package, sheet: Part, kinds: dict[str, str]
) -> Iterator[Diagnostic]:
    for name, count in Counter(item.get(w("styleId")) for item in sheet.all("style")).items():
        if count > 1:
            yield package.finding("DG536", f"Стиль «{name}» определён {count} раза", sheet.place())
    for element in sheet.all("basedOn", "link"):
        name = element.get(w("val"), "")
        if name not in kinds:
            message = f"Стиль построен на стиле «{name}», которого нет"
            yield package.finding("DG536", message, sheet.place())


def _value(owner: Element, name: str) -> str:
    found = owner.find(w(name))
    return "" if found is None else found.get(w("val"), "")
