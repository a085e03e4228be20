"""Cases: figures of states by year, whose row counts on a day, and what is said when there is none."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus import states
from casus.datasets import shelf
from casus.errors import InputError, UnknownState
from casus.world import World
from casus.world.value import Value

SEED = date(2024, 10, 19)


@pytest.mark.parametrize(
    ("state", "day", "row", "carried"),
    [
        ("USA", date(1962, 10, 22), "ccode 2, year 1962", False),  # the year's own row
        ("USA", date(1816, 1, 1), "ccode 2, year 1816", False),  # the first
        ("USA", date(2022, 12, 31), "ccode 2, year 2022", False),  # the last
        ("USA", SEED, "ccode 2, year 2022", True),  # past the last: carried forward
        ("DEU", date(1914, 7, 27), "ccode 255, year 1914", False),  # the Empire
        ("DEU", date(1990, 6, 1), "ccode 260, year 1990", False),  # the Federal Republic ...
        ("DEU", date(1990, 11, 1), "ccode 255, year 1990", False),  # ... and Germany in the same year
        ("DEU", SEED, "ccode 255, year 2022", True),
        ("DDR", date(1990, 6, 1), "ccode 265, year 1990", False),
        ("SUN", date(1991, 6, 1), "ccode 365, year 1991", False),
        ("RUS", date(1992, 6, 1), "ccode 365, year 1992", False),  # the same number
        ("YUG", date(1985, 6, 1), "ccode 345, year 1985", False),
        ("SRB", date(1910, 6, 1), "ccode 345, year 1910", False),  # Serbia before it ...
        ("SRB", date(2010, 6, 1), "ccode 345, year 2010", False),  # ... and after it
        ("YEM", date(1990, 6, 1), "ccode 679, year 1990", False),
        ("KOR", date(1950, 6, 25), "ccode 732, year 1950", False),
    ],
)
def test_which_row_counts(state: str, day: date, row: str, carried: bool) -> None:
    cinc = World.on(day).forces(state).cinc
    assert (cinc.row, cinc.carried) == (row, carried)
    assert ("carried forward" in str(cinc)) == carried
    assert cinc.cite.locator == row and "National Material Capabilities" in str(cinc.cite)


@pytest.mark.parametrize(
    ("state", "day", "why"),
    [
        ("RUS", date(1950, 1, 1), "RUS (Russia) did not exist on 1950-01-01"),
        ("SUN", SEED, "SUN (Soviet Union) did not exist on 2024-10-19"),
        ("NLD", date(1942, 6, 1), "in 1942, when it was outside COW's system of states"),  # occupied
        ("PSE", SEED, "in 2022, when it was outside COW's system of states"),  # in no list of COW's
        ("PRK", SEED, "milex of COW 7.0 National Material Capabilities has no figure for PRK in 2022"),  # an empty cell
    ],
)
def test_a_figure_that_is_not_known_says_why(state: str, day: date, why: str) -> None:
    milex = World.on(day).forces(state).milex
    assert milex.value is None and milex.year is None
    assert why in str(milex)


def test_an_unknown_state_is_one_clear_error() -> None:
    world = World.on(SEED)
    for ask in (world.forces, world.regime, world.neighbours, world.leaders, world.us_bases):
        with pytest.raises(UnknownState, match=r'^no state called "Corea"; did you mean KOR \(South Korea\) or PRK'):
            ask("Corea")
    for compare in (world.contiguous, world.distance, world.ideal_distance, world.capability_share):
        with pytest.raises(UnknownState, match=r'^no state called "Corea"'):
            compare("USA", "Corea")


@pytest.mark.parametrize(
    ("day", "knowing", "year"),
    [
        (date(1962, 10, 22), date(1962, 10, 22), 1961),  # the figure of 1962 was not to be had in it
        (date(1962, 10, 22), date(1963, 1, 1), 1962),  # it was when the year was over
        (date(2024, 10, 19), date(2015, 6, 1), 2014),
        (date(2024, 10, 19), date(2024, 10, 19), 2022),  # the last of the series
        (date(1816, 6, 1), date(1816, 6, 1), None),  # nothing before the first
    ],
)
def test_a_year_that_was_not_over_is_not_known(day: date, knowing: date, year: int | None) -> None:
    cinc = World.on(day, knowing=knowing).forces("GBR").cinc
    assert cinc.year == year
    if year is None:
        assert "only years before 1816 were over" in str(cinc)
    else:
        assert cinc.carried == (year < day.year)


def test_money_before_1914_is_in_pounds() -> None:
    assert World.on(date(1913, 6, 1)).forces("GBR").milex.unit == "thousand pounds"
    assert World.on(date(1914, 6, 1)).forces("GBR").milex.unit == "thousand current US dollars"


def test_forces_of_a_state_are_the_seven_columns_of_its_row() -> None:
    forces = World.on(date(1914, 7, 27)).forces("RUS")
    assert [getattr(forces, name).value for name in ("milex", "milper", "irst", "pec", "tpop", "upop")] == [
        857000.0, 1321.0, 4466.0, 48412.0, 175100.0, 10479.0
    ]  # fmt: skip
    assert str(forces).splitlines()[1] == "milper 1,321 thousand persons, 1914"


@pytest.mark.parametrize(
    ("side", "against", "day", "share"),
    [
        ("PRK", ("KOR", "USA"), SEED, 0.089),  # one against two
        (("KOR", "USA"), "PRK", SEED, 0.911),  # and the other way round
        ("PRK", ("KOR", "SUN"), SEED, None),  # not known of one of them
    ],
)
def test_capability_share(side, against, day, share) -> None:
    found = World.on(day).capability_share(side, against)
    assert found.value == (None if share is None else pytest.approx(share, abs=0.001))
    assert "carried forward" in str(found) or found.missing == "SUN (Soviet Union) did not exist on 2024-10-19"


def test_a_share_needs_two_sides() -> None:
    with pytest.raises(InputError, match="two sides"):
        World.on(SEED).capability_share(["USA", "KOR"], ["KOR"])


@pytest.mark.parametrize(
    ("state", "day", "polyarchy", "polity2"),
    [
        ("CUB", date(1962, 10, 22), "0.069 (V-Dem polyarchy, 0 to 1), 1962", "-7 (Polity, -10 to 10), 1962"),
        # V-Dem goes on, Polity ended in 2018
        ("PRK", SEED, "0.084 (V-Dem polyarchy, 0 to 1), 2024", "-10 (Polity, -10 to 10), 2018 figure, carried forward"),
        # -9 is a score
        ("MNG", date(1950, 1, 1), "0.075 (V-Dem polyarchy, 0 to 1), 1950", "-9 (Polity, -10 to 10), 1950"),
    ],
)
def test_regimes(state: str, day: date, polyarchy: str, polity2: str) -> None:
    regime = World.on(day).regime(state)
    assert (str(regime.polyarchy), str(regime.polity2)) == (polyarchy, polity2)


@pytest.mark.parametrize(
    ("a", "b", "day", "row"),
    [
        ("USA", "SUN", date(1962, 10, 22), "ccode 2, session 17; ccode 365, session 17"),
        # Germany's votes of 1990 stand under the Federal Republic's number
        ("DEU", "FRA", date(1990, 11, 1), "ccode 260, session 45; ccode 220, session 45"),
        ("USA", "RUS", SEED, "ccode 2, session 74; ccode 365, session 74"),  # 2019, carried forward
        ("USA", "SUN", date(1964, 6, 1), None),  # no votes were taken in 1964
        ("USA", "GBR", date(1942, 6, 1), None),  # there was no General Assembly
    ],
)
def test_ideal_distance(a: str, b: str, day: date, row: str | None) -> None:
    found = World.on(day).ideal_distance(a, b)
    assert found.row == row
    assert (found.value is None) == (row is None) == (found.missing is not None)
    assert found.carried == (day.year > 2019)


#: World's name of a figure → dataset, column, last year.
FIGURES = {
    **{name: ("nmc", name, 2022) for name in ("milex", "milper", "irst", "pec", "tpop", "upop", "cinc")},
    "polyarchy": ("democracy", "v2x_polyarchy", 2025),
    "polity2": ("democracy", "polity2", 2018),
    "euds": ("democracy", "euds", 2025),
}
ROWS = {
    dataset: {(row["ccode"], row["year"]): row for row in pl.read_parquet(shelf.get(dataset).table).to_dicts()}
    for dataset in ("nmc", "democracy")
}


@given(
    st.dates(date(1816, 1, 1), date(2027, 12, 31)),
    st.sampled_from([state.id for state in states.all_states()]),
    st.one_of(st.none(), st.integers(-4000, 4000)),
)
def test_a_figure_is_the_cell_of_its_year(day: date, state: str, later: int | None) -> None:
    knowing = None if later is None else day + timedelta(later)
    world = World.on(day, knowing=knowing)
    forces, regime = world.forces(state), world.regime(state)
    for name, (dataset, column, last) in FIGURES.items():
        found: Value[float] = getattr(forces, name, None) or getattr(regime, name)
        if found.value is None:
            assert found.missing
            continue
        assert found.year is not None and found.row is not None
        number = int(found.row.split()[1].rstrip(","))
        assert number in {code.number for code in states.get(state).cow}
        assert found.value == ROWS[dataset][number, found.year][column]
        assert found.carried == (found.year < day.year)
        assert knowing is None or found.year < knowing.year
        bound = min(day.year, knowing.year - 1) if knowing else day.year
        assert found.year == bound or found.year == last < bound


@given(st.dates(date(1816, 1, 1), date(2022, 12, 31)), st.sampled_from([s.id for s in states.all_states()]))
def test_a_member_of_the_system_has_its_figure(day: date, state: str) -> None:
    number = states.get(state).cow_number(day)
    if number is not None and (number, day.year) in ROWS["nmc"]:
        assert World.on(day).forces(state).cinc.value == ROWS["nmc"][number, day.year]["cinc"]
