"""A folder of papers, whoever made them, read and judged: what there is, what is wrong with it."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from docgen import norms
from docgen.audit import points, rules
from docgen.audit.evidence import Evidence, plain_document
from docgen.audit.looks import CODE, line_of, looks_apart
from docgen.audit.overlooked import has
from docgen.audit.points import Score
from docgen.audit.printed import joined
from docgen.audit.signs import Signs, signs_of
from docgen.audit.strangers import STALE, is_late
from docgen.audit.waivers import waived_in
from docgen.citations import KnownActs, Paper
from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.norms import Profile
from docgen.packs import PackStack
from docgen.records import Frozen
from docgen.rules import Waived

WORD: Final = (".docx", ".docm")
FOREIGN: Final = (".doc", ".odt", ".rtf", ".dot")
PDF: Final = ".pdf"
_EVERY: Final = 500  # places of one breach: all of them, for comments and for their number
_LEAST_TEXT: Final = 40  # letters: a page with fewer is a picture
# Others made these, or docgen did for itself; no paper of the school is among them.
_SKIPPED: Final = ("Прежние версии", "Больше не нужны", "templates", "packs")

# Of other kinds the name alone does not tell whom they are about.
_TRACKS: Final[Mapping[str, str]] = {
    "regulation-teachers": "teachers",
    "regulation-students": "students",
    "teacher-route": "teachers",
    "student-route": "students",
    "mentor-agreement": "teachers",
    "mentor-consent": "teachers",
    "consent-participation": "students",
}

_ANY_REGULATION: Final = "regulation-students"  # so is one called whose title names nobody

# These are about the pairs of the school: whom its regulation is about.
_ABOUT_PAIRS: Final = ("pair-plan", "mentor-report", "mentor-journal", "mentee-feedback")

Opener = Callable[[Sequence[Path]], Mapping[Path, bytes]]


class Audit(Frozen):
    """What an audit found: the papers, the control points, the findings.

    `report` has one line for the looks of each paper; what is behind it is in `looks`. `waived` is
    what the school has decided to live with.
    """

    papers: tuple[Evidence, ...]
    scores: tuple[Score, ...]
    report: Report
    unread: tuple[str, ...] = ()
    looks: tuple[Diagnostic, ...] = ()
    waived: tuple[Waived, ...] = ()

    @property
    def total(self) -> float:
        """The sum of the scores."""
        return sum(each.value for each in self.scores)

    def of(self, file: str) -> tuple[Diagnostic, ...]:
        """Return the findings about a file."""
        return tuple(each for each in self.report if each.place.file == file)

    def details(self, file: str) -> tuple[Diagnostic, ...]:
        """Return the findings about a file with each place of its looks."""
        own = (each for each in self.of(file) if each.code != CODE)
        return (*own, *(each for each in self.looks if each.place.file == file))


def audit(folder: Path, packs: PackStack, profile: Profile, opener: Opener = lambda _: {}) -> Audit:
    """Audit the papers of a folder; `opener` makes DOCX of what only an office program reads.

    Files are named by their paths within the folder. Nothing is written, nothing leaves the
    machine.
    """
    signs, known = signs_of(packs), KnownActs(packs.table("acts"))
    found: list[Diagnostic] = []
    papers: list[Evidence] = []
    files = sorted(_files(folder))
    opened = opener([each for each in files if each.suffix.casefold() in FOREIGN])
    for path in files:
        name = path.relative_to(folder).as_posix()
        paper, report = _read(path, name, opened, profile, signs)
        found += report
        if paper is not None:
            papers.append(paper)
    everybody = tuple(name for each in papers for name in each.names)
    for each in papers:
        each.others = everybody
    latest = max((each.day for each in papers if each.day), default=None)
    track = _track(papers)
    for paper in papers:
        found += _own(paper, known, latest, track)
        found += [line_of(paper.file, paper.looks, signs)] if paper.looks else []
    found += rules.cross_checked(papers, signs)
    late = {e.file for e in papers if e.paper == "order" and is_late(e)}  # a slip in a new order
    stale = {each.place.file for each in found if each.code == STALE} - late
    scored = points.scores(papers, signs, stale)
    found += points.findings(scored)
    read = {each.file for each in papers}
    unread = [name for each in files if (name := each.relative_to(folder).as_posix()) not in read]
    looks = tuple(each for paper in papers for each in paper.looks)
    waived = waived_in(folder)
    return Audit(tuple(papers), scored, Report(found), tuple(unread), looks, waived)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the papers of a folder: no locks, no hidden files, no made copies beside a DOCX."""
    for base, inner, names in os.walk(folder):
        inner[:] = sorted(n for n in inner if not n.startswith(".") and n not in _SKIPPED)
        here = {name.casefold() for name in names}
        for name in names:
            suffix = Path(name).suffix.casefold()
            twin = f"{Path(name).stem}.docx".casefold() in here
            wanted = suffix in (*WORD, *FOREIGN) or (suffix == PDF and not twin)
            if wanted and not name.startswith(("~$", ".")):
                yield Path(base, name)


