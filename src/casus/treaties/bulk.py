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
from casus.treaties.evaluate import List
from casus.treaties.model import Treaty
from casus.treaties.steps import alive
from casus.treaties.vocabulary import HELP

LISTS: tuple[List, ...] = tuple(name for name in get_args(List) if name != "free")
_BIT: dict[List, int] = {name: 1 << i for i, name in enumerate(LISTS)}
_HELP = _BIT["bound"] | _BIT["open"]

Cube = npt.NDArray[np.uint8]
Places = npt.NDArray[np.intp]
#: Places in the flat cube, the bits to set there, and those of the places at which the debtor is called to a side.
Piece = tuple[Places, Cube, Places, Places]


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
        flat, size = self.bits.reshape(-1), len(self.states)
        found = [(np.flatnonzero(flat & np.uint8(_BIT[name])), LISTS.index(name)) for name in lists]
        where = np.concatenate([rows for rows, _ in found])
        dyad, debtor = np.divmod(where, size)
        attacker, target = np.divmod(dyad, size)
        listed = np.concatenate([np.full(len(rows), number, np.uint8) for rows, number in found])
        places = {"attacker": attacker, "target": target, "debtor": debtor}
        return {**{name: axis.astype(np.uint8) for name, axis in places.items()}, "list": listed}


@dataclass(frozen=True, slots=True)
class _Patch:
    """What one treaty adds to the cube of a day: flat places and bits, and where it calls debtors to a side."""

    where: Places
    bits: Cube
    to_target: Places
    to_attacker: Places


