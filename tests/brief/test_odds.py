"""Odds in questions and briefs: their contract, their words, their contrasts, and what they may know."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from typer.testing import CliRunner

from casus import library, suppose
from casus.brief import chances, words
from casus.brief.question import ask
from casus.brief.whatif import Terms, what_if
from casus.cli import app
from casus.odds.names import NAMES
from casus.odds.situation import situation
from casus.treaties.model import Treaty


@pytest.fixture(scope="module")
def treaties() -> Any:
    return library()


def asked(*words: str) -> dict[str, Any]:
    told = CliRunner().invoke(app, ["what-if", *words, "--format", "json"])
    assert told.exit_code == 0, told.output
    made: dict[str, Any] = json.loads(told.output)
    return made


KOREA = ("--by", "KOR,USA", "--on", "PRK", "--day", "2024-10-19")


def test_the_contract_and_the_seed() -> None:
    first, again, other = (asked(*KOREA, "--draws", "400", "--seed", seed)["forecast"] for seed in ("3", "3", "4"))
    assert first == again != other
    assert first["draws"] == 400 and first["seed"] == 3
    assert first["outcome"] == "joins a war"
    for row in first["joins"]:
        assert row["side"] in ("by", "on") and 0 <= row["low"] <= row["p"] <= row["high"] <= 1
    assert {row["state"] for row in first["joins"]}.isdisjoint({"KOR", "USA", "PRK"})
    assert all(set(row) >= {"members", "p"} for row in first["coalitions"])
    assert sum(row["p"] for row in first["coalitions"]) <= 1


def test_another_outcome_is_named_where_no_war_is_supposed() -> None:
    threat = asked(*KOREA, "--act", "threat", "--draws", "50")["forecast"]
    assert threat["outcome"] == "joins a militarised dispute"
    assert threat["cases"]["conflicts"] > 2000


def test_no_draws_no_odds() -> None:
    assert asked(*KOREA, "--draws", "0")["forecast"] is None
    told = CliRunner().invoke(app, ["what-if", *KOREA, "--draws", "0"]).output
    assert "no odds were asked for" in told and "AUC" not in told


def test_an_attacker_outside_the_system_has_no_odds_and_says_why() -> None:
    words = ("--by", "*AFG", "--on", "USA", "--day", "2001-09-11")
    assert asked(*words)["forecast"] is None
    told = " ".join(CliRunner().invoke(app, ["what-if", *words]).output.split())
    assert "*AFG is no state of COW's system" in told


def test_a_treaty_as_if_in_force_is_a_contrast_with_a_range() -> None:
    contrast = asked(*KOREA, "--with", "prk-rus-2024", "--draws", "2000")["contrast"]
    russia = next(row for row in contrast["odds"] if (row["state"], row["side"]) == ("RUS", "on"))
    assert russia["difference"] > 0
    assert russia["low"] <= russia["difference"] <= russia["high"]
    assert russia["now"] - russia["was"] == pytest.approx(russia["difference"])
    assert "with" in contrast["here"]


def test_the_same_world_twice_differs_in_nothing(treaties: Any) -> None:
    day = date(2024, 10, 19)
    made = what_if(treaties, Terms(by="PRK", on="KOR", day=day, with_=("usa-kor-1953",), draws=300))
    assert made.question.contrast is not None
    assert made.question.contrast.odds == () == made.question.contrast.changes


def test_a_brief_says_how_far_to_trust_its_odds_and_sets_a_signed_treaty_beside(treaties: Any) -> None:
    terms = Terms(by="KOR,USA", on="PRK", day=date(2024, 10, 19), with_=("prk-rus-2024",), draws=500)
    question = what_if(treaties, terms).question
    (trust, drawn, *_) = chances.behind([question])
    assert "AUC" in trust and "had not seen" in trust and "96 joiners" in trust
    assert drawn.startswith("500 draws")
    assert any(line.startswith("RUS joins a war with PRK") for line in chances.differences(question))
    heads = dict(chances.joins(question))
    assert set(heads) == {"joins a war"}


def test_troops_count_as_fighting_side_by_side_only_from_the_day_on_which_fighting_is_reported(
    treaties: tuple[Treaty, ...],
) -> None:
    """The page of 19 October 2024 has troops in Russia; that they fight was first reported in November."""

    def beside(day: date) -> float:
        attack = suppose(day, by=frozenset({"KOR", "USA"}), on=frozenset({"PRK"})).attack
        seen = situation(attack, treaties)
        at = NAMES.index("own:war-beside-now")
        rows = seen.rows()[len(seen.who) :]
        return float(rows[seen.ids.index("RUS"), at])

    assert beside(date(2024, 10, 19)) == 0
    assert beside(date(2024, 11, 5)) == 0  # reported that day: known the day after
    assert beside(date(2024, 11, 6)) == 1
    assert beside(date(2025, 1, 15)) == 1


def test_without_draws_the_odds_are_not_even_loaded(treaties: Any) -> None:
    question = ask(treaties, suppose(date(2024, 10, 19), by=frozenset({"PRK"}), on=frozenset({"KOR"})))
    assert question.forecast is None and question.no_odds


def test_a_duty_that_many_lose_alike_is_one_line(treaties: Any) -> None:
    made = what_if(treaties, Terms(by="RUS", on="EST", day=date(2024, 10, 19), without=("nato-1949",)))
    assert made.question.contrast is not None
    assert len(made.question.contrast.changes) > 40
    lines = words.changes(made.question.contrast)
    assert [line.count("towards EST") for line in lines] == [1, 1]
    assert all("25 more" in line for line in lines)
