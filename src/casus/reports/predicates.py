"""Reads the frames of ``predicates.json`` off the verbs of a sentence: what kind of act, by whom, to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from casus.reports.claim import Kind, Modality
from casus.reports.grammar import Sentence, Verb, table, words
from casus.reports.modality import of_verb
from casus.reports.names import Mention, organisations
from casus.reports.phrases import Phrase, actors, following, noun_class, relative_object, subject


#: By and to of the last act of each kind.
Last = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


@dataclass(slots=True)
class Event:
    """An act as read from one predicate, before it is known who says so; ``head`` is the token of the predicate."""

    kind: Kind
    by: tuple[str, ...]
    to: tuple[str, ...]
    head: int
    modality: Modality = "asserted"
    counted: tuple[Phrase | None, ...] = ()
    plover: str | None = None
    verb: Verb | None = None
    accused: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    accuser: Phrase | None = None
    where: list[Mention] = field(default_factory=list)


@cache
def _frames() -> dict[str, list[tuple[str | None, dict[str, Any]]]]:
    """Verb → its frames with the particle that each needs, those with a particle first."""
    index: dict[str, list[tuple[str | None, dict[str, Any]]]] = {}
    for frame in table()["frames"]:
        for name in frame["verbs"].split():
            verb, _, particle = name.partition("_")
            index.setdefault(verb, []).append((particle.replace("_", " ") or None, frame))
    for rows in index.values():
        rows.sort(key=lambda row: row[0] is None)
    return index


def events(s: Sentence, last: Last) -> list[Event]:
    """The acts that the verbs of ``s`` report; ``last`` tells by and to of the last act of each kind so far."""
    found: list[Event] = []
    for verb in s.verbs:
        if verb.passive and verb.shape == "participle" and not _anchored(s, verb):
            continue
        for particle, frame in _frames().get(verb.lemma, ()):
            event = _match(s, verb, particle, frame, _parties(found, last))
            if event is None and frame["kind"] in {"deploy", "test"}:
                event = _elliptic(s, verb, particle, frame, _latest(frame["kind"], found, last))
            if event:
                found.append(event)
                if event.kind == "accuse" and (second := _condemned(s, event, verb)):
                    found.append(second)
                break
    return found


def _condemned(s: Sentence, event: Event, verb: Verb) -> Event | None:
    """The act that is condemned, when its doers are named: "condemned the strikes by A and B"."""
    obj, pieces = following(s, verb)
    agents = [p for p in pieces if p.preposition == "by"]
    if verb.passive or not agents or not _has(s, obj, ["STRIKE"]) or obj is None:
        return None
    by = ids(m for p in agents for m in actors(s, p))
    return Event("attack", by, (), obj.head, "asserted", (), None, None, (), obj.start, agents[0].end) if by else None


def _parties(found: list[Event], last: Last) -> tuple[str, ...]:
    """The two parties of the treaty last spoken of; nothing when there are more."""
    by, to = _latest("treaty", found, last)
    return (*by, *to) if len(by) + len(to) == 2 else ()


def _latest(
    kind: str, found: list[Event], last: Last
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    here = next((e for e in found if e.kind == kind), None)
    return (here.by, here.to) if here else last.get(kind, ((), ()))


def _elliptic(
    s: Sentence, verb: Verb, particle: str | None, frame: dict[str, Any], last: tuple[tuple[str, ...], tuple[str, ...]]
) -> Event | None:
    """An act whose owner was named before: "thousands more troops are to go", "the missile was launched"."""
    by, to = last
    doer = subject(s, verb)
    if not by or doer is None or particle or any(m.start in doer and m.sort != "pronoun" for m in s.mentions):
        return None
    inner = {s.low(k) for k in range(doer.start, doer.end)}
    if frame["kind"] == "deploy":
        more = inner & {"more", "another", "further", "others"} and frame.get("intransitive") and _has(s, doer, ["FORCES"])
        them = "them" in inner and any(s.tags[k] == "NUM" for k in range(doer.start, doer.end)) and verb.passive
        if not (more or them):
            return None
        to = _targets(s, verb, frame, doer, following(s, verb)[1]) or to
        to = tuple(t for t in to if t not in by)
    elif not (verb.passive and s.low(doer.start) == "the" and _has(s, doer, ["MISSILE"]) and "object" in frame and frame["object"] != ["TEST"]):
        return None
    modality = of_verb(s, verb)
    if modality is None or modality == "denied":
        return None
    _, pieces = following(s, verb)
    counted = (doer,) if frame["kind"] == "deploy" else ()
    end = max([verb.end, *(p.end for p in pieces)])
    return Event(frame["kind"], by, to if frame["kind"] == "deploy" else (), verb.head, modality, counted, None, verb, (), doer.start, end)


def _anchored(s: Sentence, verb: Verb) -> bool:
    """Whether a participle has an agent or a date, without which it claims nothing."""
    _, pieces = following(s, verb)
    if any(p.preposition == "by" for p in pieces):
        return True
    return any(s.tags[k] == "NUM" and len(s.low(k)) == 4 or s.low(k) in _DATED for p in pieces for k in range(p.start, p.end))


_DATED = words("january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday")


def ids(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The ids of mentions, each once, in order."""
    return tuple(dict.fromkeys(owner for m in mentions for owner in m.ids))


