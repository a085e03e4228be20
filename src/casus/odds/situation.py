"""Today's rows: an attack, the treaties of the day and what stood the day before → all that the odds look at.

The tables that past conflicts are learned from end between 2007 and today. What a series said last is carried forward
and listed; wars that began after the list of wars ends come from the standing facts of the day, by these rules:

- a war between states of thirty days or more is a war under way, like those of COW, unless it is contested that both
  fight in it (`CONTESTED`); any other fighting between states is a dispute under way;
- soldiers in another state's land fight on its side from the day on which fighting is reported (`FIGHTING`), not
  from the day on which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from casus.errors import InputError
from casus.events import Attack
from casus.odds import duties, features, history, past
from casus.odds.past import Known, Past
from casus.odds.spells import Floats
from casus.treaties.evaluate import Finding, evaluate
from casus.treaties.model import Treaty
from casus.world import World, standing
from casus.world.codes import by_cow

#: The last day of COW's list of wars between states.
WARS_END: Final = date(2007, 12, 31)
#: Days after which fighting between states counts as a war.
LONG: Final = 30
#: Standing wars (by, to, start) of which it is contested that the state itself fights: `World.readings` says by whom.
CONTESTED: Final = {(("RUS",), ("UKR",), date(2014, 4, 14)), (("RWA",), ("COD",), date(2022, 6, 13))}
Places = npt.NDArray[np.intp]


class Fighting(NamedTuple):
    """``state`` fought beside ``beside`` against ``against``, as was first reported on ``reported``."""

    state: str
    beside: str
    against: str
    reported: date
    source: str


FIGHTING: Final = (
    Fighting("PRK", "RUS", "UKR", date(2024, 11, 5),
             "The New York Times of 5 November 2024, from Ukrainian and American officials; the Pentagon on 16 "
             "December 2024; North Korea itself on 28 April 2025"),
)  # fmt: skip


@dataclass(frozen=True)
class Situation:
    """One attack as the odds see it. Side 0 is that of the attackers (``by``), side 1 of those attacked (``on``).

    ``fighting`` are places (in ``numbers``, all COW numbers) by side, ``who`` the places of those who could join;
    ``pair`` (K, K) and ``known`` are what `features.of_day` takes. ``war``: the outcome is joining a war, else a
    militarised dispute. ``carried``: series that end before the day; ``outside``: why it is unlike any before.
    """

    attack: Attack
    war: bool
    known: Known
    pair: dict[str, Floats]
    fighting: tuple[tuple[int, ...], tuple[int, ...]]
    who: Places
    numbers: tuple[int, ...]
    carried: tuple[str, ...]
    outside: tuple[str, ...] = ()

    def __repr__(self) -> str:
        by, on = (",".join(sorted(side)) for side in (self.attack.by, self.attack.on))
        return f"<Situation {by} → {on} on {self.attack.day}: {len(self.who)} others, {self.outcome}>"

    @property
    def outcome(self) -> str:
        """What is forecast, by name."""
        return "joins a war" if self.war else "joins a militarised dispute"

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Of those who could join, in the order of ``who``."""
        named = (by_cow(self.numbers[at], self.attack.day) for at in self.who)
        return tuple(name or f"COW{self.numbers[at]}" for name, at in zip(named, self.who, strict=True))

    def rows(self, by: Sequence[int] = (), on: Sequence[int] = ()) -> Floats:
        """Features (2 × who, `NAMES`), first all for ``by``; given are the places of those who have joined."""
        sides = [[*self.fighting[0], *by], [*self.fighting[1], *on]]
        return features.of_day(self.known, self.pair, sides, self.who, war=self.war, states=np.array(self.numbers))

    @cached_property
    def ties(self) -> Floats:
        """(members, who, `TIES`): the ties of all with each who could join, as if it were a side by itself."""
        each = [features.ties_of(self.known, self.pair, [int(one)], self.who) for one in self.who]
        return np.array(each, np.float32)


