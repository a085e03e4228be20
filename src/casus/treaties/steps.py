"""The steps from an attack to a verdict on one clause, each with the article that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from casus.events import Attack, name_of
from casus.places import Place
from casus.treaties.facts import DISPUTED_STATEHOOD, FACTS
from casus.treaties.model import Area, Clause, Requires, Treaty, Unless, covers
from casus.treaties.vocabulary import HELP, WhoseAct


@dataclass(frozen=True, slots=True)
class Step:
    """One question on the way, put so that *yes* goes on: True yes, False no, None not known; and what it rests on."""

    question: str
    answer: bool | None
    cite: str


#: More states than this are counted in a question, not named.
_MOST = 6
FORCE_QUESTION = "Is the treaty in force on the day?"


def alive(treaty: Treaty, day: date) -> bool:
    """Signed by the day, and not over by then."""
    if treaty.began is None or day < treaty.began:
        return False
    return not treaty.force or any(spell.until is None or day < spell.until for spell in treaty.force)


def reading_day(treaty: Treaty, day: date) -> date:
    """The day by which parties and wording are read: the day itself, or the first in force if that is still to come."""
    ahead = [spell.start for spell in treaty.force if spell.until is None or day < spell.until]
    return max(day, min(ahead)) if ahead else day


def walk(
    treaty: Treaty, clause: Clause, debtor: str, creditor: str, attack: Attack, called: frozenset[tuple[str, str]]
) -> Iterator[Step]:
    """The steps, as a lawyer would take them: the bond, the roles, the act, the place, the further conditions."""
    assert clause.trigger is not None
    yield from _bond(treaty, clause, debtor, creditor, attack.day)
    yield from _roles(clause, debtor, creditor, attack, called)
    if treaty.above and clause.kind == "non-aggression" and _own_land(debtor, creditor, attack):
        asked = f"Is {name_of(debtor)} barred from force for land recognised as its own, held by {name_of(creditor)}?"
        yield Step(asked, None, f"{clause.cite}: the text is silent")
    trigger = clause.trigger
    yield Step(f"Is it {_article(trigger.act)}?", attack.amounts_to(trigger.act), clause.cite)
    if trigger.by != "anyone" or trigger.by_except:
        question, counts = _whose_act(treaty, trigger.by, attack, trigger.by_except)
        unsaid = counts is False and trigger.by_else == "open"
        yield Step(
            trigger.by_ask or question if unsaid else question, None if unsaid else counts,
            trigger.by_cite or clause.cite,
        )  # fmt: skip
    if trigger.against is not None:
        foes = attack.on if creditor in attack.by else attack.by
        asked = f"Does {name_of(creditor)} fight {' or '.join(map(name_of, trigger.against))}?"
        yield Step(asked, bool(foes & set(trigger.against)), clause.cite)
    if trigger.area:
        yield _place_step(treaty, clause, creditor, attack)
    rows: list[Requires | Unless] = [*trigger.requires, *trigger.unless]
    for own in treaty.reservations(debtor, clause.id, attack.day):
        if own.by != "anyone":
            yield Step(*_whose_act(treaty, own.by, attack), own.cite)
        rows += [*own.requires, *own.unless]
    for row in rows:
        yield _condition(row, treaty, creditor, attack)
    named = {row.fact for row in rows}
    if "on-request" in clause.qualifiers and "requested" not in named:
        yield Step(f"Has {name_of(creditor)} asked for help?", attack.requested, clause.cite)
    began = attack.begun_by is not None and creditor in attack.begun_by
    if (
        began
        and clause.kind in HELP
        and clause.to == "attacked-party"
        and not named & {"begun-by-creditor", "provoked"}
    ):
        yield Step(f"Does {name_of(creditor)}, which began the war, count as attacked?", None, "the text is silent")


def _bond(treaty: Treaty, clause: Clause, debtor: str, creditor: str, day: date) -> Iterator[Step]:
    """Is there a promise between these two on the day?"""
    yield Step(FORCE_QUESTION, treaty.in_force(day), _force_cite(treaty, day))
    if treaty.binds == "disputed":
        yield Step("Does it bind in law?", None, treaty.binding_cite or treaty.source.publication)
    read_on = reading_day(treaty, day)
    for state in (debtor,) if clause.to == "any-state" else (debtor, creditor):
        spell = treaty.membership(state, read_on)
        if spell is not None and spell.status != "bound":
            yield Step(spell.ask or f"Is {name_of(state)} still bound?", None, spell.cite or treaty.source.publication)
    for row in treaty.suspension:
        if {debtor, creditor} == set(row.between) and covers(row.start, row.until, day):
            if row.owed_by is None or debtor in row.owed_by:
                yield Step(f"Does {name_of(debtor)} apply it towards {name_of(creditor)}?", False, row.cite)
            elif row.ask is not None:
                yield Step(row.ask, None, row.cite)


def _force_cite(treaty: Treaty, day: date) -> str:
    now = next((spell for spell in treaty.force if spell.covers(day)), None)
    if now is not None:
        return f"in force from {now.start}" + (f", {now.cite}" if now.cite else "")
    ahead = [spell for spell in treaty.force if day < spell.start]
    signed = f"signed {treaty.signed}, " if treaty.signed else ""
    return signed + (f"in force from {ahead[0].start}" + (f", {ahead[0].cite}" if ahead[0].cite else "") if ahead
                     else "not in force")  # fmt: skip


def _roles(
    clause: Clause, debtor: str, creditor: str, attack: Attack, called: frozenset[tuple[str, str]]
) -> Iterator[Step]:
    """Which side must the two be on? A promise not to attack is about the debtor's own act, others about another's."""
    if clause.kind == "non-aggression":
        yield Step(f"Does {name_of(debtor)} itself attack?", debtor in attack.by, clause.cite)
        yield Step(f"Is {name_of(creditor)} attacked?", creditor in attack.on, clause.cite)
    elif clause.kind == "no-hostile-pact":
        others = attack.on if creditor in attack.by else attack.by if creditor in attack.on else frozenset()
        against = debtor in others or any((debtor, other) in called for other in others)
        yield Step(f"Does {name_of(debtor)} stand, or is it called, against {name_of(creditor)}?", against, clause.cite)
    elif clause.kind != "consult" or clause.to != "every-other-party":  # all talk with all, attackers too
        if clause.to == "party-at-war":
            yield Step(f"Is {name_of(creditor)} at war?", attack.amounts_to("war"), clause.cite)
            foe = debtor in (attack.on if creditor in attack.by else attack.by)
            yield Step(f"Is {name_of(debtor)} not on the other side?", not foe, clause.cite)
        elif clause.to == "every-other-party":
            yield Step(f"Is {name_of(creditor)} not itself an attacker?", creditor not in attack.by, clause.cite)
        else:
            yield _attacked(creditor, attack, clause.cite)
        if clause.to != "party-at-war":
            yield Step(f"Is {name_of(debtor)} not itself an attacker?", debtor not in attack.by, clause.cite)


def _own_land(debtor: str, creditor: str, attack: Attack) -> bool:
    """Does the debtor strike land that is recognised as its own, and held by the creditor, or said to be?"""
    place = attack.place
    return isinstance(place, Place) and place.holder == debtor and creditor in (place.administrator, *place.said_to_run)


def _attacked(creditor: str, attack: Attack, cite: str) -> Step:
    """Is it the one attacked? Open for a state that fights for its own land, held by the one that it strikes."""
    place = attack.place
    own_land = isinstance(place, Place) and place.holder == creditor and place.administrator in attack.on
    if creditor in attack.by and creditor not in attack.on and own_land:
        return Step(f"Does {name_of(creditor)}, which fights for land of its own, count as attacked?", None, cite)
    return Step(f"Is {name_of(creditor)} the one attacked?", creditor in attack.on, cite)


def _whose_act(treaty: Treaty, by: WhoseAct, attack: Attack, but_not: tuple[str, ...] = ()) -> tuple[str, bool | None]:
    counting = attack.by - set(but_not)
    of_states = {a for a in counting if not a.startswith("*")}
    besides = f" other than {' or '.join(map(name_of, but_not))}" if but_not else ""
    match by:
        case "anyone":
            return f"Is it the act of one{besides}?", bool(counting)
        case "state":
            doubtful = bool(of_states) and of_states <= DISPUTED_STATEHOOD
            return f"Is it the act of a state{besides}?", None if doubtful else bool(of_states)
        case "two-or-more-states":
            return f"Is it the act of two or more states{besides}?", len(of_states) > 1
        case "not-a-party":
            outside = bool(counting - set(treaty.parties(attack.day)))
            return f"Is it the act of one outside the treaty{besides}?", outside
        case _:
            named = [name_of(one) for one in by]
            who = (
                " or ".join(named)
                if len(named) <= _MOST
                else f"{', '.join(named[:_MOST])} or {len(named) - _MOST} more"
            )
            return f"Is it the act of {who}?", bool(counting & set(by))


def _place_step(treaty: Treaty, clause: Clause, creditor: str, attack: Attack) -> Step:
    """Any row of the areas is enough; a row that cannot be told leaves the place open."""
    assert clause.trigger is not None
    struck_itself = clause.to != "every-other-party" and creditor in attack.on
    victims = [creditor] if struck_itself else sorted(v for v in attack.on if not v.startswith("*"))
    members = treaty.parties(reading_day(treaty, attack.day))
    answers = [(in_area(row, victim, attack, members), row) for victim in victims for row in clause.trigger.area]
    where = attack.place_for(victims[0]) if victims else None
    name = "place not known" if where is None else where.name if where.known else f"{where.name}: place not known"
    question = f"Does it strike inside the area of the clause ({name})?"
    settled = next((row for answer, row in answers if answer is True and row.ask is None), None)
    if settled is not None:
        return Step(question, True, settled.cite)
    doubtful = next((row for answer, row in answers if answer is not False), None)
    if doubtful is not None:
        return Step(doubtful.ask or question, None, doubtful.cite)
    return Step(question, False, "; ".join(dict.fromkeys(row.cite for row in clause.trigger.area)))


def in_area(row: Area, victim: str, attack: Attack, members: tuple[str, ...]) -> bool | None:
    """Does the blow at ``victim`` fall into one row of an area; ``members`` are the parties on the day."""
    if not covers(row.start, row.until, attack.day):
        return False
    place = attack.place_for(victim)
    owners = row.of if row.of is not None else (victim,)
    if victim not in owners:
        return False
    tests: list[bool | None] = []
    if row.hits is not None:
        tests.append(None if attack.hits is None else attack.hits == row.hits)
    if row.within is not None:
        tests.append(None if place is None or not place.known else bool(place.zones & set(row.within)))
    if row.soil is not None or row.hits == "territory" or row.held is not None:
        soil = (victim,) if row.soil is None else members if row.soil == "any-party" else row.soil
        tests.append(None if place is None else _any(place.held_by(state, row.held) for state in soil))
    return False if False in tests else None if None in tests else True


def _any(answers: Iterable[bool | None]) -> bool | None:
    """Is one of them yes? Not known, if none is yes and one is not known."""
    seen = set(answers)
    return True if True in seen else None if None in seen else False


def _condition(row: Requires | Unless, treaty: Treaty, creditor: str, attack: Attack) -> Step:
    """A further condition. Where the text leaves it open even though the fact is known, the reader is asked ``ask``."""
    rule = FACTS[row.fact]
    holds = rule.holds(attack, treaty, creditor)
    if isinstance(row, Requires):
        question, goes_on, otherwise = rule.if_required, holds, row.otherwise
    else:
        question, goes_on, otherwise = rule.if_barring, None if holds is None else not holds, row.then
    question = question.format(creditor=name_of(creditor))
    if goes_on is False and otherwise == "open":
        return Step(row.ask or question, None, row.cite)
    if goes_on is None and row.fact in ("unsettled", "joint-finding"):
        return Step(row.ask or question, None, row.cite)
    return Step(question, goes_on, row.cite)


def _article(act: str) -> str:
    match act:
        case "any":
            return "an act against it"
        case "war":
            return "war"
        case _:
            return f"{'an' if act[0] in 'aeiou' else 'a'} {act.replace('-', ' ')}"
