"""S, kappa and pi: cases by hand, the published example, properties, a slow twin, and the years of the real data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import product
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.panel import dyad_years
from casus.panel.columns import ints, read
from casus.panel.similarity import (
    MEASURES,
    PLEDGES,
    SCHEMA,
    VALUES,
    Capabilities,
    Flags,
    Metric,
    States,
    kappa,
    members,
    pi,
    portfolios,
    s_score,
    similarity,
)

Rows = Sequence[Sequence[int]]
Measure = Callable[..., npt.NDArray[np.float64]]
Table = tuple[npt.NDArray[np.int64], int, npt.NDArray[np.float64]]  # portfolios, the largest tie, weights

DISTANCE: dict[str, Callable[[int, int], int]] = {
    "absolute": lambda a, b: abs(a - b),
    "squared": lambda a, b: (a - b) ** 2,
    "nominal": lambda a, b: int(a != b),
}
METRICS: tuple[Metric, ...] = ("absolute", "squared", "nominal")


def twin_s(rows: Rows, weights: Sequence[float] | None, metric: str, top: int) -> list[list[float]]:
    """The definition of S, a pair and a tie at a time, in plain Python."""
    weights = [1.0] * len(rows[0]) if weights is None else weights
    largest = DISTANCE[metric](0, top)
    scores = [[0.0] * len(rows) for _ in rows]
    for i, first in enumerate(rows):
        for j, second in enumerate(rows):
            apart = sum(w * DISTANCE[metric](a, b) / largest for w, a, b in zip(weights, first, second, strict=True))
            scores[i][j] = 1 - 2 * apart / sum(weights)
    return scores


def twin_corrected(rows: Rows, metric: str, pooled: bool) -> list[list[float]]:
    """Observed over expected distance from the contingency table of each pair and its margins, in plain Python."""
    m = len(rows[0])
    scores = [[float("nan")] * len(rows) for _ in rows]
    for i, first in enumerate(rows):
        for j, second in enumerate(rows):
            left, right = Counter(first), Counter(second)
            if pooled:
                left = right = left + right
            pairs = left.total() * right.total()
            cells = Counter(zip(first, second, strict=True))
            observed = sum(n * DISTANCE[metric](*cell) for cell, n in cells.items()) / m
            expected = sum(left[a] * right[b] * DISTANCE[metric](a, b) for a, b in product(left, right)) / pairs
            if expected:
                scores[i][j] = 1 - observed / expected
    return scores


# --- three states, valued ties: A and B are allies, B and C consult each other ----------------------------------------
#
#       A B C   sum  sum of squares          distances      A-B  A-C  B-C
#   A   3 3 0    6         18                absolute         1    8    7     0+0+1, 3+2+3, 3+2+2
#   B   3 3 1    7         19                squared          1   22   17     0+0+1, 9+4+9, 9+4+4
#   C   0 1 3    4         10

VALUED = np.array([[3, 3, 0], [3, 3, 1], [0, 1, 3]])
AB, AC, BC = (0, 1), (0, 2), (1, 2)

HAND_S = [
    # S = 1 - 2 × sum / (3 ties × 3), or × 9 when squared
    ("absolute", None, AB, 1 - 2 * 1 / 9),  # 7/9
    ("absolute", None, AC, 1 - 2 * 8 / 9),  # -7/9
    ("absolute", None, BC, 1 - 2 * 7 / 9),  # -5/9
    ("squared", None, AB, 1 - 2 * 1 / 27),  # 25/27
    ("squared", None, AC, 1 - 2 * 22 / 27),  # -17/27
    ("squared", None, BC, 1 - 2 * 17 / 27),  # -7/27
    # weights .5 .3 .2 sum to 1: S = 1 - 2 × weighted sum / 3, or / 9
    ("absolute", (0.5, 0.3, 0.2), AB, 13 / 15),  # .2×1 = .2
    ("absolute", (0.5, 0.3, 0.2), AC, -0.8),  # .5×3 + .3×2 + .2×3 = 2.7
    ("absolute", (0.5, 0.3, 0.2), BC, -2 / 3),  # .5×3 + .3×2 + .2×2 = 2.5
    ("squared", (0.5, 0.3, 0.2), AB, 43 / 45),  # .2×1 = .2
    ("squared", (0.5, 0.3, 0.2), AC, -2 / 3),  # .5×9 + .3×4 + .2×9 = 7.5
    ("squared", (0.5, 0.3, 0.2), BC, -4 / 9),  # .5×9 + .3×4 + .2×4 = 6.5
    # weights 5 3 2 sum to 10, as CINC does not sum to 1: the same scores
    ("absolute", (5.0, 3.0, 2.0), AC, -0.8),
    # no weight on C: only the ties to A and B are compared, and A and B agree on both
    ("absolute", (1.0, 1.0, 0.0), AB, 1.0),
    ("absolute", (1.0, 1.0, 0.0), AC, 1 - 2 * (3 + 2) / (2 * 3)),
]


@pytest.mark.parametrize(("metric", "weights", "pair", "score"), HAND_S)
def test_s_of_three_states_by_hand(
    metric: Metric, weights: tuple[float, ...] | None, pair: tuple[int, int], score: float
) -> None:
    scores = s_score(VALUED, None if weights is None else np.array(weights), metric)
    assert scores[pair] == pytest.approx(score, abs=1e-14)


HAND_CORRECTED = [
    # kappa, squared: 1 - sum of squared distances / (squares i + squares j - 2/3 × sum i × sum j)
    (kappa, "squared", AB, 8 / 9),  # 1 - 1/(18 + 19 - 28)
    (kappa, "squared", AC, -5 / 6),  # 1 - 22/(18 + 10 - 16)
    (kappa, "squared", BC, -20 / 31),  # 1 - 17/(19 + 10 - 56/3) = 1 - 51/31
    # pi, squared: 1 - sum of squared distances / (squares i + squares j - (sum i + sum j)²/6)
    (pi, "squared", AB, 47 / 53),  # 1 - 1/(37 - 169/6) = 1 - 6/53
    (pi, "squared", AC, -16 / 17),  # 1 - 22/(28 - 100/6) = 1 - 66/34
    (pi, "squared", BC, -49 / 53),  # 1 - 17/(29 - 121/6) = 1 - 102/53
    # kappa, absolute, A-B: A is 3 3 0, B is 3 3 1. Of 9 pairings 3-3 four times 0, 3-1 twice 2, 0-3 twice 3, 0-1 once 1
    (kappa, "absolute", AB, 1 - (1 / 3) / (11 / 9)),  # 8/11
    # kappa, nominal, A-B: 2 of 3 agree; by chance 3-3 in 4 of 9: (2/3 - 4/9) / (1 - 4/9)
    (kappa, "nominal", AB, 2 / 5),
    # pi, nominal, A-B: pooled 3 in 4 of 6, 0 and 1 in 1 of 6; by chance 18/36: (2/3 - 1/2) / (1 - 1/2)
    (pi, "nominal", AB, 1 / 3),
]


@pytest.mark.parametrize(("measure", "metric", "pair", "score"), HAND_CORRECTED)
def test_kappa_and_pi_of_three_states_by_hand(
    measure: Measure, metric: Metric, pair: tuple[int, int], score: float
) -> None:
    assert measure(VALUED, metric)[pair] == pytest.approx(score, abs=1e-14)


# --- four states, yes or no: A and B are allies, B and C are allies, D has none ---------------------------------------

BINARY = np.array([[1, 1, 0, 0], [1, 1, 1, 0], [0, 1, 1, 0], [0, 0, 0, 1]])

HAND_BINARY = [
    # A-B: agree on 3 of 4. S = 1 - 2 × 1/4
    (lambda ties: s_score(ties, top=1), (0, 1), 0.5),
    # by chance 1/2 × 3/4 + 1/2 × 1/4 = 1/2: kappa = (3/4 - 1/2) / (1/2)
    (kappa, (0, 1), 0.5),
    # pooled: 5 of 8 are ties, by chance 25/64 + 9/64 = 34/64: pi = (48 - 34) / (64 - 34)
    (pi, (0, 1), 7 / 15),
    # A-D: agree on C only, 1 of 4. S = 1 - 2 × 3/4
    (lambda ties: s_score(ties, top=1), (0, 3), -0.5),
    # by chance 1/2 × 1/4 + 1/2 × 3/4 = 1/2: kappa = (1/4 - 1/2) / (1/2)
    (kappa, (0, 3), -0.5),
    # pooled: 3 of 8 are ties, by chance 9/64 + 25/64 = 34/64: pi = (16 - 34) / (64 - 34)
    (pi, (0, 3), -0.6),
]


@pytest.mark.parametrize(("measure", "pair", "score"), HAND_BINARY)
def test_four_states_by_hand(measure: Measure, pair: tuple[int, int], score: float) -> None:
    assert measure(BINARY)[pair] == pytest.approx(score, abs=1e-14)


@pytest.mark.parametrize("measure", [kappa, pi])
def test_for_yes_and_no_all_metrics_are_one(measure: Measure) -> None:
    np.testing.assert_allclose(measure(BINARY, "absolute"), measure(BINARY, "squared"), atol=1e-14)
    np.testing.assert_allclose(measure(BINARY, "nominal"), measure(BINARY, "squared"), atol=1e-14)
    np.testing.assert_array_equal(s_score(BINARY, top=1), s_score(BINARY, metric="squared", top=1))


# --- the published example: Germany and Russia in Europe, 1914 --------------------------------------------------------
#
# Signorino & Ritter 1999, table 6, after svmiller.com/blog/2026/06/alliances-weighting-foreign-policy-similarity.
# The states: GMY RUS UKG FRN AUH ITA BEL SPN TUR NTH SWD RUM POR SWZ GRC DEN YUG BUL NOR ALB.

GERMANY = [3, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0]
RUSSIA = [0, 3, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
CAPABILITIES = [0.25, 0.21, 0.2, 0.08, 0.08, 0.05, 0.03, 0.03, 0.02, 0.01, 0.01, 0.01, 0.01, 0.01, 0, 0, 0, 0, 0, 0]

PUBLISHED = [
    # distances 3 3 1 3 3 2 and 3 (Romania): absolute 18, squared 50
    ("S, table 6", lambda x: s_score(x), 0.4),  # 1 - 2 × 18/60
    ("S, weighted, table 6", lambda x: s_score(x, np.array(CAPABILITIES)), -0.46),  # 1 - 2 × 2.19/3
    ("S, squared, fpsim", lambda x: s_score(x, metric="squared"), 0.4444444),  # 1 - 2 × 50/180
    ("kappa, squared, fpsim", kappa, -0.07758621),  # sums 12 and 8, squares 36 and 20: 1 - 50/(56 - 9.6)
    ("pi, nominal, fpsim", lambda x: pi(x, "nominal"), -0.04477612),  # 13/20 agree, .8² + .05² + .15² by chance: -3/67
    # not published, by hand: 1 - 50/(56 - 400/40) = -2/23, the form that FPSIM's piva takes
    ("pi, squared", pi, -2 / 23),
    # not published as kappa, but 1 - 2 × .84/3 = .44 is the S by chance and .4 - .44 fpsim's A of -.04: 1 - .9/.84
    ("kappa, absolute", lambda x: kappa(x, "absolute"), -1 / 14),
]


@pytest.mark.parametrize(("name", "measure", "score"), PUBLISHED, ids=[row[0] for row in PUBLISHED])
def test_germany_and_russia_1914_as_published(name: str, measure: Measure, score: float) -> None:
    assert measure(np.array([GERMANY, RUSSIA]))[0, 1] == pytest.approx(score, abs=5e-8)


def test_the_example_in_signorinos_own_code() -> None:
    # S.g (rochester.edu/College/PSC/signorino/research/S.g), example 1: all ties one apart, so 1 - 2 × 1/3
    ties, shares = np.array([[3, 3, 2, 2], [2, 2, 3, 3]]), np.array([0.5, 0.3, 0.1, 0.1])
    assert s_score(ties, shares)[0, 1] == pytest.approx(1 / 3)


# --- edges ------------------------------------------------------------------------------------------------------------


def test_no_chance_of_a_difference_is_missing_not_zero() -> None:
    # all three are allied with everyone: nothing to correct for, 0/0
    everyone = np.ones((3, 3), dtype=int)
    assert np.isnan(kappa(everyone)).all() and np.isnan(pi(everyone)).all()
    assert (s_score(everyone, top=1) == 1).all()


def test_states_without_ties_are_alike_for_s() -> None:
    assert (s_score(np.zeros((2, 4), dtype=int), metric="absolute") == 1).all()


def test_truth_values_and_other_tables_than_square_ones() -> None:
    ties = np.array([[True, False, True, False, False], [True, True, False, False, False]])
    assert s_score(ties, top=1)[0, 1] == pytest.approx(1 - 2 * 2 / 5)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: s_score(np.array([[0, 4]])), "pass top=4"),
        (lambda: s_score(VALUED, metric="nominal"), "no nominal metric"),
        (lambda: kappa(VALUED, "cubic"), "no metric called 'cubic'"),
        (lambda: pi(np.array([[0.5, np.nan]])), "whole numbers"),
        (lambda: kappa(np.array([[-9, 1]])), "whole numbers"),
        (lambda: s_score(np.array([3, 0, 1])), "shape"),
        (lambda: s_score(VALUED, np.array([0.5, 0.5])), "weights must be 3"),
        (lambda: s_score(VALUED, np.array([0.5, np.nan, 0.5])), "weights must be 3 known"),
        (lambda: s_score(VALUED, np.array([0.5, -0.1, 0.6])), "none negative"),
        (lambda: s_score(VALUED, np.zeros(3)), "not all 0"),
    ],
)
def test_what_cannot_be_scored_says_what_to_do(call: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


# --- properties and the twin ------------------------------------------------------------------------------------------


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """(portfolios, top, weights)."""
    n, m, top = draw(st.integers(1, 6)), draw(st.integers(1, 8)), draw(st.integers(1, 4))
    ties = draw(st.lists(st.lists(st.integers(0, top), min_size=m, max_size=m), min_size=n, max_size=n))
    shares = draw(st.lists(st.integers(0, 9), min_size=m, max_size=m).filter(any))
    return np.array(ties), top, np.array(shares) / 10


@given(tables())
def test_s_is_symmetric_in_range_and_one_of_itself(table: Table) -> None:
    ties, top, weights = table
    for metric, share in product(("absolute", "squared"), (None, weights)):
        scores = s_score(ties, share, metric, top=top)
        np.testing.assert_array_equal(scores, scores.T)
        assert (scores.diagonal() == 1).all()
        assert scores.min() >= -1 - 1e-12 and scores.max() <= 1


@given(tables(), st.sampled_from(METRICS))
def test_kappa_and_pi_are_symmetric_in_range_and_one_of_themselves(table: Table, metric: Metric) -> None:
    ties, _, _ = table
    for measure in (kappa, pi):
        scores = measure(ties, metric)
        np.testing.assert_array_equal(scores, scores.T)
        varied = (ties != ties[:, :1]).any(axis=1)
        assert (scores.diagonal()[varied] == 1).all() and np.isnan(scores.diagonal()[~varied]).all()
        assert (np.isnan(scores) | ((scores >= -1 - 1e-12) & (scores <= 1))).all()
    below = pi(ties, metric) <= kappa(ties, metric) + 1e-12
    assert (below | np.isnan(pi(ties, metric))).all()


@given(tables(), st.randoms())
def test_neither_the_order_of_ties_nor_the_unit_of_weights_matters(table: Table, random: Random) -> None:
    ties, top, weights = table
    order = list(range(ties.shape[1]))
    random.shuffle(order)
    scores = s_score(ties, weights, top=top)
    np.testing.assert_allclose(s_score(ties[:, order], weights[order], top=top), scores, atol=1e-12)
    np.testing.assert_allclose(s_score(ties, weights * 7, top=top), scores, atol=1e-12)
    np.testing.assert_allclose(s_score(ties, np.full(ties.shape[1], 0.3), top=top), s_score(ties, top=top), atol=1e-12)
    np.testing.assert_array_equal(kappa(ties[:, order]), kappa(ties))


@given(tables())
@settings(max_examples=200)
def test_equal_to_the_slow_twin(table: Table) -> None:
    ties, top, weights = table
    rows = ties.tolist()
    for metric, share in product(("absolute", "squared"), (None, weights)):
        slow = twin_s(rows, None if share is None else share.tolist(), metric, top)
        np.testing.assert_allclose(s_score(ties, share, metric, top=top), slow, atol=1e-12)
    for metric in METRICS:
        np.testing.assert_allclose(kappa(ties, metric), twin_corrected(rows, metric, pooled=False), atol=1e-12)
        np.testing.assert_allclose(pi(ties, metric), twin_corrected(rows, metric, pooled=True), atol=1e-12)


# --- from pledges to dyad-years: five states, 2000 to 2003 ------------------------------------------------------------
#
# 10 guarantees 20, which only consults; 10 and 30 will not attack each other; 20 will join 30 in attack; 40 and 50 have
# no ties. 50 leaves in 2000; 40 leaves in 1995 and is back in 1998. The list of states ends in 2002, pledges are known
# up to 2002, CINC for all in 2000, but not for 40 in 2001.

STATES = States(
    ccode=np.array([40, 10, 20, 30, 40, 50]),
    first=np.array([1990, 1990, 1990, 1990, 1998, 1990]),
    last=np.array([1995, 2002, 2002, 2002, 2002, 2000]),
    complete_to=2002,
)
#       who, whom, year, defence offence neutral nonagg consul
ROWS = [
    (10, 20, 2000, 1, 0, 0, 0, 1),
    (20, 10, 2000, 0, 0, 0, 0, 1),
    (10, 30, 2000, 0, 0, 0, 1, 0),
    (30, 10, 2000, 0, 0, 0, 1, 0),
    (20, 30, 2000, 0, 1, 0, 0, 0),
    (30, 20, 2000, 0, 0, 0, 0, 0),  # an ally that owes nothing
    (10, 99, 2000, 1, 0, 0, 0, 0),  # 99 is not in the system
    (10, 50, 2001, 1, 0, 0, 0, 0),  # 50 has left it
    (10, 20, 2001, 1, 0, 0, 0, 0),
]
FLAGS = Flags(*(np.array(column) for column in list(zip(*ROWS, strict=True))[:3]),
              pledged=np.array([row[3:] for row in ROWS], dtype=bool), years=range(1990, 2003))  # fmt: skip
CINC = Capabilities(
    ccode=np.array([10, 20, 30, 40, 50, 10, 20, 30, 40]),
    year=np.array([2000] * 5 + [2001] * 4),
    cinc=np.array([0.4, 0.3, 0.2, 0.1, 0.0, 0.4, 0.3, 0.2, np.nan]),
)


@pytest.mark.parametrize(
    ("year", "codes"),
    [
        (1989, []),
        (1990, [10, 20, 30, 40, 50]),
        (1996, [10, 20, 30, 50]),  # 40 is away
        (2000, [10, 20, 30, 40, 50]),
        (2001, [10, 20, 30, 40]),
        (2009, [10, 20, 30, 40]),  # spells that reach the end of the list go on
    ],
)
def test_members(year: int, codes: list[int]) -> None:
    assert members(year, STATES).tolist() == codes


def test_portfolios_by_hand() -> None:
    codes, ties = portfolios(2000, STATES, FLAGS)
    assert codes.tolist() == [10, 20, 30, 40, 50]
    assert ties.tolist() == [
        [3, 3, 2, 0, 0],  # 10: defends 20, will not attack 30
        [1, 3, 3, 0, 0],  # 20: consults 10, joins 30 in attack
        [2, 0, 3, 0, 0],  # 30: will not attack 10, owes 20 nothing
        [0, 0, 0, 3, 0],
        [0, 0, 0, 0, 3],
    ]


def test_the_other_coding_swaps_consultation_and_non_aggression() -> None:
    _, ties = portfolios(2000, STATES, FLAGS, "atop")
    assert ties[:3, :3].tolist() == [[3, 3, 1], [2, 3, 3], [1, 0, 3]]


def test_the_strongest_pledge_counts_under_every_coding() -> None:
    for pledges in product((0, 1), repeat=5):
        for coding, worth in VALUES.items():
            flags = Flags(np.array([10]), np.array([20]), np.array([2000]), np.array([pledges], dtype=bool))
            _, ties = portfolios(2000, STATES, flags, coding)
            assert ties[0, 1] == max(v * p for v, p in zip(worth, pledges, strict=True))


def test_two_rows_of_one_dyad_year_count_as_the_stronger() -> None:
    flags = Flags(np.array([10, 10]), np.array([20, 20]), np.array([2000, 2000]), np.eye(5, dtype=bool)[[0, 4]])
    assert portfolios(2000, STATES, flags)[1][0, 1] == 3


def row_of(table: pl.DataFrame, first: int, second: int, year: int) -> dict[str, Any]:
    rows = table.filter(ccode1=first, ccode2=second, year=year).to_dicts()
    assert len(rows) == 1
    return rows[0]


def test_a_dyad_year_by_hand() -> None:
    # 10 is 3 3 2 0 0 (sum 8, squares 22), 20 is 1 3 3 0 0 (7, 19): distances 2 0 1 0 0, absolute 3, squared 5.
    # Yes or no: 1 1 1 0 0 both.
    row = row_of(similarity([2000], STATES, FLAGS, CINC), 10, 20, 2000)
    assert row == pytest.approx({
        "ccode1": 10, "ccode2": 20, "year": 2000,
        "s_absolute": 0.6,  # 1 - 2 × 3/15
        "s_squared": 7 / 9,  # 1 - 2 × 5/45
        "s_absolute_cinc": 1 / 3,  # .4×2 + .2×1 = 1: 1 - 2 × 1/3
        "s_squared_cinc": 0.6,  # .4×4 + .2×1 = 1.8: 1 - 2 × 1.8/9
        "s_binary": 1.0, "s_binary_cinc": 1.0,
        "kappa": 1 - 5 / 18.6,  # 22 + 19 - 2/5 × 8 × 7 = 18.6
        "pi": 1 - 5 / 18.5,  # 41 - 15²/10 = 18.5
        "kappa_binary": 1.0, "pi_binary": 1.0,
    })  # fmt: skip


def test_missing_never_zero() -> None:
    table = similarity(range(1989, 2005), STATES, FLAGS, CINC)
    covered = row_of(table, 10, 20, 2001)
    assert covered["s_absolute"] is not None and covered["kappa"] is not None
    assert covered["s_absolute_cinc"] is None  # CINC of 40 is not known in 2001: not for anyone
    assert row_of(table, 10, 20, 1999)["s_binary_cinc"] is None  # and of no one in 1999
    beyond = row_of(table, 10, 20, 2003)  # the states go on, the pledges are not known
    assert all(beyond[name] is None for name in MEASURES)
    assert table["year"].min() == 1990  # no states, no rows


def test_rows_order_and_types() -> None:
    table = similarity([2001, 2000], STATES, FLAGS)
    assert table.schema == SCHEMA
    assert len(table) == 4 * 3 + 5 * 4
    keys = table.select("year", "ccode1", "ccode2").rows()
    assert keys[:3] == [(2001, 10, 20), (2001, 10, 30), (2001, 10, 40)]
    assert not any(first == second for _, first, second in keys)
    once = similarity([2001, 2000], STATES, FLAGS, directed=False)
    assert once.equals(table.filter(pl.col("ccode1") < pl.col("ccode2")))
    assert similarity([], STATES, FLAGS).schema == SCHEMA and similarity([1800], STATES, FLAGS).is_empty()


# --- ATOP 5.1, COW states, NMC 7.0 ------------------------------------------------------------------------------------


@cache
def arrays() -> tuple[States, Flags, Capabilities]:
    """The packaged tables, as the panel reads them."""
    spells = read("cow-states", ("ccode", "styear", "endyear"))
    dyads = read("atop-dyads", ("ccode1", "ccode2", "year", *(f"atop_{name}" for name in PLEDGES)))
    nmc = read("nmc", ("ccode", "year", "cinc")).drop_nulls()
    pledged = np.column_stack([dyads[f"atop_{name}"].fill_null(False).to_numpy() for name in PLEDGES])
    return (
        States(*(ints(spells[name]) for name in spells.columns), complete_to=2016),
        Flags(*(ints(dyads[name]) for name in ("ccode1", "ccode2", "year")), pledged),
        Capabilities(ints(nmc["ccode"]), ints(nmc["year"]), nmc["cinc"].to_numpy()),
    )


@pytest.mark.parametrize("year", [1816, 1914, 1939])
def test_real_years_equal_the_slow_twin(year: int) -> None:
    states, flags, capabilities = arrays()
    codes, ties = portfolios(year, states, flags)
    now = capabilities.year == year
    weights = [float(capabilities.cinc[now & (capabilities.ccode == code)][0]) for code in codes]
    valued, binary = ties.tolist(), (ties > 0).astype(int).tolist()
    slow = {
        "s_absolute": twin_s(valued, None, "absolute", 3),
        "s_squared": twin_s(valued, None, "squared", 3),
        "s_absolute_cinc": twin_s(valued, weights, "absolute", 3),
        "s_squared_cinc": twin_s(valued, weights, "squared", 3),
        "s_binary": twin_s(binary, None, "absolute", 1),
        "s_binary_cinc": twin_s(binary, weights, "absolute", 1),
        "kappa": twin_corrected(valued, "squared", pooled=False),
        "kappa_binary": twin_corrected(binary, "nominal", pooled=False),
        "pi": twin_corrected(valued, "squared", pooled=True),
        "pi_binary": twin_corrected(binary, "nominal", pooled=True),
    }
    table = similarity([year], states, flags, capabilities)
    off = ~np.eye(codes.size, dtype=bool)
    for name in MEASURES:
        np.testing.assert_allclose(table[name].to_numpy(), np.array(slow[name])[off], atol=1e-12, err_msg=name)


@cache
def all_years() -> pl.DataFrame:
    return similarity(range(1816, 2021), *arrays(), directed=False)


def test_all_years() -> None:
    table = all_years()
    year = table["year"].to_numpy()
    assert (year <= 2018).sum() == 1_988_010 // 2  # the sum of n(n - 1)/2 over the years
    for name in MEASURES:
        scores = table[name].to_numpy()
        assert np.isnan(scores[year > 2018]).all()  # states go on, ATOP does not
        assert not np.isnan(scores[year <= 2018]).any(), name
        assert np.nanmin(scores) >= -1 and np.nanmax(scores) <= 1, name
    assert (table["pi"].to_numpy() <= table["kappa"].to_numpy() + 1e-12)[year <= 2018].all()


@pytest.mark.parametrize(
    ("year", "pair", "stranger"),
    [
        (1914, (255, 300), (255, 365)),  # Germany is nearer to Austria-Hungary than to Russia
        (1962, (2, 200), (2, 365)),  # the USA nearer to the UK than to the USSR
        (1974, (365, 290), (365, 260)),  # the USSR nearer to Poland than to West Germany
    ],
)
def test_allies_are_more_alike_than_rivals(year: int, pair: tuple[int, int], stranger: tuple[int, int]) -> None:
    table = similarity([year], *arrays())
    near, far = row_of(table, *pair, year), row_of(table, *stranger, year)
    assert all(near[name] > far[name] for name in MEASURES)


def test_helsinki_blinds_ties_that_are_yes_or_no() -> None:
    # ATOP 3740, 1975: a non-aggression pledge between the blocs. The USSR is now as like West Germany as Poland.
    table = similarity([1975], *arrays(), coding="atop")
    poland, germany = row_of(table, 365, 290, 1975), row_of(table, 365, 260, 1975)
    assert germany["s_binary"] == poland["s_binary"] and germany["kappa_binary"] == poland["kappa_binary"]
    assert germany["kappa"] < poland["kappa"]


# --- the columns of a panel -------------------------------------------------------------------------------------------


def test_the_columns_of_a_panel_are_these_scores() -> None:
    keys = ["ccode1", "ccode2", "year"]
    frame = dyad_years(directed=False, last=2018).add("similarity").polars()
    assert frame.columns[3:] == list(MEASURES)
    both = frame.with_columns(pl.col(keys).cast(pl.Int32)).join(all_years(), on=keys, how="left", maintain_order="left")
    for name in MEASURES:
        assert both[name].equals(both[f"{name}_right"]), name


def test_all_pairs_from_1816_to_2018_have_scores() -> None:
    frame = dyad_years(last=2018).add("similarity").polars()
    assert len(frame) == 1_987_950
    assert sum(frame.select(*MEASURES).null_count().row(0)) == 0
    assert frame.select(pl.col(list(MEASURES)).min()).min_horizontal()[0] >= -1
    assert frame.select(pl.col(list(MEASURES)).max()).max_horizontal()[0] <= 1
