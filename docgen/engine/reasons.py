"""Why documents are made, in words for whoever reads the answer."""

from __future__ import annotations

from typing import Final

SAID: Final = {
    "new": "новый",
    "data": "изменились данные",
    "template": "изменился шаблон",
    "texts": "изменились тексты",
    "engine": "новая версия docgen",
    "edited": "файл изменён вручную",
    "lost": "файл пропал",
    "unfinished": "прошлый запуск был прерван",
    "older": "документ с тех пор изменился",
    "form": "нужен PDF другого вида",
}  # by the values of `Reason`
