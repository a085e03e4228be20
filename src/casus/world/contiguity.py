"""How near two states are, by COW's direct contiguity of the month."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

from casus import states
from casus.states import State
from casus.world.codes import by_cow
from casus.world.value import Value, absent, as_of, listed, title, unknown

LAST = date(2016, 12, 31)
TYPES: Final = {
    0: "(not contiguous: no border, and more than 400 miles of water between)",
    1: "(land or river border)",
    2: "(up to 12 miles of water between)",
    3: "(up to 24 miles of water between)",
    4: "(up to 150 miles of water between)",
    5: "(up to 400 miles of water between)",
}


def of(a: str, b: str, day: date, knowing: date | None = None) -> Value[int]:
    """The type of contiguity in the month of the day: 1 (a border) to 5, or 0.

    Where one record ends in the month in which the next begins, the next counts.
    """
    then = as_of(day, knowing, LAST)
    numbers = []
    for state in listed((a, b)):
        if why := absent(state, day) or _outside(state, then):
            return unknown("contiguity", why)
        numbers.append(state.cow_number(then))
    low, high = sorted(number for number in numbers if number is not None)
    kind = _type(low, high, then)
    return Value(kind, TYPES[kind], then.year, "contiguity", then < day, f"dyad {low * 1000 + high}, {then:%Y-%m}")


def neighbours(state: str, day: date, within: int = 5, knowing: date | None = None) -> Value[tuple[str, ...]]:
    """The states contiguous by type ``within`` or nearer, the nearest first, then by id."""
    then, held = as_of(day, knowing, LAST), states.get(state)
    if why := absent(held, day) or _outside(held, then):
        return unknown("contiguity", why)
    number = held.cow_number(then)
    assert number is not None
    near = []
    for other in _beside().get(number, ()):
        kind, id = _type(min(number, other), max(number, other), then), by_cow(other, then)
        if 0 < kind <= within and id and states.get(id).exists(then):
            near.append((kind, id))
    ids = tuple(id for _, id in sorted(near))
    return Value(ids, None, then.year, "contiguity", then < day, f"ccode {number}, {then:%Y-%m}")


def _outside(state: State, then: date) -> str | None:
    """Why COW's record says nothing of a state."""
    if state.cow_number(then) is not None:
        return None
    why = "when COW had it outside the system of states" if state.exists(then) else "when it did not exist"
    return f"{title('contiguity')} says nothing of {state.id} on {then}, {why}"


def _type(low: int, high: int, then: date) -> int:
    month = then.year * 100 + then.month
    held = [(begin, kind) for begin, end, kind in _records().get((low, high), ()) if begin <= month <= end]
    return max(held)[1] if held else 0


@cache
def _records() -> dict[tuple[int, int], list[tuple[int, int, int]]]:
    """First and last month (YYYYMM) and type of each record, by the two numbers, the lower first."""
    from casus.datasets import shelf

    columns = ("statelno", "statehno", "begin", "end", "conttype")
    table = shelf.load("contiguity", columns=columns)
    found: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    for low, high, begin, end, kind in zip(*(table[c].to_pylist() for c in columns), strict=True):
        found.setdefault((low, high), []).append((begin, end, kind))
    return found


@cache
def _beside() -> dict[int, list[int]]:
    """Whom each number has a record with."""
    found: dict[int, list[int]] = {}
    for low, high in _records():
        found.setdefault(low, []).append(high)
        found.setdefault(high, []).append(low)
    return found
