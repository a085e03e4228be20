"""What the treaties said on a day: promises between all pairs, and what the engine finds for one conflict.

Two tables, both built by the treaty engine and packaged by ``data/odds.py``:

- *promises*: from when until when who owed whom what, whichever clause and treaty: for what stands between any two;
- *findings*: of each past conflict, put to `evaluate` as it stood on the day before, what each state that is not an
  original owed to whom: set off, or open.

An end that is still to come is not seen: a day is inside a spell or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from casus import states
from casus.errors import UnknownState
from casus.events import Act, Attack
from casus.odds.conflicts import Conflict
from casus.odds.spells import FOREVER, Floats, number
from casus.treaties.compiled import turning_days
from casus.treaties.evaluate import Finding, evaluate
from casus.treaties.model import Clause, Treaty
from casus.treaties.steps import alive
from casus.treaties.vocabulary import HELP
from casus.world import World
from casus.world.codes import by_cow

#: What is owed, in the words of the matrices.
OWED: Final = ("defence", "offence", "neutral", "no-attack", "consult", "pledge")
#: Sets off and open, by what is owed: the columns of a finding.
FOUND: Final = ("defence", "defence-open", "offence", "offence-open", "neutral", "consult", "qualified", "few")


class Promise(NamedTuple):
    """``debtor`` owed ``creditor`` (COW numbers) something on the days [start, until), in treaties of ``parties``."""

    debtor: int
    creditor: int
    owed: int
    start: int
    until: int
    parties: int


class Found(NamedTuple):
    """What the engine found for one debtor and creditor of a conflict: bits, by the places in `FOUND`."""

    conflict: str
    debtor: int
    creditor: int
    bits: int


def owed_by(clause: Clause) -> str | None:
    """Which of `OWED` a clause is."""
    if clause.duty == "may" or clause.kind in ("permission", "bases", "status"):
        return None
    if clause.kind == "pledge" or clause.duty == "pledges":
        return "pledge"
    if clause.kind in HELP:
        return "offence" if clause.to == "party-at-war" else "defence"
    if clause.kind in ("neutrality", "no-aid-to-aggressor", "no-hostile-pact"):
        return "neutral"
    return {"non-aggression": "no-attack", "consult": "consult"}.get(clause.kind)


def promises(treaties: Iterable[Treaty]) -> list[Promise]:
    """All promises between states of COW's system; the UN Charter and its like, which bind all alike, are left out."""
    spells: dict[tuple[int, int, int, int], list[tuple[int, int]]] = {}
    for treaty in treaties:
        if not treaty.above and treaty.binds == "legal":
            for key, spans in _promised(treaty).items():
                spells.setdefault(key, []).extend(spans)
    rows = [
        Promise(debtor, creditor, owed, first, last, size)
        for (debtor, creditor, owed, size), spans in spells.items()
        for first, last in _joined(spans)
    ]
    return sorted(rows)


@cache
def _promised(treaty: Treaty) -> dict[tuple[int, int, int, int], list[tuple[int, int]]]:
    """(debtor, creditor, place in `OWED`, parties) → spells, of one treaty."""
    spells: dict[tuple[int, int, int, int], list[tuple[int, int]]] = {}
    days = sorted(set(turning_days(treaty)))
    for start, until in zip(days, [*days[1:], None], strict=True):
        if not treaty.in_force(start):
            continue
        members = treaty.parties(start)
        for clause in treaty.clause:
            owed = owed_by(clause)
            if owed is None or not clause.covers(start):
                continue
            debtors = members if clause.owes == "every-other-party" else tuple(clause.owes)
            creditors = members if isinstance(clause.to, str) else tuple(clause.to)
            span = number(start), number(until) if until else FOREVER
            size = min(len(members), 99)
            for debtor in numbers(debtors, start):
                for creditor in numbers(creditors, start):
                    if debtor != creditor:
                        spells.setdefault((debtor, creditor, OWED.index(owed), size), []).append(span)
    return {key: _joined(spans) for key, spans in spells.items()}


