"""Who says it: speakers of direct, indirect and partial quotation, what stretch they vouch for, and through whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

from casus.reports.antecedents import Discourse, Person
from casus.reports.claim import Speaker
from casus.reports.grammar import TIME_WORDS, Sentence, Verb, span_text, words
from casus.reports.names import agencies, institutes
from casus.reports.phrases import Phrase, actors, subject

SAYS = words(
    "say tell announce report claim estimate insist note add acknowledge confirm concede boast remind state declare "
    "explain write believe think expect argue predict forecast maintain stress observe assert assess admit reveal disclose inform "
    "recall reply calculate conclude contend suggest complain allege warn judge deny count describe"
)
_INVERTS = words(
    "say add write note concede explain report estimate argue insist warn reply state recall observe declare boast announce "
    "acknowledge admit claim predict conclude complain maintain"
)
#: Verbs of saying that also take a plain object ("declared a truce"), which is no report of a claim.
_WITH_OBJECT = words("announce declare claim confirm acknowledge reveal describe note recall predict forecast conclude count report")
_HEARERS = words(
    "reporters journalists lawmakers parliament parliamentarians deputies us television radio newspaper daily house council "
    "representatives broadcaster channel news conference congress senators ministers diplomats readers briefing investigators"
)
_VENUES = words("statement interview briefing conference telephone phone speech post television radio background condition letter report email video address")


@dataclass(frozen=True, slots=True)
class Attribution:
    """``speaker`` vouches for tokens ``start`` up to ``end``; tokens in ``own`` are the attribution itself."""

    start: int
    end: int
    own: frozenset[int]
    speaker: Speaker
    via: tuple[str, ...] = ()
    denies: bool = False
    bare: bool = False
    charge: bool = False


def attributions(s: Sentence, text: str, discourse: Discourse) -> list[Attribution]:
    """All attributions of a sentence, in order; ``discourse`` learns who spoke last."""
    found: list[Attribution] = []
    for verb in s.verbs:
        if verb.lemma == "warn" and verb.end in s.at:
            continue
        if verb.lemma not in SAYS or verb.passive or verb.shape not in {"finite"} or _inside_quote(s, verb):
            continue
        if verb.helpers and set(verb.helpers) & {"is", "are", "be"}:
            continue
        hit = _read(s, verb, text, discourse)
        if hit:
            found.append(hit)
    found.extend(_according(s, text, discourse))
    return found


def _inside_quote(s: Sentence, verb: Verb) -> bool:
    return sum(1 for k in range(verb.head) if s.tags[k] == "Q") % 2 == 1 and any(s.tags[k] == "Q" for k in range(verb.head, len(s.tokens)))


def _read(s: Sentence, verb: Verb, text: str, discourse: Discourse) -> Attribution | None:
    before = s.low(verb.start - 1)
    inverted = (
        before in {",", '"'} and verb.lemma in _INVERTS and verb.start > 1
        and (s.tag(verb.end) in {"D", "NAME", "N", "NUM", "PRO"})
        and not (before == "," and _parenthesis(s, verb))
    )
    if inverted:
        phrase = _forward(s, verb.end)
        if phrase is None:
            return None
        end = phrase.end
        person = _who(s, phrase, text, discourse)
        if person is None:
            return None
        start, stop = _bounds(s, verb.start, end)
        own = frozenset(range(verb.start, end)) | _apposition(s, end)
        return Attribution(start, stop, own, _speaker(person), _via(s, verb.start, len(s.tokens)))
    phrase = subject(s, verb)
    if phrase is None or phrase.start >= verb.start:
        return None
    after, via = _hearers(s, verb)
    person = _who(s, phrase, text, discourse)
    if person is None:
        return None
    speaker = _speaker(person)
    final = s.tag(after) in {"END", "PUNCT"} or (s.tag(after) == "Q" and s.tag(after + 1) == "END")
    opened = s.low(phrase.start - 1) in {",", '"'} or phrase.start == 0 or s.tag(phrase.start - 1) in {"S", "C"}
    if verb.lemma == "deny":
        if s.low(verb.end) in {"it", "the", "this"} and s.low(verb.end + 1) in {".", "charge", "charges", "allegation", "allegations", "accusation", "accusations", "claim", "claims", "report", "reports"} and s.low(verb.end + 2) != "that":
            return Attribution(verb.start, len(s.tokens), frozenset(range(phrase.start, len(s.tokens))), speaker, (), True, True, s.low(verb.end) != "it")
        return Attribution(verb.end, _right(s, verb.end), frozenset(range(phrase.start, verb.end)), speaker, via, True)
    if final and phrase.start > 1 and opened:
        start, stop = _bounds(s, phrase.start, after)
        if s.low(phrase.start - 1) == "," and s.low(after) == "," and s.tag(phrase.start - 2) in {"R", "S"}:
            start = phrase.start - 2  # "a mine that, it said, had been laid": only that clause
        return Attribution(start, stop, frozenset(range(phrase.start, after)), speaker, via)
    if final:
        return None
    if verb.lemma in {"describe", "count", "judge", "assess"} and s.low(after) != "that":
        return None
    if verb.lemma == "warn" and s.low(after) not in {"that", "of"}:
        return None
    if verb.lemma in _WITH_OBJECT and s.low(after) != "that":
        right = _right(s, after)
        if not any(after <= v.head < right and v.shape == "finite" for v in s.verbs) and not any(s.tags[k] == "Q" for k in range(after, right)):
            return None
    return Attribution(after, _right(s, after), frozenset(range(phrase.start, after)), speaker, via)


def _parenthesis(s: Sentence, verb: Verb) -> bool:
    """Whether the comma before the verb closes an apposition to a subject at its left ("Hong, an analyst, said ...")."""
    opening = next((k for k in range(verb.start - 2, -1, -1) if s.low(k) in {",", '"'}), None)
    if opening is None:
        return False
    return s.low(opening + 1) in {"who", "which", "a", "an", "the", "its"} and s.low(opening) == "," and opening > 0 and s.tag(opening - 1) in {"NAME", "N"} and not _finite_between(s, 0, opening)


def _finite_between(s: Sentence, start: int, end: int) -> bool:
    return any(start <= v.head < end and v.shape == "finite" for v in s.verbs)


def _forward(s: Sentence, i: int) -> Phrase | None:
    """The speaker that follows an inverted verb: up to the comma, the quotation mark or the stop."""
    k = i
    while k < len(s.tokens) and s.low(k) not in {",", ";", '"', "."} and s.tags[k] not in {"R", "S"}:
        if s.tags[k] in {"P"} and s.low(k + 1) in TIME_WORDS:
            break
        if s.low(k) in TIME_WORDS and k > i:
            break
        if s.tags[k] in {"V", "VED", "VING"} and k > i and s.tags[k - 1] not in {"D", "NAME"}:
            break
        k += 1
    return _headed(s, i, k) if k > i else None


def _headed(s: Sentence, start: int, end: int) -> Phrase:
    head = next((k - 1 for k in range(start + 1, end) if s.tags[k] in {"P", "TO"}), end - 1)
    return Phrase(start, end, head)


def _apposition(s: Sentence, end: int) -> frozenset[int]:
    if s.low(end) != ",":
        return frozenset()
    stop = next((k for k in range(end + 1, len(s.tokens)) if s.tags[k] == "Q" or s.low(k) == ";"), len(s.tokens))
    if s.low(end + 1) in {"adding", "and", "but", "while", "with"}:
        return frozenset()
    return frozenset(range(end, stop))


def _bounds(s: Sentence, start: int, end: int) -> tuple[int, int]:
    """The stretch that a speaker in the middle or at the end vouches for."""
    left = 0
    for k in range(start - 1, -1, -1):
        if s.low(k) == ";":
            left = k + 1
            break
    return left, _right(s, end)


def _right(s: Sentence, i: int) -> int:
    """Where what is said ends: before ", while", ", whereas", ", but" or a semicolon."""
    quoted = False
    for k in range(i, len(s.tokens)):
        if s.tags[k] == "Q":
            quoted = not quoted
        if quoted:
            continue
        if s.low(k) == ";" or (s.low(k) == "," and s.low(k + 1) in {"while", "whereas", "although", "though", "whereupon"}):
            return k
    return len(s.tokens)


def _hearers(s: Sentence, verb: Verb) -> tuple[int, tuple[str, ...]]:
    """Skips who was told, when and where; gives where the content begins and the agencies told."""
    k, via = verb.end, _via(s, verb.end, min(len(s.tokens), verb.end + 6)) if verb.lemma in {"tell", "inform", "say", "report", "speak"} else ()
    moved = True
    while moved and k < len(s.tokens):
        moved = False
        low = s.low(k)
        if verb.lemma in {"tell", "inform", "remind", "warn"} and k == verb.end:
            j = k
            while j < len(s.tokens) and s.tags[j] in {"D", "N", "NAME", "POS", "PRO"} and j < k + 6:
                j += 1
                if s.low(j - 1) in _HEARERS or s.low(j - 1) in agencies() or " ".join(s.low(m) for m in range(j - 2, j)) in agencies():
                    break
            if j > k:
                k, moved = j, True
                continue
        if s.tags[k] == "ADV" or low in TIME_WORDS or (low in {"last", "late", "early", "this"} and s.low(k + 1) in TIME_WORDS):
            k, moved = k + 1, True
        elif s.tags[k] in {"P", "TO"} and low != "of":
            j = k + 1
            while j < len(s.tokens) and s.tags[j] in {"D", "N", "NAME", "NUM", "POS", "VED"} and j < k + 7:
                j += 1
            inside = {s.low(m) for m in range(k, j)}
            if inside & _VENUES or inside & TIME_WORDS or inside & _HEARERS or verb.lemma == "tell":
                k, moved = j, True
    return k, via


def _via(s: Sentence, start: int, end: int) -> tuple[str, ...]:
    found: list[str] = []
    for k in range(start, end):
        for width in (3, 2, 1):
            name = " ".join(s.low(m) for m in range(k, min(k + width, end)))
            if name in agencies() and s.tokens[k].text not in {"Trend"} and (s.tokens[k].upper or name == "dpa"):
                if agencies()[name] not in found and (s.low(k - 1) in {"told", "tell", "the", "to", "by"} or s.low(k - 2) in {"told", "tell"}):
                    found.append(agencies()[name])
                break
    return tuple(found)


def _according(s: Sentence, text: str, discourse: Discourse) -> list[Attribution]:
    found = []
    for k in range(len(s.tokens) - 2):
        opinion = s.low(k) == "in" and any(s.low(j) == "view" for j in range(k + 1, min(k + 6, len(s.tokens))))
        if not (s.low(k) == "according" and s.low(k + 1) == "to") and not opinion:
            continue
        if opinion:
            j = next(j for j in range(k + 1, k + 6) if s.low(j) == "view")
            phrase = Phrase(k + 1, j, j - 1)
            end = j + 1
        else:
            ahead = _forward(s, k + 2)
            if ahead is None:
                continue
            phrase, end = ahead, ahead.end
            for j in range(ahead.start, ahead.end):  # "a count by the United Nations": the original source
                if s.low(j) == "by" and s.low(j - 1) in {"count", "report", "estimate", "study", "tally", "assessment", "analysis"}:
                    phrase = _headed(s, j + 1, ahead.end)
        person = _who(s, phrase, text, discourse)
        if person is None:
            continue
        left, right = _bounds(s, k, end)
        if k == 0 or s.low(k - 1) == ";":
            left = end
        else:  # a clause that begins before with ", while" or ", but" belongs to the writer
            for j in range(k - 1, left, -1):
                if s.low(j) == "," and s.low(j + 1) in {"while", "whereas", "although"}:
                    left = j + 1
                    break
        found.append(Attribution(left, right, frozenset(range(k, end)) | _apposition(s, end), _speaker(person)))
    return found


def _speaker(person: Person) -> Speaker:
    state = person.ids[0] if len(person.ids) == 1 else None
    if state is None and person.organisation:
        state = institutes().get(person.organisation.lower().removeprefix("the "))
    return Speaker(person.name, person.role, person.organisation, state)


def _who(s: Sentence, phrase: Phrase, text: str, discourse: Discourse) -> Person | None:
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
    if any(c.isupper() for c in person.name[:1]) and person.role is not None or person.name in {p.name for p in discourse.people.values()}:
        discourse.speaker = discourse.person = person
    elif any(w in _HUMAN for w in person.name.lower().split()):
        discourse.speaker = person
    if not any(w in _HUMAN for w in person.name.lower().split()) and person.role is None:
        discourse.institution = person
    return person


_HUMAN = words("official officials officer general minister spokesman spokeswoman analyst expert diplomat delegate commander source president leader envoy ambassador attache")


def _itself(s: Sentence, phrase: Phrase, text: str) -> Person | None:
    """Who "it" is when the sentence has named them before."""
    first = s.mentions[0] if s.mentions else None
    if first is None or first.start >= phrase.start or first.sort == "pronoun":
        return None
    return Person(span_text(s.tokens, first.start, first.end, text), ids=first.ids)


def named_speaker(s: Sentence, phrase: Phrase, text: str, discourse: Discourse) -> Speaker | None:
    """The speaker that a phrase of the sentence names, for words that are attributed by the verb itself."""
    person = _who(s, phrase, text, discourse)
    return _speaker(person) if person else None


def _named(s: Sentence, phrase: Phrase, discourse: Discourse) -> Person | None:
    for k in range(phrase.head, phrase.start - 1, -1):
        known = discourse.people.get(s.tokens[k].text)
        if known:
            return known
    run = [k for k in range(phrase.start, phrase.head + 1) if s.tags[k] == "NAME" and k not in s.at and s.tokens[k].upper]
    if s.capitals or not run or run[-1] != phrase.head or s.tags[phrase.start] == "D":
        return None
    start = run[-1]
    while start - 1 >= phrase.start and s.tags[start - 1] == "NAME" and start - 1 not in s.at:
        start -= 1
    return Person(" ".join(t.text for t in s.tokens[start : phrase.head + 1]), None)


def _institution(s: Sentence, phrase: Phrase, text: str) -> Person | None:
    start, end = phrase.start, phrase.end
    while start < end and (s.tags[start] in {"Q", "PUNCT", "C"} or (s.tags[start] == "D" and s.low(start) not in {"its", "their", "his", "her"})):
        start += 1
    if s.low(start) in {"its", "his", "her", "their"} and end - start > 1:
        start += 1
    if s.low(start) in {"the", "two", "a", "an"} or s.tag(start) == "NUM":
        start += s.low(start) in {"the", "a", "an", "two", "three"}
    if start >= end or end - start > 16:
        return None
    whole = actors(s, phrase, target=True, loose=True) or [m for m in s.mentions if phrase.start <= m.start < phrase.end]
    ids = whole[0].ids if whole else ()
    name = span_text(s.tokens, start, end, text)
    return replace(Person(name), ids=ids) if name else None
