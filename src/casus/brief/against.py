"""What a page says of a commitment beside the text: what sets it off, whether it works by itself, whether it is in
force, who is in it and since when.

Only where both are known: the claim names two states, a treaty of help binds them, and the sentence says something that
the text can answer. Silence otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casus import states
from casus.brief.against_facts import Point, all_three, since_when, who_is_in
from casus.events import IS_ALSO, Act
from casus.reports.claim import Claim
from casus.treaties.explain import OWN_MEANS
from casus.treaties.library import Library
from casus.treaties.model import Clause, Treaty
from casus.treaties.steps import alive
from casus.treaties.vocabulary import HELP

#: Words for what would set a promise off, as pages put it → the act that they speak of.
_TRIGGERS: tuple[tuple[re.Pattern[str], Act], ...] = (
    (re.compile(r"\b(?:attack(?:ed|s)?|invaded|invasion|struck)\b", re.IGNORECASE), "armed-attack"),
    (re.compile(r"\baggression\b", re.IGNORECASE), "aggression"),
    (re.compile(r"\b(?:threat(?:s|ened)?)\b", re.IGNORECASE), "threat"),
    (re.compile(r"\b(?:crisis|crises|instability|unrest)\b", re.IGNORECASE), "crisis"),
)
_CONDITION = re.compile(r"\b(?:if|in the event of|in case of|in the case of|whenever)\b[^,;:.]*", re.IGNORECASE)
_DEFENCE = re.compile(r"\b(?:mutual|collective|common)[ -]defen[cs]e\b|\bdefen[cs]e pact\b", re.IGNORECASE)
_AUTOMATIC = re.compile(r"\bautomatic(?:ally)?\b", re.IGNORECASE)
_LIMITS = {
    "un-51": "UN Charter Art. 51",
    "domestic-law": "its own law",
    "constitutional-processes": "its own constitutional processes",
    "as-it-deems-necessary": "what it deems necessary",
    "own-judgement": "its own judgement",
    "joint-decision": "a joint decision",
    "on-request": "a request",
}


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Where a claim (its place in the list, from 1) and an article part; ``words`` are the page's, ``text`` is ours."""

    claim: int
    words: str
    treaty: str
    cite: str
    text: str

    def as_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {"claim": self.claim, "words": self.words, "treaty": self.treaty, "cite": self.cite, "text": self.text}


def against_the_text(claims: Sequence[Claim], library: Library, day: date) -> list[Discrepancy]:
    """Each claim that describes a treaty of help, where it parts from that treaty's words; each point made once."""
    found: dict[tuple[str, str], Discrepancy] = {}
    for number, claim in enumerate(claims, 1):
        if claim.kind not in ("treaty", "pledge", "assess", "status"):
            continue
        named = {states.then(s, day) for s in (*claim.by, *claim.to)}
        between = [t for t in library if alive(t, day) and not t.above and len(named & {p.state for p in t.party}) > 1]
        points = [
            point
            for treaty in between
            for clause in treaty.clause
            if _helps(treaty, clause)
            for point in _points(number, claim, treaty, clause, day)
        ]
        points += [
            Discrepancy(number, p.words, p.treaty.id, p.cite, p.text)
            for p in _facts(claim, named, between, library, day)
        ]
        for point in points or _no_defence(number, claim, between):
            found.setdefault((point.treaty, point.text), point)
    return list(found.values())


def _facts(claim: Claim, named: set[str], between: list[Treaty], library: Library, day: date) -> Iterable[Point]:
    """Who is in it, and since when."""
    helping = [t for t in between if any(_helps(t, c) for c in t.clause)]
    yield from since_when(claim.text, [t for t in helping if named <= {p.state for p in t.party}])
    yield from who_is_in(claim.text, day, (t for t in library if alive(t, day)))
    yield from all_three(claim.text, sorted(named), day, helping)


def _helps(treaty: Treaty, clause: Clause) -> bool:
    return clause.kind in HELP and clause.trigger is not None and treaty.binds == "legal"


def _no_defence(number: int, claim: Claim, between: Sequence[Treaty]) -> Iterable[Discrepancy]:
    """A page that speaks of a promise of defence where no treaty between the two holds one."""
    said = _DEFENCE.search(claim.text)
    if said is None or not between or any(_helps(t, c) for t in between for c in t.clause):
        return
    for treaty in between:
        if len(treaty.party) <= 4:
            kinds = sorted({clause.kind for clause in treaty.clause})
            yield Discrepancy(
                number, said.group(), treaty.id, treaty.name,
                f"{treaty.name} holds no promise of defence ({', '.join(kinds)})",
            )  # fmt: skip


def _points(number: int, claim: Claim, treaty: Treaty, clause: Clause, day: date) -> Iterable[Discrepancy]:
    def point(words: str, text: str) -> Discrepancy:
        return Discrepancy(number, words, treaty.id, clause.cite, text)

    condition = _CONDITION.search(claim.text)
    if condition:
        for pattern, act in _TRIGGERS:
            said = pattern.search(condition.group())
            if said and not _reaches(clause, act):
                yield point(said.group(), f"{clause.cite} speaks of {_trigger_words(clause)}; {_instead(treaty, act)}")
    automatic = _AUTOMATIC.search(claim.text)
    limits = [_LIMITS[q] for q in clause.qualifiers if q in _LIMITS]
    if automatic and (limits or OWN_MEANS & set(clause.qualifiers)):
        yield point(automatic.group(), f"{clause.cite} is subject to {', '.join(limits)}")
    if claim.kind == "treaty" and not treaty.in_force(day):
        later = next((spell for spell in treaty.force if spell.start > day), None)
        when = f"in force only from {later.start}" if later else "not in force"
        yield point("", f"signed {treaty.signed}, {when}: on {day} {clause.cite} did not bind yet")


def _reaches(clause: Clause, act: Act) -> bool:
    """Would an ``act`` by itself set the clause off?"""
    assert clause.trigger is not None
    wanted = clause.trigger.act
    return wanted == "any" or wanted in IS_ALSO[act]


def _trigger_words(clause: Clause) -> str:
    assert clause.trigger is not None
    words = {"armed-attack": "armed attack", "any": "any act"}.get(clause.trigger.act, clause.trigger.act)
    war = any(row.fact == "state-of-war" for row in clause.trigger.requires)
    return f"{words} and a state of war" if war else words


def _instead(treaty: Treaty, act: Act) -> str:
    """What the treaty gives for an act that its promise of help does not reach."""
    name = f"a {act} alone"
    softer = [c for c in treaty.clause if c.kind == "consult" and c.trigger is not None]
    for clause in softer:
        if _reaches(clause, act):
            return f"{name} brings talks ({clause.cite})"
    talks = "; ".join(f"a {c.trigger.act.replace('-', ' ')} brings talks ({c.cite})" for c in softer if c.trigger)
    return f"{talks}; {name}, nothing" if talks else f"{name} brings nothing"
