"""What joining sets off in its turn: rounds of duties by the letter of the texts, never a claim that anyone will come.

Those bound by a round are taken to join. Then three things follow, each an attack of its own: the attackers strike
back at a joiner; the joiners strike the attackers; those who join the attackers strike the first victims. A blow at a
joiner is no first attack on it, so a row says on which reading it hangs:

- ``by the letter``: any armed attack counts, also one on a state that has itself joined the war;
- ``only for victims``: the row stands even if none but the first victims may claim help.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from casus.events import FORCE, Attack
from casus.treaties.evaluate import Finding, evaluate
from casus.treaties.explain import finding_json
from casus.treaties.model import Treaty
from casus.world import World

Reading = Literal["by the letter", "only for victims"]


@dataclass(frozen=True, slots=True)
class Joining:
    """A duty that arises, or is open, because others have joined. Round 1 is the answer to the attack itself."""

    round: int
    reading: Reading
    finding: Finding

    def as_json(self) -> dict[str, Any]:
        """As the contract has it."""
        return {"round": self.round, "reading": self.reading, **finding_json(self.finding)}


def cascade(
    treaties: Iterable[Treaty], attack: Attack, findings: Iterable[Finding], world: World
) -> tuple[Joining, ...]:
    """The rounds after the first. It ends: each round needs a state that was not yet in, and there are only so many."""
    if attack.act not in FORCE:
        return ()
    shelf = tuple(treaties)
    for_victims, for_attackers = set(attack.on), set(attack.by)
    newcomers, helpers = _sides(findings, for_victims, for_attackers)
    rows: list[Joining] = []
    number = 1
    while newcomers or helpers:
        number += 1
        for_victims |= newcomers
        for_attackers |= helpers
        this_round = [
            Joining(number, reading, finding)
            for reading, blow in _blows(attack, newcomers, helpers, for_attackers)
            for finding in evaluate(shelf, blow, world)
            if finding.clause.kind in ("defend", "aid")
            and finding.list in ("bound", "open")
            and finding.debtor not in for_victims | for_attackers
        ]
        told = {_key(row) for row in rows}
        rows += [row for row in _once(this_round) if _key(row) not in told]
        newcomers, helpers = _sides((row.finding for row in this_round), for_victims, for_attackers)
    return tuple(rows)


def _sides(findings: Iterable[Finding], victims: set[str], attackers: set[str]) -> tuple[set[str], set[str]]:
    """Who joins the victims, and who the attackers. One bound to both sides joins neither: its duties conflict."""
    called = [(f.debtor, f.creditor) for f in findings if _called(f) and f.debtor not in victims | attackers]
    to_victims = {debtor for debtor, creditor in called if creditor in victims}
    to_attackers = {debtor for debtor, creditor in called if creditor in attackers}
    return to_victims - to_attackers, to_attackers - to_victims


def _called(finding: Finding) -> bool:
    """Is the debtor bound in law to help?"""
    return finding.list == "bound" and finding.clause.kind in ("defend", "aid")


def _blows(
    attack: Attack, newcomers: set[str], helpers: set[str], attackers: set[str]
) -> Iterator[tuple[Reading, Attack]]:
    """The attacks that joining brings with it; who began the war stays as it was."""
    here = replace(attack, place="home", hits="territory", requested=True)
    if newcomers:
        yield "by the letter", replace(here, by=frozenset(attackers), on=frozenset(newcomers))
        yield "by the letter", replace(here, by=frozenset(newcomers), on=frozenset(a for a in attackers if a[0] != "*"))
    if helpers:
        yield "only for victims", replace(attack, by=frozenset(helpers))


def _once(rows: Iterable[Joining]) -> list[Joining]:
    """One row a debtor and clause: of several creditors the first by id."""
    seen: dict[tuple[str, ...], Joining] = {}
    for row in sorted(rows, key=lambda r: (r.finding.list != "bound", r.finding.creditor)):
        seen.setdefault(_key(row)[:3], row)
    return list(seen.values())


def _key(row: Joining) -> tuple[str, str, str, str]:
    return row.finding.treaty.id, row.finding.clause.id, row.finding.debtor, row.finding.list
