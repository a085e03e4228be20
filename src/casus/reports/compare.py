"""Two readings of one article side by side: what both found, what one alone found, and where they read it otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casus.reports.claim import Claim
from casus.reports.jsonl import claim_json

#: What of a claim can differ where both name the same kind, actors and targets in the same sentence.
FIELDS = ("said_by", "via", "modality", "amount", "when")


@dataclass(frozen=True, slots=True)
class Difference:
    """Claims of both readers (with the fields in which they part), and of each alone."""

    both: tuple[tuple[Claim, Claim, tuple[str, ...]], ...]
    first: tuple[Claim, ...]
    second: tuple[Claim, ...]

    def as_json(self) -> dict[str, Any]:
        """As plain JSON values; claims by their ids, those of the second reader whole."""
        return {
            "both": [{"first": a.id, "second": claim_json(b), "differ": list(fields)} for a, b, fields in self.both],
            "first": [claim.id for claim in self.first],
            "second": [claim_json(claim) for claim in self.second],
        }


def compared(first: Iterable[Claim], second: Iterable[Claim]) -> Difference:
    """Match claims of the same sentence, kind, actors and targets, each once."""
    left = list(second)
    both, alone = [], []
    for claim in first:
        twin = next((other for other in left if _same(claim, other)), None)
        if twin is None:
            alone.append(claim)
        else:
            left.remove(twin)
            differ = tuple(name for name in FIELDS if _plain(claim, name) != _plain(twin, name))
            both.append((claim, twin, differ))
    return Difference(tuple(both), tuple(alone), tuple(left))


def _same(one: Claim, other: Claim) -> bool:
    return (one.span, one.kind, set(one.by), set(one.to)) == (other.span, other.kind, set(other.by), set(other.to))


def _plain(claim: Claim, name: str) -> object:
    """A speaker is the same by name; the rest as it stands."""
    value = getattr(claim, name)
    return value.name.casefold() if name == "said_by" and value is not None else value