def _has(s: Sentence, phrase: Phrase | None, classes: Iterable[str]) -> bool:
    """Whether the head of a phrase (or a noun before it, or after "of") belongs to one of the classes."""
    if phrase is None:
        return False
    for name in classes:
        if name == "LAND":
            if any(m.sort in {"state", "region", "capital"} and m.end - 1 == phrase.head for m in s.mentions):
                return True
            continue
        if name == "ORG":
            if any(m.sort == "organisation" for m in s.mentions if m.start in phrase):
                return True
            continue
        nouns = noun_class(name)
        limit = phrase.head + 1
        if any(s.low(k) in nouns for k in range(phrase.start, limit)):
            return True
        counted = any(s.tags[k] == "NUM" for k in range(phrase.start, phrase.head)) or s.low(phrase.head) in {"number", "dozens", "hundreds", "thousands", "scores", "series", "couple", "dozen", "batch", "all", "containers", "tonnes", "tons", "rounds", "shipments", "pieces", "units", "stocks", "squadron", "fleet", "some", "most", "many", "one", "version", "type", "kind", "pair", "two", "three", "four", "five", "column", "rest", "last", "first"} or s.tags[phrase.head] == "NUM"
        if counted and any(s.low(k) in nouns for k in range(phrase.start, phrase.end)):
            return True
    return False


