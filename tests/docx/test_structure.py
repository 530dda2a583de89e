"""Tables, lists, ids and includes: the made document stays whole."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.shared import Cm

from docgen.docx import Rich, Run
from docgen.docx.ooxml import w
from docgen.errors import TemplateError
from tests.docx.making import (
    cell,
    codes,
    compiled,
    docx,
    found,
    made,
    member,
    p,
    problems,
    rendered,
    root,
    row,
    t,
    table,
    texts,
)


def grid(data: bytes) -> list[int]:
    return [int(width) for width in found(data, "//w:tblGrid/w:gridCol/@w:w")]


UNTOUCHED = [
    table(
        '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("a") + cell("b") + "</w:tr>",
        columns=3,
    ),
    table(
        "<w:tr><w:sdt><w:sdtPr/><w:sdtContent>"
        + cell("a")
        + "</w:sdtContent></w:sdt>"
        + cell("b")
        + "</w:tr>",
    ),
    table(row(cell(table(row(*"abcdef"), columns=6) + p()), "x")),
    "<w:tbl><w:tblPr/>" + row("a") + "</w:tbl>",
]


@pytest.mark.parametrize("block", UNTOUCHED)
def test_a_table_without_tags_comes_out_as_it_was(block: str) -> None:
    plain = found(docx(p("x"), block, p("y")), "//w:tbl")
    result = found(made(p("{{ x }}"), block, p("{{ x }}"), x=1), "//w:tbl")
    assert [_names(item) for item in plain] == [_names(item) for item in result]


def _names(element: object) -> list:
    return [[item.tag, *item.items()] for item in element.iter()]


def test_a_row_loop_leaves_the_grid_alone() -> None:
    block = table(row("{%tr for x in xs %}"), row("{{ x }}", "б"), row("{%tr endfor %}"))
    result = made(block, xs=[1, 2])
    assert grid(result) == [2000, 2000]
    assert texts(result) == ["1", "б", "2", "б"]


def test_rows_of_control_tags_only_need_no_tr() -> None:
    block = table(row("{% for x in xs %}", ""), row("{{ x }}", "б"), row("{% endfor %}", ""))
    assert texts(made(block, xs=[1, 2])) == ["1", "б", "2", "б"]


def test_a_cell_that_a_condition_emptied_gets_a_paragraph() -> None:
    result = made(table(row(cell("{%p if x %}", "да", "{%p endif %}"), "б")), x=False)
    assert [len(item.findall(w("p"))) for item in found(result, "//w:tc")] == [1, 1]
    assert texts(result) == ["", "б"]


def test_a_table_that_lost_all_rows_goes_and_its_cell_stays_whole() -> None:
    inner = table(row("{%tr for x in xs %}"), row("{{ x }}"), row("{%tr endfor %}"))
    result = made(inner, p("после"), table(row(cell(inner + p("{% if xs %}{% endif %}")))), xs=[])
    assert len(found(result, "//w:tbl")) == 1
    assert len(found(result, "//w:tc/w:p")) == 1


def test_a_table_last_in_its_cell_is_followed_by_a_paragraph() -> None:
    inner = table(row("{{ x }}"))
    result = made(table(row(cell(inner, "{%p if no %}", "а", "{%p endif %}"))), x=1, no=False)
    assert found(result, "//w:tc[w:tbl]/*[last()]")[0].tag == w("p")


def test_tables_that_met_do_not_grow_together() -> None:
    result = made(p("{%p for x in xs %}"), table(row("{{ x }}")), p("{%p endfor %}"), xs=[1, 2])
    tags = [item.tag for item in found(result, "//w:body/*")]
    assert tags == [w("tbl"), w("p"), w("tbl"), w("sectPr")]


def test_a_header_emptied_by_a_condition_keeps_a_paragraph() -> None:
    parts = {"header": p("{%p if x %}") + p("а") + p("{%p endif %}")}
    result = rendered(docx(p("т"), parts=parts), x=0).docx
    assert texts(result, "word/header.xml") == [""]


def test_an_emptied_body_is_still_a_document() -> None:
    result = made(p("{%p if x %}"), p("а"), p("{%p endif %}"), x=0)
    assert texts(result) == [""]


def test_nested_loops_keep_inner_tables() -> None:
    inner = table(row("{%tr for y in x.ys %}"), row("{{ y }}"), row("{%tr endfor %}"))
    outer = table(
        row("{%tr for x in xs %}"), row(cell("{{ x.n }}", inner, "")), row("{%tr endfor %}")
    )
    result = made(outer, xs=[{"n": "А", "ys": [1, 2]}, {"n": "Б", "ys": [3]}])
    assert [text for text in texts(result) if text] == ["А", "1", "2", "Б", "3"]
    assert len(found(result, "//w:tbl//w:tbl")) == 2


def test_column_loops_make_a_grid_of_the_same_width() -> None:
    block = table(
        row("а", "{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"),
        row("б", "{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"),
        columns=4,
    )
    result = made(block, xs=[1, 2, 3, 4, 5])
    assert len(grid(result)) == 6
    assert sum(grid(result)) == 8000
    assert [len(item.findall(w("tc"))) for item in found(result, "//w:tr")] == [6, 6]
    assert b"docgen" not in member(result)


def test_colour_and_span_of_cells_come_from_data() -> None:
    block = table(row(cell("{% cellbg c %}{{ x }}{% colspan n %}"), "б"), columns=3)
    result = made(block, c="#ffe599", n=2, x="а")
    assert found(result, "//w:shd/@w:fill") == ["ffe599"]
    assert found(result, "//w:gridSpan/@w:val") == ["2"]
    assert [item.tag for item in found(result, "//w:tc[1]/w:tcPr/*")] == [
        w("tcW"),
        w("gridSpan"),
        w("shd"),
    ]
    assert codes(block, c="red", n=0, x="а") == ["DG220"]


def test_cells_merge_down_and_across_in_loops_as_in_docxtpl() -> None:
    down = table(row("{%tr for x in xs %}"), row("{% vm %}общее", "{{ x }}"), row("{%tr endfor %}"))
    result = made(down, xs=[1, 2, 3])
    assert found(result, "//w:vMerge/@w:val") == ["restart", "continue", "continue"]
    assert texts(result) == ["общее", "1", "", "2", "", "3"]
    across = table(row("{%tc for x in xs %}", "{% hm %}итог", "{%tc endfor %}"), columns=3)
    result = made(across, xs=[1, 2, 3])
    assert found(result, "//w:gridSpan/@w:val") == ["3"]
    assert texts(result) == ["итог"]


def test_equal_neighbours_merge_down() -> None:
    block = table(
        row("{%tr for x in xs %}"),
        row("{% vmerge x.a %}{{ x.a }}", "{{ x.b }}"),
        row("{%tr endfor %}"),
    )
    rows = [{"a": a, "b": b} for a, b in (("А", 1), ("А", 2), ("Б", 3), ("А", 4))]
    result = made(block, block, xs=rows)
    merges = ["restart", "continue", "restart", "restart"]
    assert found(result, "//w:vMerge/@w:val") == merges * 2
    assert texts(result)[:8] == ["А", "1", "", "2", "Б", "3", "А", "4"]
    assert all(len(item.findall(w("p"))) == 1 for item in found(result, "//w:tc"))


def test_merging_stops_at_a_row_of_another_kind() -> None:
    block = table(
        row("{%tr for x in xs %}"),
        row("{% vmerge 'А' %}А"),
        row("{%tr if x == 1 %}"),
        row("итог"),
        row("{%tr endif %}"),
        row("{%tr endfor %}"),
    )
    result = made(block, xs=[0, 1, 0])
    assert found(result, "//w:vMerge/@w:val") == ["restart", "continue", "restart"]


DRAWING = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="n"/>'
    "</wp:inline></w:drawing></w:r>"
)
CONTROL = (
    '<w:sdt><w:sdtPr><w:id w:val="9"/></w:sdtPr><w:sdtContent>' + p("к") + "</w:sdtContent></w:sdt>"
)


def test_ids_repeated_by_a_loop_become_unique_over_all_parts() -> None:
    marked = (
        '<w:p w14:paraId="1A"><w:bookmarkStart w:id="3" w:name="m"/>'
        + t("{{ x }}")
        + '<w:bookmarkEnd w:id="3"/>'
        + DRAWING
        + "</w:p>"
    )
    refer = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF m \\h '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    header = f'<w:p><w:bookmarkStart w:id="3" w:name="h"/><w:bookmarkEnd w:id="3"/>{DRAWING}</w:p>'
    data = docx(
        p("{% for x in xs %}"), marked, refer, CONTROL, p("{% endfor %}"), parts={"header": header}
    )
    result = rendered(data, xs=[1, 2]).docx
    assert found(result, "//w:bookmarkStart/@w:name") == ["m", "m_2"]
    assert [text.split()[1] for text in found(result, "//w:instrText/text()")] == ["m", "m_2"]
    starts = found(result, "//w:bookmarkStart/@w:id")
    assert starts == found(result, "//w:bookmarkEnd/@w:id")
    everywhere = starts + found(result, "//w:bookmarkStart/@w:id", "word/header.xml")
    assert len(set(everywhere)) == 3
    pictures = [
        item
        for name in ("word/document.xml", "word/header.xml")
        for item in found(result, "//*[local-name()='docPr']/@id", name)
    ]
    assert len(set(pictures)) == 3
    assert len(set(found(result, "//w:sdtPr/w:id/@w:val"))) == 2
    assert b"paraId" not in member(result)


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="3"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


@pytest.mark.parametrize("by_style", [False, True])
def test_a_list_begins_again_in_every_pass_that_asks(by_style: bool) -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="L"><w:pPr>{LISTED}</w:pPr></w:style>'
    look = '<w:pStyle w:val="L"/>' if by_style else LISTED
    data = docx(
        p("{% for x in xs %}"),
        p("{% restart_numbering %}"),
        p("{% for y in x %}"),
        p("{{ y }}", look),
        p("{% endfor %}"),
        p("{% endfor %}"),
        parts={"numbering": NUMBERING, "styles": styles},
    )
    result = rendered(data, xs=["аб", "в"]).docx
    assert found(result, "//w:p/w:pPr/w:numPr/w:numId/@w:val") == ["2", "2", "3"]
    name = "word/numbering.xml"
    assert found(result, "//w:num/@w:numId", name) == ["1", "2", "3"]
    restarts = found(result, "//w:num[@w:numId='2']//w:startOverride/@w:val", name)
    assert restarts == ["1", "3"]
    assert texts(result) == ["а", "б", "в"]


PNG = b"\x89PNG letterhead"
LETTERHEAD = docx(
    p("{{ school }}", '<w:pStyle w:val="Org"/>'),
    p("пункт", LISTED),
    '<w:p><w:r><w:drawing><a:blip r:embed="rimg"/></w:drawing></w:r></w:p>',
    '<w:p><w:bookmarkStart w:id="1" w:name="m"/><w:bookmarkEnd w:id="1"/>'
    '<w:hyperlink r:id="rlink"><w:r><w:t>сайт</w:t></w:r></w:hyperlink></w:p>',
    parts={
        "styles": '<w:style w:type="paragraph" w:styleId="Org"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Base"/>'
        '<w:style w:type="paragraph" w:styleId="Unused"/>',
        "numbering": NUMBERING,
    },
    relations='<Relationship Id="rimg" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/image" Target="media/image1.png"/><Relationship Id="rlink" Type="http://'
    'schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
    'Target="https://example.org" TargetMode="External"/>',
    members={"word/media/image1.png": PNG},
)


def test_an_include_brings_its_words_styles_lists_pictures_and_links() -> None:
    own = '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="свой"/></w:style>'
    data = docx(
        p("{%p include 'letterhead' %}"),
        '<w:p><w:bookmarkStart w:id="1" w:name="m"/>'
        + t("{{ x }}")
        + '<w:bookmarkEnd w:id="1"/></w:p>',
        p("свой пункт", LISTED),
        parts={"styles": own, "numbering": NUMBERING},
    )
    template = compiled(data, parts={"letterhead": LETTERHEAD})
    assert [item.path for item in template.variables] == ["school", "x"]
    result = template.render({"school": "Ш & К", "x": 1}).docx
    assert texts(result) == ["Ш & К", "пункт", "", "сайт", "1", "свой пункт"]
    assert found(result, "//w:style/@w:styleId", "word/styles.xml") == ["Base", "Org"]
    assert found(result, "//w:style/w:name/@w:val", "word/styles.xml") == ["свой"]
    assert found(result, "//w:numPr/w:numId/@w:val") == ["2", "1"]
    assert found(result, "//w:num/@w:numId", "word/numbering.xml") == ["1", "2"]
    assert sorted(found(result, "//w:bookmarkStart/@w:name")) == ["m", "m_2"]
    relations = root(result, "word/_rels/document.xml.rels")
    targets = {item.get("Id"): item.get("Target") for item in relations}
    (picture,) = found(result, "//@*[local-name()='embed']")
    assert member(result, "word/" + targets[picture]) == PNG
    assert "https://example.org" in targets.values()


def test_an_include_without_numbering_of_its_own_target_makes_one() -> None:
    template = compiled(docx(p("{%p include 'letterhead' %}")), parts={"letterhead": LETTERHEAD})
    result = template.render({"school": "Ш"}).docx
    assert found(result, "//w:num/@w:numId", "word/numbering.xml") == ["1"]


def test_includes_within_includes_and_in_headers() -> None:
    inner = docx(p("внутри {{ x }}"))
    outer = docx(p("снаружи"), p("{% include 'inner' %}"))
    data = docx(p("т"), parts={"header": p("{%p include 'outer' %}")})
    template = compiled(data, parts={"inner": inner, "outer": outer})
    result = template.render({"x": 1}).docx
    assert texts(result, "word/header.xml") == ["снаружи", "внутри 1"]


def test_wrong_includes_are_told_with_their_places() -> None:
    section = p("", "<w:sectPr/>")
    parts = {
        "a": docx(p("{%p include 'b' %}")),
        "b": docx(p("{%p include 'a' %}")),
        "wrong": docx(p("{{ x y }}")),
        "sections": docx(section, p("x")),
    }
    blocks = [
        "{%p include 'none' %}",
        "{%p include name %}",
        "{%p include 'a' %}",
        "{%p include 'wrong' %}",
        "{%p include 'sections' %}",
        "текст {% include 'wrong' %}",
    ]
    with pytest.raises(TemplateError) as refused:
        compiled(docx(*(p(block) for block in blocks)), parts=parts)
    told = {(item.code, item.place.spot) for item in refused.value.report}
    assert ("DG217", "основной текст, абзац 1") in told
    assert ("DG217", "основной текст, абзац 2") in told
    assert ("DG217", "вставка «b», абзац 1") in told
    assert ("DG207", "вставка «wrong», абзац 1") in told
    assert ("DG218", "основной текст, абзац 5") in told
    assert ("DG215", "основной текст, абзац 6") in told


def test_sections_keep_their_pages() -> None:
    document = Document()
    document.add_paragraph("{{ x }}")
    wide = document.add_section()
    wide.page_width, wide.page_height = Cm(29.7), Cm(21)
    document.add_paragraph("{{ x }}")
    buffer = io.BytesIO()
    document.save(buffer)
    result = Document(io.BytesIO(rendered(buffer.getvalue(), x="да").docx))
    assert [item.page_width for item in result.sections][1] == wide.page_width


def test_python_docx_reads_what_was_made_and_finds_no_traces() -> None:
    document = Document()
    document.add_paragraph("{{ x }}")
    buffer = io.BytesIO()
    document.save(buffer)
    result = Document(io.BytesIO(rendered(buffer.getvalue(), x=Rich((Run("да"),))).docx))
    assert [item.text for item in result.paragraphs] == ["да"]
    assert result.core_properties.author == ""
    assert result.core_properties.comments == ""
    assert not problems(buffer.getvalue(), x=1)


def test_a_stage_merges_over_its_tasks_in_nested_loops() -> None:
    block = table(
        row("{%tr for s in stages %}"),
        row("{%tr for t in s.tasks %}"),
        row("{{ s.title }}{% vmerge s.title %}", "{{ t }}"),
        row("{%tr endfor %}"),
        row("{%tr endfor %}"),
    )
    stages = [{"title": "А", "tasks": [1, 2]}, {"title": "Б", "tasks": [3]}]
    result = made(block, stages=stages)
    assert found(result, "//w:vMerge/@w:val") == ["restart", "continue", "restart"]
    assert texts(result) == ["А", "1", "", "2", "Б", "3"]


def test_a_commented_row_goes_with_its_text() -> None:
    block = table(row("{#tr черновик #}", "текст"), row("а"))
    assert texts(made(block, p("{#p тоже #} абзац"))) == ["а"]


def test_bound_controls_print_what_the_template_prints() -> None:
    bound = (
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a' w:storeItemID='{x}'/></w:sdtPr>"
        f"<w:sdtContent>{p('{{ x }}')}</w:sdtContent></w:sdt>"
    )
    assert b"dataBinding" not in member(made(bound, x=1))


@pytest.mark.parametrize("xs", [[], [1], [1, 2]])
def test_bookmarks_that_a_loop_tears_apart_stay_whole(xs: list[int]) -> None:
    begin = '<w:bookmarkStart w:id="{0}" w:name="n{0}"/>'
    end = '<w:bookmarkEnd w:id="{0}"/>'
    result = made(
        f"<w:p>{begin.format(1)}{t('а')}</w:p>",
        p("{% for x in xs %}"),
        f"<w:p>{t('{{ x }}')}{end.format(1)}{begin.format(2)}</w:p>",
        p("{% endfor %}"),
        f"<w:p>{t('б')}{end.format(2)}{begin.format(3)}</w:p>",
        xs=xs,
    )
    starts = found(result, "//w:bookmarkStart/@w:id")
    assert sorted(starts) == sorted(found(result, "//w:bookmarkEnd/@w:id"))
    assert len(set(starts)) == len(starts) == 2 + len(xs)
