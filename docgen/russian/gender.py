"""The gender that a name shows, or None when it does not show: never a guess."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from docgen.russian import dictionary, petrovich
from docgen.russian.cases import Gender, Kind
from docgen.russian.cleaning import normalise
from docgen.russian.fio import Parts, split_full

_MALE_PATRONYMIC = ("вич", "ьич", "мич", "нич", "кич", "тич", "оглы", "улы", "углы", "уулу", "зода")
_FEMALE_PATRONYMIC = ("вна", "чна", "шна", "кызы", "гызы", "кизи")
_MALE_SURNAME = ("ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ской", "цкой", "ый")
_FEMALE_SURNAME = ("ова", "ева", "ёва", "ина", "ына", "ская", "цкая", "ая")
# Surnames that end like a woman's or a man's and belong to anybody.
_ANYBODY = frozenset(
    "бова сова корова голова подкова булава зимова полова основа щербина чуприна калина малина "
    "рябина былина осина бузина дубина година долина ялина кручина лещина тычина дружина вершина "
    "глина смородина нева плева шенгелая цулая кецбая тодуая гегелая берлин грин дарвин чаплин "
    "мартин франклин лев цин чин ярина пэйлин".split()
)
# Names of our schools, so that an ordinary class needs no dictionary.
_MEN = (
    "александр алексей анатолий андрей антон аркадий арсен арсений артём артем артур богдан борис "
    "вадим валентин валерий василий виктор виталий владимир владислав всеволод вячеслав гаврила "
    "геннадий георгий герман глеб григорий давид данила данил даниил демид денис дмитрий евгений "
    "егор елисей ефим захар иван игнат игорь илья иосиф ильдар камиль кирилл константин кузьма лев "
    "леонид лука макар максим марат марк матвей мирон михаил мстислав назар никита николай олег "
    "павел пётр петр платон прохор равиль радик рамиль ренат ринат роберт родион роман ростислав "
    "рубен руслан рустам савва савелий святослав семён семен сергей станислав степан тарас тимофей "
    "тимур трофим фёдор федор фома филипп эдуард эльдар юрий юлиан яков ян ярослав"
)
_WOMEN = (
    "агата аделина айгуль алевтина александра алёна алена алина алиса алла альбина амина анастасия "
    "ангелина анжелика анна антонина арина ася валентина валерия варвара василиса венера вера "
    "вероника виктория виолетта галина гузель дарина дарья диана динара ева евгения евдокия "
    "екатерина елена елизавета есения жанна зинаида злата зоя инга инна ирина камилла карина кира "
    "клавдия кристина ксения лариса лейла лидия лилия лия любовь людмила майя маргарита марина "
    "мария марьям милана милена мирослава надежда наталия наталья нелли ника нина оксана олеся "
    "ольга полина раиса регина римма рената роза сабина светлана серафима снежана софия софья "
    "стефания таисия тамара татьяна ульяна фатима эвелина элеонора эльвира эльмира эмилия эмма "
    "юлия яна ярослава мадлен кармен ирен элен хелен консуэло"
)
_EITHER = "саша женя валя паша шура слава мина мишель николь минь ли микки"
_FIRST_NAMES: dict[str, Gender | None] = {
    **dict.fromkeys(_MEN.split(), "m"),
    **dict.fromkeys(_WOMEN.split(), "f"),
    **dict.fromkeys(_EITHER.split()),
}


def detect_gender(text: str, kind: Kind = "full") -> Gender | None:
    """Tell the gender of a name, or None when it does not show.

    A patronymic decides, then the first name, then a surname whose ending has a gender; a first
    name and a surname that contradict each other tell nothing.
    """
    if kind == "full":
        return _of_parts(split_full(text))
    part = _BY_KIND.get(kind)
    return part(normalise(text)) if part else None


def _of_parts(parts: Parts) -> Gender | None:
    decided = _of_patronymic(parts.middle)
    if decided:
        return decided
    first, last = _of_first(parts.first), _of_surname(parts.last)
    return None if first and last and first != last else first or last


def _of_patronymic(middle: str) -> Gender | None:
    lower = middle.lower()
    if lower.endswith(_MALE_PATRONYMIC):
        return "m"
    return "f" if lower.endswith(_FEMALE_PATRONYMIC) else None


def _of_surname(last: str) -> Gender | None:
    """Only endings that have a gender count: «Ким» and «Щербина» may be anybody."""
    lower = last.lower().rpartition("-")[2]
    if lower in _ANYBODY or len(lower) < 4:
        return None
    if lower.endswith(_MALE_SURNAME):
        return "m"
    return "f" if lower.endswith(_FEMALE_SURNAME) else None


@lru_cache(maxsize=8192)
def _of_first(first: str) -> Gender | None:
    """Ask the list, else the dictionary, which petrovich must not contradict.

    Of a name that neither knows, the ending says nothing: Шинейд and Май are women.
    """
    lower = first.lower()
    if not lower or lower.endswith("."):
        return None
    if lower in _FIRST_NAMES:
        return _FIRST_NAMES[lower]
    ours, theirs = petrovich.first_name_gender(first), dictionary.first_name_gender(lower)
    return theirs if ours in (theirs, None) else None


_BY_KIND: dict[Kind, Callable[[str], Gender | None]] = {
    "first": _of_first,
    "middle": _of_patronymic,
    "last": _of_surname,
}
