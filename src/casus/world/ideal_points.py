"""How far two states are apart in the votes of the UN General Assembly."""

from __future__ import annotations

from datetime import date

from casus.world.series import Series
from casus.world.value import Value, unknown

#: Session n is that of the year 1945 + n.
IDEAL_POINTS = Series("ideal-points", ("idealpoint",), year="session", plus=1945)


def distance(a: str, b: str, day: date, knowing: date | None = None) -> Value[float]:
    """The distance between the ideal points of two states in the session of the year."""
    one, two = (IDEAL_POINTS.value("idealpoint", state, day, knowing) for state in (a, b))
    if one.value is None or two.value is None or one.year is None:
        return unknown("ideal-points", one.missing or two.missing or "")
    apart = abs(one.value - two.value)
    return Value(apart, one.unit, one.year, "ideal-points", one.carried, f"{one.row}; {two.row}")
