from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest

from casus.odds import backtest, duties, features, joining, tables
from casus.odds.conflicts import Conflict, conflicts, disputes, wars
from casus.odds.names import NAMES
from casus.treaties.library import shipped


@pytest.fixture(scope="module")
def some() -> features.Rows:
    every = [one for i, one in enumerate(disputes()) if i % 12 == 0]
    return features.rows([*wars(), *every])


def test_the_model_that_ships_is_the_one_of_these_features(some: features.Rows) -> None:
    model = tables.model()
    odds = model.odds(some)
    assert odds.shape == (len(some) // 2, 2)
    assert (odds >= 0).all()
    assert (odds.sum(1) <= joining.MOST + 1e-9).all()
    assert sum(model.gains().values()) == pytest.approx(1)


def test_what_the_data_leave_open_lies_around_the_best_guess(some: features.Rows) -> None:
    model = tables.model()
    x, war = some.x[:500], np.ones(500, bool)
    draws = model.draws(x, war)
    assert draws.mean(0) == pytest.approx(model.margin(x, war))
    low, high = joining.uncertain(draws)
    assert (low < high).all()


def test_today_has_rows_by_the_same_function() -> None:
    """A what-if of 2025: PRK (731) attacks KOR (732); the findings are the engine's of that day."""
    supposed = Conflict("what-if", "war", "what if", date(2025, 1, 15), (731,), (732,), began_by=(731,))
    found = tuple(duties.findings(tuple(shipped()), supposed))
    rows = features.rows([supposed], found={"what-if": found})
    usa = (rows.state == 2) & (rows.side == 1)
    assert rows.x[usa][0, NAMES.index("own:found-defence")] == 1
    assert rows.x[usa][0, NAMES.index("own:us-troops")] > 0
    odds = dict(zip(rows.state[joining.cases(rows)[:, 0]], tables.model().odds(rows), strict=True))
    assert odds[2][1] == max(p.max() for p in odds.values())  # nobody is likelier to come than the USA to the South


def test_who_came_later_is_not_known_earlier(some: features.Rows) -> None:
    new_year = date(1940, 1, 1).toordinal()
    at = next(i for i, one in enumerate(some.conflicts) if one.id == "war-139")
    known = some.state[(some.conflict == at) & (joining.came_by(some, new_year) > 0)]
    assert {200, 220} <= set(known)  # Britain and France in 1939
    assert not {2, 325, 365} & set(known)  # Italy in 1940, the USA in 1941


def test_the_same_rows_give_the_same_figures_twice(some: features.Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backtest, "WARM_UP", 1890)
    monkeypatch.setattr(backtest, "LAST", 1930)
    monkeypatch.setattr(joining, "SHARED", joining.Settings(rounds=10))
    few = joining.Settings(rounds=5)
    monkeypatch.setattr(joining, "OWN", {"mid": few, "war": few})
    kept = np.array([one.onset.year < 1930 for one in some.conflicts])[some.conflict]
    early = features.Rows(
        some.conflicts, some.x[kept], some.conflict[kept], some.state[kept], some.side[kept], some.came[kept]
    )
    one, two = backtest.run(early, 1), backtest.run(early, 1)
    assert np.array_equal(one.odds, two.odds)
    assert np.isfinite(one.odds).all()
    assert one.as_json(50) == two.as_json(50)


#: What the back-test reached is pinned: a floor never drops without a line that says why.
FLOORS = {
    "wars": {"log_skill": 0.19, "auc": 0.85, "brier_skill": 0.05},
    "wars_without_world_wars": {"log_skill": 0.25, "auc": 0.9, "brier_skill": 0.05},
    "mids": {"log_skill": 0.265, "auc": 0.935, "brier_skill": 0.012},
}


@pytest.mark.parametrize("part", list(FLOORS))
def test_floors(part: str) -> None:
    told = json.loads((tables.FOLDER / "odds_backtest.json").read_text(encoding="utf-8"))
    assert all(told[part][name] >= floor for name, floor in FLOORS[part].items())
    assert 0.85 <= told[part]["slope"] <= 1.2
    for name, scores in told["baselines"].items():
        assert told[part]["log_skill"] > scores[part]["log_skill"], name


def test_findings_that_ship_are_the_engines() -> None:
    treaties = tuple(shipped())
    for one in conflicts()[::150]:
        assert tuple(duties.findings(treaties, one)) == tables.findings().get(one.id, ())
