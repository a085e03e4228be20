"""Which promises past wars set off: totals, well-known cases, and that nothing later than the eve is used."""

from __future__ import annotations

import importlib.util
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from casus.datasets.cow_wars import Participant, War, packaged
from casus.treaties import atop, library
from casus.treaties.called import ACTIVE, Called, Obligation, attack_of, called, obligation_of
from casus.treaties.model import Treaty

WARS = {war.number: war for war in packaged()}


@pytest.fixture(scope="module")
def by_atop() -> list[Called]:
    return called(atop.alliances())


@pytest.fixture(scope="module")
def by_hand() -> list[Called]:
    return called(library.shipped())


def printer() -> ModuleType:
    path = Path(__file__).parents[2] / "data" / "called.py"
    spec = importlib.util.spec_from_file_location("called_printer", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("first", "last", "met", "open_", "not_met", "unnamed"),
    [(1816, 1944, 38, 34, 53, 32), (1945, 2003, 35, 21, 244, 9)],
)
def test_totals(by_atop: list[Called], first: int, last: int, met: int, open_: int, not_met: int, unnamed: int) -> None:
    rows = [row for row in by_atop if first <= row.war.began.year <= last and any(map(row.promises, ACTIVE))]
    assert Counter(row.outcome() for row in rows) == {"met": met, "open": open_, "not met": not_met}
    assert sum(row.hangs_on_unnamed for row in rows) == unnamed  # would be met, but for what ATOP does not name


@pytest.mark.parametrize(
    ("obligation", "met", "open_"),
    [("defense", 30, 39), ("offense", 6, 31), ("neutral", 32, 10), ("nonagg", 12, 0), ("consul", 30, 43)],
)
def test_totals_by_obligation(by_atop: list[Called], obligation: Obligation, met: int, open_: int) -> None:
    outcomes = Counter(row.outcome((obligation,)) for row in by_atop if row.promises(obligation))
    assert (outcomes["met"], outcomes["open"]) == (met, open_)


def test_totals_if_the_hand_written_treaties_replace_their_coding() -> None:
    printed = printer()
    outcomes = Counter(printed.by_hand(printed.looked_at()).values())
    assert outcomes == {"met": 82, "open": 35, "not met": 303, "not in force": 5}


CASES: list[tuple[int, str, dict[str, str], set[str]]] = [
    # war, library, outcome by treaty, calls "obligation debtor creditor" that must be among those of that war
    # 1870: Prussia and the South German states, all at war from the first day
    (58, "atop", {"atop-1275": "met", "atop-1280": "met", "atop-1285": "met"}, {"defense BAV DEU"}),
    # 1879: Peru for Bolivia, by the secret treaty of 1873
    (64, "atop", {"atop-1305": "met"}, {"defense PER BOL"}),
    # 1914: Germany, Italy and Romania owe the attacker no defence; Greece and Montenegro owe it to Serbia
    (106, "atop", {"atop-1335": "not met", "atop-1350": "open", "atop-1355": "not met", "atop-1480": "met",
                   "atop-1490": "met"}, {"defense GRC SRB", "defense MNE SRB"}),
    (106, "hand", {"deu-auh-1879": "not met", "triple-1882": "not met", "rou-auh-1883": "not met",
                   "grc-srb-1913": "open"}, {"defense GRC SRB"}),
    # 1939: ATOP flags an adversary and does not name it; the texts name Germany
    (139, "atop", {"atop-2440": "open", "atop-2135": "open", "atop-2070": "met"}, {"defense ROU POL"}),
    (139, "hand", {"gbr-pol-1939": "met", "fra-pol-1925": "met", "pol-rou-1931": "open", "deu-ita-1939": "open"},
     {"defense GBR POL", "defense FRA POL"}),
    # 1956: the Arab allies for Egypt; Sèvres is flagged with a demand
    (155, "atop", {"atop-3205": "met", "atop-3300": "met", "atop-3305": "met", "atop-3322": "open"},
     {"defense SYR EGY", "defense SAU EGY", "defense JOR EGY"}),
    # 1967: three attacked, each called on for the others; Iraq for Egypt
    (169, "atop", {"atop-3205": "met", "atop-3538": "met", "atop-3570": "met", "atop-3670": "absent"},
     {"defense EGY SYR", "defense SYR EGY", "defense IRQ EGY"}),
    # 1973: Egypt, Syria and Iraq began it: nobody is called on, the Soviet treaties included
    (181, "atop", {"atop-3205": "not met", "atop-3570": "not met", "atop-3670": "not met", "atop-3690": "not met"},
     set()),
    # 1982: the Falklands are no part of the British home, so the place is open
    (202, "atop", {"atop-3180": "open", "atop-3130": "open", "atop-3075": "not met"}, {"defense USA GBR"}),
    # 1990: an Arab League member attacks another: non-aggression broken; whether defence runs against a member is open
    (211, "atop", {"atop-3015": "met", "atop-3205": "met", "atop-3690": "not met"}, {"nonagg IRQ KWT"}),
    (211, "hand", {"arab-1950": "met", "irq-sun-1972": "not met"}, {"defense EGY KWT"}),
    # 2003: the Arab League for Iraq; NATO and ANZUS owe an attacker nothing
    (227, "atop", {"atop-3205": "met", "atop-3180": "not met", "atop-3215": "not met"}, {"defense SYR IRQ"}),
]  # fmt: skip


