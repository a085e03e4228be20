"""The values in which a treaty is held, as its file gives them. The format is explained in docs/treaty-format.md."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from casus.events import Act, Attack, Hits
from casus.treaties.cases import Example
from casus.treaties.vocabulary import (
    LEGAL_FORMS,
    Binding,
    Confidence,
    Duty,
    FactName,
    Form,
    Kind,
    Qualifier,
    WhoseAct,
)

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
    """What sets a clause off: an act, by whom, where, on which further conditions.

    ``by_except``: states whose act does not count. ``by_else`` says what follows if the act is that of another than
    ``by`` (then ``by_ask`` is asked). ``against``: whom the creditor must be fighting, as attacker or attacked.
    """

    __pydantic_config__ = _STRICT
    act: Literal[Act, "any"]
    by: WhoseAct = "anyone"
    by_except: tuple[str, ...] = ()
    by_cite: str | None = None
    by_else: Literal["not-triggered", "open"] = "not-triggered"
    by_ask: str | None = None
    against: tuple[str, ...] | None = None
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
    """What one party made its own promise hang on: further conditions, whose act counts (``by``), how far it goes."""

    __pydantic_config__ = _STRICT
    state: str
    clause: tuple[str, ...]
    cite: str
    says: str
    start: From = None
    until: date | None = None
    by: WhoseAct = "anyone"
    qualifiers: tuple[Qualifier, ...] = ()
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
class WhoseAttack:
    """Whose attack on whom something was said of; any one of each side is enough to know it again."""

    __pydantic_config__ = _STRICT
    by: tuple[str, ...]
    on: tuple[str, ...]

    def is_meant(self, attack: Attack) -> bool:
        """Is it this attack?"""
        return bool(attack.by & set(self.by)) and bool(attack.on & set(self.on))


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Who said, when and where, that a clause was met or not (``met`` left out: neither was said). Never decides.

    ``of``: of which attack it was said (left out: of the clause as such).
    """

    __pydantic_config__ = _STRICT
    by: str
    day: date
    clause: str
    says: str
    cite: str
    met: bool | None = None
    of: WhoseAttack | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A body or a command by which the parties carry the treaty out."""

    __pydantic_config__ = _STRICT
    name: str
    cite: str
    start: From = None
    until: date | None = None


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
    def name(self) -> str:
        """What to call it on a line."""
        return self.short or self.title

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

    def reservations(self, state: str, clause: str, day: date) -> list[Reservation]:
        """What the state made its promise in the clause hang on, as it stood on the day."""
        return [own for own in self.reservation if own.state == state and clause in own.clause and own.covers(day)]

    def as_owed(self, clause: Clause, debtor: str, day: date) -> Clause:
        """The clause as the debtor took it on: with the qualifiers that its own reservation adds."""
        added = [q for own in self.reservations(debtor, clause.id, day) for q in own.qualifiers]
        return replace(clause, qualifiers=tuple(dict.fromkeys((*clause.qualifiers, *added)))) if added else clause

    def membership(self, state: str, day: date) -> Party | None:
        """The spell of ``state`` as a party that covers the day."""
        return next((p for p in self.party if p.state == state and p.covers(day)), None)
