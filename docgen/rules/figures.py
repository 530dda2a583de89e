"""Rules F: figures that can be counted, and words that agree with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.model import Indicator
from docgen.model.counting import COUNTED, REPORT
from docgen.rules.situation import Formula, Found, Numbers, Path, Situation, Violation

NAME = re.compile(r"[^\W\d]\w*")
COUNT_OF_FORMS = re.compile(
    r"\b(двух|двум|двумя|трёх|трех|трём|трем|четырёх|четырех|четырём|пяти|пятью|шести)\s+форм", re.I
)
FRACTION = re.compile(r"\s*(?P<numerator>\w+)\s*/\s*(?P<denominator>\w+)")
WHOLE = 100  # per cent
GROWTH = re.compile(r"положительн\w+\s+динамик", re.I)
AMOUNTS = {"дв": 2, "тр": 3, "че": 4, "пя": 5, "ше": 6}


def symbols_defined(situation: Situation, _: Numbers) -> Found:
    """F1: every letter of a formula has a meaning, and every meaning is used."""
    for path, indicator in _own(situation):
        used = set(NAME.findall(indicator.formula))
        defined = {each.symbol for each in indicator.variables}
        if indicator.formula and indicator.variables and used != defined:
            odd = ", ".join(sorted(used ^ defined))
            yield Violation(
                (*path, "variables"),
                f"Показатель «{indicator.code}»: буквы формулы и их пояснения расходятся ({odd}).",
                "Объясните каждую букву формулы в variables и уберите лишние.",
                (indicator.code,),
            )


def possible_shares(situation: Situation, _: Numbers) -> Found:
    """F2: a share has a whole, and is not greater than it."""
    yield from _above_all(situation)
    for path, indicator in _indicators(situation):
        part, whole = indicator.numerator, indicator.denominator
        if whole == 0 or (part is not None and whole is not None and part > whole):
            yield Violation(
                (*path, "denominator"),
                f"Показатель «{indicator.code}»: доля невозможна ({part:g} из {whole:g})."
                if part is not None and whole is not None
                else f"Показатель «{indicator.code}»: знаменатель – ноль.",
                "Проверьте numerator и denominator.",
                (indicator.code,),
            )


def _above_all(situation: Situation) -> Found:
    """Yield shares of the school's own that are stated as more than all; growth has a minus."""
    for path, indicator in _own(situation):
        grows = {"-", "–", "−"} & set(indicator.formula)
        for name in ("before", "after"):
            stated = getattr(indicator, name)
            if indicator.unit == "%" and stated is not None and stated > WHOLE and not grows:
                yield Violation(
                    (*path, name),
                    f"Показатель «{indicator.code}»: доля больше целого ({stated:g} %).",
                    "Проверьте значение или единицу (unit).",
                    (indicator.code,),
                )


def indicator_whole(situation: Situation, _: Numbers) -> Found:
    """F4: an indicator of the school's own says how it is counted and what it has to reach."""
    for path, indicator in _own(situation):
        compared = indicator.before is not None or indicator.after is not None
        counted = compared or indicator.formula or indicator.denominator is not None
        lacking = [
            *([] if indicator.method else ["метода сбора"]),
            *([] if counted else ["формулы"]),
            *([] if indicator.targets or compared else ["целевого значения"]),
        ]
        if lacking:
            yield Violation(
                path,
                f"У показателя «{indicator.code}» нет {', '.join(lacking)}.",
                "Допишите method, formula, targets: без них значение не проверить.",
                (indicator.code,),
            )


def goals_measured(situation: Situation, words: Numbers) -> Found:
    """F7: a goal that is to be judged has an indicator, and an indicator with a target a goal."""
    for index, each in enumerate(situation.programme.about.evaluation):
        if not each.indicator:
            yield Violation(
                ("programme", "evaluation", index),
                "У критерия нет показателя.",
                "Назовите код показателя (indicator) или уберите критерий.",
            )
    judging = {each.indicator for each in situation.programme.about.evaluation}
    for path, indicator in _own(situation):
        served = indicator.goal or indicator.code in judging or not indicator.targets
        if judging and not served:
            yield Violation(
                path,
                f"У показателя «{indicator.code}» есть целевое значение, а цели нет.",
                "Назовите цель (goal) или критерий, который им проверяют (programme.evaluation).",
                (indicator.code,),
            )
    yield from _without_advice(situation, words)


def _without_advice(situation: Situation, words: Numbers) -> Found:
    """Yield the final report if a layer has taken its recommendations away."""
    for each in situation.wordy:
        text = " ".join(line.text for line in each.lines).casefold()
        if each.kind.name == REPORT and text and not any(word in text for word in words["advice"]):
            yield Violation(
                ("programme",),
                "В итоговом отчёте нет рекомендаций: свои тексты школы или области убрали их.",
                "Верните раздел рекомендаций: анализ, из которого ничего не следует, не нужен.",
                (REPORT,),
            )


