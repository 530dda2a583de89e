"""What is measured: generated programmes, and the same documents through docxtpl."""

from __future__ import annotations

import functools
import io
import re
import sys
import zipfile
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from lxml import etree
from rounds import ROOT

sys.path.insert(0, str(ROOT))  # the checkout, not an installed docgen

from docgen import engine, resources
from docgen.clauses import Clauses, Text
from docgen.context import build_context
from docgen.docx import Blank, Rich, Template
from docgen.docx.state import BELOW
from docgen.docx.stylesheet import Stylesheet
from docgen.docx.weave import STYLES, weave
from docgen.plan import Job
from docgen.records import Struct, said
from docgen.russian import Phrase, typesetter
from docgen.wording import dialect
from tests.programmes import YEAR

Context = dict[str, Any]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TYPESET = typesetter()
_INCLUDE = re.compile(r"^\{%p include '(.+)' %\}$", re.MULTILINE)
_SURNAMES = (
    "Примеров Образцов Тетрадкин Линейкин Учебников Черновиков Ручкин Доскин Звонков".split()
)
_NAMES = "Иван Пётр Павел Марк Лев Глеб Олег Илья Юрий Антон Фёдор Тимур".split()
_PATRONYMICS = "Ильич Петрович Андреевич Олегович Львович Павлович Юрьевич".split()
_HEAD = """\
school:
  full_name: Муниципальное бюджетное общеобразовательное учреждение «Черновая школа № 9»
  short_name: МБОУ «Черновая школа № 9»
  type: school
  place: г. Черновой
  address: 000000, Примерская область, г. Черновой, ул. Тетрадная, д. 9
  director: {person: dir}
people:
  - {id: dir, last_name: Главный, first_name: Пётр, middle_name: Ильич, gender: m, kind: head,
     post: директор}
  - {id: cur, last_name: Выдуманная, first_name: Анна, middle_name: Сергеевна, gender: f,
     kind: head, post: заместитель директора}
"""


def programme(pairs: int, orders: str = "per-pair") -> str:
    """Return the YAML of a school with so many pairs, each of two people of its own.

    Each pair has an order of its own, or all are fixed `together`.
    """
    about = f"{YEAR}  orders: {orders}\npairs:"
    people = (_person(f"t{number}", number) for number in range(2 * pairs))
    work = (
        f"  - {{id: p{number:05}, form: teacher-teacher, model: experienced-young,"
        f" mentors: [t{2 * number}], mentees: [t{2 * number + 1}],"
        " goal: Освоение приёмов работы с классом}"
        for number in range(pairs)
    )
    return _HEAD + "\n".join((*people, about, *work, ""))


def _person(identifier: str, number: int) -> str:
    # The three lists have no common divisor: seven hundred and fifty-six different names.
    last = _SURNAMES[number % len(_SURNAMES)]
    first = _NAMES[number // len(_SURNAMES) % len(_NAMES)]
    middle = _PATRONYMICS[number % len(_PATRONYMICS)]
    return (
        f"  - {{id: {identifier}, last_name: {last}, first_name: {first}, middle_name: {middle},"
        " gender: m, kind: teacher, post: учитель математики, experience: {total: 12, here: 6},"
        " consents: [{kind: personal-data, date: 20.08.2026}, {kind: mentoring, date: 20.08.2026}]}"
    )


def project(folder: Path, pairs: int, orders: str = "per-pair") -> engine.Project:
    """Write a programme and load it."""
    write(folder, pairs, orders)
    return loaded(folder)


def write(folder: Path, pairs: int, orders: str = "per-pair") -> None:
    """Write the file of a programme."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / engine.MAIN_FILE).write_text(programme(pairs, orders), encoding="utf-8")


def loaded(folder: Path) -> engine.Project:
    """Load a programme that must be without errors."""
    made = engine.load(folder)
    if not made.report.ok:
        sys.exit("\n".join(str(found) for found in made.report))
    return made


def contexts(of: engine.Project, kind: str) -> Iterator[tuple[Job, Context]]:
    """Yield the documents of a kind with what docgen gives their template."""
    plan, _ = engine.plan(of)
    path = of.packs.find(of.packs.kind(kind), "clauses.yaml")
    words: Callable[[Mapping[str, Any]], Text] = (
        Clauses.read(path).render if path else lambda _: Text()
    )
    facts = of.facts
    for job in plan.of(kind):
        yield job, build_context(job, facts, plan, words)


def flat_template(of: engine.Project, kind: str) -> bytes:
    """Return a kind's template with the shared parts in their places: docxtpl has no such parts."""
    path = of.packs.find(of.packs.kind(kind), "template.txt")
    if path is None:
        sys.exit(f"no template.txt for {kind}")
    text = path.read_text(encoding="utf-8")
    while _INCLUDE.search(text):
        text = _INCLUDE.sub(lambda found: _part(found[1]), text)
    return _woven(text)


def _part(name: str) -> str:
    source = resources.templates() / "docx" / "_parts" / f"{name}.txt"
    lines = source.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith(("@page", "#")))


