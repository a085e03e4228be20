"""The examples that a treaty file holds: cases that run as tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import ConfigDict

from casus.events import Act, Hits
from casus.treaties.vocabulary import Verdict

_STRICT = ConfigDict(extra="forbid", strict=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleAttack:
    """The attack of an example, as ``casus what-if`` takes it: what is left out is supposed, unless ``"unknown"``."""

    __pydantic_config__ = _STRICT
    by: tuple[str, ...]
    on: tuple[str, ...]
    act: Act = "armed-attack"
    hits: Hits | Literal["unknown"] | None = None
    place: str | None = None
    begun_by: tuple[str, ...] | Literal["unknown"] | None = None
    state_of_war: bool | Literal["unknown"] | None = None
    requested: bool | Literal["unknown"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What an example must come to."""

    __pydantic_config__ = _STRICT
    clause: str
    debtor: str
    verdict: Verdict
    creditor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A case that runs as a test."""

    __pydantic_config__ = _STRICT
    name: str
    day: date
    attack: ExampleAttack
    expect: Expect
