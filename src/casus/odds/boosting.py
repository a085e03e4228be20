"""Boosted trees for odds in NumPy alone: few leaves, binned features, log loss (Friedman 2001; Chen & Guestrin 2016).

A tree is grown leaf by leaf, the best split first; each leaf's value is the Newton step, shrunk. Everything random (the
features that a tree may look at) comes from a seed, so the same rows give the same trees.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Codes = npt.NDArray[np.uint8]
BINS = 32


@dataclass(frozen=True, slots=True)
class Settings:
    """How trees are grown. ``least``: smallest sum of curvature in a leaf; ``look``: share of features a tree sees."""

    rounds: int = 150
    rate: float = 0.05
    leaves: int = 4
    shrink: float = 10.0
    least: float = 1.0
    look: float = 0.3


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees as arrays: of each split feature, threshold, and the two children (negative: a leaf, -1 - its place).

    ``start`` is where the splits of each tree begin, its root first; a row goes left where x <= threshold.
    """

    start: npt.NDArray[np.int32]
    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.float32]
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: npt.NDArray[np.float32]
    gain: npt.NDArray[np.float32]

    def margin(self, x: npt.NDArray[np.floating]) -> Reals:
        """(rows,): the sum of the leaves that each row falls into."""
        total = np.zeros(len(x))
        every = np.arange(len(x))
        for root in self.start:
            todo = [(int(root), every)]
            while todo:
                node, rows = todo.pop()
                if node < 0:
                    total[rows] += self.value[-1 - node]
                    continue
                goes = x[rows, self.feature[node]] <= self.threshold[node]
                todo.append((int(self.left[node]), rows[goes]))
                todo.append((int(self.right[node]), rows[~goes]))
        return total


