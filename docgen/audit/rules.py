"""What papers of one folder say against one another; each finding has a place and a repair."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from docgen.audit.counts import possible, told_pairs
from docgen.audit.couples import FIXING
from docgen.audit.evidence import Evidence, school_name
from docgen.audit.people import Name, alike, almost, likely, short_names_in
from docgen.audit.signs import Signs
from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.norms import Paragraph

STALE: Final = "DG678"
SEPARATE: Final = date(2025, 9, 1)  # since then a consent to processing is a paper of its own
_ANNEXED: Final = ("order", "regulation")
_PAIRED: Final = frozenset(
    {"pair-plan", "teacher-route", "student-route", "mentor-report", "mentor-journal",
     "mentee-feedback", "mentor-consent", "mentees-register", "mentors-register"}
)  # fmt: skip
_REPORTS: Final = ("final-report", "order-results")
_GUESTS: Final = ("partner-agreement", "certificate", "order-adoption", "consent-data")
_LEFT: Final = re.compile(
    r"\{\{|\}\}|\{%|\b(?:None|nan|null|NULL|undefined)\b|[ХX]{3,}|№\s*[ХX]{2}|00\.00\.0000"
)
_BRACKETS: Final = re.compile(r"[(\[<]([^)\]>]{3,80})[)\]>]")
_EMPTY_DATE: Final = re.compile(r"«_{1,4}»\s*_{3,}|\b__\.__\.(?:20)?_+|\b20__\s*г")
_EMPTY: Final = re.compile(rf"{_EMPTY_DATE.pattern}|_{{3,}}")  # orders leave nothing to a pen
_LIST, _SENTENCE = 2, 6  # commas that make a list; words that make a sentence
_EMPTY_NUMBER: Final = re.compile(r"№\s*_{2,}|«_{1,3}»\s*_{3,}")
_CONSENTS: Final = re.compile(
    r"соглас\w+[^.\n]{0,80}обработк\w+[^.\n]{0,40}персональн\w+\s+данн[^.\n]*"
)
_SHOWS: Final = re.compile(
    r"(?:соглас\w+|а также)[^.\n]{0,80}размещени\w+[^.\n]{0,60}(?:фото|сайт)", re.I
)
_UNITED: Final = frozenset(
    {"application", "consent-participation", "mentor-consent", "partner-agreement", "survey",
     "mentor-agreement"}
)  # fmt: skip
Found = Iterator[Diagnostic]


def cross_checked(papers: Sequence[Evidence], signs: Signs) -> Found:
    """Yield what the papers break together and each by itself."""
    for rule in _RULES:
        yield from rule(papers, signs)


def unfilled(papers: Sequence[Evidence], signs: Signs) -> Found:
    """Yield prompts, tags and empty numbers that were left in a finished paper."""
    for each in papers:
        for paragraph in each.document.paragraphs:
            left = _LEFT.search(paragraph.text) or _prompt(paragraph, signs)
            gap = left or _gap(paragraph, _EMPTY if each.paper == "order" else _EMPTY_DATE)
            if gap:
                yield _finding(
                    "DG669", f"Осталось незаполненное место: «{gap[0]}».", paragraph.place,
                    "Впишите то, что здесь должно стоять.",
                    Severity.ERROR if left else Severity.WARNING,
                )  # fmt: skip
        yield from _unregistered(each)


def _unregistered(order: Evidence) -> Found:
    """Yield an order without a number: it may wait for the register, so this is no error yet."""
    line = order.requisites.date_line
    if order.paper == "order" and line and _EMPTY_NUMBER.search(line.text):
        yield _finding(
            "DG669", "Приказ не зарегистрирован: у него нет номера или даты.", line.first.place,
            "Впишите дату и номер, как в журнале регистрации.", Severity.WARNING,
        )  # fmt: skip


def _prompt(paragraph: Paragraph, signs: Signs) -> re.Match[str] | None:
    """Return a prompt in brackets; heads of tables and lists of data are none."""
    if paragraph.cell and (paragraph.cell.head or paragraph.cell.row == 1):
        return None
    for found in _BRACKETS.finditer(paragraph.text):
        if found[1].casefold().strip().startswith(signs.prompts) and found[1].count(",") < _LIST:
            return found
    return None


def _gap(paragraph: Paragraph, empty: re.Pattern[str]) -> re.Match[str] | None:
    """Return what was left empty in a sentence; in a line of its own it waits for a signature."""
    if len(re.findall(r"\w{3,}", paragraph.text.replace("_", " "))) < _SENTENCE:
        return None
    return empty.search(paragraph.text)


def after_minutes(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield papers approved before the meeting that they name."""
    for each in papers:
        approved = each.approved[0] or (each.day if each.paper in ("order", "regulation") else None)
        for met, place in each.meetings:
            if approved and approved < met:
                yield _finding(
                    "DG664",
                    f"Утверждено {approved:%d.%m.%Y}, раньше заседания, на которое бумага "
                    f"ссылается ({met:%d.%m.%Y}).",
                    place,
                    "Исправьте дату протокола или дату утверждения.",
                )


