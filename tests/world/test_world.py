"""Cases: what stands on a day, with its source, and what is said when a figure is old."""

from __future__ import annotations

import csv
import gzip
import importlib.util
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from tests.shared import need

from casus.world import World, standing

ROOT = Path(__file__).parents[2]
SEED = date(2024, 10, 19)


@pytest.mark.parametrize(
    ("state", "day", "status", "since", "warheads", "year", "carried"),
    [
        ("PRK", SEED, "possesses", 2006, None, None, None),  # the series has zeros for it: no figure, not none
        ("KOR", SEED, "none", 1982, None, None, None),  # gave up its pursuit of the 1970s
        ("USA", SEED, "possesses", 1945, 4000, 2017, 2017),  # the series ends in 2017, and says so
        ("USA", date(1967, 6, 1), "possesses", 1945, 31255, 1967, None),  # the peak, in its own year
        ("SUN", date(1980, 1, 1), "possesses", 1949, 30665, 1980, None),  # under "Russia" in the source
        ("RUS", date(1980, 1, 1), None, None, None, None, None),  # did not exist on the day
        ("RUS", SEED, "possesses", 1949, 4300, 2017, 2017),  # heir of the Soviet series
        ("YUG", date(1985, 1, 1), "pursues", 1982, None, None, None),  # under "Serbia" in the source
        ("ZAF", date(1985, 1, 1), "possesses", 1979, None, None, None),  # six devices, in no series
        ("ZAF", date(1995, 1, 1), "none", 1992, None, None, None),  # gave them up
        ("IND", date(1990, 1, 1), "possesses", 1987, None, None, None),  # deliverable from 1987, counted from 1998
        ("UKR", date(1993, 1, 1), "none", 1938, None, None, None),  # Soviet warheads on its soil are not its own
        ("USA", date(1900, 1, 1), None, None, None, None, None),  # before the source begins
    ],
)
def test_arsenals(state, day, status, since, warheads, year, carried):
    found = World.on(day).arsenal(state)
    if status is None:
        assert found is None
        return
    assert (found.status, found.since, found.warheads, found.year, found.carried_from) == (
        (status, since, warheads, year, carried)
    )
    assert found.cite.source.sha256 and found.cite.locator
    assert (found.warheads_cite is None) == (warheads is None)
    assert ("carried forward" in str(found)) == (day.year > 2022 or carried is not None)


@pytest.mark.parametrize(("state", "said"), [("ISR", "neither confirms nor denies"), ("IRN", "denies")])
def test_a_status_that_the_state_does_not_own_says_what_it_says(state, said):
    assert said in str(World.on(SEED).arsenal(state))


def test_possession_counts_from_the_day_on_which_it_was_disclosed():
    day = date(1985, 1, 1)
    assert World.on(day).arsenal("ZAF").status == "possesses"
    assert World.on(day, knowing=day).arsenal("ZAF") is None  # announced on 24 March 1993
    assert World.on(day, knowing=day).arsenal("CHN").status == "possesses"
    assert World.on(day, knowing=day).arsenal("USA").year == 1984  # the figure of 1985 was not yet to be had


@pytest.mark.parametrize(
    ("at", "day", "number", "year", "carried", "imputed"),
    [
        ("KOR", SEED, 24234, 2024, None, False),  # 24,515 in the file less 281 reservists
        ("DEU", date(1980, 6, 1), 244320, 1980, None, False),  # the Federal Republic, COW 260, is 255 in the file
        ("KOR", date(2026, 1, 1), 24234, 2024, 2024, False),  # carried forward, and says so
        ("KOR", date(1951, 6, 1), 326863, 1951, None, True),  # an estimate of the source
        ("RVN", date(1968, 6, 1), 537377, 1968, None, False),  # filed under Vietnam's number
        ("IRQ", date(2006, 6, 1), 150000, 2005, 2005, False),  # the file sums three reports in 2006: withheld
        ("KOR", date(2008, 6, 1), 27014, 2007, 2007, False),  # all of 2008 is withheld
        ("CZE", date(2013, 6, 1), 16, 2013, None, False),  # two spellings, two rows, one of them empty; 17 less 1
        ("ERI", date(1970, 6, 1), None, None, None, None),  # not a state yet
        ("KOR", date(1900, 1, 1), None, None, None, None),  # nor this
    ],
)
def test_troops(at, day, number, year, carried, imputed):
    found = World.on(day).troops(at=at)
    if number is None:
        assert found is None
        return
    assert (found.number, found.year, found.carried_from, found.imputed) == (number, year, carried, imputed)
    assert found.cite.source.id == "troopdata-1.0.4"
    assert ("carried forward" in str(found)) == (carried is not None)