def _match(
    s: Sentence, verb: Verb, particle: str | None, frame: dict[str, Any], treaty: tuple[str, ...] = ()
) -> Event | None:
    if particle and _apart(s, verb, particle):
        pass
    elif particle:
        parts = particle.split()
        if [s.low(verb.end + n) for n in range(len(parts))] != parts:
            return None
        verb = Verb(verb.start, verb.head, verb.end + len(parts), verb.lemma, verb.form, verb.shape, verb.passive, verb.helpers, verb.negated, verb.governor)
    if frame.get("negative"):
        if not verb.negated and verb.governor != "refuse":
            return None
        verb = replace(verb, negated=False, governor=None, shape="finite")
    modality = of_verb(s, verb)
    if modality is None:
        return None
    if frame.get("folded") and modality not in {"asserted", "planned"}:
        return None
    if frame.get("passive") and not verb.passive:
        return None
    doer = subject(s, verb)
    obj, pieces = following(s, verb)
    if obj is None and not verb.passive:
        obj = relative_object(s, doer)
    patient = doer if verb.passive else obj
    agents = [p for p in pieces if p.preposition == "by"] if verb.passive else [doer]
    if not _fits(s, verb, frame, doer, patient, pieces):
        return None
    by = ids(m for p in agents if p for m in actors(s, p)) or ids(_apposed(s, doer, verb.passive))
    accuser = _accuser(s, verb) if verb.shape == "gerund" else None
    if accuser:
        blame = _match_accusation(s, accuser)
        if blame is None:
            return None
        by = blame.to
    if frame.get("patient") and not by:
        by = ids(actors(s, patient)) if verb.passive or frame.get("intransitive") else ()
    if frame.get("access") and verb.passive and not by:
        by = ids(actors(s, doer))
    to = _targets(s, verb, frame, patient, pieces)
    if frame.get("reverse") and not verb.passive:
        givers = ids(m for p in pieces if p.preposition == frame["reverse"] for m in actors(s, p, target=True))
        by, to = givers, by
    if frame.get("parties"):
        by = ids(m for m in s.mentions if doer and m.start in doer and m.sort == "pact")
        by = by or ids(m for p in (doer,) if p for m in actors(s, p, loose=True) if m.sort != "region")
        by = by or ids(_between(s, doer))
        if len(by) < 2:
            return None
    if frame["kind"] in {"treaty", "accuse"} and patient is not None and not (by and to):
        parties = ids(m for m in s.mentions if m.sort == "pact" and m.start in patient)
        if frame["kind"] == "treaty" and not by and frame.get("pact"):
            by = parties
        elif frame["kind"] == "accuse":
            to = parties
    if verb.passive and not by and frame["kind"] in {"treaty", "talk", "exercise"} and patient is not None:
        joined = ids(_between(s, patient))
        by = joined if len(joined) > 1 else by
    if frame["kind"] == "attack" and not verb.passive and not to and doer is not None:
        inside = ids(m for m in actors(s, doer, target=True, loose=True) if m.ids and m.ids[0] not in by) or ids(_struck(s, doer))
        if _has(s, doer, ["STRIKE", "gunmen", "militants", "jihadists", "insurgents", "attackers", "rebels", "bomber"]):
            to = inside
    if frame.get("symmetric") and by and to:
        by, to = tuple(dict.fromkeys((*by, *to))), ()
    topic = doer if frame.get("inner") else patient
    if frame["kind"] == "sanction" and (verb.passive or frame.get("inner")) and topic is not None:
        by = by or ids(actors(s, topic, loose=True))
        to = ids(m for m in s.mentions if m.start in topic and s.low(m.start - 1) in {"on", "against"}) or to
        by = tuple(b for b in by if b not in to)
    soil = any(s.low(p.end - 1) in {"soil", "territory", "land"} and s.low(p.start) == "its" for p in pieces if p.preposition in {"on", "in"})
    if frame.get("landed") and soil and obj is not None and (guests := ids(actors(s, obj))) and guests != by and by:
        by, to = guests, by
    if frame["kind"] == "talk" and by and not to and obj is not None and s.low(obj.start) == "the" and verb.lemma == "broker":
        to = treaty
    if frame["kind"] == "attack" and verb.passive and not by:
        by = _raiders(s, pieces)
    own = bool(to) and not [t for t in to if t not in by]
    to = tuple(t for t in to if t not in by)
    kind: Kind = frame["kind"]
    if frame["kind"] == "treaty" and len(by) == 1 and not to and patient is not None and s.low(patient.start) in {"the", "it", "its"}:
        to = tuple(p for p in treaty if p not in by) if by[0] in treaty else ()
    if frame["kind"] == "attack" and by and not to and s.low(patient.start if patient else 0) not in {"its"}:
        to = _others(s, verb, by, pieces)
    if not _enough(frame, verb, by, to, s, doer, obj) and not (own and frame["kind"] == "attack" and by):
        return None
    return _finish(s, verb, frame, kind, by, to, modality, doer, obj, pieces)


