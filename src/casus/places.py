"""Places that treaties turn on: who holds and who runs them on a day, who else claims them, in which zones they lie.

The table (``tables/places.json``, built from ``data/places.toml``, which explains its keys) holds places and zones. A
zone is named by the treaty that speaks of it; a state's home territory lies in the zones that list it and always in
``metropolitan``, a named place in those that it lists, and a point in those whose boxes or lines hold it. Any other
name is looked up among the states, their capitals and, last, the cities; a point among the polygons of `casus.lands`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from casus import cities, lands, states
from casus.cities import City, key_of
from casus.errors import UnknownState
from casus.lands import Reading, within

#: Without a row of the table, today's state is taken to have held a city from this day on, if it existed.
SETTLED = date(1946, 1, 1)
#: Days on which a capital may have been in other hands, though its state is counted as existing.
WORLD_WAR = (date(1938, 3, 12), SETTLED)


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a day.

    ``holder`` is the state whose territory it is recognised to be, ``administrator`` the one that in fact runs it (both
    state ids, None = nobody's, divided or not settled); ``claimants`` are further states that claim it, ``said_to_run``
    those that a court or an organ of the United Nations holds to run it; ``zones`` are names of treaty zones. ``known``
    is False where the name could not be found, or not who held the place on the day: ``note`` says which.
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
    said_to_run: tuple[str, ...] = ()

    def is_stake_of(self, state: str) -> bool:
        """Does the state hold, run or claim it, or is it said to run it?"""
        return state in (self.holder, self.administrator, *self.claimants, *self.said_to_run)

    def held_by(self, state: str, how: str | None) -> bool | None:
        """Is it ``state``'s: ``recognised``, ``administered``, or (None) either? None where contested or not known.

        *Recognised*: yes for the holder; where there is none, open for those who run or claim it. *Administered*: yes
        for the administrator; open for one that is said to run it and, where there is none, for holder and claimants.
        *Either*: being recognised is enough; running it or claiming it is not, but leaves the question open.
        """
        if not self.known:
            return None
        if how == "administered":
            if self.administrator == state:
                return True
            nobody = self.administrator is None and state in (self.holder, *self.claimants)
            return None if nobody or state in self.said_to_run else False
        if self.holder == state:
            return True
        stake = state in (self.administrator, *self.claimants)
        if how == "recognised":
            return None if stake and self.holder is None else False
        return None if stake or state in self.said_to_run else False


def zones() -> Mapping[str, str]:
    """Every zone that a treaty file may name, with what it covers.

    >>> zones()["metropolitan"]
    'the home (metropolitan) territory of a state, whichever it is'
    """
    return {name: row["says"] for name, row in lands.table()["zones"].items()}


def turning_days() -> tuple[date, ...]:
    """Days on which a zone begins or ends to hold."""
    days = {row[key] for row in lands.table()["zones"].values() for key in ("from", "until") if key in row}
    return tuple(sorted(map(date.fromisoformat, days)))


@cache
def home(state: str, on: date) -> Place:
    """A state's home (metropolitan) territory, as a place.

    >>> home("KOR", date(2024, 10, 19)).administrator
    'KOR'
    """
    inside = {z for z, row in lands.table()["zones"].items() if state in row.get("states", ()) and within(on, row)}
    return Place(f"{state}, home territory", state, state, (), frozenset(inside | {"metropolitan"}))


def find(text: str, on: date) -> Place:
    """The place called ``text`` as it was on the day: a name, ``name, state`` or ``lat,lon`` in degrees.

    Words that only say where at a place ("northern", "near", "area") are set aside if the name is not known with
    them. An unknown name, or one whose holder on the day is not settled here, has ``known=False``.

    >>> find("Falkland Islands", date(1982, 4, 2)).administrator
    'GBR'
    >>> find("Belgrade, Serbia", date(1914, 7, 28)).holder, find("Belgrade", date(1970, 1, 1)).holder
    ('SRB', 'YUG')
    >>> find("Nowhere-on-Sea", date(1982, 4, 2)).known
    False
    """
    if point := cities.point(text):
        return at(*point, on)
    text = " ".join(text.split())
    head, _, tail = re.sub(r"\s*\((.*?)\)", r", \1", text).partition(", ")
    tail = "" if re.search(r"\d", tail) else tail
    place = _own(text, on) or _own(head, on)
    if place is None:
        inside = _inside(tail.rpartition(", ")[2], on) if tail else None
        place = _first(head, inside, on, only_own=bool(tail) and inside is None)
        if place is None and inside is not None and inside.place is not None:
            note = f"not in the gazetteer; taken to lie in {inside.place.name}, as it is called"
            place = replace(_somewhere_in(inside.place, on), lat=None, lon=None, note=note)
    if place is None:
        return Place(text, known=False, note="no place is known by that name")
    return place if re.fullmatch("[A-Z]{3}", text) else replace(place, name=text)


def at(lat: float, lon: float, on: date) -> Place:
    """The place at a point (degrees north and east): a named one, a country's land or territorial sea, or the open sea.

    Where a border or a shore is too near to tell, or it is not settled who held the land, it is not known.

    >>> at(71.0, -156.0, date(2025, 1, 1)).holder, at(36.0, -40.0, date(2025, 1, 1)).holder
    ('USA', None)
    """
    name, zoned = f"{lat:g},{lon:g}", lands.zones_at(lat, lon)
    here = Place(name, None, None, (), zoned, lat, lon, False)
    readings, why = lands.at(lat, lon, on)
    held = [_held(one, on) for one in readings]
    if held and all(_whose(one) == _whose(held[0]) for one in held):
        note = held[0].note or (None if held[0].known else why)
        return replace(held[0], name=name, lat=lat, lon=lon, zones=held[0].zones | zoned, note=note)
    if held:
        return replace(here, note=why)
    if row := lands.sea(lat, lon, on):
        place = _held(Reading(row, of_places=True), on)
        return replace(place, name=name, lat=lat, lon=lon, zones=place.zones | zoned)
    wet = any(lands.table()["zones"][zone].get("sea") for zone in zoned)
    return replace(here, known=wet, note=None if wet else "no land near; the seas of treaties are drawn narrowly here")


@cache
def _by_name() -> dict[str, list[dict[str, Any]]]:
    index: dict[str, list[dict[str, Any]]] = {}
    for row in lands.table()["places"]:
        for name in row["names"]:
            index.setdefault(key_of(name), []).append(row)
    return index


def _own(name: str, on: date) -> Place | None:
    """The place of our own table that bears the name on the day."""
    rows = (row for row in _by_name().get(key_of(name), ()) if within(on, row))
    return next((_from_row(row, on) for row in rows), None)


def _first(head: str, inside: _Inside | None, on: date, only_own: bool) -> Place | None:
    """What the name means, read in full or with words set aside: our own table, a state, a capital or a city."""
    for reading in cities.readings(head):
        place = _own(reading, on) or (None if only_own else _of_state(reading, inside, on))
        if place is not None:
            return place if reading == head else _somewhere_in(place, on)
    part_of_name = re.match(r"(?:North|South|East|West|Central)\S* ", head)  # as in "East Java"
    left = [] if only_own else [head] if part_of_name else cities.readings(head)
    return next((place for reading in left if (place := _city(reading, inside, on))), None)


def _of_state(name: str, inside: _Inside | None, on: date) -> Place | None:
    """A state that existed on the day, or its capital then."""
    if inside is None and (found := _state(name, on)):
        return replace(home(found.id, on), name=found.name)
    for state in states.all_states(on):
        seat = state.capital(on)
        if seat is not None and key_of(seat.name) == key_of(name) and (inside is None or state.id in inside.states):
            ran = (row for row in lands.table()["lands"] if row.get("administrator") == state.id)
            peace = not WORLD_WAR[0] <= on < WORLD_WAR[1] or any(all(within(d, r) for d in WORLD_WAR) for r in ran)
            runs = state.id if peace else None
            return replace(home(state.id, on), name=seat.name, administrator=runs, lat=seat.lat, lon=seat.lon)
    return None


@dataclass(frozen=True, slots=True)
class _Inside:
    """What the text says a place lies in: the states that may be, which cities that leaves, and itself as a place."""

    states: frozenset[str]
    keep: Callable[[City], bool]
    place: Place | None


def _inside(tail: str, on: date) -> _Inside | None:
    place = _own(tail, on) or _of_state(tail, None, on)
    if place is None and (code := cities.us_state(tail)):
        return _Inside(frozenset({"USA"}), lambda city: city.codes[1] == f"US.{code}", home("USA", on))
    today, iso = _state(tail, None), lands.table()["iso2"]
    called = (today.id if today else None, *((place.holder, place.administrator) if place else ()))
    ids = {state for state in called if state}
    if place is None and not ids:
        return None
    return _Inside(frozenset(ids), lambda c: bool({iso.get(c.country), _land(c, on).holder} & ids), place)


def _state(name: str, on: date | None) -> states.State | None:
    try:
        return states.find(name, on)
    except UnknownState:
        return None


def _city(name: str, inside: _Inside | None, on: date) -> Place | None:
    """The city of that name, with whoever held it on the day; a name that may mean several is not known."""
    found = cities.named(name, inside.keep if inside else lambda city: True)
    if inside is None and cities.us_state(name) and "US" not in {city.country for city in found[:1]}:
        return home("USA", on) if on >= SETTLED else None
    held = [_land(city, on) for city in found]
    if len({(land.holder, land.administrator, land.zones, land.known) for land in held}) > 1:
        several = " or ".join(
            f"{city.name} in {states.name_of(lands.table()['iso2'][city.country])}" for city in found[:3]
        )
        return Place(name, known=False, note=f"may be {several}: add the state after a comma")
    return held[0] if held else None


def _land(city: City, on: date) -> Place:
    """A city's place: of our own table, else by who held that land on the day, else today's state's."""
    place = _held(lands.reading(city.codes, city.lat, city.lon, on), on)
    return replace(place, name=city.name, lat=city.lat, lon=city.lon)


