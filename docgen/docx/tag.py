"""A tag of a template and what became of it; here is all that a rendering needs of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from docgen.diagnostics import Place
from docgen.records import Struct

if TYPE_CHECKING:
    from docgen.docx.ooxml import Element

MAX_TAG: Final = 4000  # characters


class Tag(Struct):
    """A tag of a template. `number` is its line in the generated program."""

    number: int
    kind: str  # value | block | comment
    prefix: str  # "" | p | tr | tc | r
    body: str
    text: str
    place: Place
    joins_before: bool = False
    joins_after: bool = False
    before: str | None = None  # the text before it, if what is printed here is to be finished
    run_properties: str = ""
    paragraph_properties: str = ""
    role: str = ""  # what a value is printed as, and tags that docgen adds itself
    subject: str = ""  # what an added tag is about: an id, a name, another tag's number
    marks: tuple[tuple[str, str], ...] = ()  # bookmarks (id, name) inside a loop's body
    numbers: tuple[str, ...] = ()  # lists (numId) that a restart concerns

    @property
    def word(self) -> str:
        """The first word of a statement: `if`, `for`, `endif`…"""
        return self.body.split(None, 1)[0] if self.kind == "block" and self.body else ""

    @property
    def rest(self) -> str:
        """What follows the first word of a statement."""
        return self.body[len(self.word) :].strip()


class Tags:
    """All tags of a template, numbered from 1."""

    def __init__(self) -> None:
        self._tags: list[Tag] = []

    def __getitem__(self, number: int) -> Tag:
        return self._tags[number - 1]

    def __iter__(self) -> Iterator[Tag]:
        return iter(self._tags)

    def __len__(self) -> int:
        return len(self._tags)

    def new(self, kind: str, body: str, like: Tag | Place, text: str = "") -> Tag:
        """Make a tag; one made from another is shown as that one in messages."""
        source = like if isinstance(like, Tag) else None
        place = like.place if isinstance(like, Tag) else like
        tag = Tag(
            len(self._tags) + 1, kind, "", body, text or (source.text if source else ""), place
        )
        self._tags.append(tag)
        return tag

    def of(self, marker: Element) -> Tag:
        """Return the tag that a marker in the tree stands for."""
        return self[int(marker.text or "0")]
