"""Who joins: boosted trees that wars and disputes share, those of each kind on top, and a calibration.

The model, in the order in which it is fitted:

1. *shared* trees on all conflicts, wars counting double: what wars and lesser disputes have in common;
2. *own* trees of disputes (older ones fading) and, few and much shrunk, of wars, which start from the shared odds;
3. the whole of it from several seeds, whose mean log odds are the answer; and more times with random weights for
   whole conflicts (Rubin's Bayesian bootstrap), whose spread about their own mean is how far the data leave it open;
4. a slope and a shift of the log odds for each kind, from forecasts of earlier decades made without knowing them.

Sides compete: a state's odds of joining a and b are two of three outcomes, and never sum to more than `MOST`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from casus.odds.boosting import Settings, Trees, coded, edges
from casus.odds.boosting import fit as grow
from casus.odds.features import Rows
from casus.odds.names import NAMES

Reals = npt.NDArray[np.float64]
Part = Literal["shared", "mid", "war"]

MOST: Final = 0.98
SHARED: Final = Settings(rounds=100, leaves=4)
OWN: Final[dict[Part, Settings]] = {
    "mid": Settings(rounds=100, leaves=8, look=0.25),
    "war": Settings(rounds=30, shrink=20.0, least=2.0),
}
#: Years after which a dispute counts half in the trees of disputes, and in the calibration of their odds.
HALF_LIFE: Final = 60.0
#: Of the rows in which nobody joined this share is kept, and counted as many times more.
KEPT: Final = {"war": 0.5, "mid": 0.15}
WAR_WEIGHT: Final = 2.0


@dataclass(frozen=True, slots=True)
class Bag:
    """One fit: the log odds from which the trees start, and the trees by part."""

    start: float
    trees: dict[Part, Trees]

    def margin(self, x: npt.NDArray[np.floating], war: npt.NDArray[np.bool_]) -> Reals:
        """(rows,): log odds before calibration."""
        z = self.start + self.trees["shared"].margin(x)
        kinds: tuple[tuple[Part, npt.NDArray[np.bool_]], ...] = (("mid", ~war), ("war", war))
        for part, here in kinds:
            if part in self.trees and here.any():
                z[here] += self.trees[part].margin(x[here])
        return z


@dataclass(frozen=True, slots=True)
class Calibration:
    """Log odds z become shift + slope × (z + 6) - 6: at odds of 1 in 400 the shift alone counts."""

    shift: float = 0.0
    slope: float = 1.0

    def __call__(self, z: Reals) -> Reals:
        """Calibrated log odds."""
        return self.shift + self.slope * (z + 6) - 6


@dataclass(frozen=True, slots=True)
class Model:
    """Fits to all conflicts (``point``) and to reweighted ones (``bags``), and a calibration for each kind.

    ``cases``: conflicts and joiners behind it, by kind.
    """

    point: tuple[Bag, ...]
    bags: tuple[Bag, ...]
    calibration: dict[str, Calibration]
    cases: dict[str, tuple[int, int]]

    def draws(self, x: npt.NDArray[np.floating], war: npt.NDArray[np.bool_]) -> Reals:
        """(bags, rows): calibrated log odds as the data might have had them: `margin` and each bag's difference."""
        found = np.array([bag.margin(x, war) for bag in self.bags])
        told: Reals = self._kept_word(self._mean(x, war) + found - found.mean(0), war)
        return told

    def margin(self, x: npt.NDArray[np.floating], war: npt.NDArray[np.bool_]) -> Reals:
        """(rows,): calibrated log odds, the best guess."""
        return self._kept_word(self._mean(x, war), war)

    def odds(self, rows: Rows) -> Reals:
        """(cases, 2): the odds that the state joins side a, and side b; cases as in `cases`."""
        war = np.array([one.kind == "war" for one in rows.conflicts])[rows.conflict]
        return compete(probability(self.margin(rows.x, war))[cases(rows)])

    def _mean(self, x: npt.NDArray[np.floating], war: npt.NDArray[np.bool_]) -> Reals:
        found: Reals = np.mean([bag.margin(x, war) for bag in self.point], axis=0)
        return found

    def _kept_word(self, z: Reals, war: npt.NDArray[np.bool_]) -> Reals:
        return np.where(war, self.calibration["war"](z), self.calibration["mid"](z))

    def gains(self) -> dict[str, float]:
        """What each feature gained over all trees, as a share."""
        total = np.zeros(len(NAMES))
        for bag in self.point:
            for trees in bag.trees.values():
                np.add.at(total, trees.feature, trees.gain)
        order = np.argsort(-total, kind="stable")
        return {NAMES[i]: float(total[i] / total.sum()) for i in order if total[i] > 0}

    def print_summary(self, most: int = 20) -> None:
        """What the model rests on: cases, calibration, and the features that gained most."""
        for kind, (conflicts, joiners) in self.cases.items():
            line = self.calibration[kind]
            told = f"shift {line.shift:+.2f} slope {line.slope:.2f}"
            print(f"{kind:4} {conflicts:5} conflicts {joiners:4} joiners  {told}")
        trees = sum(len(part.start) for bag in self.point for part in bag.trees.values())
        print(f"{trees} trees, {len(self.bags)} reweighted fits, {len(NAMES)} features; share of the gain:")
        for name, gain in list(self.gains().items())[:most]:
            print(f"  {gain:6.1%}  {name}")


