"""The command line: parses, calls, prints. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from casus import __version__
from casus.errors import CasusError, InputError

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
SeedOption = Annotated[int, typer.Option("--seed", help="Seed of everything random; kept in the run.")]


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

    made = build(_load(page), _library(treaties), as_of=_day(as_of), seed=seed)
    match format:
        case "json":
            _print_json(made.as_json())
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
            article = read_page(_load(name))
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


@app.command("what-if")
def what_if(
    by: Annotated[str, typer.Option("--by", help="Attackers: states, or *AFG (a force based there), or *.")],
    on: Annotated[str, typer.Option("--on", help="The states attacked.")],
    day: Annotated[str, typer.Option("--day", metavar="DAY", help="YYYY-MM-DD.")],
    act: Annotated[
        Literal["armed-attack", "aggression", "war", "mobilisation", "threat", "crisis"], typer.Option("--act")
    ] = "armed-attack",
    place: Annotated[str | None, typer.Option("--place", help='A name or "lat,lon".')] = None,
    hits: Annotated[Literal["territory", "forces", "vessels", "unknown"] | None, typer.Option("--hits")] = None,
    begun_by: Annotated[
        str | None, typer.Option("--begun-by", help="Who began the wider war; unknown leaves it open.")
    ] = None,
    state_of_war: Annotated[Literal["yes", "no", "unknown"] | None, typer.Option("--state-of-war")] = None,
    requested: Annotated[
        Literal["yes", "no", "unknown"] | None, typer.Option("--requested", help="Did the victim ask for help?")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", metavar="TREATY", help="As if this treaty did not exist.")
    ] = None,
    with_: Annotated[
        list[str] | None, typer.Option("--with", metavar="TREATY", help="As if this treaty were in force.")
    ] = None,
    versus: Annotated[
        str | None, typer.Option("--versus", metavar="DAY", help="Set beside the same attack on another day.")
    ] = None,
    treaties: TreatiesOption = None,
    why: Annotated[bool, typer.Option("--why", help="Print every step of every finding.")] = False,
    about: Annotated[
        str | None, typer.Option("--about", metavar="STATE", help="Why this state is bound, or not.")
    ] = None,
    seed: SeedOption = 0,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """If A attacks B on a day: who is bound to do what, by which article, and what is open."""
    from casus.brief import whatif
    from casus.brief.terminal import console
    from casus.brief.text import print_question

    made = whatif.what_if(
        _library(treaties),
        whatif.Terms(
            by=by, on=on, day=_must_day(day), act=act, place=place, hits=hits,
            begun_by=begun_by, state_of_war=state_of_war,
            requested=requested, without=tuple(without or ()), with_=tuple(with_ or ()),
            versus=_day(versus), seed=seed,
        ),
    )  # fmt: skip
    if format == "json":
        _print_json(made.as_json())
    else:
        debtor = about and whatif.state(about, made.question.attack.day)
        print_question(made.question, console(), why=why, about=debtor)


@app.command()
def treaty(
    id: Annotated[str, typer.Argument(metavar="ID", help="A treaty's id, such as nato-1949.")],
    treaties: TreatiesOption = None,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """One treaty with its clauses, parties, spells and how the file was checked."""
    from casus.brief import shelf
    from casus.brief.terminal import console

    found = _library(treaties)[id]
    if format == "json":
        _print_json(shelf.treaty_json(found))
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

    rows = shelf.choose(_library(treaties), state, _day(day), kind)
    if format == "json":
        _print_json([shelf.treaty_json(row) for row in rows])
    else:
        shelf.print_list(rows, _day(day), console())


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

    library = _library(treaties)
    pair = library[one], library[other]
    if format == "json":
        _print_json(stage.as_json(*pair))
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
    days = [_must_day(day)] if day is not None else stage.years(*parse_years(years or ""))
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("days", total=len(days))
        shelf = [treaty for treaty in _library(treaties) if not treaty.above]
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


def _load(page: str) -> Page:
    from casus.reports.page import load

    return load(page)


def _library(folder: Path | None) -> Library:
    from casus.treaties import library

    shipped = library.shipped()
    return shipped.plus(library.read_folder(folder)) if folder is not None else shipped


def _day(text: str | None) -> date | None:
    return None if text is None else _must_day(text)


def _must_day(text: str) -> date:
    from casus.days import parse

    return parse(text)


def _print_json(value: object) -> None:
    from casus.brief.terminal import emit

    emit(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def main() -> None:
    """Run the command line. Exit 0 done, 1 bad input, 2 wrong command line; never a traceback for what a user gave."""
    try:
        app(standalone_mode=True)
    except CasusError as error:
        typer.echo(f"casus: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
