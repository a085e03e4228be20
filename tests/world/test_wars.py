"""Cases: which wars were under way on a day, who fought in them by then, and where the records end."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus import states
from casus.datasets import cow_wars, shelf
from casus.world import World
from casus.world.wars import War

UN_1950 = "AUS CAN FRA GBR GRC NZL PHL THA TUR USA ZAF"


def cow(world: World) -> dict[str, War]:
    return {war.name: war for war in world.wars_under_way() if war.kind == "inter-state"}


def between(world: World, *parties: str) -> list[War]:
    return [war for war in world.wars_under_way() if war.kind == "interstate" and set(parties) <= war.states]


@pytest.mark.parametrize(
    ("day", "name", "sides"),
    [
        (date(1914, 7, 27), None, None),  # the day before the declaration: no war
        (date(1914, 7, 28), None, None),  # declared, not yet fought: COW counts days of combat
        (date(1914, 7, 29), "World War I", "SRB – AUH"),  # Serbia and Austria-Hungary alone
        (date(1914, 8, 1), "World War I", "RUS SRB – AUH DEU"),
        (date(1914, 8, 5), "World War I", "BEL FRA GBR RUS SRB – AUH DEU"),
        (date(1939, 9, 2), "World War II", "POL – DEU"),
        (date(1943, 1, 1), "World War II", "AUS CAN CHN GBR NZL SUN USA ZAF – BGR DEU FIN HUN ITA JPN ROU"),
        # Italy has left one side ...
        (date(1943, 9, 8), "World War II", "AUS CAN CHN GBR NZL SUN USA ZAF – BGR DEU FIN HUN JPN ROU"),
        # ... and fights on the other
        (date(1943, 10, 20), "World War II", "AUS CAN CHN GBR ITA NZL SUN USA ZAF – BGR DEU FIN HUN JPN ROU"),
        (date(1950, 7, 1), "Korean", "KOR USA – PRK"),  # by then; China comes in October
        (date(1950, 12, 1), "Korean", "GBR KOR PHL TUR USA – CHN PRK"),
        (date(1953, 7, 28), None, None),  # the day after the armistice
        (date(1848, 9, 1), None, None),  # between the two spells of the war over Schleswig-Holstein
        (date(1962, 10, 22), "Assam", "CHN – IND"),
        (date(1974, 7, 21), "Turco-Cypriot", "TUR – CYP"),
        (date(2003, 4, 1), "Invasion of Iraq", "AUS GBR USA – IRQ"),
    ],
)
def test_wars_between_states_by_day(day: date, name: str | None, sides: str | None) -> None:
    found = cow(World.on(day))
    if name is None:
        assert found == {}
    else:
        assert [" ".join(side) for side in found[name].sides] == str(sides).split(" – ")


@pytest.mark.parametrize(
    ("day", "parties", "supporters", "said"),
    [
        # the parties are those of the year: China came in October
        (date(1950, 7, 1), ("PRK", "KOR"), (f"CHN SUN – {UN_1950}"), "parties of 1950"),
        (date(2022, 2, 23), ("RUS", "UKR"), None, None),  # the day before
        (date(2022, 2, 24), ("RUS", "UKR"), " – ", "over both, war; parties of 2022) since 2022-02-24"),
        (date(2024, 10, 19), ("RUS", "UKR"), "PRK – ", "since 2022-02-24"),  # no word of what came after
        (date(2024, 12, 31), ("RUS", "UKR"), "PRK – ", "since 2022-02-24"),  # the last day of the record
        (date(2025, 6, 1), ("RUS", "UKR"), "PRK – ", "under way on 2024-12-31, not known after"),  # never carried on
        (date(2003, 5, 1), ("USA", "IRQ"), None, None),  # ended on 28 April 2003
    ],
)
def test_armed_conflicts_by_year(day: date, parties, supporters: str | None, said: str | None) -> None:
    found = between(World.on(day), *parties)
    if supporters is None:
        assert found == []
        return
    (war,) = found
    assert war.sides == tuple((party,) for party in parties)
    assert [" ".join(side) for side in war.supporters] == supporters.split(" – ")
    assert said in str(war) and war.cite.locator == f"conflict {war.row.split()[1]} {min(day.year, 2024)}"
    assert (war.as_of is None) == (day.year <= 2024)


@pytest.mark.parametrize(
    ("day", "knowing", "gaps"),
    [
        (date(1914, 7, 27), None, ["armed conflicts begin in 1946"]),
        (date(1962, 10, 22), None, []),
        (date(2007, 12, 31), None, []),
        (date(2008, 1, 1), None, ["inter-state wars are not known after 2007-12-31"]),
        (date(2024, 10, 19), None, ["inter-state wars are not known after 2007-12-31"]),
        (date(2025, 6, 1), None, ["are not known after 2007-12-31", "armed conflicts are not known after 2024-12-31"]),
        # the year 1962 was not over: what UCDP says of it was not known
        (date(1962, 10, 22), date(1962, 10, 22), ["armed conflicts are not known after 1961-12-31"]),
        (date(1946, 10, 22), date(1946, 10, 22), ["armed conflicts begin in 1946"]),
        (date(1962, 10, 22), date(1950, 7, 1), ["are not known after 1950-07-01", "are not known after 1949-12-31"]),
    ],
)
def test_where_the_records_end_is_said(day: date, knowing: date | None, gaps: list[str]) -> None:
    found = World.on(day, knowing=knowing).wars_under_way()
    assert len(found.not_known) == len(gaps)
    assert all(gap in told for gap, told in zip(gaps, found.not_known, strict=True))
    assert all(told in str(found) for told in found.not_known)


def test_what_came_later_is_hidden() -> None:
    day = date(1950, 7, 1)
    assert cow(World.on(day))["Korean"].until == date(1953, 7, 27)
    assert cow(World.on(day, knowing=day))["Korean"].until is None  # nobody knew
    (war,) = between(World.on(day, knowing=day), "PRK", "KOR")
    assert "CHN" not in war.states and war.as_of == date(1949, 12, 31)  # the parties of 1949
    later = cow(World.on(date(1962, 10, 22), knowing=day))["Korean"]
    assert later.as_of == day and later.until is None  # for all that was known, it might go on
    assert "under way on 1950-07-01, not known after" in str(later)


def test_a_party_that_is_no_state_is_a_star() -> None:
    (war,) = [war for war in World.on(date(1948, 4, 20)).wars_under_way() if "EGY" in war.states]
    assert war.sides == (("EGY", "IRQ", "JOR", "LBN", "SYR"), ("*",))  # Israel was proclaimed on 14 May
    assert "*" not in war.states
    rebels = [war for war in World.on(date(2024, 10, 19)).wars_under_way() if war.sides == (("MMR",), ("*",))]
    assert len(rebels) > 1 and len({war.row for war in rebels}) == len(rebels)


@given(st.dates(date(1816, 1, 1), date(2007, 12, 31)))
def test_who_fights_is_what_the_spells_of_the_table_say(day: date) -> None:
    fighting = {
        (war.number, states.from_cow(p.state, day).id, p.side)
        for war in cow_wars.packaged()
        for p in war.participants
        if any(first <= day <= last for first, last in p.spells)
    }
    both = {number for number, _, _ in fighting if {1, 2} <= {side for n, _, side in fighting if n == number}}
    found = {
        (int(war.row.split()[1]), id, side)
        for war in cow(World.on(day)).values()
        for side, ids in enumerate(war.sides, 1)
        for id in ids
    }
    assert found == {row for row in fighting if row[0] in both}


RAW = pl.read_parquet(shelf.get("armed-conflicts").table)


@given(st.dates(date(1946, 1, 1), date(2024, 12, 31)))
def test_conflicts_under_way_are_the_rows_of_the_year(day: date) -> None:
    over = pl.col("ep_end_date").fill_null(day)
    rows = RAW.filter((pl.col("year") == day.year) & (pl.col("start_date2") <= day) & (over >= day))
    found = [war.row for war in World.on(day).wars_under_way() if war.dataset == "armed-conflicts"]
    assert sorted(found) == sorted(f"conflict {id}, {day.year}" for id in rows["conflict_id"].unique())


@given(st.dates(date(1816, 1, 1), date(2030, 12, 31)), st.integers(-20000, 4000))
def test_nothing_is_known_before_its_day(day: date, later: int) -> None:
    knowing = date(1817, 1, 1) if (day - date(1817, 1, 1)).days + later < 0 else day + timedelta(later)
    for war in World.on(day, knowing=knowing).wars_under_way():
        assert war.since <= knowing and (war.until is None or war.until <= knowing)
        assert war.year is None or war.year < knowing.year
        assert war.as_of is None or war.as_of <= knowing
