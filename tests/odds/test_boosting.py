import numpy as np
import pytest

from casus.odds import boosting, logit
from casus.odds.boosting import Settings


def made(rows: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    x = rng.normal(size=(rows, 5)).astype(np.float32)
    x[:, 4] = rng.random(rows) < 0.2
    true = -2 + 2 * (x[:, 0] > 0.5) + 2 * (x[:, 1] > 0) * x[:, 4]
    return x, (rng.random(rows) < 1 / (1 + np.exp(-true))).astype(float)


def grown(seed: int = 0) -> tuple[boosting.Trees, np.ndarray, np.ndarray, np.ndarray]:
    x, y = made()
    cuts = boosting.edges(x, y > 0)
    trees, margin = boosting.fit(
        boosting.coded(x, cuts), cuts, y, np.ones(len(y)), np.full(len(y), -1.5), Settings(rounds=80, look=1), seed
    )
    return trees, margin, x, y


def test_stored_trees_say_what_the_fit_said() -> None:
    trees, margin, x, _ = grown()
    assert np.allclose(-1.5 + trees.margin(x), margin, atol=1e-4)


def test_trees_find_what_was_planted_and_only_that() -> None:
    trees, margin, _, y = grown()
    gained = np.bincount(trees.feature, trees.gain, 5)
    assert set(np.argsort(-gained)[:3]) == {0, 1, 4}
    odds = 1 / (1 + np.exp(-margin))
    assert odds.mean() == pytest.approx(y.mean(), abs=0.01)
    assert (
        np.log(np.where(y > 0, odds, 1 - odds)).mean() > np.log(np.where(y > 0, y.mean(), 1 - y.mean())).mean() + 0.05
    )


def test_the_same_seed_gives_the_same_trees() -> None:
    one, two, other = grown(0)[0], grown(0)[0], grown(0)[0]
    assert all(np.array_equal(getattr(one, n), getattr(two, n)) for n in boosting.Trees.__annotations__)
    assert np.array_equal(one.value, other.value)


def test_the_logit_finds_its_coefficients() -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(size=(20000, 3))
    y = (rng.random(20000) < 1 / (1 + np.exp(-(-1 + x @ [1.0, -0.5, 0.0])))).astype(float)
    fitted = logit.fit(x, y, np.ones(len(y)), 0.1)
    assert fitted.beta == pytest.approx([-1, 1, -0.5, 0], abs=0.07)
