"""The rows of a panel: which states, or ordered pairs of states, existed in which years.

A state is in a year if it was a member of the system on at least one day of it, a pair if both were members on at least
one common day. Rows are ordered by code (the first, the second), then year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from casus.datasets import shelf

System = Literal["cow", "gw"]
Ints = npt.NDArray[np.signedinteger[Any]]

FIRST, LAST = 1816, 2025
_YEARS = LAST - FIRST + 1
#: Membership lists end in December of this year; a state that is on them then is carried on to `LAST`.
LISTS_END = {"cow": 2016, "gw": 2020}


@dataclass(frozen=True, eq=False)
class Spine:
    """Rows as places: ``state1``, ``state2`` in ``codes``, and years; a state-year has no ``state2``.

    ``cow1``, ``cow2`` are places in the table of COW state-years (`state_rows`), by which all facts are looked up; -1
    where a state of the other system has no COW number that year. ``unit`` numbers the pair (or state) of each row.
    ``complete``: each unit is here with every year from its first on.
    """

    system: System
    codes: tuple[int, ...]
    state1: Ints
    state2: Ints | None
    year: Ints
    unit: Ints
    cow1: Ints
    cow2: Ints | None
    directed: bool = False
    complete: bool = False

    def __len__(self) -> int:
        return len(self.year)

    @cached_property
    def keys(self) -> tuple[Ints, npt.NDArray[np.intp] | None]:
        """The keys of the rows (`dyad_keys`) in ascending order, and the rows in that order (None: as they stand)."""
        assert self.cow2 is not None
        keys = dyad_keys(self.cow1, self.cow2)
        if self.system == "cow":
            return keys, None
        order = np.argsort(keys, kind="stable")
        return keys[order], order

    def keep(self, rows: npt.NDArray[np.bool_] | slice) -> Spine:
        """Only these rows."""
        second = (None, None) if self.state2 is None or self.cow2 is None else (self.state2[rows], self.cow2[rows])
        return Spine(self.system, self.codes, self.state1[rows], second[0], self.year[rows], self.unit[rows],
                     self.cow1[rows], second[1], self.directed)  # fmt: skip

    @property
    def own_keys(self) -> npt.NDArray[np.int64]:
        """One number for each row, ascending, from the places of its states in ``codes`` and its year."""
        states, years = len(self.codes), _YEARS
        second = 0 if self.state2 is None else self.state2.astype(np.int64)
        return (self.state1.astype(np.int64) * states + second) * years + (self.year - FIRST)

    def chunks(self, rows: int) -> Iterator[Spine]:
        """The spine in parts of about so many rows, cut only between units."""
        begins = np.flatnonzero(np.diff(self.unit)) + 1
        cuts = [0]
        while len(self) - cuts[-1] > rows:
            later = begins[np.searchsorted(begins, cuts[-1] + rows) :]
            if not len(later):
                break
            cuts.append(int(later[0]))
        for begin, end in zip(cuts, [*cuts[1:], len(self)], strict=True):
            yield replace(self.keep(slice(begin, end)), complete=self.complete)


@cache
def cow_codes() -> npt.NDArray[np.int32]:
    """Every COW number, sorted."""
    return np.unique(_spells("cow")[0])


def state_rows(ccode: npt.NDArray[np.int32], year: npt.NDArray[np.int32]) -> Ints:
    """The place of each COW state-year in the full table of states × years `FIRST`-`LAST`; -1 outside it."""
    codes = cow_codes()
    at = np.minimum(np.searchsorted(codes, ccode), len(codes) - 1)
    known = (codes[at] == ccode) & (year >= FIRST) & (year <= LAST)
    return np.where(known, at * _YEARS + (year - FIRST), -1).astype(np.int32)


def dyad_keys(cow1: Ints, cow2: Ints) -> Ints:
    """One number for each COW pair and year, from the places of its two state-years; -1 where either is missing."""
    states, years = np.int32(len(cow_codes())), np.int32(_YEARS)
    one, two = cow1.astype(np.int32, copy=False), cow2.astype(np.int32, copy=False)
    key = one // years * (states * years) + two // years * years + one % years
    gone = (one < 0) | (two < 0)
    return np.where(gone, np.int32(-1), key) if gone.any() else key


def size() -> int:
    """How many states × years the table of state-years has."""
    return len(cow_codes()) * _YEARS


def cow_spells() -> tuple[Ints, Ints, Ints]:
    """COW number, first and last day (since 1970) of each spell in the list; the last ones carried on to `LAST`."""
    return _spells("cow")


def membership_months() -> dict[int, list[tuple[int, int]]]:
    """Of each COW state the months (12 × year + month - 1), first and last, of its spells in the list."""
    months: dict[int, list[tuple[int, int]]] = {}
    code, start, end = _spells("cow")
    lists_end = np.datetime64(f"{LISTS_END['cow']}-12-31").astype(np.int32)
    first, last = (
        day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12
        for day in (start, np.minimum(end, lists_end))
    )
    for state, a, b in zip(code.tolist(), first.tolist(), last.tolist(), strict=True):
        months.setdefault(state, []).append((a, b))
    return months


def dyad_years(directed: bool, first: int, last: int, system: System = "cow") -> Spine:
    """Pairs of states; undirected: the lower code first, once."""
    code, start, end = _spells(system)
    codes = np.unique(code)
    one, two = np.meshgrid(np.arange(len(code)), np.arange(len(code)), indexing="ij")
    both = code[one] != code[two] if directed else code[one] < code[two]
    begin, until = np.maximum(start[one], start[two]), np.minimum(end[one], end[two])
    both &= begin <= until
    one, two, begin, until = (table[both] for table in (one, two, begin, until))
    order = np.lexsort((begin, code[two], code[one]))
    one, two, begin, until = (table[order] for table in (one, two, begin, until))
    low, high = np.maximum(calendar_years(begin), first), np.minimum(calendar_years(until), last)
    row, year = _expand(low, high)
    place = np.searchsorted(codes, code).astype(np.int32)
    unit = np.cumsum(np.diff(code[one].astype(np.int64) * 10000 + code[two], prepend=-1) != 0).astype(np.int32)
    state1, state2 = place[one][row], place[two][row]
    return Spine(system, tuple(codes.tolist()), state1, state2, year, unit[row], _cow(system, codes, state1, year),
                 _cow(system, codes, state2, year), directed, first == FIRST)  # fmt: skip


def state_years(first: int, last: int, system: System = "cow") -> Spine:
    """States."""
    code, start, end = _spells(system)
    order = np.lexsort((start, code))
    low, high = np.maximum(calendar_years(start[order]), first), np.minimum(calendar_years(end[order]), last)
    row, year = _expand(low, high)
    codes = np.unique(code)
    state = np.searchsorted(codes, code[order]).astype(np.int32)[row]
    return Spine(system, tuple(codes.tolist()), state, None, year, state, _cow(system, codes, state, year), None,
                 complete=first == FIRST)  # fmt: skip


def _expand(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Spells → one row a year: the place of the spell, and the year."""
    count = np.maximum(high - low + 1, 0)
    row = np.repeat(np.arange(len(low), dtype=np.int32), count)
    offset = (low - (np.cumsum(count) - count)).astype(np.int32)
    return row, offset[row] + np.arange(len(row), dtype=np.int32)


