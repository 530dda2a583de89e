"""Which rules hold here, how much each matters, and what breaks them.

`rules.yaml` of the packs says of every rule its code, severity and basis, and the numbers it counts
by; a region or a school lays its own over it. What a rule means is in `docgen explain`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.model import Day, Form, Programme, Waiver
from docgen.packs import PackStack
from docgen.records import Frozen, field, replace
from docgen.rules import bundle, consents, dates, figures, participants, sources, words
from docgen.rules.lines import Documents, wordy_kinds
from docgen.rules.situation import Formula, Found, Numbers, Situation, Violation
from docgen.schema import build, nearest
from docgen.source import Source

_CHECKS: Mapping[str, Callable[[Situation, Numbers], Found]] = {
    **participants.RULES,
    **consents.RULES,
    **dates.RULES,
    **bundle.RULES,
    **figures.RULES,
    **sources.RULES,
    **words.RULES,
}
_OFF = "off"
UNSEEN = Documents()


class Rule(Frozen):
    """A rule as the packs have it: `severity` is «off» where a layer has switched it off.

    `words` are beginnings of words by which it knows what it is about.
    """

    id: str
    code: str
    severity: str
    basis: str
    numbers: Numbers = field(default_factory=dict)
    words: Numbers = field(default_factory=dict)

    @property
    def goes_by(self) -> Numbers:
        """The numbers and the words together."""
        return {**self.numbers, **self.words}


class Waived(Frozen):
    """A finding that the school has decided to live with, and why."""

    rule: str
    finding: Diagnostic
    reason: str


class Judgement(Frozen):
    """What breaks the rules, and what would, had the school not given its reasons."""

    report: Report
    waived: tuple[Waived, ...] = ()


def rules(packs: PackStack) -> tuple[Rule, ...]:
    """Return the rules as the packs have them, in the order of `rules.yaml`.

    Numbers that are said once for all hold for a rule that has none of its own.
    """
    table = packs.table("rules")
    common = table.get("numbers", {})
    return tuple(
        build(Rule, {**row, "numbers": {**common, **row.get("numbers", {})}})
        for row in table.get("rules", ())
    )


def judge(
    programme: Programme,
    packs: PackStack,
    source: Source,
    on: Day | None = None,
    documents: Documents = UNSEEN,
) -> Judgement:
    """Judge a programme by the rules; `on` is the day by which its papers have to be there."""
    situation = replace(_situation(programme, packs, documents), on=on)
    known = rules(packs)
    found: list[Diagnostic] = []
    waived: list[Waived] = []
    used: set[Waiver] = set()
    for rule in known:
        for violation in _broken(rule, situation):
            finding = _finding(rule, violation, source)
            waiver = _waiver(rule, violation, programme.waivers)
            if waiver is None:
                found.append(finding)
            else:
                used.add(waiver)
                waived.append(Waived(rule.id, finding, waiver.reason))
    found += _idle(programme, known, used, source)
    return Judgement(Report(found), tuple(waived))


def _situation(programme: Programme, packs: PackStack, documents: Documents) -> Situation:
    forms = packs.table("forms").get("forms", {})
    chosen = {name: build(Form, forms[name]) for name in programme.about.forms if name in forms}
    roles = frozenset(role["id"] for role in packs.table("texts").get("roles", ()))
    return Situation(
        programme,
        chosen,
        roles,
        _formulas(packs),
        _regional(programme, packs),
        frozenset(packs.table("rules").get("abbreviations", ())),
        tuple(packs.table("rules").get("terms", ())),
        wordy_kinds(packs, documents.said),
        packs.kinds(),
        documents.published,
    )


def _formulas(packs: PackStack) -> dict[str, Formula]:
    """Return how the packs count indicators, by their codes."""
    rows = packs.table("indicators").get("indicators", ())
    return {each["code"]: Formula(each.get("formula", ""), each.get("form")) for each in rows}


def _regional(programme: Programme, packs: PackStack) -> tuple[tuple[str, str], ...]:
    """Return the acts of the school's region that the packs know."""
    acts = packs.table("acts").get("acts", ())
    region = programme.school.region
    own = (act for act in acts if region and act.get("region") == region)
    return tuple((act["id"], act.get("short") or act["kind"]) for act in own)


def _broken(rule: Rule, situation: Situation) -> Found:
    """Yield what breaks a rule; rules that are found elsewhere have no check here."""
    if rule.severity != _OFF and rule.id in _CHECKS:
        yield from _CHECKS[rule.id](situation, rule.goes_by)


def _finding(rule: Rule, violation: Violation, source: Source) -> Diagnostic:
    return Diagnostic(
        rule.code,
        violation.message,
        violation.place or source.place(violation.path),
        violation.hint,
        Severity.INFO if violation.note else Severity(rule.severity),
        violation.path,
    )


def _waiver(rule: Rule, violation: Violation, waivers: tuple[Waiver, ...]) -> Waiver | None:
    """Return the waiver that covers this: of the rule, and of nothing else or of what it is of."""
    own = (each for each in waivers if each.rule == rule.id)
    return next((each for each in own if not each.about or each.about in violation.about), None)


def _idle(
    programme: Programme, known: tuple[Rule, ...], used: set[Waiver], source: Source
) -> Iterator[Diagnostic]:
    """Yield waivers that waive nothing: of a rule that there is not, or that nobody breaks."""
    names = [rule.id for rule in known]
    for index, waiver in enumerate(programme.waivers):
        path = ("waivers", index, "rule")
        if waiver.rule not in names:
            near = nearest(waiver.rule, names)
            hint = f"Возможно, {near}." if near else f"Есть: {', '.join(names)}."
            message = f"Правила «{waiver.rule}» нет."
            yield Diagnostic("DG418", message, source.place(path), hint, Severity.WARNING, path)
        elif waiver not in used:
            message = f"Отступление от правила {waiver.rule} ни к чему не относится."
            hint = "Правило выполнено: запись можно убрать."
            yield Diagnostic("DG419", message, source.place(path), hint, Severity.INFO, path)
