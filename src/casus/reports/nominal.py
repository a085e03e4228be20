"""Acts told by a noun: "clashes between A and B", "a raid by A on B", "the presence of A's troops in B"."""

from __future__ import annotations

from casus.reports.grammar import Sentence
from casus.reports.predicates import Event


def nominal_events(s: Sentence) -> list[Event]:
    return []
