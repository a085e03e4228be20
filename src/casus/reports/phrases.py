"""Noun phrases around a verb: its subject, object and prepositional phrases, and the states that a phrase stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from casus.reports.grammar import TIME_WORDS, Sentence, Verb, table, words
from casus.reports.names import Mention


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``start`` up to ``end``; ``head`` is the last token of its head, ``preposition`` what it hangs on, if any."""

    start: int
    end: int
    head: int
    preposition: str | None = None

    def __contains__(self, i: int) -> bool:
        return self.start <= i < self.end


@cache
def heads() -> frozenset[str]:
    """Nouns that, after the name of a state, stand for the state ("army", "ministers", "warplanes")."""
    return words(table()["heads"]) | noun_class("FORCES")


@cache
def object_heads() -> frozenset[str]:
    """Nouns that, after the name of a state, are the state's as targets ("positions", "tanker", "soil")."""
    return words(table()["object_heads"]) | heads()


@cache
def noun_class(name: str) -> frozenset[str]:
    """The nouns of a class, or the plain noun itself."""
    found = table()["classes"].get(name)
    return words(found) if found else frozenset({name})


_STOP = {"V", "X", "R", "S", "VED"}
_OPEN = {",", "(", "-", ":", ";"}


def _leading_time(s: Sentence, start: int, end: int) -> int:
    """Skips what opens a clause before its subject: "In October", "Since January", "On Monday", "And"."""
    i = start
    while i < end:
        low = s.low(i)
        if s.tags[i] in {"C", "ADV", "Q"} or low in {",", "however", "meanwhile", "("}:
            i += 1
        elif s.tags[i] == "P" and low in {"in", "on", "since", "by", "at", "during", "last", "for", "until", "after", "before", "over", "within"}:
            k = i + 1
            while k < end and (
                s.low(k) in TIME_WORDS or s.tags[k] in {"NUM"} or s.low(k) in {"the", "a", "last", "this", "next", "early", "late", "mid", "past", "of", "same", "mid-"}
            ):
                k += 1
            if k == i + 1 or not any(s.low(m) in TIME_WORDS or s.tags[m] == "NUM" for m in range(i + 1, k)):
                k = _place_end(s, i + 1, end) if low in {"in", "at"} else 0
                if not k or k >= end or s.low(k) == ",":
                    break
                i = k
                continue
            if s.tags[k - 1] == "NUM" and not (len(s.low(k - 1)) == 4 and s.low(k - 1).isdigit()) and s.low(k - 2) not in TIME_WORDS:
                break
            i = k
        elif low in TIME_WORDS and low not in {"march", "may"}:
            i += 1
        elif s.tags[i] == "P" and s.low(i + 1) in {"this", "that", "it"} and s.tag(i + 2) in {"D", "NAME"}:
            i += 2
        elif low in {"last", "this", "early", "late"} and s.low(i + 1) in TIME_WORDS:
            i += 2
        else:
            break
    if i < end and s.tags[i] == "P" and s.low(i) != "of":  # "On paper A and B", "In his view the army"
        for k in range(i + 2, end):
            named = k in s.at and s.at[k].sort in {"state", "capital", "organisation", "leader", "group", "metonym"}
            if (named or s.tags[k] == "D") and s.tags[k - 1] in {"N", "NUM"}:
                return k
            if s.tags[k] in {"P", "PUNCT", "C"}:
                break
    return i


def _place_end(s: Sentence, i: int, end: int) -> int:
    """Where a bare place name that opens a clause ends ("In Sharm el-Sheikh the ministers"): 0 when there is none."""
    mention = s.at.get(i)
    if mention:
        return mention.end if s.tag(mention.end) in {"NAME", "D"} else 0
    k = i
    while k < end and s.tags[k] == "NAME" and k not in s.at:
        k += 1
    return k if k > i and s.tag(k) == "D" else 0


