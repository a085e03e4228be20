"""The log odds of all who could join a coalition, compiled: codes of features and trees, as `packed` lays them.

Of trees only those are walked again whose features the joiners have changed. `slow` makes the same rows by
`features.of_day` and asks the model itself; a test proves the two equal.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from casus.odds.figures import figures, row_figures, shared
from casus.odds.packed import NEAR_OPP, NEAR_OWN, OPP, OWN, ROW, SIDE

_ONE = np.uint64(1)


@njit(cache=True)
def _code(value, cut, first, last):
    code = 0
    for k in range(first, last):
        code += value > cut[k]
    return code


@njit(cache=True)
def codes(f, c, m, n, joined, x, low, high):
    """Codes (2, used, C) of a coalition; between which codes (2, used) they changed. ``joined`` (C,): 1 by, 2 on."""
    flat, start = x.reshape(-1), f.base.reshape(-1)
    for i in range(flat.shape[0]):
        flat[i] = start[i]
    size, k_all = c.who.shape[0], c.power.shape[0]
    v, rows = np.zeros((2, 35)), np.zeros((2, 7, size), np.float32)
    stood = np.zeros((2, 2, k_all), np.float32)
    far = c.far[size:].copy()
    mask, many, came = np.zeros(2, np.int64), np.zeros(2, np.int64), np.empty((2, size), np.int64)
    for s in range(2):
        for i in range(n[s]):
            mask[s] |= 1 << c.region[m[s, i]]
        for i in range(size):
            if joined[i] == s + 1:
                came[s, many[s]] = i
                many[s] += 1
                for r in range(size):
                    far[s, r] = min(far[s, r], c.far[i, r])
    cinc = figures(c, m, n, v)
    shared(c, m, n, stood)
    row_figures(c, m, n, cinc, far, stood, rows)
    for s in range(2):
        for u in range(f.kind.shape[0]):
            kind, at, first, last = f.kind[u], f.at[u], f.cut_first[u], f.cut_first[u + 1]
            row = x[s, u]
            if kind in (OWN, OPP):
                side = s if kind == OWN else 1 - s
                if many[side] == 0:
                    continue
                for i in range(many[side]):
                    tie = c.tie[came[side, i], at]
                    if f.least[u]:
                        for r in range(size):
                            row[r] = min(row[r], tie[r])
                    else:
                        for r in range(size):
                            row[r] = max(row[r], tie[r])
            elif kind in (NEAR_OWN, NEAR_OPP):
                side = s if kind == NEAR_OWN else 1 - s
                if many[side] == 0:
                    continue
                no, yes = _code(0.0, f.cut, first, last), _code(1.0, f.cut, first, last)
                for r in range(size):
                    row[r] = yes if (mask[side] >> c.region[c.who[r]]) & 1 else no
            elif kind == SIDE:
                code = _code(np.float32(v[s, at]), f.cut, first, last)
                if code == row[0]:
                    continue
                row[:] = code
            elif kind == ROW:
                row[:] = 0
                values = rows[s, at]
                for k in range(first, last):
                    cut = f.cut[k]
                    for r in range(size):
                        row[r] += values[r] > cut
            else:
                continue
            base = f.base[s, u]
            least, most = np.uint8(255), np.uint8(0)
            for r in range(size):
                least = min(least, min(row[r], base[r]) if row[r] != base[r] else np.uint8(255))
                most = max(most, max(row[r], base[r]) if row[r] != base[r] else np.uint8(0))
            low[s, u], high[s, u] = least, most


@njit(cache=True, inline="always")
def _leaves(t, k, x, at):
    """(wide,): the leaf of tree k into which each row falls; trees of three splits, which most are, in one go."""
    first, splits = t.first[k], t.first[k + 1] - t.first[k]
    if splits == 3:
        u, v, w = t.feature[first], t.feature[first + 1], t.feature[first + 2]
        cut, cut1, cut2 = t.bin[first], t.bin[first + 1], t.bin[first + 2]
        old1, old2 = t.split[first + 1], t.split[first + 2]
        for r in range(at.shape[0]):
            leaf = np.uint8(1) if x[u, r] > cut else np.uint8(0)
            leaf = np.uint8(2) if (x[v, r] > cut1) & (leaf == old1) else leaf
            at[r] = np.uint8(3) if (x[w, r] > cut2) & (leaf == old2) else leaf
        return
    at[:] = 0
    for i in range(splits):
        u, cut, old, new = t.feature[first + i], t.bin[first + i], t.split[first + i], np.uint8(i + 1)
        for r in range(at.shape[0]):
            at[r] = new if (x[u, r] > cut) & (at[r] == old) else at[r]


@njit(cache=True, inline="always")
def _add(leaf, at, base, to):
    """Add what the leaves (8 of a tree; those it lacks are 0) give less what they gave in the first round."""
    a, b, c, d = leaf[0], leaf[1], leaf[2], leaf[3]
    if leaf[4] == 0 and leaf[5] == 0 and leaf[6] == 0 and leaf[7] == 0:
        for r in range(at.shape[0]):
            one, two = np.int32(at[r]), np.int32(base[r])
            value = b if one == 1 else a
            value = c if one == 2 else value
            value = d if one == 3 else value
            less = b if two == 1 else a
            less = c if two == 2 else less
            less = d if two == 3 else less
            to[r] += value - less
    else:
        for r in range(at.shape[0]):
            to[r] += leaf[at[r]] - leaf[base[r]]


@njit(cache=True)
def base_values(t, x, base, z):
    """Of the first round: the leaf of each tree (trees, 2, wide) and log odds (2, wide)."""
    z[:] = t.start
    at = np.empty(z.shape[1], np.uint8)
    for k in range(t.leaf.shape[0]):
        for s in range(2):
            _leaves(t, k, x[s], at)
            for r in range(z.shape[1]):
                base[k, s, r] = at[r]
                z[s, r] += t.leaf[k, at[r]]


@njit(cache=True)
def empty_memo(t, wide):
    """Of each tree, side and set of nodes that changed (bits): its place; what rows get there; the next place."""
    return np.full((t.leaf.shape[0], 2, 128), -1, np.int32), np.empty((8192, wide), np.float32), np.zeros(1, np.int64)


@njit(cache=True)
def log_odds(t, f, c, joined, z0, base, memo, x, z):
    """Log odds (2, wide) when those with ``joined`` 1 are on the side of ``by``, with 2 on that of ``on``.

    Where joiners change a tree by figures that all rows share, what it gives then is kept in ``memo``: as `empty_memo`.
    """
    seen, known, free = memo
    m, n = np.zeros((2, c.power.shape[0]), np.int32), np.zeros(2, np.int64)
    for s in range(2):
        for one in c.by if s == 0 else c.on:
            m[s, n[s]] = one
            n[s] += 1
        for i in range(joined.shape[0]):
            if joined[i] == s + 1:
                m[s, n[s]] = c.who[i]
                n[s] += 1
    low, high = np.full((2, f.kind.shape[0]), 255, np.uint8), np.zeros((2, f.kind.shape[0]), np.uint8)
    codes(f, c, m, n, joined, x, low, high)
    at, more = np.empty(z.shape[1], np.uint8), np.zeros(z.shape[1], np.float32)
    for s in range(2):
        more[:] = 0
        one, two = np.uint64(0), np.uint64(0)
        for u in range(f.kind.shape[0]):
            if high[s, u]:
                if u < 64:
                    one |= _ONE << np.uint64(u)
                else:
                    two |= _ONE << np.uint64(min(u, 127) & 63)
        for k in range(t.leaf.shape[0]):
            if not ((t.looks[k, 0] & one) | (t.looks[k, 1] & two)):
                continue
            moved, by_row, pattern = False, False, 0
            for node in range(t.first[k], t.first[k + 1]):
                u = t.feature[node]
                if (low[s, u] <= t.bin[node]) & (t.bin[node] < high[s, u]):
                    moved = True
                    if f.kind[u] == SIDE:
                        pattern |= 1 << (node - t.first[k])
                    else:
                        by_row = True
            if not moved:
                continue
            if by_row:
                _leaves(t, k, x[s], at)
                _add(t.leaf[k], at, base[k, s], more)
                continue
            place = seen[k, s, pattern]
            if place < 0:
                place = free[0]
                free[0] = min(place + 1, known.shape[0] - 1)
                seen[k, s, pattern] = place if place < known.shape[0] - 1 else -1
                known[place] = 0
                _leaves(t, k, x[s], at)
                _add(t.leaf[k], at, base[k, s], known[place])
            kept = known[place]
            for r in range(kept.shape[0]):
                more[r] += kept[r]
        z[s] = z0[s] + more
