"""Shared parts: `{%p include 'letterhead' %}` puts the body of another .docx in its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from lxml import etree

from docgen.diagnostics import Place
from docgen.docx import errors, guard, package
from docgen.docx.errors import Findings
from docgen.docx.graft import Graft
from docgen.docx.ooxml import Element, is_w, remove, w
from docgen.docx.package import Package
from docgen.docx.tag import Tag, Tags
from docgen.docx.tags import paragraph_text

Parts = Callable[[str], bytes | None]
Scan = Callable[[Element, str], None]
MAX_DEPTH = 5
MAX_INCLUDED = 200  # parts in one template
MAX_MARKS = 100_000  # tags of XML that they bring
_NAMED: Final = re.compile(r"""include\s+(["'])([^"']+)\1""")
_FILE: Final = re.compile(r"[^\W_][\w-]*")  # of the folder of parts, and of no other
_UNFIT: Final = {
    "sectPr": "разрыв раздела",
    "footnoteReference": "сноска",
    "endnoteReference": "концевая сноска",
    "commentReference": "примечание",
}


class Includer:
    """Expands the include tags of a package, parts within parts too."""

    def __init__(
        self, pack: Package, parts: Parts | None, tags: Tags, findings: Findings, scan: Scan
    ) -> None:
        self._pack = pack
        self._parts = parts
        self._tags = tags
        self._findings = findings
        self._scan = scan
        self._included = 0
        self._marks = 0

    def expand(self, member: str, root: Element) -> Element:
        """Return the root of a part with its includes put in."""
        return self._expand(self._pack, member, root, ())

    def _expand(
        self, pack: Package, member: str, root: Element, within: tuple[str, ...]
    ) -> Element:
        for marker in list(root.iter(etree.ProcessingInstruction)):
            tag = self._tags.of(marker)
            if tag.kind == "block" and tag.word == "include":
                root = self._include(pack, member, root, marker, within)
        return root

    def _include(
        self,
        pack: Package,
        member: str,
        root: Element,
        marker: Element,
        within: tuple[str, ...],
    ) -> Element:
        tag = self._tags.of(marker)
        paragraph = marker.getparent()
        remove(marker)
        name = self._name(tag, within)
        if name is None or not self._alone(paragraph, tag) or paragraph is None:
            return root
        included = self._read(name, tag)
        if included is None:
            return root
        body = self._body(included, name, tag, within)
        if body is None:
            return root
        refuse = partial(self._refuse, tag)
        graft = Graft(pack, member, included, mark=str(tag.number), refuse=refuse)
        return graft.put(root, paragraph, body)

    def _refuse(self, tag: Tag, what: str) -> None:
        message = f"Во вставке есть то, что перенести нельзя ({what}): {tag.text}."
        self._findings.add(errors.INCLUDE_UNFIT, message, tag.place)

    def _name(self, tag: Tag, within: tuple[str, ...]) -> str | None:
        found = _NAMED.fullmatch(tag.body)
        if not found:
            message = f"Имя вставки должно быть написано в кавычках: {tag.text}."
            hint = "Пример: {%p include 'letterhead' %}."
            self._findings.add(errors.INCLUDE_UNKNOWN, message, tag.place, hint)
            return None
        name = found.group(2)
        if not _FILE.fullmatch(name):
            message = f"Имя вставки – имя файла из папки _parts, без пути и точек: {tag.text}."
            self._findings.add(errors.INCLUDE_UNKNOWN, message, tag.place)
            return None
        if name in within or len(within) >= MAX_DEPTH:
            message = f"Вставки включают друг друга: {' → '.join((*within, name))}."
            self._findings.add(errors.INCLUDE_UNKNOWN, message, tag.place, "Разорвите круг.")
            return None
        return name

    def _alone(self, paragraph: Element | None, tag: Tag) -> bool:
        alone = (
            paragraph is not None
            and is_w(paragraph, "p")
            and not paragraph_text(paragraph).strip()
            and next(paragraph.iter(etree.ProcessingInstruction), None) is None
        )
        if not alone:
            message = f"Вставка {tag.text} стоит в абзаце с другим текстом."
            hint = "Поставьте тег в отдельный абзац."
            self._findings.add(errors.TEXT_LOST, message, tag.place, hint)
        return alone

    def _read(self, name: str, tag: Tag) -> Package | None:
        data = self._parts(name) if self._parts is not None else None
        if data is None:
            message = f"Вставка «{name}» не найдена: {tag.text}."
            hint = "Положите файл вставки в папку docx/_parts набора шаблонов."
            self._findings.add(errors.INCLUDE_UNKNOWN, message, tag.place, hint)
            return None
        place = Place(tag.place.file, spot=f"вставка «{name}»")
        before = len(self._findings.found)
        pack = package.read(data, place, self._findings) if self._fits_in(tag) else None
        if pack is not None:
            guard.check_package(pack, place, self._findings)
            self._marks += pack.members[pack.main].count(b"<")
        return pack if len(self._findings.found) == before else None

    def _fits_in(self, tag: Tag) -> bool:
        """Whether one part more may come: parts within parts add up quickly."""
        self._included += 1
        fits = self._included <= MAX_INCLUDED and self._marks <= MAX_MARKS
        if not fits:
            message = f"Вставок слишком много: {tag.text}."
            self._findings.add(errors.TOO_MUCH, message, tag.place, "Вставляйте часть реже.")
        return fits

    def _body(
        self, included: Package, name: str, tag: Tag, within: tuple[str, ...]
    ) -> Element | None:
        place = Place(tag.place.file, spot=f"вставка «{name}»")
        data = included.members[included.main]
        root = package.parse(data, included.main, place, self._findings)
        if root is None:
            return None
        self._scan(root, f"вставка «{name}»")
        root = self._expand(included, included.main, root, (*within, name))
        body = root.find(w("body"))
        last = body[-1] if body is not None and len(body) else None
        if last is not None and is_w(last, "sectPr"):
            remove(last)
        return body if body is not None and self._fits(body, tag, name) else None

    def _fits(self, body: Element, tag: Tag, name: str) -> bool:
        for item in body.iter(*(w(unfit) for unfit in _UNFIT)):
            what = _UNFIT[str(item.tag).rpartition("}")[2]]
            message = f"Во вставке «{name}» есть {what}: вставить её нельзя ({tag.text})."
            self._findings.add(errors.INCLUDE_UNFIT, message, tag.place, "Уберите это из вставки.")
            return False
        return True
