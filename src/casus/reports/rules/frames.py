"""Whether a verb in its sentence meets what a frame of ``predicates.json`` asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casus.reports.rules.actors import actors
from casus.reports.rules.names import organisations
from casus.reports.rules.phrases import Phrase, noun_class
from casus.reports.rules.syntax import Sentence, Verb
from casus.reports.rules.wordlists import TIME_WORDS, words


def has_class(s: Sentence, phrase: Phrase | None, classes: Iterable[str]) -> bool:
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
        if name in _SORTS:
            if any(m.start in phrase and m.sort in _SORTS[name] and m.end - 1 == phrase.head for m in s.mentions):
                return True
            continue
        nouns = noun_class(name)
        limit = phrase.head + 1
        if any(s.low(k) in nouns for k in range(phrase.start, limit)):
            return True
        counted = s.low(phrase.head) in _MEASURES or any(
            s.tags[k] == "NUM" for k in range(phrase.start, phrase.head + 1)
        )
        if counted and any(s.low(k) in nouns for k in range(phrase.start, phrase.end)):
            return True
    return False


def fits(
    s: Sentence, verb: Verb, frame: dict[str, Any], doer: Phrase | None, patient: Phrase | None, pieces: list[Phrase]
) -> bool:
    """Whether object, subject and prepositions are what the frame asks for."""
    if "prep_object" in frame:
        hits = [p for p in pieces if p.preposition in frame["prep_object"] and has_class(s, p, frame["object"])]
        if not hits:
            return False
    elif "object" in frame and not (
        has_class(s, patient, frame["object"])
        or _place(s, verb, frame, patient)
        or (patient is not None and _stands_in(s, patient, frame))
    ):
        return False
    if "with_object" in frame and not any(
        p.preposition == "with" and has_class(s, p, frame["with_object"]) for p in pieces
    ):
        return False
    if "subject" in frame and (verb.passive or not has_class(s, doer, frame["subject"])):
        return False
    if frame.get("intransitive") and verb.passive:
        return False
    if frame.get("untargeted") and has_class(s, patient, ["drone", "drones", "shells", "rockets"]):
        return False
    if frame.get("untargeted") and any(
        p.preposition in {"at", "on", "against"} and (actors(s, p, target=True) or has_class(s, p, ["SIDE"]))
        for p in pieces
    ):
        return False
    if "with_prep" in frame and not any(p.preposition == frame["with_prep"] for p in pieces):
        return False
    if frame.get("threat") and not _threatens(s, verb, doer):
        return False
    if frame.get("bare") and s.low(verb.end) not in {"with", "to", "on", "that", "upon", "in"} | TIME_WORDS:
        return False
    if frame["kind"] == "attack" and any(s.low(p.head) in _NO_ATTACK for p in pieces):
        return False
    if frame.get("placed") and patient is not None and not verb.passive and not _is_place(s, patient):
        return False
    if "words" in frame and not _within(s, verb, frame["words"]):
        return False
    if frame.get("never") and not _never(s, verb):
        return False
    if "ahead" in frame and not leads_to(s, verb, frame["ahead"]):
        return False
    if frame.get("unopposed") and any(p.preposition in {"against", "with"} for p in pieces):
        return False
    if frame.get("will") and (verb.negated or not set(verb.helpers) & {"will", "would", "shall"}):
        return False
    if frame["kind"] == "pledge" and frame.get("will") and not _own_side(s, patient):
        return False
    return not frame.get("forces") or (doer is not None and _forceful(s, doer))


def _stands_in(s: Sentence, phrase: Phrase, frame: dict[str, Any]) -> bool:
    """Whether a phrase only points back at what the frame asks for: "it had been brokered", "flew six of its own"."""
    if frame.get("antecedent") == "both" and phrase.end - phrase.start == 1 and s.low(phrase.start) in {"it", "this"}:
        return True
    rest = {s.low(k) for k in range(phrase.start + 1, phrase.end)}
    spots = range(phrase.start, phrase.end)
    more = all(s.tags[k] == "NUM" or s.low(k) in {"another", "more", "further"} for k in spots)
    if more and phrase.end - phrase.start > 1 and frame["kind"] == "deploy":
        return True
    return s.tags[phrase.start] == "NUM" and "of" in rest and rest <= {"of", "its", "their", "own", "them", "these"}


def _is_place(s: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase names land, a border or the like, into which forces may come."""
    return any(m.start in phrase for m in s.mentions) or has_class(
        s, phrase, ["BORDER", "SIDE", "zone", "sea", "strait"]
    )


def _within(s: Sentence, verb: Verb, classes: Iterable[str]) -> bool:
    """Whether a word of the classes stands soon after the verb."""
    nouns = frozenset[str]().union(*(noun_class(name) for name in classes))
    return any(s.low(k) in nouns for k in range(verb.end, min(verb.end + 16, len(s.tokens))))


def leads_to(s: Sentence, verb: Verb, classes: Iterable[str]) -> Verb | None:
    """The infinitive or gerund that hangs on a verb ("vowed to defend", "go on supporting"), if of the classes."""
    lemmas = frozenset[str]().union(*(noun_class(name) for name in classes))
    for other in s.verbs:
        if other.head > verb.head and other.shape in {"infinitive", "gerund"} and other.start - verb.end <= 3:
            return other if other.lemma in lemmas and not _never(s, verb) else None
    return None


