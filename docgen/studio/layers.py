"""From which layer everything comes: every field, clause, part and entry of reference data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from docgen import schema
from docgen.clauses import Node, Words, read_words
from docgen.diagnostics import Place
from docgen.letterhead import PART as LETTERHEAD
from docgen.packs import FOLDERS, KEYS, KINDS, PARTS, Kind, Leaf, Pack, PackStack, has_schema, read
from docgen.records import Frozen, replace

_LOOK: Final = "template.docx"
_KIND: Final = "kind.yaml"
# What an amendment changes in a clause, as a reader calls it.
_FIELDS: Final = {
    "text": "текст",
    "title": "название",
    "when": "условие",
    "each": "повторение",
    "items": "перечисление",
}


class Entry(Frozen):
    """One thing that counts in a file, and what the file changes in that of a layer below."""

    name: str
    place: Place
    changes: tuple[str, ...] = ()
    mandatory: bool = False

    def __str__(self) -> str:
        notes = [*self.changes, *["обязательно"] * self.mandatory]
        return f"{self.name} ({', '.join(notes)})" if notes else self.name


class Source(Frozen):
    """One file that counts: what it is, whose it is, and the entries that come from it."""

    what: str
    pack: Pack
    path: Path
    entries: tuple[Entry, ...] = ()


class Layer(Frozen):
    """One thing – a kind, a part, a table – and the files that it is made of, nearest first."""

    name: str
    title: str
    sources: tuple[Source, ...]

    @property
    def own(self) -> tuple[Source, ...]:
        """The files that do not come with docgen."""
        return tuple(source for source in self.sources if not source.pack.is_built_in)


Groups = tuple[tuple[str, tuple[Layer, ...]], ...]
_Given = dict[tuple[str, ...], tuple[Place, Any]]


def layers(stack: PackStack, kinds: Iterable[Kind]) -> Groups:
    """Return groups of layers: the kinds, the shared parts, the reference data."""
    return (
        ("Виды документов", tuple(_of_kind(kind, stack) for kind in kinds)),
        ("Общие части", tuple(_parts(stack))),
        ("Справочные данные", (*_tables(stack), *_kept(stack))),
    )


def _of_kind(kind: Kind, stack: PackStack) -> Layer:
    found = _files(stack, f"{KINDS}/{kind.name}/{_KIND}")
    sources = [*_sources("описание", found, "kind"), *_words(stack.leaves(kind))]
    look = stack.find(kind, _LOOK)
    if look is not None:
        sources.append(Source("вид и стили", _owner(look, stack), look))
    return Layer(kind.name, kind.title, tuple(sources))


def _owner(path: Path, stack: PackStack) -> Pack:
    """Return the pack that a file lies in; a letterhead may lie beside the programme."""
    owners = (pack for pack in stack.packs if path.is_relative_to(pack.root))
    return next(owners, Pack("programme", "Папка программы", path.parent))


def _parts(stack: PackStack) -> Iterator[Layer]:
    """Yield the shared parts; the nearest file of a name is taken whole."""
    found: dict[str, Source] = {}
    for pack in stack.packs:
        for path in sorted((pack.root / KINDS / PARTS).glob("*.docx")):
            found.setdefault(path.stem, Source("часть", pack, path))
    if stack.heading.file is not None:
        found[LETTERHEAD] = Source("часть", _owner(stack.heading.file, stack), stack.heading.file)
    for name, source in sorted(found.items()):
        yield Layer(name, "общая часть", (source,))


def _tables(stack: PackStack) -> Iterator[Layer]:
    """Yield the reference data: whatever file of a pack has a schema of its own."""
    names = {path.stem for pack in stack.packs for path in pack.root.glob("*.yaml")} - {"pack"}
    for name in sorted(names):
        if has_schema(name):
            sources = _sources("данные", _files(stack, f"{name}.yaml"), name)
            yield Layer(name, schema.load(name)["title"].lower(), tuple(sources))


def _kept(stack: PackStack) -> Iterator[Layer]:
    """Yield what lies in folders of files of one shape: surveys, norms of look."""
    for folder, shape in FOLDERS.items():
        titles: dict[str, str] = {}
        found: dict[str, list[tuple[Pack, Path]]] = {}
        for pack in stack.packs:
            for path in sorted((pack.root / folder).glob("*.yaml")):
                data = read(path, shape)[0]
                record = data.get(shape, data)
                name = record.get("id", path.stem)
                titles.setdefault(name, record.get("title", ""))
                found.setdefault(name, []).append((pack, path))
        what = schema.load(shape)["title"].lower()
        for name, files in sorted(found.items()):
            yield Layer(name, titles[name] or what, tuple(_sources("данные", files, shape)))


# Data that are merged


def _files(stack: PackStack, name: str) -> list[tuple[Pack, Path]]:
    paths = ((pack, pack.root / name) for pack in stack.packs)
    return [(pack, path) for pack, path in paths if path.is_file()]


def _sources(what: str, files: list[tuple[Pack, Path]], shape: str) -> Iterator[Source]:
    """Yield files that are merged, nearest first, each with the entries that still come from it."""
    given = [_given(path, shape) for _, path in files]
    for number, (pack, path) in enumerate(files):
        entries = tuple(_entries(given[number], given[:number], given[number + 1 :]))
        if entries:
            yield Source(what, pack, path, entries)


def _entries(own: _Given, above: list[_Given], below: list[_Given]) -> Iterator[Entry]:
    """Yield what a file gives and no nearer one takes away."""
    for name, (place, value) in own.items():
        fields = _fields(value).difference(*(_fields_in(each, name) for each in above))
        if fields:
            changes = [each for each in value if each in fields] if "" not in fields else []
            changed = any(name in each for each in below)
            yield Entry(".".join(name), place, tuple(changes) if changed else ())


def _fields_in(given: _Given, name: tuple[str, ...]) -> set[str]:
    return _fields(given[name][1]) if name in given else set()


def _fields(value: Any) -> set[str]:
    """Return the parts of a value that layers merge one by one; any other value is one part."""
    return set(value) - {*KEYS} or {""} if isinstance(value, Mapping) else {""}


def _given(path: Path, shape: str) -> _Given:
    """Return the entries that a file gives: rows by id, other values by their keys, two deep."""
    data, source = read(path, shape)
    sole = len(schema.root(shape).properties) == 1
    return {
        name[sole or name[0] == shape :]: (source.place(at, key=True), value)
        for name, at, value in _named(data, (), ())
    }


def _named(
    value: Any, name: tuple[str, ...], at: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str | int, ...], Any]]:
    if isinstance(value, Mapping) and len(name) < 2:
        for key, inner in value.items():
            yield from _named(inner, (*name, key), (*at, key))
    elif isinstance(value, list) and value and all(_key(row) for row in value):
        for number, row in enumerate(value):
            yield (*name, _key(row)), (*at, number), row
    else:
        yield name, at, value


def _key(row: Any) -> str:
    known = row if isinstance(row, Mapping) else {}
    return next((str(known[key]) for key in KEYS if key in known), "")


# Words, which are amended


def _words(leaves: tuple[Leaf, ...]) -> Iterator[Source]:
    """Yield the files of words, nearest first, each with the clauses that come from it."""
    words, _ = read_words(leaves)
    said = [(node.place.file, _entry(node)) for _, node in words.nodes() if node.id]
    gone = [(each.place.file, Entry(each.id, each.place, ("убрано",))) for each in words.removed]
    for number, leaf in reversed(list(enumerate(leaves))):
        own = [entry for file, entry in (*said, *gone) if file == str(leaf.path)]
        if own and leaf.amends:
            own = list(_compared(own, words, read_words(leaves[:number])[0]))
        if own:
            yield Source("слова", leaf.pack, leaf.path, tuple(own))


def _entry(node: Node) -> Entry:
    return Entry(node.id, node.place, mandatory=node.mandatory is not None)


def _compared(entries: Iterable[Entry], words: Words, below: Words) -> Iterator[Entry]:
    """Yield entries with what they change in the clauses that a lower layer has."""
    for entry in entries:
        now, before = words.find(entry.name), below.find(entry.name)
        if now is None or before is None:
            yield entry
        else:
            yield replace(entry, changes=tuple(_differences(now[1], before[1])))


def _differences(now: Node, before: Node) -> Iterator[str]:
    for name, title in _FIELDS.items():
        if getattr(now, name, None) != getattr(before, name, None):
            yield title
