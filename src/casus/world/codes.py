"""Between casus's ids and the numbers of the datasets: COW's, and Gleditsch and Ward's, by day and year."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from casus import states
from casus.errors import UnknownState
from casus.states import State


def cow_numbers(state: State, year: int, day: date) -> tuple[int, ...]:
    """The COW numbers under which a state's figure of a year may stand: that of the day first, then the year's others.

    >>> cow_numbers(states.get("DEU"), 1990, date(1990, 11, 1)), cow_numbers(states.get("NLD"), 1942, date(1942, 1, 1))
    ((255, 260), ())
    """
    borne = [
        code.number
        for code in reversed(state.cow)
        if code.start.year <= year and (code.until is None or (code.until - timedelta(1)).year >= year)
    ]
    today = state.cow_number(day) if day.year == year else None
    return tuple(dict.fromkeys([today, *borne] if today else borne))


def by_cow(number: int, on: date) -> str | None:
    """The id of the state that bears a COW number on the day; None if no state does."""
    try:
        return states.from_cow(number, on).id
    except UnknownState:
        return None


def by_gw(number: int, on: date) -> str | None:
    """The id of the state that bears a Gleditsch–Ward number on the day, else that of one existing that bears it at
    another time, or by COW's list (UCDP writes Serbia 345 to this day); None if no state does.

    >>> by_gw(260, date(2024, 1, 1)), by_gw(345, date(2024, 1, 1)), by_gw(751, date(1948, 1, 1))  # Hyderabad
    ('DEU', 'SRB', None)
    """
    bearers = _gw().get(number, ())
    here = [s.id for s in bearers if s.gw_number(on) == number] or [s.id for s in bearers if s.exists(on)]
    return here[0] if len(here) == 1 else by_cow(number, on)


@cache
def _gw() -> dict[int, tuple[State, ...]]:
    bearers: dict[int, dict[str, State]] = {}
    for state in states.all_states():
        for code in state.gw:
            bearers.setdefault(code.number, {})[state.id] = state
    return {number: tuple(found.values()) for number, found in bearers.items()}
