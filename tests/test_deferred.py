"""What is made when it is first asked for: see `test_public_api` for the names of packages."""

from __future__ import annotations

import re

import pytest

from docgen.deferred import later, module, pattern


def test_a_pattern_finds_what_a_compiled_one_does() -> None:
    waiting, compiled = pattern("[жш]а$", re.IGNORECASE), re.compile("[жш]а$", re.IGNORECASE)
    for text in ("каланча", "ЛАПША", "межа и", ""):
        assert bool(waiting.search(text)) == bool(compiled.search(text))
        assert waiting.sub("*", text) == compiled.sub("*", text)
    assert (waiting.pattern, waiting.flags) == (compiled.pattern, compiled.flags)


def test_a_pattern_of_bytes_waits_too() -> None:
    assert pattern(rb"</w:(\w+)>").findall(b"<w:p></w:p></w:tbl>") == [b"p", b"tbl"]


def test_a_pattern_is_compiled_when_something_is_first_asked_of_it() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.search("")


def test_what_was_asked_of_a_pattern_once_is_at_hand() -> None:
    waiting = pattern("а")
    assert waiting.search("да")
    assert vars(waiting)["search"] == waiting.search


def test_a_module_is_imported_when_something_is_first_asked_of_it() -> None:
    waiting, lost = module("docgen.codes"), module("docgen.no_such_module")
    assert waiting.__name__ == "docgen.codes"
    with pytest.raises(ModuleNotFoundError):
        _ = lost.anything


def test_what_is_made_later_is_not_made_before_something_is_asked_of_it() -> None:
    made: list[str] = []

    def make() -> str:
        made.append("да")
        return made[-1]

    waiting = later(make)
    assert not made
    assert [waiting.upper(), waiting.upper(), *made] == ["ДА", "ДА", "да"]
