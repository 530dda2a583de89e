"""The whole engine: beside docxtpl, in threads, byte for byte, fast enough."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from docxtpl import DocxTemplate

from docgen.docx import Blank, Reference, Rich, Run, bookmark_name
from tests.docx.making import compiled, docx, found, p, rendered, row, table, texts

ROOT = Path(__file__).parents[2]
SCHOOL = {"name": "МБОУ «Школа»", "short": "Школа", "city": "г. Лесногорск"}
PAIRS = [
    {"mentor": f"Наставник {n}", "mentee": f"Ученик {n}", "goal": "успех", "done": n % 2 == 0}
    for n in range(8)
]
DATA = {"school": SCHOOL, "pairs": PAIRS, "number": 5, "flag": True, "empty": []}


def act() -> bytes:
    """An «акт»: 12 paragraphs, a table of pairs, a header."""
    blocks = [p("Акт № {{ number }} {{ school.name }}, {{ school.city }}") for _ in range(6)]
    blocks += [p("{% if flag %}"), p("Есть {{ pairs|length }} пар."), p("{% endif %}")]
    blocks += [
        table(
            row("№", "Наставник", "Ученик", "Цель"),
            row("{%tr for x in pairs %}", "", "", ""),
            row("{{ loop.index }}", "{{ x.mentor }}", "{{ x.mentee }}", "{{ x.goal }}"),
            row("{%tr endfor %}", "", "", ""),
            columns=4,
        ),
        p("{{ school.short }}: {{ school.name }} ({{ school.city }})"),
    ]
    return docx(*blocks, parts={"header": p("{{ school.short }}")})


def regulation() -> bytes:
    """A long document: 150 paragraphs with 450 tags and a table of 40 rows."""
    line = "{{ school.name }} организует в {{ school.city }} работу {{ number }}. " + "Текст. " * 12
    rows = [row(f"{n}", "{{ school.short }}", "{{ number }}") for n in range(40)]
    return docx(*[p(line) for _ in range(150)], table(*rows, columns=3))


CONFORMANCE = {
    "values": [
        p("{{ school.name }} – {{ number + 1 }} {{ school.city|upper }}"),
        p("да"),
    ],
    "conditions": [
        p("{%p if flag %}"),
        p("да {% if number > 3 %}много{% else %}мало{% endif %}"),
        p("{%p else %}"),
        p("нет"),
        p("{%p endif %}"),
    ],
    "loops": [
        p("{%p for x in pairs %}"),
        p("{{ loop.index }}) {{ x.mentor }}{% if not loop.last %};{% else %}.{% endif %}"),
        p("{%p endfor %}"),
        p("{%p for x in empty %}"),
        p("никого"),
        p("{%p endfor %}"),
    ],
    "rows": [
        table(
            row("{%tr for x in pairs %}", ""),
            row("{{ x.mentor }}", "{{ x.mentee }}"),
            row("{%tr endfor %}", ""),
        ),
        p("конец"),
    ],
    "columns": [
        table(row("а", "{%tc for x in pairs %}", "{{ x.goal }}", "{%tc endfor %}"), columns=4),
        p("конец"),
    ],
    "filters": [
        p("{{ pairs|map(attribute='mentor')|join(', ') }}"),
        p("{{ pairs|selectattr('done')|list|length }} {{ 'a b'|title }} {{ 3.7|round|int }}"),
        p("{% set n = pairs|length %}{{ n }} {{ nothing|default('–') }}"),
    ],
    "merged": [
        table(
            row("{%tr for x in pairs %}", ""),
            row("{% vm %}общее", "{{ x.mentor }}"),
            row("{%tr endfor %}", ""),
        ),
        p("конец"),
    ],
    "coloured": [table(row("{% cellbg 'FFE599' %}{{ number }}", "б")), p("конец")],
    "escapes": [p("{_{ не тег }_} {_% и это %_}"), p("до{# заметка #} после")],
    "split": ["<w:p><w:r><w:t>{{ scho</w:t></w:r><w:r><w:t>ol.name }}</w:t></w:r></w:p>"],
}


@pytest.mark.parametrize("name", CONFORMANCE)
def test_documented_tags_print_the_same_as_in_docxtpl(name: str) -> None:
    data = docx(*CONFORMANCE[name])
    theirs = DocxTemplate(io.BytesIO(data))
    theirs.render(DATA)
    buffer = io.BytesIO()
    theirs.save(buffer)
    assert texts(rendered(data, **DATA).docx) == texts(buffer.getvalue())


def test_the_whole_act_is_the_same_as_in_docxtpl() -> None:
    theirs = DocxTemplate(io.BytesIO(act()))
    theirs.render(DATA)
    buffer = io.BytesIO()
    theirs.save(buffer)
    expected = [text for text in texts(buffer.getvalue()) if text]
    assert [text for text in texts(rendered(act(), **DATA).docx) if text] == expected


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = compiled(act()), compiled(act())
    assert first.render(DATA).docx == first.render(DATA).docx == second.render(DATA).docx


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_structure import LETTERHEAD, compiled, docx, p\n"
        "styles = {'styles': '<w:style w:type=\"paragraph\" w:styleId=\"Z\"/>'}\n"
        "data = docx(p(\"{%p include 'x' %}\"), parts=styles)\n"
        "made = compiled(data, parts={'x': LETTERHEAD}).render({'school': 'Ш'}).docx\n"
        "print(__import__('hashlib').sha256(made).hexdigest())"
    )
    digests = set()
    for seed in "123":
        run = [sys.executable, "-c", script, str(Path(__file__).parent)]
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(run, capture_output=True, text=True, check=True, env=env, timeout=60)
        digests.add(done.stdout)
    assert len(digests) == 1


def test_members_are_dated_alike_ordered_and_not_repeated() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered(act(), **DATA).docx)) as archive:
        entries = archive.infolist()
        assert archive.testzip() is None
    names = [entry.filename for entry in entries]
    assert names[0] == "[Content_Types].xml"
    assert len(names) == len(set(names))
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_threads_share_one_template() -> None:
    template = compiled(act())

    def work(thread: int) -> list[bytes]:
        own = {**DATA, "number": thread}
        return [template.render(own).docx for _ in range(50)]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(8)))
    assert all(len(set(result)) == 1 for result in results)
    for thread, result in enumerate(results):
        assert texts(result[0])[0].startswith(f"Акт № {thread} ")


def test_findings_of_one_thread_do_not_reach_another() -> None:
    template = compiled(docx(p("{{ x }}")))

    def work(number: int) -> str:
        try:
            return texts(template.render({"x": number} if number % 2 else {}).docx)[0]
        except Exception as refused:
            return type(refused).__name__

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(200)))
    assert results == [str(n) if n % 2 else "TemplateError" for n in range(200)]


def test_rendering_does_not_import_python_docx_or_docxtpl() -> None:
    code = (
        "import sys, docgen.docx as d; "
        "assert not {'docx', 'docxtpl'} & set(sys.modules), 'imported'"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_values_cross_processes() -> None:
    value = Rich((Run("а", bold=True), Reference("b", "1"), Blank("дата")), bookmark="c")
    assert pickle.loads(pickle.dumps(value)) == value


def test_bookmark_names_suit_word_and_stay_different() -> None:
    names = ["general.scope", "general_scope", "a" * 60, "a" * 61, "1.2", "", "Ref_1", "_Ref"]
    made = [bookmark_name(name) for name in names]
    assert len(set(made)) == len(made)
    assert all(len(name) <= 40 and (name[0].isalpha() or name[0] == "_") for name in made)
    assert made[-2:] == ["Ref_1", "_Ref"]


def _best(times: int, work: object) -> float:
    marks = [time.process_time()]
    for _ in range(times):
        work()  # type: ignore[operator]
        marks.append(time.process_time())
    return min(later - sooner for sooner, later in pairwise(marks)) * 1000


@pytest.mark.parametrize(("make", "limit", "ratio"), [(act, 1.0, 10), (regulation, 4.0, 10)])
def test_rendering_stays_within_its_budget(make: object, limit: float, ratio: float) -> None:
    data = make()  # type: ignore[operator]

    def peer() -> None:
        template = DocxTemplate(io.BytesIO(data))
        template.render(DATA)
        template.save(io.BytesIO())

    template = compiled(data)
    ours, theirs = _best(30, lambda: template.render(DATA)), _best(3, peer)
    assert ours * ratio < theirs or ours < limit


def test_a_thousand_rows_cost_no_more_than_they_should() -> None:
    many = {**DATA, "pairs": PAIRS * 125}
    template = compiled(act())
    assert _best(3, lambda: template.render(many)) < 150
    assert len(found(template.render(many).docx, "//w:tr")) == 1001


def test_python_docx_and_the_data_agree() -> None:
    result = Document(io.BytesIO(rendered(act(), **DATA).docx))
    assert [cell.text for cell in result.tables[0].columns[1].cells][1:] == [
        pair["mentor"] for pair in PAIRS
    ]