@dataclass(frozen=True, slots=True)
class Promises:
    """Promises as columns, ready to be laid out for any day."""

    table: npt.NDArray[np.int64]
    place: dict[int, int]

    @classmethod
    def of(cls, rows: Sequence[Promise], place: dict[int, int]) -> Promises:
        """From rows; those of states without a place are left out."""
        kept = [(place[r.debtor], place[r.creditor], *r[2:]) for r in rows if r.debtor in place and r.creditor in place]
        return cls(np.array(kept, np.int64).reshape(-1, 6), place)

    def on(self, day: date, size: int) -> dict[str, Floats]:
        """(K, K) matrices, row: debtor, column: creditor: 1 where owed; ``new``: help promised within five years."""
        today = number(day)
        now = self.table[(self.table[:, 3] <= today) & (today < self.table[:, 4])]
        found = {f"owes-{owed}": np.zeros((size, size), np.float32) for owed in OWED}
        for i, owed in enumerate(OWED):
            rows = now[now[:, 2] == i]
            found[f"owes-{owed}"][rows[:, 0], rows[:, 1]] = 1
        help_ = now[now[:, 2] <= 1]
        fresh, few = np.zeros((size, size), np.float32), np.zeros((size, size), np.float32)
        young = help_[help_[:, 3] > today - 1826]
        fresh[young[:, 0], young[:, 1]] = 1
        small = help_[help_[:, 5] <= 4]
        few[small[:, 0], small[:, 1]] = 1
        return found | {"owes-new": fresh, "owes-few": few}


def attack_of(conflict: Conflict, act: Act = "armed-attack") -> Attack:
    """The conflict as one attack, as it stood on the day before: as in `treaties.called`, a state of war supposed."""
    day = conflict.day_before
    return Attack(
        day=day,
        by=frozenset(_ids(conflict.a, conflict.onset)),
        on=frozenset(_ids(conflict.b, conflict.onset)),
        act=act,
        hits="territory" if conflict.at_home else None,
        place="home" if conflict.at_home else None,
        begun_by=frozenset(_ids(conflict.began_by or conflict.a, conflict.onset)),
        state_of_war=True,
        requested=True,
    )


def findings(treaties: Sequence[Treaty], conflict: Conflict) -> list[Found]:
    """What `evaluate` finds for each state that is no original, towards each original."""
    attack = attack_of(conflict)
    standing = [treaty for treaty in treaties if not treaty.above and alive(treaty, attack.day)]
    return told(evaluate(standing, attack, World.on(attack.day)), attack, conflict.id, conflict.onset)


def told(findings: Iterable[Finding], attack: Attack, conflict: str = "", onset: date | None = None) -> list[Found]:
    """What the engine found for those who do not fight yet, towards those who do: as `lay` wants it.

    ``onset``: the day of the originals' numbers, if not the attack's (some enter the system on their first day).
    """
    bits: dict[tuple[int, int], int] = {}
    for finding in findings:
        if finding.debtor in attack.states or finding.creditor not in attack.states:
            continue
        value = 0
        for word in words_of(finding, attack.day):
            value |= 1 << FOUND.index(word)
        pair = [*numbers((finding.debtor,), attack.day), *numbers((finding.creditor,), onset or attack.day)]
        if value and len(pair) == 2:
            bits[pair[0], pair[1]] = bits.get((pair[0], pair[1]), 0) | value
    return [Found(conflict, *pair, value) for pair, value in sorted(bits.items())]


def words_of(finding: Finding, day: date) -> Iterator[str]:
    """Which of `FOUND` a finding is."""
    owed = owed_by(finding.clause)
    if finding.verdict == "not-triggered" or finding.list in ("not-yet", "free", "may"):
        return
    still = finding.verdict == "open"
    if owed in ("defence", "offence"):
        yield f"{owed}-open" if still else owed
        if finding.clause.qualifiers or finding.clause.duty != "shall":
            yield "qualified"
        if len(finding.treaty.parties(day)) <= 4:
            yield "few"
    elif owed in ("neutral", "consult"):
        yield owed


def lay(found: Iterable[Found], place: dict[int, int]) -> dict[str, Floats]:
    """Findings of one conflict as (K, K) matrices, debtor by creditor, one for each of `FOUND`."""
    size = len(place)
    laid = {f"found-{word}": np.zeros((size, size), np.float32) for word in FOUND}
    for row in found:
        if row.debtor in place and row.creditor in place:
            for i, word in enumerate(FOUND):
                if row.bits >> i & 1:
                    laid[f"found-{word}"][place[row.debtor], place[row.creditor]] = 1
    return laid


def _ids(numbers: Iterable[int], day: date) -> Iterator[str]:
    for cow in numbers:
        found = by_cow(cow, day)
        if found is not None:
            yield found


def numbers(ids: Iterable[str], day: date) -> list[int]:
    """COW numbers of the states, in their order; those outside the system, and non-state forces, are left out."""
    found = []
    for one in ids:
        try:
            cow = states.get(one).cow_number(day)
        except UnknownState:
            cow = None
        if cow is not None:
            found.append(cow)
    return found


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
