"""Is a duty to fight honoured? Each alliance that a war called upon, with the odds that a called member came.

A case is one alliance in one war whose duty to help (ATOP's defense or offense) was set off on the first day, or is
open (`casus.treaties.called`), towards a side, for members that do not fight already: where a called member stands on
either side from the first day nothing is left to forecast. Honoured: a called member later fights on the side to which
it was called, by COW. Help short of that, and promises kept by staying out, do not count here; codings by others, which
score alliances, count them.

The chance is that of any called member joining, by the odds of the war, with a shift of the log odds that is learned
from the cases of earlier decades.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from casus import states
from casus.errors import UnknownState
from casus.odds import score
from casus.odds.backtest import FIRST, Backtest
from casus.odds.conflicts import Conflict, Side, wars
from casus.odds.joining import Reals, probability
from casus.treaties.called import Called, called
from casus.treaties.model import Treaty

ERAS: Final = (1945,)
#: How firmly the shift is held at 0: as by this many cases' worth of curvature.
HOLD: Final = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """An alliance called upon; ``called``: its free members (COW numbers), and to which side they were called."""

    conflict: Conflict
    treaty: str
    open: bool
    called: dict[int, Side]

    @property
    def came(self) -> tuple[int, ...]:
        """Those who came, on the side to which they were called."""
        return tuple(one.state for one in self.conflict.joiners if self.called.get(one.state) == one.side)


def cases(treaties: Iterable[Treaty]) -> list[Case]:
    """Every alliance whose duty to fight was set off, or is open, on the first day of a war."""
    by_id = {war.id: war for war in wars()}
    every = (_case(row, by_id[f"war-{row.war.number}"]) for row in called(tuple(treaties)))
    return [case for case in every if case is not None]


def _case(row: Called, conflict: Conflict) -> Case | None:
    side: dict[str, Side] = {}
    side.update(dict.fromkeys(row.attack.by, "a"))
    side.update(dict.fromkeys(row.attack.on, "b"))
    wanted: dict[int, set[Side]] = {}
    for call in row.calls(("defense", "offense")):
        number = _number(call.debtor, conflict)
        if call.debtor not in side and call.creditor in side and number is not None:
            wanted.setdefault(number, set()).add(side[call.creditor])
    free = {state: next(iter(to)) for state, to in wanted.items() if len(to) == 1}
    return Case(conflict, row.treaty.id, row.outcome(("defense", "offense")) == "open", free) if free else None


def _number(state: str, conflict: Conflict) -> int | None:
    try:
        return states.get(state).cow_number(conflict.day_before)
    except UnknownState:
        return None


@dataclass(frozen=True)
class Honour:
    """Forecasts (cases,) of cases since 1900, and the rate of the era as it was known from earlier cases."""

    cases: tuple[Case, ...]
    p: Reals
    era: Reals

    @property
    def honoured(self) -> Reals:
        """(cases,): 1 where a called member came."""
        return np.array([float(bool(case.came)) for case in self.cases])

    def as_json(self) -> dict[str, Any]:
        """Scores of all cases, and of those that are not open; beside them those of the era's rate."""
        every = np.ones(len(self.cases), bool)
        sure = np.array([not case.open for case in self.cases])
        return {"all": self._told(every), "set_off": self._told(sure)}

    def _told(self, here: np.ndarray[Any, Any]) -> dict[str, Any]:
        y = self.honoured[here]
        told: dict[str, Any] = {"cases": int(here.sum()), "honoured": int(y.sum())}
        for name, p in (("ours", self.p[here]), ("era", self.era[here])):
            told[name] = {"auc": score.auc(p, y), "brier": float(((p - y) ** 2).mean()), "predicted": float(p.sum())}
        return told


def backtest(tested: Backtest, every: Sequence[Case]) -> Honour:
    """Each case since 1900 from the odds of its war, made by decade from earlier conflicts, and earlier cases."""
    odds: dict[tuple[str, int], Reals] = {}
    here = tested.of("war")
    for row, p in zip(tested.cases[here, 0], tested.odds[here], strict=True):
        odds[tested.rows.conflicts[tested.rows.conflict[row]].id, int(tested.rows.state[row])] = p
    since = [case for case in every if case.conflict.onset.year >= FIRST]
    z = np.array([_any(case, odds) for case in since])
    y = np.array([float(bool(case.came)) for case in since])
    decade = np.array([case.conflict.onset.year // 10 for case in since])
    shift = np.zeros(len(since))
    for one in np.unique(decade):
        shift[decade == one] = _shift(z[decade < one], y[decade < one])
    era = np.array([_era(case, every) for case in since])
    return Honour(tuple(since), probability(z + shift), era)


def _any(case: Case, odds: dict[tuple[str, int], Reals]) -> float:
    """Log odds that a called member comes to the side to which it was called."""
    nobody = 1.0
    for state, side in case.called.items():
        found = odds.get((case.conflict.id, state))
        nobody *= 1 - (float(found["ab".index(side)]) if found is not None else 0.0)
    return float(np.log(max(1 - nobody, 1e-9)) - np.log(max(nobody, 1e-9)))


def _shift(z: Reals, y: Reals) -> float:
    """The shift that fits the cases, held at 0 by `HOLD`."""
    shift = 0.0
    for _ in range(50):
        p = probability(z + shift)
        shift += float(np.clip(((y - p).sum() - HOLD * shift) / ((p * (1 - p)).sum() + HOLD), -1, 1))
    return shift


def _era(case: Case, every: Sequence[Case]) -> float:
    """The share honoured among the cases of the era that began in an earlier decade; with one case of one half."""
    year = case.conflict.onset.year
    known = [
        bool(other.came) for other in every
        if other.conflict.onset.year // 10 < year // 10
        and sum(other.conflict.onset.year >= turn for turn in ERAS) == sum(year >= turn for turn in ERAS)
    ]  # fmt: skip
    return (sum(known) + 0.5) / (len(known) + 1)
