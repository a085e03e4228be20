"""Learns the persons whom a text introduces: full name, role, organisation, state."""

from __future__ import annotations

from collections.abc import Sequence

from casus.reports.rules.actors import heads
from casus.reports.rules.antecedents import Discourse, Person
from casus.reports.rules.names import FAMILY_FIRST, Mention
from casus.reports.rules.sentences import Token
from casus.reports.rules.wordlists import DETERMINERS, PREPOSITIONS, words

_TITLES = words(
    "president prime minister premier king queen emir sultan prince chancellor foreign defence defense interior "
    "general admiral vice-admiral rear-admiral marshal colonel major captain commodore lieutenant brigadier "
    "commander secretary ambassador envoy spokesman spokeswoman spokesperson secretary-general chief senator sen. "
    "gen. col. lt. maj. adm. mr mr. mrs ms dr dr. professor sir lord lady deputy vice army navy state national "
    "security adviser of and the air force staff governor mayor speaker chairman leader director general-secretary "
    "crown sheikh ayatollah acting capt. cmdr."
)
_PARTICLES = words("al bin von van der de del della da dos di el ibn la le ter ten den du abu ben ould")


def learn_people(tokens: Sequence[Token], mentions: Sequence[Mention], discourse: Discourse) -> list[Mention]:
    """Notes the persons that a sentence introduces; gives back a mention for each name whose state it tells."""
    at = {i: m for m in mentions for i in range(m.start, m.end)}
    found: list[Mention] = []
    i = 0
    while i < len(tokens):
        end = _name_end(tokens, i, at)
        if end - i < 2:
            i += 1
            continue
        name = _text(tokens, i, end)
        person = Person(name)
        person.ids, person.role = _before(tokens, i, at)
        if not person.ids:
            person.ids, role, person.organisation = _after(tokens, end, at)
            person.role = person.role or role
        surname = tokens[end - 1].text
        if person.role or person.ids or person.organisation:
            discourse.people.setdefault(surname, person)
            discourse.given_last.setdefault(tokens[i].text, person)
            if person.ids:
                found.append(Mention(i, end, person.ids, "leader"))
                discourse.person = person
        i = end
    for mention in mentions:
        if mention.sort == "leader" and mention.end - mention.start > 1:
            name = _text(tokens, mention.start, mention.end)
            _, role, organisation = _after(tokens, mention.end, at)
            person = Person(name, _before(tokens, mention.start, at)[1] or role, organisation, mention.ids)
            known = discourse.people.setdefault(tokens[mention.end - 1].text, person)
            if mention.ids and mention.ids[0] in FAMILY_FIRST:
                discourse.people.setdefault(tokens[mention.start].text, known)
            discourse.person = known
    return found


def _text(tokens: Sequence[Token], start: int, end: int) -> str:
    return " ".join(t.text for t in tokens[start:end])


def _name_end(tokens: Sequence[Token], i: int, at: dict[int, Mention]) -> int:
    k = i
    while k < len(tokens) and k not in at:
        token = tokens[k]
        ok = (
            token.upper
            and token.text[0].isalpha()
            and token.low not in _TITLES
            and token.low not in DETERMINERS | PREPOSITIONS
        )
        particle = (
            k > i
            and (token.low in _PARTICLES or token.low.startswith("al-"))
            and k + 1 < len(tokens)
            and (tokens[k + 1].upper or token.low.startswith("al-"))
        )
        initial = token.text == "." and k > i and len(tokens[k - 1].text) == 1
        if not (ok or particle or initial) or token.low in {"i", "we", "he", "she", "it", "they", "but", "and", "if"}:
            break
        k += 1
    return k


def _before(tokens: Sequence[Token], i: int, at: dict[int, Mention]) -> tuple[tuple[str, ...], str | None]:
    """State and title before a name: "Russian President", "Thailand's acting prime minister,"."""
    k = i - 1
    if k >= 0 and tokens[k].low == ",":
        k -= 1
    stop = k + 1
    while (
        k >= 0
        and k not in at
        and (tokens[k].low in _TITLES or tokens[k].low in heads())
        and tokens[k].low not in {"the", "of", "and"}
    ):
        k -= 1
    while k + 1 < stop and tokens[k + 1].low in _HONORIFICS:  # a form of address is no role
        k += 1
    title = _text(tokens, k + 1, stop) if stop > k + 1 else None
    if title is None:
        return (), None
    if k >= 0 and tokens[k].low == "'s":
        k -= 1
    owner = at.get(k)
    if owner is None and tokens[0].low == "in" and 1 in at and at[1].sort in {"capital", "metonym"}:
        owner = at[1]  # "In Ankara, Foreign Minister ..."
    return (owner.ids if owner and len(owner.ids) == 1 else ()), title


