"""Weaves `template.txt` into `template.docx`: templates that are reviewed as text, without Word.

`python -m docgen.docx.weave templates/docx` rewrites every DOCX whose source changed. The text is
the one that `docgen.docx.view` prints; docs/look.md describes it. What paragraphs look like is
said in `_parts/styles.yaml` only.
"""

from __future__ import annotations

import re
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from docgen.diagnostics import Diagnostic, Place
from docgen.docx.envelope import Margin, wrapped
from docgen.docx.stylesheet import Stylesheet, twips
from docgen.errors import TemplateError
from docgen.files import write_atomic
from docgen.records import Frozen, Struct, field

STYLES = Path("_parts", "styles.yaml")
# What a window shows above a document. The heading would tell more, and sometimes whom it is about.
TITLE = "{{ document.title }}"
A4 = (210.0, 297.0)
_SIZE = r"\d+(?:\.\d+)?"
_PARAGRAPH = re.compile(r"\[(?P<style>[^\]]*)\] ?(?P<text>.*)")
_MARKUP = re.compile(r"<(?P<end>/)?(?P<name>b|i|u|br|tab|nbsp|field)(?P<rest>(?<=field) [^<>]+)?>")
_PAGE = re.compile(
    rf"@page (portrait|landscape)( {_SIZE}){{4}} header={_SIZE}( title)?( restart)?( border)?"
)
_MARGIN = re.compile(r"@(?P<kind>header|footer)( (?P<page>first|even))? (?P<text>.*)")
_TABLE = re.compile(rf"@table \S+( {_SIZE})+( header=\d+)?( rows={_SIZE})?( split)?")
_OPTIONS = re.compile(r"((span=\d+|up|down|at=(top|center|bottom)) ?)*")
_TAG = re.compile(r"\{%\w* .*%\}")


class _Lines(Struct):
    """The lines of a source with their numbers, taken one by one."""

    file: str
    left: deque[tuple[int, str]]
    number: int = 0

    def peek(self) -> str:
        return self.left[0][1] if self.left else ""

    def take(self) -> str:
        self.number, line = self.left.popleft()
        return line

    def problem(self, message: str, hint: str) -> TemplateError:
        """Say what is wrong with the line taken last."""
        return TemplateError(Diagnostic("DG240", message, Place(self.file, self.number), hint))


class _Page(Frozen):
    """The geometry of a section, as its `@page` line says it."""

    portrait: bool
    margins: tuple[float, float, float, float]
    header: float
    title: bool
    restart: bool
    border: str
    references: str

    def xml(self) -> str:
        top, right, bottom, left = (twips(margin) for margin in self.margins)
        short, long = (twips(side) for side in A4)
        size = (
            f'w:w="{short}" w:h="{long}"'
            if self.portrait
            else f'w:w="{long}" w:h="{short}" w:orient="landscape"'
        )
        restart = '<w:pgNumType w:start="1"/>' if self.restart else ""
        title = "<w:titlePg/>" if self.title else ""
        return (
            f'<w:sectPr>{self.references}<w:type w:val="nextPage"/><w:pgSz {size}/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
            f' w:header="{twips(self.header)}" w:footer="{twips(self.header)}" w:gutter="0"/>'
            f"{self.border}{restart}{title}</w:sectPr>"
        )


