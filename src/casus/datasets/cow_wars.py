"""COW's inter-state wars 1823-2003: its official files, read as published, and the table of wars that ships.

The inter-state war file (v4.0) has a row for each state and side of a war: first and last day of sustained combat, not
of declarations, and whether it began the war. The directed dyadic war file (May 2018) has the part that each state
played. How a war ended (``Outcome``, ``TransTo``, ``BatDeath``, ``outcomea``, ``batdth``) is never read.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from casus.datasets.card import Card, read
from casus.errors import InputError, TableError

TABLE = Path(__file__).parents[1] / "tables" / "wars.json"

_TERMS = "no licence in the file; COW asks users to cite the article and the version"
_DAY1, _DAY2 = (tuple(f"{end}{part}{n}" for end in ("Start", "End") for part in ("Year", "Month", "Day")) for n in "12")

INTER_STATE = Card(
    title="inter-state war file", producer="COW", version="4.0",
    citation="Sarkees & Wayman 2010, Resort to War: 1816-2007, CQ Press", terms=_TERMS,
    columns=("WarNum", "WarName", "ccode", "Side", "Initiator", "WhereFought", "Version", *_DAY1, *_DAY2),
    key=("WarNum",), rows=337, sha256="5138f13ab3ea2bb09f376f95a01ae5f6ae778629ba9dc4551a3d7f9fa15a9293",
    versioned=False,  # it says its version in a column "Version", as "4": see `rows`
)  # fmt: skip
DYADIC = Card(
    title="directed dyadic war file", producer="COW", version="May 2018",
    citation="Maoz, Johnson, Kaplan, Ogunkoya & Shreve 2019, The Dyadic Militarized Interstate Disputes (MIDs) Dataset "
    "Version 3.0, Journal of Conflict Resolution 63(3):811-835",
    terms=_TERMS, columns=("warnum", "statea", "stateb", "year", "warolea", "waroleb"), key=("warnum",), rows=1364,
    sha256="86597ef68d245e22ca5ebfcd8050caa84b9028bd4bf01a183c04a12fb491e1ea", versioned=False,
)  # fmt: skip

#: The parts a state can play (``warolea``).
ROLES: Final = {
    1: "primary initiator", 2: "joiner on the initiator's side", 3: "primary target", 4: "joiner on the target's side",
}  # fmt: skip
#: Regions: 1 Western Hemisphere, 2 Europe, 4 Africa, 6 Middle East (with North Africa), 7 Asia, 9 Oceania. Which of
#: them each code of ``WhereFought`` covers.
FOUGHT: Final = {
    1: {1}, 2: {2}, 4: {4}, 6: {6}, 7: {7}, 9: {9}, 11: {2, 6}, 12: {2, 7}, 13: {1, 7}, 14: {2, 4, 6},
    15: {2, 4, 6, 7}, 16: {4, 6, 7, 9}, 17: {7, 9}, 18: {4, 6}, 19: {2, 4, 6, 7, 9},
}  # fmt: skip
#: The states whose home lies in two regions; the others are told by the hundreds of their number.
_TWO_REGIONS: Final = {365: {2, 7}, 640: {2, 6}}


class Row(NamedTuple):
    """A row of the inter-state war file: a state on one side of a war, with one or two spells of combat (ISO days)."""

    war: int
    name: str
    state: int
    side: int
    initiator: bool
    where: int
    spells: tuple[tuple[str, str], ...]


class Dyad(NamedTuple):
    """A row of the directed dyadic war file: one year of one pair, and the part each plays in the war (`ROLES`)."""

    war: int
    a: int
    b: int
    year: int
    role_a: int
    role_b: int


class Participant(NamedTuple):
    """A state (COW number) on one side of a war; ``where`` is a code of `FOUGHT`; spells are first and last days."""

    state: int
    side: int
    initiator: bool
    where: int
    spells: tuple[tuple[date, date], ...]

    @property
    def entered(self) -> date:
        """Its first day of sustained combat on this side."""
        return self.spells[0][0]

    @property
    def near_home(self) -> bool:
        """Did it fight in a region in which its home lies?"""
        own = _TWO_REGIONS.get(self.state) or {{3: 2, 5: 4, 8: 7}.get(self.state // 100, self.state // 100) or 1}
        return bool(own & FOUGHT[self.where])


class War(NamedTuple):
    """A war with its participants; ``roles`` gives those of the directed dyadic file by COW number.

    >>> war = next(war for war in packaged() if war.number == 106)
    >>> war.name, war.began.isoformat(), [p.state for p in war.originals(True)], [p.state for p in war.originals(False)]
    ('World War I', '1914-07-29', [300], [345])
    """

    number: int
    name: str
    participants: tuple[Participant, ...]
    roles: dict[int, tuple[int, ...]]

    @property
    def began(self) -> date:
        """The first day of sustained combat."""
        return min(row.entered for row in self.participants)

    def originals(self, on_initiators_side: bool) -> tuple[Participant, ...]:
        """Those who fought on the first day, on the side of those who began it or on the other."""
        began = {row.side for row in self.participants if row.initiator}
        return tuple(
            row for row in self.participants if row.entered == self.began and (row.side in began) == on_initiators_side
        )


def rows(path: Path) -> tuple[Row, ...]:
    """The inter-state war file, ``Inter-StateWarData_v4.0.csv``; another version is refused, columns it lacks too."""
    _right_version(path)
    return tuple(_row(dict(zip(INTER_STATE.columns, cells, strict=True)), path) for cells in read(INTER_STATE, path))


def dyads(path: Path) -> tuple[Dyad, ...]:
    """The directed dyadic war file, ``directed_dyadic_war_may2018.csv`` (it does not say its version)."""
    return tuple(Dyad(*(_int(cell, path) for cell in cells)) for cells in read(DYADIC, path))


@cache
def packaged() -> tuple[War, ...]:
    """The wars of the table that ships, in the order of their numbers; ``data/wars.py`` describes it."""
    try:
        return tuple(_war(line) for line in json.loads(TABLE.read_text(encoding="utf-8")))
    except (OSError, ValueError, LookupError) as error:
        raise TableError(f"{TABLE} is damaged ({error}): install casus again") from error


def _war(line: dict[str, Any]) -> War:
    participants = tuple(
        Participant(
            state, side, bool(began), where,
            tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in spells),
        )
        for state, side, began, where, spells in line["states"]
    )  # fmt: skip
    return War(line["war"], line["name"], participants, {int(s): tuple(r) for s, r in line["roles"].items()})


def _right_version(path: Path) -> None:
    """Refuse another version before anything else, naming it and the columns that it lacks."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            header, first = (*islice(csv.reader(lines), 2), [], [])[:2]
    except (OSError, UnicodeDecodeError, csv.Error):
        return  # `read` says what is wrong with it
    version = dict(zip(header, first, strict=False)).get("Version", "4")
    if version.removesuffix(".0") != "4":
        lacking = [column for column in INTER_STATE.columns if column not in header]
        told = f"; no column {', '.join(lacking)}" if lacking else ""
        raise InputError(f"{path}: version {version}{told}; casus reads the {INTER_STATE.name}")