def _others(s: Sentence, verb: Verb, by: tuple[str, ...], pieces: list[Phrase]) -> tuple[str, ...]:
    """Whose "its" are, when they can't be the attacker's own: "invaded B and fired missiles at its cities"."""
    if not any(s.low(p.start) in {"its", "their"} for p in pieces):
        return ()
    named = [owner for m in s.mentions if m.start < verb.head and m.sort != "pronoun" for owner in m.ids]
    rest = tuple(dict.fromkeys(o for o in named if o not in by))
    return rest if len(rest) == 1 else ()


def _struck(s: Sentence, phrase: Phrase) -> list[Mention]:
    """Whom an attack as a subject hits: "a raid on Kharkiv killed ..."."""
    return [m for m in s.mentions if m.start in phrase and m.ids and s.low(m.start - 1) in {"on", "in", "against", "at", "near"}]


def _apposed(s: Sentence, phrase: Phrase | None, passive: bool) -> list[Mention]:
    """For whom an unknown name stands by its apposition: "X, a member of the movement's bureau,"."""
    if phrase is None or passive or s.low(phrase.end) != "," or not any(c.isupper() for c in s.tokens[phrase.end - 1].text) or phrase.end - 1 in s.at:
        return []
    if s.tag(phrase.end + 1) != "D":
        return []
    stop = next((k for k in range(phrase.end + 1, len(s.tokens)) if s.low(k) in {",", ";"}), len(s.tokens))
    if not any(s.low(k) in _MEMBERS for k in range(phrase.end + 1, stop)):
        return []
    first = next((m for m in s.mentions if phrase.end < m.start < stop and m.sort != "other"), None)
    return [first] if first else []


_MEMBERS = words("member leader commander chief minister spokesman spokeswoman head envoy ambassador president general admiral representative")


def _match_accusation(s: Sentence, verb: Verb) -> Event | None:
    for particle, frame in _frames().get(verb.lemma, ()):
        if frame["kind"] == "accuse":
            return _match(s, verb, particle, frame)
    return None


def _raiders(s: Sentence, pieces: list[Phrase]) -> tuple[str, ...]:
    """Whose attack it was that people died in: "killed in Sudanese air strikes", "in a raid by X"."""
    raids = [p for p in pieces if p.preposition in {"in", "by", "during"} and _has(s, p, ["STRIKE"])]
    return ids(m for p in raids for m in actors(s, p) if p.preposition != "by" or m.start in p)


def _between(s: Sentence, phrase: Phrase | None) -> list[Mention]:
    if phrase is None:
        return []
    spots = [k for k in range(phrase.start, phrase.end) if s.low(k) in {"between", "with", "of"}]
    return [m for m in s.mentions if spots and spots[0] < m.start < phrase.end]


def _fits(
    s: Sentence, verb: Verb, frame: dict[str, Any], doer: Phrase | None, patient: Phrase | None, pieces: list[Phrase]
) -> bool:
    """Whether object, subject and prepositions are what the frame asks for."""
    if "prep_object" in frame:
        hits = [p for p in pieces if p.preposition in frame["prep_object"] and _has(s, p, frame["object"])]
        if not hits:
            return False
    elif "object" in frame and not _has(s, patient, frame["object"]) and not _place(s, verb, frame, patient):
        return False
    if "with_object" in frame and not any(p.preposition == "with" and _has(s, p, frame["with_object"]) for p in pieces):
        return False
    if "subject" in frame and (verb.passive or not _has(s, doer, frame["subject"])):
        return False
    if frame.get("intransitive") and verb.passive:
        return False
    if frame.get("untargeted") and _has(s, patient, ["drone", "drones", "shells", "rockets"]):
        return False
    if frame.get("untargeted") and any(p.preposition in {"at", "on", "against"} and actors(s, p, target=True) for p in pieces):
        return False
    if "with_prep" in frame and not any(p.preposition == frame["with_prep"] for p in pieces):
        return False
    if frame.get("never") and not (s.low(verb.end) in {"never", "not"} and s.low(verb.end + 1) == "to"):
        return False
    if frame.get("supporting") and s.low(verb.end) not in {"supporting", "backing", "defending", "protecting"} and s.low(verb.end + 1) not in {"support", "back", "defend"}:
        return False
    if frame.get("under") and not (s.low(0) in {"under", "in"} and any(s.low(k) in noun_class("HARDPACT") for k in range(min(8, verb.start)))):
        return False
    if frame.get("umbrella") and not any(s.low(k) in {"umbrella", "alliance", "treaty", "deterrent"} for p in pieces if p.preposition in {"by", "under"} for k in range(p.start, p.end)):
        return False
    if frame.get("unopposed") and any(p.preposition in {"against", "with"} for p in pieces):
        return False
    if frame.get("future") and not (set(verb.helpers) & {"will", "would"} and patient is not None and patient.end - patient.start < 6 and any(m.start == patient.start for m in s.mentions)):
        return False
    if frame.get("access") and not any(p.preposition == "to" and any(s.low(k) in _BASES for k in range(p.start, p.end)) for p in pieces):
        return False
    if frame.get("counted") and not (patient and amount_like(s, patient)):
        return False
    if frame.get("forces") and not (doer and _FORCEFUL(s, doer)):
        return False
    return True


