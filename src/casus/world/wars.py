"""Wars under way on a day: COW's wars between states, by day, and UCDP's armed conflicts, by year.

COW lists spells of sustained combat with first and last days, 1816 to 2007: a state fights from its first day on. UCDP
lists for each year, 1946 to 2024, the conflicts with 25 battle deaths or more; its parties are those of the year, so
that on a day in July a state can be among them that came in November. A war between states can stand in both.

A record never says more than it knows: past its last day nothing is carried forward. What UCDP has as not ended in its
last year is given as under way on that day (``as_of``), and as not known after it. With ``knowing`` COW's record is
read as of that day and UCDP's as of the last full year before it. That the fighting became a war is hindsight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import NamedTuple

from casus import states
from casus.datasets import cow_wars
from casus.sources import Citation
from casus.world.codes import by_cow, by_gw
from casus.world.value import as_of, cite, title

COW, UCDP = "inter-state-wars", "armed-conflicts"
COW_LAST, UCDP_FIRST, UCDP_LAST = date(2007, 12, 31), date(1946, 1, 1), date(2024, 12, 31)
_TYPES = {"II": "internationalized intrastate"}


@dataclass(frozen=True, slots=True)
class War:
    """A war or armed conflict under way on a day.

    ``sides`` are the states fighting, ``supporters`` those that UCDP has as sending troops to a side; ``*`` is a party
    that was no state that day. ``kind``: inter-state (COW), or UCDP's interstate, intrastate, internationalized
    intrastate, extrasystemic; ``over`` its incompatibility, ``intensity`` war (1,000 battle deaths in the year) or
    minor, ``year`` the year of which UCDP's parties are. ``since`` is the first day of the war or of this episode,
    ``until`` the last (UCDP: if it ends in the year); None: not over, or not known. ``as_of``: the last day of which
    the record tells, if that is before the day asked.
    """

    name: str
    kind: str
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    since: date
    until: date | None
    dataset: str
    row: str
    supporters: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    over: str | None = None
    intensity: str | None = None
    year: int | None = None
    as_of: date | None = None

    @property
    def states(self) -> frozenset[str]:
        """All states that fight or send troops."""
        return frozenset(chain(*self.sides, *self.supporters)) - {"*"}

    @property
    def cite(self) -> Citation:
        """The rows of the dataset."""
        return cite(self.dataset, self.row)

    def __str__(self) -> str:
        sides = [
            ", ".join(fight) + (f" with {', '.join(help)}" if help else "")
            for fight, help in zip(self.sides, self.supporters, strict=True)
        ]
        told = ", ".join(filter(None, (self.kind, self.over and f"over {self.over}", self.intensity)))
        told += f"; parties of {self.year}" if self.year else ""
        known = f"; under way on {self.as_of}, not known after" if self.as_of else ""
        return f"{self.name}: {' – '.join(sides)} ({told}) since {self.since}{known}"


@dataclass(frozen=True, slots=True)
class Wars:
    """The wars under way, and in words what the records do not tell of the day."""

    under_way: tuple[War, ...]
    not_known: tuple[str, ...]

    def __iter__(self) -> Iterator[War]:
        return iter(self.under_way)

    def __len__(self) -> int:
        return len(self.under_way)

    def __str__(self) -> str:
        return "\n".join(map(str, (*self.under_way, *self.not_known))) or "none"


def under_way(day: date, knowing: date | None = None) -> Wars:
    """The wars of the day: COW's in order of their numbers, then UCDP's in order of theirs."""
    full_year = date(knowing.year - 1, 12, 31) if knowing else None
    upto = {COW: as_of(day, knowing, COW_LAST), UCDP: as_of(day, full_year, UCDP_LAST)}
    gaps = []
    for dataset, then in upto.items():
        if dataset == UCDP and then < UCDP_FIRST:
            gaps.append(f"{title(dataset)} begin in {UCDP_FIRST.year}")
        elif then < day:
            gaps.append(f"{title(dataset)} are not known after {then}")
    return Wars((*_cow(day, upto[COW], knowing), *_ucdp(day, upto[UCDP])), tuple(gaps))


def _cow(day: date, then: date, knowing: date | None) -> Iterator[War]:
    for war in cow_wars.packaged():
        if not war.began <= then <= (ended := max(last for p in war.participants for _, last in p.spells)):
            continue
        fighting = [p for p in war.participants if any(first <= then <= last for first, last in p.spells)]
        first, second = (
            tuple(sorted({by_cow(p.state, then) or "*" for p in fighting if p.side == side})) for side in (1, 2)
        )
        if first and second:  # else a pause between two spells
            until = None if then < day or (knowing and ended > knowing) else ended
            yield War(
                war.name, "inter-state", (first, second), war.began, until, COW, f"war {war.number}",
                as_of=then if then < day else None,
            )  # fmt: skip


Parties = tuple[set[int], set[int], set[int], set[int]]


class _Conflict(NamedTuple):
    """A conflict in a year, with the Gleditsch–Ward numbers of the two sides and of their supporters."""

    id: int
    over: str
    intensity: int
    kind: str
    start: date
    end: date | None
    parties: Parties


def _ucdp(day: date, then: date) -> Iterator[War]:
    for found in _conflicts().get(then.year, ()):
        if not found.start <= then <= (found.end or then):
            continue
        a, b, a_help, b_help = (
            tuple(sorted({by_gw(number, then) or "*" for number in numbers})) for numbers in found.parties
        )
        b = b or ("*",)
        names = [" and ".join("non-state party" if id == "*" else states.name_of(id) for id in side) for side in (a, b)]
        until, told = (None, then) if then < day else (found.end, None)
        yield War(
            " – ".join(names), _TYPES.get(found.kind, found.kind), (a, b), found.start, until, UCDP,
            f"conflict {found.id}, {then.year}", (a_help, b_help), found.over,
            {1: "minor", 2: "war"}[found.intensity], then.year, told,
        )  # fmt: skip


@cache
def _conflicts() -> dict[int, tuple[_Conflict, ...]]:
    """The conflicts of each year; the rows of one are put together."""
    from casus.datasets import shelf

    columns = ("conflict_id", "year", "incompatibility", "intensity_level", "type_of_conflict", "start_date2",
               "ep_end_date", "gwno_a", "gwno_b", "gwno_a_2nd", "gwno_b_2nd")  # fmt: skip
    table = shelf.load(UCDP, columns=columns)
    found: dict[tuple[int, int], _Conflict] = {}
    for row in zip(*(table[c].to_pylist() for c in columns), strict=True):
        id, year, over, intensity, kind, start, end, *parties = row
        empty: Parties = (set(), set(), set(), set())
        conflict = found.setdefault((year, id), _Conflict(id, over, intensity, kind, start, end, empty))
        for numbers, number in zip(conflict.parties, parties, strict=True):
            if number is not None:
                numbers.add(number)
    years: dict[int, list[_Conflict]] = {}
    for (year, _), conflict in sorted(found.items(), key=lambda item: item[0]):
        years.setdefault(year, []).append(conflict)
    return {year: tuple(conflicts) for year, conflicts in years.items()}
