"""What stands on a day: nuclear weapons, US troops abroad, wars, ceasefires, occupations, disputes, rivalries.

The tables are built by ``data/world.py`` and described in ``docs/cards``: ``arsenals.md``, ``us-troops.md`` and
``standing.md``. ``knowing`` is the last day whose news may be used; None keeps nothing back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from casus import states
from casus.errors import TableError
from casus.events import Fact
from casus.sources import Citation, Source

_TABLES = Path(__file__).parents[1] / "tables"

Status = Literal["none", "considers", "pursues", "possesses"]
_STATUS: tuple[Status, ...] = ("none", "considers", "pursues", "possesses")  # Bleek's codes 0 to 3
#: Kinds of fact whose two sides are adversaries, the gravest first; "rivalry" is the Thompson-Sakuwa-Suhas list.
ADVERSE = ("war", "ceasefire", "occupation", "dispute", "rivalry")


@dataclass(frozen=True, slots=True)
class Arsenal:
    """Nuclear weapons of one state.

    ``since`` is the year in which the status began, ``coded`` the last year that the source codes, if before the day.
    ``warheads`` counts warheads in the military stockpile (retired ones left out) in the year ``year``; None where the
    series holds no figure for a possessor. ``carried_from`` is that year again if it is earlier than the day's.
    ``note`` is what the state itself says, where it does not own the status.
    """

    state: str
    status: Status
    since: int
    coded: int | None
    cite: Citation
    warheads: int | None = None
    year: int | None = None
    carried_from: int | None = None
    warheads_cite: Citation | None = None
    note: str | None = None

    def __str__(self) -> str:
        said = {
            "none": f"{self.state} has no nuclear weapons",
            "considers": f"{self.state} is coded as considering nuclear weapons (since {self.since})",
            "pursues": f"{self.state} is coded as pursuing nuclear weapons (since {self.since})",
            "possesses": f"{self.state} has nuclear weapons (since {self.since})",
        }[self.status]
        if self.coded:
            said += f", carried forward from {self.coded}"
        if self.note:
            said += f" ({self.note})"
        if self.status != "possesses":
            return said
        if self.warheads is None:
            return f"{said}; number of warheads not in the series"
        return f"{said}; {self.warheads:,} warheads in {self.year}" + (", carried forward" if self.carried_from else "")


@dataclass(frozen=True, slots=True)
class Troops:
    """US active-duty personnel in a host state: the largest report of ``year``.

    ``carried_from`` is that year if it is earlier than the day's; ``imputed``: the source estimated the figure.
    """

    of: str
    at: str
    number: int
    year: int
    carried_from: int | None
    imputed: bool
    cite: Citation

    def __str__(self) -> str:
        how = (", imputed" if self.imputed else "") + (", carried forward" if self.carried_from else "")
        return f"{self.number:,} troops of {self.of} in {self.at} in {self.year}{how}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one side, a court or an assembly holds of a contested fact."""

    holder: str
    says: str
    known: date
    cite: Citation


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of standing.json: the fact as it was on its first day, what is added later, and the readings."""

    fact: Fact
    then: tuple[tuple[date, str, str | None], ...]
    readings: tuple[Reading, ...]


def arsenal(state: str, day: date, knowing: date | None = None) -> Arsenal | None:
    """Nuclear status and warheads of a state on a day; None outside the source's states and before its first year.

    With ``knowing``, possession that nobody had disclosed by then is not known (None), and only figures of years that
    were over by then count.

    >>> print(arsenal("PRK", date(2024, 10, 19)))
    PRK has nuclear weapons (since 2006), carried forward from 2022; number of warheads not in the series
    """
    table = _table("arsenals")
    series = table["predecessors"].get(state, state)
    steps = table["status"].get(series)
    if steps is None or not states.get(state).exists(day):
        return None
    first, last = table["years"]["status"]
    if day.year < first:
        return None
    since, code = [(year, code) for year, code in steps if year <= day.year][-1]
    disclosed = _day(table["disclosed"].get(series))
    if knowing and code == 3 and disclosed and knowing < disclosed:
        return None
    cite = Citation(_source(table["sources"]["status"]), f"{series}, {min(day.year, last)}")
    coded = last if day.year > last else None
    note = table["notes"].get(series) if code else None
    counts: dict[str, int] = table["warheads"].get(series, {}) if code == 3 else {}
    years = [int(year) for year in counts if int(year) <= _last_year(day, knowing)]
    if not years:
        return Arsenal(state, _STATUS[code], since, coded, cite, note=note)
    year = max(years)
    return Arsenal(
        state,
        _STATUS[code],
        since,
        coded,
        cite,
        warheads=counts[str(year)],
        year=year,
        carried_from=year if year < day.year else None,
        warheads_cite=Citation(_source(table["sources"]["warheads"]), f"{series}, {year}"),
        note=note,
    )


def troops(at: str, day: date, knowing: date | None = None) -> Troops | None:
    """US active-duty personnel in a state by the latest figure up to the day; None where the source has none.

    >>> print(troops("DEU", date(1980, 6, 1)))
    244,320 troops of USA in DEU in 1980
    """
    table = _table("troops")
    host = table["hosts"].get(at)
    if host is None or not states.get(at).exists(day):
        return None
    first, counts = host
    for year in range(min(_last_year(day, knowing), first + len(counts) - 1), first - 1, -1):
        number = counts[year - first]
        if number is not None:
            carried = year if year < day.year else None
            cite = Citation(_source(table["source"]), f"{at}, {year}")
            return Troops("USA", at, number, year, carried, year in table["imputed"], cite)
    return None


def facts(day: date, knowing: date | None = None) -> tuple[Fact, ...]:
    """All standing facts that hold on the day, in the order of the table, each with its readings in its words."""
    return tuple(_as_of(row, day, knowing) for row in _rows() if _holds(row, day, knowing))


def readings(fact: Fact, knowing: date | None = None) -> tuple[Reading, ...]:
    """The readings of a contested fact, those known by then; empty where nothing is contested."""
    for row in _rows():
        same = (row.fact.kind, row.fact.by, row.fact.to, row.fact.start) == (fact.kind, fact.by, fact.to, fact.start)
        if same and fact.says.startswith(row.fact.says):
            return _known(row, knowing)
    return ()


def rivalries(day: date, knowing: date | None = None) -> tuple[Fact, ...]:
    """Strategic rivalries of the day's year between states that exist on it; carried forward past the list's last year.

    The list was drawn up in hindsight: ``knowing`` hides the end of a rivalry, not that the two were rivals.
    """
    table = _table("rivals")
    source, last = _source(table["source"]), table["last"]
    held: list[Fact] = []
    for number, name, one, other, start, until in table["rivalries"]:
        if not (start <= day.year and (until is None or day.year <= until)):
            continue
        if not (states.get(one).exists(day) and states.get(other).exists(day)):
            continue
        aged = f", carried forward from {last}" if day.year > last else ""
        says = f"strategic rivals ({name}) since {start}{aged}"
        begun, ended = date(start, 1, 1), _foreseen(date(until + 1, 1, 1) if until else None, knowing)
        held.append(Fact("rivalry", (one,), (other,), says, begun, ended, begun, Citation(source, f"tssr_id {number}")))
    return tuple(held)


def checked() -> date:
    """The day on which the open-ended standing facts were last looked up."""
    return date.fromisoformat(_table("standing")["checked"])


def _last_year(day: date, knowing: date | None) -> int:
    """The last year whose figures count: the day's own, or with ``knowing`` the last that was over by then."""
    return min(day.year, knowing.year - 1) if knowing else day.year