def _listing(s: Sentence, comma: int) -> bool:
    """Whether the comma parts the items of a list of names ("Bahrain, Kuwait and Qatar")."""
    before, after = comma - 1 in s.at, comma + 1 in s.at or (s.tag(comma + 1) == "C" and comma + 2 in s.at)
    if s.low(comma + 1) in {"and", "but"} and any(s.low(k) == "and" for k in range(max(0, comma - 5), comma)):
        return False
    if s.low(comma + 1) == "the" and comma + 2 in s.at:
        after = True
    if not (before and after):
        return False
    for k in range(comma + 1, min(comma + 30, len(s.tokens))):  # a list ends with "and NAME" before any verb
        if s.tags[k] == "C":
            return k + 1 in s.at or (s.low(k + 1) == "the" and k + 2 in s.at)
        if k not in s.at and s.low(k) not in {",", "the"}:
            return False
    return False


def subject(s: Sentence, verb: Verb, depth: int = 0) -> Phrase | None:
    """The subject of ``verb`` as a phrase, through relative clauses, parentheses and verbs that share one subject."""
    i = verb.start - 1
    while i >= 0 and (s.tags[i] in {"ADV", "NEG"} or s.low(i) in TIME_WORDS or (s.low(i) in {"on", "in", "last", "this"} and s.low(i + 1) in TIME_WORDS)):
        i -= 1
    if i < 0 or depth > 4:
        return None
    if verb.shape == "infinitive" and (held := _held(s, verb)):
        return held
    if verb.shape == "infinitive" or verb.shape == "gerund":
        previous = _verb_before(s, verb.start)
        return subject(s, previous, depth + 1) if previous else None
    if verb.shape == "participle":
        return _nearest(s, _noun_before(s, i - 1) if s.low(i) == "," else _noun_before(s, i))
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
        return _noun_before(s, k)
    if s.low(i) in {",", ")"} or (s.low(i) == "-" and s.tokens[i].end - s.tokens[i].start == 1):
        k = _opening(s, i)
        if k is None:
            return None
        if s.tag(k - 1) == "C":
            previous = _verb_before(s, k, finite=True)
            return subject(s, previous, depth + 1) if previous else None
        return _noun_before(s, k - 1)
    return _past_relative(s, _noun_before(s, i))


_HOLDERS = words("set due likely ready poised expected scheduled bound decision plan plans intention bid move")


def _held(s: Sentence, verb: Verb) -> Phrase | None:
    """The noun that an infinitive belongs to without a verb of its own: "troops set to depart", "A's decision to send"."""
    k = verb.start - 1
    if s.low(k) not in _HOLDERS:
        return None
    if s.tag(k - 1) in {"N", "NAME"} and s.low(k) in {"set", "due", "likely", "ready", "poised", "expected", "scheduled", "bound"}:
        return _noun_before(s, k - 1)
    if s.tags[k] == "N" and (s.tag(k - 1) == "POS" or k - 1 in s.at):
        return _noun_before(s, k - 1 - (s.tag(k - 1) == "POS"))
    return None


def _nearest(s: Sentence, phrase: Phrase | None) -> Phrase | None:
    """What a participle hangs on: the last noun of the phrase, with what it is "of"."""
    if phrase is None:
        return None
    start = max([phrase.start, *(k + 1 for k in range(phrase.start, phrase.end) if s.tags[k] in {"P", "TO"} and s.low(k) != "of")])
    return _phrase(s, start, phrase.end) if start < phrase.end else phrase


def _past_relative(s: Sentence, phrase: Phrase | None) -> Phrase | None:
    """Steps over a relative clause without commas: "commandos who trained troops there were withdrawn"."""
    if phrase is None:
        return None
    held = next((v for v in s.verbs if v.end == phrase.start and v.shape == "finite"), None)
    if held and s.tag(held.start - 1) == "R":
        return _noun_before(s, held.start - 2) or phrase
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
    return _noun_before(s, k)


def _opening(s: Sentence, close: int) -> int | None:
    """The mark that opens the parenthesis closed at ``close``; None when there is none."""
    mark = {")": "(", ",": ",", "-": "-"}[s.low(close) if s.low(close) in "),-" else ","]
    best: int | None = None
    k = close - 1
    while k >= 0:
        if s.low(k) == mark and not (mark == "," and _listing(s, k)):
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
    """Whether another comma before this one opens the same parenthesis: the stretch between holds no noun of its own clause."""
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


