"""What the commands share: the application itself, options, and the reading and printing of values."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

    from casus.reports.article import Page
    from casus.treaties.library import Library

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads what is reported about peace and war, and says who is bound to do what by treaty.",
)


PageArgument = Annotated[str, typer.Argument(metavar="PAGE", help="A saved page (HTML or text), or - for stdin.")]
TreatiesOption = Annotated[
    Path | None, typer.Option("--treaties", metavar="DIR", help="A folder of your own treaty files, real or invented.")
]
#: Told while the odds are drawn; numba compiles their code once.
BUSY = "reading and drawing (the very first time half a minute, as code is compiled)"
#: Draws unless told otherwise.
DRAWS = 10_000
DrawsOption = Annotated[
    int, typer.Option("--draws", metavar="N", min=0, max=1_000_000, help="Draws of who joins; 0: no odds.")
]
SeedOption = Annotated[int, typer.Option("--seed", help="Seed of everything random; kept in the run.")]


def load(page: str) -> Page:
    """The saved page at a path, or from stdin."""
    from casus.reports.page import load

    return load(page)


def library(folder: Path | None) -> Library:
    """The treaties that ship, and a user's own beside them."""
    from casus.treaties import library as shelf

    shipped = shelf.shipped()
    return shipped.plus(shelf.read_folder(folder)) if folder is not None else shipped


def day_of(text: str | None) -> date | None:
    """The day that was given, if one was."""
    return None if text is None else must_day(text)


def must_day(text: str) -> date:
    """The day that was given."""
    from casus.days import parse

    return parse(text)


def waiting(told: str) -> AbstractContextManager[object]:
    """A line with a spinner on stderr while something takes long; nothing where stderr is no terminal."""
    from rich.console import Console

    return Console(stderr=True).status(told)


def print_json(value: object) -> None:
    """A value as JSON on stdout."""
    from casus.brief.terminal import emit

    emit(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
