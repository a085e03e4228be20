"""ATOP 5.1, every alliance from 1815 to 2018: its official files, read as published, and the table that ships.

What ATOP codes (codebook of 9 August 2022): an alliance has phases, a phase has members, and each member's own row says
which of five obligations it undertook and on what conditions. States are COW numbers, with 255/260 for Germany, 365 for
Russia and the Soviet Union, 345 for Serbia and Yugoslavia. Dates of entry are of signature, not of ratification.

How an alliance ended (``term``, ``termmode``, ``termcaus``) is never read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from casus import states
from casus.datasets import shelf
from casus.datasets.card import MISSING, Card, read
from casus.errors import InputError, TableError

TABLE = Path(__file__).parents[1] / "tables" / "atop.json"

#: The obligations, and the three letters with which the names of their conditions begin.
OBLIGATIONS: Final = {"defense": "def", "offense": "off", "neutral": "neu", "nonagg": "", "consul": "con"}
#: Conditions of one obligation each. ATOP says that a condition exists, not which adversary, place or demand it names.
CONDITIONS: Final = (
    "defcoadv", "defcoloc", "defcocon", "defconum", "defcodem", "defconpr",
    "offcoadv", "offcoloc", "offcocon", "offconum", "offcodem",
    "neucoadv", "neucoloc", "neucocon", "neuconum", "neucodem", "neuconpr", "neucoatt",
    "concoadv", "concoloc", "concocon", "concoreq",
)  # fmt: skip
#: A condition of some obligation of the member that none of the others covers; ATOP does not say of which.
OTHER_CONDITION: Final = "olimob"
FLAGS: Final = (*OBLIGATIONS, *CONDITIONS, OTHER_CONDITION)

#: The first day of which ATOP 5.1 says nothing: an alliance without an end was in effect on the day before.
BEYOND = date(2019, 1, 1)
#: ATOP's one code that is in no list of states: Annam, whose Treaty of Saigon with France is of 15 March 1874.
NOT_IN_COW = {8152: "VNM"}

_BEGIN_END = ("begyr", "begmo", "begday", "endyr", "endmo", "endday")
_ENTRY_EXIT = ("yrent", "moent", "dayent", "yrexit", "moexit", "dayexit")


@cache
def cards() -> dict[str, Card]:
    """The card of each file, with the columns that are read here; the shelf has what is common to them."""
    common = replace(shelf.get("atop-alliances").card, missing=MISSING)
    pair = ("ccode1", "ccode2", "year")
    return {
        "alliances": replace(common, columns=("atopid", *_BEGIN_END, "estmode", "source", *OBLIGATIONS)),
        "phases": replace(
            common, title="phase file", columns=("atopid", "phase", *_BEGIN_END, "estmode", "source", *OBLIGATIONS),
            key=("atopid", "phase"), rows=849,
            sha256="caaa57307948ca0b7557bea801ae57cf32cb0d99cffe9b1ac84d99a6ea298634",
        ),
        "members": replace(
            shelf.get("atop-members").card, missing=MISSING,
            columns=("atopid", "phase", "member", *_ENTRY_EXIT, "obvary", *FLAGS),
        ),
        "state-years": replace(
            common, title="state-year file", columns=("state", "year", *OBLIGATIONS), key=("state", "year"),
            rows=11_923, sha256="bb81f3bfc166932f3fb6ca7134891b84d2ef34bc87a9c5975c4ef6b704632108",
        ),
        "dyad-years": replace(
            common, title="directed dyad-year file", columns=("stateA", "stateB", "year", *OBLIGATIONS),
            key=("stateA", "stateB", "year"), rows=273_296, sha256=None, versioned=False,
        ),
        # the same rows under the column names of peacesciencer
        "dyad-years of peacesciencer": replace(
            shelf.get("atop-dyads").card, missing=MISSING, columns=(*pair, *(f"atop_{o}" for o in OBLIGATIONS)),
        ),
    }  # fmt: skip


class Alliance(NamedTuple):
    """A row of the alliance file (``phase`` 0) or of the phase file.

    ``start`` and ``end`` are ISO days, or months where ATOP has no day; ``end`` None: in effect on 2018-12-31.
    ``ratified``: a formal treaty that requires ratification (``estmode``), None if not known. ``primary``: coded from
    its text (``source``), not from secondary sources alone.
    """

    atopid: int
    phase: int
    start: str
    end: str | None
    ratified: bool | None
    primary: bool
    obligations: frozenset[str]


class Member(NamedTuple):
    """A row of the member file: one spell of one state in one phase. Days as in `Alliance`.

    ``flags``: the obligations and conditions that are coded 1. ``varies``: it owes different things to different
    members (``obvary``); its row holds all that it owes to anyone.
    """

    atopid: int
    phase: int
    state: int
    start: str
    end: str | None
    flags: frozenset[str]
    varies: bool


class Year(NamedTuple):
    """What a state undertook in a year: towards ``to``, or towards anyone where ``to`` is None."""

    state: int
    to: int | None
    year: int
    obligations: frozenset[str]


def alliances(path: Path) -> tuple[Alliance, ...]:
    """The alliance file, ``atop5_1a.csv``."""
    return tuple(_alliance((row[0], "0", *row[1:]), path) for row in read(cards()["alliances"], path))


def phases(path: Path) -> tuple[Alliance, ...]:
    """The phase file, ``atop5_1aph.csv``."""
    return tuple(_alliance(row, path) for row in read(cards()["phases"], path))


def members(path: Path) -> tuple[Member, ...]:
    """The member file, ``atop5_1m.csv``."""
    return tuple(
        Member(
            _int(row[0], path), _int(row[1], path), _int(row[2], path), _first(row[3:6], path),
            _last(row[6:9], path), _flags(FLAGS, row[10:], path), row[9] == "1",
        )
        for row in read(cards()["members"], path)
    )  # fmt: skip


def state_years(path: Path) -> tuple[Year, ...]:
    """The state-year file, ``atop5_1sy.csv``."""
    return tuple(
        Year(_int(row[0], path), None, _int(row[1], path), _flags(OBLIGATIONS, row[2:], path))
        for row in read(cards()["state-years"], path)
    )


def dyad_years(path: Path) -> tuple[Year, ...]:
    """The directed dyad-year file: ATOP's ``atop5_1ddyr.csv``, or peacesciencer's copy of it."""
    return tuple(
        Year(_int(row[0], path), _int(row[1], path), _int(row[2], path), _flags(OBLIGATIONS, row[3:], path))
        for row in _dyad_rows(path)
    )


class Days(NamedTuple):
    """Half-open: bound on [sure_from, sure_until), perhaps bound on [start, until)."""

    start: date
    sure_from: date
    sure_until: date
    until: date | None


@cache
def holders(cow: int) -> tuple[tuple[str, date, date | None], ...]:
    """The states that bore a number one after the other: the first from ever, the last to this day."""
    if cow in NOT_IN_COW:
        return ((NOT_IN_COW[cow], date.min, None),)
    return _numbers()[cow]


@cache
def _numbers() -> dict[int, tuple[tuple[str, date, date | None], ...]]:
    spells: dict[int, list[tuple[date, str]]] = {}
    for state in states.all_states():
        for code in state.cow:
            spells.setdefault(code.number, []).append((code.start, state.id))
    numbers = {}
    for number, found in spells.items():
        turns = [turn for i, turn in enumerate(sorted(found)) if i == 0 or sorted(found)[i - 1][1] != turn[1]]
        begins = [date.min, *(start for start, _ in turns[1:])]
        numbers[number] = tuple(
            (id, begin, until) for (_, id), begin, until in zip(turns, begins, [*begins[1:], None], strict=True)
        )
    return numbers


def holder(cow: int, on: date) -> str:
    """The state that bore a number on the day, in COW's system or not yet in it."""
    return next(state for state, start, until in holders(cow) if start <= on and (until is None or on < until))


