"""Columns of a state, or of both of a pair: capabilities, major powers, regimes, leaders, ideal points."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl

from casus.panel.columns import Column, StateTable, described, ints, read, within
from casus.panel.spine import LAST, Spine, size, state_rows

NMC = described("nmc", ("milex", "milper", "irst", "pec", "tpop", "upop", "cinc"))
DEMOCRACY = described("democracy", ("euds", "aeuds", "polity2", "v2x_polyarchy"))
MAJORS = (Column("cowmaj", "1: a major power for some part of the year", None, "cow-majors"),)
MAJORS_YEARS = (1816, 2016)
IDEAL = (Column("idealpoint", "ideal point in the votes of the UN General Assembly's session of the year, median", None,
                "ideal-points"),)  # fmt: skip
LEADERS = (
    Column("jan1obsid", "the leader in office on 1 January", None, "leaders"),
    Column("dec31obsid", "the leader in office on 31 December", None, "leaders"),
    Column("n_leaders", "leaders who were in office during the year", "persons", "leaders"),
    Column("leadertransition", "1: the leaders of 1 January and 31 December differ", None, "leaders"),
    Column("irregular", "1: a transition in a year in which a leader lost office by irregular means", None, "leaders"),
)


def nmc(spine: Spine) -> pl.DataFrame:
    """National Material Capabilities."""
    return _plain("nmc", tuple(c.name for c in NMC)).lay(spine)


def democracy(spine: Spine) -> pl.DataFrame:
    """Regime scores; polity2 runs from -10 to 10, -9 is a score."""
    return _plain("democracy", tuple(c.name for c in DEMOCRACY)).lay(spine)


def ideal_points(spine: Spine) -> pl.DataFrame:
    """UN General Assembly ideal points: session n is that of the year 1945 + n."""
    return _ideal_points().lay(spine)


def majors(spine: Spine) -> pl.DataFrame:
    """Major powers: the years of entry and of exit count."""
    laid = _majors().lay(spine)
    return laid.select(within(spine, laid[name], MAJORS_YEARS).alias(name) for name in laid.columns)


def leaders(spine: Spine) -> pl.DataFrame:
    """Archigos: who was in office; irregular only where the irregular exit falls into the year itself."""
    return _leaders().lay(spine)


@cache
def _plain(dataset: str, names: tuple[str, ...]) -> StateTable:
    table = read(dataset, ("ccode", "year", *names))
    return StateTable.of(table.select(names), ints(table["ccode"]), ints(table["year"]))


@cache
def _ideal_points() -> StateTable:
    table = read("ideal-points", ("ccode", "session", "idealpoint")).unique(["ccode", "session"], keep="first",
                                                                           maintain_order=True)  # fmt: skip
    return StateTable.of(table.select("idealpoint"), ints(table["ccode"]), ints(table["session"]) + 1945)


@cache
def _majors() -> StateTable:
    spells = read("cow-majors", ("ccode", "styear", "endyear")).with_columns(
        year=pl.int_ranges("styear", pl.col("endyear") + 1, dtype=pl.Int16)
    )
    table = spells.explode("year", empty_as_null=True).select("ccode", "year").unique(maintain_order=True)
    place = state_rows(ints(table["ccode"]), ints(table["year"]))
    marks = np.zeros(size() + 1, np.int8)
    marks[place[place >= 0]] = 1
    marks[-1] = 0
    return StateTable(pl.DataFrame({"cowmaj": marks}), np.arange(size() + 1, dtype=np.uint32))


@cache
def _leaders() -> StateTable:
    table = read("leaders", ("obsid", "gwcode", "leadid", "startdate", "enddate", "exit")).with_row_index("order")
    year = pl.int_ranges(pl.col("startdate").dt.year(), pl.col("enddate").dt.year() + 1)
    table = table.with_columns(year=year).explode("year", empty_as_null=True).with_columns(
        since=pl.max_horizontal("startdate", pl.date(pl.col("year"), 1, 1)),
        until=pl.min_horizontal("enddate", pl.date(pl.col("year"), 12, 31)),
        ended=(pl.col("exit") == "Irregular") & (pl.col("enddate").dt.year() == pl.col("year")),
    )  # fmt: skip
    years = table.sort("gwcode", "year", "since", "order").group_by("gwcode", "year", maintain_order=True).agg(
        jan1obsid=pl.col("obsid").first(),
        dec31obsid=pl.col("obsid").sort_by("until", "order", maintain_order=True).last(),
        n_leaders=pl.col("leadid").n_unique().cast(pl.Int8),
        ended=pl.col("ended").any(),
    )  # fmt: skip
    changed = pl.col("jan1obsid") != pl.col("dec31obsid")
    years = years.with_columns(
        leadertransition=changed.cast(pl.Int8), irregular=(changed & pl.col("ended")).cast(pl.Int8)
    )
    cow = read("cow-gw", ("ccode", "gwcode", "year")).drop_nulls().unique(["gwcode", "year"], keep="first",
                                                                        maintain_order=True)  # fmt: skip
    years = years.join(cow.with_columns(pl.col("year").cast(years.schema["year"])), on=["gwcode", "year"], how="inner",
                       maintain_order="left").unique(["ccode", "year"], keep="first", maintain_order=True)  # fmt: skip
    return StateTable.of(years.select(c.name for c in LEADERS), ints(years["ccode"]), ints(years["year"]))


LEADERS_YEARS = (1870, 2015)
NMC_YEARS, DEMOCRACY_YEARS, IDEAL_YEARS = (1816, 2022), (1816, LAST), (1946, 2019)
