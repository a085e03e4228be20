"""How good odds are: log score, Brier, ranking, calibration, and how sure that is with conflicts as the unit.

A case is one state in one conflict, with three outcomes: stays out, joins side a, joins side b. ``p`` and ``y`` are
(cases, 2): the odds of joining each side, and 1 where it did. All scores are means or sums over cases, so that a
bootstrap that draws whole conflicts needs only their sums.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Score:
    """What a set of odds comes to; skills are 1 - score / score of the base odds, so 0 is no better and 1 perfect."""

    conflicts: int
    joiners: int
    predicted: float
    log_skill: float
    brier_skill: float
    auc: float
    average_precision: float
    who: float
    who_by_joiner: float
    whether: float
    slope: float
    side: float


def score(p: Reals, base: Reals, y: Reals, conflict: npt.NDArray[np.integer]) -> Score:
    """All scores of odds against base odds; ``conflict`` says to which conflict a case belongs."""
    flat_p, flat_y = p.reshape(-1), y.reshape(-1)
    return Score(
        len(np.unique(conflict)), int(y.sum()), float(p.sum()),
        1 - log_loss(p, y).sum() / log_loss(base, y).sum(), 1 - brier(p, y).sum() / brier(base, y).sum(),
        auc(flat_p, flat_y), average_precision(flat_p, flat_y), *within(p, y, conflict), whether(p, y, conflict),
        slope(flat_p, flat_y), right_side(p, y),
    )  # fmt: skip


def log_loss(p: Reals, y: Reals) -> Reals:
    """Minus the log of the odds of what happened, by case."""
    out = np.clip(1 - p.sum(1), _LEAST, 1)
    lost: Reals = -(y * np.log(np.clip(p, _LEAST, 1))).sum(1) - (1 - y.sum(1)) * np.log(out)
    return lost


def brier(p: Reals, y: Reals) -> Reals:
    """Squared error over the three outcomes, by case."""
    stay = (y.sum(1) - p.sum(1)) ** 2
    lost: Reals = ((p - y) ** 2).sum(1) + stay
    return lost


def auc(p: Reals, y: Reals) -> float:
    """The chance that one who joined has higher odds than one who did not; ties count half."""
    ones = int(y.sum())
    if ones in (0, len(y)):
        return float("nan")
    _, where, count = np.unique(p, return_inverse=True, return_counts=True)
    rank = np.cumsum(count) - (count - 1) / 2
    return float((rank[where][y > 0].sum() - ones * (ones + 1) / 2) / (ones * (len(y) - ones)))


def average_precision(p: Reals, y: Reals) -> float:
    """Mean share of true joiners above each true joiner, itself included; ties are taken together."""
    order = np.argsort(-p, kind="stable")
    hits, ranked = np.cumsum(y[order]), p[order]
    last = np.append(ranked[1:] != ranked[:-1], True)
    total = np.flatnonzero(last) + 1
    gained = np.diff(hits[last], prepend=0)
    return float((gained * hits[last] / total).sum() / max(y.sum(), 1))


def within(p: Reals, y: Reals, conflict: npt.NDArray[np.integer]) -> tuple[float, float]:
    """Who: among the cases of one conflict, how often a joiner ranks above one who was not.

    The mean over conflicts, and over joiners, of which most are in few conflicts.
    """
    found, joiners = [], []
    for one in np.unique(conflict[y.sum(1) > 0]):
        here = conflict == one
        found.append(auc(p[here].reshape(-1), y[here].reshape(-1)))
        joiners.append(y[here].sum())
    if not found:
        return float("nan"), float("nan")
    return float(np.mean(found)), float(np.average(found, weights=joiners))


def whether(p: Reals, y: Reals, conflict: npt.NDArray[np.integer]) -> float:
    """Whether anybody: how often a conflict with joiners has a higher chance of one than a conflict without."""
    _, at = np.unique(conflict, return_inverse=True)
    somebody = -np.bincount(at, np.log1p(-np.clip(p.sum(1), 0, 1 - _LEAST))).astype(np.float64)
    return auc(somebody, (np.bincount(at, y.sum(1)) > 0).astype(float))


def slope(p: Reals, y: Reals, rounds: int = 30) -> float:
    """Calibration slope: the coefficient of the log odds in a logit of the outcome; 1 is right, below 1 too bold."""
    z = np.log(np.clip(p, _LEAST, 1 - 1e-6)) - np.log1p(-np.clip(p, _LEAST, 1 - 1e-6))
    x = np.column_stack([np.ones(len(z)), z])
    beta = np.array([0.0, 1.0])
    for _ in range(rounds):
        fitted = 1 / (1 + np.exp(-x @ beta))
        curve = (x * (fitted * (1 - fitted))[:, None]).T @ x
        step = np.linalg.solve(curve + 1e-9 * np.eye(2), x.T @ (y - fitted))
        beta = beta + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-8:
            break
    return float(beta[1])


def right_side(p: Reals, y: Reals) -> float:
    """Of those who joined, the share whose side had the higher odds; ties count half."""
    came = y.sum(1) > 0
    if not came.any():
        return float("nan")
    lead = ((p - p[:, ::-1]) * (2 * y - 1))[came].sum(1)
    return float(((lead > 0) + 0.5 * (lead == 0)).mean())


@dataclass(frozen=True, slots=True)
class Interval:
    """The 5th and the 95th percentile over bootstraps that draw whole conflicts."""

    low: float
    high: float


def intervals(
    p: Reals, base: Reals, y: Reals, conflict: npt.NDArray[np.integer], draws: int = 1000, seed: int = 1
) -> dict[str, Interval]:
    """Intervals of the skills and of predicted over true joiners, clustered by conflict."""
    _, at = np.unique(conflict, return_inverse=True)
    values = (log_loss(p, y), log_loss(base, y), brier(p, y), brier(base, y), p.sum(1), y.sum(1))
    sums = np.column_stack([np.bincount(at, v) for v in values])
    drawn = np.random.default_rng(seed).multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=draws) @ sums
    drawn = drawn[drawn[:, 5] > 0]
    told = {
        "log_skill": 1 - drawn[:, 0] / drawn[:, 1],
        "brier_skill": 1 - drawn[:, 2] / drawn[:, 3],
        "predicted_over_true": drawn[:, 4] / drawn[:, 5],
    }
    return {name: Interval(*np.percentile(v, [5, 95]).tolist()) for name, v in told.items()}
