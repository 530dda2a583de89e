"""An audit of papers that nobody made with docgen finds what an inspector would, and little else.

The papers and the inspector's opinion are data of each set; its floors are what has been reached.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import yaml

from docgen import norms
from docgen.audit import FOREIGN, Audit, audit
from docgen.packs import stack
from docgen.pdf import Export, Office
from docgen.pdf.opening import opened
from docgen.pdf.profile import write_profile
from tests.audit import building
from tests.audit.measuring import RULES, Figure, Figures, measured, summed

SETS = building.SETS
PAPERS, DEFECTS, PERCENT = 30, 25, 100


@pytest.fixture(scope="module")
def figures(office: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Figures]:
    """Build the papers of all schools of all sets, audit each folder, measure."""
    folder = tmp_path_factory.mktemp("corpus")
    building.build(SETS, folder / "sets", converting(office, folder / "profile"))
    found = audited(folder / "sets", office)
    return {corpus: figures_of(corpus, found) for corpus in SETS}


def figures_of(corpus: Path, found: Mapping[Path, Audit]) -> Figures:
    """Measure a set, and all rules together."""
    whole = summed(
        measured(school, building.expected(corpus, school), found[Path(corpus.name, school)])
        for school in building.schools(corpus)
    )
    whole["all rules"] = sum_of(whole[rule] for rule in RULES)
    return whole


def converting(office: Office, profile: Path) -> building.Convert:
    """Return what makes files over with LibreOffice."""
    write_profile(profile, Export(), office.build)

    def convert(sources: Iterable[Path], suffix: str, target: Path) -> None:
        command = [str(office.path), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        asked = ["--convert-to", suffix, "--outdir", str(target), *map(str, sources)]
        subprocess.run([*command, *asked], check=True, capture_output=True, timeout=120)

    return convert


def audited(folder: Path, office: Office) -> dict[Path, Audit]:
    """Audit the folders of all schools; LibreOffice opens the old formats of all in one start."""
    foreign = [path for path in sorted(folder.glob("*/*/*")) if path.suffix in FOREIGN]
    made = opened(foreign, office, os.environ)
    packs = stack()
    profile = norms.profile(norms.DEFAULT, packs)
    return {
        path.relative_to(folder): audit(path, packs, profile, lambda _: made)
        for path in sorted(folder.glob("*/*"))
    }


def sum_of(parts: Iterable[Figure]) -> Figure:
    """Add figures up."""
    whole = Figure()
    for part in parts:
        whole += part
    return whole


@pytest.mark.parametrize("corpus", SETS, ids=lambda corpus: corpus.name)
def test_a_set_is_worth_measuring(corpus: Path) -> None:
    known = [building.expected(corpus, school) for school in building.schools(corpus)]
    papers = [paper for each in known for paper in each["papers"].values()]
    defects = [defect["rule"] for paper in papers for defect in paper.get("defects", [])]
    assert len(papers) >= PAPERS
    assert len(defects) >= DEFECTS
    assert set(defects) == set(RULES)


@pytest.mark.parametrize("corpus", SETS, ids=lambda corpus: corpus.name)
def test_an_inspector_has_an_opinion_of_every_paper(corpus: Path) -> None:
    for school in building.schools(corpus):
        files = {paper.file for paper in building.papers(corpus, school)}
        assert files == set(building.expected(corpus, school)["papers"])


@pytest.mark.soffice
@pytest.mark.parametrize("corpus", SETS, ids=lambda corpus: corpus.name)
def test_an_audit_says_what_an_inspector_says(corpus: Path, figures: dict[Path, Figures]) -> None:
    floors = yaml.safe_load((corpus / "floors.yaml").read_text(encoding="utf-8"))
    short = {name: short_of(floor, figures[corpus][name]) for name, floor in floors.items()}
    said = [f"{name}, {line}" for name, lines in short.items() for line in lines]
    assert not said, "\n".join(said)


def short_of(floor: dict[str, int], figure: Figure) -> list[str]:
    """Say what keeps a figure under its floor."""
    vain = figure.vain if figure.precision * PERCENT < floor["precision"] else []
    missed = figure.missed if figure.recall * PERCENT < floor["recall"] else []
    return [*(f"in vain: {each}" for each in vain), *(f"missed: {each}" for each in missed)]
