"""Papers of a few lines, read as an audit reads files, and what those of one folder say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docgen import norms
from docgen.audit.evidence import Evidence, plain_document
from docgen.audit.rules import cross_checked
from docgen.audit.signs import Signs, signs_of
from docgen.packs import PackStack, stack

Read = Callable[..., Evidence]
Told = Callable[..., set[str]]


@pytest.fixture(scope="module")
def packs() -> PackStack:
    return stack()


@pytest.fixture(scope="module")
def signs(packs: PackStack) -> Signs:
    return signs_of(packs)


@pytest.fixture(scope="module")
def read(packs: PackStack, signs: Signs) -> Read:
    profile = norms.profile(norms.DEFAULT, packs)

    def paper(*lines: str, file: str = "1.docx") -> Evidence:
        return Evidence(file, plain_document(file, [*lines]), profile, signs)

    return paper


@pytest.fixture(scope="module")
def told(signs: Signs) -> Told:
    """The codes of what papers of one folder say against one another."""

    def codes(*papers: Evidence) -> set[str]:
        for each in papers:
            each.others = [name for paper in papers for name in paper.names]
        return {found.code for found in cross_checked(papers, signs)}

    return codes
