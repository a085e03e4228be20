"""Columns of a pair: alliances, contiguity, distance of the capitals, inter-state wars, rivalries."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from casus.geo import great_circle
from casus.panel.columns import Column, PairTable, ints, marked, read
from casus.panel.spine import FIRST, LAST, Spine, dyad_years, size, state_rows

ATOP_YEARS, RIVALRY_YEARS, WAR_YEARS, CAPITAL_YEARS = (1815, 2018), (1816, 2020), (1816, 2007), (1816, 2024)

_PLEDGES = ("defense", "offense", "neutral", "nonagg", "consul")
_OWED = {"defense": "defence", "offense": "other active help (ATOP's offense)", "neutral": "neutrality",
         "nonagg": "no attack", "consul": "talks in a crisis"}  # fmt: skip
ATOP = (
    Column("atop_alliance", "1: the pair is in ATOP that year, on whichever promise", None, "atop-dyads"),
    *(
        Column(f"atop_{p}", f"1: owed by state 1 to state 2 (undirected: by either): {_OWED[p]}", None, "atop-dyads")
        for p in _PLEDGES
    ),
)
CAPDIST = (Column("capdist", "distance of the capitals (the first of the year) on a sphere", "km", "cow-capitals"),)
MINCAPDIST = (Column("mincapdist", "distance to the nearest other capital", "km", "cow-capitals"),)
_KINDS = ("positional", "spatial", "ideological", "interventionary")
RIVALRY = (
    Column("tssr_id", "number of the strategic rivalry", None, "rivalries"),
    *(Column(kind, f"1: the rivalry is {kind}", None, "rivalries") for kind in _KINDS),
    Column("ongoingrivalry", "1: strategic rivals in the year", None, "rivalries"),
)
_WAR_SIDES = ("sidea", "initiator", "outcome", "batdeath")
WARS = (
    Column("cowinterongoing", "1: at war with each other in the year", None, "inter-state-wars"),
    Column("cowinteronset", "1: the war of the row begins between them", None, "inter-state-wars"),
    *(Column(f"{name}{i}", f"{says}, of state {i}", unit, "inter-state-wars") for name, says, unit in (
        ("sidea", "side in the war, 1 or 2", None), ("initiator", "1: began the war", None),
        ("outcome", "how the war ended for it (known only afterwards): 1 won, 2 lost, 3 compromise, 4 transformed, "
         "5 goes on, 6 stalemate, 7 conflict goes on below war, 8 changed sides", None),
        ("batdeath", "deaths in battle (known only afterwards)", "deaths")) for i in "12"),
    Column("resume", "1: the second spell of fighting in the same war", None, "inter-state-wars"),
)  # fmt: skip


def atop(spine: Spine) -> pl.DataFrame:
    """What state 1 owes state 2 by ATOP 5.1; for undirected pairs, what either owes the other."""
    table = _promises(spine.directed)
    match = table.match(spine)
    pledged = {f"atop_{p}": marked(spine, match, table.rows[f"atop_{p}"].to_numpy(), ATOP_YEARS) for p in _PLEDGES}
    return pl.DataFrame({"atop_alliance": marked(spine, match, 1, ATOP_YEARS), **pledged})


def capital_distance(spine: Spine) -> pl.DataFrame:
    """Great-circle distance between the capitals in which the year began, in km."""
    assert spine.cow2 is not None
    seat, lat, lng = _capitals()
    distance = great_circle(lat[:, None], lng[:, None], lat[None, :], lng[None, :])
    one, two = seat[spine.cow1], seat[spine.cow2]
    return pl.DataFrame({"capdist": _or_null(distance.reshape(-1)[one * len(lat) + two], (one < 0) | (two < 0))})


def nearest_capital(spine: Spine) -> pl.DataFrame:
    """The distance to the nearest capital of a state that was in the system on a common day of the year, in km."""
    return pl.DataFrame({"mincapdist": pl.Series(_nearest()[spine.cow1]).fill_nan(None)})


@cache
def _nearest() -> npt.NDArray[np.float64]:
    """For each COW state-year; the last place, of what is no state-year, is not a number."""
    pairs = dyad_years(True, FIRST, LAST)
    assert pairs.cow2 is not None
    distance = capital_distance(pairs)["capdist"].fill_null(np.inf).to_numpy()
    nearest = np.full(size() + 1, np.inf)
    np.minimum.at(nearest, pairs.cow1, distance)
    nearest[-1] = np.inf
    return np.where(np.isinf(nearest), np.nan, nearest)


def rivalry(spine: Spine) -> pl.DataFrame:
    """Strategic rivalries (Thompson, Sakuwa & Suhas); Austria takes over Austria-Hungary's from 1919."""
    table = _rivalry_years()
    match = table.match(spine)
    laid = table.lay(spine, match, ("tssr_id",))
    kinds = {k: marked(spine, match, table.rows[k].to_numpy(), RIVALRY_YEARS) for k in _KINDS}
    return laid.with_columns(**kinds, ongoingrivalry=marked(spine, match, 1, RIVALRY_YEARS))


def wars(spine: Spine) -> pl.DataFrame:
    """COW inter-state wars between the two; of several in a year the one that begins in it, then the deadliest."""
    table = _war_years()
    match = table.match(spine)
    laid = table.lay(spine, match, [c.name for c in WARS])
    onset = marked(spine, match, table.rows["cowinteronset"].to_numpy(), WAR_YEARS)
    return laid.with_columns(cowinterongoing=marked(spine, match, 1, WAR_YEARS), cowinteronset=onset)


