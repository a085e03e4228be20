"""Clauses as arrays over all states: what hangs on the attacker, the target, and on debtor and creditor together.

Each number is 0 (no), 1 (not known) or 2 (yes); a verdict is the least of those that concern it. Compiled for the
attack that ``casus what-if`` supposes where nothing else is said, and good until something about the treaty changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from casus.events import Attack, suppose
from casus.treaties.evaluate import List, list_when_triggered
from casus.treaties.facts import DISPUTED_STATEHOOD, FACTS
from casus.treaties.model import Clause, Requires, Treaty, Unless, covers
from casus.treaties.steps import in_area, reading_day
from casus.treaties.vocabulary import WhoseAct

NO, UNKNOWN, YES = 0, 1, 2
Values = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A clause between two days on which nothing about it changes; all indices are places in ``Compiler.ids``.

    ``creditor_is``: whether the creditor is the ``target``, the ``attacker``, or ``any`` other party. ``pair[d, c]``
    holds what hangs on debtor and creditor (suspensions), ``by[d, a]`` what hangs on debtor and attacker,
    ``by_itself`` the same where the attacker is the creditor.
    """

    clause: Clause
    creditor_is: str
    in_force: bool
    debtors: npt.NDArray[np.intp]
    creditors: npt.NDArray[np.intp]
    by: Values
    by_itself: Values
    target: Values
    pair: Values
    listed: List
    attackers_too: bool


