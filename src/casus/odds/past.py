"""What was known of states and pairs of states on a day: plain arrays over all COW numbers, from the packaged tables.

`Past.before(day)` looks at nothing that is dated after ``day``: spells count if they began by it and had not ended by
it (an end still to come is not seen), yearly figures are those of the last year that was over. A pair's figures are
matrices with a row a state and a column a state; a missing number is NaN where the table says so, else 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from casus.datasets import cow_wars, shelf
from casus.datasets.cow_wars import War
from casus.geo import great_circle
from casus.odds.conflicts import last_day
from casus.odds.spells import (
    FOREVER,
    Floats,
    Ints,
    Spells,
    both_ways,
    by_side,
    end_of,
    first_of,
    month,
    month_end,
    number,
    of_disputes,
    of_wars,
)

#: Rows of the tables that are read, by the id of the dataset: what a test shuffles.
Tables = Mapping[str, list[dict[str, Any]]]
READ = (
    "cow-states", "cow-majors", "nmc", "democracy", "ideal-points", "contiguity", "colonial-contiguity", "cow-capitals",
    "rivalries", "mid-participants", "us-troops", "dca", "nuclear-status",
)  # fmt: skip

#: The record of disputes ends here; what it tells of the years before is carried forward, and none is under way later.
DISPUTES_END = number(date(2014, 12, 31))


@dataclass(frozen=True, slots=True)
class Known:
    """One day. ``states`` are the COW numbers (K of them, the same on each day), ``there`` those in the system.

    ``of``: figures of states, (K,); ``pair``: figures of pairs, (K, K), row: the state, column: the other one.
    ``together``: of past disputes and wars, for either side (conflicts, K): 0, or how recently the state was on it.
    """

    day: date
    there: npt.NDArray[np.bool_]
    of: dict[str, Floats]
    pair: dict[str, Floats]
    together: dict[str, tuple[Floats, Floats]]

    def with_against(self, what: str, own: Sequence[int], opp: Sequence[int]) -> Floats:
        """(K,): past disputes or wars in which each state stood with one of ``own`` against one of ``opp``, fading."""
        one, two = self.together[what]
        with_one, with_two = one[:, own].any(1) & two[:, opp].any(1), two[:, own].any(1) & one[:, opp].any(1)
        found: Floats = one[with_one].sum(0) + two[with_two].sum(0)
        return found


@dataclass(slots=True)
class Past:
    """The packaged tables, ready to be asked for any day."""

    tables: Tables = field(repr=False)
    wars: tuple[War, ...] = field(repr=False)
    states: tuple[int, ...] = ()
    place: dict[int, int] = field(default_factory=dict, repr=False)
    _spells: dict[str, Spells] = field(default_factory=dict, repr=False)
    _yearly: dict[str, Floats] = field(default_factory=dict, repr=False)
    _member: Spells = field(init=False, repr=False)
    _capital: list[tuple[int, int, int, float, float]] = field(default_factory=list, repr=False)
    _parts: tuple[Ints, Ints] = field(init=False, repr=False)
    _sides: dict[str, list[tuple[Ints, Ints]]] = field(default_factory=dict, repr=False)
    _stretch: dict[str, tuple[Ints, Ints]] = field(default_factory=dict, repr=False)
    _apart: Floats | None = field(default=None, repr=False)
    _kept: dict[date, Known] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        rows = self.tables["cow-states"]
        self.states = tuple(sorted({row["ccode"] for row in rows}))
        self.place = {state: i for i, state in enumerate(self.states)}
        self._member = Spells.of((self.place[row["ccode"]], 0, first_of(row, "st"), end_of(row), 1.0) for row in rows)
        self._read_pairs()
        self._read_years()

    def before(self, day: date) -> Known:
        """The world as known at the end of ``day``."""
        if day not in self._kept:
            if len(self._kept) > 8:
                self._kept.clear()
            self._kept[day] = self._known(day)
        return self._kept[day]

    def _read_pairs(self) -> None:
        place, t = self.place, self.tables
        both = both_ways
        self._spells["land"] = Spells.of(both(
            (place[r["statelno"]], place[r["statehno"]], month(r["begin"]), month_end(r["end"], 201612), 1.0)
            for r in t["contiguity"] if r["conttype"] == 1 and r["statelno"] < r["statehno"]))  # fmt: skip
        self._spells["sea"] = Spells.of(both(
            (place[r["statelno"]], place[r["statehno"]], month(r["begin"]), month_end(r["end"], 201612),
             1.0 if r["conttype"] < 4 else 0.5)
            for r in t["contiguity"] if r["conttype"] > 1 and r["statelno"] < r["statehno"]))  # fmt: skip
        self._spells["colonial"] = Spells.of(both(
            (place[r["statelno"]], place[r["statehno"]], number(date(r["begin"], 12, 31)),
             FOREVER if r["end"] >= 2016 else number(date(r["end"], 12, 31)), 1.0 if r["conttype"] == 1 else 0.5)
            for r in t["colonial-contiguity"] if r["statelno"] in place and r["statehno"] in place))  # fmt: skip
        self._spells["rival"] = Spells.of(both(
            (place[r["ccode1"]], place[r["ccode2"]], number(date(max(r["start"], 1), 12, 31)),
             FOREVER if r["end"] >= 2020 else number(date(r["end"], 12, 31)), 1.0)
            for r in t["rivalries"] if r["ccode1"] in place and r["ccode2"] in place))  # fmt: skip
        self._spells["dca"] = Spells.of(both(
            (place[r["ccode1"]], place[r["ccode2"]], number(last_day(r["signyear"], r["signmonth"], r["signday"])),
             FOREVER, 1.0)
            for r in t["dca"] if r["ccode1"] in place and r["ccode2"] in place and r["signyear"]))  # fmt: skip
        self._spells |= of_disputes(t["mid-participants"], place)
        self._spells |= of_wars(self.wars, place)
        parts = [(number(last_day(r["styear"], r["stmon"], r["stday"])), r) for r in t["mid-participants"]]
        first = {r["dispnum"]: day for day, r in sorted(parts, key=lambda part: -part[0]) if r["orig"]}
        joined = [day for day, r in parts if not r["orig"]]
        self._sides["mid"] = by_side(
            ((r["dispnum"], place[r["ccode"]], int(not r["sidea"]), day, max(day, number(last_day(
                r["endyear"], r["endmon"], r["endday"])))) for day, r in parts if r["ccode"] in place), len(place),
        )  # fmt: skip
        self._sides["war"] = by_side(
            ((war.number, place[p.state], p.side - 1, number(f), number(t))
             for war in self.wars for p in war.participants for f, t in p.spells), len(place),
        )  # fmt: skip
        for what, sides in self._sides.items():
            entered = np.concatenate([first for first, _ in sides], axis=1)
            self._stretch[what] = entered.min(1), np.where(entered < FOREVER, entered, -FOREVER).max(1)
        self._parts = np.array(sorted(first.values()), np.int64), np.array(sorted(joined), np.int64)

    def _read_years(self) -> None:
        place, t = self.place, self.tables
        years = 2030 - 1810
        for name in ("cinc", "milper", "milex", "tpop", "democracy", "polity", "ideal", "troops", "nuclear"):
            self._yearly[name] = np.full((years, len(place)), np.nan, np.float32)

        def put(name: str, state: int | None, year: int, value: float | None) -> None:
            if state in place and value is not None:
                self._yearly[name][year - 1810, place[state]] = value

        for r in t["nmc"]:
            for name in ("cinc", "milper", "milex", "tpop"):
                put(name, r["ccode"], r["year"], r[name])
        for r in t["democracy"]:
            put("democracy", r["ccode"], r["year"], r["v2x_polyarchy"])
            put("polity", r["ccode"], r["year"], r["polity2"])
        for r in t["ideal-points"]:
            put("ideal", r["ccode"], r["session"] + 1945, r["idealpoint"])
        for r in t["us-troops"]:
            put("troops", r["ccode"], r["year"], r["troops_ad"])
        self._yearly["troops"][1950 - 1810 :] = np.nan_to_num(self._yearly["troops"][1950 - 1810 :])
        for r in t["nuclear-status"]:
            put("nuclear", _ARMED.get(r["entity"]), r["year"], float(r["nuclear_weapons_status"] == 3))

        for r in t["cow-capitals"]:
            last = number(r["enddate"])
            ends = FOREVER if r["enddate"].year >= 2024 else last
            self._capital.append((place[r["ccode"]], number(r["stdate"]), ends, r["lat"], r["lng"]))

    def _known(self, day: date) -> Known:
        today, size = number(day), len(self.states)
        there = np.zeros(size, bool)
        now = (self._member.first <= today) & (self._member.last >= today)
        there[self._member.one[now]] = True
        since = np.full(size, np.nan, np.float32)
        since[self._member.one[now]] = (today - self._member.first[now]) / 365.25
        of = {name: self._figure(name, day) for name in self._yearly} | {"age": since}
        of["major"] = self._majors(today)
        of["is-usa"] = np.array([state == 2 for state in self.states], np.float32)
        of["heat"] = np.full(size, self._heat(today), np.float32)
        pair = {name: self._ongoing(name, today) for name in ("land", "sea", "colonial", "rival")}
        pair |= self._fights(today)
        dca = self._spells["dca"]
        pair["dca"] = dca.lay(size, (dca.first <= today) & (dca.first > today - 3653), count=True)
        pair["far"] = self._distance(today)
        own = {what: self._together(what, today) for what in ("mid", "war")}
        return Known(day, there, of, pair, own)

    def _together(self, what: str, today: int) -> tuple[Floats, Floats]:
        """Who was on which side of the conflicts of 25 years: 1 if today, fading by five years."""
        laid = []
        today = min(today, DISPUTES_END) if what == "mid" else today
        began, went_on = self._stretch[what]
        some = (began <= today) & (went_on > today - 9131)
        for first, last in ((a[some], b[some]) for a, b in self._sides[what]):
            fading = np.zeros(first.shape, np.float32)
            seen = np.nonzero((first <= today) & (first > today - 9131))
            fading[seen] = np.exp((np.minimum(last[seen], today) - today) / 1826.0)
            laid.append(fading)
        return laid[0], laid[1]

    def _figure(self, name: str, day: date) -> Floats:
        """The figure of the last year that is over; where it lacks one, of the latest of the ten years before it."""
        table = self._yearly[name]
        at = day.year - 1 - 1810 if (day.month, day.day) != (12, 31) else day.year - 1810
        found: Floats = table[min(at, len(table) - 1)].copy()
        for back in range(1, 11):
            if at - back >= 0:
                gap = np.isnan(found)
                found[gap] = table[at - back][gap]
        return found

    def _majors(self, today: int) -> Floats:
        flags = np.zeros(len(self.states), np.float32)
        for row in self.tables["cow-majors"]:
            if first_of(row, "st") <= today <= end_of(row):
                flags[self.place[row["ccode"]]] = 1
        return flags

    def _heat(self, today: int) -> float:
        """Joiners a dispute, of those that came in within five years."""
        today = min(today, DISPUTES_END)
        begun = [int(((rows <= today) & (rows > today - 1826)).sum()) for rows in self._parts]
        return begun[1] / max(begun[0], 1)

    def _ongoing(self, name: str, today: int) -> Floats:
        spells = self._spells[name]
        return spells.lay(len(self.states), (spells.first <= today) & (spells.last >= today))

    def _fights(self, today: int) -> dict[str, Floats]:
        """Whom each state fights, fought, and fought beside: now, and within ten and twenty years."""
        found: dict[str, Floats] = {}
        size, now = len(self.states), today
        for what in ("mid", "war"):
            today = min(now, DISPUTES_END) if what == "mid" else now
            for tie in ("against", "beside"):
                spells = self._spells[f"{what}-{tie}"]
                begun = spells.first <= today
                found[f"{what}-{tie}-now"] = spells.lay(size, begun & (spells.last >= now))
                recent = begun & (np.minimum(spells.last, today) > today - 3653)
                found[f"{what}-{tie}-10"] = spells.lay(size, recent, count=True)
                older = begun & (spells.first > today - 9131)
                fading = np.exp((np.minimum(spells.last, today) - today) / 1826.0).astype(np.float32)
                found[f"{what}-{tie}-fading"] = spells.lay(size, older, count=True, weight=fading)
        today = min(now, DISPUTES_END)
        forced = self._spells["mid-force"]
        found["force-20"] = forced.lay(size, (forced.last <= today) & (forced.first > today - 7305), count=True)
        came = self._spells["came"]
        begun = came.first <= today
        found["came-20"] = came.lay(size, begun & (came.first > today - 7305), count=True)
        found["came-5"] = came.lay(size, begun & (came.first > today - 1826), count=True)
        return found

    def _distance(self, today: int) -> Floats:
        """Kilometres between the capitals; NaN where one is not known."""
        if self._apart is None:
            lat, lon = (np.array([*(seat[i] for seat in self._capital), np.nan]) for i in (3, 4))
            apart = great_circle(lat[:, None], lon[:, None], lat[None, :], lon[None, :])
            self._apart = apart.astype(np.float32)
        seat = np.full(len(self.states), len(self._capital))
        for at, (state, first, last, _, _) in enumerate(self._capital):
            if first <= today <= last:
                seat[state] = at
        found: Floats = self._apart[np.ix_(seat, seat)]
        return found


_ARMED = {"United States": 2, "United Kingdom": 200, "France": 220, "Russia": 365, "China": 710, "India": 750,
          "Pakistan": 770, "Israel": 666, "North Korea": 731, "South Africa": 560}  # fmt: skip


@cache
def packaged() -> Past:
    """From the tables that ship."""
    return Past(read_tables(), cow_wars.packaged())


@cache
def read_tables() -> dict[str, list[dict[str, Any]]]:
    """The tables that are read, as rows."""
    return {name: shelf.load(name).to_pylist() for name in READ}
