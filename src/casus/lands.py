"""The land under a point: how the table of places may be read there, by Natural Earth's polygons and our own outlines.

Only `casus.places` asks here. The polygons (``tables/lands.json``, built by ``data/lands.py``) say what is land and
which country of today runs it; whose it was is for the rows of ``tables/places.json``. Where a line is too coarse to
tell, every reading that it leaves is given. shapely, the polygons and the gazetteer are loaded for points only.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, NamedTuple

from casus import cities

Row = Mapping[str, Any]

#: How far off (km) a border or a coast of the polygons may be: of the 34,000 cities of the gazetteer, none in an
#: undisputed land lies farther on the wrong side (docs/cards/lands.md).
EDGE = 3.5
#: Kilometres in a nautical mile.
MILE = 1.852
#: A circle of the table surely holds what lies in this part of its radius, and may hold what lies in that multiple.
CORE, FRINGE = 0.8, 1.6
#: In this part of the radius of a small circle (km) its place counts, however near a border is.
HEART, SMALL = 0.5, 15.0
#: This near (km) a city tells in which part of its country a point lies.
TOWN = 3.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the table: by a row of its places or lands, else as land of a country of today (ISO alpha-2)."""

    row: Row | None
    country: str = ""
    of_places: bool = False


class Shore(NamedTuple):
    """Land near a point: how far in km (0 = under it), whose (``CY>Akrotiri``: a named part) and its nearest point."""

    km: float
    label: str
    lat: float
    lon: float


def at(lat: float, lon: float, on: date) -> tuple[list[Reading], str | None]:
    """Every reading of the table that the point allows (none: open water), and what to say where it is not settled."""
    near = shores(lat, lon, 12 * MILE + EDGE)
    wet = not near or near[0].km > 0
    if wet and (rows := [row for row in _at_sea(lat, lon, on) if "claimants" in row]):
        return [Reading(rows[0], of_places=True)], None
    if not near:
        return [], None
    first = near[0]
    for shore in near:
        if shore.km <= (EDGE if wet else 0) and (hearts := _reaching(shore.label, lat, lon, on, HEART, SMALL)):
            return [Reading(hearts[0], of_places=True)], None
    if wet:
        sure, most = _breadth(first.label, lat, lon, on)
        if first.km > most + EDGE:
            return [], None
        if first.km > sure - EDGE:
            miles = f"about {first.km / MILE:.0f} nautical miles off the coast"
            return [Reading(None)], f"{miles}: whether that is territorial sea or open sea is not settled here"
        rivals = [shore for shore in near if shore.km <= 1.25 * first.km + EDGE]
        found = [one for shore in rivals for one in _on_land(shore.label, shore.lat, shore.lon, on)]
        return _different(found), "between two coasts, or off one that is not settled here"
    found = [one for shore in near if shore.km <= EDGE for one in _on_land(shore.label, lat, lon, on)]
    return _different(found), "near a border, or a line that is not exact here"


def reading(codes: Sequence[str], lat: float, lon: float, on: date) -> Reading:
    """How the table reads for a city's codes (the narrowest first; a country alone will do) at its point."""
    for code in codes:
        for row in table()["places"]:
            if code in row.get("cities", ()) and within(on, row) and cities.in_box(lat, lon, row.get("box")):
                return Reading(row, codes[-1], of_places=True)
    for row in table()["lands"]:
        if within(on, row) and cities.in_box(lat, lon, row.get("box")) and set(codes) & set(row["cities"]):
            return Reading(row, codes[-1])
    return Reading(None, codes[-1])


def sea(lat: float, lon: float, on: date) -> Row | None:
    """The sea of our own table in whose circle open water lies, the smallest first; an islet with no polygon too."""
    return next(iter(_at_sea(lat, lon, on)), None)


def zones_at(lat: float, lon: float) -> frozenset[str]:
    """Zones that hold the point by a box, or by lying between two lines that a treaty draws."""
    return frozenset(
        name
        for name, zone in table()["zones"].items()
        if any(cities.in_box(lat, lon, box) for box in zone.get("boxes", ()))
        or ("between" in zone and _between(zone["between"], lat, lon))
    )


