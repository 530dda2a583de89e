"""How docgen's own texts speak: filters and functions, and the printing of short texts.

One table of words for templates, clauses, headings and file names. What a function needs of the
programme it reads from the context under a name with an underscore, which no template can reach.
Who wants to know what was put into which case gives `_used`, a list of `Used`, among the names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from jinja2 import StrictUndefined, TemplateError, Undefined, UndefinedError, pass_context
from jinja2.runtime import Context

from docgen import russian
from docgen.docx import Blank, Dialect, Reference, Rich, Run
from docgen.docx.sandbox import Sandbox
from docgen.docx.state import Refused

# What a tag may fail with; each becomes a finding about the text that holds it.
TEXT_ERRORS = (TemplateError, Refused, TypeError, ValueError, KeyError)

# Values travel through the sentence as single private characters, so that neither Markdown nor
# typography can mistake them for text of ours.
_FIRST_SLOT = 0xE000
_SLOT = re.compile("[\ue000-\uf8ff]")
# «… по 31 мая 2027 г.» at the end of a sentence brings a full stop of its own.
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")


@dataclass(frozen=True, slots=True)
class Used:
    """A text that was put into a case, its form, and the sentence it was printed in, if known."""

    text: str
    case: russian.Case
    form: str
    sentence: str = ""


class Wording:
    """Short texts with tags: checked, computed and printed in the sandbox of the templates.

    Each text is compiled once; there are as many as the packs hold, whatever is printed.
    """

    def __init__(self) -> None:
        sandbox = _TextSandbox()
        self._compiled = cache(sandbox.from_string)
        self._expression = cache(partial(sandbox.compile_expression, undefined_to_none=False))

    def check(self, text: str) -> None:
        """Compile a text; raises one of TEXT_ERRORS if a tag is wrong."""
        if _tagged(text):
            self._compiled(text)

    def value(self, expression: str, names: Mapping[str, Any]) -> Any:
        """Return what an expression gives; an unknown name is one of TEXT_ERRORS."""
        value = self._expression(expression)(**names)
        if isinstance(value, Undefined):
            bool(value)  # a strict undefined value raises here
        return value

    def rich(self, text: str, names: Mapping[str, Any]) -> Rich:
        """Print a text: tags, then Markdown, then typography, then the values themselves."""
        if not text:
            return Rich(())
        slots: list[Any] = []
        used: list[Used] = []
        if _tagged(text):
            text = self._compiled(text).render({**names, "_slots": slots, "_used": used})
        rich = Rich(tuple(_runs(text, slots)))
        if used and "_used" in names:
            names["_used"].extend(replace(each, sentence=str(rich)) for each in used)
        return rich

    def line(self, text: str, names: Mapping[str, Any]) -> str:
        """Print a text where only characters are wanted: a heading, a file name."""
        return str(self.rich(text, names))


def _tagged(text: str) -> bool:
    """Whether a text has tags; most sentences have none, and need no program."""
    return "{" in text


def dialect() -> Dialect:
    """Return the filters and functions of docgen's texts."""
    filters: dict[str, Callable[..., Any]] = {
        **{case: _inflecting(case) for case in russian.CASES},
        "date": russian.short_date,
        "long_date": russian.long_date,
        "count": russian.count,
        "plural": russian.plural,
        "words": russian.number_in_words,
        "lower_first": lambda text: text[:1].lower() + text[1:],
        "upper_first": lambda text: text[:1].upper() + text[1:],
        "unstopped": lambda text: text.rstrip(" .;"),
        "gendered": gendered,
    }
    functions = {
        name: _from_context(f"_{name}") for name in ("act", "acts_of", "annex", "body", "ref")
    }
    return Dialect(filters, functions)


def gendered(person: Mapping[str, Any], masculine: str, feminine: str) -> str:
    """Choose a word by a person's gender; both when it is unknown: «ознакомлен(а)»."""
    chosen = {"m": masculine, "f": feminine}.get(person["gender"] or "")
    if chosen is not None:
        return chosen
    if feminine.startswith(masculine):
        return f"{masculine}({feminine[len(masculine) :]})"
    return f"{masculine}/{feminine}"


def _inflecting(case: russian.Case) -> Callable[[Context, str], str]:
    """Return the filter of a case; it notes what it did, if anybody wants to know."""

    @pass_context
    def inflected(context: Context, text: str) -> str:
        stated = context.get("_stated")
        known = stated(text) if stated and not isinstance(text, russian.Phrase) else text
        form = russian.inflect(known, case)
        used = context.get("_used")
        if used is not None:
            used.append(Used(known, case, form))
        return form

    return inflected


def _from_context(name: str) -> Callable[..., Any]:
    """Return a function of the dialect that the context of each document supplies."""

    @pass_context
    def call(context: Context, *arguments: Any) -> Any:
        return context[name](*arguments)

    return call


class _TextSandbox(Sandbox):
    """The sandbox of texts that are not documents: no XML, the first wrong name stops."""

    context_class = Context  # type: ignore[assignment] # texts keep no state of a rendering

    def __init__(self) -> None:
        super().__init__(dialect())
        self.autoescape = False
        self.undefined = StrictUndefined
        self.finalize = _keep_in_slot


@pass_context
def _keep_in_slot(context: Context, value: Any) -> str:
    """Put a printed value aside and leave one private character in its place."""
    if isinstance(value, Undefined):
        str(value)  # a strict undefined value raises here
    if value is None:
        raise UndefinedError("значение не заполнено")
    slots = context["_slots"]
    slots.append(value)
    return chr(_FIRST_SLOT + len(slots) - 1)


def _runs(printed: str, slots: list[Any]) -> Iterator[Run | Reference | Blank]:
    for text, bold, italic in _marked(printed):
        whole = _SLOT.sub(lambda found: _inlined(found, slots), text)
        whole = russian.typography(_TWO_STOPS.sub(".", whole))
        yield from _split(whole, slots, bold=bold, italic=italic)


def _split(
    text: str, slots: list[Any], *, bold: bool, italic: bool
) -> Iterator[Run | Reference | Blank]:
    """Cut a text at the values that are more than characters."""
    start = 0
    for found in _SLOT.finditer(text):
        if found.start() > start:
            yield Run(text[start : found.start()], bold=bold, italic=italic)
        value = slots[ord(found.group()) - _FIRST_SLOT]
        yield from value.parts if isinstance(value, Rich) else (value,)
        start = found.end()
    if start < len(text):
        yield Run(text[start:], bold=bold, italic=italic)


def _inlined(found: re.Match[str], slots: list[Any]) -> str:
    """Put a plain value into the sentence; leave what is a field or a blank in its slot."""
    value = slots[ord(found.group()) - _FIRST_SLOT]
    return found.group() if isinstance(value, Rich | Reference | Blank) else str(value)


def _marked(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Read the Markdown subset: bold, italic and line breaks; yields text, bold, italic."""
    if "*" not in text and "\\" not in text:
        yield text.strip(), False, False
        return
    from markdown_it import MarkdownIt  # noqa: PLC0415  rare, and slow to import

    reader = MarkdownIt("zero").enable(["emphasis", "escape", "newline"])
    bold = italic = 0
    for token in reader.parseInline(text.strip())[0].children or ():
        bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        content = "\n" if token.type in ("hardbreak", "softbreak") else token.content
        if content and not token.type.endswith(("_open", "_close")):
            yield content, bool(bold), bool(italic)
