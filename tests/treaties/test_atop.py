"""ATOP's alliances as treaties: who is bound when, what stays open, and the dataset's own year files cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tests.shared import need

from casus.datasets import atop as data
from casus.events import suppose
from casus.treaties.atop import alliances, replacing
from casus.treaties.evaluate import Finding, evaluate
from casus.treaties.library import by_hand
from casus.treaties.model import Treaty
from casus.world import World

BY_NUMBER = {treaty.atop: treaty for treaty in alliances()}
DECADES = range(1820, 2011, 10)
Cell = tuple[str, str, str]

#: What our treaties have on 1 January and the year files have not, by alliance, with the reason.
EXCEPTIONS = {
    (1880, ("FRA", "VNM", "defense")): "1320: ATOP's code 8152 is in no list of states, and not in its year files",
    (1880, ("VNM", "FRA", "consul")): "1320: likewise",
    **{
        (year, ("DEU", "AUH", "offense")): "1350: owed to Italy only (obvary); a clause for a party at war takes no "
        "list of creditors, so it asks, and towards Austria-Hungary is open instead of void"
        for year in (1890, 1900, 1910)
    },
    **{
        (1930, ("DEU", other, "defense")): "2130: Germany's row has defense, its dyad-years give it to nobody: open"
        for other in ("BEL", "FRA", "GBR", "ITA")
    },
}


def findings(number: int, day: str, by: str, on: str) -> dict[tuple[str, str, str], Finding]:
    """(clause, debtor, creditor) → finding, for one alliance and one supposed attack."""
    on_day = date.fromisoformat(day)
    attack = suppose(on_day, frozenset([by]), frozenset([on])).attack
    found = evaluate([BY_NUMBER[number]], attack, World.on(on_day))
    return {(f.clause.id, f.debtor, f.creditor): f for f in found}


def cells(treaties: Iterable[Treaty], day: date) -> set[Cell]:
    """(debtor, creditor, ATOP's variable) of all that is in force on the day."""
    found = set()
    for treaty in treaties:
        members = treaty.parties(day) if treaty.in_force(day) else ()
        for clause in treaty.clause if members else ():
            if clause.covers(day):
                owes = members if clause.owes == "every-other-party" else [s for s in clause.owes if s in members]
                to = members if isinstance(clause.to, str) else [s for s in clause.to if s in members]
                variable = clause.id.split(".")[1].split("-")[0]
                found |= {(a, b, variable) for a in owes for b in to if a != b}
    return found


@cache
def later_in(year: int) -> frozenset[Cell]:
    """Cells of every day of the year on which a spell or a clause begins, 1 January left out."""
    found: set[Cell] = set()
    for treaty in alliances():
        dated = (*treaty.force, *treaty.party, *treaty.clause)
        for day in {d.start for d in dated if d.start and d.start.year == year and d.start > date(year, 1, 1)}:
            found |= cells([treaty], day)
    return frozenset(found)


def test_all_alliances_are_there_with_their_parties() -> None:
    assert len(alliances()) == 789
    assert all(treaty.party and treaty.clause and treaty.force for treaty in alliances())
    assert len({treaty.id for treaty in alliances()}) == 789
    assert sum(treaty.source.confidence == "unverified" for treaty in alliances()) == 26


@pytest.mark.parametrize(
    ("number", "day", "parties"),
    [
        (1350, "1915-05-23", "DEU AUH ITA"),  # the day of the breach is the last day of the bond
        (1350, "1915-05-24", "DEU AUH"),
        (1020, "1849-06-01", ""),  # phases with a gap between them
        (3180, "1950-01-01", "BEL CAN DNK FRA GBR ISL ITA LUX NLD NOR PRT USA"),  # rows repeat in each phase
        (3180, "1960-01-01", "BEL CAN DEU DNK FRA GBR GRC ISL ITA LUX NLD NOR PRT TUR USA"),  # 260
        (1380, "1900-01-01", "FRA RUS"),  # 365 before 1922
        (2185, "1930-01-01", "LTU SUN"),  # 365 from 1922 to 1991
        (3625, "1991-06-01", "CSK SUN"),
        (3625, "1993-03-01", "CZE RUS SVK"),  # the two heirs, in phases beside each other
        (1490, "1917-01-01", "GRC SRB"),  # 345 before 1918
        (3045, "1948-01-01", "CSK YUG"),  # 345 as Yugoslavia
        (1320, "1875-01-01", "FRA VNM"),  # 8152
        (3015, "1985-01-01", "no EGY"),  # left in 1979
        (3015, "1990-01-01", "has EGY"),  # and came back in 1989
    ],
)
def test_parties(number: int, day: str, parties: str) -> None:
    treaty, on = BY_NUMBER[number], date.fromisoformat(day)
    there = sorted(treaty.parties(on)) if treaty.in_force(on) else []
    if parties[:3] in ("no ", "has"):
        assert ("EGY" in there) is parties.startswith("has")
    else:
        assert there == sorted(parties.split())


def test_a_month_without_a_day_is_open_and_the_years_after_2018_are_not_atops_to_answer() -> None:
    spell = BY_NUMBER[1115].membership("GBR", date(1844, 6, 10))  # June 1844, ATOP has no day
    assert spell is not None and spell.status == "disputed" and spell.until == date(1844, 7, 1)
    assert ("2.defense", "USA", "EST") in findings(3180, "2018-12-31", "RUS", "EST")
    assert BY_NUMBER[3180].force[-1].until == date(2019, 1, 1)
    assert not findings(3180, "2019-01-01", "RUS", "EST")


@pytest.mark.parametrize(
    ("number", "day", "by", "on", "clause", "debtor", "creditor", "verdict"),
    [
        (1480, "1914-07-28", "AUH", "SRB", "0.defense", "MNE", "SRB", "triggered"),  # no condition
        (1490, "1914-07-28", "AUH", "SRB", "0.defense", "GRC", "SRB", "triggered"),  # unless provoked: it was not
        (1385, "1914-08-01", "DEU", "RUS", "0.defense", "FRA", "RUS", "open"),  # against a named adversary
        (1350, "1885-01-01", "FRA", "ITA", "1.defense", "DEU", "ITA", "open"),  # number of adversaries: which?
        (1275, "1870-07-19", "DEU", "FRA", "0.offense", "BAD", "DEU", "triggered"),  # any war, also one it began
        (2470, "1941-06-22", "DEU", "SUN", "0.nonagg", "DEU", "SUN", "triggered"),  # broken on ATOP's last day
        (2490, "1940-06-10", "ITA", "FRA", "0.defense-2", "TUR", "FRA", "open"),  # a named adversary, a place
        (2130, "1930-01-01", "FRA", "DEU", "0.defense-1", "GBR", "DEU", "open"),  # Locarno: for either side,
        (2130, "1930-01-01", "FRA", "DEU", "0.nonagg-2", "FRA", "DEU", "triggered"),  # and between the three
        (3610, "1993-03-01", "DEU", "CZE", "3.defense", "ROU", "CZE", "triggered"),  # one heir of Czechoslovakia
    ],
)
def test_well_known_cases(
    number: int, day: str, by: str, on: str, clause: str, debtor: str, creditor: str, verdict: str
) -> None:
    assert findings(number, day, by, on)[clause, debtor, creditor].verdict == verdict


def test_a_phase_beside_another_binds_only_its_own_members() -> None:
    assert not [key for key in findings(3610, "1993-03-01", "SVK", "CZE") if {"SVK", "CZE"} == set(key[1:])]
    assert {key[1:] for key in findings(3610, "1993-03-01", "DEU", "CZE")} == {("ROU", "CZE")}


def test_a_blow_at_forces_abroad_is_open() -> None:
    day = date(1913, 7, 1)
    supposed = suppose(day, frozenset({"BGR"}), frozenset({"SRB"}), hits="forces").attack
    found = [f for f in evaluate([BY_NUMBER[1490]], supposed, World.on(day)) if f.clause.id == "0.defense"]
    assert [f.verdict for f in found] == ["open"]


def test_every_condition_of_a_member_row_is_a_step_with_its_row_and_variable() -> None:
    (clause,) = [c for c in BY_NUMBER[1385].clause if c.id == "0.defense"]
    assert clause.cite == "ATOP 5.1, member row 1385.0, defense" and clause.trigger is not None
    assert "ATOP 5.1, member row 1385.0, defcoadv" in {row.cite for row in clause.trigger.requires}


def test_a_hand_written_file_replaces_its_alliance() -> None:
    left = {treaty.atop for treaty in replacing(by_hand())}
    named = [t.atop if isinstance(t.atop, tuple) else (t.atop,) for t in by_hand() if t.atop]
    claimed = {number for numbers in named for number in numbers}
    assert 3180 not in left and 1005 in left and len(left) == 789 - len(claimed)
    both = replace(by_hand()["nato-1949"], atop=(1350, 1385))
    assert len(replacing([both])) == 787


@pytest.mark.parametrize("year", DECADES)
def test_what_is_in_force_on_1_january_is_what_the_year_files_have(year: int) -> None:
    """Every cell of the year files is in force on 1 January or begins later in the year, and nothing else is."""
    folder = need("data", "atop")
    day = date(year, 1, 1)
    ours = cells(alliances(), day)
    theirs = {(data.holder(a, day), data.holder(b, day), o) for a, b, o in dyads(folder)[year]}
    assert ours - theirs == {cell for at, cell in EXCEPTIONS if at == year}
    assert theirs - ours <= later_in(year)
    states = {(data.holder(y.state, day), o) for y in state_years(folder)[year] for o in y.obligations}
    owing = {(debtor, variable) for debtor, _, variable in ours}
    assert owing - states == {(cell[0], cell[2]) for at, cell in EXCEPTIONS if at == year} - states
    assert states - owing <= {(debtor, variable) for debtor, _, variable in later_in(year)}


@cache
def dyads(folder: Path) -> dict[int, set[tuple[int, int, str]]]:
    """Year → (debtor, creditor, variable), of the decades."""
    found: dict[int, set[tuple[int, int, str]]] = {year: set() for year in DECADES}
    for row in data.dyad_years(folder / "atop5_1_directed_dyad_year.csv.gz"):
        if row.year in found and row.to is not None:
            found[row.year] |= {(row.state, row.to, obligation) for obligation in row.obligations}
    return found


@cache
def state_years(folder: Path) -> dict[int, list[data.Year]]:
    found: dict[int, list[data.Year]] = {year: [] for year in DECADES}
    for row in data.state_years(folder / "atop5_1sy.csv"):
        if row.year in found:
            found[row.year].append(row)
    return found
