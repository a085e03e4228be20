"""A penalised logit in NumPy: the plain model beside which the trees are measured."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
_FARTHEST = 6.0


@dataclass(frozen=True, slots=True)
class Logit:
    """Coefficients of standardised features (cut off at 6 standard deviations), the first of them the constant."""

    mean: Reals
    spread: Reals
    beta: Reals

    def margin(self, x: npt.NDArray[np.floating]) -> Reals:
        """(rows,): log odds."""
        z: Reals = self.beta[0] + np.clip((x - self.mean) / self.spread, -_FARTHEST, _FARTHEST) @ self.beta[1:]
        return z


def fit(x: npt.NDArray[np.floating], y: Reals, weight: Reals, penalty: float, rounds: int = 30) -> Logit:
    """By Newton's method, steps halved until they gain; a ridge ``penalty`` on all coefficients but the constant."""
    mean, spread = x.mean(0, dtype=np.float64), x.std(0, dtype=np.float64)
    spread = np.where(spread < 1e-3, 1, spread)
    z = np.clip((x - mean) / spread, -_FARTHEST, _FARTHEST)
    z = np.column_stack([np.ones(len(z)), z])
    hold = np.full(z.shape[1], penalty)
    hold[0] = 0
    beta = np.zeros(z.shape[1])
    beta[0] = np.log((weight * y).sum() / (weight * (1 - y)).sum())

    def told(beta: Reals) -> float:
        """The penalised log likelihood."""
        margin = z @ beta
        return float((weight * (y * margin - np.logaddexp(0, margin))).sum() - (hold * beta**2).sum() / 2)

    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(z @ beta, -30, 30)))
        curve = (z * (weight * p * (1 - p))[:, None]).T @ z + np.diag(hold)
        step = np.linalg.solve(curve, z.T @ (weight * (y - p)) - hold * beta)
        now = told(beta)
        while told(beta + step) < now and np.abs(step).max() > 1e-6:
            step = step / 2
        beta = beta + step
        if np.abs(step).max() < 1e-5:
            break
    return Logit(mean, spread, beta)