@pytest.mark.parametrize(("war", "which", "outcomes", "calls"), CASES)
def test_well_known_cases(
    war: int,
    which: str,
    outcomes: dict[str, str],
    calls: set[str],
    by_atop: list[Called],
    by_hand: list[Called],
) -> None:
    rows = {row.treaty.id: row for row in (by_atop if which == "atop" else by_hand) if row.war.number == war}
    assert {id: rows[id].outcome() if id in rows else "absent" for id in outcomes} == outcomes
    found = {f"{obligation_of(f.clause)} {f.debtor} {f.creditor}" for row in rows.values() for f in row.calls()}
    assert calls <= found
    if not calls:
        assert not found


def test_1990_whether_arab_defence_runs_against_a_member(by_atop: list[Called]) -> None:
    row = next(row for row in by_atop if (row.war.number, row.treaty.id) == (211, "atop-3205"))
    assert row.outcome(("defense",)) == "open"
    assert not row.hangs_on_unnamed


def _entry(by: int, on: int, day: date) -> War:
    """The first blow between two states as a war of its own."""
    days = ((day, day),)
    return War(0, "", (Participant(by, 2, True, 2, days), Participant(on, 1, False, 2, days)), {})


@pytest.mark.parametrize(
    ("by", "on", "day", "called_on"),
    [
        # as each power entered in 1914, by the texts: who was then bound to fight, and for whom
        (300, 345, date(1914, 7, 29), {"MNE SRB"}),
        (255, 365, date(1914, 8, 1), {"FRA RUS"}),
        (255, 220, date(1914, 8, 3), {"RUS FRA"}),
        (255, 211, date(1914, 8, 4), {"AUH BEL", "FRA BEL", "GBR BEL", "RUS BEL"}),
        (300, 365, date(1914, 8, 6), set()),  # Germany's and Austria's treaty is against a Russian attack
    ],
)
def test_1914_power_by_power(by: int, on: int, day: date, called_on: set[str]) -> None:
    rows = called(library.shipped(), [_entry(by, on, day)])
    found = {
        f"{f.debtor} {f.creditor}"
        for row in rows
        for f in row.calls(("defense", "offense"))
        if f.verdict == "triggered"
    }
    assert found == called_on


def test_the_war_is_put_as_an_attack_on_the_day_before() -> None:
    attack = attack_of(WARS[181])
    assert (attack.day, attack.by, attack.on) == (date(1973, 10, 5), {"EGY", "SYR", "IRQ"}, {"ISR"})
    assert attack.begun_by == {"EGY", "SYR"}  # Iraq fought on that day and began nothing
    assert (attack.state_of_war, attack.requested, attack.place, attack.hits) == (True, None, "home", "territory")
    assert (attack_of(WARS[202]).place, attack_of(WARS[202]).hits) == (None, None)
    assert attack_of(WARS[202], home=True).place == "home"


@pytest.mark.parametrize("number", sorted(WARS))
def test_nothing_later_than_the_eve_is_used(number: int, by_atop: list[Called]) -> None:
    """The same comes out if every war has only its first day and no alliance ever ends after that."""
    war = WARS[number]
    first_day = tuple(
        row._replace(spells=((war.began, war.began),)) for side in (True, False) for row in war.originals(side)
    )

    def unending(treaty: Treaty) -> Treaty:
        force = tuple(
            replace(spell, until=None if spell.until and spell.until >= war.began else spell.until)
            for spell in treaty.force if spell.start < war.began
        )  # fmt: skip
        party = tuple(
            replace(spell, until=None if spell.until and spell.until >= war.began else spell.until)
            for spell in treaty.party if spell.start is None or spell.start < war.began
        )  # fmt: skip
        return replace(treaty, force=force, party=party)

    before = called([unending(treaty) for treaty in atop.alliances()], [War(number, war.name, first_day, {})])
    rows = [row for row in by_atop if row.war.number == number]
    assert [(row.treaty.id, row.outcome(), row.outcome(("consul",))) for row in before] == [
        (row.treaty.id, row.outcome(), row.outcome(("consul",))) for row in rows
    ]


def test_what_is_signed_on_the_first_day_or_later_is_left_out() -> None:
    pact = next(treaty for treaty in atop.alliances() if treaty.id == "atop-2445")  # of Steel, 22 May 1939
    assert called([pact], [_entry(255, 290, date(1939, 5, 22))]) == []
    assert len(called([pact], [_entry(255, 290, date(1939, 5, 23))])) == 1


def test_what_the_sources_leave_out_is_supposed_in_one_place_only(by_atop: list[Called]) -> None:
    """Where the blow falls moves a promise between met and open, never to or from not met."""
    at_home, nowhere = (called(atop.alliances(), home=home) for home in (True, False))
    for row, home, away in zip(by_atop, at_home, nowhere, strict=True):
        outcomes = {row.outcome(), home.outcome(), away.outcome()}
        assert len(outcomes) == 1 or outcomes == {"met", "open"}
