"""What a name of texts is: its type, its Russian title, an example."""

from __future__ import annotations

from typing import Final

from docgen.records import Frozen, replace

LIST, KEYS, RECORD, ANYTHING = "list", "keys", "record", "anything"
PLAIN: Final = ("text", "phrase", "number", "flag", "date", "rich", ANYTHING)
_PREFIXES: Final = {"list:": LIST, "by-key:": KEYS}
_TITLES: Final = {
    "text": "текст",
    "phrase": "текст, склоняется",
    "number": "число",
    "flag": "да или нет",
    "date": "дата",
    "rich": "готовый текст",
    LIST: "список",
    KEYS: "набор по обозначениям",
    RECORD: "запись",
    ANYTHING: "что угодно",
}


class Type(Frozen):
    """A type: a plain sort, a record by name, a list or a mapping of an element.

    What is `optional` may be nothing.
    """

    sort: str
    record: str = ""
    element: Type | None = None
    optional: bool = False

    @property
    def title(self) -> str:
        """The type in Russian."""
        return _TITLES[self.sort]


class Field(Frozen):
    """One name: what it is called in texts, what it is, what it means to a person."""

    name: str
    type: Type
    title: str
    description: str = ""
    example: str = ""


UNKNOWN: Final = Type(ANYTHING)


def typed(text: str) -> Type:
    """Read a type as `names.yaml` writes it: `list:pair`, `person?`, `text`."""
    if text.endswith("?"):
        return replace(typed(text[:-1]), optional=True)
    for prefix, sort in _PREFIXES.items():
        if text.startswith(prefix):
            return Type(sort, element=typed(text.removeprefix(prefix)))
    return Type(text) if text in PLAIN else Type(RECORD, record=text)


def field(name: str, text: str) -> Field:
    """Read a field as `names.yaml` writes it: its type, then its title."""
    written, _, title = text.partition(" ")
    return Field(name, typed(written), title)