def _held(reading: Reading, on: date) -> Place:
    """Who held what the table means on the day, if that is settled."""
    row, today = reading.row, lands.table()["iso2"].get(reading.country)
    if row is not None and reading.of_places:
        return _from_row({**row, "sea": False}, on)  # the zones of the point count, not those of the middle
    here = Place("", known=False, note="who held it on the day is not settled here" if row or today else None)
    if row is not None:
        held, ran = row.get("holder"), row.get("administrator")
        if held is None and ran is None:
            return replace(here, note=row.get("note", here.note))
        own = held is not None and row.get("home", True)
        zoned = home(held, on).zones if own else home(today, on).zones - {"metropolitan"}
        return replace(here, holder=held, administrator=ran, claimants=_existing(row, on), zones=zoned, known=True,
                       note=row.get("note"))  # fmt: skip
    if on < SETTLED or not any(state.id == today for state in states.all_states(on)):
        return here
    return replace(here, holder=today, administrator=today, zones=home(today, on).zones, known=True, note=None)


def _whose(place: Place) -> tuple[object, ...]:
    """All that a duty can turn on."""
    return (place.known, place.holder, place.administrator, place.claimants, place.said_to_run, place.zones)


def _somewhere_in(place: Place, on: date) -> Place:
    """The same, of a part not named: who runs it is left open where some of the state is in other hands."""
    split = any(
        place.holder and row.get("holder") == place.holder != row.get("administrator") and within(on, row)
        for row in lands.table()["places"]
    )
    if not split or place.lat is not None:
        return place
    return replace(place, administrator=None, note=f"parts of {place.name} are in other hands: which part is not said")


def _from_row(row: Mapping[str, Any], on: date) -> Place:
    zoned = frozenset(row.get("zones", ()))
    if row.get("as_home_of"):
        zoned |= home(row["as_home_of"], on).zones
    if row.get("sea"):
        zoned |= lands.zones_at(row["lat"], row["lon"])
    return Place(row["names"][0], row.get("holder"), row.get("administrator"), _existing(row, on), zoned,
                 row["lat"], row["lon"], True, row.get("note"), tuple(row.get("said_to_run", ())))  # fmt: skip


def _existing(row: Mapping[str, Any], on: date) -> tuple[str, ...]:
    """Its claimants that exist on the day."""
    return tuple(state for state in row.get("claimants", ()) if states.get(state).exists(on))
