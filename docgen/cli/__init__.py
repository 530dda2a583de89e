"""The command `docgen`: a surface over `docgen.engine`, one module per command.

Nothing but click is imported before a command is known: `docgen --help` must answer at once.
"""

from __future__ import annotations

import importlib
import sys
from typing import IO

import click

from docgen import __version__

# In the order of work, as `--help` lists them.
_COMMANDS = {
    "new": "создать программу",
    "check": "проверить программу",
    "build": "создать документы",
    "doctor": "проверить, чего не хватает на этом компьютере",
    "explain": "объяснить код сообщения",
}


class _Commands(click.Group):
    """Commands whose modules are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"docgen.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Команды"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="docgen", message="%(prog)s %(version)s")
def group() -> None:
    """Документы программы наставничества: DOCX и PDF из одного описания."""


def main() -> None:
    """Run the command; what cannot be shown in the console's code page is shown as «?»."""
    for stream in (sys.stdout, sys.stderr):
        _tolerant(stream)
    group(prog_name="docgen")


def _tolerant(stream: IO[str]) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
