"""Worlds other than the one that was: a treaty as if it were in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from casus.treaties.evaluate import Finding
from casus.treaties.model import Spell, Treaty


def in_force(treaty: Treaty, day: date) -> Treaty:
    """The treaty as if it were in force on the day, among those who were ever its parties."""
    if treaty.in_force(day):
        return treaty
    began = min([day, *(s.start for s in treaty.force), *([treaty.signed] if treaty.signed else [])])
    members = treaty.parties(day) or tuple(dict.fromkeys(p.state for p in treaty.party))
    party = tuple(replace(next(p for p in treaty.party if p.state == m), start=None, until=None) for m in members)
    return replace(treaty, force=(Spell(start=began, cite="as if in force"),), party=party, signed=began)


def signed_not_yet(findings: Iterable[Finding]) -> tuple[Treaty, ...]:
    """The treaties that would reach the attack, and are signed but not in force."""
    return tuple({f.treaty.id: f.treaty for f in findings if f.list == "not-yet"}.values())
