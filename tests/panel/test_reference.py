"""Panels against peacesciencer 1.2.9: every cell of its stored tables, its row counts, and facts beyond the tables.

`to_2010.csv` carries the comparison from 1914 to 2010, where no table of the peer is stored: of each column the count,
the sum and a sum weighted by row, from a slow builder of its own (not casus) that rebuilds the stored tables cell for
cell.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from tests.shared import need

from casus.panel import dyad_years, state_years
from casus.panel.columns import read

PIPELINE = ("mids", "atop", "contiguity", "nmc", "majors", "distance", "democracy", "peace_years")
OF_STATES = ("mids", "nmc", "contiguity", "majors", "distance", "democracy", "peace_years")
#: The peer gives the spells twice, by two functions of its own.
SAME_AS = {"gmlmidspell_btscs": "gmlmidspell"}


def differing(ours: pl.DataFrame, peer: pl.DataFrame) -> dict[str, int]:
    """Cells that differ, by column; distances may differ in the twelfth digit, nothing else at all."""
    assert len(ours) == len(peer)
    wrong = {}
    for name in peer.columns:
        mine, theirs = ours[SAME_AS.get(name, name)].cast(pl.Float64), peer[name].cast(pl.Float64)
        if name in ("capdist", "mincapdist"):
            apart = (mine - theirs).abs() > 1e-12 * theirs.abs()
            bad = apart.fill_null(False) | (mine.is_null() != theirs.is_null())
        else:
            bad = mine.ne_missing(theirs)
        wrong[name] = int(bad.sum())
    return {name: count for name, count in wrong.items() if count}


def test_every_cell_of_the_stored_dyad_years() -> None:
    peer = pl.read_parquet(need("peers", "peacesciencer_directed_dyad_years_1816_1913.parquet"))
    ours = dyad_years(first=1816, last=1913).add(*PIPELINE).polars()
    assert peer.shape == (128_282, 60)
    assert differing(ours, peer) == {}
    ours = ours.drop("gmlmidspell2", "gmlmidspell3")
    assert ours.columns == peer.columns[:-1]  # the peer's order of columns too


def test_every_cell_of_the_stored_state_years() -> None:
    peer = pl.read_parquet(need("peers", "peacesciencer_state_years_1816_1913.parquet"))
    ours = state_years(first=1816, last=1913).add(*OF_STATES).polars()
    assert len(peer) == 3_537
    compared = peer.select(name for name in peer.columns if name in ours.columns)  # the rest are of other sources
    assert set(ours.columns) - set(compared.columns) == {"gmlmidspell2", "gmlmidspell3"}
    assert differing(ours, compared) == {}


@cache
def late(unit: str) -> pl.DataFrame:
    """The panel's rows of 1914-2010, with their places in the whole panel from 1816."""
    panel = dyad_years(last=2010).add(*PIPELINE) if unit == "dyad-year" else state_years(last=2010).add(*OF_STATES)
    return panel.polars().with_row_index("row").filter(pl.col("year") >= 1914)


with (Path(__file__).parent / "to_2010.csv").open(encoding="utf-8") as file:
    TO_2010 = [tuple(row) for row in csv.reader(file)][1:]


@pytest.mark.parametrize(
    ("unit", "name", "known", "total", "weighted"), TO_2010, ids=[" ".join(row[:2]) for row in TO_2010]
)
def test_every_column_from_1914_to_2010(unit: str, name: str, known: str, total: str, weighted: str) -> None:
    value = pl.col(name).cast(pl.Float64)
    weight = pl.col("row").cast(pl.Int64) * 31 % 1009
    ours = late(unit).select(value.count(), value.sum().alias("sum"), (value * weight).sum().alias("weighted")).row(0)
    assert ours == pytest.approx((int(known), float(total), float(weighted)), rel=1e-10)


def test_there_is_no_other_column_from_1914_to_2010() -> None:
    for unit, rows in (("dyad-year", 1_557_028), ("state-year", 11_244)):
        names = {row[1] for row in TO_2010 if row[0] == unit}
        assert set(late(unit).columns) - names == {"row", "gmlmidspell2", "gmlmidspell3"}
        assert len(late(unit)) == rows


