"""Values are put into YAML as its author would, and everything else stays, to the byte."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import source
from docgen.source import Data, edit
from docgen.source.insertions import Whole

HOMES = {"cases": ("last_name", "name")}
Values = dict[tuple[str | int, ...], Data | Whole]


def put(folder: Path, content: bytes, values: Values, name: str = "programme.yaml") -> bytes:
    """Write a file, put values into it, return the new content."""
    path = folder / name
    path.write_bytes(content)
    edited, found = edit(source.read(path), values, HOMES)
    assert not found, found
    assert path.read_bytes() == content
    (one,) = edited
    assert one.path == path
    return one.content


def text(folder: Path, content: str, values: Values) -> str:
    """Put values into a text."""
    return put(folder, content.encode(), values).decode()


ACC: tuple[str | int, ...] = ("people", 0, "cases", "last_name", "acc")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "people:\n  - id: a\n    last_name: Ли # да\n\n  - id: b\n",
            "people:\n  - id: a\n    last_name: Ли # да\n    cases: {last_name: {acc: Ли}}\n\n"
            "  - id: b\n",
        ),
        (
            "people:\n- {id: a, last_name: 'Ли', kind: head} # да\n",
            "people:\n- {id: a, last_name: 'Ли', cases: {last_name: {acc: Ли}}, kind: head} # да\n",
        ),
        (
            "people: [{id: a, cases: {last_name: {gen: Ли}}}]",
            "people: [{id: a, cases: {last_name: {gen: Ли, acc: Ли}}}]",
        ),
        (
            'people: [{id: a, cases: {last_name: {acc: "Лия"}}}]',
            "people: [{id: a, cases: {last_name: {acc: Ли}}}]",
        ),
        ("people: [{id: a, cases: {}}]", "people: [{id: a, cases: {last_name: {acc: Ли}}}]"),
        (
            "people:\n  - cases:   # формы\n    id: a",
            "people:\n  - cases: {last_name: {acc: Ли}}   # формы\n    id: a",
        ),
        (
            "people:\n  - id: a\n    cases:\n      first_name:\n        gen: Яна\n# конец\n",
            "people:\n  - id: a\n    cases:\n      first_name:\n        gen: Яна\n"
            "      last_name: {acc: Ли}\n# конец\n",
        ),
        (
            "people:\n  - last_name: >-\n      Ли\n\n  # второй\n  - id: b\n",
            "people:\n  - last_name: >-\n      Ли\n    cases: {last_name: {acc: Ли}}\n\n"
            "  # второй\n  - id: b\n",
        ),
        (
            "people: [\n  {id: a, # ай\n   last_name: Ли # да\n  }\n]\n",
            "people: [\n  {id: a, # ай\n   last_name: Ли, cases: {last_name: {acc: Ли}} # да\n"
            "  }\n]\n",
        ),
    ],
)
def test_a_form_is_put_where_an_author_would_put_it(
    tmp_path: Path, before: str, after: str
) -> None:
    assert text(tmp_path, before, {ACC: "Ли"}) == after


def test_a_long_mapping_is_written_one_key_to_a_line(tmp_path: Path) -> None:
    form = "Муниципального бюджетного общеобразовательного учреждения"
    values: Values = {("school", "cases", case): form for case in ("gen", "acc")}
    assert text(tmp_path, "school:\n  name: М\n  place: г. Л\n", values) == (
        f"school:\n  name: М\n  cases:\n    gen: {form}\n    acc: {form}\n  place: г. Л\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b\n", "a: b\ndictionary:\n  - {text: тьютор, cases: {gen: тьютора}}\n"),
        ("a: b", "a: b\ndictionary:\n  - {text: тьютор, cases: {gen: тьютора}}"),
        (
            "dictionary:\n- text: a\n  cases: {gen: a} # да\n\n# конец",
            "dictionary:\n- text: a\n  cases: {gen: a} # да\n"
            "- {text: тьютор, cases: {gen: тьютора}}\n\n# конец",
        ),
        ("dictionary: [ ]", "dictionary: [{text: тьютор, cases: {gen: тьютора}} ]"),
        (
            "dictionary: [{text: a}]",
            "dictionary: [{text: a}, {text: тьютор, cases: {gen: тьютора}}]",
        ),
        ("dictionary:\na: b", "dictionary:\n  - {text: тьютор, cases: {gen: тьютора}}\na: b"),
        ('{"a": "b"}', '{"a": "b", dictionary: [{text: тьютор, cases: {gen: тьютора}}]}'),
    ],
)
def test_an_entry_is_added_to_a_list_or_begins_one(tmp_path: Path, before: str, after: str) -> None:
    number = 1 if "text: a" in before else 0
    entry: Data = {"text": "тьютор", "cases": {"gen": "тьютора"}}
    assert text(tmp_path, before, {("dictionary", number): entry}) == after


def test_line_ends_the_mark_of_byte_order_and_letters_of_two_signs_stay(tmp_path: Path) -> None:
    before = "people:\r\n  - {id: a, last_name: Краи\u0306нов, kind: head}\r\n  - {id: b}\r\n"
    made = put(tmp_path, before.encode("utf-8-sig"), {ACC: "Ли"})
    cases = ", cases: {last_name: {acc: Ли}}"
    assert made == before.replace("нов,", f"нов{cases},").encode("utf-8-sig")


def test_new_lines_end_as_the_lines_of_the_file(tmp_path: Path) -> None:
    made = put(tmp_path, b"people:\r\n  - id: a\r\n", {ACC: "Ли"})
    assert made == "people:\r\n  - id: a\r\n    cases: {last_name: {acc: Ли}}\r\n".encode()


def test_a_value_goes_into_the_part_that_holds_its_parent(tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_text("people:\n  - id: b\n", encoding="utf-8")
    root = tmp_path / "programme.yaml"
    root.write_text("include: [people.yaml]\npeople:\n  - id: a\n", encoding="utf-8")
    values: Values = {("people", 1, "post"): "завуч", ("people", 0, "post"): "директор"}
    edited, found = edit(source.read(root), values, HOMES)
    assert not found
    assert {each.path.name: each.content.decode() for each in edited} == {
        "programme.yaml": "include: [people.yaml]\npeople:\n  - id: a\n    post: директор\n",
        "people.yaml": "people:\n  - id: b\n    post: завуч\n",
    }


def refusal(folder: Path, content: bytes, change: bytes | None = None) -> tuple[str, str]:
    """Return the code and the words of a refusal to edit."""
    path = folder / "programme.yaml"
    path.write_bytes(content)
    read = source.read(path)
    if change is not None:
        path.write_bytes(change)
    edited, found = edit(read, {ACC: "Ли"}, HOMES)
    assert not edited
    (one,) = found
    assert one.hint
    assert one.place.file == str(path)
    return one.code, one.message


def test_a_file_of_another_encoding_is_refused(tmp_path: Path) -> None:
    content = "people:\n  - id: a\n    last_name: Вымышленная\n".encode("cp1251")
    code, message = refusal(tmp_path, content)
    assert code == "DG304"
    assert "UTF-8" in message


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("people: [id: a]", "скобках"),
        (
            "people:\n  - cases:\n      last_name:\n        acc: |\n          Лия\n",
            "несколько строк",
        ),
        ("people:\n  - cases: {last_name: [a]}", "на месте полей"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(tmp_path: Path, before: str, why: str) -> None:
    code, message = refusal(tmp_path, before.encode())
    assert code == "DG305"
    assert why in message


def test_a_file_that_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    code, message = refusal(tmp_path, b"people:\n  - id: a\n", b"people:\n  - id: b\n")
    assert code == "DG305"
    assert "изменился" in message


# A programme as its author may have written it: block or flow, any line ends, comments anywhere.
COMMENTS = st.sampled_from(["", "  # пояснение", " # a: {b}"])
NAMES = st.sampled_from(
    ["Ли", "'Ли'", '"Ли"', "Д'Арк", "Ли-Ван", ">-\n      Ли\n      Ван", "Ий\u0306"]
)


@st.composite
def people(draw: st.DrawFn) -> str:
    """Return one person as a block or in braces."""
    cases = draw(
        st.sampled_from(
            [
                "",
                "cases: {last_name: {acc: Лю, gen: Ли}}",
                "cases: {first_name: {gen: Яна}}",
                "cases:",
                "cases: {}",
            ]
        )
    )
    name, comment = draw(NAMES), draw(COMMENTS)
    if draw(st.booleans()) and "\n" not in name:
        fields = ["id: a", f"last_name: {name}", *([f"{cases} "] if cases else [])]
        return f"  - {{{', '.join(fields)}}}{comment}\n"
    lines = [f"id: a{comment}", f"last_name: {name}", *([cases + comment] if cases else [])]
    order = draw(st.permutations(lines))
    return "  - " + "\n    ".join(order) + "\n" + draw(st.sampled_from(["", "\n", "# и вот\n"]))


FORMS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"]), min_size=1).map(
    lambda word: normalize("NFC", f"Л{word}")
)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Return the content of a file with a few people."""
    whole = "# начало\nschool: {name: М}\npeople:\n" + "".join(draw(st.lists(people(), min_size=1)))
    whole += draw(st.sampled_from(["", "events: []", "events: []\n"]))
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    return whole.replace("\n", ends).encode(draw(st.sampled_from(["utf-8", "utf-8-sig"])))


