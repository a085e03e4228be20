"""Names in running text: states, organisations, groups; and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from casus.reports.rules.names import gazetteer
from casus.reports.rules.sentences import tokens

CASES = [
    ("Chadian soldiers left Bangui.", ["TCD", "CAF"], "an adjective and a capital"),
    ("Yemen's Houthis and Hezbollah", ["YEM", "HOUTHI", "HEZBOLLAH"], "armed groups"),
    ("The US and the UN told us.", ["USA", "UN"], "capitals tell US from us"),
    ("North and South Korea met.", ["PRK", "KOR"], "one form for two states"),
    ("The Soviet Union collapsed.", ["RUS"], "a state that is gone is its successor"),
    ("Vladimir Putin called Xi Jinping.", ["RUS", "CHN"], "leaders"),
    ("Ethnic Albanians and ethnic Russians fled.", [], "an ethnic group is no state"),
    ("Jordan Peele flew Air France.", [], "a person and an airline"),
    ("The South China Sea and the Indian Ocean", [], "seas"),
    ("They ate turkey off china.", [], "small letters"),
    ("Fighting in Crimea and Tigray", ["UKR", "ETH"], "land under its recognised state"),
]


@pytest.mark.parametrize(("text", "expected", "pins"), CASES, ids=[c[2] for c in CASES])
def test_names(text: str, expected: list[str], pins: str) -> None:
    found = gazetteer(date(2024, 10, 19)).mentions(tokens(text))
    assert [owner for m in found for owner in m.ids] == expected, pins


def test_a_leader_counts_only_from_the_first_year_in_office() -> None:
    words = tokens("Boris Yeltsin spoke with Emmanuel Macron.")
    assert [m.ids for m in gazetteer(date(1998, 1, 1)).mentions(words)] == [("RUS",)]
