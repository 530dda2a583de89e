"""`docgen explain DG104`: what a code means and what to do."""

from __future__ import annotations

import sys
from difflib import get_close_matches

import click

from docgen.cli.common import FOUND, Manner, common


@click.command("explain", options_metavar="[ПАРАМЕТРЫ]")
@click.argument("code", metavar="КОД")
@common
def command(manner: Manner, code: str) -> None:
    """Объяснить код сообщения: что он значит, почему это важно и что делать."""
    from docgen.codes import explanations  # noqa: PLC0415  imported when needed

    known = explanations()
    code = code.upper()
    if code not in known:
        near = get_close_matches(code, known, n=3, cutoff=0.5)
        hint = f" Похожие: {', '.join(near)}." if near else ""
        click.echo(f"Кода {code} нет.{hint}", err=True)
        sys.exit(FOUND)
    text = known[code]
    click.echo(f"{code}. {text.title}\n\n{text.why}\n\nЧто делать. {text.repair}")
    if text.example:
        click.echo(f"\nПример:\n{text.example}")
