"""What papers of one folder say against one another; each finding has a place and a repair."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Final

from docgen.audit.acquaintance import unacquainted
from docgen.audit.annexed import is_lacking
from docgen.audit.counts import possible, told_pairs
from docgen.audit.couples import FIXING, Couple
from docgen.audit.evidence import Evidence
from docgen.audit.gaps import unfilled
from docgen.audit.people import Name, alike, almost, likely, part_names_in, short_names_in
from docgen.audit.renamed import is_renamed
from docgen.audit.signs import Signs
from docgen.audit.strangers import one_year, own_school
from docgen.diagnostics import Diagnostic, Place, Severity

SEPARATE: Final = date(2025, 9, 1)  # since then a consent to processing is a paper of its own
_YEAR: Final = timedelta(days=270)  # an older order of pairs rests on an older regulation
_ANNEXED: Final = ("order", "regulation")
_PAIRED: Final = frozenset(
    {"pair-plan", "teacher-route", "student-route", "mentor-report", "mentor-journal",
     "mentee-feedback", "mentor-consent", "pair-agreement", "mentees-register", "mentors-register"}
)  # fmt: skip
_REGISTERS: Final = ("mentees-register", "mentors-register")
_REPORTS: Final = ("final-report", "order-results")
_CONSENTS: Final = re.compile(
    r"(?:соглас\w+[^.\n]{0,80}обработк|(?:даю|согласен|согласна)\s[^.\n]{0,80}обрабатыва)"
    r"\w+[^.\n]{0,40}персональн\w+\s+данн[^.\n]*"
)
# «Школе (с. Энское, ул. Школьная) обрабатывать …»: an address, but not «(отдельным документом)».
_ASIDE: Final = re.compile(r"\((?![^()\n]*(?:отдельн|прилаг))[^()\n]*\)")
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
        if each.kind == "order-pairs" and first and each.day and first - _YEAR < each.day < first:
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


def one_spelling_in_short(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield surnames with initials or a first name that differ by a letter from a full name."""
    people = [name for each in papers for name, _place in each.people]
    by_initials = {(name.last, name.first[:1]): name for name in people}
    by_first = {(name.last, name.first): name for name in people}
    for each in papers:
        for paragraph in each.document.paragraphs:
            for name in short_names_in(paragraph.text):
                yield from _meant(name.text, (name.last, name.first), by_initials, paragraph.place)
            for name in part_names_in(paragraph.text):
                yield from _meant(name.text, (name.last, name.first), by_first, paragraph.place)


def _meant(
    text: str, key: tuple[str, str], known: Mapping[tuple[str, str], Name], place: Place
) -> Found:
    """Yield a doubt about a name that nobody has and somebody nearly has."""
    last, first = key
    if any(last.rstrip("а") == own.rstrip("а") and first == given for own, given in known):
        return
    every = (n for (own, given), n in known.items() if given == first and alike(last, own))
    for meant in islice(every, 1):
        yield _finding(
            "DG666", f"«{text}» и «{meant.text}» – похоже, один человек.", place,
            "Проверьте по документу, как пишется, и исправьте.", Severity.WARNING,
        )  # fmt: skip


