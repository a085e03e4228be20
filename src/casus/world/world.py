"""``World.on(day)``: the facts of one day, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casus import states


@dataclass(frozen=True, slots=True)
class World:
    """The states that exist on ``day``."""

    day: date
    states: frozenset[str]

    @classmethod
    def on(cls, day: date) -> World:
        """The world on that day.

        >>> World.on(date(1980, 1, 1)).exists("SUN"), World.on(date(2024, 1, 1)).exists("SUN")
        (True, False)
        """
        return cls(day, frozenset(state.id for state in states.all_states(day)))

    def exists(self, state: str) -> bool:
        """Does the state exist on the day?"""
        return state in self.states
