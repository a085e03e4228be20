"""Times of acts: calendar and relative, resolved against Wednesday 26 November 2025."""

from __future__ import annotations

from datetime import date

import pytest

from casus.reports.rules.dates import day_of, times
from casus.reports.rules.grammar import parse
from casus.reports.rules.sentences import tokens

CASES = [
    ("on Friday", "2025-11-21", "the last Friday"),
    ("on Wednesday", "2025-11-26", "the same day"),
    ("yesterday", "2025-11-25", "yesterday"),
    ("in June", "2025-06", "the last June"),
    ("in December", "2024-12", "a month ahead is last year's"),
    ("last September", "2025-09", "last September"),
    ("on November 21", "2025-11-21", "month and day"),
    ("since 24 February 2022", "2022-02-24", "day, month, year"),
    ("in 1969", "1969", "a year"),
    ("between 2008 and 2011", "2008", "a span begins"),
    ("last month", "2025-10", "last month"),
    ("next year", "2026", "next year"),
    ("three days ago", "2025-11-23", "ago"),
    ("in the second half of 2026", "2026-07", "half a year"),
    ("about 2000 men", None, "a number is no year"),
    ("a march in the hills", None, "small letters are no month"),
]


@pytest.mark.parametrize(("text", "expected", "pins"), CASES, ids=[c[2] for c in CASES])
def test_times(text: str, expected: str | None, pins: str) -> None:
    found = times(parse(tokens(f"They met {text}."), []), date(2025, 11, 26))
    assert (found[0].when.start if found else None) == expected, pins


@pytest.mark.parametrize("bad", [None, "", "soon", "2025-13-01"])
def test_no_day_from_nonsense(bad: str | None) -> None:
    assert day_of(bad) is None
