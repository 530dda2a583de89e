"""The world of a template's expressions: data, our filters and functions, nothing else."""

from __future__ import annotations

import functools
import math
import operator
import types
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, MutableSequence, MutableSet, Sequence
from types import CodeType
from typing import Any, Final

from docgen.docx import errors, filters
from docgen.docx.effort import seen, spend, weight
from docgen.docx.finishing import Finisher
from docgen.docx.loop import Loop
from docgen.docx.questions import TESTS
from docgen.docx.rich import Blank, Reference, Rich, Run, join
from docgen.docx.state import Context, Refused, current, pass_context
from docgen.docx.undefined import TemplateRuntimeError, Undefined, missing
from docgen.records import Frozen, Struct, field, names

MAX_TEXT = 1_000_000
MAX_ITEMS = 100_000
MAX_BITS = 4096
LONG_TEXT = 500
_HARD = 8  # steps for a letter: words are looked up and declined
# How classes declare what their records hold; there are few, whatever the data.
_FIELDS = (property, types.MemberDescriptorType)
_MAPPING_METHODS = ("items", "keys", "values", "get")
# Objects of Python's own: whatever they show is no data.
_INNER: Final = (
    type,
    types.CodeType,
    types.FrameType,
    types.TracebackType,
    types.FunctionType,
    types.MethodType,
    types.GeneratorType,
    types.CoroutineType,
    types.AsyncGeneratorType,
    functools.partial,
)
# Methods that change lists and sets.
_CHANGING: Final = frozenset(
    "add append appendleft clear difference_update discard extend extendleft insert pop popleft "
    "remove reverse rotate sort symmetric_difference_update update".split()
)
_OPERATORS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
}


class Dialect(Frozen):
    """What a pack's templates may use besides the filters of jinja: names to functions.

    What was compiled for a dialect with a `name` is kept for later runs under it.
    With a `finisher` what templates say and print is finished, too: see `docgen.docx.finishing`.
    """

    filters: Mapping[str, Callable[..., object]] = field(default_factory=dict)
    functions: Mapping[str, Callable[..., object]] = field(default_factory=dict)
    finisher: Finisher | None = None
    name: str = ""


class Missing(Undefined):
    """An unknown name: using it is a finding, but the rendering goes on to find the others."""

    __slots__ = ()

    def note(self) -> Missing:
        """Record that the name was used; return the value itself."""
        state = current.get(None)
        if state is not None:
            tag = state.calling_tag()
            name = self._name
            if name is None:
                state.add(errors.UNKNOWN_FIELD, "Список пуст, взять из него нечего", tag)
            elif self._refused:
                state.add(errors.FORBIDDEN, f"Обращение к «{name}» запрещено", tag)
            else:
                hint = errors.nearest(str(name), self._known())
                what = f"Поле «{name}» не найдено в данных"
                state.add(errors.UNKNOWN_FIELD, what, tag, hint)
        return self

    def _known(self) -> list[str]:
        owner = self._owner
        state = current.get(None)
        if isinstance(owner, Mapping):
            return [key for key in owner if isinstance(key, str)]
        if isinstance(owner, Struct):
            return list(names(owner))
        every = (*state.data, *state.below) if state else ()
        return [key for key in every if not key.startswith("_")]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _: Any) -> Missing:  # type: ignore[override]  # in others this fails
        return self

    def __str__(self) -> str:
        self.note()
        return ""

    def __iter__(self) -> Iterator[Any]:
        self.note()
        return iter(())

    def __len__(self) -> int:
        self.note()
        return 0

    def __bool__(self) -> bool:
        self.note()
        return False

    def __hash__(self) -> int:
        self.note()
        return 0

    def _used(self, *_: Any, **__: Any) -> Any:
        return self.note()

    def _compared(self, _: Any) -> bool:
        self.note()
        return False

    __eq__ = __ne__ = _compared
    __lt__ = __le__ = __gt__ = __ge__ = _compared  # type: ignore[assignment]  # as above
    __contains__ = _compared
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _used
    __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = _used
    __rpow__ = __pos__ = __neg__ = __call__ = _used

    def __int__(self) -> int:  # type: ignore[override]  # in others this fails
        self.note()
        return 0

    def __float__(self) -> float:  # type: ignore[override]  # in others this fails
        self.note()
        return 0.0


