"""Shared parts are put into a template for good; every block says where it comes from."""

from __future__ import annotations

from docgen.docx.inlining import inlined, marked, names_in, origin, path_of, unmark
from docgen.docx.ooxml import local
from docgen.docx.package import xml_bytes
from docgen.docx.view import view
from docgen.studio.versions import Version
from tests.docx.making import compiled, docx, p, row, table

PARTS = {
    "outer": docx(p("Снаружи"), p("{%p include 'inner' %}")),
    "inner": docx(table(row("{{ x }}", "б"))),
    "letterhead": docx(p("Бланк")),
}
TEMPLATE = docx(
    p("{%p include 'letterhead' %}"),
    p("{%p include 'outer' %}"),
    table(
        row("{%tr for x in xs %}"),
        row("{{ x }}", "а"),
        row("{%tr endfor %}"),
    ),
    p("{%p include 'missing' %}"),
)


def test_parts_come_in_and_documents_stay_the_same() -> None:
    template = docx(p("{%p include 'outer' %}"), p("Конец"))
    whole = inlined(template, PARTS.get)
    assert "include" not in view(whole)
    (one, two) = (compiled(each, parts=PARTS).render({"x": "а"}).docx for each in (template, whole))
    assert view(one) == view(two)


def test_the_head_and_parts_that_are_not_there_stay_includes() -> None:
    text = view(inlined(TEMPLATE, PARTS.get))
    assert "include 'letterhead'" in text
    assert "include 'missing'" in text
    assert "include 'outer'" not in text


def test_only_wanted_parts_come_in() -> None:
    text = view(inlined(TEMPLATE, PARTS.get, lambda path: path == "1-outer"))
    assert "Снаружи" in text
    assert "include 'inner'" in text


def test_what_is_printed_bears_the_mark_of_what_printed_it() -> None:
    template = docx(table(row("{%tr for x in xs %}"), row("{{ x }}", "а"), row("{%tr endfor %}")))
    whole = inlined(template, PARTS.get)
    blocks = dict(marked(Version(whole).root))
    made = Version(compiled(whole).render({"xs": ["1", "2", "3"]}).docx).root
    rows = list(made.iter("{*}tr"))
    (mark,) = {origin(each) for each in rows}
    assert len(rows) == 3
    assert "{{ x }}" in "".join(blocks[mark].itertext())
    cells = [origin(each) for each in rows[0].iter("{*}tc")]
    assert [local(blocks[each]) for each in cells] == ["tc", "tc"]


def test_marks_name_the_way_through_the_parts_and_go_without_a_trace() -> None:
    root = Version(inlined(TEMPLATE, PARTS.get)).root
    table_ = next(each for each in root.iter("{*}tbl"))
    assert path_of(origin(table_)) == "1-outer.0-inner"
    assert names_in(path_of(origin(table_))) == ["outer", "inner"]
    assert names_in("") == []
    unmark(root)
    assert dict(marked(root)) == {}
    assert b"urn:docgen" not in xml_bytes(root)
