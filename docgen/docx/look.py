"""What a Word file looks like, judged as a template: styles, fonts, the weight of its styles.

None of it stops a document; all of it surprises whoever prints one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Final

from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.docx import errors
from docgen.docx.errors import shown
from docgen.docx.ooxml import Element, fragment, is_w, local, w
from docgen.docx.places import Located
from docgen.docx.reading import Read
from docgen.docx.tags import paragraph_text, piece_text, runs_of


class Face(Enum):
    """What is known of a font here: everybody has it, only this computer, or not even that."""

    COMMON = "common"
    RARE = "rare"
    MISSING = "missing"


HEAVY_STYLES: Final = 120 * 1024  # bytes; docgen's own are a third of this
_USES: Final = {"pStyle": "абзаца", "rStyle": "текста", "tblStyle": "таблицы"}
_FACES: Final = ("ascii", "hAnsi", "cs")
_THEMES: Final = ("asciiTheme", "hAnsiTheme")
# Never looks further than the next bracket: a file of brackets would keep it busy for hours.
_TAG: Final = re.compile(r"\{\{[^{}]*\}\}|\{%(?:[^{}%]|%(?!\}))*%\}")
_UNSEEN: Final = ("lang", "noProof")  # properties that change no letter


def check_look(
    opened: Read, located: list[Located], face: Callable[[str], Face]
) -> Iterator[Diagnostic]:
    """Yield what is doubtful in the looks of a template; `face` judges a font by its name."""
    yield from _lost_styles(opened.related("styles"), located)
    yield from _strange_fonts(opened, located, face)
    yield from _heavy_styles(opened)
    for each in located:
        yield from _torn_tags(each)


def _lost_styles(styles: Element | None, located: Iterable[Located]) -> Iterator[Diagnostic]:
    ids = {each.get(w("styleId"), "") for each in _all(styles, "style")}
    said: set[str] = set()
    for each in located:
        for use in each.paragraph.iter(*map(w, _USES)):
            name = use.get(w("val"), "")
            if name not in ids and name not in said:
                said.add(name)
                yield Diagnostic(
                    errors.LOST_STYLE,
                    f"Стиля {_USES[local(use)]} «{name}» в файле нет.",
                    each.place,
                    "Word напечатает это обычным стилем: создайте стиль или назначьте другой.",
                    Severity.WARNING,
                )


def _strange_fonts(
    opened: Read, located: Iterable[Located], face: Callable[[str], Face]
) -> Iterator[Diagnostic]:
    places: dict[str, list[Place]] = {}
    for name, place in _fonts(opened, located):
        places.setdefault(name, []).append(place)
    for name, every in sorted(places.items()):
        judged = face(name)
        if judged is not Face.COMMON:
            yield _strange(name, judged, every)


def _strange(name: str, judged: Face, places: list[Place]) -> Diagnostic:
    others = len(places) - 1
    more = f" (и ещё мест: {others})" if others else ""
    if judged is Face.MISSING:
        return Diagnostic(
            errors.LOST_FONT,
            f"Шрифта «{name}» на этом компьютере нет{more}.",
            places[0],
            "В PDF его заменит другой, строки и страницы сдвинутся. Возьмите Times New Roman "
            "или PT Astra Serif либо установите шрифт.",
            Severity.WARNING,
        )
    return Diagnostic(
        errors.RARE_FONT,
        f"Шрифт «{name}» есть не на каждом компьютере{more}.",
        places[0],
        "Где его нет, документ будет выглядеть иначе. Есть у всех: Times New Roman, Arial.",
        Severity.INFO,
    )


def _fonts(opened: Read, located: Iterable[Located]) -> Iterator[tuple[str, Place]]:
    """Yield the fonts of the styles that are used and of the text, each with its place."""
    styles, theme = opened.related("styles"), opened.related("theme")
    paragraphs = list(located)
    used = _used_styles(styles, (each.paragraph for each in paragraphs))
    place = Place(opened.file, spot="стили")
    for style in [*_all(styles, "docDefaults"), *_all(styles, "style")]:
        if is_w(style, "docDefaults") or style.get(w("styleId")) in used:
            yield from ((name, place) for name in _faces(style, theme))
    for each in paragraphs:
        yield from ((name, each.place) for name in dict.fromkeys(_faces(each.paragraph, theme)))


def _used_styles(styles: Element | None, paragraphs: Iterable[Element]) -> set[str]:
    """Return the ids of the styles in use: named ones, defaults, and those they are based on."""
    based = {each.get(w("styleId"), ""): each.find(w("basedOn")) for each in _all(styles, "style")}
    wanted = {use.get(w("val"), "") for each in paragraphs for use in each.iter(*map(w, _USES))}
    wanted |= {
        each.get(w("styleId"), "")
        for each in _all(styles, "style")
        if each.get(w("default")) in ("1", "true")
    }
    used: set[str] = set()
    while wanted:
        name = wanted.pop()
        used.add(name)
        parent = based.get(name)
        if parent is not None and parent.get(w("val"), "") not in used:
            wanted.add(parent.get(w("val"), ""))
    return used


def _faces(owner: Element, theme: Element | None) -> Iterator[str]:
    """Yield the fonts that an element names, also through the theme."""
    for fonts in owner.iter(w("rFonts")):
        named = [fonts.get(w(face), "") for face in _FACES]
        named += [_of_theme(theme, fonts.get(w(face), "")) for face in _THEMES]
        yield from dict.fromkeys(filter(None, named))


def _of_theme(theme: Element | None, name: str) -> str:
    if theme is None or not name:
        return ""
    kind = "majorFont" if name.startswith("major") else "minorFont"
    for latin in theme.iterfind(f".//{{*}}{kind}/{{*}}latin"):
        return latin.get("typeface", "")
    return ""


def _heavy_styles(opened: Read) -> Iterator[Diagnostic]:
    pack = opened.package
    member = next(iter(pack.targets(pack.main, "styles")), "")
    size = len(pack.members.get(member, b""))
    if size > HEAVY_STYLES:
        count = len(list(_all(opened.related("styles"), "style")))
        yield Diagnostic(
            errors.HEAVY_STYLES,
            f"Стили занимают {size // 1024} КБ ({count} шт.): каждый документ будет тяжелее.",
            Place(opened.file),
            "Лишние уберёт docgen template tidy ФАЙЛ --styles.",
            Severity.WARNING,
        )


def _torn_tags(located: Located) -> Iterator[Diagnostic]:
    """Yield the tags whose letters do not all look alike: the value will look like the first."""
    text = paragraph_text(located.paragraph)
    looks = _looks(located.paragraph) if "{" in text else []
    for tag in _TAG.finditer(text):
        if len(set(looks[tag.start() : tag.end()])) > 1:
            yield Diagnostic(
                errors.TORN_TAG,
                f"Части тега оформлены по-разному: {shown(tag.group())}.",
                located.place,
                "Значение напечатается так, как оформлено начало тега. Наберите тег заново.",
                Severity.INFO,
            )


def _looks(paragraph: Element) -> list[str]:
    """Return for each character of a paragraph how it looks."""
    looks: list[str] = []
    for run in runs_of(paragraph):
        properties = run.find(w("rPr"))
        seen = [] if properties is None else [e for e in properties if local(e) not in _UNSEEN]
        look = "".join(fragment(each) for each in seen)
        looks += [look] * sum(len(piece_text(piece)) for piece in run)
    return looks


def _all(parent: Element | None, name: str) -> Iterator[Element]:
    yield from parent.iterfind(w(name)) if parent is not None else ()
