"""What a template may not carry: macros, objects, links to the outside, fields that fetch."""

from __future__ import annotations

import re
from urllib.parse import unquote

from docgen.diagnostics import Place
from docgen.docx import errors
from docgen.docx.errors import Findings
from docgen.docx.images import size_of
from docgen.docx.ooxml import Element, w
from docgen.docx.package import Package, Relation

MAX_PIXELS = 50_000_000
_FETCHING = re.compile(
    rb"<script|<foreignObject|<!ENTITY|@import|\burl\(\s*+['\"]?+(?!#|data:)"
    rb"|\bhref\s*=\s*['\"](?!#|data:)",
    re.IGNORECASE,
)
_MACROS = re.compile(r"macroEnabled|vbaProject|vbaData", re.IGNORECASE)
_EMBEDDED = {"oleObject", "package", "control", "aFChunk", "subDocument", "activeXControlBinary"}
_LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")
# What to do about a link to the outside, by its type.
_LINKED = "Вставьте картинку в файл («Вставить», а не «Связать»)."
_OUTSIDE = {
    "attachedTemplate": "Уберите присоединённый шаблон: Разработчик → Шаблон документа → Normal.",
    "mailMergeSource": "Отключите список: Рассылки → Начать слияние → Обычный документ Word.",
    "mailMergeHeaderSource": "Отключите список: Рассылки → Начать слияние → Обычный документ Word.",
}
_FIELDS = re.compile(
    r"^\s*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DDE|DDEAUTO|LINK|EMBED|RD|DATABASE|"
    r"MACROBUTTON|AUTOTEXT|GLOSSARY|ASK|FILLIN|PRINT|HTMLCONTROL|OCX|CONTROL)\b",
    re.IGNORECASE,
)


def check_package(package: Package, place: Place, findings: Findings) -> None:
    """Refuse macros, embedded objects, external relationships and dangling ones."""
    _check_pictures(package, place, findings)
    for name in package.members:
        if _MACROS.search(name) or _MACROS.search(package.type_of(name)):
            hint = "Сохраните шаблон как «Документ Word (.docx)» без макросов."
            findings.add(errors.MACROS, f"В шаблоне есть макросы ({name}).", place, hint)
    for source, relations in package.relations.items():
        ids = [relation.id for relation in relations]
        if len(ids) != len(set(ids)):
            message = f"В части {source or 'пакета'} повторяются номера связей."
            findings.add(errors.BROKEN_PACKAGE, message, place, "Сохраните файл заново в Word.")
        for relation in relations:
            _check_relation(package, relation, place, findings)


def _check_pictures(package: Package, place: Place, findings: Findings) -> None:
    """Refuse pictures that would take all memory when unpacked, and those that fetch others."""
    for name, data in package.members.items():
        wide, high = size_of(data) or (0, 0)
        if wide * high > MAX_PIXELS:
            message = f"Картинка слишком велика: {wide} × {high} точек ({name})."
            findings.add(errors.TOO_BIG, message, place, "Уменьшите её: 2000 точек хватает всегда.")
        if name.lower().endswith(".svg") and _FETCHING.search(data):
            message = f"Картинка обращается к внешнему файлу или содержит программу ({name})."
            findings.add(errors.EXTERNAL, message, place, "Сохраните её как PNG.")


def _check_relation(package: Package, relation: Relation, place: Place, findings: Findings) -> None:
    target = errors.shown(relation.target)
    if relation.type in _EMBEDDED:
        message = f"В шаблон вставлен объект или другой документ ({target})."
        hint = "Удалите объект или вставьте его содержимое как обычный текст или картинку."
        findings.add(errors.EMBEDDED, message, place, hint)
    elif relation.type == "hyperlink":
        _check_hyperlink(relation, place, findings)
    elif relation.external:
        message = f"Шаблон обращается к внешнему файлу или адресу: {target}."
        findings.add(errors.EXTERNAL, message, place, _OUTSIDE.get(relation.type, _LINKED))
    elif not relation.target.startswith("#") and relation.target not in package.members:
        message = f"Связь указывает на часть, которой нет: {target}."
        findings.add(errors.BROKEN_PACKAGE, message, place, "Сохраните файл заново в Word.")


def _check_hyperlink(relation: Relation, place: Place, findings: Findings) -> None:
    target = unquote(relation.target)
    if any(mark in target for mark in ("{{", "{%", "}}", "%}")):
        message = f"Тег в адресе гиперссылки не поддерживается: {errors.shown(target)}."
        hint = "Напишите адрес обычным текстом с тегом, без гиперссылки."
        findings.add(errors.TAG_MISPLACED, message, place, hint)
    elif not target.lower().startswith((*_LINK_SCHEMES, "#")) and relation.external:
        message = f"Гиперссылка ведёт не в Интернет: {errors.shown(target)}."
        findings.add(errors.EXTERNAL, message, place, "Оставьте ссылки http, https, mailto.")


def check_fields(root: Element, place: Place, findings: Findings) -> None:
    """Refuse fields that read files or run programs."""
    instructions = [item.get(w("instr"), "") for item in root.iter(w("fldSimple"))]
    instructions += _complex_fields(root)
    for instruction in instructions:
        if _FIELDS.match(instruction):
            message = (
                f"Поле Word читает файлы или запускает программы: {errors.shown(instruction)}."
            )
            findings.add(errors.DANGEROUS_FIELD, message, place, "Удалите это поле из шаблона.")


def _complex_fields(root: Element) -> list[str]:
    """Return the instructions of complex fields, each joined from its runs."""
    found: list[str] = []
    for item in root.iter(w("fldChar"), w("instrText")):
        if item.tag == w("fldChar"):
            found.append("")
        else:
            found = found or [""]
            found[-1] += item.text or ""
    return found
