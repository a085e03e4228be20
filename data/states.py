"""Build src/casus/tables/states.json: which states there were from 1816 on, under which numbers, names and capitals.

    python data/states.py ../shared/data/states

reads the system lists and capitals of that folder and, beside this file, `state_names.csv`: the names, the ids and
every decision of ours. Its columns:

    id                             ISO 3166-1 alpha-3; of a state that is gone ISO 3166-3 or COW's letters
    name, official                 the common and the formal name
    aliases, adjectives, demonyms  separated by semicolons; `name@from/until` is in use on the days [from, until)
    cow, gw                        numbers in the two lists; `365@1922-12-30/1991-12-26` takes only those days of 365
    exists                         days of existence, where they are not those on which either list holds the state
    successor                      the state that a gone state is today, in claims
    capitals                       `name@from/until@lat@lon`, where the sources have none or are mistaken
"""

from __future__ import annotations

import csv
import json
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

NAMES = Path(__file__).with_name("state_names.csv")
TABLE = Path(__file__).parents[1] / "src" / "casus" / "tables" / "states.json"

OPEN = date.max  # stands for "still so" while intervals are cut and joined
START = date(1816, 1, 1)
CENSORED = {"cow_system_isard.csv": "2016-12-31", "gw_system_isard.csv": "2020-12-31"}
CAPITALS_CENSORED = "2024-12-31"
#: The sources' spelling of a capital → the one that English texts use of that time.
SPELLING = {
    "Ho Chi Minh City": "Saigon",
    "Hannover": "Hanover",
    "Kiev": "Kyiv",
    "Port-of-Spain": "Port of Spain",
    "Torino": "Turin",
    "Washington D.C.": "Washington",
}

Interval = tuple[date, date]
Numbered = dict[int, list[Interval]]
CapitalRow = tuple[str, date, date, float, float]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def half_open(start: str, end: str, censored: str) -> Interval:
    """The sources' first and last day → [from, until); the last day of the list means that it goes on."""
    return date.fromisoformat(start), OPEN if end == censored else date.fromisoformat(end) + timedelta(days=1)


def interval(text: str) -> Interval:
    """``"1922-12-30/1991-12-26"``; either side may be empty."""
    start, until = text.split("/")
    return (date.fromisoformat(start) if start else START), (date.fromisoformat(until) if until else OPEN)


def cut(pieces: list[Interval], windows: list[Interval]) -> list[Interval]:
    """The days of ``pieces`` that lie in one of ``windows``."""
    both = [(max(a, c), min(b, d)) for a, b in pieces for c, d in windows]
    return [(start, until) for start, until in both if start < until]


def join(pieces: list[Interval]) -> list[Interval]:
    """The same days as the fewest intervals, in order."""
    joined: list[Interval] = []
    for start, until in sorted(pieces):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], until))
        else:
            joined.append((start, until))
    return joined


def items(cell: str) -> list[str]:
    return cell.split(";") if cell else []


def numbered(cell: str, system: Numbered) -> list[tuple[int, date, date]]:
    """The spells of one state in one list, in order of time."""
    spells = []
    for item in items(cell):
        number, _, window = item.partition("@")
        spells += [(int(number), *piece) for piece in cut(system[int(number)], [interval(window or "/")])]
    return sorted(spells, key=lambda spell: spell[1])


def capitals(cell: str, found: list[CapitalRow], spells: list[Interval]) -> list[CapitalRow]:
    """One capital at a time: of two that overlap, the later one ends the earlier. Our own rows replace the sources'."""
    if cell:
        own = [item.split("@") for item in items(cell)]
        found = [(name, *interval(window), float(lat), float(lon)) for name, window, lat, lon in own]
    timeline: list[CapitalRow] = []
    for row in sorted(found, key=lambda row: row[1:3]):
        if timeline:
            name, start, until, lat, lon = timeline[-1]
            same = row[0] == name and row[1] <= until
            timeline[-1] = (name, start, max(until, row[2]) if same else min(until, row[1]), lat, lon)
            if same:
                continue
        timeline.append(row)
    return [(name, *piece, lat, lon) for name, a, b, lat, lon in timeline for piece in cut([(a, b)], spells)]


