"""YAML as people write it: every trap is either read right or told with its place."""

from __future__ import annotations

import codecs
import gc
import pickle
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from docgen import shelf
from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.records import replace
from docgen.source import Data, Source, read, read_text
from docgen.source.nodes import own
from docgen.source.places import Places
from docgen.source.texts import Text, Texts
from docgen.source.tree import PureParser, build

CASES = Path(__file__).parent / "cases" / "source"


def only(source: Source) -> Diagnostic:
    """Return the one finding there is."""
    assert len(source.report) == 1, list(source.report)
    return next(iter(source.report))


def codes(source: Source) -> list[str]:
    return [found.code for found in source.report]


def at(place: Place) -> str:
    return f"{place.line}:{place.column}"


# --- values keep the text that was typed


@pytest.mark.parametrize(
    "text",
    "14:00 9:30 0123 0128 3.10 12.10 1_000 +79001234567 no да yes on true 2025-09-01 01.09.2025"
    " 2025-13-45 = 1e3 0x1F .inf Null NULL -5 12-од http://x.ru/#y a#b C++ а&б т*ч".split(),
)
def test_a_scalar_is_the_text_that_was_typed(text: str) -> None:
    source = read_text(f"a: {text}\nb: '{text}'\n", "p.yaml")
    assert source.data == {"a": text, "b": text}
    assert source.report.ok


@pytest.mark.parametrize("empty", ["", "~", "null"])
def test_nothing_is_none_and_quoted_nothing_is_text(empty: str) -> None:
    source = read_text(f"a: {empty}\nb: '{empty}'\n- c: x\n".replace("- c", "c"), "p.yaml")
    assert source.data == {"a": None, "b": empty, "c": "x"}


def test_blocks_and_folds_are_read_as_yaml_says() -> None:
    source = read_text('a: |\n  раз\n  два # нет\nb: >\n  раз\n  два\nc: "\\tx\\u0451"\n', "p")
    assert source.data == {"a": "раз\nдва # нет\n", "b": "раз два\n", "c": "\txё"}
    assert not len(source.report)


def test_keys_that_look_like_numbers_are_text() -> None:
    assert read_text("1: a\n3.10: b\nда: c\nnull: d\n", "p").data == {
        "1": "a",
        "3.10": "b",
        "да": "c",
        "null": "d",
    }


def test_nested_data_is_plain_lists_and_dicts() -> None:
    source = read_text("a:\n- b: [1, {c: d}]\n- - e\n-\n", "p")
    assert source.data == {"a": [{"b": ["1", {"c": "d"}]}, ["e"], None]}


@given(
    st.recursive(
        st.text(st.characters(min_codepoint=32, exclude_categories=["C", "Z"]), max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["a", "b-c", "школа"]), inner, max_size=3)
        ),
    )
)
def test_what_a_writer_of_yaml_writes_is_read_back(value: object) -> None:
    text = yaml.safe_dump({"top": value}, allow_unicode=True, default_style='"')
    source = read_text(text, "p")
    assert source.complete
    assert source.data == {"top": _composed(value)}


def _composed(value: object) -> object:
    import unicodedata  # noqa: PLC0415 - only this helper needs it

    if isinstance(value, dict):
        return {key: _composed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_composed(inner) for inner in value]
    return unicodedata.normalize("NFC", str(value))


# --- places


PLACED = """\
school:
  short_name: «Лесногорская СОШ»   # как в уставе
people:
  - id: ivanova
    tags: [a, "b c"]
  - id:
    note: |
      раз
      два
"""


@pytest.mark.parametrize(
    ("path", "key", "place", "length"),
    [
        ((), False, "1:1", 7),
        (("school",), True, "1:1", 6),
        (("school", "short_name"), True, "2:3", 10),
        (("school", "short_name"), False, "2:15", 18),
        (("people", 0), False, "4:5", 11),
        (("people", 0, "id"), False, "4:9", 7),
        (("people", 0, "tags"), False, "5:11", 10),
        (("people", 0, "tags", 1), False, "5:15", 5),
        (("people", 1, "id"), False, "6:5", 2),
        (("people", 1, "note"), False, "7:11", 1),
        (("people", 1, "absent"), False, "6:5", 3),
        (("people", 1, "absent"), True, "6:5", 3),
        (("people", 7, "id"), False, "4:3", 13),
        (("absent", "deeper"), False, "1:1", 7),
        (("school", "short_name", "deeper"), False, "2:15", 18),
    ],
)
def test_every_value_and_key_has_its_place(
    path: tuple[str | int, ...], key: bool, place: str, length: int
) -> None:
    found = read_text(PLACED, "p.yaml").place(path, key=key)
    assert (found.file, at(found), found.length) == ("p.yaml", place, length)


