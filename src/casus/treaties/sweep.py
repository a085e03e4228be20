"""Every attacker and target over many days, to a Parquet file: who would be bound, what would be open, who barred."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from itertools import islice
from multiprocessing import cpu_count, get_context
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from casus.errors import InputError
from casus.treaties.bulk import LISTS, Sweep
from casus.treaties.evaluate import List
from casus.treaties.model import Treaty

#: The lists that a sweep writes: who would be bound, what would be open, who would be barred.
WRITTEN: tuple[List, ...] = ("bound", "open", "barred")
_CODES = pa.dictionary(pa.int16(), pa.string())
SCHEMA = pa.schema(
    [
        pa.field("day", pa.date32()),
        pa.field("attacker", _CODES),
        pa.field("target", _CODES),
        pa.field("debtor", _CODES),
        pa.field("list", _CODES),
    ],
    metadata={"says": "if attacker attacks target on the day, debtor stands in list; suppositions as in casus what-if"},
)
#: Days that one worker takes at a time: neighbours share what is compiled.
_CHUNK = 12


def years(first: int, last: int) -> list[date]:
    """1 January of each year."""
    return [date(year, 1, 1) for year in range(first, last + 1)]


def write(
    treaties: Sequence[Treaty], days: Sequence[date], out: Path, *, done: Callable[[int], None] = lambda days: None
) -> int:
    """Write the rows of all days to ``out``, in order, and count them. A stopped sweep leaves no half-written file."""
    unfinished = out.with_name(out.name + ".part")
    rows = 0
    try:
        with pq.ParquetWriter(unfinished, SCHEMA, compression="zstd") as writer:
            for table, count in _tables(treaties, days):
                writer.write_table(table)
                rows += len(table)
                done(count)
        unfinished.replace(out)
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror})") from None
    finally:
        unfinished.unlink(missing_ok=True)
    return rows


def _tables(treaties: Sequence[Treaty], days: Sequence[date]) -> Iterator[tuple[pa.Table, int]]:
    """A table for each stretch of days, in order, with the number of its days; on all cores where there are many."""
    stretches = list(_stretches(days))
    work = partial(_table, tuple(treaties))
    if len(stretches) < 3:
        yield from zip(map(work, stretches), map(len, stretches), strict=True)
        return
    workers = min(cpu_count(), len(stretches))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:  # a fork would copy Arrow's threads
        yield from zip(pool.map(work, stretches), map(len, stretches), strict=True)


def _stretches(days: Iterable[date]) -> Iterator[tuple[date, ...]]:
    rest = iter(days)
    while stretch := tuple(islice(rest, _CHUNK)):
        yield stretch


def _table(treaties: Sequence[Treaty], days: Sequence[date]) -> pa.Table:
    sweep = Sweep(treaties, days)
    return pa.concat_tables([_of_day(sweep, day) for day in days])


def _of_day(sweep: Sweep, day: date) -> pa.Table:
    answers = sweep.on(day)
    columns = answers.columns(WRITTEN)
    ids = pa.array(answers.states)
    states = [
        pa.DictionaryArray.from_arrays(columns[name].astype(np.int16), ids) for name in ("attacker", "target", "debtor")
    ]
    lists = pa.DictionaryArray.from_arrays(columns["list"].astype(np.int16), pa.array(LISTS))
    when = pa.array(np.full(len(columns["list"]), np.datetime64(day)), pa.date32())
    return pa.Table.from_arrays([when, *states, lists], schema=SCHEMA)
