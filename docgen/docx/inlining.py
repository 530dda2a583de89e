"""Shared parts put into a template for good, and a mark on each block that says where it is from.

A document printed from a marked template keeps the marks: so what a person did to a printed table
can be done to the table of the template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from docgen.diagnostics import Place
from docgen.docx import guard, normalise, package
from docgen.docx.archive import Archive
from docgen.docx.errors import Findings
from docgen.docx.graft import Graft
from docgen.docx.include import MAX_DEPTH, Parts
from docgen.docx.ooxml import Element, is_w, remove, w
from docgen.docx.package import Package
from docgen.docx.tags import paragraph_text

Wanted = Callable[[str], bool]
_SPACE: Final = "urn:docgen:origin"
_MARK: Final = f"{{{_SPACE}}}of"
_BLOCKS: Final = tuple(w(name) for name in ("tbl", "tr", "tc", "p"))
_INCLUDE: Final = re.compile(r"""\{%p\s+include\s+["']([^"']+)["']\s*%\}""")
# What heads documents has a file of its own, which wins over this part only if it stays a part.
_HEAD: Final = ("letterhead", "coat-of-arms")


def inlined(data: bytes, parts: Parts, wanted: Wanted = lambda _: True, file: str = "") -> bytes:
    """Return a template with its parts put in, each block of its main text marked.

    `wanted` chooses includes by their path: «1-stamps» is the second one of a template, a part
    named stamps, and «1-stamps.0-line» the first one in that.
    TemplateError says why a file cannot be read.
    """
    pack, root = _read(data, file)
    root = _Inliner(parts, wanted, file).put(pack, root, "")
    pack.members[pack.main] = package.xml_bytes(root)
    members = pack.plumbing()
    members.update((name, pack.members[name]) for name in sorted(pack.members))
    return Archive(members).with_members([])


def origin(element: Element) -> str:
    """Return the mark of a block: the path of its part and its number there; none, if it has none.

    The part of «1-stamps:17» is that of the path «1-stamps»; of «:17», the template itself.
    """
    return element.get(_MARK, "")


def marked(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield the marked blocks of a main text, each with its mark."""
    yield from ((origin(each), each) for each in root.iter(*_BLOCKS) if origin(each))


def path_of(mark: str) -> str:
    """Return the path of the include that a marked block comes from."""
    return mark.partition(":")[0]


def names_in(path: str) -> list[str]:
    """Return the names of the parts that a path leads through, the outer before the inner."""
    return [each.partition("-")[2] for each in path.split(".") if each]


def unmark(root: Element) -> None:
    """Take all marks away."""
    for each in root.iter(*_BLOCKS):
        each.attrib.pop(_MARK, "")
    kept = [prefix for prefix, uri in root.nsmap.items() if prefix and uri != _SPACE]
    etree.cleanup_namespaces(root, keep_ns_prefixes=kept)


class _Inliner:
    """Puts parts into one template, parts within parts too."""

    def __init__(self, parts: Parts, wanted: Wanted, file: str) -> None:
        self._parts, self._wanted, self._file = parts, wanted, file

    def put(self, pack: Package, root: Element, path: str) -> Element:
        """Return the root of a main text with its blocks marked and the wanted parts in it."""
        for number, block in enumerate(root.iter(*_BLOCKS)):
            block.set(_MARK, f"{path}:{number}")
        for number, (paragraph, name) in enumerate(_includes(root)):
            inner = f"{path}.{number}-{name}".lstrip(".")
            if name not in _HEAD and inner.count(".") < MAX_DEPTH and self._wanted(inner):
                root = self._in_place(pack, root, paragraph, name, inner)
        return root

    def _in_place(
        self, pack: Package, root: Element, paragraph: Element, name: str, path: str
    ) -> Element:
        data = self._parts(name)
        if data is None:
            return root
        part, inner = _read(data, f"{self._file}: {name}")
        body = self.put(part, inner, path).find(w("body"))
        if body is None:
            return root
        if len(body) and is_w(body[-1], "sectPr"):
            remove(body[-1])
        graft = Graft(pack, pack.main, part, mark=f"part-{path}", refuse=_printed)
        return graft.put(root, paragraph, body)


def _printed(_: str) -> None:
    """Documents are printed with this part: what cannot be moved was refused then."""


def _includes(root: Element) -> list[tuple[Element, str]]:
    """Return the paragraphs that include a part, and its name."""
    found = ((each, _INCLUDE.fullmatch(paragraph_text(each).strip())) for each in root.iter(w("p")))
    return [(paragraph, name[1]) for paragraph, name in found if name]


def _read(data: bytes, file: str) -> tuple[Package, Element]:
    findings, place = Findings(), Place(file)
    pack = package.read(data, place, findings)
    findings.stop()
    assert pack is not None  # a package that cannot be read has findings
    guard.check_package(pack, place, findings)
    root = package.parse(pack.members[pack.main], pack.main, place, findings)
    findings.stop()
    assert root is not None  # nor can a part without findings be missing
    normalise.clean(root)
    return pack, root
