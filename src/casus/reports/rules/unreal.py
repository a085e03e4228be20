"""Sentences in which nothing is reported to have been done: fiction and games, what would have been, sport and trade.

A reader that takes "a novel in which Germany invades France" for an attack invents. Such a sentence gives no claim of
force; better to miss one than to make one up.
"""

from __future__ import annotations

import re

from casus.reports.claim import Claim

#: Kinds of claim that say that force was used, threatened or moved.
_FORCE = frozenset({"attack", "deploy", "threaten", "test"})
_FICTION = re.compile(
    r"\b(?:war[ -]?games?|novels?|films?|movies?|thrillers?|fiction(?:al)?|video game|board game|simulation|simulated|"
    r"tabletop|imagin(?:es|ed|ary)|hypothetical(?:ly)?|counterfactual)\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"(?:^|[.;:\"“]\s*)Had [A-Z]\w+|\bhad [^.;]{3,80}\bwould have\b|\bwould have [^.;]{3,80}\bhad\b|"
    r"\b(?:an?|any) (?:[\w-]+ ){0,3}(?:attack|strike|invasion|assault|war)\b[^.;]{0,80}\b(?:would|could|might)\b|"
    r"\b(?:no|little) (?:evidence|proof|sign)\b|\bdoubt(?:s|ed|ful)?\b|\bfalsely\b|\buntrue\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:tournament|first half|second half|first minute|penalty|goalkeeper|midfielder?|striker|semi-?final|"
    r"quarter-?final|championship|league match|innings|wickets?|subsid(?:y|ies)|tariffs?|antitrust)\b",
    re.IGNORECASE,
)


def real(claim: Claim) -> bool:
    """Does the claim's sentence leave it standing?"""
    if claim.kind not in _FORCE or claim.modality in ("denied", "possible"):
        return True
    patterns = (_FICTION, _ELSEWHERE) if claim.kind == "threaten" else (_FICTION, _UNREAL, _ELSEWHERE)
    return not any(pattern.search(claim.text) for pattern in patterns)