def situation(
    attack: Attack, treaties: Iterable[Treaty], world: World | None = None, findings: Iterable[Finding] | None = None,
    *, record: Past | None = None,
) -> Situation:  # fmt: skip
    """What the odds look at. Without ``findings`` the treaties are put to `evaluate`.

    Treaties count as they stand on the day of the attack, all else as it was known the day before. `InputError` where a
    side has no state of COW's system: of such an attack the record tells nothing.
    """
    record, eve = record or past.packaged(), attack.day - timedelta(1)
    sides = [duties.numbers(sorted(side), attack.day) for side in (attack.by, attack.on)]
    for side, numbers in zip((attack.by, attack.on), sides, strict=True):
        if not numbers:
            raise InputError(f"no odds: {', '.join(sorted(side))} is no state of COW's system on {attack.day}")
    shelf = tuple(treaty for treaty in treaties if not treaty.above)
    if findings is None:
        findings = evaluate(shelf, attack, world or World.on(attack.day))
    known = _with_facts(record.before(eve), record.place, eve)
    today = duties.promises(treaty for treaty in shelf if treaty.in_force(attack.day))
    owed = duties.Promises.of(today, record.place).on(attack.day, len(record.states))
    pair = known.pair | owed | duties.lay(duties.told(findings, attack), record.place)
    fighting = tuple(tuple(record.place[n] for n in numbers if n in record.place) for numbers in sides)
    free = known.there.copy()
    free[[*fighting[0], *fighting[1]]] = False
    made = Situation(
        attack, attack.amounts_to("war") is True, known, pair, (fighting[0], fighting[1]), np.flatnonzero(free),
        record.states, tuple(_carried(eve)),
    )  # fmt: skip
    return replace(made, outside=history.unlike(made.rows(), made.war))


def _with_facts(known: Known, place: dict[int, int], eve: date) -> Known:
    """The wars and the fighting side by side of which COW's list, which ends in 2007, cannot tell."""
    if eve <= WARS_END:
        return known
    pair = {name: matrix.copy() for name, matrix in known.pair.items()}
    one, two = known.together["war"]
    together = dict(known.together)
    for fact in standing.facts(eve, eve):
        sides = [[place[n] for n in duties.numbers(side, eve) if n in place] for side in (fact.by, fact.to)]
        if fact.kind != "war" or not all(sides) or fact.start <= WARS_END:
            continue
        sides[0] += [place[n] for side in _beside(fact.by, fact.to, eve) for n in duties.numbers((side,), eve)]
        sides[1] += [place[n] for side in _beside(fact.to, fact.by, eve) for n in duties.numbers((side,), eve)]
        long = (eve - fact.start).days >= LONG and (fact.by, fact.to, fact.start) not in CONTESTED
        for what in ("mid", "war") if long else ("mid",):
            for i, j in [(i, j) for i in sides[0] for j in sides[1]]:
                _lay(pair, f"{what}-against", i, j)
            for side in sides:
                for i, j in [(i, j) for i in side for j in side if i < j]:
                    _lay(pair, f"{what}-beside", i, j)
        if long:
            laid = np.zeros((2, 1, len(known.there)), np.float32)
            laid[0, 0, sides[0]] = laid[1, 0, sides[1]] = 1
            one, two = np.concatenate([one, laid[0]]), np.concatenate([two, laid[1]])
    together["war"] = one, two
    return replace(known, pair=pair, together=together)


def _beside(side: Sequence[str], other: Sequence[str], eve: date) -> Iterator[str]:
    """Who is reported by then to fight on that side."""
    for row in FIGHTING:
        if row.beside in side and row.against in other and row.reported <= eve:
            yield row.state


def _lay(pair: dict[str, Floats], tie: str, i: int, j: int) -> None:
    for one, two in ((i, j), (j, i)):
        pair[f"{tie}-now"][one, two] = 1
        pair[f"{tie}-10"][one, two] += 1
        pair[f"{tie}-fading"][one, two] += 1


def _carried(eve: date) -> Iterator[str]:
    """The series whose last year is over before the last full year."""
    from casus.datasets import shelf

    full = eve.year if (eve.month, eve.day) == (12, 31) else eve.year - 1
    for name in past.READ:
        last = shelf.get(name).years[1]
        if last < full:
            yield f"{shelf.get(name).card.name}, {last}"
    if eve > WARS_END:
        yield f"COW inter-state wars, {WARS_END.year}; later ones from the standing facts"
