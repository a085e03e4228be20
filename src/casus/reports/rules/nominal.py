"""Acts told by a noun: "clashes between A and B", "A's invasion of B", "the deployment of A's troops in B"."""

from __future__ import annotations

from functools import cache
from typing import Any

from casus.reports.claim import Modality
from casus.reports.rules.actors import actors
from casus.reports.rules.acts import Event, ids, rule_of
from casus.reports.rules.attribution import Attribution
from casus.reports.rules.modality import of_verb, stronger
from casus.reports.rules.phrases import Phrase, clause_end, following, noun_class
from casus.reports.rules.subjects import subject as subject_of
from casus.reports.rules.syntax import Sentence, Verb
from casus.reports.rules.verbs import table
from casus.reports.rules.wordlists import words

_POSSIBLE = words("possible improbable unlikely conceivable thinkable")
_LIKELY = words("likely expected probable anticipated")
_PLANNED = words("due planned scheduled set planned")
#: Verbs after which a noun is wished for, feared or spoken about, and so not claimed.
_UNREAL = words(
    "call urge demand want seek ask oppose propose consider fear prevent avoid rule discuss threaten offer hope stop "
    "deter discourage reject favour favor support debate condemn accuse denounce describe "
    "suggest warn resist plan practise practice rehearse simulate study investigate deny request advocate allow permit "
    "oblige commit promise pledge vow halt suspend freeze block delay cancel ban restrict cut reduce end lift"
)
#: Words before a noun that leave it open or deny it.
_OPEN = words("no any possible potential future further another alleged would-be attempted fresh such future renewed")


@cache
def _nouns() -> dict[str, dict[str, Any]]:
    """Noun → its rule in ``predicates.json``."""
    return {noun: rule for rule in table()["nouns"] for noun in rule["nouns"].split()}


def nominal_events(s: Sentence, said: list[Attribution], told: list[Event]) -> list[Event]:
    """The acts told by nouns; ``said`` gives the party that is left out, ``told`` what the verbs have told already."""
    found: list[Event] = []
    for i, token in enumerate(s.tokens):
        rule = _nouns().get(token.low)
        if rule is None or s.tags[i] not in {"N", "VING", "V?", "VED"}:
            continue
        event = _event(s, i, rule, said)
        if event and not any(_told(event, other) for other in (*told, *found)):
            found.append(event)
    return found


def _told(event: Event, other: Event) -> bool:
    """Whether another event of the sentence tells the same act."""
    parties = {*event.by, *event.to}
    return event.kind == other.kind and bool(parties & {*other.by, *other.to})


def _event(s: Sentence, i: int, rule: dict[str, Any], said: list[Attribution]) -> Event | None:
    governor = _governor(s, i)
    subject = governor is None
    verb = governor or next(
        (v for v in s.verbs if v.head > i and v.shape in {"finite", "infinitive"} and not _own(v, said)), None
    )
    if verb is None:
        return None
    ruled_out = governor is not None and governor.lemma == "rule" and s.low(governor.end) == "out"
    at_it = governor is not None and governor.lemma == "be" and s.low(i - 1) == "in"  # "was in talks with"
    if governor is not None and not (ruled_out or at_it) and (rule.get("subject") or verb.lemma in _UNREAL):
        return None
    pieces = _pieces(s, i + 1, _end(s, i))
    joined = [m for p in pieces if p.preposition in _JOINERS for m in actors(s, p, target=True)]
    if not joined and subject and verb.lemma in {"break", "erupt", "flare"}:
        pieces = _pieces(s, verb.end, clause_end(s, verb.end))
        joined = [m for p in pieces if p.preposition in _JOINERS for m in actors(s, p, target=True)]
    by, to = ids(joined), ids(m for p in pieces if p.preposition in rule["to"] for m in actors(s, p, target=True))
    by = by or ids(m for p in pieces if p.preposition in rule.get("by", ()) for m in actors(s, p))
    owner = _owner(s, i)
    by = by or owner
    if not by and subject and verb.passive:  # "the sale of submarines to A was announced by B"
        by = ids(m for p in following(s, verb)[1] if p.preposition == "by" for m in actors(s, p))
    if governor is not None and not by and (ruled_out or at_it or governor.lemma in _ORDERS):
        by = ids(actors(s, subject_of(s, governor)))
    if rule.get("between") and len(by) < 2 and not (by and to):
        speaker = next((a.speaker.state for a in said if a.start <= i < a.end), None)
        by = (speaker,) if speaker and to and speaker not in to else ()
    to = tuple(t for t in to if t not in by)
    if rule.get("object") and not any(s.low(k) in noun_class(rule["object"]) for k in range(i - 2, _end(s, i))):
        return None
    if not by or not (to or len(by) > 1 or rule.get("alone")):
        return None
    modality: Modality | None = "denied" if ruled_out else _modality(s, i, verb, subject)
    if modality is None:
        return None
    counted = (Phrase(max(0, i - 4), i + 1, i), *pieces) if rule["kind"] in {"deploy", "exercise", "transfer"} else ()
    start = next((m.start for m in s.mentions if i - 5 < m.start < i and m.ids == owner), i)
    refuser = subject_of(s, governor) if ruled_out and governor else None
    return Event(
        rule["kind"], by, to, i, modality, counted, None, verb, (), start, _end(s, i), refuser, rule=rule_of(rule)
    )