def one_pair_everywhere(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield papers of pairs that the orders do not fix."""
    fixed = _fixed(papers)
    orders = [each for each in papers if each.kind in FIXING]
    ordered = [name for each in orders for name, _place in each.people]
    unread = [name for each in orders if not each.couples for name in each.names]
    for each in papers:
        for couple in _unordered(each, fixed) if fixed and each.kind in _PAIRED else ():
            guided = _is_guided(couple.mentee, fixed)
            named = any(likely(name, couple.mentee) for name in ordered)
            changed = any(likely(name, couple.mentee) for name in unread)
            if changed or (named and not guided) or is_renamed(couple, fixed, papers):
                continue  # an order names the mentee in words from which no pair was read
            why = "у наставляемого там другой наставник" if guided else couple.mentee.text
            yield _finding(
                "DG667", f"Пары нет в приказе: {why}.", couple.place,
                "Исправьте бумагу или издайте приказ об изменении.",
            )  # fmt: skip


def _unordered(paper: Evidence, fixed: Sequence[Couple]) -> Iterator[Couple]:
    """Yield the couples of a paper that no order fixes.

    Where it names the right mentor of somebody, too, the other one only helps; a paper of one pair
    that names it may name guests. A mentee of the orders is no mentor yet.
    """
    right = [each for each in paper.couples if any(_one(each, known) for known in fixed)]
    for each in paper.couples:
        helped = any(likely(other.mentee, each.mentee) for other in right)
        guest = right and paper.kind not in _REGISTERS and _is_known(each.mentee, fixed)
        if not helped and not guest and not _is_known(each.mentor, fixed):
            yield each


def _is_known(name: Name, fixed: Sequence[Couple]) -> bool:
    """Whether somebody is a mentee by the orders, and no mentor."""
    return _is_guided(name, fixed) and not any(likely(name, each.mentor) for each in fixed)


def _is_guided(name: Name, fixed: Sequence[Couple]) -> bool:
    return any(likely(name, each.mentee) for each in fixed)


def _fixed(papers: Sequence[Evidence]) -> list[Couple]:
    """Return the couples that orders fix; none if of one of them no couple was read.

    What an order and its annex both say is said once.
    """
    orders = [each for each in papers if each.kind in FIXING]
    annexed = any(each.kind == "annex-pairs" and each.couples for each in orders)
    if any(each.kind == "order-pairs" and not each.couples for each in orders) and not annexed:
        return []
    fixed = [c for each in orders if each.kind != "annex-pairs" for c in each.couples]
    lists = (c for each in orders if each.kind == "annex-pairs" for c in each.couples)
    return [*fixed, *(c for c in lists if not any(_one(c, known) for known in fixed))]


def _one(couple: Couple, other: Couple) -> bool:
    return likely(couple.mentor, other.mentor) and likely(couple.mentee, other.mentee)


def pairs_counted(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield reports that tell of another number of pairs than the orders fix."""
    fixed = _fixed(papers)
    right = possible(fixed)
    for each in papers:
        if fixed and each.kind in _REPORTS:
            for number, place in told_pairs(each.document):
                if number not in right:
                    yield _finding(
                        "DG673", f"Названо пар: {number}, а по приказам: {len(fixed)}.", place,
                        "Пересчитайте пары по приказам.", Severity.WARNING,
                    )  # fmt: skip


def numbers_once(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield orders of one year that have one number."""
    seen: dict[tuple[str, int], Evidence] = {}
    for each in papers:
        if each.paper == "order" and each.number and each.day:
            key = (each.number.casefold(), each.day.year)
            first = seen.setdefault(key, each)
            copy = first.head.title == each.head.title and first.day == each.day
            if first is not each and first.text != each.text and not copy:
                yield _finding(
                    "DG670", f"Номер {each.number} – и у приказа в файле «{first.file}».",
                    _head(each), "Проверьте номера по журналу регистрации.",
                )  # fmt: skip


def everybody_reads(papers: Sequence[Evidence], _: Signs) -> Found:
    """Yield employees whom an order names and who have not signed that they read it."""
    for each in papers:
        for name, place in unacquainted(each) if each.paper == "order" else ():
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
        told = any(found.code == "DG634" for found in each.report)  # norms say it already
        asked = each.paper in _ANNEXED and not told
        for number, place in each.missing_annexes if asked else ():
            if (each.number.casefold(), number) in apart:
                continue
            if not _approves(each, papers) or is_lacking(each, number, papers):
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
        united = each.kind in _UNITED and (_consents(each.text) or _consents(each.head.title))
        if late and (united or (each.kind == "consent-data" and _SHOWS.search(each.text))):
            yield _finding(
                "DG675", "Согласие на обработку персональных данных – в одной бумаге с другим.",
                _head(each), "С 1 сентября 2025 г. его оформляют отдельным документом.",
            )  # fmt: skip


def _consents(text: str) -> bool:
    """Whether a text gives a consent to processing; that it is given apart, it may say."""
    plain = _ASIDE.sub("", text.casefold())
    return any("отдельн" not in found[0] for found in _CONSENTS.finditer(plain))


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
    one_spelling_in_short,
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