def _holds(row: _Row, day: date, knowing: date | None) -> bool:
    fact = row.fact
    if knowing and fact.known > knowing:
        return False
    return fact.start <= day and (fact.until is None or day < fact.until)


def _as_of(row: _Row, day: date, knowing: date | None) -> Fact:
    """The fact in words that are true on the day: what came by then is added, then the readings, then how old it is."""
    fact = row.fact
    upto = min(day, knowing) if knowing else day
    came = [(says, cite) for on, says, cite in row.then if on <= upto]
    says = "; ".join([fact.says, *(text for text, _ in came)])
    views = []
    for view in _known(row, knowing):
        later = f" ({view.known.year})" if view.known > day else ""
        views.append(f"{view.holder}{later}: {view.says}")
    if views:
        says += f" [{'; '.join(views)}]"
    if fact.until is None and day > checked():
        says += f" (last checked on {checked()})"
    locator = "; ".join([fact.cite.locator, *(cite for _, cite in came if cite)])
    cite = Citation(fact.cite.source, locator)
    until = _foreseen(fact.until, knowing)
    return Fact(fact.kind, fact.by, fact.to, says, fact.start, until, fact.known, cite)


def _foreseen(until: date | None, knowing: date | None) -> date | None:
    """The end of a spell; an end that had not yet come is not known."""
    return None if until and knowing and until > knowing else until


def _known(row: _Row, knowing: date | None) -> tuple[Reading, ...]:
    return tuple(view for view in row.readings if knowing is None or view.known <= knowing)


@cache
def _rows() -> tuple[_Row, ...]:
    table = _table("standing")
    sources = {key: _source(value) for key, value in table["sources"].items()}
    return tuple(_row(entry, sources) for entry in table["facts"])


def _row(entry: dict[str, Any], sources: dict[str, Source]) -> _Row:
    start = date.fromisoformat(entry["start"])
    known = _day(entry.get("known")) or start
    fact = Fact(
        kind=entry["kind"],
        by=tuple(entry["by"]),
        to=tuple(entry["to"]),
        says=entry["says"],
        start=start,
        until=_day(entry.get("until")),
        known=known,
        cite=Citation(sources[entry["source"]], entry["locator"]),
    )
    return _Row(
        fact,
        tuple((date.fromisoformat(item["on"]), item["says"], item.get("cite")) for item in entry.get("then", [])),
        tuple(
            Reading(
                view["holder"],
                view["says"],
                _day(view.get("known")) or known,
                Citation(sources[view["source"]], view["locator"]),
            )
            for view in entry.get("reading", [])
        ),
    )


def _source(entry: dict[str, Any]) -> Source:
    return Source(**{**entry, "accessed": _day(entry.get("accessed"))})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _table(name: str) -> Any:
    path = _TABLES / f"{name}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TableError(f"{path} is damaged ({error}): install casus again") from error