def _after(tokens: Sequence[Token], end: int, at: dict[int, Mention]) -> tuple[tuple[str, ...], str | None, str | None]:
    """State, role and organisation that an apposition gives: ", a senior analyst at the X,", "of the Y Army"."""
    if end < len(tokens) and tokens[end].low == "of":
        stop = end + 1
        while stop < len(tokens) and (tokens[stop].upper or tokens[stop].low in {"the", "of", "for", "and"}):
            stop += 1
        start = end + 1 + (end + 1 < len(tokens) and tokens[end + 1].low == "the")
        organisation = _text(tokens, start, stop) if stop - start > 1 else None
        return _owner(tokens, end + 1, min(len(tokens), end + 6), at), None, organisation
    if end >= len(tokens) or tokens[end].low != ",":
        return (), None, None
    if end + 1 < len(tokens) and tokens[end + 1].low == "who":
        return (), None, _employer(tokens, end + 2)
    stop = end + 1
    while stop < len(tokens) and tokens[stop].low not in {
        ",",
        ";",
        ".",
        '"',
        "who",
        "which",
        "that",
        "said",
        "told",
        "says",
    }:
        stop += 1
    first = tokens[end + 1].low if end + 1 < len(tokens) else ""
    opening = (
        first in {"a", "an", "the", "its", "their", "one", "then", "former"}
        or first in heads()
        or end + 1 in at
        or first in _JOBS
    )
    if not opening or stop - end < 2:
        return (), None, None
    role_end = organisation = None
    for k in range(end + 1, stop):
        if tokens[k].low in {"at", "of", "with", "for", "in", "to"}:
            role_end = k
            if tokens[k].low in {"at", "of", "with", "for"}:
                j = k + 1 + (k + 1 < stop and tokens[k + 1].low in {"the", "a", "an"})
                organisation = _text(tokens, j, stop) if j < stop else None
            break
    start = end + 1 + (first in {"a", "an", "the", "its", "their", "one"})
    role = _text(tokens, start, role_end or stop) or None
    office = set(role.lower().split()) if role else set()
    ids = (
        _owner(tokens, end + 1, stop, at)
        if office & heads() and not office & {"former", "retired", "ex-president"}
        else ()
    )
    return ids, role, organisation


def _employer(tokens: Sequence[Token], start: int) -> str | None:
    """Where someone works, by a relative clause: ", who teaches law at the University of X,"."""
    for k in range(start, min(start + 12, len(tokens))):
        if tokens[k].low in {",", ";", ".", '"'}:
            return None
        if tokens[k].low in {"at", "for", "heads", "runs", "leads"}:
            j = k + 1 + (k + 1 < len(tokens) and tokens[k + 1].low in {"the", "a", "an"})
            stop = j
            while stop < len(tokens) and tokens[stop].low not in {",", ";", ".", '"', "and", "in"}:
                stop += 1
            named = stop > j and any(t.upper for t in tokens[j:stop])
            return _text(tokens, j, stop) if named else None
    return None


_HONORIFICS = words("dr dr. mr mr. mrs mrs. ms ms. sir lord lady")
_JOBS = words(
    "analyst researcher director professor lecturer fellow historian commander spokesman spokeswoman deputy senior "
    "head chief"
)


def _owner(tokens: Sequence[Token], start: int, stop: int, at: dict[int, Mention]) -> tuple[str, ...]:
    for k in range(start, stop):
        mention = at.get(k)
        if mention and len(mention.ids) == 1:
            after = tokens[mention.end].low if mention.end < len(tokens) else ""
            if (
                mention.sort in {"organisation", "group"}
                or after in heads() | {"'s", ",", "'", ".", '"', "to", "and", "general"}
                or tokens[k - 1].low == "of"
            ):
                return mention.ids
    return ()
