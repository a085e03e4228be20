"""The judged scenarios of ../shared/commitments, put to the treaties kept by hand, from which their lists are drawn.

ATOP adds alliances of the day that the scenarios do not name (Serbia and Montenegro in 1914, say).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.shared import SHARED, need

from casus.brief.question import Question
from casus.brief.whatif import Terms, ask, supposition
from casus.days import parse
from casus.treaties.library import by_hand

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
    state_of_war: Any = None
    differs: str | None = None
    more: dict[str, str] = field(default_factory=dict)
    less: dict[str, str] = field(default_factory=dict)


#: Said of several scenarios: what their authors left aside.
CIS = "members of the CIS consult on a threat to one of them (Charter Art. 12)"

CASES: dict[str, Case] = {
    "S-1914-07-28": Case(
        differs="the Tsar's telegram of 27 July 1914 promised support; it binds nobody", more={"pledged": "RUS"}
    ),
    "S-1939-09-01": Case(
        differs="whether Germany could denounce the declaration of 1934, made for ten years, was disputed",
        more={"open": "DEU FRA"},
    ),
    "S-1956-10-29": Case(
        differs="what a declaration promises is a pledge, contested or not; the British alliances with "
        "Jordan and Libya speak of being engaged in war, which leaves open whether they reach an "
        "attacker",
        more={"pledged": "USA", "open": "JOR LBY"},
        less={"open": "USA"},
    ),
    "S-1965-09-06": Case(
        "Lahore",
        begun_by="unknown",
        differs="the talks of the Manila Pact (Art. IV(2)) concern all its parties, not the United States alone",
        more={"consult": "AUS FRA NZL PHL THA"},
    ),
    "S-1969-03-02": Case(
        "Zhenbao Island",
        state_of_war="unknown",
        differs="the talks of the treaty of 1950 (Art. 4) are on questions of common interest, and no "
        "attack sets them off; those of the Warsaw Treaty (Art. 3) have no area",
        more={"consult": "BGR CSK DDR HUN POL ROU PRK"},
        less={"consult": "CHN SUN"},
    ),
    "S-1973-10-06": Case(
        "Golan Heights",
        differs="Bahrain, Qatar and South Yemen had joined the Arab League's treaty by then",
        more={"open": "BHR QAT YMD"},
    ),
    "S-1982-04-02": Case("Falkland Islands"),
    "S-1990-08-02": Case(
        differs="the Soviet treaty with Iraq asks for talks in the words of the one with Egypt (see 1973)",
        more={"consult": "SUN"},
    ),
    "S-2003-03-20": Case(
        differs="NATO's talks came of Turkey's request of 10 Feb 2003, not of the attack on Iraq; the Arab "
        "League's treaty binds its parties in the Maghreb and the Gulf as well",
        more={"bound": "BHR DZA LBY MAR QAT SDN TUN"},
        less={"consult": "nato-1949"},
    ),
    "S-2011-03-19": Case(
        differs="Libya's suspension leaves open what every party to the two pacts owed it",
        more={"open": "arab-1950 au-2005"},
        less={"open": "LBY"},
    ),
    "S-2015-11-13": Case(
        "Paris",
        by="*",
        differs="Art. 42(7) TEU binds Austria, Ireland and Malta too and leaves them the form (so the "
        "scenario of Greenland has it); of an attack from nobody knows where NATO Art. 5 is open, "
        "as its Council held on 12 Sep 2001; the Emirates consult",
        more={"bound": "AUT IRL MLT", "open": "nato-1949", "consult": "ARE ALB CAN ISL NOR TUR USA"},
        less={"open": "AUT IRL MLT FRA"},
    ),
    "S-2022-01-05": Case(
        by="*KAZ",
        begun_by="unknown",
        differs="the CSTO's members talk (Art. 2)",
        more={"consult": "ARM BLR KGZ RUS TJK"},
    ),
    "S-2022-09-13": Case(
        "Jermuk",
        differs=f"{CIS} and use no force against each other (Art. 3); Russia's declaration with Azerbaijan "
        "of 2022 and the statement of 2020 say something of it too",
        more={"consult": "MDA UZB", "barred": "AZE", "pledged": "RUS", "open": "AZE"},
    ),
    "S-2023-08-10": Case(
        act="threat",
        differs="an authority to step in is no duty of those who would; the protocols of 1981 and 1999 and "
        "the African Union's pact leave open what the other members owe Niger",
        more={"open": "ecowas-1981 ecowas-1999 au-2005"},
        less={"open": "NGA BEN CIV NER"},
    ),
    "S-2024-10-08": Case(
        differs="what North Korea said of Art. 4 in April 2025 is a position; on the day the treaty was not"
        " in force and Russia was not the one attacked. Towards Ukraine the Budapest memorandum is "
        "open, since it is disputed whether it binds",
        more={"open": "GBR RUS USA CHN"},
        less={"open": "PRK"},
    ),
    "S-HYP-GREENLAND": Case(
        "Greenland",
        differs="NATO Art. 4 asks for talks here, too",
        more={"consult": "ALB CAN GBR ISL MKD MNE NOR TUR"},
    ),
    "S-HYP-GUAM": Case(
        "Guam",
        differs="NATO Art. 4 has no area, so its members consult (as the scenario of the Falklands has it),"
        " and so do Bahrain and Kiribati; whether Venezuela and Cuba are still parties to the Rio "
        "Treaty is disputed",
        more={"consult": "nato-1949 BHR KIR", "open": "CUB VEN"},
        less={"consult": "USA"},
    ),
    "S-HYP-KR-1": Case("Seoul"),
    "S-HYP-SCS": Case(
        "Second Thomas Shoal",
        hits="vessels",
        differs="China joined the Treaty of Amity towards the states of Southeast Asia in 2003; the Manila "
        "Pact is as open for the United States as for the others",
        more={"barred": "CHN", "open": "USA"},
    ),
    "S-HYP-TWN": Case("Taiwan"),
    "S-1941-12-07": Case("Pearl Harbor"),
    "S-2026-03-02": Case(
        "Akrotiri",
        differs="the duty of Cyprus, Greece and Turkey is to respect the bases themselves: another's blow "
        "asks nothing of them; Bahrain consults, and Finland, Sweden and Ukraine have pledged help",
        more={"consult": "nato-1949 BHR", "pledged": "FIN SWE UKR"},
        less={"barred": "CYP GRC TUR", "consult": "GBR"},
    ),
    "S-2026-03-05": Case(
        "Nakhchivan",
        differs="Turkey is bound to help Azerbaijan by the agreement of 2010, so it does not only consult; "
        f"{CIS}; declarations with Russia and Uzbekistan speak of talks",
        more={"consult": "ARM BLR KAZ KGZ MDA RUS TJK UZB", "pledged": "RUS", "open": "UZB"},
        less={"consult": "TUR"},
    ),
    "S-2026-01-03": Case(
        differs="whether Venezuela and Cuba are parties to the Rio Treaty is disputed, so its Art. 1 is open, too",
        more={"open": "USA CUB"},
    ),
    "S-HYP-BLR": Case(differs=CIS, more={"consult": "ARM AZE MDA UZB", "open": "RUS"}),
    "S-HYP-NER": Case(
        differs="the African Union's pact is open where its ratification is not known; the right to help "
        "(Art. 51 of the Charter) is everybody's and nobody's duty",
        more={"open": "au-2005"},
        less={"open": "RUS NER NGA"},
    ),
}


def treaty_ids(scenario: dict[str, Any]) -> set[str]:
    lists = ("obliged_to_defend", "obliged_to_consult_only", "barred", "political_pledges", "contested")
    return {row["commitment"].lower().removeprefix("h-") for name in lists for row in scenario[name]}


def scenarios() -> list[dict[str, Any]]:
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else []


#: Names in the scenario file → ids of ours.
ALIASES = {
    "unc-sixteen": "unc-sixteen-1953", "usa-kor-nuc": "usa-kor-umbrella", "usa-tra-1979": "usa-twn-tra-1979",
}  # fmt: skip


def at_hand(scenario: dict[str, Any]) -> bool:
    ours = {treaty.id for treaty in by_hand()}
    return {ALIASES.get(i, i) for i in treaty_ids(scenario)} <= ours


def answer(scenario: dict[str, Any], case: Case) -> Question:
    by = case.by or ",".join(scenario["initiator"])
    terms = Terms(
        by=by, on=",".join(scenario["target"]), day=parse(scenario["date"]), act=case.act, place=case.place,
        hits=case.hits, begun_by=case.begun_by, state_of_war=case.state_of_war,
    )  # fmt: skip
    return ask(by_hand(), supposition(terms))


def lists(question: Question) -> dict[str, set[str]]:
    """Debtors by list; who is bound to help a state consults only with others."""
    helps = {(f.debtor, f.creditor) for f in question.findings if f.list == "bound"}
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
    return {
        ours: {row["iso3"] for row in scenario[theirs] if row["commitment"] != "UN-CHARTER"}
        for ours, theirs in names.items()
    }


def test_the_charter_stands_above() -> None:
    """Where a scenario names the Charter's ban, our answer has it, told apart from the treaties."""
    need("commitments", "scenarios.json")
    for scenario in scenarios():
        barred = {row["iso3"] for row in scenario["barred"] if row["commitment"] == "UN-CHARTER"}
        question = answer(scenario, CASES.get(scenario["id"], Case()))
        assert {f.debtor for f in question.above if f.list == "barred"} >= barred, scenario["id"]


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
        found |= {word} if word.isupper() else set(by_hand()[word].parties(parse(day)))
    return found


@pytest.mark.parametrize("scenario", scenarios() or [{"id": "all"}], ids=lambda s: s["id"])
def test_scenario(scenario: dict[str, Any]) -> None:
    need("commitments", "scenarios.json")
    if not at_hand(scenario):
        missing = {ALIASES.get(i, i) for i in treaty_ids(scenario)} - {t.id for t in by_hand()}
        pytest.skip(f"not in the library yet: {', '.join(sorted(missing))}")
    case = CASES.get(scenario["id"], Case())
    assert lists(answer(scenario, case)) == judged(scenario, case)


def test_the_scenarios_are_there() -> None:
    need("commitments", "scenarios.json")
    assert len(scenarios()) == 32
