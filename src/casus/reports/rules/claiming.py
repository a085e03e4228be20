"""From an act to a claim: who vouches for it, how surely, how many, when and where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casus import states
from casus.errors import UnknownState
from casus.reports.claim import PLOVER, Claim, Modality, Speaker, Why
from casus.reports.rules.acts import Event, time_of
from casus.reports.rules.amounts import amount
from casus.reports.rules.attribution import Attribution
from casus.reports.rules.modality import stronger
from casus.reports.rules.speakers import named_speaker
from casus.reports.rules.where import where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casus.reports.article import Article, Span
    from casus.reports.rules.antecedents import Discourse
    from casus.reports.rules.dates import Time
    from casus.reports.rules.syntax import Sentence

#: A quotation for display is no longer than this.
QUOTE = 90


@dataclass(slots=True)
class Told:
    """A sentence with who says what in it and its times; ``masked`` are the words of the attributions themselves."""

    article: Article
    text: str
    span: Span
    s: Sentence
    said: list[Attribution]
    times: list[Time]
    masked: set[int]
    discourse: Discourse

    @property
    def sentence(self) -> str:
        """The words of the sentence."""
        return self.text[self.span.start : self.span.end]


def same(one: Claim, other: Claim) -> bool:
    """Whether two claims of a sentence are one row: the same act, with no other number or time."""
    same = (one.kind, one.by, one.to, one.modality) == (other.kind, other.by, other.to, other.modality)
    if one.when and other.when and one.when != other.when:
        return False
    return same and not (one.kind in {"deploy", "transfer", "attack"} and one.amount != other.amount)


def claim_of(told: Told, act: Event) -> Claim | None:
    """The claim that an act makes; None where nobody is left to have done it, or nobody denies it."""
    s, said, text = told.s, told.said, told.text
    source = source_of(act, said)
    if act.accuser is not None:
        person = named_speaker(s, act.accuser, text, told.discourse)
        source = Attribution(0, 0, frozenset(), person) if person else source
    if act.victim_is_speaker:
        state = source.speaker.state if source and not source.denies else None
        if not act.by and (state is None or state in act.by):
            return None
        act = replace(act, to=(state,) if state and state not in act.by else ())
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
        told.article.source, told.span, told.sentence, act.kind, act.by, act.to, speaker, via, modality, counted,
        time_of(s, told.times, act.head, told.masked), places, act.plover or PLOVER[act.kind],
        quote=_quote(s, act, text), why=_why(told, act, source),
    )  # fmt: skip


def source_of(act: Event, said: Sequence[Attribution]) -> Attribution | None:
    """Who vouches for an act: the attribution with the smallest stretch around it."""
    around = [a for a in said if a.start <= act.head < a.end and act.head not in a.own and not a.bare]
    return min(around, key=lambda a: (a.end - a.start, a.start)) if around else None


def denied_again(told: Told, denial: Attribution, before: list[Claim]) -> list[Claim]:
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
            span=told.span,
            text=told.sentence,
            said_by=denial.speaker,
            via=denial.via,
            modality="denied",
            when=None,
            amount=None,
            quote=told.sentence[:QUOTE],
            why=Why("denied", "a denial of what was told before", f"by {denial.speaker.name}"),
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
    if (verb is None or verb.shape != "finite") and (s.tokens[last - 2].text == "," and last - 2 > act.head):
        last -= 2  # "by sending troops to Russia, Kim": the subject of what follows
    start, end = s.tokens[first].start, s.tokens[last - 1].end
    if end - start > QUOTE and verb is not None and verb.start > first and verb.shape == "finite":
        start = s.tokens[verb.start].start
    if end - start > QUOTE:
        cut = text.rfind(" ", start, start + QUOTE)
        end = cut if cut > start else start + QUOTE
    return text[start:end].rstrip(" ,;")


def _why(told: Told, act: Event, source: Attribution | None) -> Why:
    """The word that the act was read from, the rule that it met, where its parties stand and who vouches for it."""
    said = f"said by {source.speaker.name}" if source is not None else "in the page's own voice"
    path = "; ".join(part for part in (act.path, said) if part)
    return Why(told.s.tokens[act.head].text, f"{act.rule or act.kind}, read by {act.reader}", path)
