"""COW's inter-state wars 1823-2003: its official files, read as published, and the table of wars that ships.

The inter-state war file (v4.0) has a row for each state and side of a war: first and last day of sustained combat, not
of declarations, and whether it began the war. The directed dyadic war file (May 2018) has the part that each state
played. How a war ended (``Outcome``, ``TransTo``, ``BatDeath``, ``outcomea``, ``batdth``) is never read.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from casus.datasets import shelf
from casus.datasets.card import read
from casus.errors import InputError, TableError

TABLE = Path(__file__).parents[1] / "tables" / "wars.json"

_DAY1, _DAY2 = (tuple(f"{end}{part}{n}" for end in ("Start", "End") for part in ("Year", "Month", "Day")) for n in "12")

_INTER_STATE = ("WarNum", "WarName", "ccode", "Side", "Initiator", "WhereFought", *_DAY1, *_DAY2)
_DYADIC = ("warnum", "statea", "stateb", "year", "warolea", "waroleb")

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
    card = replace(shelf.get("inter-state-wars").card, title="inter-state war file", columns=_INTER_STATE)
    return tuple(_row(dict(zip(_INTER_STATE, cells, strict=True)), path) for cells in read(card, path))


def dyads(path: Path) -> tuple[Dyad, ...]:
    """The directed dyadic war file, ``directed_dyadic_war_may2018.csv`` (it does not say its version)."""
    card = replace(shelf.get("dyadic-wars").card, title="directed dyadic war file", columns=_DYADIC, key=("warnum",))
    return tuple(Dyad(*(_int(cell, path) for cell in cells)) for cells in read(card, path))


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


def _row(cell: dict[str, str], path: Path) -> Row:
    """One row; 1 is an initiator, 2 is none; -8 stands for a second spell that there was not."""
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
