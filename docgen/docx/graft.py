"""Moving blocks from one package into another: styles, lists, pictures and links go along."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any, Final

from lxml import etree

from docgen.docx import package
from docgen.docx.names import Names
from docgen.docx.ooxml import Element, R, local, make, remove, w
from docgen.docx.package import Package, Relation
from docgen.records import replace

_STYLE_REFERENCES: Final = ("pStyle", "rStyle", "tblStyle", "basedOn", "link", "next")
_REFERRING: Final = re.compile(r"^(\s*(?:REF|PAGEREF|NOTEREF)\s+)([^\s\\]+)", re.IGNORECASE)
_MARGINALIA: Final = ("header", "footer")
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NUMBERING_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
)


class Graft:
    """Carries the blocks of one document into a part of another.

    `mark` tells its bookmarks from those of the other; `refuse` hears what cannot be moved.
    """

    def __init__(
        self,
        pack: Package,
        member: str,
        source: Package,
        *,
        mark: str,
        refuse: Callable[[str], None],
    ) -> None:
        self._pack = pack
        self._member = member
        self._source = source
        self._mark = mark
        self._refuse = refuse

    def put(self, root: Element, paragraph: Element, body: Element) -> Element:
        """Put the blocks of `body` in the place of `paragraph`; return the (new) root."""
        blocks = list(body)
        self.bring(root, body)
        for block in blocks:
            paragraph.addprevious(block)
        remove(paragraph)
        return with_namespaces(root, body.nsmap)

    def bring(self, root: Element, body: Element, origin: str = "") -> None:
        """Make the blocks of `body` fit for the other document; it gets what they need.

        They stand in the source's part `origin`, its main one if none is named.
        """
        self._rename_bookmarks(root, body)
        self._bring_numbering(list(body))
        self._bring_styles(body)
        self._bring_relations(body, origin or self._source.main)

    # bookmarks

    def _rename_bookmarks(self, root: Element, body: Element) -> None:
        taken = Names(item.get(w("name"), "") for item in root.iter(w("bookmarkStart")))
        names: dict[str, str] = {}
        for start in body.iter(w("bookmarkStart")):
            old = start.get(w("name"), "")
            names[old] = taken.take(old)
            start.set(w("name"), names[old])
        for mark in body.iter(w("bookmarkStart"), w("bookmarkEnd")):
            mark.set(w("id"), f"{self._mark}-{mark.get(w('id'))}")
        for field in body.iter(w("instrText")):
            found = _REFERRING.match(field.text or "")
            if found:
                new = names.get(found.group(2), found.group(2))
                field.text = found.group(1) + new + (field.text or "")[found.end() :]
        for link in body.iter(w("hyperlink")):
            if link.get(w("anchor")) in names:
                link.set(w("anchor"), names[link.get(w("anchor"), "")])

    # styles

    def _bring_styles(self, body: Element) -> None:
        """Copy the styles that the blocks use and the including template does not have."""
        member, target = _part(self._pack, "styles")
        _, source = _part(self._source, "styles")
        if target is None or source is None:
            return
        have = {style.get(w("styleId")) for style in target.findall(w("style"))}
        known = {style.get(w("styleId"), ""): style for style in source.findall(w("style"))}
        brought: list[Element] = []
        waiting = sorted(_style_names(body))
        while waiting:
            name = waiting.pop()
            if name in have or name not in known:
                continue
            have.add(name)
            style = deepcopy(known[name])
            if w("default") in style.attrib:
                del style.attrib[w("default")]
            target.append(style)
            brought.append(style)
            waiting += sorted(_style_names(style))
        self._bring_numbering(brought)
        if brought:
            self._pack.members[member] = package.xml_bytes(target)

    # lists

    def _bring_numbering(self, owners: Iterable[Element]) -> None:
        """Give the lists of the blocks instances of their own in the including template."""
        used = [item for owner in owners for item in owner.iter(w("numId"))]
        _, source = _part(self._source, "numbering")
        used = [item for item in used if item.get(w("val")) != "0"]
        if not used or source is None:
            return
        member, target = self._own_numbering()
        renumbered: dict[str, str] = {}
        for item in used:
            old = item.get(w("val"), "")
            if old not in renumbered:
                renumbered[old] = _copy_list(source, target, old)
            item.set(w("val"), renumbered[old])
        self._pack.members[member] = package.xml_bytes(target)

    def _own_numbering(self) -> tuple[str, Element]:
        member, target = _part(self._pack, "numbering")
        if target is not None:
            return member, target
        member = self._pack.free_name("word/numbering.xml")
        self._pack.types[member] = _NUMBERING_TYPE
        self._pack.relate(self._pack.main, f"{OFFICE}/numbering", member)
        return member, make("numbering")

    # pictures and links

    def _bring_relations(self, body: Element, origin: str) -> None:
        known = {item.id: item for item in self._source.relations.get(origin, ())}
        for element in body.iter("*"):
            for name, value in element.attrib.items():
                if str(name).startswith(f"{{{R}}}") and value:
                    relation = known.get(str(value))
                    element.set(name, self._bring(relation) if relation else "")

    def _bring(self, relation: Relation) -> str:
        if relation.type == "hyperlink" and relation.external:
            return self._pack.relate(self._member, relation.kind, relation.target, external=True)
        if relation.type in _MARGINALIA:
            return self._pack.relate(self._member, relation.kind, self._bring_margin(relation))
        if relation.type != "image":
            self._refuse(relation.type)
            return ""
        return self._pack.relate(self._member, relation.kind, self._bring_image(relation))

    def _bring_margin(self, relation: Relation) -> str:
        """Copy a header or a footer with the pictures in it; return its new name."""
        name = self._pack.free_name(relation.target)
        self._pack.members[name] = self._source.members[relation.target]
        self._pack.types[name] = self._source.type_of(relation.target)
        own = self._source.relations.get(relation.target, ())
        self._pack.relations[name] = [
            replace(each, target=self._bring_image(each)) if each.type == "image" else each
            for each in own
        ]
        return name

    def _bring_image(self, relation: Relation) -> str:
        data = self._source.members[relation.target]
        extension = relation.target.rpartition(".")[2].lower()
        digest = hashlib.sha256(data).hexdigest()[:16]
        name = f"word/media/{digest}.{extension}"
        self._pack.members[name] = data
        self._pack.defaults.setdefault(extension, self._source.type_of(relation.target))
        return name


def _part(pack: Package, kind: str) -> tuple[str, Element | None]:
    member = next(iter(pack.targets(pack.main, kind)), "")
    if not member:
        return "", None
    return member, package.parse_made(pack.members[member])


def _style_names(owner: Element) -> set[str]:
    found = owner.iter(*(w(name) for name in _STYLE_REFERENCES))
    return {item.get(w("val"), "") for item in found}


def _copy_list(source: Element, target: Element, old: str) -> str:
    """Copy a list instance and its definition; return the new number."""
    instance = _by_number(source, "num", "numId", old)
    link = instance.find(w("abstractNumId")) if instance is not None else None
    definition = (
        _by_number(source, "abstractNum", "abstractNumId", link.get(w("val"), ""))
        if link is not None
        else None
    )
    if instance is None or definition is None:
        return "0"
    abstract, number = _next(target, "abstractNum", "abstractNumId"), _next(target, "num", "numId")
    _add_definition(target, deepcopy(definition), abstract)
    copy = deepcopy(instance)
    copy.set(w("numId"), number)
    for own in copy.findall(w("abstractNumId")):
        own.set(w("val"), abstract)
    _add_instance(target, copy)
    return number


def _add_definition(target: Element, definition: Element, number: str) -> None:
    definition.set(w("abstractNumId"), number)
    for mark in ("nsid", "tmpl", "styleLink", "numStyleLink"):
        for item in definition.findall(w(mark)):
            definition.remove(item)
    for picture in list(definition.iter(w("lvlPicBulletId"))):
        remove(picture)
    position = sum(local(item) in ("numPicBullet", "abstractNum") for item in target)
    target.insert(position, definition)


def _add_instance(target: Element, instance: Element) -> None:
    names = ("numPicBullet", "abstractNum", "num")
    target.insert(sum(local(item) in names for item in target), instance)


def _by_number(root: Element, name: str, key: str, number: str) -> Element | None:
    return next((item for item in root.findall(w(name)) if item.get(w(key)) == number), None)


def _next(root: Element, name: str, key: str) -> str:
    numbers = [item.get(w(key), "") for item in root.findall(w(name))]
    return str(max((int(number) for number in numbers if number.isdigit()), default=0) + 1)


def with_namespaces(root: Element, wanted: dict[str | None, str]) -> Element:
    """Return the root with these prefixes declared too: `mc:Choice` names them in attributes."""
    missing = {prefix: uri for prefix, uri in wanted.items() if prefix not in root.nsmap}
    if not missing:
        return root
    namespaces: Any = {**root.nsmap, **missing}
    made = etree.Element(root.tag, nsmap=namespaces)
    for name, value in root.attrib.items():
        made.set(name, value)
    made.extend(list(root))
    return made
