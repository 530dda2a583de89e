"""Kinds of documents, the parts of the bundle they belong to, and the files of their words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docgen import schema
from docgen.diagnostics import Place
from docgen.packs.pack import AMENDMENTS, NOBODY, Pack
from docgen.records import Frozen, field


class Kind(Frozen):
    """A kind of document as its `kind.yaml` declares it.

    `per` says for whom it is made (`programme`, `form`, `pair`, …), `when` is a sandboxed
    expression (empty: always), `file` and `heading` are texts with tags. `extends` names the kind
    whose folder is asked for the files that this one's does not hold; `track` is set for papers of
    one track only, and acts of the other one are not cited there. Only a kind with `personal` sees
    identity documents, contacts and dates of birth. A kind `on_request` is made only when it is
    named; `data` is what its papers need besides the names of all. `needs` says to a curator what
    `when` waits for; `group` is the part of the bundle, `journal` where papers get their numbers;
    a kind to `publish` is put on the school's site. Minutes say whose they are: `body`.
    A paper has at most `pages` pages.
    """

    name: str
    title: str
    short: str
    per: str = "programme"
    when: str = ""
    needs: str = ""
    file: str = "{{ kind.short }}"
    order: int = 1000
    group: str = ""
    extends: str = ""
    document: str = ""
    gender: str = "n"
    heading: str = ""
    stamps: tuple[Mapping[str, Any], ...] = ()
    acquainted: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    body: str = ""
    annex_of: str = ""
    track: str = ""
    retention: str = "short"
    pages: int = 0
    journal: str = ""
    publish: bool = False
    personal: bool = False
    on_request: bool = False
    data: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)

    @property
    def for_whom(self) -> str:
        """How many papers there are, as the schema says it: «на каждую пару»."""
        per = schema.root("kind").properties["per"].definition
        told: dict[str, str] = dict(zip(per["enum"], per["enumDescriptions"], strict=True))
        return told[self.per]


class Group(Frozen):
    """A part of the bundle, a folder among the made documents; `number` is its place."""

    id: str
    title: str
    number: int

    @property
    def folder(self) -> str:
        """The folder's name: «3 Пары»."""
        return f"{self.number} {self.title}"


class Leaf(Frozen):
    """A file with words of a kind: a whole text, or amendments to the text below it."""

    path: Path
    pack: Pack = NOBODY

    @property
    def amends(self) -> bool:
        """Whether it changes a text instead of being one."""
        return self.path.name == AMENDMENTS
