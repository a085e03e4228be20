"""How much of the odds that joiners add is real: learned from who came after whom in past conflicts.

The model is fitted to first days. Its chance is that of joining at some time, so what others' joining brings on is in
it already, on average; and a coalition that grew is not one that was large on the first day. So in a simulation

- the log odds of the first round are lowered by ``shift``, and
- what a larger coalition adds to a state's chance counts with the share ``share``.

The share is the one under which the past is likeliest, with a shift of its own: each state's chance of coming, given
who had come before it (or, if it never came, all who came): 1 - (1 - first chance) × the product over days of joining
of (1 - share × added hazard). The shift that ships is the one under which simulated past conflicts have as many
joiners as the model expects. ``python data/odds.py echo`` finds both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np

from casus.odds import duties, features, past, tables
from casus.odds.conflicts import Conflict
from casus.odds.joining import Model, Reals, probability


class Echo(NamedTuple):
    """Of one kind of conflict: how far first odds are lowered, and what share of an added hazard counts."""

    shift: float
    share: float


#: Of the model that ships (wars of 1816 to 2007; disputes of 1816 to 2014, the shift from every thirtieth).
FITTED: Final = {"war": Echo(-0.11, 0.2), "mid": Echo(-0.23, 0.4)}


def fit(model: Model, conflicts: Iterable[Conflict]) -> float:
    """The likeliest share, on a grid of 0.02."""
    cases = [_case(model, one) for one in conflicts]
    first = np.concatenate([z for z, _, _ in cases])
    came = np.concatenate([y for _, _, y in cases])
    most = max(h.shape[0] for _, h, _ in cases)
    added = np.concatenate([np.pad(h, ((0, most - len(h)), (0, 0))) for _, h, _ in cases], axis=1)
    best, found = -np.inf, 0.0
    for share in np.arange(0, 1.001, 0.02):
        stay = np.log1p(-np.minimum(share * added, 0.999)).sum(0)
        for shift in np.arange(-1, 0.301, 0.02):
            left = np.log1p(-probability(first + shift)) + stay
            told = float(np.where(came > 0, np.log(-np.expm1(left)), left).sum())
            if told > best:
                best, found = told, round(float(share), 2)
    return found


def _case(model: Model, conflict: Conflict) -> tuple[Reals, Reals, Reals]:
    """First log odds (rows,), hazards added on each day of joining while the state was out (days, rows), who came."""
    record, war = past.packaged(), conflict.kind == "war"
    known = record.before(conflict.day_before)
    owed = duties.Promises.of(tables.promises(), record.place).on(conflict.day_before, len(record.states))
    pair = known.pair | owed | duties.lay(tables.findings().get(conflict.id, ()), record.place)
    sides = [[record.place[n] for n in side if n in record.place] for side in conflict.sides]
    free = known.there.copy()
    free[sides[0] + sides[1]] = False
    who = np.flatnonzero(free)
    joiners = [one for one in conflict.joiners if record.place[one.state] in who]

    def odds() -> Reals:
        x = features.of_day(known, pair, sides, who, war=war, states=np.array(record.states))
        return model.margin(x, np.full(len(x), war)).reshape(2, -1)

    came = np.zeros((2, len(who)))
    out = np.ones(len(who), bool)
    highest = first = odds()
    hazards = []
    for day in sorted({one.day for one in joiners}):
        for one in joiners:
            if one.day == day:
                at = int(np.searchsorted(who, record.place[one.state]))
                came["ab".index(one.side), at] = 1
                out[at] = False
                sides["ab".index(one.side)].append(int(who[at]))
        new = np.maximum(highest, odds())
        spent = np.minimum(probability(highest).sum(0), 0.98)
        hazards.append((probability(new) - probability(highest)) / (1 - spent) * out)
        highest = new
    added = np.array(hazards).reshape(len(hazards), -1) if hazards else np.zeros((0, first.size))
    return first.reshape(-1), np.clip(added, 0, 0.999), came.reshape(-1)