def _never(s: Sentence, verb: Verb) -> bool:
    """Whether what follows a verb is not to be: "promised never to use"."""
    return bool({s.low(verb.end), s.low(verb.end + 1)} & {"never", "not"})


def _own_side(s: Sentence, patient: Phrase | None) -> bool:
    """Whether a phrase opens with a name or speaks of land: what a state may say that it will defend."""
    if patient is None or patient.end - patient.start > 8:
        return False
    named = any(m.start in patient and m.sort != "pronoun" for m in s.mentions)
    return named or s.low(patient.end - 1) in {
        "territory",
        "soil",
        "land",
        "border",
    }


def apart(s: Sentence, verb: Verb, particle: str) -> bool:
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


def _forceful(s: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase names forces or an actor that has them."""
    nouns = noun_class("FORCES")
    if any(s.low(k) in nouns for k in range(phrase.start, phrase.end)):
        return True
    return any(m.start in phrase for m in s.mentions)


def enough(
    frame: dict[str, Any],
    verb: Verb,
    by: tuple[str, ...],
    to: tuple[str, ...],
    s: Sentence,
    doer: Phrase | None,
    obj: Phrase | None,
    pieces: list[Phrase],
) -> bool:
    """Whether enough of the parties is known for the act to be claimed."""
    need = frame.get("need", "by")
    if frame.get("joint") and len(by) > 1:
        return True
    spots = [k for p in (obj, *pieces) if p for k in range(p.start, p.end)]
    if frame.get("placed") and not to and not any(s.tags[k] == "NAME" for k in spots):
        return False
    if frame["kind"] == "treaty" and not frame.get("parties"):
        if frame.get("bare"):
            return len(by) > 1 or bool(by and to)
        if frame.get("passive"):
            return len(by) > 1
        objects = [p for p in (obj, *(p for p in pieces if p.preposition in {"from", "of", "to"})) if p is not None]
        proper = any(s.tags[k] == "NAME" and k not in s.at for p in objects[:1] for k in range(p.start, p.end))
        return bool(by) and (bool(to) or len(by) > 1 or proper)
    if (
        frame["kind"] == "talk"
        and len(by) == 1
        and by[0] in organisations()
        and not to
        and verb.lemma in {"meet", "hold", "discuss", "convene"}
    ):
        return True
    if frame["kind"] == "accuse" and len(by) > 1 and s.low(verb.end) == "each":
        return True
    if (
        frame.get("targeted")
        and by
        and any(p.preposition in {"at", "on", "into"} and has_class(s, p, ["SIDE"]) for p in pieces)
    ):
        return True
    if frame.get("bandits") and by and obj is not None and has_class(s, obj, ["GUNMEN"]):
        return True
    if need == "both":
        return bool(by and to)
    if need == "either":
        return bool(to)
    if by and not to and obj is not None and has_class(s, obj, ["FLYING"]) and not verb.passive:
        return True  # "shot down three drones", whosever
    if need == "to":
        if by and not to and frame.get("agentless"):
            return verb.passive and has_class(s, doer, ["SIDE"])
        bandits = doer is not None and has_class(s, doer, ["STRIKE", "GUNMEN"])
        return bool(to) and (bool(by) or (bool(frame.get("agentless")) and (verb.passive or bandits)))
    if need == "any":
        return bool(by) and len(to) != 1 and bool(to)
    return bool(by)


#: What people also die in.
_NO_ATTACK = words(
    "riot riots protest protests crash crashes accident accidents earthquake earthquakes flood floods stampede "
    "collision unrest crackdown demonstrations demonstration fire blaze landslide storm cyclone hurricane typhoon "
    "outbreak"
)
#: What a state may threaten to do without a target that the sentence names.
_THREATS = words(
    "attack strike close withdraw leave pull retaliate resume use launch invade respond shell bomb fire suspend "
    "expel stop halt quit block destroy shoot sink target hit deploy send annex cut break sever abandon scrap tear "
    "test deliver unleash"
)


def _threatens(s: Sentence, verb: Verb, doer: Phrase | None) -> bool:
    """Whether what is threatened is force or a breach, or is threatened to a state that the sentence names."""
    ahead = next(
        (v for v in s.verbs if v.head > verb.head and v.shape == "infinitive" and v.start - verb.end <= 3), None
    )
    if ahead is None or ahead.lemma in _THREATS:
        return True
    named = {owner for m in s.mentions if verb.end <= m.start < verb.end + 12 for owner in m.ids}
    own = {owner for m in s.mentions if doer and m.start in doer for owner in m.ids}
    return bool(named - own)


#: Classes of names: "20 Syrians", "Wang Yi".
_SORTS = {"PEOPLE": {"adjective"}, "LEADER": {"leader"}}
#: Heads that only measure what stands after "of".
_MEASURES = words(
    "number dozens hundreds thousands scores series couple dozen batch all containers shipment consignment cargo "
    "load shipload planeload cache crates tranche tonnes tons rounds shipments pieces units stocks squadron fleet "
    "some most many one version type kind pair column rest last first sale package delivery part deployment wave "
    "patch group detachment contingent element"
)
