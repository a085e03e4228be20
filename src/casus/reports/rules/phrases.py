"""Noun phrases: their heads, and the object and prepositional phrases after a verb."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from casus.reports.rules.syntax import Sentence, Verb
from casus.reports.rules.verbs import table
from casus.reports.rules.wordlists import TIME_WORDS, words


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``start`` up to ``end``; ``head`` is the last token of its head, ``preposition`` what it hangs on."""

    start: int
    end: int
    head: int
    preposition: str | None = None

    def __contains__(self, i: int) -> bool:
        return self.start <= i < self.end


@cache
def noun_class(name: str) -> frozenset[str]:
    """The nouns of a class, or the plain noun itself."""
    found = table()["classes"].get(name)
    return words(found) if found else frozenset({name})


#: "The border with X" is one phrase.
BOUNDARY = words("border borders frontier boundary")
#: Verbs of saying, after which "A and B" are the subject of what is said.
SPEAKING = words(
    "say tell claim deny report announce warn add believe think expect argue insist hope fear confirm note declare "
    "allege estimate suggest know see show mean state"
)


def _leading_time(s: Sentence, start: int, end: int) -> int:
    """Skips what opens a clause before its subject: "In October", "Since January", "On Monday", "And"."""
    i = start
    while i < end:
        low = s.low(i)
        if s.tags[i] in {"C", "ADV", "Q"} or low in {",", "however", "meanwhile", "("}:
            i += 1
        elif s.tags[i] == "P" and low in {
            "in",
            "on",
            "since",
            "by",
            "at",
            "during",
            "last",
            "for",
            "until",
            "after",
            "before",
            "over",
            "within",
        }:
            k = i + 1
            while k < end and (
                s.low(k) in TIME_WORDS
                or s.tags[k] in {"NUM"}
                or s.low(k)
                in {"the", "a", "last", "this", "next", "early", "late", "mid", "past", "of", "same", "mid-"}
            ):
                k += 1
            if k == i + 1 or not any(s.low(m) in TIME_WORDS or s.tags[m] == "NUM" for m in range(i + 1, k)):
                k = _place_end(s, i + 1, end) if low in {"in", "at"} else 0
                if not k or k >= end or s.low(k) == ",":
                    break
                i = k
                continue
            if (
                s.tags[k - 1] == "NUM"
                and not (len(s.low(k - 1)) == 4 and s.low(k - 1).isdigit())
                and s.low(k - 2) not in TIME_WORDS
            ):
                break
            i = k
        elif low in TIME_WORDS and low not in {"march", "may"}:
            i += 1
        elif (s.tags[i] == "P" and s.low(i + 1) in {"this", "that", "it"} and s.tag(i + 2) in {"D", "NAME"}) or (
            low in {"last", "this", "early", "late"} and s.low(i + 1) in TIME_WORDS
        ):
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


def listing(s: Sentence, comma: int) -> bool:
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


def noun_before(s: Sentence, i: int) -> Phrase | None:
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
        if low == "," and not listing(s, k):
            break
        if tag == "TO" and s.tag(k + 1) in {"V"}:
            break
        if tag == "C" and low != "and" and low != "or":
            break
        k -= 1
    start = _leading_time(s, _after_clause(s, k, i), i + 1)
    if start > i:
        return None
    if start in s.at:
        start = min(start, s.at[start].start)
    return phrase_of(s, start, i + 1)


def _after_clause(s: Sentence, stop: int, i: int) -> int:
    """Where a subject begins that an "and" parts from the clause before it: "A shot down a drone and B struck"."""
    verb = next((v for v in s.verbs if v.head == stop and v.shape == "finite"), None)
    if verb is None or verb.lemma in SPEAKING | {"be", "have"}:
        return stop + 1
    joints = [k for k in range(stop + 2, i) if s.tags[k] == "C" and s.low(k) in {"and", "but"}]
    return joints[-1] + 1 if joints else stop + 1


def phrase_of(s: Sentence, start: int, end: int, preposition: str | None = None) -> Phrase:
    """A phrase whose head ends before its first preposition ("a column of tanks": column)."""
    head = end - 1
    for k in range(start + 1, end):
        if (
            s.tags[k] in {"P", "TO", "PUNCT", "R", "C", "Q"}
            and s.low(k) not in {"$", "£", "€"}
            and not (s.tags[k] == "C" and s.tag(k - 1) in {"NAME", "N", "NUM"} and _adjoined(s, k, end))
        ):
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
        if (
            k < stop
            and s.tags[k] in {"P", "TO"}
            and (s.low(k) != "of" or k == i)
            and not (s.low(k) in {"to"} and s.tag(k + 1) == "V")
            and not (s.low(k) == "with" and s.low(k - 1) in BOUNDARY)
            and not (s.low(k) == "in" and s.low(k - 1) in {"million", "billion"} and s.tag(k + 1) == "N")
        ):
            if k > at:
                piece = phrase_of(s, at, k, preposition)
                if preposition is None:
                    obj = piece
                else:
                    pieces.append(piece)
            at, preposition = k + 1, s.low(k)
        elif k == stop and k > at:
            piece = phrase_of(s, at, k, preposition)
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
        if tag == "TO" and s.tag(k + 1) == "V":
            return k
        if tag == "VING" and s.tag(k - 1) in {"PUNCT", "P", "S"} and k > i:
            return k - 1
        if low in {"in", "as", "due", "because", "thanks", "on"} and s.low(k + 1) in _CAUSES:
            return k
        if low == "," and (beyond := _aside(s, k)):
            k = beyond
            continue
        if low == "," and not listing(s, k) and not _noun_list(s, k):
            return k
        if low == ".":
            return k
        if tag == "C" and low in {"and", "but"} and _clause_of_name(s, k + 1):
            return k
        if tag == "C" and s.tag(k + 1) in {"VED", "V", "X", "ADV", "VING"} and low in {"and", "but", "or"}:
            verb = next((v for v in s.verbs if k < v.head <= k + 3), None)
            if verb:
                return k
        k += 1
    return k


def _clause_of_name(s: Sentence, k: int) -> bool:
    """Whether a name at ``k`` is the subject of the next finite verb: "... and China regards ..."."""
    k += s.tag(k) == "D"
    mention = s.at.get(k)
    if mention is None:
        return False
    k = mention.end + (s.tag(mention.end) == "POS")
    while s.tag(k) in {"N", "ADV"}:
        k += 1
    return any(v.start == k and v.shape == "finite" and not (v.form == "past" and s.tag(k + 1) == "P") for v in s.verbs)


#: What follows "in", "as" or "due" where a phrase gives a reason, no place.
_CAUSES = words(
    "response retaliation exchange protest return addition reply answer spite breach violation defiance support part "
    "to of behalf"
)


def _aside(s: Sentence, comma: int) -> int:
    """Where the clause goes on after an aside of place or time (", near the village of X, on"); 0 when it does not."""
    if (
        s.low(comma + 1) in {"on", "against"}
        and comma + 2 < len(s.tokens)
        and not any(
            s.low(k) in TIME_WORDS or s.tags[k] == "NUM" for k in (comma + 2, min(comma + 3, len(s.tokens) - 1))
        )
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
            return (
                s.low(k) == "and"
                and s.tag(k + 1) in {"N", "NAME", "D", "NUM", "V?"}
                and k > comma + 1
                and not any(v.head > k and v.shape == "finite" and v.start <= k + 4 for v in s.verbs)
            )
        if s.tags[k] not in {"N", "NAME"} and s.low(k) != ",":
            return False
    return False
