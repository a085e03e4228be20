"""The states, organisations and armed groups for which a noun phrase stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from casus.reports.rules.names import Mention
from casus.reports.rules.phrases import BOUNDARY, Phrase, noun_class
from casus.reports.rules.syntax import Sentence
from casus.reports.rules.verbs import table
from casus.reports.rules.wordlists import TIME_WORDS, words


@cache
def heads() -> frozenset[str]:
    """Nouns that, after the name of a state, stand for the state ("army", "ministers", "warplanes")."""
    return (words(table()["heads"]) | noun_class("FORCES")) - _NOT_THE_STATE


#: Fighters who bear a state's name without being the state's.
_NOT_THE_STATE = words(
    "rebel rebels insurgent insurgents militant militants separatist separatists mercenary mercenaries militia "
    "militias militiamen gunman gunmen jihadists guerrillas men women police-dog bomb bombs"
)


@cache
def object_heads() -> frozenset[str]:
    """Nouns that, after the name of a state, are the state's as targets ("positions", "tanker", "soil")."""
    return words(table()["object_heads"]) | heads()


#: People who live in a state and do not act for it.
_PRIVATE = words(
    "inhabitants residents people citizens farmers students families villagers workers activists protesters "
    "opponents supporters victims survivors children women fans members scholars exiles refugees migrants "
    "journalists"
)
#: What turns a state's name into that of its opponents or emigrants ("Albanian rebel-held territory").
_OTHERS = ("rebel", "separatist", "opposition", "exile", "immigrant", "guerrilla", "dissident", "insurgent", "militant")
_OWNERS = {"of", "from"}
_SEATS = words(
    "government ministry minister officials official spokesman spokeswoman authorities diplomats embassy parliament "
    "leaders command regime"
)


def actors(s: Sentence, phrase: Phrase | None, target: bool = False, loose: bool = False) -> list[Mention]:
    """The mentions for which ``phrase`` stands; with ``target`` also those of whose things it speaks.

    "French soldiers", "warplanes from Saudi Arabia and Oman", "the army of President Assad" give the state; "a Russian
    historian", "troops in Mali" do not. ``loose`` takes any name in the phrase, whatever noun follows it.
    """
    if phrase is None:
        return []
    found: list[Mention] = []
    leading = False
    for mention in _mentions(s, phrase):
        if mention.start < phrase.start or not mention.ids or mention.sort == "pact":
            continue
        if mention.sort == "flag" and not target:
            continue
        before = _governor(s, phrase, mention)
        if before and before not in _OWNERS:
            seat = s.low(phrase.head) in _SEATS and before in {"in", "at"} and mention.sort in {"capital", "metonym"}
            if (not seat or leading) and not (loose and before in {"in", "inside", "at", "near"}):
                continue
        if not loose and not _stands_for(s, phrase, mention, target):
            continue
        if before == "of" and not target and (leading or s.low(phrase.head) in _PRIVATE) and mention.sort != "group":
            continue  # "the Greek side of Cyprus", "inhabitants of the Golan"
        if _owner_of_other(s, mention, phrase):
            continue
        if mention not in found:
            found.append(mention)
        leading = leading or not before
    return found


def _mentions(s: Sentence, phrase: Phrase) -> Iterator[Mention]:
    seen = -1
    for i in range(phrase.start, phrase.end):
        mention = s.at.get(i)
        if mention and mention.start != seen:
            seen = mention.start
            yield mention


def _governor(s: Sentence, phrase: Phrase, mention: Mention) -> str | None:
    """The preposition inside the phrase that governs the mention, if any."""
    for k in range(mention.start - 1, phrase.start - 1, -1):
        if s.tags[k] in {"P", "TO"}:
            return "of" if s.low(k) == "with" and s.low(k - 1) in BOUNDARY else s.low(k)
        if s.low(k) == ",":
            return None
    return None


def _owner_of_other(s: Sentence, mention: Mention, phrase: Phrase) -> bool:
    """Whether the mention only says whose another named actor is: "Yemen's Houthis", "Lebanese Hezbollah"."""
    k = mention.end
    while k < phrase.end and k <= mention.end + 3:
        other = s.at.get(k)
        if other:
            owner = mention.sort == "pronoun" and s.low(mention.start) in {"its", "their", "his"}
            return (owner or other.sort in {"group", "organisation", "region"}) and other.ids != mention.ids
        if s.tags[k] not in {"POS", "N", "ADV"}:
            return False
        k += 1
    return False


_AFTER_NAME = {"P", "C", "PUNCT", "X", "V", "VED", "R", "S", "TO", "Q", "END", "ADV", "NEG", "VING"}


def _stands_for(s: Sentence, phrase: Phrase, mention: Mention, target: bool) -> bool:
    """Whether the noun that follows the mention (if any) stands for the state."""
    k = mention.end
    if mention.sort == "flag":
        return target
    if mention.sort in {"leader", "organisation", "group"} and s.tag(k) in _AFTER_NAME | {"N", "NAME"}:
        return s.low(k) not in {"founder", "supporter", "supporters"}
    if k >= phrase.end or s.tags[k] in _AFTER_NAME:
        if s.tag(k) == "C" and mention.sort == "adjective" and k + 1 < phrase.end:
            other = s.at.get(k + 1)
            if other and other.end < phrase.end:
                return _stands_for(s, phrase, other, target)
        return True
    if s.tags[k] == "POS":
        k += 1
    if any(s.low(j).startswith(_OTHERS) for j in range(k, min(k + 2, phrase.end))):
        return False
    if s.low(k) == "and" or s.low(k) in TIME_WORDS or s.low(k) in {"last", "next", "this", "early", "late"}:
        return True
    allowed = object_heads() if target else heads()
    last = k
    while last < phrase.end and s.tags[last] in {"N", "NAME", "V?", "Q", "VED", "VING", "NUM", "ADV"}:
        if s.low(last) in allowed:
            return True
        last += 1
    return last == k