def _apart(s: Sentence, verb: Verb, particle: str) -> bool:
    """Whether the particle stands after the object: "pull their forces back", "shot a drone down"."""
    if particle not in {"back", "down", "out", "over", "off"}:
        return False
    for k in range(verb.end, min(verb.end + 7, len(s.tokens))):
        if s.low(k) == particle:
            return k > verb.end and s.tag(k + 1) not in {"D", "NAME"}
        if s.tags[k] in {"P", "TO", "PUNCT", "C", "V", "VED", "X", "S", "R"}:
            return False
    return False


def _place(s: Sentence, verb: Verb, frame: dict[str, Any], patient: Phrase | None) -> bool:
    """Whether what is seized is a place or a ship by its name alone ("seized al-Anad")."""
    if verb.lemma not in frame.get("lead", ()) or patient is None:
        return False
    return any(c.isupper() for c in s.tokens[patient.head].text) and not s.capitals


def _FORCEFUL(s: Sentence, phrase: Phrase) -> bool:  # noqa: N802 - reads as a test in the table of fits
    nouns = noun_class("FORCES")
    if any(s.low(k) in nouns for k in range(phrase.start, phrase.end)):
        return True
    return any(m.start in phrase for m in s.mentions)


def _targets(
    s: Sentence, verb: Verb, frame: dict[str, Any], patient: Phrase | None, pieces: list[Phrase]
) -> tuple[str, ...]:
    found: list[Mention] = []
    if frame.get("help"):
        return ids(m for m in s.mentions if verb.end < m.start < verb.end + 6 and m.sort != "pronoun")[:1]
    if frame.get("region"):
        return ids(m for m in s.mentions if patient and m.start in patient and m.sort == "region")
    if frame.get("under"):
        return ids(m for m in s.mentions if m.start > verb.end and m.ids and m.sort != "pronoun")[:1]
    if frame.get("supporting"):
        return ids(m for m in s.mentions if verb.end < m.start < verb.end + 6)[:1]
    if frame["kind"] == "exercise":  # "opened its first exercise, joining the Russian fleet"
        joined = next((v for v in s.verbs if v.head > verb.head and v.lemma == "join" and v.form == "ing"), None)
        found += actors(s, following(s, joined)[0], target=True) if joined else []
    for spec in frame.get("to", ()):
        if spec == "obj":
            if frame["kind"] == "accuse" and verb.passive and frame.get("prefer"):
                continue
            if frame.get("prefer") and any(p.preposition == frame["prefer"] for p in pieces):
                continue
            found += actors(s, patient, target=True, loose=frame["kind"] in {"accuse", "talk", "treaty"} and not frame.get("people"))
        elif spec == "iobj":
            if not verb.passive:
                found += _recipient(s, patient)
        else:
            for piece in pieces:
                if piece.preposition == spec:
                    found += actors(s, piece, target=True)
    if not found and frame["kind"] == "attack":
        harm = next((v for v in s.verbs if v.head > verb.head and v.form == "ing" and v.lemma in _HARMS and s.low(v.head - 1) == ","), None)
        found += actors(s, following(s, harm)[0], target=True) if harm else []
    if not found and frame["kind"] == "deploy":
        found += _there(s, verb, pieces, frame)
    if not found and "obj" in frame.get("to", ()) and patient and not verb.passive and s.low(patient.end) == ",":
        follower = s.at.get(patient.end + 1)
        if follower and s.tag(follower.end) == "POS":
            found.append(follower)
    if not found and frame.get("near"):
        found += [m for p in [*pieces] if p.preposition in frame["near"] for m in actors(s, p, target=True, loose=True)]
        if not found and patient:
            found += [m for m in actors(s, patient, target=True, loose=True) if m.sort != "other"]
    return ids(found)