def within(on: date, row: Row) -> bool:
    """Does the row hold on the day?"""
    return bool(row.get("from", "") <= on.isoformat() < row.get("until", "9999-99-99"))


@cache
def table() -> dict[str, Any]:
    """``tables/places.json``."""
    text = resources.files("casus").joinpath("tables/places.json").read_text(encoding="utf-8")
    rows: dict[str, Any] = json.loads(text)
    return rows


def shores(lat: float, lon: float, reach: float) -> list[Shore]:
    """The land within ``reach`` km of a point, the nearest of each label; the nearest first.

    Distances are taken on a plane that touches the globe at the point: right to a hundredth for a few dozen km.
    """
    import numpy as np
    import shapely

    tree, labels = _polygons()
    high, wide = reach / 111.2, reach / 111.2 / max(0.005, math.cos(math.radians(lat)))
    flat = np.array([math.cos(math.radians(lat)), 1.0]) * 111.2
    found: dict[str, Shore] = {}
    for turn in (-360.0, 0.0, 360.0):
        west, east = lon + turn - wide, lon + turn + wide
        if west > 180 or east < -180:
            continue
        here = np.array([lon + turn, lat])
        for i in tree.query(shapely.box(west, lat - high, east, lat + high)):
            cut = shapely.clip_by_rect(tree.geometries[i], west, lat - high, east, lat + high)
            plane = shapely.transform(cut, lambda xy, here=here: (xy - here) * flat)
            if plane.is_empty:
                continue
            line = shapely.get_coordinates(shapely.shortest_line(shapely.Point(0, 0), plane))
            km = float(np.hypot(*line[1]))
            if km <= reach and km < found.get(labels[i], Shore(math.inf, "", 0, 0)).km:
                x, y = line[1] / flat + here
                found[labels[i]] = Shore(km, labels[i], float(y), float((x + 180) % 360 - 180))
    return sorted(found.values())


@cache
def _polygons() -> tuple[Any, list[str]]:
    """A tree over every polygon of ``tables/lands.json``, and the label of each."""
    import numpy as np
    import shapely

    text = resources.files("casus").joinpath("tables/lands.json").read_text(encoding="utf-8")
    packed = json.loads(text)
    shapes, labels = [], []
    for label, *parts in packed["lands"]:
        for rings in parts:
            lines = [np.cumsum(np.reshape(ring, (-1, 2)), axis=0) * packed["unit"] for ring in rings]
            shapes.append(shapely.Polygon(lines[0], lines[1:]))
            labels.append(label)
    return shapely.STRtree(shapes), labels


def _on_land(label: str, lat: float, lon: float, on: date) -> list[Reading]:
    """How the table may be read on land with that label."""
    code, _, part = label.partition(">")
    if part and (rows := [row for row in table()["places"] if part in row["names"] and within(on, row)]):
        return [Reading(rows[0], code, of_places=True)]
    if not code:
        return [Reading(None)]
    sure = _reaching(label, lat, lon, on, CORE)
    size = sure[0].get("radius_km", math.inf) if sure else math.inf
    ties = [row for row in sure if row.get("radius_km", math.inf) == size]
    fringe = [row for row in _reaching(label, lat, lon, on, FRINGE) if row not in sure]
    named = [*ties, *(row for row in fringe if row.get("radius_km", math.inf) <= size)]
    found = [Reading(row, code, of_places=True) for row in named]
    return found if sure else [*found, *_by_city(code, lat, lon, on)]


def _reaching(label: str, lat: float, lon: float, on: date, part: float, most: float = math.inf) -> list[Row]:
    """Places that reach to the point on land by outline or circle, the smallest first.

    ``part`` is the part of the radius that counts; of an outline that is not exact, more than `CORE` counts its fringe
    in and `CORE` leaves it out. A larger place that lists its cities is told by them, not by its circle.
    """
    rows = []
    for row in table()["places"]:
        radius = row.get("radius_km", 0.0)
        if radius > most or not within(on, row) or (row.get("sea") and "soil" not in row):
            continue
        if "outline" in row and part != HEART:
            fringe = row.get("about_km", EDGE) * (1 if part > CORE else -1)
            if _in_outline(row["outline"], lat, lon, fringe) and _on_soil(row, label):
                rows.append(row)
        elif radius and "outline" not in row and ("cities" not in row or part == HEART):
            reach = radius * (1.0 if row.get("sea") else part)
            if cities.km(lat, lon, row["lat"], row["lon"]) <= reach and _on_soil(row, label):
                rows.append(row)
    return sorted(rows, key=lambda row: row.get("radius_km", math.inf))


