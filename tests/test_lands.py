"""Points: whose land or sea they are on a day, that disputed land is never settled by a map, and what a point costs."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from casus import cities, lands, places, states
from casus.places import at, find
from tests.shared import need

REPO = Path(__file__).parents[1]
TABLE = REPO / "src" / "casus" / "tables" / "lands.json"

#   lat, lon → holder (and administrator), today
TODAY = [
    # cities and open country
    (41.9, 12.6, "ITA"),  # Rome, east of the Vatican
    (50.45, 30.5, "UKR"),  # Kyiv
    (65.0, 100.0, "RUS"),  # Siberia, 400 km from a town
    (24.0, 5.0, "DZA"),  # the Sahara
    (46.8, 103.0, "MNG"),  # the steppe
    (71.0, -156.0, "USA"),  # Point Barrow
    (64.07, -139.4, "CAN"),  # Dawson, within 850 km of the middle of Alaska
    (59.45, -135.3, "USA"),  # Skagway, in the panhandle
    (4.0, -53.0, "FRA"),  # French Guiana
    (6.75, -58.1, "GUY"),  # Georgetown, east of the Essequibo
    (27.45, 94.9, "IND"),  # Dibrugarh, in Assam and not in Arunachal
    (31.1, 77.17, "IND"),  # Shimla, south of Jammu and Kashmir
    (33.7, 73.0, "PAK"),  # Islamabad, south of Azad Kashmir
    (45.3, 37.0, "RUS"),  # Taman, across the strait from Kerch
    (46.4, 41.0, "RUS"),  # the steppe east of the Don
    (32.7, 35.3, "ISR"),  # Nazareth, 25 km from the Golan
    (33.5, 36.3, "SYR"),  # Damascus
    (48.3, -89.5, "CAN"),  # Thunder Bay
    (47.7, -87.5, "USA"),  # on Lake Superior, which the map counts as land
    # enclaves, exclaves and small states
    (47.15, 9.8, "AUT"),  # Vorarlberg, 20 km from Liechtenstein
    (-29.5, 28.2, "LSO"),  # Lesotho
    (42.55, 1.55, "AND"),  # Andorra
    (-5.2, 12.4, "AGO"),  # Cabinda
    (-9.3, 124.3, "TLS"),  # Oecusse
    (26.0, 56.25, "OMN"),  # Musandam
    (4.6, 115.2, "BRN"),  # Temburong, behind Malaysia
    (39.2, 45.4, "AZE"),  # Nakhchivan
    (54.7, 20.8, "RUS"),  # Kaliningrad
    (35.89, -5.31, "ESP"),  # Ceuta, 3 km wide, known by its own row
    (36.14, -5.35, "GBR"),  # Gibraltar
    (19.92, -75.15, None),  # Guantanamo: held by Cuba, run by the United States
    # islands
    (21.5, -158.0, "USA"),  # Oahu
    (52.9, 172.9, "USA"),  # Attu, on the other side of the 180th meridian
    (13.45, 144.78, "USA"),  # Guam
    (28.2, -177.37, "USA"),  # Midway, too small for the map
    (78.2, 15.6, "NOR"),  # Longyearbyen
    (71.0, -8.5, "NOR"),  # Jan Mayen
    (-49.4, 69.5, "FRA"),  # Kerguelen
    (-27.12, -109.35, "CHL"),  # Easter Island
    (-54.43, 3.4, "NOR"),  # Bouvet
    (35.2, 25.0, "GRC"),  # Crete
    (46.2, 150.3, "RUS"),  # Urup, north of the four islands that Japan claims
    # the 180th meridian and the poles
    (66.9, -175.0, "RUS"),  # Chukotka, in the western hemisphere
    (71.2, -179.5, "RUS"),  # Wrangel Island, on both sides
    (-16.5, 179.9, "FJI"),  # Vanua Levu
    (-16.8, -179.98, "FJI"),  # Taveuni
    (-77.85, 166.7, None),  # McMurdo: nobody's
    (-90.0, 0.0, None),  # the South Pole
    (90.0, 0.0, None),  # the North Pole
    # coasts and straits
    (34.4, 136.9, "JPN"),  # Ise Bay
    (40.45, -73.6, "USA"),  # 8 nautical miles off New York
    (44.4, 39.0, "RUS"),  # 6 miles off Tuapse
    (43.45, -2.3, "ESP"),  # 8 miles off San Sebastián
    (41.1, 29.05, "TUR"),  # the Bosporus
    (37.9, 24.85, "GRC"),  # 4 miles off Andros
    (65.8, -169.1, "RUS"),  # the Bering Strait, off Big Diomede
    (34.7, 129.0, None),  # the Korea Strait, between the territorial seas
    (24.6, 119.7, None),  # the Taiwan Strait
    (39.0, 25.0, None),  # the Aegean
    # open sea
    (0.0, 0.0, None),
    (36.0, -40.0, None),  # the North Atlantic
    (-51.7, -57.0, None),  # 40 km east of the Falklands
    (26.6, 52.0, None),  # the Gulf
    (13.0, 114.0, None),  # the South China Sea
]


@pytest.mark.parametrize(("lat", "lon", "holder"), TODAY)
def test_whose_land_or_sea_it_is_today(lat: float, lon: float, holder: str | None) -> None:
    place = at(lat, lon, date(2024, 1, 1))
    assert place.known, place.note
    if holder:
        assert (place.holder, place.administrator) == (holder, holder)
    else:
        assert place.holder is None or place.holder != place.administrator


#   lat, lon, today: never settled, and the note says why
OPEN = [
    (43.735, 7.42, "near a border"),  # Monaco, 2 km wide
    (47.69, 8.69, "near a border"),  # Büsingen
    (38.3, 127.5, "near a border"),  # the line between the Koreas
    (49.0, -115.0, "near a border"),  # the 49th parallel
    (35.16, 33.33, "near a border"),  # Nicosia
    (46.13, 33.7, "near a border"),  # Perekop: Crimea or Kherson
    (33.0, 35.63, "near a border"),  # the Jordan, west of the Golan
    (21.87, 33.75, "Bir Tawil"),
    (35.95, -5.6, "two coasts"),  # the Strait of Gibraltar
    (38.1, 24.95, "nautical miles"),  # between six and twelve miles off a Greek island
    (42.0, 50.5, "no land near"),  # the Caspian
    (58.0, -85.0, "no land near"),  # Hudson Bay, which Canada holds to be its own
]


@pytest.mark.parametrize(("lat", "lon", "why"), OPEN)
def test_where_it_is_too_near_to_tell(lat: float, lon: float, why: str) -> None:
    place = at(lat, lon, date(2024, 1, 1))
    assert (place.known, place.holder, place.administrator) == (False, None, None)
    assert why in (place.note or "")


#   lat, lon, day, whose Natural Earth has it → holder, administrator, claimants
DISPUTED = [
    (45.2, 34.2, "2024-01-01", "RUS", ("UKR", "RUS", ("RUS",))),  # Crimea
    (45.36, 36.46, "2024-01-01", "RUS", ("UKR", "RUS", ("RUS",))),  # Kerch, at its end
    (44.4, 34.2, "2024-01-01", "RUS", ("UKR", "RUS", ("RUS",))),  # the sea off Yalta
    (45.2, 34.2, "2010-01-01", "RUS", ("UKR", "UKR", ())),
    (48.0, 37.8, "2024-01-01", "UKR", ("UKR", None, ("RUS",))),  # Donetsk
    (46.64, 32.62, "2024-01-01", "UKR", ("UKR", None, ("RUS",))),  # Kherson
    (34.1, 74.8, "2024-01-01", "IND", (None, "IND", ("PAK",))),  # Srinagar
    (34.55, 76.13, "2024-01-01", "IND", (None, "IND", ("PAK",))),  # Kargil
    (35.9, 74.3, "2024-01-01", "PAK", (None, "PAK", ("IND",))),  # Gilgit
    (35.1, 79.3, "2024-01-01", "CHN", (None, "CHN", ("IND",))),  # Aksai Chin
    (35.4, 77.1, "2024-01-01", "IND", (None, "IND", ("PAK",))),  # Siachen
    (27.6, 91.86, "2024-01-01", "IND", (None, "IND", ("CHN",))),  # Tawang
    (33.0, 35.77, "2024-01-01", "ISR", ("SYR", "ISR", ("ISR",))),  # the Golan
    (33.28, 35.71, "2024-01-01", "ISR", (None, "ISR", ("LBN", "SYR"))),  # the Shebaa Farms
    (31.9, 35.2, "2024-01-01", "PSE", ("PSE", "ISR", ("ISR",))),  # the West Bank
    (31.9, 35.2, "1970-01-01", "PSE", (None, "ISR", ("JOR",))),
    (31.42, 34.38, "2024-01-01", "PSE", ("PSE", None, ())),  # Gaza
    (31.785, 35.235, "2024-01-01", "PSE", ("PSE", "ISR", ("ISR",))),  # East Jerusalem
    (31.775, 35.2, "2024-01-01", "ISR", (None, "ISR", ("PSE",))),  # West Jerusalem
    (27.15, -13.2, "2024-01-01", "MAR", (None, "MAR", ("ESH",))),  # Laayoune
    (23.7, -15.7, "2024-01-01", "MAR", (None, "MAR", ("ESH",))),  # near Dakhla
    (26.16, -10.57, "2024-01-01", "ESH", (None, "MAR", ("ESH",))),  # Tifariti
    (9.56, 44.06, "2024-01-01", "Somaliland", ("SOM", None, ())),  # Hargeisa
    (35.33, 33.32, "2024-01-01", "Northern Cyprus", ("CYP", None, ())),  # Kyrenia
    (42.66, 21.0, "2024-01-01", "XKX", (None, "XKX", ("SRB",))),  # Kosovo
    (25.03, 121.5, "2024-01-01", "TWN", (None, "TWN", ("CHN",))),  # Taipei
    (24.44, 118.37, "2024-01-01", "TWN", (None, "TWN", ("CHN",))),  # Kinmen
    (43.0, 41.02, "2024-01-01", "GEO", ("GEO", None, ("ABK",))),  # Sukhumi
    (42.22, 43.97, "2024-01-01", "GEO", ("GEO", None, ("SOT",))),  # Tskhinvali
    (46.84, 29.63, "2024-01-01", "MDA", ("MDA", None, ())),  # Tiraspol
    (39.76, 46.75, "2010-01-01", "AZE", ("AZE", None, ())),  # Shusha
    (44.1, 145.9, "2024-01-01", "RUS", (None, "RUS", ("JPN",))),  # Kunashir
    (45.2, 147.9, "2024-01-01", "RUS", (None, "RUS", ("JPN",))),  # Iturup
    (22.3, 36.2, "2024-01-01", "EGY", (None, "EGY", ("SDN",))),  # Halaib
    (9.6, 28.43, "2024-01-01", "SDN", (None, None, ("SDN", "SSD"))),  # Abyei
    (6.5, -60.5, "2024-01-01", "GUY", ("GUY", "GUY", ("VEN",))),  # Essequibo
    (-51.7, -59.5, "2024-01-01", "FLK", (None, "GBR", ("ARG",))),  # the Falklands
    (16.83, 112.34, "2024-01-01", "CHN", (None, "CHN", ("TWN", "VNM"))),  # Woody Island
    (9.75, 115.87, "2024-01-01", "sea", (None, None, ("PHL", "CHN", "TWN", "VNM"))),  # Second Thomas Shoal
    (37.24, 131.87, "2024-01-01", "KOR", (None, "KOR", ("JPN",))),  # Dokdo, Takeshima
    (25.75, 123.5, "2024-01-01", "JPN", (None, "JPN", ("CHN", "TWN"))),  # the Senkakus
    (46.1, 36.5, "2024-01-01", "sea", (None, None, ("RUS", "UKR"))),  # the Sea of Azov
    (19.92, -75.15, "2024-01-01", "Guantanamo Bay", ("CUB", "USA", ())),
    (-12.8, 45.15, "2024-01-01", "FRA", (None, "FRA", ("COM",))),  # Mayotte, which the map gives to France
]


@pytest.mark.parametrize(("lat", "lon", "day", "on_the_map", "whose"), DISPUTED)
def test_no_map_settles_a_dispute(
    lat: float, lon: float, day: str, on_the_map: str, whose: tuple[str | None, str | None, tuple[str, ...]]
) -> None:
    place = at(lat, lon, date.fromisoformat(day))
    assert (place.known, place.holder, place.administrator, place.claimants) == (True, *whose), on_the_map


#   lat, lon, day → holder and administrator, or None: not known
PAST = [
    (54.9, 20.8, "1938-01-01", "DEU"),  # Königsberg
    (54.9, 20.8, "1970-01-01", "SUN"),
    (49.84, 24.03, "1938-01-01", None),  # Lviv, then Poland's
    (49.84, 24.03, "1970-01-01", "SUN"),
    (36.5, 3.0, "1960-01-01", "FRA"),  # near Algiers
    (36.5, 3.0, "1970-01-01", "DZA"),
    (24.0, 5.0, "1860-01-01", None),  # the Sahara, not yet France's
    (33.8, 3.0, "1950-01-01", None),  # between the departments and the Southern Territories
    (65.0, -150.0, "1850-01-01", "RUS"),  # Alaska
    (71.0, -156.0, "1850-01-01", "RUS"),
    (55.45, -131.3, "1860-01-01", "RUS"),  # Ketchikan, nearer to Canada's towns
    (55.45, -131.3, "1900-01-01", "USA"),
    (47.5, -120.0, "1860-01-01", "USA"),  # Washington
    (20.0, -155.5, "1880-01-01", None),  # the kingdom of Hawaii
    (53.5, -60.0, "1930-01-01", None),  # Labrador
    (50.35, 155.8, "1938-01-01", "JPN"),  # Paramushir
    (47.0, 142.7, "1938-01-01", None),  # southern Sakhalin
    (55.5, 28.0, "1935-01-01", None),  # Dzisna, then Poland's
    (46.2, 30.2, "1935-01-01", None),  # Bessarabia
    (45.35, 13.75, "1930-01-01", None),  # Istria
    (36.87, 26.95, "1930-01-01", None),  # the Dodecanese
    (51.34, 12.37, "1970-01-01", "DDR"),  # Leipzig
    (52.22, 11.12, "1970-01-01", None),  # Marienborn, east of the inner-German border, near a western town
    (53.84, 10.76, "1970-01-01", None),  # Herrnburg, the same, by Lübeck
    (48.1, 11.6, "1970-01-01", "DEU"),  # Munich
    (52.4, 13.06, "1970-01-01", "DDR"),  # Potsdam, by West Berlin
    (16.0, 108.0, "1968-01-01", "RVN"),  # Da Nang
    (52.1, 29.2, "1970-01-01", "SUN"),  # Polesia: on which side of a later border did not matter
    (51.5, 28.0, "1970-01-01", "SUN"),
    (19.0, 105.55, "1964-08-04", "VNM"),  # North Vietnam
    (36.5, -5.0, "1900-01-01", "ESP"),  # Marbella
]


@pytest.mark.parametrize(("lat", "lon", "day", "holder"), PAST)
def test_points_of_the_past_are_right_or_not_known(lat: float, lon: float, day: str, holder: str | None) -> None:
    place = at(lat, lon, date.fromisoformat(day))
    assert (place.known, place.holder, place.administrator) == (holder is not None, holder, holder)


def test_berlin_was_divided() -> None:
    day = date(1970, 1, 1)
    assert at(52.53, 13.52, day).administrator == "DDR"  # Lichtenberg
    for lat, lon in ((52.47, 13.43), (52.51, 13.28), (52.44, 13.26)):  # Neukölln, Charlottenburg, Zehlendorf
        west = at(lat, lon, day)
        assert (west.known, west.holder, west.administrator, west.claimants) == (True, None, None, ("DEU", "DDR"))
    near_the_wall = at(52.5, 13.45, day)
    assert (near_the_wall.known, near_the_wall.administrator) == (False, None)


def test_sinai_was_held_by_one_and_run_by_another() -> None:
    place = at(30.0, 33.8, date(1973, 10, 6))
    assert (place.holder, place.administrator) == ("EGY", "ISR")


def test_territorial_sea_was_three_miles() -> None:
    """Eight miles off New York: inside twelve, outside three."""
    assert at(40.45, -73.6, date(2024, 1, 1)).holder == "USA"
    before = at(40.45, -73.6, date(1970, 1, 1))
    assert (before.known, before.holder) == (False, None)
    assert "nautical miles" in (before.note or "")


def test_algeria_s_sahara_was_no_department() -> None:
    assert "algeria" in at(36.5, 3.0, date(1960, 1, 1)).zones
    sahara = at(24.0, 5.0, date(1960, 1, 1))
    assert sahara.holder == "FRA"
    assert "algeria" not in sahara.zones


def test_a_point_lies_in_its_zones() -> None:
    barrow = find("71,-156", date(2025, 1, 1))
    assert barrow.zones >= {"north-america", "metropolitan", "rio-region", "arctic"}
    assert "north-america" not in find("21.5,-158", date(2025, 1, 1)).zones  # Oahu
    assert "europe" not in find("4,-53", date(2025, 1, 1)).zones  # French Guiana
    assert "europe" not in find("65,100", date(2025, 1, 1)).zones  # Siberia
    assert "europe" in find("54.7,20.8", date(2025, 1, 1)).zones  # Kaliningrad


def test_points_agree_with_the_cities_that_lie_there() -> None:
    """A city by name and the same city as a point are never held by two states, but where the point is finer."""
    finer = {"Modiin Ilit", "Ariel", "Abyei", "Kafia Kingi", "Yany Kapu"}
    for city in [cities._city(row) for row in cities._rows()][::150]:
        for day in (date(2024, 1, 1), date(1970, 1, 1), date(1935, 1, 1)):
            named, here = places._land(city, day), at(city.lat, city.lon, day)
            if named.known and here.known and city.name not in finer:
                assert (named.holder, named.administrator) == (here.holder, here.administrator), (city, day)


# ------------------------------------------------------------------------------------------------ the table


def test_the_polygons_are_sound() -> None:
    tree, labels = lands._polygons()
    assert all(shape.is_valid for shape in tree.geometries)
    west, south, east, north = (float(edge) for edge in tree.geometries[0].bounds)
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90
    ours = {name for row in lands.table()["places"] for name in row["names"]}
    for label in set(labels):
        code, _, part = label.partition(">")
        assert not part or part in ours, label
        assert not code or code in lands.table()["iso2"], label


def test_every_living_state_has_land_under_its_capital() -> None:
    day = date(2024, 1, 1)
    iso = {state: code for code, state in lands.table()["iso2"].items()}
    for state in states.all_states(day):
        if state.id in iso and (seat := state.capital(day)):
            near = {shore.label[:2] for shore in lands.shores(seat.lat, seat.lon, 30.0)}
            assert iso[state.id] in near, state.id


def test_the_table_is_small_and_is_what_its_card_says() -> None:
    data = TABLE.read_bytes()
    assert len(data) < 1_200_000
    card = (REPO / "docs" / "cards" / "lands.md").read_text(encoding="utf-8")
    digest = re.search(r"\| sha256 \| `(\w+)`", card)
    assert digest and digest[1] == hashlib.sha256(data).hexdigest()


def test_the_table_is_built_from_its_source() -> None:
    source = need("data", "lands", "countries-10m.json")
    spec = importlib.util.spec_from_file_location("data_lands", REPO / "data" / "lands.py")
    assert spec and spec.loader
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    assert build.build(source.read_bytes()) == TABLE.read_text(encoding="utf-8")


def test_without_a_point_no_polygon_is_loaded() -> None:
    code = (
        "import sys\nfrom casus.cli import app\nfrom casus import lands\n"
        "try:\n    app(['what-if', '--by', 'CHN', '--on', 'USA', '--day', '2025-01-15', '--place', 'Guam'])\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "assert 'shapely' not in sys.modules, 'shapely was loaded'\n"
        "assert lands._polygons.cache_info().currsize == 0, 'the polygons were loaded'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
