"""An organisation's letterhead: a Word file whose page and head other documents take over.

Its body goes where a template includes the letterhead, like any shared part; its margins, headers
and footers come to the pages of every document: see `docgen.docx.dressing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from docgen.diagnostics import Place
from docgen.docx import errors, guard, package
from docgen.docx.archive import Archive
from docgen.docx.errors import Findings
from docgen.docx.isolation import isolate
from docgen.docx.normalise import clean
from docgen.docx.ooxml import Element, R, is_w, make, remove, w
from docgen.docx.package import Package
from docgen.records import Frozen, replace

PAGE_FIELD: Final = re.compile(r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_OFF: Final = ("0", "false")
KINDS: Final = {"header": "headerReference", "footer": "footerReference"}
_SIDES: Final = ("top", "right", "bottom", "left")
_MOVABLE: Final = ("image", "hyperlink")


class Letterhead(Frozen):
    """A letterhead that was read: its package, made independent of its own defaults.

    `usual` are the margins (twips, by side) that give way to the letterhead's own.
    """

    package: Package
    body: Element
    section: Element
    usual: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, data: bytes, file: str, findings: Findings) -> Letterhead | None:
        """Read a letterhead; None when it cannot be used, with the reasons among the findings."""
        place, before = Place(file), len(findings.found)
        pack = package.read(data, place, findings)
        if pack is not None:
            guard.check_package(pack, place, findings)
        if pack is None or len(findings.found) > before:
            return None
        roots = dict(_words(pack, place, findings))
        for root in roots.values():
            clean(root)
            guard.check_fields(root, place, findings)
        _check_movable(pack, place, findings)
        if len(findings.found) > before:
            return None
        _isolate(pack, roots, place, findings)
        return _made(pack, roots)

    def over(self, part: bytes) -> Letterhead:
        """Return the letterhead in the place of another, a part of a pack: whose margins give way.

        A letterhead on a sheet turned on its side has no margins for others.
        """
        below = Letterhead.read(part, "", Findings())
        if below is None or self.turned:
            return self
        return replace(self, usual=tuple((side, below.margin(side)) for side in _SIDES))

    @property
    def turned(self) -> bool:
        """Whether the sheet lies on its side."""
        return is_turned(self.section)

    @property
    def apart(self) -> bool:
        """Whether the first page has a header and a footer of its own."""
        return is_on(self.section.find(w("titlePg")))

    @property
    def part(self) -> bytes:
        """The letterhead as a shared part, to be included."""
        members = self.package.plumbing() | dict(sorted(self.package.members.items()))
        return Archive(members).with_members([])

    def ended(self, word: str) -> bytes:
        """Return the letterhead as a document that a word ends, to see where it stands."""
        pack = self.package
        root = package.parse_made(pack.members[pack.main])
        body = root.find(w("body")) if root is not None else None
        if root is None or body is None:
            return self.part
        section = body.find(w("sectPr"))
        body.insert(len(body) if section is None else body.index(section), _small(word))
        changed = {**pack.members, pack.main: package.xml_bytes(root)}
        return Archive(pack.plumbing() | dict(sorted(changed.items()))).with_members([])

    def margin(self, side: str) -> str:
        """Return a margin of the page in twips, or nothing."""
        margins = self.section.find(w("pgMar"))
        return "" if margins is None else margins.get(w(side), "").lstrip("-")

    def margins(self) -> Iterator[tuple[str, str, Element]]:
        """Yield the headers and footers that print something: kind, pages, content."""
        for kind in KINDS:
            for page in ("default", "first"):
                root = self.story(kind, page)
                if root is not None and prints(root):
                    yield kind, page, root

    def story(self, kind: str, page: str) -> Element | None:
        """Return the header or footer of some pages, if the letterhead has it."""
        member = self.member(kind, page)
        return package.parse_made(self.package.members[member]) if member else None

    def member(self, kind: str, page: str) -> str:
        """Return the name of the part that is a header or a footer, or nothing."""
        hidden = page == "first" and not self.apart
        return "" if hidden else target(self.package, reference(self.section, kind, page))


def _words(pack: Package, place: Place, findings: Findings) -> Iterator[tuple[str, Element]]:
    names = [pack.main, *(name for kind in KINDS for name in pack.targets(pack.main, kind))]
    for name in dict.fromkeys(names):
        root = package.parse(pack.members[name], name, place, findings)
        if root is not None:
            yield name, root


def _check_movable(pack: Package, place: Place, findings: Findings) -> None:
    """Refuse headers and footers with diagrams and the like; the body is checked when included."""
    for kind in KINDS:
        for member in pack.targets(pack.main, kind):
            for relation in pack.relations.get(member, ()):
                if relation.type not in _MOVABLE:
                    message = (
                        f"В колонтитуле бланка есть то, что перенести нельзя ({relation.type})."
                    )
                    hint = "Оставьте в колонтитуле текст, таблицы и картинки."
                    findings.add(errors.INCLUDE_UNFIT, message, place, hint)


def _isolate(pack: Package, roots: dict[str, Element], place: Place, findings: Findings) -> None:
    styles, theme, numbering = (
        _related(pack, kind, place, findings) for kind in ("styles", "theme", "numbering")
    )
    member = next(iter(pack.targets(pack.main, "styles")), "")
    if styles is not None:
        isolate(styles, theme, numbering, roots.values())
        pack.members[member] = package.xml_bytes(styles)
    if numbering is not None:
        pack.members[pack.targets(pack.main, "numbering")[0]] = package.xml_bytes(numbering)
    for name, root in roots.items():
        pack.members[name] = package.xml_bytes(root)


def _related(pack: Package, kind: str, place: Place, findings: Findings) -> Element | None:
    member = next(iter(pack.targets(pack.main, kind)), None)
    return package.parse(pack.members[member], member, place, findings) if member else None


def _made(pack: Package, roots: dict[str, Element]) -> Letterhead:
    body = roots[pack.main].find(w("body"))
    section = body.find(w("sectPr")) if body is not None else None
    body = body if body is not None else make("body")
    section = deepcopy(section) if section is not None else make("sectPr")
    _trim(body)
    pack.members[pack.main] = package.xml_bytes(roots[pack.main])
    return Letterhead(pack, body, section)


def _small(word: str) -> Element:
    """Return a paragraph of one word in the smallest letters."""
    paragraph, run, look, text = make("p"), make("r"), make("rPr"), make("t")
    look.append(make("sz", val="2"))
    text.text = word
    run.extend([look, text])
    paragraph.append(run)
    return paragraph


def _trim(body: Element) -> None:
    """Remove the empty lines under the head; a table keeps one that holds it apart."""
    blocks = [each for each in body if not is_w(each, "sectPr")]
    while blocks and is_w(blocks[-1], "p") and not prints(blocks[-1]):
        if len(blocks) > 1 and is_w(blocks[-2], "tbl"):
            break
        remove(blocks.pop())


# sections and stories


def reference(section: Element, kind: str, page: str) -> Element | None:
    """Return what names the header or footer of some pages of a section."""
    named = section.iterfind(w(KINDS[kind]))
    return next((each for each in named if each.get(w("type"), "default") == page), None)


def target(pack: Package, named: Element | None) -> str:
    """Return the part that a reference of the main document leads to, or nothing."""
    wanted = named.get(f"{{{R}}}id") if named is not None else None
    known = pack.relations.get(pack.main, ())
    return next((each.target for each in known if each.id == wanted), "")


def is_turned(section: Element) -> bool:
    """Whether a section's sheet lies on its side."""
    size = section.find(w("pgSz"))
    return size is not None and size.get(w("orient")) == "landscape"


def is_on(switch: Element | None) -> bool:
    """Whether a switch is there and not turned off."""
    return switch is not None and switch.get(w("val"), "1") not in _OFF


def prints(root: Element) -> bool:
    """Whether there is anything to see: text, a number, a picture, a line."""
    seen = ("drawing", "pict", "fldSimple", "instrText", "object", "pBdr")
    return any(True for _ in root.iter(*map(w, seen))) or text_of(root) != ""


def counts(root: Element) -> bool:
    """Whether the number of the page is printed."""
    return any(map(PAGE_FIELD.match, field_codes(root)))


def field_codes(root: Element) -> list[str]:
    """Return what the fields compute, as Word writes it."""
    codes = [each.text or "" for each in root.iter(w("instrText"))]
    return codes + [each.get(w("instr"), "") for each in root.iter(w("fldSimple"))]


def text_of(root: Element) -> str:
    """Return the letters of a part."""
    return "".join(each.text or "" for each in root.iter(w("t"))).strip()