def _row(cell: dict[str, str], path: Path) -> Row:
    """One row; 1 is an initiator, 2 is none; -8 stands for a second spell that there was not."""
    if cell["Version"].removesuffix(".0") != "4":
        raise InputError(f"{path}: a row of version {cell['Version']} in the {INTER_STATE.name}")
    if cell["Initiator"] not in ("1", "2") or cell["Side"] not in ("1", "2"):
        raise InputError(f"{path}: Initiator and Side are 1 or 2, not {cell['Initiator']} and {cell['Side']}")
    spells = [tuple(_int(cell[column], path) for column in days) for days in (_DAY1, _DAY2)]
    return Row(
        _int(cell["WarNum"], path), cell["WarName"], _int(cell["ccode"], path), int(cell["Side"]),
        cell["Initiator"] == "1", _int(cell["WhereFought"], path),
        tuple((_day(days[:3], path), _day(days[3:], path)) for days in spells if days[0] != -8),
    )  # fmt: skip


def _day(parts: tuple[int, ...], path: Path) -> str:
    try:
        return date(*parts).isoformat()
    except ValueError:
        raise InputError(f"{path}: {'-'.join(map(str, parts))} stands where a day should") from None


def _int(cell: str, path: Path) -> int:
    try:
        return int(cell)
    except ValueError:
        raise InputError(f'{path}: "{cell[:20]}" stands where a number should') from None
