"""What a stranger's pack may try: each case is made, tried and measured, all in one process.

`python -m tests.hostile` prints one line of JSON for each case: what was found, how long it took
and how much memory it wanted. A case that takes too long ends the process.
"""

from __future__ import annotations

import contextlib
import faulthandler
import io
import json
import re
import struct
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

from docgen import packs, source
from docgen.clauses import Clauses
from docgen.docx import Template
from docgen.docx.effort import effort
from docgen.docx.errors import Findings
from docgen.docx.examine import examine
from docgen.docx.headlook import check_heading
from docgen.docx.letterhead import Letterhead
from docgen.docx.look import Face
from docgen.docx.view import view
from docgen.errors import DocgenError
from docgen.facts.indicators import value_of
from docgen.files import inside, safe_name
from docgen.packs import PackStack
from docgen.wording import TextError, Wording, dialect
from tests.docx.making import docx, p, packed, row, t, table

SECONDS = 10
MEGABYTES = 500
Case = Callable[[Path], list[str]]
CASES: dict[str, Case] = {}
BIG = "ж" * 900_000
CONTEXT = {"big": BIG, "xs": list(range(1000)), "name": "Школа", "day": date(2026, 9, 1)}


def case(name: str) -> Callable[[Case], Case]:
    """Name a case as the test says it."""

    def keep(made: Case) -> Case:
        CASES[name] = made
        return made

    return keep


def printed(*blocks: str, parts: dict[str, bytes] | None = None) -> list[str]:
    """Compile and print a template in our dialect; return the codes of what was found."""
    return made(docx(*blocks), parts)


def made(data: bytes, parts: dict[str, bytes] | None = None) -> list[str]:
    try:
        known = parts or {}
        template = Template.compile(data, name="т", dialect=dialect(), parts=known.get)
        template.render(CONTEXT)
    except DocgenError as error:
        return sorted({each.code for each in error.report})
    return []


def looked_at(data: bytes) -> list[str]:
    """Check a template as `docgen template check` does."""
    found = examine(data, name="т", dialect=dialect(), face=lambda _: Face.COMMON)
    return sorted({each.code for each in found.report})


def said(text: str) -> list[str]:
    """Print a text of clauses.yaml."""
    try:
        Wording().rich(text, CONTEXT)
    except TextError as error:
        return [error.reason]
    return []


# expressions that build much of little

EXPRESSIONS = {
    "a joiner as long as a book": "{{ range(100000)|join(big) }}",
    "a pattern filled with books": "{{ '%s%s%s%s'|format(big, big, big, big) }}",
    "rounding to a hundred million digits": "{{ 1|round(100000000, 'ceil') }}",
    "a search in each pass": "{% set r = range(100000)|list %}{% for i in range(90000) %}"
    "{% if 'x' in r %}а{% endif %}{% endfor %}",
    "a search for each element": "{% set r = range(100000)|list %}{{ r|select('in', r)|list }}",
    "sorting hundreds of times": "{{ range(100000)" + "|sort" * 700 + "|length }}",
    "a sum in each pass": "{% for i in range(100000) %}{{ range(100000)|sum }}{% endfor %}",
    "a page in each pass": "{% set s = 'слово ' ~ 'ж'|replace('ж', big|truncate(9000)) %}"
    "{% for i in range(99999) %}{{ s }}{% endfor %}",
    "a book in each pass": "{% for i in range(50000) %}{{ big ~ i }}{% endfor %}",
    "declining a book": "{{ big|gen }}{{ big|dat }}{{ big|acc }}{{ big|ins }}",
    "a book a thousand times": "{{ big }}" * 1000,
    "filters upon filters": "{{ range(100000)" + "|map('string')" * 250 + "|list|length }}",
    "long sums in each pass": "{% for i in range(99999) %}{{ 0" + "+1" * 1500 + " }}{% endfor %}",
    "long paths in each pass": "{% for i in range(99999) %}{% if day" + ".year" * 700 + " %}"
    "{% endif %}{% endfor %}",
    "a list of lists in each pass": "{% for i in range(99999) %}{% set a = [xs, xs, xs, xs] %}"
    "{% endfor %}",
    "comparing books": "{% set a = big ~ 'а' %}{% for i in range(99999) %}"
    "{% if a == big ~ 'а' %}{% endif %}{% endfor %}",
    "ten thousand powers": "{% for i in range(99999) %}{{ 9**1200 }}{% endfor %}",
}