@settings(max_examples=300, deadline=None)
@given(
    files(),
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.sampled_from(["gen", "acc", "nom"])), FORMS, min_size=1
    ),
)
def test_nothing_but_the_values_changes(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, forms: dict[tuple[int, str], str]
) -> None:
    path = tmp_path_factory.mktemp("y") / "programme.yaml"
    path.write_bytes(content)
    read = source.read(path)
    values: Values = {
        ("people", n, "cases", "last_name", case): form
        for (n, case), form in forms.items()
        if n < len(read.data["people"])
    }
    edited, found = edit(read, values, HOMES)
    assert not found, found
    made = edited[0].content if edited else content
    assert source.read_text(made, "x").data == _expected(read.data, values)
    assert _without(made, content)
    path.write_bytes(made)
    again, _ = edit(source.read(path), values, HOMES)
    assert all(each.content == made for each in again)


def _expected(data: Any, values: Values) -> Any:
    """Return the data with the values, computed in the plainest way."""
    wanted = deepcopy(data)
    for (_, index, *keys), value in values.items():
        node = wanted["people"][index]
        for key in keys[:-1]:
            node[key] = node.get(key) or {}
            node = node[key]
        node[keys[-1]] = value
    return wanted


def _without(made: bytes, before: bytes) -> bool:
    """Whether all bytes of the file before are there still, in their order, but old forms."""
    rest = iter(made)
    old = re.sub(rb"(?<=acc: |gen: )\S+?(?=[,}])", b"", before)
    return all(byte in rest for byte in old)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: [{b: [x, y], c: 1}] # да\n", "a: [{b: [z], c: 1}] # да\n"),
        ("a:\n  - b: [x,\n       y]\n    c: 1\n", "a:\n  - b: [z]\n    c: 1\n"),
        ("a:\n  - b:\n      - x\n      - y\n    c: 1\n", "a:\n  - b:\n      - z\n    c: 1\n"),
        ("a:\n- b: x # один\n  c: 1\n", "a:\n- b: [z] # один\n  c: 1\n"),
    ],
)
def test_a_whole_list_comes_in_the_place_of_another(
    before: str, after: str, tmp_path: Path
) -> None:
    assert text(tmp_path, before, {("a", 0, "b"): Whole(("z",))}) == after


