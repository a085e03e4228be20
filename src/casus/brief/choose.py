"""Which attacks a page makes worth asking about: those that it reports, and those that it makes one think of.

A reported attack is taken as it is reported and supposes nothing. Beside it stand suppositions, in both directions,
between pairs of adversaries that the page itself brings up: states that it calls at war or under an armistice, states
one of which threatens or musters forces against the other, and states between which a dispute, a ceasefire or an
armistice is on record. Where a page speaks only of a pact, the suppositions are attacks on its parties by their rivals.
A war that is under way is no supposition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from casus import places, states
from casus.events import Attack, Supposition, suppose
from casus.reports.claim import Claim
from casus.treaties.library import Library
from casus.treaties.model import Treaty
from casus.world import World

#: More questions than this make no brief.
MOST = 4

#: A state of affairs between two that are not at peace, in the words that pages use.
NOT_AT_PEACE = re.compile(r"\b(at war|armistice|cease-?fire|truce|no peace (?:treaty|deal)|hostilit)", re.IGNORECASE)
#: Standing facts that set two states against each other without open war between them.
UNSETTLED = frozenset({"ceasefire", "dispute", "occupation"})
#: Claims that put two states on one side, where a treaty of help binds them as well.
TOGETHER = frozenset({"exercise", "status", "pledge"})
PACT_KINDS = frozenset({"treaty", "pledge"})


def attacks_in(claims: Sequence[Claim], library: Library, world: World) -> list[Supposition]:
    """Reported attacks first, then suppositions in the order in which the page names their attackers."""
    claims = [as_then(claim, world.day) for claim in claims]
    order = _order(claims, world)
    reported = _reported(claims, world)
    pairs = (
        _claimed_adversaries(claims, library, world, order)
        or _standing_adversaries(library, world, order)
        or ([] if reported else _around_pacts(claims, library, world, order))
    )
    supposed: dict[tuple[frozenset[str], frozenset[str]], Supposition] = {}
    for one, other in pairs:
        for attacker, target in ((one, other), (other, one)):
            side = frozenset({attacker, *_partners(attacker, target, claims, library, world, order)})
            supposed.setdefault((side, frozenset({target})), suppose(world.day, side, frozenset({target})))
    last = len(order)

    def rank(key: tuple[frozenset[str], frozenset[str]]) -> tuple[int, int]:
        return min(order.get(s, last) for s in key[0]), min(order.get(s, last) for s in key[1])

    known = {(s.attack.by, s.attack.on) for s in reported}
    chosen = [supposed[key] for key in sorted(supposed, key=rank) if key not in known]
    return [*reported, *chosen][:MOST]


def as_then(claim: Claim, day: date) -> Claim:
    """The claim with the states as they were on the day: what claims call RUS is SUN in the treaties of 1980."""
    by, to = (tuple(states.then(s, day) for s in side) for side in (claim.by, claim.to))
    return claim if (by, to) == (claim.by, claim.to) else replace(claim, by=by, to=to)


def _order(claims: Iterable[Claim], world: World) -> dict[str, int]:
    """States of the claims, by when the page first brings each up."""
    order: dict[str, int] = {}
    for claim in claims:
        for state in (*claim.by, *claim.to):
            if world.exists(state):
                order.setdefault(state, len(order))
    return order


def _reported(claims: Iterable[Claim], world: World) -> list[Supposition]:
    """Attacks of states on states that the page reports as done; what it does not say stays unknown."""
    found: dict[tuple[frozenset[str], frozenset[str]], Supposition] = {}
    for claim in claims:
        by = frozenset(s for s in claim.by if world.exists(s))
        on = frozenset(s for s in claim.to if world.exists(s)) - by
        if claim.kind == "attack" and claim.modality in ("asserted", "reported") and by and on:
            day = _day_of(claim, world.day)
            if (world.day - day).days <= 366:  # an attack of years ago is background, no event to ask about
                undated = ("it happened on the page's day, as the page gives no other",) if claim.when is None else ()
                attack = _located(Attack(day, by, on), claim.where)
                found.setdefault((by, on), Supposition(attack, undated, reported=True))
    return list(found.values())[:2]


def _located(attack: Attack, where: Iterable[str]) -> Attack:
    """With the first place of the claim that the gazetteer knows; a blow on land of the one attacked hits territory."""
    for name in where:
        place = places.find(name, attack.day)
        if place.known:
            theirs = any(place.held_by(state, None) for state in attack.on)
            return replace(attack, place=place, hits="territory" if theirs else None)
    return attack


def _day_of(claim: Claim, default: date) -> date:
    if claim.when is None:
        return default
    parts = [int(part) for part in claim.when.start.split("T")[0].split("-")]
    try:
        day = date(*([*parts, 1, 1])[:3])
    except ValueError:
        return default
    return min(day, default)


def _claimed_adversaries(
    claims: Sequence[Claim], library: Library, world: World, order: dict[str, int]
) -> list[tuple[str, str]]:
    """Pairs that the page calls not at peace, or one of which it has threaten or muster forces against the other."""
    found: list[tuple[str, str]] = []
    for claim in claims:
        both = [s for s in (*claim.by, *claim.to) if s in order]
        if claim.kind == "status" and len(both) == 2 and NOT_AT_PEACE.search(claim.text):
            found.append((both[0], both[1]))
        elif claim.kind == "threaten":
            found += [(a, b) for a in claim.by for b in claim.to]
        elif claim.kind in ("deploy", "exercise") and claim.modality != "denied":
            found += [(a, b) for a in claim.by for b in claim.to if b in world.rivals(a)]
    return _askable(found, library, world, order)


def _standing_adversaries(library: Library, world: World, order: dict[str, int]) -> list[tuple[str, str]]:
    """Pairs of the page's states between which a ceasefire, a dispute or an occupation is on record."""
    found = [(a, b) for fact in world.standing(order) if fact.kind in UNSETTLED for a in fact.by for b in fact.to]
    return _askable(found, library, world, order)