def day(text: str) -> date:
    """An ISO day; of a month, the first."""
    return date.fromisoformat(text if len(text) == 10 else f"{text}-01")


def days(first: str, last: str | None = None) -> Days:
    """A first and a last day, either of which may be a month, as half-open spells."""
    start = day(first)
    sure_from = start if len(first) == 10 else _next_month(start)
    if last is None:
        return Days(start, sure_from, BEYOND, None)
    end = day(last)
    until = end + timedelta(1) if len(last) == 10 else _next_month(end)
    return Days(start, sure_from, until if len(last) == 10 else end, until)


def _next_month(first: date) -> date:
    return (first + timedelta(31)).replace(day=1)


@cache
def packaged() -> tuple[dict[str, Any], ...]:
    """The alliances of the table that ships, as ``data/atop.py`` describes them."""
    try:
        return tuple(json.loads(TABLE.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise TableError(f"{TABLE} is damaged ({error}): install casus again") from error


def _dyad_rows(path: Path) -> Iterator[tuple[str, ...]]:
    try:
        first = next(read(cards()["dyad-years of peacesciencer"], path), None)
    except InputError as error:
        if "no column" not in str(error):
            raise
        return read(cards()["dyad-years"], path)
    return read(cards()["dyad-years of peacesciencer"], path) if first else iter(())


def _alliance(row: tuple[str, ...], path: Path) -> Alliance:
    ratified = None if row[8] == "" else row[8] == "1"
    obligations = _flags(OBLIGATIONS, row[10:], path)
    return Alliance(
        _int(row[0], path), _int(row[1], path), _first(row[2:5], path), _last(row[5:8], path), ratified, row[9] == "1",
        obligations,
    )  # fmt: skip


def _first(cells: tuple[str, ...], path: Path) -> str:
    """Year, month and day (empty: not known) → ``1844-06-01`` or ``1844-06``."""
    year, month, day = (_int(cell, path) if cell else None for cell in cells)
    if not year or not month:
        raise InputError(f"{path}: a date of entry without a year or a month ({'-'.join(cells)})")
    return f"{year}-{month:02}" + (f"-{day:02}" if day else "")


def _last(cells: tuple[str, ...], path: Path) -> str | None:
    """The same for a date of exit; 0 is "still in effect on 2018-12-31"."""
    return None if cells[0] == "0" else _first(cells, path)


def _flags(names: Any, cells: tuple[str, ...], path: Path) -> frozenset[str]:
    odd = [f'{name} is "{cell}"' for name, cell in zip(names, cells, strict=True) if cell not in ("0", "1")]
    if odd:
        raise InputError(f"{path}: {odd[0]}, where ATOP 5.1 has 0 or 1")
    return frozenset(name for name, cell in zip(names, cells, strict=True) if cell == "1")


def _int(cell: str, path: Path) -> int:
    try:
        return int(cell)
    except ValueError:
        raise InputError(f'{path}: "{cell[:20]}" stands where a number should') from None
