"""Every attacker and target of a day at once: the same answers as ``evaluate``, from compiled arrays.

The attack of each pair is what ``casus what-if`` supposes when nothing else is said: the attacker began it, a state of
war follows, help is asked for, home territory is struck. Then every step of a clause is a constant or hangs on one of
the three states alone, so that a verdict is the least of a few numbers. A test holds this against ``evaluate``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from casus import places, states
from casus.treaties.compiled import NO, YES, Compiled, Compiler, Flags, Values, turning_days
from casus.treaties.evaluate import List, alive
from casus.treaties.model import HELP, Treaty

LISTS: tuple[List, ...] = tuple(name for name in get_args(List) if name != "free")
_BIT: dict[List, int] = {name: 1 << i for i, name in enumerate(LISTS)}
_HELP = _BIT["bound"] | _BIT["open"]

Cube = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Answers:
    """One day. ``bits[a, t, d]`` says in which of `LISTS` (bit i: the i-th) debtor ``d`` stands if ``a`` attacks ``t``.

    Indices are places in ``states``, the ids of the states that exist on the day.
    """

    day: date
    states: tuple[str, ...]
    bits: Cube

    def lists(self, attacker: str, target: str) -> set[tuple[str, List]]:
        """Debtors and where they stand, for one pair."""
        row = self.bits[self.states.index(attacker), self.states.index(target)]
        return {(self.states[d], name) for d in np.flatnonzero(row) for name in LISTS if row[d] & _BIT[name]}

    def columns(self, lists: Sequence[List] = LISTS) -> dict[str, npt.NDArray[Any]]:
        """Rows (attacker, target, debtor: places in ``states``; list: place in `LISTS`) as four arrays of uint8."""
        wanted = self.bits & np.uint8(sum(_BIT[name] for name in lists))
        attacker, target, debtor = (axis.astype(np.uint8) for axis in np.nonzero(wanted))
        found = wanted[attacker, target, debtor]
        parts = [(np.flatnonzero(found & _BIT[name]), i) for i, name in enumerate(LISTS)]
        rows = np.concatenate([where for where, _ in parts])
        listed = np.concatenate([np.full(len(where), i, np.uint8) for where, i in parts])
        order = np.argsort(rows, kind="stable")
        rows, listed = rows[order], listed[order]
        return {"attacker": attacker[rows], "target": target[rows], "debtor": debtor[rows], "list": listed}


@dataclass(slots=True)
class Sweep:
    """Treaties compiled for many days. Compiled clauses are kept for as long as nothing about their treaty changes."""

    treaties: Sequence[Treaty]
    ids: tuple[str, ...] = field(init=False)
    _compiler: Compiler = field(init=False)
    _turns: list[list[date]] = field(init=False)
    _kept: dict[tuple[int, int], list[Compiled]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.treaties = tuple(self.treaties)
        self.ids = tuple(state.id for state in states.all_states())
        self._compiler = Compiler(self.ids)
        zones = places.turning_days()
        self._turns = [sorted({*turning_days(treaty), *zones}) for treaty in self.treaties]

    def on(self, day: date) -> Answers:
        """All pairs of the states that exist on the day."""
        exists = np.array([states.get(state).exists(day) for state in self.ids])
        size = len(self.ids)
        cube: Cube = np.zeros((size, size, size), np.uint8)
        towards_target = np.zeros((size, size, size), bool)
        towards_attacker = np.zeros((size, size, size), bool)
        later: list[Compiled] = []
        for clause in self._clauses(day):
            if clause.clause.kind == "no-hostile-pact":
                later.append(clause)
            elif clause.creditor_is == "attacker":
                _apply_to_attacker(clause, cube, towards_attacker)
            elif clause.clause.kind == "non-aggression":
                _apply_own_act(clause, cube)
            elif clause.creditor_is == "any":
                _apply_anywhere(clause, cube, exists, towards_target, towards_attacker)
            else:
                _apply_to_target(clause, cube, towards_target)
        for clause in later:
            _apply_pact(clause, cube, towards_target, towards_attacker)
        here = np.flatnonzero(exists)
        inside = cube[np.ix_(here, here, here)]
        inside[np.arange(len(here)), np.arange(len(here))] = 0
        return Answers(day, tuple(self.ids[i] for i in here), inside)

    def _clauses(self, day: date) -> Iterator[Compiled]:
        for number, treaty in enumerate(self.treaties):
            if alive(treaty, day):
                key = number, bisect_right(self._turns[number], day)
                if key not in self._kept:
                    self._kept[key] = list(self._compiler.compile(treaty, day))
                yield from self._kept[key]


def _bits(clause: Compiled, value: Values) -> Cube:
    """0, 1, 2 → the bit of the list; what is not in force yet comes to "not-yet" where it would have bitten."""
    if not clause.in_force:
        return np.where(value == NO, 0, _BIT["not-yet"]).astype(np.uint8)
    return np.array([0, _BIT["open"], _BIT[clause.listed]], np.uint8)[value]


def _apply_to_target(clause: Compiled, cube: Cube, called: Flags) -> None:
    """The creditor is the one attacked."""
    d, t = clause.debtors, clause.creditors
    if not len(d) or not len(t):
        return
    a = np.arange(cube.shape[0])
    value = np.minimum(clause.target[t][None, :, None], clause.pair[np.ix_(d, t)].T[None, :, :])
    value = np.minimum(value, clause.by[d].T[:, None, :])
    value[:, t[:, None] == d[None, :]] = NO
    value[(a[:, None] == d[None, :])[:, None, :].repeat(len(t), 1)] = NO
    bits = _bits(clause, value)
    cube[np.ix_(a, t, d)] |= bits
    if clause.clause.kind in HELP:
        called[np.ix_(a, t, d)] |= (bits & _HELP) > 0


def _apply_to_attacker(clause: Compiled, cube: Cube, called: Flags) -> None:
    """The creditor is the attacker: a promise for any war."""
    d, c = clause.debtors, clause.creditors
    for attacker in c:
        value = np.minimum(clause.by_itself[d, attacker], clause.pair[d, attacker])
        value = np.where(d == attacker, NO, value)
        targets = np.where(np.arange(cube.shape[0])[:, None] == d[None, :], NO, value[None, :]).astype(np.int8)
        if clause.clause.trigger and clause.clause.trigger.area:
            targets = np.minimum(targets, clause.target[attacker])
        bits = _bits(clause, targets)
        cube[attacker][:, d] |= bits
        if clause.clause.kind in HELP:
            called[attacker][:, d] |= (bits & _HELP) > 0


def _apply_own_act(clause: Compiled, cube: Cube) -> None:
    """A promise not to attack: the debtor is the attacker."""
    d, t = clause.debtors, clause.creditors
    if not len(d) or not len(t):
        return
    own = clause.by[d, d]
    value = np.minimum(np.minimum(own[:, None], clause.pair[np.ix_(d, t)]), clause.target[t][None, :])
    value[d[:, None] == t[None, :]] = NO
    cube[d[:, None], t[None, :], d[:, None]] |= _bits(clause, value)


def _apply_anywhere(clause: Compiled, cube: Cube, exists: Flags, to_target: Flags, to_attacker: Flags) -> None:
    """The creditor is every other party, whoever is attacked."""
    d = clause.debtors
    a = np.arange(cube.shape[0])
    targets = np.flatnonzero(clause.target > NO)
    targets = targets[exists[targets]]
    helps = clause.clause.kind in HELP
    for creditor in clause.creditors:
        by = clause.by[d].T.copy()
        by[creditor] = clause.by_itself[d, creditor]
        value = np.minimum(clause.pair[d, creditor][None, None, :], by[:, None, :])
        value = np.minimum(value, clause.target[targets][None, :, None])
        value[:, :, d == creditor] = NO
        if not clause.debtor_may_attack:
            value[(a[:, None] == d[None, :])[:, None, :].repeat(len(targets), 1)] = NO
        bits = _bits(clause, value)
        cube[np.ix_(a, targets, d)] |= bits
        if helps:
            for t in np.flatnonzero(targets == creditor):
                to_target[np.ix_(a, [creditor], d)] |= (bits[:, t : t + 1] & _HELP) > 0
            to_attacker[np.ix_([creditor], targets, d)] |= (bits[creditor][None] & _HELP) > 0


def _apply_pact(clause: Compiled, cube: Cube, to_target: Flags, to_attacker: Flags) -> None:
    """A promise to join no coalition bites on the other side, and on those whom another promise calls to it."""
    every = np.arange(cube.shape[0])
    for c in clause.creditors:
        for d in clause.debtors[clause.debtors != c]:
            base = min(clause.pair[d, c], YES)
            if clause.creditor_is == "attacker":
                against = (every == d) | to_target[c, :, d]
                value = np.where(against, np.minimum(base, clause.by_itself[d, c]), NO).astype(np.int8)
                if clause.clause.trigger and clause.clause.trigger.area:
                    value = np.minimum(value, clause.target[c])
                cube[c, :, d] |= _bits(clause, value)
            else:
                against = (every == d) | to_attacker[:, c, d]
                value = np.where(against, np.minimum(np.minimum(base, clause.by[d]), clause.target[c]), NO)
                cube[:, c, d] |= _bits(clause, value.astype(np.int8))
