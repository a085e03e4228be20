"""Nothing dated on or after the onset may change a feature; and a future fact that got in would be seen."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from casus.datasets import cow_wars
from casus.odds import duties, features, past, tables
from casus.odds.conflicts import Conflict, disputes, wars
from casus.odds.names import NAMES
from casus.odds.past import Past
from casus.odds.spells import FOREVER, number
from casus.treaties.library import shipped
from casus.treaties.model import Treaty

ONSETS = ["war-10", "war-106", "war-139", "war-151", "war-181", "war-211", "mid-257", "mid-27", "mid-4137", "mid-4685"]
CASES = [
    one for one in (*wars(), *disputes())
    if one.id in ONSETS
]  # fmt: skip
#: The columns of each table that hold the beginning and the end of what a row tells; a year is known when it is over.
SPANS = {
    "cow-states": ("st", "end"), "cow-majors": ("st", "end"), "mid-participants": ("st", "end"),
    "contiguity": ("begin", "end"), "colonial-contiguity": ("begin", "end"), "rivalries": ("start", "end"),
    "cow-capitals": ("stdate", "enddate"), "nmc": ("year", None), "democracy": ("year", None),
    "ideal-points": ("session", None), "us-troops": ("year", None), "dca": ("sign", None),
    "nuclear-status": ("year", None),
}  # fmt: skip


def begins(row: dict[str, Any], name: str) -> date:
    """The earliest day on which the row could be known, if it is read as generously as possible."""
    if f"{name}year" in row:
        month = row.get(f"{name}month", row.get(f"{name}mon")) or 12
        return date(row[f"{name}year"] or 9998, month, row[f"{name}day"] or 28)
    value = row[name]
    if isinstance(value, date):
        return value
    if value > 100000:  # YYYYMM
        return date(value // 100, value % 100, 28)
    return date(max(value + 1945 if name == "session" else value, 1), 12, 31)


def scrambled(onset: date, rng: random.Random) -> dict[str, list[dict[str, Any]]]:
    """The tables with all changed that is dated on or after the onset: rows dropped, values and ends altered."""
    changed: dict[str, list[dict[str, Any]]] = {}
    for name, rows in past.read_tables().items():
        start, end = SPANS[name]
        kept = []
        for row in rows:
            new = dict(row)
            if begins(row, start) >= onset:
                if name == "cow-states":  # a place must stay
                    new["styear"] = new["endyear"] = 2016
                elif end is None and name != "dca":
                    for column, value in row.items():
                        if isinstance(value, float):
                            new[column] = rng.random() * 10
                else:
                    continue
            elif end is not None and begins(row, end) >= onset:
                later = onset + timedelta(rng.randrange(400, 40000))
                if end == "end" and "endyear" in row:
                    new["endyear"], new["endday"] = min(later.year, 2500), min(later.day, 28)
                    new["endmonth" if "endmonth" in row else "endmon"] = later.month
                elif isinstance(row[end], date):
                    new[end] = later
                else:
                    new[end] = later.year * 100 + later.month if row[end] > 100000 else later.year
                for column in ("hostlev", "hiact", "fatality"):  # of a dispute not yet over
                    if column in row:
                        new[column] = rng.randrange(1, 5)
            kept.append(new)
        rng.shuffle(kept)
        changed[name] = kept
    return changed


def wars_known(onset: date, rng: random.Random) -> tuple[cow_wars.War, ...]:
    """The wars with those who entered on or after the onset left out, and with ends that are still to come moved."""
    found = []
    for war in cow_wars.packaged():
        kept = []
        for state in war.participants:
            spells = tuple(
                (first, last if last < onset else onset + timedelta(rng.randrange(4000)))
                for first, last in state.spells if first < onset
            )  # fmt: skip
            if spells:
                kept.append(state._replace(spells=spells))
        if kept:
            found.append(war._replace(participants=tuple(kept)))
    return tuple(found)


def promises_known(onset: date, rng: random.Random) -> list[duties.Promise]:
    today = number(onset)
    return [
        row if row.until < today else row._replace(until=today + rng.randrange(10000))
        for row in tables.promises() if row.start < today
    ]  # fmt: skip


def bare(conflict: Conflict) -> Conflict:
    """Without anything that came after the onset."""
    return replace(conflict, joiners=(), hostility=None)


@pytest.mark.parametrize("conflict", CASES, ids=lambda one: one.id)
def test_shuffling_all_that_came_later_changes_no_feature(conflict: Conflict) -> None:
    rng = random.Random(7)
    usual = features.rows([conflict])
    blind = features.rows(
        [bare(conflict)], Past(scrambled(conflict.onset, rng), wars_known(conflict.onset, rng)),
        promises_known(conflict.onset, rng),
    )  # fmt: skip
    assert np.array_equal(usual.state, blind.state)
    differ = [NAMES[i] for i in np.flatnonzero((usual.x != blind.x).any(0))]
    assert not differ
    assert usual.came.sum() == len([j for j in conflict.joiners if j.state in usual.state])
    assert not blind.came.any()


@pytest.mark.parametrize("conflict", CASES, ids=lambda one: one.id)
def test_the_engines_findings_see_no_end_that_is_still_to_come(conflict: Conflict) -> None:
    def unending(treaty: Treaty) -> Treaty:
        """All that ends on the onset or later goes on for ever; what begins then is gone."""

        def cut(rows: Any) -> Any:
            return tuple(
                replace(row, until=None) if row.until is not None and row.until >= conflict.onset else row
                for row in rows if row.start is None or row.start < conflict.onset
            )  # fmt: skip

        return replace(treaty, force=cut(treaty.force), party=cut(treaty.party), clause=cut(treaty.clause),
                       reservation=cut(treaty.reservation), suspension=cut(treaty.suspension))  # fmt: skip

    known = [unending(one) for one in shipped() if one.began is not None and one.began < conflict.onset]
    assert tuple(duties.findings(known, bare(conflict))) == tables.findings().get(conflict.id, ())


Plant = Callable[[dict[str, list[dict[str, Any]]], date], None]


def border(held: dict[str, list[dict[str, Any]]], day: date) -> None:
    held["contiguity"].append(
        {"statelno": 2, "statehno": 345, "conttype": 1, "begin": day.year * 100 + day.month, "end": 201612}
    )


def quarrel(held: dict[str, list[dict[str, Any]]], day: date) -> None:
    common = {"dispnum": 9999, "styear": day.year, "stmon": day.month, "stday": day.day, "endyear": 2010, "endmon": 1,
              "endday": 1, "hostlev": 4, "orig": True}  # fmt: skip
    held["mid-participants"] += [common | {"ccode": 2, "sidea": True}, common | {"ccode": 345, "sidea": False}]


def power(held: dict[str, list[dict[str, Any]]], day: date) -> None:
    held["nmc"].append({"ccode": 2, "year": day.year, "cinc": 0.9, "milper": 9e5, "milex": 9e9, "tpop": 1e6})


@pytest.mark.parametrize(
    ("plant", "known_before"),
    [
        (border, date(1914, 5, 31)),  # a month is known when it is over
        (quarrel, date(1914, 7, 28)),
        (power, date(1913, 12, 31)),
    ],
)
def test_a_planted_future_fact_is_caught(plant: Plant, known_before: date) -> None:
    """Planted with its true day it changes nothing; with a day too early it does, so the comparison would tell."""
    conflict = next(one for one in CASES if one.id == "war-106")
    usual = features.rows([conflict])
    for day, seen in ((conflict.onset, False), (known_before, True)):
        held = {name: list(rows) for name, rows in past.read_tables().items()}
        plant(held, day)
        planted = features.rows([conflict], Past(held, cow_wars.packaged()))
        assert (not np.array_equal(usual.x, planted.x)) == seen


def test_promises_broken_on_the_first_day_still_stand_the_day_before() -> None:
    """ATOP ends a treaty on the day of the attack that breaks it (2470: 22 June 1941)."""
    ends = {row.until for row in tables.promises() if row.until != FOREVER}
    onsets = [one for one in (*wars(), *disputes()) if {number(one.onset), number(one.onset) + 1} & ends]
    place = past.packaged().place
    laid = duties.Promises.of(tables.promises(), place)
    broken = 0
    for one in onsets:
        before = laid.on(one.day_before, len(place))["owes-no-attack"]
        after = laid.on(one.onset + timedelta(2), len(place))["owes-no-attack"]
        for a in one.a:
            for b in one.b:
                if a in place and b in place and before[place[a], place[b]] and not after[place[a], place[b]]:
                    broken += 1
    assert broken >= 5
