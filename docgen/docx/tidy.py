"""Tidies a Word file: traces of editing go, members are ordered and dated alike; words stay.

The same file always becomes the same bytes, and a tidy file stays as it is, so that versions of a
template can be compared and kept under review.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from docgen.docx import normalise, package, properties
from docgen.docx.archive import Archive
from docgen.docx.errors import Findings
from docgen.docx.ooxml import XML_SPACE, Element, W, fragment, is_w, local, remove, w
from docgen.docx.reading import Read, read

_TRACES: Final = ("proofErr", "lastRenderedPageBreak", "rsids", "proofState")
_USES: Final = ("pStyle", "rStyle", "tblStyle", "numStyleLink", "styleLink", "clickAndTypeStyle")
_LEADS: Final = ("basedOn", "next", "link")
_RSID: Final = w("rsid")
_THUMBNAIL: Final = "docProps/thumbnail"


def tidied(data: bytes, file: str = "", *, styles: bool = False) -> bytes:
    """Return the file tidied, with `styles` also without the styles that nothing uses.

    TemplateError says why a file cannot be read.
    """
    findings = Findings()
    opened = read(data, file, findings)
    findings.stop()
    assert opened is not None  # a file that cannot be read has findings
    for root in opened.parts.values():
        _tidy(root)
    if styles:
        _drop_styles(opened)
    return _packed(opened)


def _tidy(root: Element) -> None:
    if local(root) in ("coreProperties", "Properties"):
        properties.clean(root)
    if root.nsmap.get("w") != W and not root.tag.startswith(f"{{{W}}}"):
        return
    for element in list(root.iter(*map(w, _TRACES))):
        remove(element)
    normalise.translate(root)
    _forget_last_edit(root)
    for element in root.iter("*"):
        for name in [each for each in map(str, element.attrib) if each.startswith(_RSID)]:
            del element.attrib[name]
    for paragraph in list(root.iter(w("p"))):
        _join_runs(paragraph)


def _forget_last_edit(root: Element) -> None:
    """Remove Word's own `_GoBack` bookmark."""
    starts = [each for each in root.iter(w("bookmarkStart")) if each.get(w("name")) == "_GoBack"]
    ids = {each.get(w("id")) for each in starts}
    for end in list(root.iter(w("bookmarkEnd"))):
        if end.get(w("id")) in ids:
            remove(end)
    for start in starts:
        remove(start)


def _join_runs(paragraph: Element) -> None:
    """Join runs of text that look alike: editing cuts sentences, and tags, into pieces."""
    for run in list(paragraph.iter(w("r"))):
        before = run.getprevious()
        if before is None or not (_is_text(run) and _is_text(before)):
            continue
        if fragment(run.find(w("rPr"))) == fragment(before.find(w("rPr"))):
            _append(before, run)


def _is_text(run: Element) -> bool:
    return is_w(run, "r") and not run.attrib and all(map(_is_letters, run))


def _is_letters(piece: Element) -> bool:
    return is_w(piece, "rPr") or (is_w(piece, "t") and not len(piece))


def _append(before: Element, run: Element) -> None:
    text = "".join(each.text or "" for each in run.iterfind(w("t")))
    last = before.find(f"{w('t')}[last()]")
    if last is None:
        last = etree.SubElement(before, w("t"))
    last.text = (last.text or "") + text
    last.set(XML_SPACE, "preserve")
    remove(run)


def _drop_styles(opened: Read) -> None:
    styles = opened.related("styles")
    if styles is None:
        return
    used = _used(opened, styles)
    for style in styles.findall(w("style")):
        if style.get(w("styleId"), "") not in used:
            styles.remove(style)


def _used(opened: Read, styles: Element) -> set[str]:
    """Return the ids of styles that something names, and of those that they need."""
    needs = {each.get(w("styleId"), ""): set(_named(each, _LEADS)) for each in styles}
    waiting = {
        each.get(w("styleId"), "") for each in styles if each.get(w("default")) in ("1", "true")
    }
    for root in opened.parts.values():
        if root is not styles:
            waiting.update(_named(root, _USES))
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        used.add(name)
        waiting |= needs.get(name, set()) - used
    return used


def _named(root: Element, names: tuple[str, ...]) -> Iterator[str]:
    for each in root.iter(*map(w, names)):
        yield each.get(w("val"), "")


def _packed(opened: Read) -> bytes:
    pack = opened.package
    for name in [each for each in pack.members if each.startswith(_THUMBNAIL)]:
        pack.drop(name)
    members = pack.plumbing()
    for name in sorted(pack.members):
        root = opened.parts.get(name)
        members[name] = package.xml_bytes(root) if root is not None else pack.members[name]
    return Archive(members).with_members([])
