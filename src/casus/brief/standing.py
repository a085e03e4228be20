"""What stands on the page's day between the states concerned: commitments, armistices, arsenals, forces abroad."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from casus.brief.question import Question
from casus.days import words as day_words
from casus.treaties.explain import duty_words
from casus.treaties.library import Library
from casus.treaties.model import Clause, Treaty
from casus.world import World

Section = Literal["in-force", "not-in-force", "fact", "arsenal", "troops"]
#: The clauses that a table of commitments shows first.
_WEIGHT = {"defend": 0, "aid": 1, "pledge": 2, "consult": 3, "status": 4}


@dataclass(frozen=True, slots=True)
class Standing:
    """One line: what it is called, the article or figure, what it says, and the source."""

    section: Section
    name: str
    article: str
    says: str
    cite: str
    states: tuple[str, ...]
    treaty: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        keys = ("section", "name", "article", "says", "cite", "treaty")
        return {**{k: getattr(self, k) for k in keys}, "states": list(self.states)}


def standing(states: Sequence[str], questions: Sequence[Question], library: Library, world: World) -> list[Standing]:
    """Commitments that the questions touch or that tie two states of the page, then facts, arsenals and troops."""
    concerned: dict[str, set[str]] = {}
    for finding in (f for q in questions for f in q.findings if f.list != "free"):
        concerned.setdefault(finding.treaty.id, set()).add(finding.clause.id)
    rows: list[Standing] = []
    for treaty in library:
        if treaty.began is None or treaty.began > world.day:
            continue
        ties = len({p.state for p in treaty.party} & set(states)) > 1 and (
            treaty.form == "armistice" or len({p.state for p in treaty.party}) == 2
        )
        if treaty.id in concerned or ties:
            rows += _commitment(treaty, world.day, concerned.get(treaty.id, set()))
    rows.sort(key=lambda row: row.section)
    return [*rows, *_facts(states, world), *_arsenals(states, questions, world), *_troops(states, world)]


def _commitment(treaty: Treaty, day: date, concerned: set[str]) -> list[Standing]:
    """A line for the treaty with its foremost clause, of those concerned by the questions if there are any."""
    ahead = [spell for spell in treaty.force if spell.start > day]
    if treaty.in_force(day):
        section: Section = "in-force"
    elif ahead or not treaty.force:
        section = "not-in-force"
    else:
        return []
    read_on = max(day, ahead[0].start) if ahead and section == "not-in-force" else day
    clauses = sorted(
        (c for c in treaty.clause if c.kind in _WEIGHT and c.covers(read_on)), key=lambda c: _WEIGHT[c.kind]
    )
    if not clauses:
        return []
    touched = [c for c in clauses if c.id in concerned] or clauses
    shown = clauses if section == "not-in-force" else touched[:1]
    says = "; ".join(_words(c, treaty) if i == 0 else f"{c.cite} {_words(c, treaty)}" for i, c in enumerate(shown))
    if section == "not-in-force":
        signed = f"signed {day_words(treaty.signed)}" if treaty.signed else "signed"
        says += f" ({signed}, in force from {day_words(ahead[0].start)})" if ahead else f" ({signed})"
    members = treaty.parties(read_on)
    return [Standing(section, treaty.name, shown[0].cite, says, treaty.source.publication, members, treaty.id)]


def _words(clause: Clause, treaty: Treaty) -> str:
    if clause.kind == "status":
        return clause.says
    words = duty_words(clause)
    return words if treaty.binds == "legal" else f"{words} (does not bind in law)"


def _facts(states: Sequence[str], world: World) -> list[Standing]:
    return [
        Standing("fact", " – ".join((*f.by, *f.to)), f.kind, f.says, str(f.cite), (*f.by, *f.to))
        for f in world.standing(states)
        if len({*f.by, *f.to} & set(states)) > 1
    ]


def _arsenals(states: Sequence[str], questions: Iterable[Question], world: World) -> list[Standing]:
    """Who has nuclear weapons, and of those who attack or are attacked also who has none."""
    possessing = {s for s in states if (a := world.arsenal(s)) is not None and a.status == "possesses"}
    principals = {s for q in questions if q.attack.states & possessing for s in q.attack.states}
    rows = []
    for state in states:
        arsenal = world.arsenal(state)
        if arsenal is not None and state in possessing | principals:
            rows.append(Standing("arsenal", state, "nuclear arsenal", str(arsenal), str(arsenal.cite), (state,)))
    return rows


def _troops(states: Sequence[str], world: World) -> list[Standing]:
    rows = []
    for state in states:
        troops = world.troops("USA", at=state)
        if troops is not None and troops.number >= 500:
            rows.append(
                Standing(
                    "troops",
                    f"USA → {state}",
                    "US forces",
                    str(troops),
                    str(troops.cite),
                    ("USA", state),
                )
            )
    return rows
