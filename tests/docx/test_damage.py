"""Files damaged at random: whoever looks at them is told, and docgen never breaks."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from docgen import resources
from docgen.docx.comments import commented
from docgen.docx.examine import examine
from docgen.docx.look import Face
from docgen.docx.tidy import tidied
from docgen.errors import TemplateError
from docgen.packs import stack
from docgen.wording import dialect
from tests.docx.making import packed

KINDS = ("order", "programme", "agreement", "pair-plan")
PIECES = ("{{", "%}", "{% if x %}", "{% elif y %}", "", "-1", "{%tr for a in b %}")


def damaged(seed: int) -> bytes:
    """A built-in template with some of its elements dropped, doubled, moved or changed."""
    chance = random.Random(seed)
    path = Path(resources.templates(), "docx", chance.choice(KINDS), "template.docx")
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(chance.randint(1, 4)):
        parts = sorted(name for name in files if name.endswith((".xml", ".rels")))
        name = chance.choice([chance.choice(parts), "word/document.xml"])
        root = etree.fromstring(files[name])
        elements = list(root.iter("*"))[1:]
        if elements:
            _damage(chance.choice(elements), chance)
        files["word/document.xml" if root.tag.endswith("}document") else name] = etree.tostring(
            root
        )
    return packed(files)


def _damage(element: etree._Element, chance: random.Random) -> None:
    parent = element.getparent()
    way = chance.choice(["drop", "double", "move", "attribute", "text"])
    if way == "drop":
        parent.remove(element)
    elif way == "double":
        parent.append(deepcopy(element))
    elif way == "move":
        parent.getroottree().getroot().append(element)
    elif way == "attribute" and element.attrib:
        element.set(chance.choice(sorted(map(str, element.attrib))), chance.choice(PIECES))
    else:
        element.text = (element.text or "") + chance.choice(PIECES)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_is_told_and_never_breaks_docgen(seed: int) -> None:
    data = damaged(seed)
    report = examine(
        data, name="t.docx", dialect=dialect(), parts=stack().part, face=lambda _: Face.COMMON
    ).report
    with suppress(TemplateError):
        with zipfile.ZipFile(io.BytesIO(commented(data, report, "t.docx"))) as copy:
            assert copy.testzip() is None
        once = tidied(data, styles=True)
        assert tidied(once, styles=True) == once
