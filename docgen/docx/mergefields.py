r"""Word merge fields as tags: for people who fill in templates by Word's own means.

`MERGEFIELD school.short_name \* Upper` becomes `{{ school.short_name|upper }}`. What stands
between `TableStart:pairs` and `TableEnd:pairs` is repeated: rows if both stand in cells of a
table, else paragraphs or words; inside, `pairs.mentor.name.full` is a field of the current pair.
All this happens once, before tags are looked for, so that merge fields can do what tags can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lxml import etree

from docgen.diagnostics import Place
from docgen.docx import errors
from docgen.docx.errors import Findings, shown
from docgen.docx.ooxml import Element, ancestor, is_w, make, remove, w
from docgen.docx.places import Located
from docgen.docx.wordfields import Field, fields_of, replace_field, text_run
from docgen.records import Struct

_TOKEN: Final = re.compile(r'["“”]((?:\\.|[^"“”\\])*)["“”]|\\([*@#]|[a-z]\b)|([^\s\\"“”]+)')
_NAME: Final = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\|[^{}%]*)?")
_REGION: Final = re.compile(r"Table(Start|End):(.*)", re.IGNORECASE)
_COUNTERS: Final = ("MERGEREC", "MERGESEQ")
_OTHERS: Final = ("NEXT", "NEXTIF", "SKIPIF", "ADDRESSBLOCK", "GREETINGLINE")
# What Word's switches are as filters; a pack whose dialect lacks one is told so.
_FORMATS: Final = {
    "upper": "upper",
    "lower": "lower",
    "firstcap": "upper_first",
    "caps": "title",
    "mergeformat": "",
    "mergeformatinet": "",
    "charformat": "",
}
_DATES: Final = {
    "dd.MM.yyyy": "date",
    "d MMMM yyyy": "long_date",
    "MMMM yyyy": "month_year",
    "MMMM": "month",
}
_ROW: Final = "_row"


class _Region(Struct):
    """What repeats: the list, the name of its element, the fields where it begins and ends."""

    path: str
    source: str
    start: Field
    end: Field | None = None

    @property
    def row(self) -> str:
        """The name of the current element."""
        return self.path.replace(".", "_") + _ROW


class _Said(Struct):
    """What the instruction of a merge field says."""

    name: str
    filters: str = ""
    before: str = ""
    after: str = ""


def convert(located: Iterable[Located], findings: Findings) -> list[Located]:
    """Turn the merge fields of paragraphs into tags; return the paragraphs that were added."""
    places = {each.paragraph: each.place for each in located}
    fields = [each for paragraph in places for each in fields_of(paragraph)]
    if not any(_is_merging(each) for each in fields):
        return []
    return _Conversion(places, findings).convert(fields)


class _Conversion:
    """One conversion: the regions that are open, and those that are done."""

    def __init__(self, places: dict[Element, Place], findings: Findings) -> None:
        self._places = places
        self._findings = findings
        self._open: list[_Region] = []
        self._closed: list[_Region] = []
        self._added: list[Located] = []

    def convert(self, fields: list[Field]) -> list[Located]:
        for each in filter(_is_merging, fields):
            self._convert(each)
        for region in self._open:
            message = f"Повторение «TableStart:{region.path}» не закрыто."
            self._refuse(errors.MERGE_REGION, message, region.start, _closing(region.path))
        for region in sorted(self._closed, key=lambda each: fields.index(each.start)):
            self._repeat(region)
        return self._added

    def _convert(self, found: Field) -> None:
        if found.within:
            message = f"Поле слияния стоит внутри поля {found.within}: {shown(found.instruction)}."
            hint = "Вынесите его в текст; вместо IF поставьте условие {% if … %} … {% endif %}."
            self._refuse(errors.MERGE_NESTED, message, found, hint)
        elif found.word == "MERGEFIELD":
            self._merge(found)
        elif found.word in _COUNTERS and self._open:
            replace_field(found, "{{ loop.index }}")
        else:
            message = f"Поле слияния здесь не действует: {shown(found.instruction)}."
            self._refuse(errors.MERGE_UNKNOWN, message, found, _REPEATING)

    def _merge(self, found: Field) -> None:
        said = self._said(found)
        if said is None:
            return
        region = _REGION.fullmatch(said.name)
        if region and region.group(1).lower() == "start":
            self._start(found, region.group(2).strip())
        elif region:
            self._end(found, region.group(2).strip())
        elif _NAME.fullmatch(said.name):
            value = self._resolved(said.name) + said.filters
            replace_field(found, _printing(value, said))
        else:
            message = f"Имя поля слияния не понято: «{shown(said.name)}»."
            self._refuse(errors.MERGE_UNKNOWN, message, found, _NAMES)

    def _said(self, found: Field) -> _Said | None:
        """Read an instruction; None if it asks for something that tags cannot do."""
        tokens = [_token(each) for each in _TOKEN.finditer(found.instruction)][1:]
        said = _Said(tokens.pop(0)[1] if tokens and tokens[0][0] != "switch" else "")
        while tokens:
            kind, text = tokens.pop(0)
            argument = tokens.pop(0)[1] if tokens and tokens[0][0] != "switch" else ""
            if kind != "switch" or not _apply(said, text, argument):
                message = f"Ключ поля слияния не поддерживается: {shown(found.instruction)}."
                self._refuse(errors.MERGE_UNKNOWN, message, found, _SWITCHES)
                return None
        return said

    def _resolved(self, name: str) -> str:
        """Return a name as an expression: a field of a region's list is one of its element."""
        for region in reversed(self._open):
            if f"{name}.".startswith((f"{region.path}.", f"{region.path}|")):
                return region.row + name[len(region.path) :]
        return name

    def _start(self, found: Field, path: str) -> None:
        if not _NAME.fullmatch(path) or "|" in path:
            message = f"Имя списка не понято: «{shown(path)}»."
            self._refuse(errors.MERGE_REGION, message, found, _REPEATING)
        else:
            self._open.append(_Region(path, self._resolved(path), found))

    def _end(self, found: Field, path: str) -> None:
        if not self._open or self._open[-1].path != path:
            wanted = f" Сначала закройте «{self._open[-1].path}»." if self._open else ""
            message = f"Повторение «TableEnd:{path}» закрыто, но не открыто."
            hint = f"Поставьте перед ним поле MERGEFIELD TableStart:{path}.{wanted}"
            self._refuse(errors.MERGE_REGION, message, found, hint)
            return
        region = self._open.pop()
        region.end = found
        self._closed.append(region)

    def _repeat(self, region: _Region) -> None:
        """Put a loop around what a region holds: words, paragraphs or rows."""
        assert region.end is not None  # only closed regions come here
        head, tail = f"for {region.row} in {region.source}", "endfor"
        first, last = region.start.paragraph, region.end.paragraph
        if first is last:
            replace_field(region.start, f"{{% {head} %}}")
            replace_field(region.end, f"{{% {tail} %}}")
            return
        rows = _rows(first, last)
        together = first.getparent() is last.getparent()
        if rows is None and not together:
            message = f"Повторение «{region.path}» начато и окончено в разных местах."
            self._refuse(errors.MERGE_REGION, message, region.end, _REPEATING)
            return
        replace_field(region.start, "")
        replace_field(region.end, "")
        if together:
            first.addprevious(self._added_for(region.start, _paragraph(f"{{%p {head} %}}")))
            last.addnext(self._added_for(region.end, _paragraph(f"{{%p {tail} %}}")))
        elif rows is not None:
            rows[0].addprevious(self._added_for(region.start, _row(f"{{%tr {head} %}}")))
            rows[1].addnext(self._added_for(region.end, _row(f"{{%tr {tail} %}}")))
        _drop_empty(first)
        _drop_empty(last)

    def _added_for(self, owner: Field, unit: Element) -> Element:
        """Note the paragraph of a tag paragraph or a tag row that a field became."""
        paragraph = unit if is_w(unit, "p") else next(unit.iter(w("p")))
        self._added.append(Located(paragraph, self._places[owner.paragraph]))
        return unit

    def _refuse(self, code: str, message: str, found: Field, hint: str) -> None:
        self._findings.add(code, message, self._places[found.paragraph], hint)


