"""Intra-state wars of a state: COW 5.1, one war a state and year."""

from __future__ import annotations

from functools import cache

import polars as pl

from casus.panel.columns import Column, StateTable, ints, read, within
from casus.panel.spine import Spine

YEARS = (1816, 2014)
_TYPES = ((4, "for central control"), (5, "over local issues"), (6, "regional internal"), (7, "intercommunal"))
COLUMNS = (
    Column("cowintraongoing", "1: a party to an intra-state war in the year", None, "intra-state-wars"),
    Column("cowintraonset", "1: the war of the row begins in the year", None, "intra-state-wars"),
    Column("intrawarnum", "number of the war; of several the one that begins in the year, then the deadliest", None,
           "intra-state-wars"),
    Column("intrawartype", "type of the war", None, "intra-state-wars", _TYPES),
    Column("intraintnl", "1: another state took part", None, "intra-state-wars"),
    Column("intrawarnums", "numbers of all intra-state wars of the year", None, "intra-state-wars"),
)  # fmt: skip


def of_states(spine: Spine) -> pl.DataFrame:
    """Wars in which the state is the first party named on side A; 0 where there is none, missing outside `YEARS`."""
    laid = _table().lay(spine)
    marks = [within(spine, laid[name].fill_null(0), YEARS) for name in ("cowintraongoing", "cowintraonset")]
    return laid.with_columns(marks)


@cache
def _table() -> StateTable:
    wars = read("intra-state-wars").filter(pl.col("ccodea") > 0)
    spells = [
        wars.filter(pl.col(f"startyr{i}") > 0).select(
            "warnum", "ccodea", "wartype", "intnl", "deathssidea", "deathssideb",
            first=pl.min_horizontal(*(pl.when(pl.col(f"startyr{k}") > 0).then(pl.col(f"startyr{k}")) for k in "1234")),
            year=pl.int_ranges(
                f"startyr{i}",
                pl.when(pl.col(f"endyr{i}") > 0).then(pl.col(f"endyr{i}")).otherwise(YEARS[1]) + 1, dtype=pl.Int16,
            ),
        ).explode("year", empty_as_null=True)
        for i in "1234"
    ]  # fmt: skip
    dead = [pl.when(pl.col(c) >= 0).then(pl.col(c)) for c in ("deathssidea", "deathssideb")]
    unknown = dead[0].is_null() & dead[1].is_null()
    rows = pl.concat(spells).unique(["warnum", "ccodea", "year"], keep="first", maintain_order=True).with_columns(
        onset=(pl.col("year") == pl.col("first")).cast(pl.Int8),
        deaths=pl.when(unknown).then(-1).otherwise(dead[0].fill_null(0) + dead[1].fill_null(0)),
    )  # fmt: skip
    rows = rows.sort(
        ["ccodea", "year", "onset", "deaths", "warnum"], descending=[False, False, True, True, False],
        maintain_order=True,
    )  # fmt: skip
    years = rows.group_by("ccodea", "year", maintain_order=True).agg(
        cowintraongoing=pl.lit(1, pl.Int8),
        cowintraonset=pl.col("onset").first(),
        intrawarnum=pl.col("warnum").first(),
        intrawartype=pl.col("wartype").first(),
        intraintnl=pl.col("intnl").first().cast(pl.Int8),
        intrawarnums=pl.col("warnum").sort().cast(pl.String).str.strip_suffix(".0").str.join("; "),
    )
    return StateTable.of(years.select(c.name for c in COLUMNS), ints(years["ccodea"]), ints(years["year"]))