@dataclass(slots=True)
class Sweep:
    """Treaties compiled for many days. What is compiled is kept for as long as nothing about its treaty changes.

    ``days``: the days that will be asked for; left out, any may be. The fewer states they know, the smaller the cube.
    """

    treaties: Sequence[Treaty]
    days: Sequence[date] | None = None
    ids: tuple[str, ...] = field(init=False)
    _compiler: Compiler = field(init=False)
    _turns: list[list[date]] = field(init=False)
    _kept: dict[tuple[int, int], tuple[_Patch, list[Compiled]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.treaties = tuple(self.treaties)
        met = [states.all_states(day) for day in self.days] if self.days is not None else [states.all_states()]
        self.ids = tuple(sorted({state.id for there in met for state in there}))
        self._compiler = Compiler(self.ids)
        zones = places.turning_days()
        self._turns = [sorted({*turning_days(treaty), *zones}) for treaty in self.treaties]

    def on(self, day: date) -> Answers:
        """All pairs of the states that exist on the day."""
        here = np.array([i for i, state in enumerate(self.ids) if states.get(state).exists(day)])
        size = len(self.ids)
        cube: Cube = np.zeros(size**3, np.uint8)
        to_target, to_attacker = np.zeros(size**3, bool), np.zeros(size**3, bool)
        pacts: list[Compiled] = []
        for patch, of_treaty in self._patches(day):
            cube[patch.where] |= patch.bits
            to_target[patch.to_target] = True
            to_attacker[patch.to_attacker] = True
            pacts += of_treaty
        shape = (size, size, size)
        for clause in pacts:
            _apply_pact(clause, cube.reshape(shape), to_target.reshape(shape), to_attacker.reshape(shape))
        inside = cube.reshape(shape)[np.ix_(here, here, here)]
        inside[np.arange(len(here)), np.arange(len(here))] = 0
        return Answers(day, tuple(self.ids[i] for i in here), inside)

    def _patches(self, day: date) -> Iterator[tuple[_Patch, list[Compiled]]]:
        for number, treaty in enumerate(self.treaties):
            if alive(treaty, day):
                key = number, bisect_right(self._turns[number], day)
                if key not in self._kept:
                    clauses = list(self._compiler.compile(treaty, day))
                    pacts = [clause for clause in clauses if clause.clause.kind == "no-hostile-pact"]
                    rest = [clause for clause in clauses if clause.clause.kind != "no-hostile-pact"]
                    self._kept[key] = _patch(rest, len(self.ids)), pacts
                yield self._kept[key]


def _patch(clauses: Sequence[Compiled], size: int) -> _Patch:
    """All clauses of one treaty as one patch, each place once."""
    pieces = [piece for clause in clauses for piece in _pieces(clause, size)]
    if not pieces:
        none = np.zeros(0, np.intp)
        return _Patch(none, np.zeros(0, np.uint8), none, none)
    where, bits, to_target, to_attacker = (np.concatenate(parts) for parts in zip(*pieces, strict=True))
    order = np.argsort(where, kind="stable")
    where, bits = where[order], bits[order]
    first = np.flatnonzero(np.concatenate([[True], where[1:] != where[:-1]])) if len(where) else order
    merged = np.bitwise_or.reduceat(bits, first) if len(where) else bits
    return _Patch(where[first], merged, to_target, to_attacker)


def _pieces(clause: Compiled, size: int) -> Iterator[Piece]:
    if clause.creditor_is == "attacker":
        yield from _to_attacker(clause, size)
    elif clause.clause.kind == "non-aggression":
        yield _own_act(clause, size)
    elif clause.creditor_is == "any":
        yield from _anywhere(clause, size)
    else:
        yield _to_target(clause, size)


def _piece(clause: Compiled, a: Any, t: Any, d: Any, value: Values, size: int, side: str = "") -> Piece:
    """Broadcast indices and 0, 1, 2 → flat places and bits, less those where nothing is said."""
    a, t, d = np.broadcast_arrays(a, t, d)
    bits = _bits(clause, value)
    said = bits > 0
    where = ((a * size + t) * size + d)[said]
    bits = bits[said]
    none = where[:0]
    called = where[(bits & _HELP) > 0] if side and clause.clause.kind in HELP else none
    return where, bits, called if side == "target" else none, called if side == "attacker" else none


def _bits(clause: Compiled, value: Values) -> Cube:
    """0, 1, 2 → the bit of the list; what is not in force yet comes to "not-yet" where it would have bitten."""
    if not clause.in_force:
        return np.where(value == NO, 0, _BIT["not-yet"]).astype(np.uint8)
    return np.array([0, _BIT["open"], _BIT[clause.listed]], np.uint8)[value]


def _to_target(clause: Compiled, size: int) -> Piece:
    """The creditor is the one attacked."""
    a, t, d = np.ix_(np.arange(size), clause.creditors, clause.debtors)
    pair = clause.pair[np.ix_(clause.debtors, clause.creditors)].T[None]
    by = clause.by[clause.debtors].T[:, None, :]
    value = np.minimum(np.minimum(by, pair), clause.target[clause.creditors][None, :, None])
    value = np.where((t == d) | (a == d), NO, value).astype(np.int8)
    return _piece(clause, a, t, d, value, size, "target")


def _to_attacker(clause: Compiled, size: int) -> Iterator[Piece]:
    """The creditor is the attacker: a promise for any war."""
    t, d = np.ix_(np.arange(size), clause.debtors)
    for a in clause.creditors:
        value = np.minimum(clause.by_itself[clause.debtors, a], clause.pair[clause.debtors, a])[None, :]
        value = np.minimum(value, clause.target[:, None])
        value = np.where((d == a) | (t == d), NO, value).astype(np.int8)
        yield _piece(clause, a, t, d, value, size, "attacker")


def _own_act(clause: Compiled, size: int) -> Piece:
    """A promise not to attack: the debtor is the attacker."""
    d, t = np.ix_(clause.debtors, clause.creditors)
    own = clause.by[clause.debtors, clause.debtors][:, None]
    value = np.minimum(np.minimum(own, clause.pair[d, t]), clause.target[clause.creditors][None, :])
    return _piece(clause, d, t, d, np.where(d == t, NO, value).astype(np.int8), size)


def _anywhere(clause: Compiled, size: int) -> Iterator[Piece]:
    """The creditor is every other party, whoever is attacked."""
    targets = np.flatnonzero(clause.target > NO)
    a, t, d = np.ix_(np.arange(size), targets, clause.debtors)
    for creditor in clause.creditors:
        by = clause.by[clause.debtors].T.copy()
        by[creditor] = clause.by_itself[clause.debtors, creditor]
        value = np.minimum(by[:, None, :], clause.pair[clause.debtors, creditor][None, None, :])
        value = np.minimum(value, clause.target[targets][None, :, None])
        barred = (d == creditor) | (((a == d) | (a == creditor)) & (not clause.attackers_too))
        value = np.where(barred, NO, value).astype(np.int8)
        yield _piece(clause, a, t, d, value, size)
        for side, on_it in (("target", t == creditor), ("attacker", a == creditor)):
            yield _piece(clause, a, t, d, np.where(on_it, value, NO).astype(np.int8), size, side)


def _apply_pact(clause: Compiled, cube: Cube, to_target: Flags, to_attacker: Flags) -> None:
    """A promise to join no coalition bites on the other side, and on those whom another promise calls to it."""
    every = np.arange(cube.shape[0])
    for c in clause.creditors:
        for d in clause.debtors[clause.debtors != c]:
            base = min(clause.pair[d, c], YES)
            if clause.creditor_is == "attacker":
                against = (every == d) | to_target[c, :, d]
                held = np.minimum(min(base, clause.by_itself[d, c]), clause.target)
                value = np.where(against, held, NO).astype(np.int8)
                cube[c, :, d] |= _bits(clause, value)
            else:
                against = (every == d) | to_attacker[:, c, d]
                value = np.where(against, np.minimum(np.minimum(base, clause.by[d]), clause.target[c]), NO)
                cube[:, c, d] |= _bits(clause, value.astype(np.int8))
