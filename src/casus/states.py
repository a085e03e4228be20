"""States: which there were on a day, their codes and their names. The table's card is ``docs/cards/states.md``."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from casus.errors import TableError, UnknownState

_TABLE = Path(__file__).with_name("tables") / "states.json"
#: Codes that are English words when written small: they count only in capitals.
_WORDS = frozenset({
    "and", "are", "arm", "bad", "bar", "bot", "bra", "can", "cap", "car", "cod", "cog", "com", "con", "cub", "den",
    "fin", "fry", "gab", "gin", "ice", "ire", "jam", "lib", "lie", "lit", "mac", "mad", "mar", "mas", "mod", "nor",
    "pal", "pan", "pap", "par", "per", "roc", "sad", "sic", "sin", "sol", "sun", "ton", "tri", "tun", "van",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spell:
    """The days from ``start`` up to but not including ``until`` (None: to this day)."""

    start: date
    until: date | None

    def __str__(self) -> str:
        return f"{self.start} to {self.until}" if self.until else f"since {self.start}"


@dataclass(frozen=True, slots=True)
class Alias:
    """A name and the days [start, until) on which it was in use; None on either side: no bound."""

    name: str
    start: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Capital:
    """A capital on the days [start, until); latitude and longitude in degrees."""

    name: str
    start: date
    until: date | None
    lat: float
    lon: float


class Code(NamedTuple):
    """A number that a list of states gives to a state on the days [start, until)."""

    number: int
    start: date
    until: date | None


@dataclass(frozen=True, slots=True, repr=False)
class State:
    """A state that exists or has existed since 1816.

    ``spells`` are the days on which COW or Gleditsch–Ward hold it to be a state, or those that the card gives; ``cow``
    and ``gw`` keep to their own list, so an occupied state may exist without a COW number. ``aliases`` also hold
    adjectives out of use. ``successor``: the state that one which is gone counts as in claims, if there is one heir.
    """

    id: str
    name: str
    official: str
    aliases: tuple[Alias, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    spells: tuple[Spell, ...]
    cow: tuple[Code, ...]
    cow_letters: tuple[str, ...]
    gw: tuple[Code, ...]
    capitals: tuple[Capital, ...]
    successor: str | None

    def exists(self, on: date) -> bool:
        """Whether it was a state on that day."""
        return any(_in(spell, on) for spell in self.spells)

    def cow_number(self, on: date) -> int | None:
        """Its COW number on that day; None where COW has it outside the system."""
        return next((code.number for code in self.cow if _in(code, on)), None)

    def gw_number(self, on: date) -> int | None:
        """Its Gleditsch–Ward number on that day, or None."""
        return next((code.number for code in self.gw if _in(code, on)), None)

    def capital(self, on: date) -> Capital | None:
        """Its capital on that day; None if it did not exist or has none that is settled."""
        return next((seat for seat in self.capitals if _in(seat, on)), None)

    def __repr__(self) -> str:
        return f"<State {self.id} {self.name}>"


def get(id: str) -> State:
    """The state with exactly this id (``"PRK"``), else `UnknownState`."""
    state = _states().get(id)
    if state is None:
        raise _unknown(id, None)
    return state


def name_of(id: str) -> str:
    """The common name of a state; an id that is no state's (``NATO``, ``*AFG``) as it stands.

    >>> name_of("PRK"), name_of("NATO")
    ('North Korea', 'NATO')
    """
    return _states()[id].name if id in _states() else id


def all_states(on: date | None = None) -> tuple[State, ...]:
    """Every state since 1816, or those that existed on the day, in order of their ids."""
    return tuple(state for state in _states().values() if on is None or state.exists(on))


def find(text: str, on: date | None = None) -> State:
    """The state that a text calls so on that day; without a day, a living state goes before one that is gone.

    Takes an id, COW letters, a name, an abbreviation, an adjective or a demonym, with or without article or possessive,
    in any case; a code that would be a word ("us", "can") counts only in capitals. A name that was not in use on the
    day stands for a state of the day that bears it at another time. Nobody, or more than one: `UnknownState`.

    >>> find("South Korea's"), find("the US"), find("Russia", date(1950, 1, 1))
    (<State KOR South Korea>, <State USA United States>, <State SUN Soviet Union>)
    >>> find("Corea", date(2024, 10, 19))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    casus.errors.UnknownState: no state called "Corea" on 2024-10-19; did you mean KOR (South Korea) or PRK (...)?
    """
    key = _key(bare := _bare(text))
    a_word = not bare.isupper() and (len(key) < 3 or key in _WORDS)
    bearers = None if a_word else _index().get(key)
    if not bearers:
        raise _unknown(text, on)
    there = [(state, alias) for state, alias in bearers if _stands(state, on)]
    in_use = [(state, alias) for state, alias in there if (_in(alias, on) if on else alias.until is None)]
    for group in (in_use, there, [] if on else bearers):
        states = list({state.id: state for state, _ in group}.values())
        if len(states) > 1:
            raise UnknownState(f'"{text}"{f" on {on}" if on else ""} may be {_listed(states)}: say which')
        if states:
            return states[0]
    assert on is not None
    raise _not_then(list({state.id: state for state, _ in bearers}.values()), on)


def from_cow(number: int, on: date) -> State:
    """The state that bears a COW number on that day, else the one existing that bears it at another time.

    (Other datasets use a number also while COW has the state outside the system: the occupied Netherlands, 210.)

    >>> from_cow(365, date(1950, 1, 1)), from_cow(345, date(1914, 7, 28))
    (<State SUN Soviet Union>, <State SRB Serbia>)
    """
    bearers = _by_cow().get(number, [])
    member = [state for state in bearers if state.cow_number(on) == number]
    there = member or [state for state in bearers if state.exists(on)]
    if len(there) == 1:
        return there[0]
    hint = f"; at other times {_listed(bearers)}" if bearers else "; the numbers are those of COW's 2016 list"
    raise UnknownState(f"no state with COW number {number} on {on}{hint}")


def successor(id: str, on: date) -> str:
    """The id of the state that this one is on that day: itself while it exists, else its successor's.

    >>> successor("SUN", date(2024, 1, 1)), successor("SUN", date(1980, 1, 1))
    ('RUS', 'SUN')
    """
    state = get(id)
    while not state.exists(on):
        if state.successor is None:
            raise _not_then([get(id)], on)
        state = get(state.successor)
    return state.id


def heir(id: str, on: date) -> str:
    """The id that claims take for a state: its successor's, also while it exists, where no state of that id does yet.

    >>> heir("SUN", date(1980, 1, 1)), heir("DDR", date(1980, 1, 1)), heir("DDR", date(2024, 1, 1))
    ('RUS', 'DDR', 'DEU')
    """
    state = get(id)
    while state.successor is not None and (not state.exists(on) or not get(state.successor).exists(on)):
        state = get(state.successor)
    return state.id


def then(id: str, on: date) -> str:
    """The id that a state of a claim bore on a day: itself where it existed, else the predecessor that did.

    >>> then("RUS", date(1980, 1, 1)), then("RUS", date(2024, 1, 1)), then("M23", date(2024, 1, 1))
    ('SUN', 'RUS', 'M23')
    """
    known = _states().get(id)
    if known is None or known.exists(on):
        return id
    return next((s.id for s in all_states(on) if s.successor == id), id)


def surface_forms(on: date) -> dict[str, str]:
    """Every name, abbreviation, adjective and demonym in use on the day → id, in its own case, without ambiguous ones.

    >>> forms = surface_forms(date(2024, 10, 19))
    >>> forms["North Koreans"], forms["U.S."], "Korea" in forms, "Soviet" in forms
    ('PRK', 'USA', False, False)
    """
    forms: dict[str, str | None] = {}
    for state in all_states(on):
        for alias in _called(state):
            if _in(alias, on):
                forms[alias.name] = state.id if forms.get(alias.name, state.id) == state.id else None
    return {name: id for name, id in forms.items() if id}


def _in(dated: Spell | Alias | Capital | Code, on: date) -> bool:
    return (dated.start is None or dated.start <= on) and (dated.until is None or on < dated.until)


def _stands(state: State, on: date | None) -> bool:
    return state.exists(on) if on else state.spells[-1].until is None


def _called(state: State) -> Iterable[Alias]:
    yield from map(Alias, dict.fromkeys((state.name, state.official, *state.adjectives, *state.demonyms)))
    yield from state.aliases


def _bare(text: str) -> str:
    """The text without its article and its possessive, and with straight apostrophes."""
    words = " ".join(text.replace("’", "'").split())
    words = words[4:] if words[:4].casefold() == "the " else words
    return words[:-2] if words[-2:].casefold() == "'s" else words.removesuffix("'")


def _key(bare: str) -> str:
    """What the spellings of one name have in common: no case, accents, dots, hyphens, ``&`` or ``St.``"""
    plain = unicodedata.normalize("NFKD", bare.replace("&", " and ").replace(".", "")).casefold()
    words = "".join(" " if c in "-–" else c for c in plain if not unicodedata.combining(c)).split()
    return " ".join(["saint", *words[1:]] if words[:1] == ["st"] else words)


@cache
def _states() -> dict[str, State]:
    try:
        rows = json.loads(_TABLE.read_text(encoding="utf-8"))
        return {row["id"]: _state(row) for row in rows}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise TableError(f"{_TABLE} is damaged ({error}): install casus again") from error


def _state(row: dict[str, Any]) -> State:
    def dated(make: Any, cells: list[list[Any]], at: int = 1) -> tuple[Any, ...]:
        """Each cell as ``make(...)``; the two fields from ``at`` on are days."""
        return tuple(make(*c[:at], *(d and date.fromisoformat(d) for d in c[at : at + 2]), *c[at + 2 :]) for c in cells)

    return State(
        row["id"], row["name"], row["official"], dated(Alias, row["aliases"]), tuple(row["adjectives"]),
        tuple(row["demonyms"]), dated(Spell, row["spells"], 0), dated(Code, row["cow"]), tuple(row["letters"]),
        dated(Code, row["gw"]), dated(Capital, row["capitals"]), row["successor"],
    )  # fmt: skip


@cache
def _index() -> dict[str, list[tuple[State, Alias]]]:
    """Key → who answers to it. Ids go before COW letters (AUS is Australia, though COW's AUS is Austria)."""
    index: dict[str, list[tuple[State, Alias]]] = {}
    for state in _states().values():
        for alias in _called(state):
            index.setdefault(_key(_bare(alias.name)), []).append((state, alias))
    letters = {letters: state for state in _states().values() for letters in state.cow_letters}
    return index | {code.casefold(): [(state, Alias(code))] for code, state in (letters | _states()).items()}


@cache
def _by_cow() -> dict[int, list[State]]:
    numbers = {(code.number, state.id): state for state in _states().values() for code in state.cow}
    return {number: [state for (n, _), state in numbers.items() if n == number] for number, _ in numbers}


def _listed(states: Iterable[State]) -> str:
    *first, last = [f"{state.id} ({state.name})" for state in states]
    return f"{', '.join(first)} or {last}" if first else last


def _unknown(text: str, on: date | None) -> UnknownState:
    """Nobody answers to the name; say who comes near."""
    from rapidfuzz import fuzz, process  # only a mistake pays for the import

    best: dict[str, float] = {}
    for near, score, _ in process.extract(_key(_bare(text)), list(_index()), scorer=fuzz.ratio, score_cutoff=74):
        for state, _ in _index()[near]:
            if _stands(state, on):
                best[state.id] = max(score, best.get(state.id, 0))
    closest = sorted((id for id in best if best[id] > max(best.values()) - 5), key=lambda id: (-best[id], id))
    hint = f"did you mean {_listed(map(get, closest[:3]))}?" if closest else "use an ISO code or an English name"
    return UnknownState(f'no state called "{text}"{f" on {on}" if on else ""}; {hint}')


def _not_then(states: list[State], on: date) -> UnknownState:
    """The states of that name did not exist on the day; say when they did, and who came after or was there instead."""
    told = [
        f'"{state.id}" ({state.name}) did not exist on {on} ({", ".join(map(str, state.spells))})' for state in states
    ]
    heirs = [get(state.successor) for state in states if state.successor]
    before = [other for other in all_states(on) if other.successor in {state.id for state in states}]
    if heirs:
        told.append(f"its successor is {_listed(heirs)}")
    elif before:
        told.append(f"on that day there was {_listed(before)}")
    return UnknownState("; ".join(told))