def pairs_after_regulation(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield orders of pairs that are older than the regulation they rest on."""
    approvals = [e.day for e in papers if e.kind == "order-regulation" and e.day]
    approvals += [
        e.approved[0] for e in papers if e.kind.startswith("regulation-") and e.approved[0]
    ]
    first = min(approvals, default=None)
    for each in papers:
        if each.kind == "order-pairs" and first and each.day and each.day < first:
            yield _finding(
                "DG665",
                f"Пары закреплены {each.day:%d.%m.%Y}, раньше, чем утверждено Положение "
                f"({first:%d.%m.%Y}).",
                _head(each),
                "Исправьте одну из дат: сначала утверждают Положение.",
            )


def one_spelling(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield names that differ by a letter from one that is met more often."""
    said: dict[tuple[str, str, str], list[tuple[Name, Place]]] = defaultdict(list)
    for each in papers:
        for name, place in each.people:
            said[name.key].append((name, place))
    keys = sorted(said, key=lambda key: -len(said[key]))
    for at, key in enumerate(keys):
        for rarer in keys[at + 1 :]:
            name, place = said[rarer][0]
            if almost(said[key][0][0], name):
                yield _finding(
                    "DG666",
                    f"«{name.text}» и «{said[key][0][0].text}» – похоже, один человек.",
                    place,
                    "Проверьте по документу, как пишется, и исправьте.",
                    Severity.WARNING,
                )


def one_spelling_by_initials(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield surnames with initials that differ by a letter from somebody named in full."""
    known = {(name.last, name.first[:1]): name for e in papers for name, _place in e.people}
    same = {(last.rstrip("а"), first) for last, first in known}
    for each in papers:
        for paragraph in each.document.paragraphs:
            for last, first in short_names_in(paragraph.text):
                if (last.rstrip("а"), first) in same:
                    continue
                meant = next(
                    (n for (known_last, initial), n in known.items()
                     if initial == first and alike(last, known_last)), None
                )  # fmt: skip
                if meant:
                    yield _finding(
                        "DG666",
                        f"«{last.capitalize()} {first.upper()}.» и «{meant.text}» – похоже, один "
                        "человек.",
                        paragraph.place,
                        "Проверьте по документу, как пишется, и исправьте.",
                        Severity.WARNING,
                    )


def one_pair_everywhere(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield papers of pairs that the orders do not fix."""
    orders = [each for each in papers if each.kind in FIXING]
    fixed = [couple for each in orders for couple in each.couples]
    ordered = [name for each in orders for name, _place in each.people]
    for each in papers:
        for couple in each.couples if fixed and each.kind in _PAIRED else ():
            guided = [other for other in fixed if likely(other.mentee, couple.mentee)]
            if any(likely(other.mentor, couple.mentor) for other in guided):
                continue
            named = any(likely(name, couple.mentee) for name in ordered)
            if named is not bool(guided):
                continue  # the order names the mentee in words from which no pair was read
            why = "у наставляемого там другой наставник" if guided else couple.mentee.text
            yield _finding(
                "DG667", f"Пары нет в приказе: {why}.", couple.place,
                "Исправьте бумагу или издайте приказ об изменении.",
            )  # fmt: skip


def pairs_counted(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield reports that tell of another number of pairs than the orders fix."""
    fixed = [couple for each in papers if each.kind in FIXING for couple in each.couples]
    right = possible(fixed)
    for each in papers:
        if fixed and each.kind in _REPORTS:
            for number, place in told_pairs(each.document):
                if number not in right:
                    yield _finding(
                        "DG673", f"Названо пар: {number}, а по приказам: {len(fixed)}.", place,
                        "Пересчитайте пары по приказам.", Severity.WARNING,
                    )  # fmt: skip


def own_school(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield names of other schools: what is left of somebody else's paper."""
    said = Counter(name for e in papers for name in dict.fromkeys(n for n, _ in e.schools))
    if not said:
        return
    own, times = said.most_common(1)[0]
    for each in papers:
        if each.kind in _GUESTS or times < 2:
            continue
        told: set[str] = set()
        for name, place in each.schools:
            if name != own and name not in told and not _same_school(name, own):
                told.add(name)
                yield _finding(
                    "DG668", "В бумаге названа другая школа.", place,
                    "Проверьте, не осталось ли название из чужого образца.",
                )  # fmt: skip


def _same_school(one: str, other: str) -> bool:
    """Whether two names differ only by words left out: «Лесногорская школа»."""
    numbers = [set(re.findall(r"\d+", each)) for each in (one, other)]
    words = [set(school_name(each).split()) for each in (one, other)]
    return numbers[0] == numbers[1] and (words[0] <= words[1] or words[1] <= words[0])


def numbers_once(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield orders of one year that have one number."""
    seen: dict[tuple[str, int], Evidence] = {}
    for each in papers:
        if each.paper == "order" and each.number and each.day:
            key = (each.number.casefold(), each.day.year)
            first = seen.setdefault(key, each)
            if first is not each and first.text != each.text:
                yield _finding(
                    "DG670", f"Номер {each.number} – и у приказа в файле «{first.file}».",
                    _head(each), "Проверьте номера по журналу регистрации.",
                )  # fmt: skip


def everybody_reads(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield employees whom an order names and who have not signed that they read it."""
    for each in papers:
        for name, place in each.unacquainted if each.paper == "order" else ():
            yield _finding(
                "DG671", f"С приказом не ознакомлены все, кто назван: нет «{name.text}».", place,
                "Допишите его в лист ознакомления.", Severity.WARNING,
            )  # fmt: skip


def annexes_there(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield annexes that an order or a regulation names and that are nowhere in the folder."""
    apart = {
        (mark.act.casefold(), str(mark.number or ""))
        for each in papers
        for mark in each.requisites.annexes
    }
    for each in papers:
        told = any(found.code == "DG634" for found in each.report)  # the look says it already
        asked = each.paper in _ANNEXED and not told
        for number, place in each.missing_annexes if asked else ():
            if (each.number.casefold(), number) not in apart and not _approves(each, papers):
                named = f"приложение № {number}" if number else "приложение"
                yield _finding(
                    "DG672", f"В тексте названо {named}, а его нет.", place,
                    "Приложите его или уберите ссылку.",
                )  # fmt: skip


def _approves(order: Evidence, papers: Sequence[Evidence]) -> bool:
    """Whether what an order approves lies in the folder as papers of their own."""
    others = [each for each in papers if each is not order and each.paper != "order"]
    if order.paper != "order":
        return False
    if order.kind == "order-regulation":
        return any(each.kind.startswith(("regulation-", "roadmap")) for each in others)
    own = (order.day, order.number)
    return any(each.approved[1] and each.approved == own for each in others)


def approved_by_what_there_is(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield stamps that name an order by another date or number than it has."""
    orders = [e for e in papers if e.paper == "order" and e.number and e.day]
    for each in papers:
        when, number = each.approved
        if not (when and number) or each.paper == "order":
            continue
        same = [o for o in orders if o.number.casefold() == number.casefold() or o.day == when]
        exact = any(o.number.casefold() == number.casefold() and o.day == when for o in same)
        alike = [o for o in same if o.kind in ("order-regulation", "order-adoption", "order-pairs")]
        if alike and not exact:
            yield _finding(
                "DG674",
                f"Утверждено приказом от {when:%d.%m.%Y} № {number}, а в папке приказ "
                f"от {alike[0].day:%d.%m.%Y} № {alike[0].number}.",
                _head(each),
                "Исправьте отметку: дата и номер – те же, что у приказа.",
            )


def consent_apart(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield papers that hold a consent to the processing of data beside something else."""
    for each in papers:
        late = each.day is None or each.day >= SEPARATE
        united = each.kind in _UNITED and _consents(each.text)
        if late and (united or (each.kind == "consent-data" and _SHOWS.search(each.text))):
            yield _finding(
                "DG675", "Согласие на обработку персональных данных – в одной бумаге с другим.",
                _head(each), "С 1 сентября 2025 г. его оформляют отдельным документом.",
            )  # fmt: skip


def _consents(text: str) -> bool:
    """Whether a text gives a consent to processing; that it is given apart, it may say."""
    return any("отдельн" not in found[0] for found in _CONSENTS.finditer(text.casefold()))


def consent_whole(papers: Sequence[Evidence], signs: Signs) -> Found:
    """Yield consents that do not say what a consent has to."""
    for each in papers:
        if each.kind == "consent-data":
            lacking = [part.title for part in signs.consent if not each.holds(*part.words)]
            if lacking:
                yield _finding(
                    "DG676", f"В согласии нет: {', '.join(lacking)}.", _head(each),
                    "Допишите: без этого согласие неполно.",
                )  # fmt: skip


def one_year(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield papers that name another school year than all the rest: last year's copy."""
    said = Counter(year for e in papers for year in {y for y, _ in e.years})
    if sum(said.values()) < 3:
        return
    usual, times = said.most_common(1)[0]
    for each in papers:
        own = {year for year, _ in each.years}
        if own and usual not in own and times > 1:
            year, place = each.years[0]
            yield _finding(
                STALE,
                f"Назван {year}/{year + 1} учебный год, а в остальных бумагах {usual}/{usual + 1}.",
                place,
                "Проверьте, не прошлогодняя ли это бумага.",
                Severity.WARNING,
            )


def _head(each: Evidence) -> Place:
    line = each.requisites.date_line or each.requisites.kind_line
    return line.first.place if line else Place(each.file)


def _finding(
    code: str, message: str, place: Place, hint: str, severity: Severity = Severity.ERROR
) -> Diagnostic:
    return Diagnostic(code, message, place, hint, severity)


_RULES: Final[tuple[Callable[[Sequence[Evidence], Signs], Found], ...]] = (
    unfilled,
    after_minutes,
    pairs_after_regulation,
    one_spelling,
    one_spelling_by_initials,
    one_pair_everywhere,
    pairs_counted,
    own_school,
    numbers_once,
    everybody_reads,
    annexes_there,
    approved_by_what_there_is,
    consent_apart,
    consent_whole,
    one_year,
)