def _in_outline(outline: Sequence[Sequence[float]], lat: float, lon: float, fringe: float) -> bool:
    """Is the point inside the outline (corners as latitude and longitude), widened by ``fringe`` km?"""
    import shapely

    wide, turn = math.cos(math.radians(lat)), round((lon - outline[0][1]) / 360) * 360
    shape = shapely.Polygon([((x + turn - lon) * wide * 111.2, (y - lat) * 111.2) for y, x in outline])
    here = shapely.Point(0, 0)
    edge = shape.exterior.distance(here)
    return bool(edge > -fringe if shape.contains(here) and fringe < 0 else shape.contains(here) or edge <= fringe)


def _on_soil(row: Row, label: str) -> bool:
    """Can the place lie on that country's land: one that it names, of its cities, or under its middle?"""
    code = label.partition(">")[0]
    named = set(row.get("soil", ())) or {city[:2] for city in row.get("cities", ())}
    return code in (named or {shore.label.partition(">")[0] for shore in shores(row["lat"], row["lon"], EDGE)})


def _at_sea(lat: float, lon: float, on: date) -> list[Row]:
    """Seas, and islets that the polygons leave out, whose circle holds the point, the smallest first."""
    rows = [
        row
        for row in table()["places"]
        if within(on, row)
        and cities.km(lat, lon, row["lat"], row["lon"]) <= row.get("radius_km", 0.0)
        and (
            row.get("sea")
            or (not {"cities", "soil", "outline"} & set(row) and not shores(row["lat"], row["lon"], EDGE))
        )
    ]
    return sorted(rows, key=lambda row: row["radius_km"])


def _by_city(code: str, lat: float, lon: float, on: date) -> list[Reading]:
    """In a town by that city, farther out by every city around; by the country alone, if no part of it stands out."""
    whole = reading((code,), lat, lon, on)
    rows = (row for key in ("places", "lands") for row in table()[key] if within(on, row))
    if not any(city[:2] == code and len(city) > 2 for row in rows for city in row.get("cities", ())):
        return [whole]
    close = cities.of_country(code, lat, lon)
    reach = close[0][0] if close[0][0] <= TOWN else 3 * close[0][0] + 40.0
    codes = dict.fromkeys(city.codes for km, city in close if km <= reach)
    found = [reading(each, lat, lon, on) for each in codes]
    return _different([one for one in found if not (one.of_places and one.row and "outline" in one.row)]) or [whole]


def _different(readings: Sequence[Reading]) -> list[Reading]:
    kept: list[Reading] = []
    for one in readings:
        if not any(one.row is other.row and (one.row or one.country == other.country) for other in kept):
            kept.append(one)
    return kept


def _breadth(label: str, lat: float, lon: float, on: date) -> tuple[float, float]:
    """How many km of territorial sea the coast has surely, and at the most."""
    rule = table()["territorial_sea"]
    least = rule["miles"] if within(on, rule) else rule["before"]
    for row in rule["less"]:
        if label[:2] in row["of"] and cities.in_box(lat, lon, row.get("box")):
            least = min(least, row["miles"])
    return least * MILE, rule["miles"] * MILE


def _between(lines: Mapping[str, Sequence[Sequence[float]]], lat: float, lon: float) -> bool:
    west, east = _rhumb(lines["west"], lat), _rhumb(lines["east"], lat)
    return any(west <= lon + turn <= east for turn in (-360.0, 0.0, 360.0))


def _rhumb(line: Sequence[Sequence[float]], lat: float) -> float:
    """The longitude at which a line crosses a latitude; its corners run north, joined by rhumb lines."""
    for (south, x), (north, y) in pairwise(line):
        if south <= lat <= north:
            if x == y:
                return x
            up, top, bottom = (math.asinh(math.tan(math.radians(degrees))) for degrees in (lat, north, south))
            return x + (y - x) * (up - bottom) / (top - bottom)
    raise ValueError(f"no part of the line at {lat}")
