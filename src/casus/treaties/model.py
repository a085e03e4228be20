"""The words a treaty file may use, and the values it becomes. The format is explained in docs/treaty-format.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, Field

from casus.events import Act, Hits

Form = Literal["treaty", "exchange of notes", "protocol", "declaration", "statute", "order", "armistice"]
Binding = Literal["legal", "political", "disputed"]
Kind = Literal[
    "defend", "aid", "consult", "neutrality", "non-aggression", "no-aid-to-aggressor", "no-hostile-pact",
    "bases", "pledge", "permission", "status",
]  # fmt: skip
Duty = Literal["shall", "will", "declares-it-would-act", "may", "pledges"]
Qualifier = Literal[
    "as-it-deems-necessary", "constitutional-processes", "domestic-law", "un-51", "immediately", "all-means",
    "on-request", "joint-decision", "own-judgement",
]  # fmt: skip
FactName = Literal[
    "state-of-war", "begun-by-creditor", "external", "provoked", "attacker-is-party", "requested", "joint-finding",
    "unsettled",
]  # fmt: skip
Confidence = Literal["verified", "secondary", "unverified"]
Verdict = Literal["triggered", "open", "not-triggered"]

#: Forms whose words bind in law unless the file says otherwise; a declaration is taken as political.
LEGAL_FORMS = frozenset({"treaty", "exchange of notes", "protocol", "statute", "order", "armistice"})
#: Kinds that forbid instead of asking for help.
BARS = frozenset({"neutrality", "non-aggression", "no-aid-to-aggressor", "no-hostile-pact"})
#: Kinds that ask for help against an attack.
HELP = frozenset({"defend", "aid"})
QUALIFIERS: tuple[str, ...] = get_args(Qualifier)

#: Whose act counts: one of these words, or a list of states.
WhoseAct = Literal["anyone", "state", "two-or-more-states", "not-a-party"] | tuple[str, ...]

_STRICT = ConfigDict(extra="forbid", strict=False)
From = Annotated[date | None, Field(alias="from")]


def covers(start: date | None, until: date | None, day: date) -> bool:
    """Is the day in [start, until)? None on either side: no bound."""
    return (start is None or start <= day) and (until is None or day < until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A time in which something held: [from, until), with where that is written."""

    __pydantic_config__ = _STRICT
    start: Annotated[date, Field(alias="from")]
    until: date | None = None
    cite: str | None = None

    def covers(self, day: date) -> bool:
        """Is the day inside?"""
        return covers(self.start, self.until, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the text can be found, how it was checked (in words) and how sure that makes the file."""

    __pydantic_config__ = _STRICT
    publication: str
    checked: str
    confidence: Confidence = "unverified"
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One spell of one state as a party; ``status`` says where its membership is frozen or in dispute."""

    __pydantic_config__ = _STRICT
    state: str
    start: From = None
    until: date | None = None
    cite: str | None = None
    status: Literal["bound", "frozen", "disputed"] = "bound"
    ask: str | None = None

    def covers(self, day: date) -> bool:
        """Is the day inside the spell?"""
        return covers(self.start, self.until, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Where an attack must strike. Any row of a trigger's areas is enough.

    ``of``: whose territory, forces or vessels (left out: those of the state attacked). ``within``: treaty zones, any of
    which is enough. ``held``: recognised or administered as theirs (left out: either). ``soil``: the place is held by
    one of these states, whoever is struck there. A row with ``ask`` is one of which the text does not say whether it is
    covered: where it is met, the place is open.
    """

    __pydantic_config__ = _STRICT
    cite: str
    hits: Hits | None = None
    of: tuple[str, ...] | None = None
    within: tuple[str, ...] | None = None
    held: Literal["recognised", "administered"] | None = None
    soil: Literal["any-party"] | tuple[str, ...] | None = None
    start: From = None
    until: date | None = None
    ask: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requires:
    """A fact that must be so. ``otherwise`` (in the file: ``else``) is what follows where it is not."""

    __pydantic_config__ = _STRICT
    fact: FactName
    cite: str
    ask: str | None = None
    otherwise: Annotated[Literal["not-triggered", "open"], Field(alias="else")] = "not-triggered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unless:
    """A fact that stands in the way. ``then`` is what follows where it is so."""

    __pydantic_config__ = _STRICT
    fact: FactName
    cite: str
    ask: str | None = None
    then: Literal["not-triggered", "open"] = "not-triggered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What sets a clause off: an act, by whom, where, on which further conditions."""

    __pydantic_config__ = _STRICT
    act: Literal[Act, "any"]
    by: WhoseAct = "anyone"
    by_cite: str | None = None
    area: tuple[Area, ...] = ()
    requires: tuple[Requires, ...] = ()
    unless: tuple[Unless, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One promise: who owes what to whom, and when."""

    __pydantic_config__ = _STRICT
    id: str
    cite: str
    kind: Kind
    says: str
    owes: Literal["every-other-party"] | tuple[str, ...] = "every-other-party"
    to: Literal["attacked-party", "party-at-war", "every-other-party", "any-state"] | tuple[str, ...] = "attacked-party"
    duty: Duty = "shall"
    qualifiers: tuple[Qualifier, ...] = ()
    trigger: Trigger | None = None
    start: From = None
    until: date | None = None
    note: str | None = None

    def covers(self, day: date) -> bool:
        """Did this wording stand on the day?"""
        return covers(self.start, self.until, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """What one party made its own promise hang on: further conditions, or whose act counts (``by``)."""

    __pydantic_config__ = _STRICT
    state: str
    clause: tuple[str, ...]
    cite: str
    says: str
    start: From = None
    until: date | None = None
    by: WhoseAct = "anyone"
    requires: tuple[Requires, ...] = ()
    unless: tuple[Unless, ...] = ()

    def covers(self, day: date) -> bool:
        """Did it stand on the day?"""
        return covers(self.start, self.until, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """Between these two the treaty is not applied for a time.

    ``owed_by`` lists those whose own duty is suspended (left out: both); ``ask`` leaves the other direction open.
    """

    __pydantic_config__ = _STRICT
    between: tuple[str, str]
    start: Annotated[date, Field(alias="from")]
    cite: str
    until: date | None = None
    owed_by: tuple[str, ...] | None = None
    ask: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Who said, when and where, that a clause was met or not (``met`` left out: neither was said). Never decides."""

    __pydantic_config__ = _STRICT
    by: str
    day: date
    clause: str
    says: str
    cite: str
    met: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A body or a command by which the parties carry the treaty out."""

    __pydantic_config__ = _STRICT
    name: str
    cite: str
    start: From = None
    until: date | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Treaty:
    """One instrument with its parties, clauses and the days on which each was in force."""

    __pydantic_config__ = _STRICT
    id: str
    title: str
    form: Form
    source: Origin
    clause: tuple[Clause, ...]
    party: tuple[Party, ...]
    short: str | None = None
    above: bool = False  # it binds all alike and stands above the others (the UN Charter): told apart from them
    binding: Binding | None = None
    binding_cite: str | None = None
    atop: int | tuple[int, ...] | None = None
    signed: date | None = None
    force: tuple[Spell, ...] = ()
    reservation: tuple[Reservation, ...] = ()
    suspension: tuple[Suspension, ...] = ()
    position: tuple[Position, ...] = ()
    institution: tuple[Institution, ...] = ()
    example: tuple[Example, ...] = ()

    def __repr__(self) -> str:
        return f"Treaty({self.id!r}, {len(self.clause)} clauses)"

    @property
    def binds(self) -> Binding:
        """Whether it binds in law: as the file says, else by its form."""
        return self.binding or ("legal" if self.form in LEGAL_FORMS else "political")

    @property
    def began(self) -> date | None:
        """The day on which it was signed, else the first on which it was in force."""
        return self.signed or (min(s.start for s in self.force) if self.force else None)

    @property
    def atop_numbers(self) -> tuple[int, ...]:
        """The alliances of ATOP that it is or stands for."""
        return self.atop if isinstance(self.atop, tuple) else () if self.atop is None else (self.atop,)

    def in_force(self, day: date) -> bool:
        """Was the instrument in force on the day?"""
        return any(spell.covers(day) for spell in self.force)

    def parties(self, day: date) -> tuple[str, ...]:
        """States that are parties on the day, in the order of the file (in dispute and frozen included)."""
        return tuple(dict.fromkeys(p.state for p in self.party if p.covers(day)))

    def membership(self, state: str, day: date) -> Party | None:
        """The spell of ``state`` as a party that covers the day."""
        return next((p for p in self.party if p.state == state and p.covers(day)), None)
