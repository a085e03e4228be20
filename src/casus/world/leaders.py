"""Who was in office in a state on a day, by Archigos."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from casus import states
from casus.world.value import Value, absent, as_of, title, unknown

LAST = date(2015, 12, 31)


@dataclass(frozen=True, slots=True)
class Leader:
    """Who ruled a state: in office from ``since`` to ``until``, the last day (None: not over, or not known yet)."""

    name: str
    since: date
    until: date | None
    entry: str

    def __str__(self) -> str:
        return f"{self.name} (since {self.since})"


def of(state: str, day: date, knowing: date | None = None) -> Value[tuple[Leader, ...]]:
    """Who was in office on the day: two on a day on which one followed the other. Never carried forward."""
    held = states.get(state)
    if why := absent(held, day):
        return unknown("leaders", why)
    last = as_of(day, knowing, LAST)
    if last < day:
        told = f" ({title('leaders')})" if last == LAST else ""
        return unknown("leaders", f"who led {state} is not known after {last}{told}")
    spells = _spells().get(held.gw_number(day) or 0, ())
    found = [(row, who) for row, who in spells if who.since <= day and (who.until is None or day <= who.until)]
    if not found:
        return unknown("leaders", f"{title('leaders')} has nobody in office in {state} on {day}")
    leaders = tuple(
        replace(who, until=None) if knowing and who.until and who.until > knowing else who for _, who in found
    )
    return Value(leaders, None, day.year, "leaders", row="; ".join(row for row, _ in found))


@cache
def _spells() -> dict[int, list[tuple[str, Leader]]]:
    """Row and leader by Gleditsch–Ward number, in order of their first days."""
    from casus.datasets import shelf

    columns = ("gwcode", "obsid", "leader", "startdate", "enddate", "entry", "exit")
    table = shelf.load("leaders", columns=columns)
    found: dict[int, list[tuple[str, Leader]]] = {}
    for number, row, name, start, end, entry, exit in zip(*(table[c].to_pylist() for c in columns), strict=True):
        until = None if exit == "Still in Office" else end
        found.setdefault(number, []).append((row, Leader(name, start, until, entry)))
    return found
