"""What a PDF/A says of itself a second time, in XML: of a joint it speaks of the first document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.pdf.objects import Strange
from docgen.pdf.paper import Properties

_CORE = re.compile(
    r'  <rdf:Description rdf:about="" xmlns:dc="[^"]*">\n.*?  </rdf:Description>\n', re.DOTALL
)
_KEYWORDS = re.compile(r"   <pdf:Keywords>.*?</pdf:Keywords>\n", re.DOTALL)
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_BEFORE_CORE = "  </rdf:Description>\n"
_BEFORE_KEYWORDS = "</pdf:Producer>\n"


def description(joint: bytes, first: Properties, own: Properties) -> bytes:
    """Return the description of another document than the first one, which `joint` describes.

    That it is written as LibreOffice writes is seen from what it would say of the first.
    """
    text = joint.decode("utf-8")
    if _written(text, first) != text:
        raise Strange
    return _written(text, own).encode("utf-8")


def _written(text: str, properties: Properties) -> str:
    """Return a description with other properties in it."""
    bare = _KEYWORDS.sub("", _CORE.sub("", text, count=1))
    said = dict(properties.information())
    core = "".join(_core(said))
    given = _escaped(said.get("Keywords", ""))
    keywords = f"   <pdf:Keywords>{given}</pdf:Keywords>\n" if given else ""
    described = bare.replace(_BEFORE_CORE, _BEFORE_CORE + core, 1)
    return described.replace(_BEFORE_KEYWORDS, _BEFORE_KEYWORDS + keywords, 1)


def _core(said: dict[str, str]) -> Iterator[str]:
    items = [
        (name, kind, language, said[key])
        for key, name, kind, language in (
            ("Title", "dc:title", "rdf:Alt", ' xml:lang="x-default"'),
            ("Author", "dc:creator", "rdf:Seq", ""),
            ("Subject", "dc:description", "rdf:Alt", ' xml:lang="x-default"'),
        )
        if key in said
    ]
    if items:
        yield '  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        for name, kind, language, value in items:
            item = f"     <rdf:li{language}>{_escaped(value)}</rdf:li>\n"
            yield f"   <{name}>\n    <{kind}>\n{item}    </{kind}>\n   </{name}>\n"
        yield "  </rdf:Description>\n"


def _escaped(value: str) -> str:
    return value.translate(_ESCAPED)
