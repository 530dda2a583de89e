"""From the bytes of a template to its programs: every part with tags, all findings at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from jinja2 import nodes
from lxml import etree

from docgen.diagnostics import Diagnostic, Place
from docgen.docx import (
    errors,
    guard,
    mergefields,
    normalise,
    package,
    posts,
    proof,
    properties,
)
from docgen.docx.archive import Archive
from docgen.docx.cells import Cells
from docgen.docx.dressing import Pages
from docgen.docx.errors import Findings
from docgen.docx.include import Includer
from docgen.docx.letterhead import Letterhead
from docgen.docx.loops import Ids
from docgen.docx.nesting import Edges, Nesting
from docgen.docx.numbering import Restarts, numbering_of
from docgen.docx.ooxml import WP, Element, W, w
from docgen.docx.package import Package
from docgen.docx.paragraphs import finish_paragraph
from docgen.docx.places import Locator, heading_styles, part_title
from docgen.docx.program import Programs
from docgen.docx.result import Part, Result, fingerprint
from docgen.docx.sandbox import Dialect, Sandbox
from docgen.docx.structure import Structure
from docgen.docx.tag import Tags
from docgen.docx.tags import Scanner
from docgen.docx.uses import variables_of
from docgen.docx.variables import Variable

Parts = Callable[[str], bytes | None]
_WORD: Final = re.compile(
    r"wordprocessingml\.(document|template|header|footer|footnotes|endnotes|comments)(\.main)?\+xml$"
)
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ATTRIBUTES: Final = ("descr", "title", w("tooltip"), "alt")
_LEFT: Final = re.compile(rb"\{\{|\{%|%\}")
_GONE: Final = ("docProps/thumbnail", "_xmlsignatures/")


class Compiler:
    """Compiles one template."""

    def __init__(
        self,
        name: str,
        dialect: Dialect,
        parts: Parts | None,
        letterhead: Letterhead | None = None,
    ) -> None:
        self._name = name
        self._parts = self._noting(parts) if parts else None
        self._included: dict[str, str] = {}
        self._letterhead = letterhead
        self._findings = Findings()
        self._tags = Tags()
        self._scanner = Scanner(self._tags, self._findings)
        self._sandbox = Sandbox(dialect)
        self._finisher = dialect.finisher
        self.functions = dict(self._sandbox.globals)
        self._ids = Ids(self._tags)
        self._lines: dict[Element, int] = {}

    def compile(self, data: bytes) -> Result:
        """Compile, or raise a TemplateError with everything that was found."""
        place = Place(self._name)
        pack = package.read(data, place, self._findings)
        self._findings.stop()
        assert pack is not None  # a package that cannot be read has findings
        guard.check_package(pack, place, self._findings)
        self._findings.stop()
        pack.types[pack.main] = _MAIN
        roots = self._scan_all(pack)
        trees = self._trees(roots)
        self._check_leftovers(pack, roots, place)
        self._findings.stop()
        return self._assemble(pack, roots, trees)

    def examine(self, data: bytes) -> tuple[list[Diagnostic], tuple[Variable, ...]]:
        """Find all that is wrong, one thing not hiding another; return the fields in use, too."""
        place, found = Place(self._name), self._findings.found
        pack = package.read(data, place, self._findings)
        if pack is None:
            return found, ()
        guard.check_package(pack, place, self._findings)
        if any(each.code == errors.BROKEN_PACKAGE for each in found):
            return found, ()
        pack.types[pack.main] = _MAIN
        roots = self._scan_all(pack)
        trees = self._trees(roots)
        self._check_leftovers(pack, roots, place)
        return found, variables_of(trees, self._tags, frozenset(self.functions))

    def _noting(self, parts: Parts) -> Parts:
        """Return the shared parts; what was taken of them is noted."""

        def noted(name: str) -> bytes | None:
            data = parts(name)
            self._included[name] = fingerprint(data)
            return data

        return noted

    # reading and scanning

    def _scan_all(self, pack: Package) -> dict[str, Element]:
        for name in [item for item in pack.members if item.startswith(_GONE)]:
            pack.drop(name)
        styles = self._tree(pack, "styles")
        headings = heading_styles(styles)
        roots: dict[str, Element] = {}
        for name in _in_order(pack):
            root = package.parse(pack.members[name], name, Place(self._name), self._findings)
            if root is None:
                continue
            if root.tag in (w("fonts"), w("numbering")) and normalise.translate(root):
                pack.members[name] = package.xml_bytes(root)
            if _WORD.search(pack.type_of(name)):
                roots[name] = root
            elif any(kind in pack.type_of(name) for kind in properties.TYPES):
                self._scan_properties(root, name)
                roots[name] = root
        self._lines = _lines(pack, roots)
        pages = self._dressed(pack, roots)
        word = [name for name in roots if _WORD.search(pack.type_of(name))]
        for name in word:
            self._scan_part(roots[name], self._title(roots, word, name), headings)
        includer = Includer(
            pack,
            self._parts,
            self._tags,
            self._findings,
            lambda root, title: self._scan_part(root, title, headings),
        )
        for name in word:
            roots[name] = includer.expand(name, roots[name])
            if pages is not None:
                pages.fit(roots[name])
        for name in word:
            self._settle(pack, roots[name])
        return roots

    def _dressed(self, pack: Package, roots: dict[str, Element]) -> Pages | None:
        """Put the pages under the letterhead, if there is one."""
        if self._letterhead is None or pack.main not in roots:
            return None
        pages = Pages(self._letterhead, pack, roots)
        pages.dress()
        return pages

    def _title(self, roots: dict[str, Element], word: list[str], name: str) -> str:
        alike = [item for item in word if roots[item].tag == roots[name].tag]
        return part_title(roots[name], alike.index(name) + 1 if len(alike) > 1 else 0)

    def _tree(self, pack: Package, kind: str) -> Element | None:
        member = next(iter(pack.targets(pack.main, kind)), None)
        if member is None:
            return None
        return package.parse(pack.members[member], member, Place(self._name), self._findings)

    def _scan_properties(self, root: Element, name: str) -> None:
        place = Place(self._name, spot=f"свойства документа ({name})")
        properties.clean(root)
        properties.place_slots(root, self._scanner, place)

    def _scan_part(self, root: Element, title: str, headings: frozenset[str]) -> None:
        """Find the tags of one part."""
        locator = Locator(self._name, title, headings, self._lines)
        if root.nsmap.get("w") != W:
            message = "Часть документа записана в другом виде (Strict Open XML)."
            hint = "Сохраните файл в Word как обычный «Документ Word (.docx)»."
            self._findings.add(errors.BROKEN_PACKAGE, message, locator.place(), hint)
            return
        normalise.clean(root)
        guard.check_fields(root, locator.place(), self._findings)
        paragraphs = list(locator.walk(root))
        for located in [*paragraphs, *mergefields.convert(paragraphs, self._findings)]:
            self._scanner.scan(located.paragraph, located.place)
            if self._finisher is not None:
                finish_paragraph(located.paragraph, self._tags, self._finisher)
        self._scan_attributes(root, locator.place())
        self._check_fields(root, locator.place())

    def _scan_attributes(self, root: Element, place: Place) -> None:
        for element in root.iter(f"{{{WP}}}docPr", w("hyperlink")):
            for name in _ATTRIBUTES:
                if name in element.attrib:
                    text = str(element.get(name))
                    element.set(name, properties.slotted(text, self._scanner, place))

    def _check_fields(self, root: Element, place: Place) -> None:
        """Refuse tags in field codes: data there could make a field that reads files."""
        for element in root.iter(w("instrText"), w("fldSimple")):
            text = element.text or element.get(w("instr")) or ""
            if "{{" in text or "{%" in text:
                message = f"Тег стоит в коде поля Word: {errors.shown(text)}."
                hint = "Перенесите его в обычный текст абзаца."
                self._findings.add(errors.TAG_MISPLACED, message, place, hint)

    def _settle(self, pack: Package, root: Element) -> None:
        """Put statements where they act and make ids and lists ready for loops."""
        Structure(self._tags, self._findings).settle(root)
        Edges(self._tags).settle(root)
        cells = Cells(self._tags, self._findings)
        cells.settle(root)
        Nesting(self._tags, self._findings).check(root)
        numbering = self._tree(pack, "numbering")
        known = [item.get(w("numId"), "") for item in numbering] if numbering is not None else []
        styles = self._tree(pack, "styles")
        Restarts(self._tags, self._findings, styles, known).settle(root)
        self._ids.settle(root)
        posts.post(root, self._tags)

    # programs

    def _trees(self, roots: dict[str, Element]) -> dict[str, nodes.Template]:
        self.programs = Programs(self._sandbox, self._tags, self._findings, self._name)
        trees: dict[str, nodes.Template] = {}
        for name, root in roots.items():
            self.programs.check_words(root)
            xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            xml += etree.tostring(root, encoding="unicode")
            if "<?docgen " in xml or "\ufdd0" in xml:
                trees[name] = self.programs.tree(xml)
                if not self._findings.found:
                    proof.check(xml, name, self._tags, self._findings)
        return trees

    def _check_leftovers(self, pack: Package, roots: dict[str, Element], place: Place) -> None:
        for name, data in pack.members.items():
            if name.endswith(".xml") and name not in roots and _LEFT.search(data):
                message = f"Тег стоит в части {name}, где он не действует."
                hint = "Теги действуют в тексте, таблицах, колонтитулах, сносках и надписях."
                self._findings.add(errors.TAG_MISPLACED, message, place, hint)

    def _assemble(
        self,
        pack: Package,
        roots: dict[str, Element],
        trees: dict[str, nodes.Template],
    ) -> Result:
        variables = variables_of(trees, self._tags, frozenset(self.functions))
        compiled = tuple(
            Part(name, self.programs.compile(tree, name), roots[name].nsmap.get("w") == W)
            for name, tree in trees.items()
        )
        numbering = self._tree(pack, "numbering")
        restarts = any(tag.numbers for tag in self._tags)
        member = next(iter(pack.targets(pack.main, "numbering")), "") if restarts else ""
        return Result(
            archive=_archive(pack, roots, {*trees, member}),
            parts=compiled,
            printers=tuple(self.programs.printers),
            tags=self._tags,
            variables=variables,
            names=self._ids.names,
            last_id=self._ids.last,
            numbering=numbering_of(numbering) if restarts and numbering is not None else None,
            numbering_member=member,
            included=self._included,
        )


def _lines(pack: Package, roots: dict[str, Element]) -> dict[Element, int]:
    """Return the line of the text view on which each paragraph stands."""
    from docgen.docx.view import paragraph_lines  # noqa: PLC0415  it is run by `python -m`, too

    return paragraph_lines(pack, roots)


def _in_order(pack: Package) -> list[str]:
    """Return the XML members, the main document first."""
    names = sorted(name for name in pack.members if name.endswith(".xml"))
    return [pack.main, *(name for name in names if name != pack.main)]


def _archive(pack: Package, roots: dict[str, Element], changing: set[str]) -> Archive:
    constant = pack.plumbing()
    for name in sorted(pack.members):
        if name not in changing:
            root = roots.get(name)
            constant[name] = pack.members[name] if root is None else package.xml_bytes(root)
    return Archive(constant)
