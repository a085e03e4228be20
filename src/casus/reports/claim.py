"""What a text says: a claim with its speaker, its chain of sources, how sure it is, how much and when."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from casus.reports.article import Span
from casus.sources import Source

Kind = Literal[
    "treaty", "pledge", "deploy", "transfer", "exercise", "test", "attack",
    "threaten", "sanction", "talk", "ceasefire", "accuse", "status", "assess",
]  # fmt: skip
Modality = Literal["asserted", "reported", "likely", "possible", "planned", "denied"]

#: Kind of claim → PLOVER event type, where one stands for it (accuse may also be PROTEST, treaty also REJECT).
PLOVER: dict[Kind, str | None] = {
    "treaty": "AGREE", "pledge": "SUPPORT", "deploy": "MOBILIZE", "transfer": "AID", "exercise": "MOBILIZE",
    "test": "MOBILIZE", "attack": "ASSAULT", "threaten": "THREATEN", "sanction": "SANCTION", "talk": "CONSULT",
    "ceasefire": "RETREAT", "accuse": "ACCUSE", "status": None, "assess": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it, as the text names them; ``state`` is the id of the state they speak for, where that is known."""

    name: str
    role: str | None = None
    organisation: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """How many: at least ``low``, at most ``high`` (None: no such bound). "thousands" is 1000 to None."""

    low: float | None
    high: float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class When:
    """Time of the act: ISO 8601 days or months (``2024-06``); ``end`` is None for an open or a point-like span."""

    start: str
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a claim was read so: the word it was read from, the rule that it met, and the path to its parties."""

    predicate: str
    rule: str
    path: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One predicate of one sentence. ``by`` and ``to``: ids of states, short ids of organisations and armed groups."""

    source: Source
    span: Span
    text: str
    kind: Kind
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    said_by: Speaker | None = None
    via: tuple[str, ...] = ()
    modality: Modality = "asserted"
    amount: Amount | None = None
    when: When | None = None
    where: tuple[str, ...] = ()
    plover: str | None = None
    extractor: str = "rules"
    quote: str | None = field(default=None, compare=False)
    why: Why | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """Hash of source, span, kind, by and to: the same reading of the same page has the same id."""
        key = "|".join(
            [self.source.id, f"{self.span.start}-{self.span.end}", self.kind, ",".join(self.by), ",".join(self.to)]
        )
        return hashlib.sha256(key.encode()).hexdigest()[:16]
