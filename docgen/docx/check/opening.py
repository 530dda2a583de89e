"""Opens a made document for checking: the zip, its XML parts, their types and relations."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from lxml import etree

from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.docx.ooxml import Element, w
from docgen.records import Frozen, replace

_MOST_MEMBERS = 500
_MOST_BYTES = 100 * 2**20
_MOST_RATIO = 300
_RATIO_MATTERS_FROM = 2**20
_CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SHOWN = 40


class Part(Frozen):
    """An XML part of the document, with its elements sorted by tag."""

    name: str
    root: Element
    elements: Mapping[str, list[Element]]

    def all(self, *names: str) -> Iterator[Element]:
        """Yield the WordprocessingML elements of these names."""
        for name in names:
            yield from self.elements.get(w(name), ())

    def place(self, element: Element | None = None) -> Place:
        """Say where an element is, as a reader would look for it."""
        return Place(spot=self.name + ("" if element is None else self._spot(element)))

    def _spot(self, element: Element) -> str:
        paragraphs = self.elements.get(w("p"), [])
        inside = [element, *element.iterancestors()]
        own = next((item for item in inside if item.tag == w("p")), None)
        if own is None:
            own = next(element.iter(w("p")), None)
        if own is None:
            return ""
        text = "".join(item.text or "" for item in own.iter(w("t"))).strip()[:_SHOWN]
        return f", абзац {paragraphs.index(own) + 1}" + (f" «{text}»" if text else "")


class Relation(Frozen):
    """A relation of a part: where it leads, resolved to a member name unless external."""

    id: str
    kind: str
    target: str
    external: bool


class Package(Frozen):
    """The whole document: raw members, parsed parts, relations by part («» = root)."""

    file: str
    members: Mapping[str, bytes]
    parts: Mapping[str, Part]
    relations: Mapping[str, tuple[Relation, ...]]

    @property
    def main(self) -> str:
        """The name of the main part, «» when none is declared."""
        targets = (
            item.target for item in self.relations.get("", ()) if item.kind == "officeDocument"
        )
        return next(targets, "")

    def related(self, kind: str) -> Part | None:
        """Return the part that the main one has by this kind of relation."""
        for relation in self.relations.get(self.main, ()):
            if relation.kind == kind:
                return self.parts.get(relation.target)
        return None

    def stories(self) -> Iterator[Part]:
        """Yield the parts that hold paragraphs: body, headers, footers, notes, comments."""
        kinds = {"header", "footer", "footnotes", "endnotes", "comments"}
        targets = [self.main]
        targets += [item.target for item in self.relations.get(self.main, ()) if item.kind in kinds]
        for name in dict.fromkeys(targets):
            if name in self.parts:
                yield self.parts[name]

    def finding(
        self,
        code: str,
        message: str,
        place: Place | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Diagnostic:
        """Make a finding about this document."""
        where = replace(place or Place(), file=self.file)
        return Diagnostic(code, message, where, _HINTS.get(code, _HINT), severity)


_HINT = "Соберите документ заново; если повторится, дело в шаблоне: docgen template check."
_HINTS = {
    "DG525": "Вставьте содержимое в документ; ссылки бывают только на http, https, mailto, tel.",
    "DG526": "Удалите это из шаблона: документы школы не содержат программ и чужих файлов.",
    "DG537": "Если это не введённый вами текст, исправьте тег в шаблоне.",
    "DG541": "Укажите название и школу в свойствах шаблона или очистите их.",
}


class Unreadable(Exception):
    """The file is no package at all; carries the findings."""

    def __init__(self, *found: Diagnostic) -> None:
        super().__init__(found)
        self.found = found


def read_members(data: bytes, file: str) -> dict[str, bytes]:
    """Return the members of the zip; raise Unreadable when it is damaged, doubled or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive.infolist(), file)
            return {item.filename: archive.read(item) for item in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise Unreadable(
            _zip_finding("DG520", "Файл повреждён: это не целый архив DOCX", file)
        ) from error


def parse_parts(members: Mapping[str, bytes], file: str) -> dict[str, Part]:
    """Parse every XML member strictly; raise Unreadable with all that do not parse."""
    parts: dict[str, Part] = {}
    bad: list[Diagnostic] = []
    for name, data in members.items():
        if name.endswith((".xml", ".rels")):
            try:
                parts[name] = _part(name, data) if _changes(name) else _constant_part(name, data)
            except (etree.XMLSyntaxError, ValueError) as error:
                place = Place(file, spot=name)
                bad.append(_zip_finding("DG527", f"Разметка части испорчена: {error}", file, place))
    if bad:
        raise Unreadable(*bad)
    return parts


def read_relations(parts: Mapping[str, Part]) -> dict[str, tuple[Relation, ...]]:
    """Return the relations of every part that has some."""
    found: dict[str, tuple[Relation, ...]] = {}
    for name, part in parts.items():
        if name.endswith(".rels"):
            folder, _, leaf = name.rpartition("/")
            source = posixpath.join(folder.removesuffix("_rels").rstrip("/"), leaf[: -len(".rels")])
            found[source.strip("/")] = tuple(_relations(part.root, posixpath.dirname(source)))
    return found


def declared_types(part: Part) -> Iterator[tuple[bool, str, str]]:
    """Yield (is it a default, extension or part name, content type)."""
    for item in part.root:
        default = item.tag == f"{_CONTENT}Default"
        key = item.get("Extension", "").lower() if default else item.get("PartName", "")
        yield default, key, item.get("ContentType", "")


def _changes(name: str) -> bool:
    """Tell whether a part is likely to differ between documents of one template."""
    return name.startswith(("word/document", "word/header", "word/footer", "word/_rels"))


def _part(name: str, data: bytes) -> Part:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(data, parser)
    if _document_type(root):
        raise ValueError("объявление DOCTYPE в документах Word не допускается")
    elements: dict[str, list[Element]] = {}
    for element in root.iter(etree.Element):
        elements.setdefault(element.tag, []).append(element)
    return Part(name, root, elements)


def _document_type(root: Element) -> bool:
    info = root.getroottree().docinfo
    return bool(info.doctype)  # type: ignore[attr-defined]  # the stubs leave it out


_constant_part = lru_cache(maxsize=64)(_part)


def _relations(root: Element, folder: str) -> Iterator[Relation]:
    for item in root.iter(_RELATION):
        external = item.get("TargetMode") == "External"
        target = item.get("Target", "")
        kind = item.get("Type", "").rpartition("/")[2]
        yield Relation(
            item.get("Id", ""), kind, target if external else _resolved(folder, target), external
        )


def _resolved(folder: str, target: str) -> str:
    if target.startswith("#"):
        return target
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _check_members(members: Iterable[zipfile.ZipInfo], file: str) -> None:
    found = [_zip_finding(code, message, file) for code, message in _member_faults(list(members))]
    if found:
        raise Unreadable(*found)


def _member_faults(members: list[zipfile.ZipInfo]) -> Iterator[tuple[str, str]]:
    names = [item.filename for item in members]
    for name in dict.fromkeys(names):
        if [other.casefold() for other in names].count(name.casefold()) > 1:
            yield "DG521", f"Часть «{name}» есть в архиве дважды"
        if _unsafe(name):
            yield "DG521", f"Недопустимое имя части: «{name}»"
    if len(members) > _MOST_MEMBERS or sum(item.file_size for item in members) > _MOST_BYTES:
        yield "DG522", "В распакованном виде документ слишком велик"
    for item in members:
        if item.file_size > max(_RATIO_MATTERS_FROM, _MOST_RATIO * item.compress_size):
            yield "DG522", f"Часть «{item.filename}» распаковывается в {item.file_size} байт"
        if item.flag_bits & 1:
            yield "DG520", f"Часть «{item.filename}» зашифрована"


def _unsafe(name: str) -> bool:
    steps = name.split("/")
    return "\\" in name or ":" in name or "" in steps or ".." in steps or "." in steps


def _zip_finding(code: str, message: str, file: str, place: Place | None = None) -> Diagnostic:
    return Diagnostic(code, message, place or Place(file), _HINTS.get(code, _HINT))
