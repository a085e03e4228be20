"""States, their codes, names and days of existence, against the lists they come from."""

from __future__ import annotations

import csv
import importlib.util
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from casus import states
from casus.errors import TableError, UnknownState

ROOT = Path(__file__).parents[1]
SOURCES = ROOT.parent / "shared" / "data" / "states"
needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason=f"the source lists are not at {SOURCES}")
TODAY = date(2026, 1, 1)

UN_MEMBERS = """
    AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF
    CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI
    FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN
    KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT
    MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT
    ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON
    TTO TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
"""


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "on", "id"),
    [
        ("PRK", "2024-10-19", "PRK"),  # an id
        ("prk", "2024-10-19", "PRK"),  # in small letters, as typed at a prompt
        ("UKG", "2024-10-19", "GBR"),  # COW letters
        ("AUS", "2024-10-19", "AUS"),  # Austria to COW, Australia to ISO: the id wins
        ("GFR", "1970-01-01", "DEU"),  # one id, two COW letters
        ("North Korea", "2024-10-19", "PRK"),  # a name
        ("DPRK", "2024-10-19", "PRK"),  # an abbreviation
        ("Democratic People’s Republic of Korea", "2024-10-19", "PRK"),  # curly apostrophe inside a name
        ("North Korean", "2024-10-19", "PRK"),  # adjective
        ("north koreans", "2024-10-19", "PRK"),  # demonym, plural, small letters
        ("South Korea's", "2024-10-19", "KOR"),  # possessive
        ("South Korea’s", "2024-10-19", "KOR"),  # the same, curly
        ("the United States'", "2024-10-19", "USA"),  # article and a possessive without s
        ("The Netherlands", "2024-10-19", "NLD"),  # article
        ("THE GAMBIA", "2024-10-19", "GMB"),  # a headline
        ("US", "2024-10-19", "USA"),  # two letters count in capitals
        ("the U.S.", "2024-10-19", "USA"),
        ("U.S.'s", "2024-10-19", "USA"),
        ("U.K.", "2024-10-19", "GBR"),
        ("Britons", "2024-10-19", "GBR"),
        ("UAE", "2024-10-19", "ARE"),
        ("ROK", "2024-10-19", "KOR"),
        ("KSA", "2024-10-19", "SAU"),
        ("CAR", "2024-10-19", "CAF"),  # an abbreviation that is also a word
        ("BiH", "2024-10-19", "BIH"),
        ("DR Congo", "2024-10-19", "COD"),
        ("Danes", "2024-10-19", "DNK"),
        ("Pole", "2024-10-19", "POL"),
        ("Turks", "2024-10-19", "TUR"),
        ("Spaniards", "2024-10-19", "ESP"),
        ("Swiss", "2024-10-19", "CHE"),
        ("Türkiye", "2024-10-19", "TUR"),
        ("Turkiye", "2024-10-19", "TUR"),  # without the accent
        ("Cote d'Ivoire", "2024-10-19", "CIV"),
        ("St Lucia", "2024-10-19", "LCA"),  # Saint, shortened
        ("Trinidad & Tobago", "2024-10-19", "TTO"),
        ("Macedonia", "2024-10-19", "MKD"),
        ("Burma", "2024-10-19", "MMR"),  # old names still in use
        ("Persia", "2024-10-19", "IRN"),  # old names out of use still find the state of the day
        ("Zaire", "2024-10-19", "COD"),
        ("Palestinians", "2024-10-19", "PSE"),  # in neither list of states
        ("Vatican", "2024-10-19", "VAT"),
        ("Kosovo", "2024-10-19", "XKX"),
        ("China", "1930-01-01", "CHN"),  # one state through 1949
        ("China", "2024-10-19", "CHN"),
        ("Republic of China", "1930-01-01", "CHN"),  # a name that changed hands
        ("Republic of China", "2024-10-19", "TWN"),
        ("Russia", "1914-08-01", "RUS"),
        ("Russia", "1950-01-01", "SUN"),  # what people called it
        ("Soviet", "1950-01-01", "SUN"),
        ("Russia", "2024-10-19", "RUS"),
        ("Prussia", "1866-06-15", "DEU"),
        ("Germany", "1970-01-01", "DEU"),
        ("West Germany", "1970-01-01", "DEU"),
        ("East Germans", "1970-01-01", "DDR"),
        ("Sardinia", "1859-04-29", "ITA"),
        ("Ottoman Empire", "1914-11-05", "TUR"),
        ("Austria", "1914-07-28", "AUH"),
        ("Austria", "1938-01-01", "AUT"),
        ("Serbia", "1914-07-28", "SRB"),
        ("Serbia", "1999-03-24", "YUG"),
        ("Serbia and Montenegro", "2004-01-01", "YUG"),
        ("Korea", "1904-01-01", "COW730"),  # one Korea then
        ("North Vietnam", "1965-01-01", "VNM"),
        ("South Vietnamese", "1965-01-01", "RVN"),
        ("South Yemen", "1980-01-01", "YMD"),
        ("Yemen Arab Republic", "1980-01-01", "YEM"),
        ("Congo", "1980-01-01", "COG"),  # the other one was Zaire
        ("Irak", "2024-10-19", "IRQ"),
        ("Russia", None, "RUS"),  # no day: the living one
        ("Soviet Union", None, "SUN"),  # no day: nobody else bears it
        ("Prussian", None, "DEU"),
    ],
)
def test_find(text: str, on: str | None, id: str) -> None:
    assert states.find(text, day(on)).id == id