def _cow(system: System, codes: Ints, state: Ints, year: Ints) -> Ints:
    """The place of each row's state in the table of COW state-years."""
    if system == "cow":  # the places of the codes are those of the table
        return state * np.int32(_YEARS) + (year - np.int32(FIRST))
    table = _crosswalk()
    key = codes[state].astype(np.int64) * 10000 + year
    at = np.minimum(np.searchsorted(table[0], key), len(table[0]) - 1)
    ccode = np.where(table[0][at] == key, table[1][at], -1)
    return state_rows(ccode.astype(np.int32), year)


@cache
def _crosswalk() -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """GW code and year → COW number, sorted by the first."""
    table = pl.read_parquet(shelf.get("cow-gw").table, columns=["ccode", "gwcode", "year"]).drop_nulls()
    key = (table["gwcode"].cast(pl.Int64) * 10000 + table["year"]).to_numpy()
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    return key[order][first], table["ccode"].cast(pl.Int32).to_numpy()[order][first]


@cache
def _spells(system: System) -> tuple[Ints, Ints, Ints]:
    """Code, first and last day (days since 1970) of each spell; those still on the list go on to the end of `LAST`."""
    id, name = ("cow-states", "ccode") if system == "cow" else ("gw-states", "gwcode")
    table = pl.read_parquet(shelf.get(id).table)
    if system == "cow":
        days = [pl.date(*(f"{end}{part}" for part in ("year", "month", "day"))) for end in ("st", "end")]
        table = table.select(pl.col(name), start=days[0], end=days[1])
    code, start, end = (table[c].cast(pl.Int32).to_numpy() for c in (name, "start", "end"))
    lists_end = np.datetime64(f"{LISTS_END[system]}-12-31").astype(np.int32)
    beyond = np.datetime64(f"{LAST}-12-31").astype(np.int32)
    return code, start, np.where(end >= lists_end, beyond, end).astype(np.int32)


def calendar_years(days: Ints) -> Ints:
    """Days since 1970 → calendar years."""
    return (days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32) + 1970).astype(np.int32)