def test_a_list_with_comments_inside_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "programme.yaml"
    path.write_text("a:\n  - x # один\n  - y\n", encoding="utf-8")
    edited, (found,) = edit(source.read(path), {("a",): Whole(("z",))}, HOMES)
    assert (edited, found.code) == ((), "DG305")
    assert "пояснения" in found.message


def test_a_new_element_goes_where_the_last_one_stands(tmp_path: Path) -> None:
    root, part = tmp_path / "programme.yaml", tmp_path / "часть.yaml"
    root.write_text("include: [часть.yaml]\na:\n  - {id: x}\n", encoding="utf-8")
    part.write_text("a:\n- {id: y} # второй\n", encoding="utf-8")
    (one,), found = edit(source.read(root), {("a", 2): {"id": "z"}}, HOMES)
    assert (one.path, found) == (part, ())
    assert one.content.decode("utf-8") == "a:\n- {id: y} # второй\n- {id: z}\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("01.09.2026", "01.09.2026"),
        ("7 «Б»", "7 «Б»"),
        ("12", "12"),
        ("no", "'no'"),
        ("0123", "'0123'"),
        ("=1+1", "'=1+1'"),
        ("1.5", "'1.5'"),
        ("да", "да"),
    ],
)
def test_quotation_marks_stand_only_where_a_reader_of_yaml_needs_them(
    value: str, written: str, tmp_path: Path
) -> None:
    made = text(tmp_path, "a: 1\n", {("b",): value})
    assert made == f"a: 1\nb: {written}\n"
    assert str(yaml.safe_load(made)["b"]) == value


def test_a_file_that_nobody_could_read_again_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "programme.yaml"
    path.write_text("people:\n  - {id: a}\n", encoding="utf-8")
    edited, (refused,) = edit(source.read(path), {("people", 0, "about"): "и" * 1_000_000}, {})
    assert (edited, refused.code) == ((), "DG305")
    assert "он станет больше 2 МБ" in refused.message
    assert "include" in refused.hint


def test_thousands_of_values_are_put_in_at_once(tmp_path: Path) -> None:
    lines = "".join(f"  - {{id: a{number}}}\n" for number in range(2000))
    values: Values = {("people", number, "last_name"): "Ли" for number in range(2000)}
    made = text(tmp_path, f"people:\n{lines}", values)
    assert made == f"people:\n{lines}".replace("}", ", last_name: Ли}")
