"""How right, how doubtful and how fast docgen.russian is.

    python -m benchmarks.russian                    the lists of tests/data/russian, and speed
    python -m benchmarks.russian --names FOLDER     public names too: accuracy, curve of doubt
    python -m benchmarks.russian --names FOLDER --part held    only the fifth nobody tunes to

FOLDER holds copies of public files, which are not part of docgen: boy_full_result.txt and
girl_full_result.txt of seagullua/NameCaseLib (MIT or GPL), firstnames.tsv, surnames.gender.tsv and
midnames.gender.tsv of petrovich/petrovich-eval (CC BY-SA 3.0). Forms of surnames and patronymics
come from the OpenCorpora dictionary, which is installed with docgen.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from docgen.russian import CASES, Case, Doubt, Gender, Kind, decline, dictionary, doubts
from tests.russian.gold import folded, is_held_out, phrases, surnames

_TAGS: dict[str, Case] = {"рд": "gen", "дт": "dat", "вн": "acc", "тв": "ins", "пр": "loc"}
_GENDERS: dict[str, Gender] = {"мр": "m", "жр": "f"}
# From the surest sources of doubt to the vaguest: each line of the curve adds one.
_SOURCES = ("text", "unknown word", "gender", "second opinion", "class")


class Name(NamedTuple):
    """A name from public data with the forms that its source accepts."""

    source: str
    kind: Kind
    gender: Gender | None
    text: str
    forms: Mapping[Case, frozenset[str]]


class Form(NamedTuple):
    """One judged form: where it comes from, whether it is right, what doubts it."""

    group: str
    right: bool
    doubted_by: frozenset[str]


def main() -> None:
    """Print what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--names", type=Path)
    parser.add_argument("--part", choices=("tune", "held", "all"), default="all")
    options = parser.parse_args()
    _report(_judged(_own_lists(), options.part), "Списки docgen")
    if options.names:
        _report(_judged(_public(options.names), options.part), "Открытые данные")
    _speed()


def _own_lists() -> Iterator[Name]:
    for row in (*surnames(), *phrases()):
        forms = {case: frozenset({form}) for case, form in zip(CASES, row.forms, strict=True)}
        yield Name("own", row.kind, row.gender, row.text, forms)


def _judged(names: Iterator[Name], part: str) -> Iterator[Form]:
    for name in names:
        if part != "all" and is_held_out(name.text) != (part == "held"):
            continue
        found = doubts(name.text, None, name.kind, name.gender)
        for case, accepted in name.forms.items():
            form = decline(name.text, case, name.kind, name.gender)
            right = folded(form) in {folded(each) for each in accepted}
            yield Form(f"{name.source} {name.kind}", right, _sources(found, case))


def _sources(found: tuple[Doubt, ...], case: Case) -> frozenset[str]:
    return frozenset(doubt.source for doubt in found if case in doubt.cases)


def _report(judged: Iterator[Form], title: str) -> None:
    forms = list(judged)
    groups: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        groups[form.group].append(form)
    print(f"\n{title}: форм {len(forms)}")
    for group, members in sorted(groups.items()):
        wrong = sum(not form.right for form in members)
        print(f"  {group:16} форм {len(members):6}  верно {_share(len(members) - wrong, members)}")
    _curve(forms)


def _curve(forms: list[Form]) -> None:
    """Print the share of wrong forms caught against the share of all forms flagged."""
    wrong = [form for form in forms if not form.right]
    allowed: set[str] = set()
    for source in _SOURCES:
        allowed.add(source)
        flagged = [form for form in forms if form.doubted_by & allowed]
        caught = [form for form in flagged if not form.right]
        print(
            f"  + {source:14} помечено {_share(len(flagged), forms)}"
            f"  поймано {len(caught)} из {len(wrong)} ошибок"
        )


def _share(part: int, whole: list[Form]) -> str:
    return f"{100 * part / max(len(whole), 1):6.2f} %"


