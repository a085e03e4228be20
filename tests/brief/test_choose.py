"""Which attacks a page makes worth asking about, from claims written by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casus.brief.choose import MOST, attacks_in
from casus.reports.article import Span
from casus.reports.claim import Claim, When
from casus.sources import Source
from casus.treaties.library import shipped
from casus.world import World

PAGE = Source("page")


def claim(kind: Any, by: str, to: str = "", text: str = "", **more: Any) -> Claim:
    return Claim(PAGE, Span(0, 1), text, kind, tuple(by.split()), tuple(to.split()), **more)


def chosen(day: date, *claims: Claim) -> list[tuple[set[str], set[str], bool]]:
    """Attackers, targets, and whether it is supposed."""
    rows = attacks_in(claims, shipped(), World.on(day, knowing=day))
    return [(set(r.attack.by), set(r.attack.on), not r.reported) for r in rows]


KOREA = date(2024, 10, 19)


def test_korea_both_ways_with_the_ally_beside_the_one_it_drills_with() -> None:
    claims = (
        claim("deploy", "PRK", "RUS"),
        claim("treaty", "PRK RUS"),
        claim("status", "PRK KOR", text="They remain technically at war under an armistice."),
        claim("status", "USA", "KOR", text="Seoul is protected by the US nuclear umbrella."),
        claim("exercise", "KOR USA"),
    )
    assert chosen(KOREA, *claims) == [({"PRK"}, {"KOR"}, True), ({"KOR", "USA"}, {"PRK"}, True)]


def test_an_ally_that_the_page_does_not_bring_up_is_left_out() -> None:
    claims = (claim("status", "PRK KOR", text="at war, with an armistice only"),)
    assert chosen(KOREA, *claims) == [({"PRK"}, {"KOR"}, True), ({"KOR"}, {"PRK"}, True)]


def test_a_reported_attack_supposes_nothing_and_stands_first() -> None:
    rows = attacks_in(
        [claim("attack", "AZE", "ARM", modality="reported", when=When("2022-09-13"))],
        shipped(),
        World.on(date(2022, 9, 14)),
    )
    first = rows[0]
    assert (first.attack.day, first.attack.by, first.attack.on) == (
        date(2022, 9, 13), frozenset({"AZE"}), frozenset({"ARM"}),
    )  # fmt: skip
    assert first.supposed == ()
    assert (first.attack.place, first.attack.begun_by, first.attack.state_of_war) == (None, None, None)


@pytest.mark.parametrize(
    "row",
    [
        claim("attack", "AZE", "ARM", modality="denied"),  # denied
        claim("attack", "AZE", "ARM", modality="planned"),  # not done
        claim("attack", "AZE", ""),  # on nobody in particular
        claim("attack", "HOUTHI", "SAU"),  # by a force that is no state
        claim("attack", "AZE", "ARM", when=When("1992")),  # long ago
    ],
)
def test_no_reported_attack(row: Claim) -> None:
    assert all(supposed for _, _, supposed in chosen(date(2022, 9, 14), row))


def test_a_war_under_way_is_no_supposition() -> None:
    assert chosen(date(2024, 10, 19), claim("talk", "RUS", "UKR")) == []


def test_a_pact_alone_makes_one_think_of_the_rivals_of_its_parties() -> None:
    rows = chosen(date(2025, 9, 18), claim("treaty", "SAU PAK"))
    assert rows
    assert all(on & {"SAU", "PAK"} or by & {"SAU", "PAK"} for by, on, _ in rows)


def test_nothing_to_ask() -> None:
    assert chosen(KOREA) == []
    assert chosen(KOREA, claim("talk", "FRA", "DEU")) == []


def test_never_more_than_a_reader_takes_in() -> None:
    many = [claim("threaten", a, b) for a in ("IRN", "CHN", "RUS") for b in ("USA", "JPN", "ISR", "POL")]
    assert len(chosen(KOREA, *many)) == MOST
