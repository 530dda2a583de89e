"""Posts, organisations, documents and places: the head of the phrase declines, the rest stays.

The rule: adjectives that agree, then the noun; what follows the noun is already in its case, and
what stands in quotation marks or brackets never changes. After a comma, a dash or «и» another head
may begin: «учитель истории, классный руководитель», «школа – детский сад».
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from docgen.russian import lexicon
from docgen.russian.cases import CASES, Case, Kind
from docgen.russian.reading import Reading
from docgen.russian.words import is_known, readings

_TOKEN = re.compile(r"«[^»]*»|„[^“]*“|\"[^\"]*\"|“[^”]*”|\w[\w-]*\.?|\s+|.", re.DOTALL)
_WORD = re.compile(r"(?:[A-Za-z]+-)?[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*$")
# What a further head never ends with: «учитель физики и черчения» has one head.
_NO_HEAD = re.compile(r"(?:[ыуюоеи]|ия|[иы]х|[ое]го|ов|ев|ей)$|^.{1,3}$")
# A genitive after an abbreviation: «ИПР наставляемого».
_GENITIVE = re.compile(r"(?:[ое]го|[ое]й|[иы]х)$")
# Posts made of a participle: what follows is what they do, never their noun.
_DOERS = re.compile(r"(?:заведующ|исполняющ|обучающ|учащ)(?:ий|ая|ее|ие)(?:ся)?$", re.IGNORECASE)
_ADJECTIVAL = re.compile(r"(?:[ыио]й|[ая]я|[ое]е|[ыи]е)$", re.IGNORECASE)
_CONJUNCTIONS = frozenset({"и", "или"})
_PASSED_OVER = _CONJUNCTIONS | {"(", ")"}  # «крестьянское (фермерское) хозяйство»
_ACTING = re.compile(r"(?:и\.?\s?о\.|ио\b|врио\b|вр\. ?и\. ?о\.|исп\.)", re.IGNORECASE)
_ADVERBS = frozenset("временно государственно муниципально не".split())
# Halves of a compound that never decline: «шеф-повара», «Санкт-Петербурга».
_PREFIXES = frozenset("шеф пресс вице экс арт бизнес медиа веб чек интернет санкт йошкар".split())
# Words after which the name of a place declines too; after the others it stays: «село Вятское».
_NAMED = frozenset("город г.".split())

Head = list[tuple[int, Reading]]


@lru_cache(maxsize=4096)
def decline_phrase(text: str, case: Case, kind: Kind) -> str:
    """Put a post, the name of an organisation, a document or a place into a case."""
    text = " ".join(part for part in unicodedata.normalize("NFC", text).split(" ") if part)
    if is_acting(text):
        return text
    tokens = tokenise(text)
    done = list(tokens)
    for head in heads(tokens, kind):
        for index, form in _declined(tokens, head, case, kind):
            done[index] = form
    return "".join(done)


def tokenise(text: str) -> list[str]:
    """Cut a phrase into words, spaces, marks, and whole quotations."""
    return _TOKEN.findall(text)


def is_acting(text: str) -> bool:
    """Whether a post begins with «и. о.» or «врио», which never decline."""
    return bool(_ACTING.match(text))


def heads(tokens: list[str], kind: Kind) -> Iterator[Head]:
    """Yield the words that decline: of the phrase, and of every further one in it."""
    yield _head_from(tokens, _first_word(tokens), kind)
    for index, token in enumerate(tokens):
        if index and _joins(tokens, index, kind):
            yield from _further_head(tokens, index + (1 if token == "(" else 2), kind)
    if kind == "place":
        yield from _named_place(tokens)


def _first_word(tokens: list[str]) -> int:
    """Return where the phrase begins: after «МБОУ», «временно», «г.»."""
    for index, token in enumerate(tokens):
        if not (token.isspace() or _is_abbreviation(token) or token.lower() in _ADVERBS):
            stays = token.endswith(".") or (index > 0 and _GENITIVE.search(token))
            return len(tokens) if stays else index
    return len(tokens)


def _joins(tokens: list[str], index: int, kind: Kind) -> bool:
    """Whether another head may begin after this token."""
    if tokens[index] in ("–", "—", "-"):
        return tokens[index - 1].isspace()
    return kind == "post" and tokens[index] in {",", "(", "/", *_CONJUNCTIONS}


def _further_head(tokens: list[str], start: int, kind: Kind) -> Iterator[Head]:
    if start < len(tokens) and not _NO_HEAD.search(tokens[start]):
        head = _head_from(tokens, start, kind)
        if _stands_apart(head, kind):
            yield head


def _stands_apart(head: Head, kind: Kind) -> bool:
    """Whether a further head is one, and not a genitive that looks like a nominative plural."""
    if not head or any(reading.agreement == "pl" for _, reading in head):
        return False
    last = head[-1][1]
    return kind != "post" or last.animate or last.part == "adjective"


def _head_from(tokens: list[str], start: int, kind: Kind) -> Head:
    words = [
        (index, token)
        for index, token in enumerate(tokens[start:], start)
        if not token.isspace() and token not in _PASSED_OVER
    ]
    if words and _DOERS.match(words[0][1]):
        return _without_noun(words[:1])
    return _with_noun(words, kind) or _without_noun(words)


def _with_noun(words: list[tuple[int, str]], kind: Kind) -> Head:
    """Return the agreeing words and the noun they agree with; nothing if there is no such noun."""
    agreeing: list[tuple[int, str]] = []
    for place, (index, word) in enumerate(words):
        if not _declinable(word):
            return []
        noun = _noun(word, [text for _, text in agreeing], kind)
        if noun is None or _describes_the_next(words[place:]):
            agreeing.append((index, word))
            continue
        found = [(at, _adjective(text, noun)) for at, text in agreeing]
        return [*((at, reading) for at, reading in found if reading), (index, noun)]
    return []


def _without_noun(words: list[tuple[int, str]]) -> Head:
    """Return the adjectives that stand for a noun of their own: «заведующая библиотекой»."""
    head: Head = []
    for index, word in words:
        reading = _adjective(word, head[0][1] if head else None) if _declinable(word) else None
        if reading is None:
            break
        head.append((index, reading))
    return head


def _declinable(word: str) -> bool:
    """Whether a token is a word that may change: «по» is not, though there is a river По."""
    return len(word) > 2 and bool(_WORD.match(word)) and not _is_abbreviation(word)


def _is_abbreviation(word: str) -> bool:
    """«МБОУ» and «СОШ» never decline, «ПРИКАЗ» does: it is a word in capitals."""
    if not (word.isupper() and len(word) > 1 and _WORD.match(word)):
        return False
    if lexicon.find(word.lower()):
        return False
    return len(word) < 6 or not (_ADJECTIVAL.search(word) or is_known(word))


def _describes_the_next(words: list[tuple[int, str]]) -> bool:
    """Whether a word that may be an adjective is one here: the next word is a noun it describes."""
    (_, this), *following = words
    if not following or not _declinable(following[0][1]) or _both_nouns(this):
        return False
    if not readings(this, "adjective"):
        return False
    after = following[0][1]
    return bool(_noun(after, [this], "doc") or _adjective(after, None))


def _noun(word: str, agreeing: list[str], kind: Kind) -> Reading | None:
    """Return the reading of a noun that all the adjectives before it agree with."""
    fitting = [
        noun for noun in _nouns(word, kind) if all(_adjective(text, noun) for text in agreeing)
    ]
    if kind == "post":
        fitting.sort(key=lambda noun: not noun.animate)
    return fitting[0] if fitting else None


def _nouns(word: str, kind: Kind) -> Iterator[Reading]:
    if _has_prefix(word):
        yield from readings(word.partition("-")[2], "noun")
    elif _both_nouns(word):
        first, last = (readings(half, "noun")[0] for half in word.split("-"))
        yield _compound(first, last, animate=kind == "post")
    else:
        yield from readings(word, "noun")


def _compound(first: Reading, last: Reading, *, animate: bool) -> Reading:
    """Join two nouns; what stands before agrees with the first: «основная школа-интернат»."""
    animate = animate or first.animate or last.animate
    forms = {
        case: f"{first.form(case, animate=animate)}-{last.form(case, animate=animate)}"
        for case in CASES
    }
    both = f"{first.nominative}-{last.nominative}"
    return Reading("noun", first.agreement, animate, both, forms)


def _has_prefix(word: str) -> bool:
    first, hyphen, _ = word.lower().partition("-")
    return bool(hyphen) and (first in _PREFIXES or first.isascii())


def _both_nouns(word: str) -> bool:
    """«педагог-психолог» declines in both halves, «учебно-методический» does not."""
    halves = word.lower().split("-")
    if len(halves) != 2 or _has_prefix(word):
        return False
    return all(readings(half, "noun") and is_known(half) for half in halves)


def _adjective(word: str, noun: Reading | None) -> Reading | None:
    """Return the reading of an adjective or participle that agrees with the noun."""
    fitting = (
        reading
        for reading in readings(word, "adjective")
        if noun is None or reading.agreement == noun.agreement
    )
    return next(fitting, None)


def _declined(tokens: list[str], head: Head, case: Case, kind: Kind) -> Iterator[tuple[int, str]]:
    animate = kind == "post" or any(reading.animate for _, reading in head)
    for index, reading in head:
        word = tokens[index]
        form = reading.form(case, animate=animate)
        if _has_prefix(word):
            form = f"{word.partition('-')[0]}-{form}"
        yield index, _like(word, form)


def _like(word: str, form: str) -> str:
    """Give a form the capitals of its word, half by half: «Ростова-на-Дону»."""
    if word.isupper():
        return form.upper()
    halves = zip(word.split("-"), form.split("-"), strict=False)
    return "-".join(new[:1].upper() + new[1:] if old[:1].isupper() else new for old, new in halves)


def _named_place(tokens: list[str]) -> Iterator[Head]:
    """Yield the name after «город»: «города Ярославля», and after «г.» alike."""
    for index, token in enumerate(tokens[:-2]):
        if token.lower() in _NAMED:
            yield _head_from(tokens, index + 2, "place")


def is_abbreviated(tokens: list[str]) -> bool:
    """Whether a phrase begins with what never declines: «МБОУ», «„Точка роста“», «№ 5»."""
    return not tokens or not _WORD.match(tokens[0]) or _is_abbreviation(tokens[0])
