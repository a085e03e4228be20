"""Figures of states by year: which row of a dataset counts on a day.

The row is that of the day's own year. Past the last year of the series the last year's row is carried forward; a gap
before it stays a gap. With ``knowing`` a year's figure is not known before that year is over, so that the row of the
last full year counts, and is said to be carried forward. (Most series came out years later still: this hides what
nobody could have known, not all that nobody did.)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from casus import states
from casus.world.codes import cow_numbers
from casus.world.value import Value, absent, title, unknown

if TYPE_CHECKING:  # Arrow and NumPy are loaded with the first table
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Series:
    """A dataset with a row for each COW number and year.

    The year is its column ``year`` plus ``plus``; ``ends`` are the last years of columns that end before the dataset.
    """

    dataset: str
    columns: tuple[str, ...]
    year: str = "year"
    plus: int = 0
    ends: tuple[tuple[str, int], ...] = ()

    def value(self, column: str, state: str, day: date, knowing: date | None = None) -> Value[float]:
        """The figure of a state that counts on a day."""
        from casus.datasets import shelf

        held = states.get(state)
        if why := absent(held, day):
            return unknown(self.dataset, why)
        dataset = shelf.get(self.dataset)
        first, last = dataset.years[0], dict(self.ends).get(column, dataset.years[1])
        year = min(day.year, knowing.year - 1) if knowing else day.year
        told = f"{column} of {title(self.dataset)}"
        if year < first:
            over = f", and on {knowing} only years before {min(knowing, day).year} were over" if knowing else ""
            return unknown(self.dataset, f"{told} begins in {first}{over}")
        found = self._cell(column, cow_numbers(held, year, day), year)
        if found is None and year > last:
            year = last
            found = self._cell(column, cow_numbers(held, year, day), year)
        if found is None:
            why = f"{told} has no figure for {state} in {year}"
            there = cow_numbers(held, year, day)
            return unknown(self.dataset, why if there else f"{why}, when it was outside COW's system of states")
        number, value = found
        unit = next(c.unit for c in dataset.columns if c.name == column)
        row = f"ccode {number}, {self.year} {year - self.plus}"
        return Value(value, unit, year, self.dataset, year < day.year, row)

    def _cell(self, column: str, numbers: tuple[int, ...], year: int) -> tuple[int, float] | None:
        """The first figure that stands under one of the numbers, with its number."""
        table = _table(self)
        for number in numbers:
            at = int(table.keys.searchsorted(number * 10000 + year))
            if at < len(table.keys) and table.keys[at] == number * 10000 + year:
                value = float(table.cells[column][at])
                if value == value:  # not missing
                    return number, value
        return None


class _Table(NamedTuple):
    """10000 × number + year of each row, sorted, and its cells; NaN is missing."""

    keys: npt.NDArray[np.int64]
    cells: dict[str, npt.NDArray[np.float64]]


@cache
def _table(series: Series) -> _Table:
    import numpy as np
    import pyarrow as pa

    from casus.datasets import shelf

    table = shelf.load(series.dataset, columns=("ccode", series.year, *series.columns))

    def array(name: str, kind: Any) -> Any:
        return table[name].cast(kind).to_numpy()

    keys = array("ccode", pa.int64()) * 10000 + array(series.year, pa.int64()) + series.plus
    order = np.argsort(keys, kind="stable")
    return _Table(keys[order], {name: array(name, pa.float64())[order] for name in series.columns})
