"""What a page, a message or an explanation tells somebody to type is a command that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import click
import pytest

from docgen.cli import group

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
SOURCES = [*(ROOT / "docgen").rglob("*.py"), *(ROOT / "docgen" / "codes").glob("*.yaml")]
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_CALL = re.compile(r"\bdocgen (?P<words>[a-z]+(?: [a-z]+)?)(?P<rest>[^`\n.;)]*)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
_WRONG = {"--pfd"}  # the example of a slip


@cache
def commands() -> Mapping[str, frozenset[str]]:
    """Return the options of every command: `build`, `template check`."""
    return dict(_below(group, ""))


def _below(command: click.Command, name: str) -> Iterator[tuple[str, frozenset[str]]]:
    context = click.Context(command)
    options = (each for part in command.params for each in (*part.opts, *part.secondary_opts))
    yield name, frozenset({*options, "--help"})
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            below = command.get_command(context, each)
            assert below
            yield from _below(below, f"{name} {each}".strip())


def told(line: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the commands of a line, each with the options given to it."""
    for found in _CALL.finditer(line):
        first, _, second = found["words"].partition(" ")
        whole = f"{first} {second}" if first == "template" and second else first
        rest = found["rest"].partition(" docgen ")[0]
        yield whole, frozenset(_OPTION.findall(rest)) - _WRONG


def unknown(lines: list[str]) -> list[str]:
    """Return what lines tell somebody to type, and docgen does not know."""
    typed = (each for line in lines for each in told(line))
    return [
        " ".join((command, *sorted(options - commands().get(command, frozenset()))))
        for command, options in typed
        if command not in commands() or not options <= commands()[command]
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_commands_that_there_are(page: Path) -> None:
    code = re.findall(r"```.*?```|`[^`\n]+`", page.read_text(encoding="utf-8"), re.DOTALL)
    assert unknown([line for piece in code for line in piece.splitlines()]) == []


def test_messages_and_explanations_name_commands_that_there_are() -> None:
    lines = (line for path in SOURCES for line in path.read_text(encoding="utf-8").splitlines())
    assert unknown([line for line in lines if _CYRILLIC.search(line)]) == []


def test_a_command_or_an_option_that_there_is_not_is_noticed() -> None:
    assert unknown(["проверьте: docgen pack check"]) == ["pack"]
    assert unknown(["docgen template check --every"]) == ["template check --every"]
    assert unknown(["docgen build приказы --print ФАЙЛ.pdf --duplex; docgen check"]) == []
