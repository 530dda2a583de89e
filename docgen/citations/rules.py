"""Rules of one citation: requisites, force, dates, track. One rule is one function."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from docgen.citations.findings import Case, Flaw
from docgen.citations.identifying import Fit, namesake
from docgen.citations.known import KnownAct, KnownActs
from docgen.citations.numbers import confused
from docgen.diagnostics import Severity

Flaws = Iterator[Flaw]
Rule = Callable[[Case], Flaws]

_OF_TRACK = {"students": "обучающихся", "teachers": "педагогических работников"}
_TRUST = {"high": "высокая", "medium": "средняя", "low": "низкая"}
_ARTICLE = re.compile(r"\d+(?:[.,]\d+)?")


def _wrong_kind(case: Case) -> Flaws:
    """Find «постановление» where the act is a распоряжение."""
    kind = case.draft.kind
    if case.match.kind is Fit.OTHER and kind is not None:
        right = case.known.called_kind(case.act.kind).lower()
        what = f"Вид акта указан неверно: «{case.said(kind)}»; № {case.act.written} – {right}."
        yield Flaw(what, f"Напишите: {case.act.name}.", kind)


def _wrong_issuer(case: Case) -> Flaws:
    """Find an act ascribed to a body that did not issue it."""
    if case.match.issuer is Fit.OTHER:
        part = next(iter(case.draft.issuers), None)
        cited = case.said(part) or case.draft.stranger
        what = f"Орган указан неверно: «{cited}»; это {case.act.name}."
        yield Flaw(what, f"Напишите: {case.act.name}.", part)


def _wrong_date(case: Case) -> Flaws:
    """Find a date that is not the act's."""
    if case.match.date in (Fit.NEAR, Fit.OTHER) and case.act.date:
        cited = case.said(case.draft.date).rstrip(" .г")
        what = f"Дата указана неверно: «{cited}»; это {case.act.name}."
        yield Flaw(what, f"Исправьте дату на {case.act.date:%d.%m.%Y}.", case.draft.date)


def _wrong_number(case: Case) -> Flaws:
    """Find a number that is not the act's, though everything else is."""
    if case.match.number in (Fit.NEAR, Fit.OTHER) and not _perhaps(case):
        cited = case.said(case.draft.number)
        what = f"Номер указан неверно: «{cited}»; по остальным реквизитам это {case.act.name}."
        yield Flaw(what, f"Исправьте номер на «№ {case.act.written}».", case.draft.number)


def _like_number(case: Case) -> Flaws:
    """Find a number that is much like that of a known act, but may be another act's own."""
    if _perhaps(case):
        cited = case.said(case.draft.number)
        what = f"Возможно, в номере описка: «{cited}» похож на {case.act.name}."
        repair = (
            f"Если имелся в виду этот акт, напишите «№ {case.act.written}»; если нет – оставьте."
        )
        yield Flaw(what, repair, case.draft.number)


def _perhaps(case: Case) -> bool:
    """Whether a number that differs a little is not surely a slip."""
    match = case.match
    if match.number is not Fit.NEAR:
        return False
    return match.title is not Fit.SAME and not (match.slip and match.date is Fit.SAME)


def _wrong_title(case: Case) -> Flaws:
    """Find words of a title that the act's title does not have."""
    if case.match.title in (Fit.NEAR, Fit.OTHER) and not _namesake(case):
        what = f"Название указано неточно: {case.act.name} называется «{case.act.title}»."
        repair = "Исправьте название или уберите его: вида, даты и номера достаточно."
        yield Flaw(what, repair, case.draft.title)


def _other_title(case: Case) -> Flaws:
    """Find the title of another act."""
    other = _namesake(case)
    if other is not None:
        yield mixed(case.act, other, case)


def _namesake(case: Case) -> KnownAct | None:
    if case.match.title not in (Fit.NEAR, Fit.OTHER):
        return None
    return namesake(case.draft, case.act, case.known)


def mixed(act: KnownAct, other: KnownAct, case: Case) -> Flaw:
    """Say that one act has got the name of another."""
    what = f"Номер одного акта, а название другого: {act.name} – это не {other.name}."
    repair = "Оставьте тот акт, который имели в виду, со своими номером и названием."
    return Flaw(what, repair, case.draft.title)


