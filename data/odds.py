"""Build the packaged tables of the odds: promises between all pairs, the engine's findings, the model, its past.

    python data/odds.py [tables] [model] [seen] [echo]

All come from the treaties and tables that ship, so no other file is needed. The same input gives the same bytes.
The model takes the calibration that the back-test's forecasts give (minutes). ``seen`` writes what past conflicts were
like on their first day; ``echo`` prints how much of what joiners add counts, which `casus.odds.echo` keeps (minutes).
"""

from __future__ import annotations

import json
import sys

import numpy as np

from casus.events import Attack
from casus.odds import backtest, duties, echo, features, history, honour, joining, past, simulate, tables
from casus.odds.conflicts import Conflict, conflicts
from casus.odds.situation import Situation
from casus.treaties.library import shipped

#: Fits to all conflicts, in the model and in each decade of the back-test; and reweighted fits of the model.
SEEDS, BAGS = 2, 20


def build_tables() -> None:
    treaties = tuple(shipped())
    tables.write_promises(duties.promises(treaties))
    rows = [row for conflict in conflicts() for row in duties.findings(treaties, conflict)]
    tables.write_findings(rows)
    print(f"{len(rows):,} findings")


def build_model() -> None:
    rows = features.rows(conflicts())
    tested = backtest.run(rows, SEEDS, lambda decade: print(decade, flush=True))
    fitted = joining.fit(rows, seeds=SEEDS, bags=BAGS, calibration=tested.last)
    tables.write_model(fitted)
    report = tables.FOLDER / "odds_backtest.json"
    promised = honour.backtest(tested, honour.cases(tuple(shipped())))
    told = tested.as_json() | {"honour": promised.as_json()}
    report.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    fitted.print_summary()


def build_seen() -> None:
    history.write(features.rows(conflicts()))


def fit_echo() -> None:
    """Of each kind the likeliest share, and the shift under which simulations keep the number of joiners expected."""
    model = tables.model()
    for kind, every in (("war", 1), ("mid", 30)):
        of_kind = [one for one in conflicts() if one.kind == kind]
        share = echo.fit(model, of_kind)
        asked = [_as_asked(one) for one in of_kind[::every]]
        aim = sum(_expected(model, one) for one in asked)
        low, high = -0.8, 0.0
        for turn in range(7):
            middle = (low + high) / 2
            played = (simulate.play(model, one, 100, turn, echo.Echo(middle, share)) for one in asked)
            low, high = (low, middle) if sum(one.p.mean(0).sum() for one in played) > aim else (middle, high)
        print(
            kind, echo.Echo(round((low + high) / 2, 2), share), f"{aim:.1f} joiners expected of {len(asked)} conflicts"
        )


def _as_asked(conflict: Conflict) -> Situation:
    record = past.packaged()
    known, size = record.before(conflict.day_before), len(record.states)
    owed = duties.Promises.of(tables.promises(), record.place).on(conflict.day_before, size)
    pair = known.pair | owed | duties.lay(tables.findings().get(conflict.id, ()), record.place)
    by, on = (tuple(record.place[n] for n in side if n in record.place) for side in conflict.sides)
    free = known.there.copy()
    free[[*by, *on]] = False
    attack, war = Attack(conflict.onset, frozenset(), frozenset()), conflict.kind == "war"
    return Situation(attack, war, known, pair, (by, on), np.flatnonzero(free), record.states, ())


def _expected(model: joining.Model, asked: Situation) -> float:
    x = asked.rows()
    odds = joining.probability(model.margin(x, np.full(len(x), asked.war))).reshape(2, -1)
    return float(joining.compete(odds.T).sum())


if __name__ == "__main__":
    if {"tables"} & set(sys.argv) or not sys.argv[1:]:
        build_tables()
    if {"model"} & set(sys.argv) or not sys.argv[1:]:
        build_model()
    if {"seen"} & set(sys.argv) or not sys.argv[1:]:
        build_seen()
    if {"echo"} & set(sys.argv) or not sys.argv[1:]:
        fit_echo()
