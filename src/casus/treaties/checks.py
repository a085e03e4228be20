"""Checks on one treaty beyond the words of its file: sources, parties, days; and its examples, run as cases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Any, Literal

from casus import places, states
from casus.errors import InputError
from casus.events import Attack, suppose
from casus.treaties.cases import Example
from casus.treaties.evaluate import Finding, evaluate
from casus.treaties.explain import tree
from casus.treaties.model import Treaty
from casus.world import World

Severity = Literal["error", "warning"]
#: How bad, what, and on which line if one can be named.
Found = tuple[Severity, str, int | None]

#: What stands where a source should, if there is none.
_NO_SOURCE = re.compile(r"\W*(todo|tbd|unknown|none|n/a)?\W*", re.IGNORECASE)


def line_of(text: str, key: str, *words: str) -> int | None:
    """The first line (from 1) that sets ``key`` and holds all the words; comments do not count.

    >>> line_of('id = "x"\\nparty = [\\n  { state = "FRA", from = 1900-01-01 },\\n]', "state", "FRA")
    3
    """
    sets = re.compile(rf"(^|[{{,\s]){re.escape(key)}\s*=")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith("#") and sets.search(line) and all(word in line for word in words):
            return number
    return None


def check(treaty: Treaty, stem: str | None = None, text: str = "") -> Iterator[Found]:
    """What is wrong or odd with one treaty; ``text`` is its file, for the lines."""
    if stem is not None and stem != treaty.id:
        yield "error", f'id "{treaty.id}" should be the name of the file', line_of(text, "id", treaty.id)
    yield from _sources(treaty, text)
    yield from _bonds(treaty, text)
    yield from _dates(treaty, text)
    evaluated = any(clause.trigger for clause in treaty.clause)
    if evaluated and not treaty.example:
        yield "warning", "has no example; give at least one case, and one in which no duty arises", None
    elif evaluated and all(e.expect.verdict != "not-triggered" for e in treaty.example):
        yield "warning", "no example pins a case in which no duty arises", None
    for example in treaty.example:
        wrong = run_example(treaty, example)
        if wrong:
            yield "error", wrong, line_of(text, "name", example.name)


def _bonds(treaty: Treaty, text: str) -> Iterator[Found]:
    """Promises need two sides, and whoever owes one is a party."""
    parties = {party.state for party in treaty.party}
    if len(parties) < 2:
        yield "error", f"has {'one party' if parties else 'no party'}; a treaty has two or more", line_of(text, "party")
    if treaty.short is not None and not treaty.short.strip():
        yield "error", "short is empty; leave it out or give a short title", line_of(text, "short")
    for clause in treaty.clause:
        for state in () if isinstance(clause.owes, str) else clause.owes:
            if state not in parties:
                says = f"clause {clause.id}: {state} owes it and is no party; list it under party"
                yield "error", says, line_of(text, "owes", f'"{state}"')


def _sources(treaty: Treaty, text: str) -> Iterator[Found]:
    for key, said in (("publication", treaty.source.publication), ("checked", treaty.source.checked)):
        if _NO_SOURCE.fullmatch(said):
            yield "error", f"source: {key} says nothing", line_of(text, key)
    for clause in treaty.clause:
        if _NO_SOURCE.fullmatch(clause.cite):
            yield "error", f"clause {clause.id}: cite says nothing", line_of(text, "cite", f'"{clause.cite}"')


def _dates(treaty: Treaty, text: str) -> Iterator[Found]:
    previous = None
    for spell in treaty.force:
        line = line_of(text, "from", str(spell.start))
        if spell.until is not None and spell.until <= spell.start:
            says = f"in force from {spell.start} until {spell.until}: the end is not after the beginning"
            yield "error", says, line
        if previous is not None and spell.start < previous.start:
            yield "error", f"spells of force out of order: {spell.start} after {previous.start}", line
        elif previous is not None and (previous.until is None or spell.start < previous.until):
            yield "error", f"spells of force overlap at {spell.start}", line
        previous = spell
    if treaty.signed and treaty.force and treaty.force[0].start < treaty.signed:
        says = f"in force ({treaty.force[0].start}) before it was signed ({treaty.signed})"
        yield "warning", says, line_of(text, "force")
    for kind, dated in (("clause", treaty.clause), ("reservation", treaty.reservation),
                        ("suspension", treaty.suspension), ("institution", treaty.institution)):  # fmt: skip
        yield from _backwards(kind, dated, text)
    yield from _memberships(treaty, text)


def _backwards(kind: str, dated: Iterable[Any], text: str) -> Iterator[Found]:
    for one in dated:
        if one.start and one.until and one.until <= one.start:
            says = f"{kind} from {one.start} until {one.until}: the end is not after the beginning"
            yield "error", says, line_of(text, "until", str(one.until))


def _memberships(treaty: Treaty, text: str) -> Iterator[Found]:
    for party in treaty.party:
        state = states.get(party.state)
        line = line_of(text, "state", f'"{party.state}"', *([str(party.start)] if party.start else []))
        if party.start and party.until and party.until <= party.start:
            yield "error", f"{party.state}: party from {party.start} until {party.until}", line
        begin = party.start or (treaty.force[0].start if treaty.force else treaty.signed)
        if begin is not None and not state.exists(begin):
            yield "error", f"{party.state} was no state on {begin}, when it is said to become a party", line
        last = party.until and party.until - timedelta(1)
        if last is not None and begin is not None and last > begin and not state.exists(last):
            yield "error", f"{party.state} was no state on {last}, when it is said to be a party still", line
    for a, b in combinations(treaty.party, 2):
        if a.state != b.state:
            continue
        line = line_of(text, "state", f'"{b.state}"', *([str(b.start)] if b.start else []))
        if (b.start or date.min) < (a.start or date.min):
            yield "error", f"{a.state}: spells as a party out of order", line
        elif (b.start or date.min) < (a.until or date.max):
            yield "error", f"{a.state}: spells as a party overlap", line


def run_example(treaty: Treaty, example: Example) -> str | None:
    """Run one example; what is wrong with it in words, or None."""
    expect = example.expect
    name = f'example "{example.name}"'
    try:
        finding = _finding(treaty, example)
    except InputError as error:
        return f"{name}: {error}"
    if finding is None:
        if expect.verdict == "not-triggered":
            return None  # no such finding at all: the treaty did not exist then, or the debtor was no party
        return f"{name}: no finding for clause {expect.clause}, debtor {expect.debtor}"
    if finding.verdict != expect.verdict:
        return f"{name}: expected {expect.verdict}, got\n{tree(finding)}"
    return None


def attack_of(example: Example) -> Attack:
    """The attack of an example, with ``casus what-if``'s suppositions."""
    said = example.attack

    def side(names: tuple[str, ...]) -> frozenset[str]:
        return frozenset(n if n.startswith("*") else states.find(n, example.day).id for n in names)

    return suppose(
        example.day,
        side(said.by),
        side(said.on),
        said.act,
        hits=said.hits,
        place=places.find(said.place, example.day) if said.place else None,
        begun_by=side(said.begun_by) if isinstance(said.begun_by, tuple) else said.begun_by,
        state_of_war=said.state_of_war,
        requested=said.requested,
    ).attack


def _finding(treaty: Treaty, example: Example) -> Finding | None:
    expect = example.expect
    found = [
        f
        for f in evaluate([treaty], attack_of(example), World.on(example.day))
        if f.clause.id == expect.clause and f.debtor == expect.debtor and expect.creditor in (None, f.creditor)
    ]
    rank = {"triggered": 0, "open": 1, "not-triggered": 2}
    return min(found, key=lambda f: rank[f.verdict], default=None)