def test_a_line_is_given_for_a_frame_and_nothing_beyond_the_ends() -> None:
    source = read_text("a: 1\r\nб: 2", "p.yaml")
    lines = [source.line("p.yaml", number) for number in range(4)]
    assert lines == ["", "a: 1", "б: 2", ""]
    assert source.line("other.yaml", 1) == ""


def test_a_source_crosses_a_process() -> None:
    source = pickle.loads(pickle.dumps(read_text(PLACED, "p.yaml")))
    assert at(source.place(("people", 0, "id"))) == "4:9"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_kinds_of_line_ends_give_the_same_data_and_places(end: str) -> None:
    source = read_text(PLACED.replace("\n", end).encode(), "p.yaml")
    assert source.data == read_text(PLACED, "p.yaml").data
    assert at(source.place(("people", 1, "note"))) == "7:11"


# --- the table of parser errors


ERRORS = yaml.safe_load((CASES / "parser-errors.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case["text"])
def test_a_parser_error_says_what_where_and_what_to_do(case: dict[str, str]) -> None:
    found = next(iter(read_text(case["text"], "p.yaml").report))
    assert (found.code, at(found.place)) == (case["code"], case["at"])
    assert case["says"] in found.message
    assert found.hint
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case["text"])
def test_the_parser_in_python_is_understood_as_well(case: dict[str, str]) -> None:
    found = build(Text("p.yaml", case["text"]), PureParser).found[0]
    assert (found.code, at(found.place)) == (case["code"], case["at"])
    assert case["says"] in found.message


def test_both_parsers_read_the_same() -> None:
    text = Text("p.yaml", PLACED)
    assert build(text) == build(text, PureParser)


def test_a_name_of_a_thousand_letters_is_told_as_such() -> None:
    found = only(read_text("а" * 1100 + ": 1\n", "p"))
    assert (found.code, at(found.place)) == ("DG102", "1:1")
    assert "длиннее 1000" in found.message


def test_an_error_that_nobody_foresaw_is_told_in_general_words() -> None:
    found = only(read_text("a: !<x\nb: 1\n", "p"))
    assert found.code == "DG102"
    assert found.place.line == 1


def test_what_stands_above_an_error_is_read_and_the_source_is_not_complete() -> None:
    source = read_text("a: {b: 1}\nc: [1, 2\nd: x\n", "p")
    assert not source.complete
    assert source.data["a"] == {"b": "1"}
    assert at(source.place(("a", "b"))) == "1:8"


# --- what YAML can and a programme may not


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: !!python/object/apply:os.system [x]\n", ["DG112"]),
        ("a: !x b\n", ["DG112"]),
        ("a: !!str 5\n", ["DG112"]),
        ("a: &x {b: 1}\n", ["DG112"]),
        ("a: &x 1\nb: *x\n", ["DG112", "DG112"]),
        ("a: {b: 1}\n<<: {c: 1}\n", ["DG112"]),
        ("a: &x [1]\n*x : 2\n", ["DG112", "DG112"]),
    ],
)
def test_tags_anchors_and_merges_are_refused_with_a_place(text: str, expected: list[str]) -> None:
    source = read_text(text, "p")
    assert codes(source) == expected
    assert all(found.place.line and found.hint for found in source.report)


def test_a_quoted_merge_sign_is_an_ordinary_key() -> None:
    assert read_text("'<<': 1\n", "p").report.ok


def test_a_second_key_is_an_error_with_both_places() -> None:
    source = read_text("a:\n  b: 1\n  c: 2\n  b: {x: [y]}\n  d: 3\n", "p")
    found = only(source)
    assert (found.code, at(found.place)) == ("DG105", "4:3")
    assert "в строке 2" in found.message
    assert source.data == {"a": {"b": "1", "c": "2", "d": "3"}}
    assert at(source.place(("a", "d"))) == "5:6"


def test_a_list_as_a_key_is_an_error_and_the_rest_is_read() -> None:
    source = read_text("? {a: {b: [c]}}\n: [x, {y: z}]\n? [q]\n: r\nd: e\n", "p")
    assert codes(source) == ["DG102", "DG102"]
    assert source.data == {"d": "e"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Файл пуст"),
        ("\n# только примечание\n", "Файл пуст"),
        ("---\n", "Файл пуст"),
        ("- a\n", "В файле список"),
        ("просто текст\n", "В файле текст"),
        ("a: 1\n---\nb: 2\n", "больше одного документа"),
    ],
)
def test_a_root_that_is_not_one_set_of_fields_is_an_error(text: str, says: str) -> None:
    source = read_text(text, "p")
    found = only(source)
    assert found.code == "DG114"
    assert says in found.message
    assert not source.complete


