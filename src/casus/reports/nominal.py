"""Acts told by a noun that is a subject: "clashes between A and B were possible", "a rotation of A's ships"."""

from __future__ import annotations

from casus.reports.actors import actors
from casus.reports.acts import Event, ids
from casus.reports.attribution import Attribution
from casus.reports.claim import Kind, Modality
from casus.reports.modality import of_verb, stronger
from casus.reports.phrases import Phrase, clause_end
from casus.reports.syntax import Sentence, Verb
from casus.reports.wordlists import words

#: Noun → kind of act. Of clashes all who fight are ``by``.
_NOUNS: dict[str, Kind] = {
    **dict.fromkeys(
        ["clash", "clashes", "fighting", "skirmish", "skirmishes", "hostilities", "firefight", "firefights"], "attack"
    ),
    **dict.fromkeys(["talks", "negotiations", "consultations", "summit", "meeting"], "talk"),
    **dict.fromkeys(["exercise", "exercises", "drills", "manoeuvres", "maneuvers", "wargames"], "exercise"),
    **dict.fromkeys(["ratification", "signature", "signing", "accession"], "treaty"),
    **dict.fromkeys(["deployment", "deployments", "rotation", "stationing"], "deploy"),
}
_POSSIBLE = words("possible improbable unlikely conceivable thinkable")
_LIKELY = words("likely expected probable anticipated")
_PLANNED = words("due planned scheduled set planned")
_HAPPENS = words(
    "break erupt take resume continue begin start open rage flare occur follow intensify spread last go end conclude "
    "hold collapse involve leave kill end stage run"
)
_JOINERS = {"between", "by", "among", "involving"}


def nominal_events(s: Sentence, said: list[Attribution]) -> list[Event]:
    """The acts whose noun heads the subject of a clause; ``said`` gives the party that is left out."""
    found = []
    for i, token in enumerate(s.tokens):
        kind = _NOUNS.get(token.low)
        if kind is None or s.tags[i] not in {"N", "VING", "V?", "VED"} or not _opens_clause(s, i):
            continue
        event = _event(s, i, kind, said)
        if event:
            found.append(event)
    return found


def _opens_clause(s: Sentence, i: int) -> bool:
    """Whether no verb stands before the noun in its clause."""
    for k in range(i - 1, -1, -1):
        if s.tags[k] in {"S"} or s.low(k) in {";", '"'}:
            return True
        if s.tags[k] in {"P", "R", "TO", "C"} or any(v.head == k for v in s.verbs) or s.low(k) == ",":
            return s.low(k) == "," and k < 8 and not any(v.head < k for v in s.verbs)
    return True


def _event(s: Sentence, i: int, kind: Kind, said: list[Attribution]) -> Event | None:
    verb = next((v for v in s.verbs if v.head > i and v.shape in {"finite", "infinitive"} and not _own(v, said)), None)
    if verb is None:
        return None
    pieces = _pieces(s, i + 1, verb.start)
    joined = [m for p in pieces if p.preposition in _JOINERS for m in actors(s, p, target=True)]
    if not joined and verb.lemma in {"break", "erupt", "flare"}:
        pieces = _pieces(s, verb.end, clause_end(s, verb.end))
        joined = [m for p in pieces if p.preposition in _JOINERS for m in actors(s, p, target=True)]
    by = ids(joined)
    to: tuple[str, ...] = ()
    if kind == "deploy":
        by = ids(m for p in pieces if p.preposition == "of" for m in actors(s, p))
        to = ids(
            m
            for p in pieces
            if p.preposition in {"in", "to", "through", "at", "on", "near", "off"}
            for m in actors(s, p, target=True)
        )
        to = tuple(t for t in to if t not in by)
        if not (by and to):
            return None
    elif kind == "treaty":
        if not by:
            return None
    elif kind == "talk" and not by:
        to = ids(m for p in pieces if p.preposition == "with" for m in actors(s, p, target=True))
        speaker = next((a.speaker.state for a in said if a.start <= i < a.end), None)
        by = (speaker,) if speaker and to and speaker not in to else ()
        if not by:
            return None
    elif len(by) < 2:
        return None
    modality = _modality(s, i, verb)
    if modality is None:
        return None
    return Event(
        kind,
        by,
        to,
        i,
        modality,
        tuple(pieces) if kind in {"deploy", "exercise"} else (),
        None,
        verb,
        (),
        i,
        verb.end + 3,
    )


def _own(verb: Verb, said: list[Attribution]) -> bool:
    return any(verb.head in a.own for a in said)


def _pieces(s: Sentence, start: int, end: int) -> list[Phrase]:
    spots = [k for k in range(start, end) if s.tags[k] in {"P", "TO"} or s.low(k) == "involving"]
    ends = [*spots[1:], end][: len(spots)]
    return [Phrase(a + 1, b, b - 1, s.low(a)) for a, b in zip(spots, ends, strict=True) if b > a + 1]


def _modality(s: Sentence, i: int, verb: Verb) -> Modality | None:
    base = of_verb(s, verb)
    if base is None:
        return None
    opening = s.low(i - 1)
    if opening == "no" or s.low(i - 2) == "no":
        return "denied"
    after = {s.low(k) for k in range(verb.head, min(verb.end + 3, len(s.tokens)))}
    if after & _POSSIBLE:
        return "possible"
    if after & _LIKELY:
        return stronger("likely", base)
    if after & _PLANNED:
        return stronger("planned", base)
    if verb.lemma in _HAPPENS or base in {"possible", "planned", "likely"}:
        return base
    return None
