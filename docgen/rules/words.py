"""Rules about words: of the programme, and of clauses that a school or a region has written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from docgen.diagnostics import Place
from docgen.rules.situation import Found, Line, Numbers, Path, Situation, Violation, Wordy

REGULATION = "положение"
ABOUT = re.compile(r"об?о?\s", re.IGNORECASE)
SHORT = re.compile("[А-ЯЁ]{2}")
REACH = 8  # words from a duty to the paper that it is about


def papers_of_teachers(situation: Situation, words: Numbers) -> Found:
    """D8: a regulation does not make teachers keep diaries and write reports."""
    programme = situation.programme
    spared = programme.school.type == "additional"
    if spared or programme.start < date.fromisoformat(words["since"]):
        return
    for each in situation.wordy:
        if each.kind.document.casefold() != REGULATION or not _concerns(situation, each):
            continue
        for line in each.lines:
            paper = charged(line.text, line.before, words) if line.own else ""
            if paper:
                yield Violation(
                    (),
                    f"Положение поручает педагогам бумагу, которой нет в перечне: «{paper}».",
                    "Поручите её куратору: журнал и отчёт docgen заполняет сам "
                    "(mentor-journal, mentor-report), педагогу остаётся подпись.",
                    (each.kind.name,),
                    line.place,
                )


def _concerns(situation: Situation, wordy: Wordy) -> bool:
    """Whether a regulation charges employees: one about pupils may have only pupils as mentors."""
    mentors = (each for _, pair in situation.pairs() for each in situation.mentors(pair))
    return wordy.kind.track != "students" or any(each.is_employee for each in mentors)


def charged(text: str, before: str, words: Numbers) -> str:
    """Return the paper that a text makes teachers write, nothing if it makes them write none.

    `before` are the words that it continues: «Обязанности наставника», «Куратор:».
    """
    if not any(paper in text.casefold() for paper in words["papers"]):
        return ""
    teacher = _about_teacher(before, words)
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        said = _words(sentence)
        if not any(_begins(word, words["spared"]) for word in (*_words(before), *said)):
            found = _charged(said, words, teacher=teacher)
            if found:
                return found
    return ""


def _about_teacher(text: str, words: Numbers) -> bool:
    """Whether the last one of those whom a text names is a teacher."""
    told = [word for word in _words(text) if _begins(word, (*words["whose"], *words["others"]))]
    return bool(told) and _begins(told[-1], words["whose"])


def _charged(said: list[str], words: Numbers, *, teacher: bool) -> str:
    """Return the paper in «наставник … ведёт … журнал»: of who does it, the last one counts."""
    duty = -REACH - 1
    for at, word in enumerate(said):
        if word in words["doers"]:
            teacher = True
        elif word in words["others"]:
            teacher, duty = False, -REACH - 1
        elif teacher and _begins(word, words["duties"]):
            duty = at
        elif at - duty <= REACH and _begins(word, words["papers"]):
            return word
    return ""


def _words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.casefold())


def _begins(word: str, beginnings: Iterable[str]) -> bool:
    """Whether a word begins as one of these; a beginning of two letters is a whole word."""
    return any(word == each or (len(each) > 2 and word.startswith(each)) for each in beginnings)


def abbreviations_told(situation: Situation, _: Numbers) -> Found:
    """G4: an abbreviation is spelt out, a short name given once, a term in the glossary."""
    typed = list(_typed(situation))
    short = any(SHORT.search(line.text) for _, line in typed)
    if not short and not situation.wordy:
        return
    known = situation.abbreviations | set(_named(situation))
    yield from _unexplained(typed, known) if short else ()
    for each in situation.wordy:
        yield from _unexplained([((), line) for line in each.lines], known, each.kind.name)
        yield from _given_twice(each)
        yield from _undefined(each, situation.terms)


def _unexplained(lines: Sequence[tuple[Path, Line]], known: Iterable[str], kind: str = "") -> Found:
    from docgen.russian.abbreviations import unexplained  # noqa: PLC0415  patterns, if there is need

    for at, short in unexplained([line.text for _, line in lines], frozenset(known)):
        path, line = lines[at]
        if line.own and short in line.typed:  # values are judged where the school has typed them
            yield Violation(
                path,
                f"Сокращение «{short}» не расшифровано.",
                f"Напишите полностью и добавьте: (далее – {short}); общеизвестное внесите "
                "в abbreviations (rules.yaml).",
                tuple(filter(None, (short, kind))),
                line.place if kind else None,
            )


def _given_twice(wordy: Wordy) -> Found:
    from docgen.russian.abbreviations import given_twice  # noqa: PLC0415  patterns, if there is need

    certain = [line for line in wordy.lines if line.certain]
    for at, name in given_twice(line.text for line in certain):
        own = certain[at] if certain[at].own else None
        if own:
            yield Violation(
                (),
                f"Сокращённое название «{name}» введено второй раз.",
                "Оставьте «далее – …» там, где название встретилось впервые.",
                (name, wordy.kind.name),
                own.place,
            )


def _undefined(wordy: Wordy, terms: tuple[str, ...]) -> Found:
    from docgen.russian.glossary import undefined  # noqa: PLC0415  patterns, if there is need

    for at, term in undefined([line.text for line in wordy.lines], terms):
        yield Violation(
            (),
            f"Понятия «{term}» нет среди тех, которые объясняет «{wordy.kind.short}».",
            "Верните или допишите его определение.",
            (term, wordy.kind.name),
            wordy.lines[at].place,
        )


def _typed(situation: Situation) -> Iterator[tuple[Path, Line]]:
    """Yield the running texts of the programme with their places."""
    about = situation.programme.about
    said: list[tuple[str, tuple[str, ...]]] = [
        (name, getattr(about, name)) for name in ("introduction", "tasks", "results")
    ]
    texts: list[tuple[Path, str]] = [(("programme", "goal"), about.goal)]
    texts += [(("programme", name, n), each) for name, all_ in said for n, each in enumerate(all_)]
    texts += [
        (("programme", "terms", n, "definition"), f"{each.term} – {each.definition}")
        for n, each in enumerate(about.terms)
    ]
    for path, text in texts:
        if text:
            yield path, Line(text, Place(), own=True, certain=True, typed=text)


def _named(situation: Situation) -> Iterator[str]:
    """Yield the abbreviations that names consist of: of the school, its bodies, acts, posts."""
    programme = situation.programme
    school = programme.school
    names = [school.full_name, school.short_name]
    names += [each.name for each in school.bodies]
    names += [each.title for each in programme.acts] + [each.short for each in programme.acts]
    names += [part for each in programme.partners for part in (each.name, each.short_name)]
    names += [each.post for each in programme.people]
    for name in names:
        yield from re.findall(r"[А-ЯЁ]{2,}", name)


def heading_of_order(situation: Situation, _: Numbers) -> Found:
    """G6: the heading of an order says what it is about."""
    for name, document in situation.programme.documents.items():
        stated = document.heading and name.startswith("order-")
        if stated and not ABOUT.match(document.heading):
            yield Violation(
                ("documents", name, "heading"),
                f"Заголовок приказа «{name}» не отвечает на вопрос «о чём?».",
                "Начните его с «О» или «Об»: «О закреплении наставнических пар».",
                (name,),
            )


RULES = {
    "D8": papers_of_teachers,
    "G4": abbreviations_told,
    "G6": heading_of_order,
}
