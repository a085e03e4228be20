"""What a question shows beside its findings: statements that were made of this attack, and conflicts."""

from __future__ import annotations

from datetime import date

import pytest

from casus.brief.question import ask
from casus.brief.whatif import Terms, supposition
from casus.treaties import library


def said(by: str, on: str, day: str, place: str | None = None, knowing: str | None = None) -> set[tuple[str, str, str]]:
    terms = Terms(by=by, on=on, day=date.fromisoformat(day), place=place)
    question = ask(library.by_hand(), supposition(terms), knowing=knowing and date.fromisoformat(knowing))
    return {(treaty.id, row.by, str(row.day)) for treaty, row in question.positions}


@pytest.mark.parametrize(
    ("by", "on", "day", "place", "row"),
    [
        # Moscow on Karabakh, though the clause is not even touched by an attack there
        ("AZE", "ARM", "2020-09-27", "Karabakh", ("csto-1992", "RUS", "2020-10-07")),
        # the same clause touched, another attack: a year later it is told as well
        ("AZE", "ARM", "2022-09-13", "Jermuk", ("csto-1992", "ARM", "2022-09-13")),
        # Rio 1982: said of an attack in which either side was seen as the attacker
        (
            "GBR",
            "ARG",
            "1982-05-01",
            "Falkland Islands",
            ("rio-1947", "Twentieth Meeting of Consultation", "1982-04-28"),
        ),
        # NATO 2001
        ("*AFG", "USA", "2001-09-11", "New York", ("nato-1949", "North Atlantic Council", "2001-09-12")),
        # North Korea and Russia on Kursk
        ("UKR", "RUS", "2025-01-15", "Kursk", ("prk-rus-2024", "PRK", "2025-04-28")),
    ],
)
def test_a_statement_stands_beside_the_attack_it_was_made_of(
    by: str, on: str, day: str, place: str, row: tuple[str, str, str]
) -> None:
    assert row in said(by, on, day, place)


def test_not_beside_another_attack_on_the_same_treaty_in_the_same_year() -> None:
    assert ("prk-rus-2024", "PRK", "2025-04-28") not in said("KOR", "PRK", "2025-01-15")
    assert ("csto-1992", "RUS", "2020-10-07") not in said("KGZ", "TJK", "2020-10-01")


def test_nothing_that_was_said_later_than_what_is_known() -> None:
    assert said("UKR", "RUS", "2024-10-19", "Kursk", knowing="2024-10-19") == set()
    assert ("prk-rus-2024", "RUS", "2024-10-24") in said("UKR", "RUS", "2024-10-19", "Kursk", knowing="2024-10-24")
