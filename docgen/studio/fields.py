"""The palette of a kind with examples: as lines to read, and as a Word file to copy from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from docgen import engine
from docgen.clauses import Clauses, Text
from docgen.context import build_context
from docgen.docx import Blank, Template
from docgen.engine import Project
from docgen.errors import TemplateError
from docgen.packs import Kind
from docgen.palette import Entry, catalogue, scope_of
from docgen.palette.catalogue import Chapter, filters_for, value_at
from docgen.palette.scopes import ELEMENT, KEYED, loops
from docgen.records import Frozen
from docgen.wording import dialect

PART: Final = "palette"
_LONGEST: Final = 60
_FILTERED: Final = ("text", "phrase", "number", "date", "list")


class Line(Frozen):
    """A field as a person reads it; one that `holds` others is printed by naming one of them."""

    path: str
    title: str
    type: str
    example: str
    holds: bool = False

    @property
    def tag(self) -> str:
        """How it is written in a template, inside the loops that it needs."""
        if self.path.endswith((ELEMENT, KEYED)):
            return f"{{% {loops(self.path)[0][-1]} %}}"
        return f"{self.inside}.…" if self.holds else f"{{{{ {self.inside} }}}}"

    @property
    def inside(self) -> str:
        """The name inside the loops that it needs; a list is called as it is, to loop through."""
        return loops(self.path.rstrip("[]{}"))[1]

    @property
    def field(self) -> str:
        """How a merge field of Word names it; none names a record or what is kept by keys."""
        name = self.path.replace(ELEMENT, "")
        if self.path.endswith(ELEMENT):
            return f"TableStart:{name}"
        return "" if self.holds or KEYED in self.path else name


class Page(Frozen):
    """Fields that belong together."""

    title: str
    path: str
    also: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def loops(self) -> tuple[str, ...]:
        """The loops in which these fields are there."""
        return tuple(f"{{% {each} %}}" for each in loops(self.path)[0])


def fields_of(kind: Kind, project: Project) -> tuple[Page, ...]:
    """Return the palette of a kind with examples from a programme."""
    names = _names(kind, project)
    return tuple(_page(chapter, names) for chapter in catalogue(scope_of([kind])))


def filters() -> dict[str, tuple[str, ...]]:
    """Return which filters take which type of value, by the type's Russian name."""
    titles = {"text": "текст", "phrase": "текст, склоняется", "number": "число"}
    titles |= {"date": "дата", "list": "список"}
    return {titles[sort]: filters_for(sort) for sort in _FILTERED}


def palette_docx(kind: Kind, pages: Iterable[Page], project: Project) -> bytes:
    """Return the palette as a Word file to copy from."""
    stack = project.packs
    data = stack.part(PART)
    assert data is not None  # the built-in pack holds it
    template = Template.compile(
        data, name=f"{PART}.docx", dialect=dialect(stack.typesetter()), parts=stack.part
    )
    context = {"kind": _told(kind), "pages": [_plain(page) for page in pages], "filters": filters()}
    return template.render(context).docx


def _names(kind: Kind, project: Project) -> Mapping[str, Any]:
    """Return what the first document of a kind would be given; nothing if there is none."""
    plan = engine.plan(project, [kind.name])[0]
    jobs = plan.of(kind.name)
    if not jobs:
        return dict(project.facts.names)
    clauses = Clauses.of(kind, project.packs)
    facts = project.facts_for(kind)
    try:
        own = build_context(jobs[0], facts, plan, clauses.render if clauses else _wordless)
        return {**facts.names, **own}
    except TemplateError:
        return dict(project.facts.names)


def _wordless(_: Mapping[str, Any]) -> Text:
    return Text()


def _page(chapter: Chapter, names: Mapping[str, Any]) -> Page:
    lines = tuple(_line(entry, names) for entry in chapter.entries)
    return Page(chapter.title, chapter.path, chapter.also, lines)


def _line(entry: Entry, names: Mapping[str, Any]) -> Line:
    found = value_at(entry.path, names)
    example = _shown(found) or ("" if entry.record else entry.field.example)
    return Line(
        entry.path, entry.field.title, entry.type, _short(example), holds=bool(entry.record)
    )


def _shown(value: Any) -> str:
    """Show a value as an example; what is more than one value shows itself in its own fields."""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if value is None or isinstance(value, Blank | Mapping | list):
        return ""
    plain = isinstance(value, str | int | float) or hasattr(value, "parts")
    return str(value) if plain else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _told(kind: Kind) -> dict[str, str]:
    return {"name": kind.name, "title": kind.title}


def _plain(page: Page) -> dict[str, Any]:
    lines = [
        {name: getattr(each, name) for name in ("tag", "field", "title", "type", "example")}
        for each in page.lines
    ]
    return {"title": page.title, "loops": " ".join(page.loops), "lines": lines}
