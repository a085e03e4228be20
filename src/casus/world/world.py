"""``World.on(day)``: the facts of one day, as a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casus import states
from casus.events import Fact
from casus.world import standing
from casus.world.standing import Arsenal, Reading, Troops


@dataclass(frozen=True, slots=True)
class World:
    """The states that exist on ``day``, and what stands between them, each fact with its citation.

    ``knowing`` hides what was learned after that day; None keeps nothing back. Tables are read when first asked for.
    """

    day: date
    states: frozenset[str]
    knowing: date | None = None

    @classmethod
    def on(cls, day: date, knowing: date | None = None) -> World:
        """The world on that day, as far as it was known on the day ``knowing`` (None: as far as it is known at all).

        >>> World.on(date(1980, 1, 1)).exists("SUN"), World.on(date(2024, 1, 1)).exists("SUN")
        (True, False)
        """
        return cls(day, frozenset(state.id for state in states.all_states(day)), knowing)

    def exists(self, state: str) -> bool:
        """Does the state exist on the day?"""
        return state in self.states

    def arsenal(self, state: str) -> Arsenal | None:
        """Nuclear status and warheads of a state; None where the source says nothing of it on the day.

        >>> print(World.on(date(2024, 10, 19)).arsenal("USA"))
        USA has nuclear weapons (since 1945), carried forward from 2022; 4,000 warheads in 2017, carried forward
        """
        return standing.arsenal(state, self.day, self.knowing)

    def troops(self, of: str = "USA", *, at: str) -> Troops | None:
        """Active-duty personnel of ``of`` in the state ``at``, by the latest yearly figure; only the USA is covered."""
        return standing.troops(at, self.day, self.knowing) if of == "USA" else None

    def standing(self, states: Iterable[str]) -> tuple[Fact, ...]:
        """The wars, ceasefires, occupations, disputes and deployments of the day in which any of the states has a part.

        A non-state force is written ``*`` and the state in which it is based, and counts for that state too.
        Armistices and treaties are not here: they are treaty files.
        """
        asked = {state.removeprefix("*") for state in states}
        return tuple(
            fact
            for fact in standing.facts(self.day, self.knowing)
            if asked & {party.removeprefix("*") for party in fact.by + fact.to}
        )

    def readings(self, fact: Fact) -> tuple[Reading, ...]:
        """Who holds what of a contested fact: at least two readings, or none where nothing is contested."""
        return standing.readings(fact, self.knowing)

    def adversaries(self, a: str, b: str) -> tuple[Fact, ...]:
        """Why the two are adversaries on the day, the gravest first; empty if they are not.

        Facts of the kinds war, ceasefire, occupation and dispute in which they are on opposite sides, and strategic
        rivalries (kind ``rivalry``). ``*LBN`` is a force based in Lebanon, ``LBN`` the state.
        """
        held = [fact for fact in self._adverse() if (a in fact.by and b in fact.to) or (b in fact.by and a in fact.to)]
        return tuple(sorted(held, key=lambda fact: standing.ADVERSE.index(fact.kind)))

    def rivals(self, state: str) -> tuple[str, ...]:
        """The states that are its adversaries on the day: first those at war with it, then as `adversaries` orders.

        >>> World.on(date(2024, 10, 19)).rivals("PRK")
        ('JPN', 'KOR', 'USA')
        """
        rank: dict[str, int] = {}
        for fact in self._adverse():
            for side, other in ((fact.by, fact.to), (fact.to, fact.by)):
                for rival in other if state in side else ():
                    if rival in self.states:
                        grave = standing.ADVERSE.index(fact.kind)
                        rank[rival] = min(grave, rank.get(rival, grave))
        return tuple(sorted(rank, key=lambda rival: (rank[rival], rival)))

    def _adverse(self) -> tuple[Fact, ...]:
        held = tuple(fact for fact in standing.facts(self.day, self.knowing) if fact.kind in standing.ADVERSE)
        return held + standing.rivalries(self.day, self.knowing)
