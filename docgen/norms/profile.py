"""Profiles: what is asked of the looks of documents, as packs say it in `norms/*.yaml`.

A profile may extend another, and a nearer pack may change any number or rule of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from docgen import schema
from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.errors import TemplateError
from docgen.packs import PackStack, merge, read_yaml
from docgen.records import Frozen, field

FOLDER: Final = "norms"
SCHOOL: Final = "school:"
DEFAULT: Final = "gost-2025"
_OFF: Final = "off"


class Page(Frozen):
    """The sheet: least margins and the place of the page number, in millimetres."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    left_kept: float
    number_edge: float
    slack: float


class Text(Frozen):
    """Fonts, sizes in points, indents in millimetres, intervals in lines."""

    fonts: tuple[str, ...]
    sizes: tuple[float, ...]
    table_least: float
    table_usual: float
    place_least: float
    first_line: float
    line_least: float
    line_most: float
    corner: float
    along: float
    heading_lines: float
    last_page_lines: float
    levels: int


class Norm(Frozen):
    """A rule as its profile has it: how much it matters, and where it is known from."""

    title: str
    severity: str
    trust: str
    basis: str
    paper: tuple[str, ...] = ()

    @property
    def active(self) -> bool:
        """Whether the profile asks for it."""
        return self.severity != _OFF

    @property
    def level(self) -> Severity:
        """How much a breach matters; what is known from memory is no error."""
        level = Severity(self.severity)
        doubtful = self.trust == "memory" and level is Severity.ERROR
        return Severity.WARNING if doubtful else level


class PaperKind(Frozen):
    """A kind of document as offices know it: its names with their genders, and its parts."""

    id: str
    names: dict[str, str] = field(default_factory=dict)
    retention: str = "short"
    approved: bool = False
    placed: bool = False
    headed: bool = False
    order: tuple[str, ...] = ()
    required: tuple[str, ...] = ()


class Words(Frozen):
    """Beginnings of words by which parts of a document are recognised."""

    approval: dict[str, tuple[str, ...]]
    stamps: tuple[str, ...]
    posts: tuple[str, ...]
    organisations: tuple[str, ...]
    resolve: tuple[str, ...]
    acquainted: tuple[str, ...]
    cities: tuple[str, ...]
    first_person: tuple[str, ...]
    visas: tuple[str, ...]
    codes: tuple[str, ...]


class Profile(Frozen):
    """A named set of norms."""

    id: str
    title: str
    page: Page
    text: Text
    rules: dict[str, Norm]
    papers: tuple[PaperKind, ...]
    words: Words
    styles: dict[str, str]
    note: str = ""
    abbreviations: tuple[str, ...] = ()  # those that everybody knows, from `rules.yaml`
    terms: tuple[str, ...] = ()  # those that a glossary explains, from there, too

    def active(self, paper: str) -> tuple[str, ...]:
        """Return the rules that are asked of a `docx` or a `pdf`."""
        return tuple(key for key, norm in self.rules.items() if norm.active and paper in norm.paper)


def profile(name: str, packs: PackStack) -> Profile:
    """Return the profile of a name, `school:…` for one of the school's own packs."""
    own = name.startswith(SCHOOL)
    key = name.removeprefix(SCHOOL)
    known = profile_names(packs)
    if name not in known:
        raise TemplateError(_unknown(name, known))
    data = _read(key, packs, own=own, seen=())
    lacking = [part for part in schema.root("norms").properties if part not in data]
    if set(lacking) - {"note", "extends"}:
        raise TemplateError(_partial(name, lacking))
    common = packs.table("rules")
    named = {part: tuple(common.get(part, ())) for part in ("abbreviations", "terms")}
    said = {part: data[part] for part in data if part != "extends"}
    return schema.build(Profile, {**said, **named})


def profile_names(packs: PackStack) -> tuple[str, ...]:
    """Return the names that `--profile` takes: built-in ones, then those of the school."""
    *own, built_in = packs.packs
    names = sorted(path.stem for path in (built_in.root / FOLDER).glob("*.yaml"))
    schools = {path.stem for pack in own for path in (pack.root / FOLDER).glob("*.yaml")}
    return (*names, *(f"{SCHOOL}{each}" for each in sorted(schools - set(names))))


def _read(key: str, packs: PackStack, *, own: bool, seen: tuple[str, ...]) -> dict[str, Any]:
    """Read a profile from every pack that speaks of it, over the one that it extends."""
    merged: dict[str, Any] = {}
    for pack in reversed(packs.packs[:-1] if own else packs.packs):
        path = pack.root / FOLDER / f"{key}.yaml"
        if path.is_file():
            merged = merge(merged, read_yaml(path, "norms"))
    base = merged.get("extends", "")
    if not base:
        return merged
    if base in (key, *seen) or base not in profile_keys(packs):
        raise TemplateError(_unknown(base, profile_names(packs)))
    below = _read(base, packs, own=False, seen=(*seen, key))
    extended: dict[str, Any] = merge(below, merged)
    return extended


def profile_keys(packs: PackStack) -> frozenset[str]:
    """Return the names that `extends` takes."""
    return frozenset(name.removeprefix(SCHOOL) for name in profile_names(packs))


def forms(words: Words) -> Iterator[tuple[str, str]]:
    """Yield the words of approval with their genders, the longest first."""
    pairs = ((form, gender) for gender, all_ in words.approval.items() for form in all_)
    return iter(sorted(pairs, key=lambda pair: -len(pair[0])))


def _unknown(name: str, known: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        "DG659",
        f"Профиля оформления «{name}» нет.",
        Place(),
        f"Есть: {', '.join(known)}. Свой профиль школы – файл norms/ИМЯ.yaml в её наборе.",
    )


def _partial(name: str, lacking: list[str]) -> Diagnostic:
    return Diagnostic(
        "DG659",
        f"В профиле оформления «{name}» нет разделов: {', '.join(lacking)}.",
        Place(),
        "Допишите в нём «extends: gost-2025»: тогда в профиле достаточно отличий.",
    )
