"""The back-test as its command tells it: run from packaged data, or as it was kept when the model was fitted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from casus.errors import TableError
from casus.odds import backtest, features, honour, tables
from casus.odds.conflicts import conflicts
from casus.treaties.library import shipped

#: Rows, decades, honour and the figures with their intervals.
STEPS = 3 + len(range(backtest.WARM_UP, backtest.LAST, 10))
_KEPT = tables.FOLDER / "odds_backtest.json"


def made(forecasts: Path | None = None, step: Callable[[str], None] = lambda what: None) -> dict[str, Any]:
    """Run the back-test: the contract of ``casus backtest`` but for its run; ``step`` is told what comes next."""
    rows = features.rows(conflicts())
    step(f"{backtest.WARM_UP}s")
    tested = backtest.run(rows, done=lambda decade: step(f"{decade + 10}s"))
    if forecasts is not None:
        tested.write(forecasts)
    promised = honour.backtest(tested, honour.cases(tuple(shipped())))
    step("intervals")
    told = tested.as_json() | {"honour": promised.as_json()}
    step("done")
    return told


def kept() -> dict[str, Any]:
    """The figures that the model was shipped with."""
    try:
        found: dict[str, Any] = json.loads(_KEPT.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TableError(f"{_KEPT.name}: {error}; casus is not whole, install it again") from None
    return found
