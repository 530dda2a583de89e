"""Findings of the template engine: their codes and words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from docgen.diagnostics import Diagnostic, Place
from docgen.errors import TemplateError

UNKNOWN_FIELD = "DG201"
EMPTY_VALUE = "DG202"
TAG_NOT_CLOSED = "DG203"
BLOCK_NOT_CLOSED = "DG204"
BLOCK_NOT_OPENED = "DG205"
BLOCK_CROSSES = "DG206"
SYNTAX = "DG207"
UNKNOWN_TAG = "DG208"
UNKNOWN_FUNCTION = "DG209"
FORBIDDEN = "DG210"
FORBIDDEN_CHARACTER = "DG211"
NOT_PRINTABLE = "DG212"
FAILED = "DG213"
TOO_MUCH = "DG214"
TEXT_LOST = "DG215"
TAG_MISPLACED = "DG216"
INCLUDE_UNKNOWN = "DG217"
INCLUDE_UNFIT = "DG218"
CELL_TAG = "DG219"
CELL_VALUE = "DG220"
STRAY_BRACES = "DG221"
NO_LIST = "DG222"
MERGE_NESTED = "DG223"
MERGE_UNKNOWN = "DG224"
MERGE_REGION = "DG225"
TORN_TAG = "DG227"
NOT_DOCX = "DG230"
TOO_BIG = "DG231"
BAD_XML = "DG232"
MACROS = "DG233"
EXTERNAL = "DG234"
EMBEDDED = "DG235"
DANGEROUS_FIELD = "DG236"
BROKEN_PACKAGE = "DG237"
BROKEN_RESULT = "DG238"
LOST_STYLE = "DG241"
LOST_FONT = "DG242"
HEAVY_STYLES = "DG243"
RARE_FONT = "DG244"
HEAD_TOO_HIGH = "DG250"
NARROW_MARGINS = "DG251"
TEXT_BOX = "DG252"
WHOLE_DOCUMENT = "DG253"
NO_PAGE_NUMBER = "DG254"
RUNNING_HEAD = "DG255"

TAG_SHOWN = 90
MAX_FINDINGS = 300


class Findings:
    """Collects what is wrong, so that everything can be said at once."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def add(self, code: str, message: str, place: Place, hint: str = "") -> None:
        """Note one finding; the same finding twice is noted once."""
        finding = Diagnostic(code, message, place, hint)
        if finding not in self.found and len(self.found) < MAX_FINDINGS:
            self.found.append(finding)

    def stop(self) -> None:
        """Raise what was found, if anything."""
        if self.found:
            raise TemplateError(*self.found)


def shown(text: str) -> str:
    """Return a tag's text fit for a message: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= TAG_SHOWN else line[: TAG_SHOWN - 1] + "…"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the hint that names the nearest known name, or an empty string."""
    from difflib import get_close_matches  # noqa: PLC0415  only for what is wrong

    close = get_close_matches(name, [item for item in known if item], n=1, cutoff=0.6)
    return f"Возможно, имелось в виду «{close[0]}»." if close else ""


_RUSSIAN: Final = (
    (r"unexpected char '?(.*?)'? at \d+", r"лишний знак «\1»"),
    (r"unexpected '(.*?)', expected '(.*?)'", r"лишний знак «\1», ожидался «\2»"),
    (r"unexpected '(.*?)'", r"лишний знак «\1»"),
    (r"expected token '(.*?)', got '(.*?)'", r"ожидалось «\1», а стоит «\2»"),
    (r"unexpected end of template.*", r"выражение оборвано"),
    (r"Unexpected end of template.*innermost block .* is '(.*?)'", r"блок «\1» не закрыт"),
    (r"Encountered unknown tag 'end(.*?)'.*", r"блок «\1» закрыт, но не открыт"),
    (r"Encountered unknown tag '(.*?)'.*", r"тега «\1» нет"),
    (r"Missing end of (?:comment tag|raw directive)", r"тег не закрыт"),
    (r"No filter named '(.*?)'.*", r"фильтр «\1» не существует"),
    (r"No test named '(.*?)'.*", r"проверка «\1» не существует"),
    (r"tag name expected", r"после «{%» нет слова"),
    (r"chunk after expression", r"после выражения стоит лишнее"),
    (r"invalid syntax for function call expression", r"неверно записан вызов функции"),
    (r"Expected an expression, got '(.*?)'.*", r"ожидалось выражение, а стоит «\1»"),
    (r"[Uu]nexpected (?:token|end of) '?(.*?)'?", r"лишнее «\1»"),
    (r"can't assign to '(.*?)'", r"нельзя присвоить имени «\1»"),
    (r"Expected an expression.*", r"ожидалось выражение"),
)


def russian(message: str) -> str:
    """Say jinja's syntax message in Russian; an unknown one only says that the tag is wrong."""
    for pattern, words in _RUSSIAN:
        found = re.fullmatch(pattern, message.rstrip("."))
        if found:
            return (
                found.expand(words)
                .replace("end of print statement", "конец тега")
                .replace("end of statement block", "конец тега")
            )
    return "тег записан неверно"
