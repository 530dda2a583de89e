"""WordprocessingML by name: namespaces, the order of properties, small tree helpers."""

from __future__ import annotations

from typing import Final

from lxml import etree

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element

RUN_PROPERTIES: Final = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
    "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
).split()
CELL_PROPERTIES: Final = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
    "vAlign hideMark"
).split()
PARAGRAPH_PROPERTIES: Final = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr pPrChange"
).split()


def w(name: str) -> str:
    """Return the qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def local(element: Element) -> str:
    """Return the name of an element without its namespace («» for what is not an element)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def is_w(element: Element, *names: str) -> bool:
    """Whether this is one of the named WordprocessingML elements."""
    tag = element.tag
    return isinstance(tag, str) and tag.startswith(f"{{{W}}}") and tag[len(W) + 2 :] in names


def make(name: str, **attributes: str) -> Element:
    """Make a WordprocessingML element."""
    element = etree.Element(w(name), nsmap={"w": W})
    for key, value in attributes.items():
        element.set(w(key), value)
    return element


def put_property(parent: Element, child: Element, order: list[str]) -> None:
    """Put a property at the place the schema wants, instead of one of the same name."""
    name = local(child)
    for old in parent.findall(child.tag):
        parent.remove(old)
    rank = order.index(name)
    for position, sibling in enumerate(parent):
        if local(sibling) in order[rank + 1 :]:
            parent.insert(position, child)
            return
    parent.append(child)


def child_first(parent: Element, name: str) -> Element:
    """Return the properties element of `parent`, made as its first child if absent."""
    found = parent.find(w(name))
    if found is None:
        found = make(name)
        parent.insert(0, found)
    return found


def fragment(element: Element | None) -> str:
    """Serialise an element as it stands inside its part: without namespace declarations."""
    if element is None:
        return ""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    end = text.index(">")
    head = text[:end]
    for prefix, uri in element.nsmap.items():
        declared = f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"'
        head = head.replace(declared, "", 1)
    return head + text[end:]


def remove(element: Element) -> None:
    """Take an element out of its parent; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Put the children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    position = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(position + offset, child)
    parent.remove(element)


def ancestor(element: Element, name: str) -> Element | None:
    """Return the nearest enclosing WordprocessingML element of this name."""
    return next(element.iterancestors(w(name)), None)


def merge_properties(properties: str, added: list[Element]) -> str:
    """Add run properties to serialised ones, in the schema's order."""
    spaces = f'xmlns:w="{W}" xmlns:r="urn:r" xmlns:w14="urn:w14" xmlns:w15="urn:w15"'
    root = etree.fromstring(f"<w:r {spaces}>{properties or '<w:rPr/>'}</w:r>")[0]
    for element in added:
        put_property(root, element, RUN_PROPERTIES)
    return fragment(root)
