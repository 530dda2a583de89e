"""`read` and `read_text`: a file and its parts into one `Source`."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from docgen.deferred import module
from docgen.diagnostics import Diagnostic, Place, Report
from docgen.files import digest as digest_of
from docgen.records import Frozen, Struct, field, replace
from docgen.source.characters import Odd, composed, odd, visible
from docgen.source.decode import MAX_BYTES, decode
from docgen.source.nodes import Data, Nodes, Spot, child, fields, own
from docgen.source.nodes import Path as Steps
from docgen.source.parts import MAX_PARTS, Merger, part_path, refused
from docgen.source.places import Places, Way
from docgen.source.texts import Text, Texts
from docgen.source.tree import MAX_FOUND, build

if TYPE_CHECKING:
    from docgen.source import slips
else:  # most texts were read before and have none
    slips = module("docgen.source.slips")

MAX_TOTAL = 20_000_000  # bytes of all files of one programme: those of 25,000 pairs
MAX_ALIKE = 50  # findings of one code; a file in the wrong encoding would give thousands


class Source(Frozen):
    """What was read: plain data, where each value stands, and all that was found on the way.

    `complete` is false when reading stopped before the end of a file (a syntax error, a limit,
    a missing part): what is absent from `data` may well be in the file. The `digest` tells texts
    apart: of equal ones, all else but the names of files is equal, too. Of what some elements were
    left out (`without`), paths count the rest, and places are those where it stands.
    """

    name: str
    data: dict[str, Data]
    report: Report
    complete: bool
    digest: str
    _places: Places
    _spot: Spot
    _uncut: Report | None = None
    _whole: dict[str, Data] | None = None
    _kept: Mapping[str, tuple[int, ...]] = {}

    @property
    def all_found(self) -> Report:
        """All that was found: of one code the report has no more than anybody will read."""
        return self.report if self._uncut is None else self._uncut

    def place(self, path: Steps = (), *, key: bool = False) -> Place:
        """Return where a value (or its key) stands; of an absent one, its nearest parent's place.

        The place of a value that was left empty is the place of its key.
        """
        way = self._way(path)
        if way.key is not None and (way.value is None or (key and way.whole)):
            return self._place(way.nodes, way.key)
        return self._place(way.nodes, own(way.spot))

    def start(self, path: Steps) -> int:
        """Return where in the text of its file a value begins."""
        way = self._way(path)
        start, _ = way.nodes.stretch(own(way.spot))
        return start - self._places.texts.file_at(start).base

    def text(self, name: str) -> str:
        """Return the text of one of the read files, or nothing."""
        return self._places.texts.text(name)

    def line(self, file: str, number: int) -> str:
        """Return the text of a line of one of the read files, for a frame around a finding."""
        return self._places.texts.line(file, number)

    def elements(self, found: Iterable[Diagnostic]) -> list[Steps]:
        """Return of findings the paths of the elements, of lists right in the root, they lie in."""
        stretches = sorted(self._stretches())
        starts = [start for start, *_ in stretches]
        paths = []
        for each in found:
            offset = -1 if each.path else self._places.texts.offset(each.place)
            at = bisect_right(starts, offset) - 1
            inside = at >= 0 and offset < stretches[at][1]
            paths.append(each.path[:2] or (stretches[at][2] if inside else ()))
        return paths

    def _stretches(self) -> Iterator[tuple[int, int, Steps]]:
        """Yield where each element of these lists begins and ends."""
        for name, value in self.data.items():
            for index in range(len(value) if isinstance(value, list) else 0):
                way = self._way((name, index))
                yield *way.nodes.stretch(own(way.spot)), (name, index)

    def without(
        self,
        left: Collection[tuple[str, int]],
        instead: Mapping[tuple[str, int], Data] = MappingProxyType({}),
    ) -> Source:
        """Return the same without some elements of lists, and without what was found in them.

        `instead` are those that have some of their fields left.
        """
        data, kept = dict(self.data), {}
        for name in dict.fromkeys(name for name, _ in (*left, *instead)):
            value = data[name]
            assert isinstance(value, list)
            kept[name] = tuple(at for at in range(len(value)) if (name, at) not in left)
            data[name] = [instead.get((name, at), value[at]) for at in kept[name]]
        rest = replace(
            self,
            data=data,
            digest=digest_of(f"{self.digest} {sorted(left)} {sorted(instead.items())}".encode()),
            _uncut=None,
            _whole=self.data,
            _kept=kept,
        )
        gone, report = {*left, *instead}, self.all_found
        found = (
            each
            for each, element in zip(report, self.elements(report), strict=True)
            if element not in gone
        )
        return replace(
            rest, report=Report(replace(each, path=rest._counted(each.path)) for each in found)
        )

    def restored(self, report: Report) -> Report:
        """Return findings with their paths as they are when nothing is left out."""
        if not self._kept:
            return report
        return Report(replace(each, path=self._original(each.path)) for each in report)

    def _original(self, path: Steps) -> Steps:
        """Return the path that a value has when nothing is left out."""
        match path:
            case (str(name), int(at), *more) if at < len(self._kept.get(name, ())):
                return (name, self._kept[name][at], *more)
        return path

    def _counted(self, path: Steps) -> Steps:
        """Return the path that a value has among what is left."""
        match path:
            case (str(name), int(at), *more) if name in self._kept:
                return (name, self._kept[name].index(at), *more)
        return path

    def _way(self, path: Steps) -> Way:
        whole = self.data if self._whole is None else self._whole
        return self._places.way(whole, self._spot, self._original(path))

    def _place(self, nodes: Nodes, at: int) -> Place:
        texts = self._places.texts
        return texts.place(*nodes.stretch(at)) if texts.files else Place(self.name)


class _Reading(Struct):
    """A reading in progress: the texts so far, the merged tree, the findings."""

    files: list[Text] = field(default_factory=list)
    said: list[Iterable[str] | None] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    odd: list[tuple[Text, Odd]] = field(default_factory=list)
    data: dict[str, Data] = field(default_factory=dict)
    nodes: Nodes = field(default_factory=Nodes)
    spot: Spot = 0
    complete: bool = True

    def add(self, content: bytes | str, name: str) -> tuple[dict[str, Data], int]:
        """Read one text; return its mapping and where that stands, an empty one if it has none."""
        text, found = decode(content, name)
        self.found += found
        if text is None:
            self.complete = False
            return {}, self.nodes.empty(0)
        file = self._take(composed(text), name)
        tree = build(file, nodes=self.nodes)
        self.said.append(None if tree.found else tree.said)
        self.found += tree.found
        self.complete &= tree.complete
        if isinstance(tree.data, dict):
            return tree.data, tree.root
        if tree.complete:
            self.found.append(_no_mapping(file, tree.data))
            self.complete = False
        return {}, self.nodes.empty(file.base)

    def _take(self, text: str, name: str) -> Text:
        file = Text(name, text, self.files[-1].end if self.files else 0)
        even = file.lacks("odd characters", partial(odd, text))
        chars = [] if even else list(islice(odd(text), MAX_FOUND))
        if chars:
            file = replace(file, text=visible(text))
        self.files.append(file)
        for char in chars:
            if char.forbidden:
                self.found.append(_forbidden(file, char))
            else:
                self.odd.append((file, char))
        return file

    def source(self, name: str) -> Source:
        """Finish: look for slips of typing and put all findings in order."""
        places = Places(self.nodes, Texts(tuple(self.files)))
        texts = zip(self.files, self.said, strict=True)
        said = [each for each in texts if not _is_clean(*each, places)]
        if said or self.odd:
            self.found += slips.slips(said, self.odd, places, self.data, self.spot)
        report, digest = Report(_not_too_many(self.found)), places.texts.digest
        places = Places(self.nodes, places.texts.stored())
        uncut = Report(self.found) if len(report) < len(self.found) else None
        return Source(name, self.data, report, self.complete, digest, places, self.spot, uncut)


def _is_clean(file: Text, said: Iterable[str] | None, places: Places) -> bool:
    """Whether a text is without slips of typing; an earlier run may have found that it is."""
    return file.lacks("slips", lambda: slips.in_file(file, said, places))


def read(path: Path, *, include: bool = True) -> Source:
    """Read a YAML file and, unless `include` is false, the parts that it names."""
    reading = _Reading()
    content = _content(path, str(path))
    if isinstance(content, Diagnostic):
        return Source(str(path), {}, Report([content]), False, "", Places(Nodes(), Texts(())), 0)
    reading.data, reading.spot = reading.add(content, str(path))
    if include:
        _include(path, reading)
    return reading.source(str(path))


def read_text(text: str | bytes, name: str) -> Source:
    """Read YAML that is not in a file; `include` is left as data, for there is no folder."""
    reading = _Reading()
    reading.data, reading.spot = reading.add(text, name)
    return reading.source(name)


def _include(root: Path, reading: _Reading) -> None:
    """Read the parts that the root file names and merge them into its data."""
    seen: set[Path] = set()
    total = 0
    for name, place in _named(reading):
        path, reason = part_path(root, name)
        if not reason and path.resolve() in seen:
            reason = f"Файл «{name}» включён дважды"
        if not reason and len(seen) == MAX_PARTS:
            reason = f"Частей больше {MAX_PARTS}"
        content = refused(reason, place) if reason else _content(path, name, place)
        total += 0 if isinstance(content, Diagnostic) else len(content)
        if total > MAX_TOTAL:
            content = _too_much(place)
        if isinstance(content, Diagnostic):
            reading.found.append(content)
            reading.complete = False
            continue
        seen.add(path.resolve())
        _merge_part(reading, content, str(path))


def _named(reading: _Reading) -> Iterator[tuple[str, Place]]:
    """Yield the names under `include` with their places."""
    found = child(reading.nodes, reading.data, reading.spot, "include")
    if found is None:
        return
    value, at = reading.data["include"], own(found[1])
    names, nodes = (value, reading.nodes.items(at)) if isinstance(value, list) else ([value], [at])
    texts = Texts(tuple(reading.files))
    for name, node in zip(names, nodes, strict=True):
        if isinstance(name, str):
            yield name, texts.place(*reading.nodes.stretch(node))


def _merge_part(reading: _Reading, content: bytes, name: str) -> None:
    """Add what a part says; a part names no others."""
    part, at = reading.add(content, name)
    texts, stand = Texts(tuple(reading.files)), fields(reading.nodes, part, at)
    if "include" in part:
        place = texts.place(*reading.nodes.stretch(stand.fields.pop("include")[0]))
        reading.found.append(refused("Часть не может включать другие части", place))
        del part["include"]
    reading.spot = fields(reading.nodes, reading.data, reading.spot)
    merger = Merger(reading.nodes, texts)
    reading.found += merger.merge(reading.data, reading.spot, part, stand)


def _content(path: Path, shown: str, place: Place | None = None) -> bytes | Diagnostic:
    """Return the bytes of a file, never more than the limit and one, or why there are none."""
    try:
        if path.is_dir():
            return _unreadable(f"«{shown}» – это папка, а не файл", path, place)
        if path.exists() and not path.is_file():
            return _unreadable(f"«{shown}» – не обычный файл", path, place)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return _unreadable(f"Файла «{shown}» нет", path, place)
    except PermissionError:
        return _unreadable(f"Нет прав на чтение файла «{shown}»", path, place)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        return _unreadable(f"Файл «{shown}» не читается ({error})", path, place)


def _too_much(place: Place) -> Diagnostic:
    message = f"Части программы вместе больше {MAX_TOTAL // 1_000_000} МБ"
    hint = "Проверьте, те ли это файлы; очень большую программу разделите на несколько."
    return Diagnostic("DG113", message, place, hint)


def _unreadable(message: str, path: Path, place: Place | None) -> Diagnostic:
    hint = "Проверьте имя и папку; если файл открыт в другой программе, закройте его."
    return Diagnostic("DG101", message, place or Place(str(path)), hint)


def _no_mapping(file: Text, data: Data) -> Diagnostic:
    message = "Файл пуст"
    if data is not None:
        what = "список" if isinstance(data, list) else "текст"
        message = f"В файле {what}, а нужны поля с названиями"
    hint = "Пишите поля в виде «название: значение» с пробелом после двоеточия."
    return Diagnostic("DG114", message, file.place(0), hint)


def _forbidden(file: Text, char: Odd) -> Diagnostic:
    hint = "Сотрите его вместе с соседними буквами и наберите их заново."
    return Diagnostic("DG106", f"В тексте {char}", file.place(char.at), hint)


def _not_too_many(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings in order, of each code no more than anybody will read."""
    counts: Counter[str] = Counter()
    last: dict[str, Diagnostic] = {}
    for finding in Report(found):
        counts[finding.code] += 1
        if counts[finding.code] <= MAX_ALIKE:
            last[finding.code] = finding
            yield finding
    for code, finding in last.items():
        if counts[code] > MAX_ALIKE:
            message = "…и другие такие места ниже"
            yield Diagnostic(code, message, finding.place, finding.hint, finding.severity)