COUNTS = [
    # what the peer's documentation states, or its scripts print
    ("directed dyad-years to 2010", lambda: dyad_years(last=2010), 1_685_310),
    ("undirected dyad-years to 2025", lambda: dyad_years(directed=False), 1_126_380),
    ("state-years to 2025", lambda: state_years(), 17_706),
    ("state-years to 2010", lambda: state_years(last=2010), 14_781),
    ("politically relevant, directed, to 2016", lambda: dyad_years(last=2016).relevant(), 245_720),
    ("politically relevant, undirected, to 2016", lambda: dyad_years(directed=False, last=2016).relevant(), 122_860),
    ("politically relevant, directed, to 2010", lambda: dyad_years(last=2010).relevant(), 223_982),
    # by our own build: the peer states none
    ("Gleditsch-Ward directed dyad-years to 2020", lambda: dyad_years(system="gw", last=2020), 2_445_018),
]


@pytest.mark.parametrize(("what", "made", "rows"), COUNTS, ids=[row[0] for row in COUNTS])
def test_row_counts(what: str, made: object, rows: int) -> None:
    assert callable(made)
    assert len(made()) == rows


EVENTS = [
    ("mids", "gmlmidongoing", 9_284),  # directed dyad-years with a dispute (GML 2.2.1)
    ("mids", "gmlmidonset", 6_248),
    ("wars", "cowinterongoing", 1_876),  # 1,932 dyad-war-years: 56 dyad-years have two wars, or two spells of one
    ("wars", "cowinteronset", 748),
    ("cow_mids", "cowmidongoing", 10_230),  # 10,234 less Canada and Russia in 1918 and 1919, not yet a pair
    ("cow_mids", "cowmidonset", 6_922),
    ("rivalry", "ongoingrivalry", 15_230),  # 17,482 less those of before, or between, the states' years
]


@pytest.mark.parametrize(("name", "column", "count"), EVENTS, ids=[row[1] for row in EVENTS])
def test_events_are_counted_once_in_each_direction(name: str, column: str, count: int) -> None:
    frame = dyad_years().add(name).polars()
    assert frame[column].sum() == count
    turned = frame.select(ccode1="ccode2", ccode2="ccode1", year="year", turned=column)
    both = frame.join(turned, on=["ccode1", "ccode2", "year"], how="inner")
    assert len(both) == len(frame) and both[column].ne_missing(both["turned"]).sum() == 0


@pytest.mark.parametrize(
    ("code1", "code2", "year"),
    [
        (300, 310, 1918),  # Hungary begins four days after Austria-Hungary ends: years overlap, days do not
        (300, 367, 1918),  # Latvia, the same
        (678, 679, 1990),  # the two Yemens of COW's list
        (255, 265, 1990),  # East Germany ends on the day before Germany begins
        (115, 817, 1975),  # South Vietnam falls in April, Suriname begins in November
        (332, 710, 1860),  # Modena ends in March, China begins in October
        (255, 255, 1914),  # nobody is paired with itself
    ],
)
def test_pairs_without_a_common_day_have_no_row(code1: int, code2: int, year: int) -> None:
    frame = dyad_years(first=year, last=year).polars()
    assert frame.filter(ccode1=code1, ccode2=code2).is_empty()


@cache
def dyads() -> pl.DataFrame:
    names = (*PIPELINE, "rivalry", "ideal_points", "leaders")
    return dyad_years().add(*names).polars()


@cache
def wars() -> pl.DataFrame:
    return dyad_years().add("wars").polars()


