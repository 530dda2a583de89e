"""A pack from a stranger cannot run code, read files or take all memory or time.

The cases are in `tests/hostile.py`; they are tried in one process that has a limit of memory, and
that ends when a case takes too long.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from docgen.docx import allow, effort, guard, include, package, sandbox, state
from docgen.docx.tag import MAX_TAG
from docgen.docx.tags import MAX_TAGS
from docgen.source import decode, tree
from tests.hostile import CASES, EXPRESSIONS, MEGABYTES, SECONDS, TEXTS

ROOT = Path(__file__).parents[1]
LONGEST = "документ потребовал бы слишком много работы"
TOO_LARGE = "документ получился бы слишком большим"
# What a case must be refused with; a text of strange letters is printed, only not for ever.
EXPECTED: dict[str, list[str]] = {
    **{name: ["DG214"] for name in EXPRESSIONS},
    **{f"a text of {name}": [] for name in TEXTS},
    "a million paragraphs": ["DG231"],
    "a paragraph of a million open brackets": ["DG203", "DG203"],
    "half brackets to look through": ["DG203", "DG203"],
    "runs by the hundred thousand in one paragraph": [],
    "tables in tables": [],
    "a chain of styles": ["DG243", "DG250"],
    "one bookmark ten thousand times": [],
    "a zip that unpacks to a gigabyte": ["DG231"],
    "a zip that lies about its size": ["DG230"],
    "a file of thirty megabytes": ["DG231"],
    "a picture of ten thousand million points": ["DG231"],
    "a drawing that reads a file": ["DG234"],
    "parts within parts, ten times each": ["DG214", "DG217"],
    "a large part over and over": ["DG214"],
    "a part that includes itself": ["DG217"],
    "a part named by a path": ["DG217"],
    "loops in loops of a text": [TOO_LARGE],
    "a search in each pass of a text": [TOO_LARGE],
    "a condition that searches for hours": [LONGEST],
    "clauses repeated a million times": ["DG261"],
    "a book in every clause": ["DG261"],
    "deep YAML": ["DG113"],
    "aliases upon aliases": ["DG112"],
    "ten megabytes of YAML": ["DG113"],
    "a kind that extends a folder above": ["DG102", "DG138"],
    "a pack that extends a folder above": ["DG138"],
    "numbers of five thousand digits": ["DG135"],
    "patterns of a schema that a text nearly fits": ["DG138", "DG142"],
    "links that lead out of the pack": ["DG273", "docgen"],
    "names of files with paths in them": [],
    "formulas that explode": [],
    "a letterhead of ten thousand lines": ["DG250"],
    "a hostile template shown as text": ["shown"],
}


@pytest.fixture(scope="module")
def tried() -> dict[str, dict[str, Any]]:
    """What became of each case, by its name; a case that never ended is missing."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile"],
        cwd=ROOT,
        capture_output=True,
        timeout=200,
        check=False,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "PATH": "", "PYTHONPATH": str(ROOT)},
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows, done.stderr
    return {row["name"]: row for row in rows}


@pytest.mark.parametrize("name", CASES)
def test_what_a_pack_tries_is_refused_or_small(name: str, tried: dict[str, dict[str, Any]]) -> None:
    assert name in tried, "it never ended"
    assert tried[name]["found"] == EXPECTED[name]
    assert tried[name]["seconds"] < SECONDS
    assert tried[name]["megabytes"] < MEGABYTES


def test_every_case_has_its_answer() -> None:
    assert set(CASES) == set(EXPECTED) != set()


PROMISES = {
    "шагов на документ": effort.MAX_STEPS,
    "проходов циклов": state.MAX_PASSES,
    "МБ текста": state.MAX_OUTPUT // 2**20,
    "знаков в одном тексте": sandbox.MAX_TEXT,
    "элементов в списке": sandbox.MAX_ITEMS,
    "знаков в теге": MAX_TAG,
    "тегов в шаблоне": MAX_TAGS,
    "уровней в выражении": allow.MAX_NESTING,
    "вставок": include.MAX_INCLUDED,
    "меток XML во вставках": include.MAX_MARKS,
    "уровней вставок": include.MAX_DEPTH,
    "МБ файл": package.MAX_FILE // 2**20,
    "МБ без сжатия": package.MAX_TOTAL // 2**20,
    "меток XML": package.MAX_MARKS,
    "млн точек": guard.MAX_PIXELS // 10**6,
    "МБ YAML": decode.MAX_BYTES // 10**6,
    "уровней YAML": tree.MAX_DEPTH,
}


def chapter() -> str:
    """What docs/packs.md says a pack cannot do."""
    text = (ROOT / "docs/packs.md").read_text(encoding="utf-8")
    return text.split("## Чего набор не может\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("what", PROMISES)
def test_the_guide_states_the_limits_that_there_are(what: str) -> None:
    number = f"{PROMISES[what]:,}".replace(",", " ")
    assert f"{number} {what}" in chapter()


def test_the_guide_names_tests_that_there_are() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)`", chapter())
    assert {"tests/test_hostile_packs.py", "tests/docx/test_security.py"} <= set(named)
    assert [name for name in named if not (ROOT / name).is_file()] == []
