"""The simulation again, slow and readable: the rows of each coalition by `features.of_day`, the model asked for each.

It has the same numbers by `uniform`, so that `simulate` can be proved equal to it draw by draw; with a NumPy generator
in their place it is equal in distribution only.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from casus.odds.echo import Echo
from casus.odds.joining import MOST, Model, Reals, compete, probability
from casus.odds.situation import Situation

_WHOLE = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15
Uniform = Callable[[int, int, int, int], float]


def mix(x: int) -> int:
    """SplitMix64's finaliser."""
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & _WHOLE
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB & _WHOLE
    return x ^ (x >> 31)


def uniform(seed: int, draw: int, state: int, turn: int) -> float:
    """In [0, 1), from four counters."""
    x = mix((seed * _GOLDEN + draw + _GOLDEN) & _WHOLE)
    x = mix(x ^ ((state * 64 + turn) * _GOLDEN & _WHOLE))
    return (x >> 11) * 2.0**-53


def log_odds(model: Model, s: Situation, by: tuple[int, ...], on: tuple[int, ...]) -> Reals:
    """(2, C): calibrated log odds of joining ``by`` and ``on``, when those at these places of ``who`` have joined."""
    x = s.rows([int(s.who[i]) for i in by], [int(s.who[i]) for i in on])
    return model.margin(x, np.full(len(x), s.war)).reshape(2, -1)


def run(
    model: Model, s: Situation, off: Reals, draws: int, seed: int, rounds: int, echo: Echo, chance: Uniform = uniform
) -> list[dict[int, int]]:
    """Of each draw who joined: place in ``who`` → side (0 ``by``, 1 ``on``). ``off``: (bags, 2, C)."""
    kept: dict[tuple[tuple[int, ...], tuple[int, ...]], Reals] = {((), ()): log_odds(model, s, (), ())}
    found = []
    for draw in range(draws):
        bag = off[draw % len(off)]
        joined: dict[int, int] = {}
        highest = kept[(), ()]
        for turn in range(1, rounds + 1):
            sides = tuple(tuple(sorted(i for i, side in joined.items() if side == one)) for one in (0, 1))
            coalition = sides[0], sides[1]
            if coalition not in kept:
                kept[coalition] = log_odds(model, s, *coalition)
            z = kept[coalition]
            if turn == 1:
                hazard = compete(probability(z + echo.shift + bag).T).T
            else:
                before = probability(highest + bag)
                risen = np.maximum(probability(z + bag) - before, 0)
                hazard = compete((echo.share * risen / (1 - np.minimum(before.sum(0), MOST))).T).T
                highest = np.maximum(highest, z)
            new = {}
            for i, at in enumerate(s.who):
                u = chance(seed, draw, s.numbers[at], turn)
                if i not in joined and (u < hazard[1, i] or u >= 1 - hazard[0, i]):
                    new[i] = int(u < hazard[1, i])
            if not new:
                break
            joined |= new
        found.append(joined)
    return found
