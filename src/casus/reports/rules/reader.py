"""Reads one sentence after another: names, syntax, speakers, acts; and remembers what later sentences point back to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casus.reports.rules.acts import Event
from casus.reports.rules.antecedents import Discourse
from casus.reports.rules.attribution import Attribution, attributions
from casus.reports.rules.claiming import Told, claim_of, denied_again, same, source_of
from casus.reports.rules.dates import times
from casus.reports.rules.goals import places_named
from casus.reports.rules.grammar import parse
from casus.reports.rules.graph import Graph
from casus.reports.rules.names import Gazetteer, Mention
from casus.reports.rules.nodes import laid_out
from casus.reports.rules.nominal import nominal_events
from casus.reports.rules.occurrences import told_by_nouns
from casus.reports.rules.people import learn_people
from casus.reports.rules.predicates import events
from casus.reports.rules.senses import told_by_verbs
from casus.reports.rules.sentences import tokens
from casus.reports.rules.standings import told_by_being
from casus.reports.rules.statuses import EXPERT, judgement, standing_events
from casus.reports.rules.syntax import Sentence
from casus.reports.rules.verdicts import judgements, opinions
from casus.reports.rules.voices import mended, voices
from casus.reports.rules.where import cities_named

if TYPE_CHECKING:
    from datetime import date

    from casus.reports.article import Article, Span
    from casus.reports.claim import Claim
    from casus.reports.rules.sentences import Token
    from casus.reports.syntax import Parses

#: A sentence with more tokens or names than these is a table or an attack on the reader: it is passed over.
MOST_TOKENS, MOST_NAMES = 250, 40
#: Two words for one act stand no further apart than this many tokens.
NEAR = 4


@dataclass(slots=True)
class Reader:
    """Reads the sentences of one article in order; ``claims`` are those found so far."""

    article: Article
    names: Gazetteer
    published: date | None
    parses: Parses
    text: str = ""
    discourse: Discourse = field(default_factory=Discourse)
    claims: list[Claim] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = self.article.text
        if self.article.dateline:
            home = self.names.mentions(tokens(self.article.dateline))
            self.discourse.home = next((m.ids for m in home if m.ids), ())

    def read(self, span: Span) -> None:
        """Read the sentence at ``span`` and add its claims."""
        parts = tokens(self.text, span)
        capitals = _in_capitals(self.text[span.start : span.end])
        named = self.names.mentions(parts, capitals)
        if len(parts) > MOST_TOKENS or len(named) > MOST_NAMES:
            return
        named, s = self._named(parts, named, capitals)
        said, s = self._voices(s, parts, capitals)
        graph = None
        if not capitals and (s.mentions or said):
            parsed = laid_out(self.parses[span])
            graph = Graph.of(s, parsed, span.start, _lately(self.discourse))
            said = mended(graph, self.text, self.discourse, said)
            said += voices(graph, self.text, self.discourse, said)
        for k in {k for a in said for k in a.own}:  # "he added" speaks, it does not act
            if s.low(k) in {"he", "she", "it", "they"} and k in s.at:
                s.mentions.remove(s.at.pop(k))
        masked = {k for a in said for k in a.own}
        told = Told(self.article, self.text, span, s, said, times(s, self.published), masked, self.discourse)
        raw = _acts(told, graph)
        acts = [e for e in (_filled(e, told, raw) for e in raw) if e]
        self._claim(told, graph, acts)
        self._remember(s, graph, parts, named, acts)

    def _named(self, parts: list[Token], named: list[Mention], capitals: bool) -> tuple[list[Mention], Sentence]:
        """The names of a sentence with the persons that it introduces, and all that stands for a name."""
        if not capitals:
            before_him = self.discourse.person
            named = sorted([*named, *learn_people(parts, named, self.discourse)], key=lambda m: m.start)
            newly, self.discourse.person = self.discourse.person, before_him  # "he" is one of an earlier sentence
        everyone = sorted([*named, *self.discourse.antecedents(parts, named)], key=lambda m: m.start)
        if not capitals:
            everyone = sorted([*everyone, *cities_named(parts, everyone)], key=lambda m: m.start)
            self.discourse.person = newly
        return named, parse(parts, everyone, capitals)

    def _voices(self, s: Sentence, parts: list[Token], capitals: bool) -> tuple[list[Attribution], Sentence]:
        """Who speaks in a sentence, one who goes on from the last included; and the sentence with "we" resolved."""
        said = attributions(s, self.text, self.discourse)
        if not said and self.discourse.voice is not None and _all_quoted(s):
            said = [replace(self.discourse.voice, start=0, end=len(s.tokens), own=frozenset())]
        quotes = any(tag == "Q" for tag in s.tags)
        self.discourse.voice = next((a for a in said if not a.denies), None) if quotes else None
        ours = _ours(s, said)
        return said, parse(parts, sorted([*s.mentions, *ours], key=lambda m: m.start), capitals) if ours else s

    def _claim(self, told: Told, graph: Graph | None, acts: list[Event]) -> None:
        """Add the claims of a sentence: of its acts, else of its judgements; and what it denies again."""
        found: list[Claim] = []
        heads: list[int] = []
        if graph is not None and (stretches := opinions(graph, told.said, self.discourse.experts)):
            acts = [act for act in acts if not any(start <= act.head < end for start, end in stretches)]
        for act in acts:
            claim = claim_of(told, act)
            if claim and not any(same(claim, other) for other in found):
                found.append(claim)
                heads.append(act.head)
        judged = judgements(graph, told.said, heads) if graph is not None else []
        for act in judged or ([] if acts else judgement(told.s, told.said, self.discourse.experts)):
            if claim := claim_of(told, act):
                found.append(claim)
                acts.append(act)
        for denial in (a for a in told.said if a.bare):
            found.extend(denied_again(told, denial, [*self.claims, *found]))
        self.claims += found

    def _remember(
        self, s: Sentence, graph: Graph | None, parts: list[Token], named: list[Mention], acts: list[Event]
    ) -> None:
        discourse = self.discourse
        discourse.see(named, _subject(acts, named))
        discourse.met(acts)
        discourse.memory.note(parts, named)
        if graph is not None:
            discourse.memory.things.update(places_named(graph))
        discourse.look_back(s.mentions, parts)
        for act in acts:
            if len(act.by) > 1:
                discourse.memory.remember(act.by)
            if act.by and act.to and len(act.by) + len(act.to) < 6:
                discourse.memory.remember((*act.by, *act.to))
            discourse.last[act.kind] = (act.by, act.to)
            if max(len(act.by), len(act.to)) > 2:
                discourse.several = act.by if len(act.by) > 2 else act.to
        first = acts[0] if acts else None
        drafted = any(token.low in {"agreement", "treaty", "pact", "accord", "deal"} for token in s.tokens)
        if (
            first
            and len(first.by) + len(first.to) > 1
            and (first.kind == "treaty" or (first.kind == "talk" and drafted))
        ):
            discourse.parties = (*first.by, *first.to)


def _in_capitals(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _acts(told: Told, graph: Graph | None) -> list[Event]:
    """The acts of a sentence by its tags and by its parse, each once, in the order of the text."""
    s, said = told.s, told.said
    free = told.masked - {v.head for v in s.verbs if v.lemma == "warn"}
    found = [e for e in (*events(s, told.discourse.last), *standing_events(s)) if e.head not in free]
    acts = [*found, *(e for e in nominal_events(s, said, found) if e.head not in told.masked)]
    if graph is None:
        return acts
    new = [e for e in (*told_by_verbs(graph), *told_by_being(graph)) if e.head not in free]
    named = [e for e in told_by_nouns(graph, ()) if e.head not in told.masked]
    acts = [_fuller(e, [*new, *named]) for e in acts]
    acts += [e for e in new if not any(_told(e, other) for other in acts)]
    acts += [e for e in told_by_nouns(graph, acts) if e.head not in told.masked]
    return sorted(acts, key=lambda e: e.head)


def _lately(discourse: Discourse) -> list[str]:
    """The states that were spoken of before, the last first."""
    return [owner for owner in reversed(discourse.recent) if owner in discourse.counts][:4]


def _told(event: Event, other: Event) -> bool:
    """Whether another event of the sentence tells the same act."""
    if event.head == other.head:
        return True
    if event.kind != other.kind:
        return False
    shared = bool({*event.by, *event.to} & {*other.by, *other.to})
    return shared and abs(event.head - other.head) <= NEAR


def _fuller(event: Event, others: list[Event]) -> Event:
    """The event, with the target that another reading of the same act adds."""
    for other in others:
        alike = other.kind == event.kind and other.head == event.head
        near = other.kind == event.kind and {*event.by} == {*other.by} and abs(other.head - event.head) <= NEAR + 2
        if (
            (alike or near)
            and other.to
            and not event.to
            and {*event.by} <= {*other.by}
            and not {*event.by} & {*other.to}
        ):
            return replace(event, by=other.by, to=other.to)
    return event


def _all_quoted(s: Sentence) -> bool:
    """Whether a sentence is nothing but a quotation, so that the last speaker goes on."""
    marks = [k for k, tag in enumerate(s.tags) if tag == "Q"]
    return len(marks) in {1, 2} and marks[0] == 0 and (len(marks) == 1 or marks[1] >= len(s.tokens) - 2)


def _ours(s: Sentence, said: list[Attribution]) -> list[Mention]:
    """What "we" and "our" stand for in the words of one who speaks for a state."""
    found = []
    for voice in said:
        role = f"{voice.speaker.role or ''} {voice.speaker.organisation or ''}".lower().split()
        if voice.speaker.state is None or any(w in EXPERT for w in role):
            continue
        for k in range(voice.start, voice.end):
            if s.low(k) in {"we", "our", "us"} and s.tokens[k].text != "US" and k not in s.at and k not in voice.own:
                found.append(Mention(k, k + 1, (voice.speaker.state,), "pronoun"))
    return found


def _filled(act: Event, told: Told, acts: list[Event]) -> Event | None:
    """Puts in the party that an act leaves to what was said before; None where nobody fits."""
    if act.fill is None:
        return act
    if act.fill == "doer":
        to = next((e.by for e in reversed(told.discourse.told) if e.by and not {*e.by} & {*act.by}), ())
        return replace(act, to=to) if to else None
    voice = source_of(act, told.said)
    if act.kind == "attack" and voice and voice.speaker.state and voice.speaker.state not in act.by:
        return replace(act, to=(voice.speaker.state,))
    before = [e for e in acts if e.head < act.head and e.fill is None]
    pair = told.discourse.foes(act.by if act.fill == "rival" else (), before)
    if act.fill == "parties":
        return replace(act, by=pair) if pair else None
    other = tuple(p for p in pair if p not in act.by)
    return replace(act, to=other) if other else (act if act.fill == "both" else None)


def _subject(acts: list[Event], named: list[Mention]) -> tuple[str, ...]:
    if acts and acts[0].by:
        return acts[0].by
    first = named[0] if named else None
    return first.ids if first is not None and first.start < 4 else ()
