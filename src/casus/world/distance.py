"""How far it is from capital to capital."""

from __future__ import annotations

from datetime import date

from casus.world.value import Value, absent, as_of, listed, unknown

LAST = date(2024, 12, 31)


def of(a: str, b: str, day: date, knowing: date | None = None) -> Value[float]:
    """Great-circle distance between the capitals of the day, in km."""
    from casus.geo import great_circle

    then, seats = as_of(day, knowing, LAST), []
    for state in listed((a, b)):
        if why := absent(state, day):
            return unknown("states", why)
        seat = state.capital(then)
        if seat is None:
            return unknown("states", f"no capital of {state.id} is known on {then}")
        seats.append(seat)
    one, two = seats
    apart = float(great_circle(one.lat, one.lon, two.lat, two.lon))
    return Value(apart, "km", then.year, "states", then < day, f"{one.name} to {two.name}")
