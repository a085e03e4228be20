"""The figures of the coalitions, compiled: what `features._sides` says, from the sets and sums that `packed` lays.

Numba's cache looks at a function's own file only: after a change here or in `kernel` delete ``__pycache__/*.nb?``.
"""

from __future__ import annotations

import numpy as np
from numba import njit

_P1, _P2, _P4, _P7 = (
    np.uint64(v) for v in (0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F, 0x0101010101010101)
)
_ONE, _TWO, _FOUR, _TOP = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)


@njit(cache=True, inline="always")
def _count(x):
    x = x - ((x >> _ONE) & _P1)
    x = (x & _P2) + ((x >> _TWO) & _P2)
    x = (x + (x >> _FOUR)) & _P4
    return np.int64((x * _P7) >> _TOP)


@njit(cache=True)
def _union(bits, members, n, out):
    """The union of the members' sets, and how many it has."""
    total = 0
    for w in range(4):
        out[w] = 0
        for i in range(n):
            out[w] |= bits[members[i], w]
        total += _count(out[w])
    return total


@njit(cache=True)
def figures(c, m, n, v):
    """(2, `BY_SIDE`): the coalitions as they stand, by `features._sides`. ``m`` (2, K): members, ``n`` of them."""
    cinc, size = np.zeros(2), np.zeros((2, 11))
    words = np.zeros(4, np.uint64)
    for s in range(2):
        mask, free, came, major, armed = 0, 0.0, 0.0, 0.0, 0.0
        for i in range(n[s]):
            at = m[s, i]
            cinc[s] += c.power[at]
            free += c.free[at]
            came += c.came[at]
            major, armed = max(major, c.major[at]), max(armed, c.armed[at])
            mask |= 1 << c.region[at]
        f = size[s]
        f[0], f[1], f[2], f[3] = np.log(n[s]), np.log(cinc[s] + 5e-4), major, armed
        f[6], f[7] = free / n[s], c.log1p[int(came)]
        f[8] = c.log1p[_union(c.bits[0], m[s], n[s], words)]
        power = 0.0
        for k in range(c.power.shape[0]):
            if words[k >> 6] >> np.uint64(k & 63) & _ONE:
                power += c.power[k]
        f[9] = power
        f[10] = c.log1p[_union(c.bits[1], m[s], n[s], words)]
        f[4] = np.log1p(_union(c.bits[2], m[s], n[s], words))
        f[5] = np.log1p(_union(c.bits[3], m[s], n[s], words))
        v[s, 0], v[s, 1] = s, c.heat[mask]
        v[1 - s, 25] = np.log1p(_union(c.bits[4], m[s], n[s], words))
    for s in range(2):
        v[s, 6] = cinc[s] / max(cinc[0] + cinc[1], 1e-9)
        # pairs of own and opp from place 2, the share between them
        for j in range(2):
            v[s, 2 + j], v[s, 4 + j] = size[s if j == 0 else 1 - s, 0], size[s if j == 0 else 1 - s, 1]
            for k in range(2, 11):
                v[s, 7 + 2 * (k - 2) + j] = size[s if j == 0 else 1 - s, k]
        for k in range(9):
            most = np.float32(20000) if k == 1 else np.float32(0)
            for i in range(n[s]):
                for j in range(n[1 - s]):
                    value = c.cross[k, m[s, i], m[1 - s, j]]
                    most = min(most, value) if k == 1 else max(most, value)
            if k == 1:
                v[s, 26 + k] = np.log1p(most / np.float32(100))
            else:
                v[s, 26 + k] = np.log1p(np.float64(most)) if k == 8 else most
    return cinc


@njit(cache=True)
def shared(c, m, n, found):
    """(2 kinds, 2, K): past disputes and wars in which each state stood with side s against the other, fading."""
    slots = c.past_first.shape[0] - 1
    on, halves = np.zeros(slots, np.uint8), np.zeros((2, *found.shape), np.float32)
    for i in range(n[1]):
        for k in range(c.of_first[m[1, i]], c.of_first[m[1, i] + 1]):
            on[c.of_past[k]] = 1
    for i in range(n[0]):
        for k in range(c.of_first[m[0, i]], c.of_first[m[0, i] + 1]):
            slot = c.of_past[k]
            if on[slot ^ 1] & 1 and not on[slot] & 2:
                on[slot] |= 2
                kind = 1 if slot >= 2 * c.wars_from else 0
                for s in range(2):
                    one = slot if s == 0 else slot ^ 1
                    for j in range(c.past_first[one], c.past_first[one + 1]):
                        halves[one & 1, kind, s, c.past_state[j]] += c.past_value[j]
    found[:] = halves[0] + halves[1]


@njit(cache=True)
def row_figures(c, m, n, cinc, far, shared, rows):
    """(2, `BY_ROW`, C) of the coalitions as they stand."""
    who = c.who
    for s in range(2):
        for what in range(2):
            for r in range(who.shape[0]):
                rows[s, 2 * what, r] = shared[what, s, who[r]]
                rows[s, 2 * what + 1, r] = shared[what, 1 - s, who[r]]
        others = shared[0, s].copy()
        for t in range(2):
            for i in range(n[t]):
                others[m[t, i]] = 0
        total = others.sum()
        own, both = np.float32(cinc[s]), np.float32(cinc[0] + cinc[1])
        rows[s, 4, :] = np.log1p(total)
        for r in range(who.shape[0]):
            if others[who[r]] != 0:
                rows[s, 4, r] = np.log1p(total - others[who[r]])
            rows[s, 5, r] = max(far[1 - s, r] - c.reach[r], np.float32(0))
            power = c.power[who[r]]
            rows[s, 6, r] = (own + power) / max(both + power, np.float32(1e-9))
