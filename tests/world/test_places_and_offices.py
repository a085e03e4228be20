"""Cases: borders, distances, major powers, leaders and bases of a day."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casus import states
from casus.datasets import shelf
from casus.geo import great_circle
from casus.world import World

SEED = date(2024, 10, 19)


@pytest.mark.parametrize(
    ("a", "b", "day", "kind", "year", "carried"),
    [
        ("PRK", "KOR", SEED, 1, 2016, True),  # the record ends in 2016, and says so
        ("KOR", "PRK", date(1980, 1, 1), 1, 1980, False),  # in either order
        ("USA", "SUN", date(1980, 1, 1), 2, 1980, False),  # the Bering Strait
        ("CUB", "USA", date(1962, 10, 22), 4, 1962, False),
        ("USA", "UKR", SEED, 0, 2016, True),  # no record: not contiguous
        ("SUN", "TUR", date(1980, 1, 1), 1, 1980, False),
        ("RUS", "TUR", SEED, 5, 2016, True),  # Georgia and Armenia lie between
        ("RUS", "TUR", date(1991, 12, 28), 5, 1991, False),  # one record ends and one begins in the month
        ("DEU", "POL", date(1980, 1, 1), 0, 1980, False),  # the Federal Republic
        ("DEU", "POL", SEED, 1, 2016, True),  # Germany
        ("DEU", "NLD", date(1942, 6, 1), None, None, False),  # occupied: COW has it outside the system
        ("RUS", "TUR", date(1980, 1, 1), None, None, False),  # Russia did not exist
    ],
)
def test_contiguity(a: str, b: str, day: date, kind: int | None, year: int | None, carried: bool) -> None:
    found = World.on(day).contiguous(a, b)
    assert (found.value, found.year, found.carried) == (kind, year, carried)
    assert ("carried forward" in str(found)) == carried
    assert (found.missing is None) == (kind is not None)


@pytest.mark.parametrize(
    ("state", "day", "within", "ids"),
    [
        ("PRK", SEED, 1, "CHN KOR RUS"),
        ("PRK", SEED, 5, "CHN KOR RUS JPN"),  # the nearest first
        ("PRK", date(1980, 1, 1), 1, "CHN KOR SUN"),
        ("AUH", date(1914, 7, 27), 1, "CHE DEU ITA ROU RUS SRB"),  # Montenegro was not in COW's system
        ("UKR", date(1992, 6, 1), 1, "BLR CSK HUN MDA POL ROU RUS"),
        ("UKR", date(1994, 6, 1), 1, "BLR HUN MDA POL ROU RUS SVK"),  # Czechoslovakia has parted
        ("ISL", SEED, 1, ""),  # an island
    ],
)
def test_neighbours(state: str, day: date, within: int, ids: str) -> None:
    assert World.on(day).neighbours(state, within=within).value == tuple(ids.split())


CONTIGUITY = pl.read_parquet(shelf.get("contiguity").table).rows(named=True)


@given(st.sampled_from(CONTIGUITY), st.dates(date(1816, 1, 1), date(2016, 12, 31)))
def test_contiguity_is_that_of_the_record_of_the_month(row, day: date) -> None:
    month = day.year * 100 + day.month
    assume(row["begin"] <= month <= row["end"])
    bearers = [
        [s.id for s in states.all_states(day) if s.cow_number(day) == row[side]] for side in ("statelno", "statehno")
    ]
    assume(all(bearers))
    (a,), (b,) = bearers
    world = World.on(day)
    same = {r["conttype"] for r in CONTIGUITY if r["dyad"] == row["dyad"] and r["begin"] <= month <= r["end"]}
    assert world.contiguous(a, b).value in same
    assert b in world.neighbours(a).value and a in world.neighbours(b).value


@pytest.mark.parametrize(
    ("a", "b", "day", "km", "year"),
    [
        ("PRK", "KOR", SEED, 194, 2024),
        ("PRK", "KOR", date(2026, 1, 1), 194, 2024),  # carried forward from the last year of the table
        ("DEU", "DDR", date(1985, 1, 1), 480, 1985),  # Bonn, not Berlin
        ("AUH", "SRB", date(1914, 7, 27), 490, 1914),  # Vienna
        ("TUR", "GRC", date(1920, 1, 1), 563, 1920),  # Constantinople
        ("TUR", "GRC", date(1924, 1, 1), 818, 1924),  # Ankara
        ("ESH", "MAR", SEED, None, None),  # no capital that is settled
        ("SUN", "USA", SEED, None, None),  # gone
    ],
)
def test_distance(a: str, b: str, day: date, km: int | None, year: int | None) -> None:
    found = World.on(day).distance(a, b)
    assert (found.value and round(found.value), found.year) == (km, year)
    assert found.carried == (found.value is not None and day.year > 2024)


@given(*[st.floats(-180, 180)] * 2, *[st.floats(-90, 90)] * 2)
def test_the_great_circle_is_a_distance(lng1: float, lng2: float, lat1: float, lat2: float) -> None:
    there, back = great_circle(lat1, lng1, lat2, lng2), great_circle(lat2, lng2, lat1, lng1)
    assert there == pytest.approx(back, abs=1e-6) and 0 <= there < 20038
    assert great_circle(lat1, lng1, lat1, lng1) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("day", "ids", "carried"),
    [
        (date(1914, 7, 27), "AUH DEU FRA GBR ITA JPN RUS USA", False),
        (date(1919, 1, 1), "FRA GBR ITA JPN USA", False),  # Germany and Russia are out, Austria-Hungary is gone
        (date(1940, 6, 22), "DEU FRA GBR ITA JPN SUN USA", False),  # the last day of France ...
        (date(1940, 6, 23), "DEU GBR ITA JPN SUN USA", False),  # ... and the day after
        (date(1962, 10, 22), "CHN FRA GBR SUN USA", False),
        (SEED, "CHN DEU FRA GBR JPN RUS USA", True),  # the list ends in 2016
    ],
)
def test_majors(day: date, ids: str, carried: bool) -> None:
    found = World.on(day).majors()
    assert found.value == tuple(ids.split())
    assert found.carried == carried == ("2016 figure, carried forward" in str(found))


@pytest.mark.parametrize(
    ("state", "day", "names", "why"),
    [
        ("SUN", date(1962, 10, 22), ["Khrushchev"], None),
        ("USA", date(1963, 11, 22), ["Kennedy", "Johnson"], None),  # one follows the other on the day
        ("RUS", date(1917, 11, 7), ["Lenin"], None),
        ("DEU", date(1990, 6, 1), ["Kohl"], None),  # Gleditsch and Ward number Germany 260
        ("PRK", date(2015, 12, 31), ["Kim Jong Un"], None),  # the last day
        ("PRK", date(2016, 1, 1), None, "not known after 2015-12-31 (Archigos 4.1"),  # never carried forward
        ("RUS", date(1950, 1, 1), None, "RUS (Russia) did not exist on 1950-01-01"),
        ("RUS", date(1820, 1, 1), None, "nobody in office in RUS on 1820-01-01"),  # before the data
    ],
)
def test_leaders(state: str, day: date, names: list[str] | None, why: str | None) -> None:
    found = World.on(day).leaders(state)
    assert (found.value and [who.name for who in found.value]) == names
    assert (why or "") in str(found)


def test_nobody_knew_how_long_a_leader_would_stay() -> None:
    day = date(1962, 10, 22)
    assert World.on(day).leaders("USA").value[0].until == date(1963, 11, 22)
    assert World.on(day, knowing=day).leaders("USA").value[0].until is None
    assert "not known after 1960-01-01" in str(World.on(day, knowing=date(1960, 1, 1)).leaders("USA"))


@pytest.mark.parametrize(
    ("host", "day", "knowing", "some"),
    [
        ("CUB", date(2018, 1, 1), None, "Guantanamo"),
        ("CUB", SEED, SEED, "Guantanamo"),  # carried forward
        ("CUB", date(1962, 10, 22), None, None),  # the list has no dates before the end of the Cold War
        ("CUB", date(2010, 1, 1), date(2010, 1, 1), None),  # it was not there to be read
        ("PRK", SEED, None, ""),  # none
    ],
)
def test_bases(host: str, day: date, knowing: date | None, some: str | None) -> None:
    found = World.on(day, knowing=knowing).us_bases(host)
    if some is None:
        assert found.value is None and "without dates" in str(found)
    else:
        assert any(some in base.name for base in found.value) == bool(some)
        assert "the list has no dates" in str(found) and found.year == 2018


def test_strategic_rivalries_of_a_day() -> None:
    found = World.on(date(1962, 10, 22)).rivalries()
    assert any({"IND", "PAK"} == {*fact.by, *fact.to} for fact in found)
    assert all("carried forward" not in fact.says for fact in found)
    assert all("carried forward from 2020" in fact.says for fact in World.on(SEED).rivalries())


def test_a_world_shows_itself_in_a_line() -> None:
    assert repr(World.on(SEED)) == "<World on 2024-10-19: 202 states>"
    assert repr(World.on(SEED, knowing=SEED)) == "<World on 2024-10-19: 202 states, as known on 2024-10-19>"
