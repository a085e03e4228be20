"""``World.on(day)``: the facts of one day, as a value.

What is asked of it is answered by the modules beside this one. All but `standing` are loaded when first asked for:
they read Parquet tables, and a what-if needs none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from casus import states
from casus.events import Fact
from casus.world import standing
from casus.world.standing import Arsenal, Reading, Troops

if TYPE_CHECKING:
    from casus.world.bases import Base
    from casus.world.forces import Forces
    from casus.world.leaders import Leader
    from casus.world.regime import Regime
    from casus.world.value import Value
    from casus.world.wars import Wars


@dataclass(frozen=True, slots=True, repr=False)
class World:
    """The states that exist on ``day``, what they have, and what stands between them, each with its source.

    States are ids (``PRK``); one that is none raises `UnknownState`. A figure says of which year it is. Past the last
    year of its series it is carried forward and says so; a war or a leader is never carried forward. What is not known
    is a `Value` of None that says why.

    ``knowing`` hides what was learned after that day; None keeps nothing back. A figure of a year is not known before
    that year is over, a spell (a war, a leader, a border) not before its first day, its end not before it came.
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

    def __repr__(self) -> str:
        known = f", as known on {self.knowing}" if self.knowing else ""
        return f"<World on {self.day}: {len(self.states)} states{known}>"

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

    def forces(self, state: str) -> Forces:
        """National Material Capabilities (COW 7.0, 1816-2022): six components and their index, ``cinc``.

        >>> print(World.on(date(2024, 10, 19)).forces("PRK").milper)
        1,280 thousand persons, 2022 figure, carried forward
        """
        from casus.world import forces

        return forces.of(state, self.day, self.knowing)

    def capability_share(self, side: str | Iterable[str], against: str | Iterable[str]) -> Value[float]:
        """The ``cinc`` of one side as a share of that of both; each side is a state or several."""
        from casus.world import forces

        return forces.share(side, against, self.day, self.knowing)

    def regime(self, state: str) -> Regime:
        """V-Dem polyarchy, Polity's score and the extended UDS, each of its year.

        >>> print(World.on(date(1914, 7, 27)).regime("FRA").polity2)
        8 (Polity, -10 to 10), 1914
        """
        from casus.world import regime

        return regime.of(state, self.day, self.knowing)

    def wars_under_way(self) -> Wars:
        """COW's wars between states (to 2007) and UCDP's armed conflicts (1946 to 2024), and what neither can tell.

        >>> for war in World.on(date(1950, 7, 1)).wars_under_way():
        ...     if war.kind == "inter-state":
        ...         print(war)
        Korean: KOR, USA – PRK (inter-state) since 1950-06-24
        """
        from casus.world import wars

        return wars.under_way(self.day, self.knowing)

    def contiguous(self, a: str, b: str) -> Value[int]:
        """The type of direct contiguity: 1 a border, 2 to 5 with up to 12, 24, 150, 400 miles of water, 0 none."""
        from casus.world import contiguity

        return contiguity.of(a, b, self.day, self.knowing)

    def neighbours(self, state: str, within: int = 5) -> Value[tuple[str, ...]]:
        """The states contiguous by type ``within`` or nearer (1: by land), the nearest first.

        >>> print(World.on(date(2024, 10, 19)).neighbours("PRK", within=1))
        CHN, KOR, RUS, 2016 figure, carried forward
        """
        from casus.world import contiguity

        return contiguity.neighbours(state, self.day, within, self.knowing)

    def distance(self, a: str, b: str) -> Value[float]:
        """Kilometres between the capitals of the day."""
        from casus.world import distance

        return distance.of(a, b, self.day, self.knowing)

    def ideal_distance(self, a: str, b: str) -> Value[float]:
        """How far apart the two vote in the UN General Assembly: the distance of their ideal points."""
        from casus.world import ideal_points

        return ideal_points.distance(a, b, self.day, self.knowing)

    def majors(self) -> Value[tuple[str, ...]]:
        """The major powers of the day (COW, to 2016).

        >>> print(World.on(date(1914, 7, 27)).majors())
        AUH, DEU, FRA, GBR, ITA, JPN, RUS, USA, 1914
        """
        from casus.world import majors

        return majors.of(self.day, self.knowing)

    def leaders(self, state: str) -> Value[tuple[Leader, ...]]:
        """Who was in office on the day (Archigos, to 2015).

        >>> print(World.on(date(1962, 10, 22)).leaders("SUN"))
        Khrushchev (since 1953-03-20), 1962
        """
        from casus.world import leaders

        return leaders.of(state, self.day, self.knowing)

    def us_bases(self, host: str) -> Value[tuple[Base, ...]]:
        """American bases in a state at some time since the Cold War; the list has no dates."""
        from casus.world import bases

        return bases.of(host, self.day, self.knowing)

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

    def rivalries(self) -> tuple[Fact, ...]:
        """The strategic rivalries of the day (Thompson, Sakuwa & Suhas, to 2020; those that stood then go on)."""
        return standing.rivalries(self.day, self.knowing)

    def _adverse(self) -> tuple[Fact, ...]:
        held = tuple(fact for fact in standing.facts(self.day, self.knowing) if fact.kind in standing.ADVERSE)
        return held + self.rivalries()
