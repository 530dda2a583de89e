"""Rules F: figures that can be counted, and words that agree with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.model import Indicator
from docgen.rules.situation import Found, Numbers, Path, Situation, Violation

NAME = re.compile(r"[^\W\d]\w*")
COUNT_OF_FORMS = re.compile(
    r"\b(двух|двум|двумя|трёх|трех|трём|трем|четырёх|четырех|четырём|пяти|пятью|шести)\s+форм", re.I
)
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


def goals_measured(situation: Situation, _: Numbers) -> Found:
    """F7: a goal that is to be judged has an indicator."""
    for index, each in enumerate(situation.programme.about.evaluation):
        if not each.indicator:
            yield Violation(
                ("programme", "evaluation", index),
                "У критерия нет показателя.",
                "Назовите код показателя (indicator) или уберите критерий.",
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
    "F7": goals_measured,
    "F6": dynamics_said,
    "F8": forms_counted,
}
