"""What may be wrong with packs, with the layers that they make, and with kinds of documents."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from docgen.diagnostics import Diagnostic, Place, Severity
from docgen.packs.kinds import Kind
from docgen.packs.pack import Pack, Requirement
from docgen.schema import Shape, nearest


def circle(kind: Kind) -> Diagnostic:
    """Say that a kind extends itself, by way of others."""
    return Diagnostic(
        "DG265",
        f"Вид документа «{kind.name}» дополняет «{kind.extends}», а тот – снова его самого.",
        place=kind.place,
        hint="Уберите поле extends у одного из них.",
    )


def nameless(name: str, lacking: list[str], place: Place) -> Diagnostic:
    """Say that a kind has no title to be known by."""
    return Diagnostic(
        "DG270",
        f"В описании вида документа «{name}» нет поля {' и '.join(lacking)}.",
        place,
        "Допишите его: под этим названием документ виден в списках и в именах файлов.",
    )


def no_kind(name: str, known: Iterable[Kind], place: Place | None = None) -> Diagnostic:
    """Say that there is no kind of this name, and which there are."""
    return Diagnostic(
        "DG266",
        f"Вида документа «{name}» нет ни в одном наборе шаблонов.",
        place or Place(),
        hint="Есть: " + ", ".join(f"{kind.name} («{kind.short}»)" for kind in known) + ".",
    )


def no_parent(pack: Pack, known: Iterable[Pack]) -> Diagnostic:
    """Say that the layer a pack extends is nowhere, and which there are."""
    return Diagnostic(
        "DG284",
        f"Набор «{pack.name}» основан на наборе «{pack.extends}» (extends), а его нет.",
        pack.place,
        f"Положите его в папку packs/{pack.extends} рядом с программой или выше. "
        f"Есть: {_listed(known)}.",
    )


def circle_of_packs(pack: Pack, chain: Iterable[Pack]) -> Diagnostic:
    """Say that packs extend one another in a circle."""
    way = " → ".join(each.name for each in (*chain, pack))
    return Diagnostic(
        "DG285",
        f"Наборы основаны друг на друге по кругу: {way}.",
        pack.place,
        "Исправьте extends у одного из них; последний основан на docgen.",
    )


def doubled_name(pack: Pack, twin: Pack) -> Diagnostic:
    """Say that two layers have one name."""
    return Diagnostic(
        "DG286",
        f"Имя «{pack.name}» у двух наборов: {twin.root} и {pack.root}.",
        pack.place,
        "Дайте одному из них другое имя (name в pack.yaml).",
    )


def taken_name(pack: Pack) -> Diagnostic:
    """Say that a pack calls itself as the built-in one does."""
    return Diagnostic(
        "DG286",
        f"Набор {pack.root} называется «{pack.name}», как встроенный.",
        pack.place,
        "Дайте ему своё имя (name в pack.yaml) или уберите из него pack.yaml.",
    )


def wrong_engine(pack: Pack, engine: str) -> Diagnostic:
    """Say that a pack is for other versions of docgen."""
    return Diagnostic(
        "DG287",
        f"Набор «{pack.name}» рассчитан на docgen {pack.engine}, а у вас {engine}.",
        pack.place,
        "Обновите docgen или возьмите версию набора для него; условие – в поле engine.",
    )


def wrong_version(pack: Pack, under: Pack) -> Diagnostic:
    """Say that a pack goes with other versions of the layer under it."""
    version = under.version or "не указана"
    return Diagnostic(
        "DG287",
        f"Набору «{pack.name}» нужен «{under.name}» версии {pack.under}, а его версия {version}.",
        pack.place,
        f"Обновите набор в папке {under.root} или исправьте extends_version.",
    )


def unknown_requirement(requirement: Requirement) -> Diagnostic:
    """Say that a pack asks for a field that no programme has."""
    return Diagnostic(
        "DG288",
        f"Набор требует поле «{requirement.path}», которого в программе не бывает.",
        requirement.place,
        "Пишите путь от корня programme.yaml: school.okpo, programme.goal; "
        "поля – в docs/fields.md.",
    )


def required(
    asked: str, shape: Shape, pack: Pack, place: Place, path: tuple[str | int, ...]
) -> Diagnostic:
    """Say that the programme leaves out what a layer asks for."""
    examples = shape.definition.get("examples", ())
    example = f" Например: {examples[0]}." if examples and isinstance(examples[0], str) else ""
    return Diagnostic(
        "DG453",
        f"Не заполнено поле {asked} («{shape.title}»): его требует «{pack.title}».",
        place,
        f"Заполните его.{example}",
        path=path,
    )


def stray(path: Path, known: Iterable[str]) -> Diagnostic:
    """Say that nobody would read a file or a folder of a pack."""
    names = sorted(known)
    meant = nearest(path.name, names)
    what = "Папку" if path.is_dir() else "Файл"
    return Diagnostic(
        "DG289",
        f"{what} «{path.name}» docgen не прочтёт: в наборе такому имени ничто не соответствует.",
        Place(str(path)),
        f"Возможно, {meant}." if meant else f"Бывают: {', '.join(names)}.",
        Severity.WARNING,
    )


def _listed(packs: Iterable[Pack]) -> str:
    return ", ".join([*(f"{pack.name} ({pack.root})" for pack in packs), "docgen (встроенный)"])
