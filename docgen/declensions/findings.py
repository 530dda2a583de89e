"""Findings about declensions: stated forms that cannot be right, doubtful ones that are printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from docgen.diagnostics import Diagnostic, Report, Severity
from docgen.facts import Lexicon, Row, rows_of
from docgen.facts.declensions import Path, gender_of
from docgen.model import Programme
from docgen.records import replace
from docgen.russian import CASES, Case, holder_gender, normalise
from docgen.russian.cleaning import LOOK_ALIKES, strange
from docgen.source import Source
from docgen.wording import Used

_OF = {"m": "мужского", "f": "женского"}
# A value that is not what was meant: what is said of its words would only hide the cause.
_CAUSES = ("DG107", "DG118")
_PARTS = ("last_name", "first_name", "middle_name")
_BEFORE, _AFTER = 60, 25  # letters of the sentence around a form


def check_stated(programme: Programme, source: Source) -> Report:
    """Return what is wrong with the names, the posts and the forms that the school states."""
    stated = [(row.text, row.stated, row.target) for row in Lexicon(programme).stated()]
    for index, entry in enumerate(programme.dictionary):
        stated.append((entry.text, entry.cases, ("dictionary", index, "cases")))
    found = [each for text, forms, path in stated for each in _stated(text, forms, path, source)]
    return Report((*found, *_names(programme, source), *_posts(programme, source)))


def _names(programme: Programme, source: Source) -> Iterator[Diagnostic]:
    """Yield names that papers print otherwise than they were typed, or that are no names.

    Thousands of people share a few hundred names: each name is judged once.
    """
    typed = (getattr(person, part) for person in programme.people for part in _PARTS)
    wrong = {name: found for name in dict.fromkeys(typed) if (found := wrong_name(name))}
    for index, person in enumerate(programme.people if wrong else ()):
        for part in _PARTS:
            path: Path = ("people", index, part)
            if found := wrong.get(getattr(person, part)):
                yield replace(found, place=source.place(path), path=path)


def wrong_name(typed: str) -> Diagnostic | None:
    """Return what is wrong with a part of a name, wherever it stands."""
    printed = normalise(typed)
    odd = list(strange(typed))
    if odd:
        letters = ", ".join(f"«{letters}» (место {at})" for at, letters in odd)
        message = f"В имени «{typed}» знаки, которых в русских именах не пишут: {letters}"
        hint = "Запишите имя русскими буквами, как в паспорте или свидетельстве."
        return Diagnostic("DG126", message, hint=hint, severity=Severity.WARNING)
    if printed != typed and _alike(printed) != _alike(typed):
        message = f"Имя записано «{typed}», а напечатано будет «{printed}»"
        hint = f"Если так и надо, запишите: {printed}. Если нет – исправьте имя."
        return Diagnostic("DG125", message, hint=hint, severity=Severity.WARNING)
    return None


def _alike(name: str) -> str:
    """Return what of a name matters here: letters of another alphabet are told by DG109."""
    return unicodedata.normalize("NFC", name).translate(LOOK_ALIKES)


def _posts(programme: Programme, source: Source) -> Iterator[Diagnostic]:
    """Yield posts that only the other sex holds: «заведующая» for a man."""
    shows = {post: holder_gender(post) for post in {person.post for person in programme.people}}
    for index, person in enumerate(programme.people):
        shown = shows[person.post]
        gender = gender_of(person) if shown else None
        if gender and shown and gender != shown:
            path: Path = ("people", index, "post")
            message = (
                f"Должность «{person.post}» – {_OF[shown]} рода, а пол указан или виден "
                f"другой: {person.full_name}"
            )
            hint = "Исправьте должность (post) или пол (gender: m или f)."
            yield Diagnostic("DG127", message, source.place(path), hint, Severity.WARNING, path)


def _stated(
    text: str, forms: Mapping[str, str], path: Path, source: Source
) -> Iterator[Diagnostic]:
    """Yield a nominative that is another word, and forms that begin like another word."""
    for case, form in forms.items():
        at = (*path, case)
        if case == "nom" and _folded(form) != _folded(text):
            message = f"Формы заданы для слова «{form}», а записано «{text}»"
            hint = "Исправьте то или другое; если слово изменилось, изменились и формы."
            yield Diagnostic("DG122", message, source.place(at), hint, path=at)
        elif case != "nom" and looks_strange(form, text):
            message = f"Форма «{form}» не похожа на слово «{text}»: первые буквы разные"
            hint = "Проверьте, не осталась ли она от другого слова."
            yield Diagnostic("DG123", message, source.place(at), hint, Severity.WARNING, at)


def looks_strange(form: str, text: str) -> bool:
    """Whether a form cannot be of this text: its first letter is another one."""
    return _folded(form)[:1] != _folded(text)[:1]


def _folded(text: str) -> str:
    return " ".join(text.split()).lower().replace("ё", "е")


def check_used(used: Iterable[Used], source: Source) -> Report:
    """Return the doubtful forms that documents print, each text once."""
    by_row: dict[str, tuple[Row, list[Used]]] = {}
    for each in used:
        for row in rows_of(each.text):
            by_row.setdefault(row.id, (row, []))[1].append(each)
    spoilt = {found.path for found in source.report if found.code in _CAUSES}
    rows = [each for each in by_row.values() if each[0].place not in spoilt]
    asked = (_doubt(row, printed, source) for row, printed in rows)
    return Report(found for found in asked if found)


def _doubt(row: Row, printed: list[Used], source: Source) -> Diagnostic | None:
    """Return the finding that a text has doubtful forms among those that are printed."""
    doubts = {case: row.form(case).doubts for case in CASES if _is_printed(case, printed)}
    doubtful = [case for case, reasons in doubts.items() if reasons]
    if not doubtful:
        return None
    from docgen.declensions.sheet import CASE_NAMES  # noqa: PLC0415  few forms are doubtful

    forms = ", ".join(f"«{row.printed(case)}» ({CASE_NAMES[case]})" for case in doubtful)
    reasons = "; ".join(dict.fromkeys(each for case in doubtful for each in doubts[case]))
    first = next(each for each in printed if each.case in doubtful)
    message = f"Проверьте форму {forms}. Будет напечатано: «{excerpt(first)}». {reasons}"
    code = "DG120" if row.is_name else "DG121"
    place = source.place(row.place)
    return Diagnostic(code, message, place, _hint(row, doubtful), Severity.WARNING, row.place)


def _is_printed(case: Case, printed: list[Used]) -> bool:
    return any(each.case == case for each in printed)


def _hint(row: Row, doubtful: list[Case]) -> str:
    forms = "{" + ", ".join(f"{case}: {row.printed(case)}" for case in doubtful) + "}"
    key = row.target[-1] if row.target else ""
    where = f"{key}: {forms}"
    if row.is_name:
        where = f"cases: {{{where}}}"
    elif not key:
        where = f"dictionary: [{{text: {row.text}, cases: {forms}}}]"
    return (
        f"Верна – подтвердите её, нет – впишите верную: {where}. "
        "Все сразу: docgen build declensions, затем docgen import ФАЙЛ.xlsx"
    )


def excerpt(used: Used) -> str:
    """Return the words around a form as they will be printed."""
    sentence, form = (" ".join(text.split()) for text in (used.sentence, used.form))
    at = sentence.lower().find(form.lower())
    if at < 0:
        return form
    start, end = at - _BEFORE, at + len(form) + _AFTER
    before = sentence[:at] if start <= 0 else "…" + re.sub(r"^\S*\s", "", sentence[start:at])
    after = sentence[at + len(form) : end]
    if end < len(sentence):
        after = re.sub(r"\s?\S*$", "", after) + "…"
    return f"{before}{sentence[at : at + len(form)]}{after}"


def check_dictionary(lexicon: Lexicon, used: Iterable[Used], source: Source) -> Report:
    """Return the entries of the dictionary that no document asks for."""
    rows = [row for each in used for row in rows_of(each.text)]
    return Report(_idle(entry.text, index, source) for index, entry in lexicon.idle(rows))


def _idle(text: str, index: int, source: Source) -> Diagnostic:
    path: Path = ("dictionary", index)
    message = f"Слова «{text}» из словаря в документах не встречаются"
    hint = "Проверьте, так ли они записаны там, где стоят, и тот ли у них вид (kind)."
    return Diagnostic("DG124", message, source.place(path), hint, Severity.INFO, path)
