"""Documents converted as one are the same as converted one by one: to the eye and to the ear."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from docgen import engine
from docgen.docx.check import check_package
from docgen.pdf import Conversion, Export, LibreOffice, Office, bears_joining
from docgen.pdf.joining import join
from docgen.pdf.paper import look
from docgen.pdf.shift import gather
from docgen.pdf.worker import Task
from docgen.resources import samples
from tests.packages import (
    CORE,
    LINK,
    NUMBERED,
    REFERENCE,
    SECTION,
    TABLE,
    document,
    package,
    paragraph,
)
from tests.pdf.pixels import pages, tags

KINDS = ("order-pair", "pair-plan", "consent-data-minor", "certificate", "mentor-agreement")
Convert = Callable[..., list[Path]]


@pytest.fixture
def convert(office: Office, temporary: Path, tmp_path: Path) -> Convert:
    """Convert documents joined or plainly; return the PDFs."""

    def make(docx: list[Path], *, joined: bool, **options: Any) -> list[Path]:
        folder = tmp_path / f"joined {joined}"
        folder.mkdir(exist_ok=True)
        pairs = [(path, folder / f"{number}.pdf") for number, path in enumerate(docx)]
        converter = LibreOffice(
            office, os.environ, temporary=temporary, workers=1, joined=joined, **options
        )
        conversion = converter.convert(pairs)
        assert conversion.report.ok, list(conversion.report)
        return list(conversion.made)

    return make


def alike(one: Path, other: Path) -> None:
    assert pages(one) == pages(other)
    assert tags(one) == tags(other)
    mine, theirs = PdfReader(one), PdfReader(other)
    assert mine.metadata == theirs.metadata
    assert outline(mine) == outline(theirs)
    assert links(mine) == links(theirs)
    roots = [{key: reader.root_object.get(key) for key in FRAME} for reader in (mine, theirs)]
    assert roots[0] == roots[1]


FRAME = ("/Lang", "/MarkInfo", "/ViewerPreferences", "/PageLabels", "/Dests")


def outline(reader: PdfReader) -> list[tuple[int, Any, int | None]]:
    """Return the depth, the title and the page of each line."""

    def lines(items: list[Any], depth: int) -> list[tuple[int, Any, int | None]]:
        found = []
        for item in items:
            if isinstance(item, list):
                found += lines(item, depth + 1)
            else:
                found.append((depth, item.title, reader.get_destination_page_number(item)))
        return found

    return lines(reader.outline, 0)


def links(reader: PdfReader) -> list[tuple[int, str, Any]]:
    """Return where each link leads: a page of the same PDF, or an address."""
    numbers = {page.indirect_reference: number for number, page in enumerate(reader.pages)}
    return [
        (
            number,
            str(link["/Rect"]),
            numbers.get(link["/Dest"][0]) if "/Dest" in link else link["/A"],
        )
        for number, page in enumerate(reader.pages)
        for link in (each.get_object() for each in page.get("/Annots", ()))
    ]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Documents of a sample, a few of each kind."""
    folder = tmp_path_factory.mktemp("papers")
    built = engine.build(engine.load(samples() / "kvantorium"), folder, KINDS)
    found: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    for output in built.outputs:
        if len(found[output.job.kind]) < 5:
            found[output.job.kind].append(output.docx)
    return found


@pytest.mark.soffice
@pytest.mark.parametrize("kind", KINDS)
def test_joined_papers_are_alike_pixel_for_pixel(
    kind: str, papers: dict[str, list[Path]], convert: Convert
) -> None:
    docx = papers[kind] if len(papers[kind]) > 1 else papers[kind] * 3
    tasks = [Task(number, path, path, look(path)) for number, path in enumerate(docx)]
    assert len(gather(tasks)) == 1
    pairs = zip(convert(docx, joined=True), convert(docx, joined=False), strict=True)
    for one, other in pairs:
        alike(one, other)


def whole(*blocks: str, title: str = "Приказ", **parts: str) -> bytes:
    core = CORE.replace("Приказ", title)
    named = {f"word/{name}.xml": text for name, text in parts.items()}
    return package(
        {"docProps/core.xml": core, "word/document.xml": document("".join(blocks)), **named}
    )


