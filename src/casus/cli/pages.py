"""Commands for a page: its brief, its article and claims."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from casus.cli.common import (
    BUSY,
    DRAWS,
    DrawsOption,
    PageArgument,
    SeedOption,
    TreatiesOption,
    app,
    day_of,
    library,
    load,
    print_json,
    waiting,
)
from casus.errors import InputError

if TYPE_CHECKING:
    from casus.reports.article import Article
    from casus.reports.claim import Claim


@app.command()
def brief(
    page: PageArgument,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Read treaties as of this day, not the page's.")
    ] = None,
    draws: DrawsOption = DRAWS,
    seed: SeedOption = 0,
    treaties: TreatiesOption = None,
    format: Annotated[Literal["text", "json", "md"], typer.Option("--format")] = "text",
) -> None:
    """Brief a page: claims, what is in force, who is bound to do what if someone attacks, who would really come."""
    from casus.brief.build import build

    day = day_of(as_of)
    with waiting(BUSY):
        made = build(load(page), library(treaties), as_of=day, seed=seed, draws=draws)
    _tell_language(page, made.article)
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
    reader: Annotated[
        Literal["rules", "llm"], typer.Option("--reader", help="Rules, offline; or a language model that you name.")
    ] = "rules",
    compare: Annotated[bool, typer.Option("--compare", help="Both readers, and where they differ.")] = False,
    url: Annotated[
        str | None,
        typer.Option("--llm-url", envvar="CASUS_LLM_URL", help="An OpenAI-compatible endpoint, to /v1."),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--llm-model", envvar="CASUS_LLM_MODEL", help="The model's name.")
    ] = None,
    budget: Annotated[int, typer.Option("--budget", help="Most tokens that the model may use for a page.")] = 20_000,
    seconds: Annotated[float, typer.Option("--seconds", help="Longest wait for the model, a page.")] = 120.0,
    cache: Annotated[
        Path | None,
        typer.Option("--cache", envvar="CASUS_LLM_CACHE", metavar="DIR", help="Keep the model's answers here."),
    ] = None,
    marked: Annotated[bool, typer.Option("--marked", help="Print the text too, its claims in colour.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Why each claim was read so: word, rule, path.")] = False,
    syntax: Annotated[
        str | None,
        typer.Option("--syntax", metavar="PIPELINE", help="Another spaCy pipeline, by name or folder."),
    ] = None,
    format: Annotated[Literal["text", "jsonl", "html"], typer.Option("--format")] = "text",
) -> None:
    """Read pages: the article and who claims what, one JSON line a page."""
    from casus.brief.terminal import console, emit
    from casus.brief.text import print_article, print_difference, print_furniture, print_marked, print_why
    from casus.reports.compare import compared
    from casus.reports.extract import extract
    from casus.reports.jsonl import as_json
    from casus.reports.mark import as_html
    from casus.reports.read import read as read_page

    by_model = _model(url, model, budget, seconds, cache) if reader == "llm" or compare else None
    failed = False
    for name in pages:
        try:
            article = read_page(load(name))
            claims = by_model(article) if by_model is not None and not compare else extract(article, syntax)
            difference = compared(claims, by_model(article)) if by_model is not None and compare else None
        except InputError as error:
            failed = True
            said = str(error)
            typer.echo(f"casus: {name + said[4:] if said.startswith('page: ') else said}", err=True)
            continue
        if by_model is None or compare:
            _tell_language(name, article)
        if format == "jsonl":
            line = as_json(article, claims)
            line |= {"why": [{"claim": c.id, **asdict(c.why)} for c in claims if c.why]} if why else {}
            line |= {"difference": difference.as_json()} if difference is not None else {}
            emit(json.dumps(line, ensure_ascii=False) + "\n")
        elif format == "html":
            emit(as_html(article, claims))
        else:
            out = console()
            print_article(article, claims, out)
            if marked:
                print_marked(article, claims, out)
            if why:
                print_why(claims, out)
            if difference is not None:
                print_difference(difference, article, out)
            print_furniture(article, out)
    if failed:
        raise typer.Exit(1)


def _tell_language(name: str, article: Article) -> None:
    """Say on stderr that a page is in a language that the rules do not read: that it makes no claim is no finding."""
    from casus.reports.language import language_of

    language = language_of(article.text)
    if language not in (None, "English"):
        typer.echo(f"casus: {name}: is in {language}; the rules read English alone and make no claims of it", err=True)


def _model(
    url: str | None, model: str | None, budget: int, seconds: float, cache: Path | None
) -> Callable[[Article], list[Claim]]:
    """The reader that asks a language model; what it costs and what was dropped is told on stderr."""
    from casus.reports import llm

    if url is None or model is None:
        raise InputError("--reader llm needs an endpoint and a model: --llm-url and --llm-model (or CASUS_LLM_URL, …)")
    key = os.environ.get("CASUS_LLM_KEY")
    endpoint = llm.Endpoint(url=url, model=model, key=key, budget=budget, seconds=seconds)

    def read_by_model(article: Article) -> list[Claim]:
        reading = llm.extract(article, endpoint, cache)
        cost = "kept from before" if reading.kept else f"{reading.tokens:,} tokens"
        dropped = "".join(f"; dropped: {why}" for why in reading.dropped)
        typer.echo(f"{model}: {len(reading.claims)} claims, {cost}{dropped}", err=True)
        return reading.claims

    return read_by_model
