"""`read` and `read_text`: a file and its parts into one `Source`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from docgen.diagnostics import Diagnostic, Place, Report
from docgen.source.characters import Odd, composed, odd, visible
from docgen.source.decode import MAX_BYTES, decode
from docgen.source.parts import MAX_PARTS, merge, part_path, refused
from docgen.source.slips import slips
from docgen.source.texts import Text, Texts, pack
from docgen.source.tree import MAX_FOUND, Data, Marks, build

MAX_ALIKE = 50  # findings of one code; a file in the wrong encoding would give thousands


@dataclass(frozen=True, slots=True)
class Source:
    """What was read: plain data, where each value stands, and all that was found on the way.

    `complete` is false when reading stopped before the end of a file (a syntax error, a limit,
    a missing part): what is absent from `data` may well be in the file.
    """

    name: str
    data: dict[str, Data]
    report: Report
    complete: bool
    _texts: Texts
    _marks: list[Marks]

    def place(self, path: tuple[str | int, ...] = (), *, key: bool = False) -> Place:
        """Return where a value (or its key) stands; of an absent one, its nearest parent's place.

        The place of a value that was left empty is the place of its key.
        """
        node: Data = self.data
        marks: Marks = self._marks
        name: Marks = 0
        for depth, step in enumerate(path):
            at = _position(node, step)
            if at is None or isinstance(marks, int):
                break
            name = marks[at - 1] if isinstance(node, dict) else 0
            node, marks = node[step], marks[at]  # type: ignore[index]  # it is there
            if key and depth == len(path) - 1 and name:
                return self._place(name)
        return self._place(name if node is None and name else marks)

    def line(self, file: str, number: int) -> str:
        """Return the text of a line of one of the read files, for a frame around a finding."""
        return self._texts.line(file, number)

    def _place(self, marks: Marks) -> Place:
        own = marks if isinstance(marks, int) else marks[0]
        assert isinstance(own, int)
        return self._texts.place(own) if self._texts.files else Place(self.name)


def _position(node: Data, step: str | int) -> int | None:
    """Return where the marks of a child are among the marks of its parent."""
    if isinstance(node, dict) and step in node:
        return 2 * list(node).index(str(step)) + 2
    if isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
        return step + 1
    return None


@dataclass(slots=True)
class _Reading:
    """A reading in progress: the texts so far, the merged tree, the findings."""

    files: list[Text] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    odd: list[tuple[Text, Odd]] = field(default_factory=list)
    data: dict[str, Data] = field(default_factory=dict)
    marks: list[Marks] = field(default_factory=lambda: [0])
    complete: bool = True

    def add(self, content: bytes | str, name: str) -> tuple[dict[str, Data], list[Marks]]:
        """Read one text; return its mapping and marks, empty if it has none."""
        text, found = decode(content, name)
        self.found += found
        if text is None:
            self.complete = False
            return {}, [0]
        file = self._take(composed(text), name)
        tree = build(file)
        self.found += tree.found
        self.complete &= tree.complete
        if isinstance(tree.data, dict) and isinstance(tree.marks, list):
            return tree.data, tree.marks
        if tree.complete:
            self.found.append(_no_mapping(file, tree.data))
            self.complete = False
        return {}, [pack(file.base, 0)]

    def _take(self, text: str, name: str) -> Text:
        file = Text(name, visible(text), self.files[-1].end if self.files else 0)
        self.files.append(file)
        for char in islice(odd(text), MAX_FOUND):
            if char.forbidden:
                self.found.append(_forbidden(file, char))
            else:
                self.odd.append((file, char))
        return file

    def source(self, name: str) -> Source:
        """Finish: look for slips of typing and put all findings in order."""
        texts = Texts(tuple(self.files))
        self.found += slips(texts, self.odd, self.data, self.marks)
        report = Report(_not_too_many(self.found))
        return Source(name, self.data, report, self.complete, texts, self.marks)


def read(path: Path, *, include: bool = True) -> Source:
    """Read a YAML file and, unless `include` is false, the parts that it names."""
    reading = _Reading()
    content = _content(path, str(path))
    if isinstance(content, Diagnostic):
        return Source(str(path), {}, Report([content]), False, Texts(()), [0])
    reading.data, reading.marks = reading.add(content, str(path))
    if include:
        _include(path, reading)
    return reading.source(str(path))


def read_text(text: str | bytes, name: str) -> Source:
    """Read YAML that is not in a file; `include` is left as data, for there is no folder."""
    reading = _Reading()
    reading.data, reading.marks = reading.add(text, name)
    return reading.source(name)


def _include(root: Path, reading: _Reading) -> None:
    """Read the parts that the root file names and merge them into its data."""
    seen: set[Path] = set()
    for name, place in _named(reading):
        path, reason = part_path(root, name)
        if not reason and path.resolve() in seen:
            reason = f"Файл «{name}» включён дважды"
        if not reason and len(seen) == MAX_PARTS:
            reason = f"Частей больше {MAX_PARTS}"
        content = refused(reason, place) if reason else _content(path, name, place)
        if isinstance(content, Diagnostic):
            reading.found.append(content)
            reading.complete = False
            continue
        seen.add(path.resolve())
        _merge_part(reading, content, str(path))


def _named(reading: _Reading) -> Iterator[tuple[str, Place]]:
    """Yield the names under `include` with their places."""
    value = reading.data.get("include")
    texts = Texts(tuple(reading.files))
    if value is None:
        return
    marks = reading.marks[2 * list(reading.data).index("include") + 2]
    if isinstance(value, str) and isinstance(marks, int):
        yield value, texts.place(marks)
    elif isinstance(value, list) and isinstance(marks, list):
        for item, mark in zip(value, marks[1:], strict=True):
            if isinstance(item, str) and isinstance(mark, int):
                yield item, texts.place(mark)


def _merge_part(reading: _Reading, content: bytes, name: str) -> None:
    part, marks = reading.add(content, name)
    texts = Texts(tuple(reading.files))
    if "include" in part:
        at = 2 * list(part).index("include") + 1
        mark = marks[at]
        assert isinstance(mark, int)
        message = "Часть не может включать другие части"
        reading.found.append(refused(message, texts.place(mark)))
        del part["include"], marks[at : at + 2]
    reading.found += merge(reading.data, reading.marks, part, marks, texts)


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
