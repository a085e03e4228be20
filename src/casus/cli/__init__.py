"""The command line: parses, calls, prints. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from casus import __version__
from casus.cli import data, odds, pages, treaties, whatif  # noqa: F401 - each adds its commands to the application
from casus.cli.common import app
from casus.errors import CasusError

__all__ = ["app", "main"]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"casus {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Shared options."""


def main() -> None:
    """Run the command line. Exit 0 done, 1 bad input, 2 wrong command line; never a traceback for what a user gave."""
    try:
        app(standalone_mode=True)
    except CasusError as error:
        typer.echo(f"casus: {error}", err=True)
        sys.exit(1)
