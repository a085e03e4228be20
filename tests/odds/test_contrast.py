"""Two worlds on the same numbers."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from casus.events import suppose
from casus.odds import contrast, tables
from casus.odds.situation import Situation, situation
from casus.treaties.library import shipped


@cache
def world(without: tuple[str, ...] = (), by: str = "USA,KOR", on: str = "PRK", day: str = "2025-01-15") -> Situation:
    posed = suppose(date.fromisoformat(day), frozenset(by.split(",")), frozenset(on.split(",")))
    return situation(posed.attack, shipped().without(without))


def test_a_world_does_not_differ_from_itself() -> None:
    found = contrast.contrast(tables.model(), world(), world(), 300)
    assert all(one.difference == one.low == one.high == 0 for one in found.differences)
    assert not found.as_json()["differences"]


def test_without_its_treaty_russia_is_less_likely_to_come() -> None:
    """And the range is narrower than that of either forecast: what both worlds share does not widen it."""
    found = contrast.contrast(tables.model(), world(), world(("prk-rus-2024",)), 2000)
    russia = found.of("RUS")
    assert russia.difference > 0
    assert russia.difference == pytest.approx(russia.now - russia.was)
    assert russia.low <= russia.difference <= russia.high
    assert russia.high - russia.low < found.now.of("RUS").high - found.now.of("RUS").low
    assert abs(found.of("BOL").difference) < 0.01
    told = found.as_json()
    assert told["caveat"].startswith("a contrast between runs of the model, not a causal effect")
    assert told["differences"][0]["state"] == found.differences[0].state


def test_who_fights_in_either_world_is_left_out() -> None:
    found = contrast.contrast(tables.model(), world(), world(by="KOR"), 200)
    assert "USA" not in {one.state for one in found.differences}
    assert "USA" in {one.state for one in found.was.joins}
