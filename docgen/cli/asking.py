"""Questions that a command asks before it changes anything, in Russian."""

from __future__ import annotations

import click

_ANSWERS = {"": True, **dict.fromkeys("да д yes y".split(), True)} | dict.fromkeys(
    "нет н no n".split(), False
)


def agreed(question: str) -> bool:
    """Ask until the answer is yes or no; Enter alone is yes.

    The question goes where findings go, so that what a command prints stays clean.
    """
    while True:
        given = click.prompt(f"{question} [Да/нет]", default="", show_default=False, err=True)
        answer = _ANSWERS.get(given.strip().lower())
        if answer is not None:
            return answer
        click.echo("Ответьте «да» или «нет».", err=True)