@pytest.mark.parametrize("text", ["---\na: 1\n", "%YAML 1.2\n---\na: 1\n...\n", "{a: 1}"])
def test_one_document_may_have_its_marks(text: str) -> None:
    assert read_text(text, "p").data == {"a": "1"}


# --- limits


BOMBS = {
    "brackets": "[" * 200_000,
    "braces": "{a: " * 200_000,
    "dashes": "- " * 200_000,
    "questions": "? " * 200_000,
    "lines": "\n".join(" " * depth + "a:" for depth in range(1_000)),
    "aliases": "a: &a [x]\n" + "b: [" + "*a," * 100_000 + "]\n",
    "merges": "\n".join(f"a{i}: &a{i} {{<<: [*a0, *a0]}}" for i in range(50_000)),
    "commas": "a: [" + "b," * 900_000 + "]",
    "quotes": 'a: "' * 100_000,
    "comments": "a: б # 1\n" * 100_000,
    "look-alikes": "a: [" + "дирeктор, " * 80_000 + "]",
    "doubled keys": "\n".join(f"k{i}: 1" for i in range(60_000)) + "\nk59999: 2" * 60_000,
    "size": "a: " + "б" * 2_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_quickly_and_without_harm(name: str) -> None:
    started = time.process_time()
    source = read_text(BOMBS[name].encode(), "p")
    assert time.process_time() - started < 4
    assert 0 < len(source.report) < 200
    assert all(found.place.file == "p" for found in source.report)


def test_forty_levels_are_enough_and_forty_one_are_too_many() -> None:
    deep = "a: " + "[" * 39 + "]" * 39
    assert read_text(deep, "p").report.ok
    found = only(read_text(deep.replace("[]", "[[]]"), "p"))
    assert (found.code, at(found.place)) == ("DG113", "1:43")


def test_a_process_survives_brackets_without_end() -> None:
    code = "from docgen.source import read_text; print(read_text('[' * 900_000, 'p').report.ok)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"


# --- encodings


RUSSIAN = textwrap.dedent(
    """\
    school:
      full_name: Лесногорская средняя общеобразовательная школа
      short_name: «Школа № 5»
    """
)


@pytest.mark.parametrize(
    "data",
    [
        RUSSIAN.encode("utf-8"),
        RUSSIAN.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + RUSSIAN.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with a mark", "utf-16 le", "utf-16 be"],
)
def test_unicode_is_read_in_all_its_forms(data: bytes) -> None:
    source = read_text(data, "p")
    assert not len(source.report)
    assert source.data == read_text(RUSSIAN, "p").data
    assert at(source.place(("school", "short_name"))) == "3:15"


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1251", "Windows-1251"), ("cp866", "DOS 866"), ("koi8-r", "KOI8-R")]
)
def test_a_russian_code_page_is_read_and_named(encoding: str, name: str) -> None:
    text = RUSSIAN.replace("«", '"').replace("»", '"').replace("№ ", "N")
    source = read_text(text.encode(encoding), "p")
    found = only(source)
    assert (found.code, found.severity, found.place.line) == ("DG108", Severity.WARNING, 2)
    assert name in found.message
    assert "UTF-8" in found.hint
    assert source.data == read_text(text, "p").data


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (RUSSIAN.encode() + b"a: \xff\xfe\n", "Кодировка файла не узнана"),
        (b"a: \xe9t\xe9\n", "Кодировка файла не узнана"),
        (codecs.BOM_UTF16_LE + b"a\x00:", "Кодировка файла не узнана"),
        (codecs.BOM_UTF8 + b"a: \xff\n", "Кодировка файла не узнана"),
        (RUSSIAN.encode("utf-16-le"), "UTF-16 без метки"),
        (b"PK\x03\x04" + bytes(range(256)), "документ Word, книга Excel"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "PDF"),
        (bytes(range(256)) * 9, "Кодировка файла не узнана"),
    ],
)
def test_what_is_no_text_is_refused_with_its_name(data: bytes, says: str) -> None:
    source = read_text(data, "p")
    found = only(source)
    assert found.code == "DG111"
    assert says in found.message
    assert (source.data, source.complete) == ({}, False)


def test_an_unreadable_byte_is_told_by_its_line() -> None:
    found = only(read_text(RUSSIAN.encode() + b"a: \xff\xfe\n", "p"))
    assert found.place.line == 4


