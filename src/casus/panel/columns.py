"""A set of columns: its name, what it needs, what each column holds, and the function that makes it for a spine."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from casus.datasets import shelf
from casus.panel.spine import Ints, Spine, dyad_keys, size, state_rows


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of a panel holds, its unit, and the dataset from which it comes (None: from the panel itself).

    ``codes``: what each number stands for, where it is a code.
    """

    name: str
    says: str
    unit: str | None = None
    dataset: str | None = None
    codes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnSet:
    """Columns that are added together; ``make`` gives them for a spine, in its order of rows.

    ``years`` are the first and last year that its sources cover: outside them everything is missing. ``renamed`` are
    pairs of the name that ``make`` gives and the one in ``columns``.
    """

    name: str
    says: str
    columns: tuple[Column, ...]
    datasets: tuple[str, ...]
    years: tuple[int, int]
    make: Callable[..., pl.DataFrame]
    renamed: tuple[tuple[str, str], ...] = ()

    def made(self, spine: Spine) -> pl.DataFrame:
        """The columns on a spine, under the names that they have in the panel."""
        own = {new: old for old, new in self.renamed}
        return self.make(spine).select(pl.col(own.get(c.name, c.name)).alias(c.name) for c in self.columns)

    def beside(self, taken: Container[str]) -> ColumnSet:
        """The same set for a panel that has these columns: those of the same name are called after the set."""
        pairs = {c.name: f"{self.name}_{c.name}" for c in self.columns if c.name in taken}
        named = tuple(replace(c, name=pairs.get(c.name, c.name)) for c in self.columns)
        return replace(self, columns=named, renamed=tuple(pairs.items()))


def of_both(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a state for both states of a pair: ``x1``, ``x2``."""
    return tuple(replace(c, name=f"{c.name}{i}", says=f"{c.says}, of state {i}") for i in (1, 2) for c in columns)


def described(dataset: str, names: tuple[str, ...]) -> tuple[Column, ...]:
    """Columns of a dataset, as its card describes them."""
    known = {c.name: c for c in shelf.get(dataset).columns}
    return tuple(Column(name, known[name].says, known[name].unit, dataset) for name in names)


@cache
def read(dataset: str, columns: tuple[str, ...] | None = None) -> pl.DataFrame:
    """The packaged table of a dataset."""
    return pl.read_parquet(shelf.get(dataset).table, columns=list(columns) if columns else None)


def ints(series: pl.Series) -> Ints:
    """A column of whole numbers as an array; missing values are -1."""
    return series.cast(pl.Int32).fill_null(-1).to_numpy()


@dataclass(frozen=True, eq=False)
class StateTable:
    """Facts of COW state-years, ready to be laid on a spine: ``found`` gives the row of each state-year in ``rows``.

    The last row of ``rows`` is one of missing values, for state-years that the table does not have.
    """

    rows: pl.DataFrame
    found: npt.NDArray[np.uint32]

    @classmethod
    def of(cls, table: pl.DataFrame, ccode: Ints, year: Ints) -> StateTable:
        """From a table and the state and year of each of its rows."""
        place = state_rows(ccode, year)
        found = np.full(size() + 1, len(table), np.uint32)  # the last place is that of "no such state-year"
        found[place[place >= 0]] = np.flatnonzero(place >= 0)
        found[-1] = len(table)
        return cls(_padded(table), found)

    def lay(self, spine: Spine) -> pl.DataFrame:
        """On a spine: for pairs with ``1`` and ``2`` after each name."""
        if spine.cow2 is None:
            return self.rows[self.found[spine.cow1]]
        sides = (self.rows[self.found[cow]] for cow in (spine.cow1, spine.cow2))
        named = [side.rename({n: f"{n}{i}" for n in side.columns}) for i, side in enumerate(sides, 1)]
        return pl.concat(named, how="horizontal")


@dataclass(frozen=True, eq=False)
class PairTable:
    """Facts of pairs of COW states and years, ready to be laid on a spine: ``keys`` ascending, ``at`` their rows."""

    rows: pl.DataFrame
    keys: Ints
    at: npt.NDArray[np.intp]

    @classmethod
    def of(cls, table: pl.DataFrame, *, either_way: bool = False) -> PairTable:
        """From a table with ccode1, ccode2 and year; ``either_way``: what holds of a pair in both orders."""
        year = ints(table["year"])
        one, two = (state_rows(ints(table[name]), year) for name in ("ccode1", "ccode2"))
        keys, rows = dyad_keys(one, two), np.arange(len(table))
        if either_way:
            keys, rows = np.concatenate([keys, dyad_keys(two, one)]), np.concatenate([rows, rows])
        order = np.argsort(keys, kind="stable")
        order = order[keys[order] >= 0]
        return cls(_padded(table), keys[order], rows[order])

    def match(self, spine: Spine) -> Match:
        """Which rows of the spine have one here."""
        keys, order = spine.keys
        if not len(keys):
            return Match(np.zeros(0, np.intp), np.zeros(0, np.intp))
        inside = slice(*np.searchsorted(self.keys, (keys[0], keys[-1] + 1)))
        wanted, at = self.keys[inside], self.at[inside]
        near = np.searchsorted(keys, wanted)
        near[near == len(keys)] = 0
        hit = keys[near] == wanted
        return Match(near[hit] if order is None else order[near[hit]], at[hit])

    def lay(self, spine: Spine, match: Match, names: Sequence[str]) -> pl.DataFrame:
        """These columns on the spine, missing values where a pair has no row."""
        place = np.full(len(spine), len(self.rows) - 1, np.uint32)
        place[match.rows] = match.at
        return self.rows.select(names)[place]


@dataclass(frozen=True, slots=True)
class Match:
    """Rows of a spine, and the places in a table of what belongs to them."""

    rows: npt.NDArray[np.intp]
    at: npt.NDArray[np.intp]


def marked(spine: Spine, match: Match, values: npt.NDArray[Any] | int, years: tuple[int, int]) -> pl.Series:
    """0 where a pair has no row, its value where it has, missing outside the years."""
    out = np.zeros(len(spine), np.int8)
    out[match.rows] = values if isinstance(values, int) else values[match.at]
    return within(spine, pl.Series(out), years)


def within(spine: Spine, series: pl.Series, years: tuple[int, int]) -> pl.Series:
    """The same, missing outside the years and for states without a COW number."""
    known = covered(spine, years)
    return series if known is None else series.set(pl.Series(~known), None)


def covered(spine: Spine, years: tuple[int, int]) -> npt.NDArray[np.bool_] | None:
    """Which rows are inside the years, with COW numbers on both sides; None: all."""
    if len(spine) == 0:
        return None
    known = None
    if spine.year.min() < years[0] or spine.year.max() > years[1]:
        known = (spine.year >= years[0]) & (spine.year <= years[1])
    if spine.system == "gw":
        numbered = (spine.cow1 >= 0) & (True if spine.cow2 is None else spine.cow2 >= 0)
        known = numbered if known is None else known & numbered
    return known


def _padded(table: pl.DataFrame) -> pl.DataFrame:
    """With a row of missing values at the end, in one piece."""
    return pl.concat([table, table.clear(1)]).rechunk()