def at_war(spine: Spine) -> npt.NDArray[np.int8]:
    """1 where the two are at war, 0 where not, -1 outside `WAR_YEARS`."""
    return marked(spine, _war_years().match(spine), 1, WAR_YEARS).fill_null(-1).to_numpy()


@cache
def _capitals() -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """For each COW state-year the place of its first capital, -1 where none is known; and the capitals' points."""
    table = read("cow-capitals", ("ccode", "stdate", "enddate", "lat", "lng")).with_row_index("seat")
    years = (
        table.with_columns(year=pl.int_ranges(pl.col("stdate").dt.year(), pl.col("enddate").dt.year() + 1))
        .explode("year", empty_as_null=True)
        .sort("ccode", "year", "stdate", maintain_order=True)
    )
    years = years.unique(["ccode", "year"], keep="first", maintain_order=True)
    place = state_rows(ints(years["ccode"]), ints(years["year"]))
    seat = np.full(size() + 1, -1, np.int32)
    seat[place[place >= 0]] = ints(years["seat"])[place >= 0]
    seat[-1] = -1
    return seat, table["lat"].to_numpy(), table["lng"].to_numpy()


@cache
def _promises(directed: bool) -> PairTable:
    """ATOP's directed pairs and years; undirected: the most that either owes the other."""
    table = read("atop-dyads", ("ccode1", "ccode2", "year", *(f"atop_{p}" for p in _PLEDGES)))
    table = table.with_columns(pl.col(pl.Boolean).cast(pl.Int8).fill_null(0))
    if not directed:
        low, high = pl.min_horizontal("ccode1", "ccode2"), pl.max_horizontal("ccode1", "ccode2")
        table = table.group_by(low.alias("ccode1"), high.alias("ccode2"), "year", maintain_order=True).agg(
            pl.col(f"atop_{p}").max() for p in _PLEDGES
        )
    return PairTable.of(table, either_way=not directed)


@cache
def _rivalry_years() -> PairTable:
    table = read("rivalries", ("tssr_id", "ccode1", "ccode2", "start", "end", *_KINDS)).with_columns(
        year=pl.int_ranges("start", pl.col("end") + 1, dtype=pl.Int16)
    ).explode("year", empty_as_null=True).filter(pl.col("year") >= FIRST)  # fmt: skip
    ended = pl.col("year") >= 1919
    sides = [
        pl.when((pl.col(c) == 300) & ended).then(305).otherwise(pl.col(c)).cast(pl.Int16).alias(c)
        for c in ("ccode1", "ccode2")
    ]
    return PairTable.of(table.with_columns(*sides, pl.col(_KINDS).fill_null(False).cast(pl.Int8)), either_way=True)


@cache
def _war_years() -> PairTable:
    """Each directed pair of enemies and year in which both fought on a common day, one war each."""
    raw = read("inter-state-wars").with_row_index("order")
    spells = []
    for i in "12":
        fought = raw.filter(pl.col(f"startyear{i}") > 0)
        spells.append(fought.select(
            "warnum", "order", "ccode", "side", "outcome", "batdeath",
            initiator=(pl.col("initiator") == 1).cast(pl.Int8),
            lo=pl.date(f"startyear{i}", f"startmonth{i}", f"startday{i}"),
            hi=pl.date(f"endyear{i}", f"endmonth{i}", f"endday{i}"), resume=pl.lit(int(i) - 1, pl.Int8),
        ))  # fmt: skip
    pairs = pl.concat([
        part.join(part, on="warnum", suffix="_2").filter(
            (pl.col("ccode") != pl.col("ccode_2")) & (pl.col("side") != pl.col("side_2"))
        ) for part in spells
    ])  # fmt: skip
    pairs = pairs.with_columns(since=pl.max_horizontal("lo", "lo_2"), until=pl.min_horizontal("hi", "hi_2"))
    pairs = (
        pairs.filter(pl.col("since") <= pl.col("until"))
        .with_columns(year=pl.int_ranges(pl.col("since").dt.year(), pl.col("until").dt.year() + 1))
        .explode("year", empty_as_null=True)
    )
    key = ["resume", "warnum", "ccode", "ccode_2", "year"]
    pairs = pairs.sort([*key, "since", "order", "order_2"]).unique(key, keep="first", maintain_order=True)
    first = pl.int_range(pl.len()).over("resume", "warnum", "ccode", "ccode_2") == 0
    dead = [pl.when(pl.col(c) >= 0).then(pl.col(c)) for c in ("batdeath", "batdeath_2")]
    known = (
        pl.when(dead[0].is_null() & dead[1].is_null()).then(-1).otherwise(dead[0].fill_null(0) + dead[1].fill_null(0))
    )
    pairs = pairs.with_columns(cowinteronset=first.cast(pl.Int8), cowinterongoing=pl.lit(1, pl.Int8), deaths=known)
    pairs = pairs.with_row_index("at").sort(
        ["ccode", "ccode_2", "year", "cowinteronset", "deaths", "at"],
        descending=[False, False, False, True, True, False],
    ).unique(["ccode", "ccode_2", "year"], keep="first", maintain_order=True)  # fmt: skip
    return PairTable.of(pairs.select(
        pl.col("ccode").alias("ccode1"), pl.col("ccode_2").alias("ccode2"), "year", "cowinterongoing", "cowinteronset",
        sidea1="side", sidea2="side_2", initiator1="initiator", initiator2="initiator_2", outcome1="outcome",
        outcome2="outcome_2", batdeath1=dead[0], batdeath2=dead[1], resume="resume",
    ))  # fmt: skip


def _or_null(values: npt.NDArray[np.float64], missing: npt.NDArray[np.bool_]) -> pl.Series:
    series = pl.Series(values)
    return series.set(pl.Series(missing), None) if missing.any() else series
