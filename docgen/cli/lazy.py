"""Groups of commands whose modules are imported when they are called."""

from __future__ import annotations

import importlib
import keyword
from typing import Any

import click


class LazyGroup(click.Group):
    """A group that knows of its commands only their names and what they are for.

    `package` holds a module for each; a name that Python keeps for itself gets an underscore.
    """

    def __init__(self, *args: Any, package: str, about: dict[str, str], **options: Any) -> None:
        # Their names alone, for «did you mean»; the modules are imported when they are called.
        options["commands"] = {name: click.Command(name) for name in about}
        super().__init__(*args, **options)
        self._package, self._about = package, about

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the names in the order of work."""
        return list(self._about)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self._about:
            return None
        # `import` is a word of Python's own: its module is called import_.
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"{self._package}.{name}")
        command: click.Command = module.command
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Print what each command is for, without importing it."""
        with formatter.section("Команды"):
            formatter.write_dl(list(self._about.items()))
