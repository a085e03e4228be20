"""Every set of columns by its name, for pairs and for states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from functools import cache, partial

import numpy as np
import numpy.typing as npt
import polars as pl

from casus.errors import InputError
from casus.panel import contiguity, cow_disputes, disputes, dyads, intra_wars, portfolio, states
from casus.panel.columns import Column, ColumnSet, of_both
from casus.panel.several import PEER
from casus.panel.spells import peace_years
from casus.panel.spine import FIRST, LAST, Spine, System, dyad_years, state_years


@cache
def of_pairs() -> dict[str, ColumnSet]:
    """Sets for dyad-years."""
    made = (
        ColumnSet("mids", "militarised disputes (GML 2.2.1)", disputes.DYADIC, ("gml-dyads",), disputes.YEARS,
                  disputes.dyadic),
        ColumnSet("atop", "alliance promises (ATOP 5.1)", dyads.ATOP, ("atop-dyads",), dyads.ATOP_YEARS, dyads.atop),
        ColumnSet("contiguity", "direct contiguity (COW 3.20)", contiguity.DYADIC, ("contiguity", "cow-states"),
                  contiguity.YEARS, contiguity.dyadic),
        ColumnSet("distance", "distance of the capitals", dyads.CAPDIST, ("cow-capitals",), dyads.CAPITAL_YEARS,
                  dyads.capital_distance),
        ColumnSet("wars", "inter-state wars (COW 4.0)", dyads.WARS, ("inter-state-wars",), dyads.WAR_YEARS, dyads.wars),
        ColumnSet("rivalry", "strategic rivalries", dyads.RIVALRY, ("rivalries",), dyads.RIVALRY_YEARS, dyads.rivalry),
        ColumnSet("similarity", "likeness of alliance portfolios (ATOP 5.1)", portfolio.COLUMNS,
                  ("atop-dyads", "cow-states", "nmc"), portfolio.YEARS, portfolio.similar),
        *(ColumnSet(one.name, one.says, of_both(one.columns), one.datasets, one.years, one.make) for one in _plain()),
        ColumnSet("cow_mids", "militarised disputes (COW MID 5.0)", cow_disputes.COLUMNS,
                  ("mid-participants", "mid-disputes"), cow_disputes.YEARS, cow_disputes.dyadic),
        _peace("peace_years", "gmlmidspell", "dispute (GML 2.2.1)", "gml-dyads", disputes.YEARS, disputes.ongoing),
        _peace("cow_peace_years", "cowmidspell", "dispute (COW MID 5.0)", "mid-participants", cow_disputes.YEARS,
               cow_disputes.ongoing),
        _peace("war_peace_years", "cowinterspell", "war (COW 4.0)", "inter-state-wars", dyads.WAR_YEARS, dyads.at_war),
    )  # fmt: skip
    return {one.name: one for one in made}


@cache
def of_states() -> dict[str, ColumnSet]:
    """Sets for state-years."""
    made = (
        ColumnSet("mids", "militarised disputes (GML 2.2.1)", disputes.OF_STATES, ("gml-spells",), disputes.YEARS,
                  disputes.of_states),
        ColumnSet("contiguity", "neighbours (COW 3.20)", contiguity.OF_STATES, ("contiguity", "cow-states"),
                  contiguity.YEARS, contiguity.of_states),
        ColumnSet("distance", "distance to the nearest capital", dyads.MINCAPDIST, ("cow-capitals",),
                  dyads.CAPITAL_YEARS, dyads.nearest_capital),
        ColumnSet("intra_wars", "intra-state wars (COW 5.1)", intra_wars.COLUMNS, ("intra-state-wars",),
                  intra_wars.YEARS, intra_wars.of_states),
        *_plain(),
        _peace("peace_years", "gmlmidspell", "dispute (GML 2.2.1)", "gml-spells", disputes.YEARS, disputes.ongoing),
    )  # fmt: skip
    return {one.name: one for one in made}


def as_markdown() -> str:
    """Every set with its years and columns, as docs/panel.md prints them."""
    lines = []
    for head, known in (("Pairs", of_pairs()), ("States", of_states())):
        lines += [f"### {head}", "", "| set | what | years | columns |", "|---|---|---|---|"]
        for one in known.values():
            names = [c.name for c in one.columns]
            shown = [n for n in names if not (n.endswith("2") and f"{n[:-1]}1" in names)]
            told = ", ".join(f"{n}, {n[:-1]}2" if n.endswith("1") and f"{n[:-1]}2" in names else n for n in shown)
            lines.append(f"| `{one.name}` | {one.says} | {one.years[0]}–{one.years[1]} | {told} |")
        lines.append("")
    return "\n".join(lines)


def find(name: str, pairs: bool, several: tuple[str, ...] = PEER) -> ColumnSet:
    """The set of that name; ``several``: the rules for pairs with several disputes a year (`casus.panel.several`)."""
    known = of_pairs() if pairs else of_states()
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]}? " if near else ""
        what = "dyad-years" if pairs else "state-years"
        raise InputError(f'no set of columns called "{name}" for {what}; {hint}There are: {", ".join(known)}')
    found = known[name]
    if pairs and several != PEER and name in ("mids", "cow_mids"):
        return replace(found, make=partial(found.make, several=several))
    return found


def _plain() -> tuple[ColumnSet, ...]:
    """Those that are facts of one state."""
    return (
        ColumnSet("nmc", "national material capabilities (COW 7.0)", states.NMC, ("nmc",), states.NMC_YEARS,
                  states.nmc),
        ColumnSet("majors", "major powers (COW 2016)", states.MAJORS, ("cow-majors",), states.MAJORS_YEARS,
                  states.majors),
        ColumnSet("democracy", "regime scores (V-Dem, Polity, UDS)", states.DEMOCRACY, ("democracy",),
                  states.DEMOCRACY_YEARS, states.democracy),
        ColumnSet("leaders", "leaders (Archigos 4.1)", states.LEADERS, ("leaders", "cow-gw"), states.LEADERS_YEARS,
                  states.leaders),
        ColumnSet("ideal_points", "ideal points in the UN General Assembly", states.IDEAL, ("ideal-points",),
                  states.IDEAL_YEARS, states.ideal_points),
    )  # fmt: skip


def _peace(
    name: str, column: str, event: str, dataset: str, years: tuple[int, int],
    under_way: Callable[[Spine], npt.NDArray[np.int8]],
) -> ColumnSet:  # fmt: skip
    """Peace years from the first year in the system on, their square and cube; missing from the first unknown year."""
    columns = (
        Column(column, f"years since the last {event}, or since the first year in the system", "years", dataset),
        Column(f"{column}2", f"the square of {column}", "years²", dataset),
        Column(f"{column}3", f"the cube of {column}", "years³", dataset),
    )

    @cache
    def counted(directed: bool, pairs: bool, system: System) -> tuple[Spine, npt.NDArray[np.int32]]:
        """Over every year of every unit."""
        whole = dyad_years(directed, FIRST, LAST, system) if pairs else state_years(FIRST, LAST, system)
        return whole, peace_years(under_way(whole), whole.unit)

    def make(spine: Spine) -> pl.DataFrame:
        if spine.complete:
            years = peace_years(under_way(spine), spine.unit)
        else:
            whole, count = counted(spine.directed, spine.state2 is not None, spine.system)
            years = count[np.searchsorted(whole.own_keys, spine.own_keys)]
        series = pl.Series(column, years)
        if len(series) and series.min() == -1:
            series = series.set(series < 0, None)
        wide = series.cast(pl.Int32)
        return pl.DataFrame({column: wide, f"{column}2": wide**2, f"{column}3": wide**3})

    return ColumnSet(name, f"years since the last {event}, their square and cube", columns, (dataset,), years, make)
