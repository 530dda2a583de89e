"""The text view of a DOCX: one line per paragraph, with its style, tables and sheets.

A view is what people review instead of a binary file. For templates made by `docgen.docx.weave`
it is the very source: `view(weave(text)) == text`. `python -m docgen.docx.view FILE.docx` prints
it with line numbers; `--plain` leaves them out, as `git diff` needs it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from docgen.diagnostics import Place
from docgen.docx import package
from docgen.docx.errors import Findings
from docgen.docx.ooxml import Element, R, is_w, local, w
from docgen.docx.package import Package

_A4: Final = (210, 297)
_TAG: Final = re.compile(r"\{%\w* .*%\}")
_NUMBER: Final = re.compile(r"-?\d{1,9}(\.\d+)?")
_TWIPS_IN_MM: Final = 1440 / 25.4
_CONTAINERS: Final = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink")
_OFF: Final = ("0", "false", "none")
_COUNTED: Final = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF")


class Line(NamedTuple):
    """A line of the view, and the paragraph that it shows, if it shows one."""

    text: str
    paragraph: Element | None = None


def view(data: bytes, file: str = "") -> str:
    """Return the text view of a DOCX; TemplateError says why a file cannot be read."""
    findings = Findings()
    place = Place(file)
    read = package.read(data, place, findings)
    parts = dict(_parsed(read, place, findings)) if read else {}
    findings.stop()
    return "".join(f"{line.text}\n" for line in _View(read, parts).lines()) if read else ""


def paragraph_lines(read: Package, parts: dict[str, Element]) -> dict[Element, int]:
    """Return the line of the view on which each paragraph of a package stands."""
    lines = enumerate(_View(read, parts).lines(), start=1)
    return {line.paragraph: number for number, line in lines if line.paragraph is not None}


def lines_of(read: Package, parts: dict[str, Element]) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Yield the blocks of the main text and its sections, each with the lines that show it."""
    for element, lines in _View(read, parts).stretches():
        yield element, tuple(line.text for line in lines)


def _parsed(read: Package, place: Place, findings: Findings) -> Iterator[tuple[str, Element]]:
    for name, data in read.members.items():
        root = package.parse(data, name, place, findings) if name.endswith(".xml") else None
        if root is not None:
            yield name, root


def numbered(text: str) -> str:
    """Return the view with line numbers, for people."""
    lines = text.splitlines()
    width = len(str(len(lines)))
    return "".join(f"{n:>{width}}  {line}\n" for n, line in enumerate(lines, start=1))


