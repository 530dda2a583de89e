"""Names in a programme that lead nowhere: no pack and no list of the school knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from docgen.diagnostics import Diagnostic, Report
from docgen.model import Programme
from docgen.packs import PackStack
from docgen.records import Frozen
from docgen.schema import nearest
from docgen.source import Source

Path = tuple[str | int, ...]


class Lost(Frozen):
    """A name that leads nowhere: what it should name, where it stands, what there is instead."""

    what: str
    path: Path
    name: str
    known: Iterable[str]


Search = Callable[[Programme, PackStack], Iterator[Lost]]


def check_references(programme: Programme, packs: PackStack, source: Source) -> Report:
    """Return every name in the programme that no pack and no list of the school knows."""
    found = [
        _unknown(code, lost, source)
        for code, search in _SEARCHES.items()
        for lost in search(programme, packs)
    ]
    return Report(found)


def _forms(programme: Programme, packs: PackStack) -> Iterator[Lost]:
    """Yield chosen forms that no pack describes."""
    known = packs.table("forms").get("forms", {})
    for index, name in enumerate(programme.about.forms):
        if name not in known:
            yield Lost("Формы наставничества", ("programme", "forms", index), name, known)


def _models(programme: Programme, packs: PackStack) -> Iterator[Lost]:
    """Yield role models of pairs that their form does not have."""
    forms: Mapping[str, Any] = packs.table("forms").get("forms", {})
    chosen = {pair.form for pair in programme.pairs}
    known = {form: list(_models_of(form, programme, forms)) for form in chosen}
    for index, pair in enumerate(programme.pairs):
        if pair.model and pair.model not in known[pair.form]:
            path = ("pairs", index, "model")
            yield Lost("Ролевой модели", path, pair.model, known[pair.form])


def _models_of(form: str, programme: Programme, forms: Mapping[str, Any]) -> Iterator[str]:
    """Yield the role models of a form: the pack's and the school's."""
    own = programme.about.form_details.get(form)
    yield from (model["id"] for model in forms.get(form, {}).get("models", ()))
    yield from (model.id for model in own.models) if own else ()


def _acts(programme: Programme, packs: PackStack) -> Iterator[Lost]:
    """Yield acts that the register does not hold."""
    known = [act["id"] for act in packs.table("acts").get("acts", ())]
    known += [act.id for act in programme.acts]
    for index, name in enumerate(programme.about.acts):
        if name not in known:
            yield Lost("Нормативного акта", ("programme", "acts", index), name, known)


def _documents(programme: Programme, packs: PackStack) -> Iterator[Lost]:
    """Yield facts of documents of a kind that no pack declares, or about nobody there is."""
    kinds = {kind.name: kind for kind in packs.kinds()}
    subjects = dict.fromkeys(_subjects(programme))
    for name in programme.documents:
        kind, _, subject = name.partition("/")
        if kind not in kinds:
            yield Lost("Вида документа", ("documents", name), kind, kinds)
        elif subject and subject not in subjects:
            what = "Того, о ком документ,"
            yield Lost(what, ("documents", name), subject, subjects)


def _subjects(programme: Programme) -> Iterator[str]:
    """Yield the ids of everybody and everything that a document may be about."""
    records = (programme.people, programme.pairs, programme.partners, programme.events)
    yield from (record.id for group in records for record in group)
    yield from (survey.id for survey in programme.surveys)
    yield from (change.id for change in programme.changes)
    yield from programme.about.forms


def _named_kinds(programme: Programme, packs: PackStack) -> Iterator[Lost]:
    """Yield orders, named by documents, their stamps and pairs, of a kind that no pack declares."""
    kinds = [kind.name for kind in packs.kinds()]
    for name, document in programme.documents.items():
        if document.annex_of and document.annex_of not in kinds:
            path: Path = ("documents", name, "annex_of")
            yield Lost("Вида документа", path, document.annex_of, kinds)
        for index, stamp in enumerate(document.stamps):
            if stamp.document and stamp.document not in kinds:
                path = ("documents", name, "stamps", index, "document")
                yield Lost("Вида документа", path, stamp.document, kinds)
    for index, pair in enumerate(programme.pairs):
        if pair.order and pair.order not in kinds:
            yield Lost("Вида документа", ("pairs", index, "order"), pair.order, kinds)


def _stages(programme: Programme, packs: PackStack) -> Iterator[Lost]:
    """Yield stages of road-map rows that the programme does not have."""
    own = [stage for stage in programme.stages if stage.track in programme.tracks]
    tracks = set(programme.tracks) - {stage.track for stage in own}
    pack = packs.table("stages").get("stages", ())
    known = [stage.id for stage in own] + [s["id"] for s in pack if s["track"] in tracks]
    for index, row in enumerate(programme.roadmap.rows):
        if row.stage and row.stage not in known:
            yield Lost("Этапа", ("roadmap", "rows", index, "stage"), row.stage, known)


_SEARCHES: dict[str, Search] = {
    "DG170": _forms,
    "DG171": _models,
    "DG172": _acts,
    "DG173": _documents,
    "DG174": _stages,
    "DG175": _named_kinds,
}


def _unknown(code: str, lost: Lost, source: Source) -> Diagnostic:
    known = list(lost.known)
    near = nearest(lost.name, known)
    hint = f"Возможно, «{near}»." if near else f"Есть: {', '.join(known)}."
    place = source.place(lost.path, key=lost.path[0] == "documents" and len(lost.path) == 2)
    return Diagnostic(code, f"{lost.what} «{lost.name}» нет.", place, hint, path=lost.path)
