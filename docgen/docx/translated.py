"""Values of docxtpl become ours: RichText, RichTextParagraph and Listing, as they are made."""

from __future__ import annotations

import html
import re
from typing import Final

from lxml import etree

from docgen.docx import errors
from docgen.docx.foreign import RUNS
from docgen.docx.ooxml import RUN_PROPERTIES, Element, W, fragment, make, put_property, w
from docgen.docx.state import Refused

_BREAKS: Final = re.compile("(\r\n|[\r\n\t\a\f\ue00c\ue007])")
# docxtpl means breaks by these characters, which XML cannot hold.
_STAND_INS: Final = {0x0C: 0xE00C, 0x07: 0xE007}


def runs(value: object, properties: str, head: str) -> str:
    """Return the runs of a RichText or a Listing, dressed like the tag."""
    name = type(value).__name__
    if name == "Listing":
        text = html.unescape(str(getattr(value, "xml", "")))
        return head + _words(text) + "</w:r>" if text else ""
    if name in RUNS:
        root = _parse(value)
        for run in root.iter(w("r")):
            _dress(run, properties)
        return "".join(fragment(child) for child in root)
    message = f"Значение {name} здесь не поддерживается"
    hint = "Картинку или вложенный документ поместите в сам шаблон ({%p include 'имя' %})."
    raise Refused(errors.NOT_PRINTABLE, message, hint)


def paragraphs(value: object) -> str:
    """Return the paragraphs of a RichTextParagraph."""
    root = _parse(value)
    for run in root.iter(w("r")):
        _dress(run, "")
    return "".join(fragment(child) for child in root)


def _parse(value: object) -> Element:
    xml = str(getattr(value, "xml", "")).translate(_STAND_INS)
    if "r:id=" in xml:
        hint = "Напишите адрес текстом или поместите гиперссылку в шаблон."
        raise Refused(errors.NOT_PRINTABLE, "Гиперссылка в RichText не поддерживается", hint)
    try:
        return etree.fromstring(f'<w:p xmlns:w="{W}">{xml}</w:p>')
    except etree.XMLSyntaxError as problem:
        message = f"RichText повреждён: {problem.msg}"
        raise Refused(errors.NOT_PRINTABLE, message) from problem


def _dress(run: Element, properties: str) -> None:
    """Let the tag's properties show through where the value sets none; resolve line breaks."""
    own = run.find(w("rPr"))
    if own is not None and properties:
        base = etree.fromstring(f'<w:r xmlns:w="{W}" xmlns:w14="urn:w14">{properties}</w:r>')[0]
        for item in list(own):
            put_property(base, item, RUN_PROPERTIES)
        run.replace(own, base)
    elif properties:
        run.insert(
            0, etree.fromstring(f'<w:r xmlns:w="{W}" xmlns:w14="urn:w14">{properties}</w:r>')[0]
        )
    for text in run.findall(w("t")):
        _resolve(run, text)


def _resolve(run: Element, text: Element) -> None:
    if not text.text or not _BREAKS.search(text.text):
        return
    position = run.index(text)
    run.remove(text)
    for offset, piece in enumerate(filter(None, _BREAKS.split(text.text))):
        run.insert(position + offset, _piece(piece))


def _piece(piece: str) -> Element:
    if piece == "\t":
        return make("tab")
    if piece in "\f\ue00c":
        return make("br", type="page")
    if _BREAKS.fullmatch(piece):
        return make("br")
    word = make("t")
    word.text = piece
    word.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return word


def _words(text: str) -> str:
    bad = re.search("[\x00-\x06\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]", text)
    if bad:
        message = f"В значении есть недопустимый знак U+{ord(bad.group()):04X}"
        raise Refused(errors.FORBIDDEN_CHARACTER, message, "Удалите этот знак из данных.")
    return "".join(fragment(_piece(piece)) for piece in filter(None, _BREAKS.split(text)))