OF_DYADS = [
    # spells: years of peace before the year; the year of a dispute keeps the count it has reached
    (2, 255, 1945, {"gmlmidongoing": 1, "gmlmidspell": 0}),  # at war with Germany since 1941
    (2, 255, 1990, {"gmlmidongoing": 0, "gmlmidspell": 0}),  # Germany is back: the row after the last dispute
    (2, 255, 1991, {"gmlmidongoing": 0, "gmlmidspell": 1}),  # the 45 years outside the system are not counted
    (2, 260, 1955, {"gmlmidspell": 0}),  # West Germany is a unit of its own
    (2, 260, 1990, {"gmlmidspell": 35, "gmlmidspell2": 1_225, "gmlmidspell3": 42_875}),
    (2, 150, 1870, {"gmlmidspell": 24}),  # Paraguay leaves the system
    (2, 150, 1876, {"gmlmidspell": 25}),  # and comes back
    (2, 740, 1940, {"dispnum": 339, "gmlmidonset": 1, "gmlmidspell": 2}),
    (2, 740, 1942, {"dispnum": 258, "gmlmidonset": 0, "gmlmidongoing": 1, "gmlmidspell": 0}),
    (731, 732, 2010, {"gmlmidongoing": 1, "gmlmidspell": 0}),  # the last year of the disputes
    (731, 732, 2011, {"gmlmidongoing": None, "gmlmidonset": None, "gmlmidspell": None, "gmlmidspell2": None}),
    # one dispute of several, and who initiated: side A, or joined on either side
    (140, 740, 1945, {"dispnum": 3506, "fatality": 0, "gmlmidonset": 1}),  # an onset goes before the world war
    (255, 290, 1939, {"dispnum": 258, "gmlmidonset": 1, "hostlev1": 5, "init1": 0, "init2": 1}),
    (2, 740, 1941, {"dispnum": 258, "sidea1": 1, "sidea2": 0, "init1": 1, "init2": 1}),  # side A, and a joiner
    (300, 365, 1914, {"dispnum": 257, "fatality": 6}),
    # contiguity: the first month of the year with a record
    (2, 20, 2016, {"conttype": 1}),
    (2, 365, 1958, {"conttype": 0}),  # Alaska is not yet a state
    (2, 365, 1959, {"conttype": 2}),
    (2, 20, 2017, {"conttype": None, "cowmaj1": None}),  # the records end in 2016
    (365, 355, 1945, {"conttype": 0}),
    # alliances: what state 1 has promised to state 2; ATOP ends in 2018
    (2, 200, 1948, {"atop_alliance": 0, "atop_defense": 0}),
    (2, 200, 1949, {"atop_alliance": 1, "atop_defense": 1, "atop_consul": 1}),  # the North Atlantic Treaty
    (2, 200, 2018, {"atop_defense": 1}),
    (2, 200, 2019, {"atop_alliance": None, "atop_defense": None, "atop_consul": None}),
    # major powers: the years of entry and of exit count
    (2, 255, 1945, {"cowmaj1": 1, "cowmaj2": 1}),
    (2, 255, 1991, {"cowmaj2": 1}),
    (2, 740, 1990, {"cowmaj2": 0}),
    (2, 740, 1991, {"cowmaj2": 1}),
    # capabilities end in 2022
    (365, 369, 2022, {"milex1": 74_742_000.0, "cinc1": 0.038196992}),
    (365, 369, 2023, {"milex1": None, "cinc1": None, "tpop2": None}),
    # the capital in which the year began: Vichy from 1941
    (220, 255, 1940, {"capdist": 879.5376308107915}),
    (220, 255, 1942, {"capdist": 1013.0755556788573}),
    (255, 290, 2024, {"capdist": 517.7539873175542}),
    (255, 290, 2025, {"capdist": None}),
    # regime scores: -10 is a score, not a code for "missing"
    (731, 732, 2010, {"polity21": -10, "polity22": 8}),
    # rivals to 2020; after it nobody is known to be one
    (2, 365, 1989, {"ongoingrivalry": 1, "tssr_id": 100}),
    (2, 365, 1992, {"ongoingrivalry": 0, "tssr_id": None}),
    (2, 365, 2020, {"ongoingrivalry": 1}),
    (2, 365, 2021, {"ongoingrivalry": None, "positional": None}),
    (2, 20, 2021, {"ongoingrivalry": None}),
    # leaders: the irregular exit counts in its own year
    (2, 900, 1961, {"leadertransition1": 1, "irregular1": 0, "dec31obsid1": "USA-1961"}),
    (2, 900, 1963, {"leadertransition1": 1, "irregular1": 1, "dec31obsid1": "USA-1963"}),
    (2, 365, 1985, {"idealpoint1": 2.85444, "idealpoint2": -1.45935}),
    (2, 365, 2020, {"idealpoint1": None}),
]


@pytest.mark.parametrize(("code1", "code2", "year", "cells"), OF_DYADS)
def test_facts_of_pairs(code1: int, code2: int, year: int, cells: dict[str, float | str | None]) -> None:
    row = dyads().filter(ccode1=code1, ccode2=code2, year=year)
    assert row.select(cells.keys()).to_dicts() == [pytest.approx(cells)]