def _there(s: Sentence, verb: Verb, pieces: list[Phrase], frame: dict[str, Any]) -> list[Mention]:
    """Where forces go when the place stands apart: "there", or ", in the Russian exclave"."""
    stop = max([verb.end, *(p.end for p in pieces)])
    for k in range(verb.end, min(stop + 2, len(s.tokens))):
        if s.low(k) == "there" and k in s.at:
            return [s.at[k]]
    if s.low(stop) == "," and s.low(stop + 1) in {"in", "off", "near"}:
        end = next((k for k in range(stop + 2, len(s.tokens)) if s.low(k) in {",", ".", ";"} or s.tags[k] in {"P", "R", "S"}), len(s.tokens))
        return actors(s, Phrase(stop + 2, end, end - 1), target=True)
    return []


def _recipient(s: Sentence, obj: Phrase | None) -> list[Mention]:
    """Who is given something, when they stand before it: "sold its neighbour 24 fighters"."""
    if obj is None:
        return []
    start = obj.start + (s.low(obj.start) == "the")
    first = s.at.get(start)
    if first is None or s.tag(first.end) == "POS" or first.end >= obj.end:
        return []
    if first.sort == "adjective" and s.low(first.end) not in {"army", "navy", "government", "military", "forces", "police"}:
        return []
    if first.sort == "pronoun" and s.low(first.start) in {"its", "their", "his"} and first.end - first.start == 1:
        return []
    return [first]


def _enough(
    frame: dict[str, Any], verb: Verb, by: tuple[str, ...], to: tuple[str, ...], s: Sentence, doer: Phrase | None,
    obj: Phrase | None,
) -> bool:
    need = frame.get("need", "by")
    if frame.get("joint") and len(by) > 1:
        return True
    if frame["kind"] == "treaty" and not frame.get("parties"):
        if frame.get("bare"):
            return len(by) > 1 or bool(by and to)
        if frame.get("under"):
            return bool(by and to)
        if frame.get("passive"):
            return len(by) > 1
        proper = obj is not None and any(s.tags[k] == "NAME" and k not in s.at for k in range(obj.start, obj.end))
        return bool(by) and (bool(to) or len(by) > 1 or proper)
    if frame["kind"] == "talk" and len(by) == 1 and by[0] in organisations() and not to and verb.lemma in {"meet", "hold", "discuss", "convene"}:
        return True
    if frame["kind"] == "accuse" and len(by) > 1 and s.low(verb.end) == "each":
        return True
    if need == "both":
        return bool(by and to)
    if need == "to":
        if by and not to and frame.get("agentless"):
            return verb.passive and _has(s, doer, ["SIDE"])
        bandits = doer is not None and _has(s, doer, ["STRIKE", "gunmen", "militants", "jihadists", "insurgents", "attackers", "bomber"])
        return bool(to) and (bool(by) or bool(frame.get("agentless")) and (verb.passive or bandits))
    if need == "any":
        return bool(by or to)
    return bool(by)


