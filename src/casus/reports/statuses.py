"""States of affairs and judgements: at war, occupied, nuclear-armed, protected; and what an analyst makes of a state."""

from __future__ import annotations

from casus.reports.attribution import Attribution
from casus.reports.grammar import Sentence
from casus.reports.predicates import Event


def standing_events(s: Sentence) -> list[Event]:
    return []


def judgement(s: Sentence, said: list[Attribution]) -> list[Event]:
    return []
