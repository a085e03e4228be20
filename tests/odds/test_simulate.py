"""The simulation: its rows, its rounds, its numbers, and the kernel beside its slow twin."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

import numpy as np
import pytest

from casus.errors import InputError
from casus.events import suppose
from casus.odds import duties, echo, history, joining, pairwise, rounds, simulate, situation, slow, tables
from casus.odds.conflicts import Conflict
from casus.odds.names import NAMES
from casus.odds.situation import Situation
from casus.treaties.evaluate import evaluate
from casus.treaties.library import shipped
from casus.world import World


@cache
def asked(by: str, on: str, day: str, war: bool = True, without: tuple[str, ...] = ()) -> Situation:
    posed = suppose(
        date.fromisoformat(day), frozenset(by.split(",")), frozenset(on.split(",")), "armed-attack" if war else "threat"
    )
    return situation.situation(posed.attack, shipped().without(without))


def row(s: Situation, state: str, side: int, feature: str) -> float:
    return float(s.rows()[side * len(s.who) + s.ids.index(state), NAMES.index(feature)])


PAGE, LATER = asked("PRK", "KOR", "2024-10-19"), asked("USA,KOR", "PRK", "2025-01-15")
JULY = asked("AUH", "SRB", "1914-07-28")


# --- the situation ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "beside"),
    [
        ("2024-10-19", 0),  # the day of the page: soldiers are in Russia, as Seoul says
        ("2024-11-05", 0),  # fighting is reported on this day: known the day after
        ("2024-11-06", 1),
        ("2025-01-15", 1),
    ],
)
def test_soldiers_sent_fight_beside_from_the_day_on_which_fighting_is_reported(day: str, beside: int) -> None:
    s = asked("KOR", "PRK", day)
    assert row(s, "RUS", 1, "own:war-beside-now") == beside
    assert row(s, "RUS", 1, "own:war-beside-10") == beside
    assert row(s, "RUS", 0, "own:war-beside-now") == 0  # nobody fights beside the South


@pytest.mark.parametrize(
    ("day", "other", "war", "dispute"),
    [
        ("2022-03-01", "UKR", 0, 1),  # a week old
        ("2022-04-01", "UKR", 1, 1),
        ("2020-01-01", "UKR", 0, 1),  # whether Russia fights in the Donbas is contested
        ("2013-01-01", "UKR", 0, 0),
    ],
)
def test_wars_after_the_list_of_wars_ends(day: str, other: str, war: int, dispute: int) -> None:
    s = asked("EST", "RUS", day)
    assert row(s, other, 1, "own:war-against-now") == war
    assert row(s, other, 1, "own:mid-against-now") == dispute


def test_treaties_by_hand_count_after_the_record_of_alliances_ends() -> None:
    assert row(LATER, "RUS", 1, "own:owes-defence") == 1  # the treaty of 2024, in force since 4 December
    assert row(asked("USA,KOR", "PRK", "2025-01-15", without=("prk-rus-2024",)), "RUS", 1, "own:owes-defence") == 0
    assert row(asked("USA,KOR", "PRK", "2024-10-19"), "RUS", 1, "own:owes-defence") == 0
    assert row(asked("RUS", "EST", "2025-01-15"), "USA", 1, "own:found-defence") == 1


def test_findings_are_laid_as_for_past_conflicts() -> None:
    attack = PAGE.attack
    ours = duties.told(evaluate(shipped(), attack, World.on(attack.day)), attack)
    theirs = duties.findings(tuple(shipped()), Conflict("", "war", "", attack.day, (731,), (732,), began_by=(731,)))
    assert ours
    assert ours == theirs


def test_series_that_have_ended_are_named() -> None:
    assert "COW 7.0 National Material Capabilities, 2022" in PAGE.carried
    assert not asked("IRQ", "KWT", "1990-08-02").carried


def test_what_is_unlike_any_before() -> None:
    assert not asked("IRQ", "KWT", "1990-08-02").outside
    assert any("side:own-bound)" in why for why in asked("RUS", "EST", "2025-01-15").outside)
    strange = PAGE.rows()
    strange[:, NAMES.index("side:own-size")] = 6  # four hundred states
    assert any("side:own-size" in why for why in history.unlike(strange, True))


def test_a_side_without_a_state_has_no_odds() -> None:
    with pytest.raises(InputError, match="no odds"):
        asked("*AFG", "PAK", "2024-10-19")


# --- the kernel and its twin -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("s", [PAGE, JULY, asked("PRK", "KOR", "2024-10-19", war=False)], ids=repr)
def test_kernel_and_twin_agree_on_every_coalition(s: Situation) -> None:
    rng = np.random.default_rng(5)
    model, first = tables.model(), slow.log_odds(tables.model(), s, (), ())
    likely = np.exp(first.max(0)) / np.exp(first.max(0)).sum()
    assert np.abs(simulate.log_odds(model, s, (), ()) - first).max() < 1e-5
    moved = 0.0
    for turn in range(25):
        came = rng.choice(len(s.who), rng.integers(1, 9), replace=False, p=likely if turn % 2 else None)
        cut = rng.integers(len(came) + 1)
        by, on = tuple(map(int, came[:cut])), tuple(map(int, came[cut:]))
        out = np.setdiff1d(np.arange(len(s.who)), came)
        truth = slow.log_odds(model, s, by, on)
        assert np.abs(simulate.log_odds(model, s, by, on) - truth)[:, out].max() < 1e-5
        moved = max(moved, np.abs(truth - first)[:, out].max())
    assert moved > 0.5  # coalitions matter


def test_kernel_and_twin_draw_the_same() -> None:
    model, play = tables.model(), simulate.play(tables.model(), JULY, 120, 3)
    off = simulate.bags(model, JULY, slow.log_odds(model, JULY, (), ()))
    twin = slow.run(model, JULY, off, 120, 3, simulate.ROUNDS, echo.FITTED["war"])
    same = [
        {i: int(one[i]) - 1 for i in np.flatnonzero(one)} == other for one, other in zip(play.joined, twin, strict=True)
    ]
    assert len({tuple(sorted(one.items())) for one in twin}) > 60
    assert np.mean(same) > 0.98  # a number within 1e-6 of a chance may fall on either side


def test_kernel_and_twin_agree_in_distribution() -> None:
    model, draws, rng = tables.model(), 200, np.random.default_rng(11)
    off = simulate.bags(model, JULY, slow.log_odds(model, JULY, (), ()))
    twin = slow.run(model, JULY, off, draws, 0, 2, echo.FITTED["war"], lambda *_: float(rng.random()))
    play = simulate.play(model, JULY, 10_000, 0, rounds=2)
    for side in (0, 1):
        count = np.array([sum(s == side for s in one.values()) for one in twin])
        every = (play.joined == side + 1).sum(1)
        error = np.sqrt(every.var() / draws)
        assert abs(count.mean() - every.mean()) < 4 * error
        share = np.array([sum(one.get(i) == side for one in twin) for i in range(len(JULY.who))]) / draws
        p = play.p.mean(0)[side]
        assert (np.abs(share - p) < 4.5 * np.sqrt(p * (1 - p) / draws) + 0.01).all()


def test_numbers_are_counted_and_even() -> None:
    some = [(0, 0, 2, 1), (7, 9_999, 731, 8), (2**31, 5, 990, 3)]
    assert [float(rounds.uniform(*one)) for one in some] == [slow.uniform(*one) for one in some]
    drawn = np.array([[slow.uniform(1, draw, state, 1) for state in range(20)] for draw in range(2000)])
    assert abs(drawn.mean() - 0.5) < 0.01
    assert np.abs(np.corrcoef(drawn.T) - np.eye(20)).max() < 0.1


# --- the forecast ----------------------------------------------------------------------------------------------------


def test_same_seed_same_answer() -> None:
    model = tables.model()
    one, two, other = (simulate.simulate(model, PAGE, 500, seed) for seed in (4, 4, 5))
    assert one == two
    assert one.coalitions != other.coalitions
    json.dumps(one.as_json())


def test_one_round_is_the_model_itself() -> None:
    model, s = tables.model(), PAGE
    play = simulate.play(model, s, 2000, 0, echo.Echo(0, 1), rounds=1)
    p = joining.compete(joining.probability(slow.log_odds(model, s, (), ())).T).T
    assert play.p.mean(0) == pytest.approx(p, abs=2e-3)


def test_what_is_printed_is_what_was_counted() -> None:
    model = tables.model()
    play = simulate.play(model, JULY, 10_000, 1)
    for side in (0, 1):
        assert (play.joined == side + 1).mean(0) == pytest.approx(play.p.mean(0)[side], abs=0.025)
    told = simulate.told(model, JULY, play, 1)
    assert sum(one.p for one in told.coalitions) <= 1
    assert told.coalitions[0].p >= told.coalitions[-1].p
    assert told.majors_against.p > told.nuclear_against.p == 0
    assert all(one.low <= one.p <= one.high for one in told.joins if one.p > 0.01)
    assert told.cases == model.cases["war"]


def test_who_would_come() -> None:
    told = simulate.simulate(tables.model(), PAGE, 1000)
    assert told.outcome == "joins a war"
    assert told.joins[0].state == "USA"
    assert told.of("USA").high - told.of("USA").low > 0.1
    assert told.of("USA", "by").p < 0.05
    assert simulate.simulate(tables.model(), JULY, 500).of("RUS").p > 0.5


# --- commitments kept with a given chance ----------------------------------------------------------------------------


def sparse(edges: list[tuple[int, int, float]], n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    edges = sorted(edges)
    first = np.searchsorted([u for u, _, _ in edges], np.arange(n + 1))
    return first, np.array([v for _, v, _ in edges]), np.array([p for _, _, p in edges])


def test_commitments_certain_and_impossible() -> None:
    graph = sparse([(0, 2, 1.0), (2, 3, 1.0), (1, 4, 0.0), (1, 3, 0.0)], 5)
    assert pairwise.two_sided(*graph, np.array([0]), np.array([1]), 100).tolist() == [
        [100, 0, 100, 100, 0], [0, 100, 0, 0, 0]
    ]  # fmt: skip
    assert (pairwise.reach(*graph, 100)[0] == [100, 0, 100, 100, 0]).all()


def test_one_whom_both_sides_call_at_once_stays_out_until_another_calls() -> None:
    both = [(0, 2, 1.0), (1, 2, 1.0)]
    assert pairwise.two_sided(*sparse(both, 4), np.array([0]), np.array([1]), 64)[:, 2].tolist() == [0, 0]
    later = [*both, (1, 3, 1.0), (3, 2, 1.0)]
    assert pairwise.two_sided(*sparse(later, 4), np.array([0]), np.array([1]), 64)[:, 2].tolist() == [0, 64]


def test_chances_along_a_chain_multiply() -> None:
    graph = sparse([(0, 1, 0.3), (1, 2, 0.5), (0, 2, 0.1)], 4)
    draws, p = 40_000, 1 - (1 - 0.15) * (1 - 0.1)
    error = 4.5 * np.sqrt(p * (1 - p) / draws)
    assert pairwise.two_sided(*graph, np.array([0]), np.array([3]), draws)[0, 2] / draws == pytest.approx(p, abs=error)
    assert pairwise.reach(*graph, draws)[0, 2] / draws == pytest.approx(p, abs=error)
