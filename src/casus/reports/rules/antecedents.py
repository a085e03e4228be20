"""Remembers who was named, so that "the country", "its", "the two sides" and a bare surname find their owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casus.reports.rules.actors import heads
from casus.reports.rules.acts import Event
from casus.reports.rules.descriptions import Memory, described
from casus.reports.rules.names import Mention, table
from casus.reports.rules.sentences import Token
from casus.reports.rules.verbs import verb_forms
from casus.reports.rules.wordlists import BE, DETERMINERS, DO, HAVE, MODALS, PREPOSITIONS, words

if TYPE_CHECKING:
    from casus.reports.rules.attribution import Attribution

_COUNTRY = words("country nation republic kingdom sultanate emirate island archipelago state neighbour neighbor")
_PLURAL = words(
    "countries nations states neighbours neighbors sides governments armies kingdoms republics parties leaders "
    "rivals powers capitals parliaments giants presidents militaries navies fleets allies ministers men belligerents "
    "enemies foes koreas"
)
#: What may follow "the two" when no noun does.
_BARE = words("have had has were are will would since on in agreed signed met held over that for at by")
_HOSTILE = frozenset({"attack", "ceasefire", "talk", "threaten", "accuse"})
_STATES = words("countries nations states neighbours neighbors governments capitals")
_SEATS = words(
    "government army military navy force ministry parliament cabinet senate junta presidency congress minister premier"
)
_OF_STATE = words("foreign defence defense air armed prime interior")
_AUXILIARIES = BE | HAVE | DO | MODALS
_SEAS = words("mediterranean caribbean pacific baltic arctic himalayan african european asian atlantic arab gulf")
_BLOCS = {
    "alliance": frozenset({"NATO", "CSTO", "AES"}),
    "bloc": frozenset({"EU", "ECOWAS", "ASEAN", "G7", "SADC", "EAC", "GCC", "IGAD", "AU", "CIS"}),
    "commission": frozenset({"EU", "AU"}), "council": frozenset({"UN", "EU", "GCC"}),
}  # fmt: skip
_GROUP = words("group movement militia rebels insurgents organisation organization militants faction")
_ALLIANCE = words("alliance bloc union organisation organization pact council commission league")
#: Those who fight each other.
_FACING = words("sides armies enemies foes belligerents militaries")
_HIS = words("country own secretary cabinet envoy adviser predecessor successor spokesman party government")
_PACT = words("treaty pact accord agreement deal document text memorandum alliance")


@dataclass(slots=True)
class Person:
    """One who was named: full name, what they are, whom they speak for."""

    name: str
    role: str | None = None
    organisation: str | None = None
    ids: tuple[str, ...] = ()


@dataclass(slots=True)
class Discourse:
    """What has been read so far of one article."""

    people: dict[str, Person] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    recent: list[str] = field(default_factory=list)
    subject: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    acted: tuple[str, ...] = ()
    hostile: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    alliance: tuple[str, ...] = ()
    speaker: Person | None = None
    institution: Person | None = None
    person: Person | None = None
    given_last: dict[str, Person] = field(default_factory=dict)
    experts: set[str] = field(default_factory=set)
    last: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)

    home: tuple[str, ...] = ()
    front: tuple[str, ...] = ()
    told: list[Event] = field(default_factory=list)
    pairs: Counter[frozenset[str]] = field(default_factory=Counter)
    memory: Memory = field(default_factory=Memory)
    voice: Attribution | None = None

    def met(self, acts: Sequence[Event]) -> None:
        """Takes note of the acts of one sentence, and of the pairs that face each other in them."""
        self.told = list(acts) or self.told
        self.acted = ()
        for act in acts:
            both = tuple(dict.fromkeys((*act.by, *act.to)))
            if len(both) == 2:
                self.pairs[frozenset(both)] += 1
                self.acted = both
                if act.kind in _HOSTILE:
                    self.hostile = both

    def foes(self, by: tuple[str, ...], here: Sequence[Event] = ()) -> tuple[str, ...]:
        """The two that a truce, a border or a mediation is between, with ``by`` one of them if given."""
        for act in reversed(here):
            both = tuple(dict.fromkeys((*act.by, *act.to)))
            if len(both) == 2 and set(by) <= set(both):
                return both
        if self.hostile and set(by) <= set(self.hostile):
            return self.hostile
        return next((tuple(sorted(p)) for p, _ in self.pairs.most_common() if set(by) <= p), ())

    def look_back(self, mentions: Iterable[Mention], tokens: Sequence[Token]) -> None:
        """Notes whose front lines were spoken of, for "the front"."""
        for mention in mentions:
            if [t.low for t in tokens[mention.end : mention.end + 2]] == ["'s", "front"]:
                self.front = mention.ids

    def see(self, mentions: Iterable[Mention], subject: tuple[str, ...]) -> None:
        """Takes note of the names of one sentence and of the parties that its main clause spoke of."""
        for mention in mentions:
            if mention.sort == "pronoun":
                continue
            for owner in mention.ids:
                if mention.sort == "other":
                    continue
                if mention.sort in {"group", "organisation"}:
                    if mention.sort == "group":
                        self.group = (owner,)
                    else:
                        self.alliance = (owner,)
                else:
                    self.counts[owner] += 1
                if owner in self.recent:
                    self.recent.remove(owner)
                self.recent.append(owner)
        if subject:
            self.subject = subject
            if len(subject) > 1:
                self.several = subject

    def pair(self, before: Sequence[str], near: bool = False) -> tuple[str, ...]:
        """The two that "the two countries" means, given the ids named earlier in the sentence.

        With ``near`` ("the two neighbours") the one named there is one of the two; else only when the text is about it.
        """
        here = list(dict.fromkeys(before))
        if len(here) == 2:
            return tuple(here)
        if len(here) > 2:
            return ()
        ranked = [owner for owner, _ in self.counts.most_common(6) if owner not in here]
        known = [p for p, _ in self.pairs.most_common() if set(here) <= p and all(o in self.counts for o in p)]
        if here and known:
            return (here[0], next(iter(known[0] - {here[0]})))
        if len(here) == 1:
            top = [owner for owner, _ in self.counts.most_common(2)]
            if not near and here[0] not in top and len(top) == 2:
                return tuple(top)
            return (here[0], ranked[0]) if ranked else ()
        if len(self.acted) == 2 and all(o in self.counts for o in self.acted):
            return self.acted
        if len(self.several) == 2:
            return self.several
        if len(self.parties) == 2:
            return self.parties
        return tuple(ranked[:2]) if len(ranked) >= 2 else ()

    def country(self, before: Sequence[str], described: Sequence[str] = ()) -> tuple[str, ...]:
        """The state that "the country" means: one named after the subject, else the chief one of late."""
        kinds = [frozenset(table()["descriptions"][word]) for word in described if word in table()["descriptions"]]
        if kinds:
            for owners in (before[1:], self.recent, before):
                fitting = [o for o in owners if all(o in kind for kind in kinds)]
                if fitting:
                    return (max(reversed(fitting), key=lambda owner: self.counts[owner]),)
            return ()
        for owner in reversed(before):
            if owner != before[0]:
                return (owner,)
        near = [owner for owner in self.recent if owner not in before and owner in self.counts][-3:]
        if near:
            return (max(reversed(near), key=lambda owner: self.counts[owner]),)
        return (before[-1],) if before else ()

    def antecedents(self, tokens: Sequence[Token], named: Sequence[Mention]) -> list[Mention]:
        """Mentions for the words of this sentence that stand for someone named before; ``named`` are its names."""
        taken = {i for m in named for i in range(m.start, m.end)}
        found: list[Mention] = []
        i = 0
        while i < len(tokens):
            earlier = [*named, *found]
            hit = None if i in taken else self._at(tokens, i, earlier)
            if hit is None and i not in taken:
                before = [o for m in sorted(earlier, key=lambda m: m.start) if m.end <= i for o in m.ids]
                self.memory.subject = self.subject
                hit = described(tokens, i, self.memory, before, [o for o, _ in self.counts.most_common(4)])
                if hit and any(k in taken for k in range(hit.start, hit.end)):
                    hit = None
            if hit:
                found.append(hit)
                i = hit.end
            else:
                i += 1
        return found

    def _at(self, tokens: Sequence[Token], i: int, named: Sequence[Mention]) -> Mention | None:
        low = tokens[i].low
        earlier = sorted((m for m in named if m.end <= i and m.ids), key=lambda m: m.start)
        before = [owner for m in earlier if m.sort not in {"group", "organisation"} for owner in m.ids]
        if tokens[i].upper and low not in DETERMINERS and low not in PREPOSITIONS:
            surname = self.people.get(tokens[i].text)
            if surname and surname.ids:
                return Mention(i, i + 1, surname.ids, "leader")
        if (
            low == "there"
            and i
            and tokens[i - 1].low not in {",", "that", '"'}
            and i + 1 < len(tokens)
            and tokens[i + 1].low not in {"is", "was", "are", "were", "had", "has"}
        ):
            near = [owner for owner in self.recent if owner in self.counts][-1:]
            ids = self.country(before) if before else tuple(near)
            return Mention(i, i + 1, ids, "place") if ids else None
        if (
            low in {"its", "their"}
            and i + 1 < len(tokens)
            and tokens[i + 1].low in {"neighbour", "neighbor", "ally"}
            and not (i + 2 < len(tokens) and tokens[i + 2].upper)
        ):
            ids = self.country(before[:1] or list(self.subject))
            return Mention(i, i + 2, ids, "pronoun") if ids else None
        if low in {"its", "their", "it", "they", "them", "his", "he"}:
            return self._pronoun(tokens, i, earlier)
        if low in {"the", "both", "neither", "each", "these", "those", "either"}:
            return self._description(tokens, i, before, earlier)
        return None

    def _seat(self, tokens: Sequence[Token], i: int, before: Sequence[str]) -> Mention | None:
        """What "the government", "the army", "the foreign ministry" belong to: the state at home on the page."""
        k = i + 1
        while k < min(i + 3, len(tokens)) and tokens[k].low in _OF_STATE:
            k += 1
        if k >= len(tokens) or tokens[k].low not in _SEATS or before or not self.home:
            return None
        after = tokens[k + 1] if k + 1 < len(tokens) else None
        if after is None or after.low in {"of", "in", "'s", "official", "spokesman"} or after.upper:
            return None
        return Mention(i, k + 1, self.home, "pronoun")

    def _pronoun(self, tokens: Sequence[Token], i: int, earlier: Sequence[Mention]) -> Mention | None:
        low = tokens[i].low
        ids: tuple[str, ...] = ()
        if low in {"he", "his"}:
            last = next((m for m in reversed(earlier) if m.sort == "leader"), None)
            ids = last.ids if last else (self.person.ids if self.person else ())
            if (
                not ids
                and earlier
                and any(t.low in {"minister", "president", "premier", "leader", "king"} for t in tokens[:i])
            ):
                ids = earlier[0].ids
            if low == "his" and not any(t.low in heads() | _HIS for t in tokens[i + 1 : i + 4]):
                return None
        elif low in {"its", "it"}:
            if low == "it" and (
                i + 1 < len(tokens)
                and tokens[i + 1].low in {"is", "was", "remains", "seems", "appears"}
                and not earlier
            ):
                return None
            first = earlier[0] if earlier else None
            if (
                low == "it"
                and first
                and i
                and not (i + 1 < len(tokens) and tokens[i + 1].low in _AUXILIARIES)
                and (
                    tokens[i - 1].low in verb_forms()
                    or tokens[i - 1].low in verb_forms()
                    or tokens[i - 1].low.endswith("ed")
                    or tokens[i - 1].low in {"on", "against", "at", "with", "to"}
                )
            ):
                clause = max((k for k in range(i) if tokens[k].low in {"which", "who", "when"}), default=i)
                quoted = {k for k in range(i) if sum(t.low == '"' for t in tokens[:k]) % 2}
                others = [m for m in earlier if len(m.ids) == 1 and m.start < clause and m.start not in quoted]
                others = [m for m in others if m.sort != "pronoun" or m.end - m.start > 1]
                others = [m for m in others if m.ids != first.ids] or (others if clause < i else [])
                first = others[-1] if others else None
                return Mention(i, i + 1, first.ids, "pronoun") if first else None
            ids = first.ids if first and len(first.ids) == 1 else (self.subject if not first else ())
            if len(ids) != 1:
                ids = ()
        else:
            count = {owner for m in earlier for owner in m.ids}
            ids = tuple(dict.fromkeys(o for m in earlier[:2] for o in m.ids)) if len(count) == 2 else ()
            several = next((m for m in reversed(earlier) if len(m.ids) > 1), None)
            owners = [several] if several else [m for m in earlier if m.sort not in {"region", "capital", "place"}]
            if low == "they" and len({o for m in owners for o in m.ids}) in {1, 2, 3, 4}:
                ids = tuple(dict.fromkeys(o for m in owners for o in m.ids))
            if len(count) == 1 and low == "they":
                ids = earlier[0].ids
            if not count:
                ids = self.subject if len(self.subject) > 1 or low == "they" else ()
        return Mention(i, i + 1, ids, "pronoun") if ids else None

    def _description(
        self, tokens: Sequence[Token], i: int, before: Sequence[str], earlier: Sequence[Mention]
    ) -> Mention | None:
        low = tokens[i].low
        lows = [t.low for t in tokens[i : i + 6]]
        if low == "the" and len(lows) > 1 and tokens[i + 1].text in {"North", "South"}:
            if {"PRK", "KOR"} & {*self.counts, *before} and not (len(lows) > 2 and tokens[i + 2].upper):
                return Mention(i, i + 2, ("PRK",) if lows[1] == "north" else ("KOR",), "state")
            return None
        if low in {"both", "neither", "either"} or (low in {"the", "these"} and lows[1:2] == ["two"]):
            for k in range(1, min(4, len(lows))):
                if (
                    lows[k] in _PLURAL
                    or (k == 2 and low == "the" and not lows[k].isalpha())
                    or (k == 2 and low == "the" and lows[k] in _BARE)
                    or (low in {"neither", "either"} and lows[k] in {"side", "country", "government", "state", "army"})
                ):
                    ids = self.pair(before, lows[k] in {"neighbours", "neighbors", "rivals", "allies", "giants"})
                    if lows[k] in _FACING and len(self.hostile) == 2 and len(set(before)) != 2:
                        ids = self.hostile
                    if lows[k] in _STATES and set(ids) & set(table()["groups"]):
                        ids = tuple([o for o in self.counts if o not in table()["groups"]][:2])
                    end = i + k + (lows[k].isalpha() and lows[k] not in _BARE)
                    return Mention(i, end, ids, "pronoun") if len(ids) == 2 else None
            if low == "both" and i + 1 < len(tokens) and lows[1] in {"have", "are", "were", "still", "had", "claim"}:
                ids = self.pair(before)
                return Mention(i, i + 1, ids, "pronoun") if len(ids) == 2 else None
            return None
        if low == "the" and lows[1:2] in (["front"], ["frontline"], ["frontlines"]) and lows[2:3] != ["of"]:
            return Mention(i, i + 2 + (lows[2:3] in (["lines"], ["line"])), self.front, "place") if self.front else None
        if low == "the" and lows[1:2] == ["three"] and len(lows) > 2 and lows[2] in _PLURAL | {"juntas"}:
            return Mention(i, i + 3, self.several, "pronoun") if len(self.several) == 3 else None
        if low != "the":
            return None
        if seat := self._seat(tokens, i, before):
            return seat
        for k in range(1, min(4, len(lows))):
            if lows[k] in {"neighbour", "neighbor"} and k == 1 and not before and len(self.subject) == 1:
                ids = tuple(o for o in self.foes(self.subject) if o not in self.subject)
                return Mention(i, i + 2, ids, "pronoun") if ids else None
            if lows[k] in _COUNTRY and not (
                k + 1 < len(lows)
                and lows[k + 1] in {"of", "department", "television", "media", "news", "tv", "radio", "agency"}
            ):
                ids = self.country(before, lows[1 : k + 1])
                return Mention(i, i + k + 1, ids, "pronoun") if ids else None
            if (
                lows[k] in _PACT
                and self.parties
                and lows[k + 1 : k + 2] not in (["between"], ["with"], ["of"], ["on"], ["signed"])
            ):
                return Mention(i, i + k + 1, self.parties, "pact")
            inner = next(
                (m.ids for m in reversed(earlier) if m.sort == ("group" if lows[k] in _GROUP else "organisation")), ()
            )
            if inner and k == 1 and lows[k] in _GROUP | _ALLIANCE and lows[2:3] not in (["of"], ["between"], ["with"]):
                return Mention(i, i + 2, inner, "organisation")
            if lows[k] in _GROUP and self.group and k == 1 and lows[k + 1 : k + 2] != ["of"]:
                return Mention(i, i + 2, self.group, "group")
            fitting = _BLOCS.get(lows[k])
            if fitting and k == 1 and lows[2:3] not in (["of"], ["between"], ["with"]):
                last = next((o for o in reversed(self.recent) if o in fitting), None)
                if last:
                    return Mention(i, i + 2, (last,), "organisation")
            if (
                lows[k] in _ALLIANCE
                and self.alliance
                and k == 1
                and lows[k + 1 : k + 2] not in (["of"], ["between"], ["with"])
            ):
                return Mention(i, i + 2, self.alliance, "organisation")
            if not lows[k].isalpha() or lows[k] in PREPOSITIONS or (tokens[i + k].upper and lows[k] not in _SEAS):
                break
        return None
