"""Ties between states with a first and a last day, as the tables have them: spells, disputes and wars by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from casus.datasets.cow_wars import War
from casus.odds.conflicts import last_day

Tie = tuple[int, int, int, int, float]
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
FOREVER = 10**7


def number(day: date) -> int:
    """Days since 1 January 1970."""
    return day.toordinal() - 719163


@dataclass(frozen=True, slots=True)
class Spells:
    """Pairs of states (places) with a first and a last day, half-open at neither end; one kind of tie."""

    one: Ints
    two: Ints
    first: Ints
    last: Ints
    value: Floats

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, int, int, float]]) -> Spells:
        """From (one, two, first, last, value), ordered by first day."""
        table = np.array(sorted(rows, key=lambda row: row[2]), np.float64).reshape(-1, 5)
        one, two, first, last = (table[:, i].astype(np.int64) for i in range(4))
        return cls(one, two, first, last, table[:, 4].astype(np.float32))

    def lay(self, size: int, keep: npt.NDArray[Any], *, count: bool = False, weight: Floats | None = None) -> Floats:
        """A matrix of the largest value of the kept rows, or of their number."""
        matrix = np.zeros((size, size), np.float32)
        values = self.value if weight is None else weight
        put = np.add if count else np.maximum
        put.at(matrix, (self.one[keep], self.two[keep]), values[keep])
        return matrix


def both_ways(rows: Iterable[Tie]) -> Iterable[Tie]:
    """Each tie in both directions."""
    for one, two, first, last, value in rows:
        yield one, two, first, last, value
        yield two, one, first, last, value


def first_of(row: dict[str, Any], end: str) -> int:
    """The day of the columns that begin with ``end`` (st or end)."""
    return number(date(row[f"{end}year"], row[f"{end}month"], row[f"{end}day"]))


def end_of(row: dict[str, Any]) -> int:
    """The last day; the lists of 2016 end there, and what stood then goes on."""
    return FOREVER if row["endyear"] >= 2016 else first_of(row, "end")


def month(yyyymm: int) -> int:
    """The last day of a month: a tie that began in it is known when it is over."""
    return number(last_day(yyyymm // 100, min(yyyymm % 100, 12), None))


def month_end(yyyymm: int, lists_end: int) -> int:
    """The last day of a tie; one that stood when the list ended goes on."""
    return FOREVER if yyyymm >= lists_end else month(yyyymm)


def of_disputes(rows: list[dict[str, Any]], place: dict[int, int]) -> dict[str, Spells]:
    """Who was against and beside whom in disputes, from when each took part; ``came``: who joined whom."""
    parts: dict[int, list[tuple[int, int, int, bool, bool, int]]] = {}
    for r in rows:
        if r["ccode"] in place:
            known = last_day(r["styear"], r["stmon"], r["stday"])
            end = last_day(r["endyear"], r["endmon"], r["endday"])
            parts.setdefault(r["dispnum"], []).append(
                (place[r["ccode"]], number(known), number(max(end, known)), bool(r["sidea"]), bool(r["orig"]),
                 r["hostlev"] or 0)
            )  # fmt: skip
    against, beside, force, came = (list[Tie]() for _ in range(4))
    for states in parts.values():
        for i, first, last, side, orig, level in states:
            for j, first2, last2, side2, _, level2 in states:
                begins, ends = max(first, first2), min(last, last2)
                if i == j or begins > ends:
                    continue
                (beside if side == side2 else against).append((i, j, begins, ends, 1.0))
                if side != side2 and max(level, level2) >= 4:
                    force.append((i, j, begins, max(last, last2), 1.0))
                if side == side2 and not orig:
                    came.append((i, j, begins, ends, 1.0))
    return {"mid-against": Spells.of(against), "mid-beside": Spells.of(beside), "mid-force": Spells.of(force),
            "came": Spells.of(came)}  # fmt: skip


def by_side(rows: Iterable[tuple[int, int, int, int, int]], size: int) -> list[tuple[Ints, Ints]]:
    """(conflict, state, side, first, last) → by side first and last days, (conflicts, K); of spells the first."""
    table = sorted(rows, key=lambda row: row[3])
    at = {number: i for i, number in enumerate(dict.fromkeys(row[0] for row in table))}
    blank = np.full((len(at), size), FOREVER, np.int64)
    sides = [(blank.copy(), blank.copy()) for _ in "ab"]
    for conflict, state, side, first, last in table:
        if sides[side][0][at[conflict], state] == FOREVER:
            sides[side][0][at[conflict], state], sides[side][1][at[conflict], state] = first, last
    return sides


def of_wars(wars: Iterable[War], place: dict[int, int]) -> dict[str, Spells]:
    """Who fought against and beside whom in COW's inter-state wars."""
    against, beside = list[Tie](), list[Tie]()
    for war in wars:
        spells = [(place[p.state], number(f), number(t), p.side) for p in war.participants for f, t in p.spells]
        for i, first, last, side in spells:
            for j, first2, last2, side2 in spells:
                begins, ends = max(first, first2), min(last, last2)
                if i != j and begins <= ends:
                    (beside if side == side2 else against).append((i, j, begins, ends, 1.0))
    return {"war-against": Spells.of(against), "war-beside": Spells.of(beside)}
