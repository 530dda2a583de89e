"""The register of acts for people: listed, searched, and as the page docs/acts.md.

`python -m docgen.engine.acts docs/acts.md` writes the page.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from docgen import schema
from docgen.citations.numbers import normal
from docgen.citations.titles import stems
from docgen.facts import plain
from docgen.model import Act
from docgen.packs import PackStack, stack
from docgen.russian import short_date

Row = Mapping[str, Any]
_LEVELS = ("federal", "regional", "municipal", "local")
_CITABLE = ("in-force", "recommendation")
_STATUSES = ("in-force", "recommendation", "unconfirmed", "replaced", "lapsed")
_HEADINGS = {
    "federal": "Федеральные",
    "regional": "Региональные",
    "municipal": "Муниципальные",
    "local": "Локальные",
}
_DEFAULTS = {"level": "local", "status": "in-force", "track": "both", "confidence": "high"}
_DEFINITIONS = {
    "level": "act-level",
    "status": "act-status",
    "track": "audience",
    "confidence": "confidence",
}


class Listing:
    """The acts of the packs and a school's own, as people read them."""

    def __init__(self, packs: PackStack, own: Iterable[Act] = ()) -> None:
        rows = (*packs.table("acts").get("acts", ()), *map(plain, own))
        known = {row["id"]: _DEFAULTS | {key: row[key] for key in row if row[key]} for row in rows}
        self._rows = dict(sorted(known.items(), key=lambda item: _order(item[1])))

    def __iter__(self) -> Iterator[Row]:
        """Go through all acts, by level and by status."""
        return iter(self._rows.values())

    def search(self, words: Iterable[str]) -> tuple[Row, ...]:
        """Return the acts that hold all of the words.

        A word is a part of a title in any case, or a number however it is written.
        """
        asked = tuple(words)
        return tuple(row for row in self if all(_holds(row, word) for word in asked))

    def state(self, row: Row) -> str:
        """Return whether an act is in force, since when and until when, and what came after it."""
        said = [told("status", row)]
        said += [f"с {_day(row['valid_from'])}"] if row.get("valid_from") else []
        if row.get("valid_until"):
            was = "" if row["status"] in _CITABLE else "действовал "
            said.append(f"({was}по {_day(row['valid_until'])})")
        later = self._rows.get(row.get("replaced_by", ""))
        said += [f"– {name(later)}"] if later else []
        return " ".join(said)

    def editions(self, row: Row) -> str:
        """Return the known editions of an act, each with the act that made it."""
        return ", ".join(map(self._edition, row.get("editions", ())))

    def _edition(self, edition: Row) -> str:
        act = self._rows.get(edition.get("act") or "", {})
        number = act.get("number") or edition.get("number")
        return f"{_day(edition['date'])} (№ {number})" if number else _day(edition["date"])


def told(field: str, row: Row) -> str:
    """Return what the value of a field means, as the schema says it."""
    return _meanings(_DEFINITIONS[field])[row[field]]


def heading(level: str) -> str:
    """Return the heading over the acts of a level."""
    return _HEADINGS[level]


def name(row: Row) -> str:
    """Return kind, date and number of an act; without a number, its title."""
    parts = [str(row["kind"])]
    parts += [f"от {_day(row['date'])}"] if row.get("date") else []
    parts += [f"№ {row['number']}"] if row.get("number") else []
    parts += [f"«{row['title']}»"] if row.get("title") and not row.get("number") else []
    return " ".join(parts)


def _holds(row: Row, word: str) -> bool:
    number = normal(str(row.get("number") or ""))
    if number and normal(word) in (number, number.partition("-")[0], number.rpartition("-")[2]):
        return True
    fields = (row.get(key) or "" for key in ("id", "kind", "issuer", "title", "number"))
    text = " ".join((*map(str, fields), *row.get("names", ()))).lower()
    return word.lower() in text or _inside(stems(word), stems(text))


def _inside(words: tuple[str, ...], text: tuple[str, ...]) -> bool:
    return bool(words) and set(words) <= set(text)


def _order(row: Row) -> tuple[int, int]:
    return _LEVELS.index(row["level"]), _STATUSES.index(row["status"])


def _day(value: str | date) -> str:
    return short_date(date.fromisoformat(value) if isinstance(value, str) else value)


@cache
def _meanings(definition: str) -> Mapping[str, str]:
    found = schema.load("common")["$defs"][definition]
    return dict(zip(found["enum"], found["enumDescriptions"], strict=True))


_OPENING = """\
# Нормативные акты

Акты, которые docgen знает: на них ссылаются документы, с ними сверяются ссылки в любом тексте.
Найти акт: `docgen acts Р-145`. Что называют ваши документы и что из этого не действует:
`docgen acts --programme`. Ссылки в текстах школы сверяет `docgen check`.

Надёжность говорит, насколько проверены реквизиты и действие: высокая – официальный источник или
два других, средняя – один источник, низкая – требует проверки. Акты, чьё действие не подтверждено,
и те, что больше не действуют, docgen в своих текстах не называет: они здесь, чтобы узнавать ссылки
на них. Перед ссылкой сверьте акт с официальным порталом: здесь то, что известно на день сверки.

Свои акты – региональные, муниципальные, локальные – школа дописывает в раздел `acts` программы, а
регион – в `acts.yaml` своего набора. Там же регион называет свои органы (`issuers`), чтобы и их
акты узнавались в тексте. Запись с тем же `id` уточняет встроенную.

Страница составлена из `templates/acts.yaml` командой `python -m docgen.engine.acts docs/acts.md`:
правьте его, а не её.
"""
_HEAD = "| Акт | id | О ком | Надёжность | Действие и примечания |\n|---|---|---|---|---|"


def page(packs: PackStack) -> str:
    """Return the page as Markdown."""
    return "\n".join([_OPENING, *_sections(Listing(packs))])


def _sections(acts: Listing) -> Iterator[str]:
    for level, of_level in groupby(acts, key=lambda row: str(row["level"])):
        yield f"## {heading(level)}\n"
        for _, group in groupby(of_level, key=lambda row: str(row["status"])):
            members = list(group)
            lines = "\n".join(_line(row, acts) for row in members)
            meaning = told("status", members[0])
            yield f"### {meaning[0].upper()}{meaning[1:]}\n\n{_HEAD}\n{lines}\n"


def _line(row: Row, acts: Listing) -> str:
    title = f" «{row['title']}»" if row.get("title") and row.get("number") else ""
    changed = acts.editions(row)
    notes = (
        acts.state(row),
        f"изменён {changed}" if changed else "",
        " ".join(str(row.get("note") or "").split()).rstrip("."),
        f"источник: {row['source']}" if row.get("source") else "",
        f"сверено {_day(row['checked'])}" if row.get("checked") else "",
    )
    said = " ".join(f"{note[0].upper()}{note[1:]}." for note in notes if note)
    trust = _TRUST[row["confidence"]]
    return f"| {name(row)}{title} | `{row['id']}` | {told('track', row)} | {trust} | {said} |"


_TRUST = {"high": "высокая", "medium": "средняя", "low": "низкая"}


def main() -> None:
    """Write the page into the file named on the command line."""
    Path(sys.argv[1]).write_text(page(stack()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
