"""Commands for a page: its brief, its article and claims."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from casus.cli.common import PageArgument, SeedOption, TreatiesOption, app, day_of, library, load, print_json
from casus.errors import InputError


@app.command()
def brief(
    page: PageArgument,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Read treaties as of this day, not the page's.")
    ] = None,
    seed: SeedOption = 0,
    treaties: TreatiesOption = None,
    format: Annotated[Literal["text", "json", "md"], typer.Option("--format")] = "text",
) -> None:
    """Brief a page: what is claimed, what is in force, who is bound to do what if someone attacks."""
    from casus.brief.build import build

    made = build(load(page), library(treaties), as_of=day_of(as_of), seed=seed)
    match format:
        case "json":
            print_json(made.as_json())
        case "md":
            from casus.brief.markdown import as_markdown
            from casus.brief.terminal import emit

            emit(as_markdown(made))
        case "text":
            from casus.brief.terminal import console
            from casus.brief.text import print_brief

            print_brief(made, console())


@app.command()
def read(
    pages: Annotated[list[str], typer.Argument(metavar="PAGE...", help="Saved pages, or - for stdin.")],
    format: Annotated[Literal["text", "jsonl"], typer.Option("--format")] = "text",
) -> None:
    """Read pages: the article and who claims what, one JSON line a page."""
    from casus.brief.terminal import console, emit
    from casus.brief.text import print_article, print_furniture
    from casus.reports.extract import extract
    from casus.reports.jsonl import as_json
    from casus.reports.read import read as read_page

    failed = False
    for name in pages:
        try:
            article = read_page(load(name))
            claims = extract(article)
        except InputError as error:
            failed = True
            typer.echo(f"casus: {error}", err=True)
            continue
        if format == "jsonl":
            emit(json.dumps(as_json(article, claims), ensure_ascii=False) + "\n")
        else:
            out = console()
            print_article(article, claims, out)
            print_furniture(article, out)
    if failed:
        raise typer.Exit(1)