def test_only_us_troops_are_covered_and_the_year_must_be_over_to_be_known():
    assert World.on(SEED).troops("RUS", at="BLR") is None
    assert World.on(SEED, knowing=SEED).troops(at="KOR").year == 2023


@pytest.mark.parametrize(
    ("states", "day", "kinds"),
    [
        # the war, Crimea and the four regions
        (["UKR"], date(2023, 7, 1), ["occupation", "occupation", "war"]),
        # warheads of the former Soviet Union
        (["UKR"], date(1993, 1, 1), ["deployment"]),
        # claims to the peninsula and the nuclear dispute; the armistice is a treaty file
        (["PRK", "KOR"], date(2023, 1, 1), ["dispute", "dispute", "dispute"]),
        # Hezbollah is *LBN; it counts for Lebanon; Israel is inside
        (["LBN"], SEED, ["occupation", "war"]),
        # the ceasefire has begun; Israel is still inside
        (["LBN"], date(2025, 6, 1), ["ceasefire", "occupation"]),
        # a day before the end and the day of the end: spells are half-open
        (["THA"], date(2025, 12, 26), ["dispute", "war"]),
        (["THA"], date(2025, 12, 27), ["ceasefire", "dispute"]),
        # nothing stands in the table for so early a day
        (["GBR", "RUS", "CHN"], date(1900, 1, 1), []),
    ],
)
def test_standing_facts(states, day, kinds):
    found = World.on(day).standing(states)
    assert sorted(fact.kind for fact in found) == kinds
    for fact in found:
        assert fact.start <= day and (fact.until is None or day < fact.until)
        assert fact.cite.source.title and fact.cite.locator and fact.says


def test_who_began_the_war_of_2022_is_said_twice():
    world = World.on(date(2023, 7, 1))
    (war,) = [fact for fact in world.standing(["UKR"]) if fact.kind == "war"]
    views = {view.holder: view for view in world.readings(war)}
    assert set(views) == {"UN General Assembly", "Russia", "Ukraine"}
    assert "aggression" in views["UN General Assembly"].says and "Article 51" in views["Russia"].says
    assert all(view.says in war.says for view in views.values())  # nobody can quote one without the other
    early = World.on(date(2022, 2, 25), knowing=date(2022, 2, 25))
    (war,) = [fact for fact in early.standing(["UKR"]) if fact.kind == "war"]
    assert "General Assembly" not in war.says  # it spoke on 2 March


def test_a_contested_fact_has_at_least_two_readings():
    for row in standing._rows():
        assert len(row.readings) != 1, row.fact.says


@pytest.mark.parametrize(
    ("day", "said", "not_said"),
    [
        (date(2024, 10, 19), "no peace treaty", "initialled"),  # a later event is not told early
        (date(2025, 9, 1), "initialled on 8 August 2025", "last checked"),
        (date(2027, 1, 1), "last checked on 2026-06-30", "open"),  # an open spell that nobody has looked up since
    ],
)
def test_words_are_true_on_the_day(day, said, not_said):
    (fact,) = [fact for fact in World.on(day).standing(["ARM"]) if fact.kind == "dispute"]
    assert said in fact.says and not_said not in fact.says


