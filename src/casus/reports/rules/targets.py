"""Whom an act is done to: objects, recipients, places, and those named apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from casus.reports.rules.actors import actors
from casus.reports.rules.acts import ids
from casus.reports.rules.frames import has_class
from casus.reports.rules.names import Mention
from casus.reports.rules.phrases import Phrase, clause_end, following
from casus.reports.rules.subjects import subject
from casus.reports.rules.syntax import Sentence, Verb
from casus.reports.rules.wordlists import words


def others(s: Sentence, verb: Verb, by: tuple[str, ...], pieces: list[Phrase]) -> tuple[str, ...]:
    """Whose "its" are, when they can't be the attacker's own: "invaded B and fired missiles at its cities"."""
    if not any(s.low(p.start) in {"its", "their"} for p in pieces):
        return ()
    named = [owner for m in s.mentions if m.start < verb.head and m.sort != "pronoun" for owner in m.ids]
    rest = tuple(dict.fromkeys(o for o in named if o not in by))
    return rest if len(rest) == 1 else ()


def struck(s: Sentence, phrase: Phrase) -> list[Mention]:
    """Whom an attack as a subject hits: "a raid on Kharkiv killed ..."."""
    return [
        m
        for m in s.mentions
        if m.start in phrase and m.ids and s.low(m.start - 1) in {"on", "in", "against", "at", "near"}
    ]


def apposed(s: Sentence, phrase: Phrase | None, passive: bool) -> list[Mention]:
    """For whom an unknown name stands by its apposition: "X, a member of the movement's bureau,"."""
    if (
        phrase is None
        or passive
        or s.low(phrase.end) != ","
        or not any(c.isupper() for c in s.tokens[phrase.end - 1].text)
        or phrase.end - 1 in s.at
    ):
        return []
    if s.tag(phrase.end + 1) != "D":
        return []
    stop = next((k for k in range(phrase.end + 1, len(s.tokens)) if s.low(k) in {",", ";"}), len(s.tokens))
    if not any(s.low(k) in _MEMBERS for k in range(phrase.end + 1, stop)):
        return []
    first = next((m for m in s.mentions if phrase.end < m.start < stop and m.sort != "other"), None)
    return [first] if first else []


_MEMBERS = words(
    "member leader commander chief minister spokesman spokeswoman head envoy ambassador president general admiral "
    "representative"
)


def raiders(s: Sentence, pieces: list[Phrase]) -> tuple[str, ...]:
    """Whose attack it was that people died in: "killed in Sudanese air strikes", "in a raid by X"."""
    raids = [p for p in pieces if p.preposition in {"in", "by", "during", "under"} and has_class(s, p, ["STRIKE"])]
    return ids(m for p in raids for m in actors(s, p) if p.preposition != "by" or m.start in p)


def unnamed_victim(
    s: Sentence, verb: Verb, frame: dict[str, Any], by: tuple[str, ...], to: tuple[str, ...],
    patient: Phrase | None, pieces: list[Phrase],
) -> bool:  # fmt: skip
    """Whether an attack leaves out whom it hit, so that the state that tells of it must be meant.

    "Eleven soldiers had been killed, an army spokesman in Kyiv said"; "A had launched 20 missiles, B's air force said".
    """
    if to or patient is None:
        return False
    if frame["kind"] == "deploy":
        return bool(by) and verb.lemma in {"cross", "enter"} and has_class(s, patient, ["BORDER"])
    if frame["kind"] != "attack":
        return False
    if any(m.start in patient for m in s.mentions) or not any(
        s.tags[k] == "NUM" for k in range(patient.start, patient.end)
    ):
        return bool(frame.get("targeted") and by and any(p.preposition in {"at", "on", "into"} for p in pieces))
    if frame.get("agentless") and verb.passive and not by:
        return not any(p.preposition == "by" for p in pieces)
    return bool(frame.get("targeted") and by)


def between(s: Sentence, phrase: Phrase | None) -> list[Mention]:
    """The parties that a phrase names after "between", "with" or "of"."""
    if phrase is None:
        return []
    spots = [k for k in range(phrase.start, phrase.end) if s.low(k) in {"between", "with", "of"}]
    return [m for m in s.mentions if spots and spots[0] < m.start < phrase.end]


def targets(
    s: Sentence, verb: Verb, frame: dict[str, Any], patient: Phrase | None, pieces: list[Phrase]
) -> tuple[str, ...]:
    """The ids to whom an act is done, from where the frame says they stand."""
    found: list[Mention] = []
    if frame["kind"] == "exercise":  # "opened its first exercise, joining the Russian fleet"
        joined = next((v for v in s.verbs if v.head > verb.head and v.lemma == "join" and v.form == "ing"), None)
        found += actors(s, following(s, joined)[0], target=True) if joined else []
    for spec in frame.get("to", ()):
        if spec == "doer":
            found += actors(s, subject(s, verb)) if not found else []
        elif spec == "obj":
            if frame["kind"] == "accuse" and verb.passive and frame.get("prefer"):
                continue
            if frame.get("prefer") and any(p.preposition == frame["prefer"] for p in pieces):
                continue
            if frame["kind"] == "threaten" and patient and patient.start < verb.start and not verb.passive:
                continue  # "the missiles that A threatened to destroy"
            loose = frame["kind"] in {"accuse", "talk", "treaty"} and not frame.get("people")
            owned = actors(s, patient, target=True, loose=loose)
            if frame["kind"] in {"pledge", "transfer"}:  # "offered its friend missiles"
                owned = [m for m in owned if m.sort != "pronoun" or m.end - m.start > 1]
            found += owned
        elif spec == "ahead":
            ahead = next((v for v in s.verbs if v.head > verb.head and v.shape in {"infinitive", "gerund"}), None)
            if ahead is not None and ahead.start - verb.end <= 3:
                goal, rest = following(s, _with_particle(s, ahead))
                places = [
                    p
                    for p in rest
                    if p.preposition in {"on", "against", "with", "at", "to", "from", "into", "by", "behind", "in"}
                ]
                found += [
                    m for p in (goal, *places[: 1 if rest[:1] == places[:1] else 0]) for m in actors(s, p, target=True)
                ]
        elif spec == "iobj":
            if not verb.passive:
                found += _recipient(s, patient)
        else:
            for piece in pieces:
                if piece.preposition == spec:
                    found += actors(s, piece, target=True)
    if not found and frame["kind"] == "attack":
        harm = next(
            (
                v
                for v in s.verbs
                if v.head > verb.head and v.form == "ing" and v.lemma in _HARMS and s.low(v.head - 1) == ","
            ),
            None,
        )
        found += actors(s, following(s, harm)[0], target=True) if harm else []
    if not found and frame["kind"] in {"deploy", "exercise"}:
        found += _there(s, verb, pieces) or _where(s, verb)
    if not found and "obj" in frame.get("to", ()) and patient and not verb.passive and s.low(patient.end) == ",":
        follower = s.at.get(patient.end + 1)
        if follower and s.tag(follower.end) == "POS":
            found.append(follower)
    if not found and frame.get("near"):
        found += [m for p in [*pieces] if p.preposition in frame["near"] for m in actors(s, p, target=True, loose=True)]
        if not found and patient:
            found += [m for m in actors(s, patient, target=True, loose=True) if m.sort != "other"]
    return ids(found)


def _with_particle(s: Sentence, verb: Verb) -> Verb:
    """The verb with a particle that follows it ("break off relations with B"), so that none is taken for a place."""
    return replace(verb, end=verb.end + 1) if s.low(verb.end) in {"off", "out", "up", "down", "back"} else verb


def _where(s: Sentence, verb: Verb) -> list[Mention]:
    """The place that "where" stands for before the clause: "Kosovo, where it has 4,500 troops"."""
    for k in range(verb.start - 1, max(0, verb.start - 10), -1):
        if s.low(k) == "where":
            before = s.at.get(k - 1 - (s.low(k - 1) == ","))
            return [before] if before else []
        if s.tags[k] in {"S", "R"} or s.low(k) in {",", ";"}:
            return []
    return []


def _there(s: Sentence, verb: Verb, pieces: list[Phrase]) -> list[Mention]:
    """Where forces go when the place stands apart: "there", or ", in the Russian exclave"."""
    stop = max([clause_end(s, verb.end), *(p.end for p in pieces)])
    for k in range(verb.end, min(stop + 2, len(s.tokens))):
        if s.low(k) == "there" and k in s.at:
            return [s.at[k]]
    if s.low(stop) == "," and s.low(stop + 1) in {"in", "off", "near"}:
        end = next(
            (k for k in range(stop + 2, len(s.tokens)) if s.low(k) in {",", ".", ";"} or s.tags[k] in {"P", "R", "S"}),
            len(s.tokens),
        )
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
    if first.sort == "adjective" and s.low(first.end) not in {
        "army",
        "navy",
        "government",
        "military",
        "forces",
        "police",
    }:
        return []
    if first.sort == "pronoun" and s.low(first.start) in {"its", "their", "his"} and first.end - first.start == 1:
        return []
    return [first]


_HARMS = words("kill wound injure destroy damage sink hit")