OF_WARS = [
    # the two world wars, day by day: both must fight on a common day
    (200, 255, 1913, {"cowinterongoing": 0, "cowinteronset": 0, "sidea1": None}),
    (200, 255, 1914, {"cowinterongoing": 1, "cowinteronset": 1}),
    (200, 255, 1918, {"cowinterongoing": 1, "cowinteronset": 0}),
    (255, 290, 1939, {"cowinteronset": 1, "initiator1": 1, "initiator2": 0, "batdeath2": 320_000}),
    (710, 740, 1932, {"cowinterongoing": 1, "cowinteronset": 0, "batdeath1": 50_000}),  # Manchuria
    (710, 740, 1937, {"cowinterongoing": 1, "cowinteronset": 1, "batdeath1": 750_000}),
    (666, 651, 1967, {"cowinteronset": 1, "initiator1": 1, "resume": 0}),  # the Six Day War
    (666, 651, 1973, {"cowinteronset": 1, "initiator1": 0, "initiator2": 1}),
    (2, 645, 2003, {"cowinterongoing": 1, "cowinteronset": 1}),
    (2, 645, 2007, {"cowinterongoing": 0}),
    (2, 645, 2008, {"cowinterongoing": None, "cowinteronset": None}),  # the wars end in 2007
]


@pytest.mark.parametrize(("code1", "code2", "year", "cells"), OF_WARS)
def test_facts_of_wars(code1: int, code2: int, year: int, cells: dict[str, int | None]) -> None:
    row = wars().filter(ccode1=code1, ccode2=code2, year=year)
    assert row.select(cells.keys()).to_dicts() == [cells]


@pytest.mark.parametrize(
    ("code", "year", "cells"),
    [
        (2, 1861, {"cowintraongoing": 1, "cowintraonset": 1, "intrawartype": 5}),  # the American civil war
        (2, 1865, {"cowintraongoing": 1, "cowintraonset": 0}),
        (2, 1866, {"cowintraongoing": 0, "cowintraonset": 0, "intrawarnum": None, "intrawarnums": None}),
        (652, 2011, {"cowintraonset": 1, "intrawartype": 4, "intraintnl": 1}),  # Syria
        (652, 2014, {"cowintraongoing": 1, "cowintraonset": 0}),
        (652, 2015, {"cowintraongoing": None, "cowintraonset": None}),  # COW 5.1 ends in 2014
    ],
)
def test_facts_of_intra_state_wars(code: int, year: int, cells: dict[str, int | None]) -> None:
    row = state_years().add("intra_wars").polars().filter(ccode=code, year=year)
    assert row.select(cells.keys()).to_dicts() == [cells]


@pytest.mark.parametrize(
    ("code1", "code2", "year", "cells"),
    [
        (2, 365, 2014, {"cowmidongoing": 1}),  # Crimea: COW 5.0 goes on where GML 2.2.1 ends
        (2, 365, 2015, {"cowmidongoing": None, "cowmidonset": None, "cowmidspell": None}),
        (731, 732, 2014, {"cowmidongoing": 1, "cowmidspell": 0}),
        (255, 290, 1939, {"cowmidonset": 1, "cowinterspell": 21}),  # peace since Poland's first year, 1919: 20 rows
        (255, 290, 1990, {"cowinterspell": 0}),  # the row after the war of 1939
        (255, 290, 2007, {"cowinterspell": 17}),
        (255, 290, 2008, {"cowinterspell": None, "cowinterspell2": None}),  # the wars end in 2007
    ],
)
def test_facts_of_cow_disputes_and_of_peace_between_wars(
    code1: int, code2: int, year: int, cells: dict[str, int | None]
) -> None:
    panel = dyad_years(first=year, last=year).add("cow_mids", "cow_peace_years", "war_peace_years")
    row = panel.polars().filter(ccode1=code1, ccode2=code2)
    assert row.select(cells.keys()).to_dicts() == [cells]


def test_west_and_united_germany_are_never_in_one_year_together() -> None:
    assert dyad_years().polars().filter(ccode1=255, ccode2=260).is_empty()


