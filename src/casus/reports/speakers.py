"""Whom a phrase names as a speaker: a person, an institution, or one named before."""

from __future__ import annotations

from dataclasses import replace

from casus.reports.actors import actors
from casus.reports.antecedents import Discourse, Person
from casus.reports.claim import Speaker
from casus.reports.names import institutes
from casus.reports.phrases import Phrase
from casus.reports.syntax import Sentence, span_text
from casus.reports.wordlists import words


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
