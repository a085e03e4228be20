"""Direct contiguity of a pair, and how many neighbours a state has, from COW's monthly records."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl

from casus.panel.columns import Column, PairTable, StateTable, ints, marked, read, within
from casus.panel.spine import Spine, membership_months

YEARS = (1816, 2016)
DYADIC = (
    Column("conttype", "direct contiguity, in the first month of the year that has a record", None, "contiguity",
           ((0, "none"), (1, "land or river"), (2, "up to 12 miles of water"), (3, "up to 24 miles of water"),
            (4, "up to 150 miles of water"), (5, "up to 400 miles of water"))),
)  # fmt: skip
OF_STATES = (
    Column("land", "states to which it is contiguous by land or river", "states", "contiguity"),
    Column("sea", "states to which it is contiguous across up to 400 miles of water", "states", "contiguity"),
)


def dyadic(spine: Spine) -> pl.DataFrame:
    """The type of contiguity, missing after 2016."""
    table = _pairs()
    return pl.DataFrame({"conttype": marked(spine, table.match(spine), table.rows["conttype"].to_numpy(), YEARS)})


def of_states(spine: Spine) -> pl.DataFrame:
    """Neighbours by land, and across water; missing after 2016."""
    laid = _neighbours().lay(spine)
    return laid.select(within(spine, laid[c].fill_null(0), YEARS).alias(c) for c in ("land", "sea"))


@cache
def _pairs() -> PairTable:
    return PairTable.of(yearly())


@cache
def _neighbours() -> StateTable:
    count = yearly().group_by("ccode1", "year", maintain_order=True).agg(
        land=(pl.col("conttype") == 1).sum().cast(pl.Int8), sea=(pl.col("conttype") > 1).sum().cast(pl.Int8)
    )  # fmt: skip
    return StateTable.of(count.select("land", "sea"), ints(count["ccode1"]), ints(count["year"]))


@cache
def yearly() -> pl.DataFrame:
    """ccode1, ccode2, year, conttype of each directed pair that ever was contiguous, as the peer has it.

    Of several types in a year that of the first month with a record counts, and of several records in a month the one
    that began first. peacesciencer lays one record "not contiguous" from the first to the last month in which both
    states existed and no record covers, also over contiguous months between; cells equal to its own need the same
    (docs/cards/panel.md counts them).
    """
    raw = read("contiguity", ("statelno", "statehno", "conttype", "begin", "end"))
    records = [
        (low, high, begin // 100 * 12 + begin % 100 - 1, end // 100 * 12 + end % 100 - 1, kind)
        for low, high, kind, begin, end in raw.iter_rows()
    ]
    held: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for low, high, begin, end, _ in records:
        held.setdefault((low, high), []).append((begin, end))
    months = membership_months()
    for pair, spans in held.items():
        gaps = _uncovered(_common(months.get(pair[0], []), months.get(pair[1], [])), spans)
        if gaps:
            records.append((*pair, gaps[0][0], gaps[-1][1], 0))
    low, high, begin, end, kind = (np.array(column, np.int32) for column in zip(*records, strict=True))
    count = end // 12 - begin // 12 + 1
    row = np.repeat(np.arange(len(count)), count)
    year = begin[row] // 12 + np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    month = np.maximum(begin[row], year * 12)
    order = np.lexsort((row, begin[row], month, year, high[row], low[row]))
    row, year = row[order], year[order]
    pair_year = (low[row].astype(np.int64) * 1000 + high[row]) * 10000 + year
    first = np.flatnonzero(np.diff(pair_year, prepend=-1))
    row, year = row[first], year[first]
    one = pl.DataFrame({"ccode1": low[row], "ccode2": high[row], "year": year, "conttype": kind[row].astype(np.int8)})
    return pl.concat([one, one.select(ccode1="ccode2", ccode2="ccode1", year="year", conttype="conttype")])


def _common(one: list[tuple[int, int]], two: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Months, first and last, that both lists of spans cover."""
    both = [(max(a, c), min(b, d)) for a, b in one for c, d in two]
    return sorted((a, b) for a, b in both if a <= b)


def _uncovered(spans: list[tuple[int, int]], by: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What of the spans no span of ``by`` covers."""
    left = spans
    for begin, end in by:
        left = [part for a, b in left for part in ((a, min(b, begin - 1)), (max(a, end + 1), b)) if part[0] <= part[1]]
    return sorted(left)
