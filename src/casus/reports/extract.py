"""The rule reader: an article comes in, its claims go out, each with its speaker and how sure it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from casus import states
from casus.errors import UnknownState
from casus.reports.article import Article, Span
from casus.reports.claim import PLOVER, Claim, Modality, Speaker
from casus.reports.rules.acts import Event, time_of
from casus.reports.rules.amounts import amount
from casus.reports.rules.antecedents import Discourse
from casus.reports.rules.attribution import Attribution, attributions
from casus.reports.rules.dates import Time, day_of, times
from casus.reports.rules.grammar import parse
from casus.reports.rules.modality import stronger
from casus.reports.rules.names import Gazetteer, Mention, gazetteer
from casus.reports.rules.nominal import nominal_events
from casus.reports.rules.people import learn_people
from casus.reports.rules.predicates import events
from casus.reports.rules.sentences import sentences, tokens
from casus.reports.rules.speakers import named_speaker
from casus.reports.rules.statuses import EXPERT, judgement, standing_events
from casus.reports.rules.syntax import Sentence
from casus.reports.rules.tree import Tree
from casus.reports.rules.unreal import real
from casus.reports.rules.where import cities_named, where
from casus.reports.syntax import pipeline

#: A sentence with more tokens or names than these is a table or an attack on the reader: it is passed over.
MOST_TOKENS, MOST_NAMES = 250, 40
#: A quotation for display is no longer than this.
QUOTE = 90


def extract(article: Article) -> list[Claim]:
    """The claims of ``article`` in the order of its text; none when it does not speak of peace and war."""
    text = article.text
    if not speaks_of_war(text):
        return []
    published = day_of(article.published)
    names = gazetteer(published or date.today())
    discourse = Discourse()
    if article.dateline:
        discourse.home = next((m.ids for m in names.mentions(tokens(article.dateline)) if m.ids), ())
    claims: list[Claim] = []
    for span in sentences(text):
        claims.extend(_read(article, text, span, names, published, discourse, claims))
    return [claim for claim in claims if real(claim)]


def _read(
    article: Article, text: str, span: Span, names: Gazetteer, published: date | None, discourse: Discourse,
    before: list[Claim],
) -> list[Claim]:  # fmt: skip
    parts = tokens(text, span)
    letters = [c for c in text[span.start : span.end] if c.isalpha()]
    capitals = len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters)
    named = names.mentions(parts, capitals)
    if len(parts) > MOST_TOKENS or len(named) > MOST_NAMES:
        return []
    if not capitals:
        before_him = discourse.person
        named = sorted([*named, *learn_people(parts, named, discourse)], key=lambda m: m.start)
        newly, discourse.person = discourse.person, before_him  # "he" is one of an earlier sentence
    everyone = sorted([*named, *discourse.antecedents(parts, named)], key=lambda m: m.start)
    if not capitals:
        everyone = sorted([*everyone, *cities_named(parts, everyone)], key=lambda m: m.start)
        discourse.person = newly
    s = parse(parts, everyone, capitals)
    said = attributions(s, text, discourse)
    ours = _ours(s, said)
    if ours:
        s = parse(parts, sorted([*everyone, *ours], key=lambda m: m.start), capitals)
    if not capitals and s.verbs and named:
        s.tree = Tree.of(pipeline()(text[span.start : span.end]), span.start, parts)
    for k in {k for a in said for k in a.own}:  # "he added" speaks, it does not act
        if s.low(k) in {"he", "she", "it", "they"} and k in s.at:
            s.mentions.remove(s.at.pop(k))
    when = times(s, published)
    found: list[Claim] = []
    masked = {k for a in said for k in a.own}
    free = masked - {v.head for v in s.verbs if v.lemma == "warn"}
    told = [e for e in (*events(s, discourse.last), *standing_events(s)) if e.head not in free]
    acts = [*told, *(e for e in nominal_events(s, said, told) if e.head not in masked)]
    acts = [e for e in (_filled(e, discourse, acts, said) for e in acts) if e]
    judged = judgement(s, said, discourse.experts)
    if not acts:
        acts = judged
    for act in acts:
        claim = _claim(article, text, span, s, act, said, when, masked, discourse)
        if claim and not any(_same(claim, other) for other in found):
            found.append(claim)
    for denial in (a for a in said if a.bare):
        found.extend(_denied(article, text, span, denial, before))
    discourse.see(named, _subject(acts, named))
    discourse.met(acts)
    discourse.look_back(s.mentions, parts)
    for act in acts:
        discourse.last[act.kind] = (act.by, act.to)
        if max(len(act.by), len(act.to)) > 2:
            discourse.several = act.by if len(act.by) > 2 else act.to
    drafted = any(s.low(k) in {"agreement", "treaty", "pact", "accord", "deal"} for k in range(len(s.tokens)))
    if (
        acts
        and len(acts[0].by) + len(acts[0].to) > 1
        and (acts[0].kind == "treaty" or (acts[0].kind == "talk" and drafted))
    ):
        discourse.parties = (*acts[0].by, *acts[0].to)
    return found


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


def _filled(act: Event, discourse: Discourse, acts: list[Event], said: list[Attribution]) -> Event | None:
    """Puts in the party that an act leaves to what was said before; None where nobody fits."""
    if act.fill is None:
        return act
    if act.fill == "doer":
        to = next((e.by for e in reversed(discourse.told) if len(e.by) == 1 and e.by != act.by), ())
        return replace(act, to=to) if to else None
    voice = _source(act, said)
    if act.kind == "attack" and voice and voice.speaker.state and voice.speaker.state not in act.by:
        return replace(act, to=(voice.speaker.state,))
    before = [e for e in acts if e.head < act.head and e.fill is None]
    pair = discourse.foes(act.by if act.fill == "rival" else (), before)
    if act.fill == "parties":
        return replace(act, by=pair) if pair else None
    other = tuple(p for p in pair if p not in act.by)
    return replace(act, to=other) if other else (act if act.fill == "both" else None)


def _subject(acts: list[Event], named: list[Mention]) -> tuple[str, ...]:
    if acts and acts[0].by:
        return acts[0].by
    first = named[0] if named else None
    return first.ids if first is not None and first.start < 4 else ()


def _same(one: Claim, other: Claim) -> bool:
    same = (one.kind, one.by, one.to, one.modality) == (other.kind, other.by, other.to, other.modality)
    return same and not (one.kind in {"deploy", "transfer", "attack"} and one.amount != other.amount)


def _claim(
    article: Article, text: str, span: Span, s: Sentence, act: Event, said: list[Attribution], when: list[Time],
    masked: set[int], discourse: Discourse,
) -> Claim | None:  # fmt: skip
    source = _source(act, said)
    if act.accuser is not None:
        person = named_speaker(s, act.accuser, text, discourse)
        source = Attribution(0, 0, frozenset(), person) if person else source
    if act.victim_is_speaker:
        state = source.speaker.state if source and not source.denies else None
        if state is None or state in act.by:
            return None
        act = replace(act, to=(state,))
    state = source.speaker.state if source and not source.denies else None
    if act.to_speaker and not act.to and state and state not in act.by:
        act = replace(act, to=(state,))
    if act.by_speaker and not act.by:
        if state is None:
            return None
        act = replace(act, by=(state,), to=tuple(t for t in act.to if t != state))
    modality: Modality = act.modality
    speaker: Speaker | None = None
    via: tuple[str, ...] = ()
    if source is not None:
        speaker, via = source.speaker, source.via
        modality = "denied" if source.denies else stronger(act.modality, "reported")
    elif act.modality == "denied":
        return None  # a negation of the writer's own is no denial by anyone
    counted = next((a for a in (amount(s, p, act.unit) for p in act.counted) if a), None)
    places = where(s, act, text)
    return Claim(
        article.source, span, text[span.start : span.end], act.kind, act.by, act.to, speaker, via, modality, counted,
        time_of(s, when, act.head, masked), places, act.plover or PLOVER[act.kind], quote=_quote(s, act, text),
    )  # fmt: skip


def _source(act: Event, said: list[Attribution]) -> Attribution | None:
    """Who vouches for an act: the attribution with the smallest stretch around it."""
    around = [a for a in said if a.start <= act.head < a.end and act.head not in a.own and not a.bare]
    return min(around, key=lambda a: (a.end - a.start, a.start)) if around else None


def _denied(article: Article, text: str, span: Span, denial: Attribution, before: list[Claim]) -> list[Claim]:
    """ "X denied it": the act last told of by another, denied."""
    recent = [c for c in before[-6:] if c.kind not in {"accuse", "assess"} and c.modality in {"reported", "asserted"}]
    who = denial.speaker.state
    accused = next((c for c in reversed(before[-6:]) if c.kind == "accuse" and (who in c.to or not who)), None)
    last = next((c for c in reversed(recent) if who and c.by == (who,) and c.modality == "reported"), None)
    if last is not None and not denial.charge:
        accused = None
    if accused is not None:
        last = next((c for c in recent if c.span == accused.span and c.modality == "reported"), last)
    if last is None:
        return []
    if accused is not None and who is None:
        denial = replace(denial, speaker=Speaker(_named(accused.to[0]), state=accused.to[0]))
    return [
        replace(
            last,
            span=span,
            text=text[span.start : span.end],
            said_by=denial.speaker,
            via=denial.via,
            modality="denied",
            when=None,
            amount=None,
            quote=text[span.start : span.end][:90],
        )
    ]


def _named(owner: str) -> str:
    """The name of a state, or the id of what is none."""
    try:
        return states.get(owner).name
    except UnknownState:
        return owner


def _quote(s: Sentence, act: Event, text: str) -> str:
    """The clause of the act, from its predicate on where the whole is too long, cut at a word to 90 characters."""
    first, last = act.start, min(act.end, len(s.tokens))
    verb = act.verb
    if verb is not None and verb.shape == "infinitive" and verb.governor and s.tag(verb.start - 1) in {"ADJ", "N"}:
        subject_near = s.tag(verb.start - 2) in {"N", "NAME", "POS"}
        first = act.start if subject_near else verb.start - 1
    while first < last - 1 and s.tags[first] in {"P", "PUNCT", "C"}:
        first += 1
    while s.tag(last) == "ADV":
        last += 1
    start, end = s.tokens[first].start, s.tokens[last - 1].end
    if end - start > QUOTE and verb is not None and verb.start > first and verb.shape == "finite":
        start = s.tokens[verb.start].start
    if end - start > QUOTE:
        cut = text.rfind(" ", start, start + QUOTE)
        end = cut if cut > start else start + QUOTE
    return text[start:end].rstrip(" ,;")


_SIGNS = re.compile(
    r"\b(troops?|soldiers?|militar[a-z]+|arm(?:y|ies)|nav(?:y|al)|warships?|warplanes?|missiles?|sanctions?|cease-?fire|truce"
    r"|nuclear|treat(?:y|ies)|pact|defen[cs]e (?:ministry|minister|secretary|accord|pact|treaty)"
    r"|foreign (?:ministry|minister|secretary)|air ?force|air ?strikes?|shell(?:ing|ed)"
    r"|drones?|invaded|invasion"
    r"|occup(?:ied|ation)|militants?|insurgents?|rebels?|hostages?|weapons?|warheads?|fighters?|armed|peacekeepers?"
    r"|NATO|Security Council|embassy|ambassador|envoy|diplomats?|border|airspace|frontier"
    r"|brigades?|battalions?|artillery"
    r"|prisoners of war)\b",
    re.IGNORECASE,
)
#: So many different signs make a text one of ours.
LEAST = 3
#: In so short a text the words of war may be only those of the act itself.
SHORT = 400


def speaks_of_war(text: str) -> bool:
    """True when enough different words of war and diplomacy stand in ``text``.

    >>> speaks_of_war("The comedy bombarded its jury. " * 20)
    False
    """
    found: set[str] = set()
    if len(text) < SHORT:
        return True
    for match in _SIGNS.finditer(text):
        found.add(match.group(1).lower())
        if len(found) >= LEAST:
            return True
    return False