class _View:
    """One reading of a package."""

    def __init__(self, read: Package, parts: dict[str, Element]) -> None:
        self._package = read
        self._parts = parts
        self._names = dict(_style_names(self._related("styles")))
        self._relations = {item.id: item.target for item in read.relations.get(read.main, ())}

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the document."""
        for _, lines in self.stretches():
            yield from lines

    def stretches(self) -> Iterator[tuple[Element, Iterator[Line]]]:
        """Yield every section and block with its lines; a section stands before its blocks."""
        document = self._parts.get(self._package.main)
        if document is None:
            return
        body = document.find(w("body"))
        sections = iter(document.iter(w("sectPr")))
        yield from ((each, self._page(each)) for each in islice(sections, 1))
        for block in _blocks(body if body is not None else document):
            yield block, self._block(block)
            if block.find(f"{w('pPr')}/{w('sectPr')}") is not None:
                yield from ((each, self._page(each)) for each in islice(sections, 1))

    def _related(self, kind: str) -> Element | None:
        names = self._package.targets(self._package.main, kind)
        return self._parts.get(names[0]) if names else None

    def _page(self, section: Element) -> Iterator[Line]:
        """Yield the geometry of a sheet and the headers and footers that it names."""
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        sides = [_millimetres(margins, side) for side in ("top", "right", "bottom", "left")]
        words = ["@page", _sheet(size), *sides, f"header={_millimetres(margins, 'header')}"]
        words += ["title"] if _on(section.find(w("titlePg"))) else []
        numbers = section.find(w("pgNumType"))
        words += ["restart"] if numbers is not None and numbers.get(w("start")) else []
        words += ["border"] if section.find(w("pgBorders")) is not None else []
        yield Line(" ".join(words))
        for reference in section:
            if is_w(reference, "headerReference", "footerReference"):
                yield from self._margin(reference)

    def _margin(self, reference: Element) -> Iterator[Line]:
        kind = local(reference).removesuffix("Reference")
        page = reference.get(w("type"), "default")
        name = f"@{kind}" if page == "default" else f"@{kind} {page}"
        part = self._parts.get(self._relations.get(reference.get(f"{{{R}}}id", ""), ""))
        for block in _blocks(part) if part is not None else ():
            for line in self._block(block):
                yield line._replace(text=f"{name} {line.text}")

    def _block(self, block: Element) -> Iterator[Line]:
        if is_w(block, "tbl"):
            yield from self._table(block)
        elif not _only_ends_section(block):
            yield Line(self._paragraph(block), block)

    def _paragraph(self, paragraph: Element) -> str:
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        text = _text(paragraph)
        if style is None and _TAG.fullmatch(text):
            return text
        key = style.get(w("val"), "") if style is not None else ""
        return f"[{self._names.get(key, key)}] {text}".rstrip()

    def _table(self, table: Element) -> Iterator[Line]:
        rows = list(_children(table, "tr"))
        plain = [row for row in rows if not _tag_of(row)]
        style = table.find(f"{w('tblPr')}/{w('tblStyle')}")
        widths = [_millimetres(column, "w") for column in table.iterfind(f"{w('tblGrid')}/*")]
        name = style.get(w("val"), "") if style is not None else "TableNormal"
        yield Line(" ".join(["@table", name, *widths, *_table_options(plain)]))
        for row in rows:
            yield Line(f"@row {_tag_of(row)}".rstrip(), next(row.iter(w("p")), None))
            yield from () if _tag_of(row) else self._row(row)
        yield Line("@end")

    def _row(self, row: Element) -> Iterator[Line]:
        head = _on(row.find(f"{w('trPr')}/{w('tblHeader')}"))
        for cell in _children(row, "tc"):
            lines = [line for block in _blocks(cell) for line in self._block(block)]
            first, *others = lines or [Line("")]
            options = _cell_options(cell, head=head)
            yield first._replace(text=" ".join(filter(None, ("|", *options, first.text))))
            yield from (line._replace(text=f"  {line.text}") for line in others)


def _style_names(styles: Element | None) -> Iterator[tuple[str, str]]:
    """Yield id and name of paragraph styles; the empty id is that of a paragraph without style."""
    for style in styles.iterfind(w("style")) if styles is not None else ():
        name = style.find(w("name"))
        shown = name.get(w("val"), "") if name is not None else style.get(w("styleId"), "")
        if style.get(w("type")) == "paragraph":
            yield style.get(w("styleId"), ""), shown
            if style.get(w("default")) in ("1", "true"):
                yield "", shown


def _blocks(parent: Element) -> Iterator[Element]:
    """Yield paragraphs and tables, also those inside content controls."""
    yield from _children(parent, "p", "tbl")


def _children(parent: Element, *names: str) -> Iterator[Element]:
    for child in parent:
        if is_w(child, *names):
            yield child
        elif is_w(child, *_CONTAINERS):
            yield from _children(child, *names)


def _only_ends_section(paragraph: Element) -> bool:
    return paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None and not _text(paragraph)


def _sheet(size: Element | None) -> str:
    if size is None:
        return "portrait"
    sides = [float(_millimetres(size, side)) for side in ("w", "h")]
    if [round(side) for side in sorted(sides)] != [*_A4]:
        return f"{sides[0]:g}x{sides[1]:g}"
    return "landscape" if sides[0] > sides[1] else "portrait"


def _millimetres(element: Element | None, name: str) -> str:
    value = element.get(w(name), "0") if element is not None else "0"
    twips = float(value) if _NUMBER.fullmatch(value) else 0.0
    return f"{round(twips / _TWIPS_IN_MM, 1):g}"


def _on(switch: Element | None) -> bool:
    return switch is not None and switch.get(w("val"), "1") not in _OFF


def _table_options(rows: list[Element]) -> Iterator[str]:
    heads = sum(_on(row.find(f"{w('trPr')}/{w('tblHeader')}")) for row in rows)
    if heads:
        yield f"header={heads}"
    for row in rows[:1]:
        height = row.find(f"{w('trPr')}/{w('trHeight')}")
        if height is not None:
            yield f"rows={_millimetres(height, 'val')}"
        if not _on(row.find(f"{w('trPr')}/{w('cantSplit')}")):
            yield "split"


def _tag_of(row: Element) -> str:
    """Return the tag that a row consists of, if it holds nothing else."""
    cells = list(_children(row, "tc"))
    text = _text(cells[0]) if len(cells) == 1 else ""
    return text if text.startswith("{%tr ") and _TAG.fullmatch(text) else ""


def _cell_options(cell: Element, *, head: bool) -> Iterator[str]:
    properties = cell.find(w("tcPr"))
    for option in properties if properties is not None else ():
        value = option.get(w("val"), "")
        if is_w(option, "gridSpan"):
            yield f"span={value}"
        elif is_w(option, "vMerge"):
            yield "down" if value == "restart" else "up"
        elif is_w(option, "vAlign") and not (head and value == "center"):
            yield f"at={value}"


def _text(block: Element) -> str:
    """Return the text of a paragraph with marks where the letters change."""
    made: list[str] = []
    before: tuple[str, ...] = ()
    for piece, letters in _pieces(block):
        made += [f"</{name}>" for name in before if name not in letters]
        made += [f"<{name}>" for name in letters if name not in before]
        made.append(piece)
        before = letters
    return "".join([*made, *(f"</{name}>" for name in before)])


def _pieces(block: Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield stretches of text and the letters they are set in; fields show what they compute."""
    hidden = False
    for element in block.iter(w("r"), w("fldSimple")):
        if is_w(element, "fldSimple"):
            yield _field(element.get(w("instr"), "")), ()
        elif not _counted_by_field(element):
            letters = tuple(name for name in "biu" if _on(element.find(f"{w('rPr')}/{w(name)}")))
            text, hidden = _run(element, hidden=hidden)
            if text:
                yield text, letters


