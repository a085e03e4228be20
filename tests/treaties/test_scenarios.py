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
    "S-1982-04-02": Case("Falkland Islands"),
    "S-2022-01-05": Case(by="*KAZ", begun_by="unknown"),
    "S-2022-09-13": Case("Jermuk"),
    "S-HYP-KR-1": Case("Seoul"),
    "S-HYP-GUAM": Case("Guam"),
    "S-HYP-TWN": Case("Taiwan"),
    "S-HYP-SCS": Case("Second Thomas Shoal", hits="vessels"),
    "S-HYP-GREENLAND": Case("Greenland"),
    "S-2026-03-02": Case("Akrotiri"),
    "S-2026-03-05": Case("Nakhchivan"),
    "S-2023-08-10": Case(act="threat"),
    "S-2015-11-13": Case("Paris", by="*"),
    "S-1941-12-07": Case("Pearl Harbor"),
    "S-1969-03-02": Case("Zhenbao Island"),
    "S-1973-10-06": Case("Golan Heights"),
    "S-HYP-DJI": Case("Ras Doumeira"),
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
    """Debtors by list; who is bound to help a state, or may be, counts as consulting only with others."""
    helps = {(f.debtor, f.creditor) for f in question.findings if f.list in ("bound", "open")}
    return {
        "bound": {f.debtor for f in question.findings if f.list == "bound"},
        "consult": {f.debtor for f in question.findings if f.list == "consult" and (f.debtor, f.creditor) not in helps},
        "barred": {f.debtor for f in question.findings if f.list == "barred"},
        "pledged": {f.debtor for f in question.findings if f.list == "pledged"},
        "open": {f.debtor for f in question.findings if f.list == "open"},
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
