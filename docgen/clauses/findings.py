"""What may be wrong with clauses and with amendments to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from docgen.clauses.amendments import Amendment
from docgen.clauses.words import Node, Section, Words
from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.packs import Pack
from docgen.wording import TextError

_LISTED: Final = 12
_ROLES: Final = {
    "sections": "раздел",
    "clauses": "пункт",
    "items": "строка перечисления",
    "preamble": "абзац преамбулы",
}


def doubled(identifier: str, place: Place) -> Diagnostic:
    """Say that an id is taken."""
    return Diagnostic(
        "DG264",
        f"Два пункта имеют один идентификатор «{identifier}».",
        place,
        "Дайте одному из них другой id: по нему пункты находят и заменяют.",
    )


def no_action(amendment: Amendment) -> Diagnostic:
    """Say that an amendment names nothing to be done."""
    return Diagnostic(
        "DG282",
        "Поправка не говорит, что сделать.",
        amendment.place,
        "Начните её словом replace, remove, after, before или append и назовите id пункта.",
    )


def unfit(amendment: Amendment, role: str) -> Diagnostic:
    """Say that an amendment gives what its target cannot take, or gives nothing."""
    fit = ", ".join(sorted(amendment.fit(role)))
    wrong = ", ".join(sorted(amendment.unfit(role)))
    what = f"лишнее – {wrong}" if wrong else "не указано ничего нового"
    return Diagnostic(
        "DG282",
        f"Поправка {amendment.action}: «{amendment.target}» – это {_ROLES[role]}; {what}.",
        amendment.place,
        f"Здесь бывают поля: {fit}." if fit else "Уберите эти поля.",
    )


def no_target(amendment: Amendment, words: Words) -> Diagnostic:
    """Say that an amendment speaks of something that is not there, and what is."""
    gone = next((each for each in words.removed if each.id == amendment.target), None)
    why = f"его убирает «{gone.pack.title}» ({gone.place})" if gone else "его нет"
    return Diagnostic(
        "DG280",
        f"Поправка говорит о пункте «{amendment.target}», но {why}.",
        amendment.place,
        _known(amendment.target, [identifier for identifier, _ in words.ids()]),
    )


def changed_below(amendment: Amendment, node: Node) -> Diagnostic:
    """Say that a layer below an amendment has changed the words since it was written."""
    return Diagnostic(
        "DG281",
        f"Слова пункта «{node.id}» («{node.pack.title}») изменились с тех пор, "
        "как написана поправка к нему.",
        amendment.place,
        "Проверьте, верна ли поправка, и впишите в was: "
        f"{amendment.digest_of(node)} или уберите was. Новые слова: {node.place}.",
        Severity.WARNING,
    )


def mandatory(node: Node, pack: Pack, place: Place) -> Diagnostic:
    """Say that a layer changes or removes what a higher one made mandatory; ours only advises."""
    holder = node.mandatory
    assert holder is not None  # callers ask only about mandatory clauses
    what = "Раздел" if isinstance(node, Section) else "Пункт"
    if holder.is_built_in:
        return Diagnostic(
            "DG452",
            f"{what} «{node.id}» защищает участников программы, "
            f"а «{pack.title}» его меняет или убирает.",
            place,
            "Проверьте, что в ваших словах сказано то же самое.",
            Severity.WARNING,
        )
    return Diagnostic(
        "DG451",
        f"{what} «{node.id}» обязателен: его закрепил «{holder.title}», "
        f"а «{pack.title}» меняет или убирает.",
        place,
        "Верните пункт как был. Дополнить документ можно своими пунктами: after или append.",
    )


def lost_reference(target: str, place: Place, words: Words) -> Diagnostic:
    """Say why a reference leads nowhere."""
    own = target.partition("[")[0]
    if any(identifier in (target, own) for identifier, _ in words.ids()):
        return Diagnostic(
            "DG263",
            f"Ссылка ведёт на пункт «{target}», который в этом документе не печатается.",
            place,
            "Поставьте ссылающемуся пункту то же условие when или уберите ссылку.",
        )
    gone = next((each for each in words.removed if each.id in (target, own)), None)
    why = f"а его убирает «{gone.pack.title}» ({gone.place})" if gone else "которого нет"
    return Diagnostic(
        "DG262",
        f"Ссылка ведёт на пункт «{target}», {why}.",
        place,
        "Проверьте id пункта: возможно, он удалён или переименован.",
    )


def wrong_tag(text: str, place: Place, error: TextError) -> Diagnostic:
    """Say that a tag cannot be read."""
    return Diagnostic(
        "DG260",
        f"Ошибка в теге пункта «{text}»: {error.reason}.",
        place,
        error.hint or "Проверьте скобки {{ }} и имена фильтров.",
    )


def unknown(text: str, place: Place, error: TextError) -> Diagnostic:
    """Say that a text cannot be printed."""
    return Diagnostic(
        "DG261",
        f"Пункт нельзя напечатать: {error.reason}. Текст: «{text}».",
        place,
        error.hint or "Проверьте имена полей в тегах; их перечень – в docs/packs.md.",
    )


def _known(name: str, known: list[str]) -> str:
    """Say which ids were perhaps meant, or which there are."""
    from difflib import get_close_matches  # noqa: PLC0415  only for what is wrong

    near = get_close_matches(name, known, 3, 0.5) or [
        each for each in known if each.partition(".")[0] == name.partition(".")[0]
    ]
    if near:
        return f"Похожие: {_listed(near)}."
    return f"Есть: {_listed(known)}." if known else "У этого вида документа нет пунктов."


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    more = f" и ещё {len(every) - _LISTED}" if len(every) > _LISTED else ""
    return ", ".join(every[:_LISTED]) + more
