"""Duties that pull apart: one state called to help one side, and to help or spare the other. Shown, never resolved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casus.events import Attack
from casus.treaties.evaluate import Finding
from casus.treaties.vocabulary import BARS, HELP


@dataclass(frozen=True, slots=True)
class Conflict:
    """A state with what draws it to those attacked and what draws it to the attackers; help is owed to one at least.

    ``possible``: something in it is open, so that the duties conflict only if the open questions are answered so.
    """

    debtor: str
    for_attacked: tuple[Finding, ...]
    for_attackers: tuple[Finding, ...]

    @property
    def possible(self) -> bool:
        """Does it hang on an open question?"""
        return not all(any(f.list != "open" for f in side) for side in (self.for_attacked, self.for_attackers))

    def as_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        keys = ("for_attacked", "for_attackers")
        sides = {
            key: [
                {"treaty": f.treaty.id, "clause": f.clause.id, "cite": f.cite, "creditor": f.creditor, "list": f.list}
                for f in getattr(self, key)
            ]
            for key in keys
        }
        return {"debtor": self.debtor, "possible": self.possible, **sides}


def conflicts(findings: Iterable[Finding], attack: Attack) -> tuple[Conflict, ...]:
    """Each third state whose duties pull apart, in the order of the findings."""
    drawn: dict[str, tuple[list[Finding], list[Finding]]] = {}
    for finding in findings:
        if finding.debtor in attack.states or not _draws(finding):
            continue
        sides = drawn.setdefault(finding.debtor, ([], []))
        if finding.creditor in attack.on - attack.by:
            sides[0].append(finding)
        elif finding.creditor in attack.by - attack.on:
            sides[1].append(finding)
    return tuple(
        Conflict(debtor, tuple(attacked), tuple(attackers))
        for debtor, (attacked, attackers) in drawn.items()
        if attacked and attackers and any(f.clause.kind in HELP for f in (*attacked, *attackers))
    )


def _draws(finding: Finding) -> bool:
    """Does it ask the debtor to help its creditor, or at least to do nothing against it?"""
    wanted = ("bound", "open") if finding.clause.kind in HELP else ("barred", "open")
    return finding.list in wanted and finding.clause.kind in HELP | BARS
