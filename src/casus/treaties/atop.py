"""ATOP 5.1's alliances, 1815-2018, as treaties: what the members' own rows say they undertook, and no more.

ATOP codes that a promise has a condition, not which adversary, place, conflict, number or demand that is. Such a
condition is a fact ``unsettled`` whose question names its kind, so the clause comes out open, never as a guess.

What becomes of each obligation of a phase (``defense`` and so on are ATOP's variables):

===========  ==============  ============================================================================
defense      defend          armed attack on a partner. ATOP means its sovereignty or territory; of a blow at its
                             forces or vessels elsewhere it says nothing: open. Likewise whether it runs against
                             a fellow party, where there are more than two.
offense      defend          a partner at war, on either side. Of a member that owes no defense: only wars that no
                             attack on the partner set off, so open unless the partner began it.
neutral      neutrality      a partner at war, on either side; with ``neucoatt`` only a partner attacked
nonagg       non-aggression  the debtor's own attack on a partner; ATOP codes no conditions
consul       consult         a crisis in which a partner is threatened or attacked
===========  ==============  ============================================================================

``..conpr``: unless provoked. ``concoreq``: on request. ``olimob``, a condition of some obligation of the member, ATOP
does not say of which: it leaves each of them open. ``conum`` may mean one adversary alone or more than one: open.

Who is bound, and when: see `_parties`. The mapping is argued for in ``docs/cards/atop.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from casus import states
from casus.datasets import atop
from casus.events import Act, Hits
from casus.treaties.model import Area, Clause, Origin, Party, Requires, Spell, Treaty, Trigger, Unless
from casus.treaties.vocabulary import Kind, Qualifier

_ELSEWHERE: tuple[Hits, ...] = ("forces", "vessels")


class _Word(NamedTuple):
    """How an obligation reads as a clause."""

    kind: Kind
    act: Act
    says: str


_WORDS = {
    "defense": _Word("defend", "armed-attack", "Fights for a partner whose sovereignty or territory is attacked."),
    "offense": _Word("defend", "war", "Fights beside a partner in cases other than an attack on it."),
    "neutral": _Word("neutrality", "armed-attack", "Does not help a third state in its conflict with a partner."),
    "nonagg": _Word("non-aggression", "armed-attack", "Uses no force against a partner."),
    "consul": _Word("consult", "crisis", "Consults in crises that may become armed conflicts."),
}  # fmt: skip
#: The end of a condition's name → what is asked; ``{}`` is the alliance.
_ASKS = {
    "coadv": "Is the adversary the one, or of the kind, that {} names?",
    "coloc": "Does this happen where {} asks for it?",
    "cocon": "Is this the conflict that {} was made for?",
    "conum": "Is this the number of adversaries, one alone or more than one, that {} asks for?",
    "codem": "Has the demand been met or refused on which {} makes it hang?",
    "imob": "Is the further condition met that {} sets for some of its promises?",
}


#: Alliances of ATOP that by their own words do not bind in law.
_POLITICAL = {3740: "Helsinki Final Act, 1 Aug 1975: not eligible for registration under Art. 102 of the UN Charter"}


@cache
def alliances() -> tuple[Treaty, ...]:
    """All alliances of ATOP 5.1, in the order of their numbers.

    >>> triple = next(t for t in alliances() if t.id == "atop-1350")
    >>> triple.title, triple.parties(date(1914, 7, 28)), triple.parties(date(1915, 7, 28))
    ('Germany, Austria-Hungary and Italy, 1882', ('DEU', 'AUH', 'ITA'), ('DEU', 'AUH'))
    """
    return tuple(_treaty(row) for row in atop.packaged())


def replacing(handwritten: Iterable[Treaty]) -> tuple[Treaty, ...]:
    """ATOP's alliances less those that a hand-written file stands for by its ``atop`` number or numbers."""
    known = {number for treaty in handwritten for number in treaty.atop_numbers}
    return tuple(treaty for treaty in alliances() if treaty.atop not in known)


def _treaty(row: dict[str, Any]) -> Treaty:
    number, phases = row["atopid"], row["phases"]
    first = phases[0]
    at_first = [cow for group in first[3] if group["first"] == first[1] for cow in group["states"]]
    signers = [states.name_of(atop.holder(cow, atop.day(first[1]))) for cow in at_first]
    checked = "ATOP 5.1, coded by its authors" + ("" if row["primary"] else " from secondary sources alone")
    dated = "dated from signature" + ("; when it was ratified ATOP does not say" if row["ratified"] else "")
    return Treaty(
        id=f"atop-{number}",
        title=f"{_listed(signers)}, {first[1][:4]}",
        form="treaty",
        binding="political" if number in _POLITICAL else None,
        binding_cite=_POLITICAL.get(number),
        source=Origin(
            publication=f"ATOP 5.1, alliance {number}",
            checked=checked,
            confidence="secondary" if row["primary"] else "unverified",
        ),
        clause=tuple(clause for phase in phases for clause in _clauses(number, phase, phases)),
        party=_parties(number, phases),
        atop=number,
        signed=atop.day(first[1]) if len(first[1]) == 10 else None,
        force=tuple(
            Spell(
                start=start,
                until=until or atop.BEYOND,
                cite=f"ATOP 5.1, {dated}" + ("" if until else "; in effect when ATOP ends, on 2018-12-31"),
            )
            for start, until in _joined([(days.start, days.until) for days in (atop.days(p[1], p[2]) for p in phases)])
        ),
    )  # fmt: skip


