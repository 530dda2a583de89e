"""Rules D: the papers that an inspector asks for are there by the day they are asked for."""

from __future__ import annotations

from docgen.model import Day, Pair, Phase, Programme
from docgen.packs import Kind
from docgen.rules.situation import Found, Numbers, Situation, Violation, day


def regulation_approved(situation: Situation, _: Numbers) -> Found:
    """D1: an order approves the regulation before the programme begins."""
    yield from _lacking_order(situation, "order-regulation", "об утверждении Положения")


def roadmap_approved(situation: Situation, _: Numbers) -> Found:
    """D2: an act approves the road map: the same order, or the paper itself has a date."""
    if not situation.programme.document("roadmap").date:
        yield from _lacking_order(situation, "order-regulation", "об утверждении дорожной карты")


def _lacking_order(situation: Situation, kind: str, what: str) -> Found:
    programme = situation.programme
    if situation.on and situation.on >= programme.start and not programme.document(kind).date:
        yield Violation(
            ("programme", "start"),
            f"Программа идёт с {day(programme.start)}, а у приказа {what} нет даты.",
            f"Издайте приказ и впишите его номер и дату (documents, {kind}).",
            (kind,),
        )


def pairs_fixed(situation: Situation, _: Numbers) -> Found:
    """D3: an order fixes every pair that works."""
    for path, pair in situation.active():
        start = situation.programme.period(pair)[0]
        if situation.on and start <= situation.on and not _fixed(situation, pair):
            name = "/".join(filter(None, situation.programme.order_of(pair)))
            yield Violation(
                path,
                f"Пара «{pair.id}» работает с {day(start)}, а у приказа о закреплении нет даты.",
                f"Издайте приказ и впишите его номер и дату (documents, {name}).",
                (pair.id, name),
            )


def _fixed(situation: Situation, pair: Pair) -> bool:
    """Whether a pair has an order: the one that fixed it, or the one that changed its people."""
    programme = situation.programme
    if not pair.replaces:
        return situation.ordered_on(pair) is not None
    changes = (each for each in programme.changes if pair.replaces in {p.id for p in each.pairs})
    return any(programme.document("order-change", each.id).date for each in changes)


def stimulation(situation: Situation, _: Numbers) -> Found:
    """D4: a local act says how mentors are encouraged."""
    programme = situation.programme
    asked = situation.on and situation.on >= programme.start and programme.has_teachers
    if asked and not any(act.about for act in programme.acts):
        yield Violation(
            ("acts",) if programme.acts else ("programme",),
            "Нет локального акта о стимулировании наставников.",
            "Если он есть, опишите его в acts и отметьте: about: pay.",
        )


def active_pair_has_plan(situation: Situation, numbers: Numbers) -> Found:
    """D5: a pair that works has a plan."""
    for path, pair in situation.active():
        start = situation.programme.period(pair)[0]
        late = situation.on and (situation.on - start).days > numbers["days"]
        if late and not pair.plan:
            yield Violation(
                path,
                f"Пара «{pair.id}» работает с {day(start)}, а плана нет.",
                "Впишите план пары (plan) или возьмите его из таблицы: docgen import.",
                (pair.id,),
            )


def concluded(situation: Situation, numbers: Numbers) -> Found:
    """D6: a programme that is over has been followed by monitoring and a final report."""
    programme = situation.programme
    over = situation.on and (situation.on - programme.end).days > numbers["days"]
    for kind, what in (
        ("order-monitoring", "приказа о проведении мониторинга"),
        ("final-report", "итогового аналитического отчёта"),
    ):
        if over and not programme.document(kind).date:
            yield Violation(
                ("programme", "end"),
                f"Программа кончилась {day(programme.end)}, а {what} нет.",
                f"Составьте его и впишите дату (documents, {kind}).",
                (kind,),
            )


def everybody_reads(situation: Situation, _: Numbers) -> Found:
    """D7: whoever an order names reads it."""
    programme = situation.programme
    for name, document in programme.documents.items():
        if not (document.acquainted and name.startswith("order-pair")):
            continue
        named = {
            person
            for pair in programme.pairs
            if "/".join(filter(None, programme.order_of(pair))) == name
            for person in pair.participants
        }
        missing = sorted(
            each for each in named - set(document.acquainted) if _reads(programme, each)
        )
        if missing:
            yield Violation(
                ("documents", name, "acquainted"),
                f"С приказом «{name}» не ознакомлены: {', '.join(missing)}.",
                "Допишите их в acquainted или уберите acquainted: docgen составит список сам.",
                (name, *missing),
            )


def _reads(programme: Programme, person: str) -> bool:
    """Whether somebody signs for himself: for pupils their representatives do."""
    return not programme.person(person).is_student


def plan_carried_out(situation: Situation, _: Numbers) -> Found:
    """D10: what was planned and is past has a result."""
    for path, pair in situation.pairs():
        end = situation.programme.period(pair)[1]
        if not situation.on or end >= situation.on or pair.replaces or pair.terminated:
            continue
        empty = [index for index, item in enumerate(pair.plan) if not (item.fact or item.mark)]
        if empty:
            yield Violation(
                (*path, "plan", empty[0]),
                f"Срок пары «{pair.id}» кончился {day(end)}, а в плане нет отметок "
                f"об исполнении: {len(empty)}.",
                "Впишите fact или mark пунктов плана.",
                (pair.id,),
            )


def before_and_after(situation: Situation, _: Numbers) -> Found:
    """D11: the survey after the work was answered by those who answered before it."""
    for index, survey in enumerate(situation.programme.surveys):
        answered: dict[Phase, set[str]] = {}
        for each in survey.answers:
            answered.setdefault(each.phase or survey.phase, set()).add(each.respondent)
        before, after = (answered.get(phase, set()) for phase in ("before", "after"))
        if after - before:
            yield Violation(
                ("surveys", index, "answers"),
                f"Анкету «{survey.id}» после работы заполнили те, кто не заполнял её до: "
                f"{len(after - before)}.",
                "Сравнивать можно только ответы тех же людей: проверьте respondent.",
                (survey.id,),
            )


def site_section(situation: Situation, _: Numbers) -> Found:
    """D12: of every paper for the site that is in force, a copy has been made for it.

    What hangs there docgen cannot know; a school that makes no copies is not asked.
    """
    programme = situation.programme
    if situation.published is None or not programme.about.publication:
        return
    for kind in situation.kinds:
        issued = _in_force(programme, kind) if kind.publish else None
        due = issued and (situation.on is None or issued <= situation.on)
        if due and kind.name not in situation.published:
            yield Violation(
                ("programme", "publication"),
                f"Среди копий для сайта нет документа «{kind.short}».",
                "Создайте копии заново: docgen build --publish – и разместите их.",
                (kind.name,),
            )


def _in_force(programme: Programme, kind: Kind) -> Day | None:
    """Return since when a paper is in force: by its own date or by the order that approves it."""
    approving = [each["document"] for each in kind.stamps if each.get("document")]
    dates = (
        programme.document(each).date for each in (kind.name, *approving, kind.annex_of) if each
    )
    return next((each for each in dates if each), None)


RULES = {
    "D1": regulation_approved,
    "D2": roadmap_approved,
    "D3": pairs_fixed,
    "D4": stimulation,
    "D5": active_pair_has_plan,
    "D6": concluded,
    "D7": everybody_reads,
    "D10": plan_carried_out,
    "D11": before_and_after,
    "D12": site_section,
}