def _woven(text: str) -> bytes:
    return weave(text, Stylesheet.read(resources.templates() / "docx" / STYLES))


def compiled(template: bytes) -> Template:
    """Compile a template for docgen."""
    return Template.compile(template, name="bench", dialect=dialect())


def with_docxtpl(template: bytes, context: Context) -> bytes:
    """Make a document as docxtpl's documentation shows: a new DocxTemplate each time."""
    import docxtpl  # noqa: PLC0415  its import is measured apart
    from jinja2 import Environment  # noqa: PLC0415

    environment = Environment(autoescape=True)
    environment.filters |= {name: _for_text(made) for name, made in dialect().filters.items()}
    document = docxtpl.DocxTemplate(io.BytesIO(template))
    document.render(context, environment, autoescape=True)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _for_text(made: Callable[..., object]) -> Callable[..., object]:
    """Let a blank, which is plain text there, pass the filters of dates."""
    from jinja2 import pass_context  # noqa: PLC0415  as above

    takes_context = hasattr(made, "takes_context")
    first = 1 if takes_context else 0

    @functools.wraps(made)
    def filtered(*given: Any) -> object:
        return given[first] if _is_blank(given[first]) else made(*given)

    return pass_context(filtered) if takes_context else filtered


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and not value.strip("_")


def asked(ready: Template, context: Context) -> Context:
    """Return the names of a context that a template asks for, as docxtpl takes them."""
    names = {each.path.partition(".")[0].removesuffix("[]") for each in ready.variables}
    known = ChainMap(context, context.get(BELOW, {}))
    return {name: for_docxtpl(known[name]) for name in names}


def for_docxtpl(value: Any) -> Any:
    """Return a context as plain text and records: what docgen prints as fields and blanks."""
    if isinstance(value, Rich | Blank):
        return str(value)
    if type(value) is Phrase:
        return Phrase(str(value), value.declines_as, value.gender, dict(value.cases))
    if isinstance(value, Struct):
        named = {name: for_docxtpl(each) for name, each in said(value).items()}
        return SimpleNamespace(**named)
    if isinstance(value, Mapping):
        return {key: for_docxtpl(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [for_docxtpl(each) for each in value]
    return value


def words(document: bytes) -> list[str]:
    """Return the text of a DOCX, paragraph by paragraph, without the empty ones.

    Docgen sets the type of what it prints: all are compared in docgen's typography.
    """
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    paragraphs = ("".join(_letters(each)) for each in root.iter(f"{_W}p"))
    return [_TYPESET(text) for text in paragraphs if text.strip()]


def _letters(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        yield element.text or "" if element.tag == f"{_W}t" else " "


def must_be_equal(one: bytes, other: bytes, what: str) -> None:
    """Stop the measure if two engines did not print the same words."""
    if words(one) != words(other):
        pairs = zip(words(one), words(other), strict=False)
        first = next((each for each in pairs if each[0] != each[1]), "one is longer")
        sys.exit(f"{what}: the texts differ: {first}")
