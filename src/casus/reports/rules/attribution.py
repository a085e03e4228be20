"""Who says it: direct, indirect and partial quotation, what stretch a speaker vouches for, and through whom."""

from __future__ import annotations

from dataclasses import dataclass

from casus.reports.claim import Speaker
from casus.reports.rules.antecedents import Discourse, Person
from casus.reports.rules.phrases import Phrase
from casus.reports.rules.speakers import agencies_told, hearers, spoken_by, who
from casus.reports.rules.subjects import subject
from casus.reports.rules.syntax import Sentence, Verb
from casus.reports.rules.wordlists import TIME_WORDS, words

SAYS = words(
    "find reject dismiss refute say tell announce report claim estimate insist note add acknowledge confirm concede "
    "boast remind state declare explain write believe think expect argue predict forecast maintain stress observe "
    "assert assess admit reveal disclose inform recall reply calculate conclude contend suggest complain allege warn "
    "judge deny count describe"
)
_INVERTS = words(
    "say add write note concede explain report estimate argue insist warn reply state recall observe declare boast "
    "announce acknowledge admit claim predict conclude complain maintain"
)
#: Verbs of saying that also take a plain object ("declared a truce"), which is no report of a claim.
_WITH_OBJECT = words(
    "announce declare claim confirm acknowledge reveal describe note recall predict forecast conclude count report"
)
_CHARGES = words(
    "accusation accusations charge charges claim claims allegation allegations report reports suggestion suggestions "
    "assertion"
)


#: What is denied when an act told before is: "denied any part in it".
_PART = words("part role involvement responsibility wrongdoing hand connection knowledge complicity such")


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
        if (verb.lemma == "warn" and verb.end in s.at) or (verb.negated and verb.lemma != "deny"):
            continue
        if verb.lemma not in SAYS or verb.passive or verb.shape not in {"finite"} or _inside_quote(s, verb):
            continue
        if (
            verb.lemma == "complain"
            and s.low(verb.end) in {"to", "about", "over", "of", "against"}
            and not any(s.low(k) == "that" for k in range(verb.end, verb.end + 8))
        ):
            continue  # a complaint about another's act is an act of its own
        if verb.helpers and set(verb.helpers) & {"is", "are", "be"}:
            continue
        hit = _read(s, verb, text, discourse)
        if hit:
            found.append(hit)
    found.extend(_according(s, text, discourse))
    return found


def _inside_quote(s: Sentence, verb: Verb) -> bool:
    return sum(1 for k in range(verb.head) if s.tags[k] == "Q") % 2 == 1 and any(
        s.tags[k] == "Q" for k in range(verb.head, len(s.tokens))
    )


