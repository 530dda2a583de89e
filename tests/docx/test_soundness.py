"""Nothing that is printed needs to be parsed: what conditions leave empty is seen at once."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.docx import deflate
from docgen.docx.repair import mend
from docgen.errors import TemplateError
from tests.docx.making import cell, compiled, docx, found, member, p, rendered, root, row, table

FLAGS = tuple("abcdefg")


def _if(flag: str, *inside: str) -> str:
    return "".join((p(f"{{%p if {flag} %}}"), *inside, p("{%p endif %}")))


def _cell_if(flag: str, text: str) -> str:
    return cell(p(f"{{%p if {flag} %}}"), p(text), p("{%p endif %}"))


def _row_if(flag: str, *cells: str) -> str:
    return row("{%tr if " + flag + " %}", "") + row(*cells) + row("{%tr endif %}", "")


EVERYWHERE = compiled(
    docx(
        _if("a", table(row("1", "2"))),
        _if("b", table(_row_if("c", "3", "4"), _row_if("d", "5", "6"))),
        table(row(_cell_if("e", "7"), cell(_if("f", table(row("8", "9")))))),
        _if("g", table(row("10", "11"))),
        parts={"header": _if("a", p("{{ a }}"))},
    )
)


@settings(max_examples=60)
@given(st.fixed_dictionaries({flag: st.sampled_from(("", "да")) for flag in FLAGS}))
def test_whatever_is_left_out_there_is_nothing_left_to_repair(flags: dict[str, str]) -> None:
    made = EVERYWHERE.render(flags).docx
    for name in ("word/document.xml", "word/header.xml"):
        assert not mend(root(made, name)), name


def test_a_cell_that_a_condition_left_empty_gets_its_paragraph() -> None:
    data = docx(table(row(_cell_if("flag", "да"), "нет")))
    assert len(found(rendered(data, flag=False).docx, "//w:tc[1]/w:p")) == 1
    assert len(found(rendered(data, flag=True).docx, "//w:tc[1]/w:p")) == 1


def test_tables_that_would_touch_are_kept_apart_and_others_are_not() -> None:
    data = docx(table(row("1")), _if("flag", p("между")), table(row("2")))
    assert len(found(rendered(data, flag=False).docx, "//w:body/w:p")) == 1
    assert len(found(rendered(data, flag=True).docx, "//w:body/w:p")) == 1


def test_a_block_begins_and_ends_in_one_property() -> None:
    title, subject = "<dc:title>{}</dc:title>", "<dc:subject>{}</dc:subject>"
    whole = title.format("Приказ{% if flag %} «О парах»{% endif %}")
    made = rendered(docx("да", core=whole), flag=True).docx
    assert "Приказ «О парах»" in member(made, "docProps/core.xml").decode()
    torn = title.format("Приказ{% if flag %}") + subject.format("О парах{% endif %}")
    with pytest.raises(TemplateError) as caught:
        compiled(docx("да", core=torn))
    assert {each.code for each in caught.value.report} == {"DG206"}


def test_a_long_property_is_cut_and_a_short_one_is_not() -> None:
    data = docx("да", core="<dc:title>{{ title }}</dc:title>")
    short = member(rendered(data, title="я" * 255).docx, "docProps/core.xml").decode()
    long = member(rendered(data, title="я" * 256).docx, "docProps/core.xml").decode()
    assert short.count("я") == 255
    assert long.count("я") == 254
    assert "…" in long


@pytest.mark.parametrize("way", [deflate.SMALL, deflate.PLAIN, deflate.FAST], ids=lambda w: w.name)
@pytest.mark.parametrize("data", [b"", b"<w:p/>", "Приказ ".encode() * 9000])
def test_every_library_packs_what_python_unpacks(way: deflate.Deflate, data: bytes) -> None:
    assert zlib.decompress(way.pack(data), -15) == data
    assert way.checksum(data) == zlib.crc32(data)


PAIRS = [{"id": n, "names": {"full": "И", "short": "И"}} for n in range(9000)]


def test_what_is_chosen_from_large_data_is_no_larger_than_they() -> None:
    data = docx(p("{%p set own = pairs|selectattr('id', 'gt', 10)|list %}"), p("{{ own|length }}"))
    assert "8989" in member(rendered(data, pairs=PAIRS).docx).decode()


@pytest.mark.parametrize("twice", ["[x, x]", "{'a': x, 'b': x}", "x + x", "x|batch(2, x)|list"])
def test_what_a_template_builds_of_itself_does_not_grow_for_ever(twice: str) -> None:
    grown = "".join(p(f"{{%p set x = {twice} %}}") for _ in range(24))
    with pytest.raises(TemplateError) as caught:
        rendered(docx(p("{%p set x = [start, start] %}"), grown, p("да")), start=1)
    assert {each.code for each in caught.value.report} & {"DG213", "DG214"}
