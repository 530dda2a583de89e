"""Bytes into text: which encoding the file is in, and what to say when it is not UTF-8."""

from __future__ import annotations

import codecs

from docgen.diagnostics import Diagnostic, Place, Severity

MAX_BYTES = 2_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CODE_PAGES = {"cp1251": "Windows-1251", "cp866": "DOS 866", "koi8-r": "KOI8-R"}
_SIGNATURES = (
    (b"PK\x03\x04", "документ Word, книга Excel или архив"),
    (b"\xd0\xcf\x11\xe0", "документ Word или Excel старого вида"),
    (b"%PDF", "PDF"),
    (b"{\\rtf", "документ RTF"),
)
_FREQUENT = frozenset("оеаинтсрвлкмдпуя")
_SAVE_AS = "Сохраните файл в кодировке UTF-8: в Блокноте «Файл – Сохранить как – Кодировка: UTF-8»."


def decode(data: bytes | str, name: str) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of a file, or None when it cannot be one, and what there is to say of it."""
    if len(data) > MAX_BYTES:
        return None, [_too_big(name)]
    if isinstance(data, str):
        return data.removeprefix("\ufeff"), []
    refused = _foreign(data)
    if refused:
        return None, [Diagnostic("DG111", refused, Place(name), _SAVE_AS)]
    bom, encoding = next(((bom, enc) for bom, enc in _BOMS if data.startswith(bom)), (b"", "utf-8"))
    try:
        return data[len(bom) :].decode(encoding), []
    except UnicodeDecodeError as error:
        place = Place(name, data.count(b"\n", 0, error.start + len(bom)) + 1, 1)
        return _guess(data, place)


def _too_big(name: str) -> Diagnostic:
    return Diagnostic(
        "DG113",
        f"Файл больше {MAX_BYTES // 1_000_000} МБ",
        Place(name),
        "Разделите его на части и перечислите их в include.",
    )


def _foreign(data: bytes) -> str:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            return f"Это не текстовый файл, а {what}"
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not marked and data.count(0) > len(data) // 10:
        return "Это не текстовый файл, или он сохранён в UTF-16 без метки в начале"
    return ""


def _guess(data: bytes, place: Place) -> tuple[str | None, list[Diagnostic]]:
    """Read the file in the Russian code page whose text looks most like Russian."""
    if _is_damaged_utf8(data):
        return None, [_unknown(place)]
    read = {page: text for page in _CODE_PAGES if (text := _decoded(data, page)) is not None}
    page = max(read, key=lambda page: _russian(read[page]))
    if _russian(read[page]) < 0.4:
        return None, [_unknown(place)]
    message = f"Файл сохранён в кодировке {_CODE_PAGES[page]}, а не в UTF-8; он прочитан"
    return read[page], [Diagnostic("DG108", message, place, _SAVE_AS, Severity.WARNING)]


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most of the letters that are not Latin are good UTF-8, or the file says it is."""
    if data.startswith(tuple(bom for bom, _ in _BOMS)):
        return True
    text = data.decode("utf-8", "replace")
    return sum(char > "\x7f" for char in text) > 2 * text.count("\ufffd")


def _unknown(place: Place) -> Diagnostic:
    message = "Кодировка файла не узнана: начиная с этой строки это не UTF-8"
    return Diagnostic("DG111", message, place, _SAVE_AS)


def _decoded(data: bytes, page: str) -> str | None:
    try:
        return data.decode(page)
    except UnicodeDecodeError:
        return None


def _russian(text: str) -> float:
    """Tell how much the text looks like Russian: the share of its frequent small letters."""
    foreign = [char for char in text if char > "\x7f"]
    small = sum(char in _FREQUENT for char in foreign)
    capital = sum(char.lower() in _FREQUENT for char in foreign) - small
    return (small + capital / 4) / (len(foreign) or 1)
