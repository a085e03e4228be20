"""An act as read from one predicate, before it is known who says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from casus.reports.claim import Kind, Modality
from casus.reports.names import Mention
from casus.reports.phrases import Phrase
from casus.reports.syntax import Verb

#: By and to of the last act of each kind.
Last = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


@dataclass(slots=True)
class Event:
    """An act as read from one predicate, before it is known who says so; ``head`` is the token of the predicate."""

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


def ids(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The ids of mentions, each once, in order."""
    return tuple(dict.fromkeys(owner for m in mentions for owner in m.ids))
