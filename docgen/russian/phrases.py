"""Posts, organisations, documents and places: the head of the phrase declines, the rest stays.

The dictionary is OpenCorpora's (pymorphy3); the rule for the head is ours: adjectives that agree,
then the noun; what follows the noun is already in its case, and what stands in quotation marks or
brackets never changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.russian.cases import Case, Kind

_TOKEN = re.compile(r"«[^»]*»|\([^)]*\)|\"[^\"]*\"|[\w-]+\.?|\s+|.", re.DOTALL)
_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*$")
_GRAMMEME = {"gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "loc": "loct"}
_AGREEING = frozenset({"ADJF", "PRTF"})
_CONJUNCTIONS = frozenset({"и", "или"})
_SHARED = 3  # letters a form must share with its word: «лучший» is never «наихорошего»


@lru_cache(maxsize=4096)
def decline_phrase(text: str, case: Case, kind: Kind) -> str:
    """Put a post, the name of an organisation, a document or a place into a case."""
    if re.match(r"(?:и\.?\s?о\.|врио|исполняющ)", text):
        return text
    tokens = _TOKEN.findall(text)
    done = list(tokens)
    for start in _heads(tokens):
        for index, form in _decline_head(tokens, start, case, kind):
            done[index] = form
    return "".join(done)


def _heads(tokens: list[str]) -> Iterator[int]:
    """Yield where the phrase starts and where another one does: «учитель, тьютор»."""
    yield 0
    for index, token in enumerate(tokens):
        if token == ",":
            yield index + 2


def _decline_head(
    tokens: list[str], start: int, case: Case, kind: Kind
) -> Iterator[tuple[int, str]]:
    words = [
        (index, token)
        for index, token in enumerate(tokens[start:], start)
        if not token.isspace() and token not in _CONJUNCTIONS
    ]
    head = list(_head(words)) or list(_nounless(words))
    if not head:
        return
    noun = head[-1][1]
    for index, parse in head:
        form = _inflected(parse, noun, case, kind)
        yield index, _like(tokens[index], form, case, kind)


def _head(words: list[tuple[int, str]]) -> Iterator[tuple[int, Any]]:
    """Yield the agreeing words and the noun they agree with; nothing if there is no such noun."""
    agreeing: list[tuple[int, str]] = []
    for index, word in words:
        if not _WORD.match(word) or (word.isupper() and len(word) > 1):
            return
        noun = _noun(word, [text for _, text in agreeing])
        if noun is None or (_adjective(word, None) and _noun_follows(words, index)):
            agreeing.append((index, word))
            continue
        for place, text in agreeing:
            if (parse := _adjective(text, noun)) is None:
                return
            yield place, parse
        yield index, noun
        return


def _nounless(words: list[tuple[int, str]]) -> Iterator[tuple[int, Any]]:
    """Yield the adjectives that stand for a noun of their own: «заведующая библиотекой»."""
    for index, word in words:
        if not _WORD.match(word) or (parse := _adjective(word, None)) is None:
            return
        yield index, parse


def _noun_follows(words: list[tuple[int, str]], index: int) -> bool:
    """Whether a word that may be an adjective is one here: the next word is a noun it describes."""
    following = [word for place, word in words if place > index]
    if not following or not _WORD.match(following[0]):
        return False
    this = next(word for place, word in words if place == index)
    return _noun(following[0], [this]) is not None or _adjective(following[0], None) is not None


def _noun(word: str, agreeing: list[str]) -> Any:
    """Return the nominative parse of a noun that all the adjectives before it agree with."""
    last = word.rpartition("-")[2] if _both_nouns(word) else word
    for parse in _parses(last, "NOUN"):
        if all(_adjective(text, parse) for text in agreeing):
            return parse
    return None


def _both_nouns(word: str) -> bool:
    """«педагог-психолог» declines in both halves, «учебно-методический» does not."""
    return "-" in word and all(_parses(half, "NOUN") for half in word.split("-"))


def _adjective(word: str, noun: Any) -> Any:
    """Return the nominative parse of an adjective or participle that agrees with the noun."""
    for parse in _parses(word, *_AGREEING):
        if noun is None or _agree(parse.tag, noun.tag):
            return parse
    return None


def _agree(adjective: Any, noun: Any) -> bool:
    if adjective.number != noun.number:
        return False
    return bool(noun.number == "plur" or adjective.gender == noun.gender)


@lru_cache(maxsize=4096)
def _parses(word: str, *parts: str) -> tuple[Any, ...]:
    found = [p for p in _morphology().parse(word) if p.tag.POS in parts and p.tag.case == "nomn"]
    return tuple(sorted(found, key=lambda parse: -parse.score))


def _inflected(parse: Any, noun: Any, case: Case, kind: Kind) -> str:
    grammemes = {_GRAMMEME[case]}
    adjectival = parse.tag.POS in _AGREEING
    if adjectival and case == "acc" and _animacy_shows(parse):
        grammemes.add("anim" if kind == "post" or noun.tag.animacy == "anim" else "inan")
    if not adjectival and case == "acc" and kind == "post" and noun.tag.gender == "masc":
        grammemes = {"gent"}  # a post is a person, whatever the dictionary thinks of «тьютор»
    return _form(parse, grammemes)


def _form(parse: Any, grammemes: set[str]) -> str:
    """Return the form of the very same word; the dictionary offers «наихорошего» for «лучший»."""
    form = parse.inflect(grammemes)
    if form and form.word[:_SHARED] == parse.word[:_SHARED]:
        return str(form.word)
    wanted = grammemes | set(parse.tag.grammemes) & {"sing", "plur", "masc", "femn", "neut"}
    for other in parse.lexeme:
        if other.word[:_SHARED] == parse.word[:_SHARED] and wanted <= other.tag.grammemes:
            return str(other.word)
    return str(parse.word)


def _animacy_shows(parse: Any) -> bool:
    return bool(parse.tag.number == "plur" or parse.tag.gender == "masc")


def _like(word: str, form: str, case: Case, kind: Kind) -> str:
    """Give a form the capitals of its word; a compound noun gets its first half declined too."""
    if "-" in word and "-" not in form:
        return f"{decline_phrase(word.rsplit('-', 1)[0], case, kind)}-{form}"
    return form[0].upper() + form[1:] if word[0].isupper() else form


@cache
def _morphology() -> Any:
    import pymorphy3  # noqa: PLC0415  loads its dictionaries

    return pymorphy3.MorphAnalyzer()