@pytest.mark.parametrize(
    ("code", "year", "cells"),
    [
        (255, 1914, {"cowmaj": 1, "gmlmidongoing": 1, "land": 7, "sea": 3}),
        (255, 1945, {"cowmaj": 1}),
        (255, 1990, {"cowmaj": 0, "land": 9}),
        (255, 1991, {"cowmaj": 1, "land": 9, "sea": 7}),
        (220, 1944, {"cowmaj": 0}),  # France is no major power between 1940 and 1945
        (220, 1945, {"cowmaj": 1}),
        (2, 2010, {"gmlmidongoing": 1, "gmlmidonset": 1, "gmlmidspell": 0}),
        (2, 2011, {"gmlmidongoing": None, "gmlmidonset_init": None, "gmlmidspell": None}),  # the peer: 0
        (2, 2016, {"land": 2, "sea": 3, "cowmaj": 1}),
        (2, 2017, {"land": None, "sea": None, "cowmaj": None}),
        (338, 2016, {"land": 0, "sea": 5}),  # Malta
        (365, 2024, {"mincapdist": 672.3357727075415}),  # Moscow to Minsk
        (365, 2025, {"mincapdist": None}),
    ],
)
def test_facts_of_states(code: int, year: int, cells: dict[str, float | None]) -> None:
    panel = state_years(last=2025).add("mids", "contiguity", "majors", "distance", "peace_years")
    row = panel.polars().filter(ccode=code, year=year)
    assert row.select(cells.keys()).to_dicts() == [pytest.approx(cells)]


ENDS = [
    # the last year in which anything is known
    ("mids", "gmlmidongoing", 2010),
    ("atop", "atop_alliance", 2018),
    ("contiguity", "conttype", 2016),
    ("nmc", "cinc1", 2022),
    ("majors", "cowmaj1", 2016),
    ("distance", "capdist", 2024),
    ("wars", "cowinterongoing", 2007),
    ("rivalry", "ongoingrivalry", 2020),
    ("peace_years", "gmlmidspell", 2010),
    ("similarity", "s_absolute", 2018),
    ("leaders", "n_leaders1", 2015),
    ("ideal_points", "idealpoint1", 2019),
]


@pytest.mark.parametrize(("name", "column", "last"), ENDS, ids=[row[0] for row in ENDS])
def test_missing_not_0_beyond_coverage(name: str, column: str, last: int) -> None:
    frame = dyad_years(first=2000).add(name).polars()
    known = frame.filter(pl.col(column).is_not_null())["year"]
    assert known.max() == last
    of_set = [c.name for c in dyad_years(first=2025).add(name).columns if c.name not in ("ccode1", "ccode2", "year")]
    beyond = frame.filter(pl.col("year") > last).select(of_set)
    assert beyond.null_count().row(0) == (len(beyond),) * len(of_set)


SYMMETRIC = ("mids", "contiguity", "nmc", "majors", "distance", "democracy", "peace_years", "rivalry", "leaders",
             "ideal_points", "wars", "similarity")  # fmt: skip


@pytest.mark.parametrize("name", SYMMETRIC)
def test_undirected_is_the_half_of_directed_with_the_lower_code_first(name: str) -> None:
    once = dyad_years(directed=False).add(name).polars()
    both = dyad_years(directed=True).add(name).polars().filter(pl.col("ccode1") < pl.col("ccode2"))
    assert once.equals(both)


def test_an_undirected_promise_is_the_stronger_of_both_directions() -> None:
    keys = ["ccode1", "ccode2", "year"]
    once = dyad_years(directed=False).add("atop").polars()
    both = dyad_years(directed=True).add("atop").polars()
    low = both.filter(pl.col("ccode1") < pl.col("ccode2"))
    high = both.filter(pl.col("ccode1") > pl.col("ccode2")).rename({"ccode1": "ccode2", "ccode2": "ccode1"})
    high = high.select(both.columns).sort(keys)
    for name in once.columns[3:]:
        stronger = pl.DataFrame({"a": low[name], "b": high[name]}).select(pl.max_horizontal("a", "b"))["a"]
        assert once[name].equals(stronger), name
    assert low["atop_defense"].ne_missing(high["atop_defense"]).sum() > 0  # some promises go one way only