def forms_counted(situation: Situation, _: Numbers) -> Found:
    """F8: the number of forms in the school's own words is the number of forms chosen."""
    about = situation.programme.about
    texts: list[tuple[Path, str]] = [(("programme", "goal"), about.goal)]
    texts += [(("programme", "introduction", n), text) for n, text in enumerate(about.introduction)]
    for path, text in texts:
        found = COUNT_OF_FORMS.search(text)
        if found and AMOUNTS[found[1][:2].casefold()] != len(about.forms):
            yield Violation(
                path,
                f"В тексте сказано о «{found[0]}…», а выбрано форм: {len(about.forms)}.",
                "Исправьте число в тексте или programme.forms.",
            )


def dynamics_said(situation: Situation, _: Numbers) -> Found:
    """F6: who writes of growth has figures that grow."""
    fallen = [
        indicator.code
        for _path, indicator in _indicators(situation)
        if indicator.before is not None
        and indicator.after is not None
        and indicator.after <= indicator.before
    ]
    for path, pair in situation.pairs():
        for index, text in enumerate(pair.report):
            if fallen and GROWTH.search(text):
                yield Violation(
                    (*path, "report", index),
                    f"В отчёте сказано о положительной динамике, а показатель «{fallen[0]}» "
                    "не вырос.",
                    "Исправьте слова или значения before и after.",
                    (pair.id, *fallen),
                )


def counts_agree(situation: Situation, words: Numbers) -> Found:
    """F5: what the school counts itself is what orders, diaries and answers come to."""
    for path, indicator in _indicators(situation):
        if indicator.code in situation.indicators and not indicator.formula:
            yield from _misstated(situation, path, indicator)
    yield from _meetings_told(situation, words)
    yield from _too_many_answers(situation)


def _misstated(situation: Situation, path: Path, indicator: Indicator) -> Found:
    """Yield quantities of a formula of the packs that are other than the pairs have them."""
    formula = situation.indicators[indicator.code]
    programme = situation.programme
    pairs = [each for each in programme.pairs if formula.form in (None, each.form)]
    for where, symbol, stated in _stated(indicator, formula):
        counted = COUNTED[symbol](programme, pairs) if symbol in COUNTED else stated
        if counted != stated:
            yield Violation(
                (*path, *where),
                f"Показатель «{indicator.code}»: {symbol} = {stated:g}, а по парам программы – "
                f"{counted:g}.",
                "Уберите число, docgen посчитает его сам, или допишите пары, которых не хватает.",
                (indicator.code,),
            )


def _stated(indicator: Indicator, formula: Formula) -> Iterator[tuple[Path, str, float]]:
    """Yield the quantities that the school states beside a formula of the packs."""
    for index, each in enumerate(indicator.variables):
        if each.amount is not None:
            yield ("variables", index, "amount"), each.symbol, each.amount
    fraction = FRACTION.match(formula.formula)
    for name, symbol in fraction.groupdict().items() if fraction else ():
        stated = getattr(indicator, name)
        if stated is not None:
            yield (name,), symbol, stated


def _meetings_told(situation: Situation, words: Numbers) -> Found:
    """Yield reports that tell another number of meetings than the diary has."""
    said = re.compile(
        rf"(?:{'|'.join(words['held'])})\w*\s+(\d+)\s+(?:{'|'.join(words['meetings'])})", re.I
    )
    for path, pair in situation.pairs():
        for index, text in enumerate(pair.report if pair.meetings else ()):
            told = said.search(text)
            if told and int(told[1]) != len(pair.meetings):
                yield Violation(
                    (*path, "report", index),
                    f"В отчёте пары «{pair.id}» встреч {told[1]}, а в дневнике – "
                    f"{len(pair.meetings)}.",
                    "Исправьте число или допишите встречи (meetings).",
                    (pair.id,),
                )


def _too_many_answers(situation: Situation) -> Found:
    """Yield surveys of participants that more people have answered than take part."""
    sides = {"mentor": "mentors", "mentee": "mentees"}
    for index, survey in enumerate(situation.programme.surveys):
        side = sides.get(survey.role) if survey.role else None
        if side is None or survey.phase == "selection":
            continue
        pairs = [e for e in situation.programme.pairs if survey.form in (None, e.form)]
        asked = {person for pair in pairs for person in getattr(pair, side)}
        answered = {each.respondent for each in survey.answers}
        if len(answered) > len(asked):
            yield Violation(
                ("surveys", index, "answers"),
                f"На анкету «{survey.id}» ответили {len(answered)}, а участников по парам – "
                f"{len(asked)}.",
                "Проверьте respondent: у одного человека – одно обозначение.",
                (survey.id,),
            )


def _indicators(situation: Situation) -> Iterator[tuple[Path, Indicator]]:
    for index, indicator in enumerate(situation.programme.indicators):
        yield ("indicators", index), indicator


def _own(situation: Situation) -> Iterator[tuple[Path, Indicator]]:
    """Yield the indicators that the packs do not describe."""
    known = situation.indicators
    return (each for each in _indicators(situation) if each[1].code not in known)


RULES = {
    "F1": symbols_defined,
    "F2": possible_shares,
    "F4": indicator_whole,
    "F5": counts_agree,
    "F7": goals_measured,
    "F6": dynamics_said,
    "F8": forms_counted,
}
