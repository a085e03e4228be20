"""What a page says of a promise beside what the promise says: only where both are known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casus.brief.against import against_the_text
from casus.reports.article import Span
from casus.reports.claim import Claim
from casus.sources import Source
from casus.treaties.library import shipped


def points(day: str, kind: Any, parties: str, text: str) -> list[tuple[str, str, str]]:
    by, _, to = parties.partition(" > ")
    claim = Claim(Source("page"), Span(0, 1), text, kind, tuple(by.split()), tuple(to.split()))
    found = against_the_text([claim], shipped(), date.fromisoformat(day))
    return [(row.treaty, row.words, row.text) for row in found]


@pytest.mark.parametrize(
    ("day", "kind", "parties", "text", "treaty", "words", "says"),
    [
        # a crisis sets nothing off where the text asks for an armed attack
        ("2024-10-19", "assess", "RUS > PRK", "Russia will intervene if North Korea is attacked or faces a crisis.",
         "prk-rus-2024", "crisis", "armed attack and a state of war"),
        # a threat brings talks
        ("2025-06-01", "assess", "RUS > PRK", "Russia must come if North Korea is threatened.",
         "prk-rus-2024", "threatened", "brings talks (Art. 3)"),
        # "automatic" is filtered by what the text itself names
        ("2025-06-01", "treaty", "PRK RUS", "The pact works automatically if either is attacked.",
         "prk-rus-2024", "automatically", "UN Charter Art. 51"),
        ("2024-10-19", "assess", "USA > KOR", "The US would automatically fight if South Korea were attacked.",
         "usa-kor-1953", "automatically", "constitutional processes"),
        # signed is not in force
        ("2024-10-19", "treaty", "PRK RUS", "The deal signed in June includes a mutual defence clause.",
         "prk-rus-2024", "", "in force only from 2024-12-04"),
        # a defence pact that is none
        ("2025-05-01", "treaty", "CHN PAK", "China and Pakistan are bound by a mutual defence treaty of 2005.",
         "chn-pak-2005", "mutual defence", "no promise of defence"),
        # since when
        ("2024-10-19", "treaty", "USA KOR", "The two are bound by a treaty signed in 1951.",
         "usa-kor-1953", "treaty signed in 1951", "signed on 1 Oct 1953"),
        ("2024-10-19", "treaty", "USA KOR", "A mutual defence pact in force since 1953 binds them.",
         "usa-kor-1953", "in force since 1953", "in force from 17 Nov 1954"),
        ("2024-10-19", "treaty", "USA PHL", "Their 1950 mutual defence treaty covers the reef.",
         "usa-phl-1951", "1950 mutual defence treaty", "signed on 30 Aug 1951"),
        # who is in it
        ("2024-10-19", "pledge", "USA > UKR", "Help for NATO member Ukraine was promised by Washington.",
         "nato-1949", "NATO member Ukraine", "Ukraine is no party"),
        ("2021-10-19", "pledge", "USA > SWE", "Washington would help Sweden, a NATO member, it said.",
         "nato-1949", "Sweden, a NATO member", "Sweden is no party"),
        ("2024-10-19", "treaty", "USA KOR JPN", "A trilateral defence pact binds the three.",
         "usa-jpn-1960", "trilateral defence pact", "no treaty of help binds"),
    ],
)  # fmt: skip
def test_where_they_part(day: str, kind: str, parties: str, text: str, treaty: str, words: str, says: str) -> None:
    assert any(t == treaty and w == words and says in x for t, w, x in points(day, kind, parties, text))


@pytest.mark.parametrize(
    ("day", "kind", "parties", "text"),
    [
        # the claim agrees with the text
        ("2025-06-01", "assess", "RUS > PRK", "Russia will help if North Korea is attacked."),
        # the year is that of the treaty, or of its entry into force
        ("2024-10-19", "treaty", "USA KOR", "The two are bound by a treaty signed in 1953."),
        ("2024-10-19", "treaty", "USA KOR", "Their 1954 treaty stands."),
        # members that are members; allies that are not said to be members
        ("2024-10-19", "pledge", "USA > SWE", "Help for NATO member Sweden was promised by Washington."),
        ("2024-10-19", "pledge", "USA > KOR", "Help for major non-NATO ally South Korea was promised."),
        # no condition is described
        ("2025-06-01", "assess", "RUS > PRK", "Russia values its ties with Pyongyang in this crisis."),
        # a promise of defence that is there
        ("2025-06-01", "treaty", "PRK RUS", "Russia and North Korea have a mutual defence treaty."),
        # no treaty of help between the two
        ("2025-06-01", "assess", "RUS > IRN", "Russia will automatically fight if Iran faces a crisis."),
        # another kind of claim
        ("2025-06-01", "talk", "RUS > PRK", "They will talk automatically if a crisis comes."),
    ],
)
def test_silence_otherwise(day: str, kind: str, parties: str, text: str) -> None:
    assert points(day, kind, parties, text) == []
