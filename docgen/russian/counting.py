"""Numbers with nouns in oblique cases: «от 21 года», «до 5 лет», «к 5 годам», «2 наставникам»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from docgen.records import Frozen
from docgen.russian import dictionary
from docgen.russian.cases import ALL_CASES, NBSP, AnyCase
from docgen.russian.numbers import figures, plural

if TYPE_CHECKING:
    from docgen.russian.opencorpora import Parse


class Countable(Frozen):
    """A noun in both numbers and all cases; `few` is its form after 2, 3 and 4."""

    one: Mapping[AnyCase, str]
    several: Mapping[AnyCase, str]
    few: str
    animate: bool

    def beside(self, number: float, case: AnyCase) -> str:
        """Return the form beside a number that stands in a case."""
        if number != int(number):
            return self.one["gen"]
        if case == "acc" and self.animate and abs(number) in (2, 3, 4):
            return self.several["gen"]
        if case in ("nom", "acc"):
            return plural(number, self.one[case], self.few, self.several["gen"])
        return plural(number, self.one[case], self.several[case], self.several[case])


# One, several, and what follows 2–4 where it is not the genitive of one; «+» is for somebody.
_NOUNS = """
год года году год годом годе / годы лет годам годы годами годах
месяц месяца месяцу месяц месяцем месяце / месяцы месяцев месяцам месяцы месяцами месяцах
день дня дню день днём дне / дни дней дням дни днями днях
неделя недели неделе неделю неделей неделе / недели недель неделям недели неделями неделях
час часа часу час часом часе / часы часов часам часы часами часах
минута минуты минуте минуту минутой минуте / минуты минут минутам минуты минутами минутах
раз раза разу раз разом разе / разы раз разам разы разами разах
пара пары паре пару парой паре / пары пар парам пары парами парах
группа группы группе группу группой группе / группы групп группам группы группами группах
форма формы форме форму формой форме / формы форм формам формы формами формах
класс класса классу класс классом классе / классы классов классам классы классами классах
балл балла баллу балл баллом балле / баллы баллов баллам баллы баллами баллах
лист листа листу лист листом листе / листы листов листам листы листами листах
пункт пункта пункту пункт пунктом пункте / пункты пунктов пунктам пункты пунктами пунктах
встреча встречи встрече встречу встречей встрече / встречи встреч встречам встречи встречами встречах
занятие занятия занятию занятие занятием занятии / занятия занятий занятиям занятия занятиями занятиях
+человек человека человеку человека человеком человеке / люди человек человекам человек человеками человеках
+наставник наставника наставнику наставника наставником наставнике / наставники наставников наставникам наставников наставниками наставниках
+куратор куратора куратору куратора куратором кураторе / кураторы кураторов кураторам кураторов кураторами кураторах
+педагог педагога педагогу педагога педагогом педагоге / педагоги педагогов педагогам педагогов педагогами педагогах
+ученик ученика ученику ученика учеником ученике / ученики учеников ученикам учеников учениками учениках
+участник участника участнику участника участником участнике / участники участников участникам участников участниками участниках
+наставляемый наставляемого наставляемому наставляемого наставляемым наставляемом / наставляемые наставляемых наставляемым наставляемых наставляемыми наставляемых / наставляемых
+обучающийся обучающегося обучающемуся обучающегося обучающимся обучающемся / обучающиеся обучающихся обучающимся обучающихся обучающимися обучающихся / обучающихся
"""  # noqa: E501  a noun is a line


def counted(number: float, noun: str, case: AnyCase = "nom") -> str:
    """Return a number with its noun in a case, never parted.

    The noun is given in the nominative singular: `counted(21, "год", "gen")` is «21 года» (as in
    «от 21 года»), `counted(5, "год", "dat")` is «5 годам».
    """
    return f"{figures(number)}{NBSP}{beside(number, noun, case)}"


def beside(number: float, noun: str, case: AnyCase = "nom") -> str:
    """Return the noun alone, in the form that it has beside the number."""
    countable = _known().get(noun.lower()) or _from_dictionary(noun.lower())
    if countable is None:
        raise ValueError(f"слова «{noun}» нет в словаре: назовите его формы сами")
    return countable.beside(number, case)


@cache
def _known() -> dict[str, Countable]:
    return {noun.one["nom"]: noun for noun in map(_from_line, _NOUNS.strip().splitlines())}


def _from_line(line: str) -> Countable:
    one, several, *few = (part.split() for part in line.lstrip("+").split("/"))
    singular = dict(zip(ALL_CASES, one, strict=True))
    after_two = few[0][0] if few else singular["gen"]
    return Countable(
        singular, dict(zip(ALL_CASES, several, strict=True)), after_two, line.startswith("+")
    )


@lru_cache(maxsize=512)
def _from_dictionary(noun: str) -> Countable | None:
    parse = next(_singular(noun), None)
    if parse is None:
        return None
    one = {case: _inflected(parse, "sing", case) for case in ALL_CASES}
    several = {case: _inflected(parse, "plur", case) for case in ALL_CASES}
    if not (all(one.values()) and all(several.values())):
        return None
    adjectival = noun.removesuffix("ся").endswith(("ый", "ий", "ой", "ая"))
    few = several["gen"] if adjectival else one["gen"]
    return Countable(one, several, few, adjectival or "anim" in parse.tag)


def _singular(noun: str) -> Iterator[Parse]:
    """Yield nouns first, then what has become one: «заведующий»."""
    nominatives = [each for each in dictionary.known(noun) if {"nomn", "sing"} <= each.tag]
    for parts in ({"NOUN"}, {"ADJF", "PRTF"}):
        yield from (parse for parse in nominatives if parts & parse.tag)


def _inflected(parse: Parse, number: str, case: AnyCase) -> str:
    grammeme = "nomn" if case == "nom" else dictionary.GRAMMEMES[case]
    animate = {"anim"} & parse.tag if case == "acc" else frozenset[str]()
    return parse.inflected(frozenset({number, grammeme, *animate}))
