"""States of affairs and judgements: who is at war, and what an expert makes of a state."""

from __future__ import annotations

from casus.reports.claim import Modality
from casus.reports.rules.actors import actors
from casus.reports.rules.acts import Event, ids
from casus.reports.rules.attribution import Attribution
from casus.reports.rules.modality import of_verb
from casus.reports.rules.names import Mention
from casus.reports.rules.subjects import subject
from casus.reports.rules.syntax import Sentence, Verb
from casus.reports.rules.wordlists import words

#: Words by which a page tells that its speaker judges for a living.
EXPERT = words(
    "analyst analysts expert experts researcher historian professor lecturer scholar fellow strategist academic "
    "economist teaches studies follows heads institute university college institution think-tank think centre center "
    "retired former"
)


def standing_events(s: Sentence) -> list[Event]:
    """Who is at war: "A and B remain technically at war", "A is at war with B"."""
    found: list[Event] = []
    for i in range(len(s.tokens) - 1):
        if s.low(i) != "at" or s.low(i + 1) != "war":
            continue
        verb = next((v for v in reversed(s.verbs) if v.head < i and i - v.head <= 4), None)
        if verb is None or verb.lemma not in {"be", "remain", "stay"} or verb.negated or of_verb(s, verb) is None:
            continue
        doer = subject(s, verb)
        by = ids(actors(s, doer))
        to = ids([s.at[i + 3]]) if s.low(i + 2) == "with" and i + 3 in s.at else ()
        if len(by) > 1 or (by and to):
            start = doer.start if doer else verb.start
            found.append(
                Event("status", by, to, i + 1, of_verb(s, verb) or "asserted", (), None, verb, (), start, i + 2)
            )
    return found


def judgement(s: Sentence, said: list[Attribution], experts: set[str]) -> list[Event]:
    """What an expert makes of a state, in a sentence that tells no act: agent first, then whom else it is about."""
    for voice in said:
        if voice.denies:
            continue
        expert = is_expert(s, voice, experts)
        for verb in s.verbs:
            if not voice.start <= verb.head < voice.end or verb.head in voice.own or verb.shape != "finite":
                continue
            modality = _modality(s, verb)
            by = _agents(s, verb)
            if not by or modality is None or not (expert or (verb.lemma == "be" and len(by) > 1)):
                continue
            others = [m for m in s.mentions if m.start not in voice.own and m.sort not in {"other", "pact"} and m.ids]
            to = tuple(t for t in ids(others) if t not in by)
            if len(to) > 2:
                return []
            start = next((m.start for m in s.mentions if m.ids and m.ids[0] == by[0]), verb.start)
            return [
                Event(
                    "assess",
                    by,
                    to,
                    verb.head,
                    modality,
                    (),
                    None,
                    verb,
                    (),
                    min(start, verb.start),
                    _end(s, voice, verb),
                )
            ]
    return []


def _end(s: Sentence, voice: Attribution, verb: Verb) -> int:
    """Where the words of the speaker end: at the mark of quotation or before the speaker's name."""
    for k in range(verb.head, len(s.tokens)):
        if (s.tags[k] == "Q" and (k + 1 in voice.own or s.low(k - 1) == ",")) or k in voice.own:
            return k
    return len(s.tokens)


def is_expert(s: Sentence, voice: Attribution, experts: set[str]) -> bool:
    """Whether a speaker judges for a living, by the words of the page; ``experts`` are those known so far."""
    speaker = voice.speaker
    if len(speaker.name.split()) < 2 or not all(
        w[:1].isupper() or w in {"al", "bin", "de", "von", "van"} or "-" in w for w in speaker.name.split()
    ):
        return False
    if speaker.name in experts:
        return True
    house = (speaker.organisation or "").lower().split()
    if (
        any(w in EXPERT or w in {"group", "foundation", "endowment", "council"} for w in house)
        or any(s.low(k) in EXPERT for k in voice.own)
        or any(w in EXPERT for w in (speaker.role or "").lower().split())
    ):
        experts.add(speaker.name)
        return True
    return False


def _modality(s: Sentence, verb: Verb) -> Modality | None:
    found = of_verb(s, verb)
    if found is None:
        return None
    return "possible" if found == "possible" else "reported"  # "will" is a forecast here, not a plan


def _agents(s: Sentence, verb: Verb) -> tuple[str, ...]:
    doer = subject(s, verb)
    if doer is None:
        return ()
    named: list[Mention] = actors(s, doer)
    if not named and s.low(0) in {'"', "for"}:  # "For Beijing the Baltic is a shop window"
        k = 1 + (s.low(0) == '"')
        if s.low(k - 1) == "for" and k in s.at and s.tag(s.at[k].end) in {"D", ","}:
            named = [s.at[k]]
    return ids(named)
