"""Commands for data: the datasets and their cards, panels, citations."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from casus.cli.common import app, print_json

Unit = Literal["dyad-year", "state-year"]


@app.command()
def panel(
    unit: Annotated[Unit, typer.Argument(help="dyad-year or state-year.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="A .parquet, .csv or .dta file.")],
    directed: Annotated[bool, typer.Option("--directed", help="Each pair in both orders.")] = False,
    first: Annotated[int, typer.Option("--from", metavar="YEAR", help="The first year.")] = 1816,
    last: Annotated[int, typer.Option("--to", metavar="YEAR", help="The last year.")] = 2025,
    add: Annotated[
        list[str] | None, typer.Option("--add", metavar="NAME", help="A set of columns, such as atop; once for each.")
    ] = None,
    several: Annotated[
        str | None,
        typer.Option("--several", metavar="RULE,...", help="Which of several disputes a year is kept: rules in turn."),
    ] = None,
    relevant: Annotated[bool, typer.Option("--relevant", help="Only politically relevant pairs.")] = False,
    system: Annotated[Literal["cow", "gw"], typer.Option("--system", help="Whose list of states.")] = "cow",
) -> None:
    """A peace-science panel, with its run (FILE.run.json) and citations (FILE.bib) beside it."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a pool of threads costs more than it gives here

    from casus.panel import dyad_years, state_years
    from casus.panel.write import beside, write

    names = [name for given in add or () for name in given.split(",") if name]
    if unit == "state-year" and directed:
        raise typer.BadParameter("--directed is for dyad-year")
    rows = (
        dyad_years(directed=directed, first=first, last=last, system=system)
        if unit == "dyad-year"
        else state_years(first=first, last=last, system=system)
    )
    rows = rows.relevant() if relevant else rows
    rows = rows.add(*names, several=several.split(",")) if several else rows.add(*names)
    options = {
        "unit": unit, "directed": directed, "from": first, "to": last, "add": names, "several": several,
        "relevant": relevant, "system": system,
    }  # fmt: skip
    write(rows, out, options)
    typer.echo(f"{len(rows):,} rows × {len(rows.columns)} columns in {out}; sources in {beside(out, '.bib')}", err=True)


@app.command()
def datasets(
    what: Annotated[
        str | None, typer.Argument(metavar="ID|verify", help="One dataset; or verify. Left out: a list of all.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="verify: a folder under which published files lie.")
    ] = None,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """The datasets that casus knows; the card of one; or whether the packaged tables are as they were built."""
    from casus.brief.terminal import console
    from casus.datasets import shelf, show

    if folder is not None and what != "verify":
        raise typer.BadParameter("only verify takes a folder")
    if what == "verify":
        _verify(folder, format)
    elif what is not None:
        one = shelf.get(what)
        print_json(show.as_json(one)) if format == "json" else show.print_card(one, console())
    else:
        every = shelf.datasets().values()
        if format == "json":
            print_json([show.as_json(one, columns=False) for one in every])
        else:
            show.print_list(every, console())


def _verify(folder: Path | None, format: Literal["text", "json"]) -> None:
    """Each packaged table against its record; with a folder, each published file there against its card."""
    from rich.console import Console
    from rich.progress import Progress

    from casus.brief.terminal import emit
    from casus.datasets import packaging, shelf

    every = list(shelf.datasets().values())
    files = {} if folder is None else packaging.files(every, folder)
    wanted = [one for one in every if one.packaged or one.id in files]
    wrong = {}
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        for one in bar.track(wanted, description="datasets"):
            if problem := packaging.verify(one, files.get(one.id)):
                wrong[one.id] = problem
    tables = sum(one.packaged for one in every)
    if format == "json":
        print_json({"tables": tables, "files": len(files), "wrong": wrong})
    else:
        read = f" and {len(files)} published file{'s' * (len(files) > 1)}" if folder is not None else ""
        summary = f"{tables} packaged tables{read}: {f'{len(wrong)} wrong' if wrong else 'all as recorded'}"
        emit("".join(f"{id}: {problem}\n" for id, problem in wrong.items()) + summary + "\n")
    if wrong:
        raise typer.Exit(1)


@app.command()
def cite(
    what: Annotated[list[str], typer.Argument(metavar="RUN.json|ID...", help="Runs (- is stdin), or ids of datasets.")],
    format: Annotated[Literal["bibtex", "csl", "text"], typer.Option("--format")] = "bibtex",
) -> None:
    """The citations of everything that a result used."""
    from casus.brief.terminal import emit
    from casus.datasets import citing, shelf

    ids = citing.ids(what)
    if not ids:
        typer.echo("no dataset went into that", err=True)
    if format == "csl":
        print_json([one.csl() for one in shelf.cited(ids)])
    else:
        emit(shelf.bibliography(ids) if format == "bibtex" else "".join(f"{one}\n" for one in shelf.cited(ids)))
