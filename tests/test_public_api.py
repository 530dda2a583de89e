"""The public API is whole, cheap to import, and fit to cross from one process to another."""

from __future__ import annotations

import inspect
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pytest

import docgen
from docgen import engine, errors, letterhead, resources, rules, source
from docgen.diagnostics import Diagnostic, Place, Report, Severity
from docgen.docx import Blank, Reference, Rendering, Rich, Run
from docgen.facts import Facts
from docgen.packs import PackStack
from docgen.plan import Job
from docgen.records import Struct
from docgen.russian import Phrase, inflect

SAMPLE = resources.samples() / "kvantorium"
LAZY = [name for name in docgen.__all__ if name != "__version__"]


def test_every_public_name_can_be_imported() -> None:
    missing = [name for name in docgen.__all__ if not hasattr(docgen, name)]
    assert missing == []
    assert set(docgen.__all__) <= set(dir(docgen))


def test_public_names_are_sorted_and_said_once() -> None:
    assert docgen.__all__ == sorted(set(docgen.__all__))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'biuld'"):
        docgen.biuld  # noqa: B018  the look-up is the test


@pytest.mark.parametrize("package", [docgen, engine, letterhead, rules, source])
def test_names_of_a_package_are_there_and_no_module_has_one_of_them(package: ModuleType) -> None:
    assert [name for name in package.__all__ if not hasattr(package, name)] == []
    assert {each.name for each in iter_modules(package.__path__)} & set(package.__all__) == set()


def test_every_type_that_a_public_function_takes_or_gives_is_public() -> None:
    public = {getattr(docgen, name) for name in docgen.__all__}
    told = [getattr(docgen, name) for name in docgen.__all__ if name != "Programme"]
    hidden = {kind for thing in told for kind in _mentioned(thing) if kind not in public}
    assert hidden == set()


def _mentioned(thing: Any) -> Iterator[type]:
    """Yield docgen's classes in the signature of a function or the fields of a record."""
    if inspect.isfunction(thing) or _is_record(thing):
        # Some modules import a name for their annotations only; it must be public then.
        known = {
            **vars(sys.modules[thing.__module__]),
            **{name: getattr(docgen, name) for name in LAZY},
        }
        hints = get_type_hints(thing, known)
        told = (hint for name, hint in hints.items() if not name.startswith("_"))
        yield from (kind for hint in told for kind in _classes(hint))


def _is_record(thing: Any) -> bool:
    return isinstance(thing, type) and issubclass(thing, Struct)


def _classes(hint: Any) -> Iterator[type]:
    if inspect.isclass(hint) and hint.__module__.startswith("docgen"):
        yield hint
    for inner in get_args(hint):
        yield from _classes(inner)


def test_every_exception_of_docgen_is_public() -> None:
    own = {name for name, value in vars(errors).items() if _is_own_error(value)}
    assert own <= set(docgen.__all__)


def _is_own_error(value: object) -> bool:
    return inspect.isclass(value) and issubclass(value, errors.DocgenError)


def test_importing_docgen_imports_no_library() -> None:
    probe = (
        "import sys; before = set(sys.modules); import docgen; "
        "print(*sorted(name for name in set(sys.modules) - before if name.startswith('docgen')), "
        "*sorted({'click', 'jinja2', 'lxml', 'yaml'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", probe],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        timeout=60,
    )
    assert answer.stdout.split() == ["docgen", "docgen.deferred"]


def test_a_programme_is_read_planned_and_built_by_the_public_names_alone(tmp_path: Path) -> None:
    project = docgen.load(SAMPLE)
    plan, report = docgen.make_plan(project, ["model"])
    built = docgen.build(project, tmp_path, ["model"])
    assert report.ok
    assert built.plan == plan
    assert [output.docx.is_file() for output in built.outputs] == [True]


FINDING = Diagnostic("DG104", "Неизвестное поле", Place("a.yaml", 3, 5, 4), "Исправьте")

VALUES = [
    FINDING,
    FINDING.place,
    Severity.WARNING,
    Report([FINDING]),
    Job("order-pairs", "", "09 Приказ"),
    Blank("номер"),
    Run("текст", bold=True),
    Reference("general", "1.1"),
    Rich((Run("текст"), Blank("номер")), "general"),
    Rendering(b"PK", ("номер",)),
    engine.Output(Job("model", "", "07"), Path("out"), blanks=("номер",)),
    engine.Built(docgen.Plan(()), (), Report([FINDING])),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_comes_through_a_pickle_equal(value: object) -> None:
    assert _pickled(value) == value


@pytest.mark.parametrize(
    "kind",
    [
        errors.DocgenError,
        errors.DataError,
        errors.TemplateError,
        errors.OutputError,
        errors.EnvironmentProblem,
    ],
)
def test_an_exception_comes_through_a_pickle_with_its_findings(
    kind: type[errors.DocgenError],
) -> None:
    again = _pickled(kind(FINDING))
    assert type(again) is kind
    assert again.report == Report([FINDING])


def test_a_phrase_keeps_its_cases_through_a_pickle() -> None:
    phrase = Phrase("завуч", "post", "f", {"gen": "завуча"})
    again = _pickled(phrase)
    assert (again, again.gender, inflect(again, "gen")) == (phrase, "f", "завуча")


def test_a_project_comes_through_a_pickle_and_plans_the_same() -> None:
    project = docgen.load(SAMPLE)
    again = _pickled(project)
    assert again.programme == project.programme
    assert again.source.place(("school",)) == project.source.place(("school",))
    assert docgen.make_plan(again) == docgen.make_plan(project)


def test_kinds_and_packs_come_through_a_pickle() -> None:
    stack: PackStack = docgen.load(SAMPLE).packs
    again = _pickled(stack)
    assert again.kinds() == stack.kinds()
    assert again.packs == stack.packs


@pytest.mark.parametrize(
    "record", [value for value in map(docgen.__getattr__, LAZY) if _is_record(value)]
)
def test_a_record_of_the_public_api_cannot_be_changed(record: Any) -> None:
    assert record.__struct_config__.frozen


def test_facts_of_a_pickled_programme_are_those_of_the_original() -> None:
    project = docgen.load(SAMPLE)
    assert project.programme is not None
    again = Facts(_pickled(project.programme), project.packs)
    assert again.names["programme"] == Facts(project.programme, project.packs).names["programme"]


def _pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))
