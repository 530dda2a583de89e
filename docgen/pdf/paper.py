"""Looks into a DOCX before it is converted: can it be, may it be, and what must its PDF show."""

from __future__ import annotations

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from lxml import etree

from docgen.diagnostics import Diagnostic, Place
from docgen.pdf.kinship import kin_of
from docgen.records import Frozen

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CORE = "docProps/core.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CREATED = "{http://purl.org/dc/terms/}created"
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_BODY = "word/document.xml"
_STYLES = "word/styles.xml"
_MOST_MEMBERS = 1000
_MOST_BYTES = 200 * 2**20
# Joining repeats nothing but text; of what is larger there are never many of one kin.
_MOST_JOINED = 4 * 2**20
_WORD = re.compile(r"[^\W\d_]{5,}")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_SAMPLE = 6
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What a page does not show: text kept for revisions, the second copy of a text box.
_UNSEEN = {f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback"}


class Properties(Frozen):
    """What a document says of itself: LibreOffice puts it into the PDF."""

    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    created: str = ""

    def information(self) -> Iterator[tuple[str, str]]:
        """Yield the entries of a PDF's information dictionary."""
        words = ", ".join(word.strip() for word in self.keywords.split(",") if word.strip())
        found = (self.title, self.author, self.subject, words)
        named = zip(("Title", "Author", "Subject", "Keywords"), found, strict=True)
        return ((key, value) for key, value in named if value)


class Paper(Frozen):
    """What is known of a DOCX before its conversion.

    `opening` and `ending` are distinctive words of its first and last lines,
    `families` the fonts it asks for, `rows` its table rows, which LibreOffice is slow with.
    Papers of one `kin` can be converted as one; without a kin it is converted alone.
    """

    opening: tuple[str, ...]
    ending: tuple[str, ...]
    families: frozenset[str]
    rows: int
    size: int
    created: str
    kin: str = ""
    properties: Properties = Properties()


class Refused(Exception):
    """This document must not be given to LibreOffice; carries the finding."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding)
        self.finding = finding


def look(path: Path) -> Paper:
    """Read what is needed of a DOCX; raise Refused when it is damaged or reaches outside."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _paper(path, archive)
    except FileNotFoundError as error:
        raise Refused(_damaged(path, "этого файла нет")) from error
    except OSError as error:
        raise Refused(_unreadable(path, error)) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise Refused(_damaged(path, "это не документ DOCX или он повреждён")) from error
    except (KeyError, etree.XMLSyntaxError, UnicodeError) as error:
        raise Refused(_damaged(path, "внутри него нет целого текста документа")) from error


def squeeze(text: str) -> str:
    """Reduce text to its letters, so that hyphens, ligatures and spacing do not matter."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _paper(path: Path, archive: zipfile.ZipFile) -> Paper:
    _refuse_bomb(path, archive)
    _refuse_links(path, archive)
    body = _root(archive, _BODY)
    paragraphs = list(body.iter(f"{_W}p"))
    properties = _properties(archive)
    return Paper(
        opening=_distinct(_words(paragraphs)),
        ending=_distinct(_words_from_the_end(paragraphs)),
        families=frozenset(_families(archive, body)),
        rows=sum(1 for _ in body.iter(f"{_W}tr")),
        size=archive.getinfo(_BODY).file_size,
        created=properties.created,
        kin=_kin(archive, body),
        properties=properties,
    )


def _refuse_bomb(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_BYTES:
        raise Refused(_damaged(path, "в распакованном виде он слишком велик"))


def _refuse_links(path: Path, archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if name.endswith(".rels"):
            for relation in _root(archive, name).iter(_REL):
                _refuse_link(path, relation)


def _refuse_link(path: Path, relation: etree._Element) -> None:
    outside = relation.get("TargetMode") == "External"
    if outside and not relation.get("Type", "").endswith("/hyperlink"):
        raise Refused(
            Diagnostic(
                "DG909",
                f"Документ берёт часть содержания извне: «{relation.get('Target', '')}»",
                Place(path.name),
                "Вставьте рисунок или шаблон в сам документ вместо ссылки на него.",
            )
        )


def _damaged(path: Path, what: str) -> Diagnostic:
    return Diagnostic(
        "DG908",
        f"PDF не сделан из «{path.name}»: {what}",
        Place(path.name),
        "Откройте файл в Word или соберите документ заново.",
    )


def _unreadable(path: Path, error: OSError) -> Diagnostic:
    return Diagnostic(
        "DG913",
        f"PDF не сделан из «{path.name}»: файл не прочесть ({error.strerror or error})",
        Place(path.name),
        "Закройте его в Word или другой программе, проверьте права на файл и повторите.",
    )


def _root(archive: zipfile.ZipFile, name: str) -> etree._Element:
    return _parsed(archive.read(name))


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(data, parser)


def _words(paragraphs: Iterable[etree._Element]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from _WORD.findall("".join(_seen(paragraph)))


def _words_from_the_end(paragraphs: Sequence[etree._Element]) -> Iterator[str]:
    for paragraph in reversed(paragraphs):
        yield from reversed(list(_words([paragraph])))


def _seen(paragraph: etree._Element) -> Iterator[str]:
    """Yield the pieces of a paragraph's own text; a break or a tab ends a word."""
    for piece in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}tab", f"{_W}cr"):
        if next(piece.iterancestors(f"{_W}p")) is paragraph and not _hidden(piece):
            yield piece.text or "" if piece.tag == f"{_W}t" else " "


def _hidden(piece: etree._Element) -> bool:
    if any(parent.tag in _UNSEEN for parent in piece.iterancestors()):
        return True
    run = piece.getparent()
    return run is not None and run.find(f"{_W}rPr/{_W}vanish") is not None


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Return the first few different words; reads no more of them than it needs."""
    found: dict[str, None] = {}
    for word in words:
        found[squeeze(word)] = None
        if len(found) == _SAMPLE:
            break
    return tuple(found)


def _families(archive: zipfile.ZipFile, body: etree._Element) -> Iterator[str]:
    yield from _fonts(body)
    if _STYLES in archive.namelist():
        yield from _style_fonts(archive.read(_STYLES))


@lru_cache(maxsize=32)
def _style_fonts(styles: bytes) -> frozenset[str]:
    """Return the fonts of a style sheet: documents of one template share it."""
    return frozenset(_fonts(_parsed(styles)))


def _fonts(root: etree._Element) -> Iterator[str]:
    for fonts in root.iter(f"{_W}rFonts"):
        for script in ("ascii", "hAnsi"):
            if family := fonts.get(f"{_W}{script}"):
                yield family


def _properties(archive: zipfile.ZipFile) -> Properties:
    if _CORE not in archive.namelist():
        return Properties()
    names = (f"{_DC}title", f"{_DC}creator", f"{_DC}subject", _KEYWORDS, _CREATED)
    core = _root(archive, _CORE)
    return Properties(*(core.findtext(name) or "" for name in names))


def _kin(archive: zipfile.ZipFile, body: etree._Element) -> str:
    if sum(member.file_size for member in archive.infolist()) > _MOST_JOINED:
        return ""
    return kin_of({name: archive.read(name) for name in archive.namelist()}, body)
