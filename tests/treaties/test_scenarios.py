"""The judged scenarios of ../shared/commitments, under what-if's suppositions, where the library holds their treaties."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from casus.brief.question import Question
from casus.brief.whatif import Terms, ask, supposition
from casus.days import parse
from casus.treaties.library import shipped
from tests.shared import SHARED, need

FILE = SHARED / "commitments" / "scenarios.json"


@dataclass(frozen=True)
class Case:
    """How a scenario is put to ``casus what-if``, where its words are no options of the command."""

    place: str | None = None
    act: Any = "armed-attack"
    hits: Any = None
    begun_by: str | None = None
    by: str | None = None
    #: Why our answer differs where we judge the scenario's own answer wrong or beyond an attack's findings.
    differs: str | None = None


CASES: dict[str, Case] = {
    "S-1969-03-02": Case("Zhenbao Island"),
    "S-1973-10-06": Case("Golan Heights"),
    "S-1982-04-02": Case("Falkland Islands"),
    "S-2003-03-20": Case(
        differs="NATO's talks came of Turkey's request of 10 Feb 2003, not of the attack on Iraq; the text of the Arab League's "
        "treaty binds its Maghreb and Gulf parties as well, which the scenario leaves out"
    ),
    "S-2015-11-13": Case(
        "Paris", by="*",
        differs="Art. 42(7) TEU binds Austria, Ireland and Malta too, and leaves them the form (so the scenario of Greenland has it); "
        "of an attack from nobody knows where NATO Art. 5 is open, as its Council held on 12 Sep 2001",
    ),
    "S-2022-01-05": Case(by="*KAZ", begun_by="unknown"),
    "S-2022-09-13": Case("Jermuk"),
    "S-2023-08-10": Case(act="threat"),
    "S-2024-10-08": Case(
        differs="what North Korea said of Art. 4 in April 2025 is a position; on the day the treaty was not in force and Russia not "
        "the one attacked. Towards Ukraine the Budapest memorandum is open, since it is disputed whether it binds"
    ),
    "S-HYP-DJI": Case(),
    "S-HYP-GREENLAND": Case("Greenland"),
    "S-HYP-GUAM": Case(
        "Guam",
        differs="NATO Art. 4 has no area, so its members consult (as the scenario of the Falklands has it); whether Venezuela and Cuba "
        "are still parties to the Rio Treaty is disputed (as the scenario of Caracas has it for Venezuela)",
    ),
    "S-HYP-KR-1": Case("Seoul"),
    "S-HYP-SCS": Case("Second Thomas Shoal", hits="vessels"),
    "S-HYP-TWN": Case("Taiwan"),
    "S-1941-12-07": Case("Pearl Harbor"),
    "S-2026-03-02": Case("Akrotiri"),
    "S-2026-03-05": Case(
        "Nakhchivan",
        differs="Turkey is bound to help Azerbaijan under the agreement of 2010, so that the talks of the declaration of 2021 are not "
        "consultation only",
    ),
}  # fmt: skip


def treaty_ids(scenario: dict[str, Any]) -> set[str]:
    lists = ("obliged_to_defend", "obliged_to_consult_only", "barred", "political_pledges", "contested")
    return {row["commitment"].lower() for name in lists for row in scenario[name]}


def scenarios() -> list[dict[str, Any]]:
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else []


#: Names in the scenario file → ids of ours.
ALIASES = {
    "unc-sixteen": "unc-sixteen-1953", "usa-kor-nuc": "usa-kor-umbrella", "usa-tra-1979": "usa-twn-tra-1979",
}  # fmt: skip


def at_hand(scenario: dict[str, Any]) -> bool:
    ours = {treaty.id for treaty in shipped()}
    return {ALIASES.get(i, i) for i in treaty_ids(scenario)} <= ours


def answer(scenario: dict[str, Any], case: Case) -> Question:
    by = case.by or ",".join(scenario["initiator"])
    terms = Terms(
        by=by, on=",".join(scenario["target"]), day=parse(scenario["date"]), act=case.act, place=case.place,
        hits=case.hits, begun_by=case.begun_by,
    )  # fmt: skip
    supposed = supposition(terms)
    return ask(shipped(), supposed.attack, supposed.supposed)


def lists(question: Question) -> dict[str, set[str]]:
    """Debtors by list. Who is bound to help a state, or may be, consults only with others; who is bound is not in doubt."""
    bound = {(f.debtor, f.creditor) for f in question.findings if f.list == "bound"}
    helps = bound | {(f.debtor, f.creditor) for f in question.findings if f.list == "open"}
    return {
        "bound": {f.debtor for f in question.findings if f.list == "bound"},
        "consult": {f.debtor for f in question.findings if f.list == "consult" and (f.debtor, f.creditor) not in helps},
        "barred": {f.debtor for f in question.findings if f.list == "barred"},
        "pledged": {f.debtor for f in question.findings if f.list == "pledged"},
        "open": {f.debtor for f in question.findings if f.list == "open" and (f.debtor, f.creditor) not in bound},
    }


def expected(scenario: dict[str, Any]) -> dict[str, set[str]]:
    names = {
        "bound": "obliged_to_defend", "consult": "obliged_to_consult_only", "barred": "barred",
        "pledged": "political_pledges", "open": "contested",
    }  # fmt: skip
    return {ours: {row["iso3"] for row in scenario[theirs]} for ours, theirs in names.items()}


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda s: s["id"])
def test_scenario(scenario: dict[str, Any]) -> None:
    if not at_hand(scenario):
        missing = {ALIASES.get(i, i) for i in treaty_ids(scenario)} - {t.id for t in shipped()}
        pytest.skip(f"not in the library yet: {', '.join(sorted(missing))}")
    case = CASES.get(scenario["id"], Case())
    if case.differs:
        pytest.skip(case.differs)
    assert lists(answer(scenario, case)) == expected(scenario)


def test_the_scenarios_are_there() -> None:
    need("commitments", "scenarios.json")
    assert len(scenarios()) == 32
