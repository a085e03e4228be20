"""The command for the odds: how good they are on conflicts that the model has not seen."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from casus.cli.common import app, print_json


@app.command()
def backtest(
    forecasts: Annotated[
        Path | None, typer.Option("--forecasts", metavar="FILE", help="Write every forecast to a CSV file.")
    ] = None,
    kept: Annotated[bool, typer.Option("--kept", help="The figures that ship, without running it again.")] = False,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """How good the odds are: forward by decade from 1900, only earlier conflicts known; minutes."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

    from casus.odds import report
    from casus.run import Run

    if kept and forecasts is not None:
        raise typer.BadParameter("--kept runs nothing, so there are no forecasts to write")
    if kept:
        told = report.kept()
    else:
        from rich.console import Console
        from rich.progress import Progress, TimeElapsedColumn

        with Progress(*Progress.get_default_columns(), TimeElapsedColumn(), console=Console(stderr=True)) as bar:
            task = bar.add_task("rows", total=report.STEPS)
            told = report.made(forecasts, lambda what: bar.update(task, advance=1, description=what))
    told["run"] = Run("backtest", options={"kept": kept}).as_json()
    if format == "json":
        print_json(told)
    else:
        from casus.brief.terminal import console
        from casus.brief.tested import print_backtest

        print_backtest(told, console())
    if forecasts is not None:
        typer.echo(f"every forecast in {forecasts}", err=True)