class Sandbox:
    """What programs ask: filters, tests, functions, fields of data, bounded operators.

    Programs are what jinja makes of templates, and it is asked for nothing once they are made.
    """

    undefined: type[Undefined] = Missing

    def __init__(self, dialect: Dialect) -> None:
        self.finisher = dialect.finisher
        self.globals: dict[str, Callable[..., Any]] = {"range": bounded_range, **dialect.functions}
        self.filters: dict[str, Callable[..., Any]] = {
            **filters.FILTERS,
            **{name: _dialect_filter(made) for name, made in dialect.filters.items()},
            " concat": concat,
            " seen": seen,
        }
        self.tests = TESTS
        self._callable = frozenset(id(function) for function in self.globals.values())
        self.mappings: set[type] = {dict}
        self.fields: dict[str, set[type]] = defaultdict(set)

    def known(self) -> dict[str, Any]:
        """Return what programs find under the names that they are written with."""
        return {
            "environment": self,
            "undefined": self.undefined,
            "cond_expr_undefined": Undefined,
            "missing": missing,
            "LoopContext": Loop,
            "mappings": self.mappings,
            "fields": self.fields,
            **{filter_name(name): call for name, call in self.filters.items()},
            **{test_name(name): call for name, call in self.tests.items()},
        }

    def program(self, code: CodeType) -> Callable[[Any], None]:
        """Return the program of a part: a function of a rendering's state."""
        names = self.known()
        exec(code, names)
        made: Callable[[Any], None] = names["write"]
        return made

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look into data: keys before attributes, never methods of power.

        Programs look for keys of mappings and fields of records themselves, once they were seen.
        """
        if isinstance(obj, Mapping):
            self.mappings.add(type(obj))
            if attribute in obj:
                return obj[attribute]
            if attribute not in _MAPPING_METHODS:
                return self.undefined(obj=obj, name=attribute)
        value = self._attribute(obj, attribute)
        if isinstance(getattr(type(obj), attribute, None), _FIELDS) and not isinstance(
            value, Undefined
        ):
            self.fields[attribute].add(type(obj))
        return value

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Take an element; a key that is not there is a missing field."""
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, Undefined):
            return obj
        try:
            return obj[argument]
        except (TypeError, LookupError):
            return self.undefined(obj=obj, name=argument)

    def _attribute(self, obj: Any, name: str) -> Any:
        try:
            value = getattr(obj, name)
        except AttributeError:
            return self._item(obj, name)
        return value if _is_open(obj, name) else self.undefined(obj=obj, name=name, refused=True)

    def _item(self, obj: Any, name: str) -> Any:
        try:
            return obj[name]
        except (TypeError, LookupError):
            return self.undefined(obj=obj, name=name)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only our functions, functions put into the data on purpose, and a few of mappings."""
        if id(obj) in self._callable or isinstance(obj, Undefined):
            return True
        if isinstance(obj, types.FunctionType | functools.partial):
            return True
        owner = getattr(obj, "__self__", None)
        name = getattr(obj, "__name__", "")
        if isinstance(owner, Mapping):
            return name in _MAPPING_METHODS
        if isinstance(obj, types.BuiltinMethodType):
            return False
        if isinstance(owner, Loop):
            return name in ("cycle", "changed")
        return bool(getattr(obj, "in_templates", False))

    def call(self, context: Context, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what may be called."""
        if not self.is_safe_callable(function):
            hint = "Вместо метода используйте фильтр: {{ x|upper }}."
            raise Refused(errors.FORBIDDEN, "Такой вызов в шаблоне запрещён", hint)
        return context.call(function, *args, **kwargs)

    def call_filter(
        self, context: Context, name: Any, value: Any, given: Sequence[Any], named: dict[str, Any]
    ) -> Any:
        """Call a filter whose name is an argument: `map('upper')`."""
        if name not in self.filters:
            raise TemplateRuntimeError(f"No filter named {name!r}.")
        return context.call(self.filters[name], value, *given, **named)

    def call_test(
        self, context: Context, name: Any, value: Any, given: Sequence[Any], named: dict[str, Any]
    ) -> Any:
        """Call a test whose name is an argument: `select('odd')`."""
        if name not in self.tests:
            raise TemplateRuntimeError(f"No test named {name!r}.")
        return context.call(self.tests[name], value, *given, **named)

    def call_binop(self, _: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with numbers, join texts and lists; refuse what could grow without bound."""
        for side in (left, right):
            if isinstance(side, Undefined):
                return _noted(side)
            if isinstance(side, Blank) and operator != "+":
                return side
        if operator == "+" and not _numbers(left, right):
            return _add(left, right)
        if not _numbers(left, right):
            what = f"Действие «{operator}» возможно только с числами"
            raise Refused(errors.FORBIDDEN, what)
        if _bits(operator, left, right) > MAX_BITS:
            raise Refused(errors.TOO_MUCH, "Слишком большое число")
        return _OPERATORS[operator](left, right)


def filter_name(name: str) -> str:
    """Return what a filter is called in a program: printers have names that begin with a space."""
    return f"own_{name[1:]}" if name.startswith(" ") else f"filter_{name}"


def test_name(name: str) -> str:
    """Return what a test is called in a program."""
    return f"test_{name}"


def _is_open(obj: object, name: str) -> bool:
    """Whether templates may see an attribute."""
    if name.startswith("_") or isinstance(obj, _INNER):
        return False
    return not (name in _CHANGING and isinstance(obj, MutableSequence | MutableSet))


def _noted(value: Undefined) -> object:
    """Use an unknown name: a missing value is noted, a strict one raises."""
    return value.note() if isinstance(value, Missing) else str(value)


def _numbers(*values: object) -> bool:
    return all(isinstance(value, int | float) for value in values)


def _bits(operator: str, left: float, right: float) -> float:
    """Estimate how many binary digits a result may have."""
    if operator == "**":
        return math.log2(abs(left) + 1) * abs(right)
    return sum(abs(int(side)).bit_length() for side in (left, right) if math.isfinite(side))


def _add(left: Any, right: Any) -> Any:
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        if len(left) + len(right) > MAX_ITEMS:
            raise Refused(errors.TOO_MUCH, "Слишком длинный список")
        spend(len(left) + len(right))
        return [*left, *right]
    texts = str | Rich | Run | Reference | Blank
    if isinstance(left, texts) and isinstance(right, texts):
        return concat([left, right])
    raise Refused(errors.FAILED, "Нельзя сложить такие значения", "Для текста используйте ~.")


def concat(values: list[Any]) -> str | Rich:
    """Join values as text, keeping what is rich in them."""
    for value in values:
        if value is None:
            raise Refused(errors.EMPTY_VALUE, "Значение пусто (None)", filters.DEFAULT_HINT)
        filters.check_text(value)
    whole = join(values)
    if isinstance(whole, str) and len(whole) > MAX_TEXT:
        raise Refused(errors.TOO_MUCH, "Слишком длинный текст")
    spend(weight(whole))
    return whole


def bounded_range(*bounds: int) -> range:
    """Count like Python's range, but not for ever."""
    made = range(*bounds)
    if len(made) > MAX_ITEMS:
        raise Refused(errors.TOO_MUCH, f"range слишком велик ({len(made)})")
    return made


def _dialect_filter(made: Callable[..., object]) -> Callable[..., object]:
    """Let blanks and unknown names pass a pack's filter unchanged."""
    first = 1 if hasattr(made, "takes_context") else 0

    def filtered(*args: Any, **kwargs: Any) -> object:
        value = args[first]
        if isinstance(value, str):
            if len(value) > LONG_TEXT:
                spend(len(value) * _HARD)
        elif isinstance(value, Undefined):
            return _noted(value)
        elif isinstance(value, Blank):
            return value
        return made(*args, **kwargs)

    return pass_context(filtered) if first else filtered
