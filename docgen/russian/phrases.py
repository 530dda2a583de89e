"""Posts, organisations, documents and places: the head of the phrase declines, the rest stays.

The rule: adjectives that agree, then the noun; what follows the noun is already in its case, and
what stands in quotation marks or brackets never changes. After a comma, a dash or «и» another head
may begin: «учитель истории, классный руководитель», «школа – детский сад».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from docgen.deferred import pattern
from docgen.russian import lexicon
from docgen.russian.cases import Case, Kind
from docgen.russian.cleaning import tidy
from docgen.russian.names import decline_full
from docgen.russian.nouns import adjective, agreeing_noun, both_nouns, has_prefix
from docgen.russian.reading import Reading
from docgen.russian.tokens import (
    declinable,
    is_abbreviation,
    is_adjectival,
    is_word,
    tokenise,
    without_stop,
)
from docgen.russian.words import readings

# What a further head never ends with: «учитель физики и черчения» has one head.
_NO_HEAD = pattern(r"(?:[ыуюоеи]|ия|[иы]х|[ое]го|ов|ев|ей)$|^.{1,3}$")
# A genitive after an abbreviation: «ИПР наставляемого».
_GENITIVE = ("ого", "его", "ой", "ей", "их", "ых")
# Posts made of a participle: what follows is what they do, never their noun.
_DOERS = frozenset("заведующ исполняющ обучающ учащ вожат".split())
_OF_DOERS = frozenset("ий ый ая ее ие ые".split())
_NOMINATIVE = pattern(r"(?:[ая]я|[иы]й|[ое]е)$")
_CONJUNCTIONS = frozenset({"и", "или"})
_PASSED_OVER = _CONJUNCTIONS | {"(", ")"}  # «крестьянское (фермерское) хозяйство»
_MAY_BE_ACTING = ("и.", "и ", "и\u00a0", "ио", "исп.", "вр")
_ACTING = pattern(r"(?:и\.?\s?о\.|ио\b|врио\b|вр\. ?и\. ?о\.|исп\.)", re.IGNORECASE)
_ADVERBS = frozenset("временно государственно муниципально не гвардии".split())
# A ministry cut short to a genitive: «Минпросвещения», but «Минюст» declines.
_MINISTRY = pattern("Мин(?!и)[а-яё]{3,}[аыия]$")
# Words after which the name of a place declines too; after the others it stays: «село Вятское».
_NAMED = frozenset("город г.".split())
_SHORT_NOUNS = frozenset("пгт рп ст-ца".split())
_BUSINESSMAN = pattern(r"(ИП|индивидуальный предприниматель)\s+([^«»\"]+)", re.IGNORECASE)
# What an institution may be; after «учреждение» such a word in the nominative is its name.
_SCHOOLS = frozenset(
    "школа гимназия лицей колледж техникум училище институт университет академия центр дворец дом "
    "станция детсад сад интернат прогимназия".split()
)

Head = list[tuple[int, Reading]]


@lru_cache(maxsize=4096)
def decline_phrase(text: str, case: Case, kind: Kind) -> str:
    """Put a post, the name of an organisation, a document or a place into a case."""
    text = without_stop(tidy(text))
    may_be_one = kind == "org" and text[:2].lower() in ("ип", "ин")
    businessman = _BUSINESSMAN.fullmatch(text) if may_be_one else None
    if businessman:
        what, name = businessman.groups()
        return f"{decline_phrase(what, case, 'post')} {decline_full(name, case, None)}"
    tokens = _apart(tokenise(text))
    done = list(tokens)
    for head in heads(tokens, kind):
        for index, form in _declined(tokens, head, case, kind):
            done[index] = form
    return "".join(done)


def _apart(tokens: list[str]) -> list[str]:
    """Part «школа-детский сад» where its second noun begins."""
    apart: list[str] = []
    for index, token in enumerate(tokens):
        left, hyphen, right = token.partition("-") if is_word(token) else (token, "", "")
        after = tokens[index + 2 : index + 3]
        part = hyphen and after and right[:1].islower() and not has_prefix(token)
        if part and readings(left, "noun") and agreeing_noun(after[0], [right], "org"):
            apart += [left, hyphen, right]
        else:
            apart.append(token)
    return apart


def is_acting(text: str) -> bool:
    """Whether a post begins with «и. о.» or «врио»: neither they nor the next word decline."""
    return text.lower().startswith(_MAY_BE_ACTING) and bool(_ACTING.match(text))


def heads(tokens: list[str], kind: Kind) -> Iterator[Head]:
    """Yield the words that decline: of the phrase, and of every further one in it."""
    first = [] if is_acting("".join(tokens)) else _head_from(tokens, _first_word(tokens), kind)
    yield first
    several = bool(first) and first[-1][1].agreement == "pl"
    for index in range(1, len(tokens)):
        if _joins(tokens, index, kind) and not _is_name_of_republic(tokens, kind):
            yield from _further_head(tokens, _next_word(tokens, index), kind, several=several)
    if kind != "place":
        yield from _behind(tokens, first)
    yield from _coordinated(tokens, first, kind)
    if kind == "place":
        yield from _named_place(tokens)
    if kind == "org" and first:
        yield from _kind_of_school(tokens, first)


def _next_word(tokens: list[str], joint: int) -> int:
    """Return where the next word stands after a comma, a bracket or «и»."""
    return joint + (2 if tokens[joint + 1 : joint + 2] == [" "] else 1)


def _coordinated(tokens: list[str], first: Head, kind: Kind) -> Iterator[Head]:
    """Yield what stands beside the head itself, one after another.

    «права, обязанности и ответственность», «цель и задачи»; «лицо, замещающее родителя».
    """
    if not first or first[-1][1].part != "noun":
        return
    joint = "".join(tokens[first[-1][0] + 1 :][:3])
    if not joint.startswith((", ", " и ")):
        return
    head = _head_from(tokens, first[-1][0] + (4 if joint.startswith(" и ") else 3), kind)
    described = head and head[-1][1].part == "adjective"
    if described and head[-1][1].agreement == first[-1][1].agreement:
        yield head
    elif head and not described and kind != "post":
        yield head
        yield from _coordinated(tokens, head, kind)


def _first_word(tokens: list[str]) -> int:
    """Return where the phrase begins: after «МБОУ», «временно», «г.»."""
    for index, token in enumerate(tokens):
        if not (token.isspace() or _is_passed_over(tokens, index)):
            cut = token.endswith(".") or token.lower() in _SHORT_NOUNS or _is_ministry(token)
            stays = cut or (index > 0 and token.endswith(_GENITIVE))
            return len(tokens) if stays else index
    return len(tokens)


def _is_ministry(word: str) -> bool:
    return word.startswith("Мин") and _MINISTRY.match(word) is not None


def _is_passed_over(tokens: list[str], index: int) -> bool:
    """«МБОУ» and «временно» before a word, and adjectives cut short: «ст. вожатая»."""
    token = tokens[index]
    if is_abbreviation(token) or token.lower() in _ADVERBS or token[0].isdigit():
        return True
    if token.startswith("«") and tokens[max(index - 2, 0)][0].isdigit():
        return True  # 9 «А» класс
    return token == "." or (token.endswith(".") and _describes_somebody(tokens, index + 1))


def _describes_somebody(tokens: list[str], start: int) -> bool:
    """Whether after an abbreviation somebody stands in the nominative: «худ. руководитель».

    In «зав. библиотекой» and «рук. кружка» nobody does: there the abbreviation is the noun.
    """
    words = [token for token in tokens[start : start + 4] if declinable(token)]
    if not words or tokens[start : start + 1] != [" "]:
        return False
    noun = agreeing_noun(words[0], [], "post") or agreeing_noun(words[-1], words[:1], "post")
    return bool(_is_doer(words[0]) or (noun and noun.animate and noun.agreement in "mf"))


def _joins(tokens: list[str], index: int, kind: Kind) -> bool:
    """Whether another head may begin after this token."""
    if tokens[index] == "-" and tokens[index - 1].isalpha():
        return True  # «школа-детский сад»
    if tokens[index] in ("–", "—", "-"):
        return tokens[index - 1].isspace()
    if kind == "place" and tokens[index] == ",":
        return True
    if kind in ("doc", "org") and tokens[index] == "(":
        # «план мероприятий (дорожная карта)», but «труд (технология)» may be anything
        return bool(_NOMINATIVE.search("".join(tokens[index + 1 : index + 2])))
    if kind == "org" and tokens[index] == "и":
        return bool(lexicon.find("".join(tokens[index + 2 : index + 3]).lower()))
    return kind == "post" and tokens[index] in {",", "(", "/", "+", *_CONJUNCTIONS}


def _behind(tokens: list[str], first: Head) -> Iterator[Head]:
    """Yield an adjective that stands after its noun: «абзац второй», «часть первая»."""
    if not first or first[-1][1].part != "noun":
        return
    place = first[-1][0] + 2
    if place >= len(tokens) or tokens[place - 1] != " " or not is_adjectival(tokens[place]):
        return
    if tokens[place].endswith("ой") and place < len(tokens) - 1:
        return  # «лицей второй ступени»: a genitive
    reading = adjective(tokens[place], first[-1][1])
    this_and_next = [(at, tokens[at]) for at in range(place, len(tokens), 2)][:2]
    if reading and not _describes_the_next(this_and_next):
        yield [(place, reading)]


def _further_head(tokens: list[str], start: int, kind: Kind, *, several: bool) -> Iterator[Head]:
    while start < len(tokens) and kind == "post" and tokens[start].endswith("."):
        if not _is_passed_over(tokens, start):
            return
        start += 2
    if start < len(tokens) and (several or kind == "place" or not _NO_HEAD.search(tokens[start])):
        head = _head_from(tokens, start, kind)
        if _stands_apart(head, kind, several=several):
            yield head


def _stands_apart(head: Head, kind: Kind, *, several: bool) -> bool:
    """Whether a further head is one, and not a genitive that looks like a nominative plural."""
    plural = any(reading.agreement == "pl" for _, reading in head)
    if not head or (plural and not several and kind != "place"):
        return False
    last = head[-1][1]
    return kind != "post" or last.animate or last.part == "adjective"


def _head_from(tokens: list[str], start: int, kind: Kind) -> Head:
    words = [
        (index, token)
        for index, token in enumerate(tokens[start:], start)
        if not token.isspace() and token not in _PASSED_OVER
    ]
    if words and _is_doer(words[0][1]):
        return _without_noun(words[:1])
    return _with_noun(words, kind) or _without_noun(words)


def _is_doer(word: str) -> bool:
    """Whether a word is a participle that a post is called by: «заведующий», «учащийся»."""
    participle = word.lower().removesuffix("ся")
    return participle[:-2] in _DOERS and participle[-2:] in _OF_DOERS


def _with_noun(words: list[tuple[int, str]], kind: Kind) -> Head:
    """Return the agreeing words and the noun they agree with; nothing if there is no such noun."""
    agreeing: list[tuple[int, str]] = []
    for place, (index, word) in enumerate(words):
        if not declinable(word):
            return []
        noun = agreeing_noun(word, [text for _, text in agreeing], kind)
        if noun is None or _describes_the_next(words[place:]):
            agreeing.append((index, word))
            continue
        found = [(at, adjective(text, noun)) for at, text in agreeing]
        return [*((at, reading) for at, reading in found if reading), (index, noun)]
    return []


def _without_noun(words: list[tuple[int, str]]) -> Head:
    """Return the adjectives that stand for a noun of their own: «заведующая библиотекой»."""
    head: Head = []
    for index, word in words:
        reading = adjective(word, head[0][1] if head else None) if declinable(word) else None
        if reading is None:
            break
        head.append((index, reading))
    return head


def _describes_the_next(words: list[tuple[int, str]]) -> bool:
    """Whether a word that may be an adjective is one here: the next word is a noun it describes."""
    (_, this), *following = words
    if not following or not declinable(following[0][1]) or both_nouns(this):
        return False
    if not readings(this, "adjective"):
        return False
    after = following[0][1]
    return bool(agreeing_noun(after, [this], "doc") or adjective(after, None))


def _declined(tokens: list[str], head: Head, case: Case, kind: Kind) -> Iterator[tuple[int, str]]:
    animate = kind == "post" or (kind != "place" and any(each.animate for _, each in head))
    for index, reading in head:
        word = tokens[index]
        form = reading.form(case, animate=animate)
        if has_prefix(word) and not form.lower().startswith(word.lower().partition("-")[0]):
            form = f"{word.partition('-')[0]}-{form}"
        yield index, _like(word, form)


def _like(word: str, form: str) -> str:
    """Give a form the capitals of its word, half by half: «Ростова-на-Дону»."""
    if word.isupper():
        return form.upper()
    halves = zip(word.split("-"), form.split("-"), strict=False)
    return "-".join(_like_half(old, new) for old, new in halves)


def _like_half(old: str, new: str) -> str:
    if old.isupper() and len(old) > 1:
        return new.upper()  # «ИТ-директора»
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def _named_place(tokens: list[str]) -> Iterator[Head]:
    """Yield the name after «город»: «города Ярославля», «города Набережных Челнов»."""
    starts = [0, *(at + 2 for at, token in enumerate(tokens) if token == ",")]
    for start in starts:
        kind = tokens[start].lower().partition("-")[0] if start + 1 < len(tokens) else ""
        if kind in _NAMED and not tokens[start + 1].endswith("."):
            status = tokens.index("значения", start) if "значения" in tokens[start:] else start
            yield _head_from(tokens, status + 1, "place")


def _is_name_of_republic(tokens: list[str], kind: Kind) -> bool:
    """«Республика Северная Осетия – Алания»: the name after «Республика» is one and stays."""
    return kind == "place" and tokens[0].lower() == "республика"


def _kind_of_school(tokens: list[str], first: Head) -> Iterator[Head]:
    """Yield what an institution is, said after «учреждение» without quotes.

    «… учреждение средняя школа № 5» – «… учреждения средней школы № 5».
    """
    start = first[-1][0] + 1
    if not first[-1][1].nominative.endswith("учреждение"):
        return
    for index in range(start, len(tokens)):
        if tokens[index].lower().partition("-")[0] in _SCHOOLS:
            yield _head_from(tokens, _first_of_agreeing(tokens, index, start), "org")
            return


def _first_of_agreeing(tokens: list[str], noun: int, start: int) -> int:
    """Return where the adjectives begin that stand right before a noun and agree with it."""
    reading = agreeing_noun(tokens[noun], [], "org")
    first = noun
    for index in range(noun - 2, start - 1, -2):
        if tokens[index + 1].isspace() and adjective(tokens[index], reading):
            first = index
        else:
            break
    return first


def is_abbreviated(tokens: list[str]) -> bool:
    """Whether a phrase begins with what never declines: «МБОУ», «„Точка роста“», «№ 5»."""
    first = tokens[0] if tokens else ""
    return not is_word(first) or first.lower() in _SHORT_NOUNS or is_abbreviation(first)
