"""ATOP 5.1 and a file by hand, side by side: where they disagree on parties, days or kinds of promise up to 2018.

Some disagreement is only a difference of words. These rules hold for every file, and `differences` leaves such out:

- **A month is nothing.** Days up to 31 apart agree. ATOP's last day counts, ours does not.
- **Signature, not entry into force.** ATOP dates a member from its signature. A first day of ATOP's in the month of the
  file's ``signed``, or between that and the entry into force, agrees with a later one of ours; so does an accession
  that ATOP has up to three years earlier.
- **Numbers, not states.** 365 is the Soviet Union and Russia, 345 Serbia and Yugoslavia, 255 and 260 Germany.
- **Until 2018.** What begins in 2019 or later is not ATOP's, and what ends then has not ended for ATOP.
- **What a file leaves open agrees with either answer**: the spells of a party that are disputed or frozen, and between
  two parties the spells of the other one too.
- **One word for two of ours.** ATOP's defense and offense stand for *defend* or *aid*; its neutrality ("will not aid
  the third state in any way") for *neutrality* or *no-aid-to-aggressor*; its non-aggression ("to refrain from
  participating in any action against the alliance partner") for *non-aggression* or *no-hostile-pact*. The second of
  each pair, and talks that no threat or attack sets off ("not enough to qualify"), need nothing in ATOP.

What remains is a warning of ``casus lint-treaties``, unless ``tables/atop_differences.toml`` keeps it with a reason.
``python -m casus.treaties.against_atop`` prints that table as it stands in ``docs/against-atop.md``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from pydantic import ConfigDict, TypeAdapter, ValidationError

from casus import states
from casus.datasets.atop import BEYOND, holder
from casus.errors import TableError
from casus.treaties import atop
from casus.treaties.model import Treaty

#: The hand-kept table, in the package.
TABLE = "tables/atop_differences.toml"

#: ``number``: an alliance that the file seems to be and does not name; ``break``: a membership in several spells.
About = Literal["number", "party", "entry", "exit", "break", "kind"]

_MONTH = timedelta(31)
_ACCESSION = timedelta(3 * 366)
#: A kind of ATOP's → the kinds of ours, any of which is what it may stand for.
_STANDS_FOR = {
    "defend": {"defend", "aid"},
    "neutrality": {"neutrality", "no-aid-to-aggressor"},
    "non-aggression": {"non-aggression", "no-hostile-pact"},
    "consult": {"consult"},
}
_COLUMNS = "| files | which | right | why |\n|---|---|---|---|"
#: By COW number, or by id where a state has none: the days [from, until) on which it was bound.
_Spells = dict[int | str, list[tuple[date, date]]]


class Difference(NamedTuple):
    """One disagreement: on what, on which state, kind or number, and in words (of which the state is no part)."""

    about: About
    which: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Disagreements that stay: in which files, on what, on which states or kinds (left out: any), who is right, why."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    files: tuple[str, ...]
    about: About
    right: Literal["ours", "ATOP", "both", "open"]
    why: str
    which: tuple[str, ...] = ()

    def covers(self, treaty_id: str, difference: Difference) -> bool:
        """Is this one of those?"""
        named = not self.which or difference.which in self.which
        return treaty_id in self.files and difference.about == self.about and named


@cache
def by_number() -> dict[int, Treaty]:
    """ATOP's alliances, each by its number."""
    return {number: treaty for treaty in atop.alliances() for number in treaty.atop_numbers}


@cache
def kept() -> tuple[Kept, ...]:
    """The disagreements that are kept, in the order of the table."""
    try:
        raw = tomllib.loads(resources.files("casus").joinpath(TABLE).read_text(encoding="utf-8"))
        return TypeAdapter(tuple[Kept, ...]).validate_python(raw["kept"])
    except (OSError, ValueError, KeyError, ValidationError) as error:
        raise TableError(f"{TABLE} is damaged ({error})") from error


def differences(treaty: Treaty) -> tuple[Difference, ...]:
    """Where the file and the alliances whose numbers it names disagree, less what the rules above explain."""
    theirs = [by_number()[number] for number in treaty.atop_numbers if number in by_number()]
    if theirs:
        return (*_parties(treaty, _spells(theirs)), *_kinds(treaty, theirs))
    return () if treaty.atop_numbers else tuple(_unnamed(treaty))


def _unnamed(treaty: Treaty) -> Iterator[Difference]:
    """An alliance of the same states in the same month, though the file names no number."""
    ours = set(_spells([treaty]))
    began = [day for day in (treaty.signed, *(spell.start for spell in treaty.force[:1])) if day is not None]
    for number, theirs in by_number().items():
        starts = theirs.force[0].start
        if any(abs(day - starts) <= _MONTH for day in began) and ours == set(_spells([theirs])):
            says = f"names no number of ATOP, though {number} ({theirs.title}) has its states and its month"
            yield Difference("number", str(number), says)


