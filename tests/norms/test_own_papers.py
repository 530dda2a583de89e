"""What docgen itself makes breaks no rule of the profile that it is made for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen import norms, packs
from docgen.engine import Built
from docgen.pdf import LibreOffice, Office
from docgen.pdf.opening import opened

SAMPLES = ("rural-school", "kvantorium", "teachers")
DATA = ("declensions",)  # a sheet of data as they are, to be read back: no document
PROFILE = norms.profile("gost-2025", packs.stack())


@pytest.fixture(scope="module")
def papers(built_samples: dict[str, Built]) -> dict[str, Path]:
    """Return one paper of every kind: of a small school, then those that it has not."""
    made: dict[str, Path] = {}
    for sample in SAMPLES:
        for output in built_samples[sample].outputs:
            made.setdefault(output.job.kind, output.docx)
    return made


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_kind_of_document_breaks_a_rule(sample: str, built_samples: dict[str, Built]) -> None:
    own = {each.job.kind: each.docx for each in reversed(built_samples[sample].outputs)}
    found = {kind: told(path) for kind, path in own.items() if kind not in DATA}
    assert {kind: lines for kind, lines in found.items() if lines} == {}


def told(path: Path) -> list[str]:
    """Return all that is said of a paper: its own makers leave not even a note."""
    report = norms.examine(path.read_bytes(), PROFILE, path.name).report
    return [f"{each.code} {each.place}: {each.message}" for each in report]


def test_every_kind_is_looked_at(papers: dict[str, Path]) -> None:
    assert len(papers.keys() - set(DATA)) > 45


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
def test_what_a_school_saves_in_libreoffice_breaks_no_rule_either(
    papers: dict[str, Path], office: Office
) -> None:
    kinds = ("order-pair", "regulation-students", "roadmap", "survey-answers", "certificate")
    saved = opened([papers[kind] for kind in kinds], office, os.environ)
    assert len(saved) == len(kinds)
    for path, data in saved.items():
        assert list(norms.examine(data, PROFILE, path.name).report) == []


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
