"""A .docx as a package of members: read strictly, written the same way every time."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any

from lxml import etree

from docgen.diagnostics import Place
from docgen.docx import errors
from docgen.docx.errors import Findings
from docgen.docx.ooxml import Element
from docgen.records import Frozen, Struct, field

MAX_ENTRIES = 1000
MAX_FILE = 20 * 2**20
MAX_TOTAL = 64 * 2**20
MAX_XML = 16 * 2**20
MAX_MARKS = 400_000  # tags of XML, two for an element with something in it
CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_XML = (".xml", ".rels")
_RESAVE = "Откройте файл в Word и сохраните заново как «Документ Word (.docx)»."


class Relation(Frozen):
    """One relationship of a part: `target` is a member name, or an address when external."""

    id: str
    kind: str
    target: str
    external: bool = False

    @property
    def type(self) -> str:
        """The last word of the relationship's type: `header`, `image`, `hyperlink`…"""
        return self.kind.rpartition("/")[2]


class Package(Struct):
    """The members of a .docx while a template is being compiled."""

    members: dict[str, bytes]
    types: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)

    def type_of(self, name: str) -> str:
        """Return the content type of a member."""
        extension = name.rpartition(".")[2].lower()
        return self.types.get(name) or self.defaults.get(extension, "")

    def targets(self, source: str, kind: str) -> list[str]:
        """Return the members that `source` points to by relationships of this type."""
        return [
            relation.target
            for relation in self.relations.get(source, ())
            if relation.type == kind and not relation.external
        ]

    @property
    def main(self) -> str:
        """The name of the main document part."""
        return next(iter(self.targets("", "officeDocument")), "")

    def relate(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """Point from a part to a target; return the id of the (possibly existing) relationship."""
        known = self.relations.setdefault(source, [])
        for relation in known:
            if (relation.kind, relation.target, relation.external) == (kind, target, external):
                return relation.id
        taken = {relation.id for relation in known}
        number = next(n for n in range(1, len(known) + 2) if f"rId{n}" not in taken)
        known.append(Relation(f"rId{number}", kind, target, external))
        return f"rId{number}"

    def free_name(self, name: str) -> str:
        """Return `name`, or the first numbered variant of it that no member has."""
        stem, dot, extension = name.rpartition(".")
        number, candidate = 1, name
        while candidate in self.members:
            number += 1
            candidate = f"{stem}_{number}{dot}{extension}"
        return candidate

    def drop(self, name: str) -> None:
        """Remove a member and everything that points to it."""
        self.members.pop(name, None)
        self.types.pop(name, None)
        self.relations.pop(name, None)
        for source, relations in self.relations.items():
            self.relations[source] = [item for item in relations if item.target != name]

    def plumbing(self) -> dict[str, bytes]:
        """Return the content types and relationship members as they are now."""
        written = {CONTENT_TYPES: self._content_types()}
        for source in sorted(self.relations):
            if self.relations[source]:
                written[rels_name(source)] = _write_relations(source, self.relations[source])
        return written

    def _content_types(self) -> bytes:
        root = _root(_TYPES, "Types")
        for extension in sorted(self.defaults):
            etree.SubElement(
                root,
                f"{{{_TYPES}}}Default",
                Extension=extension,
                ContentType=self.defaults[extension],
            )
        for name in sorted(self.types):
            etree.SubElement(
                root,
                f"{{{_TYPES}}}Override",
                PartName="/" + name,
                ContentType=self.types[name],
            )
        return xml_bytes(root)


def xml_bytes(root: Element) -> bytes:
    """Serialise a part the way Word does."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _root(namespace: str, name: str) -> Element:
    prefixes: Any = {None: namespace}  # the stubs do not know the default namespace
    return etree.Element(f"{{{namespace}}}{name}", nsmap=prefixes)


def rels_name(source: str) -> str:
    """Return the member that holds the relationships of a part («» is the package)."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", name + ".rels")


