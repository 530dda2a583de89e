"""Documents converted as one are the same as converted one by one: to the eye and to the ear."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from docgen import engine
from docgen.diagnostics import Report
from docgen.docx.check import check_package
from docgen.engine.press import Printed, Printer
from docgen.pdf import (
    Conversion,
    Export,
    LibreOffice,
    Limits,
    Office,
    Piece,
    bears_joining,
    bundle,
)
from docgen.pdf.joining import join
from docgen.pdf.pages import page_count
from docgen.pdf.paper import look
from docgen.pdf.shift import gather
from docgen.pdf.worker import Task
from docgen.records import replace
from docgen.resources import samples
from tests.compiled import COMPILED
from tests.packages import (
    CORE,
    GOOD,
    LINK,
    NUMBERED,
    REFERENCE,
    SECTION,
    TABLE,
    document,
    package,
    paragraph,
)
from tests.pdf.conftest import QUICK
from tests.pdf.pixels import pages, tags

Pairs = list[tuple[Path, Path]]
Both = Callable[..., Pairs]
ROUGHLY = 36  # dots an inch: a moved word shows


@pytest.fixture(scope="module")
def both(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Both:
    """Convert documents joined and plainly, in one go each; return the PDFs of each document."""

    def make(docx: list[Path], **options: Any) -> Pairs:
        folder = tmp_path_factory.mktemp("оба")
        made = [converted(office, docx, folder / str(joined), joined, options) for joined in (1, 0)]
        return list(zip(*made, strict=True))

    return make


def converted(
    office: Office, docx: list[Path], folder: Path, joined: int, options: dict[str, Any]
) -> list[Path]:
    folder.mkdir()
    converter = LibreOffice(
        office,
        os.environ,
        temporary=folder,
        workers=1 if joined else 2,
        limits=Limits(joint=2),
        joined=bool(joined),
        **options,
    )
    conversion = converter.convert(
        [(path, folder / f"{number}.pdf") for number, path in enumerate(docx)]
    )
    assert conversion.report.ok, list(conversion.report)
    assert len(conversion.made) == len(docx)
    return list(conversion.made)


def is_plain(pdf: Path) -> bool:
    """Whether LibreOffice itself wrote the end of the file; a joint is cut, and we write it."""
    return b"/DocChecksum" in pdf.read_bytes()[-1024:]


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
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, str]:
    """A document of every kind of the samples that is joined, and their kinds."""
    folder = tmp_path_factory.mktemp("бумаги")
    found: dict[Path, str] = {}
    for name in ("kvantorium", "teachers", "rural-school"):
        project = engine.load(samples() / name)
        printer = Printer(project, COMPILED)
        new = [kind.name for kind in project.packs.kinds() if kind.name not in found.values()]
        for kind in new:
            for job in islice(engine.plan(project, [kind])[0].jobs, 1):
                path = folder / f"{len(found)}.docx"
                path.write_bytes(_printed(printer(job)))
                if look(path).kin:
                    found[path] = kind
    return found


def _printed(made: Printed | Report) -> bytes:
    assert isinstance(made, Printed)
    return made.files["docx"]


@pytest.mark.soffice
def test_papers_of_every_kind_are_the_same_pixel_for_pixel(
    papers: dict[Path, str], both: Both, tmp_path: Path
) -> None:
    tasks = [Task(number, path, path, look(path)) for number, path in enumerate(papers)]
    joints = [sheaf for sheaf in gather(tasks, Limits(joint=2)) if len(sheaf.tasks) > 1]
    docx = [task.docx for sheaf in joints for task in sheaf.tasks]
    made = both(docx)
    joined = {papers[path] for path, (one, _) in zip(docx, made, strict=True) if not is_plain(one)}
    assert len(joined) > 40
    names = [papers[path] for path in docx]
    drawn = [_drawn(names, list(side), tmp_path) for side in zip(*made, strict=True)]
    assert drawn[0] == drawn[1]


@pytest.mark.soffice
def test_how_much_else_is_in_a_file_moves_no_heading_to_another_page(
    papers: dict[Path, str], office: Office, tmp_path: Path
) -> None:
    (one,) = (path for path, kind in papers.items() if kind == "partner-agreement")
    docx = [tmp_path / f"{number}.docx" for number in range(40)]
    for path in docx:
        path.write_bytes(one.read_bytes())
    (plain,) = converted(office, [one], tmp_path / "сам", 0, {})
    joined = converted(office, docx, tmp_path / "вместе", 1, {})
    assert not any(map(is_plain, joined))
    assert page_count(plain) > 1
    assert _drawn([""] * 40, joined, tmp_path) == _drawn([""], [plain], tmp_path) * 40


def _drawn(names: list[str], pdfs: list[Path], folder: Path) -> list[tuple[str, str]]:
    """Return what each page looks like, with the name of its document; drawn in one go."""
    pairs = list(zip(names, pdfs, strict=True))
    bundle([Piece(pdf, name) for name, pdf in pairs], folder / "все.pdf")
    of_pages = [name for name, pdf in pairs for _ in range(page_count(pdf))]
    return list(zip(of_pages, pages(folder / "все.pdf", ROUGHLY), strict=True))


def whole(*blocks: str, title: str = "Приказ", **parts: str) -> bytes:
    core = CORE.replace("Приказ", title)
    named = {f"word/{name}.xml": text for name, text in parts.items()}
    return package(
        {"docProps/core.xml": core, "word/document.xml": document("".join(blocks)), **named}
    )


NAMES = ("Иванова", "Петров", "Сидоренко")
SPACED = '<w:p><w:pPr><w:pStyle w:val="Text"/><w:spacing w:before="480" w:after="480"/>{}</w:pPr>'
RUN = "<w:r><w:t>Абзац с отбивкой</w:t></w:r></w:p>"
RESTARTED = SECTION.replace("</w:sectPr>", '<w:pgNumType w:start="7"/></w:sectPr>')
CONTINUOUS = SECTION.replace("<w:pgSz", '<w:type w:val="continuous"/><w:pgSz')
FIELD = '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
INNER = f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>"
HEADING = '<w:p><w:pPr><w:outlineLvl w:val="{}"/></w:pPr><w:r><w:t>Раздел {}</w:t></w:r></w:p>'
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
    "private data": [
        HEADING.format(0, name) + paragraph(f"Паспорт: {name}") + SECTION for name in NAMES
    ],
}


@pytest.fixture(scope="module")
def cases(both: Both, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pairs]:
    """Convert the documents of all cases; those of each are of a kin of their own."""
    folder = tmp_path_factory.mktemp("случаи")
    docx = {case: _written(folder, case) for case in CASES}
    made = iter(both([*chain.from_iterable(docx.values())]))
    return {case: list(islice(made, len(docx[case]))) for case in CASES}


def _written(folder: Path, case: str) -> list[Path]:
    zoom = f'w:percent="{100 + list(CASES).index(case)}"'
    settings = str(GOOD["word/settings.xml"]).replace('w:percent="100"', zoom)
    docx = [folder / f"{case} {number}.docx" for number in range(len(CASES[case]))]
    for number, path in enumerate(docx):
        path.write_bytes(whole(CASES[case][number], title=f"Бумага {number}", settings=settings))
        assert bears_joining(path.read_bytes())
    return docx


@pytest.mark.soffice
@pytest.mark.parametrize("case", CASES)
def test_what_a_school_may_put_into_a_template_is_alike_too(
    case: str, cases: dict[str, Pairs]
) -> None:
    for number, (one, other) in enumerate(cases[case]):
        assert (is_plain(one), is_plain(other)) == (False, True)
        alike(one, other)
        said = PdfReader(one).metadata
        assert said is not None
        assert said.title == f"Бумага {number}"


@pytest.mark.soffice
def test_nothing_of_one_document_is_in_the_file_of_another(cases: dict[str, Pairs]) -> None:
    for name, (pdf, _) in zip(NAMES, cases["private data"], strict=True):
        reader = PdfReader(pdf)
        objects = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
        said = "".join(page.extract_text() for page in reader.pages) + repr(objects)
        assert [each for each in NAMES if each in said] == [name]


@pytest.mark.soffice
def test_archives_describe_each_document_as_if_it_were_alone(both: Both, tmp_path: Path) -> None:
    more = "<dc:subject>Наставничество</dc:subject><cp:keywords>пара, план</cp:keywords>"
    cores = {
        "первый": CORE.replace("Приказ", "Приказ № 5"),
        "второй": CORE.replace("</cp:coreProperties>", f"{more}</cp:coreProperties>"),
        "третий": CORE.replace("Приказ", "План «Лето»"),
    }
    docx = [tmp_path / f"{name}.docx" for name in cores]
    for path, core in zip(docx, cores.values(), strict=True):
        body = document(paragraph(f"Документ {path.stem}") * 2 + SECTION)
        path.write_bytes(package({"docProps/core.xml": core, "word/document.xml": body}))
    for one, other in both(docx, export=Export(archive=True)):
        assert one.read_bytes() != other.read_bytes()
        alike(one, other)
        assert archive(one) == archive(other)


def archive(pdf: Path) -> tuple[bytes, dict[str, Any], bytes]:
    """Return what makes a PDF an archive: its description, its purpose, its colours."""
    root = PdfReader(pdf).root_object
    (intent,) = (each.get_object() for each in root["/OutputIntents"])
    colours = intent["/DestOutputProfile"].get_object().get_data()
    told = {key: value for key, value in intent.items() if key != "/DestOutputProfile"}
    return root["/Metadata"].get_object().get_data(), told, colours


@pytest.mark.soffice
def test_joined_documents_are_the_same_each_time(
    cases: dict[str, Pairs], office: Office, tmp_path: Path
) -> None:
    docx = _written(tmp_path, "odd words")
    again = converted(office, docx, tmp_path / "ещё раз", True, {})
    first = [one.read_bytes() for one, _ in cases["odd words"]]
    assert [path.read_bytes() for path in again] == first


def test_documents_that_cannot_be_told_apart_are_converted_one_by_one(
    fake: Callable[..., LibreOffice], write: Callable[[str, str], tuple[Path, Path]], notes: Path
) -> None:
    """The fake prints a joint as one page, so nothing says where a document begins."""
    pairs = [write(f"п{number}", f"Letter number {number}") for number in range(4)]
    for path, _ in pairs:
        path.write_bytes(whole(paragraph(f"Letter for {path.stem.encode().hex()}") * 2, SECTION))
    conversion: Conversion = fake("nothing", limits=replace(QUICK, joint=2)).convert(pairs)
    assert conversion.made == tuple(pdf for _, pdf in pairs)
    assert conversion.report.ok
    calls = re.findall(r"call (\d+)", notes.read_text(encoding="utf-8"))
    assert calls == ["1", "4"]


def test_a_joint_is_a_sound_document_with_names_of_its_own() -> None:
    one = whole(NUMBERED + REFERENCE + paragraph("Директор") + SECTION)
    joint = join([one, one, one])
    assert list(check_package(joint, "т.docx")) == []
