"""Reads the frames of ``predicates.json`` off the verbs of a sentence: what kind of act, by whom, to whom."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from casus.reports.claim import Kind, Modality
from casus.reports.rules.actors import actors
from casus.reports.rules.acts import Event, Last, ids, rule_of
from casus.reports.rules.ellipsis import condemned, elliptic, gapped, latest, parties
from casus.reports.rules.frames import apart, enough, fits, has_class
from casus.reports.rules.modality import of_verb, stronger
from casus.reports.rules.phrases import Phrase, following
from casus.reports.rules.subjects import accuser_of, blamer, relative_object, subject, word_before
from casus.reports.rules.syntax import Sentence, Verb
from casus.reports.rules.targets import apposed, between, others, raiders, struck, targets, unnamed_victim
from casus.reports.rules.verbs import by_verb, table
from casus.reports.rules.wordlists import words


@cache
def _frames() -> dict[str, list[tuple[str | None, dict[str, Any]]]]:
    """Verb → its frames with the particle that each needs, those with a particle first."""
    return by_verb(table()["frames"])


def events(s: Sentence, last: Last) -> list[Event]:
    """The acts that the verbs of ``s`` report; ``last`` tells by and to of the last act of each kind so far."""
    found: list[Event] = []
    for verb in s.verbs:
        if verb.passive and verb.shape == "participle" and not _anchored(s, verb):
            continue
        event, frame = _first(s, verb, found, last)
        if event is not None:
            found.append(event)
            found.extend(gapped(s, event))
            if event.kind == "accuse" and (second := condemned(s, event, verb, bool(frame.get("deed")))):
                found.append(second)
    return found


def _first(s: Sentence, verb: Verb, found: list[Event], last: Last) -> tuple[Event | None, dict[str, Any]]:
    """The first frame of the verb that the sentence meets, with the act."""
    for particle, frame in _frames().get(verb.lemma, ()):
        event = _match(s, verb, particle, frame, parties(found, last))
        if event is None and frame["kind"] in {"deploy", "test"}:
            event = elliptic(s, verb, particle, frame, latest(frame["kind"], found, last))
        if event is not None:
            return event, frame
    return None, {}


def _anchored(s: Sentence, verb: Verb) -> bool:
    """Whether a participle has an agent or a date, without which it claims nothing."""
    _, pieces = following(s, verb)
    if any(p.preposition == "by" for p in pieces):
        return True
    return any(
        (s.tags[k] == "NUM" and len(s.low(k)) == 4) or s.low(k) in _DATED for p in pieces for k in range(p.start, p.end)
    )


_DATED = words(
    "january february march april june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday"
)


def _match(
    s: Sentence, verb: Verb, particle: str | None, frame: dict[str, Any], treaty: tuple[str, ...] = ()
) -> Event | None:
    if particle and apart(s, verb, particle):
        pass
    elif particle:
        parts = particle.split()
        if [s.low(verb.end + n) for n in range(len(parts))] != parts:
            return None
        verb = Verb(
            verb.start,
            verb.head,
            verb.end + len(parts),
            verb.lemma,
            verb.form,
            verb.shape,
            verb.passive,
            verb.helpers,
            verb.negated,
            verb.governor,
        )
    if frame.get("negative"):
        if not verb.negated and verb.governor != "refuse":
            return None
        verb = replace(verb, negated=False, governor=None, shape="finite")
    modality = of_verb(s, verb)
    if modality is None:
        return None
    if frame.get("finite") and verb.shape == "participle":
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
    granted = bool(frame.get("granted"))  # "A was granted access to B's bases", "A was given tanks by B"
    given = verb.passive and obj is not None and (granted or "iobj" in frame.get("to", ()))
    if given:
        patient = obj
    agents = [p for p in pieces if p.preposition == "by"] if verb.passive else [doer]
    if not fits(s, verb, frame, doer, patient, pieces):
        return None
    by = ids(m for p in agents if p for m in actors(s, p)) or ids(apposed(s, doer, verb.passive))
    accuser = accuser_of(s, verb) if verb.shape == "gerund" else None
    blame: Event | None = None
    if accuser:
        blame = _match_accusation(s, accuser)
        if blame is None:
            return None
        by = blame.to
    if frame.get("patient") and not by:
        by = ids(actors(s, patient)) if verb.passive or frame.get("intransitive") else ()
    if frame.get("seen"):
        by = ids(actors(s, patient))
    to = targets(s, verb, frame, patient, pieces)
    if given and granted:
        by = ids(actors(s, doer))
    elif given and not to:
        to = ids(actors(s, doer))
    if accuser and blame and not to and any(has_class(s, p, ["BORDER"]) for p in (obj, *pieces)):
        to = blame.by  # "accused A of sending troops across the border"
    if frame.get("reverse") and not verb.passive:
        givers = [m for p in pieces if p.preposition == frame["reverse"] for m in actors(s, p, target=True)]
        by, to = ids(givers or (actors(s, obj, target=True) if frame.get("adjective") else ())), by
    if frame.get("parties"):
        by = ids(m for m in s.mentions if doer and m.start in doer and m.sort == "pact")
        by = by or ids(m for p in (doer,) if p for m in actors(s, p, loose=True) if m.sort != "region")
        by = by or ids(between(s, doer))
        if len(by) < 2 and frame.get("antecedent"):
            return _filled(frame, s, verb, by, to, modality, doer, obj, pieces)
        if len(by) < 2:  # "the treaty obliges A to come to the aid of B"
            by = ids(actors(s, obj)) if frame.get("folded") else ()
            to = ids(m for m in s.mentions if m.start > verb.end and m.ids and m.ids != by)[:1]
            if not (len(by) == 1 and to):
                return None
    if frame["kind"] in {"treaty", "accuse"} and patient is not None and not (by and to):
        parties = ids(m for m in s.mentions if m.sort == "pact" and m.start in patient)
        if frame["kind"] == "treaty" and not by and frame.get("pact"):
            by = parties
        elif frame["kind"] == "accuse":
            to = parties
    if verb.passive and not by and frame["kind"] in {"treaty", "talk", "exercise"} and patient is not None:
        joined = ids(between(s, patient))
        by = joined if len(joined) > 1 else by
    if frame["kind"] == "attack" and not verb.passive and not to and doer is not None:
        inside = ids(m for m in actors(s, doer, target=True, loose=True) if m.ids and m.ids[0] not in by) or ids(
            struck(s, doer)
        )
        if has_class(s, doer, ["STRIKE", "GUNMEN"]):
            to = inside
    if verb.passive and not by and frame["kind"] == "accuse" and doer is not None:  # "A's envoy in Paris was summoned"
        hosts = [m for m in s.mentions if m.start in doer and m.sort in {"capital", "metonym"}]
        by = ids(m for m in hosts if s.low(m.start - 1) in {"in", "to"})
        to = tuple(t for t in to if t not in by)
    if frame.get("symmetric") and by and to:
        by, to = tuple(dict.fromkeys((*by, *to))), ()
    topic = doer if frame.get("inner") else patient
    if frame["kind"] == "sanction" and (verb.passive or frame.get("inner")) and topic is not None:
        by = by or ids(actors(s, topic, loose=True))
        to = ids(m for m in s.mentions if m.start in topic and s.low(m.start - 1) in {"on", "against"}) or to
        by = tuple(b for b in by if b not in to)
    if frame["kind"] == "attack" and verb.passive and not by:
        by = raiders(s, pieces)
    if frame.get("bare") and len(by) == 1 and s.low(verb.end) != "with":
        to = ()
    own = bool(to) and not [t for t in to if t not in by] and not (obj is not None and s.tag(obj.start) == "PRO")
    to = tuple(t for t in to if t not in by)
    kind: Kind = frame["kind"]
    if (
        frame["kind"] == "treaty"
        and len(by) == 1
        and not to
        and patient is not None
        and s.low(patient.start) in {"the", "its"}
        and any(s.low(k) in _ACCESSION for k in range(patient.start, patient.end))
    ):
        to = tuple(p for p in treaty if p not in by) if by[0] in treaty else ()
    if frame["kind"] == "attack" and by and not to and s.low(patient.start if patient else 0) not in {"its"}:
        to = others(s, verb, by, pieces)
    if frame.get("antecedent") == "both" and not to:
        to = tuple(t for t in ids(between(s, patient)) if t not in by)
    if frame.get("antecedent") and not to and not frame.get("parties") and _points_back(s, frame, by, patient):
        return _filled(frame, s, verb, by, to, modality, doer, obj, pieces)
    if frame.get("spoken") and not by and (verb.passive or kind != "sanction") and (to or kind != "sanction"):
        event = _finish(s, verb, frame, kind, by, to, modality, doer, obj, pieces)
        return replace(event, by_speaker=True) if event else None
    if not enough(frame, verb, by, to, s, doer, obj, pieces) and not (own and frame["kind"] == "attack" and by):
        if not unnamed_victim(s, verb, frame, by, to, patient, pieces):
            return None
        event = _finish(s, verb, frame, kind, by, to, modality, doer, obj, pieces)
        return replace(event, victim_is_speaker=True) if event else None
    event = _finish(s, verb, frame, kind, by, to, modality, doer, obj, pieces)
    if event and kind == "deploy" and unnamed_victim(s, verb, frame, by, to, patient, pieces):
        event.to_speaker = True
    return event


def _points_back(s: Sentence, frame: dict[str, Any], by: tuple[str, ...], patient: Phrase | None) -> bool:
    """Whether an act without a target may be done to someone named before ("condemned the sale")."""
    if not by or patient is None or any(m.start in patient and m.sort != "region" for m in s.mentions):
        return False
    if frame["antecedent"] == "doer":
        return s.low(patient.start) in {"the", "this", "these", "it"} and has_class(s, patient, ["DEED", "it"])
    return True


def _filled(
    frame: dict[str, Any], s: Sentence, verb: Verb, by: tuple[str, ...], to: tuple[str, ...], modality: Modality,
    doer: Phrase | None, obj: Phrase | None, pieces: list[Phrase],
) -> Event | None:  # fmt: skip
    """An act whose missing party is one named before; which one, ``fill`` says."""
    event = _finish(s, verb, frame, frame["kind"], by, to, modality, doer, obj, pieces)
    if event is not None:
        event.fill = frame["antecedent"]
    return event


def _match_accusation(s: Sentence, verb: Verb) -> Event | None:
    for particle, frame in _frames().get(verb.lemma, ()):
        if frame["kind"] == "accuse":
            return _match(s, verb, particle, frame)
    return None


def _finish(
    s: Sentence, verb: Verb, frame: dict[str, Any], kind: Kind, by: tuple[str, ...], to: tuple[str, ...],
    modality: Modality, doer: Phrase | None, obj: Phrase | None, pieces: list[Phrase],
) -> Event | None:  # fmt: skip
    if verb.shape == "participle" and not verb.passive:
        return None
    ahead = word_before(s, verb)
    if (
        verb.shape == "gerund"
        and ahead not in _GERUND_LEADS
        and not verb.helpers
        and not (ahead == "," and kind == "accuse")
    ):
        return None
    if verb.shape == "gerund" and ahead in {"of", "for"} and not accuser_of(s, verb):
        if s.low(verb.start - 2) not in {"intention", "plan", "plans"}:
            return None
        modality = "denied" if s.low(verb.start - 3) in {"no", "any"} else "planned"
    if frame.get("phone") and not any(p.preposition in {"by", "on", "with", "to", "over"} for p in pieces):
        return None
    if frame.get("groups") and not any(m.ids == (t,) and m.sort == "group" for m in s.mentions for t in to):
        return None
    if verb.lemma == "offer" and kind == "ceasefire":
        modality = "planned"
    if "modality" in frame:
        if modality == "denied":
            return None
        modality = stronger(frame["modality"], modality)
    if kind in {"pledge", "threaten"} and modality == "planned":
        modality = "asserted"
    counted: tuple[Phrase | None, ...] = (
        () if kind in {"treaty", "accuse", "talk", "threaten"} else (obj, doer, *pieces)
    )
    if verb.passive:
        counted = () if kind in {"treaty", "accuse", "talk", "threaten"} else (doer, obj)
    end = max([verb.end, *(p.end for p in pieces), *([obj.end] if obj else [])])
    if kind == "accuse" and frame.get("prefer") is None and verb.lemma == "protest" and not to:
        return None
    accused = to if kind == "accuse" else ()
    return Event(
        kind,
        by,
        to,
        verb.head,
        modality,
        counted,
        frame.get("plover"),
        verb,
        accused,
        doer.start if doer and doer.start < verb.start else verb.start,
        end,
        doer if modality == "denied" and (_refused(s, verb) or "modality" in frame) else blamer(s, verb),
        rule=rule_of(frame),
        path=_path(s, doer, obj, pieces),
    )


def _path(s: Sentence, doer: Phrase | None, obj: Phrase | None, pieces: list[Phrase]) -> str:
    """Where the parties stand: subject, object and prepositional phrases as they were read."""
    named = [("subject", doer), ("object", obj), *((p.preposition or "", p) for p in pieces)]
    return ", ".join(f"{name} “{' '.join(t.text for t in s.tokens[p.start : p.end])}”" for name, p in named if p)


def _refused(s: Sentence, verb: Verb) -> bool:
    """Whether the doer refuses or plans no such act, and so denies it without a word of saying."""
    return bool({verb.governor, s.low(verb.start - 2)} & {"refuse", "decline", "plan", "plans", "intention"})


#: Words of an agreement whose other party an act upon it names without a word.
_ACCESSION = words("protocol accession membership bid application")
_GERUND_LEADS = words(
    "by of for after before denied denies deny began begun begin begins started start starts resumed resume resumes "
    "continued continue continues keep keeps kept"
)
