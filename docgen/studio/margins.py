"""Headers and footers carried from one version of a Word file into another."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from docgen.docx import package
from docgen.docx.graft import OFFICE, Graft
from docgen.docx.ooxml import Element, R, make, remove, w
from docgen.studio.versions import Page, Version

MARGINS: Final = {
    "@header": "верхний колонтитул",
    "@footer": "нижний колонтитул",
    "@header first": "верхний колонтитул первой страницы",
    "@footer first": "нижний колонтитул первой страницы",
    "@header even": "верхний колонтитул чётных страниц",
    "@footer even": "нижний колонтитул чётных страниц",
}


def set_margin(name: str, source: tuple[Version, Page], goal: tuple[Version, Page]) -> bool:
    """Give a section the header or footer of another one; false if it cannot be moved."""
    kind, _, which = name.removeprefix("@").partition(" ")
    there = _reference(source[1].element, kind, which)
    here = _reference(goal[1].element, kind, which)
    if there is None:
        if here is not None:
            remove(here)
        return True
    pack = goal[0].opened.package
    member = _brought(source[0], goal[0], kind, there.get(f"{{{R}}}id", ""))
    if not member:
        return False
    if here is None:
        here = make(f"{kind}Reference", type=which or "default")
        goal[1].element.insert(0, here)
    here.set(f"{{{R}}}id", pack.relate(pack.main, f"{OFFICE}/{kind}", member))
    return True


def _brought(source: Version, goal: Version, kind: str, relation: str) -> str:
    """Copy the part of a header or a footer; return its name, none if it cannot be moved."""
    old, pack = source.opened.package, goal.opened.package
    known = {each.id: each.target for each in old.relations.get(old.main, ())}
    story = known.get(relation, "")
    if story not in old.members:
        return ""
    root = deepcopy(source.opened.parts[story])
    member = pack.free_name(f"word/{kind}.xml")
    pack.members[member] = b""
    pack.types[member] = old.type_of(story)
    refused: list[str] = []
    graft = Graft(pack, member, old, mark=member, refuse=refused.append)
    graft.bring(goal.root, root, origin=story)
    if refused:
        pack.drop(member)
        return ""
    pack.members[member] = package.xml_bytes(root)
    return member


def _reference(section: Element, kind: str, which: str) -> Element | None:
    found = section.iterfind(w(f"{kind}Reference"))
    return next((each for each in found if each.get(w("type")) == (which or "default")), None)
