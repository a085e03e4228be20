"""Names in running text: states, organisations, groups, persons; and what only looks like one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from casus import states
from casus.reports.rules.name_tables import part
from casus.reports.rules.names import gazetteer, table
from casus.reports.rules.sentences import tokens

TABLES = Path(states.__file__).with_name("tables") / "names"
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
    ("Filipinos, Britons, Emiratis, Ivorians and Kazakhs", ["PHL", "GBR", "ARE", "CIV", "KAZ"], "peoples"),
    ("Kiev and Kyiv, Rangoon and Naypyidaw, Sana'a", ["UKR", "UKR", "MMR", "MMR", "YEM"], "capitals respelt"),
    ("The Kremlin, Foggy Bottom, Aso Rock and Itamaraty", ["RUS", "USA", "NGA", "BRA"], "seats of government"),
    ("The PLA, the FSB and the Quds Force", ["CHN", "RUS", "IRN"], "services"),
    ("MONUSCO, AMISOM and KFOR", ["UN", "AU", "NATO"], "missions stand for who sent them"),
    ("the self-ruled island", ["TWN"], "a name written small"),
    ("Mohamad bin Salman met Abdel Fattah el-Sisi and Yevgeni Prigozhin.", ["SAU", "EGY", "WAGNER"], "spellings"),
    ("Kim Jong Un, Kim Jong-un", ["PRK", "PRK"], "with a hyphen or without"),
    ("Gitanas Nausėda and Gitanas Nauseda", ["LTU", "LTU"], "with accents or without"),
    ("Erdogan and Zelensky met.", ["TUR", "UKR"], "surnames that only one bears"),
    ("Prime Minister Singh and Mr Singh", [], "surnames that many bear"),
    ("Chancellor Scholz and Foreign Minister Lammy", ["DEU", "GBR"], "surnames after titles"),
    ("Wang said. Let us go. Store hours are long.", [], "surnames and groups that are common words"),
    ("The USS Abraham Lincoln and Abraham Lincoln", ["USA"], "a ship, not its namesake"),
    ("Male suspects fled Malé.", ["MDV"], "the accent tells a capital from a word"),
    ("Athens, Georgia, and Moscow, Idaho", ["USA"], "towns of America"),
    ("In Georgia, Raffensperger counted again.", [], "Georgia of America"),
    ("Georgia's parliament met in Tbilisi.", ["GEO", "GEO"], "Georgia"),
    ("Jim Jordan and Jordan Rivers", [], "Jordan, a person"),
    ("Visiting Jordan, he met King Abdullah.", ["JOR", "JOR"], "Jordan, a state"),
    ("Chad Smith drummed in Chad.", ["TCD"], "Chad"),
    ("Niger, Nigeria and the Niger Delta", ["NER", "NGA", "NGA"], "Niger and Nigeria"),
    ("the Niger River and the Gulf of Guinea", [], "waters"),
    (
        "Guinea, Guinea-Bissau, Equatorial Guinea, Papua New Guinea", ["GIN", "GNB", "GNQ", "PNG"],
        "the family of Guinea",
    ),
    ("Congo's army took Goma.", ["COD", "COD"], "Congo, the large one"),
    ("Congo's president flew home to Brazzaville.", ["COG", "COG"], "Congo, the small one"),
    ("Denzel Washington lives in Seattle, Washington.", ["USA"], "Washington, not the government"),
    ("Washington and George Washington University", ["USA"], "a university"),
    ("Australia said the ADF would go.", ["AUS", "AUS"], "whose short form by the sentence"),
    ("The ADF raided Beni town.", ["ADF", "COD"], "whose it is without a word for it"),
    ("They fought over Kashmir.", [], "land of which no state is recognised to hold all"),
    ("It cost one C.A.R. franc; the Car stopped.", ["CAF"], "dots tell a short form from a word"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "pins"), CASES, ids=[c[2] for c in CASES])
def test_names(text: str, expected: list[str], pins: str) -> None:
    found = gazetteer(date(2024, 10, 19)).mentions(tokens(text))
    assert [owner for m in found for owner in m.ids] == expected, pins


DATED = [
    ("Boris Yeltsin spoke with Emmanuel Macron.", date(1998, 1, 1), ["RUS"], "a leader only from the first year"),
    ("Taliban fighters", date(2020, 1, 1), ["TALIBAN"], "insurgents"),
    ("Taliban fighters", date(2023, 1, 1), ["AFG"], "authorities since August 2021"),
    ("Mark Rutte and Kaja Kallas", date(2023, 5, 1), ["NLD", "EST"], "before they changed offices"),
    ("Mark Rutte and Kaja Kallas", date(2025, 5, 1), ["NATO", "EU"], "after"),
    ("Tusk spoke.", date(2016, 5, 1), ["EU"], "a surname in each of its offices"),
    ("Tusk spoke.", date(2024, 5, 1), ["POL"], "and in the next"),
    ("Macron spoke.", date(2014, 5, 1), [], "no surname before the term"),
    ("President Bush spoke.", date(1990, 8, 2), ["USA"], "the father"),
    ("President Kim spoke.", date(1999, 8, 2), ["KOR"], "the president of that name"),
    ("The SPLA advanced.", date(2009, 1, 1), ["SPLA"], "rebels"),
    ("The SPLA advanced.", date(2014, 1, 1), ["SSD"], "an army since independence"),
    ("Zaire", date(1996, 1, 1), ["COD"], "the name of that time"),
]


@pytest.mark.parametrize(("text", "on", "expected", "pins"), DATED, ids=[c[3] for c in DATED])
def test_names_by_date(text: str, on: date, expected: list[str], pins: str) -> None:
    found = gazetteer(on).mentions(tokens(text))
    assert [owner for m in found for owner in m.ids] == expected, pins


def test_every_owner_of_a_name_is_known() -> None:
    known = {s.id for s in states.all_states()} | set(table()["organisations"]) | set(table()["groups"])
    for name in ("forces", "governments", "regions", "heads", "ministers"):
        assert set(part(name)) <= known, name
    assert {owner for readings in part("cued").values() for owner, _, _ in readings} - {""} <= known


def test_terms_run_forward() -> None:
    for name in ("heads", "ministers"):
        for people in part(name).values():
            assert [p for p in people if p[2] is not None and str(p[1]) > str(p[2])] == []


@pytest.mark.parametrize("path", sorted(TABLES.glob("*.json")), ids=lambda p: p.stem)
def test_no_name_stands_twice(path: Path) -> None:
    names = json.loads(path.read_text("utf-8"))["names"]
    for owner, rows in names.items() if isinstance(names, dict) and path.stem != "spellings" else ():
        assert len({json.dumps(row) for row in rows}) == len(rows), owner
