"""The tables of docs/norms.md: every rule of the usual profile, made from its YAML.

`python -m docgen.norms.reference docs/norms.md` writes them anew, between their marks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docgen import packs, schema
from docgen.norms import DEFAULT, Profile, profile
from docgen.norms.catalogue import RULES
from docgen.norms.pdfrules import PDF_RULES
from docgen.norms.profile import Norm

_BEGIN: Final = "<!-- начало таблиц -->\n"
_END: Final = "<!-- конец таблиц -->"
_GROUPS: Final = {
    "P": "Лист",
    "F": "Шрифт",
    "T": "Текст",
    "R": "Реквизиты",
    "Y": "Типографика",
}
_PAPERS: Final = {"docx": "Word", "pdf": "PDF"}
_RULES_HEAD: Final = """\
| Правило | Код | Что требуется | Важность | Основание | Где |
|---|---|---|---|---|---|"""
_NUMBERS_HEAD: Final = """\
## Числа профиля

| Поле | Что это | Значение |
|---|---|---|"""


def renewed(page: str) -> str:
    """Return the page with its tables as the profile has them now."""
    before, _, rest = page.partition(_BEGIN)
    after = rest.partition(_END)[2]
    usual = profile(DEFAULT, packs.stack())
    tables = "\n".join([*_rules(usual), *_numbers(usual)])
    return f"{before}{_BEGIN}\n{tables}\n{_END}{after}"


def _rules(usual: Profile) -> Iterator[str]:
    yield f"## Правила профиля {usual.id}\n"
    for letter, title in _GROUPS.items():
        yield f"### {title}\n\n{_RULES_HEAD}"
        yield from (_row(k, norm) for k, norm in usual.rules.items() if k.startswith(letter))
        yield ""


def _row(key: str, norm: Norm) -> str:
    code = (RULES.get(key) or PDF_RULES[key])[0]
    where = ", ".join(_PAPERS[paper] for paper in norm.paper)
    level = _norm_shape().properties["severity"].options[norm.severity]
    return f"| {key} | {code} | {norm.title} | {level} | {norm.basis} | {where} |"


def _norm_shape() -> schema.Shape:
    shape = schema.root("norms").properties["rules"].others
    assert shape is not None  # the schema says what a rule is
    return shape


def _numbers(usual: Profile) -> Iterator[str]:
    """Yield the numbers that a school may change."""
    yield _NUMBERS_HEAD
    for part, record in (("page", usual.page), ("text", usual.text)):
        for name, shape in schema.root("norms").properties[part].properties.items():
            given = getattr(record, name)
            shown = ", ".join(map(_shown, given if isinstance(given, tuple) else (given,)))
            told = f"{shape.title}. {shape.definition['description']}"
            yield f"| `{part}.{name}` | {told} | {shown} |"
    yield ""


def _shown(given: float | str) -> str:
    return given if isinstance(given, str) else f"{given:g}".replace(".", ",")


def main() -> None:
    """Renew the file named on the command line."""
    path = Path(sys.argv[1])
    path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
