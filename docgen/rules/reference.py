"""The page that lists every rule: `python -m docgen.rules.reference docs/rules.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from docgen.codes import explanations
from docgen.packs import PackStack, stack
from docgen.rules.judging import rules

_OPENING = """\
# Правила

Что docgen проверяет в программе, прежде чем документы подпишут. `docgen check` печатает нарушения
с местом и исправлением, `docgen explain КОД` объясняет правило. С `--on ДАТА` проверяется
и то, какие бумаги к этому дню уже должны быть.

Нарушение правила с важностью «ошибка» значит: подписывать рано. Составить документы оно не мешает –
среди них и те, которых не хватает (согласия, соглашения). Правила с кодами DG1xx и DG401–DG406
проверяются при чтении: с такой ошибкой документов нет вовсе; DG55x – в готовых документах,
DG66x и DG67x – в папке бумаг ([audit.md](audit.md)). G4 и G6 проверяются и в файлах Word
([norms.md](norms.md)).

**Числа и слова.** Пределы возраста, стажа, срока и нагрузки – в `limits` форм (`forms.yaml`)
и программы; остальные числа, слова, по которым правило узнаёт то, о чём оно, и важность –
в `rules.yaml`: область или школа кладёт свой файл поверх и пишет в нём только то, что меняет.

```yaml rules.yaml
numbers:
  holidays: ["01-01", "01-02", "05-09", "05-20"]   # свои праздники – вместо всего списка
abbreviations:
  МЦР: муниципальный центр развития            # сокращение, которое у нас знают все
rules:
  - {id: B9, severity: warning}                # предупреждать, а не считать ошибкой
  - {id: C8, numbers: {weekdays: [6, 7]}}      # суббота – тоже выходной
  - {id: B11, numbers: {weekdays: [7]}}        # шестидневная неделя: суббота – рабочий день
  - {id: A9, severity: off}                    # не проверять
```

**Чего docgen не знает.** Переносов выходных, которые объявляют на год: рабочие дни он считает
по неделе и праздникам статьи 112 Трудового кодекса (C8, B11). Есть ли у области свои акты, если
о них не сказал ни один набор (E7): тогда он молчит. Что размещено на самом сайте (D12): он сверяет
документы с копиями, которые сделала `docgen build --publish` в папке рядом с программой. Какие
бумаги Положение поручает педагогам (D8) – он читает в словах, которые школа или область внесла
поверх встроенных. Эти слова, и сокращения в них (G4), он читает так, как они стоят в первом
документе этого вида, со значениями; пункт, которого в документе нет, – без значений.

**Отступления.** Правило, которого школа сознательно не придерживается, записывают в программе с
причиной; `docgen check` печатает её вместо нарушения, `docgen check --all` – в строке школы.

```yaml programme.yaml
waivers:
  - {rule: A7, about: p03, reason: наставник – победитель конкурса, стаж четыре года}
```

Страница составлена из `templates/rules.yaml` и `docgen/codes/*.yaml` командой
`python -m docgen.rules.reference docs/rules.md`: правьте их, а не её.
"""
_PARTS = {
    "A": "Кто с кем",
    "B": "Согласия и соглашения",
    "C": "Даты и сроки",
    "D": "Бумаги, которые спрашивают",
    "E": "Ссылки на акты",
    "F": "Показатели",
    "G": "Слова",
}
_WEIGHTS = {"error": "ошибка", "warning": "предупреждение", "info": "к сведению", "off": "нет"}
_HEAD = "| Правило | Код | Нарушение | Важность | Основание |\n|---|---|---|---|---|"


def page(packs: PackStack) -> str:
    """Return the page as Markdown."""
    return "\n".join([_OPENING, *_parts(packs)])


def _parts(packs: PackStack) -> Iterator[str]:
    told = explanations()
    for letter, group in groupby(rules(packs), key=lambda rule: rule.id[0]):
        rows = "\n".join(
            f"| {rule.id} | {rule.code} | {told[rule.code].title} | {_WEIGHTS[rule.severity]} "
            f"| {rule.basis} |"
            for rule in group
        )
        yield f"## {_PARTS[letter]}\n\n{_HEAD}\n{rows}\n"


def main() -> None:
    """Write the page into the file named on the command line."""
    Path(sys.argv[1]).write_text(page(stack()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