def _parties(treaty: Treaty, theirs: _Spells) -> Iterator[Difference]:
    widest, surest = _spells([treaty]), _sure(treaty)
    for number in dict.fromkeys((*widest, *theirs)):
        all_of, its = widest.get(number, []), theirs.get(number, [])
        sure = surest.get(number, [])
        state = _called(treaty, number, (its or all_of)[0][0])
        if not its:
            if sure:
                yield Difference("party", state, f"is a party here from {sure[0][0]}, and no member in ATOP")
            continue
        if not all_of:
            yield Difference("party", state, f"is a member in ATOP from {its[0][0]}, and no party here")
            continue
        ends = [all_of[-1][1], sure[-1][1] if sure else all_of[0][0]]
        if not _same_entry(treaty, all_of[0][0], its[0][0]):
            yield Difference("entry", state, f"is bound from {all_of[0][0]}, in ATOP from {its[0][0]}")
        if not min(ends) - _MONTH <= its[-1][1] <= max(ends) + _MONTH:
            yield Difference("exit", state, f"is bound {_until(all_of)}, in ATOP {_until(its)}")
        elif len(its) not in (len(all_of), len(sure)):
            yield Difference("break", state, f"has {len(all_of)} spell(s) as a party, in ATOP {len(its)}")


def _same_entry(treaty: Treaty, ours: date, theirs: date) -> bool:
    if abs(ours - theirs) <= _MONTH or theirs > ours:
        return abs(ours - theirs) <= _MONTH
    first = treaty.force[0].start
    if treaty.signed is None or theirs < treaty.signed - _MONTH:
        return False
    return theirs <= treaty.signed + _MONTH or ours <= first + _MONTH or ours - theirs <= _ACCESSION


def _kinds(treaty: Treaty, theirs: list[Treaty]) -> Iterator[Difference]:
    in_time = [clause for clause in treaty.clause if clause.start is None or clause.start < BEYOND]
    ours = {clause.kind for clause in in_time}
    claimed = {clause.kind for clause in in_time if clause.kind != "consult" or clause.trigger}
    its = {clause.kind for alliance in theirs for clause in alliance.clause}
    for kind, any_of in _STANDS_FOR.items():
        if kind in its and not any_of & ours:
            yield Difference("kind", kind, "is coded by ATOP, and nothing here stands for it")
        if kind in claimed and kind not in its:
            yield Difference("kind", kind, "stands here, and ATOP does not code it")


def _spells(treaties: Iterable[Treaty], *, bound: bool = False) -> _Spells:
    """Before 2019, when each state was a party to one of these in force (``bound``: neither disputed nor frozen)."""
    found: _Spells = {}
    for treaty in treaties:
        for party in treaty.party:
            for force in treaty.force:
                start = max(party.start or date.min, force.start)
                until = min(party.until or BEYOND, force.until or BEYOND, BEYOND)
                if start < until and (party.status == "bound" or not bound):
                    found.setdefault(_number(party.state), []).append((start, until))
    return {number: _joined(spells) for number, spells in found.items()}


def _sure(treaty: Treaty) -> _Spells:
    """When each state was bound beyond dispute; of two parties, to another that was."""
    sure = _spells([treaty], bound=True)
    if len({_number(party.state) for party in treaty.party}) != 2:
        return sure
    one, other = (*sure.values(), [], [])[:2]
    both = [(max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) < min(b, d)]
    return dict.fromkeys(sure, _joined(both))


def _joined(spells: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """The same days as the fewest spells; those up to a month apart are one."""
    joined: list[tuple[date, date]] = []
    for start, until in sorted(spells):
        if joined and start - joined[-1][1] <= _MONTH:
            joined[-1] = (joined[-1][0], max(until, joined[-1][1]))
        else:
            joined.append((start, until))
    return joined


@cache
def _number(state: str) -> int | str:
    """The least COW number that a state bore (Germany's is 255), or its id if it bore none."""
    return min((code.number for code in states.get(state).cow), default=None) or state


def _called(treaty: Treaty, number: int | str, on: date) -> str:
    """The state that the file means by a number, else the one that bore it on the day."""
    mine = next((party.state for party in treaty.party if _number(party.state) == number), None)
    return mine or (number if isinstance(number, str) else holder(number, on))


def _until(spells: list[tuple[date, date]]) -> str:
    return "beyond 2018" if spells[-1][1] == BEYOND else f"until {spells[-1][1]}"


def as_markdown() -> str:
    """The hand-kept table, readable: one row of it a line."""
    heads = {
        "number": "Numbers that a file does not name",
        "party": "Who is a party",
        "entry": "First days",
        "exit": "Last days",
        "break": "Interruptions",
        "kind": "Kinds of promise",
    }
    parts = []
    for about, head in heads.items():
        rows = [
            f"| {', '.join(row.files)} | {', '.join(row.which) or 'all'} | {row.right} | {row.why} |"
            for row in kept()
            if row.about == about
        ]
        if rows:
            parts.append(
                "\n".join([f"## {head}", "", "| files | which | right | why |", "|---|---|---|---|", *rows, ""])
            )
    return "\n".join(parts)


if __name__ == "__main__":
    print(as_markdown(), end="")