def test_a_pair_is_in_atop_even_where_it_promises_nothing_in_this_direction() -> None:
    pledges = [f"atop_{word}" for word in ("defense", "offense", "neutral", "nonagg", "consul")]
    silent = pl.all_horizontal(pl.col(pledge) == 0 for pledge in pledges)
    frame = dyads().filter((pl.col("atop_alliance") == 1) & silent)
    assert len(frame.filter(pl.col("year") <= 1913)) == 34
    assert not frame.filter(ccode1=140, ccode2=160, year=1859).is_empty()  # Brazil to Argentina


def test_an_unknown_number_of_deaths_stays_unknown() -> None:
    table = read("gml-dyads", ("fatality",))
    assert table["fatality"].null_count() > 0  # the packaged table has no -9
    assert dyads().filter(pl.col("fatality") == -9)["gmlmidongoing"].unique().to_list() == [1]


# --- what is kept as the peer has it, as docs/cards/panel.md counts it ------------------------------------------------


def contiguity_by_months() -> dict[tuple[int, int, int], int]:
    """The type in the first month of each pair and year, month by month: 0 where both are members without a record."""
    kinds: dict[tuple[int, int], dict[int, int]] = {}
    table = read("contiguity", ("statelno", "statehno", "conttype", "begin", "end")).sort("begin", maintain_order=True)
    for low, high, kind, begin, end in table.rows():
        months = range(begin // 100 * 12 + begin % 100 - 1, end // 100 * 12 + end % 100)
        kinds[low, high] = dict.fromkeys(months, kind) | kinds.get((low, high), {})
    members: dict[int, set[int]] = {}
    spells = read("cow-states", ("ccode", "styear", "stmonth", "endyear", "endmonth"))
    for state, year, month, last_year, last_month in spells.rows():
        members.setdefault(state, set()).update(range(year * 12 + month - 1, last_year * 12 + last_month))
    first: dict[tuple[int, int, int], int] = {}
    for (low, high), types in kinds.items():
        for month in sorted((members[low] & members[high]) | types.keys()):
            first.setdefault((low, high, month // 12), types.get(month, 0))
    return first


def test_where_not_contiguous_hides_contiguous() -> None:
    recorded = contiguity_by_months()
    frame = dyad_years(directed=False, last=2016).add("contiguity", "majors").polars()
    right = pl.Series([recorded.get(row, 0) for row in frame.select("ccode1", "ccode2", "year").iter_rows()])
    hidden = frame.filter(frame["conttype"] != right)
    assert 2 * len(hidden) == 1_276
    assert hidden.select("ccode1", "ccode2").unique().height == 19
    assert 2 * len(hidden.filter(pl.col("year") <= 1913)) == 236
    assert hidden["conttype"].unique().to_list() == [0]
    assert hidden.filter(ccode1=365, ccode2=700)["year"].to_list() == list(range(1920, 1992))  # Afghanistan
    near = (right > 0) | (frame["cowmaj1"] == 1) | (frame["cowmaj2"] == 1)
    assert 2 * near.sum() == 246_246


def test_an_onset_is_kept_before_deaths() -> None:
    deaths = pl.when(pl.col("fatality") < 0).then(0.5).otherwise(pl.col("fatality").cast(pl.Float64))
    peer = dyad_years(last=2010).add("mids").polars()
    other = dyad_years(last=2010).add("mids", several=("fatality",)).polars()
    kept, deadliest = (frame.select(deaths.alias("deaths"))["deaths"] for frame in (peer, other))
    assert (kept < deadliest).sum() == 186
    assert other.filter(ccode1=140, ccode2=740, year=1945)["dispnum"].to_list() == [258]


def test_disputes_of_which_no_leader_is_known_are_in_dyad_years_only() -> None:
    spells = read("gml-spells")
    gone = spells.filter((pl.col("allmiss_leader_start") | pl.col("allmiss_leader_end")).any().over("dispnum"))
    assert (gone["dispnum"].n_unique(), len(gone), gone["endyear"].max()) == (99, 242, 1867)
    years = spells.with_columns(year=pl.int_ranges("styear", pl.col("endyear") + 1)).explode("year", empty_as_null=True)
    disputed = years.select("ccode", pl.col("year").cast(pl.Int16)).unique()
    states = state_years(last=2010).add("mids").polars().join(disputed, on=["ccode", "year"], how="semi")
    assert len(states.filter(pl.col("gmlmidongoing") == 0)) == 250