# --- characters nobody sees


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\x00", "нулевой символ (U+0000)"),
        ("\x07", "управляющий символ (U+0007)"),
        ("\x1b", "терминала (U+001B)"),
        ("\x7f", "управляющий символ (U+007F)"),
        ("\x85", "NEL (U+0085)"),
        ("\u2028", "разделитель строк (U+2028)"),
        ("\u202e", "порядок букв на экране (U+202E)"),
        ("\u2066", "порядок букв на экране (U+2066)"),
        ("\ufffe", "управляющий символ (U+FFFE)"),
        ("\ud800", "управляющий символ (U+D800)"),
    ],
)
@pytest.mark.parametrize("text", ["a: 'б{}в'\n", "# б{}в\na: б\n", "a: |\n б{}в\n"])
def test_a_control_character_is_an_error_with_its_place(text: str, char: str, name: str) -> None:
    found = only(read_text(text.format(char), "p"))
    assert (found.code, found.severity) == ("DG106", Severity.ERROR)
    assert name in found.message
    assert found.place.column == text.split("\n")[found.place.line - 1].index("{}") + 1


@pytest.mark.parametrize("escape", ["\\0", "\\e", "\\u202e", "\\N", "\\x07"])
def test_an_escape_cannot_smuggle_a_control_character(escape: str) -> None:
    source = read_text(f'a: "б{escape}в"\n', "p")
    assert codes(source) == ["DG106"]
    assert source.data == {"a": "б\ufffdв"}


@pytest.mark.parametrize("char", "\u200b\u00ad\ufeff\u200e\u2060\ufffd\uf0b7\u200d")
def test_an_invisible_character_is_kept_with_a_warning(char: str) -> None:
    source = read_text(f"a:\n  - б{char}в\n", "p")
    found = only(source)
    assert (found.code, found.severity, at(found.place)) == ("DG110", Severity.WARNING, "2:6")
    assert found.path == ("a", 0)
    assert source.data == {"a": [f"б{char}в"]}


@pytest.mark.parametrize(
    "text", ["# б\u200bв\na: б\n", "a: 👩\u200d🏫 ❤\ufe0f\n", "a: 5\u00a0лет\n"]
)
def test_what_harms_nobody_is_not_reported(text: str) -> None:
    assert not len(read_text(text, "p").report)


def test_a_letter_typed_in_two_parts_becomes_one() -> None:
    source = read_text("a: и\u0306 е\u0308\nb: x\n", "p")
    assert (source.data["a"], len(source.report)) == ("й ё", 0)
    assert read_text('a: "\\u0438\\u0306"\n', "p").data == {"a": "й"}


def test_an_indentation_of_no_break_spaces_is_an_error_with_its_place() -> None:
    found = only(read_text("a:\n\u00a0\u00a0b: 1\n", "p"))
    assert (found.code, at(found.place)) == ("DG103", "2:1")
    assert "неразрывными пробелами" in found.message


def test_no_break_spaces_at_the_edges_of_a_value_are_not_text() -> None:
    assert read_text("a: \u00a0б\u00a0\nb\u00a0: в\n", "p").data == {"a": "б", "b": "в"}


def test_hundreds_of_alike_findings_are_counted_and_not_listed() -> None:
    source = read_text("a: '" + "\u200b" * 500 + "'\n", "p")
    assert len(source.report) == 51
    assert any("другие такие места" in found.message for found in source.report)


# --- two alphabets


@pytest.mark.parametrize(
    ("value", "place", "meant"),
    [
        ("дирeктор школы", "1:4", "директор"),
        ("наш Cидоров", "1:8", "Сидоров"),
        ("MБОУ СОШ", "1:4", "МБОУ"),
        ("а\u0301 ТАCС", "1:7", "ТАСС"),
        ("c 1 сентября", "1:4", "с"),
        ("встреча c родителями", "1:12", "с"),
        ("O внедрении", "1:4", "О"),
        ("B 2026 году", "1:4", "В"),
        ("A. П. Иванов", "1:4", "А"),
        ("П. A. Иванов", "1:7", "А"),
        ("mаil@example.org", "1:4", "mail"),
        ("teаcher", "1:4", "teacher"),
        ("test\n  c родителями", "2:3", "с"),
    ],
)
def test_a_word_of_two_alphabets_is_a_warning_with_the_right_word(
    value: str, place: str, meant: str
) -> None:
    source = read_text(f"a: {value}\n", "p")
    found = only(source)
    assert (found.code, found.severity, at(found.place)) == ("DG109", Severity.WARNING, place)
    assert found.hint == f"Замените на «{meant}»."
    assert found.path == ("a",)