def _expression(text: str) -> Case:
    return lambda _: printed(p(text))


for _name, _text in EXPRESSIONS.items():
    CASES[_name] = _expression(_text)


# packages


@case("a million paragraphs")
def _paragraphs(_: Path) -> list[str]:
    return made(docx("<w:p/>" * 1_000_000))


@case("a paragraph of a million open brackets")
def _brackets(_: Path) -> list[str]:
    data = docx(p("{{" * 500_000))
    return [*made(data), *looked_at(data)]


@case("half brackets to look through")
def _half(_: Path) -> list[str]:
    data = docx(p("{{ x " * 4_000 + "{% " * 4_000))
    return [*made(data), *looked_at(data)]


@case("runs by the hundred thousand in one paragraph")
def _runs(_: Path) -> list[str]:
    data = docx(f"<w:p>{t('а') * 6_000}</w:p>")
    return [*made(data), *looked_at(data)]


@case("tables in tables")
def _tables(_: Path) -> list[str]:
    inner = p("{{ name }}")
    for _number in range(60):
        inner = table(f"<w:tr><w:tc>{inner}<w:p/></w:tc></w:tr>", columns=1)
    data = docx(inner)
    return [*made(data), *looked_at(data)]


@case("a chain of styles")
def _styles(_: Path) -> list[str]:
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(4_000)
    )
    body = [p("слово", '<w:pStyle w:val="s0"/>')] * 500
    data = docx(*body, parts={"styles": chain})
    return [*looked_at(data), *_head(data)]


def _head(data: bytes) -> list[str]:
    read = Letterhead.read(data, "бланк.docx", Findings())
    return [each.code for each in check_heading(read, "бланк.docx", ())] if read else ["DG231"]


@case("one bookmark ten thousand times")
def _bookmarks(_: Path) -> list[str]:
    mark = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
    return made(docx(f"<w:p>{mark * 10_000}</w:p>"))


@case("a zip that unpacks to a gigabyte")
def _bomb(_: Path) -> list[str]:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as member,
    ):
        for _number in range(64):
            member.write(b" " * 2**20)
    return made(buffer.getvalue())


@case("a zip that lies about its size")
def _liar(_: Path) -> list[str]:
    data = bytearray(packed({"word/document.xml": b" " * 50_000_000}))
    for signature, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        start = data.index(signature) + offset
        data[start : start + 4] = struct.pack("<I", 100)
    return made(bytes(data))


@case("a file of thirty megabytes")
def _heavy(_: Path) -> list[str]:
    noise = Random(1).randbytes(21_000_000)
    return made(docx(p("т"), members={"word/fonts/font1.odttf": noise}))


@case("a picture of ten thousand million points")
def _picture(_: Path) -> list[str]:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 100_000, 100_000) + b"\0" * 99
    return made(docx(p("т"), members={"word/media/a.png": head}))


@case("a drawing that reads a file")
def _svg(_: Path) -> list[str]:
    svg = b'<svg xmlns:x="http://www.w3.org/1999/xlink"><image x:href="file:///etc/passwd"/></svg>'
    return made(docx(p("т"), members={"word/media/a.svg": svg}))


# parts


def _part(*lines: str) -> bytes:
    return docx(*(p(line) for line in lines))


@case("parts within parts, ten times each")
def _exponential(_: Path) -> list[str]:
    names = "abcde"
    parts = {
        name: _part(*[f"{{%p include '{following}' %}}"] * 10)
        for name, following in zip(names, [*names[1:], "z"], strict=True)
    }
    parts["z"] = _part("конец")
    return printed(p("{%p include 'a' %}"), parts=parts)


@case("a large part over and over")
def _large_part(_: Path) -> list[str]:
    wide = f"<w:p><w:r>{'<w:tab/>' * 2_000}</w:r></w:p>"
    return printed(*[p("{%p include 'a' %}")] * 150, parts={"a": docx(*[wide] * 15)})


@case("a part that includes itself")
def _itself(_: Path) -> list[str]:
    return printed(p("{%p include 'a' %}"), parts={"a": _part("{%p include 'a' %}")})


