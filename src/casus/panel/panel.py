"""A panel: rows of states or pairs of states by year, and the sets of columns that were added to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

import polars as pl
from polars.io.plugins import register_io_source

from casus.datasets import shelf
from casus.errors import InputError
from casus.panel import contiguity, sets, spine, states
from casus.panel.columns import Column, ColumnSet
from casus.panel.several import PEER, checked
from casus.panel.spine import Spine, System

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

#: Rows that are made at a time: few enough to stay in fast memory, many enough to be quick.
_CHUNK = 200_000


@dataclass(frozen=True, eq=False)
class Panel:
    """Rows ordered by code and year, with columns in the order in which their sets were added.

    Nothing but the rows is made before it is asked for: by `lazy` (only the columns that the query needs), `polars`,
    `arrow` or `pandas`.
    """

    spine: Spine
    added: tuple[ColumnSet, ...] = ()

    def __repr__(self) -> str:
        names = ", ".join(one.name for one in self.added) or "nothing"
        return f"<{'dyad' if self.pairs else 'state'}-years: {len(self):,} rows, with {names}>"

    def __len__(self) -> int:
        return len(self.spine)

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>{self.lazy().head(5).collect()._repr_html_()}"

    @property
    def pairs(self) -> bool:
        """Pairs of states, not states?"""
        return self.spine.state2 is not None

    def add(self, *names: str, several: Sequence[str] = PEER) -> Panel:
        """With more sets of columns; a wrong name lists the right ones.

        A column whose name is taken is called after its set: ``wars_sidea1``.
        ``several``: the rules, in order, by which one dispute of several in a year is kept (`casus.panel.several`).
        """
        rules = checked(several)
        added = list(self.added)
        for name in names:
            one = sets.find(name, self.pairs, rules)
            if any(one.name == other.name for other in added):
                raise InputError(f'the columns of "{one.name}" are in the panel already')
            added.append(one.beside({c.name for other in added for c in other.columns}))
        return replace(self, added=tuple(added))

    def relevant(self) -> Panel:
        """Only politically relevant pairs: contiguous, or one of them a major power; none after 2016."""
        if not self.pairs:
            raise InputError("only pairs of states are politically relevant to each other; take dyad_years()")
        near = contiguity.dyadic(self.spine)["conttype"]
        power = states.majors(self.spine)
        rows = ((near > 0) | (power["cowmaj1"] == 1) | (power["cowmaj2"] == 1)).fill_null(False)
        known = near.is_not_null()
        if len(self) and not known.any():
            raise InputError(f"relevance is known to {contiguity.YEARS[1]}, as contiguity is; the panel begins later")
        return replace(self, spine=self.spine.keep((rows & known).to_numpy()))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What each column holds, keys first."""
        code = "gwcode" if self.spine.system == "gw" else "ccode"
        list_ = "gw-states" if self.spine.system == "gw" else "cow-states"
        says = f"{'Gleditsch-Ward' if code == 'gwcode' else 'COW'} number of"
        keys = [Column(f"{code}{i}", f"{says} state {i}", None, list_) for i in (1, 2)] if self.pairs else [
            Column(code, f"{says} the state", None, list_)
        ]  # fmt: skip
        return (*keys, Column("year", "year"), *(column for one in self.added for column in one.columns))

    @property
    def datasets(self) -> tuple[str, ...]:
        """Ids of the datasets that it draws on."""
        own = "gw-states" if self.spine.system == "gw" else "cow-states"
        crosswalk = ("cow-gw",) if self.spine.system == "gw" else ()
        return tuple(dict.fromkeys((own, *crosswalk, *(id for one in self.added for id in one.datasets))))

    def lazy(self) -> pl.LazyFrame:
        """As a lazy Polars frame, of which only the columns that the query needs are made."""

        def source(
            with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
        ) -> Iterator[pl.DataFrame]:
            left = len(self) if n_rows is None else n_rows
            for part in self.spine.chunks(_CHUNK):
                frame = replace(self, spine=part)._frame(with_columns).head(left)
                left -= len(frame)
                yield frame.filter(predicate) if predicate is not None else frame
                if left <= 0:
                    return

        empty = replace(self, spine=self.spine.keep(slice(0, 0)))
        return register_io_source(source, schema=empty._frame(None).schema, is_pure=True)

    def polars(self) -> pl.DataFrame:
        """As a Polars frame."""
        return self.lazy().collect()

    def arrow(self) -> pa.Table:
        """As an Arrow table, with what each column holds, its unit and its source in the schema's metadata."""
        import pyarrow as pa

        table, told = self.polars().to_arrow(), {column.name: column for column in self.columns}
        fields = [field.with_metadata(_about(told[field.name])) for field in table.schema]
        about = {"casus": repr(self), "datasets": " ".join(self.datasets)}
        return pa.table(table.columns, schema=pa.schema(fields, metadata=about))

    def pandas(self) -> pd.DataFrame:
        """As a pandas frame (install pandas for it)."""
        return self.polars().to_pandas()

    def _frame(self, wanted: list[str] | None) -> pl.DataFrame:
        """The columns that are wanted, made set by set."""
        parts = [self._keys()]
        for one in self.added:
            names = {column.name for column in one.columns}
            if wanted is None or names & set(wanted):
                parts.append(one.made(self.spine))
        frame = pl.concat(parts, how="horizontal")
        return frame if wanted is None else frame.select(wanted)

    def _keys(self) -> pl.DataFrame:
        codes = pl.Series(self.spine.codes, dtype=pl.Int32).to_numpy()
        names = [column.name for column in self.columns[: 2 + self.pairs]]
        second = [] if self.spine.state2 is None else [codes[self.spine.state2]]
        values = [codes[self.spine.state1], *second, self.spine.year.astype("int32")]
        return pl.DataFrame(dict(zip(names, values, strict=True)))


def dyad_years(
    *, directed: bool = True, first: int = spine.FIRST, last: int = spine.LAST, system: System = "cow"
) -> Panel:
    """Every pair of states in every year in which both existed on a common day.

    >>> dyad_years(first=1816, last=1816)
    <dyad-years: 506 rows, with nothing>
    """
    return Panel(spine.dyad_years(directed, *_years(first, last), system))


def state_years(*, first: int = spine.FIRST, last: int = spine.LAST, system: System = "cow") -> Panel:
    """Every state in every year in which it existed."""
    return Panel(spine.state_years(*_years(first, last), system))


def _years(first: int, last: int) -> tuple[int, int]:
    if first > last:
        raise InputError(f"years {first}-{last}: the first comes after the last")
    if not spine.FIRST <= first <= last <= spine.LAST:
        raise InputError(f"years {first}-{last}: a panel goes from {spine.FIRST} to {spine.LAST}")
    return first, last


def _about(column: Column) -> dict[str, str]:
    source = {"source": shelf.get(column.dataset).card.name} if column.dataset else {}
    return {"says": column.says, **({"unit": column.unit} if column.unit else {}), **source}
