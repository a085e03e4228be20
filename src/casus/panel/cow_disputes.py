"""Militarised disputes of a pair: COW MID 5.0, from its participants, one dispute a pair and year."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, reduce
from operator import or_

import numpy as np
import numpy.typing as npt
import polars as pl

from casus.panel import disputes
from casus.panel.columns import PairTable, marked, read
from casus.panel.several import PEER, one_a_year
from casus.panel.spine import Spine

YEARS = (1816, 2014)
_TWO = ("fatality", "fatalpre", "hiact", "hostlev", "orig")
_ORDER = ("dispnum", "cowmidongoing", "cowmidonset", *(f"{n}{i}" for n in ("sidea", *_TWO) for i in "12"),
          "fatality", "hostlev", "recip", "mindur", "maxdur", "stmon")  # fmt: skip
_OF_GML = {column.name.replace("gmlmid", "cowmid"): column for column in disputes.DYADIC}
COLUMNS = tuple(
    replace(_OF_GML[name], name=name, dataset="mid-participants" if name[-1] in "12" else "mid-disputes")
    for name in _ORDER
)
#: Disputes that one of these states left and entered again in consecutive years: (dispute, state) and the years.
_BACK = {
    (4095, 350): (1999, 2000), (4137, 343): (1999,), (4182, 652): (1994, 1995, 1996), (4273, 690): (2002,),
    (4676, 385): (2012,), (4676, 390): (2011,), (4678, 200): (2014,), (4678, 366): (2014,), (4678, 385): (2014,),
    (4680, 732): (2014,), (4691, 2): (2013, 2014),
}  # fmt: skip


def dyadic(spine: Spine, several: tuple[str, ...] = PEER) -> pl.DataFrame:
    """Disputes between the two; 0 for ongoing and onset where there is none, missing outside `YEARS`."""
    table = _chosen(several)
    match = table.match(spine)
    laid = table.lay(spine, match, _ORDER)
    onset = marked(spine, match, table.rows["cowmidonset"].to_numpy(), YEARS)
    return laid.with_columns(cowmidongoing=marked(spine, match, 1, YEARS), cowmidonset=onset)


def ongoing(spine: Spine) -> npt.NDArray[np.int8]:
    """1 where a dispute is under way, 0 where none is; -1 outside `YEARS`."""
    marks = marked(spine, _chosen(PEER).match(spine), 1, YEARS)
    return marks.fill_null(-1).to_numpy()


@cache
def _chosen(several: tuple[str, ...]) -> PairTable:
    of_disputes = read("mid-disputes", ("dispnum", "fatality", "hostlev", "mindur", "maxdur", "recip", "stmon"))
    table = dispute_years().join(of_disputes, on="dispnum", how="left", maintain_order="left")
    unknown = [name for name in table.columns if name.rstrip("12") in ("fatality", "fatalpre", "hiact", "hostlev")]
    table = table.with_columns(pl.col(pl.Boolean).cast(pl.Int8), pl.col(unknown).fill_null(-9))
    table = one_a_year(table, several).rename({"onset": "cowmidonset"})
    return PairTable.of(table.with_columns(cowmidongoing=pl.lit(1, pl.Int8)))


@cache
def dispute_years() -> pl.DataFrame:
    """Each directed pair on opposite sides with a common day, dispute and year.

    An unknown first day is the 1st, an unknown last day the last of the month. The onset is the first year of the pair
    in the dispute, a year after a gap, or one in which either came back (`_BACK`).
    """
    raw = read("mid-participants").with_row_index("order")
    end = pl.date("endyear", "endmon", pl.col("endday").fill_null(1))
    raw = raw.with_columns(
        lo=pl.date("styear", "stmon", pl.col("stday").fill_null(1)),
        hi=pl.when(pl.col("endday").is_null()).then(end.dt.month_end()).otherwise(end),
    )
    pairs = raw.join(raw, on="dispnum", suffix="_2").filter(
        (pl.col("ccode") != pl.col("ccode_2")) & (pl.col("sidea") != pl.col("sidea_2"))
    )
    pairs = pairs.with_columns(since=pl.max_horizontal("lo", "lo_2"), until=pl.min_horizontal("hi", "hi_2"))
    pairs = pairs.filter(pl.col("since") <= pl.col("until")).with_columns(
        year=pl.int_ranges(pl.col("since").dt.year(), pl.col("until").dt.year() + 1)
    ).explode("year", empty_as_null=True)  # fmt: skip
    renamed = {"ccode": "ccode1", "ccode_2": "ccode2", "sidea": "sidea1", "sidea_2": "sidea2"}
    renamed |= {name: f"{name}1" for name in _TWO} | {f"{name}_2": f"{name}2" for name in _TWO}
    pairs = pairs.rename(renamed)
    unit = ["dispnum", "ccode1", "ccode2"]
    key = [*unit, "year", "sidea1", "sidea2"]
    pairs = pairs.sort([*key, "since", "order", "order_2"]).unique(key, keep="first", maintain_order=True)
    gap = pl.col("year") - pl.col("year").shift(1).over(unit)
    back = reduce(or_, (
        (pl.col("dispnum") == dispute) & ((pl.col("ccode1") == state) | (pl.col("ccode2") == state))
        & pl.col("year").is_in(years) for (dispute, state), years in _BACK.items()
    ))  # fmt: skip
    onset = (gap.is_null() | (gap > 1) | back).cast(pl.Int8)
    return pairs.with_columns(onset=onset).select(*key, "onset", *(f"{name}{i}" for name in _TWO for i in "12"))
