"""How docgen's own texts speak: filters and functions, and the printing of short texts.

One table of words for templates, clauses, headings and file names. What a function needs of the
programme it reads from the context under a name with an underscore, which no template can reach.
Who wants to know what was put into which case gives `_used`, a list of `Used`, among the names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Any, Final

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.environment import TemplateExpression
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.utils import missing

from docgen import russian
from docgen.docx import Blank, Dialect, Reference, Rich, Run, errors
from docgen.docx.added import listed, weigh
from docgen.docx.allow import bounded, call_filter, objections
from docgen.docx.filters import check_text
from docgen.docx.sandbox import Sandbox, bounded_range
from docgen.docx.state import Meter, Refused
from docgen.errors import DocgenError

# What one text may cost: elements gone through by its loops, characters put into it.
_MAX_PASSES: Final = 10_000
_MAX_OUTPUT: Final = 1_000_000
# How many elements a list may have for which something is repeated.
_MAX_ITEMS: Final = 1_000
# Values travel through the sentence as single private characters, so that neither Markdown nor
# typography can mistake them for text of ours.
_FIRST_SLOT: Final = 0xE000
_MAX_SLOTS: Final = 0xF8FF - _FIRST_SLOT + 1
_SLOT: Final = re.compile("[\ue000-\uf8ff]")
# «… по 31 мая 2027 г.» at the end of a sentence brings a full stop of its own.
_TWO_STOPS: Final = re.compile(r"(?<!\.)\.\.(?!\.)")
_CYRILLIC: Final = re.compile("[а-яё]")
_NO_NAME: Final = re.compile("имени «(.*)» нет")


class TextError(Exception):
    """Why a text or an expression cannot be read, computed or printed, in Russian."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


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
    Whatever is wrong with a text is a TextError.
    """

    def __init__(self) -> None:
        sandbox = _TextSandbox()
        self._compiled = cache(sandbox.text)
        self._expression = cache(sandbox.expression)

    def check(self, text: str) -> None:
        """Compile a text, so that a wrong tag is found whatever the data."""
        with _told({}):
            _refuse_private(text)
            if _tagged(text):
                self._compiled(text)

    def value(self, expression: str, names: Mapping[str, Any]) -> Any:
        """Return what an expression gives; an unknown name is an error."""
        with _told(names):
            value = self._expression(expression)({**names, "_print": _Print()})
            if isinstance(value, Undefined):
                bool(value)  # a strict undefined value raises here
            # `select` and `map` give their elements only when asked; what fails must fail here
            return listed(value) if isinstance(value, Iterator) else value

    def elements(self, expression: str, names: Mapping[str, Any]) -> list[Any]:
        """Return the elements of a list for which something is repeated; none if it is empty."""
        value = self.value(expression, names)
        with _told(names):
            found = list(islice(listed(value or ()), _MAX_ITEMS + 1))
            if len(found) > _MAX_ITEMS:
                reason = f"в списке больше {_MAX_ITEMS} элементов"
                raise TextError(reason, "Проверьте, тот ли список назван.")
            for element in found:
                if isinstance(element, Undefined):
                    bool(element)
            return found

    def rich(self, text: str, names: Mapping[str, Any]) -> Rich:
        """Print a text: tags, then Markdown, then typography, then the values themselves."""
        if not text:
            return Rich(())
        printing = _Print()
        used: list[Used] = []
        with _told(names):
            _refuse_private(text)
            if _tagged(text):
                text = self._compiled(text).render({**names, "_print": printing, "_used": used})
            rich = Rich(tuple(_runs(text, printing.slots)))
        if used and "_used" in names:
            names["_used"].extend(replace(each, sentence=str(rich)) for each in used)
        return rich

    def line(self, text: str, names: Mapping[str, Any]) -> str:
        """Print a text where only characters are wanted: a heading, a file name."""
        return str(self.rich(text, names))


def _tagged(text: str) -> bool:
    """Whether a text has tags; most sentences have none, and need no program."""
    return "{" in text


def _refuse_private(text: str) -> None:
    found = _SLOT.search(text)
    if found:
        reason = f"в тексте стоит служебный знак U+{ord(found.group()):04X}"
        raise TextError(reason, "Такие значки вставляет Word; замените его обычным знаком.")


@contextmanager
def _told(names: Mapping[str, Any]) -> Iterator[None]:
    """Turn whatever a text fails with into a TextError; findings of others pass."""
    try:
        yield
    except (TextError, DocgenError):
        raise
    except Exception as problem:
        raise _text_error(problem, names) from problem


def _text_error(problem: Exception, names: Mapping[str, Any]) -> TextError:
    """Say in Russian why a text failed."""
    if isinstance(problem, Refused):
        return TextError(_lower_first(problem.message), problem.hint)
    if isinstance(problem, UndefinedError):
        lost = _NO_NAME.fullmatch(problem.message or "")
        known = [name for name in names if not name.startswith("_")]
        return TextError(str(problem), errors.nearest(lost.group(1), known) if lost else "")
    if isinstance(problem, SecurityError):
        return TextError("так обращаться к данным нельзя")
    if isinstance(problem, TemplateSyntaxError | TemplateRuntimeError):
        return TextError(errors.russian(problem.message or ""))
    return TextError(_failure(problem))


def _failure(problem: Exception) -> str:
    if isinstance(problem, ZeroDivisionError):
        return "деление на ноль"
    if isinstance(problem, OverflowError):
        return "слишком большое число"
    if isinstance(problem, RecursionError | MemoryError | SyntaxError):
        return "слишком сложное выражение"
    ours = isinstance(problem, ValueError) and _CYRILLIC.search(str(problem))
    return str(problem) if ours else "значение не того вида"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def dialect() -> Dialect:
    """Return the filters and functions of docgen's texts."""
    filters: dict[str, Callable[..., Any]] = {
        **{case: _inflecting(case) for case in russian.CASES},
        "date": russian.short_date,
        "long_date": russian.long_date,
        "count": russian.count,
        "plural": russian.plural,
        "words": russian.number_in_words,
        "lower_first": _lower_first,
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


def _inflecting(case: russian.Case) -> Callable[[Context, str | None], str]:
    """Return the filter of a case; it notes what it did, if anybody wants to know."""

    @pass_context
    def inflected(context: Context, text: str | None) -> str:
        if text is None:
            raise Refused(errors.EMPTY_VALUE, "Значение не заполнено")
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
        if name not in context:
            raise Refused(errors.FORBIDDEN, f"Функция {name[1:]}() здесь недоступна")
        return context[name](*arguments)

    return call


class _Print:
    """One printing of a text: the values put aside, and what it has cost so far."""

    __slots__ = ("meter", "slots")

    def __init__(self) -> None:
        self.slots: list[Any] = []
        self.meter = Meter(_MAX_PASSES, _MAX_OUTPUT)

    def keep(self, value: Any) -> str:
        """Put a value aside; return the private character that stands for it."""
        if len(self.slots) == _MAX_SLOTS:
            raise Refused(errors.TOO_MUCH, f"В тексте больше {_MAX_SLOTS} значений")
        check_text(value)
        if not isinstance(value, Rich | Reference | Blank):
            value = str(value)
            _refuse_private(value)
            self.meter.charge(0, len(value))
        self.slots.append(value)
        return chr(_FIRST_SLOT + len(self.slots) - 1)


class _Unknown(StrictUndefined):
    """A name or a field that is not there; using it says so in Russian."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if name is None:
            return "список пуст, взять из него нечего"
        if issubclass(self._undefined_exception, SecurityError):
            return "так обращаться к данным нельзя"
        if owner is missing:
            return f"имени «{name}» нет"
        known = [key for key in owner if isinstance(key, str)] if isinstance(owner, Mapping) else ()
        return f"поля «{name}» нет. {errors.nearest(str(name), known)}".rstrip(". ")


class _TextSandbox(Sandbox):
    """The sandbox of texts that are not documents: no XML, the first wrong name stops."""

    context_class = Context  # type: ignore[assignment] # texts keep no state of a rendering

    def __init__(self) -> None:
        super().__init__(dialect())
        self.autoescape = False
        self.undefined = _Unknown
        self.finalize = _keep_in_slot
        self.globals["range"] = _charged_range
        self.filters |= {" weigh": weigh, " charge": _charge}

    def text(self, source: str) -> Template:
        """Compile a text with tags."""
        return self.from_string(self._bounded(Parser(self, source).parse()))

    def expression(self, source: str) -> TemplateExpression:
        """Compile an expression without brackets."""
        parser = Parser(self, source, state="variable")
        found = parser.parse_expression()
        if not parser.stream.eos:
            parser.fail("chunk after expression")
        assigned = nodes.Assign(nodes.Name("result", "store"), found, lineno=1)
        tree = self._bounded(nodes.Template([assigned], lineno=1))
        return TemplateExpression(self.from_string(tree), undefined_to_none=False)

    def _bounded(self, tree: nodes.Template) -> nodes.Template:
        """Refuse what templates may not do either; make loops count what they go through."""
        for objection in objections(tree, self):
            raise objection
        tree = bounded(tree)
        for loop in list(tree.find_all(nodes.For)):
            size = sum(len(each.data) for each in loop.find_all(nodes.TemplateData))
            items: Any = loop.iter
            loop.iter = call_filter(items, " charge", nodes.Const(size))
        tree.set_environment(self)
        tree.set_lineno(1)
        return tree


@pass_context
def _charge(context: Context, value: Any, size: int) -> Any:
    """Look at what a loop goes through before it goes."""
    items = listed(value)
    context["_print"].meter.charge(len(items) + 1, len(items) * size)
    return items


@pass_context
def _charged_range(context: Context, *bounds: int) -> range:
    made = bounded_range(*bounds)
    context["_print"].meter.charge(len(made), 0)
    return made


@pass_context
def _keep_in_slot(context: Context, value: Any) -> str:
    """Put a printed value aside and leave one private character in its place."""
    if isinstance(value, Undefined):
        str(value)  # a strict undefined value raises here
    if value is None:
        raise Refused(errors.EMPTY_VALUE, "Значение не заполнено")
    kept: str = context["_print"].keep(value)
    return kept


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
    return value if isinstance(value, str) else found.group()


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
