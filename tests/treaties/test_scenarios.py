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
CIS = "Members of the CIS consult on a threat to one of them (Charter Art. 12; UNTS vol. 1819, p. 57)"

CASES: dict[str, Case] = {
    "S-2025-06-13": Case(
        differs=(
            "The treaty of 2025 came into force on 2 Oct 2025; until then that of 12 Mar 2001 stood; by its clause on "
            "aggression neither helps the aggressor (Iranian Foreign Ministry, March 2021, asakhabar.ir)."
        ),
        more={"barred": "RUS"},
    ),
    "S-1914-07-28": Case(
        differs=(
            "In his telegram of 27 July 1914 the Tsar says that Russia will in no case lose interest in Serbia's "
            "fate (Russian Orange Book, No. 40). It is no treaty, so we list it as a pledge."
        ),
        more={"pledged": "RUS"},
    ),
    "S-1939-09-01": Case(
        differs=(
            "The declaration of 1934 ran for ten years (Nuremberg document TC-21); Poland rejected the ground on "
            "which Germany denounced it (British Blue Book, Nos. 14 and 16), so its ban on force is open. The "
            "Franco-Polish agreement of 1921, Art. 3, speaks of concerted measures (LNTS vol. 18, p. 11)."
        ),
        more={"open": "DEU FRA"},
    ),
    "S-1956-10-29": Case(
        differs=(
            "Para. 3 of the Tripartite Declaration (Department of State Bulletin, 5 June 1950, p. 886) is a "
            "pledge, contested or not. The British treaties with Jordan (Art. 3; HC Deb 29 Oct 1953, cc. 403-4W) "
            "and Libya (Art. 2; UNTS vol. 186, p. 185) owe help in war and do not say who began it, and whether "
            "the Egyptian-Syrian pact (UNTS vol. 227, p. 125) bound Jordan is argued."
        ),
        more={"pledged": "USA", "open": "JOR LBY"},
        less={"open": "USA"},
    ),
    "S-1965-09-06": Case(
        "Lahore",
        begun_by="unknown",
        differs=(
            "Art. IV(2) of the Manila Pact has all the parties consult at once (UNTS vol. 209, p. 28; Gibler, "
            "International Military Alliances, p. 467); the understanding of the United States narrows Art. IV(1) "
            "alone."
        ),
        more={"consult": "AUS FRA NZL PHL THA"},
    ),
    "S-1969-03-02": Case(
        "Zhenbao Island",
        state_of_war="unknown",
        differs=(
            "Art. 4 of the treaty of 1950 (UNTS vol. 226, p. 3) has the two consult on questions of common "
            "interest; we do not read it as talks between an attacker and the one that it attacks. The like words "
            "of the Soviet treaty with North Korea (Art. 3; UNTS vol. 420, p. 151) call an ally, and Art. 3 of "
            "the Warsaw Treaty (UNTS vol. 219, p. 3) lacks the words 'in Europe' of its Art. 4. The treaties of 1967 "
            "with Bulgaria (Art. 7) and Hungary (Art. 6; UNTS vol. 631, No. 8987) name no area, and Afghanistan "
            "promised the Soviet Union neutrality in 1931 (Art. 1; LNTS vol. 157, p. 371), so the three are open."
        ),
        more={"consult": "BGR CSK DDR HUN POL ROU PRK", "open": "AFG BGR HUN"},
        less={"consult": "CHN SUN"},
    ),
    "S-1973-10-06": Case(
        "Golan Heights",
        differs=(
            "Bahrain, Qatar and South Yemen had been parties since November 1971 (ATOP 5.1, alliance 3205), so "
            "Arts. 2 and 3 of the Arab League's treaty (BFSP vol. 157, p. 669) are as open for them as for the "
            "others."
        ),
        more={"open": "BHR QAT YMD"},
    ),
    "S-1982-04-02": Case("Falkland Islands"),
    "S-1990-08-02": Case(
        differs=(
            "Art. 8 of the Soviet treaty with Iraq (English text at muqatel.com; FRUS 1969-76 vol. E-4, doc. 305; "
            "its wording from memory) asks for talks once the peace is broken, as Art. 7 of that with Egypt does, "
            "by which the scenario of 1973 lists the Soviet Union."
        ),
        more={"consult": "SUN"},
    ),
    "S-2003-03-20": Case(
        differs=(
            "NATO's talks under Art. 4 came of Turkey's letter of 10 Feb 2003 (decision sheet of 16 Feb 2003, "
            "nato.int/docu/pr/2003/p030216e.htm), not of the attack on Iraq. Art. 2 of the Arab League's treaty "
            "(BFSP vol. 157, p. 669) binds its parties in the Maghreb and the Gulf as well (ATOP 5.1, alliance "
            "3205)."
        ),
        more={"bound": "BHR DZA LBY MAR QAT SDN TUN"},
        less={"consult": "nato-1949"},
    ),
    "S-2011-03-19": Case(
        differs=(
            "The Arab League shut Libya out on 22 Feb 2011 (its Council, by AFP at naharnet.com/stories/en/3328), "
            "which leaves open what each party owed it under Arts. 2 and 3 (BFSP vol. 157, p. 669). Art. 4 of the "
            "African Union's pact (africanlii.org) is open for want of a list of ratifications."
        ),
        more={"open": "arab-1950 au-2005"},
        less={"open": "LBY"},
    ),
    "S-2015-11-13": Case(
        "Paris",
        by="*",
        differs=(
            "Art. 42(7) TEU (OJ C 326, 26.10.2012, p. 13) binds Austria, Ireland and Malta too and leaves them "
            "the form, so the scenario of Greenland has it. NATO Art. 5 is open until the attack is found to come "
            "from abroad (Council, 12 Sep 2001, press release (2001)124); NATO Art. 4 and Art. 3 of the Emirates' "
            "agreement with France (Sénat, rapport no. 724, 2010-2011) ask for talks."
        ),
        more={"bound": "AUT IRL MLT", "open": "nato-1949", "consult": "ARE ALB CAN ISL NOR TUR USA"},
        less={"open": "AUT IRL MLT FRA"},
    ),
    "S-2022-01-05": Case(
        by="*KAZ",
        begun_by="unknown",
        differs=(
            "Art. 2(2) of the Collective Security Treaty, as of 2010 (en.odkb-csto.org), has the members consult "
            "on a threat to one's stability, as their chairman had them do on 5 Jan 2022 (primeminister.am, 10 "
            "Jan 2022)."
        ),
        more={"consult": "ARM BLR KGZ RUS TJK"},
    ),
    "S-2022-09-13": Case(
        "Jermuk",
        differs=(
            f"{CIS} and use no force against each other (Art. 3). Russia's declaration with Azerbaijan of 22 Feb "
            "2022 (azertag.az) pledges to shun acts against it, and point 1 of the statement of 9 Nov 2020 "
            "(S/2020/1104) bars fighting, if it binds and reaches there."
        ),
        more={"consult": "MDA UZB", "barred": "AZE", "pledged": "RUS", "open": "AZE"},
    ),
    "S-2023-08-10": Case(
        act="threat",
        differs=(
            "Arts. 10 and 25 of the protocol of 1999 (africanlii.org) let ECOWAS step in and oblige no state to "
            "do so. What the other members owe Niger is open by these, by Art. 3 of the protocol of 1981 "
            "(africanlii.org) and by the African Union's pact of 2005, Arts. 3 and 4 (africanlii.org)."
        ),
        more={"open": "ecowas-1981 ecowas-1999 au-2005"},
        less={"open": "NGA BEN CIV NER"},
    ),
    "S-2024-10-08": Case(
        differs=(
            "The treaty came into force on 4 Dec 2024 (its Art. 22; KCNA, in Interfax, 5 Dec 2024), and its Art. "
            "4 helps the one attacked; what Pyongyang said on 28 April 2025 is a position. Para. 4 of the "
            "Budapest memorandum (UNTS vol. 3007) and China's papers with Ukraine of 5 Dec 2013 "
            "(andrewerickson.com) are open, since it is disputed whether they bind (Lawfare, 7 Feb 2023)."
        ),
        more={"open": "GBR RUS USA CHN"},
        less={"open": "PRK"},
    ),
    "S-HYP-GREENLAND": Case(
        "Greenland",
        differs=(
            "Art. 4 of the North Atlantic Treaty (UNTS vol. 34, p. 243) asks for talks on a threat to any party, "
            "whoever makes it, so members that owe no more consult."
        ),
        more={"consult": "ALB CAN GBR ISL MKD MNE NOR TUR"},
    ),
    "S-HYP-GUAM": Case(
        "Guam",
        differs=(
            "Art. 6 of the North Atlantic Treaty narrows Art. 5 and not Art. 4 (UNTS vol. 34, p. 243), so its "
            "members consult, as the scenario of the Falklands has it; so do Bahrain (C-SIPA, Art. II; Department "
            "of State, 13 Sep 2023), Kiribati (treaty of 1979, Art. 2; UNTS No. 28230) and Tuvalu (35 UST 2087; FRUS "
            "1977-80 vol. XXII, doc. 283). Whether Cuba and "
            "Venezuela are still parties to the Rio Treaty (Art. 25; OAS table B-29) is disputed."
        ),
        more={"consult": "nato-1949 BHR KIR TUV", "open": "CUB VEN"},
        less={"consult": "USA"},
    ),
    "S-HYP-KR-1": Case("Seoul"),
    "S-HYP-SCS": Case(
        "Second Thomas Shoal",
        hits="vessels",
        differs=(
            "China acceded to the Treaty of Amity, Arts. 2 and 13 (UNTS vol. 1025, p. 297), on 8 Oct 2003. The "
            "understanding of the United States in the Manila Pact (UNTS vol. 209, p. 28) takes in communist "
            "aggression; what is open, for all alike, is whether the pact outlived its organisation (Art. X names "
            "no end)."
        ),
        more={"barred": "CHN", "open": "USA"},
    ),
    "S-HYP-TWN": Case("Taiwan"),
    "S-1941-12-07": Case("Pearl Harbor"),
    "S-2026-03-02": Case(
        "Akrotiri",
        differs=(
            "Art. III of the Treaty of Guarantee (UNTS vol. 382, p. 3) has the three respect the bases; another's "
            "blow asks nothing of them. NATO Art. 4 (UNTS vol. 34, p. 243) and C-SIPA Art. II (Department of "
            "State, 13 Sep 2023) ask for talks, and Finland (presidentti.fi), Sweden (regeringen.se, both 11 May "
            "2022) and Ukraine (gov.uk, 12 Jan 2024) have pledged help."
        ),
        more={"consult": "nato-1949 BHR", "pledged": "FIN SWE UKR"},
        less={"barred": "CYP GRC TUR", "consult": "GBR"},
    ),
    "S-2026-03-05": Case(
        "Nakhchivan",
        differs=(
            "Art. 2 of the agreement of 16 Aug 2010 (Resmî Gazete, 28 May 2011) binds Turkey to help, so it does "
            f"not only consult. {CIS}; so do Russia by the declaration of 22 Feb 2022 (azertag.az) and Uzbekistan "
            "by the treaty of 23 Aug 2024 (en.trend.az, 25 Feb 2025), if that is in force."
        ),
        more={"consult": "ARM BLR KAZ KGZ MDA RUS TJK UZB", "pledged": "RUS", "open": "UZB"},
        less={"consult": "TUR"},
    ),
    "S-2026-01-03": Case(
        differs=(
            "Venezuela's return of 2019 to the Rio Treaty is denied in Caracas, and of Cuba's exit of 1960 the OAS "
            "table B-29 shows no denunciation (Art. 25). So Art. 1, the ban on force, is as open as Arts. 3, 6 and 7 "
            "(UNTS vol. 21, p. 77)."
        ),
        more={"open": "USA CUB"},
    ),
    "S-HYP-BLR": Case(
        differs=(
            f"{CIS}. Art. 4(2)(b) of the Russian-Belarusian treaty of 6 Dec 2024 (belkorpus.info) adds help on a "
            "direct threat, which leaves open whether this is one. Art. 1 of the treaty of 17 July 1995 (ligazakon.ua) "
            "has Ukraine and Belarus use no force against each other."
        ),
        more={"consult": "ARM AZE MDA UZB", "open": "RUS", "barred": "UKR"},
    ),
    "S-HYP-NER": Case(
        differs=(
            "Art. 4 of the African Union's pact (africanlii.org) is open, since the list of ratifications was not "
            "seen. Art. 51 of the Charter (1 UNTS XVI) gives a right to all and a duty to none."
        ),
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


#: The nine scenarios whose own lists are ours throughout. Of the other 23, ``differs`` says why not.
AGREE = {
    "S-1914-08-03", "S-1941-12-07", "S-1979-02-17", "S-1982-04-02", "S-2026-02-28", "S-HYP-DJI",
    "S-HYP-KR-1", "S-HYP-KR-3", "S-HYP-TWN",
}  # fmt: skip


def test_nine_scenarios_agree_as_they_stand() -> None:
    need("commitments", "scenarios.json")
    cases = {s["id"]: (s, CASES.get(s["id"], Case())) for s in scenarios()}
    assert {i for i, (scenario, case) in cases.items() if lists(answer(scenario, case)) == expected(scenario)} == AGREE
    assert {i for i, (_, case) in cases.items() if case.differs} == cases.keys() - AGREE
