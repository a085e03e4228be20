"""Commands for treaties: one, all, two side by side, all attackers and targets at once, and their upkeep."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from casus.cli.common import TreatiesOption, app, day_of, library, must_day, print_json


@app.command()
def treaty(
    id: Annotated[str, typer.Argument(metavar="ID", help="A treaty's id, such as nato-1949.")],
    treaties: TreatiesOption = None,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """One treaty with its clauses, parties, spells and how the file was checked."""
    from casus.brief import shelf
    from casus.brief.terminal import console

    found = library(treaties)[id]
    if format == "json":
        print_json(shelf.treaty_json(found))
    else:
        shelf.print_treaty(found, console())


@app.command("treaties")
def list_treaties(
    state: Annotated[str | None, typer.Option("--state", help="Only those of this state.")] = None,
    day: Annotated[str | None, typer.Option("--day", metavar="DAY", help="Only those in force on the day.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Only those with such a clause, e.g. defend.")] = None,
    treaties: TreatiesOption = None,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """The treaties at hand: which bind whom, to what, since when."""
    from casus.brief import shelf
    from casus.brief.terminal import console

    rows = shelf.choose(library(treaties), state, day_of(day), kind)
    if format == "json":
        print_json([shelf.treaty_json(row) for row in rows])
    else:
        shelf.print_list(rows, day_of(day), console())


@app.command()
def compare(
    one: Annotated[str, typer.Argument(metavar="ID")],
    other: Annotated[str, typer.Argument(metavar="ID")],
    treaties: TreatiesOption = None,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """Two treaties side by side: what sets them off, what is owed, where, talks, institutions."""
    from casus.brief import compare as stage
    from casus.brief.terminal import console

    shelf = library(treaties)
    pair = shelf[one], shelf[other]
    if format == "json":
        print_json(stage.as_json(*pair))
    else:
        stage.print_comparison(*pair, console())


@app.command()
def sweep(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The Parquet file to write.")],
    day: Annotated[str | None, typer.Option("--day", metavar="DAY", help="One day.")] = None,
    years: Annotated[
        str | None, typer.Option("--years", metavar="FROM-TO", help="1 January of each year, such as 1816-2018.")
    ] = None,
    treaties: TreatiesOption = None,
) -> None:
    """Every attacker and target on a day or over years: who would be bound, what would be open, who barred."""
    from rich.console import Console
    from rich.progress import Progress

    from casus.days import years as parse_years
    from casus.treaties import sweep as stage

    if (day is None) == (years is None):
        raise typer.BadParameter("give either --day or --years")
    days = [must_day(day)] if day is not None else stage.years(*parse_years(years or ""))
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("days", total=len(days))
        shelf = [treaty for treaty in library(treaties) if not treaty.above]
        rows = stage.write(shelf, days, out, done=lambda count: bar.advance(task, count))
    typer.echo(f"{rows} rows in {out}", err=True)


@app.command("lint-treaties")
def lint_treaties(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Your own folder; left out: those that ship with casus.")
    ] = None,
) -> None:
    """Check treaty files: words, dates, parties, and every example in them."""
    from casus.treaties import lint

    report = lint.lint(folder)
    for issue in report.issues:
        typer.echo(str(issue))
    typer.echo(f"{report.treaties} treaties, {report.examples} examples, {len(report.issues)} issues", err=True)
    if any(issue.severity == "error" for issue in report.issues):
        raise typer.Exit(1)
