"""Templates come from strangers: whatever they try is refused or harmless, and soon."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator

import pytest

from docgen.docx import Template
from docgen.docx.sandbox import Dialect
from docgen.errors import TemplateError
from tests.docx.making import (
    codes,
    compiled,
    docx,
    made,
    p,
    packed,
    problems,
    rendered,
    row,
    table,
    texts,
)

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOUBLE = "".join(f"{{% set a{i} = [a{i - 1}, a{i - 1}] %}}" for i in range(1, 40))
PLUS = "".join("{% set a = a + a %}" for _ in range(40))
TILDE = "".join("{% set s = s ~ s %}" for _ in range(40))
SQUARE = "".join("{% set n = n * n %}" for _ in range(40))
NESTED = "".join(f"{{% for x{i} in range(9999) %}}" for i in range(4)) + "{% endfor %}" * 4


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    started = time.perf_counter()
    yield
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "attack",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ x.__class__ }}",
        "{{ x['__class__'] }}",
        "{{ x['__cla' ~ 'ss__'] }}",
        "{{ x|attr('__class__') }}",
        "{{ [x]|map(attribute='__class__')|first }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ f.__globals__ }}",
        "{{ f.__code__ }}",
        "{{ self.__init__ }}",
        "{{ _private }}",
        "{{ lipsum(n=9999) }}",
        "{{ x.upper() }}",
        "{{ '{0.__class__}'.format(x) }}",
        "{{ x.format(1) }}",
        "{% set wide = '{:>999999999}' %}{{ wide.format(1)|length }}",
        "{{ x['format_map'](d) }}",
        "{{ (xs|map('upper')).gi_frame }}",
        "{{ f.mro }}{{ xs.append(1) }}",
        "{{ d.clear() }}",
        "{{ d.update({}) }}",
        "{{ 'a' * 10**9 }}",
        "{{ [0] * 10**9 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%1000000000d'|format(1) }}",
        "{{ range(10**8)|list|length }}",
        "{{ 10**(10**10) }}",
        "{{ 'a'|center(10**9) }}",
        "{{ xs|batch(10**9, 'x') }}",
        "{{ 'a'|indent(10**9) }}",
        "{{ 'aaaa'|replace('a', 'a'|replace('a', big))|replace('a', big)|length }}",
        "{% set a0 = [1, 1] %}" + DOUBLE + "{{ a39 }}",
        "{% set a = [1] %}" + PLUS + "{{ a|length }}",
        "{% set s = 'ab' %}" + TILDE + "{{ s|length }}",
        "{% set n = 99 %}" + SQUARE + "{{ n }}",
        NESTED,
        "{% for i in range(9999) %}{% for j in range(9999) %}текст{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for x in xs recursive %}{{ loop(xs) }}{% endfor %}",
        "{% import 'os' as os %}",
        "{% include '/etc/passwd' %}",
        "{% extends 'base' %}",
        "{% block a %}{% endblock %}",
        "{% set x.y = 1 %}",
        "{% set x %}a{% endset %}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ " + "-" * 3900 + "1 }}",
        "{{ f(*xs) }}",
        "{{ (f)(1)(2) }}",
        "{{ xs|map('attr', '__class__')|list }}",
        "{{ print }}",
        "{{ x|tojson }}",
        "{{ random }}",
    ],
)
def test_an_attack_in_an_expression_is_refused(attack: str) -> None:
    found = codes(p(attack), x="текст", xs=[1], d={"a": 1}, f=len, big="b" * 900_000)
    assert found
    assert set(found) <= {
        f"DG{n}" for n in (201, 202, 203, 207, 208, 209, 210, 212, 213, 214, 215, 217)
    }


def test_deep_nesting_of_blocks_is_refused() -> None:
    loops = [p(f"{{% for a{i} in xs %}}") for i in range(60)] + [p("{% endfor %}")] * 60
    assert codes(*loops, xs=[1]) == ["DG214"]


def test_harmless_calls_work() -> None:
    def body(kind: str) -> str:
        return f"совет {kind}"

    block = p(
        "{{ school.body('x') }} {{ f(2) }} {% for k, v in d.items() %}{{ loop.cycle('а', 'б') }}"
        "{{ k }}{{ v }}{% endfor %} {{ range(3)|join }}"
    )
    template = compiled(docx(block), functions={"f": lambda n: n + 1})
    result = template.render({"school": {"body": body}, "d": {"k": 1, "l": 2}}).docx
    assert texts(result) == ["совет x 3 аk1бl2 012"]


def test_a_key_named_like_a_method_is_data() -> None:
    assert texts(made(p("{% for i in c.items %}{{ i }}{% endfor %}"), c={"items": [1, 2]})) == [
        "12"
    ]


def relation(kind: str, target: str, mode: str = ' TargetMode="External"') -> str:
    return f'<Relationship Id="rbad" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


@pytest.mark.parametrize(
    ("kind", "target", "code"),
    [
        ("image", "http://example.org/a.png", "DG234"),
        ("image", "file:///etc/passwd", "DG234"),
        ("attachedTemplate", "file:///c:/t.dotm", "DG234"),
        ("frame", "http://example.org", "DG234"),
        ("aFChunk", "chunk.html", "DG235"),
        ("subDocument", "other.docx", "DG235"),
        ("oleObject", "embeddings/o.bin", "DG235"),
        ("package", "embeddings/o.xlsx", "DG235"),
        ("control", "activeX/a.xml", "DG235"),
        ("hyperlink", "file:///etc/passwd", "DG234"),
        ("hyperlink", "javascript:alert(1)", "DG234"),
        ("hyperlink", "https://example.org/%7B%7B x %7D%7D", "DG216"),
    ],
)
def test_what_reaches_outside_is_refused(kind: str, target: str, code: str) -> None:
    data = docx(p("т"), relations=relation(kind, target))
    assert [item[0] for item in problems(data)] == [code]


def test_links_to_the_internet_stay() -> None:
    assert not problems(docx(p("т"), relations=relation("hyperlink", "https://example.org")))


def test_macros_are_refused() -> None:
    data = docx(p("т"), members={"word/vbaProject.bin": b"x"})
    assert [item[0] for item in problems(data)] == ["DG233"]


@pytest.mark.parametrize(
    "instruction",
    ["INCLUDETEXT c:/a.docx", " DDEAUTO cmd", "INCLUDEPICTURE http://x", "IMPORT a", "LINK x"],
)
@pytest.mark.parametrize("simple", [True, False])
def test_fields_that_read_or_run_are_refused(instruction: str, simple: bool) -> None:
    block = (
        f'<w:p><w:fldSimple w:instr="{instruction}"/></w:p>'
        if simple
        else '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
        f"{instruction[:4]}</w:instrText></w:r><w:r><w:instrText>{instruction[4:]}</w:instrText>"
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert codes(block) == ["DG236"]


def test_tags_in_field_codes_and_strange_parts_are_refused() -> None:
    field = "<w:p><w:r><w:instrText>HYPERLINK {{ x }}</w:instrText></w:r></w:p>"
    assert codes(field) == ["DG216"]
    strange = docx(p("т"), members={"word/charts/chart1.xml": b"<c>{{ x }}</c>"})
    assert [item[0] for item in problems(strange)] == ["DG216"]


BODY = docx(p("т"))
BOMB = b"<!DOCTYPE a [<!ENTITY b 'x'>]><w:document/>"


def replaced(name: str, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(BODY)) as archive:
        files = {item: archive.read(item) for item in archive.namelist()}
    return packed({**files, name: data})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "DG230"),
        (b"not a zip", "DG230"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "DG230"),
        (BODY[: len(BODY) // 2], "DG230"),
        (packed({"../evil": b"x"}), "DG230"),
        (packed({"a": b"x"}), "DG237"),
        (replaced("word/document.xml", b"<w:document"), "DG232"),
        (replaced("word/document.xml", BOMB), "DG232"),
        (replaced("word/document.xml", BOMB.decode().encode("utf-16")), "DG232"),
        (replaced("word/document.xml", b"<a>" * 5000 + b"</a>" * 5000), "DG232"),
        (replaced("[Content_Types].xml", b"<broken"), "DG232"),
        (replaced("word/bomb.xml", b" " * (17 * 2**20)), "DG231"),
        (packed({f"m{n}": b"" for n in range(1500)}), "DG231"),
        (docx(p("т"), relations=relation("image", "media/none.png", "")), "DG237"),
    ],
)
def test_a_broken_or_hostile_package_is_refused(data: bytes, code: str) -> None:
    assert code in [item[0] for item in problems(data)]


def test_every_truncation_of_a_template_is_refused_without_a_traceback() -> None:
    data = docx(p("{{ x }}"), table(row("{{ x }}")))
    for size in range(0, len(data), 37):
        with pytest.raises(TemplateError):
            Template.compile(data[:size], name="t.docx", dialect=Dialect())


def test_every_flipped_byte_is_refused_or_compiles() -> None:
    data = docx(p("{{ x }}"))
    for position in range(0, len(data), 11):
        changed = bytearray(data)
        changed[position] ^= 0x5A
        assert _refused(bytes(changed)) or rendered(bytes(changed), x="слово").docx


def _refused(data: bytes) -> bool:
    """Whether a template does not compile, and says why."""
    try:
        compiled(data)
    except TemplateError as error:
        return len(error.report) > 0
    return False


def test_functions_of_the_data_are_limited_to_plain_ones() -> None:
    class Power:
        def delete(self) -> str:
            return "удалено"

    assert problems(docx(p("{{ o.delete() }}")), o=Power())[0][0] == "DG210"
    assert rendered(docx(p("{{ o() }}")), o=lambda: "да").docx
