"""A Word file read to be looked at: its parts as they are, and where each paragraph stands."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from docgen.diagnostics import Place
from docgen.docx import normalise, package
from docgen.docx.errors import Findings
from docgen.docx.ooxml import Element, W, w
from docgen.docx.package import Package
from docgen.docx.places import Located, Locator, heading_styles, part_title
from docgen.docx.view import paragraph_lines
from docgen.records import Frozen

_ROOTS = ("document", "hdr", "ftr", "footnotes", "endnotes", "comments")


class Read(Frozen):
    """A package with its XML parts parsed, as they stand in the file."""

    file: str
    package: Package
    parts: dict[str, Element]

    def related(self, kind: str) -> Element | None:
        """Return the part of a kind (`styles`, `theme`) that the main document points to."""
        names = self.package.targets(self.package.main, kind)
        return next((self.parts.get(name) for name in names), None)

    def walk(self) -> Iterator[tuple[Located, Element]]:
        """Yield every paragraph as a compiled template knows it, and as it stands in the file.

        The first is a copy without revisions: tags are looked for in what they leave.
        """
        lines = paragraph_lines(self.package, self.parts)
        headings = heading_styles(self.related("styles"))
        words = {name: root for name, root in self.parts.items() if _is_words(root)}
        for name, root in words.items():
            alike = [each for each in words if words[each].tag == root.tag]
            title = part_title(root, alike.index(name) + 1 if len(alike) > 1 else 0)
            copy = deepcopy(root)
            own = dict(zip(copy.iter(w("p")), root.iter(w("p")), strict=True))
            known = {each: lines[old] for each, old in own.items() if old in lines}
            normalise.clean(copy)
            for located in Locator(self.file, title, headings, known).walk(copy):
                yield located, own[located.paragraph]


def read(data: bytes, file: str, findings: Findings) -> Read | None:
    """Read a .docx; None when it cannot be used, with the reason among the findings."""
    place = Place(file)
    opened = package.read(data, place, findings)
    if opened is None:
        return None
    names = sorted(name for name in opened.members if name.endswith(".xml"))
    ordered = [opened.main, *(name for name in names if name != opened.main)]
    parsed = (
        (name, package.parse(opened.members[name], name, place, findings)) for name in ordered
    )
    return Read(file, opened, {name: root for name, root in parsed if root is not None})


def _is_words(root: Element) -> bool:
    return root.nsmap.get("w") == W and root.tag in {w(name) for name in _ROOTS}
