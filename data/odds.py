"""Build the packaged tables of the odds: promises between all pairs, the engine's findings, the model, its past.

    python data/odds.py [tables] [model] [seen] [echo]

All come from the treaties and tables that ship, so no other file is needed. The same input gives the same bytes.
The model takes the calibration that the back-test's forecasts give (minutes). ``seen`` writes what past conflicts were
like on their first day; ``echo`` prints how much of what joiners add counts, which `casus.odds.echo` keeps (minutes).
"""

from __future__ import annotations

import json
import sys

from casus.odds import backtest, duties, echo, features, history, honour, joining, tables
from casus.odds.conflicts import conflicts
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
    for kind in ("war", "mid"):
        print(kind, echo.fit(tables.model(), [one for one in conflicts() if one.kind == kind]))


if __name__ == "__main__":
    if {"tables"} & set(sys.argv) or not sys.argv[1:]:
        build_tables()
    if {"model"} & set(sys.argv) or not sys.argv[1:]:
        build_model()
    if {"seen"} & set(sys.argv) or not sys.argv[1:]:
        build_seen()
    if {"echo"} & set(sys.argv) or not sys.argv[1:]:
        fit_echo()
