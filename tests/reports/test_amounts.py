"""How many: bounds, vague numbers, money, and numbers that count nothing."""

from __future__ import annotations

import pytest

from casus.reports.rules.amounts import amount
from casus.reports.rules.grammar import parse
from casus.reports.rules.phrases import Phrase
from casus.reports.rules.sentences import tokens

CASES: list[tuple[str, tuple[float | None, float | None, str | None] | None, str]] = [
    ("about 1,500 special forces soldiers", (1500, 1500, "soldiers"), "about is a point"),
    ("more than 200 targets", (200, None, "targets"), "at least"),
    ("up to 9,000 soldiers", (None, 9000, "soldiers"), "at most"),
    ("between 3,000 and 4,000 volunteers", (3000, 4000, "volunteers"), "a range"),
    ("thousands of troops", (1000, None, "troops"), "vague"),
    ("tens of thousands of men", (10000, None, "men"), "vaguer"),
    ("several dozen warheads", (12, None, "warheads"), "several dozen"),
    ("some 2.63 billion euros", (2.63e9, 2.63e9, "euros"), "money in words"),
    ("$2 billion", (2e9, 2e9, "dollars"), "money with a sign"),
    ("twenty-two jets", (22, 22, "jets"), "a number in words"),
    ("a base for ten years", None, "years count nothing"),
    ("a range of 5,000 km", None, "distances count nothing"),
    ("Article 5", None, "the number of an article"),
    ("exercise Zapad 2017", None, "a year in a name"),
]


@pytest.mark.parametrize(("text", "expected", "pins"), CASES, ids=[c[2] for c in CASES])
def test_amount(text: str, expected: tuple[float | None, float | None, str | None] | None, pins: str) -> None:
    s = parse(tokens(text), [])
    found = amount(s, Phrase(0, len(s.tokens), len(s.tokens) - 1))
    assert (found and (found.low, found.high, found.unit)) == expected, pins
