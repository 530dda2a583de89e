"""docs/filters.md shows every filter and function at work, and none of them ever fails."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen import engine, resources
from docgen.clauses import Clauses
from docgen.context import build_context
from docgen.docx import Blank, Rich, Run, Template
from docgen.docx.filters import FILTERS as OF_JINJA
from docgen.errors import TemplateError
from docgen.facts import Facts
from docgen.plan import Job, Plan
from docgen.russian import Phrase
from docgen.wording import TextError, Wording, dialect
from docgen.wording.dialect import FILTERS, FUNCTIONS
from tests.docx.making import docx, texts

PAGE = (Path(__file__).parents[1] / "docs" / "filters.md").read_text(encoding="utf-8")
LAST = "Из программы и набора"
WORDING = Wording()
# What the old escaping filters do is told in words: there is nothing to show.
UNSHOWN = {"e", "escape", "forceescape", "safe"}


def rows(*, of_programme: bool) -> Iterator[tuple[str, str]]:
    """Yield the examples with their results; those that need a whole programme, or the others."""
    plain, _, last = PAGE.partition(f"## {LAST}\n")
    for line in (last if of_programme else plain).splitlines():
        if line.startswith("| `"):
            example, result = line.replace("\\|", "\0").strip("| ").split(" | ")
            yield example.strip("`").replace("\0", "|"), result


def names() -> dict[str, Any]:
    """Return what the page says the names are, people and posts as texts know them."""
    block = re.search(r"```yaml примеры\n(.*?)```", PAGE, re.DOTALL)
    assert block is not None
    given: dict[str, Any] = yaml.safe_load(block[1])
    for person in (given["director"], given["curator"], given["friend"]):
        person["name"] = Phrase(person["name"], "full", person["gender"])
        person["post"] = Phrase(person["post"], "post", person["gender"])
    return given


@cache
def sample() -> tuple[Job, Facts, Plan]:
    """Return a document of the sample, and what it is made from."""
    project = engine.load(resources.samples() / "kvantorium")
    assert project.programme is not None
    plan, _ = engine.plan(project)
    facts = Facts(project.programme, project.packs)
    return plan.of("regulation-students")[0], facts, plan


def shown(text: str) -> str:
    """Return a text as the page shows it."""
    return text.replace("\u00a0", "°")


def printed_in_word(example: str, given: Mapping[str, Any]) -> str:
    """Print an example in a template of one paragraph."""
    data = docx("{{ " + example + " }}")
    template = Template.compile(data, name="template.docx", dialect=dialect())
    return texts(template.render(dict(given)).docx)[0]


# The page


@pytest.mark.parametrize(("example", "result"), list(rows(of_programme=False)))
def test_an_example_prints_what_the_page_says(example: str, result: str) -> None:
    assert shown(WORDING.line("{{ " + example + " }}", names())) == result


@pytest.mark.parametrize(("example", "result"), list(rows(of_programme=False)))
def test_an_example_prints_the_same_words_in_a_template(example: str, result: str) -> None:
    assert shown(printed_in_word(example, names())).replace("°", " ") == result.replace("°", " ")


@pytest.mark.parametrize(("example", "result"), list(rows(of_programme=True)))
def test_an_example_of_the_programme_prints_what_the_page_says(
    tmp_path: Path, example: str, result: str
) -> None:
    clauses = [{"id": "general.scope", "text": "{{ " + example + " }}"}]
    general = {"id": "general", "title": "Общие положения", "clauses": clauses}
    sections = [general, {"id": "list", "title": "Перечень", "annex": True, "clauses": []}]
    path = tmp_path / "clauses.yaml"
    path.write_text(yaml.safe_dump({"sections": sections}, allow_unicode=True), encoding="utf-8")
    text = build_context(*sample(), Clauses.read(path).render)["text"]
    assert shown(str(text.sections[0].clauses[0].text)) == result


def test_every_filter_and_function_is_on_the_page_and_no_other() -> None:
    examples = [example for each in (False, True) for example, _ in rows(of_programme=each)]
    code = re.sub(r"'[^']*'", "''", "\n".join(examples))
    told = set(re.findall(r"\|(\w+)", code)) | set(re.findall(r"(?<![|.\w])(\w+)\(", code))
    there = {*dialect().filters, *dialect().functions, *OF_JINJA, "range"}
    assert told | UNSHOWN == there


def test_the_example_in_a_message_is_one_of_the_page() -> None:
    told = {example for each in (False, True) for example, _ in rows(of_programme=each)}
    for word in (*FILTERS.values(), *FUNCTIONS.values()):
        assert any(example.startswith(word.example) for example in told), word.example


# What filters are given

WRONG: dict[str, Any] = {
    "text": "текст",
    "number": 5,
    "day": date(2026, 9, 1),
    "list": [1, "два"],
    "none": None,
    "truth": True,
    "fields": {"id": "а"},
    "rich": Rich((Run("важно", bold=True),)),
}
# What a text says when something failed that nobody thought of.
UNFORESEEN = "значение не того вида"
ARGUMENTS = {name: len(word.takes) - 1 for name, word in FILTERS.items()}


def refusal(text: str, **given: Any) -> str | None:
    """Return why a text is not printed, or nothing if it is."""
    try:
        WORDING.rich(text, given)
    except TextError as error:
        return f"{error.reason}. {error.hint}"
    return None


@pytest.mark.parametrize("name", list(FILTERS))
@pytest.mark.parametrize("sort", list(WRONG))
def test_a_filter_of_anything_prints_or_says_why_not(name: str, sort: str) -> None:
    example = FILTERS[name].example.partition(f"|{name}")[2]
    said = refusal("{{ value|" + name + example + " }}", **names(), value=WRONG[sort])
    assert said is None or UNFORESEEN not in said


@pytest.mark.parametrize("name", list(FILTERS))
@pytest.mark.parametrize("sort", list(WRONG))
def test_a_filter_given_anything_in_brackets_prints_or_says_why_not(name: str, sort: str) -> None:
    value = FILTERS[name].example.partition(f"|{name}")[0]
    brackets = ", ".join(["wrong"] * ARGUMENTS[name])
    said = refusal(f"{{{{ {value}|{name}({brackets}) }}}}", **names(), wrong=WRONG[sort])
    assert said is None or UNFORESEEN not in said


@pytest.mark.parametrize("name", list(FILTERS))
def test_a_filter_given_too_much_says_what_it_takes(name: str) -> None:
    value = FILTERS[name].example.partition(f"|{name}")[0]
    too_much = ", ".join(["'а'"] * (ARGUMENTS[name] + 1))
    said = refusal(f"{{{{ {value}|{name}({too_much}) }}}}", **names())
    assert said is not None
    assert said.startswith(f"фильтр «{name}» берёт по порядку: ")


@pytest.mark.parametrize("name", list(FILTERS))
def test_a_filter_of_a_blank_is_the_blank(name: str) -> None:
    blank = Blank("место")
    brackets = FILTERS[name].example.partition(f"|{name}")[2]
    text = "{{ value|" + name + brackets + " }}"
    assert WORDING.rich(text, {**names(), "value": blank}).parts == (blank,)


@pytest.mark.parametrize("name", list(FUNCTIONS))
@pytest.mark.parametrize("sort", list(WRONG))
def test_a_function_given_anything_prints_or_says_why_not(name: str, sort: str) -> None:
    brackets = ", ".join(["wrong"] * len(FUNCTIONS[name].takes))
    said = refusal("{{ " + f"{name}({brackets})" + " }}", wrong=WRONG[sort])
    assert said is None or UNFORESEEN not in said


@pytest.mark.parametrize("name", list(FUNCTIONS))
def test_a_function_given_nothing_says_what_it_takes(name: str) -> None:
    said = refusal("{{ " + name + "() }}")
    assert said is not None
    assert said.startswith(f"функция {name}() берёт по порядку: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 'вчера'|date }}", "фильтр «date» берёт дату, а не «вчера»"),
        ("{{ 5|gen }}", "фильтр «gen» берёт текст, а не число"),
        ("{{ rich|upper_first }}", "фильтр «upper_first» берёт текст, а не текст с оформлением"),
        ("{{ true|words }}", "фильтр «words» берёт число, а не да или нет"),
        ("{{ 1.5|words }}", "словами пишутся целые числа, а не 1,5"),
        ("{{ 5|words('mm') }}", "фильтр «words» берёт род: m, f, n, pl, а не «mm»"),
        ("{{ fields|long_date }}", "фильтр «long_date» берёт дату, а не набор полей"),
        ("{{ 'дом'|gen('thing') }}", "фильтр «gen» берёт вид текста: last, first"),
        ("{{ 5|counted('абырвалг') }}", "слова «абырвалг» нет в словаре"),
        ("{{ 'класс'|class_name }}", "класс пишут как 7 «Б», а не «класс»"),
        ("{{ 'скоро'|school_years }}", "учебный год пишут как 2026/27, а не «скоро»"),
        ("{{ 'по'|before('дому') }}", "фильтр «before» берёт предлог: о, в, с, к, О, В, С, К, а"),
        (
            "{{ ('1e999'|float)|counted('год') }}",
            "фильтр «counted» берёт число, а не бесконечность",
        ),
        ("{{ [{'gender': 'm'}, {'gender': 'm'}]|gendered('он', 'она') }}", "людей несколько"),
        ("{{ 'ведёт'|agree('f') }}", "слово «ведёт» по родам не изменяется"),
        ("{{ 'школа'|agree('n') }}", "слово «школа» по родам не изменяется"),
        ("{{ act('') }}", "функция act() берёт непустой текст, а не «»"),
        ("{{ blank('дата', 1.5) }}", "функция blank() берёт целое число, а не дробное число"),
        ("{{ period(day, 'потом') }}", "функция period() берёт дату, а не «потом»"),
        ("{{ day|date(unknown) }}", "фильтр «date» берёт по порядку: дату"),
        ("{{ day|month(unknown) }}", "имени «unknown» нет"),
    ],
)
def test_a_wrong_value_is_told_in_russian(text: str, said: str) -> None:
    with pytest.raises(TextError) as caught:
        WORDING.rich(text, WRONG)
    assert caught.value.reason.startswith(said)


def test_a_wrong_value_in_a_template_is_a_finding_with_an_example() -> None:
    with pytest.raises(TemplateError) as caught:
        printed_in_word("'вчера'|date", {})
    (finding,) = caught.value.report
    assert finding.code == "DG213"
    assert finding.message == "Фильтр «date» берёт дату, а не «вчера»: {{ 'вчера'|date }}."
    assert finding.hint == "Пример: {{ programme.start|date }}."


def test_an_unknown_name_in_the_brackets_of_a_filter_is_a_finding_of_a_template() -> None:
    with pytest.raises(TemplateError) as caught:
        printed_in_word("'ознакомлен'|agree(kurator)", {"curator": {"gender": "f"}})
    assert [finding.code for finding in caught.value.report] == ["DG201"]


@pytest.mark.parametrize("text", ["gen", "class_name", "school_years", "short_name", "agree('f')"])
def test_a_filter_of_an_empty_text_prints_nothing(text: str) -> None:
    assert WORDING.line("{{ ''|" + text + " }}", {}) == ""


def test_a_preposition_stands_before_a_blank_and_before_emphasis() -> None:
    blank, rich = Blank("город"), Rich((Run("Владимире", bold=True),))
    given = {"blank": blank, "rich": rich}
    assert WORDING.rich("{{ 'в'|before(blank) }}", given).parts == (Run("в "), blank)
    assert WORDING.rich("{{ 'в'|before(rich) }}", given).parts == (Run("во "), *rich.parts)
    assert WORDING.line("{{ 'в'|before('') }}", {}) == ""


def test_a_period_keeps_the_day_that_is_known() -> None:
    blank, end = Blank("начало"), date(2027, 5, 31)
    given = {"start": blank, "end": end}
    assert WORDING.line("{{ period(start, end) }}", given) == (
        "с ________ по 31\u00a0мая\u00a02027\u00a0г."
    )
    assert WORDING.rich("{{ short_period(start, end) }}", given).parts[0] == blank


def test_a_form_that_was_stated_wins_in_a_short_name_too() -> None:
    name = Phrase("Соловей Пётр Ильич", "full", "m", {"gen": "Соловья Петра Ильича"})
    assert WORDING.line("{{ name|short_name|gen }}", {"name": name}) == "П.\u00a0И.\u00a0Соловья"
    spelled = Phrase("Анна Петровна Сова", "full", "f", {"gen": "Анны Петровны Сова"})
    printed = WORDING.line("{{ name|reversed_name|gen }}", {"name": spelled})
    assert printed == "Сова\u00a0А.\u00a0П."


# What is paid for

PEOPLE = "Иванова Анна Петровна", "Ким Александр Сергеевич", "Салтыков-Щедрин Марк Юрьевич"


@pytest.mark.parametrize(
    ("program", "loaded"),
    [
        ("import docgen.wording", set()),
        ("from docgen.wording import dialect; dialect()", set()),
        (
            "from datetime import date; from docgen.wording import Wording; "
            'print(Wording().line(\'{{ 5|counted("год", "dat") }} {{ d|long_date }} **да**\', '
            "{'d': date(2026, 9, 1)}))",
            set(),
        ),
        (
            "from docgen.wording import Wording; "
            f"print([Wording().line('{{{{ n|ins(\"full\") }}}}', {{'n': n}}) for n in {PEOPLE}])",
            set(),
        ),
        (
            "from docgen.wording import Wording; "
            "print(Wording().line('{{ \"директор школы\"|gen }}', {}))",
            set(),
        ),
        (
            "from docgen.wording import Wording; "
            "print(Wording().line('{{ \"смотритель маяка\"|gen }}', {}))",
            set(),
        ),
        (
            "from docgen.wording import Wording; "
            "print(Wording().line('{{ \"киберсмотритель маяка\"|gen }}', {}))",
            {"pymorphy3"},
        ),
    ],
    ids=["import", "dialect", "text", "people", "our words", "known words", "other words"],
)
def test_dictionaries_are_loaded_only_for_what_needs_them(program: str, loaded: set[str]) -> None:
    asked = f"{program}\nimport sys\nprint(*{{'pymorphy3', 'pytrovich'}} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    last = done.stdout.splitlines()[-1]
    assert set(last.split()) == loaded
