"""Major powers of a day, by COW's list."""

from __future__ import annotations

from datetime import date
from functools import cache

from casus.world.codes import by_cow
from casus.world.value import Value, as_of

LAST = date(2016, 12, 31)


def of(day: date, knowing: date | None = None) -> Value[tuple[str, ...]]:
    """The major powers of the day, by id; after 2016 those of its end, carried forward."""
    then = as_of(day, knowing, LAST)
    ids = {by_cow(number, then) for number, first, last in _spells() if first <= then <= last}
    return Value(tuple(sorted(id for id in ids if id)), None, then.year, "cow-majors", then < day, f"on {then}")


@cache
def _spells() -> tuple[tuple[int, date, date], ...]:
    """COW number, first and last day of each spell as a major power."""
    from casus.datasets import shelf

    rows = shelf.load("cow-majors").to_pylist()
    return tuple(
        (
            row["ccode"],
            date(row["styear"], row["stmonth"], row["stday"]),
            date(row["endyear"], row["endmonth"], row["endday"]),
        )
        for row in rows
    )