def fit(
    rows: Rows, *, before: int | None = None, seeds: int = 2, bags: int = 0, now: float = 2015.0,
    calibration: dict[str, Calibration] | None = None,
) -> Model:  # fmt: skip
    """From conflicts that began before a day (its ordinal; None: all), and the joiners that had come by then.

    ``now``: the year from which disputes fade. The result is not calibrated unless a calibration is given.
    """
    told, x, y, weight, war = sample(rows, before)
    cuts = edges(x, y > 0)
    codes = coded(x, cuts)
    of_kind: dict[Part, npt.NDArray[np.bool_]] = {"mid": ~war, "war": war}
    parts = {part: codes[:, here].copy() for part, here in of_kind.items()}
    years = np.array([one.onset.year for one in rows.conflicts])[rows.conflict[told]]
    fading = 0.5 ** ((now - years) / HALF_LIFE)

    def one(seed: int, drawn: Reals) -> Bag:
        w = weight * drawn
        double = w * np.where(war, WAR_WEIGHT, 1)
        start = float(np.log((double * y).sum() / (double * (1 - y)).sum()))
        shared, margin = grow(codes, cuts, y, double, np.full(len(y), start), SHARED, seed)
        trees: dict[Part, Trees] = {"shared": shared}
        for part, here in of_kind.items():
            if y[here].sum() >= 3:
                own = (w * fading if part == "mid" else w)[here]
                trees[part], _ = grow(parts[part], cuts, y[here], own, margin[here], OWN[part], seed + 1)
        return Bag(start, trees)

    def reweighted(seed: int) -> Reals:
        return np.random.default_rng(seed).exponential(1, len(rows.conflicts))[rows.conflict[told]]

    cases_of = {
        str(kind): (len(np.unique(rows.conflict[told][here])), int(y[here].sum())) for kind, here in of_kind.items()
    }
    return Model(
        tuple(one(7 * seed, np.ones(len(y))) for seed in range(seeds)),
        tuple(one(7 * seed, reweighted(seed)) for seed in range(bags)),
        calibration or {"war": Calibration(), "mid": Calibration()}, cases_of,
    )  # fmt: skip


def sample(
    rows: Rows, before: int | None
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float32], Reals, Reals, npt.NDArray[np.bool_]]:
    """Places of the rows that are used, their features, outcomes, weights, and whether they are of a war."""
    war = np.array([one.kind == "war" for one in rows.conflicts])[rows.conflict]
    y = came_by(rows, before)
    share = np.where(war, KEPT["war"], KEPT["mid"])
    kept = (y > 0) | (np.random.default_rng(0).random(len(rows)) < share)
    if before is not None:
        kept &= np.array([one.onset.toordinal() for one in rows.conflicts])[rows.conflict] < before
    at = np.flatnonzero(kept)
    weight = np.where(y[at] > 0, 1, 1 / share[at])
    return at, rows.x[at], y[at], weight, war[at]


def came_by(rows: Rows, before: int | None = None) -> Reals:
    """(rows,): 1 where the state had joined the side, and done so before the day (its ordinal)."""
    y = rows.came.astype(np.float64)
    if before is not None:
        days = {(i, one.state): one.day.toordinal() for i, c in enumerate(rows.conflicts) for one in c.joiners}
        for at in np.flatnonzero(y):
            if days[int(rows.conflict[at]), int(rows.state[at])] >= before:
                y[at] = 0
    return y


def cases(rows: Rows) -> npt.NDArray[np.intp]:
    """(cases, 2): of each state in each conflict the rows of side a and of side b."""
    order = np.lexsort((rows.side, rows.state, rows.conflict))
    return order.reshape(-1, 2)


def probability(z: Reals) -> Reals:
    """Log odds → chance."""
    found: Reals = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
    return found


def compete(p: Reals) -> Reals:
    """(cases, 2): no state joins with more than `MOST`."""
    total = p.sum(-1, keepdims=True)
    found: Reals = np.where(total > MOST, p * MOST / np.maximum(total, MOST), p)
    return found


def calibrate(
    z: Reals, y: Reals, weight: Reals, *, hold_shift: float, hold_slope: float, rounds: int = 25
) -> Calibration:
    """The shift and slope that fit best, held back towards 0 and 1 by a normal prior of these precisions."""
    x = np.column_stack([np.ones(len(z)), z + 6])
    prior, hold = np.array([-6.0, 1.0]), np.array([hold_shift, hold_slope])
    beta = prior.copy()
    for _ in range(rounds):
        p = probability(x @ beta)
        pull = x.T @ (weight * (y - p)) - hold * (beta - prior)
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(hold)
        step = np.clip(np.linalg.solve(curve, pull), -1, 1)
        beta = beta + step
        if np.abs(step).max() < 1e-9:
            break
    return Calibration(float(beta[0] + 6), float(beta[1]))


def uncertain(draws: Sequence[Reals] | Reals, share: float = 0.9) -> tuple[Reals, Reals]:
    """Low and high of each row's chance over the bags."""
    p = probability(np.asarray(draws))
    tail = (1 - share) / 2 * 100
    low, high = np.percentile(p, [tail, 100 - tail], axis=0)
    return low, high
