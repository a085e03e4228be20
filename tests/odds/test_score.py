import numpy as np
import pytest

from casus.odds import score


def test_base_odds_have_no_skill_and_certainty_has_all() -> None:
    y = np.array([[1, 0], [0, 0], [0, 0], [0, 1]], float)
    base = np.full((4, 2), 0.25)
    conflict = np.array([0, 0, 1, 1])
    same = score.score(base, base, y, conflict)
    assert same.log_skill == 0
    assert same.brier_skill == 0
    assert same.auc == 0.5
    sure = score.score(np.clip(y, 0.001, 0.998), base, y, conflict)
    assert sure.auc == 1
    assert sure.who == 1
    assert sure.side == 1
    assert sure.log_skill > 0.98


@pytest.mark.parametrize(
    ("p", "y", "auc", "precision"),
    [
        ([0.9, 0.8, 0.1, 0.2], [1, 0, 0, 1], 0.75, (1 + 2 / 3) / 2),
        ([0.5, 0.5, 0.5, 0.5], [1, 0, 0, 1], 0.5, 0.5),  # ties
    ],
)
def test_ranking(p: list[float], y: list[float], auc: float, precision: float) -> None:
    assert score.auc(np.array(p), np.array(y)) == auc
    assert score.average_precision(np.array(p), np.array(y)) == pytest.approx(precision)


def test_slope_is_one_for_honest_odds_and_less_for_bold_ones() -> None:
    rng = np.random.default_rng(1)
    z = rng.normal(-2, 1.5, 40000)
    y = (rng.random(40000) < 1 / (1 + np.exp(-z))).astype(float)
    assert score.slope(1 / (1 + np.exp(-z)), y) == pytest.approx(1, abs=0.05)
    assert score.slope(1 / (1 + np.exp(-2 * z)), y) == pytest.approx(0.5, abs=0.05)


def test_intervals_draw_whole_conflicts() -> None:
    rng = np.random.default_rng(2)
    y = np.zeros((200, 2))
    y[::10, 0] = 1
    p = np.clip(y[:, :1] * 0.3 + rng.random((200, 1)) * 0.1, 0.01, 0.9) * [[1, 0.1]]
    base = np.full((200, 2), 0.05)
    found = score.intervals(p, base, y, np.repeat(np.arange(20), 10))
    told = score.score(p, base, y, np.repeat(np.arange(20), 10))
    assert found["log_skill"].low < told.log_skill < found["log_skill"].high
    assert found == score.intervals(p, base, y, np.repeat(np.arange(20), 10))