def _parties(number: int, phases: list[list[Any]]) -> tuple[Party, ...]:
    """Each state's spells as a party, over all phases.

    A member row repeats in every phase, so spells that touch are one. The last day counts: where an alliance ended by
    its breach, ATOP's last day is the day of the breach, and the promise is what was broken. A COW number is the state
    that bore it (365 is SUN from 30 December 1922 to 25 December 1991), and 255 and 260 are one Germany. In a month of
    which ATOP does not know the day it is open whether the state was bound. ATOP ends with 2018: later days are not its
    to answer, so what was in effect then is in force until 1 January 2019 and no longer.
    """
    perhaps: dict[str, list[tuple[date, date | None]]] = {}
    surely: dict[str, list[tuple[date, date | None]]] = {}
    for phase in phases:
        for group in phase[3]:
            days = atop.days(group["first"], group["last"])
            for cow in group["states"]:
                for state, start, until in atop.holders(cow):
                    perhaps.setdefault(state, []).append(_cut(days.start, days.until, start, until))
                    surely.setdefault(state, []).append(_cut(days.sure_from, days.sure_until, start, until))
    return tuple(spell for state in perhaps for spell in _spells(number, state, perhaps[state], surely[state]))


def _spells(
    number: int, state: str, perhaps: list[tuple[date, date | None]], surely: list[tuple[date, date | None]]
) -> Iterator[Party]:
    cite = f"ATOP 5.1, member rows of alliance {number}"
    name = states.name_of(state)
    which = f"Was {name} bound by ATOP alliance {number} on that day of the month? (ATOP gives no day.)"
    sure = _joined(surely)
    for start, until in _joined(perhaps):
        at: date | None = start
        for begins, ends in sure:
            if ends is not None and start <= begins and (until is None or ends <= until):
                if at is not None and at < begins:
                    yield _maybe(state, at, begins, cite, which)
                yield Party(state=state, start=begins, until=ends, cite=cite)
                at = ends
        if at is not None and at != until and at != atop.BEYOND:
            yield _maybe(state, at, until, cite, which)


def _maybe(state: str, start: date, until: date | None, cite: str, ask: str) -> Party:
    return Party(state=state, start=start, until=until, cite=cite, status="disputed", ask=ask)


def _clauses(number: int, phase: list[Any], phases: list[list[Any]]) -> Iterator[Clause]:
    """The promises of one phase; members whose rows say the same share a clause.

    A phase that runs beside another (the two heirs of Czechoslovakia) binds only its own members to each other. A
    member that owes different things to different members (``obvary``) gets a clause for those to whom the dyad-years
    show that it owes this one, and one that is open for those of whom they do not tell.
    """
    label, first, last, groups = phase
    start, _, _, until = atop.days(first, last)
    later = [begins for begins in (atop.day(other[1]) for other in phases) if begins > start]
    until = min([*later, *([until] if until else [])], default=None)
    alongside = any(other[1] == first and other is not phase for other in phases)
    many = len({cow for group in groups for cow in group["states"]}) > 2
    everyone = _ids(groups)
    for variable, word in _WORDS.items():
        cite = f"ATOP 5.1, member row {number}.{label}, "
        alike: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        for group in groups:
            flags = group["owes"].split()
            if variable in flags:
                beside = variable == "offense" and "defense" not in flags
                part = group["partly"].get(variable)
                conditions = tuple(f for f in flags if f == atop.OTHER_CONDITION or f in _CONDITIONS[variable])
                alike.setdefault((conditions, beside, str(part)), []).append(group)
        promises = [
            (conditions, beside, held, at_war, to, sure)
            for (conditions, beside, _), held in alike.items()
            for at_war in [variable == "offense" or (variable == "neutral" and "neucoatt" not in conditions)]
            for to, sure in _creditors(held[0]["partly"].get(variable), everyone if alongside else None, at_war)
        ]
        for nth, (conditions, beside, held, at_war, to, sure) in enumerate(promises):
            owes = _ids(held)
            requires = [_condition(number, f, cite) for f in conditions if f[3:] not in ("conpr", "coatt")]
            if beside:
                ask = f"Does ATOP alliance {number} promise help here too, though not against an attack as such?"
                requires.append(Requires(fact="begun-by-creditor", cite=f"{cite}offense", ask=ask, otherwise="open"))
            if not sure:
                debtors, creditors = (_listed([states.name_of(state) for state in ids]) for ids in (owes, to or ()))
                ask = f"Is the partner one to whom {debtors} owes this by ATOP alliance {number}? ({creditors}?)"
                requires.append(Requires(fact="unsettled", cite=f"{cite}obvary", ask=ask))
            unless = [Unless(fact="provoked", cite=cite + f) for f in conditions if f.endswith("conpr")]
            if many and variable == "defense":
                ask = f"Does ATOP alliance {number} run against a fellow party?"
                unless.append(Unless(fact="attacker-is-party", cite=f"{cite}defense", ask=ask, then="open"))
            qualifiers: tuple[Qualifier, ...] = ("on-request",) if "concoreq" in conditions else ()
            yield Clause(
                id=f"{label}.{variable}" + (f"-{nth + 1}" if len(promises) > 1 else ""),
                cite=cite + variable,
                kind=word.kind,
                says=word.says,
                owes="every-other-party" if owes == everyone and not alongside else owes,
                to="party-at-war" if at_war else to or "attacked-party",
                qualifiers=qualifiers,
                trigger=Trigger(
                    act=word.act,
                    area=_area(number, f"{cite}defense") if variable == "defense" else (),
                    requires=tuple(requires),
                    unless=tuple(unless),
                ),
                start=start,
                until=until,
            )


