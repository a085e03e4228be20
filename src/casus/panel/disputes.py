"""Militarised disputes of a pair or a state: GML 2.2.1, one dispute a pair and year."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from casus.panel.columns import Column, PairTable, ints, marked, read, within
from casus.panel.several import PEER, one_a_year
from casus.panel.spine import Spine, size, state_rows

YEARS = (1816, 2010)
_TWO = ("sidea", "fatality", "fatalpre", "hiact", "hostlev", "orig")
_SAYS = {
    "dispnum": "number of the dispute; of several in a year the one that the rules keep",
    "gmlmidongoing": "1: a dispute between the two is under way in the year",
    "gmlmidonset": "1: the dispute of the row begins in the year",
    "sidea": "1: on side A, which moved first",
    "fatality": "deaths: 0 none, 1 to 25, to 100, to 250, to 500, to 999, 6 more; -9 unknown",
    "fatalpre": "deaths, exact; -9 unknown",
    "hiact": "highest action, 0 none to 21 entry into war; -9 unknown",
    "hostlev": "highest hostility: 1 none, 2 threat, 3 show, 4 use of force, 5 war; -9 unknown",
    "orig": "1: in the dispute on its first day; 0: joined it",
    "recip": "1: both sides acted", "mindur": "least duration of the dispute", "maxdur": "most duration of the dispute",
    "stmon": "month in which the dispute began", "init": "1: initiated it: on side A, or joined either side",
}  # fmt: skip
#: Where COW writes -9 for "not known" in a dispute, and the peer keeps it.
_UNKNOWN = frozenset({"fatality", "fatalpre", "hiact", "hostlev", "stmon"})
_UNITS = {"fatalpre": "deaths", "mindur": "days", "maxdur": "days"}
_CODES = {
    "hostlev": ((-9, "unknown"), (1, "none"), (2, "threat"), (3, "show of force"), (4, "use of force"), (5, "war")),
    "fatality": ((-9, "unknown"), (0, "none"), (1, "1-25"), (2, "26-100"), (3, "101-250"), (4, "251-500"),
                 (5, "501-999"), (6, "1000 and more")),
}  # fmt: skip
_ORDER = ("dispnum", "gmlmidongoing", "gmlmidonset", *(f"{n}{i}" for n in _TWO for i in "12"),
          "fatality", "hostlev", "recip", "mindur", "maxdur", "stmon", "init1", "init2")  # fmt: skip


def _column(name: str) -> Column:
    stem = name if name in _SAYS else name[:-1]
    of = "" if name in _SAYS else f", of state {name[-1]}"
    return Column(name, _SAYS[stem] + of, _UNITS.get(stem), "gml-dyads", _CODES.get(stem, ()))


DYADIC = tuple(_column(name) for name in _ORDER)
OF_STATES = tuple(
    Column(name, says, None, "gml-spells")
    for name, says in (
        ("gmlmidongoing", "1: in a dispute in the year"),
        ("gmlmidonset", "1: a dispute of the state, or a spell in one, begins in the year"),
        ("gmlmidongoing_init", "1: in a dispute that it initiated: on side A, or joined"),
        ("gmlmidonset_init", "1: a dispute that it initiated begins in the year"),
    )
)


def dyadic(spine: Spine, several: tuple[str, ...] = PEER) -> pl.DataFrame:
    """Disputes between the two; 0 for ongoing and onset where there is none, missing outside `YEARS`."""
    table = _chosen(several)
    match = table.match(spine)
    laid = table.lay(spine, match, _ORDER)
    onset = marked(spine, match, table.rows["gmlmidonset"].to_numpy(), YEARS)
    return laid.with_columns(gmlmidongoing=marked(spine, match, 1, YEARS), gmlmidonset=onset)


def ongoing(spine: Spine) -> npt.NDArray[np.int8]:
    """1 where a dispute is under way, 0 where none is; -1 outside `YEARS`."""
    if spine.cow2 is None:
        return _known(spine, _of_states()[0])
    return marked(spine, _chosen(PEER).match(spine), 1, YEARS).fill_null(-1).to_numpy()


def of_states(spine: Spine) -> pl.DataFrame:
    """Disputes of a state; as the peer, without those of which no participant's leader is known."""
    names = [c.name for c in OF_STATES]
    events = (within(spine, pl.Series(marks[spine.cow1]), YEARS) for marks in _of_states())
    return pl.DataFrame(dict(zip(names, events, strict=True)))


@cache
def _of_states() -> tuple[npt.NDArray[np.int8], ...]:
    """Four marks of each COW state-year: ongoing, onset, and both for those that it initiated."""
    leaderless = (pl.col("allmiss_leader_start") | pl.col("allmiss_leader_end")).any().over("dispnum")
    table = read("gml-spells").filter(~leaderless).with_columns(
        year=pl.int_ranges("styear", pl.col("endyear") + 1, dtype=pl.Int16), init=pl.col("sidea") | ~pl.col("orig")
    ).explode("year", empty_as_null=True)  # fmt: skip
    place = state_rows(ints(table["ccode"]), ints(table["year"]))
    begins, initiated = (table["year"] == table["styear"]).to_numpy(), table["init"].to_numpy()
    events = []
    for rows in (place >= 0, begins, initiated, begins & initiated):
        marks = np.zeros(size() + 1, np.int8)
        marks[place[rows & (place >= 0)]] = 1
        marks[-1] = 0
        events.append(marks)
    return tuple(events)


def _known(spine: Spine, marks: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
    return within(spine, pl.Series(marks[spine.cow1]), YEARS).fill_null(-1).to_numpy()


@cache
def _chosen(several: tuple[str, ...]) -> PairTable:
    """One dispute a directed pair and year. COW's -9 stays in what is known of a dispute."""
    table = read("gml-dyads", ("dispnum", "ccode1", "ccode2", "year", "midonset", "recip", "mindur", "maxdur", "stmon",
                               "fatality", "hostlev", *(f"{n}{i}" for n in _TWO for i in "12")))  # fmt: skip
    kept = [name for name in table.columns if name.rstrip("12") in _UNKNOWN]
    table = table.with_columns(pl.col(pl.Boolean).cast(pl.Int8), pl.col(kept).fill_null(-9))
    table = one_a_year(table.rename({"midonset": "onset"}), several).rename({"onset": "gmlmidonset"})
    initiated = [(pl.col(f"sidea{i}") == 1) | (pl.col(f"orig{i}") == 0) for i in (1, 2)]
    return PairTable.of(table.with_columns(
        gmlmidongoing=pl.lit(1, pl.Int8), init1=initiated[0].cast(pl.Int8), init2=initiated[1].cast(pl.Int8)
    ))  # fmt: skip
