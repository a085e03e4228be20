"""Which of the times that a sentence names is the time of an act."""

from __future__ import annotations

from casus.reports.claim import When
from casus.reports.dates import Time
from casus.reports.syntax import Sentence


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
