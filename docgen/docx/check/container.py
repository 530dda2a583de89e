"""Checks the container: types of parts, relations, what may not be inside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import cast

from lxml import etree

from docgen.diagnostics import Diagnostic, Place
from docgen.docx.check.opening import Package, Part, Relation, declared_types
from docgen.docx.ooxml import MC, Element, R

_TYPES = "[Content_Types].xml"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_LINKS = ("http://", "https://", "mailto:", "tel:")
_ACTIVE = {
    "vbaProject": "макросы",
    "wordVbaData": "макросы",
    "oleObject": "вставленный объект",
    "package": "вставленный файл",
    "control": "элемент ActiveX",
    "activeXControlBinary": "элемент ActiveX",
    "aFChunk": "вставленный чужой документ",
    "subDocument": "вложенный документ",
    "attachedTemplate": "присоединённый шаблон",
    "mailMergeSource": "источник слияния",
    "frame": "кадр чужого документа",
}
# The content type that a part must have for what the main part uses it as.
_TYPE_OF = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "header": "header",
    "footer": "footer",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "fontTable": "fontTable",
    "webSettings": "webSettings",
}
_LINKED = etree.XPath("//*[@r:*]", namespaces={"r": R})
_PICTURES = {
    "png": b"\x89PNG",
    "jpg": b"\xff\xd8",
    "jpeg": b"\xff\xd8",
    "gif": b"GIF8",
    "bmp": b"BM",
}


def check_types(package: Package) -> Iterator[Diagnostic]:
    """Every part has exactly one content type, and every declared part exists."""
    if _TYPES not in package.parts:
        yield package.finding("DG523", "В документе нет списка типов [Content_Types].xml")
        return
    declared = list(declared_types(package.parts[_TYPES]))
    yield from _repeated_types(package, declared)
    defaults = {key: kind for default, key, kind in declared if default}
    overrides = {key.lstrip("/"): kind for default, key, kind in declared if not default}
    yield from _absent(package, overrides)
    for name in package.members:
        kind = overrides.get(name) or defaults.get(name.rpartition(".")[2].lower(), "")
        if name != _TYPES:
            yield from _type_faults(package, name, kind)
    yield from _role_faults(package, overrides)


def check_relations(package: Package) -> Iterator[Diagnostic]:
    """Every relation leads to a part that exists; outward only links a person clicks."""
    if package.main not in package.parts:
        yield package.finding("DG524", "Основной текст документа не указан или отсутствует")
    for source, relations in package.relations.items():
        place = Place(package.file, spot=source or "_rels/.rels")
        if source and source not in package.members:
            yield package.finding("DG524", "Связи части, которой нет", place)
        for key, count in Counter(item.id for item in relations).items():
            if count > 1 or not key:
                yield package.finding("DG524", f"Связь «{key}» определена {count} раза", place)
        for relation in relations:
            yield from _relation_faults(package, relation, place)


def check_references(package: Package) -> Iterator[Diagnostic]:
    """Every r:id in the XML is a relation of its own part; prefixes said ignorable are known."""
    for name, part in package.parts.items():
        known = {relation.id for relation in package.relations.get(name, ())}
        if R.encode() in package.members[name]:
            yield from _dangling(package, part, known)
        yield from _ignorable(package, part)


def check_pictures(package: Package) -> Iterator[Diagnostic]:
    """A picture is what its extension says."""
    for name, data in package.members.items():
        magic = _PICTURES.get(name.rpartition(".")[2].lower())
        if magic is not None and not data.startswith(magic):
            place = Place(package.file, spot=name)
            yield package.finding("DG543", "Рисунок повреждён или другого вида", place)


def _repeated_types(
    package: Package, declared: list[tuple[bool, str, str]]
) -> Iterator[Diagnostic]:
    counted = Counter((default, key.lower()) for default, key, _ in declared)
    for (_, key), count in counted.items():
        if count > 1:
            yield package.finding("DG523", f"Тип «{key}» объявлен {count} раза")


def _absent(package: Package, overrides: dict[str, str]) -> Iterator[Diagnostic]:
    for name in overrides:
        if name not in package.members:
            yield package.finding("DG523", f"Объявлена часть «{name}», которой нет")


def _type_faults(package: Package, name: str, kind: str) -> Iterator[Diagnostic]:
    place = Place(package.file, spot=name)
    if not kind:
        yield package.finding("DG523", "У части нет типа", place)
    elif "macroEnabled" in kind or "vbaProject" in kind:
        yield package.finding("DG526", "В документе есть макросы", place)
    elif name == package.main and kind != _MAIN_TYPE:
        yield package.finding("DG523", f"Основной текст имеет чужой тип «{kind}»", place)


def _role_faults(package: Package, overrides: dict[str, str]) -> Iterator[Diagnostic]:
    for relation in package.relations.get(package.main, ()):
        role = _TYPE_OF.get(relation.kind)
        kind = overrides.get(relation.target)
        if role and kind and kind != f"{_WORD_TYPE}{role}+xml":
            place = Place(package.file, spot=relation.target)
            yield package.finding("DG523", f"Часть имеет чужой тип «{kind}»", place)


def _relation_faults(package: Package, relation: Relation, place: Place) -> Iterator[Diagnostic]:
    if relation.kind in _ACTIVE:
        yield package.finding("DG526", f"В документе есть {_ACTIVE[relation.kind]}", place)
    elif relation.external:
        link = relation.kind == "hyperlink" and relation.target.lower().startswith(_LINKS)
        if not link:
            yield package.finding("DG525", f"Обращение наружу: «{relation.target}»", place)
    elif not relation.target.startswith("#") and relation.target not in package.members:
        yield package.finding("DG524", f"Связь ведёт к «{relation.target}», такой части нет", place)


def _dangling(package: Package, part: Part, known: set[str]) -> Iterator[Diagnostic]:
    for element in cast(list[Element], _LINKED(part.root)):
        for key, value in element.attrib.items():
            if str(key).startswith(f"{{{R}}}") and value and value not in known:
                message = f"Ссылка на связь «{value!s}», которой нет"
                yield package.finding("DG524", message, part.place(element))


def _ignorable(package: Package, part: Part) -> Iterator[Diagnostic]:
    for prefix in part.root.get(f"{{{MC}}}Ignorable", "").split():
        if prefix not in part.root.nsmap:
            message = f"Приставка «{prefix}» названа необязательной, но не объявлена"
            yield package.finding("DG527", message, part.place())
