"""Peace years: how many rows a pair or state has gone without an event."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def peace_years(event: npt.NDArray[np.int8], unit: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Rows since the first of the unit, or since the row after its last event; -1 from the first unknown event on.

    A row with an event keeps the count that it has reached; the next is 0, whether or not the event goes on. Years in
    which the unit did not exist are not counted and break nothing. Rows are ordered by unit, then year.

    >>> peace_years(np.array([0, 0, 1, 1, 0, 0, 0], np.int8), np.array([1, 1, 1, 1, 1, 1, 2], np.int32)).tolist()
    [0, 1, 2, 0, 0, 1, 0]
    """
    rows = np.arange(len(event), dtype=np.int32)
    begins = np.empty(len(event), bool)
    begins[:1] = True
    begins[1:] = (unit[1:] != unit[:-1]) | (event[:-1] == 1)
    since = np.maximum.accumulate(np.where(begins, rows, 0)) if len(rows) else rows
    count = (rows - since).astype(np.int32)
    if (event < 0).any():
        first = np.empty(len(event), bool)
        first[:1] = True
        first[1:] = unit[1:] != unit[:-1]
        lost = np.cumsum(event < 0)
        at_start = np.maximum.accumulate(np.where(first, lost - (event < 0), 0))
        count = np.where(lost > at_start, -1, count).astype(np.int32)
    return count