_REPEATING: Final = (
    "Строки повторяют поля MERGEFIELD TableStart:pairs в первой ячейке строки и "
    "MERGEFIELD TableEnd:pairs в последней; номер строки – поле MERGESEQ между ними."
)
_NAMES: Final = (
    "Имя пишут латинскими буквами, как в перечне: docgen template fields ВИД. "
    "Пример: MERGEFIELD school.short_name."
)
_SWITCHES: Final = (
    r"Можно: \* Upper, \* Lower, \* FirstCap, \* Caps, \b и \f с текстом, "
    r"\@ с видом даты dd.MM.yyyy или «d MMMM yyyy»."
)


def _closing(path: str) -> str:
    return f"Поставьте в конце того, что повторяется, поле MERGEFIELD TableEnd:{path}."


def _is_merging(found: Field) -> bool:
    return found.word in ("MERGEFIELD", *_COUNTERS, *_OTHERS)


def _token(found: re.Match[str]) -> tuple[str, str]:
    quoted, switch, bare = found.groups()
    if switch:
        return "switch", switch
    return "word", bare if bare else re.sub(r"\\(.)", r"\1", quoted or "")


def _apply(said: _Said, switch: str, argument: str) -> bool:
    """Note what a switch asks for; whether tags can do it."""
    if any(mark in argument for mark in "{}"):
        return False
    if switch == "*" and argument.lower() in _FORMATS:
        named = _FORMATS[argument.lower()]
        said.filters += f"|{named}" if named else ""
    elif switch == "@" and _pattern(argument) in _DATES:
        said.filters += f"|{_DATES[_pattern(argument)]}"
    elif switch == "b":
        said.before = argument
    elif switch == "f":
        said.after = argument
    else:
        return switch == "m"
    return True


def _pattern(argument: str) -> str:
    """Return a date's pattern without the «г.» at its end."""
    return re.sub(r"[\s\u00a0]*'?г\.?'?$", "", argument.strip())


def _printing(value: str, said: _Said) -> str:
    printed = f"{said.before}{{{{ {value} }}}}{said.after}"
    bare = value.partition("|")[0]
    return f"{{% if {bare} %}}{printed}{{% endif %}}" if said.before or said.after else printed


def _paragraph(text: str) -> Element:
    made = make("p")
    made.append(text_run(text))
    return made


def _row(text: str) -> Element:
    row = make("tr")
    etree.SubElement(row, w("tc")).append(_paragraph(text))
    return row


def _drop_empty(paragraph: Element) -> None:
    """Remove a paragraph that held only the mark of a region, unless its cell needs it."""
    holds = any(not is_w(child, "pPr") for child in paragraph)
    parent = paragraph.getparent()
    if holds or parent is None or (is_w(parent, "tc") and len(parent.findall(w("p"))) == 1):
        return
    remove(paragraph)


def _rows(first: Element, last: Element) -> tuple[Element, Element] | None:
    """Return the rows, of the innermost table that holds both, in which two paragraphs stand."""
    ends = {row.getparent(): row for row in reversed(list(last.iterancestors(w("tr"))))}
    for row in first.iterancestors(w("tr")):
        table = row.getparent()
        if table in ends and ancestor(row, "tbl") is table:
            return row, ends[table]
    return None
