"""The command `docgen`: a surface over `docgen.engine`, one module per command.

Nothing but click is imported before a command is known: `docgen --help` must answer at once.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from docgen import __version__, shelf
from docgen.cli.console import tolerate
from docgen.cli.guard import guarded
from docgen.cli.language import russian
from docgen.cli.lazy import LazyGroup

# In the order of work, as `--help` lists them.
_COMMANDS = {
    "new": "создать программу",
    "check": "проверить программу",
    "kinds": "показать, какие бывают документы и чего для них не хватает",
    "acts": "показать нормативные акты и ссылки на них",
    "build": "создать документы",
    "audit": "проверить папку с готовыми бумагами, кто бы их ни составил",
    "register": "присвоить документам номера, отметить подписанные",
    "import": "взять людей, пары, школы из таблицы или исправления из ведомости склонений",
    "template": "показать и проверить шаблоны документов",
    "doctor": "проверить, чего не хватает на этом компьютере",
    "explain": "объяснить код сообщения",
}


class _Commands(LazyGroup):
    """The whole command line: in Russian, and never with a traceback."""

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
    package=__name__,
    about=_COMMANDS,
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
    """Run the command line; what it compiles is kept for the next time."""
    with shelf.using(shelf.location(os.environ)):
        group()