class Compiler:
    """Turns clauses into arrays over ``ids``, the ids of all states that a sweep may meet."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = tuple(ids)
        self._place = {state: i for i, state in enumerate(self.ids)}

    def compile(self, treaty: Treaty, day: date) -> Iterator[Compiled]:
        """The treaty's clauses as they stand on the day."""
        read_on = reading_day(treaty, day)
        members = treaty.parties(read_on)
        for clause in treaty.clause:
            if clause.trigger is None or not clause.covers(read_on):
                continue
            for creditor_is in _creditors_are(clause):
                yield self._clause(treaty, clause, creditor_is, members, day, read_on)

    def _clause(
        self, treaty: Treaty, clause: Clause, creditor_is: str, members: tuple[str, ...], day: date, read_on: date
    ) -> Compiled:
        assert clause.trigger is not None
        trigger, size = clause.trigger, len(self.ids)
        left = {p.state for p in treaty.party}.difference(members)
        debtors = members if clause.owes == "every-other-party" else tuple(d for d in clause.owes if d not in left)
        anybody = clause.to == "any-state"
        parties = members if isinstance(clause.to, str) else tuple(c for c in clause.to if c not in left)
        creditors = self.ids if anybody else parties
        # what hangs on nothing but the clause
        probe = suppose(day, frozenset({"?"}), frozenset({"!"})).attack
        constant = YES if probe.amounts_to(trigger.act) else NO
        if treaty.binds == "disputed":
            constant = min(constant, UNKNOWN)
        itself = self._by(treaty, clause, members, day, creditor_attacks=True)
        other = itself if creditor_is == "attacker" else self._by(treaty, clause, members, day, creditor_attacks=False)
        # the place that is struck: the target's home; and whom the creditor fights, where it attacks
        target = np.full(size, YES, np.int8)
        if trigger.area:
            for i, state in enumerate(self.ids):
                if creditor_is != "target" or state in creditors:
                    target[i] = self._area(clause, state, day, members)
        if trigger.against is not None and creditor_is == "attacker":
            target = np.minimum(target, np.where(self._mask(trigger.against), YES, NO)).astype(np.int8)
        return Compiled(
            clause,
            creditor_is,
            treaty.in_force(day),
            np.array([self._place[d] for d in debtors if d in self._place], np.intp),
            np.array([self._place[c] for c in creditors if c in self._place], np.intp),
            np.minimum(other, np.int8(constant)),
            np.minimum(itself, np.int8(constant)),
            target,
            self._bond(treaty, debtors, () if anybody else creditors, day, read_on),
            list_when_triggered(treaty, clause),
            clause.kind == "consult" and creditor_is == "any",
        )

    def _by(
        self, treaty: Treaty, clause: Clause, members: tuple[str, ...], day: date, *, creditor_attacks: bool
    ) -> Values:
        """What hangs on the attacker; a row a debtor, whose own reservations may narrow it."""
        assert clause.trigger is not None
        rows: list[Requires | Unless] = [*clause.trigger.requires, *clause.trigger.unless]
        trigger, value = clause.trigger, np.full((len(self.ids), len(self.ids)), YES, np.int8)
        whose = self._whose(trigger.by, members)
        if trigger.by_except:
            whose = np.minimum(whose, np.where(self._mask(trigger.by_except), NO, YES).astype(np.int8))
        if trigger.by_else == "open":
            whose = np.maximum(whose, np.int8(UNKNOWN))
        if trigger.against is not None and not creditor_attacks:
            whose = np.minimum(whose, np.where(self._mask(trigger.against), YES, NO)).astype(np.int8)
        value[:] = np.minimum(whose, self._conditions(rows, members, creditor_attacks, treaty))
        for own in treaty.reservation:
            if clause.id in own.clause and own.covers(day) and own.state in self._place:
                extra = self._conditions([*own.requires, *own.unless], members, creditor_attacks, treaty)
                row = value[self._place[own.state]]
                np.minimum(row, np.minimum(self._whose(own.by, members), extra), out=row)
        return value

    def _bond(
        self, treaty: Treaty, debtors: Iterable[str], creditors: Iterable[str], day: date, read_on: date
    ) -> Values:
        """What hangs on the two states between whom the promise stands: their membership, and suspensions."""
        size = len(self.ids)
        owing, owed = np.full(size, YES, np.int8), np.full(size, YES, np.int8)
        for value, concerned in ((owing, debtors), (owed, creditors)):
            for state in set(concerned) & set(self._place):
                spell = treaty.membership(state, read_on)
                if spell is not None and spell.status != "bound":
                    value[self._place[state]] = UNKNOWN
        pair = np.minimum.outer(owing, owed)
        for row in treaty.suspension:
            if covers(row.start, row.until, day):
                for debtor, creditor in (row.between, row.between[::-1]):
                    if not {debtor, creditor} <= set(self._place):
                        continue
                    d, c = self._place[debtor], self._place[creditor]
                    if row.owed_by is None or debtor in row.owed_by:
                        pair[d, c] = NO
                    elif row.ask is not None:
                        pair[d, c] = min(pair[d, c], UNKNOWN)
        return pair

    def _mask(self, members: Iterable[str]) -> Flags:
        mask = np.zeros(len(self.ids), bool)
        mask[[self._place[m] for m in members if m in self._place]] = True
        return mask

    def _whose(self, by: WhoseAct, members: tuple[str, ...]) -> Values:
        size = len(self.ids)
        match by:
            case "anyone":
                return np.full(size, YES, np.int8)
            case "state":
                return np.where(self._mask(DISPUTED_STATEHOOD), UNKNOWN, YES).astype(np.int8)
            case "two-or-more-states":
                return np.full(size, NO, np.int8)
            case "not-a-party":
                return np.where(self._mask(members), NO, YES).astype(np.int8)
            case _:
                return np.where(self._mask(by), YES, NO).astype(np.int8)

    def _conditions(
        self, rows: Iterable[Requires | Unless], members: tuple[str, ...], creditor_attacks: bool, treaty: Treaty
    ) -> Values:
        value = np.full(len(self.ids), YES, np.int8)
        for row in rows:
            value = np.minimum(value, self._condition(row, members, creditor_attacks, treaty))
        return value

    def _condition(
        self, row: Requires | Unless, members: tuple[str, ...], creditor_attacks: bool, treaty: Treaty
    ) -> Values:
        """One further condition, by attacker."""
        if row.fact == "attacker-is-party":
            holds: list[bool | None] = [state in members for state in self.ids]
        else:
            attack = Attack(
                date(2000, 1, 1), frozenset({"?"}), frozenset({"!"}), begun_by=frozenset({"?"}), state_of_war=True,
                requested=True,
            )  # fmt: skip
            creditor = "?" if creditor_attacks else "!"
            holds = [FACTS[row.fact].holds(attack, treaty, creditor)] * len(self.ids)
        if isinstance(row, Requires):
            goes_on, otherwise = holds, row.otherwise
        else:
            goes_on, otherwise = [None if h is None else not h for h in holds], row.then
        stop = UNKNOWN if otherwise == "open" else NO
        return np.array([UNKNOWN if g is None else YES if g else stop for g in goes_on], np.int8)

    def _area(self, clause: Clause, state: str, day: date, members: tuple[str, ...]) -> int:
        """Does a blow at the home of ``state`` fall where the clause applies?"""
        assert clause.trigger is not None
        attack = suppose(day, frozenset({"?"}), frozenset({state})).attack
        answers = [(in_area(row, state, attack, members), row) for row in clause.trigger.area]
        if any(answer is True and row.ask is None for answer, row in answers):
            return YES
        return UNKNOWN if any(answer is not False for answer, _ in answers) else NO


def _creditors_are(clause: Clause) -> tuple[str, ...]:
    if clause.kind in ("non-aggression",):
        return ("target",)
    if clause.kind == "no-hostile-pact" or clause.to == "party-at-war":
        return ("target", "attacker")
    return ("any",) if clause.to == "every-other-party" else ("target",)


def turning_days(treaty: Treaty) -> Iterator[date]:
    """Days on which something about the treaty changes."""
    rows: list[Any] = [*treaty.force, *treaty.party, *treaty.clause, *treaty.reservation, *treaty.suspension]
    rows += [area for clause in treaty.clause if clause.trigger for area in clause.trigger.area]
    for row in rows:
        yield from (day for day in (row.start, row.until) if day is not None)
    if treaty.signed is not None:
        yield treaty.signed