SPACED = '<w:p><w:pPr><w:pStyle w:val="Text"/><w:spacing w:before="480" w:after="480"/>{}</w:pPr>'
RUN = "<w:r><w:t>Абзац с отбивкой</w:t></w:r></w:p>"
RESTARTED = SECTION.replace("</w:sectPr>", '<w:pgNumType w:start="7"/></w:sectPr>')
CONTINUOUS = SECTION.replace("<w:pgSz", '<w:type w:val="continuous"/><w:pgSz')
FIELD = '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
INNER = f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>"
HEADING = '<w:p><w:pPr><w:outlineLvl w:val="{}"/></w:pPr><w:r><w:t>Раздел {}</w:t></w:r></w:p>'
EVEN = "<w:evenAndOddHeaders/></w:settings>"
CASES = {
    "spaces above and below": [(SPACED.format("<w:contextualSpacing/>") + RUN) * 3 + SECTION] * 3,
    "lists and references": [NUMBERED + NUMBERED + REFERENCE + LINK + SECTION] * 3,
    "tables first": [TABLE + paragraph("После таблицы") + SECTION] * 3,
    "empty last lines": [
        paragraph("Слово") + TABLE + "<w:p/><w:p/>" + SECTION,
        paragraph("Слово") + "<w:p/>" + SECTION,
        paragraph("Слово") + TABLE + "<w:p/>" + SECTION,
        TABLE + "<w:p/><w:p/>" + SECTION,
        TABLE + "<w:p/>" + SECTION,
        paragraph("Слово") + INNER + TABLE + "<w:p/>" + SECTION,
    ],
    "numbers of pages": [
        FIELD + BREAK + FIELD + SECTION,
        FIELD * 2 + RESTARTED,
        FIELD * 2 + SECTION,
    ],
    "sections": [FIELD + INNER + FIELD + BREAK + FIELD + CONTINUOUS] * 2,
    "headings": [
        HEADING.format(0, "А") + HEADING.format(1, "Б") + SECTION,
        HEADING.format(2, "В") + HEADING.format(1, "Г") + HEADING.format(0, "Д") + SECTION,
    ],
    "odd words": [
        paragraph("Съешь ещё ☎ № 5") * 2 + SECTION,
        paragraph("Просто слова") * 2 + SECTION,
    ],
}


@pytest.mark.soffice
@pytest.mark.parametrize("case", CASES)
def test_what_a_school_may_put_into_a_template_is_alike_too(
    case: str, convert: Convert, tmp_path: Path
) -> None:
    docx = []
    for number, body in enumerate(CASES[case]):
        docx.append(tmp_path / f"{number}.docx")
        docx[-1].write_bytes(whole(body, title=f"Бумага {number}"))
        assert bears_joining(docx[-1].read_bytes())
    joined, plain = convert(docx, joined=True), convert(docx, joined=False)
    for one, other in zip(joined, plain, strict=True):
        alike(one, other)
    titles = [PdfReader(pdf).metadata for pdf in joined]
    assert [each and each.title for each in titles] == [f"Бумага {n}" for n in range(len(docx))]


@pytest.mark.soffice
def test_nothing_of_one_document_is_in_the_file_of_another(
    convert: Convert, tmp_path: Path
) -> None:
    docx = []
    for name in ("Иванова", "Петров", "Сидоренко"):
        docx.append(tmp_path / f"{name}.docx")
        heading = HEADING.format(0, name)
        docx[-1].write_bytes(whole(heading, paragraph(f"Паспорт: {name}"), SECTION, title=name))
    for path, pdf in zip(docx, convert(docx, joined=True), strict=True):
        reader = PdfReader(pdf)
        objects = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
        said = "".join(page.extract_text() for page in reader.pages) + repr(objects)
        others = {other.stem for other in docx} - {path.stem}
        assert path.stem in said
        assert not [name for name in others if name in said]


@pytest.mark.soffice
def test_joined_documents_are_made_in_the_order_of_calls_and_the_same_each_time(
    convert: Convert, tmp_path: Path
) -> None:
    docx = [tmp_path / f"{number}.docx" for number in range(4)]
    for number, path in enumerate(docx):
        path.write_bytes(whole(paragraph(f"Письмо номер {number}") * 2, SECTION))
    first = [pdf.read_bytes() for pdf in convert(docx, joined=True)]
    assert [pdf.read_bytes() for pdf in convert(docx, joined=True)] == first


@pytest.mark.soffice
def test_an_archive_is_made_plainly(convert: Convert, tmp_path: Path) -> None:
    docx = [tmp_path / f"{number}.docx" for number in range(2)]
    for path in docx:
        path.write_bytes(whole(paragraph("Письмо") * 2, SECTION))
    export = Export(archive=True)
    joined = [pdf.read_bytes() for pdf in convert(docx, joined=True, export=export)]
    assert joined == [pdf.read_bytes() for pdf in convert(docx, joined=False, export=export)]


def test_documents_that_cannot_be_told_apart_are_converted_one_by_one(
    fake: Callable[..., LibreOffice], write: Callable[[str, str], tuple[Path, Path]], notes: Path
) -> None:
    """The fake prints a joint as one page, so nothing says where a document begins."""
    pairs = [write(f"п{number}", f"Letter number {number}") for number in range(4)]
    for path, _ in pairs:
        path.write_bytes(whole(paragraph(f"Letter for {path.stem.encode().hex()}") * 2, SECTION))
    conversion: Conversion = fake("nothing", joined=True).convert(pairs)
    assert conversion.made == tuple(pdf for _, pdf in pairs)
    assert conversion.report.ok
    calls = re.findall(r"call (\d+)", notes.read_text(encoding="utf-8"))
    assert calls == ["1", "4"]


def test_a_joint_is_a_sound_document_with_names_of_its_own() -> None:
    one = whole(NUMBERED + REFERENCE + paragraph("Директор") + SECTION)
    joint = join([one, one, one])
    assert list(check_package(joint, "т.docx")) == []