def test_what_was_learned_later_is_hidden():
    def sent(knowing: date | None) -> bool:
        return any(fact.kind == "deployment" for fact in World.on(SEED, knowing=knowing).standing(["PRK"]))

    assert sent(None) and not sent(SEED)  # on the day of the page it was one side's word
    ended = World.on(date(2025, 6, 20), knowing=date(2025, 6, 20)).adversaries("ISR", "IRN")
    assert ended[0].kind == "war" and ended[0].until is None  # nobody knew that it would end on the 24th


@pytest.mark.parametrize(
    ("a", "b", "day", "kinds"),
    [
        ("RUS", "UKR", date(2023, 7, 1), ("war", "occupation", "occupation", "rivalry")),  # the gravest first
        ("UKR", "RUS", date(2023, 7, 1), ("war", "occupation", "occupation", "rivalry")),  # in either order
        ("GBR", "DEU", date(1938, 1, 1), ("rivalry",)),  # before the hand-kept rows
        ("USA", "SUN", date(1970, 1, 1), ("rivalry",)),  # COW 365 was the Soviet Union
        ("ISR", "*LBN", SEED, ("war",)),  # a force is not the state in which it is based
        ("FRA", "DEU", SEED, ()),  # no longer
        ("PRK", "RUS", SEED, ()),  # a deployment does not make adversaries
    ],
)
def test_adversaries(a, b, day, kinds):
    assert tuple(fact.kind for fact in World.on(day).adversaries(a, b)) == kinds


@pytest.mark.parametrize(
    ("state", "day", "rivals"),
    [
        ("PRK", SEED, ("JPN", "KOR", "USA")),
        ("TWN", SEED, ("CHN", "JPN")),
        ("PRK", date(1900, 1, 1), ()),  # not a state
    ],
)
def test_rivals(state, day, rivals):
    assert World.on(day).rivals(state) == rivals


def test_a_rivalry_past_the_end_of_its_list_says_so():
    (fact,) = [fact for fact in World.on(SEED).adversaries("IND", "PAK") if fact.kind == "rivalry"]
    assert "carried forward from 2020" in fact.says and fact.until is None


def test_a_warm_world_is_quick():
    World.on(SEED).rivals("USA")
    start = time.perf_counter()
    world = World.on(SEED)
    world.standing(["USA"]), world.rivals("USA"), world.arsenal("USA"), world.troops(at="KOR")
    assert time.perf_counter() - start < 0.05


def test_a_world_of_everything_is_quick_when_warm():
    def everything() -> float:
        start = time.perf_counter()
        world = World.on(SEED)
        world.wars_under_way(), world.majors(), world.rivalries(), world.standing(["PRK", "KOR"])
        for state in ("PRK", "KOR", "USA", "CHN", "RUS"):
            world.forces(state), world.regime(state), world.neighbours(state), world.leaders(state)
            world.us_bases(state), world.arsenal(state), world.troops(at=state)
        for other in ("KOR", "USA", "CHN", "RUS"):
            world.contiguous("PRK", other), world.distance("PRK", other), world.ideal_distance("PRK", other)
        return time.perf_counter() - start

    everything()
    assert min(everything() for _ in range(3)) < 0.05


def test_a_world_loads_no_table_before_it_is_asked():
    code = (
        "import sys; from datetime import date; from casus.world import World\n"
        "world = World.on(date(2024, 10, 19)); world.arsenal('USA'), world.troops(at='KOR'), world.rivals('PRK')\n"
        "print([m for m in ('pyarrow', 'polars', 'numpy', 'casus.datasets.shelf') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


@pytest.fixture(scope="module")
def builder():
    spec = importlib.util.spec_from_file_location("build_world", ROOT / "data" / "world.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_are_what_their_builder_makes(builder):
    for name, text in builder.build().items():
        assert (builder.TABLES / name).read_bytes() == text.encode(), f"{name}: run python data/world.py"


def test_the_years_that_the_source_imputed_are_those_that_its_reports_name(builder):
    path = need("data", "troops", "us_troops_long_1950_2025.csv.gz")
    reports = csv.DictReader(gzip.decompress(path.read_bytes()).decode().splitlines())
    assert sorted({int(row["year"]) for row in reports if row["source"] == "Stepwise Imputation"}) == builder.IMPUTED