@case("a part named by a path")
def _path(folder: Path) -> list[str]:
    (folder / "secret.docx").write_bytes(docx(p("тайна")))
    names = ("../secret", str(folder / "secret"), "..\\secret", "a/../../secret", ".", "c:secret")
    found = {each for name in names for each in printed(p(f"{{%p include '{name}' %}}"))}
    reached: list[str] = []

    def watched(name: str) -> None:
        reached.append(name)

    for name in names:
        with contextlib.suppress(DocgenError):
            data = docx(p(f"{{%p include '{name}' %}}"))
            Template.compile(data, name="т", dialect=dialect(), parts=watched)
    return [*sorted(found), *reached]


# texts

TEXTS = {
    "stars": "*" * 30_000,
    "stars and words": "*а **б " * 5_000,
    "escapes": "\\" * 30_000 + "*",
    "quotation marks": '"' * 30_000,
    "dashes": " - " * 50_000,
    "digits": "1 " * 50_000,
    "spaces": " " * 200_000 + "конец",
    "one long word": "а" * 300_000,
    "initials": "А. Б. " * 30_000,
    "brackets": "(" * 100_000,
    "numbers with signs": "№ " * 50_000,
    "stops": "." * 200_000,
}


def _text(text: str) -> Case:
    return lambda _: [*said(text), *said("{{ name }}" + text)]


for _name, _text_ in TEXTS.items():
    CASES[f"a text of {_name}"] = _text(_text_)


@case("loops in loops of a text")
def _loops(_: Path) -> list[str]:
    return said("{% for i in range(9999) %}" * 4 + "а" + "{% endfor %}" * 4)


@case("a search in each pass of a text")
def _search(_: Path) -> list[str]:
    return said("{% for i in range(5000) %}{% if 'x' in big %}а{% endif %}{% endfor %}")


@case("a condition that searches for hours")
def _condition(_: Path) -> list[str]:
    try:
        Wording().value("range(9999)|select('in', big|list)|list|length > 1", CONTEXT)
    except TextError as error:
        return [error.reason]
    return []


CLAUSES = """
sections:
  - id: a
    clauses:
      - id: a.b
        each: {{i: "range(1000)"}}
        text: "{text}"
        items:
          - each: {{j: "range(1000)"}}
            text: "{text}"
"""


@case("clauses repeated a million times")
def _clauses(folder: Path) -> list[str]:
    return _worded(folder, CLAUSES.format(text="слово"))


@case("a book in every clause")
def _books(folder: Path) -> list[str]:
    return _worded(folder, CLAUSES.format(text="{{ big }}").replace("range(1000)", "range(60)"))


def _worded(folder: Path, text: str) -> list[str]:
    path = folder / "clauses.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        with effort():  # as the press does
            Clauses.read(path).render(CONTEXT)
    except DocgenError as error:
        return sorted({each.code for each in error.report})
    return []


# files of a pack


@case("deep YAML")
def _deep(folder: Path) -> list[str]:
    return _read(folder, "a: " + "[" * 100_000)


@case("aliases upon aliases")
def _aliases(folder: Path) -> list[str]:
    rows = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    return _read(folder, f"a0: &a0 [1]\n{rows}")


@case("ten megabytes of YAML")
def _long(folder: Path) -> list[str]:
    return _read(folder, "# " + "а" * 5_000_000)


def _read(folder: Path, text: str) -> list[str]:
    path = folder / "texts.yaml"
    path.write_text(text, encoding="utf-8")
    return sorted({each.code for each in source.read(path, include=False).report})


@case("a kind that extends a folder above")
def _above(folder: Path) -> list[str]:
    found = []
    for name in ("../../..", "/etc", "a/b", "..", "c:"):
        text = f"title: Т\nshort: Т\nextends: {name}\n"
        found += _kinds(folder / "набор", {"docx/thanks/kind.yaml": text})
    return sorted(set(found))


@case("a pack that extends a folder above")
def _pack_above(folder: Path) -> list[str]:
    root = folder / "школа" / "templates"
    root.mkdir(parents=True)
    text = "name: own\ntitle: Свой\nversion: 1\nextends: ../../..\n"
    (root / "pack.yaml").write_text(text, encoding="utf-8")
    return sorted({each.code for each in packs.packs_around(folder / "школа", "0.1.0")[1]})


