"""One question: if this attack, who is bound to do what, what is open, and what another world would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from casus.brief.odds import Odds, differences, odds
from casus.events import Attack, Supposition
from casus.treaties.cascade import Joining, cascade
from casus.treaties.conflicts import Conflict, conflicts
from casus.treaties.evaluate import Finding, evaluate
from casus.treaties.explain import OpenQuestion, finding_json, label, open_questions
from casus.treaties.model import Position, Treaty
from casus.world import World

if TYPE_CHECKING:
    from casus.odds.contrast import Difference
    from casus.odds.simulate import Forecast

#: A statement is near an attack if it was made within so many days of it.
_NEAR = 366


@dataclass(frozen=True, slots=True)
class Change:
    """A duty that stands otherwise in the other world; ``was`` or ``now`` is None where there is no such treaty."""

    debtor: str
    creditor: str
    cite: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Contrast:
    """What is different here (``here`` says in what) from another world, named in ``against``.

    ``changes`` are of texts; ``odds`` are between two runs of a model on the same random numbers, no causal effect.
    """

    against: str
    changes: tuple[Change, ...]
    here: str = ""
    odds: tuple[Difference, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The contrast as plain JSON values."""
        keys = ("debtor", "creditor", "cite", "was", "now")
        return {
            "against": self.against,
            "here": self.here,
            "changes": [{k: getattr(c, k) for k in keys} for c in self.changes],
            "odds": [row.as_json() for row in self.odds],
        }


@dataclass(frozen=True, slots=True)
class Question:
    """A supposed or reported attack with all that the treaties say of it, and what joining would set off.

    ``above`` is what stands above all treaties, the UN Charter: it binds attackers alike and calls on nobody to help.
    ``knowing``: the day up to which statements are known (left out: all of them).
    """

    posed: Supposition
    findings: tuple[Finding, ...]
    cascade: tuple[Joining, ...] = ()
    above: tuple[Finding, ...] = ()
    contrast: Contrast | None = None
    knowing: date | None = None
    odds: Odds | str = "no odds were asked for"

    @property
    def attack(self) -> Attack:
        """The attack itself."""
        return self.posed.attack

    @property
    def forecast(self) -> Forecast | None:
        """The odds that each state joins, where there are any."""
        return None if isinstance(self.odds, str) else self.odds.forecast

    @property
    def no_odds(self) -> str:
        """Why there are no odds, in one line; empty where there are."""
        return self.odds if isinstance(self.odds, str) else ""

    @property
    def positions(self) -> list[tuple[Treaty, Position]]:
        """What was said within a year of this attack, or of the clauses that it touches; never deciding.

        Where ``knowing`` is given, nothing that was said after that day.
        """
        clauses: dict[tuple[str, str], tuple[Treaty, bool]] = {}
        for f in (*self.findings, *self.above):
            touched = clauses.get((f.treaty.id, f.clause.id), (f.treaty, False))[1]
            clauses[f.treaty.id, f.clause.id] = f.treaty, touched or f.list != "free"
        return [
            (treaty, row)
            for (_, clause), (treaty, touched) in clauses.items()
            for row in treaty.position
            if row.clause == clause
            and (touched if row.of is None else row.of.is_meant(self.attack))
            and abs((row.day - self.attack.day).days) <= _NEAR
            and (self.knowing is None or row.day <= self.knowing)
        ]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Third states whose duties pull apart."""
        return conflicts(self.findings, self.attack)

    @property
    def open_questions(self) -> list[OpenQuestion]:
        """What the texts do not settle, each with what either answer would change."""
        return open_questions((*self.findings, *self.above))

    def as_json(self) -> dict[str, Any]:
        """The question as the contract has it; without odds the forecast is null."""
        return {
            "attack": self.attack.as_json(),
            "supposed": list(self.posed.supposed),
            "findings": [finding_json(finding) for finding in self.findings],
            "above": [finding_json(finding) for finding in self.above],
            "cascade": [row.as_json() for row in self.cascade],
            "forecast": self.forecast and self.forecast.as_json(),
            "contrast": self.contrast and self.contrast.as_json(),
            "conflicts": [row.as_json() for row in self.conflicts],
            "positions": [
                {
                    "treaty": t.id,
                    "by": p.by,
                    "day": str(p.day),
                    "clause": p.clause,
                    "met": p.met,
                    "says": p.says,
                    "cite": p.cite,
                }
                for t, p in self.positions
            ],
            "open_questions": [
                {"question": q.question, "cite": q.cite, "if_yes": q.if_yes, "if_no": q.if_no}
                for q in self.open_questions
            ],
        }


def ask(
    treaties: Iterable[Treaty], posed: Supposition, *, knowing: date | None = None, draws: int = 0, seed: int = 0
) -> Question:
    """Put the attack to the treaties; ``knowing``: the day up to which statements are known; no ``draws``, no odds."""
    everything, attack, world = tuple(treaties), posed.attack, World.on(posed.attack.day)
    shelf = tuple(treaty for treaty in everything if not treaty.above)
    findings = tuple(evaluate(shelf, attack, world))
    above = tuple(f for f in evaluate([t for t in everything if t.above], attack, world) if f.list != "free")
    told = odds(shelf, attack, findings, world, draws, seed)
    return Question(posed, findings, cascade(shelf, attack, findings, world), above, knowing=knowing, odds=told)


def contrast(now: Question, was: Question, against: str, here: str = "") -> Contrast:
    """What stands otherwise in ``now`` than in ``was``: duties (one that arises in neither is no change), and odds."""
    before = {_key(finding): finding for finding in was.findings}
    after = {_key(finding): finding for finding in now.findings}
    changes = []
    for key in [*after, *(k for k in before if k not in after)]:
        old, new = before.get(key), after.get(key)
        if {f.list for f in (old, new) if f is not None} <= {"free"} or (old and new and old.list == new.list):
            continue
        shown = new or old
        assert shown is not None
        changes.append(
            Change(shown.debtor, shown.creditor, shown.cite, label(old) if old else None, label(new) if new else None)
        )
    return Contrast(against, tuple(changes), here, differences(now.odds, was.odds))


def _key(finding: Finding) -> tuple[str, str, str, str]:
    return finding.treaty.id, finding.clause.id, finding.debtor, finding.creditor