def parse(data: bytes, member: str, place: Place, findings: Findings) -> Element | None:
    """Parse a part strictly: no recovery, no document type, no entities, no network."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        findings.add(errors.BAD_XML, f"В части {member} есть объявление DOCTYPE.", place, _RESAVE)
        return None
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        message = f"Часть {member} повреждена: {problem.msg}."
        findings.add(errors.BAD_XML, message, place, _RESAVE)
        return None
    if root.getroottree().docinfo.internalDTD is not None:
        findings.add(errors.BAD_XML, f"В части {member} есть объявление DOCTYPE.", place, _RESAVE)
        return None
    return root


def parse_made(data: bytes) -> Element | None:
    """Parse a part that was just made; None when it is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def read(data: bytes, place: Place, findings: Findings) -> Package | None:
    """Read a .docx; None when it cannot be used, with the reason among the findings."""
    before = len(findings.found)
    members = (
        _unzip(data, place, findings) if _fits(len(data) <= MAX_FILE, place, findings) else None
    )
    if members is None or len(findings.found) > before:
        return None
    package = Package(members)
    _read_types(package, place, findings)
    for name in [item for item in members if item.endswith(".rels")]:
        _read_relations(package, name, place, findings)
    if not findings.found and package.main not in members:
        message = "В файле нет основного текста документа Word."
        findings.add(errors.BROKEN_PACKAGE, message, place, _RESAVE)
    return package if len(findings.found) == before else None


def _unzip(data: bytes, place: Place, findings: Findings) -> dict[str, bytes] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read_members(archive, place, findings)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        old = data.startswith(b"\xd0\xcf\x11\xe0")
        what = "Это документ старого формата .doc" if old else "Файл не похож на .docx"
        findings.add(errors.NOT_DOCX, f"{what} или он повреждён.", place, _RESAVE)
        return None


def _read_members(
    archive: zipfile.ZipFile, place: Place, findings: Findings
) -> dict[str, bytes] | None:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if not _sizes_fit(entries, place, findings):
        return None
    members: dict[str, bytes] = {}
    for entry in entries:
        if entry.filename in members or not _safe(entry):
            message = f"Недопустимая запись в архиве: {errors.shown(entry.filename)}."
            findings.add(errors.NOT_DOCX, message, place, _RESAVE)
            continue
        members[entry.filename] = archive.read(entry)
    marks = sum(data.count(b"<") for name, data in members.items() if name.endswith(_XML))
    return members if _fits(marks <= MAX_MARKS, place, findings) else None


def _safe(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    hidden = name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name
    return not hidden and not entry.flag_bits & 0x1


def _sizes_fit(entries: list[zipfile.ZipInfo], place: Place, findings: Findings) -> bool:
    xml = [entry.file_size for entry in entries if entry.filename.endswith(_XML)]
    total = sum(entry.file_size for entry in entries)
    fits = len(entries) <= MAX_ENTRIES and total <= MAX_TOTAL and sum(xml) <= MAX_XML
    return _fits(fits, place, findings)


def _fits(fits: bool, place: Place, findings: Findings) -> bool:
    if not fits:
        message = "Файл слишком велик: в нём больше текста или частей, чем бывает в шаблоне."
        hint = "Уменьшите картинки и удалите лишние стили и таблицы."
        findings.add(errors.TOO_BIG, message, place, hint)
    return fits


def _read_types(package: Package, place: Place, findings: Findings) -> None:
    data = package.members.pop(CONTENT_TYPES, None)
    if data is None:
        message = f"В файле нет части {CONTENT_TYPES}."
        findings.add(errors.BROKEN_PACKAGE, message, place, _RESAVE)
        return
    root = parse(data, CONTENT_TYPES, place, findings)
    for item in root if root is not None else ():
        kind = item.get("ContentType", "")
        if item.get("PartName"):
            package.types[item.get("PartName", "").lstrip("/")] = kind
        else:
            package.defaults[item.get("Extension", "").lower()] = kind


def _read_relations(package: Package, name: str, place: Place, findings: Findings) -> None:
    root = parse(package.members.pop(name), name, place, findings)
    if root is None:
        return
    folder, base = posixpath.split(name)
    owner = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
    package.relations[owner] = [_relation(owner, item) for item in root]


def _relation(owner: str, item: Element) -> Relation:
    target = item.get("Target", "")
    external = item.get("TargetMode") == "External"
    if not external and not target.startswith("#"):
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target))[1:]
    return Relation(item.get("Id", ""), item.get("Type", ""), target, external)


def _write_relations(source: str, relations: list[Relation]) -> bytes:
    root = _root(_RELS, "Relationships")
    for relation in relations:
        item = etree.SubElement(root, f"{{{_RELS}}}Relationship", Id=relation.id)
        item.set("Type", relation.kind)
        item.set("Target", relation.target if relation.external else _relative(source, relation))
        if relation.external:
            item.set("TargetMode", "External")
    return xml_bytes(root)


def _relative(source: str, relation: Relation) -> str:
    if relation.target.startswith("#"):
        return relation.target
    return posixpath.relpath("/" + relation.target, "/" + posixpath.dirname(source))
