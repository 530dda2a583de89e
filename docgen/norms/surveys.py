"""The rule of questionnaires: how their features and columns are named, how they address people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docgen.norms.checking import Found, Paper, Rules, of_each_part, slip
from docgen.norms.document import Paragraph
from docgen.russian import dictionary
from docgen.russian.opencorpora import Grammemes

RULES: Final[Rules[Paper]] = Rules()
_SURVEY: Final = "survey"
_WORD: Final = re.compile(r"[А-ЯЁа-яё]{2,}(?:-[а-яё]+)*")
_NAMING: Final = ({"NOUN"}, {"ADJF"}, {"PRTF"})
_ASKING: Final = ({"NPRO"}, {"Apro"}, {"Ques"})  # «Какого», «Кому»: a question begins so
_DOING: Final = ({"VERB"}, {"INFN"}, {"PRTS"}, {"ADJS"}, {"GRND"}, {"PRED"})
_FAMILIAR: Final = ({"VERB", "2per", "sing"}, {"VERB", "impr", "sing"})
_THOU: Final = re.compile(
    r"(?i)\b(?:ты|теб[яе]|тобой|тво(?:й|я|ё|е|его|ей|ему|им|ём|и|их|ими|ю))\b"
)


@RULES.add("R24", "DG644")
@of_each_part
def questions(paper: Paper) -> Iterator[Found]:
    """Features and columns are named in the nominative; people are addressed as «вы»."""
    kind = paper.requisites.kind
    if kind is None or kind.id != _SURVEY:
        return
    wrongly = "Признак или графа анкеты названы не в именительном падеже"
    for each in paper.seen:
        if _names(each) and _oblique(each.text):
            yield slip(wrongly, each, "Назовите существительным: «Оценка», «Срок»; или спросите.")
        if _THOU.search(each.text) or any(map(_familiar, _words(each.text))):
            yield slip("Анкета обращается на «ты»", each, "Пишите на «вы»: «имеете», «были».")


def _names(paragraph: Paragraph) -> bool:
    """Whether a paragraph names a column or a row of a table."""
    cell = paragraph.cell
    return cell is not None and cell.ruled and (cell.row == 1 or cell.head or cell.column == 1)


def _oblique(text: str) -> bool:
    """Whether a name begins with a noun or its attribute that is surely no nominative."""
    words = _words(text)
    if not words or "?" in text or not text.strip().startswith(words[0]):
        return False
    read = _readings(words[0])
    naming = all(_any(tag, _NAMING) and not _any(tag, _ASKING) for tag in read)
    doing = any(_any(tag, _DOING) for word in words[1:] for tag in _readings(word))
    return bool(read) and naming and not doing and not any({"nomn"} <= tag for tag in read)


def _familiar(word: str) -> bool:
    """Whether a word is surely a verb in the second person singular."""
    read = _readings(word)
    return bool(read) and all(_any(tag, _FAMILIAR) for tag in read)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _readings(word: str) -> list[Grammemes]:
    """Return how the dictionary reads a word; an unknown one is not judged."""
    return [parse.tag for parse in dictionary.known(word.lower())]


def _any(tag: Grammemes, wanted: tuple[set[str], ...]) -> bool:
    return any(each <= tag for each in wanted)