@pytest.mark.parametrize(
    "value",
    [
        "IT-куратор",
        "SMM-щик и PR‑служба",
        "SMMщик, VKонтакте",
        "XXв, XXI-го, XXIго века",
        "витамин C и гепатит B у детей",
        "ivanova, ivanova@school.example, https://пример.рф/shkola",
        "№ 5, файл_v2.docx, школа.doc",
        "язык C, Python и C",
        "Microsoft Word",
        "3D-модель и x2",
        "план a/b тестов",
        "оси x, y и z",
    ],
)
def test_words_that_are_right_are_left_alone(value: str) -> None:
    assert not len(read_text(f"a: {value}\n", "p").report)


def test_two_alphabets_in_a_key_are_only_a_note() -> None:
    source = read_text("schооl: 1\n", "p")
    found = only(source)
    assert (found.code, found.severity) == ("DG109", Severity.INFO)
    assert found.hint == "Замените на «school»."
    assert source.report.ok


def test_two_alphabets_in_a_comment_are_nobodys_business() -> None:
    assert not len(read_text("# дирeктор c 1 сентября\na: 1   # дирeктор\n", "p").report)


# --- text cut off by #


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: приказ # 5\n", "1:11"),
        ("a: приказ #5\n", "1:11"),
        ("a: приказ #12-од от 01.09\n", "1:11"),
        ("a: конкурс #наставничество\n", "1:12"),
        ("a: Channel one #5\n", "1:16"),
        ("a: # 5\n", "1:4"),
        ("a: #12-од\n", "1:4"),
        ("a: Кружок «C # для школьников»\n", "1:14"),
        ("a: Кружок (основы C   # и Java)\n", "1:23"),
        ("- x\n".replace("- x", "a:\n  - приказ # 5"), "2:12"),
    ],
)
def test_text_after_a_hash_that_belongs_to_the_value_is_a_warning(text: str, place: str) -> None:
    found = only(read_text(text, "p"))
    assert (found.code, found.severity, at(found.place)) == ("DG107", Severity.WARNING, place)
    assert "№" in found.hint


@pytest.mark.parametrize(
    "text",
    [
        "mode: in-person   # in-person | remote\n",
        "mode: in-person # 1 из 3\n",
        "goal: развить навыки # коротко\n",
        "goal: развить навыки  # 2–3 слова\n",
        "max_mentees: 3 # 1–5\n",
        "people: # 5 человек\n  - id: x\n",
        "people:   # 5\n",
        "a: 'приказ # 5'\n",
        "a: 'приказ' # 5\n",
        "a: |\n  приказ # 5\n",
        "a: | # 5\n  приказ\n",
        "a: приказ#5\n",
        "# приказ # 5\na: б\n",
        "a: [приказ] # 5\n",
        "a: б в ## раздел\n",
    ],
)
def test_a_genuine_comment_is_not_reported(text: str) -> None:
    assert not len(read_text(text, "p").report)


# --- lists of dashes


@pytest.mark.parametrize("text", ["a:\n  – раз\n", "a:\n  • раз\n", "a:\n  -раз\n", "a:\n  –раз\n"])
def test_a_list_of_wrong_dashes_is_a_warning(text: str) -> None:
    found = only(read_text(text, "p"))
    assert (found.code, found.severity, at(found.place)) == ("DG117", Severity.WARNING, "2:3")


@pytest.mark.parametrize("text", ["a:\n  - раз\n", "a: |\n  – раз\n", "a:\n  -5\n", "a: – раз\n"])
def test_other_dashes_are_left_alone(text: str) -> None:
    assert not len(read_text(text, "p").report)


# --- quotation marks without a pair


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: МБОУ «Школа\n", "1:9"),
        ("a: МБОУ Школа»\n", "1:14"),
        ("a: «Школа „Радуга»\n", "1:11"),
        ("a: школа “Радуга\n", "1:10"),
        ('a: школа "Радуга\n', "1:10"),
        ("a: '«Школа'\n", "1:5"),
        ('a: "«Школа"\n', "1:5"),
        ("a: б\nb: |\n  «раз\n  два\n", "3:3"),
        ('a: "5\\" труба"\n', "1:7"),
        ("a: [{b: «Школа»}, {b: «Лицей}]\n", "1:23"),
    ],
)
def test_a_quotation_mark_without_its_pair_is_a_warning(text: str, place: str) -> None:
    found = only(read_text(text, "p"))
    assert (found.code, found.severity, at(found.place)) == ("DG118", Severity.WARNING, place)