def day(value: date) -> str | None:
    return None if value == OPEN else value.isoformat()


def named(cell: str) -> list[list[str | None]]:
    """``name@from/until`` → [name, from, until]; a side that is not given stays open."""
    names = []
    for item in items(cell):
        name, _, window = item.partition("@")
        start, _, until = window.partition("/")
        names.append([name, start or None, until or None])
    return names


def check(spells: dict[str, list[tuple[int, date, date]]], system: Numbered) -> None:
    """Stop unless each day of the source belongs to exactly one state of ours."""
    held: Numbered = {}
    for own in spells.values():
        for number, start, until in own:
            held.setdefault(number, []).append((start, until))
    for number, source in system.items():
        mine = sorted(held.get(number, []))
        if any(b > c for (_, b), (c, _) in pairwise(mine)) or join(mine) != join(source):
            sys.exit(f"number {number}: state_names.csv gives {mine}, the source has {source}")


def build(sources: Path, names: Path = NAMES) -> str:
    """The table as JSON, one state a line."""
    systems: dict[str, Numbered] = {}
    letters: dict[int, str] = {}
    seats: dict[str, dict[int, list[CapitalRow]]] = {}
    for key, code in (("cow", "ccode"), ("gw", "gwcode")):
        file = f"{key}_system_isard.csv"
        systems[key], seats[key] = {}, {}
        for row in rows(sources / file):
            systems[key].setdefault(int(row[code]), []).append(half_open(row["start"], row["end"], CENSORED[file]))
            if key == "cow":
                letters[int(row[code])] = row["cw_abb"]
        for row in rows(sources / f"{key}_capitals.csv"):
            name = SPELLING.get(row["capital"], row["capital"])
            days = half_open(row["stdate"], row["enddate"], CAPITALS_CENSORED)
            seats[key].setdefault(int(row[code]), []).append((name, *days, float(row["lat"]), float(row["lng"])))

    table = rows(names)
    cow = {row["id"]: numbered(row["cow"], systems["cow"]) for row in table}
    gw = {row["id"]: numbered(row["gw"], systems["gw"]) for row in table}
    check(cow, systems["cow"])
    check(gw, systems["gw"])

    lines = []
    for row in sorted(table, key=lambda row: row["id"]):
        id = row["id"]
        own = {"cow": cow[id], "gw": gw[id]}
        spells = join([interval(item) for item in items(row["exists"])] or [(a, b) for _, a, b in cow[id] + gw[id]])
        found: list[CapitalRow] = []
        for key in ("gw", "cow"):
            for number in {number for number, _, _ in own[key]}:
                # A number's capital on the days that the number is the state's; a single number's on all its days.
                several = len({n for n, _, _ in own[key]}) > 1
                held = [(a, b) for n, a, b in own[key] if n == number] if several else spells
                for name, a, b, lat, lon in seats[key].get(number, []):
                    found += [(name, *piece, lat, lon) for piece in cut([(a, b)], held)]
        record = {
            "id": id,
            "name": row["name"],
            "official": row["official"],
            "aliases": named(row["aliases"]),
            "adjectives": items(row["adjectives"]),
            "demonyms": items(row["demonyms"]),
            "spells": [[day(a), day(b)] for a, b in spells],
            "cow": [[number, day(a), day(b)] for number, a, b in cow[id]],
            "letters": list(dict.fromkeys(letters[number] for number, _, _ in cow[id])),
            "gw": [[number, day(a), day(b)] for number, a, b in gw[id]],
            "capitals": [[n, day(a), day(b), *at] for n, a, b, *at in capitals(row["capitals"], found, spells)],
            "successor": row["successor"] or None,
        }
        lines.append(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
    return "[\n" + ",\n".join(lines) + "\n]\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python data/states.py FOLDER, the folder that holds cow_system_isard.csv")
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(build(Path(sys.argv[1])), encoding="utf-8")
