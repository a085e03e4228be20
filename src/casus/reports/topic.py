"""Whether a text speaks of peace and war at all: a comedy that "bombards" its jury does not."""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r"\b(troops?|soldiers?|militar[a-z]+|arm(?:y|ies)|nav(?:y|al)|warships?|warplanes?|missiles?|sanctions?|cease-?fire|truce|nuclear"
    r"|treat(?:y|ies)|pact|defen[cs]e (?:ministry|minister|secretary|accord|pact|treaty)|foreign (?:ministry|minister|secretary)|air ?force|airstrikes?|air strikes?|shell(?:ing|ed)"
    r"|drones?|invaded|invasion|occup(?:ied|ation)|militants?|insurgents?|rebels?|hostages?|weapons?|warheads?|fighters?|armed|peacekeepers?"
    r"|NATO|Security Council|embassy|ambassador|envoy|diplomats?|border|airspace|frontier|brigades?|battalions?|artillery|prisoners of war)\b",
    re.IGNORECASE,
)
#: So many different signs make a text one of ours; a longer text needs more.
LEAST = 3


def speaks_of_war(text: str) -> bool:
    """True when enough different words of war and diplomacy stand in ``text``.

    >>> speaks_of_war("The comedy bombarded its jury.")
    False
    """
    found: set[str] = set()
    least = LEAST if len(text) > 600 else 1
    for match in _SIGNS.finditer(text):
        found.add(match.group(1).lower())
        if len(found) >= least:
            return True
    return False