def _read(
    path: Path, name: str, opened: Mapping[Path, bytes], profile: Profile, signs: Signs
) -> tuple[Evidence | None, Report]:
    """Read a file; without a paper the report says why there is none."""
    suffix = path.suffix.casefold()
    try:
        data = opened.get(path, b"") if suffix in FOREIGN else path.read_bytes()
    except OSError:
        return None, Report([_unread(name, "его не открыть: может быть, он занят")])
    if not data:
        return None, Report([_unread(name, "для этого нужен LibreOffice")])
    if suffix == PDF:
        return _read_pdf(data, name, profile, signs)
    examined = norms.examine(data, profile, name, most=_EVERY)
    if examined.document is None:
        return None, examined.report
    paper = Evidence(name, examined.document, profile, signs)
    paper.report, paper.looks = looks_apart(examined.report, signs)
    return paper, Report()


def _read_pdf(
    data: bytes, name: str, profile: Profile, signs: Signs
) -> tuple[Evidence | None, Report]:
    lines = _lines(data)
    if lines is None:
        return None, Report([_unread(name, "файл повреждён или закрыт паролем")])
    if sum(map(len, lines)) < _LEAST_TEXT:
        return None, Report([_scan(name)])
    return Evidence(name, plain_document(name, lines), profile, signs), Report()


def _lines(data: bytes) -> list[str] | None:
    from pypdf import PdfReader  # noqa: PLC0415  slow, and only for PDF
    from pypdf.errors import PyPdfError  # noqa: PLC0415  the same

    try:
        pages = PdfReader(io.BytesIO(data)).pages
        text = "\n".join(page.extract_text() or "" for page in pages)
    except (PyPdfError, ValueError, KeyError, TypeError):
        return None
    return joined([line.strip() for line in text.splitlines() if line.strip()])


def _track(papers: Iterable[Evidence]) -> str:
    """Return whom the folder is about, if its regulations are all about the same."""
    told = {_about(each) for each in papers if each.kind.startswith("regulation-")}
    return told.pop() if len(told) == 1 else ""


def _about(paper: Evidence) -> str:
    """Return whom a paper is about: the title tells, or its kind; one about both is about none."""
    if paper.track == "both":
        return ""
    by_title = paper.track if paper.paper == "order" and paper.kind else ""
    unsure = paper.kind == _ANY_REGULATION and not paper.track and not paper.guides_pupils
    return by_title or ("" if unsure else _TRACKS.get(paper.kind, ""))


def _own(
    paper: Evidence, known: KnownActs, latest: date | None, track: str
) -> Iterable[Diagnostic]:
    """Yield what is wrong with one paper: its look, the acts it cites, what nobody knows it as.

    A paper without a date is as old as the act that approved it, or as the latest of the folder.
    """
    yield from (each for each in paper.report if not has(paper, each))
    day = paper.day or paper.approved[0] or latest
    own = _about(paper) or (track if paper.kind in _ABOUT_PAIRS else "")
    as_what = Paper(date=day, track=own, kind=paper.kind)
    yield from norms.cited_acts(paper.document, as_what, known)
    if not paper.kind:
        yield _strange(paper.file)


def _unread(name: str, why: str) -> Diagnostic:
    message, hint = f"Файл не проверен: {why}.", "Откройте его и сохраните как DOCX."
    return Diagnostic("DG660", message, Place(name), hint, Severity.WARNING)


def _scan(name: str) -> Diagnostic:
    return Diagnostic(
        "DG661",
        "Это скан: в файле нет текста, проверить его нельзя.",
        Place(name),
        "Положите рядом файл Word, с которого печатали, или распознайте текст.",
        Severity.WARNING,
    )


def _strange(name: str) -> Diagnostic:
    return Diagnostic(
        "DG662",
        "Не понять, что это за документ.",
        Place(name),
        "Проверьте первую строку: вид документа и заголовок «О …».",
        Severity.INFO,
    )
