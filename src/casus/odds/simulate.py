"""Who joins, and with whom: rounds of joining on both sides, drawn many times.

The rule of the rounds:

1. First every state that does not fight yet joins one side, the other or neither, by the model's odds of that day
   (sides compete: `joining.compete`), lowered by the shift of `echo`, which explains why.
2. Joiners change the rows of all others. A state that stayed out faces only what the larger coalition adds: with q the
   chance that the model gives it for a side, and q' the highest it has had, share × (q - q') / (1 - q' of both sides)
   where q > q', else nothing. So an unchanged coalition adds nothing.
3. So on until nobody joins, at most `ROUNDS` times.

Each draw has one of the model's bags for its parameters: what the bag's log odds of the first round differ by it keeps
in all rounds, shifted so that the mean chance over the bags is the model's own. Low and high are the 5th and 95th
percentiles over bags. A state's p is the mean of the chances that it faced, which strays less than a count.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from casus.odds.echo import FITTED, Echo
from casus.odds.joining import Model, Reals, compete, probability
from casus.odds.situation import Situation

ROUNDS: Final = 8
SIDES: Final = ("by", "on")


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance or a share, with the 5th and 95th percentiles."""

    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Join:
    """The chance that a state (its id) joins a side, ``by`` (the attackers) or ``on``."""

    state: str
    side: str
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Coalition:
    """Who joined the attackers (``by``) and those attacked (``on``), and in what share of the draws just these."""

    by: tuple[str, ...]
    on: tuple[str, ...]
    p: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a simulation gives. ``joins`` by falling p, ``coalitions`` the commonest.

    ``balance``: share of the capabilities (CINC) of both sides that is with ``on`` in the end, its range that of the
    draws; ``majors``: a major power fights; ``majors_against``: on both sides; ``nuclear_against``: nuclear weapons on
    both sides. ``cases``: conflicts and joiners behind the model. ``outside``, ``carried`` as in `Situation`.
    """

    outcome: str
    joins: tuple[Join, ...]
    coalitions: tuple[Coalition, ...]
    nobody: Chance
    balance: Chance
    majors: Chance
    majors_against: Chance
    nuclear_against: Chance
    cases: tuple[int, int]
    outside: tuple[str, ...]
    carried: tuple[str, ...]
    draws: int
    seed: int

    def of(self, state: str, side: str = "on") -> Join:
        """The chance of one state."""
        return next(one for one in self.joins if (one.state, one.side) == (state, side))

    def as_json(self, least: float = 0.005, most: int = 10) -> dict[str, Any]:
        """As the contract has it; joins of at least ``least``, and so many coalitions."""

        def told(one: Chance) -> dict[str, float]:
            return {"p": one.p, "low": one.low, "high": one.high}

        return {
            "outcome": self.outcome,
            "draws": self.draws,
            "seed": self.seed,
            "joins": [{"state": j.state, "side": j.side, "p": j.p, "low": j.low, "high": j.high}
                      for j in self.joins if j.p >= least],
            "coalitions": [{"members": [*c.on, *c.by], "on": list(c.on), "by": list(c.by), "p": c.p}
                           for c in self.coalitions[:most]],
            "nobody_joins": told(self.nobody),
            "balance": told(self.balance),
            "majors": told(self.majors),
            "majors_against": told(self.majors_against),
            "nuclear_against": told(self.nuclear_against),
            "cases": {"conflicts": self.cases[0], "joiners": self.cases[1]},
            "outside_what_history_shows": list(self.outside),
            "carried_forward": list(self.carried),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Played:
    """Draws of one situation: ``joined`` (draws, C) 0 nobody, 1 by, 2 on; ``p`` (bags, 2, C) mean chance faced."""

    joined: npt.NDArray[np.int8]
    p: Reals
    key: npt.NDArray[np.uint64]
    coalitions_met: int


def simulate(model: Model, situation: Situation, draws: int = 10_000, seed: int = 0) -> Forecast:
    """Draw the rounds of joining; the same seed gives the same forecast."""
    return told(model, situation, play(model, situation, draws, seed), seed)


def play(model: Model, s: Situation, draws: int, seed: int, echo: Echo | None = None, rounds: int = ROUNDS) -> Played:
    """The draws themselves."""
    from casus.odds import rounds as compiled

    if draws < 1:
        raise ValueError("a simulation needs at least one draw")
    echo = echo or FITTED["war" if s.war else "mid"]
    trees, features, coalitions, base, z0 = _worked(model, s)
    size = len(s.who)
    off = bags(model, s, z0[:, :size])
    odds = probability(z0[:, :size] + echo.shift + off)
    first = np.ascontiguousarray(compete(odds.transpose(0, 2, 1)).transpose(0, 2, 1))
    joined, key = np.zeros((draws, size), np.int8), np.zeros(draws, np.uint64)
    numbers = np.array(s.numbers)[s.who].astype(np.int64)

    def half(part: slice) -> tuple[int, Reals]:
        faced = np.zeros_like(off)
        met = compiled.run(
            seed, part.start, rounds, echo.share, numbers, z0, off, first, trees, features, coalitions, base,
            joined[part], faced, key[part],
        )  # fmt: skip
        return met, faced

    # always two halves, so that the sums do not hang on the machine
    with ThreadPoolExecutor(2) as pool:
        halves = list(pool.map(half, (slice(0, draws // 2), slice(draws // 2, draws))))
    turns = np.bincount(np.arange(draws) % len(off), minlength=len(off))[:, None, None]
    p = first + sum(faced for _, faced in halves) / np.maximum(turns, 1)
    return Played(joined, p[turns[:, 0, 0] > 0], key, sum(met for met, _ in halves))


def _worked(model: Model, s: Situation) -> tuple[Any, Any, Any, npt.NDArray[np.uint8], Reals]:
    """The arrays of `packed`, and of the first round the leaf of each tree and the log odds (2, wide)."""
    from casus.odds import kernel, packed

    trees, features, coalitions = packed.pack(model, s)
    wide = features.base.shape[2]
    base, z0 = np.zeros((len(trees.leaf), 2, wide), np.uint8), np.zeros((2, wide))
    kernel.base_values(trees, features.base, base, z0)
    return trees, features, coalitions, base, z0


def log_odds(model: Model, s: Situation, by: tuple[int, ...], on: tuple[int, ...]) -> Reals:
    """(2, C) as `slow.log_odds`, by the kernel; of those who have joined themselves it says nothing of use."""
    from casus.odds import kernel

    trees, features, coalitions, base, z0 = _worked(model, s)
    joined, z = np.zeros(len(s.who), np.int8), np.empty_like(z0)
    joined[list(by)], joined[list(on)] = 1, 2
    x = np.empty(features.base.shape, np.uint8)
    kernel.log_odds(trees, features, coalitions, joined, z0, base, kernel.empty_memo(trees, z.shape[1]), x, z)
    return z[:, : len(s.who)]


def bags(model: Model, s: Situation, z0: Reals) -> Reals:
    """(bags, 2, C): how each bag's log odds differ, shifted so that the mean chance is that of ``z0`` (2, C)."""
    if not model.bags:
        return np.zeros((1, *z0.shape))
    x = s.rows()
    war = np.full(len(x), s.war)
    line = model.calibration["war" if s.war else "mid"]
    found = line.slope * np.array([bag.margin(x, war) for bag in model.bags]).reshape(-1, *z0.shape)
    off = found - found.mean(0)
    low, high = np.full(z0.shape, -10.0), np.full(z0.shape, 10.0)
    aim = probability(z0)
    for _ in range(30):
        middle = (low + high) / 2
        more = probability(z0 + off + middle).mean(0) < aim
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    found = off + (low + high) / 2
    return np.ascontiguousarray(found)