@pytest.mark.parametrize(
    ("text", "on", "message"),
    [
        # near misses
        ("Corea", "2024-10-19", "did you mean KOR (South Korea) or PRK (North Korea)?"),
        ("Ukrainain", "2024-10-19", "did you mean UKR (Ukraine)?"),
        ("Untied States", None, "did you mean USA (United States)?"),
        # nothing near
        ("Atlantis", "2024-10-19", 'no state called "Atlantis" on 2024-10-19; use an ISO code or an English name'),
        ("", None, 'no state called ""; use an ISO code or an English name'),
        # words that are not codes
        ("us", "2024-10-19", "did you mean USA (United States)?"),
        ("can", "2024-10-19", 'no state called "can"'),
        ("Are", "2024-10-19", 'no state called "Are"'),
        # two answer to the name
        ("Korea", "2024-10-19", '"Korea" on 2024-10-19 may be KOR (South Korea) or PRK (North Korea): say which'),
        ("Congo", "2024-10-19", "COD (Democratic Republic of the Congo) or COG (Republic of the Congo)"),
        ("Vietnam", "1965-01-01", "RVN (South Vietnam) or VNM (Vietnam)"),
        ("Dominican", None, "DMA (Dominica) or DOM (Dominican Republic)"),
        # gone, not yet there, or somebody else that day
        (
            "SUN",
            "2024-10-19",
            '"SUN" (Soviet Union) did not exist on 2024-10-19 (1922-12-30 to 1991-12-26); '
            "its successor is RUS (Russia)",
        ),
        ("Soviet Union", "2024-10-19", "its successor is RUS (Russia)"),
        ("East Germany", "1990-10-03", "its successor is DEU (Germany)"),
        ("Yugoslavia", "2024-10-19", "its successor is SRB (Serbia)"),
        ("RUS", "1950-01-01", "on that day there was SUN (Soviet Union)"),
        ("KOR", "1900-01-01", '"KOR" (South Korea) did not exist on 1900-01-01 (since 1948-08-15)'),
        ("Korea", "1920-01-01", '"COW730" (Korea) did not exist on 1920-01-01 (1816-01-01 to 1910-08-23); "KOR"'),
    ],
)
def test_find_says_why_not(text: str, on: str | None, message: str) -> None:
    with pytest.raises(UnknownState, match=re.escape(message)) as caught:
        states.find(text, day(on))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("id", "on", "cow", "gw"),
    [
        ("USA", "2024-10-19", 2, 2),  # the lists end in 2016 and 2020; their states do not
        ("RUS", "1914-08-01", 365, 365),
        ("SUN", "1950-01-01", 365, 365),
        ("RUS", "1950-01-01", None, None),
        ("DEU", "1914-08-01", 255, 255),
        ("DEU", "1952-01-01", None, 260),  # Gleditsch–Ward have it from 1949, COW from 1955
        ("DEU", "1990-10-02", 260, 260),
        ("DEU", "1990-10-03", 255, 260),  # COW goes back to 255, Gleditsch–Ward stay
        ("DDR", "1970-01-01", 265, 265),
        ("SRB", "1914-07-28", 345, 340),
        ("YUG", "1970-01-01", 345, 345),
        ("SRB", "2024-10-19", 345, 340),
        ("YEM", "1980-01-01", 678, 678),
        ("YEM", "1990-05-22", 679, 678),
        ("NLD", "1942-01-01", None, 210),  # occupied: outside the COW system, yet a state
        ("VNM", "1850-01-01", None, 815),
        ("KIR", "2024-10-19", 946, 970),  # 970 is Kiribati in one list
        ("NRU", "2024-10-19", 970, 971),  # and Nauru in the other
        ("COW730", "1900-01-01", 730, 730),
        ("ABK", "2024-10-19", None, 396),
        ("PSE", "2024-10-19", None, None),
    ],
)
def test_numbers(id: str, on: str, cow: int | None, gw: int | None) -> None:
    state, then = states.get(id), date.fromisoformat(on)
    assert (state.cow_number(then), state.gw_number(then)) == (cow, gw)