def _kinds(root: Path, files: dict[str, str]) -> list[str]:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    try:
        PackStack([packs.Pack("own", "Свой", root)]).kinds()
    except DocgenError as error:
        return sorted({each.code for each in error.report})
    return []


@case("numbers of five thousand digits")
def _digits(folder: Path) -> list[str]:
    text = f"title: Т\nshort: Т\norder: {'9' * 5_000}\npages: 1{'0' * 5_000}.5\n"
    return _kinds(folder / "набор", {"docx/thanks/kind.yaml": text})


@case("patterns of a schema that a text nearly fits")
def _patterns(folder: Path) -> list[str]:
    root = folder / "школа" / "templates"
    root.mkdir(parents=True)
    nearly = (">=1" + ".1" * 30_000 + "x", "1, " * 30_000 + "x", " " * 50_000 + "x")
    found = []
    for version in nearly:
        text = f"name: {'a-' * 30_000}\ntitle: Т\nextends_version: {json.dumps(version)}\n"
        (root / "pack.yaml").write_text(text, encoding="utf-8")
        found += [each.code for each in packs.packs_around(folder / "школа", "0.1.0")[1]]
    return sorted(set(found))


@case("links that lead out of the pack")
def _links(folder: Path) -> list[str]:
    parts = folder / "школа" / "templates" / "docx" / "_parts"
    parts.mkdir(parents=True)
    (parts / "letterhead.docx").symlink_to("/etc/passwd")
    (parts.parent / "thanks").symlink_to("/etc")
    stack, report = packs.packs_around(folder / "школа", "0.1.0")
    return [*sorted({each.code for each in report}), *(pack.name for pack in stack.packs)]


@case("names of files with paths in them")
def _names(folder: Path) -> list[str]:
    found = []
    for name in ("../../x", "/etc/passwd", "C:\\x", "con", "а" * 400, "..", "x\0y", "a/../../b"):
        path = inside(folder, safe_name(name))
        found += [] if path.resolve().parent == folder.resolve() else [name]
    return found


@case("formulas that explode")
def _formulas(_: Path) -> list[str]:
    hostile = ("9**9**9", "9" * 190, "(" * 190, "-" * 190 + "1", "__import__('os')", "а" * 10**6)
    given = [value_of(formula, {}) for formula in hostile]
    return [str(each) for each in given if each is not None and not abs(each) < 1e200]


@case("a letterhead of ten thousand lines")
def _letterhead(_: Path) -> list[str]:
    return _head(docx(*[p("слово")] * 10_000))


@case("a hostile template shown as text")
def _shown(_: Path) -> list[str]:
    return [view(docx(p("{% " * 100_000), table(row("{{" * 100_000))))[:0] or "shown"]


def main() -> None:
    """Run the cases, each under its limit of time, all under one of memory."""
    with contextlib.suppress(ImportError):  # Windows has no such limit
        import resource  # noqa: PLC0415  as above

        resource.setrlimit(resource.RLIMIT_AS, (3 * MEGABYTES * 2**20, resource.RLIM_INFINITY))
    chosen = sys.argv[1:] or list(CASES)
    for name in chosen:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measured(name, Path(folder)), ensure_ascii=False), flush=True)


def measured(name: str, folder: Path) -> dict[str, object]:
    """Run a case; return what it found and what it cost."""
    before = _forget_peak()
    faulthandler.dump_traceback_later(6 * SECONDS, exit=True)
    started = time.process_time()
    try:
        found = CASES[name](folder)
    except Exception as problem:
        found = [f"{type(problem).__name__}: {problem}"[:200]]
    seconds = time.process_time() - started
    faulthandler.cancel_dump_traceback_later()
    return {
        "name": name,
        "found": found,
        "seconds": round(seconds, 2),
        "megabytes": max(0, _status("VmHWM") - before) // 1024,
    }


def _forget_peak() -> int:
    """Let the system count the peak of memory anew; return what is in use."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _status("VmRSS")


def _status(name: str) -> int:
    try:
        text = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    found = re.search(rf"{name}:\s+(\d+) kB", text)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    main()
