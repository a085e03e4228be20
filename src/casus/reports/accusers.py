"""Who accuses whom, when a verb tells what someone is accused of."""

from __future__ import annotations

from casus.reports.phrases import Phrase, following
from casus.reports.subjects import subject
from casus.reports.syntax import Sentence, Verb


def word_before(s: Sentence, verb: Verb) -> str:
    """The word before a verb, adverbs left out."""
    k = verb.start - 1
    while s.tag(k) == "ADV":
        k -= 1
    return s.low(k)


def blamer(s: Sentence, verb: Verb) -> Phrase | None:
    """Who accuses, when the verb is what someone is accused of."""
    accuser = accuser_of(s, verb) if verb.shape == "gerund" else None
    if accuser is None:
        return None
    if accuser.passive:
        return next((p for p in following(s, accuser)[1] if p.preposition == "by"), None)
    return subject(s, accuser)


def accuser_of(s: Sentence, verb: Verb) -> Verb | None:
    """The verb of accusing that a gerund after "of" hangs on."""
    if word_before(s, verb) not in {"of", "for"}:
        return None
    for other in reversed([v for v in s.verbs if v.head < verb.head]):
        return other if other.lemma in {"accuse", "suspect", "blame"} else None
    return None