@pytest.mark.parametrize(
    ("id", "first", "last"),
    [
        ("SUN", "1922-12-30", "1991-12-25"),  # the treaty of union; the Supreme Soviet dissolves it on the 26th
        ("DDR", "1949-10-05", "1990-10-02"),  # Gleditsch–Ward's start, the eve of unification
        ("CSK", "1918-10-28", "1992-12-31"),
        ("YUG", "1918-12-01", "2006-06-04"),
        ("AUH", "1816-01-01", "1918-11-13"),
        ("YMD", "1967-11-30", "1990-05-21"),
        ("RVN", "1954-05-01", "1975-04-30"),
        ("HAN", "1816-01-01", "1866-07-26"),  # annexed by Prussia, whatever Gleditsch–Ward's 1871
        ("ZAN", "1963-12-19", "1964-04-26"),
        ("TWN", "1949-12-08", None),
        ("XKX", "2008-02-17", None),
        ("PSE", "1988-11-15", None),
        ("VAT", "1929-06-07", None),
    ],
)
def test_existence(id: str, first: str, last: str | None) -> None:
    state, start, end = states.get(id), date.fromisoformat(first), day(last)
    assert state.exists(start)
    assert start == date(1816, 1, 1) or not state.exists(start - timedelta(days=1))
    assert state.exists(end or TODAY)
    assert end is None or not state.exists(end + timedelta(days=1))


@pytest.mark.parametrize(
    ("id", "on", "is_then"),
    [
        ("SUN", "2024-10-19", "RUS"),
        ("SUN", "1980-01-01", "SUN"),  # itself while it exists
        ("YUG", "2024-10-19", "SRB"),
        ("DDR", "2024-10-19", "DEU"),
        ("CSK", "2024-10-19", "CZE"),
        ("AUH", "2024-10-19", "AUT"),
        ("YMD", "2024-10-19", "YEM"),
        ("RVN", "2024-10-19", "VNM"),
        ("BAV", "1914-08-01", "DEU"),
        ("TUS", "1870-01-01", "ITA"),
    ],
)
def test_successor(id: str, on: str, is_then: str) -> None:
    assert states.successor(id, date.fromisoformat(on)) == is_then


def test_old_korea_has_no_single_heir() -> None:
    with pytest.raises(UnknownState, match="COW730"):
        states.successor("COW730", TODAY)


def test_a_state_that_is_gone_has_an_heir_unless_it_broke_up() -> None:
    gone = [state for state in states.all_states() if state.spells[-1].until]
    assert [state.id for state in gone if state.successor is None] == ["COW730", "UPC"]
    assert all(states.get(state.successor).spells[-1].until is None for state in gone if state.successor)
    assert not [state for state in states.all_states(TODAY) if state.successor]


@pytest.mark.parametrize(
    ("number", "on", "id"),
    [
        (365, "1922-12-30", "SUN"),
        (365, "1991-12-26", "RUS"),
        (345, "1914-07-28", "SRB"),
        (260, "1970-01-01", "DEU"),
        (210, "1942-01-01", "NLD"),  # outside the system, but still bearing the number
        (345, "1942-01-01", "YUG"),
    ],
)
def test_from_cow(number: int, on: str, id: str) -> None:
    assert states.from_cow(number, date.fromisoformat(on)).id == id


def test_from_cow_knows_no_other_numbers() -> None:
    with pytest.raises(UnknownState, match="999"):
        states.from_cow(999, TODAY)


