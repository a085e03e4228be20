"""An act as read from one predicate, before it is known who says so, and which of the times named is its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from casus.reports.claim import Kind, Modality, When
from casus.reports.rules.dates import Time
from casus.reports.rules.names import Mention
from casus.reports.rules.phrases import Phrase
from casus.reports.rules.syntax import Sentence, Verb

#: By and to of the last act of each kind.
Last = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


@dataclass(slots=True)
class Event:
    """An act as read from one predicate, before it is known who says so; ``head`` is the token of the predicate.

    ``rule`` is the rule that it met, ``path`` where its parties stand, ``reader`` what read it: ``tags`` or ``parse``.
    """

    kind: Kind
    by: tuple[str, ...]
    to: tuple[str, ...]
    head: int
    modality: Modality = "asserted"
    counted: tuple[Phrase | None, ...] = ()
    plover: str | None = None
    verb: Verb | None = None
    accused: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    accuser: Phrase | None = None
    victim_is_speaker: bool = False
    to_speaker: bool = False
    by_speaker: bool = False
    fill: str | None = None
    unit: str | None = None
    where: list[Mention] = field(default_factory=list)
    rule: str = ""
    path: str = ""
    reader: str = "tags"


def ids(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The ids of mentions, each once, in order."""
    return tuple(dict.fromkeys(owner for m in mentions for owner in m.ids))


def time_of(s: Sentence, found: list[Time], head: int, masked: set[int]) -> When | None:
    """The time of the act whose verb or noun is token ``head``: the nearest without another verb between."""
    best: tuple[int, Time] | None = None
    for time in found:
        if time.start in masked:
            continue
        owner = _owner(s, time)
        free = owner is None or owner > head
        if owner == head or (free and not _between(s, head, time.start)):
            distance = abs(time.start - head)
            if best is None or distance < best[0]:
                best = distance, time
    return best[1].when if best else None


def _between(s: Sentence, a: int, b: int) -> bool:
    low, high = min(a, b), max(a, b)
    return any(
        s.tags[k] in {"R", "S"}
        or s.low(k) in {";"}
        or any(v.head == k and v.shape in {"finite", "participle"} for v in s.verbs)
        for k in range(low + 1, high)
    )


def _owner(s: Sentence, time: Time) -> int | None:
    """The head of the verb that the time belongs to: the last one before it in its clause, else the next one after."""
    for k in range(time.start - 1, -1, -1):
        if s.tags[k] in {"R", "S"} or s.low(k) in {";"}:
            break
        verb = next((v for v in s.verbs if v.head == k), None)
        if verb:
            return verb.head
    for verb in s.verbs:
        if verb.head >= time.end and verb.shape in {"finite", "participle"}:
            return verb.head
    return None


def rule_of(frame: dict[str, Any]) -> str:
    """A frame of the tables in a few words, for those who tune it."""
    names = str(frame.get("verbs") or frame.get("nouns")).split()
    asked = ", ".join(f"{key} {_listed(frame[key])}" for key in _ASKED if key in frame)
    return f"{frame['kind']}: {' '.join(names[:3])}{' ...' if len(names) > 3 else ''}{f' ({asked})' if asked else ''}"


_ASKED = ("object", "subject", "prep_object", "words", "to", "need")


def _listed(value: object) -> str:
    return " ".join(map(str, value[:4])) + (" ..." if len(value) > 4 else "") if isinstance(value, list) else str(value)
