"""Where the header of a table is, and what each of its columns means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docgen.records import Frozen, replace
from docgen.tables.fields import (
    KINDS,
    NAME,
    PAIRS,
    PEOPLE,
    SCHOOLS,
    Catalogue,
    Field,
    Guess,
    TableKind,
)
from docgen.tables.sheets import Sheet, Value
from docgen.tables.words import clean, plain, shown, tokens

_SEARCHED = 40  # rows
_DEEPEST = 3  # rows of one header


class Column(Frozen):
    """A column of a table: its heading, and the field it fills, if any.

    One that is not `sure` has a heading that is only near; a `stated` one is what a person said;
    a `placed` one means what it does because of the column to its left; an `ignored` one is «№»;
    a `rival` is near a field that another column surely fills.
    """

    index: int
    heading: str
    field: Field | None = None
    sure: bool = True
    stated: bool = False
    placed: bool = False
    ignored: bool = False
    rival: Field | None = None

    def as_option(self, meaning: str) -> str:
        """Return how the column is named on the command line, to be copied as it is."""
        heading = self.heading.replace('"', "")
        return f'--map "{heading}={meaning}"'

    @property
    def is_one_of_several(self) -> bool:
        """Whether it is about one of several people: «Наставляемый 1», «Наставляемый 2»."""
        is_role = self.field is not None and bool(self.field.role)
        return is_role and any(word.isdecimal() for word in tokens(self.heading))


class Around(Frozen):
    """What is true of all rows though no cell of theirs says it; `where` tells how it is known."""

    field: Field
    value: str
    where: str


class Table(Frozen):
    """A table found on a sheet: its kind, its columns, the rows of the header."""

    sheet: Sheet
    kind: str
    columns: tuple[Column, ...]
    top: int  # the first row of the header
    start: int  # the first row below it
    around: tuple[Around, ...] = ()

    @property
    def known(self) -> tuple[Column, ...]:
        """The columns that fill fields."""
        return tuple(column for column in self.columns if column.field)

    def has(self, *keys: str) -> bool:
        """Whether there are columns for all these fields."""
        return set(keys) <= {column.field.key for column in self.known if column.field}

    def goes_on(self, column: Column) -> bool:
        """Whether a column adds people to those of another: «Наставляемый 2», «Класс» beside it."""
        roles = {each.field.role for each in self.known if each.field and each.is_one_of_several}
        named = column.is_one_of_several or column.placed
        return named and column.field is not None and column.field.role in roles

    @property
    def fits(self) -> bool:
        """Whether it has what a table of its kind cannot do without."""
        # A last row is no header because a word of it is near to one.
        known = self.known if self.start < len(self.sheet.rows) else self.surely_known
        keys = {column.field.key for column in known if column.field}
        return any(keys.issuperset(needed) for needed in _NEEDED[self.kind]) and not (
            self.kind == SCHOOLS and len(known) < 2
        )

    @property
    def surely_known(self) -> tuple[Column, ...]:
        """The columns whose headings leave no doubt."""
        return tuple(column for column in self.known if column.sure or column.stated)


_NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    PEOPLE: ((NAME,), ("last_name", "first_name")),
    PAIRS: tuple(
        (mentor, mentee)
        for mentor in ("mentors.name", "mentors.last_name")
        for mentee in ("mentees.name", "mentees.last_name")
    ),
    SCHOOLS: (("full_name",), ("short_name",)),
}


def find_table(
    sheet: Sheet,
    catalogue: Catalogue,
    kinds: Iterable[str],
    stated: Mapping[str, Mapping[str, str]],
) -> Table | None:
    """Return the table of a sheet that knows most columns; None if nothing looks like a header."""
    meanings = [_Meaning.of(catalogue, kind, stated.get(kind, {})) for kind in kinds]
    headers = list(_headers(sheet))
    # Near headings cost time: they are looked for where the exact ones lead, or else everywhere.
    best = _best(headers, meanings)
    near = [replace(meaning, near=True) for meaning in meanings]
    if best and _table(*best).fits:
        best = best[0], replace(best[1], near=True)
    else:
        best = _best(headers, near)
    table = _table(*best) if best else None
    return table if table and table.known else None


def _best(
    headers: Iterable[_Header], meanings: Iterable[_Meaning]
) -> tuple[_Header, _Meaning] | None:
    pairs = ((header, meaning) for header in headers for meaning in meanings)
    return max(pairs, key=lambda pair: _merit(_table(*pair)), default=None)


def _merit(table: Table) -> tuple[Any, ...]:
    """Compare tables: what fits its kind, knows more columns, none of them twice, has a plainer
    header, comes first."""
    sure = len({column.field for column in table.known if column.sure})
    known = len({column.field for column in table.known})
    twice = len(table.known) - known
    depth = table.start - table.top
    kind = -KINDS.index(table.kind)
    return (table.fits, sure, known, -twice, kind, -depth, -table.top)


class _Header(Frozen):
    """Rows of a sheet that may be its header."""

    sheet: Sheet
    top: int
    headings: tuple[str, ...]
    start: int


def _headers(sheet: Sheet) -> Iterator[_Header]:
    """Yield where a header may begin, and of how many rows it may be."""
    for top in range(min(_SEARCHED, len(sheet.rows))):
        if any(value != "" for value in sheet.rows[top]):
            for depth in range(1, min(_DEEPEST, len(sheet.rows) - top) + 1):
                start = top + depth
                if start < len(sheet.rows) and _is_numbering(sheet.rows[start]):
                    start += 1
                yield _Header(sheet, top, tuple(_headings(sheet, top, depth)), start)


def _table(header: _Header, meaning: _Meaning) -> Table:
    columns = tuple(meaning.columns(header.headings))
    return Table(header.sheet, meaning.kind.id, columns, header.top, header.start)


def _headings(sheet: Sheet, top: int, depth: int) -> list[str]:
    """Return the heading of each column: the texts of its rows, each once."""
    rows = [list(map(_heading, sheet.rows[row])) for row in range(top, top + depth)]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    if not sheet.merged:
        rows = [*(_spread(row, rows[-1]) for row in rows[:-1]), rows[-1]]
    return [" ".join(dict.fromkeys(filter(None, texts))) for texts in zip(*rows, strict=True)]


def _heading(value: Value) -> str:
    return shown(value) if isinstance(value, str) else ""


def _spread(above: list[str], below: list[str]) -> list[str]:
    """Repeat a heading over the columns to its right, where a file has no merged cells."""
    spread: list[str] = []
    for own, under in zip(above, below, strict=True):
        spread.append(own or (spread[-1] if spread and under else ""))
    return spread


class _Meaning(Frozen):
    """What headings mean in a kind of table; what a person said of one, no other can be."""

    kind: TableKind
    said: Mapping[str, str]
    ignored: frozenset[str]
    near: bool = False

    @classmethod
    def of(cls, catalogue: Catalogue, kind: str, stated: Mapping[str, str]) -> _Meaning:
        said = {plain(heading): key for heading, key in stated.items()}
        return cls(catalogue.kind(kind), said, catalogue.words("ignored"))

    def columns(self, headings: Iterable[str]) -> Iterator[Column]:
        """Yield the columns; what is only near gives way to what is sure."""
        columns = list(self._all(tuple(headings)))
        sure = {each.field.key for each in columns if each.field and each.sure}
        for each in columns:
            gives_way = each.field and not each.sure and each.field.key in sure
            yield replace(each, field=None, rival=each.field) if gives_way else each

    def _all(self, headings: tuple[str, ...]) -> Iterator[Column]:
        """Yield the columns; one about a person belongs to the role to its left."""
        role = ""
        claimed = {self.said[name] for name in map(plain, headings) if name in self.said}
        for index, heading in enumerate(headings):
            if clean(heading):
                column = self._column(index, heading, role, claimed)
                role = column.field.role if column.field and column.field.role else role
                yield column

    def _column(self, index: int, heading: str, role: str, claimed: set[str]) -> Column:
        folded = plain(heading)
        if folded in self.said:
            return Column(index, heading, self.kind.field(self.said[folded]), stated=True)
        if folded in self.ignored:
            return Column(index, heading, ignored=True)
        guess = self.kind.guess(heading, near=self.near)
        placed = None if guess else self._placed(heading, role)
        meant = guess or placed
        if meant is None or meant.field.key in claimed:
            return Column(index, heading)
        return Column(index, heading, meant.field, meant.sure, placed=placed is not None)

    def _placed(self, heading: str, role: str) -> Guess | None:
        """Return the field of a person whose column stands to the left: «Наставник | Класс»."""
        own = self.kind.people.guess(heading, near=self.near) if role and self.kind.people else None
        field = self.kind.field(f"{role}.{own.field.id}") if own else None
        return Guess(field, own.sure) if own and field else None


def _is_numbering(row: tuple[Value, ...]) -> bool:
    """Whether a row holds the numbers of the columns: «1 | 2 | 3»."""
    texts = [shown(value) for value in row]
    numbers = [text for text in texts if text]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def doubled(table: Table) -> Iterator[tuple[Column, Column]]:
    """Yield columns that fill one field, though each cannot be about another person."""
    first: dict[str, Column] = {}
    for column in table.known:
        assert column.field
        other = first.setdefault(column.field.key, column)
        if other is not column and not table.goes_on(column):
            yield other, column
