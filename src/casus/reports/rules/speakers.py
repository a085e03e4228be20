"""Whom a phrase names as a speaker, and who was told, where and through which agencies."""

from __future__ import annotations

from dataclasses import replace

from casus.reports.claim import Speaker
from casus.reports.rules.actors import actors
from casus.reports.rules.antecedents import Discourse, Person
from casus.reports.rules.names import agencies, institutes
from casus.reports.rules.phrases import Phrase
from casus.reports.rules.syntax import Sentence, Verb, span_text
from casus.reports.rules.wordlists import TIME_WORDS, words


def spoken_by(person: Person) -> Speaker:
    """The person as a claim's speaker; an institute gives its state."""
    state = person.ids[0] if len(person.ids) == 1 else None
    if state is None and person.organisation:
        state = institutes().get(person.organisation.lower().removeprefix("the "))
    return Speaker(person.name, person.role, person.organisation, state)


def who(s: Sentence, phrase: Phrase, text: str, discourse: Discourse) -> Person | None:
    """The speaker that a phrase names: a person, an institution, or one named before."""
    low = s.low(phrase.start)
    if phrase.end - phrase.start == 1 and low in {"he", "she", "they"}:
        return discourse.speaker or discourse.person
    if phrase.end - phrase.start == 1 and low == "it":
        return _itself(s, phrase, text) or discourse.institution
    if phrase.end - phrase.start == 1 and low in {"her", "his"}:
        return discourse.speaker
    if low in {"i", "we", "you", "there", "this", "that", "these", "one", "what"} and phrase.end - phrase.start == 1:
        return None
    person = _named(s, phrase, discourse) or _institution(s, phrase, text)
    if person is None:
        return None
    if (any(c.isupper() for c in person.name[:1]) and person.role is not None) or person.name in {
        p.name for p in discourse.people.values()
    }:
        discourse.speaker = discourse.person = person
    elif any(w in _HUMAN for w in person.name.lower().split()):
        discourse.speaker = person
    if not any(w in _HUMAN for w in person.name.lower().split()) and person.role is None:
        discourse.institution = person
    return person


_HUMAN = words(
    "official officials officer general minister spokesman spokeswoman analyst expert diplomat delegate commander "
    "source president leader envoy ambassador attache"
)


def _itself(s: Sentence, phrase: Phrase, text: str) -> Person | None:
    """Who "it" is when the sentence has named them before."""
    first = s.mentions[0] if s.mentions else None
    if first is None or first.start >= phrase.start or first.sort == "pronoun":
        return None
    return Person(span_text(s.tokens, first.start, first.end, text), ids=first.ids)


def named_speaker(s: Sentence, phrase: Phrase, text: str, discourse: Discourse) -> Speaker | None:
    """The speaker that a phrase of the sentence names, for words that are attributed by the verb itself."""
    person = who(s, phrase, text, discourse)
    return spoken_by(person) if person else None


def _named(s: Sentence, phrase: Phrase, discourse: Discourse) -> Person | None:
    for k in range(phrase.head, phrase.start - 1, -1):
        known = discourse.people.get(s.tokens[k].text)
        if known:
            return known
    if phrase.end - phrase.start == 1 and (known := discourse.given_last.get(s.tokens[phrase.start].text)):
        return known
    run = [
        k for k in range(phrase.start, phrase.head + 1) if s.tags[k] == "NAME" and k not in s.at and s.tokens[k].upper
    ]
    if s.capitals or not run or run[-1] != phrase.head or s.tags[phrase.start] == "D":
        return None
    start = run[-1]
    while start - 1 >= phrase.start and s.tags[start - 1] == "NAME" and start - 1 not in s.at:
        start -= 1
    return Person(" ".join(t.text for t in s.tokens[start : phrase.head + 1]), None)


def _institution(s: Sentence, phrase: Phrase, text: str) -> Person | None:
    start, end = phrase.start, phrase.end
    while start < end and (
        s.tags[start] in {"Q", "PUNCT", "C"}
        or (s.tags[start] == "D" and s.low(start) not in {"its", "their", "his", "her"})
    ):
        start += 1
    if s.low(start) in {"its", "his", "her", "their"} and end - start > 1:
        start += 1
    if s.low(start) in {"the", "two", "a", "an"} or s.tag(start) == "NUM":
        start += s.low(start) in {"the", "a", "an", "two", "three"}
    if start >= end or end - start > 16:
        return None
    whole = actors(s, phrase, target=True, loose=True) or [
        m for m in s.mentions if phrase.start <= m.start < phrase.end
    ]
    ids = whole[0].ids if whole else ()
    name = span_text(s.tokens, start, end, text)
    return replace(Person(name), ids=ids) if name else None


_HEARERS = words(
    "reporters journalists lawmakers parliament parliamentarians deputies us television radio newspaper daily house "
    "council representatives broadcaster channel news conference congress senators ministers diplomats readers "
    "briefing investigators"
)


_VENUES = words(
    "statement interview briefing conference telephone phone speech post television radio background condition "
    "letter report email video address"
)


def hearers(s: Sentence, verb: Verb) -> tuple[int, tuple[str, ...]]:
    """Skips who was told, when and where; gives where the content begins and the agencies told."""
    k, via = (
        verb.end,
        agencies_told(s, verb.end, min(len(s.tokens), verb.end + 6))
        if verb.lemma in {"tell", "inform", "say", "report", "speak"}
        else (),
    )
    moved = True
    while moved and k < len(s.tokens):
        moved = False
        low = s.low(k)
        if verb.lemma in {"tell", "inform", "remind", "warn"} and k == verb.end:
            j = k
            while j < len(s.tokens) and s.tags[j] in {"D", "N", "NAME", "POS", "PRO"} and j < k + 6:
                j += 1
                if (
                    s.low(j - 1) in _HEARERS
                    or s.low(j - 1) in agencies()
                    or " ".join(s.low(m) for m in range(j - 2, j)) in agencies()
                ):
                    break
            if j > k:
                k, moved = j, True
                continue
        if (
            s.tags[k] == "ADV"
            or low in TIME_WORDS
            or (low in {"last", "late", "early", "this"} and s.low(k + 1) in TIME_WORDS)
        ):
            k, moved = k + 1, True
        elif s.tags[k] in {"P", "TO"} and low != "of":
            j = k + 1
            while j < len(s.tokens) and s.tags[j] in {"D", "N", "NAME", "NUM", "POS", "VED"} and j < k + 7:
                j += 1
                if s.low(j - 1) in TIME_WORDS and s.low(j) not in TIME_WORDS and s.tag(j) not in {"NUM", "N", "POS"}:
                    break  # "said on Tuesday it had": the day ends what is no part of the words said
            inside = {s.low(m) for m in range(k, j)}
            if inside & _VENUES or inside & TIME_WORDS or inside & _HEARERS or verb.lemma == "tell":
                k, moved = j, True
    return k, via


def agencies_told(s: Sentence, start: int, end: int) -> tuple[str, ...]:
    """The news agencies that someone told, in tokens ``start`` up to ``end``."""
    found: list[str] = []
    for k in range(start, end):
        for width in (3, 2, 1):
            name = " ".join(s.low(m) for m in range(k, min(k + width, end)))
            if name in agencies() and s.tokens[k].text not in {"Trend"} and (s.tokens[k].upper or name == "dpa"):
                if agencies()[name] not in found and (
                    s.low(k - 1) in {"told", "tell", "the", "to", "by"} or s.low(k - 2) in {"told", "tell"}
                ):
                    found.append(agencies()[name])
                break
    return tuple(found)