def told(model: Model, s: Situation, played: Played, seed: int) -> Forecast:
    """What the draws say."""
    draws, joined = len(played.joined), played.joined
    p, (low, high) = played.p.mean(0), np.percentile(played.p, [5, 95], axis=0)
    order = sorted((-p[side, i], s.ids[i], side, i) for side in (0, 1) for i in range(len(s.who)))
    joins = tuple(
        Join(s.ids[i], SIDES[side], float(p[side, i]), float(low[side, i]), float(high[side, i]))
        for _, _, side, i in order
    )
    _, at, count = np.unique(played.key, return_index=True, return_counts=True)
    commonest = sorted(zip(-count, at, strict=True))[:20]

    def joined_by(one: int, side: int) -> tuple[str, ...]:
        return tuple(s.ids[i] for i in np.flatnonzero(joined[one] == side))

    coalitions = tuple(Coalition(joined_by(one, 1), joined_by(one, 2), float(-n / draws)) for n, one in commonest)
    in_ = [(joined == side).astype(np.float32) for side in (1, 2)]
    of = {name: np.nan_to_num(s.known.of[name]) for name in ("cinc", "major", "nuclear")}

    def sums(name: str) -> list[npt.NDArray[Any]]:
        return [in_[i] @ of[name][s.who] + of[name][list(s.fighting[i])].sum() for i in (0, 1)]

    cinc, major, armed = sums("cinc"), sums("major"), sums("nuclear")
    balance = cinc[1] / np.maximum(cinc[0] + cinc[1], 1e-9)
    return Forecast(
        s.outcome, joins, coalitions,
        _chance(np.asarray(~joined.any(1)), played),
        Chance(float(balance.mean()), *map(float, np.percentile(balance, [5, 95]))),
        _chance(major[0] + major[1] > 0, played), _chance((major[0] > 0) & (major[1] > 0), played),
        _chance((armed[0] > 0) & (armed[1] > 0), played),
        model.cases["war" if s.war else "mid"], s.outside, s.carried, draws, seed,
    )  # fmt: skip


def _chance(true: npt.NDArray[np.bool_], played: Played) -> Chance:
    """The share of the draws in which something is so, and the range of that share over bags."""
    many = len(played.p)
    by_bag = [float(true[bag::many].mean()) for bag in range(many)]
    return Chance(float(true.mean()), *map(float, np.percentile(by_bag, [5, 95])))
