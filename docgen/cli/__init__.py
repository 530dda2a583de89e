"""The command `docgen`: a surface over `docgen.engine`, one module per command.

Nothing but click is imported before a command is known: `docgen --help` must answer at once.
"""

from __future__ import annotations

import importlib
import keyword
import sys
from typing import Any

import click

from docgen import __version__
from docgen.cli.console import tolerate
from docgen.cli.guard import guarded
from docgen.cli.language import russian

# In the order of work, as `--help` lists them.
_COMMANDS = {
    "new": "создать программу",
    "check": "проверить программу",
    "build": "создать документы",
    "import": "взять исправления из ведомости склонений",
    "doctor": "проверить, чего не хватает на этом компьютере",
    "explain": "объяснить код сообщения",
}


class _Commands(click.Group):
    """Commands whose modules are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(_COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  click's signature
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        # `import` is a word of Python's own: its module is called import_.
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"docgen.cli.{name}")
        command: click.Command = module.command
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Команды"):
            formatter.write_dl(list(_COMMANDS.items()))

    def main(self, *given: Any, **options: Any) -> Any:
        """Run in Russian; every end of the run is an exit code and a sentence."""
        args = given[0] if given else options.pop("args", None)
        arguments = list(sys.argv[1:] if args is None else args)
        options |= {"prog_name": "docgen", "standalone_mode": False}
        tolerate()
        with russian():
            guarded(lambda: super(_Commands, self).main(arguments, **options), arguments)


@click.group(
    cls=_Commands,
    # Their names alone, for «did you mean»; the modules are imported when they are called.
    commands={name: click.Command(name) for name in _COMMANDS},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="",
    subcommand_metavar="КОМАНДА [ПАРАМЕТРЫ]",
    epilog="Подробнее о команде: docgen КОМАНДА --help",
)
@click.version_option(
    __version__, prog_name="docgen", message="%(prog)s %(version)s", help="Показать версию и выйти."
)
def group() -> None:
    """Документы программы наставничества: DOCX и PDF из одного описания."""


def main() -> None:
    """Run the command line."""
    group()
