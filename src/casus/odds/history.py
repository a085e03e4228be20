"""What past conflicts looked like on their first day: is a situation unlike any of them?

Compared are the figures of the two sides and of the day, which all possible joiners share. A situation is outside what
history shows where

- a figure lies beyond the range of past conflicts of its kind by more than a tenth of that range, or
- the nearest of them is farther than `FAR` of them have their nearest fellow: root mean square difference of the
  figures, each in standard deviations of past conflicts of the kind.

The table is built by ``data/odds.py`` and described in ``docs/cards/odds.md``.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from casus.errors import TableError
from casus.odds import tables
from casus.odds.features import Rows
from casus.odds.names import NAMES, OF_SIDE, OF_WORLD
from casus.odds.spells import Floats

SEEN: Final = tables.FOLDER / "odds_seen.parquet"
FAR: Final = 0.95
BEYOND: Final = 0.1
#: Figures of `OF_SIDE` that differ between possible joiners, or that hold for one side by definition.
_OWN: Final = frozenset({"is-b", "with-against", "against-with", "war-with-against", "war-against-with",
                         "others-with-against", "beyond-reach", "share-with"})  # fmt: skip
COMPARED: Final[dict[str, str]] = {
    **{f"side:{name}": told for name, told in OF_SIDE.items() if name not in _OWN},
    **{f"world:{name}": told for name, told in OF_WORLD.items() if name != "is-war"},
}
_AT: Final = [NAMES.index(name) for name in COMPARED]


class _Seen(NamedTuple):
    """Of one kind of conflict: figures (conflicts, `COMPARED`), their spread, and how far is far."""

    x: Floats
    spread: Floats
    far: float
    onset: npt.NDArray[Any]


def unlike(x: Floats, war: bool) -> tuple[str, ...]:
    """Why a situation is unlike any before, in words; ``x`` as `Situation.rows` has it. Empty: it is like some."""
    seen, today = _seen("war" if war else "mid"), figures(x)
    low, high = seen.x.min(0), seen.x.max(0)
    margin = BEYOND * (high - low)
    told = []
    for name, says, value, least, most, more in zip(COMPARED, COMPARED.values(), today, low, high, margin, strict=True):
        if value < least - more or value > most + more:
            told.append(f"{says} ({name}): {value:.2f}, in past conflicts {least:.2f} to {most:.2f}")
    near = float(_apart(seen, today).min())
    if near > seen.far:
        told.append(
            f"the nearest past conflict is {near:.2f} away; {FAR:.0%} have one within {seen.far:.2f} (root mean square "
            "of the differences in standard deviations)"
        )
    return tuple(told)


def figures(x: Floats) -> Floats:
    """(`COMPARED`,): what all rows of side b share; ``x`` is (2 × who, `NAMES`), first all for side a."""
    found: Floats = x[len(x) // 2][_AT]
    return found


def write(rows: Rows) -> None:
    """Write the table, one row a conflict, from the rows to which the model is fitted."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    first = np.flatnonzero((rows.side == 1) & (np.diff(rows.side, prepend=0) == 1))
    of = [rows.conflicts[at] for at in rows.conflict[first]]
    columns = {"conflict": pa.array([one.id for one in of]), "kind": pa.array([one.kind for one in of])}
    columns |= {name: pa.array(rows.x[first, at]) for name, at in zip(COMPARED, _AT, strict=True)}
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, compression="zstd", compression_level=19, write_statistics=False)
    SEEN.write_bytes(out.getvalue())


def _apart(seen: _Seen, one: Floats) -> npt.NDArray[np.float64]:
    found: npt.NDArray[np.float64] = np.sqrt((((seen.x - one) / seen.spread) ** 2).mean(1, dtype=np.float64))
    return found


@cache
def _seen(kind: str) -> _Seen:
    try:
        table = tables.table_of(SEEN)
        here = np.array(table["kind"].to_pylist()) == kind
        x = np.column_stack([table[name].to_numpy()[here] for name in COMPARED])
    except KeyError as error:
        raise TableError(f"{SEEN}: has no column {error}; install casus again") from None
    spread = x.std(0)
    seen = _Seen(x, np.where(spread > 0, spread, 1).astype(np.float32), 0.0, table["conflict"].to_numpy()[here])
    nearest = [np.partition(_apart(seen, one), 1)[1] for one in x]
    return seen._replace(far=float(np.quantile(nearest, FAR)))
