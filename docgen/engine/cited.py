"""Acts in a school's own words: its file, its acts, its pack. What is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen import source
from docgen.citations import Finding, KnownActs, Paper, examine
from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.engine.project import OWN_PACK, Project
from docgen.facts import Citation, plain
from docgen.model import Act
from docgen.packs import PackStack, files_of
from docgen.records import replace
from docgen.source import Data, Source

Path_ = tuple[str | int, ...]
_SHORTEST = 6  # letters of the shortest text that can cite an act
_LONGEST_BLOCK = 100  # lines of a text that a finding is looked for in
_OWN_ACTS = "acts"


def known_acts(packs: PackStack, own: Iterable[Act] = ()) -> KnownActs:
    """Return the acts of the packs, and a school's own after them."""
    return KnownActs(packs.table("acts"), map(plain, own))


def check_citations(project: Project) -> Report:
    """Return what is wrong with acts in the school's own words: its file, its acts, its pack."""
    known = known_acts(project.packs)
    return Report(
        (
            *_in_texts(project, known),
            *_in_acts(project, known),
            *_in_listed(project, known),
            *_in_packs(project, known),
        )
    )


def paper_of(project: Project) -> Paper:
    """Return as what the texts of a programme are judged: papers of its time and its track."""
    programme = project.facts.programme
    track = programme.tracks[0] if len(programme.tracks) == 1 else ""
    return Paper(date=programme.start, track=track, latest=max(programme.start, programme.end))


def _in_texts(project: Project, known: KnownActs) -> Iterator[Diagnostic]:
    """Judge every text of the programme but the requisites of its own acts."""
    data = {key: value for key, value in project.source.data.items() if key != _OWN_ACTS}
    yield from _in_source(project.source, data, known, paper_of(project))


def _in_packs(project: Project, known: KnownActs) -> Iterator[Diagnostic]:
    """Judge every text of the school's own pack; those of a region are not the school's to mend."""
    own = Path(project.source.name).resolve().parent / OWN_PACK
    for path in files_of(own):
        if path.suffix == ".yaml":
            yield from _in_file(path, known, paper_of(project), project.packs)


def _in_file(path: Path, known: KnownActs, paper: Paper, packs: PackStack) -> Iterator[Diagnostic]:
    if path.name == f"{_OWN_ACTS}.yaml":
        return  # what it says is what is known
    kinds = {kind.name: kind.track for kind in packs.kinds()}
    paper = replace(paper, track=kinds.get(path.parent.name) or paper.track)
    read = source.read(path, include=False)
    yield from _in_source(read, read.data, known, paper)


def _in_source(read: Source, data: Data, known: KnownActs, paper: Paper) -> Iterator[Diagnostic]:
    for path, text in _texts(data, ()):
        for found in examine(text, known, paper):
            yield diagnostic(found, _place(read, path, text, found), path)


def _texts(data: Data, path: Path_) -> Iterator[tuple[Path_, str]]:
    """Yield every text that may cite an act, with the way to it."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*path, index))
    elif isinstance(data, str) and len(data) >= _SHORTEST and " " in data:
        yield path, data


def _place(read: Source, path: Path_, text: str, found: Finding) -> Place:
    """Return where a stretch of a text stands: on the line of a short text, or in a long one."""
    place = read.place(path)
    quotes = place.length - len(text)
    if not found.end:
        return place
    if quotes in (0, 2):
        column = place.column + quotes // 2 + found.start
        return replace(place, column=column, length=found.end - found.start)
    return _in_block(read, place, text[found.start : found.end]) or place


def _in_block(read: Source, place: Place, stretch: str) -> Place | None:
    """Return where a text of many lines has a stretch, or as much of its beginning as one has."""
    words = stretch.split()
    for said in (words, words[:2], words[:1]):
        sought = " ".join(said)
        for number in range(place.line, place.line + _LONGEST_BLOCK):
            column = read.line(place.file, number).find(sought)
            if column >= 0:
                return replace(place, line=number, column=column + 1, length=len(sought))
    return None


def _in_acts(project: Project, known: KnownActs) -> Iterator[Diagnostic]:
    """Judge the requisites of the school's own acts that are acts of the register."""
    programme = project.facts.programme
    for index, act in enumerate(programme.acts):
        live = act.status in ("in-force", "recommendation")
        paper = paper_of(project) if live else Paper()
        text = str(Citation.of(plain(act), project.facts.lexicon))
        yield from _in_line(text, (_OWN_ACTS, index), paper, project.source, known)


def _in_listed(project: Project, known: KnownActs) -> Iterator[Diagnostic]:
    """Judge the acts that the programme lists in its documents by their ids."""
    for index, name in enumerate(project.facts.programme.about.acts):
        text = str(project.facts.acts.cite(name))
        path = ("programme", _OWN_ACTS, index)
        yield from _in_line(text, path, paper_of(project), project.source, known)


def _in_line(
    text: str, path: Path_, paper: Paper, read: Source, known: KnownActs
) -> Iterator[Diagnostic]:
    for found in examine(text, known, paper):
        if found.severity is not Severity.INFO or found.act:
            yield diagnostic(found, read.place(path), path)


def diagnostic(found: Finding, place: Place, path: Path_ = ()) -> Diagnostic:
    """Return a finding about a text as a finding about the file that it stands in."""
    return Diagnostic(found.code, found.what, place, found.repair, found.severity, path)