@pytest.mark.parametrize(
    "text",
    [
        "a: МБОУ «Школа „Радуга“»\n",
        "a: школа “Радуга”\n",
        'a: школа "Радуга"\n',
        '"a": "б"\n',
        "a: 'школа \"Радуга\"'\n",
        'a: экран 15"\n',
        "a: б  # «примечание\n",
        "a: |\n  «раз\n  два»\n",
    ],
)
def test_paired_quotation_marks_are_left_alone(text: str) -> None:
    assert not len(read_text(text, "p").report)


def test_a_quotation_cut_off_by_a_hash_is_told_once() -> None:
    assert only(read_text("a: Кружок «C # для школьников»\n", "p")).code == "DG107"


# --- files and parts


def project(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "main.yaml"


def test_a_file_is_read_under_the_name_that_was_given(tmp_path: Path) -> None:
    main = project(tmp_path, main="a: б\n")
    source = read(main)
    assert source.data == {"a": "б"}
    assert source.place(("a",)) == Place(str(main), 1, 4, 1)
    assert source.line(str(main), 1) == "a: б"


def test_what_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    for path, says in (
        (tmp_path / "нет.yaml", "нет"),
        (tmp_path, "это папка"),
        (tmp_path / "a\0b", "не читается"),
        (tmp_path / ("x" * 300), "не читается"),
        (Path("/dev/null"), "не обычный файл"),
    ):
        source = read(path)
        found = only(source)
        assert found.code == "DG101"
        assert says in found.message
        assert (source.data, source.complete) == ({}, False)
        assert source.place(("a", 1)) == Place(str(path))


def test_a_file_without_the_right_to_read_is_a_finding(tmp_path: Path) -> None:
    main = project(tmp_path, main="a: б\n")
    main.chmod(0)
    code = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path
        from docgen.source import read
        import yaml._yaml
        folder = os.open(Path(sys.argv[1]).parent, os.O_RDONLY)
        os.fchdir(folder)
        if os.getuid() == 0:  # root may read anything
            os.setuid(65534)
        print(*(found.message for found in read(Path("main.yaml")).report))
        """
    )
    tmp_path.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", code, str(main)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Нет прав на чтение файла «main.yaml»" in done.stdout, done.stderr


def test_parts_are_merged_and_places_point_to_their_files(tmp_path: Path) -> None:
    main = project(
        tmp_path,
        main="include: [people.yaml, 'data\\pairs.yaml']\n"
        "school:\n  type: school\npeople:\n- id: a\npairs:\n",
        people="people:\n  - id: b\nschool:\n  region: Примерская область\n",
        data__pairs="pairs:\n  - id: p1\npeople:\n  - id: c\n",
    )
    source = read(main)
    assert not len(source.report)
    assert source.data["school"] == {"type": "school", "region": "Примерская область"}
    assert source.data["people"] == [{"id": "a"}, {"id": "b"}, {"id": "c"}]
    assert source.data["pairs"] == [{"id": "p1"}]
    people, pairs = tmp_path / "people.yaml", tmp_path / "data" / "pairs.yaml"
    assert source.place(("people", 1, "id")) == Place(str(people), 2, 9, 1)
    assert source.place(("school", "region"), key=True) == Place(str(people), 4, 3, 6)
    assert source.place(("people", 2, "id")) == Place(str(pairs), 4, 9, 1)
    assert source.place(("pairs", 0, "id")) == Place(str(pairs), 2, 9, 2)
    assert source.place(("people", 0, "id")) == Place(str(main), 5, 7, 1)
    assert source.line(str(pairs), 2) == "  - id: p1"


def test_a_slip_in_a_part_has_the_path_in_the_whole(tmp_path: Path) -> None:
    main = project(
        tmp_path,
        main="include: [people.yaml]\npeople:\n- post: учитель\n",
        people="people:\n- post: дирeктор\n",
    )
    found = only(read(main))
    assert (found.path, found.place.file) == (
        ("people", 1, "post"),
        str(tmp_path / "people.yaml"),
    )


@pytest.mark.parametrize("part", ["school: {type: lyceum}\n", "school: [a]\n", "school: текст\n"])
def test_a_value_given_in_two_files_is_an_error_with_both_places(tmp_path: Path, part: str) -> None:
    main = project(tmp_path, main="school:\n  type: school\ninclude: part.yaml\n", part=part)
    source = read(main)
    found = only(source)
    assert (found.code, found.place.file) == ("DG105", str(tmp_path / "part.yaml"))
    assert str(main) in found.message
    assert source.data["school"] == {"type": "school"}


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("../part.yaml", "DG115", "вне папки программы"),
        ("sub/../../part.yaml", "DG115", "вне папки программы"),
        ("link.yaml", "DG115", "вне папки программы"),
        ("/etc/passwd", "DG115", "от корня диска"),
        ("C:\\people.yaml", "DG115", "от корня диска"),
        ("main.yaml", "DG115", "включает сам себя"),
        ("''", "DG115", "Имя файла пустое"),
        ("нет.yaml", "DG101", "Файла «нет.yaml» нет"),
        ("sub", "DG101", "это папка"),
    ],
)
def test_a_part_that_cannot_be_included_is_told_at_its_line(
    tmp_path: Path, name: str, code: str, says: str
) -> None:
    folder = tmp_path / "project"
    main = project(folder, main=f"a: 1\ninclude:\n  - {name}\n", sub__x="b: 1\n")
    project(tmp_path, part="b: 1\n")
    (folder / "link.yaml").symlink_to(tmp_path / "part.yaml")
    source = read(main)
    found = only(source)
    assert (found.code, found.place.file, at(found.place)) == (code, str(main), "3:5")
    assert says in found.message
    assert not source.complete


def test_a_part_named_twice_is_an_error(tmp_path: Path) -> None:
    main = project(tmp_path, main="include: [part.yaml, ./part.yaml]\n", part="b: [1]\n")
    source = read(main)
    assert (only(source).code, at(only(source).place)) == ("DG115", "1:22")
    assert source.data["b"] == ["1"]


def test_a_part_may_not_include_further(tmp_path: Path) -> None:
    main = project(
        tmp_path, main="include: [part.yaml]\n", part="b: 1\ninclude: [main.yaml]\nc: 2\n"
    )
    source = read(main)
    found = only(source)
    assert (found.code, at(found.place)) == ("DG115", "2:1")
    assert (source.data["b"], source.data["c"]) == ("1", "2")
    assert at(source.place(("c",))) == "3:4"


def test_a_folder_full_of_parts_is_too_much(tmp_path: Path) -> None:
    parts = {f"part{number}": f"k{number}: 1\n" for number in range(60)}
    main = project(
        tmp_path, main="include:\n" + "".join(f"- {name}.yaml\n" for name in parts), **parts
    )
    assert set(codes(read(main))) == {"DG115"}


def test_parts_that_are_too_much_together_are_refused_at_their_line(tmp_path: Path) -> None:
    padding = "#" * 1_950_000
    parts = {f"part{number:02}": f"k{number}: 1\n{padding}\n" for number in range(11)}
    names = "".join(f"- {name}.yaml\n" for name in parts)
    source = read(project(tmp_path, main=f"include:\n{names}", **parts))
    found = only(source)
    assert (found.code, at(found.place)) == ("DG113", "12:3")
    assert "вместе больше 20 МБ" in found.message
    assert (source.complete, "k9" in source.data, "k10" in source.data) == (False, True, False)


def test_a_slip_in_a_part_has_its_path_in_the_whole(tmp_path: Path) -> None:
    main = project(
        tmp_path,
        main="include: [part.yaml]\nschool:\n  name: «А\npeople:\n- id: a\n",
        part="people:\n- id: b\n- note: дирeктор\nschool:\n  name: Б»\n  place: «В\n",
    )
    found = {each.code: each.path for each in read(main).report if each.place.line > 2}
    assert found == {"DG109": ("people", 2, "note"), "DG118": ("school", "place"), "DG105": ()}


def test_equal_texts_of_a_file_are_kept_once() -> None:
    people = read_text("a:\n- {post: учитель физики}\n- {post: учитель физики}\n", "p").data["a"]
    assert isinstance(people, list)
    first, second = (each["post"] for each in people if isinstance(each, dict))
    assert first is second


def test_an_error_in_a_part_is_told_in_the_part(tmp_path: Path) -> None:
    main = project(tmp_path, main="a: 1\ninclude: [part.yaml]\n", part="b: 1\nc: x: y\n")
    source = read(main)
    found = only(source)
    assert (found.place.file, at(found.place)) == (str(tmp_path / "part.yaml"), "2:5")
    assert source.data["b"] == "1"
    assert not source.complete


def test_include_stays_data_when_it_is_not_wanted(tmp_path: Path) -> None:
    main = project(tmp_path, main="include: [нет.yaml]\n")
    assert read(main, include=False).report.ok
    assert read_text("include: [нет.yaml]\n", "p").data == {"include": ["нет.yaml"]}


def test_a_big_text_is_kept_packed_with_the_same_places_and_lines() -> None:
    line = "- {id: x, last_name: Примеров, first_name: Иван}  # и так далее, до края листа"
    source = read_text("people:\n" + f"{line}\n" * 3000 + "- {id: последний}", "p")
    assert len(pickle.dumps(source._places.texts)) < 50_000
    assert source.place(("people", 2999, "last_name")) == Place("p", 3001, 22, 8)
    assert source.place(("people", 3000, "id")) == Place("p", 3002, 8, 9)
    assert source.line("p", 3001) == line
    assert [source.line("p", number) for number in (0, 1, 3002, 3003)] == [
        "",
        "people:",
        "- {id: последний}",
        "",
    ]


# --- any input at all


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore"))
)
def test_no_bytes_raise(data: bytes) -> None:
    source = read_text(data, "p")
    assert isinstance(source.data, dict)
    for found in source.report:
        assert all((found.message, found.hint))


PIECES = [
    *"a b: - ? | > ' \" # [ ] { } , & * ! % @ ` ~ << --- ... \\ é дeр 5 : •".split(),
    *("", "\t", " ", "\n", "\n\n", "\u00a0", "\n  ", "\n    ", ": ", " #", "- ", "\u200b"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_yaml_raises_and_every_value_has_a_place(text: str) -> None:
    source = read_text(text, "p")
    lines = text.count("\n") + 1
    for found in source.report:
        assert 0 < found.place.line <= lines
        assert all((found.message, found.hint))
    for key in source.data:
        assert source.place((key,), key=True).line


ELEMENTS = """\
flow: [{a: 1, b: [x, {c: y}]}, {a:
  2}, [d, e], [], {}, k: v]
block:
  - a: раз
      два
    b: |
      текст

      ещё
  - - x
    - {y: "z\\t"}
  -
      # примечание
      c: 'к
        л'
  - {a: 1}: б
    в: г
"""


@given(
    st.lists(st.sampled_from(PIECES), max_size=25).map(
        lambda pieces: "- a: б\n  в: " + "".join(pieces)
    )
)
@example(ELEMENTS)
@example("a:\n" + textwrap.indent(ELEMENTS, "  "))
def test_what_is_inside_an_element_stands_where_it_did_when_all_was_read(text: str) -> None:
    file = Text("p", text, 7)
    tree, whole = build(file), build(file, whole=True)
    assert (tree.data, tree.found, tree.said) == (whole.data, whole.found, whole.said)
    places, known = (Places(each.nodes, Texts((file,))) for each in (tree, whole))
    for path in _paths(tree.data):
        way, same = (each.way(tree.data, tree.root, path) for each in (places, known))
        assert way.nodes.stretch(own(way.spot)) == same.nodes.stretch(own(same.spot))
        assert way.key is None or way.nodes.stretch(way.key) == same.nodes.stretch(same.key or 0)
    for offset in range(7, 8 + len(text)):
        found, there = places.at(offset), known.at(offset)
        assert (found and replace(found, path=())) == (there and replace(there, path=()))


def _paths(data: Data, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    inner = data.items() if isinstance(data, dict) else enumerate(data or ())
    for step, value in inner if isinstance(data, dict | list) else ():
        yield from _paths(value, (*path, step))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("goal: Освоение приёмов\n", []),
        ("goal: Дирeктор «школы\n", ["DG109", "DG118"]),
        ("goal: Осво\u200bение\n", ["DG110"]),
        ("goal: Осво\x07ение\n", ["DG106"]),
    ],
)
def test_a_second_run_finds_in_a_text_what_the_first_one_found(
    text: str, codes: list[str], tmp_path: Path
) -> None:
    with shelf.using(tmp_path / "shelf"):
        first = read_text(text, "f.yaml").report
    with shelf.using(tmp_path / "shelf"):
        second = read_text(text, "f.yaml").report
    assert [each.code for each in first] == codes
    assert list(second) == list(first) == list(read_text(text, "f.yaml").report)


def test_a_text_without_slips_is_known_by_the_next_run(tmp_path: Path) -> None:
    text = Text("f.yaml", "goal: Освоение\n")
    with shelf.using(tmp_path / "shelf"):
        assert text.lacks("slips", tuple)
    with shelf.using(tmp_path / "shelf"):
        assert text.lacks("slips", lambda: ["not asked any more"])
        assert not Text("f.yaml", "goal: Опыт\n").lacks("slips", lambda: ["asked"])


@pytest.mark.parametrize("text", ["goal: Освоение\n", "goal: «Ура!» & др.\nlist: [{a: б}]\n"])
def test_a_text_that_was_read_waits_for_no_collector(text: str) -> None:
    file = Text("f.yaml", text)
    gc.collect()
    gc.disable()
    try:
        before = sys.getrefcount(file)
        assert build(file).complete
        assert sys.getrefcount(file) == before
    finally:
        gc.enable()