def _finish(
    s: Sentence, verb: Verb, frame: dict[str, Any], kind: Kind, by: tuple[str, ...], to: tuple[str, ...],
    modality: Modality, doer: Phrase | None, obj: Phrase | None, pieces: list[Phrase],
) -> Event | None:  # fmt: skip
    if verb.shape == "participle" and not verb.passive:
        return None
    ahead = _word_before(s, verb)
    if verb.shape == "gerund" and ahead not in _GERUND_LEADS and not verb.helpers and not (ahead == "," and kind == "accuse"):
        return None
    if verb.shape == "gerund" and ahead in {"of", "for"} and not _accuser(s, verb):
        return None
    if frame.get("kind") == "threaten" and frame.get("retaliate"):
        return None
    if frame.get("state_subject") and not (s.low(verb.end) not in {"of", "that"} and doer):
        return None
    if frame.get("phone") and not any(p.preposition in {"by", "on", "with", "to", "over"} for p in pieces):
        return None
    if frame.get("help") and not any(s.low(k) in _HELPS for k in range(verb.end, min(len(s.tokens), verb.end + 3))):
        return None
    if frame.get("officials") and not (obj and any(s.low(k) in _OFFICIALS for k in range(obj.start, obj.end))):
        return None
    if frame.get("groups") and not any(m.ids == (t,) and m.sort == "group" for m in s.mentions for t in to):
        return None
    if kind in {"pledge", "threaten"} and modality == "planned":
        modality = "asserted"
    counted: tuple[Phrase | None, ...] = () if kind in {"treaty", "accuse", "talk", "threaten"} else (obj, doer, *pieces)
    if verb.passive:
        counted = () if kind in {"treaty", "accuse", "talk", "threaten"} else (doer, obj)
    end = max([verb.end, *(p.end for p in pieces), *([obj.end] if obj else [])])
    if kind == "accuse" and frame.get("prefer") is None and verb.lemma == "protest" and not to:
        return None
    accused = to if kind == "accuse" else ()
    return Event(kind, by, to, verb.head, modality, counted, frame.get("plover"), verb, accused, doer.start if doer and doer.start < verb.start else verb.start, end, _blamer(s, verb))


_HARMS = words("kill wound injure destroy damage sink hit")
_BASES = words("base bases port ports airfield airfields airbase airspace facilities ports camp camps")


def amount_like(s: Sentence, phrase: Phrase) -> bool:
    """Whether the phrase counts something."""
    return any(s.tags[k] == "NUM" for k in range(phrase.start, phrase.end))


_HELPS = words("defend protect support help assist aid back arm supply")
_OFFICIALS = words("minister president counterpart leader delegation envoy premier king chancellor secretary ambassador")


_GERUND_LEADS = words(
    "by of for after before denied denies deny began begun begin begins started start starts resumed resume resumes continued "
    "continue continues keep keeps kept"
)


def _word_before(s: Sentence, verb: Verb) -> str:
    """The word before a verb, adverbs left out."""
    k = verb.start - 1
    while s.tag(k) == "ADV":
        k -= 1
    return s.low(k)


def _blamer(s: Sentence, verb: Verb) -> Phrase | None:
    """Who accuses, when the verb is what someone is accused of."""
    accuser = _accuser(s, verb) if verb.shape == "gerund" else None
    if accuser is None:
        return None
    if accuser.passive:
        return next((p for p in following(s, accuser)[1] if p.preposition == "by"), None)
    return subject(s, accuser)


def _accuser(s: Sentence, verb: Verb) -> Verb | None:
    """The verb of accusing that a gerund after "of" hangs on."""
    if _word_before(s, verb) not in {"of", "for"}:
        return None
    for other in reversed([v for v in s.verbs if v.head < verb.head]):
        return other if other.lemma in {"accuse", "suspect", "blame"} else None
    return None
