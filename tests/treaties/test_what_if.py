"""Well-known cases put to the treaties kept by hand, by the words of ``casus what-if``; and a few to all that ship."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from casus.brief.question import Question
from casus.brief.whatif import Terms, what_if
from casus.treaties.explain import sentence
from casus.treaties.library import by_hand, shipped


@dataclass(frozen=True)
class Case:
    """Attackers, targets, day and options; then who must stand in which list (``*``: these and no others)."""

    by: str
    on: str
    day: str
    options: dict[str, Any]
    lists: dict[str, str]


CASES = [
    # the first page: who is bound on its day, and what the deal changes once it is in force
    Case("USA", "PRK", "2024-10-19", {}, {"bound": "* CHN", "not-yet": "RUS", "consult": "CHN RUS"}),
    Case("USA", "PRK", "2025-01-15", {}, {"bound": "* CHN RUS", "not-yet": "*"}),
    Case("USA,KOR", "PRK", "2024-10-19", {}, {"bound": "* CHN", "not-yet": "* RUS"}),
    Case("PRK", "KOR", "2024-10-19", {}, {"bound": "* USA", "pledged": "GBR TUR AUS", "open": "*"}),
    # an incident inside a wider war that the one attacked began
    Case("UKR", "RUS", "2025-01-15", {"place": "Kursk", "begun_by": "RUS"}, {"bound": "*", "open": "PRK"}),
    Case("UKR", "RUS", "2025-01-15", {"place": "Kursk", "begun_by": "unknown"}, {"open": "PRK"}),
    # outside the area; land that is not recognised as the member's; land that is
    Case("ARG", "GBR", "1982-04-02", {"place": "Falkland Islands"}, {"bound": "*", "open": "*"}),
    Case("AZE", "ARM", "2020-09-27", {"place": "Karabakh"}, {"bound": "*", "open": "*"}),
    Case("AZE", "ARM", "2022-09-13", {"place": "Jermuk"}, {"bound": "* RUS BLR KAZ KGZ TJK"}),
    Case("AZE", "ARM", "2022-09-13", {"place": "Jermuk", "requested": "no"}, {"bound": "* RUS"}),
    # administered is not the same as recognised
    Case("CHN", "JPN", "2026-01-01", {"place": "Senkaku Islands"}, {"bound": "* USA"}),
    Case("CHN", "JPN", "1971-01-01", {"place": "Senkaku Islands"}, {"bound": "*"}),
    # Guam is outside NATO's area and inside three others
    Case("PRK", "USA", "2026-06-01", {"place": "Guam"}, {"bound": "AUS PHL KOR BRA"}),
    Case("CHN", "USA", "2026-06-01", {"place": "Hawaii"}, {"bound": "AUS PHL BRA"}),
    # an ally attacks an ally
    Case("TUR", "GRC", "2020-08-01", {}, {"barred": "* TUR", "open": "USA FRA DEU"}),
    Case("USA", "DNK", "2026-01-20", {"place": "Greenland"}, {"barred": "* USA", "open": "GBR CAN"}),
    # a non-state force: from abroad, from nobody knows where, from the victim's own soil
    Case("*AFG", "USA", "2001-09-12", {}, {"bound": "GBR CAN AUS"}),
    Case("*", "FRA", "2015-11-13", {}, {"bound": "DEU IRL", "open": "USA CAN"}),
    Case("*KAZ", "KAZ", "2022-01-05", {}, {"bound": "*"}),
    # accession, withdrawal, an alliance that came too late
    Case("RUS", "FIN", "2023-04-03", {}, {"bound": "DEU SWE IRL"}),
    Case("RUS", "FIN", "2023-04-04", {}, {"bound": "USA DEU SWE"}),
    Case("IRN", "SAU", "2025-09-16", {}, {"bound": "EGY KWT"}),
    Case("IRN", "SAU", "2025-09-18", {}, {"bound": "PAK EGY KWT"}),
    Case("NGA", "NER", "2026-06-01", {}, {"bound": "* BFA MLI"}),
    # no duty at all
    Case("BOL", "PRY", "1932-06-15", {}, {"bound": "*", "open": "*", "consult": "*", "pledged": "*", "barred": "*"}),
    Case("ISR,USA", "IRN", "2025-06-13", {}, {"bound": "*", "open": "*"}),
    Case("USA,ISR", "IRN", "2026-02-28", {}, {"bound": "*", "barred": "* RUS"}),
]


def listed(question: Question, name: str) -> set[str]:
    return {f.debtor for f in question.findings if f.list == name}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.by}-{c.on}-{c.day}-{c.options.get('place', '')}")
def test_case(case: Case) -> None:
    terms = Terms(by=case.by, on=case.on, day=date.fromisoformat(case.day), **case.options)
    question = what_if(by_hand(), terms).question
    for name, words in case.lists.items():
        only, *rest = words.split()
        wanted = set(rest) if only == "*" else {only, *rest}
        if only == "*":
            assert listed(question, name) == wanted, name
        else:
            assert listed(question, name) >= wanted, name


def test_why_not_is_always_there() -> None:
    question = what_if(by_hand(), Terms(by="USA", on="PRK", day=date(2024, 10, 19))).question
    (art4,) = [
        f for f in question.findings if f.treaty.id == "prk-rus-2024" and f.clause.id == "4" and f.debtor == "RUS"
    ]
    assert art4.verdict == "not-triggered"
    (no,) = [step for step in art4.steps if step.answer is False]
    assert "2024-12-04" in no.cite


def test_an_open_question_says_what_either_answer_would_change() -> None:
    terms = Terms(by="UKR", on="RUS", day=date(2025, 1, 15), place="Kursk", begun_by="RUS")
    asked = {q.question: q for q in what_if(by_hand(), terms).question.open_questions}
    row = asked["Does a side that began the wider war count as attacked?"]
    assert "PRK bound to defend" in row.if_yes
    assert "PRK not bound" in row.if_no
    assert "Art. 51" in row.cite


@pytest.mark.parametrize(
    ("more", "change"),
    [
        # the deal taken away once it is in force; given before it was; the same attack on another day
        ({"without": ("prk-rus-2024",)}, ("RUS", "bound to defend", None)),
        ({"day": date(2024, 10, 19), "with_": ("prk-rus-2024",)}, ("RUS", "not yet bound", "bound to defend")),
        ({"versus": date(2024, 10, 19)}, ("RUS", "not yet bound", "bound to defend")),
    ],
)
def test_contrast(more: dict[str, Any], change: tuple[str, str | None, str | None]) -> None:
    terms = Terms(**{"by": "USA", "on": "PRK", "day": date(2025, 1, 15), **more})
    contrast = what_if(by_hand(), terms).question.contrast
    assert contrast is not None
    assert change in {(c.debtor, c.was, c.now) for c in contrast.changes if "Art. 4" in c.cite}
    assert all(c.was != c.now for c in contrast.changes)


def test_without_an_unrelated_treaty_nothing_differs() -> None:
    terms = Terms(by="USA", on="PRK", day=date(2025, 1, 15), without=("dji-fra-2014",))
    contrast = what_if(by_hand(), terms).question.contrast
    assert contrast is not None
    assert contrast.changes == ()


@pytest.mark.parametrize(
    ("by", "on", "day", "debtor", "listed"),
    [
        # alliances that no file by hand stands for come from ATOP
        ("AUH", "SRB", "1914-07-28", "MNE", "bound"),
        # ATOP flags a named adversary and does not say which: never a guess
        ("DEU", "RUS", "1914-08-01", "JPN", "open"),
        # and after 2018 it says nothing
        ("RUS", "EST", "2019-01-02", "USA", "bound"),
    ],
)
def test_with_atop(by: str, on: str, day: str, debtor: str, listed: str) -> None:
    question = what_if(shipped(), Terms(by=by, on=on, day=date.fromisoformat(day))).question
    lists = {f.list for f in question.findings if f.debtor == debtor} or {"free"}
    assert listed in lists
    assert listed != "free" or lists == {"free"}


@pytest.mark.parametrize(
    ("by", "on", "day", "debtor", "words"),
    [
        # why not Italy in 1914?
        ("DEU", "FRA", "1914-08-03", "ITA", "Is Germany the one attacked? No"),
        # why not Russia for Serbia, but France for Russia
        ("DEU", "RUS", "1914-08-01", "FRA", "France is bound to defend Russia"),
        # why Britain for Belgium
        ("DEU", "BEL", "1914-08-04", "GBR", "United Kingdom is bound to act for Belgium"),
    ],
)
def test_why_and_why_not(by: str, on: str, day: str, debtor: str, words: str) -> None:
    question = what_if(by_hand(), Terms(by=by, on=on, day=date.fromisoformat(day))).question
    told = [sentence(f) for f in question.findings if f.debtor == debtor]
    assert any(words in line for line in told), told
