"""What is wrong with the citations of a paper, one by one and taken together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from docgen.citations.citation import Citation, citations
from docgen.citations.findings import Case, Finding, Flaw, Paper, finding, plain, said
from docgen.citations.folding import fold
from docgen.citations.known import KnownActs, Requirement
from docgen.citations.numbers import disguised, russian
from docgen.citations.rules import DOUBTS, RULES, Rule, mixed
from docgen.citations.titles import stems
from docgen.diagnostics import Severity

Found = Iterator[Finding]

_YEAR = r"\b(?:к|до)(?: концу| конца)? (20\d\d) ?(?:году|года|г\.|г\b)"
_PERCENT = r"(?<![\d,.])\d+(?:[,.]\d+)? ?(?:%|процент)"
_SENTENCE = r"[^.;!?]{0,160}?"
_TARGET = re.compile(
    rf"{_YEAR}{_SENTENCE}{_PERCENT}|{_PERCENT}{_SENTENCE}{_YEAR}",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[ ,]*\((?:утв[а-я]*\.? )?", re.IGNORECASE)


def examine(text: str, known: KnownActs, paper: Paper) -> tuple[Finding, ...]:
    """Return everything that is wrong with acts in a text, in order."""
    every = (*judge(citations(text, known), known, paper), *_targets(text, paper))
    return tuple(sorted(every, key=lambda each: (each.start, each.code)))


def judge(found: Sequence[Citation], known: KnownActs, paper: Paper) -> tuple[Finding, ...]:
    """Return what is wrong with the citations of one paper."""
    return (
        *(each for citation in found for each in _single(citation, known, paper)),
        *(each for pair in pairwise(found) for each in _joined(*pair, known, paper)),
        *_alone(found, known, paper),
        *_missing(found, known, paper),
    )


def _single(citation: Citation, known: KnownActs, paper: Paper) -> Found:
    yield from _other_alphabet(citation)
    if citation.match is None:
        yield from _unknown(citation, known)
        return
    case = Case(citation, citation.match, paper, known)
    doubts = list(_applied(DOUBTS, case))
    yield from doubts or _applied(RULES, case)


def _applied(rules: dict[str, tuple[Severity, Rule]], case: Case) -> Found:
    for code, (severity, rule) in rules.items():
        for flaw in rule(case):
            yield finding(code, severity, flaw, case.citation, case.act)


def _other_alphabet(citation: Citation) -> Found:
    """Find signs of another alphabet in a number or a name: no search will find the act by it."""
    part = citation.draft.number or citation.draft.name
    cited = said(citation, part)
    if disguised(cited):
        what = f"В ссылке «{cited}» латинские буквы или цифра вместо русских: акта по ней не найти."
        flaw = Flaw(what, f"Наберите русскими буквами: {russian(cited)}.", part)
        act = citation.match.act if citation.match else None
        yield finding("DG472", Severity.WARNING, flaw, citation, act)


def _unknown(citation: Citation, known: KnownActs) -> Found:
    """Say that a federal act is not in the register, so that nothing of it was compared."""
    draft = citation.draft
    kind = draft.kind.value if draft.kind else ""
    bodies = [token.value for token in draft.issuers]
    if draft.number and not draft.stranger and known.federal(kind, bodies):
        what = f"Акта «{plain(citation.text)}» нет в реестре: его реквизиты не сверены."
        repair = "Сверьте их с официальным порталом; акт можно дописать в раздел acts."
        yield finding("DG475", Severity.INFO, Flaw(what, repair), citation, None)


def _joined(before: Citation, after: Citation, known: KnownActs, paper: Paper) -> Found:
    """Find the name of one act with the requisites of another in brackets behind it."""
    name = before.draft.name
    if name is None or before.draft.number or after.match is None:
        return
    named, act = known[before.act], after.match.act
    between = after.folded.text[before.draft.end : after.draft.start]
    kin = set(stems(said(before, name))) <= set(act.title_stems)
    if _JOINED.fullmatch(between) and named.id != act.id and not kin:
        flaw = mixed(act, named, Case(after, after.match, paper, known))
        yield finding("DG466", Severity.WARNING, flaw, after, act)


def _alone(found: Sequence[Citation], known: KnownActs, paper: Paper) -> Found:
    """Find acts that a whole paper cites without the act they belong to."""
    first = {each.act: each for each in reversed(found) if each.act}
    for identifier, citation in first.items() if paper.whole else ():
        act = known[identifier]
        if act.together_with and act.together_with not in first:
            main = known[act.together_with].name
            what = f"Назван сопровождающий акт без основного: {act.name}."
            flaw = Flaw(what, f"Допишите перед ним: {main}.")
            yield finding("DG471", Severity.WARNING, flaw, citation, act)


def _missing(found: Sequence[Citation], known: KnownActs, paper: Paper) -> Found:
    """Find what a whole paper of this kind and day has to cite and does not."""
    for required in known.required if paper.whole else ():
        if required.asked(paper.kind, paper.date) and not _cites(found, required):
            article = f"статья {required.article}, " if required.article else ""
            act = known[required.act]
            what = f"Документ не называет акт: {article}{act.called}. {required.why}".rstrip()
            repair = "Допишите ссылку в общие положения и сверьте с нею порядок назначения."
            yield Finding("DG473", 0, 0, what, repair, Severity.INFO, act.id)


def _cites(found: Iterable[Citation], required: Requirement) -> bool:
    """Whether one of the citations names the act, and the article that is asked for."""
    mine = (citation for citation in found if citation.act == required.act)
    articles = (token.value for citation in mine for token in citation.draft.articles)
    return any(required.article in article for article in articles)


def _targets(text: str, paper: Paper) -> Found:
    """Find targets whose year is over on the day of the paper: «к 2024 году не менее 70 %»."""
    folded = fold(text)
    for match in _TARGET.finditer(folded.text):
        if paper.date and int(match[1] or match[2]) < paper.date.year:
            start, end = folded.original(match.start()), folded.end(match.end())
            what = f"Срок показателя прошёл: «{plain(text[start:end])}»."
            repair = "Уберите показатель или поставьте срок, который ещё не наступил."
            yield Finding("DG468", start, end, what, repair, Severity.WARNING)
