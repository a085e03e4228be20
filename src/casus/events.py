"""What happened, or is supposed to have happened: one attack, with everything that is not known left unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from casus import states
from casus.places import Place, home
from casus.sources import Citation

Act = Literal["armed-attack", "aggression", "war", "mobilisation", "threat", "crisis"]
Hits = Literal["territory", "forces", "vessels"]

#: What each act also is, by the words of the treaties; nothing runs the other way. A war is an armed attack with a
#: state of war; a mobilisation is a threat, a threat is a crisis.
IS_ALSO: dict[Act, frozenset[Act]] = {
    "armed-attack": frozenset({"armed-attack", "aggression", "threat", "crisis"}),
    "aggression": frozenset({"aggression", "threat", "crisis"}),
    "war": frozenset({"war", "armed-attack", "aggression", "threat", "crisis"}),
    "mobilisation": frozenset({"mobilisation", "threat", "crisis"}),
    "threat": frozenset({"threat", "crisis"}),
    "crisis": frozenset({"crisis"}),
}

#: Acts that a state of war can follow from.
FORCE: frozenset[Act] = frozenset({"armed-attack", "aggression", "war"})


def name_of(actor: str) -> str:
    """The common name of a state, or words for a non-state force.

    >>> name_of("PRK"), name_of("*AFG"), name_of("*")
    ('North Korea', 'a non-state force based in Afghanistan', 'a non-state force of unknown base')
    """
    if actor == "*":
        return "a non-state force of unknown base"
    if actor.startswith("*"):
        return f"a non-state force based in {states.get(actor[1:]).name}"
    return states.get(actor).name


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack. None means not known, and is never filled in by a default.

    ``by`` and ``on`` are state ids; ``*AFG`` is a non-state force based in AFG, ``*`` one of unknown base.
    ``place`` is where the blow fell; ``"home"`` is the home territory of each state attacked.
    ``begun_by`` are those who began the wider war of which this attack is part.
    """

    day: date
    by: frozenset[str]
    on: frozenset[str]
    act: Act = "armed-attack"
    hits: Hits | None = None
    place: Place | Literal["home"] | None = None
    begun_by: frozenset[str] | None = None
    state_of_war: bool | None = None
    requested: bool | None = None

    def place_for(self, victim: str) -> Place | None:
        """Where the blow fell, seen from one state attacked."""
        return home(victim, self.day) if self.place == "home" else self.place

    def amounts_to(self, act: str) -> bool | None:
        """Is this attack also an ``act``? ``war`` hangs on whether a state of war follows."""
        if act == "any" or act in IS_ALSO[self.act]:
            return True
        return self.state_of_war if act == "war" and self.act == "armed-attack" else False

    @property
    def states(self) -> frozenset[str]:
        """All states on either side (non-state forces left out)."""
        return frozenset(s for s in self.by | self.on if not s.startswith("*"))

    def as_json(self) -> dict[str, Any]:
        """The attack as plain JSON values; what is not known is null."""
        place = self.place
        return {
            "day": self.day.isoformat(),
            "by": sorted(self.by),
            "on": sorted(self.on),
            "act": self.act,
            "place": "home territory" if place == "home" else place.name if place else None,
            "hits": self.hits,
            "begun_by": None if self.begun_by is None else sorted(self.begun_by),
            "state_of_war": self.state_of_war,
            "requested": self.requested,
        }


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that held from ``start`` until ``until`` (half-open), and was known from ``known`` on."""

    kind: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    says: str
    start: date
    until: date | None
    known: date
    cite: Citation


@dataclass(frozen=True, slots=True)
class Supposition:
    """An attack with each thing that was supposed of it, in words; of a ``reported`` one nothing is supposed."""

    attack: Attack
    supposed: tuple[str, ...] = ()
    reported: bool = False


def suppose(
    day: date,
    by: frozenset[str],
    on: frozenset[str],
    act: Act = "armed-attack",
    *,
    hits: Hits | Literal["unknown"] | None = None,
    place: Place | None = None,
    begun_by: frozenset[str] | Literal["unknown"] | None = None,
    state_of_war: bool | Literal["unknown"] | None = None,
    requested: bool | Literal["unknown"] | None = None,
) -> Supposition:
    """An attack of which the reader has said only a part; ``"unknown"`` leaves a thing open, None supposes it.

    Supposed unless said otherwise: the attackers began it; a state of war follows (where force is used); those attacked
    ask for help; and, where no place is named, the blow falls on their home territory. At a place that is known to be
    nobody's of those attacked it can only fall on their forces there or, at sea, on their vessels.
    """
    said: list[str] = []
    who = " and ".join(sorted(by))
    if begun_by is None:
        said.append(f"{who} began it")
    if state_of_war is None and act in FORCE:
        said.append("a state of war follows")
    if requested is None:
        said.append("the victim asks for help")
    struck: Hits = "territory"
    if place is not None and place.known and not any(place.is_stake_of(state) for state in on):
        struck = "forces" if place.holder or place.administrator or place.claimants else "vessels"
    if act in FORCE and place is None and hits in (None, "territory"):
        said.append("it strikes home territory")
    elif act in FORCE and hits is None:
        said.append(f"it strikes {struck}")
    attack = Attack(
        day=day,
        by=by,
        on=on,
        act=act,
        hits=None if hits == "unknown" else hits or struck,
        place=place or ("home" if hits in (None, "territory") else None),
        begun_by=None if begun_by == "unknown" else begun_by if begun_by is not None else by,
        state_of_war=None if state_of_war == "unknown" else state_of_war if state_of_war is not None else act in FORCE,
        requested=None if requested == "unknown" else True if requested is None else requested,
    )
    return Supposition(attack, tuple(said))
