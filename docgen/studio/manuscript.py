"""The manuscript of a kind: a document with its texts as packs have them, to be edited in Word.

Tags stand as they are written, every clause is there whatever its condition, and each lies in a
bookmark of its own, by which `docgen.studio.adopting` knows it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from docgen.clauses import Clause, Clauses, Paragraph, Part, Section, Text, Words
from docgen.diagnostics import Diagnostic
from docgen.docx import Rich, Run, bookmark_name
from docgen.docx.comments import annotated
from docgen.engine import plan
from docgen.engine.press import Press
from docgen.errors import TemplateError
from docgen.packs import KINDS, Kind, Pack, PackStack
from docgen.studio.preview import nothing_to_make, sample_for


def manuscript(
    stack: PackStack, kind: Kind, words: Words | None = None, template: bytes | None = None
) -> bytes:
    """Make the manuscript, of other words or with another template if they are given.

    TemplateError says why there is none.

    What is not words of the packs comes from a sample, never from the school: so the same packs
    give the same manuscript, and nobody's data is in it.
    """
    text = _text(words or words_of(kind, stack))
    with _printing(stack, kind, template) as packs:
        project = sample_for(packs, kind)
        jobs = plan(project, [kind.name])[0].of(kind.name)
        if not jobs:
            raise TemplateError(nothing_to_make(kind))
        forms = project.facts.names["forms"][:1]  # a clause for each form stands once
        return Press(project).make(jobs[0], text=text, forms=forms).files["docx"]


def noted(stack: PackStack, kind: Kind, notes: Mapping[str, Sequence[str]]) -> bytes:
    """Make the manuscript with comments beside clauses, by their ids; TemplateError as above."""
    named = {bookmark_name(key): lines for key, lines in notes.items()}
    return annotated(manuscript(stack, kind), named)


def words_of(kind: Kind, stack: PackStack) -> Words:
    """Return the words of a kind with every layer's amendments; TemplateError if it has none."""
    clauses = Clauses.of(kind, stack)
    if clauses is None:
        raise TemplateError(_wordless(kind))
    return clauses.words


def marks(words: Words) -> dict[str, str]:
    """Return the keys of all that can be edited, by the names of their bookmarks."""
    return {bookmark_name(key): key for key in keys(words)}


def keys(words: Words) -> Iterator[str]:
    """Yield a key for every text: an id, `id~title` of a clause's title, `id#2` of an item."""
    for paragraph in words.preamble:
        yield paragraph.id
    for section in words.sections:
        if section.title:
            yield section.id
        yield from _clause_keys(section.clauses)


def item_key(clause: Clause, number: int) -> str:
    """Return the key of an item of a clause's list; most have no id of their own."""
    return f"{clause.id}#{number}"


def title_key(clause: Clause) -> str:
    """Return the key of a clause's title."""
    return f"{clause.id}~title"


def one_line(text: str) -> str:
    """Return a text as a paragraph holds it."""
    return " ".join(text.split())


@contextmanager
def _printing(stack: PackStack, kind: Kind, template: bytes | None) -> Iterator[PackStack]:
    """Give the packs that a kind is printed with: another template lies in a pack above them."""
    if template is None:
        yield stack
        return
    with TemporaryDirectory(prefix="docgen-") as folder:
        path = Path(folder, KINDS, kind.name, "template.docx")
        path.parent.mkdir(parents=True)
        path.write_bytes(template)
        above = Pack("manuscript", "manuscript", Path(folder))
        yield PackStack([above, *stack.packs], stack.heading)


def _clause_keys(clauses: tuple[Clause, ...]) -> Iterator[str]:
    for clause in clauses:
        if clause.title:
            yield title_key(clause)
        yield clause.id
        yield from (item_key(clause, number) for number in range(len(clause.items)))
        yield from _clause_keys(clause.clauses)


def _text(words: Words) -> Text:
    preamble = tuple(_paragraph(each, "", 0) for each in words.preamble)
    return Text(preamble, tuple(_part(n, each) for n, each in enumerate(words.sections, 1)))


def _part(number: int, section: Section) -> Part:
    title = _marked(section.title, section.id) if section.title else Rich(())
    clauses = tuple(_paragraphs(section.clauses, str(number), 1))
    return Part(section.id, str(number), title, section.annex, clauses)


def _paragraphs(clauses: tuple[Clause, ...], above: str, level: int) -> Iterator[Paragraph]:
    for n, clause in enumerate(clauses, start=1):
        number = f"{above}.{n}"
        yield _paragraph(clause, number, level)
        yield from _paragraphs(clause.clauses, number, level + 1)


def _paragraph(clause: Clause, number: str, level: int) -> Paragraph:
    items = tuple(
        Paragraph(each.id, "", 0, "", _marked(each.text, item_key(clause, n)))
        for n, each in enumerate(clause.items)
    )
    title = _marked(clause.title, title_key(clause)) if clause.title else ""
    return Paragraph(clause.id, number, level, title, _marked(clause.text, clause.id), items)


def _marked(text: str, key: str) -> Rich:
    return Rich((Run(one_line(text)),), bookmark_name(key))


def _wordless(kind: Kind) -> Diagnostic:
    return Diagnostic(
        "DG293",
        f"У документа «{kind.short}» нет текста по пунктам.",
        hint=f"Его слова – в самом шаблоне: docgen template take {kind.name}, и правьте его.",
    )