#: Verbs that make an act of the noun that they govern: "authorised the dispatch of", "ordered the withdrawal of".
_ORDERS = words("authorise authorize approve order announce begin start complete agree conduct launch")
_JOINERS = {"between", "among", "involving"}


def _governor(s: Sentence, i: int) -> Verb | None:
    """The verb before the noun in its clause, if any: the noun is then no subject."""
    for k in range(i - 1, -1, -1):
        if s.tags[k] in {"S"} or s.low(k) in {";", '"', ":"}:
            return None
        verb = next((v for v in s.verbs if v.head == k), None)
        if verb is not None:
            return verb
        if s.low(k) == "," and not any(v.head > k and v.head < i for v in s.verbs):
            return None
    return None


def _end(s: Sentence, i: int) -> int:
    """Where the noun's own phrase ends: at the next verb, comma or conjunction of clauses."""
    k = i + 1
    while k < len(s.tokens):
        if s.tags[k] in {"V", "VED", "X", "R", "S", "VING"} or (s.tags[k] == "TO" and s.tag(k + 1) == "V"):
            return k
        if s.tags[k] == "PUNCT" and s.low(k) != "-":
            return k
        if s.tags[k] == "C" and k + 1 not in s.at and s.tag(k + 1) not in {"N", "D", "NUM"}:
            return k
        k += 1
    return k


def _owner(s: Sentence, i: int) -> tuple[str, ...]:
    """Whose act it is by the words before the noun: "Russia's invasion", "the Turkish air strikes"."""
    k = i - 1
    while k >= 0 and (s.tags[k] in {"N", "NUM", "VED", "ADV", "VING"} and k not in s.at) and i - k < 5:
        k -= 1
    if k >= 0 and s.tags[k] == "POS":
        k -= 1
    mention = s.at.get(k)
    if mention is None or mention.sort in {"other", "pact", "place", "region", "flag"}:
        return ()
    start = mention.start
    found = mention.ids
    if s.low(start - 1) == "and" and start - 2 in s.at and s.at[start - 2].sort == mention.sort:
        found = (*s.at[start - 2].ids, *found)
    return found


def _own(verb: Verb, said: list[Attribution]) -> bool:
    return any(verb.head in a.own for a in said)


def _pieces(s: Sentence, start: int, end: int) -> list[Phrase]:
    spots = [k for k in range(start, end) if s.tags[k] in {"P", "TO"} or s.low(k) == "involving"]
    ends = [*spots[1:], end][: len(spots)]
    return [Phrase(a + 1, b, b - 1, s.low(a)) for a, b in zip(spots, ends, strict=True) if b > a + 1]


def _modality(s: Sentence, i: int, verb: Verb, subject: bool) -> Modality | None:
    base = of_verb(s, verb)
    if base is None:
        return None
    before = {s.low(k) for k in range(max(0, i - 3), i)}
    if "planned" in before:
        return "planned"
    if not subject:
        return None if before & _OPEN else "asserted" if base != "denied" else None
    if "no" in before:
        return "denied"
    after = {s.low(k) for k in range(verb.head, min(verb.end + 3, len(s.tokens)))}
    if after & _POSSIBLE:
        return "possible"
    if after & _LIKELY:
        return stronger("likely", base)
    if after & _PLANNED:
        return stronger("planned", base)
    return base
