"""One attack against all treaties: each clause that it could reach, walked step by step to one of three verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from casus.events import Attack
from casus.places import home
from casus.treaties.model import Clause, Treaty
from casus.treaties.steps import FORCE_QUESTION, Step, alive, reading_day, walk
from casus.treaties.vocabulary import BARS, HELP, Verdict
from casus.world import World

List = Literal["bound", "consult", "barred", "pledged", "may", "open", "not-yet", "free"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one clause comes to between one debtor and one creditor, with every step of the reasoning.

    ``verdict`` is what the text says of the attack; ``list`` is where that puts the debtor.
    """

    treaty: Treaty
    clause: Clause
    debtor: str
    creditor: str
    verdict: Verdict
    list: List
    steps: tuple[Step, ...]

    @property
    def cite(self) -> str:
        """Short title of the treaty and the article."""
        return f"{self.treaty.short or self.treaty.title} {self.clause.cite}"

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """The steps that nothing settles."""
        return tuple(step for step in self.steps if step.answer is None)

    @property
    def helps(self) -> bool:
        """Is the debtor bound to help, or may it be?"""
        return self.clause.kind in HELP and self.list in ("bound", "open")

    def answered(self, question: str, answer: bool) -> Finding:
        """The same finding, had the question been answered so."""
        steps = tuple(
            replace(s, answer=answer) if s.question == question and s.answer is None else s for s in self.steps
        )
        return conclude(self.treaty, self.clause, self.debtor, self.creditor, steps)


def evaluate(treaties: Iterable[Treaty], attack: Attack, world: World) -> list[Finding]:
    """Every clause of every treaty signed by the day that the attack could reach, for each debtor and creditor.

    Findings that are not triggered are kept: each holds the step that says why not.
    """
    reached = [
        (treaty, treaty.as_owed(clause, debtor, attack.day), debtor, creditor)
        for treaty in treaties
        if alive(treaty, attack.day)
        for clause in treaty.clause
        if clause.trigger is not None and clause.covers(reading_day(treaty, attack.day))
        for debtor, creditor in _pairs(treaty, clause, attack, world)
    ]
    findings = [
        None if row[1].kind == "no-hostile-pact" else conclude(*row, tuple(walk(*row, attack, frozenset())))
        for row in reached
    ]
    # a promise to join no coalition against another bites on those whom a second promise calls to the other side
    called = frozenset((f.debtor, f.creditor) for f in findings if f is not None and f.helps)
    return [
        finding if finding is not None else conclude(*row, tuple(walk(*row, attack, called)))
        for row, finding in zip(reached, findings, strict=True)
    ]


def conclude(treaty: Treaty, clause: Clause, debtor: str, creditor: str, steps: tuple[Step, ...]) -> Finding:
    """Any no: not triggered. Else any not known: open. Else: triggered."""
    noes = [step for step in steps if step.answer is False]
    unknown = any(step.answer is None for step in steps)
    verdict: Verdict = "not-triggered" if noes else "open" if unknown else "triggered"
    listed: List
    if verdict == "open":
        listed = "open"
    elif verdict == "triggered":
        listed = list_when_triggered(treaty, clause)
    else:
        listed = "not-yet" if len(noes) == 1 and noes[0].question == FORCE_QUESTION else "free"
    return Finding(treaty, clause, debtor, creditor, verdict, listed, steps)


def list_when_triggered(treaty: Treaty, clause: Clause) -> List:
    """Where a triggered clause puts its debtor."""
    if clause.kind == "permission" or clause.duty == "may" or clause.kind == "bases":
        return "may"
    if treaty.binds == "political" or clause.kind == "pledge" or clause.duty == "pledges":
        return "pledged"
    if clause.kind in BARS:
        return "barred"
    return "consult" if clause.kind == "consult" else "bound"


def _pairs(treaty: Treaty, clause: Clause, attack: Attack, world: World) -> Iterator[tuple[str, str]]:
    """Debtors and creditors that the attack could concern."""
    members = treaty.parties(reading_day(treaty, attack.day))
    left = {p.state for p in treaty.party}.difference(members)  # named in the clause, but no party on the day
    debtors = members if clause.owes == "every-other-party" else tuple(d for d in clause.owes if d not in left)
    if clause.to == "every-other-party" and clause.kind != "no-hostile-pact":
        creditors = members if _near(clause, attack) else ()
    elif clause.to == "any-state":
        creditors = tuple(sorted(attack.on & attack.states))
    elif isinstance(clause.to, str):
        creditors = tuple(m for m in members if m in attack.states)
    else:
        creditors = tuple(c for c in clause.to if c in attack.states and c not in left)
    if clause.kind == "non-aggression":  # about the debtor's own act: nobody else is in question
        debtors = tuple(d for d in debtors if d in attack.by)
        creditors = tuple(c for c in creditors if c in attack.on)
    for creditor in creditors:
        for debtor in debtors:
            if debtor != creditor and world.exists(debtor):
                yield debtor, creditor


def _near(clause: Clause, attack: Attack) -> bool:
    """Could a clause about an area, whoever is struck there, be meant, if all that is known is who was struck?"""
    zones = {zone for row in clause.trigger.area for zone in row.within or ()} if clause.trigger else set()
    if attack.place is not None or not zones:
        return True
    return any(zones & home(state, attack.day).zones for state in attack.on if not state.startswith("*"))
