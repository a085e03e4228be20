"""The judged scenarios of ../shared/commitments, for all of which the library holds the treaties."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.shared import SHARED, need

from casus.brief.question import Question
from casus.brief.whatif import Terms, ask, supposition
from casus.days import parse
from casus.treaties.library import shipped

FILE = SHARED / "commitments" / "scenarios.json"


@dataclass(frozen=True)
class Case:
    """How a scenario is put to ``casus what-if``, where its words are no options of the command.

    ``differs`` says why we judge its own answer wrong in part; ``more`` and ``less`` are then what we add to its lists
    and take from them (a treaty's id stands for its parties on the day), so that our answer is pinned all the same.
    """

    place: str | None = None
    act: Any = "armed-attack"
    hits: Any = None
    begun_by: str | None = None
    by: str | None = None
    differs: str | None = None
    more: dict[str, str] = field(default_factory=dict)
    less: dict[str, str] = field(default_factory=dict)


CASES: dict[str, Case] = {
    "S-1969-03-02": Case("Zhenbao Island"),
    "S-1973-10-06": Case("Golan Heights"),
    "S-1982-04-02": Case("Falkland Islands"),
    "S-2003-03-20": Case(
        differs="NATO's talks came of Turkey's request of 10 Feb 2003, not of the attack on Iraq; the Arab "
        "League's treaty binds its parties in the Maghreb and the Gulf as well",
        more={"bound": "BHR DZA LBY MAR QAT SDN TUN"},
        less={"consult": "nato-1949"},
    ),
    "S-2015-11-13": Case(
        "Paris",
        by="*",
        differs="Art. 42(7) TEU binds Austria, Ireland and Malta too and leaves them the form (so the scenario of"
        " Greenland has it); of an attack from nobody knows where NATO Art. 5 is open, as its Council "
        "held on 12 Sep 2001",
        more={"bound": "AUT IRL MLT", "open": "ALB CAN ISL NOR TUR USA"},
        less={"open": "AUT IRL MLT"},
    ),
    "S-2022-01-05": Case(by="*KAZ", begun_by="unknown"),
    "S-2022-09-13": Case("Jermuk"),
    "S-2023-08-10": Case(act="threat"),
    "S-2024-10-08": Case(
        differs="what North Korea said of Art. 4 in April 2025 is a position; on the day the treaty was not in "
        "force and Russia was not the one attacked. Towards Ukraine the Budapest memorandum is open, "
        "since it is disputed whether it binds",
        more={"open": "GBR RUS USA"},
        less={"open": "PRK"},
    ),
    "S-HYP-GREENLAND": Case("Greenland"),
    "S-HYP-GUAM": Case(
        "Guam",
        differs="NATO Art. 4 has no area, so its members consult (as the scenario of the Falklands has it); "
        "whether Venezuela and Cuba are still parties to the Rio Treaty is disputed (as the scenario of "
        "Caracas has it for Venezuela)",
        more={"consult": "nato-1949", "open": "CUB VEN"},
        less={"consult": "USA"},
    ),
    "S-HYP-KR-1": Case("Seoul"),
    "S-HYP-SCS": Case("Second Thomas Shoal", hits="vessels"),
    "S-HYP-TWN": Case("Taiwan"),
    "S-1941-12-07": Case("Pearl Harbor"),
    "S-2026-03-02": Case("Akrotiri"),
    "S-2026-03-05": Case(
        "Nakhchivan",
        differs="Turkey is bound to help Azerbaijan by the agreement of 2010, so it does not only consult under "
        "the declaration of 2021",
        less={"consult": "TUR"},
    ),
}


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
    return ask(shipped(), supposition(terms))


def lists(question: Question) -> dict[str, set[str]]:
    """Debtors by list. Who helps a state, or may have to, consults only with others; who is bound is not in doubt."""
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


def judged(scenario: dict[str, Any], case: Case) -> dict[str, set[str]]:
    """The scenario's own lists, with what we judge otherwise."""
    wanted = expected(scenario)
    for name, words in case.more.items():
        wanted[name] |= states_of(words, scenario["date"])
    for name, words in case.less.items():
        wanted[name] -= states_of(words, scenario["date"])
    return wanted


def states_of(words: str, day: str) -> set[str]:
    found: set[str] = set()
    for word in words.split():
        found |= {word} if word.isupper() else set(shipped()[word].parties(parse(day)))
    return found


@pytest.mark.parametrize("scenario", scenarios() or [{"id": "all"}], ids=lambda s: s["id"])
def test_scenario(scenario: dict[str, Any]) -> None:
    need("commitments", "scenarios.json")
    if not at_hand(scenario):
        missing = {ALIASES.get(i, i) for i in treaty_ids(scenario)} - {t.id for t in shipped()}
        pytest.skip(f"not in the library yet: {', '.join(sorted(missing))}")
    case = CASES.get(scenario["id"], Case())
    assert lists(answer(scenario, case)) == judged(scenario, case)


def test_the_scenarios_are_there() -> None:
    need("commitments", "scenarios.json")
    assert len(scenarios()) == 32
