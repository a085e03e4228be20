"""Past conflicts: who fought whom on the first day, and who joined later, when and on which side.

Wars are COW's inter-state wars (4.0), lesser disputes COW's militarized interstate disputes (MID 5.0). The rules:

- **Originals of a war** are those who fight on its first day of sustained combat; side *a* is the side of those whom
  COW marks as initiators. All who enter on that day are originals, NATO in Kosovo 1999, Australia and Britain in
  Iraq 2003, also where the directed dyadic war file or the Interstate War Data call them joiners: what happens on the
  first day is not joining.
- **Joiners of a war** are those whose first day is later, also where the dyadic file calls them primary parties
  (Germany on 1 August 1914, three days after Austria-Hungary). A state that left and came back, or changed sides,
  counts once, by its first entry.
- **Originals of a dispute** are MIDB's ``orig`` = 1, side *a* is the side of the first militarized act (``sidea``),
  not the aggressor. **Joiners** are ``orig`` = 0 that are nowhere in it with ``orig`` = 1; a second spell counts for
  nothing.
- Where the first day is not known (a tenth of the disputes) the first of the month is taken, so that "the day before"
  comes too early rather than too late.
- How far a dispute went (``hostility``) is known afterwards only and is never a feature.

``docs/odds.md`` counts where the sources differ.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from casus.datasets import cow_wars, shelf

Kind = Literal["war", "mid"]
Side = Literal["a", "b"]


@dataclass(frozen=True, slots=True)
class Joiner:
    """A state (COW number) that came in later: its first day and side; ``hostility`` 1 to 5.

    Where the day is not known ``day`` is the last that it can have been.
    """

    state: int
    side: Side
    day: date
    hostility: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict as it began: originals by side (COW numbers), *a* the first to act; and those who joined afterwards.

    ``joiners`` and ``hostility`` are what came after the onset: outcomes, never features.
    """

    id: str
    kind: Kind
    name: str
    onset: date
    a: tuple[int, ...]
    b: tuple[int, ...]
    joiners: tuple[Joiner, ...] = ()
    hostility: int | None = None
    began_by: tuple[int, ...] = ()
    at_home: bool = True

    @property
    def day_before(self) -> date:
        """The last day of which anything may be known."""
        return self.onset - timedelta(1)

    @property
    def sides(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Side a and side b."""
        return self.a, self.b


@cache
def wars() -> tuple[Conflict, ...]:
    """COW's inter-state wars, by day.

    >>> first = next(war for war in wars() if war.id == "war-106")
    >>> first.onset.isoformat(), first.a, first.b, first.joiners[0]
    ('1914-07-29', (300,), (345,), Joiner(state=2, side='b', day=datetime.date(1917, 4, 17), hostility=5))
    """
    return tuple(sorted((_war(war) for war in cow_wars.packaged()), key=lambda war: (war.onset, war.id)))


@cache
def disputes() -> tuple[Conflict, ...]:
    """COW's militarized disputes of which both sides' originals are coded, by day."""
    rows: dict[int, list[dict[str, Any]]] = {}
    for row in shelf.load("mid-participants").to_pylist():
        rows.setdefault(row["dispnum"], []).append(row)
    every = [_dispute(row, rows[row["dispnum"]]) for row in shelf.load("mid-disputes").to_pylist()]
    return tuple(sorted((one for one in every if one.a and one.b), key=lambda one: (one.onset, one.id)))


def conflicts() -> tuple[Conflict, ...]:
    """Wars and disputes together, by day. A war is mostly a dispute too: two outcomes, never pooled in print."""
    return tuple(sorted((*wars(), *disputes()), key=lambda one: (one.onset, one.id)))


def first_day(year: int, month: int | None, day: int | None) -> date:
    """The day, or the earliest that it can have been."""
    return date(year, month or 1, day or 1)


def last_day(year: int, month: int | None, day: int | None) -> date:
    """The day, or the latest that it can have been."""
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _war(war: cow_wars.War) -> Conflict:
    a, b = ([row.state for row in war.originals(attacking)] for attacking in (True, False))
    starters = {row.side for row in war.participants if row.initiator}
    began = tuple(row.state for row in war.originals(True) if row.initiator)
    joiners: dict[int, Joiner] = {}
    for row in sorted(war.participants, key=lambda row: (row.entered, row.state)):
        if row.state not in (*a, *b, *joiners):
            joiners[row.state] = Joiner(row.state, "a" if row.side in starters else "b", row.entered, 5)
    home = all(row.near_home for row in war.originals(False))
    return Conflict(
        f"war-{war.number}", "war", war.name, war.began, tuple(sorted(a)), tuple(sorted(b)),
        tuple(sorted(joiners.values(), key=lambda one: (one.state))), 5, tuple(sorted(began)), home,
    )  # fmt: skip


def _dispute(row: dict[str, Any], parts: list[dict[str, Any]]) -> Conflict:
    a = {one["ccode"] for one in parts if one["orig"] and one["sidea"]}
    b = {one["ccode"] for one in parts if one["orig"] and not one["sidea"]}
    joiners: dict[int, Joiner] = {}
    for one in sorted(parts, key=_began):
        if not one["orig"] and one["ccode"] not in {*a, *b, *joiners}:
            side: Side = "a" if one["sidea"] else "b"
            joiners[one["ccode"]] = Joiner(one["ccode"], side, _began(one), one["hostlev"])
    onset = first_day(row["styear"], row["stmon"], row["stday"])
    named = f"dispute {row['dispnum']}"
    return Conflict(
        f"mid-{row['dispnum']}", "mid", named, onset, tuple(sorted(a)), tuple(sorted(b)),
        tuple(sorted(joiners.values(), key=lambda one: one.state)), row["hostlev"], tuple(sorted(a)),
    )  # fmt: skip


def _began(part: dict[str, Any]) -> date:
    return last_day(part["styear"], part["stmon"], part["stday"])
