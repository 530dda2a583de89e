"""Edits of a manuscript read back as amendments and as a template, and written into a layer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.clauses import Amendment, Clauses, Words, amend, read_words
from docgen.clauses.difference import Unsayable, difference
from docgen.clauses.writing import written
from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.docx.passages import bookmarks, passages
from docgen.errors import TemplateError
from docgen.files import set_aside, write_atomic
from docgen.packs import AMENDMENTS, ASIDE, CLAUSES, KINDS, OWN, Kind, Pack, PackStack
from docgen.records import Frozen
from docgen.studio.checking import new_error
from docgen.studio.copies import LOOK
from docgen.studio.edition import Edition
from docgen.studio.looks import Look, Redressed, redressed
from docgen.studio.manuscript import manuscript, marks, words_of
from docgen.studio.upgrading import parted


class Adopted(Frozen):
    """What a manuscript changes: the layer's amendments, whole, and the look of its template.

    `before` are the words before the edit, `report` is what should be looked at.
    """

    amendments: tuple[Amendment, ...]
    before: Words
    below: Words
    look: Redressed
    report: Report

    @property
    def after(self) -> Words:
        """The words as the edit leaves them."""
        return amend(self.below, self.amendments)[0]


def adopt(stack: PackStack, kind: Kind, own: Pack, data: bytes, file: str = "") -> Adopted:
    """Read an edited manuscript of a kind back as the amendments of a layer.

    TemplateError says why it cannot be read.
    """
    words = words_of(kind, stack)
    names = marks(words)
    template = stack.find(kind, LOOK)
    if template is None:
        raise TemplateError(_lookless(kind))
    look = Look.of(template.read_bytes(), stack.part, str(template))
    made = manuscript(stack, kind, template=look.marked)
    edited = passages(data, names, file)
    if not any(each.mark for each in edited):
        raise TemplateError(_no_marks(file))
    edition = Edition(words, names, passages(made, names, file), edited)
    below = read_words(parted(stack.leaves(kind), kind, own)[1])[0]
    try:
        amendments = difference(below, edition.words(), own)
    except Unsayable:
        raise TemplateError(_unsayable(kind)) from None
    dressed = redressed(look, made, data, names, file)
    worse = new_error(look.template, dressed.data, template, stack, (kind,))
    if worse:
        dressed = dressed.refused(look.template, _unfit(file, worse))
    report = edition.report + amend(below, amendments)[1] + dressed.report
    return Adopted(amendments, words, below, dressed, report)


def recognised(stack: PackStack, data: bytes, file: str = "", asked: Kind | None = None) -> Kind:
    """Return the kind whose manuscript a file is: the one most of whose bookmarks it has.

    A kind that was asked for is it unless the file has more of another one: TemplateError then.
    """
    there = bookmarks(data, file)
    shares = [
        (len(names & there) / len(names), kind)
        for kind in stack.kinds()
        if (clauses := Clauses.of(kind, stack)) and (names := set(marks(clauses.words)))
    ]
    most, found = max(shares, key=lambda each: each[0])
    if not most:
        raise TemplateError(_no_marks(file))
    if asked and any(kind == asked and share < most for share, kind in shares):
        raise TemplateError(_another(file, asked, found))
    return asked or found


def own_pack(stack: PackStack, folder: Path) -> Pack:
    """Return the pack of a folder, the one that edits go into; it need not be there yet."""
    root = (folder / OWN).resolve()
    return next((each for each in stack.packs if each.root == root), Pack(OWN, OWN, root))


def keep(made: Sequence[Amendment], kind: Kind, own: Pack) -> tuple[Path, ...]:
    """Write the amendments of a layer; what it had is moved aside. Return the files written."""
    folder = own.root / KINDS / kind.name
    amendments = folder / AMENDMENTS
    text = written(made).encode("utf-8")
    if amendments.is_file() and amendments.read_bytes() == text:
        return ()
    for path in (amendments, folder / CLAUSES):
        if path.is_file():
            set_aside(path, own.root / ASIDE / path.relative_to(own.root))
    if not made:
        return ()
    folder.mkdir(parents=True, exist_ok=True)
    write_atomic(amendments, text)
    return (amendments,)


def _no_marks(file: str) -> Diagnostic:
    return Diagnostic(
        "DG292",
        "В файле нет закладок, по которым узнают пункты.",
        Place(file),
        "Правят файл, который сделала команда docgen template edit ВИД; его копия тоже подходит.",
    )


def _another(file: str, asked: Kind, found: Kind) -> Diagnostic:
    return Diagnostic(
        "DG292",
        f"Это файл для правки другого вида: «{found.short}», а не «{asked.short}».",
        Place(file),
        f"Примите его без --kind или сделайте нужный: docgen template edit {asked.name}.",
    )


def _unsayable(kind: Kind) -> Diagnostic:
    return Diagnostic(
        "DG294",
        f"Поправками эту правку документа «{kind.short}» не записать: рядом с новым ничего "
        "не осталось.",
        hint="Оставьте хотя бы один прежний пункт или напишите свой clauses.yaml.",
    )


def _unfit(file: str, why: str) -> Diagnostic:
    return Diagnostic(
        "DG297",
        f"Вид этого файла в шаблон не вписать: {why}",
        Place(file),
        "Шаблон остался прежним. Возьмите его (docgen template take) и перенесите нужное сами.",
        Severity.WARNING,
    )


def _lookless(kind: Kind) -> Diagnostic:
    return Diagnostic(
        "DG268",
        f"Для вида документа «{kind.name}» нет template.docx.",
        Place(file=kind.place.file),
        "Положите template.docx в папку вида документа.",
    )
