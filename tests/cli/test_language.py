"""click speaks Russian: the catalogue is whole, compiled, and bound only while a command runs."""

from __future__ import annotations

import ast
import gettext
import os
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from docgen.cli import group
from docgen.cli.language import LOCALE, russian
from tests.cli.running import run

ROOT = Path(__file__).parents[2]
PO = Path(LOCALE) / "ru" / "LC_MESSAGES" / "messages.po"

# Said to programmers: wrong declarations of commands, things that docgen does not use.
FOR_PROGRAMMERS = re.compile(
    r"DeprecationWarning|declaration|Name '|Boolean option|Invalid start character|Unknown"
    r"|must be an iterable|No options defined|editor|Bash|Could not determine"
)


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Any]:
    """The generator of the catalogue."""
    return runpy.run_path(str(ROOT / "scripts" / "catalogue.py"))


@pytest.fixture(scope="module")
def messages(catalogue: dict[str, Any]) -> dict[str, str]:
    """Messages and translations, as they stand in the .po."""
    read: dict[str, str] = catalogue["read_po"](PO.read_text(encoding="utf-8"))
    return read


def _said_by_click() -> Iterator[str]:
    """Yield every message that the installed click marks for translation."""
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "ngettext"):
                count = 1 if ast.unparse(node.func) == "_" else 2
                said = node.args[:count]
                if all(isinstance(each, ast.Constant) for each in said):
                    yield "\0".join(ast.literal_eval(each) for each in said)


def test_every_message_of_the_installed_click_is_in_the_catalogue(messages: dict[str, str]) -> None:
    said = {message for message in _said_by_click() if not FOR_PROGRAMMERS.search(message)}
    assert len(said) > 40
    assert sorted(said - set(messages)) == []


def test_every_translation_is_russian_and_keeps_the_names_in_braces(
    messages: dict[str, str],
) -> None:
    for message, translation in messages.items():
        if message:
            assert re.search("[А-Яа-яё]", translation), message
            assert _names(translation) <= _names(message), message


def _names(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text)) | set(re.findall(r"%\(\w+\)s", text))


def test_the_compiled_catalogue_is_that_of_the_text(
    catalogue: dict[str, Any], messages: dict[str, str]
) -> None:
    compiled = PO.with_suffix(".mo").read_bytes()
    assert compiled == catalogue["to_mo"](messages), "python scripts/catalogue.py"


@pytest.mark.parametrize(
    ("number", "form"), [(1, 0), (2, 1), (5, 2), (11, 2), (21, 0), (104, 1), (112, 2)]
)
def test_plural_forms_are_those_of_russian(number: int, form: int) -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    forms = ("нужно значение.", "{nargs} значения.", "{nargs} значений.")
    said = translations.ngettext(
        "Option {name!r} requires an argument.",
        "Option {name!r} requires {nargs} arguments.",
        number,
    )
    assert said.endswith(forms[form])


@pytest.mark.parametrize("language", [None, "de"])
def test_the_language_of_the_computer_is_put_back(
    language: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    if language:
        monkeypatch.setenv("LANGUAGE", language)
    folder = gettext.bindtextdomain("messages")
    with russian():
        assert gettext.gettext("Usage:") == "Вызов:"
    assert os.environ.get("LANGUAGE") == language
    assert gettext.bindtextdomain("messages") == folder


@pytest.mark.parametrize("command", ["", *group.commands])
def test_no_english_is_left_in_the_help(command: str) -> None:
    shown = run(*command.split(), "--help").stdout
    words = set(re.findall(r"(?<![\w-])[A-Za-z]{3,}(?![\w-])", shown))
    names = {"docgen", *group.commands, *_subcommands(command)}
    formats = {"PDF", "DOCX", "XLSX", "XLS", "ODS", "CSV", "JSON", "DOC", "ODT", "RTF"}
    values = {"students", "teachers", "people", "pairs", "schools", "declensions"}
    assert words - names - formats - values - {"LibreOffice", "Word", "xlsx", "pdf"} == set()


def _subcommands(command: str) -> set[str]:
    found = group.get_command(click.Context(group), command) if command else None
    return set(getattr(found, "commands", ()))


def test_a_question_is_asked_again_in_russian(tmp_path: Path) -> None:
    typed = "\n\n\nПетров\n\n\n\n5\n\n"
    result = run("new", "-C", tmp_path, typed=typed)
    assert result.exit_code == 0
    assert "Ошибка: Нужны полные фамилия, имя и отчество" in result.stderr
    assert "Ошибка: «5» – не из списка: '1', '2', '3'." in result.stderr