def _counted_by_field(run: Element) -> bool:
    parent = run.getparent()
    field = parent is not None and is_w(parent, "fldSimple")
    return field and _word(parent.get(w("instr"), "")) in _COUNTED if parent is not None else False


def _run(run: Element, *, hidden: bool) -> tuple[str, bool]:
    """Return the text of a run; the result of a page-number field is hidden, Word counts anew."""
    made = ""
    for child in run:
        if is_w(child, "fldChar"):
            hidden = hidden and child.get(w("fldCharType")) != "end"
        elif is_w(child, "instrText"):
            made += _field(child.text or "")
            hidden = _word(child.text or "") in _COUNTED
        elif not hidden:
            made += _SHOWN.get(local(child), child.text if is_w(child, "t") else "") or ""
    return made.replace("\N{NO-BREAK SPACE}", "<nbsp>"), hidden


_SHOWN: Final = {
    "tab": "<tab>",
    "br": "<br>",
    "cr": "<br>",
    "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "drawing": "<picture>",
    "pict": "<picture>",
}


def _field(instruction: str) -> str:
    return f"<field {' '.join(instruction.split())}>"


def _word(instruction: str) -> str:
    return (instruction.split() or [""])[0].upper()


def main(arguments: list[str]) -> int:
    """Print the views of the files named on the command line."""
    plain = "--plain" in arguments
    for name in arguments:
        if name != "--plain":
            text = view(Path(name).read_bytes(), name)
            sys.stdout.write(text if plain else numbered(text))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
