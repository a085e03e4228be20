"""Two worlds on the same random numbers: how much likelier each state joins in one than in the other.

Each draw has the same luck for the same state and round, and the same bag of the model, in both worlds; differences are
taken within bags, so that what both worlds share does not widen them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from casus.odds.joining import Model
from casus.odds.simulate import SIDES, Forecast, Played, play, told
from casus.odds.situation import Situation

CAVEAT: Final = (
    "a contrast between runs of the model, not a causal effect; alliances that deterred left no war to learn from"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one state and side: p in the world asked about (``now``) and in the other (``was``), now - was, 90 % range."""

    state: str
    side: str
    now: float
    was: float
    difference: float
    low: float
    high: float

    def as_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Contrast:
    """Both forecasts and the differences, the largest first; who fights from the first day in either is out."""

    now: Forecast
    was: Forecast
    differences: tuple[Difference, ...]
    caveat: str = CAVEAT

    def of(self, state: str, side: str = "on") -> Difference:
        """The difference of one state."""
        return next(one for one in self.differences if (one.state, one.side) == (state, side))

    def as_json(self, least: float = 0.005) -> dict[str, Any]:
        """Differences of at least ``least``, and the line that goes with them."""
        kept = [one.as_json() for one in self.differences if abs(one.difference) >= least]
        return {"differences": kept, "caveat": self.caveat}


def contrast(
    model: Model, situation_a: Situation, situation_b: Situation, draws: int = 10_000, seed: int = 0
) -> Contrast:
    """World a (now) beside world b (was)."""
    a, b = (play(model, one, draws, seed) for one in (situation_a, situation_b))
    rows = differences(situation_a, a, situation_b, b)
    return Contrast(told(model, situation_a, a, seed), told(model, situation_b, b, seed), rows)


def differences(situation_a: Situation, a: Played, situation_b: Situation, b: Played) -> tuple[Difference, ...]:
    """Of draws that were played with the same seed, and as many of them: world a (now) beside world b (was)."""
    worlds = situation_a, situation_b
    place = [{one.numbers[at]: i for i, at in enumerate(one.who)} for one in worlds]
    both = sorted(set(place[0]) & set(place[1]))
    at = [np.array([where[n] for n in both], np.intp) for where in place]
    apart = a.p[:, :, at[0]] - b.p[:, :, at[1]]
    low, high = np.percentile(apart, [5, 95], axis=0)
    now, was, mean = a.p.mean(0)[:, at[0]], b.p.mean(0)[:, at[1]], apart.mean(0)
    rows = [
        Difference(situation_a.ids[at[0][i]], SIDES[side],
                   *(float(v[side, i]) for v in (now, was, mean, low, high)))
        for side in (0, 1) for i in range(len(both))
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda one: (-abs(one.difference), one.state, one.side)))
