"""American bases in a state, by a list without dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from casus import states
from casus.world.codes import cow_numbers
from casus.world.value import Value, absent, title, unknown

FIRST, LAST = date(1990, 1, 1), date(2018, 12, 31)


@dataclass(frozen=True, slots=True)
class Base:
    """A site; ``size``: a major base, a small site (lily pad), or one of the host that the United States pay for."""

    name: str
    lat: float | None
    lon: float | None
    size: str

    def __str__(self) -> str:
        return self.name


def of(host: str, day: date, knowing: date | None = None) -> Value[tuple[Base, ...]]:
    """The sites in a state at some time since the Cold War, by a list drawn up to 2018 that does not say when.

    Of days before 1990 it says nothing; with ``knowing`` it says nothing before 2019.
    """
    held = states.get(host)
    if why := absent(held, day):
        return unknown("us-bases", why)
    if day < FIRST or (knowing and knowing <= LAST):
        return unknown("us-bases", f"{title('us-bases')} is a list of 2018 of sites since the Cold War, without dates")
    then = min(day, LAST)
    numbers = cow_numbers(held, then.year, then)
    found = tuple(base for number in numbers for base in _sites().get(number, ()))
    undated = "(sites at some time since the Cold War; the list has no dates)"
    row = f"ccode {', '.join(map(str, numbers)) or 'none'}"
    return Value(found, undated, LAST.year, "us-bases", day > LAST, row)


@cache
def _sites() -> dict[int, list[Base]]:
    """The sites by COW number of the host."""
    from casus.datasets import shelf

    found: dict[int, list[Base]] = {}
    for row in shelf.load("us-bases").to_pylist():
        name = ", ".join(part.strip() for part in (row["basename"] or "a site without a name").split("\t"))
        size = "major base" if row["base"] else "small site" if row["lilypad"] else "site of the host"
        found.setdefault(row["ccode"], []).append(Base(name, row["lat"], row["lon"], size))
    return found