class _Weaver(Struct):
    """Turns the lines of one source into a document."""

    lines: _Lines
    sheet: Stylesheet
    title: str
    body: list[str] = field(default_factory=list)
    margins: list[Margin] = field(default_factory=list)

    def docx(self) -> bytes:
        """Return the document."""
        self._document()
        return wrapped("".join(self.body), self.margins, self.sheet.parts(), self.title)

    def _document(self) -> None:
        page = self._page()
        while self.lines.left:
            if self.lines.peek().startswith("@page"):
                self.body.append(f"<w:p>{_style_reference('Break', page.xml())}</w:p>")
                page = self._page()
            else:
                self.body.append(self._block())
        self.body.append(page.xml())

    def _page(self) -> _Page:
        line = self.lines.take() if self.lines.left else ""
        if not _PAGE.fullmatch(line):
            raise self.lines.problem(
                f"Здесь должна стоять строка о листе, а стоит «{line}».",
                "Поля – верх, право, низ, лево: «@page portrait 20 10 20 30 header=10».",
            )
        words = line.split()
        options = dict(word.partition("=")[::2] for word in words[6:])
        references = "".join(self._references())
        top, right, bottom, left = (float(word) for word in words[2:6])
        return _Page(
            words[1] == "portrait",
            (top, right, bottom, left),
            float(options["header"]),
            "title" in options,
            "restart" in options,
            self.sheet.border() if "border" in options else "",
            references,
        )

    def _references(self) -> Iterator[str]:
        """Take the headers and footers of a section; yield the references to their parts."""
        found: dict[tuple[str, str], str] = {}
        while line := _MARGIN.fullmatch(self.lines.peek()):
            self.lines.take()
            key = (line["kind"], line["page"] or "default")
            found[key] = found.get(key, "") + self._paragraph(line["text"])
        for (kind, page), xml in found.items():
            margin = self._margin(kind, xml)
            yield f'<w:{kind}Reference w:type="{page}" r:id="{margin.id}"/>'

    def _margin(self, kind: str, xml: str) -> Margin:
        """Return the part with this content, made if no section has asked for it yet."""
        for known in self.margins:
            if (known.kind, known.xml) == (kind, xml):
                return known
        self.margins.append(Margin(kind, len(self.margins) + 1, xml))
        return self.margins[-1]

    def _block(self) -> str:
        if self.lines.peek().startswith("@table"):
            return self._table()
        return self._paragraph(self.lines.take())

    def _table(self) -> str:
        line = self.lines.take()
        words = line.split()
        if not _TABLE.fullmatch(line) or words[1] not in self.sheet.tables:
            raise self.lines.problem(
                f"Не понятно, какая это таблица: «{line}».",
                "Вид из _parts/styles.yaml и ширины столбцов: «@table Grid 10 70 90 header=1».",
            )
        widths = [float(word) for word in words[2:] if word[0].isdigit()]
        options = dict(word.partition("=")[::2] for word in words[2:] if not word[0].isdigit())
        rows = "".join(self._rows(widths, options))
        grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
        return (
            f"<w:tbl><w:tblPr><w:tblStyle w:val={quoteattr(words[1])}/>"
            f'<w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def _rows(self, widths: list[float], options: Mapping[str, str]) -> Iterator[str]:
        heads = int(options.get("header", 0))
        while (line := self._row_start()) != "@end":
            tag = line.removeprefix("@row").strip()
            yield _row_of_tag(tag, widths) if tag else self._row(widths, options, head=heads > 0)
            heads -= not tag

    def _row_start(self) -> str:
        line = self.lines.take() if self.lines.left else ""
        if line != "@end" and not line.startswith("@row"):
            raise self.lines.problem(
                f"В таблице стоит «{line}».",
                "В таблице бывают только @row, ячейки «| …», их продолжения и в конце @end.",
            )
        return line

    def _row(self, widths: list[float], options: Mapping[str, str], *, head: bool) -> str:
        if not self._at_cell():
            raise self.lines.problem(
                "В строке таблицы нет ячеек.", "Добавьте ячейки: «| [Стиль] …»."
            )
        split = "" if "split" in options else "<w:cantSplit/>"
        least = (
            f'<w:trHeight w:val="{twips(float(options["rows"]))}"/>' if "rows" in options else ""
        )
        repeat = "<w:tblHeader/>" if head else ""
        left = list(widths)
        cells = "".join(self._cell(left, head=head) for _ in iter(self._at_cell, False))
        return f"<w:tr><w:trPr>{split}{least}{repeat}</w:trPr>{cells}</w:tr>"

    def _at_cell(self) -> bool:
        return self.lines.peek().startswith("|")

    def _cell(self, left: list[float], *, head: bool) -> str:
        """Take one cell with all its paragraphs; its width goes off those left in the row.

        A cell of a repeated head is centred between its lines.
        """
        first = self.lines.take().removeprefix("|").strip()
        options, first = _cell_options(first)
        options = {"at": "center", **options} if head else options
        span = int(options.get("span", 1))
        width = sum(map(twips, left[:span]))
        del left[:span]
        paragraphs = [first]
        while self.lines.peek().startswith("  "):
            paragraphs.append(self.lines.take().strip())
        text = "".join(self._paragraph(paragraph) for paragraph in paragraphs)
        return f"<w:tc>{_cell_properties(width, span, options)}{text}</w:tc>"

    def _paragraph(self, line: str) -> str:
        found = _PARAGRAPH.fullmatch(line)
        if _TAG.fullmatch(line):
            return f"<w:p>{_runs(line)}</w:p>"
        if not found or found["style"] not in self.sheet.styles:
            raise self.lines.problem(
                f"Не понятно, что такое «{line}».",
                "Абзац начинается стилем из _parts/styles.yaml в скобках: «[Text] …».",
            )
        style = _style_reference(found["style"], self.sheet.direct_numbering(found["style"]))
        return f"<w:p>{style}{_runs(found['text'])}</w:p>"


def weave(text: str, sheet: Stylesheet, file: str = "", title: str = "") -> bytes:
    """Return the DOCX that a source describes; TemplateError names the line that is wrong."""
    numbered = enumerate(text.splitlines(), start=1)
    lines = deque((n, line) for n, line in numbered if line.strip() and line[0] != "#")
    return _Weaver(_Lines(file, lines), sheet, title).docx()


def weave_folder(root: Path) -> list[Path]:
    """Weave every source below a folder of kinds; return the files that were rewritten."""
    sheet = Stylesheet.read(root / STYLES)
    return [target for source in sources(root) if (target := _rewritten(source, sheet))]


def sources(root: Path) -> list[Path]:
    """Return the sources of templates and shared parts below a folder of kinds."""
    return sorted(root.glob("*/*.txt"))


def _rewritten(source: Path, sheet: Stylesheet) -> Path | None:
    target = source.with_suffix(".docx")
    title = "" if source.parent.name == STYLES.parent.name else TITLE  # a part is no document
    woven = weave(source.read_text(encoding="utf-8"), sheet, str(source), title)
    if target.exists() and target.read_bytes() == woven:
        return None
    write_atomic(target, woven)
    return target


def _runs(text: str) -> str:
    """Return the runs of a paragraph; markup like <b>…</b> changes the letters from there on."""
    made = []
    switched: set[str] = set()
    end = 0
    for found in _MARKUP.finditer(text):
        made.append(_run(text[end : found.start()], switched))
        made.append(_mark(found, switched))
        end = found.end()
    return "".join([*made, _run(text[end:], switched)])


def _mark(found: re.Match[str], switched: set[str]) -> str:
    name = found["name"]
    if name in ("b", "i", "u"):
        (switched.discard if found["end"] else switched.add)(name)
        return ""
    if name == "field":
        return (
            f"<w:fldSimple w:instr={quoteattr(found['rest'])}>{_run('1', switched)}</w:fldSimple>"
        )
    return {"br": "<w:r><w:br/></w:r>", "tab": "<w:r><w:tab/></w:r>"}.get(
        name, _run("\N{NO-BREAK SPACE}", switched)
    )


def _run(text: str, switched: set[str]) -> str:
    if not text:
        return ""
    single = {"b": "<w:b/><w:bCs/>", "i": "<w:i/><w:iCs/>", "u": '<w:u w:val="single"/>'}
    letters = "".join(single[name] for name in sorted(switched))
    properties = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _style_reference(style: str, more: str = "") -> str:
    return f"<w:pPr><w:pStyle w:val={quoteattr(style)}/>{more}</w:pPr>"


def _row_of_tag(tag: str, widths: list[float]) -> str:
    width = sum(map(twips, widths))
    cell = _cell_properties(width, len(widths), {})
    return f"<w:tr><w:tc>{cell}<w:p>{_runs(tag)}</w:p></w:tc></w:tr>"


def _cell_options(text: str) -> tuple[dict[str, str], str]:
    """Split what a cell says of itself from its first paragraph."""
    end = _OPTIONS.match(text).end()  # type: ignore[union-attr] # it matches nothing, too
    return dict(word.partition("=")[::2] for word in text[:end].split()), text[end:]


def _cell_properties(width: int, span: int, options: Mapping[str, str]) -> str:
    merges = {"down": '<w:vMerge w:val="restart"/>', "up": "<w:vMerge/>"}
    parts = [f'<w:tcW w:w="{width}" w:type="dxa"/>']
    if span > 1:
        parts.append(f'<w:gridSpan w:val="{span}"/>')
    parts += [xml for name, xml in merges.items() if name in options]
    if "at" in options:
        parts.append(f'<w:vAlign w:val="{options["at"]}"/>')
    return f"<w:tcPr>{''.join(parts)}</w:tcPr>"


def main(arguments: list[str]) -> int:
    """Weave the folders named on the command line and say what was rewritten."""
    for folder in arguments or ["templates/docx"]:
        for path in weave_folder(Path(folder)):
            print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
