"""The page docs/codes.md: every code with its explanation, made from the YAML of this package.

`python -m docgen.codes.reference docs/codes.md` writes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from docgen.codes import Explanation, explanations

_GROUPS = {
    "1": "Данные программы",
    "2": "Шаблоны и наборы шаблонов",
    "3": "Таблицы",
    "4": "Согласованность документов",
    "5": "Готовые файлы",
    "6": "Проверка готовых документов",
    "9": "Компьютер и LibreOffice",
}
_OPENING = """\
# Коды сообщений

Каждое сообщение docgen начинается с кода. То же объяснение даёт команда `docgen explain КОД`.
Первая цифра говорит, о чём сообщение.

Страница составлена из файлов `docgen/codes/*.yaml` командой
`python -m docgen.codes.reference docs/codes.md`: правьте их, а не её.
"""


def page() -> str:
    """Return the page as Markdown."""
    return "\n".join([_OPENING, *_sections()])


def _sections() -> Iterator[str]:
    for digit, group in groupby(explanations().items(), key=lambda item: item[0][2]):
        yield f"## DG{digit}xx. {_GROUPS[digit]}\n"
        for code, text in group:
            yield _entry(code, text)


def _entry(code: str, text: Explanation) -> str:
    remedy = f"**Что делать.** {_prose(text.repair)}"
    said = f"### {code}. {_prose(text.title)}\n\n{_prose(text.why)}\n\n{remedy}\n"
    return f"{said}\n```\n{text.example}\n```\n" if text.example else said


def _prose(text: str) -> str:
    """Keep angle brackets, stars and tags of an explanation from being read as markup."""
    return "".join(f"\\{letter}" if letter in "\\*_<>`" else letter for letter in text)


def main() -> None:
    """Write the page into the file named on the command line."""
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
