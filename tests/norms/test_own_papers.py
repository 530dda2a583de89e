"""What docgen itself makes breaks no rule of the profile that it is made for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen import norms, packs
from docgen.diagnostics import Severity
from docgen.engine import Built
from docgen.pdf import LibreOffice, Office

DATA = ("declensions",)  # a sheet of data as they are, to be read back: no document
PROFILE = norms.profile("gost-2025", packs.stack())


@pytest.fixture(scope="module")
def papers(built_samples: dict[str, Built]) -> dict[str, Path]:
    """Return one paper of every kind: of a small school, then those that it has not."""
    made: dict[str, Path] = {}
    for sample in ("rural-school", "kvantorium", "teachers"):
        for output in built_samples[sample].outputs:
            made.setdefault(output.job.kind, output.docx)
    return made


def breaches(path: Path) -> Iterator[str]:
    for each in norms.examine(path.read_bytes(), PROFILE, path.name).report:
        if each.severity is not Severity.INFO:
            yield f"{each.code} {each.place}: {each.message}"


def test_no_kind_of_document_breaks_a_rule(papers: dict[str, Path]) -> None:
    found = {kind: list(breaches(path)) for kind, path in papers.items() if kind not in DATA}
    assert len(found) > 45
    assert {kind: told for kind, told in found.items() if told} == {}


def test_the_parts_of_an_order_are_recognised(papers: dict[str, Path]) -> None:
    examined = norms.examine(papers["order-pair"].read_bytes(), PROFILE)
    parts = examined.requisites
    assert parts is not None
    assert parts.kind is not None
    assert (parts.kind.id, parts.number, str(parts.date and parts.date.day)) == (
        "order",
        "131-од",
        "2026-10-07",
    )
    assert parts.heading is not None
    assert parts.heading.text.startswith("О закреплении")
    assert parts.signature is not None
    assert (parts.signature.post, parts.signature.name) == ("И. о. директора", "В. А. Шаблонова")


def test_the_stamps_of_a_regulation_are_recognised(papers: dict[str, Path]) -> None:
    parts = norms.examine(papers["regulation-teachers"].read_bytes(), PROFILE).requisites
    assert parts is not None
    approval = next(stamp for stamp in parts.stamps if stamp.approves)
    assert (approval.word, approval.gender, approval.number) == ("УТВЕРЖДЕНО", "n", "118-од")


@pytest.mark.soffice
def test_what_libreoffice_prints_of_them_breaks_no_rule(
    papers: dict[str, Path], office: Office, tmp_path: Path
) -> None:
    kinds = ("order-pair", "regulation-students", "roadmap", "survey-answers")
    pairs = [(papers[kind], tmp_path / f"{kind}.pdf") for kind in kinds]
    assert LibreOffice(office, os.environ, temporary=tmp_path).convert(pairs).report.ok
    for _, printed in pairs:
        report = norms.examine_pdf(printed.read_bytes(), PROFILE, printed.name).report
        assert list(report) == []