def _public(folder: Path) -> Iterator[Name]:
    yield from _name_case_lib(folder)
    yield from _first_names(folder / "firstnames.tsv")
    yield from _from_dictionary(folder / "surnames.gender.tsv", "last")
    yield from _from_dictionary(folder / "midnames.gender.tsv", "middle")


def _name_case_lib(folder: Path) -> Iterator[Name]:
    """Yield full names and their parts; a contested surname is dropped with its full name."""
    dropped: Counter[str] = Counter()
    seen: set[tuple[str, str, str]] = set()
    files: tuple[tuple[str, Gender], ...] = (("boy", "m"), ("girl", "f"))
    for file, gender in files:
        path = folder / f"{file}_full_result.txt"
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            columns = [column.split() for column in line.split("#")]
            if len(columns) != 6 or any(len(column) != 3 for column in columns):
                continue
            rows = list(zip(*columns, strict=True))
            contested = _is_contested(rows[0], gender)
            dropped["surnames"] += contested
            for kind, words in zip(("last", "first", "middle"), rows, strict=True):
                if (kind, gender, words[0]) in seen or (contested and kind == "last"):
                    continue
                seen.add((kind, gender, words[0]))
                yield Name("ncl", kind, gender, words[0], _forms(words[1:]))  # type: ignore[arg-type] # a kind
            if not contested:
                whole = [" ".join(column) for column in columns]
                yield Name("ncl", "full", gender, whole[0], _forms(tuple(whole[1:])))
    print(f"\nNameCaseLib: спорных фамилий отброшено {dropped['surnames']}")


def _is_contested(words: tuple[str, ...], gender: Gender) -> bool:
    """Whether the automatic source declines a plain -ов or -ин as a noun: «Державином»."""
    name, genitive, instrumental = words[0].lower(), words[1], words[4]
    if gender == "m":
        return bool(re.search("(?:[оеё]в|[иы]н)$", name)) and instrumental.endswith("ом")
    plain = re.search("(?:[оеё]в|[аеиы]н)а$|[ыо]й$", name)
    return bool(plain) and (not genitive.endswith("ой") or genitive == words[0])


def _forms(words: tuple[str, ...]) -> dict[Case, frozenset[str]]:
    return {case: frozenset({word}) for case, word in zip(CASES, words, strict=True)}


def _first_names(path: Path) -> Iterator[Name]:
    found: dict[tuple[str, Gender], dict[Case, set[str]]] = defaultdict(lambda: defaultdict(set))
    for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]:
        lemma, word, tags = line.split("\t")
        case = next((_TAGS[tag] for tag in tags.split(",") if tag in _TAGS), None)
        for tag, gender in _GENDERS.items():
            if case and tag in re.split("[,-]", tags) and "мн" not in tags.split(","):
                found[lemma, gender][case].add(_capitals(word))
    for (lemma, gender), forms in found.items():
        accepted = {case: frozenset(words) for case, words in forms.items()}
        yield Name("oc", "first", gender, _capitals(lemma), accepted)


def _from_dictionary(path: Path, kind: Kind) -> Iterator[Name]:
    for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]:
        lemma, tags = line.split("\t")
        for tag, gender in _GENDERS.items():
            forms = {
                case: dictionary.name_forms(lemma, case, kind, gender)
                for case in CASES
                if tag in tags.split("-")
            }
            accepted = {
                case: frozenset(map(_capitals, words)) for case, words in forms.items() if words
            }
            if accepted:
                yield Name("oc", kind, gender, _capitals(lemma), accepted)


def _capitals(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-"))


def _speed() -> None:
    decline("Петров", "gen", "last", "m")
    started = time.perf_counter()
    for number in range(100):
        last = f"{'абвгдежзик'[number // 10]}{'лмнопрстуф'[number % 10]}инов".capitalize()
        for case in CASES:
            decline(last, case, "last", "m")
            decline("Александр", case, "first", "m")
            decline("Ильич", case, "middle", "m")
    print(f"\n100 людей × 15 форм: {1000 * (time.perf_counter() - started):.1f} мс после загрузки")


if __name__ == "__main__":
    main()
