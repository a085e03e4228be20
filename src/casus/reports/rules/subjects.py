"""Finds the subject of a verb through relative clauses and asides; and who accuses whom of what a verb tells."""

from __future__ import annotations

from casus.reports.rules.phrases import Phrase, following, listing, noun_before, phrase_of
from casus.reports.rules.syntax import Sentence, Verb
from casus.reports.rules.wordlists import TIME_WORDS, words


def subject(s: Sentence, verb: Verb, depth: int = 0) -> Phrase | None:
    """The subject of ``verb`` as a phrase, through relative clauses, parentheses and verbs that share one subject."""
    i = verb.start - 1
    while i >= 0 and (
        s.tags[i] in {"ADV", "NEG"}
        or s.low(i) in TIME_WORDS
        or (s.low(i) in {"on", "in", "last", "this"} and s.low(i + 1) in TIME_WORDS)
    ):
        i -= 1
    if i < 0 or depth > 4:
        return None
    if verb.shape == "infinitive" and (held := _held(s, verb)):
        return held
    if verb.shape == "infinitive" and (told := _told_to(s, verb)):
        return told
    if verb.shape == "infinitive" or verb.shape == "gerund":
        previous = _verb_before(s, verb.start)
        return subject(s, previous, depth + 1) if previous else None
    if verb.shape == "participle":
        return noun_before(s, i - 1) if s.low(i) == "," else _nearest(s, noun_before(s, i))
    if s.tags[i] == "C":  # "A did this and did that"
        previous = _speaking_before(s, i) if verb.lemma in _SPEAKS else None
        previous = previous or _verb_before(s, i, finite=True)
        return subject(s, previous, depth + 1) if previous else None
    if s.tags[i] == "R" and s.low(i) in {"who", "which", "that"}:
        k = i - 1
        while s.low(k) == "," or s.tag(k) in {"C"} or s.low(k) in {"of", "some", "most", "three", "all"}:
            k -= 1
        if s.tag(i - 1) == "C":  # "which did this and which did that"
            previous = _verb_before(s, i, finite=True)
            return subject(s, previous, depth + 1) if previous else None
        return noun_before(s, k)
    if s.low(i) in {",", ")"} or (s.low(i) == "-" and s.tokens[i].end - s.tokens[i].start == 1):
        opening = _opening(s, i)
        if opening is None:
            return None
        if s.tag(opening - 1) == "C":
            previous = _verb_before(s, opening, finite=True)
            return subject(s, previous, depth + 1) if previous else None
        return noun_before(s, opening - 1)
    return _past_relative(s, noun_before(s, i)) or _over_relative(s, i)


def _over_relative(s: Sentence, i: int) -> Phrase | None:
    """Steps over a relative clause that ends in a time: "sanctions that were lifted in 2015 will be imposed"."""
    held = next((v for v in reversed(s.verbs) if v.head <= i and v.shape == "finite"), None)
    return noun_before(s, held.start - 2) if held and i - held.head <= 5 and s.tag(held.start - 1) == "R" else None


def _told_to(s: Sentence, verb: Verb) -> Phrase | None:
    """Of whom an infinitive is expected or ordered: "expected Washington to blacklist"."""
    previous = _verb_before(s, verb.start)
    if previous is None or previous.passive or previous.lemma not in _TELLS or previous.end >= verb.start:
        return None
    return noun_before(s, verb.start - 1) if s.tag(verb.start - 1) in {"N", "NAME"} else None


_TELLS = words("expect order allow believe want ask authorise authorize instruct permit help force get see enable lead")
_HOLDERS = words("set due likely ready poised expected scheduled bound decision plan plans intention bid move")


def _held(s: Sentence, verb: Verb) -> Phrase | None:
    """The noun that an infinitive belongs to without a verb of its own: "troops set to depart", "A's plan to send"."""
    k = verb.start - 1
    if s.low(k) not in _HOLDERS:
        return None
    if s.tag(k - 1) in {"N", "NAME"} and s.low(k) in {
        "set",
        "due",
        "likely",
        "ready",
        "poised",
        "expected",
        "scheduled",
        "bound",
    }:
        return noun_before(s, k - 1)
    if s.tags[k] == "N" and (s.tag(k - 1) == "POS" or k - 1 in s.at):
        return noun_before(s, k - 1 - (s.tag(k - 1) == "POS"))
    return None


def _nearest(s: Sentence, phrase: Phrase | None) -> Phrase | None:
    """What a participle hangs on: the last noun of the phrase, with what it is "of"."""
    if phrase is None:
        return None
    start = max(
        [
            phrase.start,
            *(k + 1 for k in range(phrase.start, phrase.end) if s.tags[k] in {"P", "TO"} and s.low(k) != "of"),
        ]
    )
    return phrase_of(s, start, phrase.end) if start < phrase.end else phrase


def _past_relative(s: Sentence, phrase: Phrase | None) -> Phrase | None:
    """Steps over a relative clause without commas: "commandos who trained troops there were withdrawn"."""
    if phrase is None:
        return None
    if all(s.low(k) in TIME_WORDS or s.tags[k] in {"P", "NUM", "D"} for k in range(phrase.start, phrase.end)):
        return None
    held = next((v for v in s.verbs if v.end == phrase.start and v.shape == "finite"), None)
    if held and s.tag(held.start - 1) == "R":
        return noun_before(s, held.start - 2) or phrase
    return phrase


def relative_object(s: Sentence, doer: Phrase | None) -> Phrase | None:
    """What a relative clause has as its object: "the posts that the army keeps", "Iran, which Riyadh accuses"."""
    if doer is None or s.tag(doer.start - 1) != "R":
        return None
    k = doer.start - 2
    if s.low(k) == ",":
        k -= 1
    if s.low(k) in {"to", "with", "on", "in", "by", "of", "for", "at", "from", "under"}:
        return None
    return noun_before(s, k)


def _opening(s: Sentence, close: int) -> int | None:
    """The mark that opens the parenthesis closed at ``close``; None when there is none."""
    mark = {")": "(", ",": ",", "-": "-"}[s.low(close) if s.low(close) in "),-" else ","]
    best: int | None = None
    k = close - 1
    while k >= 0:
        if s.low(k) == mark and not (mark == "," and listing(s, k)):
            best = k
            # a list inside the parenthesis ("Latvia, the third member, with three more, summoned"): go on while the
            # stretch before does not begin a clause of its own
            if mark != "," or not _continues(s, k):
                return best
        elif s.low(k) in {";", ":"} or (s.low(k) == '"' and mark == ","):
            return best
        k -= 1
    return best


def _continues(s: Sentence, comma: int) -> bool:
    """Whether another comma before this one opens the same parenthesis."""
    for k in range(comma - 1, max(-1, comma - 25), -1):
        if s.low(k) == ",":
            opener = s.tag(k + 1)
            return opener == "R" or (opener == "D" and s.low(k + 1) in {"a", "an"})
    return False


_SPEAKS = words("say deny add tell announce claim insist threaten accuse condemn warn urge call")


def _speaking_before(s: Sentence, i: int) -> Verb | None:
    """The verb of saying whose subject goes on to say more: "denied that it had fired but said ..."."""
    return next((v for v in s.verbs if v.head < i and v.shape == "finite" and v.lemma in _SPEAKS), None)


def _verb_before(s: Sentence, i: int, finite: bool = False) -> Verb | None:
    found = None
    for verb in s.verbs:
        if verb.head >= i:
            break
        if not finite or verb.shape == "finite":
            found = verb
    return found


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