def _read(s: Sentence, verb: Verb, text: str, discourse: Discourse) -> Attribution | None:
    before = s.low(verb.start - 1)
    inverted = (
        before in {",", '"'}
        and verb.lemma in _INVERTS
        and verb.start > 1
        and (s.tag(verb.end) in {"D", "NAME", "N", "NUM", "PRO"})
        and not (before == "," and _parenthesis(s, verb))
    )
    if inverted:
        phrase = _forward(s, verb.end)
        if phrase is None:
            return None
        end = phrase.end
        person = who(s, phrase, text, discourse)
        if person is None:
            return None
        start, stop = bounds(s, verb.start, end)
        own = frozenset(range(verb.start, end)) | _apposition(s, end)
        return Attribution(start, stop, own, spoken_by(person), agencies_told(s, verb.start, len(s.tokens)))
    phrase = subject(s, verb)
    if phrase is None or phrase.start >= verb.start:
        return None
    after, via = hearers(s, verb)
    person = who(s, phrase, text, discourse)
    if (
        verb.lemma == "deny"
        and s.low(phrase.start) == "it"
        and phrase.start == 0
        and s.low(verb.end) in {"the", "this"}
    ):
        person = Person("it")  # the one accused: found among the claims
    if person is None:
        return None
    speaker = spoken_by(person)
    final = s.tag(after) in {"END", "PUNCT"} or (s.tag(after) == "Q" and s.tag(after + 1) == "END")
    opened = s.low(phrase.start - 1) in {",", '"'} or phrase.start == 0 or s.tag(phrase.start - 1) in {"S", "C"}
    if verb.lemma in {"reject", "dismiss", "refute", "deny"}:
        charged = next((k for k in range(verb.end, min(verb.end + 5, len(s.tokens))) if s.low(k) in _CHARGES), None)
        if charged is not None and s.low(charged + 1) in {"that", "of"}:
            own = frozenset(range(phrase.start, charged + 1))
            return Attribution(charged + 1, right_end(s, charged + 1), own, speaker, via, True)
        if verb.lemma != "deny":
            return None
    if verb.lemma == "find" and s.low(after) != "that" and not (final and phrase.start > 1 and opened):
        return None
    if verb.lemma == "deny" and s.low(verb.end) in {"any", "all", "such"} and s.low(verb.end + 1) in _PART:
        own = _words(s, phrase, verb, len(s.tokens))
        return Attribution(verb.start, len(s.tokens), own, speaker, (), True, True, False)
    if verb.lemma == "deny":
        if (
            s.low(verb.end) in {"it", "the", "this", "that"}
            and s.low(verb.end + 1)
            in {
                ".",
                "charge",
                "charges",
                "allegation",
                "allegations",
                "accusation",
                "accusations",
                "claim",
                "claims",
                "report",
                "reports",
            }
            and s.low(verb.end + 2) != "that"
        ):
            return Attribution(
                verb.start,
                len(s.tokens),
                frozenset(range(phrase.start, len(s.tokens))),
                speaker,
                (),
                True,
                True,
                s.low(verb.end) != "it",
            )
        return Attribution(verb.end, right_end(s, verb.end), _words(s, phrase, verb, verb.end), speaker, via, True)
    if final and phrase.start > 1 and opened:
        start, stop = bounds(s, phrase.start, after)
        if s.low(phrase.start - 1) == "," and s.low(after) == "," and s.tag(phrase.start - 2) in {"R", "S"}:
            start = phrase.start - 2  # "a mine that, it said, had been laid": only that clause
        return Attribution(start, stop, _words(s, phrase, verb, after), speaker, via)
    if final:
        return None
    if verb.lemma in {"describe", "count", "judge", "assess"} and s.low(after) != "that":
        return None
    if verb.lemma == "warn" and s.low(after) not in {"that", "of"}:
        return None
    if verb.lemma in _WITH_OBJECT and s.low(after) != "that":
        right = min([right_end(s, after), *(k for k in range(after, len(s.tokens)) if s.low(k) in {",", ";", "."})])
        if not any(after <= v.head < right and v.shape == "finite" for v in s.verbs) and not any(
            s.tags[k] == "Q" for k in range(after, right)
        ):
            return None
    return Attribution(after, right_end(s, after), _words(s, phrase, verb, after), speaker, via)


def _words(s: Sentence, phrase: Phrase, verb: Verb, after: int) -> frozenset[int]:
    """The words of the attribution itself; its subject is none of them where it first does something else."""
    between = any(v.shape == "finite" and phrase.end <= v.head < verb.start for v in s.verbs)
    return frozenset(range(verb.start if between else phrase.start, after))


def _parenthesis(s: Sentence, verb: Verb) -> bool:
    """Whether the comma before the verb closes an apposition to a subject ("Hong, an analyst, said ...")."""
    opening = next((k for k in range(verb.start - 2, -1, -1) if s.low(k) in {",", '"'}), None)
    if opening is None:
        return False
    return (
        s.low(opening + 1) in {"who", "which", "a", "an", "the", "its"}
        and s.low(opening) == ","
        and opening > 0
        and s.tag(opening - 1) in {"NAME", "N"}
        and not _finite_between(s, 0, opening)
    )


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


def bounds(s: Sentence, start: int, end: int) -> tuple[int, int]:
    """The stretch that a speaker in the middle or at the end vouches for."""
    left = 0
    for k in range(start - 1, -1, -1):
        if s.low(k) == ";":
            left = k + 1
            break
    return left, right_end(s, end)


def right_end(s: Sentence, i: int) -> int:
    """Where what is said ends: before ", while", ", whereas", ", but" or a semicolon."""
    quoted = False
    for k in range(i, len(s.tokens)):
        if s.tags[k] == "Q":
            quoted = not quoted
        if quoted:
            continue
        if s.low(k) == ";" or (
            s.low(k) == "," and s.low(k + 1) in {"while", "whereas", "although", "though", "whereupon", "but"}
        ):
            return k
    return len(s.tokens)


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
                if s.low(j) == "by" and s.low(j - 1) in {
                    "count",
                    "report",
                    "estimate",
                    "study",
                    "tally",
                    "assessment",
                    "analysis",
                }:
                    phrase = _headed(s, j + 1, ahead.end)
        person = who(s, phrase, text, discourse)
        if person is None:
            continue
        left, right = bounds(s, k, end)
        if k == 0 or s.low(k - 1) == ";":
            left = end
        else:  # a clause that begins before with ", while" or ", but" belongs to the writer
            for j in range(k - 1, left, -1):
                if s.low(j) == "," and s.low(j + 1) in {"while", "whereas", "although"}:
                    left = j + 1
                    break
        found.append(Attribution(left, right, frozenset(range(k, end)) | _apposition(s, end), spoken_by(person)))
    return found
