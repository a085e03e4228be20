"""The rounds of joining, compiled: many draws of one situation, with numbers that are counted, not drawn in turn.

Chance comes from `uniform`, a hash of (seed, draw, state, round): two worlds that share these share their luck. The
rule of the rounds stands in `simulate`; `slow` is the same in plain Python.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from casus.odds.joining import MOST
from casus.odds.kernel import empty_memo, log_odds

#: So many coalitions are kept with what they make of each state's odds (a factor); others are worked out each time.
KEPT = 1 << 14
_SLOTS = np.uint64(4 * KEPT - 1)
_M1, _M2, _G = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB), np.uint64(0x9E3779B97F4A7C15)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_ROUNDS = np.uint64(64)


@njit(cache=True, inline="always")
def mix(x):
    """SplitMix64's finaliser (Steele, Lea & Flood 2014)."""
    x = (x ^ (x >> _S30)) * _M1
    x = (x ^ (x >> _S27)) * _M2
    return x ^ (x >> _S31)


@njit(cache=True, inline="always")
def uniform(seed, draw, state, turn):
    """In [0, 1), from four counters, two by two."""
    x = mix(np.uint64(seed) * _G + np.uint64(draw) + _G)
    x = mix(x ^ (np.uint64(state) * _ROUNDS + np.uint64(turn)) * _G)
    return np.float64(x >> _S11) * 2.0**-53


@njit(cache=True, nogil=True)
def run(seed, start, rounds, share, numbers, z0, off, first, t, f, c, base, out, faced, key):
    """Who joined in each draw: ``out`` (draws, C), 0 nobody, 1 ``by``, 2 ``on``; returns how many coalitions were met.

    ``z0`` (2, C): log odds of the first round, ``off`` (bags, 2, C): how each bag's differ; ``first``: the chances of
    the first round. ``faced`` (bags, 2, C): the sum over draws of the chances that were faced later; ``key``: the
    coalition. ``start``: the number of the first draw.
    """
    size, bags, draws = numbers.shape[0], off.shape[0], out.shape[0]
    slots, keys = np.full(np.int64(_SLOTS) + 1, -1, np.int64), np.empty(KEPT, np.uint64)
    wide = z0.shape[1]
    memo, scratch, z, met = np.empty((KEPT, 2, size)), np.empty((2, size)), np.empty((2, wide)), 0
    x, trees = np.empty((2, f.kind.shape[0], wide), np.uint8), empty_memo(t, wide)
    most, held, odds0 = np.empty((2, size)), np.empty((2, size)), np.exp(z0[:, :size] + off)
    for place in range(draws):
        draw = start + place
        bag, joined, mark, new = draw % bags, out[place], np.uint64(0), 0
        for i in range(size):
            u = uniform(seed, draw, numbers[i], 1)
            by, on = first[bag, 0, i], first[bag, 1, i]
            if u < on or u >= 1 - by:
                joined[i] = 2 if u < on else 1
                mark ^= mix(np.uint64(numbers[i]) * _ROUNDS + np.uint64(joined[i]))
                new += 1
        turn = 1
        while new and turn < rounds:
            if turn == 1:
                most[:], held[:] = 1, odds0[bag] / (1 + odds0[bag])
            turn, new = turn + 1, 0
            slot = mark & _SLOTS
            while slots[slot] >= 0 and keys[slots[slot]] != mark:
                slot = (slot + np.uint64(1)) & _SLOTS
            if slots[slot] >= 0:
                more = memo[slots[slot]]
            else:
                more = memo[met] if met < KEPT else scratch
                log_odds(t, f, c, joined, z0, base, trees, x, z)
                for s in range(2):
                    for i in range(size):
                        more[s, i] = np.exp(z[s, i] - z0[s, i])
                if met < KEPT:
                    slots[slot], keys[met] = met, mark
                met += 1
            for i in range(size):
                if joined[i] or (more[0, i] <= most[0, i] and more[1, i] <= most[1, i]):
                    continue
                left = share / (1 - min(held[0, i] + held[1, i], MOST))
                by = on = 0.0
                if more[0, i] > most[0, i]:
                    odds = odds0[bag, 0, i] * more[0, i]
                    chance = odds / (1 + odds)
                    by, most[0, i], held[0, i] = left * (chance - held[0, i]), more[0, i], chance
                if more[1, i] > most[1, i]:
                    odds = odds0[bag, 1, i] * more[1, i]
                    chance = odds / (1 + odds)
                    on, most[1, i], held[1, i] = left * (chance - held[1, i]), more[1, i], chance
                if by + on > MOST:
                    by, on = by * MOST / (by + on), on * MOST / (by + on)
                faced[bag, 0, i] += by
                faced[bag, 1, i] += on
                u = uniform(seed, draw, numbers[i], turn)
                if u < on or u >= 1 - by:
                    joined[i] = -2 if u < on else -1
                    new += 1
            if new:
                for i in range(size):
                    if joined[i] < 0:
                        joined[i] = -joined[i]
                        mark ^= mix(np.uint64(numbers[i]) * _ROUNDS + np.uint64(joined[i]))
        key[place] = mark
    return met
