"""The case for alliance (casus foederis) in past wars: which promise each war since 1823 set off, for whom.

Each war becomes one attack, and that is put to `evaluate` like any other. What is taken from where:

- *by*, *on*: those who fought on the first day of sustained combat, on the side of those who began it and on the other;
  *begun by*: those whom COW marks as initiators. Whoever joined later is left out.
- *day*: the day before. What was promised on it is what counts; nothing signed, ended or broken later is seen.
- *act*: an armed attack from which a state of war follows. *requested*: not known, COW does not say.
- *place*: the homes of those attacked, unless COW has one of them fighting only in other parts of the world (the
  Falklands). Then the place is not known, so that a promise to defend territory stays open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from casus import states
from casus.datasets import atop, cow_wars
from casus.datasets.cow_wars import War
from casus.events import Attack
from casus.treaties.evaluate import Finding, evaluate
from casus.treaties.model import Clause, Treaty
from casus.treaties.steps import Step
from casus.treaties.vocabulary import HELP
from casus.world import World

Obligation = Literal["defense", "offense", "neutral", "nonagg", "consul"]
Outcome = Literal["met", "open", "not met"]

#: The obligations by which states act or forbear; a duty to consult is looked at only where it is asked for.
ACTIVE: Final[tuple[Obligation, ...]] = ("defense", "offense", "neutral", "nonagg")
#: ATOP's flags for a condition that it does not name: adversary, place, conflict, number, demand, and "other".
UNNAMED: Final = frozenset(
    flag for flag in (*atop.CONDITIONS, atop.OTHER_CONDITION) if flag[3:] not in ("conpr", "coatt", "coreq")
)


@dataclass(frozen=True, slots=True)
class Called:
    """One treaty in one war. ``findings`` are all that `evaluate` found of it, not triggered ones too."""

    war: War
    attack: Attack
    treaty: Treaty
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        return f"<Called {self.war.name} {self.war.began.year}: {self.treaty.id} {self.outcome()}>"

    def outcome(self, of: Collection[Obligation] = ACTIVE) -> Outcome:
        """Met if any such promise of any member was set off; open if that hangs on something not known."""
        verdicts = {finding.verdict for finding in self._of(of)}
        return "met" if "triggered" in verdicts else "open" if "open" in verdicts else "not met"

    def calls(self, of: Collection[Obligation] = ACTIVE) -> tuple[Finding, ...]:
        """Who was called on and for whom: the findings that are triggered; if there are none, those that are open."""
        found = tuple(self._of(of))
        return tuple(f for f in found if f.verdict == "triggered") or tuple(f for f in found if f.verdict == "open")

    def promises(self, obligation: Obligation) -> bool:
        """Is there such a promise in the treaty, whether or not this war has to do with it?"""
        return any(
            obligation_of(clause) == obligation and clause.covers(self.attack.day) for clause in self.treaty.clause
        )

    @property
    def hangs_on_unnamed(self) -> bool:
        """Is it open, and would it be met if only the conditions were that ATOP flags but does not name?"""
        return self.outcome() == "open" and any(all(map(unnamed, call.open_steps)) for call in self.calls())

    @property
    def all_at_war(self) -> bool:
        """Is each member that is called on fighting from the first day anyway?"""
        return all(call.debtor in self.attack.states for call in self.calls())

    def _of(self, of: Collection[Obligation]) -> Iterator[Finding]:
        return (finding for finding in self.findings if obligation_of(finding.clause) in of)


def called(treaties: Iterable[Treaty], wars: Sequence[War] | None = None, *, home: bool | None = None) -> list[Called]:
    """Each war with each treaty in force on the day before, one of whose parties is among the original sides.

    In the order of the wars (all that ship, unless given) and of the treaties; ``home`` as in `attack_of`.

    >>> poland = next(war for war in cow_wars.packaged() if war.number == 139)
    >>> from casus.treaties.library import by_hand
    >>> [(f.debtor, f.creditor) for row in called([by_hand()["gbr-pol-1939"]], [poland]) for f in row.calls()]
    [('GBR', 'POL')]
    """
    treaties = tuple(treaties)
    found: list[Called] = []
    for war in cow_wars.packaged() if wars is None else wars:
        attack = attack_of(war, home=home)
        standing = [t for t in treaties if t.in_force(attack.day) and attack.states & set(t.parties(attack.day))]
        findings: dict[str, list[Finding]] = {treaty.id: [] for treaty in standing}
        for finding in evaluate(standing, attack, World.on(attack.day)):
            findings[finding.treaty.id].append(finding)
        found += [Called(war, attack, treaty, tuple(findings[treaty.id])) for treaty in standing]
    return found


def attack_of(war: War, *, home: bool | None = None) -> Attack:
    """The war as one attack, as it stood on the day before; ``home`` overrides what is supposed of the place."""
    attackers, attacked = war.originals(True), war.originals(False)
    at_home = all(row.near_home for row in attacked) if home is None else home

    def ids(rows: Iterable[cow_wars.Participant]) -> frozenset[str]:
        return frozenset(states.from_cow(row.state, war.began).id for row in rows)

    return Attack(
        day=war.began - timedelta(1),
        by=ids(attackers),
        on=ids(attacked),
        act="armed-attack",
        hits="territory" if at_home else None,
        place="home" if at_home else None,
        begun_by=ids(row for row in attackers if row.initiator),
        state_of_war=True,
        requested=None,
    )


def obligation_of(clause: Clause) -> Obligation | None:
    """The obligation of ATOP's that a clause is; a permission is none.

    ATOP's neutrality takes in the finer words of the hand-written treaties: to give an aggressor no help, to join no
    coalition against a partner.
    """
    if clause.duty == "may":
        return None
    if clause.kind in HELP:
        return "offense" if clause.to == "party-at-war" else "defense"
    match clause.kind:
        case "neutrality" | "no-aid-to-aggressor" | "no-hostile-pact":
            return "neutral"
        case "non-aggression":
            return "nonagg"
        case "consult":
            return "consul"
        case _:
            return None


def unnamed(step: Step) -> bool:
    """Does the step ask for a condition that ATOP flags without saying which it is?"""
    return step.cite.rpartition(", ")[2] in UNNAMED
