"""A layer amends the words of the layers above it clause by clause; what is mandatory stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from docgen.clauses import Clause, Clauses, Text, Words, digest, read_words
from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.errors import TemplateError
from docgen.packs import AMENDMENTS, CLAUSES, Leaf, Pack, PackStack

BUILT_IN = """
preamble:
  - {id: why, text: Для дела}
sections:
  - id: general
    title: Общие положения
    clauses:
      - {id: general.scope, text: О чём.}
      - id: general.terms
        text: "Понятия:"
        items:
          - {id: general.terms.mentor, text: "наставник;"}
          - "куратор."
      - {id: general.last, text: "Смотри пункт {{ ref('general.terms') }}."}
  - id: rights
    title: Права
    clauses:
      - {id: rights.mentor, text: Наставник вправе., clauses: [{id: rights.deep, text: Глубже.}]}
"""


class Layers:
    """Packs over one another with the words of one kind, written lowest first."""

    def __init__(self, folder: Path, text: str = BUILT_IN) -> None:
        self._folder = folder
        self.packs: list[Pack] = []
        self.whole("docgen", text)

    def whole(self, name: str, text: str) -> Layers:
        """Lay a whole text over what there is."""
        return self._lay(name, CLAUSES, text)

    def amend(self, name: str, text: str) -> Layers:
        """Lay amendments over what there is."""
        return self._lay(name, AMENDMENTS, f"amendments:\n{text}")

    def read(self) -> tuple[Words, Report]:
        """Read all layers."""
        return read_words(self.leaves())

    def words(self) -> Words:
        """Read all layers, none of which may be wrong."""
        words, report = self.read()
        assert list(report) == []
        return words

    def found(self) -> list[Diagnostic]:
        """Return what is wrong."""
        return list(self.read()[1])

    def print(self, **context: Any) -> Text:
        """Print what comes of all layers."""
        return Clauses.laid(self.leaves()).render(context)

    def leaves(self) -> tuple[Leaf, ...]:
        """Return the files, as a stack of packs finds them."""
        stack = PackStack(reversed(self.packs))
        return stack.leaves(stack.kind("paper"))

    def _lay(self, name: str, file: str, text: str) -> Layers:
        pack = Pack(name, f"Набор {name}", self._folder / name)
        if pack not in self.packs:
            self.packs.append(pack)
        path = pack.root / "docx" / "paper" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        kind = path.with_name("kind.yaml")
        kind.write_text("title: Бумага\nshort: Бумага\n", encoding="utf-8")
        return self


@pytest.fixture
def layers(tmp_path: Path) -> Layers:
    """A built-in text to be amended."""
    return Layers(tmp_path)


def ids(words: Words) -> list[str]:
    """Return the ids of all that has one, in order."""
    return [identifier for identifier, _ in words.ids()]


def texts(text: Text) -> Iterator[str]:
    """Yield what is printed, with its numbers."""
    for section in text.sections:
        yield f"{section.number} {section.title}"
        for clause in section.clauses:
            yield f"{clause.number} {clause.text}"
            yield from (f"- {item.text}" for item in clause.items)


def codes(found: Iterable[Diagnostic]) -> list[str]:
    """Return the codes of findings."""
    return [each.code for each in found]


# What an amendment does


def test_a_replacement_changes_only_the_fields_it_gives(layers: Layers) -> None:
    layers.amend("school", "  - {replace: general.terms, text: 'Слова:'}\n")
    terms = layers.words().find("general.terms")
    assert terms is not None
    assert (terms[1].text, len(terms[1].items)) == ("Слова:", 2)  # type: ignore[union-attr]


def test_a_clause_knows_whose_it_is_and_where_it_stands(layers: Layers) -> None:
    layers.amend("school", "  - {replace: general.scope, text: Наше.}\n")
    origins = {node.id: (node.pack.name, node.place) for _, node in layers.words().nodes()}
    owner, place = origins["general.scope"]
    assert (owner, Path(place.file).name, place.line) == ("school", AMENDMENTS, 2)
    owner, place = origins["general.last"]
    assert (owner, Path(place.file).name, place.line) == ("docgen", CLAUSES, 14)


def test_numbers_and_references_follow_the_amendments(layers: Layers) -> None:
    layers.amend(
        "school",
        "  - {remove: general.scope}\n"
        "  - after: general.terms\n"
        "    clauses: [{id: general.own, text: Своё.}]\n"
        "  - {replace: rights, title: Права и долг}\n"
        "  - append: rights\n"
        "    clauses: [{id: rights.own, text: \"Как в пункте {{ ref('general.own') }}.\"}]\n",
    )
    assert list(texts(layers.print())) == [
        "1 Общие положения",
        "1.1 Понятия:",
        "- наставник;",
        "- куратор.",
        "1.2 Своё.",
        "1.3 Смотри пункт\u00a01.1.",
        "2 Права и долг",
        "2.1 Наставник вправе.",
        "2.1.1 Глубже.",
        "2.2 Как в пункте\u00a01.2.",
    ]


@pytest.mark.parametrize(
    ("amendment", "expected"),
    [
        ("{before: general.scope, clauses: [{id: new, text: Н.}]}", "general new general.scope"),
        ("{before: general, sections: [{id: new}]}", "why new general general.scope"),
        ("{after: general, sections: [{id: new}]}", "general.last new rights"),
        ("{after: why, clauses: [{id: new, text: Н.}]}", "why new general"),
        ("{append: rights.mentor, clauses: [{id: new, text: Н.}]}", "rights.deep new"),
        (
            "{before: general.terms.mentor, items: [{id: new, text: Н;}]}",
            "general.terms new general.terms.mentor",
        ),
        ("{append: general.terms, items: [{id: new, text: Н;}]}", "general.terms.mentor new"),
        ("{replace: rights, clauses: [{id: rights.deep, text: Н.}]}", "rights rights.deep"),
        ("{remove: general}", "why rights rights.mentor"),
    ],
)
def test_new_things_stand_where_the_amendment_says(
    layers: Layers, amendment: str, expected: str
) -> None:
    layers.amend("school", f"  - {amendment}\n")
    assert expected in " ".join(ids(layers.words()))


def test_each_layer_amends_what_the_layers_above_it_made(layers: Layers) -> None:
    layers.amend("region", "  - {after: general, sections: [{id: new, title: Новое}]}\n")
    layers.amend("school", "  - {append: new, clauses: [{id: new.own, text: Своё.}]}\n")
    assert "2.1 Своё." in list(texts(layers.print()))


def test_a_whole_text_takes_the_place_of_what_is_amended_above_it(layers: Layers) -> None:
    layers.amend("region", "  - {replace: general.scope, text: Областное.}\n")
    layers.whole("school", "sections: [{id: own, clauses: [{id: own.one, text: Своё.}]}]")
    assert ids(layers.words()) == ["own", "own.one"]


def test_a_condition_is_switched_off_by_a_true_one(layers: Layers) -> None:
    layers.amend("region", "  - {replace: general.scope, when: minors}\n")
    assert "1.1 О чём." not in list(texts(layers.print(minors=False)))
    layers.amend("school", "  - {replace: general.scope, when: 'true'}\n")
    assert "1.1 О чём." in list(texts(layers.print(minors=False)))


def test_a_kind_amends_the_words_of_the_kind_it_extends(layers: Layers) -> None:
    layers.amend("school", "  - {replace: general.scope, text: О бумагах.}\n")
    letter = layers.packs[0].root / "docx" / "letter"
    letter.mkdir()
    (letter / "kind.yaml").write_text("title: Письмо\nshort: Письмо\nextends: paper\n", "utf-8")
    (letter / AMENDMENTS).write_text("amendments: [{remove: rights}]\n", "utf-8")
    stack = PackStack(reversed(layers.packs))
    words, report = read_words(stack.leaves(stack.kind("letter")))
    assert list(report) == []
    assert "rights" not in ids(words)
    assert "О бумагах." in [node.text for _, node in words.nodes() if isinstance(node, Clause)]
    assert "rights" in ids(layers.words())


def test_a_kind_without_words_has_nothing_to_amend(tmp_path: Path) -> None:
    layers = Layers(tmp_path).amend("docgen", "  - {remove: general}\n")
    (tmp_path / "docgen/docx/paper" / CLAUSES).unlink()
    (found,) = layers.found()
    assert found.code == "DG280"
    assert "нет пунктов" in found.hint


# What may be wrong with one


@pytest.mark.parametrize(
    ("amendment", "code", "said"),
    [
        ("{remove: general.skope}", "DG280", "Похожие: general.scope"),
        ("{remove: nowhere}", "DG280", "Есть: why, general"),
        ("{text: Слова.}", "DG282", "replace, remove, after"),
        ("{replace: general, text: Слова.}", "DG282", "это раздел; лишнее – text"),
        ("{after: general, clauses: [{id: x, text: Н.}]}", "DG282", "sections"),
        ("{replace: general.scope}", "DG282", "не указано ничего нового"),
        ("{remove: general.scope, text: Слова.}", "DG282", "лишнее – text"),
        ("{after: why, clauses: [{id: rights, text: Н.}]}", "DG264", "«rights»"),
        ("{append: rights, clauses: [{id: x}, {id: x}]}", "DG264", "«x»"),
    ],
)
def test_an_amendment_that_cannot_be_is_told_with_its_place(
    layers: Layers, amendment: str, code: str, said: str
) -> None:
    layers.amend("school", f"  - {amendment}\n")
    words, report = layers.read()
    (found,) = report
    assert found.code == code
    assert said in f"{found.message} {found.hint}"
    assert (Path(found.place.file).name, found.place.line) == (AMENDMENTS, 2)
    assert words.find("general.scope")


@pytest.mark.parametrize(
    ("amendment", "code"),
    [
        ("{remove: general.scope, replace: general}", "DG149"),
        ("{replace: general.scope, text: Н., was: вчера}", "DG138"),
        ("{replace: general.scope, words: Н.}", "DG104"),
    ],
)
def test_an_amendment_of_another_shape_is_refused(
    layers: Layers, amendment: str, code: str
) -> None:
    layers.amend("school", f"  - {amendment}\n")
    with pytest.raises(TemplateError) as caught:
        layers.read()
    assert codes(caught.value.report) == [code]


def test_what_is_gone_is_told_with_who_removed_it(layers: Layers) -> None:
    layers.amend("region", "  - {remove: general.terms}\n")
    with pytest.raises(TemplateError) as caught:
        layers.print()
    (lost,) = caught.value.report
    assert lost.code == "DG262"
    assert "убирает «Набор region»" in lost.message
    layers.amend("school", "  - {replace: general.terms, text: Слова.}\n")
    (unknown,) = layers.found()
    assert unknown.code == "DG280"
    assert "убирает «Набор region»" in unknown.message


# What the words were when the amendment was written


def _was(layers: Layers, identifier: str, *, deep: bool = False) -> str:
    found = layers.words().find(identifier)
    assert found is not None
    return digest(found[1], deep=deep)


def test_a_digest_changes_with_the_words_and_not_with_their_lines(tmp_path: Path) -> None:
    first = Layers(tmp_path / "1")
    broken = Layers(
        tmp_path / "2", BUILT_IN.replace("Наставник вправе.", "Наставник\n       вправе.")
    )
    other = Layers(tmp_path / "3", BUILT_IN.replace("Глубже", "Ещё глубже"))
    assert _was(first, "rights.mentor") == _was(broken, "rights.mentor")
    assert _was(first, "rights.mentor") == _was(other, "rights.mentor")
    assert _was(first, "rights.mentor", deep=True) != _was(other, "rights.mentor", deep=True)
    assert len(_was(first, "rights")) == 12


@pytest.mark.parametrize("change", ["replace: general.scope, text: Наше.", "remove: general.scope"])
def test_words_changed_below_an_amendment_are_worth_a_look(tmp_path: Path, change: str) -> None:
    was = _was(Layers(tmp_path / "old"), "general.scope", deep="remove" in change)
    same = Layers(tmp_path / "same").amend("school", f"  - {{{change}, was: {was}}}\n")
    assert same.found() == []
    newer = Layers(tmp_path / "new", BUILT_IN.replace("О чём.", "О чём это."))
    (found,) = newer.amend("school", f"  - {{{change}, was: {was}}}\n").found()
    assert (found.code, found.severity) == ("DG281", Severity.WARNING)
    assert "проверьте" in found.hint.casefold()


def test_a_doubt_about_an_amendment_goes_with_the_words(layers: Layers) -> None:
    layers.amend("school", "  - {replace: general.scope, text: Наше., was: 000000000000}\n")
    assert codes(Clauses.laid(layers.leaves()).report) == ["DG281"]


# What is mandatory

MANDATORY = "  - {replace: general.scope, mandatory: да}\n"


@pytest.mark.parametrize(
    "amendment",
    [
        "{remove: general.scope}",
        "{remove: general}",
        "{replace: general.scope, text: Наше.}",
        "{replace: general.scope, mandatory: нет}",
        "{replace: general, when: 'false'}",
        "{replace: general, clauses: []}",
    ],
)
def test_a_clause_that_a_region_made_mandatory_stays(layers: Layers, amendment: str) -> None:
    layers.amend("region", MANDATORY).amend("school", f"  - {amendment}\n")
    words, report = layers.read()
    (found,) = report
    assert found.code == "DG451"
    assert "«Набор region»" in found.message
    scope = words.find("general.scope")
    assert scope is not None
    assert scope[1].text == "О чём."  # type: ignore[union-attr]  # it is a clause


@pytest.mark.parametrize(
    "amendment",
    [
        "{after: general.scope, clauses: [{id: new, text: Н.}]}",
        "{append: general, clauses: [{id: new, text: Н.}]}",
        "{replace: general, title: Общее}",
        "{remove: general.last}",
    ],
)
def test_what_is_around_a_mandatory_clause_may_change(layers: Layers, amendment: str) -> None:
    layers.amend("region", MANDATORY).amend("school", f"  - {amendment}\n")
    assert layers.found() == []


@pytest.mark.parametrize(
    ("fields", "codes_found"), [("items: []", ["DG451"]), ("text: 'Слова:'", [])]
)
def test_a_mandatory_item_stays_in_its_list(
    layers: Layers, fields: str, codes_found: list[str]
) -> None:
    layers.amend("region", "  - {replace: general.terms.mentor, mandatory: да}\n")
    layers.amend("school", f"  - {{replace: general.terms, {fields}}}\n")
    assert codes(layers.found()) == codes_found


def test_a_mandatory_section_holds_all_that_was_in_it(layers: Layers) -> None:
    layers.amend("region", "  - {replace: rights, mandatory: да}\n")
    layers.amend(
        "school",
        "  - {remove: rights.deep}\n"
        "  - {append: rights, clauses: [{id: rights.own, text: Своё.}]}\n"
        "  - {replace: rights.own, text: Иное.}\n",
    )
    assert codes(layers.found()) == ["DG451"]


def test_the_layer_that_made_a_clause_mandatory_may_change_it(layers: Layers) -> None:
    layers.amend("region", MANDATORY + "  - {replace: general.scope, text: Областное.}\n")
    assert layers.found() == []


@pytest.mark.parametrize(
    ("change", "codes_found"),
    [
        (("Наставник вправе.", "Наставник может."), []),
        (("text: О чём.", "text: О другом."), ["DG451"]),
        (("general.scope", "general.other"), ["DG451"]),
        (("title: Общие положения", "when: 'false'"), ["DG451"]),
    ],
)
def test_a_whole_text_holds_the_mandatory_clauses_word_for_word(
    layers: Layers, change: tuple[str, str], codes_found: list[str]
) -> None:
    layers.amend("region", MANDATORY).whole("school", BUILT_IN.replace(*change))
    assert codes(layers.found()) == codes_found


def test_a_layer_below_a_whole_text_is_held_to_what_was_mandatory_above_it(layers: Layers) -> None:
    layers.amend("region", MANDATORY).whole("district", BUILT_IN)
    layers.amend("school", "  - {remove: general.scope}\n")
    assert codes(layers.found()) == ["DG451"]


def test_what_docgen_itself_holds_mandatory_is_advice(tmp_path: Path) -> None:
    text = BUILT_IN.replace("text: О чём.", "text: О чём., mandatory: да")
    layers = Layers(tmp_path, text).amend("school", "  - {replace: general.scope, text: Наше.}\n")
    (found,) = layers.found()
    assert (found.code, found.severity) == ("DG452", Severity.WARNING)
    assert "1.1 Наше." in list(texts(layers.print()))