def edges(x: npt.NDArray[np.floating], ones: npt.NDArray[np.bool_]) -> list[Reals]:
    """For each feature where a split may be: at quantiles of all rows, of those that are not zero, and of ``ones``."""
    found = []
    for column in x.T:
        values = np.unique(column)
        if len(values) > BINS:
            cuts = np.linspace(0, 1, BINS // 3 + 2)[1:-1]
            some = [part for part in (column, column[column != 0], column[ones]) if len(part)]
            near = np.concatenate([np.quantile(part, cuts) for part in some])
            values = np.unique(values[np.clip(np.searchsorted(values, near), 0, len(values) - 1)])[: BINS - 1]
            found.append(values.astype(np.float64))
        else:
            found.append(((values[1:] + values[:-1]) / 2).astype(np.float64)[: BINS - 1])
    return found


def coded(x: npt.NDArray[np.floating], cuts: list[Reals]) -> Codes:
    """(features, rows): in which bin each value falls; bin i is x <= cut i."""
    return np.array(
        [np.searchsorted(cut, column, side="left") for cut, column in zip(cuts, x.T, strict=True)], np.uint8
    )


def fit(
    codes: Codes, cuts: list[Reals], y: Reals, weight: Reals, offset: Reals, settings: Settings, seed: int = 0
) -> tuple[Trees, Reals]:
    """Trees on top of ``offset`` (log odds), and the margins that rows then have."""
    rng = np.random.default_rng(seed)
    usable = np.flatnonzero([len(cut) > 0 for cut in cuts])
    look = max(1, round(settings.look * len(usable)))
    margin = offset.copy()
    start: list[int] = []
    split: list[tuple[Any, ...]] = []
    value: list[float] = []
    for _ in range(settings.rounds):
        p = 1 / (1 + np.exp(-margin))
        pull, curve = weight * (y - p), weight * p * (1 - p)
        seen = np.sort(rng.choice(usable, look, replace=False))
        leaves, splits = _tree(codes, seen, pull, curve, settings)
        first, first_value = len(split), len(value)
        start.append(first if splits else -1 - first_value)
        for f, b, left, right, gain in splits:
            kids = [first + kid if kid >= 0 else kid - first_value for kid in (left, right)]
            split.append((f, np.float32(cuts[f][b]), *kids, gain))
        for rows in leaves:
            step = settings.rate * pull[rows].sum() / (curve[rows].sum() + settings.shrink)
            margin[rows] += step
            value.append(step)
    columns = list(zip(*split, strict=True)) if split else [()] * 5
    trees = Trees(
        np.array(start, np.int32), np.array(columns[0], np.int16), np.array(columns[1], np.float32),
        np.array(columns[2], np.int32), np.array(columns[3], np.int32), np.array(value, np.float32),
        np.array(columns[4], np.float32),
    )  # fmt: skip
    return trees, margin


_Split = tuple[int, int, int, int, float]


def _tree(
    codes: Codes, seen: npt.NDArray[np.intp], pull: Reals, curve: Reals, settings: Settings
) -> tuple[list[npt.NDArray[np.intp]], list[_Split]]:
    """Leaves (rows) and splits (feature, bin, left, right); children below 0 are leaves, -1 - place."""
    every = np.arange(len(pull))
    leaves = [every]
    whole = _histogram(codes, seen, every, pull, curve)
    best = [_best(whole, settings)]
    held = [whole]
    parent: list[tuple[int, int] | None] = [None]
    splits: list[list[int]] = []
    gains: list[float] = []
    while len(leaves) < settings.leaves:
        at = int(np.argmax([found[0] for found in best]))
        gain, place, cut = best[at]
        if gain <= 0:
            break
        feature, rows = int(seen[place]), leaves[at]
        goes = codes[feature][rows] <= cut
        small, large = (rows[goes], rows[~goes]) if goes.sum() * 2 <= len(rows) else (rows[~goes], rows[goes])
        of_small = _histogram(codes, seen, small, pull, curve)
        of_large = held[at] - of_small
        left_is_small = goes.sum() * 2 <= len(rows)
        new = len(leaves)
        leaves[at], held[at] = (small, of_small) if left_is_small else (large, of_large)
        leaves.append(large if left_is_small else small)
        held.append(of_large if left_is_small else of_small)
        node = len(splits)
        splits.append([feature, cut, -1 - at, -1 - new])
        gains.append(gain)
        above = parent[at]
        if above is not None:
            splits[above[0]][above[1]] = node
        parent[at] = (node, 2)
        parent.append((node, 3))
        best[at] = _best(held[at], settings)
        best.append(_best(held[new], settings))
    return leaves, [(s[0], s[1], s[2], s[3], g) for s, g in zip(splits, gains, strict=True)]


def _histogram(
    codes: Codes, seen: npt.NDArray[np.intp], rows: npt.NDArray[np.intp], pull: Reals, curve: Reals
) -> Reals:
    """(2, seen, bins): pull and curvature by feature and bin."""
    found = np.empty((2, len(seen), BINS))
    whole = len(rows) == codes.shape[1]
    g, h = (pull, curve) if whole else (pull[rows], curve[rows])
    for i, feature in enumerate(seen):
        code = codes[feature] if whole else codes[feature][rows]
        found[0, i] = np.bincount(code, g, BINS)
        found[1, i] = np.bincount(code, h, BINS)
    return found


def _best(histogram: Reals, settings: Settings) -> tuple[float, int, int]:
    """Gain, feature (place in those seen) and bin of the best split."""
    g, h = histogram.cumsum(axis=2)
    total_g, total_h = g[:, -1:], h[:, -1:]
    shrink = settings.shrink
    rest_g, rest_h = total_g - g, total_h - h
    gain = g**2 / (h + shrink) + rest_g**2 / (rest_h + shrink) - total_g**2 / (total_h + shrink)
    gain[(h < settings.least) | (rest_h < settings.least)] = -1
    at = int(np.argmax(gain))
    return float(gain.reshape(-1)[at]), at // BINS, at % BINS
