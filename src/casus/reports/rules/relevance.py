"""Whether a text is of war and peace at all, or only borrows their words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casus.reports.claim import Claim

_SIGNS = re.compile(
    r"\b(troops?|soldiers?|militar[a-z]+|arm(?:y|ies)|nav(?:y|al)|warships?|warplanes?|missiles?|sanctions?|cease-?fire|truce"
    r"|nuclear|treat(?:y|ies)|pact|defen[cs]e (?:ministry|minister|secretary|accord|pact|treaty)"
    r"|foreign (?:ministry|minister|secretary)|air ?force|air ?strikes?|shell(?:ing|ed)"
    r"|drones?|invaded|invasion"
    r"|occup(?:ied|ation)|militants?|insurgents?|rebels?|hostages?|weapons?|warheads?|fighters?|armed|peacekeepers?"
    r"|NATO|Security Council|embassy|ambassador|envoy|diplomats?|border|airspace|frontier"
    r"|brigades?|battalions?|artillery"
    r"|prisoners of war)\b",
    re.IGNORECASE,
)
#: So many different signs make a text one of ours.
LEAST = 3
#: A longer text with fewer claims than one in so many words, and with few signs, speaks of war only in passing.
SPARSE, FEW_SIGNS, LONGER = 150, 8, 200
#: In so short a text the words of war may be only those of the act itself.
SHORT = 400


def speaks_of_war(text: str) -> bool:
    """True when enough different words of war and diplomacy stand in ``text``.

    >>> speaks_of_war("The comedy bombarded its jury. " * 20)
    False
    """
    found: set[str] = set()
    if len(text) < SHORT:
        return True
    for match in _SIGNS.finditer(text):
        found.add(match.group(1).lower())
        if len(found) >= LEAST:
            return True
    return False


def in_passing(text: str, claims: list[Claim]) -> bool:
    """Whether a text is of another matter and only borrows words of war: a cycling race, a price war, a cabinet row."""
    words = len(text.split())
    told = [claim for claim in claims if claim.kind != "assess"]
    if words < LONGER or len(told) * SPARSE >= words:
        return False
    return len({match.group(1).lower() for match in _SIGNS.finditer(text)}) < FEW_SIGNS
