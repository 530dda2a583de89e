"""Forms of mentoring, as far as tables name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.facts.plain import plain as as_data
from docgen.model import Programme
from docgen.packs import PackStack, merge
from docgen.records import Frozen
from docgen.tables.words import plain


class Form(Frozen):
    """A form of mentoring: its titles, who may take part, its role models by id."""

    id: str
    title: str
    alt_title: str
    mentor_kinds: tuple[str, ...]
    mentee_kinds: tuple[str, ...]
    models: Mapping[str, str]

    def is_named(self, text: str) -> bool:
        """Whether a text is its id or one of its titles, in any spelling of the dash."""
        name = plain(text)
        names = {plain(each) for each in (self.id, self.title, self.alt_title) if each}
        return name in names or name.removeprefix("форма ") in names

    def kinds(self, role: str) -> tuple[str, ...]:
        """Return who may be a mentor or a mentee."""
        return self.mentor_kinds if role == "mentors" else self.mentee_kinds

    def model(self, text: str) -> str | None:
        """Return the id of a role model that a text names."""
        name = plain(text)
        found = (each for each, title in self.models.items() if name in (plain(each), plain(title)))
        return next(found, None)


class Forms(Frozen):
    """The forms of a programme, and those that it might have."""

    own: tuple[Form, ...]
    others: tuple[Form, ...] = ()


def all_forms(packs: PackStack, programme: Programme) -> Forms:
    """Return the forms of a programme and the others of the packs."""
    own = forms_of(packs, programme)
    ids = {form.id for form in own}
    return Forms(own, tuple(form for form in forms_of(packs) if form.id not in ids))


def forms_of(packs: PackStack, programme: Programme | None = None) -> tuple[Form, ...]:
    """Return the forms of a programme with what the school says otherwise, or all of the packs."""
    known = packs.table("forms")["forms"]
    if programme is None:
        return tuple(_form(name, data) for name, data in known.items())
    own = {name: as_data(each) for name, each in programme.about.form_details.items()}
    stated = {name: {k: v for k, v in each.items() if v} for name, each in own.items()}
    wanted = (name for name in programme.about.forms if name in known)
    return tuple(_form(name, merge(known[name], stated.get(name, {}))) for name in wanted)


def named(forms: tuple[Form, ...], text: str) -> Form | None:
    """Return the form that a text names; a first title comes before anybody's second one."""
    first = next((form for form in forms if plain(form.title) == plain(text)), None)
    return first or next((form for form in forms if form.is_named(text)), None)


def _form(name: str, data: Mapping[str, Any]) -> Form:
    return Form(
        name,
        data["title"],
        data.get("alt_title") or "",
        tuple(data.get("mentor_kinds", ())),
        tuple(data.get("mentee_kinds", ())),
        {str(model["id"]): str(model["title"]) for model in data.get("models", ())},
    )