def _noun_before(s: Sentence, i: int) -> Phrase | None:
    """The noun phrase that ends with token ``i``."""
    k = i
    while k >= 0:
        tag, low = s.tags[k], s.low(k)
        if tag in {"V", "X", "R", "S"} or low in {";", ":", "("}:
            break
        if tag == "Q" and k < i and not (s.low(k - 1).isalpha() and s.tag(k - 1) in {"D", "N", "ADV", "NUM"}):
            break
        if tag == "VED" and s.tag(k - 1) not in {"D", "POS", "ADV", "NUM", "C"}:
            verb = next((v for v in s.verbs if v.head == k), None)
            if verb and verb.shape in {"finite"}:
                break
        if tag == "VING" and s.tag(k - 1) in {"P", "PUNCT"}:
            break
        if low == "," and not _listing(s, k):
            break
        if tag == "TO" and s.tag(k + 1) in {"V"}:
            break
        if tag == "C" and low != "and" and low != "or":
            break
        k -= 1
    start = _leading_time(s, k + 1, i + 1)
    if start > i:
        return None
    return _phrase(s, start, i + 1)


def _phrase(s: Sentence, start: int, end: int, preposition: str | None = None) -> Phrase:
    """A phrase whose head ends before its first preposition ("a column of tanks": column)."""
    head = end - 1
    for k in range(start + 1, end):
        if s.tags[k] in {"P", "TO", "PUNCT", "R", "C", "Q"} and not (s.tags[k] == "C" and s.tag(k - 1) in {"NAME", "N", "NUM"} and _adjoined(s, k, end)):
            if s.tags[k] == "Q":
                continue
            head = k - 1
            break
        verb = next((v for v in s.verbs if v.head == k and v.shape == "participle"), None)
        if verb:
            head = k - 1
            break
    return Phrase(start, end, head, preposition)


def _adjoined(s: Sentence, k: int, end: int) -> bool:
    """Whether the "and" at ``k`` joins modifiers of one noun ("Thai and Cambodian troops")."""
    after = s.at.get(k + 1)
    return bool(after and after.sort == "adjective" and after.end < end and s.tag(after.end) in {"N", "V?"})


def following(s: Sentence, verb: Verb) -> tuple[Phrase | None, list[Phrase]]:
    """The object of ``verb`` (None without one) and the prepositional phrases after it, up to the end of its clause."""
    i = verb.end
    while s.tag(i) == "ADV" or (s.tag(i) == "Q" and s.tag(i + 1) in {"N", "NUM", "D", "ADV"}):
        i += 1
    stop = clause_end(s, i)
    pieces: list[Phrase] = []
    obj: Phrase | None = None
    at, preposition = i, None
    for k in range(i, stop + 1):
        if k < stop and s.tags[k] in {"P", "TO"} and s.low(k) != "of" and not (s.low(k) in {"to"} and s.tag(k + 1) == "V"):
            if k > at:
                piece = _phrase(s, at, k, preposition)
                if preposition is None:
                    obj = piece
                else:
                    pieces.append(piece)
            at, preposition = k + 1, s.low(k)
        elif k == stop and k > at:
            piece = _phrase(s, at, k, preposition)
            if preposition is None:
                obj = piece
            else:
                pieces.append(piece)
    return obj, pieces