def _askable(
    pairs: Iterable[tuple[str, str]], library: Library, world: World, order: dict[str, int]
) -> list[tuple[str, str]]:
    """Each pair once: both on the page, not already at war with each other, not bound to each other's defence."""
    fighting = {frozenset({a, b}) for f in world.standing(order) if f.kind == "war" for a in f.by for b in f.to}
    once: dict[frozenset[str], tuple[str, str]] = {}
    for a, b in pairs:
        pair = frozenset({a, b})
        if len(pair & set(order)) == 2 and pair not in fighting and not _bound_together(a, b, library, world):
            once.setdefault(pair, (a, b))
    return list(once.values())


def _around_pacts(
    claims: Sequence[Claim], library: Library, world: World, order: dict[str, int]
) -> list[tuple[str, str]]:
    """For a page about a pact of help and nothing else: each party with its first rival, if any on the page."""
    pairs: list[tuple[str, str]] = []
    for claim in claims:
        parties = [s for s in (*claim.by, *claim.to) if s in order]
        if claim.kind not in PACT_KINDS or len(parties) < 2 or not _pacts(parties[0], parties[1], library, world):
            continue
        for party in parties[:2]:
            rivals = [r for r in world.rivals(party) if world.exists(r) and r not in parties]
            rivals.sort(key=lambda r: order.get(r, len(order)))
            if rivals and (rivals[0], party) not in pairs:
                pairs.append((rivals[0], party))
        if pairs:
            break
    return pairs


def _partners(
    attacker: str, target: str, claims: Sequence[Claim], library: Library, world: World, order: dict[str, int]
) -> list[str]:
    """States that the page puts beside the attacker and that a pact of help in force binds to it."""
    return [
        state
        for state in order
        if state not in (attacker, target)
        and any(t.in_force(world.day) for t in _pacts(attacker, state, library, world))
        and any(c.kind in TOGETHER and c.modality != "denied" and {attacker, state} <= {*c.by, *c.to} for c in claims)
        and not any(t.in_force(world.day) for t in _pacts(target, state, library, world))
    ]


def _bound_together(a: str, b: str, library: Library, world: World) -> bool:
    return any(treaty.in_force(world.day) for treaty in _pacts(a, b, library, world))


def _pacts(a: str, b: str, library: Library, world: World) -> list[Treaty]:
    """Treaties signed by the day in which one of the two owes the other its defence in law."""
    return [
        treaty
        for treaty in library
        if treaty.began is not None
        and treaty.began <= world.day
        and treaty.binds == "legal"
        and {a, b} <= {p.state for p in treaty.party if p.until is None or world.day < p.until}
        and any(clause.kind in ("defend", "aid") for clause in treaty.clause)
    ]