def _lapsed(case: Case) -> Flaws:
    """Find an act that is not in force on the day of the paper."""
    act, day = case.act, case.paper.date
    if day is None or not case.known.over(act, day):
        return
    until = f" (по {act.valid_until:%d.%m.%Y})" if act.valid_until else ""
    state = "заменён другим" if act.status == "replaced" else "больше не действует"
    doubt = (
        ""
        if act.sure or act.status == "lapsed"
        else " По имеющимся сведениям; отмена не проверена."
    )
    yield Flaw(f"Акт {state}{until}: {act.name}.{doubt}", _instead(act, case.known))


def _instead(act: KnownAct, known: KnownActs) -> str:
    if act.replaced_by in known.acts:
        return f"Сошлитесь на действующий акт: {known[act.replaced_by].name}."
    return "Уберите ссылку; что принято взамен, проверьте на официальном портале."


def _too_early(case: Case) -> Flaws:
    """Find acts and editions that are later than the paper that cites them."""
    day = case.paper.latest or case.paper.date
    if day is None:
        return
    if case.act.date and case.act.date > day:
        what = f"Документ от {day:%d.%m.%Y} ссылается на более поздний акт: {case.act.name}."
        yield Flaw(what, "Проверьте дату документа или уберите ссылку.")
    for edition in case.draft.editions:
        if edition.day and edition.day > day:
            what = f"Документ от {day:%d.%m.%Y} ссылается на редакцию от {edition.day:%d.%m.%Y}."
            repair = "Укажите редакцию, которая действовала в день документа, или уберите её."
            yield Flaw(what, repair, edition)


def _other_track(case: Case) -> Flaws:
    """Find papers for one track that rest on the mentoring of the other."""
    act, track = case.act, case.paper.track
    if act.about == "mentoring" and track and act.track not in ("both", track):
        whom, other = _OF_TRACK[track], _OF_TRACK[act.track]
        what = f"Документ о наставничестве {whom} опирается на акт о другом, {other}: {act.name}."
        yield Flaw(what, f"Сошлитесь на акты о наставничестве {whom} или уберите ссылку.")


def _wrong_article(case: Case) -> Flaws:
    """Find an article whose digits are those of a known one in another order."""
    for token in case.draft.articles:
        for article in _ARTICLE.findall(token.value):
            right = _meant(article.replace(",", "."), case.act.articles)
            if right:
                what = f"Статья указана неверно: «{article}»; вероятно, это статья {right}."
                yield Flaw(what, f"Проверьте и напишите: статья {right}.", token)


def _meant(cited: str, known: tuple[str, ...]) -> str:
    """Return the known article that was meant by a cited one, or nothing."""
    if "." not in cited or cited in known:
        return ""
    return next((own for own in known if confused(cited, own)), "")


def _unconfirmed(case: Case) -> Flaws:
    """Say that nobody has confirmed that an act is in force."""
    act = case.act
    if act.status == "unconfirmed":
        trust = _TRUST[act.confidence]
        what = f"Действие акта не подтверждено (надёжность сведений {trust}): {act.name}."
        yield Flaw(what, "Сверьте акт с официальным порталом.")


RULES: dict[str, tuple[Severity, Rule]] = {
    "DG460": (Severity.ERROR, _wrong_kind),
    "DG461": (Severity.ERROR, _wrong_issuer),
    "DG462": (Severity.ERROR, _wrong_date),
    "DG463": (Severity.ERROR, _wrong_number),
    "DG465": (Severity.WARNING, _wrong_title),
    "DG466": (Severity.WARNING, _other_title),
    "DG467": (Severity.WARNING, _lapsed),
    "DG469": (Severity.ERROR, _too_early),
    "DG470": (Severity.WARNING, _other_track),
    "DG474": (Severity.INFO, _unconfirmed),
    "DG476": (Severity.ERROR, _wrong_article),
}
# All that can be said of a citation when it is not certain which act is meant.
DOUBTS: dict[str, tuple[Severity, Rule]] = {
    "DG464": (Severity.WARNING, _like_number),
}