@needs_sources
def test_every_day_of_the_cow_system_maps_back() -> None:
    with (SOURCES / "states2016.csv").open(
        encoding="utf-8", newline=""
    ) as lines:  # not the file the table is built from
        for row in csv.DictReader(lines):
            number = int(row["ccode"])
            start = date(int(row["styear"]), int(row["stmonth"]), int(row["stday"]))
            end = date(int(row["endyear"]), int(row["endmonth"]), int(row["endday"]))
            days = {start, end, *(date(year, 7, 1) for year in range(start.year + 1, end.year))}
            assert all(states.from_cow(number, on).cow_number(on) == number for on in days), row
            holders = [state for state in states.all_states() if state.cow_number(start) == number]
            assert len(holders) == 1, row


def test_un_members_exist() -> None:
    members = UN_MEMBERS.split()
    assert len(members) == len(set(members)) == 193
    living = {state.id for state in states.all_states(TODAY)}
    assert set(members) <= living
    beyond = {"ABK", "COK", "ESH", "NIU", "PSE", "SOT", "TWN", "VAT", "XKX"}
    assert living - set(members) == beyond


def test_table_is_sound() -> None:
    everyone = states.all_states()
    assert len({state.id for state in everyone}) == len(everyone)
    for state in everyone:
        assert state.name and state.official and state.spells, state
        for dated in (state.spells, state.cow, state.gw, state.capitals):
            assert all(item.until is None or item.start < item.until for item in dated), state
            assert all(a.until and a.until <= b.start for a, b in pairwise(dated)), state
        for code in (*state.cow, *state.gw):
            last = code.until - timedelta(days=1) if code.until else TODAY
            assert state.exists(code.start) or state.id == "SYR", state
            assert state.exists(last) or state.id in {"HAN", "HSE", "MOD", "PMA", "TUS"}, state
        for alias in state.aliases:
            assert alias.start is None or alias.until is None or alias.start < alias.until, alias


def test_every_living_state_has_a_capital_but_western_sahara() -> None:
    assert [state.id for state in states.all_states(TODAY) if state.capital(TODAY) is None] == ["ESH"]


@pytest.mark.parametrize(
    ("id", "on", "name"),
    [
        ("RUS", "1914-08-01", "Saint Petersburg"),
        ("TUR", "1914-08-01", "Constantinople"),  # the sources have Ankara throughout
        ("DEU", "1970-01-01", "Bonn"),
        ("DEU", "1990-10-03", "Berlin"),
        ("SRB", "1917-01-01", "Belgrade"),  # only COW has Serbia then
        ("UKR", "2024-10-19", "Kyiv"),
    ],
)
def test_capital(id: str, on: str, name: str) -> None:
    seat = states.get(id).capital(date.fromisoformat(on))
    assert seat is not None
    assert seat.name == name


def test_every_name_finds_its_state_while_it_is_in_use() -> None:
    """What the gazetteer says, `find` says too, on days from each era."""
    for on in (date(1850, 1, 1), date(1914, 7, 1), date(1950, 7, 1), date(1985, 1, 1), date(1999, 1, 1), TODAY):
        for text, id in states.surface_forms(on).items():
            assert states.find(text, on).id == id, (text, on)


def test_surface_forms_leave_out_what_is_ambiguous_or_of_another_time() -> None:
    forms = states.surface_forms(TODAY)
    assert not {"Korea", "Korean", "Congo", "Congolese", "Soviet", "Ottoman", "Prussia"} & forms.keys()
    assert {"Burma": "MMR", "Danes": "DNK", "US": "USA", "U.S.": "USA"}.items() <= forms.items()
    assert states.surface_forms(date(1900, 1, 1))["Korean"] == "COW730"


def test_get_takes_ids_only() -> None:
    assert states.get("COW730").name == "Korea"
    with pytest.raises(UnknownState, match="did you mean PRK"):
        states.get("prk")


def test_a_damaged_table_is_said_to_be_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "states.json"
    broken.write_text('[{"id": "PRK"}]', encoding="utf-8")
    monkeypatch.setattr(states, "_TABLE", broken)
    with pytest.raises(TableError, match="install casus again"):
        states._states.__wrapped__()


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_states", ROOT / "data" / "states.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_sources
def test_table_rebuilds_byte_for_byte() -> None:
    assert builder().build(SOURCES) == states._TABLE.read_text(encoding="utf-8")