_CONDITIONS = {
    variable: frozenset(c for c in atop.CONDITIONS if letters and c.startswith(letters))
    for variable, letters in atop.OBLIGATIONS.items()
}


def _creditors(
    part: list[list[int]] | None, own: tuple[str, ...] | None, at_war: bool
) -> list[tuple[tuple[str, ...] | None, bool]]:
    """Those to whom a promise is owed (None: every other party), and whether it is sure that it is.

    A clause for parties at war takes no list of creditors: there it is asked whether the partner is one of them.
    """
    if part is None:
        return [(own, True)]
    owed, doubtful = (tuple(dict.fromkeys(state for cow in cows for state, _, _ in atop.holders(cow))) for cows in part)
    pairs = [(owed + doubtful, False)] if at_war else [(owed, True), (doubtful, False)]
    return [(to, sure) for to, sure in pairs if to]


def _condition(number: int, flag: str, cite: str) -> Requires:
    if flag == "concoreq":
        return Requires(fact="requested", cite=cite + flag)
    ask = _ASKS[flag[3:] if flag != atop.OTHER_CONDITION else "imob"].format(f"ATOP alliance {number}")
    return Requires(fact="unsettled", cite=cite + flag, ask=f"{ask} (ATOP does not say which.)")


def _area(number: int, cite: str) -> tuple[Area, ...]:
    """Territory; whether forces and vessels elsewhere too, ATOP does not say."""
    ask = f"Does ATOP alliance {number} cover a blow at {{}} outside the partner's territory?"
    beyond = (Area(cite=cite, hits=hits, ask=ask.format(hits)) for hits in _ELSEWHERE)
    return (Area(cite=cite, hits="territory"), *beyond)


def _ids(groups: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """The states that bore the numbers of the rows on any of their days."""
    ids: dict[str, None] = {}
    for group in groups:
        days = atop.days(group["first"], group["last"])
        for cow in group["states"]:
            for state, start, until in atop.holders(cow):
                begins, ends = _cut(days.start, days.until, start, until)
                if ends is None or begins < ends:
                    ids[state] = None
    return tuple(ids)


def _cut(start: date, until: date | None, after: date, before: date | None) -> tuple[date, date | None]:
    """The days of one spell that lie in another; the end is not after the beginning where there are none."""
    ends = [day for day in (until, before) if day is not None]
    return max(start, after), min(ends, default=None)


def _joined(spells: Iterable[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    """The same days as the fewest spells, in order; empty spells are dropped."""
    joined: list[tuple[date, date | None]] = []
    for start, until in sorted(spells, key=lambda spell: (spell[0], spell[1] or date.max)):
        if until is not None and until <= start:
            continue
        if joined and (joined[-1][1] is None or start <= joined[-1][1]):
            last = joined[-1][1]
            joined[-1] = (joined[-1][0], None if last is None or until is None else max(last, until))
        else:
            joined.append((start, until))
    return joined


def _listed(names: list[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``, ``A, B, C and 9 others``."""
    if len(names) > 4:
        names = [*names[:3], f"{len(names) - 3} others"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