def clause_end(s: Sentence, i: int) -> int:
    """The token at which the clause that runs through token ``i`` ends."""
    k = i
    while k < len(s.tokens):
        tag, low = s.tags[k], s.low(k)
        if low in {";", ":", "(", "-"} or tag in {"R", "S", "X"}:
            return k
        if tag in {"V", "VED"} and k > i:
            verb = next((v for v in s.verbs if v.head == k), None)
            if verb and verb.shape == "finite":
                return k - (s.tag(k - 1) == "C")
            if verb and verb.shape in {"participle", "infinitive"}:
                return k
        if tag == "TO" and s.tag(k + 1) == "V" and k > i:
            return k
        if tag == "VING" and s.tag(k - 1) in {"PUNCT", "P", "S"} and k > i:
            return k - 1
        if low in {"in", "as", "due", "because", "thanks", "on"} and s.low(k + 1) in _CAUSES:
            return k
        if low == "," and (beyond := _aside(s, k)):
            k = beyond
            continue
        if low == "," and not _listing(s, k) and not _noun_list(s, k):
            return k
        if low == ".":
            return k
        if tag == "C" and s.tag(k + 1) in {"VED", "V", "X", "ADV", "VING"} and low in {"and", "but", "or"}:
            verb = next((v for v in s.verbs if k < v.head <= k + 3), None)
            if verb:
                return k
        k += 1
    return k


#: What follows "in", "as" or "due" where a phrase gives a reason, no place.
_CAUSES = words("response retaliation exchange protest return addition reply answer spite breach violation defiance support part to of behalf")


def _aside(s: Sentence, comma: int) -> int:
    """Where the clause goes on after an aside of place or time (", near the village of X, on"); 0 when it does not."""
    if s.low(comma + 1) in {"on", "against"} and comma + 2 < len(s.tokens) and not any(
        s.low(k) in TIME_WORDS or s.tags[k] == "NUM" for k in (comma + 2, min(comma + 3, len(s.tokens) - 1))
    ):
        return comma + 1
    if s.low(comma + 1) not in {"near", "in", "off", "at", "on", "worth"}:
        return 0
    for k in range(comma + 2, min(comma + 14, len(s.tokens))):
        if s.low(k) == ",":
            return k + 1 if s.tag(k + 1) in {"P", "TO"} else 0
        if s.tags[k] in {"V", "VED", "X", "R", "S"}:
            return 0
    return 0


def _noun_list(s: Sentence, comma: int) -> bool:
    """Whether the comma parts the nouns of a list ("air bases, depots and batteries")."""
    for k in range(comma + 1, min(comma + 6, len(s.tokens))):
        if s.tags[k] == "C":
            return s.low(k) == "and" and s.tag(k + 1) in {"N", "NAME", "D", "NUM", "V?"} and k > comma + 1 and not any(
                v.head > k and v.shape == "finite" and v.start <= k + 4 for v in s.verbs
            )
        if s.tags[k] not in {"N", "NAME"} and s.low(k) != ",":
            return False
    return False


_OWNERS = {"of", "from"}
_SEATS = words("government ministry minister officials official spokesman spokeswoman authorities diplomats embassy parliament leaders command regime")


def actors(s: Sentence, phrase: Phrase | None, target: bool = False, loose: bool = False) -> list[Mention]:
    """The mentions for which ``phrase`` stands; with ``target`` also those of whose things it speaks.

    "French soldiers", "warplanes from Saudi Arabia and Oman", "the army of President Assad" give the state; "a Russian
    historian", "troops in Mali" do not. ``loose`` takes any name in the phrase, whatever noun follows it.
    """
    if phrase is None:
        return []
    found: list[Mention] = []
    for mention in _mentions(s, phrase):
        if mention.start < phrase.start or not mention.ids or mention.sort == "pact":
            continue
        before = _governor(s, phrase, mention)
        if before and before not in _OWNERS:
            seat = s.low(phrase.head) in _SEATS and before in {"in", "at"} and mention.sort == "capital"
            if not seat and not (loose and before in {"in", "inside", "at", "near"}):
                continue
        if not loose and not _stands_for(s, phrase, mention, target):
            continue
        if _owner_of_other(s, mention, phrase):
            continue
        if mention not in found:
            found.append(mention)
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
            return s.low(k)
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
    if s.low(k) == "and":
        return True
    allowed = object_heads() if target else heads()
    last = k
    while last < phrase.end and s.tags[last] in {"N", "NAME", "V?", "Q", "VED", "VING", "NUM", "ADV"}:
        if s.low(last) in allowed:
            return True
        last += 1
    return last == k
