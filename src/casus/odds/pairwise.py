"""Cascades along commitments that are kept with a given chance each: no model, only who called whom.

Commitments are a graph from creditor to debtor: ``first`` (n + 1) and ``to``, ``p`` (edges) as sparse rows by creditor.
A state that is in calls each of its debtors once, in the next round; a debtor comes with the edge's chance. On two
sides, one whom both sides call in the same round stays out of that round, and can be called again by others.

Sixty-four draws go side by side, each a bit of a word: whether an edge is kept in each of them, who is in, who called.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from numba import njit

Array = npt.NDArray[Any]
BITS: Final = 32
_M1, _M2, _G = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB), np.uint64(0x9E3779B97F4A7C15)
_S30, _S27, _S31, _ONE, _NONE = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(1), np.uint64(0)
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_FIVES, _THREES = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
_NIBBLES, _BYTES = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(0x0101010101010101)


def two_sided(first: Array, to: Array, p: Array, a: Array, b: Array, draws: int, seed: int = 0) -> Array:
    """(2, n): how often each state was on side a, and on side b; the same seed gives the same counts."""
    counts: Array = _two_sided(first, to, _limit(p), np.asarray(a), np.asarray(b), draws, np.uint64(seed))
    return counts


def reach(first: Array, to: Array, p: Array, draws: int, seed: int = 0) -> Array:
    """(n, n): how often the cascade that starts at the row's state reaches the column's: one live graph a draw."""
    counts: Array = _reach(first, to, _limit(p), draws, np.uint64(seed))
    return counts


def _limit(p: Array) -> Array:
    """Chances in units of 2^-32."""
    return np.round(np.asarray(p) * 2.0**BITS).astype(np.uint64)


@njit(cache=True, inline="always")
def _kept(base, edge, limit):
    """Bits that are 1 with chance limit / 2^32: those of a uniform number are compared with it, highest first."""
    if limit >> np.uint64(BITS):
        return _ALL
    kept, open_, turn = _NONE, _ALL, np.uint64(edge) * np.uint64(BITS)
    for bit in range(BITS):
        x = base + (turn + np.uint64(bit)) * _G  # SplitMix64
        x = (x ^ (x >> _S30)) * _M1
        x = (x ^ (x >> _S27)) * _M2
        x = x ^ (x >> _S31)
        if limit >> np.uint64(BITS - 1 - bit) & _ONE:
            kept |= open_ & ~x
            open_ &= x
        else:
            open_ &= ~x
        if open_ == 0:
            break
    return kept


@njit(cache=True, inline="always")
def _count(x):
    x = x - ((x >> _ONE) & _FIVES)
    x = (x & _THREES) + ((x >> np.uint64(2)) & _THREES)
    x = (x + (x >> np.uint64(4))) & _NIBBLES
    return np.int64((x * _BYTES) >> np.uint64(56))


@njit(cache=True, inline="always")
def _base(seed, batch):
    x = seed * _M1 + np.uint64(batch + 1) * _M2
    return (x ^ (x >> _S31)) * _M1


@njit(cache=True, inline="always")
def _left(draws, batch):
    """Ones for the draws of a batch."""
    left = draws - 64 * batch
    return _ALL if left >= 64 else (_ONE << np.uint64(left)) - _ONE


@njit(cache=True)
def _two_sided(first, to, limit, a, b, draws, seed):
    n = first.shape[0] - 1
    counts = np.zeros((2, n), np.int64)
    sides, front, called = np.empty((2, n), np.uint64), np.empty((2, n), np.uint64), np.empty((2, n), np.uint64)
    kept, known = np.empty(to.shape[0], np.uint64), np.empty(n, np.bool_)
    for batch in range((draws + 63) // 64):
        base, every = _base(seed, batch), _left(draws, batch)
        sides[:], front[:], known[:] = 0, 0, False
        for one in a:
            sides[0, one] = front[0, one] = every
        for one in b:
            sides[1, one] = front[1, one] = every
        moving = True
        while moving:
            called[:] = 0
            for u in range(n):
                one, other = front[0, u], front[1, u]
                if not (one | other):
                    continue
                if not known[u]:
                    known[u] = True
                    for edge in range(first[u], first[u + 1]):
                        kept[edge] = _kept(base, edge, limit[edge])
                for edge in range(first[u], first[u + 1]):
                    called[0, to[edge]] |= one & kept[edge]
                    called[1, to[edge]] |= other & kept[edge]
            moving = False
            for v in range(n):
                free = ~(sides[0, v] | sides[1, v])
                front[0, v] = called[0, v] & ~called[1, v] & free
                front[1, v] = called[1, v] & ~called[0, v] & free
                sides[0, v] |= front[0, v]
                sides[1, v] |= front[1, v]
                moving |= (front[0, v] | front[1, v]) != 0
        for s in range(2):
            for v in range(n):
                counts[s, v] += _count(sides[s, v])
    return counts


@njit(cache=True)
def _reach(first, to, limit, draws, seed):
    n = first.shape[0] - 1
    counts, sets = np.zeros((n, n), np.int64), np.empty((n, n), np.uint64)
    for batch in range((draws + 63) // 64):
        base, every = _base(seed, batch), _left(draws, batch)
        sets[:] = 0
        for u in range(n):
            sets[u, u] = every
            for edge in range(first[u], first[u + 1]):
                sets[u, to[edge]] |= _kept(base, edge, limit[edge]) & every
        for k in range(n):  # Warshall 1962
            through = sets[k]
            for i in range(n):
                by = sets[i, k]
                if by and i != k:
                    row = sets[i]
                    for j in range(n):
                        row[j] |= by & through[j]
        for i in range(n):
            for j in range(n):
                counts[i, j] += _count(sets[i, j])
    return counts
