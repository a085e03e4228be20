"""The command for a supposition: if A attacks B on a day."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from casus.cli.common import (
    BUSY,
    DRAWS,
    DrawsOption,
    SeedOption,
    TreatiesOption,
    app,
    day_of,
    library,
    must_day,
    print_json,
    waiting,
)


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
    draws: DrawsOption = DRAWS,
    seed: SeedOption = 0,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """If A attacks B on a day: who is bound to do what, by which article, what is open, and who would really come."""
    from casus.brief import whatif
    from casus.brief.terminal import console
    from casus.brief.text import print_question

    with waiting(BUSY):
        made = whatif.what_if(
            library(treaties),
            whatif.Terms(
                by=by, on=on, day=must_day(day), act=act, place=place, hits=hits,
                begun_by=begun_by, state_of_war=state_of_war,
                requested=requested, without=tuple(without or ()), with_=tuple(with_ or ()),
                versus=day_of(versus), seed=seed, draws=draws,
            ),
        )  # fmt: skip
    if format == "json":
        print_json(made.as_json())
    else:
        debtor = about and whatif.state(about, made.question.attack.day)
        print_question(made.question, console(), why=why, about=debtor)
